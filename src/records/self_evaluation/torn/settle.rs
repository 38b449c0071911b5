//! All rows of a block together: the cheapest way through its pieces, and which cells every way that is
//! nearly as cheap reads alike.

use super::pieces::{NEVER, Pieces, Price};
use super::segment::{LONGEST, Reading, readings};
use crate::records::form_labels::{Column, FormLabels};
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
