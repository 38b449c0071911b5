//! R03 分值合计: the indicators' weights and the execution's = the printed total, and that is 100.

use crate::checks::case::Case;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::checks::totals::add_up;
use crate::problem::Severity;
use crate::records::Field;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R03", zh: "分值合计", en: "sum of weights", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        add_up(case, project, (Field::Weight, Field::TotalWeight), sheet);
        let Some(total) = case.of_project(project, Field::TotalWeight) else {
            sheet.unchecked(Because::Blank);
            continue;
        };
        if total.value == case.settings.full_points {
            sheet.consistent();
            continue;
        }
        let (subject, full) = (case.project_name(project), case.settings.full_points);
        let remark = Remark {
            // Forms of 110 points are met in practice; the form may have its reasons.
            severity: Severity::Doubt,
            figures: vec![total.cited()],
            expected: full.to_string(),
            arithmetic: String::new(),
            zh: format!("{subject}：总分值印为{}，应为{full}。", total.printed),
            en: format!("{subject}: the total weight is printed as {}, expected {full}.", total.printed),
            subject,
        };
        sheet.remark(remark, &[&total]);
    }
}
