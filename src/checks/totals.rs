//! The sum of a form's points against its printed total, for weights and for scores.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::sheet::{Sheet, Test, plus};
use crate::problem::Severity;
use crate::records::{Field, Project};
use crate::values::Interval;
use rust_decimal::Decimal;

/// Compares the sum of `part` over the execution and all indicators of `project` with the printed
/// `total`. One part that is blank or unread leaves the sum open.
pub(super) fn add_up(case: &Case<'_>, project: &Project, (part, total): (Field, Field), sheet: &mut Sheet) {
    let Some(printed) = case.of_project(project, total) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    // Points to be had are agreed on, not worked out; a total of 100 is no 100.4.
    let printed = if part == Field::Weight { printed.given_points() } else { printed };
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
    let given = |figure: Figure| if part == Field::Weight { figure.given_points() } else { figure.exactly() };
    parts = parts.into_iter().map(given).collect();
    // A form may count its execution apart from the 100 points of its indicators.
    let apart = Interval::sum(&parts.iter().map(Figure::rounded).collect::<Vec<_>>()).meets(&printed.rounded());
    let severity = if apart { Severity::Doubt } else { Severity::Error };
    let rate = case.of_project(project, Field::Rate);
    parts.extend(execution.map(|execution| match &weight {
        Some(weight) if weight.value == execution.value => execution.exactly(),
        Some(weight) => worked_out(execution, weight, rate.as_ref()),
        None => execution,
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

/// The score of an execution that lost no more in printing than weight x rate says: 9.3 for 93.04 % of 10
/// stands for no more than 9.3046.
fn worked_out(score: Figure, weight: &Figure, rate: Option<&Figure>) -> Figure {
    let share = Decimal::new(1, 2);
    let of_weight = |figure: Decimal| weight.value.checked_mul(figure)?.checked_mul(share);
    let lost = rate.and_then(|rate| {
        let apart = of_weight(rate.value)?.checked_sub(score.value)?.abs();
        apart.checked_mul(Decimal::TWO)?.checked_add(of_weight(rate.step)?)
    });
    let step = lost.map_or(score.step, |lost| lost.min(score.step));
    Figure { step, likely_step: step, ..score }
}
