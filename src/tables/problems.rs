//! The table `problems`: a row a thing that is wrong.

use crate::problem::{Problem, Severity};
use crate::records::Reading;
use crate::tables::columns::PROBLEMS;
use crate::tables::fit::head;
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;

/// All problems of `readings`, then those the tables themselves ran into.
pub(super) fn table(readings: &[Reading], own: &[Problem]) -> Result<DataFrame, Problem> {
    let problems = readings.iter().flat_map(|reading| &reading.problems).chain(own);
    let rows: Vec<Vec<Value>> = problems.map(row).collect();
    frame(&PROBLEMS, &rows)
}

fn row(problem: &Problem) -> Vec<Value> {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    };
    let mut cells = Vec::from(head(&problem.place));
    cells.extend([
        Value::from(severity),
        Value::from(problem.code),
        Value::from(problem.message.as_str()),
        Value::from(problem.place.to_string()),
        Value::from(&problem.hint),
    ]);
    cells
}
