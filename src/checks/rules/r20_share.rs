//! R20 占比: a share told in a sentence = its part / its whole; and the same of the share of the budget
//! that was spent (完成年初预算的95.45%). Shares of procurement are R24's.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::shares::{is_listed_under, rounds, share_of};
use crate::checks::sheet::{Remark, Sheet};
use crate::checks::told::{Explanation, budgets, explained, percent_of};
use crate::problem::Severity;
use crate::records::{Account, AccountItem, Field};
use crate::values::Interval;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R20", zh: "占比", en: "share", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    let rounds = rounds(case);
    for (at, account) in case.narrative() {
        if !account.item.is_procurement() {
            share(case, (at, account), rounds, sheet);
        }
        completion(case, (at, account), rounds, sheet);
    }
}

fn share(case: &Case<'_>, (at, account): (usize, &Account), rounds: bool, sheet: &mut Sheet) {
    let Some(printed) = case.of_account(at, Field::Share) else { return };
    let Some(part) = case.of_account(at, Field::Amount) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let by = share_of(case, at, account, &part);
    let fits = by.iter().any(|one| one.explains(&printed) == Some(true));
    let possible = by.iter().any(|one| one.explains(&printed).is_some());
    // A share of all appropriations reads like one of the general public budget, and a list may follow a
    // total that was not read.
    let listed = || {
        let total = by.first().and_then(|one| one.inputs.last());
        account.share_of.is_some() || total.is_some_and(|whole| is_listed_under(case, at, whole))
    };
    if possible && !fits && account.item == AccountItem::FunctionalClass && (has_other_funds(case) || !listed()) {
        sheet.unchecked(Because::Ambiguous);
        return;
    }
    if !fits && by.first().is_some_and(|one| is_plugged(case, at, account, &printed, one)) {
        sheet.consistent();
        return;
    }
    explained(account_name(account), &printed, &by, (Severity::Error, rounds), sheet);
}

/// Whether the department spent of another budget than the general public one.
fn has_other_funds(case: &Case<'_>) -> bool {
    let other = |account: &Account| matches!(account.item, OTHER_FUND | OTHER_CAPITAL);
    case.narrative()
        .any(|(_, account)| other(account) && account.amount_wan.is_some_and(|wan| !wan.decimal().is_zero()))
}

const OTHER_FUND: AccountItem = AccountItem::GovernmentFundExpenditure;
const OTHER_CAPITAL: AccountItem = AccountItem::StateCapitalExpenditure;

/// Whether a share is off by no more than one in its last digit and makes the shares of its list add up
/// to exactly 100: some offices give the remainder to one of them.
fn is_plugged(case: &Case<'_>, at: usize, account: &Account, printed: &Figure, by: &Explanation) -> bool {
    let inputs: Vec<Interval> = by.inputs.iter().map(Figure::rounded).collect();
    let wider = Figure { step: printed.step * Decimal::from(3), ..printed.clone() };
    let near = (by.makes)(&inputs).is_some_and(|made| made.meets(&wider.rounded()));
    let accounts = &case.reading.accounts;
    let alike = |index: &usize| {
        accounts.get(*index).is_some_and(|other| other.share_pct.is_some() && other.share_of == account.share_of)
    };
    const LONGEST: usize = 64;
    let first = (0..=at).rev().take(LONGEST).take_while(alike).last().unwrap_or(at);
    let list: Vec<Decimal> =
        (first..accounts.len()).take(LONGEST).take_while(alike).filter_map(|i| accounts[i].share_pct).collect();
    near && list.len() > 1 && list.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED
}

fn completion(case: &Case<'_>, (at, account): (usize, &Account), rounds: bool, sheet: &mut Sheet) {
    let Some(printed) = case.of_account(at, Field::Completion) else { return };
    let Some(amount) = case.of_account(at, Field::Amount) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let mut said = case.reading.remarks.completions.iter().filter(|said| said.account == at);
    let basis = said.next().and_then(|said| said.basis);
    let explanation = |budget: Figure| Explanation {
        arithmetic: format!("{} / {} x 100", amount.value, budget.value),
        inputs: vec![amount.clone(), budget],
        called: ("决算数除以预算数", "amount / budget"),
        makes: percent_of,
    };
    let all = budgets(case, at);
    let (own, other): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(budget, _)| basis.is_none() || budget.is_none() || *budget == basis);
    let own: Vec<Explanation> = own.into_iter().map(|(_, budget)| explanation(budget)).collect();
    let other: Vec<Explanation> = other.into_iter().map(|(_, budget)| explanation(budget)).collect();
    let fits = |by: &&Explanation| by.explains(&printed) == Some(true);
    match (own.iter().find(fits), other.iter().find(fits)) {
        (None, Some(other)) => sheet.remark(other_budget(account, &printed, &own, other), &[&printed]),
        _ => explained(account_name(account), &printed, &own, (Severity::Error, rounds), sheet),
    }
}

/// A percentage that is one of another budget than the sentence says.
fn other_budget(account: &Account, printed: &Figure, own: &[Explanation], other: &Explanation) -> Remark {
    let subject = account_name(account);
    let own = own.first().and_then(|one| one.inputs.last());
    let named = own.map(|budget| budget.printed.clone()).unwrap_or_default();
    let [amount, fitting] = [0, 1].map(|at| other.inputs.get(at).map(|f| f.printed.clone()).unwrap_or_default());
    Remark {
        severity: Severity::Doubt,
        figures: std::iter::once(printed).chain(&other.inputs).chain(own).map(Figure::cited).collect(),
        expected: String::new(),
        arithmetic: other.arithmetic.clone(),
        zh: format!(
            "{subject}：完成预算比例{}是决算数{amount}与另一预算数{fitting}之比，而不是文中所称的预算数{named}。",
            printed.printed
        ),
        en: format!(
            "{subject}: {} is {amount} in percent of another budget, {fitting}, not of the one the sentence names ({named}).",
            printed.printed
        ),
        subject,
    }
}
