//! R01 执行率: executed / adjusted = the printed rate, in every row of a form's money block.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Sheet, Test};
use crate::problem::Severity;
use crate::records::{Field, FundingSource};

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R01", zh: "执行率", en: "execution rate", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        let name = case.project_name(project);
        let total = [Field::Executed, Field::Adjusted, Field::Rate].map(|field| case.of_project(project, field));
        rate(total, name.clone(), sheet);
        for (at, row) in case.funding_of(project).filter(|(_, row)| row.source != FundingSource::Total) {
            let figures = [Field::Executed, Field::Adjusted, Field::Rate].map(|field| case.of_funding(at, field));
            // Parts rarely print a rate; one without is nothing left unchecked.
            if figures[2].is_some() {
                rate(figures, format!("{name} {}", row.label.trim()), sheet);
            }
        }
    }
}

fn rate(figures: [Option<Figure>; 3], subject: String, sheet: &mut Sheet) {
    let [Some(executed), Some(adjusted), Some(printed)] = figures else {
        sheet.unchecked(Because::Blank);
        return;
    };
    sheet.compare(
        Test {
            subject,
            printed: &printed,
            inputs: &[&executed, &adjusted],
            arithmetic: format!("{} / {} x 100", executed.value, adjusted.value),
            called: ("执行数除以预算数", "executed / adjusted budget"),
            severity: Severity::Error,
        },
        |of| of[0].percent_of(&of[1]),
    );
}
