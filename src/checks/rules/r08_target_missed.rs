//! R08 未达标得满分: a quantitative target that was missed without losing a point; and the reverse,
//! one that was met and lost points.

use crate::checks::case::Case;
use crate::checks::delivered::{is_undone, shared};
use crate::checks::figure::Figure;
use crate::checks::finding::{Because, Cited};
use crate::checks::promise::{Judged, Outcome, judge};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::{Severity, shorten};
use crate::records::{Field, Indicator, Project};

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R08", zh: "未达标得满分", en: "target missed, full points", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        for (at, row) in case.indicators_of(project) {
            compare(case, project, (at, row), sheet);
        }
    }
}

fn compare(case: &Case<'_>, project: &Project, (at, row): (usize, &Indicator), sheet: &mut Sheet) {
    let points = [Field::Weight, Field::Score].map(|field| case.of_indicator(at, field));
    let [Some(weight), Some(score)] = points else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let lost = score.value < weight.value;
    let siblings: Vec<&Indicator> = case.indicators_of(project).map(|(_, other)| other).collect();
    let judged = judge(row, project);
    let outcome = match &judged {
        _ if is_undone(row) => Outcome::Missed,
        Ok(judged) => judged.outcome,
        Err(because) => {
            sheet.unchecked(*because);
            return;
        }
    };
    let judged = judged.ok().filter(|_| !is_undone(row));
    match (outcome, lost) {
        (Outcome::Met, false) | (Outcome::Missed, true) => sheet.consistent(),
        // One quantity in two parts: what is missing in one was done in the other.
        (Outcome::Missed, false) if judged.is_some_and(|judged| !judged.is_printed) && shared(&siblings, row) => {
            sheet.unchecked(Because::Ambiguous);
        }
        // An earlier month may be one of the next year.
        (Outcome::Met, true) if is_dated(row) => sheet.unchecked(Because::Ambiguous),
        _ => {
            let remark = told(case, project, (at, row), &judged, [&weight, &score]);
            sheet.remark(remark, &[&score]);
        }
    }
}

fn told(
    case: &Case<'_>,
    project: &Project,
    (at, row): (usize, &Indicator),
    judged: &Option<Judged>,
    [weight, score]: [&Figure; 2],
) -> Remark {
    let subject = format!("{} 指标{}", case.project_name(project), row.row);
    let cells = [Field::Target, Field::Actual].map(|field| case.words_of_indicator(at, field));
    // A target in three columns has its operator and unit beside its number.
    let [target, actual] = [&row.target, &row.actual].map(|text| shorten(text.as_deref().unwrap_or_default().trim()));
    let (earned, points) = (&score.printed, &weight.printed);
    let figures: Vec<Cited> = [score.cited(), weight.cited()].into_iter().chain(cells.into_iter().flatten()).collect();
    let sign = judged.filter(|judged| !judged.is_printed).map(|judged| judged.op.sign());
    let meant = sign.map(|sign| (format!("（按{sign}理解）"), format!(" (read as {sign})"))).unwrap_or_default();
    let (zh_meant, en_meant) = meant;
    let is_met = score.value < weight.value;
    let explained = row.deviation.as_ref().is_some_and(|text| !text.trim().is_empty());
    let said_itself = judged.is_some_and(|judged| judged.is_printed);
    let (severity, zh, en) = if is_met {
        (
            // What else may have cost points, the form may say in a reason or in no operator at all.
            if said_itself && !explained { Severity::Doubt } else { Severity::Note },
            format!("{subject}：年度指标值{target}{zh_meant}，实际完成值{actual}，已达标，但{points}分得{earned}分。"),
            format!(
                "{subject}: the target {target}{en_meant} is met by {actual}, yet {earned} of {points} points were earned."
            ),
        )
    } else {
        (
            Severity::Doubt,
            format!("{subject}：年度指标值{target}{zh_meant}，实际完成值{actual}，未达标，但{points}分得{earned}分。"),
            format!(
                "{subject}: the target {target}{en_meant} is missed by {actual}, yet {earned} of {points} points were earned."
            ),
        )
    };
    let arithmetic =
        judged.and_then(|judged| Some(format!("{} / {}", judged.actual?.normalize(), judged.target.normalize())));
    Remark {
        severity,
        subject,
        figures,
        expected: if is_met { weight.value.to_string() } else { format!("< {}", weight.value) },
        arithmetic: arithmetic.unwrap_or_default(),
        zh,
        en,
    }
}

/// Whether target and actual value are days or months of a calendar.
fn is_dated(row: &Indicator) -> bool {
    row.target_unit.as_deref().is_some_and(|unit| ["月", "日", "号", "年"].contains(&unit))
}
