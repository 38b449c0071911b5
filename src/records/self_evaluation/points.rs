//! The points of an indicator in flowing text: which two neighbouring numbers are its weight and its
//! score, and what the words around them then are.
//!
//! A piece of text that holds several pairs of numbers has several readings, each with a cost for
//! what would be odd about it.

use crate::documents::Spot;
use crate::records::form_labels::FormLabels;
use crate::records::self_evaluation::raw::Raw;
use crate::records::self_evaluation::split::{MARGIN, Split, split};
use crate::records::self_evaluation::text::indicator_name;
use crate::records::self_evaluation::tokens::{Gap, Token, join, squash};
use crate::values::{Cell, half_width, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One row of a reading.
#[derive(Clone, Debug)]
pub(super) struct RowDraft {
    pub(super) spot: Spot,
    pub(super) split: Split,
    pub(super) weight: Raw,
    pub(super) score: Raw,
    pub(super) deviation: Raw,
}

/// One reading of a chunk.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) rows: Vec<RowDraft>,
    pub(super) weight: Decimal,
    pub(super) score: Decimal,
    pub(super) cost: i32,
}

/// How many readings of a piece are kept.
const READINGS: usize = 6;

impl RowDraft {
    /// A row of which only the words are known.
    pub(super) fn unread(tokens: &[Token]) -> Self {
        let spot = tokens.first().map_or_else(Spot::default, |token| token.spot);
        let blank = Raw::default;
        Self { spot, split: Split::unread(), weight: blank(), score: blank(), deviation: blank() }
    }
}

fn number(token: &Token) -> Option<Decimal> {
    let first = token.normal.first()?;
    if !first.is_ascii_digit() {
        return None;
    }
    match parse_number(&token.text) {
        Cell::Value(value) if value <= Decimal::ONE_THOUSAND => Some(value),
        _ => None,
    }
}

/// Whether a word of the text is a number that could be points.
pub(super) fn has_numbers(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| number(token).is_some())
}

/// Whether two neighbouring words could be a weight and a score.
pub(super) fn has_pair(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| pair.iter().all(|token| number(token).is_some()))
}

/// The readings of a piece, the likeliest first.
pub(super) fn piece_readings(tokens: &[Token], numbered: bool, labels: &FormLabels) -> Vec<Reading> {
    let pairs: Vec<usize> = (1..tokens.len().saturating_sub(1))
        .filter(|at| number(&tokens[*at]).is_some() && number(&tokens[at + 1]).is_some())
        .collect();
    if tokens.len() > PIECE {
        return Vec::new();
    }
    let mut search =
        Search { tokens, pairs: &pairs, numbered, labels, above: Vec::new(), found: Vec::new(), rows: BTreeMap::new() };
    search.rows_from(0);
    let mut readings = search.found;
    readings.sort_by_key(|reading| reading.cost);
    let mut settled: Vec<Reading> = Vec::new();
    for reading in readings {
        match settled.iter_mut().find(|best| best.points() == reading.points()) {
            Some(best) if reading.cost < best.cost + MARGIN => best.settle(&reading, tokens),
            Some(_) => {}
            None => settled.push(reading),
        }
    }
    settled.truncate(READINGS);
    settled
}

impl Reading {
    /// The weights and scores it found, row by row.
    fn points(&self) -> Vec<(&str, &str)> {
        self.rows.iter().map(|row| (row.weight.text.as_str(), row.score.text.as_str())).collect()
    }

    /// Leaves open the cells in which an equally likely reading of the same points differs.
    fn settle(&mut self, rival: &Self, tokens: &[Token]) {
        for (row, other) in self.rows.iter_mut().zip(&rival.rows) {
            let name_differs = row.split.level3.text != other.split.level3.text;
            if row.deviation != other.deviation {
                row.deviation = Raw::default();
                row.split.leave_open(tokens);
            }
            if name_differs {
                row.split = Split::open(tokens, row.split.cost);
            }
        }
    }
}

/// How many rows one piece may hold when neither levels nor numbering part them.
const ROWS: usize = 12;

/// A piece of more words than this is not read: hundreds of words without a level, a number or a line
/// of their own are no indicators, and the ways to part them grow with their square.
const PIECE: usize = 400;

/// So many readings of a piece are looked at.
const LOOKED_AT: usize = 512;

/// The search for the readings of one piece.
struct Search<'a> {
    tokens: &'a [Token],
    /// Where two neighbouring numbers stand.
    pairs: &'a [usize],
    numbered: bool,
    labels: &'a FormLabels,
    /// The rows before the one that is looked for, each with its cost.
    above: Vec<(RowDraft, i32)>,
    found: Vec<Reading>,
    /// The row between a beginning and a pair, which many readings share.
    rows: BTreeMap<(usize, usize), Option<(RowDraft, i32)>>,
}

