//! R23 类款项: a class (类) is the sum of its 款, a 款 the sum of its 项, a total the sum of its classes or
//! kinds (人员经费 and 公用经费): in every column of the tables of accounts, and in the narrative for
//! amounts, changes and budgets.
//!
//! Tables leave out what is nothing, so a blank is zero there. A narrative may tell some parts only: its
//! parts are taken for all of them where at least one kind of their figures adds up, or their shares
//! make 100 %.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::lists::{List, Parts, families, lists, parts, top_level};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Sheet, plus};
use crate::checks::told::{Explanation, is_open, senses};
use crate::problem::Severity;
use crate::records::{Account, Field, Sense, TableNumber};
use crate::values::Interval;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R23", zh: "类款项", en: "parts of a class", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    columns(case, sheet);
    let lists = lists(case);
    let mut complete = Vec::new();
    for list in &lists {
        let groups = parts(case, list);
        let whole = list.total.is_some() && groups.first().is_some_and(|group| is_complete(case, group));
        complete.push(whole);
        groups.iter().for_each(|group| told(case, group, is_complete(case, group), sheet));
    }
    for (group, all) in families(case) {
        told(case, &group, all || is_complete(case, &group), sheet);
    }
    for (at, (list, complete)) in lists.iter().zip(complete).enumerate() {
        detailed(case, &lists[..at], list, complete, sheet);
    }
}

fn adds_up_to(parts: Vec<Figure>) -> Explanation {
    Explanation {
        arithmetic: plus(&parts.iter().collect::<Vec<_>>()),
        inputs: parts,
        called: ("各部分之和", "the sum of its parts"),
        makes: |of| Some(Interval::sum(of)),
    }
}

/// The figures of one kind of a whole and of all its parts, where all are told and measure the same.
fn kind(case: &Case<'_>, group: &Parts, field: Field) -> Option<(Figure, Vec<Figure>)> {
    let account = |at: usize| case.reading.accounts.get(at);
    let measured = |at: usize| match field {
        Field::Change => account(at).and_then(|account| account.change_basis),
        Field::Budget => account(at).and_then(|account| account.budget_basis),
        _ => None,
    };
    let basis = measured(group.whole);
    let alike = group.parts.iter().all(|at| measured(*at) == basis);
    let signed = |at: &usize| field != Field::Change || is_signed(case, *at);
    let all_signed = std::iter::once(&group.whole).chain(&group.parts).all(signed);
    let whole = case.of_account(group.whole, field)?;
    let parts = group.parts.iter().map(|at| case.of_account(*at, field));
    let parts: Vec<Figure> = parts.collect::<Option<_>>()?;
    (alike && all_signed).then_some((whole, parts))
}

/// Whether it is known which way a change goes.
fn is_signed(case: &Case<'_>, at: usize) -> bool {
    !is_open(case, at, Field::Change) || senses(case, at, Field::ChangePct).any(|sense| sense != Sense::Either)
}

const KINDS: [Field; 3] = [Field::Amount, Field::Change, Field::Budget];

/// Whether all parts of a whole are told: then at least one kind of figures adds up.
fn is_complete(case: &Case<'_>, group: &Parts) -> bool {
    let told = |field: &Field| {
        kind(case, group, *field).is_some_and(|(whole, parts)| {
            let something = !whole.value.is_zero();
            something && adds_up_to(parts).explains(&whole) == Some(true)
        })
    };
    let shares = group.parts.iter().map(|at| case.of_account(*at, Field::Share)).collect::<Option<Vec<Figure>>>();
    let by_shares = shares.is_some_and(|shares| {
        let made = Interval::sum(&shares.iter().map(Figure::rounded).collect::<Vec<_>>());
        group.parts.len() > 1 && made.meets(&Interval::exact(Decimal::ONE_HUNDRED))
    });
    by_shares || KINDS.iter().any(told)
}

/// The parts that the narrative tells of one whole.
fn told(case: &Case<'_>, group: &Parts, complete: bool, sheet: &mut Sheet) {
    let Some(whole) = case.reading.accounts.get(group.whole) else { return };
    for field in KINDS {
        let Some((printed, parts)) = kind(case, group, field) else { continue };
        let by = adds_up_to(parts);
        // Parts of nothing negative never make more than the whole, told in full or not.
        let above = field != Field::Change && exceeds(&by, &printed);
        if complete || above {
            by.compare(account_name(whole), &printed, Severity::Error, sheet);
        } else {
            sheet.unchecked(Because::Ambiguous);
        }
    }
}

fn exceeds(by: &Explanation, printed: &Figure) -> bool {
    let made = Interval::sum(&by.inputs.iter().map(Figure::rounded).collect::<Vec<_>>());
    printed.rounded().is_below(&made) && by.inputs.iter().all(|part| part.value >= Decimal::ZERO)
}

