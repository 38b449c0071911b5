//! R21 增减: the change of a figure and its percentage agree with the figures they are the change of.
//!
//! Last year's figure is rarely printed; it follows from the amount and the change. Sizes are compared
//! here; whether the words point the right way is R22's.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::shares::rounds;
use crate::checks::sheet::Sheet;
use crate::checks::told::{Explanation, amounts, explained, is_open, senses, size};
use crate::problem::Severity;
use crate::records::{Account, Basis, Field, Sense};
use crate::values::{Fraction, Interval};
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R21", zh: "增减", en: "growth", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    let rounds = rounds(case);
    for (at, account) in case.narrative() {
        difference(case, at, account, sheet);
        percentage(case, (at, account), rounds, sheet);
    }
}

/// The account's budget, where its change is measured against it.
fn base(case: &Case<'_>, at: usize, account: &Account) -> Option<Figure> {
    let against = account.change_basis == Some(Basis::InitialBudget);
    let same = account.budget_basis == account.change_basis;
    case.of_account(at, Field::Budget).filter(|_| against && same)
}

/// Change = amount - budget.
fn difference(case: &Case<'_>, at: usize, account: &Account, sheet: &mut Sheet) {
    let Some(printed) = case.of_account(at, Field::Change).map(size) else { return };
    let Some((amount, budget)) = case.of_account(at, Field::Amount).zip(base(case, at, account)) else { return };
    let (more, less) = if amount.value < budget.value { (budget, amount) } else { (amount, budget) };
    let by = Explanation {
        arithmetic: format!("{} - {}", more.value, less.value),
        inputs: vec![more, less],
        called: ("决算数与预算数之差", "the difference between amount and budget"),
        makes: |of| Some(&of[0] - &of[1]),
    };
    by.compare(account_name(account), &printed, Severity::Error, sheet);
}

/// Percentage = change / base.
fn percentage(case: &Case<'_>, (at, account): (usize, &Account), rounds: bool, sheet: &mut Sheet) {
    let Some(printed) = case.of_account(at, Field::ChangePct).map(size) else { return };
    let amount = case.of_account(at, Field::Amount);
    let mut by = Vec::new();
    if let Some((amount, budget)) = amount.zip(base(case, at, account)) {
        let (more, less) = if amount.value < budget.value { (&budget, &amount) } else { (&amount, &budget) };
        by.push(Explanation {
            arithmetic: format!("({} - {}) / {} x 100", more.value, less.value, budget.value),
            called: ("差额除以预算数", "difference / budget"),
            makes: if amount.value < budget.value { shortfall } else { excess },
            inputs: vec![amount, budget],
        });
    }
    if let Some(change) = case.of_account(at, Field::Change) {
        let undecided =
            is_open(case, at, Field::Change) && !senses(case, at, Field::ChangePct).any(|sense| sense != Sense::Either);
        // Where the two go opposite ways, that is R22's finding; the sizes may agree by either.
        let apart = account.change_pct.is_some_and(|pct| (pct * change.value).is_sign_negative());
        let open = undecided || apart;
        for amount in amounts(case, at) {
            let falls = change.value < Decimal::ZERO;
            by.push(growth(size(change.clone()), amount.clone(), falls));
            if open {
                by.push(growth(size(change.clone()), amount, !falls));
            }
        }
    }
    if by.is_empty() {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    }
    explained(account_name(account), &printed, &by, (Severity::Error, rounds), sheet);
}

/// The change in percent of the amount before it.
fn growth(change: Figure, amount: Figure, falls: bool) -> Explanation {
    let sign = if falls { '+' } else { '-' };
    Explanation {
        arithmetic: format!("{} / ({} {sign} {}) x 100", change.value, amount.value, change.value),
        inputs: vec![change, amount],
        called: ("增减额除以基数", "change / base"),
        makes: if falls { fall } else { rise },
    }
}

fn rise(of: &[Interval]) -> Option<Interval> {
    let hundred = Fraction::from(Decimal::ONE_HUNDRED);
    if (&of[1] - &of[0]).holds_zero() {
        return None;
    }
    Interval::image(&[&of[0], &of[1]], |of| Some(&of[0].over(&(&of[1] - &of[0]))? * &hundred))
}

fn fall(of: &[Interval]) -> Option<Interval> {
    let hundred = Fraction::from(Decimal::ONE_HUNDRED);
    if (&of[1] + &of[0]).holds_zero() {
        return None;
    }
    Interval::image(&[&of[0], &of[1]], |of| Some(&of[0].over(&(&of[1] + &of[0]))? * &hundred))
}

/// (amount - budget) / budget.
fn excess(of: &[Interval]) -> Option<Interval> {
    let hundred = Fraction::from(Decimal::ONE_HUNDRED);
    if of[1].holds_zero() {
        return None;
    }
    Interval::image(&[&of[0], &of[1]], |of| Some(&(&of[0] - &of[1]).over(&of[1])? * &hundred))
}

/// (budget - amount) / budget.
fn shortfall(of: &[Interval]) -> Option<Interval> {
    excess(of).map(|excess| &Interval::exact(Decimal::ZERO) - &excess)
}
