//! The sum of a form's points against its printed total, for weights and for scores.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::sheet::{Sheet, Test, plus};
use crate::problem::Severity;
use crate::records::{Field, Project};
use crate::values::Interval;

/// Compares the sum of `part` over the execution and all indicators of `project` with the printed
/// `total`. One part that is blank or unread leaves the sum open.
pub fn add_up(case: &Case<'_>, project: &Project, (part, total): (Field, Field), sheet: &mut Sheet) {
    let Some(printed) = case.of_project(project, total) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    // Points to be had are agreed on, not worked out; a total of 100 is no 100.4.
    let printed = if part == Field::Weight { printed.as_points() } else { printed };
    let rows: Vec<Option<Figure>> = case.indicators_of(project).map(|(at, _)| case.of_indicator(at, part)).collect();
    if rows.is_empty() {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    }
    let Some(mut parts) = rows.into_iter().collect::<Option<Vec<Figure>>>() else {
        sheet.unchecked(Because::Blank);
        return;
    };
    // Own index systems count the execution among their indicators and print no points for it above.
    let weight = case.of_project(project, Field::Weight);
    let execution = case.of_project(project, part);
    // Scores are given as they stand, and weights but for shares such as 3.33 of 10; only the score of the
    // execution is worked out, and full ones are not.
    let given = |figure: Figure| if part == Field::Weight { figure.as_points() } else { figure.exactly() };
    parts = parts.into_iter().map(given).collect();
    // A form may count its execution apart from the 100 points of its indicators.
    let apart = Interval::sum(&parts.iter().map(Figure::rounded).collect::<Vec<_>>()).meets(&printed.rounded());
    let severity = if apart { Severity::Doubt } else { Severity::Error };
    parts.extend(execution.map(|execution| match &weight {
        Some(weight) if weight.value == execution.value => execution.exactly(),
        _ => execution,
    }));
    let inputs: Vec<&Figure> = parts.iter().collect();
    sheet.compare(
        Test {
            subject: case.project_name(project),
            printed: &printed,
            inputs: &inputs,
            arithmetic: plus(&inputs),
            called: ("各项之和", "the sum of all items"),
            severity,
        },
        |of| Some(Interval::sum(of)),
    );
}
