//! The table `funding`: a row a row of a form's money block.

use crate::problem::Problem;
use crate::records::{Funding, FundingSource, Of, Reading};
use crate::tables::columns::FUNDING;
use crate::tables::disputes::Disputes;
use crate::tables::fit::{Fit, head, project_id};
use crate::tables::frame::{Value, frame};
use crate::tables::owner::Owners;
use crate::values::Wan;
use polars::prelude::DataFrame;

/// All money rows of `readings`, whose projects are `owners`.
pub(super) fn table(
    readings: &[Reading],
    owners: &[Owners],
    disputes: &Disputes,
    fit: &mut Fit,
) -> Result<DataFrame, Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (reading, (document, owners)) in readings.iter().zip(owners).enumerate() {
        for (index, funding) in document.funding.iter().enumerate() {
            // The row of totals is the project's own figures.
            let total = (funding.source == FundingSource::Total).then_some(Of::Project(funding.ordinal));
            let mut cells = row(funding, fit);
            cells.extend(owners.printed(funding.ordinal));
            cells.extend(owners.counted(funding.ordinal));
            cells.extend(disputes.cells(reading, Of::Funding(index), total));
            rows.push(cells);
        }
    }
    frame(&FUNDING, &rows)
}

fn row(funding: &Funding, fit: &mut Fit) -> Vec<Value> {
    let place = &funding.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        project_id(&place.file, funding.ordinal),
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
