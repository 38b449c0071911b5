//! The sentences of a narrative: which figure is an item's amount, its budget, its change or its
//! share.
//!
//! A label names an item of the dictionary or a functional class; the figures behind it belong to
//! it until the next label. Figures whose label no dictionary knows are left out, never guessed, and a
//! figure that may belong to two items becomes a problem.

use crate::documents::Spot;
use crate::records::final_accounts::changes;
use crate::records::final_accounts::directions::{comparisons, direction, levels};
use crate::records::final_accounts::figures::{Figure, Measure, figures};
use crate::records::final_accounts::names::{CLASS, Named};
use crate::records::final_accounts::open::Open;
use crate::records::final_accounts::paragraphs::{Paragraph, is_heading};
use crate::records::final_accounts::reader::{Reader, printed_text};
use crate::records::final_accounts::words::{budget_basis, class_path, clauses, last_clause, trim_tails, year_of};
use crate::records::printed::{Field, Of, step_wan};
use crate::records::remarks::{Budget, Completion};
use crate::records::{Account, AccountItem, AccountKind};
use crate::values::{MoneyUnit, Wan};

/// Reads one paragraph.
pub(super) fn read(reader: &mut Reader<'_>, paragraph: &Paragraph) {
    if is_heading(&paragraph.text) {
        let heading: String = paragraph.text.iter().collect();
        let says = |word: &String| heading.contains(word.as_str());
        reader.fiscal = reader.labels.fiscal.iter().any(says) && !reader.labels.narrow_fiscal.iter().any(says);
        let names = reader.names(&Open::default());
        reader.titled = names.named_item(&heading, false).or_else(|| names.class(&heading));
        return;
    }
    let mut open = Open { year: reader.head.year.or(reader.year), ..Open::default() };
    let mut said = comparisons(&paragraph.text);
    said.extend(levels(&paragraph.text, reader.labels));
    said.sort_by_key(|comparison| comparison.at);
    let mut said = said.into_iter().peekable();
    let figures = figures(&paragraph.text);
    for (at, figure) in figures.iter().enumerate() {
        while let Some(comparison) = said.next_if(|comparison| comparison.at < figure.at) {
            changes::said(reader, &comparison, paragraph, &mut open);
        }
        let spot = paragraph.spots.get(figure.at).copied().unwrap_or_default();
        let Some(lead) = enter(reader, figure, &mut open) else { continue };
        let clause = last_clause(&lead);
        match (figure.measure, direction(&clause, reader.labels)) {
            (Measure::Money(unit), Some(way)) => {
                changes::change(reader, (figure, figures.get(at + 1), unit), &lead, &way, spot, &mut open);
            }
            (Measure::Money(unit), None) => amount(reader, (figure, unit), &lead, spot, &mut open),
            (Measure::Percent, Some(way)) => changes::percent(reader, figure, &lead, &way, spot, &mut open),
            (Measure::Percent, None) => share(reader, figure, &lead, spot, &mut open),
        }
        open.completes = is_budget(reader, &clause) && completes(reader, &clause);
    }
    said.for_each(|comparison| changes::said(reader, &comparison, paragraph, &mut open));
    reader.titled = None;
}

/// Goes on to a figure: the words that lead to it, or nothing where the text only explains there.
fn enter(reader: &mut Reader<'_>, figure: &Figure, open: &mut Open) -> Option<String> {
    let mut lead = open.enter(&figure.lead);
    if figure.opens_sentence {
        // …比2020年减少2万元。其中：…减少1万元: the parts compare with what the whole does.
        let behind = lead.rsplit('。').next().unwrap_or_default();
        let basis =
            open.basis.take().filter(|_| reader.labels.parts.iter().any(|word| behind.starts_with(word.as_str())));
        open.sentence();
        open.basis = basis;
    }
    let explains = |text: &str| reader.labels.explains.iter().any(|word| text.contains(word.as_str()));
    let sentence = lead.rsplit('。').next().unwrap_or_default().to_owned();
    let behind = sentence.rsplit(['；', ';']).next().unwrap_or_default().to_owned();
    // A reason ends at ； where an item is named behind it, and not another reason.
    let numbered = reader.labels.numbers.iter().any(|word| behind.starts_with(word.as_str()));
    if behind.len() < sentence.len() && !numbered && changes::names(reader, &behind, open).is_some() {
        open.explains = false;
        lead = behind;
        open.explains |= explains(&lead);
    } else {
        open.explains |= explains(&sentence);
    }
    open.explains &= !changes::resumes(reader, &lead, open);
    if open.explains {
        return None;
    }
    let near = |year: &i32| reader.head.year.is_none_or(|own| (*year - own).abs() <= 1);
    if let Some(year) = year_of(&lead, reader.labels).filter(near) {
        open.year = Some(year);
        reader.year = Some(year);
    }
    Some(lead)
}

fn completes(reader: &Reader<'_>, clause: &str) -> bool {
    reader.labels.completes.iter().any(|word| clause.contains(word.as_str()))
}

