//! R22 方向用语: 增加, 减少, 大于, 小于 and 持平 agree with the figures they speak of; alternatives of the
//! template left standing (增加（减少）) say nothing and are an error by themselves.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::{Because, Cited};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::checks::told::{budgets, is_open};
use crate::problem::Severity;
use crate::records::{Account, Basis, Direction, Field, Sense};
use crate::values::Interval;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R22", zh: "方向用语", en: "direction words", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for direction in &case.reading.remarks.directions {
        let subject = match direction.account.and_then(|at| case.reading.accounts.get(at)) {
            Some(account) => account_name(account),
            None => "正文".to_owned(),
        };
        match direction.sense {
            Sense::Either => left_standing(direction, subject, sheet),
            _ if direction.field == Field::Amount => beside_budget(case, direction, subject, sheet),
            _ => {}
        }
    }
    for (at, account) in case.narrative() {
        signs(case, at, account, sheet);
        level_and_direction(case, at, account, sheet);
        against_budget(case, at, account, sheet);
    }
}

fn cited(direction: &Direction) -> Cited {
    let name = if direction.field == Field::Amount { "比较用语" } else { "增减用语" };
    Cited { name: name.to_owned(), printed: direction.words.clone(), place: direction.place.clone() }
}

/// 增加（减少）: nobody chose.
fn left_standing(direction: &Direction, subject: String, sheet: &mut Sheet) {
    let words = &direction.words;
    let remark = Remark {
        severity: Severity::Error,
        figures: vec![cited(direction)],
        expected: String::new(),
        arithmetic: String::new(),
        zh: format!("{subject}：模板中的备选用语“{words}”未作取舍，增减方向不明。"),
        en: format!("{subject}: both alternatives of the template, `{words}`, were left standing."),
        subject,
    };
    sheet.remark(remark, &[]);
}

/// 决算数小于预算数: the amount beside the budget that the words name, or beside any where they name none.
fn beside_budget(case: &Case<'_>, direction: &Direction, subject: String, sheet: &mut Sheet) {
    let Some(at) = direction.account else {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    };
    let named = match () {
        () if direction.words.contains("年初") => Some(Basis::InitialBudget),
        () if direction.words.contains("全年") || direction.words.contains("调整") => Some(Basis::AdjustedBudget),
        () => None,
    };
    let fitting = |basis: Option<Basis>| named.is_none() || basis.is_none() || basis == named;
    let budgets: Vec<Figure> =
        budgets(case, at).into_iter().filter(|(basis, _)| fitting(*basis)).map(|(_, figure)| figure).collect();
    let amount = case.of_account(at, Field::Amount);
    let Some((amount, first)) = amount.as_ref().zip(budgets.first()) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let holds = |budget: &Figure| match direction.sense {
        Sense::Up => amount.value > budget.value,
        Sense::Down => amount.value < budget.value,
        Sense::Level | Sense::Either => amount.rounded().meets(&budget.rounded()),
    };
    if budgets.iter().any(holds) {
        sheet.consistent();
        return;
    }
    // Figures that print the same may differ behind their digits, and small differences are called level.
    let near = amount.rounded().meets(&first.rounded()) || direction.sense == Sense::Level && is_near(amount, first);
    let severity = if near { Severity::Doubt } else { Severity::Error };
    let words = &direction.words;
    let sign = match amount.value.cmp(&first.value) {
        std::cmp::Ordering::Less => '<',
        std::cmp::Ordering::Equal => '=',
        std::cmp::Ordering::Greater => '>',
    };
    let remark = Remark {
        severity,
        figures: vec![cited(direction), amount.cited(), first.cited()],
        expected: String::new(),
        arithmetic: format!("{} {sign} {}", amount.value, first.value),
        zh: format!("{subject}：文称“{words}”，而决算数为{}，预算数为{}。", amount.printed, first.printed),
        en: format!(
            "{subject}: the text says `{words}`, but the amount is {}, the budget {}.",
            amount.printed, first.printed
        ),
        subject,
    };
    sheet.remark(remark, &[]);
}

/// Whether two figures differ by less than half a percent of the second.
fn is_near(one: &Figure, other: &Figure) -> bool {
    (one.value - other.value).abs() * Decimal::from(200) < other.value.abs()
}

