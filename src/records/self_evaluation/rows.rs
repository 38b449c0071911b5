//! Indicator rows in flowing text: where each begins, and which two numbers are its weight and its
//! score.
//!
//! A row begins at a level name or at its numbering; two neighbouring numbers end its values, and
//! what follows them explains a deviation. Where more than one pair of numbers could do it, the
//! choice whose weights and scores add up to the form's printed total counts.

use crate::problem::Problem;
use crate::records::labels::{Column, FormLabels};
use crate::records::self_evaluation::draft::{Cells, FundingDraft, IndicatorDraft, Raw, shorten};
use crate::records::self_evaluation::flow::numbered_at;
use crate::records::self_evaluation::levels::{Levels, Placed};
use crate::records::self_evaluation::split::{Split, split};
use crate::records::self_evaluation::tokens::{Gap, Token, join, squash, whole_label_at};
use crate::values::{Cell, Place, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the indicators' weights and scores should add up to, where the form prints it.
pub(super) struct Sums {
    weight: Option<Decimal>,
    score: Option<Decimal>,
}

impl Sums {
    /// The printed total less the points of the execution.
    pub(super) fn new(funding: &[FundingDraft], total: &Cells) -> Self {
        let execution = funding.iter().find(|row| row.source == "total").map(|row| &row.cells);
        let number = |cells: &Cells, column| cells.get(&column).and_then(|raw: &Raw| parse_number(&raw.text).value());
        let rest = |column| Some(number(total, column)? - number(execution?, column)?);
        Self { weight: rest(Column::Weight), score: rest(Column::Score) }
    }

    fn meets(&self, weight: Decimal, score: Decimal) -> bool {
        self.weight.is_none_or(|sum| sum == weight) && self.score.is_none_or(|sum| sum == score)
    }
}

/// The words between two beginnings of rows, with the levels in force.
struct Chunk<'a> {
    placed: Placed,
    numbered: bool,
    tokens: &'a [Token],
}

/// One row of a reading.
#[derive(Clone, Debug)]
struct RowDraft {
    line: u32,
    split: Split,
    weight: Raw,
    score: Raw,
    deviation: Raw,
}

/// One reading of a chunk.
#[derive(Clone, Debug)]
struct Reading {
    rows: Vec<RowDraft>,
    weight: Decimal,
    score: Decimal,
    cost: i32,
}

/// How many readings of a chunk, and sums of a form, are kept.
const READINGS: usize = 6;
const STATES: usize = 512;

/// Reads the rows between the heading band and the total row.
pub(super) fn read(
    tokens: &[Token],
    columns: &[Column],
    sums: &Sums,
    file: &Arc<str>,
    labels: &FormLabels,
) -> (Vec<IndicatorDraft>, Vec<Problem>) {
    let mut problems = Vec::new();
    let position = |column| columns.iter().position(|other| *other == column);
    if position(Column::Weight) < position(Column::Actual) {
        let line = tokens.first().map_or(0, |token| token.line);
        let message = "found the weight before the values in flowing text, which has no certain reading";
        problems.push(Problem::error("order-unreadable", Place::line(Arc::clone(file), line), message)
            .hint("read the document in another format (DOCX, XLSX, HTML)"));
        return (Vec::new(), problems);
    }
    let (chunks, readings) = chunks(tokens, labels);
    let chosen = choose(&readings, sums);
    let mut drafts = Vec::new();
    for (chunk, reading) in chunks.iter().zip(chosen) {
        let Some(reading) = reading else {
            problems.push(unread(chunk, file));
            drafts.push(draft(chunk, &RowDraft::unread(chunk.tokens)));
            continue;
        };
        for row in &reading.rows {
            problems.extend(row.split.problem(row.line, file));
            drafts.push(draft(chunk, row));
        }
    }
    (drafts, problems)
}

fn unread(chunk: &Chunk<'_>, file: &Arc<str>) -> Problem {
    let first = chunk.tokens.first();
    let text = shorten(&squash(chunk.tokens));
    let message = format!("expected an indicator that ends in its weight and score, found `{text}`");
    Problem::error("row-unreadable", Place::line(Arc::clone(file), first.map_or(0, |token| token.line)), message)
        .hint("an empty cell leaves no trace in flowing text; read the document in another format")
}

impl RowDraft {
    /// A row of which only the words are known.
    fn unread(tokens: &[Token]) -> Self {
        let line = tokens.first().map_or(0, |token| token.line);
        let blank = Raw::default;
        Self { line, split: Split::unread(), weight: blank(), score: blank(), deviation: blank() }
    }
}

