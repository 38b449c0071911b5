//! Do the forms and the accounts tell the same? Executed amounts of all forms of a unit against the
//! project expenditure (项目支出) of its accounts.

use crate::analyses::ratio::count;
use crate::analyses::subjects::{self, Account, Key, Project};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// This analysis has nothing to set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {}

/// The columns of the table.
pub const COLUMNS: [Column; 11] = [
    col::YEAR,
    col::UNIT,
    col::FORMS_EXECUTED_WAN,
    col::ACCOUNTS_PROJECT_EXPENDITURE_WAN,
    col::DIFFERENCE_WAN,
    col::N_PROJECTS_EXECUTED,
    col::AGREES,
    col::FORMS_FILE,
    col::ACCOUNTS_FILE,
    col::ROUNDING_WAN,
    col::MISSING_EXECUTED,
];

/// The two sides of one year and unit.
#[derive(Default)]
struct Pair<'a> {
    forms: Vec<&'a Project>,
    account: Option<&'a Account>,
}

/// A row per year and unit that has forms, or accounts with a project expenditure.
///
/// # Errors
/// Tables that are not of the schema.
pub fn table(tables: &Tables, _params: &Params) -> Result<DataFrame, Problem> {
    let projects = subjects::projects(tables)?;
    let accounts = subjects::accounts(tables, &projects)?;
    let mut pairs: BTreeMap<Key, Pair<'_>> = BTreeMap::new();
    for account in accounts.iter().filter(|a| a.item == "project_expenditure" && a.amount.is_some()) {
        pairs.entry((account.year, account.unit.clone())).or_default().account.get_or_insert(account);
    }
    for project in &projects {
        pairs.entry((project.year, project.unit.clone())).or_default().forms.push(project);
    }
    let rows: Vec<Vec<Value>> = pairs.iter().map(row).collect();
    frame(&COLUMNS, &rows)
}

fn row(((year, unit), Pair { forms, account }): (&Key, &Pair<'_>)) -> Vec<Value> {
    let executed: Vec<Decimal> = forms.iter().filter_map(|project| project.executed).collect();
    let missing = forms.len() - executed.len();
    let sum = (!executed.is_empty()).then(|| executed.iter().sum::<Decimal>());
    let stated = account.and_then(|account| account.amount);
    let difference = sum.zip(stated).map(|(sum, stated)| sum - stated);
    let rounding = stated.map(|stated| executed.iter().chain([&stated]).map(|f| half_unit(*f)).sum::<Decimal>());
    let complete = difference.zip(rounding).filter(|_| missing == 0);
    let files: BTreeSet<&str> = forms.iter().map(|project| project.file.as_str()).collect();
    let files: Vec<&str> = files.into_iter().collect();
    vec![
        Value::from(*year),
        Value::from(unit),
        Value::from(sum),
        Value::from(stated),
        Value::from(difference),
        Value::from(count(executed.len())),
        Value::Flag(complete.map(|(difference, rounding)| difference.abs() <= rounding)),
        Value::Text((!files.is_empty()).then(|| files.join("; "))),
        Value::Text(account.map(|account| account.file.clone())),
        Value::Exact(difference.and(rounding)),
        Value::from(count(missing)),
    ]
}

/// Half a unit of the last printed decimal: a printed figure is an interval. Final accounts print
/// two decimals, so a figure that ends earlier (4.2) is taken for one of two (4.20).
fn half_unit(figure: Decimal) -> Decimal {
    let decimals = figure.normalize().scale().max(2);
    Decimal::new(5, decimals + 1).round_dp(6)
}