/// Whether the words right before an amount say that it is a budget; 一般公共预算 is no budget but money.
fn is_budget(reader: &Reader<'_>, clause: &str) -> bool {
    let bare = trim_tails(clause, &reader.labels.tails);
    let money = reader.labels.money.iter().any(|word| bare.ends_with(word.as_str()));
    !money && [clause, bare.as_str()].iter().any(|text| reader.labels.budget.suffix(text).is_some())
}

/// Whether a list of parts begins with these words.
fn begins_parts(reader: &Reader<'_>, lead: &str) -> bool {
    let sentence = lead.rsplit('。').next().unwrap_or_default();
    reader.labels.parts.iter().any(|word| sentence.contains(word.as_str()))
}

/// An amount: the item's own, its budget, or, without a label of its own, nothing we know.
fn amount(reader: &mut Reader<'_>, (figure, unit): (&Figure, MoneyUnit), lead: &str, spot: Spot, open: &mut Open) {
    let clause = last_clause(lead);
    let names = reader.names(open);
    if changes::before(reader, (figure, unit), lead, spot, open) {
        return;
    }
    let mut budget = is_budget(reader, &clause);
    if budget {
        // 决算数小于预算数3.00万元 is a change.
        let rest = names.without_budget(&clause).unwrap_or_default();
        if let Some(way) = direction(&rest, reader.labels).filter(|_| !rest.is_empty()) {
            changes::change(reader, (figure, None, unit), lead, &way, spot, open);
            return;
        }
    }
    let parts = begins_parts(reader, lead);
    if parts && open.account.is_some() {
        let head = reader.account(open.account);
        open.of_budget = head.is_some_and(|head| head.budget_wan.is_some() && head.amount_wan.is_none());
        open.whole = open.account;
    }
    // Behind a budget of something no dictionary knows, and in 预算中, the parts are budgets too.
    open.of_budget |= parts && open.account.is_none() && open.told_budget;
    open.of_budget |= clauses(lead).iter().any(|said| reader.labels.of_budget.iter().any(|word| said.ends_with(word)));
    open.told_budget = budget;
    let side = names.side(&clause).filter(|_| open.account.is_none() && reader.titled.is_none());
    let named = reader.counterpart(&clause, open).or_else(|| names.of(lead, budget)).or(side);
    let named = named.or_else(|| names.of(lead, false).filter(|named| budget && named.item == CLASS));
    let own = if budget { names.is_budget_alone(&clause) } else { names.is_nameless(&clause) };
    let named = named.or_else(|| reader.titled.take().filter(|_| own && open.account.is_none()));
    // 2.某科目：支出决算为…: a name that no dictionary knows is not the item told before it.
    let breaks = named.is_none() && !names.leads_on(lead) && {
        let account = reader.account(open.account);
        let fresh = account
            .is_some_and(|account| if budget { account.budget_wan.is_none() } else { account.amount_wan.is_none() });
        !fresh || lead.contains(['。', '：', ':'])
    };
    if named.is_none() && !own || breaks {
        // Something no dictionary knows: what follows in the sentence may be its own.
        open.stranger |= !budget;
        open.account = None;
        return;
    }
    let clearly = clause.contains("决算") || named.is_none();
    budget |= named.is_some() && open.of_budget && !clearly || reader.head.budget.is_some();
    open.undecided = false;
    let target = match named {
        Some(named) => opened(reader, named, (lead, parts, budget), spot, open),
        None => open.account,
    };
    open.account = target;
    open.compared = None;
    let Some(at) = target else { return };
    let value = Wan::new(figure.value, unit);
    if budget {
        set_budget(reader, at, (figure, value, unit), &clause, spot);
    } else {
        open.account = set_amount(reader, at, (figure, value), spot, open);
    }
}

/// The account of what a sentence names: the one that is open where it is the same and lacks the figure,
/// else a new one; nothing where it belongs to something no dictionary knows.
fn opened(
    reader: &mut Reader<'_>,
    mut named: Named,
    (lead, parts, budget): (&str, bool, bool),
    spot: Spot,
    open: &mut Open,
) -> Option<usize> {
    let own = match named.item {
        AccountItem::BasicExpenditure => Some(AccountItem::ClassBasicExpenditure),
        AccountItem::ProjectExpenditure => Some(AccountItem::ClassProjectExpenditure),
        _ => None,
    };
    let in_list = parts || open.own;
    if reader.splits_by_budget(&named, open) {
        return None;
    }
    open.own = own.is_some() && in_list;
    match own {
        Some(_) if open.stranger && in_list => return None,
        Some(item) if open.class.is_some() && in_list => {
            let class = reader.account(open.class)?;
            named = Named { item, code: class.class_code.clone(), level: class.level, ..named };
        }
        _ => open.class = None,
    }
    let renewed = class_path(lead).is_none();
    let lacks = reader.account(open.account).is_some_and(|account| {
        account.year == open.year.or(reader.head.year)
            && if budget { account.budget_wan.is_none() } else { account.amount_wan.is_none() }
            && account.change_wan.is_none()
            && account.change_pct.is_none()
    });
    if lacks && renewed && reader.is(open.account, &named) {
        return open.account;
    }
    let is_class = named.item == CLASS;
    let at = reader.add(named, spot, open);
    if is_class {
        open.class = Some(at);
    }
    open.stranger = false;
    Some(at)
}

