//! All rows of a block together: the cheapest way through its pieces, and which cells every way that is
//! nearly as cheap reads alike.

use super::pieces::{NEVER, Pieces, Price};
use super::segment::{Reading, readings};
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
    let mut forward: BTreeMap<usize, Price> = BTreeMap::from([(start, 0)]);
    let mut edges: BTreeMap<usize, Vec<Reading>> = BTreeMap::new();
    while let Some((at, so_far)) =
        forward.range(start..end).find(|(at, _)| !edges.contains_key(at)).map(|(a, p)| (*a, *p))
    {
        let found = readings(pieces, at, end, columns, labels);
        for reading in &found {
            let price = so_far.saturating_add(reading.price);
            let best = forward.entry(reading.end).or_insert(NEVER);
            *best = price.min(*best);
        }
        edges.insert(at, found);
    }
    let best = *forward.get(&end)?;
    let mut backward: BTreeMap<usize, Price> = BTreeMap::from([(end, 0)]);
    for (at, found) in edges.iter().rev() {
        let rest = found.iter().filter_map(|reading| Some(reading.price.saturating_add(*backward.get(&reading.end)?)));
        if let Some(rest) = rest.min() {
            backward.insert(*at, rest);
        }
    }
    // The readings on a way that is near enough.
    let pointed = |reading: &Reading| {
        let points = |column: &Column| matches!(column, Column::Weight | Column::Score | Column::Review);
        let mut places = (0..columns.len()).filter(|at| points(&columns[*at])).peekable();
        places.peek().is_none() || places.any(|at| reading.cells[at].0 < reading.cells[at].1)
    };
    let funds = columns.contains(&Column::Executed);
    let margins: BTreeMap<usize, Price> = edges
        .iter()
        .filter_map(|(at, found)| {
            let likeliest = found.iter().min_by_key(|reading| {
                reading.price.saturating_add(backward.get(&reading.end).copied().unwrap_or(NEVER))
            })?;
            let sure = pieces.kept || funds || pointed(likeliest);
            Some((*at, if sure { MARGIN } else { CUT }))
        })
        .collect();
    let near = |at: usize, reading: &Reading| {
        let through = forward.get(&at).zip(backward.get(&reading.end));
        let margin = margins.get(&at).copied().unwrap_or(MARGIN);
        through.is_some_and(|(before, behind)| {
            before.saturating_add(reading.price).saturating_add(*behind) < best + margin
        })
    };
    let used: Vec<(usize, &Reading)> = edges
        .iter()
        .flat_map(|(at, found)| found.iter().map(move |reading| (*at, reading)))
        .filter(|(at, reading)| near(*at, reading))
        .collect();
    let mut rows = Vec::new();
    let mut at = start;
    while at < end {
        let rest = backward.get(&at)?;
        let reading = edges.get(&at)?.iter().find(|reading| {
            backward.get(&reading.end).is_some_and(|behind| reading.price.saturating_add(*behind) == *rest)
        })?;
        let crossing: Vec<&(usize, &Reading)> =
            used.iter().filter(|(from, other)| *from < reading.end && other.end > at).collect();
        let blank = |(from, to): (usize, usize)| from == to;
        let alike = |column: usize| {
            let here = reading.cells[column];
            crossing.iter().all(|(_, other)| {
                let there = other.cells[column];
                there == here || blank(there) && blank(here)
            })
        };
        let certain = (0..columns.len()).map(alike).collect();
        rows.push(Settled { start: at, reading: reading.clone(), certain, ways: crossing.len() });
        at = reading.end;
    }
    Some(rows)
}
