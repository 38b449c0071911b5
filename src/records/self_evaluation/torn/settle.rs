//! All rows of a block together: the cheapest way through its pieces, and which cells every way that is
//! nearly as cheap reads alike.

use super::pieces::{NEVER, Pieces, Price};
use super::segment::{LONGEST, Reading, readings, text};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::levels::section;
use crate::records::self_evaluation::sums::Sums;
use crate::values::parse_number;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Ways that cost so much more than the cheapest are no other readings.
const MARGIN: Price = 25;
/// The same where a row that should have points has none: the words of a row that was cut off may belong to
/// columns further left.
const CUT: Price = 160;

/// One row as settled: its reading, the columns that are certain, and how many readings fit.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) start: usize,
    pub(super) reading: Reading,
    pub(super) certain: Vec<bool>,
    pub(super) ways: usize,
}

/// The rows of the pieces `start..end` below `columns`; nothing where no way leads through them.
pub(super) fn settle(
    pieces: &Pieces,
    start: usize,
    end: usize,
    columns: &[Column],
    labels: &FormLabels,
) -> Option<Vec<Settled>> {
    let ways = Ways::of(start, end, |at| readings(pieces, at, end, columns, labels))?;
    let sure = pieces.kept || columns.contains(&Column::Executed);
    let near = ways.near(|likeliest| if sure || pointed(likeliest, columns) { MARGIN } else { CUT });
    let mut rows = Vec::new();
    let mut at = start;
    while at < end {
        let reading = ways.likeliest(at)?;
        let from = at.saturating_sub(LONGEST);
        let crossing: Vec<&Reading> = near
            .range(from..reading.end)
            .flat_map(|(_, found)| found)
            .copied()
            .filter(|other| other.end > at)
            .collect();
        let certain = (0..columns.len()).map(|column| alike(reading, &crossing, column)).collect();
        rows.push(Settled { start: at, reading: reading.clone(), certain, ways: crossing.len() });
        at = reading.end;
    }
    Some(rows)
}

/// Whether all of `crossing` read a column as `reading` does.
fn alike(reading: &Reading, crossing: &[&Reading], column: usize) -> bool {
    let blank = |(from, to): (usize, usize)| from == to;
    let here = reading.cells[column];
    crossing.iter().map(|other| other.cells[column]).all(|there| there == here || blank(there) && blank(here))
}

/// Whether a row has points, where its columns do.
fn pointed(reading: &Reading, columns: &[Column]) -> bool {
    let points = |column: &Column| matches!(column, Column::Weight | Column::Score | Column::Review);
    let mut places = (0..columns.len()).filter(|at| points(&columns[*at])).peekable();
    places.peek().is_none() || places.any(|at| reading.cells[at].0 < reading.cells[at].1)
}

/// The readings of all rows that a way through the pieces may pass, and the prices of the ways.
struct Ways {
    edges: BTreeMap<usize, Vec<Reading>>,
    /// The price of the cheapest way to a piece, and from it to the end.
    forward: BTreeMap<usize, Price>,
    backward: BTreeMap<usize, Price>,
    best: Price,
}

impl Ways {
    fn of(start: usize, end: usize, readings: impl Fn(usize) -> Vec<Reading>) -> Option<Self> {
        let mut forward: BTreeMap<usize, Price> = BTreeMap::from([(start, 0)]);
        let mut edges: BTreeMap<usize, Vec<Reading>> = BTreeMap::new();
        let mut next = Some(start).filter(|start| *start < end);
        while let Some(at) = next {
            let so_far = forward.get(&at).copied().unwrap_or(NEVER);
            let found = readings(at);
            for reading in &found {
                let best = forward.entry(reading.end).or_insert(NEVER);
                *best = so_far.saturating_add(reading.price).min(*best);
            }
            edges.insert(at, found);
            // Every row ends behind its beginning, so that a piece is complete once it is reached.
            next = forward.range(at + 1..end).next().map(|(at, _)| *at);
        }
        let best = *forward.get(&end)?;
        let mut backward: BTreeMap<usize, Price> = BTreeMap::from([(end, 0)]);
        for (at, found) in edges.iter().rev() {
            let rest = found.iter().map(|reading| rest(reading, &backward)).min();
            if let Some(rest) = rest.filter(|rest| *rest < NEVER) {
                backward.insert(*at, rest);
            }
        }
        Some(Self { edges, forward, backward, best })
    }

