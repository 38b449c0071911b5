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
use crate::records::{Account, Field};
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
    if several(case) {
        sheet.unchecked(Because::Ambiguous);
    } else {
        narrative(case, sheet);
    }
}

/// Items whose name alone says which quantity they are.
const STRICT: [&str; 17] = [
    "total_revenue_and_expenditure",
    "revenue",
    "expenditure",
    "fiscal_appropriation_total",
    "general_public_budget_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "basic_expenditure_general_public_budget",
    "three_public",
    "three_public_abroad",
    "three_public_vehicles",
    "three_public_vehicle_purchase",
    "three_public_vehicle_running",
    "three_public_reception",
    "agency_operation",
    "procurement",
    "functional_class",
];

/// What makes two mentions of the narrative one quantity.
fn key(account: &Account, section: Option<&'static str>, field: Field) -> Option<Vec<String>> {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let class = account.item == "functional_class";
    if !STRICT.contains(&account.item.as_str()) || class && (account.class_code.is_none() || section.is_none()) {
        return None;
    }
    // The section tells of a class which money it is of.
    let money = if class { section.unwrap_or_default() } else { "" };
    let basis = if field == Field::Budget { own(&account.budget_basis) } else { String::new() };
    let year = account.year.map(|year| year.to_string()).unwrap_or_default();
    Some(vec![account.item.clone(), own(&account.class_code), money.to_owned(), year, basis, format!("{field:?}")])
}

/// Every item that the narrative names more than once, against what it says most often.
fn narrative(case: &Case<'_>, sheet: &mut Sheet) {
    let accounts: Vec<(usize, &Account)> = case.narrative().collect();
    let mut mentions: BTreeMap<Vec<String>, Vec<(&Account, Figure)>> = BTreeMap::new();
    for (order, (at, account)) in accounts.iter().enumerate() {
        for field in [Field::Amount, Field::Budget] {
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
