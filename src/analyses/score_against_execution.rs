//! Does the score follow the spending? Rate and score of every project, side by side.

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
pub const COLUMNS: [Column; 8] = [
    col::YEAR,
    col::UNIT,
    col::ORDINAL,
    col::PROJECT,
    col::ADJUSTED_RATE_PCT,
    col::TOTAL_SCORE,
    col::LOST_POINTS_OF_PROJECT,
    col::LOST_EXECUTION_POINTS,
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
        Value::from(project.ordinal),
        Value::from(&project.project),
        cell(project.adjusted_rate()),
        Value::from(project.total_score),
        Value::from(project.lost()),
        Value::from(project.lost_by_execution()),
    ]
}
