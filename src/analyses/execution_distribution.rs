//! How evenly was the money spent? Quartiles, means and amounts per year, unit and department, on
//! the adjusted and on the initial budget.

use crate::analyses::ratio::{cell, count, mean, percent, quartile};
use crate::analyses::subjects::{self, Key, Project};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// This analysis has nothing to set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {}

/// The columns of the table.
pub const COLUMNS: [Column; 17] = [
    col::YEAR,
    col::UNIT,
    col::DEPARTMENT,
    BASIS,
    Column::count("n", "项目数", "projects with a rate on this basis"),
    Column::count("missing", "无此口径的项目数", "projects without a rate on this basis; never counted as zero"),
    Column::ratio("min_pct", "最低", "lowest rate"),
    Column::ratio("q1_pct", "下四分位", "first quartile, linear interpolation"),
    Column::ratio("median_pct", "中位数", "median"),
    Column::ratio("q3_pct", "上四分位", "third quartile, linear interpolation"),
    Column::ratio("max_pct", "最高", "highest rate"),
    Column::ratio("mean_pct", "平均", "mean of the rates, every project alike"),
    Column::ratio("weighted_mean_pct", "加权平均", "executed / budget of all n together"),
    Column::wan("budget_wan", "预算合计", "budget of the n, on this basis"),
    col::EXECUTED_WAN,
    Column::wan("unspent_wan", "预算－执行数", "budget of the n, on this basis, that was not spent"),
    Column::ratio("adjustment_rate_pct", "预算调整率", "(adjusted - initial) / initial of the projects that have both"),
];

/// Which budget a rate is a rate of.
pub(super) const BASIS: Column = Column::text("basis", "口径", "adjusted or initial: the budget the rate is a rate of");

/// The two budgets a rate can be a rate of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// 全年预算数: the basis of the official forms.
    Adjusted,
    /// 年初预算数: the telling basis where budgets were lowered to what was spent.
    Initial,
}

impl Basis {
    /// Both, in the order of the tables.
    pub(super) const ALL: [Self; 2] = [Self::Adjusted, Self::Initial];

    /// Its name in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Adjusted => "adjusted",
            Self::Initial => "initial",
        }
    }

    /// The budget of `project` on this basis.
    pub(super) fn budget(self, project: &Project) -> Option<Decimal> {
        match self {
            Self::Adjusted => project.adjusted,
            Self::Initial => project.initial,
        }
    }

    /// The execution rate of `project` on this basis.
    pub(super) fn rate(self, project: &Project) -> Option<Decimal> {
        match self {
            Self::Adjusted => project.adjusted_rate(),
            Self::Initial => project.initial_rate(),
        }
    }
}

/// A row per year, unit, department and basis.
///
/// # Errors
/// Tables that are not of the schema.
pub fn table(tables: &Tables, _params: &Params) -> Result<DataFrame, Problem> {
    let projects = subjects::projects(tables)?;
    let mut groups: BTreeMap<(Key, Option<String>), Vec<&Project>> = BTreeMap::new();
    for project in &projects {
        let key = (project.year, project.unit.clone());
        groups.entry((key, project.department.clone())).or_default().push(project);
    }
    let mut rows = Vec::new();
    for (((year, unit), department), projects) in &groups {
        for basis in Basis::ALL {
            let mut row = vec![Value::from(*year), Value::from(unit), Value::from(department), basis.name().into()];
            row.extend(distribution(projects, basis));
            rows.push(row);
        }
    }
    frame(&COLUMNS, &rows)
}

/// The cells from `n` on.
fn distribution(projects: &[&Project], basis: Basis) -> Vec<Value> {
    let with_rate: Vec<&&Project> = projects.iter().filter(|project| basis.rate(project).is_some()).collect();
    let mut rates: Vec<Decimal> = with_rate.iter().filter_map(|project| basis.rate(project)).collect();
    rates.sort();
    let budget: Decimal = with_rate.iter().filter_map(|project| basis.budget(project)).sum();
    let executed: Decimal = with_rate.iter().filter_map(|project| project.executed).sum();
    let known = !rates.is_empty();
    let amount = |sum: Decimal| Value::Exact(known.then_some(sum));
    vec![
        Value::from(count(rates.len())),
        Value::from(count(projects.len() - rates.len())),
        cell(quartile(&rates, 0)),
        cell(quartile(&rates, 1)),
        cell(quartile(&rates, 2)),
        cell(quartile(&rates, 3)),
        cell(quartile(&rates, 4)),
        cell(mean(&rates)),
        cell(percent(executed, budget)),
        amount(budget),
        amount(executed),
        amount(budget - executed),
        cell(adjustment(projects)),
    ]
}

/// The adjustment rate of all `projects` that have both budgets, together.
fn adjustment(projects: &[&Project]) -> Option<Decimal> {
    let both = || projects.iter().filter_map(|project| Some((project.initial?, project.adjusted?)));
    let initial: Decimal = both().map(|(initial, _)| initial).sum();
    let adjusted: Decimal = both().map(|(_, adjusted)| adjusted).sum();
    percent(adjusted - initial, initial)
}
