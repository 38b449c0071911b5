//! The records themselves: what a document says, one struct a kind, in the words of the field.
//!
//! Amounts are [`Wan`] (万元); weights, scores and percentages are decimals as printed. `None` is
//! what the paper leaves blank or marks as absent; a cell that could not be read is `None` too and
//! always comes with a [`Problem`] at its place.

use crate::problem::Problem;
use crate::records::account_column::AccountColumn;
use crate::records::account_item::AccountItem;
use crate::records::basis::Basis;
use crate::records::funding_source::FundingSource;
use crate::records::printed::Printed;
use crate::records::remarks::Remarks;
use crate::records::table_number::TableNumber;
use crate::values::{Operator, Place, Wan};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One project of a self-evaluation form (项目支出绩效自评表).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Where the form begins.
    pub place: Place,
    /// The year the form accounts for.
    pub year: Option<i32>,
    /// Its order in the document, from 1.
    pub ordinal: u32,
    /// 项目名称.
    pub project: Option<String>,
    /// 主管部门.
    pub department: Option<String>,
    /// 实施单位.
    pub unit: Option<String>,
    /// 年初预算数, 万元.
    pub initial_wan: Option<Wan>,
    /// 全年预算数, 万元.
    pub adjusted_wan: Option<Wan>,
    /// 全年执行数, 万元.
    pub executed_wan: Option<Wan>,
    /// 分值 of the execution, points.
    pub execution_weight: Option<Decimal>,
    /// 执行率 as printed, percent.
    pub execution_rate_pct: Option<Decimal>,
    /// 得分 of the execution, points.
    pub execution_score: Option<Decimal>,
    /// 总分: points attainable.
    pub total_weight: Option<Decimal>,
    /// 总分: points earned.
    pub total_score: Option<Decimal>,
    /// Code of the form family, such as `F1`.
    pub form: Option<String>,
}

/// One row of a form's money block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funding {
    /// Where the row stands.
    pub place: Place,
    /// The year the form accounts for.
    pub year: Option<i32>,
    /// Order of the project in the document, from 1.
    pub ordinal: u32,
    /// Canonical source: `total`, `current_year_fiscal`, `carried_over`, `other`, ...
    pub source: FundingSource,
    /// The row's label as printed.
    pub label: String,
    /// 年初预算数, 万元.
    pub initial_wan: Option<Wan>,
    /// 全年预算数, 万元.
    pub adjusted_wan: Option<Wan>,
    /// 全年执行数, 万元.
    pub executed_wan: Option<Wan>,
    /// 执行率 as printed, percent.
    pub execution_rate_pct: Option<Decimal>,
}

/// One indicator of a project: what was promised, delivered and scored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Where the row begins.
    pub place: Place,
    /// The year the form accounts for.
    pub year: Option<i32>,
    /// Order of the project in the document, from 1.
    pub ordinal: u32,
    /// Order of the indicator within the project, from 1.
    pub row: u32,
    /// 一级指标, without the points some forms print behind it.
    pub level1: Option<String>,
    /// Whether level 1 is not printed for this row and was concluded from level 2.
    pub level1_inferred: bool,
    /// 二级指标 as printed.
    pub level2: Option<String>,
    /// 三级指标, without its 指标1： prefix.
    pub level3: Option<String>,
    /// 年度指标值 as printed.
    pub target: Option<String>,
    /// 实际完成值 as printed.
    pub actual: Option<String>,
    /// 分值, points.
    pub weight: Option<Decimal>,
    /// 得分, points.
    pub score: Option<Decimal>,
    /// 偏差原因分析及改进措施.
    pub deviation: Option<String>,
    /// Operator of the target.
    pub target_op: Option<Operator>,
    /// Number of the target, in `target_unit`.
    pub target_value: Option<Decimal>,
    /// Unit of the target.
    pub target_unit: Option<String>,
    /// Operator of the actual value: with it the value is a bound, not a value.
    pub actual_op: Option<Operator>,
    /// Number of the actual value, in `actual_unit`.
    pub actual_value: Option<Decimal>,
    /// Unit of the actual value.
    pub actual_unit: Option<String>,
}

