//! R12 分项分值: a part of a form that prints its points, 产出指标(50分), has rows that add up to them.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::{Because, Cited};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet, plus};
use crate::problem::{Severity, shorten};
use crate::records::{Field, Indicator, Section};
use crate::values::Interval;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R12", zh: "分项分值", en: "section points", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for section in &case.reading.remarks.sections {
        points(case, section, sheet);
    }
}

fn points(case: &Case<'_>, section: &Section, sheet: &mut Sheet) {
    let (from, to) = section.indicators;
    let rows: &[Indicator] = case.reading.indicators.get(from..to).unwrap_or_default();
    let weights: Option<Vec<Figure>> =
        (from..to).map(|at| Some(case.of_indicator(at, Field::Weight)?.given_points())).collect();
    // A weight that stands for several rows is printed at the first of them alone.
    let (Some(weights), Some(first)) = (weights, rows.first()) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let inputs: Vec<&Figure> = weights.iter().collect();
    let parts: Vec<Interval> = inputs.iter().map(|figure| figure.rounded()).collect();
    let sum = Interval::sum(&parts);
    if sum.meets(&Interval::exact(section.points)) {
        sheet.consistent();
        return;
    }
    let of_form = |row: &&Indicator| row.ordinal == first.ordinal;
    // Where the paper lost the name of a part, its rows may be counted to the part above it.
    let open = case.reading.indicators.iter().filter(of_form).any(|row| row.level1_inferred);
    let project = case.reading.projects.iter().find(|project| project.ordinal == first.ordinal);
    let form = project.map(|project| case.project_name(project)).unwrap_or_default();
    let (label, points) = (shorten(&section.label), section.points);
    let subject = format!("{form} {label}");
    let cited = Cited { name: "分项分值".to_owned(), printed: label, place: section.place.clone() };
    let remark = Remark {
        severity: if open { Severity::Doubt } else { Severity::Error },
        figures: std::iter::once(cited).chain(inputs.iter().map(|figure| figure.cited())).collect(),
        expected: sum.to_string(),
        arithmetic: plus(&inputs),
        zh: format!("{subject}：标明{points}分，各行分值之和为{sum}（{}）。", plus(&inputs)),
        en: format!(
            "{subject}: {points} points are printed, the weights of its rows add up to {sum} ({}).",
            plus(&inputs)
        ),
        subject,
    };
    // Which of its rows is wrong, or its label, the form does not tell.
    sheet.remark(remark, &[]);
}
