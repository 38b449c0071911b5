//! How much of its budget did each project spend? A row a project.

use crate::analyses::ratio::cell;
use crate::analyses::subjects::{self, Project};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use serde::Deserialize;

/// This analysis has nothing to set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {}

/// The columns of the table.
pub const COLUMNS: [Column; 16] = [
    col::YEAR,
    col::UNIT,
    col::DEPARTMENT,
    col::ORDINAL,
    col::PROJECT,
    col::INITIAL_WAN,
    col::ADJUSTED_WAN,
    col::EXECUTED_WAN,
    col::UNSPENT_WAN,
    col::ADJUSTED_RATE_PCT,
    col::INITIAL_RATE_PCT,
    col::ADJUSTMENT_RATE_PCT,
    col::PRINTED_RATE_PCT,
    col::LOST_POINTS_OF_PROJECT,
    col::TOTAL_SCORE,
    col::TOTAL_WEIGHT,
];

/// A row a project, by year, unit, file and order in the file.
///
/// # Errors
/// Tables that are not of the schema.
pub fn table(tables: &Tables, _params: &Params) -> Result<DataFrame, Problem> {
    let rows: Vec<Vec<Value>> = subjects::projects(tables)?.iter().map(row).collect();
    frame(&COLUMNS, &rows)
}

fn row(project: &Project) -> Vec<Value> {
    vec![
        Value::from(project.year),
        Value::from(&project.unit),
        Value::from(&project.department),
        Value::from(project.ordinal),
        Value::from(&project.project),
        Value::from(project.initial),
        Value::from(project.adjusted),
        Value::from(project.executed),
        Value::from(project.unspent()),
        cell(project.adjusted_rate()),
        cell(project.initial_rate()),
        cell(project.adjustment_rate()),
        Value::from(project.printed_rate),
        Value::from(project.lost()),
        Value::from(project.total_score),
        Value::from(project.total_weight),
    ]
}