/// Classes told as a list of 类, and in a later list by all their 项 or 款.
fn detailed(case: &Case<'_>, lists: &[List], list: &List, complete: bool, sheet: &mut Sheet) {
    let account = |at: &usize| case.reading.accounts.get(*at);
    let top = top_level(case, &list.classes);
    let rows: Vec<(usize, &Account)> =
        list.classes.iter().filter_map(|at| Some((*at, account(at)?))).filter(|(_, row)| row.level == top).collect();
    if top.is_none_or(|top| top < 2) {
        return;
    }
    let unknown = rows.iter().filter(|(_, row)| row.class_code.is_none());
    let unknown: Vec<Figure> = unknown.filter_map(|(at, _)| case.of_account(*at, Field::Amount)).collect();
    let named = |total: Option<usize>| total.and_then(|at| account(&at)).map(|account| account.item);
    const NEAR: usize = 4;
    let mut above = lists.iter().rev().take(NEAR).filter(|other| top_level(case, &other.classes) == Some(1));
    let above = above.find(|other| named(other.total) == named(list.total));
    for (at, class) in above.into_iter().flat_map(|other| &other.classes).filter_map(|at| Some((*at, account(at)?))) {
        let Some((printed, code)) = case.of_account(at, Field::Amount).zip(class.class_code.as_deref()) else {
            continue;
        };
        if class.level != Some(1) {
            continue;
        }
        let own = rows.iter().filter(|(_, row)| row.class_code.as_deref().is_some_and(|below| below.starts_with(code)));
        let own = own.map(|(at, _)| case.of_account(*at, Field::Amount)).collect::<Option<Vec<Figure>>>();
        let Some(own) = own.filter(|own| !own.is_empty()) else { continue };
        let readings = with_some_of(&own, &unknown);
        let fits = readings.iter().find(|by| by.explains(&printed) == Some(true));
        // More parts of unknown classes than can be tried leave open which are this class's.
        let complete = complete && unknown.len() <= MOST_UNKNOWN;
        match fits.or(readings.first()) {
            Some(by) if fits.is_some() || complete || exceeds(by, &printed) => {
                by.compare(account_name(class), &printed, Severity::Error, sheet);
            }
            _ => sheet.unchecked(Because::Ambiguous),
        }
    }
}

/// How many parts of unknown classes are tried in all combinations.
const MOST_UNKNOWN: usize = 6;

/// The sums of `own` with any of `unknown`, whose class no dictionary knows.
fn with_some_of(own: &[Figure], unknown: &[Figure]) -> Vec<Explanation> {
    let unknown = &unknown[..unknown.len().min(MOST_UNKNOWN)];
    let choices = 0..1_usize << unknown.len();
    let chosen = |choice: usize| unknown.iter().enumerate().filter(move |(at, _)| choice >> at & 1 == 1);
    choices.map(|choice| adds_up_to(own.iter().chain(chosen(choice).map(|(_, one)| one)).cloned().collect())).collect()
}

/// One column of a table: the figures of each code.
type Column<'a> = BTreeMap<&'a str, Vec<usize>>;

/// Every class of every column of the tables.
fn columns(case: &Case<'_>, sheet: &mut Sheet) {
    let mut columns: BTreeMap<(TableNumber, &str, bool), Column<'_>> = BTreeMap::new();
    let mut codes: BTreeMap<TableNumber, Vec<&str>> = BTreeMap::new();
    for (at, account) in case.reading.accounts.iter().enumerate() {
        let Some((table, code)) = account.table.zip(account.class_code.as_deref()) else { continue };
        let key = (table, account.column.as_deref().unwrap_or_default(), account.budget_wan.is_some());
        columns.entry(key).or_default().entry(code).or_default().push(at);
        codes.entry(table).or_default().push(code);
    }
    for ((table, name, budget), column) in &columns {
        let field = if *budget { Field::Budget } else { Field::Amount };
        let codes = codes.get(table).map(Vec::as_slice).unwrap_or_default();
        for code in column.keys().filter(|code| code.len() < 7) {
            class(case, (code, codes), (name, column, field), sheet);
        }
    }
}

/// One class of one column against the classes below it.
fn class(
    case: &Case<'_>,
    (code, codes): (&str, &[&str]),
    (name, column, field): (&str, &Column<'_>, Field),
    sheet: &mut Sheet,
) {
    let below: Vec<&str> = children(code, codes);
    if below.is_empty() {
        return;
    }
    let figures = |code: &str| column.get(code).map(Vec::as_slice).unwrap_or_default();
    if figures(code).len() > 1 || below.iter().any(|code| figures(code).len() > 1) {
        sheet.unchecked(Because::Ambiguous);
        return;
    }
    let figure = |code: &str| case.of_account(*figures(code).first()?, field);
    let parts: Vec<Figure> = below.iter().filter_map(|code| figure(code)).collect();
    let account = figures(code).first().and_then(|at| case.reading.accounts.get(*at));
    let Some((printed, account)) = figure(code).zip(account).filter(|_| !parts.is_empty()) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let by = adds_up_to(parts);
    let fits = by.explains(&printed) == Some(true);
    let unread = case.reading.problems.iter().any(|problem| {
        problem.code.is_unread_cell() && by.inputs.iter().chain([&printed]).any(|f| f.place.shares_page(&problem.place))
    });
    if !fits && unread {
        sheet.unchecked(Because::Unreadable);
        return;
    }
    // 0.00 is nothing nearly always; taken as such it makes a doubt of what rounding could explain.
    let certain = |figure: &Figure| if figure.value.is_zero() { figure.clone().exactly() } else { figure.clone() };
    let strict = adds_up_to(by.inputs.iter().map(certain).collect());
    let (by, severity) = if fits { (strict, Severity::Doubt) } else { (by, Severity::Error) };
    by.compare(format!("{} {name}", account_name(account)), &printed, severity, sheet);
}

/// The codes right below `code`: those under it with no other of the table in between.
fn children<'a>(code: &str, codes: &[&'a str]) -> Vec<&'a str> {
    let mut below: Vec<&str> =
        codes.iter().copied().filter(|one| one.len() > code.len() && one.starts_with(code)).collect();
    below.sort_unstable();
    below.dedup();
    let between = |one: &str| below.iter().any(|other| other.len() < one.len() && one.starts_with(other));
    below.iter().copied().filter(|one| !between(one)).collect()
}
