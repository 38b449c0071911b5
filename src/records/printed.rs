//! Where each figure of a record stands and how it is printed there, beside the records themselves:
//! what a check needs to say what a figure stands for and to point at it.

use crate::problem::shorten;
use crate::values::{MoneyUnit, Place};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which record a figure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// A project, by its order in the document, from 1.
    Project(u32),
    /// A row of funds, by its index in the reading.
    Funding(usize),
    /// An indicator, by its index in the reading.
    Indicator(usize),
    /// A figure of the accounts, by its index in the reading.
    Account(usize),
}

/// Which figure of a record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 年初预算数.
    Initial,
    /// 全年预算数.
    Adjusted,
    /// 全年执行数.
    Executed,
    /// 执行率.
    Rate,
    /// 分值, of an indicator or of the execution.
    Weight,
    /// 得分, of an indicator or of the execution.
    Score,
    /// 总分, the points attainable.
    TotalWeight,
    /// 总分, the points earned.
    TotalScore,
    /// 年度指标值.
    Target,
    /// 实际完成值.
    Actual,
    /// 偏差原因分析及改进措施.
    Deviation,
    /// An account's budget.
    Budget,
    /// An account's amount.
    Amount,
    /// An account's change in money.
    Change,
    /// An account's change in percent.
    ChangePct,
    /// An account's share in percent.
    Share,
    /// An account's amount in percent of its budget.
    Completion,
}

impl Field {
    /// What papers usually call it.
    pub const fn usual_name(self) -> &'static str {
        match self {
            Self::Initial => "年初预算数",
            Self::Adjusted => "全年预算数",
            Self::Executed => "全年执行数",
            Self::Rate => "执行率",
            Self::Weight => "分值",
            Self::Score => "得分",
            Self::TotalWeight => "总分（分值）",
            Self::TotalScore => "总分（得分）",
            Self::Target => "年度指标值",
            Self::Actual => "实际完成值",
            Self::Deviation => "偏差原因",
            Self::Budget => "预算数",
            Self::Amount => "决算数",
            Self::Change => "增减额",
            Self::ChangePct => "增减幅度",
            Self::Share => "占比",
            Self::Completion => "完成预算比例",
        }
    }

    /// Whether it is an amount of a form's money block.
    pub const fn is_amount_of_form(self) -> bool {
        matches!(self, Self::Initial | Self::Adjusted | Self::Executed)
    }
}

/// One figure as the paper prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The record it belongs to.
    pub of: Of,
    /// Which of its figures it is.
    pub field: Field,
    /// Where it stands, to the cell or the line.
    pub place: Place,
    /// The cell or the figure as printed, shortened where it is long.
    pub text: String,
    /// What one in its last printed digit is worth, in the unit of the record's field.
    pub step: Decimal,
}

impl Printed {
    /// A figure read from `text`; `decimals` is how many digits it prints behind the point.
    pub(super) fn new(of: Of, field: Field, place: Place, text: &str, step: Decimal) -> Self {
        Self { of, field, place, text: shorten(text.trim()), step }
    }
}

/// What one in the last printed digit of `figure` is worth.
pub(super) fn step(figure: Decimal) -> Decimal {
    Decimal::new(1, figure.scale())
}

/// The same of an amount printed in `unit`, in 万元.
pub(super) fn step_wan(figure: Decimal, unit: MoneyUnit) -> Decimal {
    match unit {
        MoneyUnit::Wan => step(figure),
        MoneyUnit::Yuan => step(figure) / Decimal::from(10_000),
        MoneyUnit::Yi => step(figure) * Decimal::from(10_000),
    }
}
