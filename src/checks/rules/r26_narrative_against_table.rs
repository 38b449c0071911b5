//! R26 文字与表: each amount of the narrative is the figure of its table.
//!
//! A sentence may leave open which table it speaks of. It is consistent where any cell that it can mean
//! agrees, an error where every cell that it must mean disagrees, and in doubt where only a cell of
//! another section agrees.

use crate::checks::case::{Case, account_name};
use crate::checks::finding::Because;
use crate::checks::identity::same_figure;
use crate::checks::ledger::Ledger;
use crate::checks::meant::{Meant, meant, several};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::Sheet;
use crate::checks::slip::slipped;
use crate::problem::Severity;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R26", zh: "文字与表", en: "narrative against table", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    let has_figures = case.reading.remarks.tables.iter().any(|table| table.figures > 0);
    if !has_figures || case.narrative().next().is_none() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    if several(case) {
        sheet.unchecked(Because::Ambiguous);
        return;
    }
    let (ledger, year) = (Ledger::new(case), case.year());
    for told in meant(case, &ledger) {
        if told.account.year == year {
            against(case, &told, sheet);
        } else {
            // 2023年决算数…: last year's figure is in no table of this year.
            sheet.unchecked(Because::NoSecondFigure);
        }
    }
}

fn against(case: &Case<'_>, told: &Meant<'_>, sheet: &mut Sheet) {
    let figure = &told.figure;
    let Some(first) = told.certain.first() else {
        sheet.unchecked(told.because);
        return;
    };
    let account = told.account;
    let cells = told.certain.iter().chain(&told.other);
    if cells.clone().any(|cell| slipped(case, figure, cell)) {
        sheet.unchecked(Because::OtherUnit);
        return;
    }
    let agrees = |cell: &&crate::checks::figure::Figure| cell.rounded().meets(&figure.rounded());
    let beside = told.certain.iter().find(agrees).unwrap_or(first);
    let doubtful = told.other_budget || told.other.iter().any(|cell| agrees(&cell));
    let severity = if doubtful { Severity::Doubt } else { Severity::Error };
    same_figure(account_name(account), figure, beside, severity, sheet);
}