/// What kind of paper a figure of a department stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// 决算: what was spent.
    #[default]
    Accounts,
    /// 预算: what is planned.
    Budget,
}

impl AccountKind {
    /// The name that files and tables have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Budget => "budget",
        }
    }

    /// Whether it is that of accounts, which most papers are.
    fn is_accounts(&self) -> bool {
        *self == Self::Accounts
    }
}

/// One figure of a department's accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Where the figure stands.
    pub place: Place,
    /// The year of the accounts.
    pub year: Option<i32>,
    /// The unit or department whose accounts these are.
    pub unit: Option<String>,
    /// Whether the paper is one of accounts or of a budget.
    #[serde(default, skip_serializing_if = "AccountKind::is_accounts")]
    pub kind: AccountKind,
    /// Number of the table in the national form, from `01` to `09`; nothing in a narrative.
    pub table: Option<TableNumber>,
    /// Heading of the table's column, such as `本年支出合计`; nothing in a narrative.
    pub column: Option<String>,
    /// What that column holds, whatever its heading is called; nothing in a narrative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column_kind: Option<AccountColumn>,
    /// Canonical item, such as `expenditure` or `functional_class`.
    pub item: AccountItem,
    /// The item as printed.
    pub label: String,
    /// Code of the functional class: three, five or seven digits.
    pub class_code: Option<String>,
    /// Level of the functional class: 类 1, 款 2, 项 3.
    pub level: Option<u8>,
    /// The budget, 万元, where it is printed.
    pub budget_wan: Option<Wan>,
    /// Which budget that is: `initial_budget` or `adjusted_budget`.
    pub budget_basis: Option<Basis>,
    /// The amount, 万元.
    pub amount_wan: Option<Wan>,
    /// The change, 万元; negative for a fall.
    pub change_wan: Option<Wan>,
    /// The change in percent; negative for a fall.
    pub change_pct: Option<Decimal>,
    /// What the change is measured against: `last_year` or `initial_budget`.
    pub change_basis: Option<Basis>,
    /// The amount in percent of the budget, as printed.
    pub completion_pct: Option<Decimal>,
    /// The share in percent.
    pub share_pct: Option<Decimal>,
    /// What the share is a share of, canonical item where known.
    pub share_of: Option<String>,
}

/// Any record, as it is printed by `jixiao records`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// One project.
    Project(Project),
    /// One row of a money block.
    Funding(Funding),
    /// One indicator.
    Indicator(Indicator),
    /// One figure of the accounts.
    Account(Account),
    /// One thing that is wrong.
    Problem(Problem),
}

/// Everything that was read from one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Projects, in document order.
    pub projects: Vec<Project>,
    /// Rows of the money blocks, in document order.
    pub funding: Vec<Funding>,
    /// Indicators, in document order.
    pub indicators: Vec<Indicator>,
    /// Figures of the accounts, in document order.
    pub accounts: Vec<Account>,
    /// What is wrong, in document order.
    pub problems: Vec<Problem>,
    /// How the figures of the records are printed, and where.
    pub printed: Vec<Printed>,
    /// What the document says around its figures.
    pub remarks: Remarks,
    /// Which of the document's numerals became fields.
    pub coverage: Coverage,
}

impl Reading {
    /// All records: projects with their funding and indicators, then accounts, then problems.
    pub fn records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        for project in &self.projects {
            let ordinal = project.ordinal;
            records.push(Record::Project(project.clone()));
            records.extend(self.funding.iter().filter(|row| row.ordinal == ordinal).cloned().map(Record::Funding));
            records.extend(self.indicators.iter().filter(|row| row.ordinal == ordinal).cloned().map(Record::Indicator));
        }
        records.extend(self.accounts.iter().cloned().map(Record::Account));
        records.extend(self.problems.iter().cloned().map(Record::Problem));
        records
    }
}

/// The numerals of a document, and those no field claims.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// How many numerals the document prints.
    pub numerals: u32,
    /// How many of them became a field, or a part of one.
    pub claimed: u32,
    /// The others, with their places, in reading order.
    pub unclaimed: Vec<(Place, String)>,
}
