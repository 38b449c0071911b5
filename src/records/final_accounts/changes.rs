//! What a sentence says of a change: how much a figure went up or down, against what, and that it did not.

use crate::documents::Spot;
use crate::problem::{Code, Problem, said};
use crate::records::Account;
use crate::records::basis::Basis;
use crate::records::final_accounts::directions::{Comparison, Way, before_change, direction};
use crate::records::final_accounts::figures::{Figure, Measure};
use crate::records::final_accounts::names::Named;
use crate::records::final_accounts::open::Open;
use crate::records::final_accounts::paragraphs::Paragraph;
use crate::records::final_accounts::reader::Reader;
use crate::records::final_accounts::words::{basis, clauses, last_clause, wordings};
use crate::records::printed::{Field, Of, Printed};
use crate::records::remarks::{Direction, Sense};
use crate::values::{MoneyUnit, Wan, half_width};
use rust_decimal::Decimal;

/// What a clause names, as an amount, a budget or a change would.
pub(super) fn names(reader: &Reader<'_>, lead: &str, open: &Open) -> Option<Named> {
    let names = reader.names(open);
    let changed = before_change(&last_clause(lead), reader.labels);
    let told = names.of(lead, false).or_else(|| names.of(lead, true)).or_else(|| names.named_item(&changed, false));
    told.or_else(|| reader.counterpart(&last_clause(lead), open)).or_else(|| reader.counterpart(&changed, open))
}

/// Whether a reason ends with a change of the item itself: …主要原因是厉行节约，与上年相比减少1万元. Only an
/// item that has an amount and no change yet goes on so.
pub(super) fn resumes(reader: &Reader<'_>, lead: &str, open: &Open) -> bool {
    let lacks = |account: &Account| {
        let none = account.change_wan.is_none() && account.change_pct.is_none();
        account.amount_wan.is_some() && (none || account.change_basis == Some(Basis::InitialBudget))
            || account.change_basis == Some(Basis::InitialBudget)
    };
    if !reader.account(open.account).is_some_and(lacks) {
        return false;
    }
    let clauses = clauses(lead);
    let Some((last, before)) = clauses.split_last() else { return false };
    let compares = |clause: &str| reader.labels.compares.iter().any(|word| clause.starts_with(word.as_str()));
    let alone = direction(last, reader.labels).is_some() && before_change(last, reader.labels).is_empty();
    let with = if compares(last) {
        Some(last)
    } else {
        before.last().filter(|clause| compares(clause) && clause.ends_with("相比"))
    };
    alone
        && with.is_some_and(|with| basis(with, reader.labels, reader.head.year.or(open.year)) == Some(Basis::LastYear))
}

/// Whose change it is.
enum Whose {
    /// That of an item the words name.
    Named(Named),
    /// That of the item that is being read.
    Open,
    /// That of something no dictionary knows.
    Stranger,
}

fn whose(reader: &Reader<'_>, lead: &str, open: &Open) -> Whose {
    let names = reader.names(open);
    let clause = last_clause(lead);
    let words = before_change(&clause, reader.labels);
    if let Some(named) = reader.counterpart(&words, open) {
        return Whose::Named(named);
    }
    if let Some(named) = names.named_item(&words, false).or_else(|| names.class(&words)) {
        return Whose::Named(named);
    }
    let generic = reader.labels.generic.iter().any(|word| word == words.trim_start_matches(['，', '、']));
    if !words.is_empty() && !generic && !names.is_nameless(&words) {
        return Whose::Stranger;
    }
    let before = lead.strip_suffix(clause.as_str()).unwrap_or_default();
    names.within(before).map_or(Whose::Open, Whose::Named)
}

