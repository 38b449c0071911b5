//! The table `indicators`: a row an indicator.

use crate::checks::{Delivered, delivered};
use crate::problem::Problem;
use crate::records::{Indicator, Of, Project, Reading};
use crate::tables::columns::INDICATORS;
use crate::tables::disputes::Disputes;
use crate::tables::fit::{Fit, head, project_id};
use crate::tables::frame::{Value, frame};
use crate::tables::levels;
use crate::tables::owner::Owners;
use crate::values::Operator;
use polars::prelude::DataFrame;
use std::collections::BTreeMap;

/// All indicators of `readings`, whose projects are `owners`.
pub(super) fn table(
    readings: &[Reading],
    owners: &[Owners],
    disputes: &Disputes,
    fit: &mut Fit,
) -> Result<DataFrame, Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (reading, (document, owners)) in readings.iter().zip(owners).enumerate() {
        let projects: BTreeMap<u32, &Project> = document.projects.iter().map(|one| (one.ordinal, one)).collect();
        let mut siblings: BTreeMap<u32, Vec<&Indicator>> = BTreeMap::new();
        for indicator in &document.indicators {
            siblings.entry(indicator.ordinal).or_default().push(indicator);
        }
        for (index, indicator) in document.indicators.iter().enumerate() {
            let mut cells = row(indicator, fit);
            cells.extend(owners.printed(indicator.ordinal));
            cells.extend(owners.counted(indicator.ordinal));
            cells.extend(
                [levels::level1(indicator.level1.as_deref()), levels::level2(indicator.level2.as_deref())]
                    .map(Value::from),
            );
            let (project, all) = (projects.get(&indicator.ordinal), siblings.get(&indicator.ordinal));
            let found = project.zip(all).map(|(project, all)| delivered(indicator, all, project));
            cells.extend(judged(indicator, found.unwrap_or_default(), fit));
            cells.extend(disputes.cells(reading, Of::Indicator(index), None));
            rows.push(cells);
        }
    }
    frame(&INDICATORS, &rows)
}

fn row(indicator: &Indicator, fit: &mut Fit) -> Vec<Value> {
    let place = &indicator.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        project_id(&place.file, indicator.ordinal),
        Value::Year(indicator.year),
        Value::from(indicator.ordinal),
        Value::from(indicator.row),
        Value::from(&indicator.level1),
        Value::Flag(Some(indicator.level1_inferred)),
        Value::from(&indicator.level2),
        Value::from(&indicator.level3),
        Value::from(&indicator.target),
        Value::from(&indicator.actual),
        fit.exact(indicator.weight, "weight", place),
        fit.exact(indicator.score, "score", place),
        Value::from(&indicator.deviation),
        operator(indicator.target_op),
        fit.exact(indicator.target_value, "target_value", place),
        Value::from(&indicator.target_unit),
        operator(indicator.actual_op),
        fit.exact(indicator.actual_value, "actual_value", place),
        Value::from(&indicator.actual_unit),
    ]);
    cells
}

/// What `indicator` delivered of what it promised: the same as the rules R08 and R09 say.
fn judged(indicator: &Indicator, found: Delivered, fit: &mut Fit) -> [Value; 3] {
    let outcome = found.met.map(|met| if met { "met" } else { "missed" });
    [
        Value::Text(outcome.map(str::to_owned)),
        fit.exact(found.reached_pct, "reached_pct", &indicator.place),
        fit.exact(found.rule_score, "rule_score", &indicator.place),
    ]
}

/// An operator as its sign, the way the records print it.
fn operator(op: Option<Operator>) -> Value {
    let sign = op.map(|op| match op {
        Operator::AtLeast => "≥",
        Operator::AtMost => "≤",
        Operator::MoreThan => ">",
        Operator::LessThan => "<",
        Operator::Equal => "=",
    });
    Value::Text(sign.map(str::to_owned))
}
