//! R07 超预算执行: no row of a form's money block spends more than its adjusted budget.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::{Field, FundingSource};
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R07", zh: "超预算执行", en: "overspending", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        let name = case.project_name(project);
        let total = [Field::Executed, Field::Adjusted].map(|field| case.of_project(project, field));
        let values = |figures: &[Option<Figure>; 2]| figures.clone().map(|figure| figure.map(|figure| figure.value));
        let said = values(&total);
        spent(total, name.clone(), sheet);
        for (at, row) in case.funding_of(project).filter(|(_, row)| row.source != FundingSource::Total) {
            let figures = [Field::Executed, Field::Adjusted].map(|field| case.of_funding(at, field));
            // A part without spending says nothing, and one that is the whole says what the total says.
            if figures[0].is_some() && values(&figures) != said {
                spent(figures, format!("{name} {}", row.label.trim()), sheet);
            }
        }
    }
}

fn spent(figures: [Option<Figure>; 2], subject: String, sheet: &mut Sheet) {
    let [Some(executed), Some(adjusted)] = figures else {
        sheet.unchecked(Because::Blank);
        return;
    };
    // Figures of one form print the same digits, so that one in the last of them is more than rounding.
    let Some(over) = executed.value.checked_sub(adjusted.value).filter(|over| *over > Decimal::ZERO) else {
        sheet.consistent();
        return;
    };
    let over = over.normalize();
    let (printed, allowed) = (&executed.printed, &adjusted.printed);
    let remark = Remark {
        // Money does get spent beyond a budget that nobody changed in time; the paper may be right.
        severity: Severity::Doubt,
        figures: vec![executed.cited(), adjusted.cited()],
        expected: format!("<= {}", adjusted.value),
        arithmetic: format!("{} > {}", executed.value, adjusted.value),
        zh: format!("{subject}：全年执行数{printed}超过全年预算数{allowed}，超出{over}万元。"),
        en: format!("{subject}: {printed} executed is above the adjusted budget of {allowed} by {over} 万元."),
        subject,
    };
    sheet.remark(remark, &[&executed]);
}
