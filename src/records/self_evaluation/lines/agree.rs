//! Which readings of the rows agree with what the form adds up to.
//!
//! Every choice of one reading a row whose points add up to the printed totals fits; a reading that
//! is part of no such choice is out. What all the others of a row agree on is certain.

use super::place::Candidate;
use crate::records::form_labels::Column;
use crate::records::self_evaluation::raw::{Cells, Raw, Section};
use crate::records::self_evaluation::sums::Sums;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How many sums of a form are followed at most.
const STATES: usize = 2_000;
/// A row whose readings have more different points than this is not followed.
const POINTS: usize = 64;

type Points = BTreeSet<(Decimal, Decimal)>;

/// The weights added up from the first row to each, where a part of the form ends there whose label
/// prints its points (产出指标（50分）), and all parts above it do. `sections` has the part of each row.
pub(super) fn marks(sections: &[Option<Section>]) -> Vec<Option<Decimal>> {
    let mut sum = Some(Decimal::ZERO);
    let mut marks = Vec::new();
    for rows in sections.chunk_by(|one, other| one == other) {
        let points = rows.first().and_then(Option::as_ref).map(|section| section.points);
        sum = sum.zip(points).and_then(|(sum, points)| sum.checked_add(points));
        marks.extend((1..rows.len()).map(|_| None));
        marks.push(sum);
    }
    marks
}

/// The readings of each row that are part of a choice which meets the sums and the `marks`; `None`
/// where there are too many sums to follow.
pub(super) fn fitting(rows: &[Vec<Candidate>], sums: &Sums, marks: &[Option<Decimal>]) -> Option<Vec<Vec<Candidate>>> {
    if !sums.known() {
        return Some(rows.to_vec());
    }
    let key = |candidate: &Candidate| sums.asked(candidate.weight, candidate.score);
    let (weight, score) = sums.goal();
    let mut above: Vec<Points> = vec![BTreeSet::from([(Decimal::ZERO, Decimal::ZERO)])];
    for (row, mark) in rows.iter().zip(marks) {
        let points: Points = row.iter().map(key).collect();
        let from = above.last()?;
        let reached = from.iter().flat_map(|(w, s)| points.iter().map(move |(x, y)| (w + x, s + y)));
        if points.len() > POINTS {
            return None;
        }
        let next: Points =
            reached.filter(|(w, s)| *w <= weight && *s <= score && mark.is_none_or(|mark| mark == *w)).collect();
        if next.len() > STATES {
            return None;
        }
        above.push(next);
    }
    let mut below: Points = BTreeSet::from([(weight, score)]);
    let mut kept = Vec::new();
    for (row, above) in rows.iter().zip(&above).rev() {
        let fits = |candidate: &&Candidate| {
            let (x, y) = key(candidate);
            below.iter().any(|(w, s)| above.contains(&(w - x, s - y)))
        };
        let fit: Vec<Candidate> = row.iter().filter(fits).cloned().collect();
        let points: Points = fit.iter().map(key).collect();
        let left = below.iter().flat_map(|(w, s)| points.iter().map(move |(x, y)| (w - x, s - y)));
        below = left.filter(|sums| above.contains(sums)).collect();
        kept.push(fit);
    }
    kept.reverse();
    Some(kept)
}

/// The cells all readings of a row agree on, and whether some cell stays open.
pub(super) fn agreed(readings: &[Candidate]) -> (Cells, bool) {
    let mut cells = Cells::new();
    let (mut open, mut torn) = (readings.is_empty(), false);
    let parts = [Column::TargetOp, Column::Target, Column::TargetUnit];
    for column in readings.iter().flat_map(|reading| reading.cells.keys()).collect::<BTreeSet<&Column>>() {
        let mut texts = readings.iter().map(|reading| reading.cells.get(column).and_then(Option::as_ref));
        let first: Option<&Raw> = texts.next().flatten();
        match first.filter(|first| texts.all(|other| other.is_some_and(|other| other.text == first.text))) {
            Some(raw) => drop(cells.insert(*column, raw.clone())),
            None => {
                open |= *column != Column::Unread;
                torn |= parts.contains(column);
            }
        }
    }
    // A target without its operator or its unit is another target.
    cells.retain(|column, _| !torn || !parts.contains(column));
    (cells, open)
}