/// A change in money.
pub(super) fn change(
    reader: &mut Reader<'_>,
    (figure, next, unit): (&Figure, Option<&Figure>, MoneyUnit),
    lead: &str,
    way: &Way,
    spot: Spot,
    open: &mut Open,
) {
    let target = target(reader, (figure, next), lead, spot, open);
    open.strange = target.is_none();
    let Some(at) = target else {
        said_of(reader, None, way, Field::Change, spot);
        return;
    };
    let basis = basis(lead, reader.labels, reader.head.year.or(open.year)).or_else(|| open.since.take());
    let Some(at) = compared(reader, at, |account| account.change_wan.is_some(), basis, spot, open) else {
        open.strange = true;
        said_of(reader, Some(at), way, Field::Change, spot);
        return;
    };
    said_of(reader, Some(at), way, Field::Change, spot);
    let budget = reader.account(Some(at)).is_some_and(|account| account.budget_wan.is_some());
    // 比上年减少5万元，其中：公务用车…减少5万元: the parts compare with what the whole does.
    let inherited = open.basis.filter(|_| basis.is_none());
    let basis = basis.or(inherited).or_else(|| budget.then_some(Basis::InitialBudget));
    open.basis = basis;
    let signed = if way.sense == Sense::Down { -figure.value } else { figure.value };
    open.twin = twin(reader, at, lead, way);
    for at in [Some(at), open.twin].into_iter().flatten() {
        reader.set(at, Field::Change, figure, spot, |account| {
            account.change_wan = Some(Wan::new(signed, unit));
            account.change_basis = account.change_basis.or(basis);
        });
    }
    open.undecided = way.sense == Sense::Either && !figure.value.is_zero();
    if way.sense == Sense::Either {
        let message = said!(
            "模板中“增加（减少）”两个方向都保留在{}之前",
            "found both directions of the template left standing before {}",
            figure.value
        );
        let problem = Problem::note(Code::DirectionOpen, reader.place(spot), message);
        let problem = problem.hint(said!(
            "其后若有百分比，则按百分比的正负确定方向",
            "the sign is taken from the percentage that follows, where one does"
        ));
        reader.reading.problems.push(problem);
    }
}

/// A change in percent.
pub(super) fn percent(reader: &mut Reader<'_>, figure: &Figure, lead: &str, way: &Way, spot: Spot, open: &mut Open) {
    if open.strange && !figure.opens_sentence && before_change(&last_clause(lead), reader.labels).is_empty() {
        return;
    }
    let at = open.compared.filter(|_| matches!(whose(reader, lead, open), Whose::Open));
    let at = at.or_else(|| target(reader, (figure, None), lead, spot, open));
    let basis = basis(lead, reader.labels, reader.head.year.or(open.year));
    let has = |account: &Account| account.change_pct.is_some();
    let Some(at) = at.and_then(|at| compared(reader, at, has, basis, spot, open)) else {
        said_of(reader, at, way, Field::ChangePct, spot);
        return;
    };
    said_of(reader, Some(at), way, Field::ChangePct, spot);
    // 减少0.60万元，下降（增长）20%: where the percentage does not decide, the change does.
    let change = reader.account(Some(at)).and_then(|account| account.change_wan).filter(|_| !open.undecided);
    let falls = change.is_some_and(|change| change.decimal() < Decimal::ZERO);
    let down = way.sense == Sense::Down || way.sense == Sense::Either && falls;
    let turned = open.undecided && down;
    let basis = basis.or(open.basis);
    open.basis = basis;
    for at in [Some(at), open.twin.take()].into_iter().flatten() {
        reader.set(at, Field::ChangePct, figure, spot, |account| {
            account.change_pct = Some(if down { -figure.value } else { figure.value });
            account.change_basis = account.change_basis.or(basis);
            if turned {
                account.change_wan = account.change_wan.map(|change| Wan::new(-change.decimal(), MoneyUnit::Wan));
            }
        });
    }
    open.undecided = false;
}

/// The account that shares a change with the one at `at`: 收入总计10万元，支出总计10万元，各增加2万元.
fn twin(reader: &Reader<'_>, at: usize, lead: &str, way: &Way) -> Option<usize> {
    let clause = last_clause(lead);
    let words = before_change(&clause, reader.labels);
    let each = clause.strip_suffix(way.words.as_str())?.ends_with('各') || !words.is_empty();
    let before = at.checked_sub(1)?;
    let (account, other) = (reader.account(Some(at))?, reader.account(Some(before))?);
    let alike = other.amount_wan == account.amount_wan && other.year == account.year && other.change_wan.is_none();
    let pair = reader.labels.counterparts.contains_key(&other.item) && other.item != account.item;
    (each && alike && pair && matches!(words.trim_end_matches('各'), "" | "收支" | "收、支")).then_some(before)
}

