//! The likeliest readings of a row: its pieces below the columns of its heading, in order, each piece in
//! one cell.

use super::kinds::{self, number};
use super::pieces::{BLIND, NEVER, Piece, Pieces, Price};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::raw::own_unit;
use crate::values::{half_width, parse_percent, parse_quantity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A reading of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) price: Price,
    /// The piece behind the row.
    pub(super) end: usize,
    /// The pieces of each column; none where the cell is blank.
    pub(super) cells: Vec<(usize, usize)>,
}

/// Dearer readings are none.
const DEAREST: Price = 1_200;
/// How many readings are followed at one piece.
const FOLLOWED: usize = 64;
/// The most pieces of a row.
pub(super) const LONGEST: usize = 96;
/// The same where a piece is a sign: what the sums of the form ask for may be dearer than most.
const FOLLOWED_GLUED: usize = 64;
/// The most pieces of a cell.
const PARTS: usize = 6;
/// The same where a piece is a sign.
const SIGNS: usize = 24;
/// What it costs more to join pieces where each may be a cell.
const WHOLE: Price = 120;
/// The price of a cell that left no trace where blank cells leave one: it was covered from above.
const COVERED: Price = 200;

/// The text of a cell.
pub(super) fn text(pieces: &[Piece], (from, to): (usize, usize)) -> String {
    pieces[from..to].iter().map(|piece| piece.text.as_str()).collect()
}

/// The readings of a row that begins at `start` and ends at `end` at the latest, the likeliest first.
pub(super) fn readings(
    pieces: &Pieces,
    start: usize,
    end: usize,
    columns: &[Column],
    labels: &FormLabels,
) -> Vec<Reading> {
    let list = &pieces.list;
    let end = end.min(start + LONGEST);
    // Where a row has no more pieces than columns, each is a cell.
    let row = (start + 1..end).find(|at| list[*at].inside >= NEVER).unwrap_or(end);
    let whole = if !pieces.kept && !pieces.glued && row - start <= columns.len() { WHOLE } else { 0 };
    let funds = columns.contains(&Column::Executed);
    let row = Segment { pieces, start, end, funds, whole, labels };
    let mut states: States = BTreeMap::from([(start, vec![(0, Vec::new())])]);
    for column in columns {
        states = row.below(*column, &states);
    }
    let mut found = Vec::new();
    for (at, ways) in states.into_iter().filter(|(at, _)| *at > start) {
        let ends = if at == list.len() { 0 } else { list[at].row };
        for (price, cells) in ways {
            let price = (i64::from(price) + i64::from(ends) + laws(list, &cells, columns)).max(0);
            let price = Price::try_from(price).unwrap_or(NEVER);
            if price < DEAREST {
                found.push(Reading { price, end: at, cells });
            }
        }
    }
    found.sort_by(|one, other| (one.price, one.end, &one.cells).cmp(&(other.price, other.end, &other.cells)));
    found
}

/// The cells of the columns so far, each with its price, by the piece behind them.
type States = BTreeMap<usize, Vec<(Price, Vec<(usize, usize)>)>>;

/// A row that is read.
struct Segment<'a> {
    pieces: &'a Pieces,
    start: usize,
    end: usize,
    /// Whether it is one of funds, whose first words are its label.
    funds: bool,
    /// What it costs more to join pieces.
    whole: Price,
    labels: &'a FormLabels,
}

impl Segment<'_> {
    /// The states behind one more column.
    fn below(&self, column: Column, states: &States) -> States {
        let mut next = States::new();
        for (at, ways) in states {
            // Blank cells at the end of a row may leave no trace.
            let inner = *at < self.end && self.pieces.list[*at].row >= NEVER;
            let skipped = skip(column, self.pieces.kept && inner);
            push(&mut next, *at, ways, (*at, *at), skipped);
            self.cells(column, *at, |to, price| push(&mut next, to, ways, (*at, to), price));
        }
        for ways in next.values_mut() {
            ways.sort();
            ways.truncate(if self.pieces.glued { FOLLOWED_GLUED } else { FOLLOWED });
        }
        next
    }

    /// Every cell of `column` that begins at `at`: the piece behind it, and its price.
    fn cells(&self, column: Column, at: usize, mut found: impl FnMut(usize, Price)) {
        let list = &self.pieces.list;
        let opens = match list.get(at) {
            _ if at == self.start => 0,
            Some(piece) => piece.border.saturating_add(piece.inside),
            None => return,
        };
        let mut price = opens;
        let parts = if self.pieces.glued { SIGNS } else { PARTS };
        for to in at + 1..=self.end.min(at + parts) {
            if to > at + 1 {
                let (above, below) = (&list[to - 2], &list[to - 1]);
                let none = below.none.saturating_add(below.inside);
                // Two whole numbers are two cells.
                let numbers = none >= PARTED && number(&above.text).is_some() && number(&below.text).is_some();
                price = price.saturating_add(none + if numbers { TWO } else { 0 }).saturating_add(self.whole);
            }
            if price >= NEVER {
                return;
            }
            // A cell does not end where the next cannot begin.
            if list.get(to).is_some_and(|next| next.border >= NEVER && next.row >= NEVER) {
                continue;
            }
            let text = text(list, (at, to));
            let named = self.funds && column == Column::Level3;
            let kind = if named { kinds::label(&text, self.labels) } else { kinds::price(column, &text, self.labels) };
            // Words hardly end within a number.
            let worded = matches!(column, Column::Level3 | Column::Unread | Column::Deviation);
            let cut = worded && self.pieces.glued && list.get(to).is_some_and(|next| next.border == BLIND);
            let kind = kind.saturating_add(if cut { CUT } else { 0 });
            // A label broken over lines is proved by being one.
            let level = matches!(column, Column::Side | Column::Level1 | Column::Level2);
            let proved = kind == 0 && (level || named) && !text.is_empty();
            found(to, if proved { opens + 5 } else { price.saturating_add(kind) });
        }
    }
}