    /// The reading of the row at `at` on the cheapest way.
    fn likeliest(&self, at: usize) -> Option<&Reading> {
        self.edges.get(&at)?.iter().min_by_key(|reading| rest(reading, &self.backward))
    }

    /// The readings on a way that costs hardly more than the cheapest, by where they begin.
    fn near(&self, margin: impl Fn(&Reading) -> Price) -> BTreeMap<usize, Vec<&Reading>> {
        let near = |(at, found)| {
            let most = self.best + self.likeliest(at).map_or(MARGIN, &margin);
            let before = self.forward.get(&at).copied().unwrap_or(NEVER);
            let through = |reading: &&Reading| before.saturating_add(rest(reading, &self.backward)) < most;
            let found: &Vec<Reading> = found;
            (at, found.iter().filter(through).collect())
        };
        self.edges.iter().map(|(at, found)| (*at, found)).map(near).collect()
    }
}

/// The price of a row and of the cheapest way behind it.
fn rest(reading: &Reading, backward: &BTreeMap<usize, Price>) -> Price {
    reading.price.saturating_add(backward.get(&reading.end).copied().unwrap_or(NEVER))
}

/// Where a way stands: the piece it has come to, and what the points of its rows add up to.
type State = (usize, Decimal, Decimal);

/// How many sums are followed at one piece.
const SUMS: usize = 200;
/// Readings of one row that cost so much more than its likeliest are not followed.
const FAR: Price = 130;
/// The most pieces of a level's name.
const PARTS: usize = 4;
/// How many readings of one row are followed.
const READINGS: usize = 120;

/// A row on a way that leads to the sums: where it begins and ends as a state, and its reading.
struct Edge {
    from: State,
    to: State,
    reading: usize,
}

/// The rows of all pieces, where their points add up to what the form prints; nothing where no way does.
/// `steps` are how many pieces may still be looked at, and are counted down.
pub(super) fn summed(
    pieces: &Pieces,
    columns: &[Column],
    sums: &Sums,
    labels: &FormLabels,
    steps: &mut usize,
) -> Option<Vec<Settled>> {
    let end = pieces.list.len();
    let points = |reading: &Reading, column| {
        let at = columns.iter().position(|other| *other == column)?;
        parse_number(&text(&pieces.list, reading.cells[at])).value()
    };
    let asked = |reading: &Reading| {
        let points = |column| points(reading, column).unwrap_or_default();
        sums.asked(points(Column::Weight), points(Column::Score))
    };
    let (weight, score) = sums.goal();
    let mut rows: BTreeMap<usize, Vec<Reading>> = BTreeMap::new();
    let mut forward: BTreeMap<State, Price> = BTreeMap::from([((0, Decimal::ZERO, Decimal::ZERO), 0)]);
    let mut edges: Vec<Edge> = Vec::new();
    let mut at = 0;
    while at < end {
        let mut states: Vec<(Price, State)> = forward
            .range((at, Decimal::MIN, Decimal::MIN)..(at + 1, Decimal::MIN, Decimal::MIN))
            .map(|(state, price)| (*price, *state))
            .collect();
        states.sort();
        states.truncate(SUMS);
        if !states.is_empty() {
            *steps = steps.checked_sub(end.min(at + LONGEST) - at)?;
            let found = likely(pieces, at, columns, labels);
            for (price, from) in states {
                for (index, reading) in found.iter().enumerate() {
                    let (w, s) = asked(reading);
                    let to = (reading.end, from.1.checked_add(w)?, from.2.checked_add(s)?);
                    if to.1 > weight || to.2 > score {
                        continue;
                    }
                    let best = forward.entry(to).or_insert(NEVER);
                    *best = price.saturating_add(reading.price).min(*best);
                    edges.push(Edge { from, to, reading: index });
                }
            }
            rows.insert(at, found);
        }
        at += 1;
    }
    settled(&rows, &forward, &edges, (end, weight, score), columns.len())
}

