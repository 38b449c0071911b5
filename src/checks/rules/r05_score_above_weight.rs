//! R05 得分超过分值: no item earns more than its points, and none less than nothing.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::Field;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R05", zh: "得分超过分值", en: "score above weight", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        let subject = case.project_name(project);
        let execution = [Field::Weight, Field::Score].map(|field| case.of_project(project, field));
        bound(execution, format!("{subject} 预算执行"), sheet);
        for (at, row) in case.indicators_of(project) {
            let figures = [Field::Weight, Field::Score].map(|field| case.of_indicator(at, field));
            bound(figures, format!("{subject} 指标{}", row.row), sheet);
        }
    }
}

fn bound(figures: [Option<Figure>; 2], subject: String, sheet: &mut Sheet) {
    let [Some(weight), Some(score)] = figures else {
        sheet.unchecked(Because::Blank);
        return;
    };
    if score.value <= weight.value && score.value >= Decimal::ZERO {
        sheet.consistent();
        return;
    }
    let remark = Remark {
        severity: Severity::Error,
        figures: vec![score.cited(), weight.cited()],
        expected: format!("0~{}", weight.value),
        arithmetic: format!("{} > {}", score.value, weight.value),
        zh: format!("{subject}：得分{}不在0与分值{}之间。", score.printed, weight.printed),
        en: format!("{subject}: the score {} does not lie between 0 and its weight {}.", score.printed, weight.printed),
        subject,
    };
    sheet.remark(remark, &[&score]);
}
