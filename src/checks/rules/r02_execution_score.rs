//! R02 执行得分: weight x rate, never above the weight = the printed score of the execution.
//!
//! The rate is taken from the amounts where they are printed, since a printed rate has lost digits,
//! and from the printed rate as well: a score that either explains is consistent.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Sheet, Test};
use crate::problem::Severity;
use crate::records::{Field, Project};
use crate::values::Interval;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R02", zh: "执行得分", en: "execution score", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        score(case, project, sheet);
    }
}

fn score(case: &Case<'_>, project: &Project, sheet: &mut Sheet) {
    let figure = |field| case.of_project(project, field);
    let (Some(weight), Some(score)) = (figure(Field::Weight), figure(Field::Score)) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let amounts = figure(Field::Executed).zip(figure(Field::Adjusted));
    // A whole number may be rounded; full points beside forms that print decimals likely are not.
    let score = if score.value == weight.value { score } else { Figure { likely_step: score.step, ..score } };
    // Where both are printed and say different things, R01 speaks; the score may follow either.
    let rate = figure(Field::Rate);
    let points = |share: &Interval| capped(&(share * &Interval::exact(weight.value)), weight.value);
    let by_amounts = |executed: &Interval, adjusted: &Interval| executed.percent_of(adjusted).map(|pct| percent(&pct));
    let subject = case.project_name(project);
    let inputs: Vec<&Figure> = rate.iter().chain(amounts.iter().flat_map(|(one, other)| [one, other])).collect();
    if inputs.is_empty() {
        sheet.unchecked(Because::Blank);
        return;
    }
    let arithmetic = match (&rate, &amounts) {
        (Some(rate), _) => format!("{} x {}%", weight.value, rate.value),
        (None, Some((executed, adjusted))) => format!("{} x {} / {}", weight.value, executed.value, adjusted.value),
        (None, None) => String::new(),
    };
    let has_rate = rate.is_some();
    sheet.compare(
        Test {
            subject,
            printed: &score,
            inputs: &inputs,
            arithmetic,
            called: ("分值乘以执行率", "weight x rate"),
            severity: Severity::Error,
        },
        |of| {
            let by_rate = has_rate.then(|| points(&percent(&of[0])));
            let rest = &of[usize::from(has_rate)..];
            let by_amounts = rest.first().zip(rest.get(1)).and_then(|(one, other)| by_amounts(one, other));
            let by_amounts = by_amounts.map(|share| points(&share));
            match (by_rate, by_amounts) {
                // Two readings that meet are one; apart, everything between them is allowed.
                (Some(one), Some(other)) => Some(one.hull(&other)),
                (one, other) => one.or(other),
            }
        },
    );
}

/// A percentage as a share.
fn percent(pct: &Interval) -> Interval {
    pct * &Interval::exact(Decimal::new(1, 2))
}

/// No more than the weight.
fn capped(points: &Interval, weight: Decimal) -> Interval {
    points.at_most(weight)
}
