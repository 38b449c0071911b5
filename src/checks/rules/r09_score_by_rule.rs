//! R09 按规则得分: the points the official rule gives for a target that was missed, weight x actual /
//! target, or weight x target / actual for one not to be exceeded, beside the printed points.

use crate::checks::case::Case;
use crate::checks::delivered::share;
use crate::checks::finding::Because;
use crate::checks::promise::{Outcome, judge};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Sheet, Test};
use crate::problem::Severity;
use crate::records::{Field, Indicator, Project};
use crate::values::Interval;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R09", zh: "按规则得分", en: "score by rule", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        for (at, row) in case.indicators_of(project) {
            score(case, project, (at, row), sheet);
        }
    }
}

fn score(case: &Case<'_>, project: &Project, (at, row): (usize, &Indicator), sheet: &mut Sheet) {
    let points = [Field::Weight, Field::Score].map(|field| case.of_indicator(at, field));
    let [Some(weight), Some(score)] = points else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let judged = match judge(row, project) {
        Ok(judged) => judged,
        Err(because) => {
            sheet.unchecked(because);
            return;
        }
    };
    let full = score.value == weight.value;
    match (judged.outcome, full) {
        (Outcome::Met, true) => sheet.consistent(),
        // Full points for a miss, and points lost without one, are R08's to say.
        (Outcome::Missed, true) | (Outcome::Met, false) => {}
        (Outcome::Missed, false) => {
            let Some((part, whole)) = share(&judged).map(|(part, whole)| (part.normalize(), whole.normalize())) else {
                sheet.unchecked(Because::Ambiguous);
                return;
            };
            let weight = weight.exactly();
            let test = Test {
                subject: format!("{} 指标{}", case.project_name(project), row.row),
                printed: &score,
                inputs: &[&weight],
                arithmetic: format!("{} x {part} / {whole}", weight.value),
                called: ("按完成比例计算的得分", "the score in proportion to what was delivered"),
                severity: Severity::Note,
            };
            sheet.compare(test, |of| {
                let pct = Interval::exact(part).percent_of(&Interval::exact(whole))?;
                Some(&(&of[0] * &pct) * &Interval::exact(Decimal::new(1, 2)))
            });
        }
    }
}
