//! Headings among the pieces: which columns a band names, whatever its headings are broken into.

use super::pieces::{NEVER, Piece};
use super::segment::text;
use crate::records::form_labels::{Column, FormLabels};
use crate::records::lexicon::Lexicon;

/// A band of headings.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// The column of each heading; one that names no field of ours is [`Column::Unread`].
    pub(super) columns: Vec<Column>,
    /// The pieces of each heading.
    pub(super) heads: Vec<(usize, usize)>,
    /// The pieces of the label of the whole block, before the headings.
    pub(super) block: Option<(usize, usize)>,
    /// The piece behind the band.
    pub(super) next: usize,
}

/// The most pieces that a heading is broken into.
const PARTS: usize = 6;

/// Whether pieces `at..to` may be one cell, or one cell and the rows it is broken over.
fn joins(list: &[Piece], at: usize, to: usize) -> bool {
    list[at + 1..to].iter().all(|piece| piece.none < NEVER)
}

/// The longest run of pieces at `at` that a lexicon knows as one label.
pub(super) fn label<T: Clone>(list: &[Piece], at: usize, lexicon: &Lexicon<T>) -> Option<(usize, T)> {
    let most = list.len().min(at + PARTS);
    (at + 1..=most)
        .rev()
        .filter(|to| joins(list, at, *to))
        .find_map(|to| Some((to, lexicon.exact(&text(list, (at, to)))?)))
}

/// The band of a money block that begins at `at`.
pub(super) fn money(list: &[Piece], at: usize, labels: &FormLabels) -> Option<Band> {
    let block = label(list, at, &labels.money_block).map(|(to, ())| (at, to));
    let from = block.map_or(at, |(_, to)| to);
    let first = (from..list.len().min(from + 3)).find(|at| !list[*at].text.is_empty())?;
    let band = read(list, first, &labels.money)?;
    let funded = band.columns.iter().filter(|column| is_fund(**column)).count();
    let enough = band.columns.contains(&Column::Executed) && funded >= 2;
    (enough || block.is_some() && funded >= 1 && band.columns.len() >= 3).then_some(Band { block, ..band })
}

fn is_fund(column: Column) -> bool {
    matches!(column, Column::Initial | Column::Adjusted | Column::Executed | Column::Rate)
}

/// The band of the indicators that begins at `at`.
pub(super) fn indicators(list: &[Piece], at: usize, labels: &FormLabels) -> Option<Band> {
    let band = read(list, at, &labels.indicator).or_else(|| sided(list, at, labels))?;
    let named = |column| band.columns.contains(&column);
    let known = band.columns.iter().filter(|column| **column != Column::Unread).count();
    (named(Column::Level3) && known >= 3).then_some(band)
}

/// A band behind a label of its side that no dictionary knows.
fn sided(list: &[Piece], at: usize, labels: &FormLabels) -> Option<Band> {
    let reaches = |to: &usize| joins(list, at, *to) && label(list, *to, &labels.indicator).is_some();
    let to = (at + 1..list.len().min(at + PARTS)).find(reaches)?;
    let (_, first) = label(list, to, &labels.indicator)?;
    if !matches!(first, Column::Level1 | Column::Level2 | Column::Level3) {
        return None;
    }
    let mut band = read(list, to, &labels.indicator)?;
    band.columns.insert(0, Column::Side);
    band.heads.insert(0, (at, to));
    Some(band)
}

/// The headings that begin at `at`: known ones, and between them cells that nobody knows.
fn read(list: &[Piece], at: usize, lexicon: &Lexicon<Column>) -> Option<Band> {
    let (mut columns, mut heads, mut next) = (Vec::new(), Vec::new(), at);
    while next < list.len() {
        let begins = next > at && list[next].inside >= NEVER;
        if begins {
            break;
        }
        if let Some((to, column)) = label(list, next, lexicon) {
            columns.push(column);
            heads.push((next, to));
            next = to;
            continue;
        }
        // A cell that no dictionary knows is a heading where its borders are certain and others follow.
        let own = next > at && list[next].none >= NEVER && list[next].row >= NEVER;
        let mut rest = next + 1..list.len().min(next + 3);
        let followed = rest.any(|at| list[at].row >= NEVER && label(list, at, lexicon).is_some());
        if !own || !(followed || list.get(next + 1).is_none_or(|piece| piece.row == 0)) {
            break;
        }
        columns.push(Column::Unread);
        heads.push((next, next + 1));
        next += 1;
    }
    // What follows in the row is one more heading, broken or not, that nobody knows.
    let rest = (next..list.len().min(next + PARTS)).take_while(|at| list[*at].inside < NEVER && list[*at].row >= NEVER);
    let rest = rest.count();
    let ends = list.get(next + rest).is_none_or(|piece| piece.row < NEVER);
    if (1..=3).contains(&rest) && ends && columns.len() >= 4 && joins(list, next, next + rest) {
        let reason = text(list, (next, next + rest)).contains("原因");
        columns.push(if reason && !columns.contains(&Column::Deviation) { Column::Deviation } else { Column::Unread });
        heads.push((next, next + rest));
        next += rest;
    }
    // Two columns of one kind are no band of ours to settle.
    let twice =
        |column: &Column| *column != Column::Unread && columns.iter().filter(|other| *other == column).count() > 1;
    let settled = columns.len() >= 3 && !columns.iter().any(twice);
    settled.then_some(Band { columns, heads, block: None, next })
}
