//! A row with nothing between its cells: its signs as pieces. A border is shown where the kind of the
//! signs changes or a known word ends, may stand between any two digits, and nowhere else.

use super::pieces::{NEVER, Piece, Pieces, Price};
use super::segment::{Reading, readings, text};
use crate::documents::Spot;
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::raw::Raw;
use crate::records::self_evaluation::text::prefix_length;
use crate::values::is_unit;
use std::collections::BTreeMap;

/// A longer row is none.
const ROW: usize = 160;
/// A border between digits, which nothing shows, and one where the kind of the signs changes.
const BLIND: Price = 20;
const SHOWN: Price = 10;
/// A border beside a word that stands in cells of its own.
const KNOWN: Price = 5;
/// Readings that cost so much more than the likeliest are none.
const FAR: Price = 150;

/// A reading of a glued row: its price, and its cells; one without a text is not certain in it.
pub(in crate::records::self_evaluation) type Glued = (Price, BTreeMap<Column, Option<Raw>>);

/// The likely readings of a row whose `signs`, as printed, stand at `spots`, below columns that begin with
/// the indicator's name.
pub(in crate::records::self_evaluation) fn glued(
    signs: &[char],
    normal: &[char],
    spots: &[Spot],
    columns: &[Column],
    labels: &FormLabels,
) -> Vec<Glued> {
    if normal.len() > ROW || normal.len() != signs.len() {
        return Vec::new();
    }
    let list = pieces(signs, normal, spots, labels);
    let pieces = Pieces { list, kept: false, glued: true };
    let end = pieces.list.len();
    let found = readings(&pieces, 0, end, columns, labels);
    let whole = || found.iter().filter(|reading| reading.end == end);
    let least = whole().map(|reading| reading.price).min().unwrap_or_default();
    let near = whole().filter(|reading| reading.price <= least + FAR);
    near.filter_map(|reading| Some((reading.price, cells(reading, &pieces.list, columns, labels)?))).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Operator,
    Text,
}

fn kind(sign: char) -> Kind {
    match sign {
        _ if sign.is_ascii_digit() => Kind::Digits,
        '≥' | '≤' | '>' | '<' | '=' | '≧' | '≦' => Kind::Operator,
        _ => Kind::Text,
    }
}

/// The price of a border before the sign at `at`.
fn border(normal: &[char], at: usize, known: &[bool]) -> Price {
    let (above, below) = (normal[at - 1], normal[at]);
    let digit = |at: usize| normal.get(at).is_some_and(char::is_ascii_digit);
    // A point or a comma between digits, and a sign of percent behind them, belong to the number.
    let point = |at: usize| ".,".contains(normal[at]) && at > 0 && digit(at - 1) && digit(at + 1);
    match (kind(above), kind(below)) {
        _ if point(at) || point(at - 1) || below == '%' && digit(at - 1) => NEVER,
        (Kind::Digits, Kind::Digits) => BLIND,
        // What stands behind an operator goes on with it.
        (Kind::Operator, _) => NEVER,
        _ if above == '%' || known[at] => KNOWN,
        (above, below) if above != below => SHOWN,
        _ => NEVER,
    }
}

fn pieces(signs: &[char], normal: &[char], spots: &[Spot], labels: &FormLabels) -> Vec<Piece> {
    let known = words(normal, labels);
    let numbering = prefix_length(normal);
    let mut list: Vec<Piece> = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        let border = match at {
            0 => 0,
            _ if at <= numbering => NEVER,
            _ => border(normal, at, &known),
        };
        match list.last_mut().filter(|_| border >= NEVER) {
            Some(piece) => {
                piece.text.push(*sign);
                piece.raw.push(*sign);
            }
            None => {
                let (row, inside) = if at == 0 { (0, 0) } else { (NEVER, 0) };
                let spot = spots.get(at).copied().unwrap_or_default();
                list.push(Piece { text: sign.to_string(), raw: sign.to_string(), spot, border, none: 0, row, inside });
            }
        }
    }
    list
}

