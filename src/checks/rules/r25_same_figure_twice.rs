//! R25 同一数字两处: one quantity printed in two places with two values: a class in two tables, or an
//! item that the narrative names more than once.
//!
//! Only what is the same item of the same year and the same money counts: 基本支出 of all money and of
//! the public budget are two quantities.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::identity::{same, same_figure};
use crate::checks::ledger::{Cell, Ledger};
use crate::checks::meant::{section, several};
use crate::checks::pairs::pairs;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::Sheet;
use crate::checks::slip::slipped;
use crate::problem::Severity;
use crate::records::{Account, AccountItem, Field, TableNumber};
use crate::values::Wan;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R25", zh: "同一数字两处", en: "same figure twice", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    if case.reading.accounts.is_empty() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    let ledger = Ledger::new(case);
    for pair in pairs(&ledger).into_iter().filter(|pair| !pair.is_total) {
        match &pair.cells {
            // A document without one of the tables prints nothing twice.
            (Cell::Open(Because::NoSecondFigure), _) | (_, Cell::Open(Because::NoSecondFigure)) => {}
            (Cell::Printed(one), Cell::Printed(other)) if slipped(case, one, other) => {
                sheet.unchecked(Because::OtherUnit);
            }
            _ => same(pair.subject, &pair.cells.0, &pair.cells.1, sheet),
        }
    }
    retold(case, sheet);
    if several(case) {
        sheet.unchecked(Because::Ambiguous);
    } else {
        narrative(case, sheet);
    }
}

/// An item told with one amount and, before the next item, with another.
fn retold(case: &Case<'_>, sheet: &mut Sheet) {
    for (first, again) in &case.reading.remarks.retold {
        let figures = [*first, *again].map(|at| case.of_account(at, Field::Amount));
        let [Some(one), Some(other)] = figures else { continue };
        let Some(account) = case.reading.accounts.get(*again) else { continue };
        same_figure(account_name(account), &other, &one.named("前文"), Severity::Error, sheet);
    }
}

/// Whether the three public funds of several bodies are told: more than one of them, of one year, with
/// values that differ.
fn several_funds(case: &Case<'_>) -> bool {
    let mut told: BTreeMap<(AccountItem, Option<i32>), BTreeSet<Decimal>> = BTreeMap::new();
    for (_, account) in case.narrative().filter(|(_, account)| account.item.is_three_public()) {
        let values = told.entry((account.item, account.year)).or_default();
        values.extend(account.amount_wan.map(Wan::decimal).filter(|amount| !amount.is_zero()));
    }
    told.values().filter(|values| values.len() > 1).count() > 1
}

/// Items that say so within one paper, too: across papers, years and units part them.
const WITHIN: [AccountItem; 3] =
    [AccountItem::ThreePublicVehiclePurchase, AccountItem::ThreePublicVehicleRunning, AccountItem::FunctionalClass];

/// What makes two mentions of the narrative one quantity.
fn key(account: &Account, section: Option<TableNumber>, field: Field) -> Option<Vec<String>> {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let class = account.item == AccountItem::FunctionalClass;
    let told = account.item.is_one_quantity() || WITHIN.contains(&account.item);
    if !told || class && (account.class_code.is_none() || section.is_none()) {
        return None;
    }
    // The section tells of a class which money it is of.
    let money = if class { section.map_or("", TableNumber::as_str) } else { "" };
    let basis = if field == Field::Budget {
        account.budget_basis.map(|basis| basis.to_string()).unwrap_or_default()
    } else {
        String::new()
    };
    let year = account.year.map(|year| year.to_string()).unwrap_or_default();
    Some(vec![account.item.to_string(), own(&account.class_code), money.to_owned(), year, basis, format!("{field:?}")])
}

/// Every item that the narrative names more than once, against what it says most often.
fn narrative(case: &Case<'_>, sheet: &mut Sheet) {
    let accounts: Vec<(usize, &Account)> = case.narrative().collect();
    let several_funds = several_funds(case);
    let retold: BTreeSet<usize> = case.reading.remarks.retold.iter().map(|(_, again)| *again).collect();
    let mut mentions: BTreeMap<Vec<String>, Vec<(&Account, Figure)>> = BTreeMap::new();
    for (order, (at, account)) in accounts.iter().enumerate().filter(|(_, (at, _))| !retold.contains(at)) {
        for field in [Field::Amount, Field::Budget] {
            if several_funds && account.item.is_three_public() {
                continue;
            }
            let (Some(figure), Some(key)) =
                (case.of_account(*at, field), key(account, section(&accounts[..order], account), field))
            else {
                continue;
            };
            mentions.entry(key).or_default().push((account, figure));
        }
    }
    for mentioned in mentions.into_values().filter(|mentioned| mentioned.len() > 1) {
        let values: BTreeSet<_> = mentioned.iter().map(|(_, figure)| figure.value).collect();
        if values.len() > 2 {
            // Three values of one thing are more likely three things.
            sheet.unchecked(Because::Ambiguous);
            continue;
        }
        let times = |value| mentioned.iter().filter(|(_, figure)| figure.value == value).count();
        let mut usual = &mentioned[0].1;
        for (_, figure) in &mentioned {
            if times(figure.value) > times(usual.value) {
                usual = figure;
            }
        }
        for (account, figure) in mentioned.iter().filter(|(_, figure)| !std::ptr::eq(figure, usual)) {
            if slipped(case, figure, usual) {
                sheet.unchecked(Because::OtherUnit);
                continue;
            }
            let other = usual.clone().named("前后文");
            same_figure(account_name(account), figure, &other, Severity::Error, sheet);
        }
    }
}