fn draft(chunk: &Chunk<'_>, row: &RowDraft) -> IndicatorDraft {
    let mut cells = Cells::new();
    let parts = [
        (Column::Level3, row.split.level3.clone()),
        (Column::Target, row.split.target.clone()),
        (Column::Actual, row.split.actual.clone()),
        (Column::Weight, row.weight.clone()),
        (Column::Score, row.score.clone()),
        (Column::Deviation, row.deviation.clone()),
    ];
    cells.extend(parts);
    IndicatorDraft {
        line: row.line,
        level1: chunk.placed.level1.clone(),
        level1_inferred: chunk.placed.level1_inferred,
        level2: chunk.placed.level2.clone(),
        cells,
    }
}

/// Cuts the words at level names and numberings, and reads each piece. A piece that holds no row
/// belongs to the explanation before it.
fn chunks<'a>(tokens: &'a [Token], labels: &FormLabels) -> (Vec<Chunk<'a>>, Vec<Vec<Reading>>) {
    let mut levels = Levels::default();
    let mut cuts: Vec<(usize, Placed, bool)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let level1 = whole_label_at(tokens, at, &labels.flow_level1);
        let level2 = whole_label_at(tokens, at, &labels.flow_level2);
        let over_level2 = |next: usize| next < tokens.len() && whole_label_at(tokens, next, &labels.flow_level2).is_some();
        let next = match (level1, level2) {
            (Some(level1), None) => enter(&mut levels, tokens, at, level1.next, None),
            // 成本指标 is a level of its own where another level-2 name follows it.
            (Some(level1), Some(_)) if over_level2(level1.next) => enter(&mut levels, tokens, at, level1.next, None),
            (_, Some(level2)) => enter(&mut levels, tokens, at, level2.next, Some(labels)),
            (None, None) => at,
        };
        let numbered = next < tokens.len() && numbered_at(tokens, next);
        if next > at {
            let above = over_level2(next) || next < tokens.len() && whole_label_at(tokens, next, &labels.flow_level1).is_some();
            if !above {
                cuts.push((next, levels.placed(), numbered));
            }
            at = next + usize::from(numbered);
        } else {
            if numbered || cuts.is_empty() {
                cuts.push((at, levels.placed(), numbered));
            }
            at += 1;
        }
    }
    read_chunks(tokens, cuts, labels)
}

/// Enters a level name and returns the word behind it.
fn enter(levels: &mut Levels, tokens: &[Token], at: usize, next: usize, second: Option<&FormLabels>) -> usize {
    let name = join(&tokens[at..next]).text;
    match second {
        Some(labels) => levels.enter_level2(&name, labels),
        None => levels.enter_level1(&name),
    }
    next
}

