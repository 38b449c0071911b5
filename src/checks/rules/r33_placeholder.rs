//! R33 占位符: a sign of the template (XX局, ××年度) left where a name or a number belongs.

use crate::checks::case::Case;
use crate::checks::finding::{Because, Cited};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::{Severity, shorten};

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R33", zh: "占位符", en: "placeholder", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    // A form without accounts may be the template itself.
    if case.reading.accounts.is_empty() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    if case.reading.remarks.placeholders.is_empty() {
        sheet.consistent();
    }
    for line in &case.reading.remarks.placeholders {
        let subject = shorten(&line.text);
        let remark = Remark {
            severity: Severity::Error,
            figures: vec![Cited { name: "占位符".to_owned(), printed: subject.clone(), place: line.place.clone() }],
            expected: String::new(),
            arithmetic: String::new(),
            zh: format!("“{subject}”中留有模板的占位符，应填写名称或数字。"),
            en: format!("`{subject}` keeps a placeholder of the template where a name or a number belongs."),
            subject,
        };
        sheet.remark(remark, &[]);
    }
}
