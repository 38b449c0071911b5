//! The table `projects`: a row a project of a self-evaluation form.

use crate::problem::Problem;
use crate::records::{Of, Project, Reading};
use crate::tables::columns::PROJECTS;
use crate::tables::disputes::Disputes;
use crate::tables::frame::{Value, frame};
use crate::tables::{Fit, head};
use crate::values::Wan;
use polars::prelude::DataFrame;

/// All projects of `readings`.
pub(super) fn table(readings: &[Reading], disputes: &Disputes, fit: &mut Fit) -> Result<DataFrame, Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (reading, document) in readings.iter().enumerate() {
        for project in &document.projects {
            let mut cells = row(project, fit);
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
