//! Ruling lines to frames: pieces that lie in one line joined, lines that touch each other together.
//!
//! Programs draw a table's lines in many ways: a stroke per line, a stroke per cell, a thin filled
//! rectangle (whose four edges arrive here), a shade behind a cell. Joined, they are the same table.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::pages::{Page, Ruling};

/// Two coordinates closer than this, in points, are the same line of a table. The thickest rules
/// are some 2 points, the lowest rows some 6; boxes of a web page stand 3 apart, with what is rounded.
pub(super) const SNAP: f64 = 3.05;

/// How near two lines come to touch.
const TOUCH: f64 = 2.0;

/// The lines of one table, sorted by their place; every one touches another.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub(super) across: Vec<Ruling>,
    pub(super) down: Vec<Ruling>,
}

/// The frames of a page: each set of horizontal and vertical lines that hang together.
///
/// Nothing if the lines are so many that telling which touch which would not end; a page of a
/// published table has some hundreds.
///
/// With `slack`, lines whose ends stop short of each other by so much touch too.
pub(super) fn frames(page: &Page, slack: f64) -> Option<Vec<Frame>> {
    let touch = TOUCH + slack;
    /// How many pairs of lines are looked at.
    const PAIRS: usize = 50_000_000;
    let (across, down) = (join_pieces(&page.across, slack), join_pieces(&page.down, slack));
    let mut sets = Sets::new(across.len() + down.len());
    let mut pairs = 0;
    for (number, line) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < line.from - touch);
        let end = down.partition_point(|other| other.at <= line.to + touch).max(first);
        pairs += end - first;
        if pairs > PAIRS {
            return None;
        }
        for (offset, other) in down[first..end].iter().enumerate() {
            if line.at >= other.from - touch && line.at <= other.to + touch {
                sets.join(number, across.len() + first + offset);
            }
        }
    }
    let mut frames: Vec<Frame> = vec![Frame::default(); across.len() + down.len()];
    for (number, line) in across.iter().enumerate() {
        frames[sets.find(number)].across.push(*line);
    }
    for (number, line) in down.iter().enumerate() {
        frames[sets.find(across.len() + number)].down.push(*line);
    }
    frames.retain(|frame| !frame.across.is_empty() && !frame.down.is_empty());
    Some(frames)
}

/// The mean of each run of values of which no two neighbours are further apart than [`SNAP`].
pub(super) fn clusters(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let mut means = Vec::new();
    let (mut sum, mut count, mut last) = (0.0, 0.0, f64::NEG_INFINITY);
    for value in values {
        if value - last > SNAP && count > 0.0 {
            means.push(sum / count);
            (sum, count) = (0.0, 0.0);
        }
        (sum, count, last) = (sum + value, count + 1.0, value);
    }
    if count > 0.0 {
        means.push(sum / count);
    }
    means
}

/// The place in `places` nearest to `value`.
pub(super) fn nearest(places: &[f64], value: f64) -> usize {
    let after = places.partition_point(|place| *place < value);
    let before = after.saturating_sub(1);
    match places.get(after) {
        Some(place) if place - value < value - places[before] || before == after => after,
        _ => before,
    }
}

/// Joins pieces that lie in one line and meet. A piece inside a merged cell's edge touches no
/// crossing line by itself, so this comes before the frames.
fn join_pieces(pieces: &[Ruling], slack: f64) -> Vec<Ruling> {
    let places = clusters(pieces.iter().map(|piece| piece.at).collect());
    let mut pieces: Vec<(usize, Ruling)> = pieces.iter().map(|piece| (nearest(&places, piece.at), *piece)).collect();
    pieces.sort_by(|(a, piece), (b, other)| a.cmp(b).then(piece.from.total_cmp(&other.from)));
    let mut joined: Vec<(usize, Ruling)> = Vec::new();
    for (place, piece) in pieces {
        match joined.last_mut() {
            Some((last_place, last)) if *last_place == place && piece.from <= last.to + SNAP + slack => {
                last.to = last.to.max(piece.to);
            }
            _ => joined.push((place, Ruling { at: places[place], ..piece })),
        }
    }
    joined.into_iter().map(|(_, ruling)| ruling).collect()
}

/// Sets of numbers that are joined pair by pair (union-find). A set is named by its least number.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(super) fn find(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}
