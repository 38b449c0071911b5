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
    col::BASIS,
    col::N_WITH_RATE,
    col::MISSING_RATE,
    col::MIN_PCT,
    col::Q1_PCT,
    col::MEDIAN_PCT,
    col::Q3_PCT,
    col::MAX_PCT,
    col::MEAN_PCT,
    col::WEIGHTED_MEAN_PCT,
    col::BUDGET_WAN,
    col::EXECUTED_WAN,
    col::UNSPENT_WAN_OF_BASIS,
    col::ADJUSTMENT_RATE_PCT_OF_BOTH,
];

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
