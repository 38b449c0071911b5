//! The table `projects`: a row a project of a self-evaluation form.

use crate::problem::Problem;
use crate::records::{Indicator, Of, Project, Reading};
use crate::tables::columns::PROJECTS;
use crate::tables::disputes::Disputes;
use crate::tables::fit::{Fit, head, project_id};
use crate::tables::frame::{Value, frame};
use crate::tables::owner::Owners;
use crate::values::Wan;
use polars::prelude::DataFrame;
use std::collections::BTreeMap;

/// How many indicators a project has, and of which kinds.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: u32,
    scored: u32,
    full: u32,
    quantitative: u32,
}

impl Counts {
    /// The counts of every project by its order in the document.
    fn by_project(indicators: &[Indicator]) -> BTreeMap<u32, Self> {
        let mut counts: BTreeMap<u32, Self> = BTreeMap::new();
        for indicator in indicators {
            let count = counts.entry(indicator.ordinal).or_default();
            let points = indicator.weight.zip(indicator.score);
            count.all += 1;
            count.scored += u32::from(points.is_some());
            count.full += u32::from(points.is_some_and(|(weight, score)| score >= weight));
            count.quantitative += u32::from(indicator.target_value.is_some());
        }
        counts
    }
}

/// All projects of `readings`, whose projects are `owners`.
pub(super) fn table(
    readings: &[Reading],
    owners: &[Owners],
    disputes: &Disputes,
    fit: &mut Fit,
) -> Result<DataFrame, Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (reading, (document, owners)) in readings.iter().zip(owners).enumerate() {
        let counts = Counts::by_project(&document.indicators);
        for project in &document.projects {
            let mut cells = row(project, fit);
            let of_project = counts.get(&project.ordinal).copied().unwrap_or_default();
            cells
                .extend([of_project.all, of_project.scored, of_project.full, of_project.quantitative].map(Value::from));
            cells.extend(owners.counted(project.ordinal));
            cells.extend(disputes.cells(reading, Of::Project(project.ordinal), None));
            rows.push(cells);
        }
    }
    frame(&PROJECTS, &rows)
}

fn row(project: &Project, fit: &mut Fit) -> Vec<Value> {
    let place = &project.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        project_id(&place.file, project.ordinal),
        Value::Year(project.year),
        Value::from(project.ordinal),
        Value::from(&project.project),
        Value::from(&project.department),
        Value::from(&project.unit),
        fit.exact(project.initial_wan.map(Wan::decimal), "initial_wan", place),
        fit.exact(project.adjusted_wan.map(Wan::decimal), "adjusted_wan", place),
        fit.exact(project.executed_wan.map(Wan::decimal), "executed_wan", place),
        fit.exact(project.execution_weight, "execution_weight", place),
        fit.percent(project.execution_rate_pct, "execution_rate_pct", place),
        fit.exact(project.execution_score, "execution_score", place),
        fit.exact(project.total_weight, "total_weight", place),
        fit.exact(project.total_score, "total_score", place),
        Value::from(&project.form),
    ]);
    cells
}
