//! R10 预算调减至执行数: the adjusted budget was lowered to exactly what was spent, so that the rate
//! of the form is 100 % whatever was planned.

use crate::checks::case::Case;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::{Field, Project};
use crate::values::Fraction;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R10", zh: "预算调减至执行数", en: "rebaselining", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        lowered(case, project, sheet);
    }
}

fn lowered(case: &Case<'_>, project: &Project, sheet: &mut Sheet) {
    let figures = [Field::Initial, Field::Adjusted, Field::Executed].map(|field| case.of_project(project, field));
    let [Some(initial), Some(adjusted), Some(executed)] = figures else {
        sheet.unchecked(Because::Blank);
        return;
    };
    if adjusted.value >= initial.value || adjusted.value != executed.value {
        sheet.consistent();
        return;
    }
    if initial.value <= Decimal::ZERO {
        sheet.unchecked(Because::ZeroBase);
        return;
    }
    let Some(share) = Fraction::from(executed.value).over(&initial.value.into()) else {
        sheet.unchecked(Because::ZeroBase);
        return;
    };
    let rate = (&share * &Decimal::ONE_HUNDRED.into()).to_text(2);
    let (subject, before, after) = (case.project_name(project), &initial.printed, &adjusted.printed);
    let adjusted_rate = if adjusted.value.is_zero() { "—" } else { "100%" };
    let remark = Remark {
        severity: Severity::Note,
        figures: vec![adjusted.cited(), initial.cited(), executed.cited()],
        expected: String::new(),
        arithmetic: format!("{} / {} x 100 = {rate}%", executed.value, initial.value),
        zh: format!(
            "{subject}：全年预算数由年初的{before}调减为{after}，恰等于执行数；执行率按全年预算数为{adjusted_rate}，按年初预算数为{rate}%。"
        ),
        en: format!(
            "{subject}: the adjusted budget was lowered from {before} to {after}, exactly what was spent; the execution rate is {adjusted_rate} of the adjusted and {rate}% of the initial budget."
        ),
        subject,
    };
    sheet.remark(remark, &[]);
}