/// Takes the amount of the year before, 比上年3.50万元减少0.30万元, which is no amount of the open item's year;
/// says whether it was one.
pub(super) fn before(
    reader: &mut Reader<'_>,
    (figure, unit): (&Figure, MoneyUnit),
    lead: &str,
    spot: Spot,
    open: &mut Open,
) -> bool {
    let clause = last_clause(lead);
    let compared =
        reader.labels.compares.iter().filter_map(|word| clause.find(word.as_str()).map(|at| at + word.len()));
    let Some(object) = compared.max().map(|at| &clause[at..]) else { return false };
    let own = reader.head.year.or(open.year);
    let prior = own.map(|year| format!("{}年", year - 1));
    let words = reader.labels.last_year.iter().map(String::as_str).chain(prior.as_deref());
    let Some(rest) = words.filter_map(|word| half_width(object).strip_prefix(word).map(str::to_owned)).next() else {
        return false;
    };
    let rest = rest.trim_start_matches(['度', '的']);
    let names = reader.names(open);
    let spends = |text: &str| reader.labels.spends.iter().any(|word| word == text);
    let named = names.named_item(rest, false);
    if !rest.is_empty() && !names.is_nameless(rest) && !spends(rest) && named.is_none() {
        return false;
    }
    open.since = Some(Basis::LastYear);
    let (Some(at), Some(year)) = (open.account, own) else { return true };
    if named.is_some_and(|named| !reader.is(Some(at), &named)) {
        return true;
    }
    let last = Open { year: Some(year - 1), ..Open::default() };
    // 较2024年的2190万元减少: a plan is compared with the plan before.
    let is_plan = |account: &Account| account.amount_wan.is_none() && account.budget_wan.is_some();
    let plan = reader.account(Some(at)).is_some_and(is_plan);
    let value = Some(Wan::new(figure.value, unit));
    let Some(last) = reader.add_again(at, spot, &last) else { return true };
    if plan {
        reader.set(last, Field::Budget, figure, spot, |account| account.budget_wan = value);
    } else {
        reader.set(last, Field::Amount, figure, spot, |account| account.amount_wan = value);
    }
    true
}

/// The account that a change belongs to.
fn target(
    reader: &mut Reader<'_>,
    (figure, next): (&Figure, Option<&Figure>),
    lead: &str,
    spot: Spot,
    open: &mut Open,
) -> Option<usize> {
    match whose(reader, lead, open) {
        Whose::Stranger => None,
        Whose::Named(named) => {
            if !reader.is(open.account, &named) {
                open.account = Some(reader.add(named, spot, open));
            }
            open.compared = None;
            open.account
        }
        Whose::Open => {
            let whole = open.whole.filter(|whole| Some(*whole) != open.account);
            let (Some(whole), Some(part)) = (whole, open.account) else { return open.account };
            // A sentence behind a list of parts may speak of the whole or of the part told last.
            let lacks = |at: usize| reader.account(Some(at)).is_some_and(|account| account.change_wan.is_none());
            let fits =
                |at: usize| lacks(at) && next.is_some_and(|next| is_growth(reader.account(Some(at)), figure, next));
            match (fits(whole), fits(part)) {
                (true, false) => {
                    open.account = Some(whole);
                    open.whole = None;
                    Some(whole)
                }
                (false, true) => Some(part),
                // In the sentence of the part it is the part's.
                _ if !figure.opens_sentence => Some(part),
                _ => {
                    open.account = None;
                    reader.leave_out(figure, spot);
                    None
                }
            }
        }
    }
}

/// Whether a change and the percentage behind it make the growth of an account, either way.
fn is_growth(account: Option<&Account>, change: &Figure, pct: &Figure) -> bool {
    let (Measure::Money(unit), Measure::Percent) = (change.measure, pct.measure) else { return false };
    let Some(amount) = account.and_then(|account| account.amount_wan) else { return false };
    let change = Wan::new(change.value, unit).decimal();
    if amount.decimal().is_zero() && change.is_zero() {
        return pct.value.is_zero();
    }
    let near = |base: Decimal| {
        let hundred = change.checked_mul(Decimal::ONE_HUNDRED)?;
        let made = hundred.checked_div(base)?.checked_sub(pct.value)?;
        Some(made.abs() <= Decimal::new(2, pct.value.scale().min(2)))
    };
    let bases = [amount.decimal().checked_sub(change), amount.decimal().checked_add(change)];
    bases.into_iter().flatten().any(|base| near(base) == Some(true))
}