impl Search<'_> {
    fn row(&mut self, from: usize, pair: usize) -> Option<(RowDraft, i32)> {
        let (tokens, numbered, labels) = (self.tokens, self.numbered && from == 0, self.labels);
        self.rows.entry((from, pair)).or_insert_with(|| row(tokens, from, pair, numbered, labels)).clone()
    }

    fn rows_from(&mut self, from: usize) {
        if self.above.len() == ROWS || self.found.len() > LOOKED_AT {
            return;
        }
        let (tokens, pairs) = (self.tokens, self.pairs);
        for pair in pairs.iter().copied().filter(|pair| *pair > from) {
            let Some((row, cost)) = self.row(from, pair) else { continue };
            let tail = &tokens[pair + 2..];
            self.above.push((with_deviation(row.clone(), tail), cost + tail_cost(&row, tail)));
            self.found.push(reading(&self.above));
            self.above.pop();
            // Further rows may follow without numbering, right away or behind an explanation.
            let last_pair = pairs.last().copied().unwrap_or(0);
            for next in (pair + 2..last_pair).filter(|at| *at == pair + 2 || tokens[*at].gap != Gap::Space) {
                if self.found.len() > LOOKED_AT {
                    return;
                }
                let between = &tokens[pair + 2..next];
                let style = if self.numbered { 6 } else { 0 };
                let within = if tokens[next].gap == Gap::Break && next > pair + 2 { MARGIN } else { 0 };
                let odd = tail_cost(&row, between) + opening_cost(&tokens[next..]) + within;
                self.above.push((with_deviation(row.clone(), between), cost + style + odd));
                self.rows_from(next);
                self.above.pop();
            }
        }
    }
}

fn with_deviation(row: RowDraft, tail: &[Token]) -> RowDraft {
    RowDraft { deviation: join(tail), ..row }
}

/// How odd the words behind a pair of points are: an explanation is expected where points were
/// lost, and does not begin with a number.
fn tail_cost(row: &RowDraft, tail: &[Token]) -> i32 {
    let lost = parse_number(&row.score.text).value() < parse_number(&row.weight.text).value();
    match tail.first() {
        None if lost => 3,
        None => 0,
        Some(first) if number(first).is_some() => 12,
        Some(_) if lost => 0,
        Some(_) => 4,
    }
}

/// How odd words are as the beginning of an indicator: an explanation begins like this.
fn opening_cost(tokens: &[Token]) -> i32 {
    const OPENINGS: [&str; 8] = ["原因", "措施", "因", "受", "由于", "主要", "未", "改进"];
    let text = squash(&tokens[..tokens.len().min(3)]);
    if text.starts_with(['.', ',', '、', '。', ';', ')', '”', '》']) {
        return 20;
    }
    if OPENINGS.iter().any(|word| text.starts_with(word)) { 6 } else { 0 }
}

fn row(tokens: &[Token], from: usize, pair: usize, numbered: bool, labels: &FormLabels) -> Option<(RowDraft, i32)> {
    let (weight, score) = (number(&tokens[pair])?, number(&tokens[pair + 1])?);
    let mut split = split(&tokens[from..pair], numbered, labels);
    if from > 0 && tokens[from].gap == Gap::Space && !begins_for_certain(&split, &tokens[from]) {
        split = Split::open(&tokens[from..pair], split.cost);
    }
    let beyond = if score > weight { 12 } else { 0 };
    let apart = if tokens[pair + 1].gap == Gap::Empty { 1 } else { 0 };
    let cost = split.cost + beyond + apart;
    let raw = |token: &Token| Raw { text: token.text.clone(), spot: token.spot };
    let row = RowDraft {
        spot: tokens[from].spot,
        split,
        weight: raw(&tokens[pair]),
        score: raw(&tokens[pair + 1]),
        deviation: Raw::default(),
    };
    Some((row, cost))
}

/// Whether a row that begins in the middle of a line begins with its name: in one word, with a value
/// behind it. More words could be the end of the explanation before it.
fn begins_for_certain(split: &Split, first: &Token) -> bool {
    let value = |c: char| c.is_ascii_digit() || "≥≤<>=≧≦═".contains(c);
    split.level3.text == indicator_name(&first.text) && half_width(&split.target.text).starts_with(value)
}

fn reading(rows: &[(RowDraft, i32)]) -> Reading {
    let sum = |text: fn(&RowDraft) -> &str| rows.iter().filter_map(|(row, _)| parse_number(text(row)).value()).sum();
    Reading {
        rows: rows.iter().map(|(row, _)| row.clone()).collect(),
        weight: sum(|row| &row.weight.text),
        score: sum(|row| &row.score.text),
        cost: rows.iter().map(|(_, cost)| cost).sum(),
    }
}
