//! The table `funding`: a row a row of a form's money block.

use crate::problem::Problem;
use crate::records::{Funding, Reading};
use crate::tables::columns::FUNDING;
use crate::tables::frame::{Value, frame};
use crate::tables::{Fit, head};
use crate::values::Wan;
use polars::prelude::DataFrame;

/// All money rows of `readings`.
pub(super) fn table(readings: &[Reading], fit: &mut Fit) -> Result<DataFrame, Problem> {
    let funding = readings.iter().flat_map(|reading| &reading.funding);
    let rows: Vec<Vec<Value>> = funding.map(|funding| row(funding, fit)).collect();
    frame(&FUNDING, &rows)
}

fn row(funding: &Funding, fit: &mut Fit) -> Vec<Value> {
    let place = &funding.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        Value::Year(funding.year),
        Value::from(funding.ordinal),
        Value::from(funding.source.as_str()),
        Value::from(funding.label.as_str()),
        fit.exact(funding.initial_wan.map(Wan::decimal), "initial_wan", place),
        fit.exact(funding.adjusted_wan.map(Wan::decimal), "adjusted_wan", place),
        fit.exact(funding.executed_wan.map(Wan::decimal), "executed_wan", place),
        fit.percent(funding.execution_rate_pct, "execution_rate_pct", place),
    ]);
    cells
}