/// The likely readings of the row at `at` that have all their points.
fn likely(pieces: &Pieces, at: usize, columns: &[Column], labels: &FormLabels) -> Vec<Reading> {
    let points = |column: Column| matches!(column, Column::Weight | Column::Score);
    let whole = |reading: &Reading| {
        (0..columns.len()).all(|at| {
            let printed = text(&pieces.list, reading.cells[at]);
            !points(columns[at]) || parse_number(&printed).value().is_some() && !is_padded(&printed)
        })
    };
    // A level that no dictionary knows may be any word that was torn off.
    let level = |reading: &Reading, column| {
        let at = columns.iter().position(|other| *other == column);
        let name = at.map(|at| text(&pieces.list, reading.cells[at])).unwrap_or_default();
        let known = labels.level1.exact(&name).is_some() || labels.level2.exact(&name).is_some();
        name.is_empty() || known || section(&name).is_some()
    };
    let mut found = readings(pieces, at, pieces.list.len(), columns, labels);
    // A level's name among other words begins another row.
    let inner = |reading: &Reading| {
        (0..columns.len()).filter(|at| !matches!(columns[*at], Column::Level1 | Column::Level2)).any(|at| {
            let (from, to) = reading.cells[at];
            let name = |one: usize| {
                let longest = to.min(one + PARTS);
                (one + 1..=longest).any(|other| labels.flow_level2.exact(&text(&pieces.list, (one, other))).is_some())
            };
            to - from > 1 && (from..to).any(name)
        })
    };
    let levels = |reading: &Reading| level(reading, Column::Level1) && level(reading, Column::Level2);
    found.retain(|reading| whole(reading) && levels(reading) && !inner(reading));
    let most = found.first().map_or(0, |likeliest| likeliest.price + FAR);
    found.retain(|reading| reading.price <= most);
    found.truncate(READINGS);
    found
}

/// Whether a number has a zero before another digit, as none is printed.
fn is_padded(text: &str) -> bool {
    text.starts_with('0') && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// The rows of the cheapest way to `goal`, and what all ways that are hardly dearer read alike.
fn settled(
    rows: &BTreeMap<usize, Vec<Reading>>,
    forward: &BTreeMap<State, Price>,
    edges: &[Edge],
    goal: State,
    columns: usize,
) -> Option<Vec<Settled>> {
    let best = *forward.get(&goal)?;
    let of = |edge: &Edge| &rows[&edge.from.0][edge.reading];
    let mut backward: BTreeMap<State, Price> = BTreeMap::from([(goal, 0)]);
    let mut near: BTreeMap<usize, Vec<&Reading>> = BTreeMap::new();
    let mut next: BTreeMap<State, &Edge> = BTreeMap::new();
    // Edges were found from the first piece to the last: backwards, what lies behind is complete.
    for edge in edges.iter().rev() {
        let Some(behind) = backward.get(&edge.to) else { continue };
        let rest = behind.saturating_add(of(edge).price);
        let through = forward[&edge.from].saturating_add(rest);
        if through >= best + MARGIN {
            continue;
        }
        near.entry(edge.from.0).or_default().push(of(edge));
        let known = backward.entry(edge.from).or_insert(NEVER);
        if rest < *known {
            *known = rest;
            next.insert(edge.from, edge);
        }
    }
    let mut state = (0, Decimal::ZERO, Decimal::ZERO);
    let mut found = Vec::new();
    while state != goal {
        let edge = next.get(&state)?;
        let (at, reading) = (state.0, of(edge));
        let from = at.saturating_sub(LONGEST);
        let crossing = near.range(from..reading.end).flat_map(|(_, found)| found).copied();
        let crossing: Vec<&Reading> = crossing.filter(|other| other.end > at).collect();
        let certain = (0..columns).map(|column| alike(reading, &crossing, column)).collect();
        found.push(Settled { start: at, reading: reading.clone(), certain, ways: crossing.len() });
        state = edge.to;
    }
    Some(found)
}