/// Where a known word begins or ends within a run of text: a unit behind a number, a scale, a step, or the
/// same words twice.
fn words(normal: &[char], labels: &FormLabels) -> Vec<bool> {
    let mut known = vec![false; normal.len() + 1];
    let is_text = |at: usize| kind(normal[at]) == Kind::Text;
    let mut from = 0;
    while from < normal.len() {
        let to = (from..normal.len()).find(|at| !is_text(*at)).unwrap_or(normal.len());
        if to == from {
            from += 1;
            continue;
        }
        if from > 0 && normal[from - 1].is_ascii_digit() {
            let unit = (1..=(to - from).min(4)).rev();
            let unit =
                unit.map(|length| from + length).find(|end| is_unit(&normal[from..*end].iter().collect::<String>()));
            unit.into_iter().for_each(|end| known[end] = true);
        }
        let named = |one: usize, other: usize| {
            let word: String = normal[one..other].iter().collect();
            labels.scales.exact(&word).is_some() || labels.steps.exact(&word).is_some()
        };
        for one in from..to {
            for other in one + 1..=to.min(one + WORD) {
                // A word within others stands alone only at their end.
                if named(one, other) && (other == to || named(other, to)) {
                    known[one] = true;
                    known[other] = true;
                }
            }
        }
        let half = (to - from) / 2;
        let twice = (from..to).find(|at| {
            let rest = to - at;
            rest % 2 == 0 && rest >= 4 && normal[*at..at + rest / 2] == normal[at + rest / 2..to]
        });
        if let Some(at) = twice.filter(|_| half >= 2) {
            known[at] = true;
            known[at + (to - at) / 2] = true;
        }
        from = to;
    }
    known
}

/// No scale is longer.
const WORD: usize = 12;

/// The cells of a reading; nothing where it lacks a figure. Where a column of words is blank, the words
/// beside it may be its own: both stay open.
fn cells(
    reading: &Reading,
    list: &[Piece],
    columns: &[Column],
    labels: &FormLabels,
) -> Option<BTreeMap<Column, Option<Raw>>> {
    let mut cells = BTreeMap::new();
    let blank = |at: usize| reading.cells[at].0 == reading.cells[at].1;
    let points = |column: Column| matches!(column, Column::Weight | Column::Score | Column::Review);
    for (at, column) in columns.iter().enumerate() {
        let (from, to) = reading.cells[at];
        let printed = text(list, (from, to));
        let zero = printed.starts_with('0') && printed.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if points(*column) && blank(at) || zero && !matches!(column, Column::Level3 | Column::Deviation) {
            return None;
        }
        // The columns of words on both sides, up to the next figure.
        let left = columns[..at].iter().rposition(|column| points(*column)).map_or(0, |at| at + 1);
        let right = (at..columns.len()).find(|at| points(columns[*at])).unwrap_or(columns.len());
        let group = left..right;
        let torn = group.len() > 1 && group.clone().any(blank) && !group.clone().all(blank) && !points(*column);
        let spot = list.get(from).map_or_else(Spot::default, |piece| piece.spot);
        let raw = if blank(at) { Raw::default() } else { Raw { text: printed, spot } };
        // A border between two texts is one only beside a known word.
        let loose = !blank(at) && is_loose(reading, list, at, labels);
        cells.insert(*column, Some(raw).filter(|_| !torn && !loose));
    }
    Some(cells)
}

/// Whether nothing shows where a text ends and the text of the next column begins.
fn is_loose(reading: &Reading, list: &[Piece], at: usize, labels: &FormLabels) -> bool {
    let (from, to) = reading.cells[at];
    let edge = |at: usize| {
        list.get(at).is_some_and(|piece| piece.border == KNOWN) && {
            let worded = |text: &str| labels.scales.exact(text).is_some() || labels.steps.exact(text).is_some();
            let twice = list.get(at).is_some_and(|piece| at > 0 && list[at - 1].text.ends_with(piece.text.as_str()));
            let digits = at > 0 && list[at - 1].text.contains(|c: char| c.is_ascii_digit() || c == '%');
            let unit = at > 0 && is_unit(&list[at - 1].text);
            let before = reading.cells.iter().find(|cell| cell.1 == at && cell.0 < cell.1);
            let behind = reading.cells.iter().find(|cell| cell.0 == at && cell.0 < cell.1);
            let known = before.into_iter().chain(behind).any(|cell| worded(&text(list, *cell)));
            !(twice || digits || unit || known)
        }
    };
    edge(from) || edge(to)
}