fn read_chunks<'a>(
    tokens: &'a [Token],
    cuts: Vec<(usize, Placed, bool)>,
    labels: &FormLabels,
) -> (Vec<Chunk<'a>>, Vec<Vec<Reading>>) {
    let mut chunks: Vec<(usize, usize, Chunk<'a>)> = Vec::new();
    let mut readings: Vec<Vec<Reading>> = Vec::new();
    let ends: Vec<usize> = cuts.iter().skip(1).map(|(start, ..)| *start).chain([tokens.len()]).collect();
    for ((start, placed, numbered), end) in cuts.into_iter().zip(ends) {
        // The level names before the next cut do not belong to this piece.
        let end = (start..end).find(|at| *at > start && level_at(tokens, *at, labels)).unwrap_or(end);
        let piece = &tokens[start..end];
        let found = piece_readings(piece, numbered, labels);
        let explains = found.is_empty() && !has_numbers(piece);
        if let Some((above, _, chunk)) = chunks.last_mut().filter(|_| explains) {
            chunk.tokens = &tokens[*above..end];
            let numbered = chunk.numbered;
            if let Some(last) = readings.last_mut() {
                *last = piece_readings(&tokens[*above..end], numbered, labels);
            }
            continue;
        }
        if !piece.is_empty() {
            chunks.push((start, end, Chunk { placed, numbered, tokens: piece }));
            readings.push(found);
        }
    }
    (chunks.into_iter().map(|(_, _, chunk)| chunk).collect(), readings)
}

fn level_at(tokens: &[Token], at: usize, labels: &FormLabels) -> bool {
    whole_label_at(tokens, at, &labels.flow_level1).is_some() || whole_label_at(tokens, at, &labels.flow_level2).is_some()
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

fn has_numbers(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| number(token).is_some())
}

/// The readings of a piece, the likeliest first.
fn piece_readings(tokens: &[Token], numbered: bool, labels: &FormLabels) -> Vec<Reading> {
    let pairs: Vec<usize> = (1..tokens.len().saturating_sub(1))
        .filter(|at| number(&tokens[*at]).is_some() && number(&tokens[at + 1]).is_some())
        .collect();
    let mut readings = Vec::new();
    rows_from(tokens, 0, &pairs, numbered, labels, &mut Vec::new(), &mut readings);
    readings.sort_by_key(|reading| reading.cost);
    readings.truncate(READINGS);
    readings
}

/// How many rows one piece may hold when neither levels nor numbering part them.
const ROWS: usize = 12;

fn rows_from(
    tokens: &[Token],
    from: usize,
    pairs: &[usize],
    numbered: bool,
    labels: &FormLabels,
    above: &mut Vec<(RowDraft, i32)>,
    found: &mut Vec<Reading>,
) {
    if above.len() == ROWS || found.len() > 64 {
        return;
    }
    for pair in pairs.iter().copied().filter(|pair| *pair > from) {
        let Some((row, cost)) = row(tokens, from, pair, numbered && from == 0, labels) else { continue };
        let tail = &tokens[pair + 2..];
        above.push((with_deviation(row.clone(), tail), cost + tail_cost(&row, tail)));
        found.push(reading(above));
        above.pop();
        // Further rows may follow without numbering, right away or behind an explanation.
        let last_pair = pairs.last().copied().unwrap_or(0);
        for next in (pair + 2..last_pair).filter(|at| *at == pair + 2 || tokens[*at].gap == Gap::Empty) {
            let between = &tokens[pair + 2..next];
            let style = if numbered { 6 } else { 0 };
            above.push((with_deviation(row.clone(), between), cost + style + tail_cost(&row, between)));
            rows_from(tokens, next, pairs, numbered, labels, above, found);
            above.pop();
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
        None => 0,
        Some(first) if number(first).is_some() => 12,
        Some(_) if lost => 0,
        Some(_) => 4,
    }
}

fn row(tokens: &[Token], from: usize, pair: usize, numbered: bool, labels: &FormLabels) -> Option<(RowDraft, i32)> {
    let (weight, score) = (number(&tokens[pair])?, number(&tokens[pair + 1])?);
    let split = split(&tokens[from..pair], numbered, labels);
    let beyond = if score > weight { 12 } else { 0 };
    let apart = if tokens[pair + 1].gap == Gap::Empty { 1 } else { 0 };
    let cost = split.cost + beyond + apart;
    let raw = |token: &Token| Raw { text: token.text.clone(), line: token.line };
    let row = RowDraft {
        line: tokens[from].line,
        split,
        weight: raw(&tokens[pair]),
        score: raw(&tokens[pair + 1]),
        deviation: Raw::default(),
    };
    Some((row, cost))
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

/// One reading a piece: the likeliest ones, or, where these do not add up to the printed total, the
/// likeliest ones that do.
fn choose<'a>(readings: &'a [Vec<Reading>], sums: &Sums) -> Vec<Option<&'a Reading>> {
    let likeliest: Vec<Option<&Reading>> = readings.iter().map(|found| found.first()).collect();
    let total = |points: fn(&Reading) -> Decimal| likeliest.iter().flatten().map(|reading| points(reading)).sum();
    if sums.meets(total(|reading| reading.weight), total(|reading| reading.score)) {
        return likeliest;
    }
    // The cheapest way to every pair of sums, piece by piece.
    let mut states: BTreeMap<(Decimal, Decimal), (i32, Vec<usize>)> = BTreeMap::new();
    states.insert((Decimal::ZERO, Decimal::ZERO), (0, Vec::new()));
    for found in readings.iter().filter(|found| !found.is_empty()) {
        let mut next: BTreeMap<(Decimal, Decimal), (i32, Vec<usize>)> = BTreeMap::new();
        for ((weight, score), (cost, path)) in &states {
            for (index, reading) in found.iter().enumerate() {
                let key = (weight + reading.weight, score + reading.score);
                let cost = cost + reading.cost;
                if next.get(&key).is_none_or(|(other, _)| cost < *other) {
                    next.insert(key, (cost, [path.as_slice(), &[index]].concat()));
                }
            }
        }
        if next.len() > STATES {
            return likeliest;
        }
        states = next;
    }
    let fitting = states.into_iter().filter(|((weight, score), _)| sums.meets(*weight, *score));
    let Some((_, (_, path))) = fitting.min_by_key(|(_, (cost, _))| *cost) else { return likeliest };
    let mut path = path.into_iter();
    readings.iter().map(|found| if found.is_empty() { None } else { found.get(path.next()?) }).collect()
}