/// Sets the budget of an account, or one beside the one it has.
fn set_budget(
    reader: &mut Reader<'_>,
    at: usize,
    (figure, value, unit): (&Figure, Wan, MoneyUnit),
    clause: &str,
    spot: Spot,
) {
    let basis = budget_basis(clause);
    let Some(account) = reader.account(Some(at)) else { return };
    if account.budget_wan.is_none() {
        reader.set(at, Field::Budget, figure, spot, |account| {
            account.budget_wan = Some(value);
            account.budget_basis = Some(basis);
        });
        return;
    }
    let (text, place) = (printed_text(figure), reader.place(spot));
    let step_wan = step_wan(figure.value, unit);
    reader.reading.remarks.budgets.push(Budget { account: at, basis, budget_wan: value, step_wan, text, place });
}

/// Sets the amount of an account. One that has an amount already is told again: with the same value that
/// is no news, with another it is an account of its own, which takes the budget told between.
fn set_amount(
    reader: &mut Reader<'_>,
    at: usize,
    (figure, value): (&Figure, Wan),
    spot: Spot,
    open: &Open,
) -> Option<usize> {
    let year = open.year.or(reader.head.year);
    let account = reader.account(Some(at))?;
    let told = account.amount_wan;
    let (same_year, fresh) = (account.year == year, told.is_none());
    let set = |account: &mut Account| account.amount_wan = Some(value);
    if fresh && same_year {
        reader.set(at, Field::Amount, figure, spot, set);
        return Some(at);
    }
    if same_year && told.is_some_and(|told| told.decimal() == value.decimal()) {
        reader.reading.remarks.again.push((reader.place(spot), value.decimal()));
        return Some(at);
    }
    let again = reader.add_again(at, spot, open)?;
    if same_year && !fresh {
        hand_over(reader, at, again);
        reader.reading.remarks.retold.push((at, again));
    }
    reader.set(again, Field::Amount, figure, spot, set);
    Some(again)
}

/// Gives the budget of one account to another.
fn hand_over(reader: &mut Reader<'_>, from: usize, to: usize) {
    let Some(account) = reader.reading.accounts.get_mut(from) else { return };
    let (budget, basis) = (account.budget_wan.take(), account.budget_basis.take());
    let Some(account) = reader.reading.accounts.get_mut(to) else { return };
    (account.budget_wan, account.budget_basis) = (budget, basis);
    for printed in &mut reader.reading.printed {
        if printed.of == Of::Account(from) && printed.field == Field::Budget {
            printed.of = Of::Account(to);
        }
    }
}

/// A percentage of something: 占收入合计的100%, 完成年初预算的95.45%, 完成预算30万元的80%.
fn share(reader: &mut Reader<'_>, figure: &Figure, lead: &str, spot: Spot, open: &mut Open) {
    let clause = last_clause(lead);
    let tail = clause.trim_end_matches(['的', '为', '了']);
    let of_budget = completes(reader, &clause)
        && (reader.labels.budget.suffix(tail).is_some() || tail.ends_with("预算") || tail.ends_with('率'));
    if of_budget || open.completes && tail.is_empty() {
        completion(reader, figure, &clause, spot, open);
        return;
    }
    let Some((words, whole)) = clause.rsplit_once('占') else { return };
    let names = reader.names(open);
    let words = words.trim_end_matches(['，', '、']);
    if let Some(named) = names.named_item(words, false).or_else(|| names.class(words)) {
        if !reader.is(open.account, &named) {
            open.account = Some(reader.add(named, spot, open));
        }
    } else if !words.is_empty() && !names.is_nameless(words) {
        return;
    }
    let Some((at, account)) = open.account.and_then(|at| Some((at, reader.account(Some(at))?))) else { return };
    if account.share_pct.is_some() {
        return;
    }
    let whole = names.whole(whole.trim_end_matches(['的', '比', '重', '为', '例']));
    reader.set(at, Field::Share, figure, spot, |account| {
        account.share_pct = Some(figure.value);
        account.share_of = Some(whole).filter(|whole| !whole.is_empty());
    });
}

fn completion(reader: &mut Reader<'_>, figure: &Figure, clause: &str, spot: Spot, open: &Open) {
    let Some((at, account)) = open.account.and_then(|at| Some((at, reader.account(Some(at))?))) else { return };
    if account.completion_pct.is_some() || account.kind == AccountKind::Budget {
        return;
    }
    let named = ["年初", "全年", "调整"].iter().any(|word| clause.contains(word));
    let basis = named.then(|| budget_basis(clause));
    reader.reading.remarks.completions.push(Completion { account: at, basis });
    reader.set(at, Field::Completion, figure, spot, |account| account.completion_pct = Some(figure.value));
}
