//! R06 资金构成: the parts of a money block add up to its total, for the initial budget, the adjusted
//! budget and what was executed; a total of nothing beside parts of something is the same fault.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::Rule;
use crate::checks::sheet::{Sheet, Test, plus};
use crate::problem::Severity;
use crate::records::{Field, Project};
use crate::values::Interval;

/// The rule.
pub const RULE: Rule = Rule { code: "R06", zh: "资金构成", en: "parts of the funds", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        for field in [Field::Initial, Field::Adjusted, Field::Executed] {
            column(case, project, field, sheet);
        }
    }
}

fn column(case: &Case<'_>, project: &Project, field: Field, sheet: &mut Sheet) {
    let rows = case.funding_of(project).filter(|(_, row)| row.source != "total");
    let parts: Vec<Figure> =
        rows.filter_map(|(at, row)| Some(case.of_funding(at, field)?.named(row.label.trim()))).collect();
    let Some(total) = case.of_project(project, field) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    if parts.is_empty() {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    }
    let inputs: Vec<&Figure> = parts.iter().collect();
    sheet.compare(
        Test {
            subject: case.project_name(project),
            printed: &total,
            inputs: &inputs,
            arithmetic: plus(&inputs),
            called: ("各资金来源之和", "the sum of its sources"),
            severity: Severity::Error,
        },
        |of| Some(Interval::sum(of)),
    );
}