/// The price of words that end between two digits.
const CUT: Price = 60;
/// The price of two whole numbers in one cell, and of joining pieces where they are parted at all.
const TWO: Price = 200;
const PARTED: Price = 20;

/// The price of a column without a piece.
fn skip(column: Column, kept: bool) -> Price {
    let covered = matches!(column, Column::Side | Column::Level1 | Column::Level2);
    match kept {
        true if covered => 2,
        true => COVERED,
        false => kinds::blank(column),
    }
}

fn push(next: &mut States, to: usize, ways: &[(Price, Vec<(usize, usize)>)], cell: (usize, usize), price: Price) {
    let ways = ways.iter().map(|(before, cells)| {
        let mut cells = cells.clone();
        cells.push(cell);
        (before.saturating_add(price), cells)
    });
    next.entry(to).or_default().extend(ways.filter(|(price, _)| *price < DEAREST));
}

/// What the cells of a row say of each other, as a price: below nothing where they prove each other.
fn laws(list: &[Piece], cells: &[(usize, usize)], columns: &[Column]) -> i64 {
    let of = |wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        Some(text(list, cells[at])).filter(|text| !text.is_empty())
    };
    if columns.contains(&Column::Executed) {
        return spent(&of, columns);
    }
    // A number is hardly cut into a target and an actual value with a unit: `≥90%` is no `≥9` and `0%`.
    let cell = |wanted| columns.iter().position(|column| *column == wanted).map(|at| cells[at]);
    let cut = cell(Column::Target).zip(cell(Column::Actual)).is_some_and(|(target, actual)| {
        let blind = list.get(actual.0).is_some_and(|piece| piece.border == BLIND);
        blind && target.1 == actual.0 && target.0 < target.1 && number(&text(list, actual)).is_none()
    });
    promised(&of, columns) + if cut { 150 } else { 0 }
}

/// The laws of a row of funds.
fn spent(of: &dyn Fn(Column) -> Option<String>, columns: &[Column]) -> i64 {
    let figure = |column| of(column).and_then(|text| number(&own_unit(&text).0));
    let budget = if columns.contains(&Column::Adjusted) { Column::Adjusted } else { Column::Initial };
    let (adjusted, executed) = (figure(budget), figure(Column::Executed));
    let printed = of(Column::Rate).and_then(|text| parse_percent(&text).value());
    let mut price = 0;
    if adjusted.is_none() != executed.is_none() {
        price += 20;
    }
    if let (Some(adjusted), Some(executed), Some(printed)) = (adjusted, executed, printed)
        && let Some(ratio) = executed.checked_div(adjusted)
    {
        let near = |other: Decimal| (ratio - other).abs() <= Decimal::new(6, 3);
        price += if near(printed / Decimal::ONE_HUNDRED) || near(printed) { -40 } else { 80 };
        if let (Some(weight), Some(score)) = (figure(Column::Weight), figure(Column::Score)) {
            let earned = weight * ratio.min(Decimal::ONE);
            price += if (earned - score).abs() <= Decimal::ONE { -40 } else { 40 };
        }
    }
    price
}

/// The laws of an indicator.
fn promised(of: &dyn Fn(Column) -> Option<String>, columns: &[Column]) -> i64 {
    let mut price = 0;
    // A part that begins has a level 2 that begins: only a level 1 of its own may stand without one.
    if of(Column::Level1).is_some() && of(Column::Level2).is_none() && columns.contains(&Column::Level2) {
        price += 60;
    }
    let points = |column| of(column).and_then(|text| number(&text));
    match (points(Column::Weight), points(Column::Score)) {
        (Some(weight), Some(score)) if score > weight => price += 120,
        (Some(weight), Some(score)) if columns.contains(&Column::Deviation) => {
            let explained = of(Column::Deviation).is_some();
            price += match (score < weight, explained) {
                (true, false) => 20,
                (false, true) => 30,
                _ => 0,
            };
        }
        (None, None) if columns.contains(&Column::Weight) => price += 60,
        (Some(_), None) if columns.contains(&Column::Score) => price += 80,
        (None, Some(_)) if columns.contains(&Column::Weight) => price += 80,
        _ => {}
    }
    let (target, actual) = (of(Column::Target), of(Column::Actual));
    if target.is_some() != actual.is_some() {
        price += 60;
    }
    if target.is_none() && actual.is_none() {
        // A row that was left blank is one oddity and not two.
        price -= if of(Column::Level3).is_none() { 380 } else { 80 };
    }
    let bound = |text: &String| half_width(text).starts_with(['≥', '≤']);
    if actual.as_ref().is_some_and(bound) && !target.as_ref().is_some_and(bound) {
        // A bound is what was promised.
        price += 60;
    }
    if let (Some(target), Some(actual)) = (target, actual) {
        let unit = |text: &str| parse_quantity(text).map(|quantity| quantity.unit);
        price += match (unit(&target), unit(&actual)) {
            (Some(one), Some(other)) if one == other => 0,
            (Some(_), Some(_)) => 20,
            (Some(_), None) => 40,
            _ => 0,
        };
    }
    price
}