/// The account that a comparison goes to: the item's own while it has none, else one for this second
/// comparison, where it is with something else; nothing for a third of the same.
fn compared(
    reader: &mut Reader<'_>,
    at: usize,
    has: impl Fn(&Account) -> bool,
    basis: Option<Basis>,
    spot: Spot,
    open: &mut Open,
) -> Option<usize> {
    let account = reader.account(Some(at))?;
    let apart = basis.is_some() && account.change_basis.is_some() && account.change_basis != basis;
    if !has(account) && !apart {
        return Some(at);
    }
    if !apart {
        return None;
    }
    let second = reader.add_again(at, spot, open)?;
    open.compared = Some(second);
    Some(second)
}

/// Remembers the word that says which way a figure went.
fn said_of(reader: &mut Reader<'_>, account: Option<usize>, way: &Way, field: Field, spot: Spot) {
    let (place, words) = (reader.place(spot), way.words.clone());
    reader.reading.remarks.directions.push(Direction { account, field, sense: way.sense, words, place });
}

/// 决算数小于预算数, 与上年持平: which of an item's two figures is the greater, of the item named before it
/// or else of the one that is being read.
pub(super) fn said(reader: &mut Reader<'_>, comparison: &Comparison, paragraph: &Paragraph, open: &mut Open) {
    let spot = paragraph.spots.get(comparison.at).copied().unwrap_or_default();
    if comparison.of_change {
        level(reader, comparison, paragraph, spot, open);
        return;
    }
    let named = wordings(&comparison.label, &reader.labels.tails);
    let item = reader.names(open).named_item(&comparison.label, false).map(|named| named.item);
    let known = |at: &usize| reader.account(Some(*at)).is_some_and(|account| account.budget_wan.is_some());
    let account = match &item {
        Some(item) => reader.reading.accounts.iter().rposition(|account| account.item == *item),
        None if named.iter().any(String::is_empty) => open.account,
        None => None,
    };
    let (words, place) = (comparison.words.clone(), reader.place(spot));
    let account = account.filter(known);
    let direction = Direction { account, field: Field::Amount, sense: comparison.sense, words, place };
    reader.reading.remarks.directions.push(direction);
}

/// 与上年持平: a change of nothing, since the paper says so.
fn level(reader: &mut Reader<'_>, comparison: &Comparison, paragraph: &Paragraph, spot: Spot, open: &mut Open) {
    let before: String = paragraph.text[..comparison.at].iter().collect();
    let sentence = before.rsplit(['。', '；']).next().unwrap_or_default();
    if reader.labels.explains.iter().any(|word| sentence.contains(word.as_str())) {
        return;
    }
    // A bracket may have ended since the last figure.
    let mut inner = open.clone();
    let since = before.rfind(|c: char| c.is_ascii_digit()).map_or("", |at| &before[at + 1..]);
    inner.enter(since);
    let at = match whose_level(reader, comparison, &inner) {
        Whose::Stranger => None,
        Whose::Open => inner.account,
        Whose::Named(named) if reader.is(inner.account, &named) => inner.account,
        Whose::Named(named) => {
            let at = reader.add(named, spot, &inner);
            open.account = Some(at);
            Some(at)
        }
    };
    let Some(at) = at else { return };
    let way = Way { sense: Sense::Level, words: comparison.words.clone() };
    let basis = basis(&comparison.label, reader.labels, reader.head.year.or(open.year));
    let own = reader.account(Some(at)).and_then(|account| account.change_basis);
    let Some(basis) = basis.filter(|basis| own.is_none_or(|own| own == *basis)) else { return };
    said_of(reader, Some(at), &way, Field::Change, spot);
    let Some(account) = reader.reading.accounts.get_mut(at).filter(|account| account.change_wan.is_none()) else {
        return;
    };
    account.change_wan = Some(Wan::new(Decimal::ZERO, MoneyUnit::Wan));
    account.change_basis = Some(basis);
    let step = Decimal::new(1, 2);
    let printed = Printed::new(Of::Account(at), Field::Change, reader.place(spot), &comparison.words, step);
    reader.reading.printed.push(printed);
}

fn whose_level(reader: &Reader<'_>, comparison: &Comparison, open: &Open) -> Whose {
    let names = reader.names(open);
    let words = before_change(&comparison.label, reader.labels);
    match names.named_item(&words, false).or_else(|| names.class(&words)) {
        Some(named) => Whose::Named(named),
        None if words.is_empty() || names.is_nameless(&words) => Whose::Open,
        None => Whose::Stranger,
    }
}