/// A change and its percentage go the same way.
fn signs(case: &Case<'_>, at: usize, account: &Account, sheet: &mut Sheet) {
    let Some(change) = case.of_account(at, Field::Change) else { return };
    let Some(pct) = case.of_account(at, Field::ChangePct) else { return };
    let open = [Field::Change, Field::ChangePct].iter().any(|field| is_open(case, at, *field));
    // Either is told as its own finding, and nothing has no direction.
    if open || change.value.is_zero() || pct.value.is_zero() {
        return;
    }
    if change.value.is_sign_negative() == pct.value.is_sign_negative() {
        sheet.consistent();
        return;
    }
    // 下降-5%: the sign and the word may both mean the one fall.
    let doubled = pct.printed.starts_with('-') || change.printed.starts_with('-');
    let subject = account_name(account);
    let [change_words, pct_words] = [&change, &pct].map(|figure| words(case, at, figure.field));
    let remark = Remark {
        severity: if doubled { Severity::Doubt } else { Severity::Error },
        figures: vec![pct.cited(), change.cited()],
        expected: String::new(),
        arithmetic: String::new(),
        zh: format!(
            "{subject}：增减额写作“{change_words}{}”，增减幅度却写作“{pct_words}{}”。",
            change.printed, pct.printed
        ),
        en: format!(
            "{subject}: the change reads `{change_words}{}`, its percentage `{pct_words}{}`: opposite directions.",
            change.printed, pct.printed
        ),
        subject,
    };
    sheet.remark(remark, &[&change, &pct]);
}

/// 减少…，与上年持平: a figure that went down did not stay.
fn level_and_direction(case: &Case<'_>, at: usize, account: &Account, sheet: &mut Sheet) {
    let said = case.directions(at, Field::Change);
    let level = said.iter().find(|one| one.sense == Sense::Level);
    let moved = said.iter().find(|one| matches!(one.sense, Sense::Up | Sense::Down));
    let Some((level, moved)) = level.zip(moved) else { return };
    let subject = account_name(account);
    let figures: Vec<Cited> =
        [cited(level), cited(moved)].into_iter().chain(case.of_account(at, Field::Change).map(|f| f.cited())).collect();
    let remark = Remark {
        severity: Severity::Error,
        figures,
        expected: String::new(),
        arithmetic: String::new(),
        zh: format!("{subject}：既写“{}”，又写“{}”。", moved.words, level.words),
        en: format!("{subject}: the text says both `{}` and `{}`.", moved.words, level.words),
        subject,
    };
    sheet.remark(remark, &[]);
}

/// The first words of direction before a figure of an account.
fn words(case: &Case<'_>, at: usize, field: Field) -> String {
    case.directions(at, field).first().map(|one| one.words.clone()).unwrap_or_default()
}

/// A change measured against a printed budget goes the way the two figures go.
fn against_budget(case: &Case<'_>, at: usize, account: &Account, sheet: &mut Sheet) {
    let against = account.change_basis == Some(Basis::InitialBudget);
    if !against || account.budget_basis != account.change_basis || is_open(case, at, Field::Change) {
        return;
    }
    let figures = [Field::Change, Field::Amount, Field::Budget].map(|field| case.of_account(at, field));
    let [Some(change), Some(amount), Some(budget)] = figures else { return };
    let gap = &amount.rounded() - &budget.rounded();
    let nothing = Interval::exact(Decimal::ZERO);
    if change.value.is_zero() {
        return;
    }
    let falls = change.value.is_sign_negative();
    let contradicts = if falls { nothing.is_below(&gap) } else { gap.is_below(&nothing) };
    if !contradicts {
        sheet.consistent();
        return;
    }
    let (subject, words) = (account_name(account), words(case, at, Field::Change));
    let remark = Remark {
        severity: Severity::Error,
        figures: vec![change.cited(), amount.cited(), budget.cited()],
        expected: gap.to_string(),
        arithmetic: format!("{} - {}", amount.value, budget.value),
        zh: format!(
            "{subject}：文称“{words}{}”，而决算数为{}，预算数为{}，方向相反。",
            change.printed, amount.printed, budget.printed
        ),
        en: format!(
            "{subject}: the text says `{words}{}`, but the amount is {}, the budget {}: the other way.",
            change.printed, amount.printed, budget.printed
        ),
        subject,
    };
    sheet.remark(remark, &[&change]);
}
