//! Rows of the money block in flowing text, where empty cells vanish: which of the figures is
//! which, by type and by the row's own arithmetic.
//!
//! Six columns and five figures have several readings. One counts if it alone agrees with
//! executed / adjusted = rate and weight x rate = score; without any agreement the parts follow the
//! total row, and what stays open is a problem, never a guess.

use crate::documents::Source;
use crate::problem::{Code, Problem, said};
use crate::records::form_labels::Column;
use crate::records::funding_source::FundingSource;
use crate::records::self_evaluation::raw::{Cells, Raw, own_unit};
use crate::records::self_evaluation::tokens::{Gap, Token};
use crate::values::{Cell, parse_number, parse_percent};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A row as found: its source, its label and the words behind it.
pub(super) struct FlowRow<'a> {
    pub(super) source: FundingSource,
    pub(super) label: Raw,
    pub(super) values: &'a [Token],
}

/// What a row was read as.
pub(super) struct RowReading {
    pub(super) cells: Cells,
    pub(super) problem: Option<Problem>,
}

/// More words than this behind a label are not a row of figures.
const WORDS: usize = 14;
/// Rates and scores are printed to a few decimals; a reading agrees within this many points.
const RATE_TOLERANCE: Decimal = Decimal::from_parts(6, 0, 0, false, 2);
const SCORE_TOLERANCE: Decimal = Decimal::from_parts(51, 0, 0, false, 2);

/// Reads all rows of one money block; parts are read in the light of the total row.
pub(super) fn assign(rows: &[FlowRow<'_>], columns: &[Column], file: &Source) -> Vec<RowReading> {
    let mut readings: Vec<Vec<Candidate>> = rows.iter().map(|row| candidates(row.values, columns)).collect();
    let total =
        rows.iter().position(|row| row.source == FundingSource::Total).and_then(|at| readings[at].first().cloned());
    if let Some(total) = &total {
        let blanks: BTreeSet<Column> =
            columns.iter().copied().filter(|column| !total.cells.contains_key(column)).collect();
        for candidate in readings.iter_mut().flatten() {
            // Where the total has no initial budget, its parts have none either.
            let own = columns.iter().filter(|column| is_amount(**column) && !candidate.cells.contains_key(column));
            let alike = own.filter(|column| blanks.contains(column)).count();
            candidate.cost -= 2 * i32::try_from(alike).unwrap_or(0);
            candidate.cost += beyond(&candidate.cells, &total.cells);
        }
    }
    let rows = rows.iter().zip(&mut readings);
    rows.map(|(row, candidates)| choose(row, candidates, file)).collect()
}

/// How a part stands to the total: an amount beyond the total's is odd, the very amount is usual.
fn beyond(part: &Cells, total: &Cells) -> i32 {
    let number = |cells: &Cells, column| cells.get(&column).and_then(|raw: &Raw| parse_number(&raw.text).value());
    let amounts = [Column::Initial, Column::Adjusted, Column::Executed].into_iter();
    amounts
        .map(|column| match (number(part, column), number(total, column)) {
            // A total of 0 beside parts that are not says nothing of them.
            (Some(_), Some(total)) if total.is_zero() => 0,
            (Some(part), Some(total)) if part > total => 6,
            (Some(part), Some(total)) if part == total => -2,
            (Some(part), None) if !part.is_zero() => 4,
            _ => 0,
        })
        .sum()
}

/// One way to give the words of a row to its columns.
#[derive(Clone, Debug)]
struct Candidate {
    cells: Cells,
    cost: i32,
}

/// The cheapest candidate, if no other of the same cost means something else.
fn choose(row: &FlowRow<'_>, candidates: &mut [Candidate], file: &Source) -> RowReading {
    candidates.sort_by_key(|candidate| candidate.cost);
    let Some(best) = candidates.first() else {
        let problem = (!row.values.is_empty()).then(|| open(row, 0, file));
        return RowReading { cells: Cells::new(), problem };
    };
    let rivals = candidates.iter().filter(|other| other.cost == best.cost);
    let meanings: BTreeSet<Vec<(Column, Decimal)>> = rivals.map(|other| meaning(&other.cells)).collect();
    if meanings.len() == 1 {
        return RowReading { cells: best.cells.clone(), problem: None };
    }
    RowReading { cells: Cells::new(), problem: Some(open(row, meanings.len(), file)) }
}

fn open(row: &FlowRow<'_>, readings: usize, file: &Source) -> Problem {
    let words: Vec<&str> = row.values.iter().take(WORDS).map(|token| token.text.as_str()).collect();
    let (label, words) = (&row.label.text, words.join(" "));
    let message = match readings {
        0 => said!(
            "行“{label}”：`{words}`与各列对不上",
            "row {label}: found `{words}`, which fits the columns in no way"
        ),
        _ => said!(
            "行“{label}”：`{words}`与各列有{readings}种对法",
            "row {label}: found `{words}`, which fits the columns in {readings} ways"
        ),
    };
    Problem::error(Code::RowAmbiguous, file.place(row.label.spot), message).hint(said!(
        "空单元格在纯文字中不留痕迹；请改读该文件的其他格式",
        "an empty cell leaves no trace in flowing text; read the document in another format"
    ))
}

/// What a reading says: its numbers by column, marks and blanks aside.
fn meaning(cells: &Cells) -> Vec<(Column, Decimal)> {
    let number = |(column, raw): (&Column, &Raw)| Some((*column, parse_percent(&own_unit(&raw.text).0).value()?));
    cells.iter().filter_map(number).collect()
}

/// All readings of a row's words, with words joined over line breaks where that may be.
fn candidates(values: &[Token], columns: &[Column]) -> Vec<Candidate> {
    if values.is_empty() || values.len() > WORDS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for way in joinings(values, columns.len()) {
        let before = found.len();
        place(&way.words, columns, &mut Vec::new(), &mut found);
        let blanks = columns.len().saturating_sub(way.words.len());
        for candidate in &mut found[before..] {
            candidate.cost += way.cost + 2 * i32::try_from(blanks).unwrap_or(0);
        }
    }
    for candidate in &mut found {
        let arithmetic = disagreement(&candidate.cells);
        candidate.cost += arithmetic;
        // Points that no relation proves are more likely amounts.
        let points = [Column::Weight, Column::Score].iter().filter_map(|column| candidate.cells.get(column));
        let numbers = points.filter(|raw| matches!(parse_number(&raw.text), Cell::Value(_))).count();
        if arithmetic >= 0 && numbers > 0 {
            candidate.cost += 4;
        }
    }
    found.sort_by_key(|candidate| candidate.cost);
    found
}

/// One way to join neighbouring words into figures, and what is odd about it.
#[derive(Clone, Default)]
struct Joining {
    words: Vec<Raw>,
    cost: i32,
}

/// Every way to join neighbours over a break into `most` words or fewer. A figure broken within a
/// cell is parted by a line break, seldom by an empty line.
fn joinings(values: &[Token], most: usize) -> Vec<Joining> {
    let raw = |token: &Token| Raw { text: token.text.clone(), spot: token.spot };
    let mut ways = vec![Joining::default()];
    for token in values {
        let glued = token.normal.first() == Some(&'%');
        let mut longer = Vec::new();
        for way in ways {
            let joint = match token.gap {
                _ if glued => Some(0),
                Gap::Space => None,
                Gap::Break => Some(1),
                Gap::Empty => Some(3),
            };
            if let (Some(last), Some(cost)) = (way.words.last(), joint) {
                let mut joined = way.clone();
                let text = format!("{}{}", last.text, token.text);
                joined.words.pop();
                joined.words.push(Raw { text, spot: way.words[way.words.len() - 1].spot });
                joined.cost += cost;
                longer.push(joined);
            }
            if !glued {
                let mut apart = way;
                apart.words.push(raw(token));
                longer.push(apart);
            }
        }
        ways = longer;
    }
    ways.retain(|way| way.words.len() <= most && way.words.len() + 3 >= most);
    ways
}

/// Gives the words to the columns in order, leaving out as many columns as words are missing.
fn place(words: &[Raw], columns: &[Column], chosen: &mut Vec<(Column, Raw)>, found: &mut Vec<Candidate>) {
    let Some((word, rest)) = words.split_first() else {
        let cost = chosen.iter().map(|(column, raw)| unlikely(*column, &raw.text)).sum();
        found.push(Candidate { cells: chosen.iter().cloned().collect(), cost });
        return;
    };
    for at in 0..=columns.len().saturating_sub(words.len()) {
        let Some(column) = columns.get(at).copied() else { continue };
        if !fits(column, &word.text) {
            continue;
        }
        chosen.push((column, word.clone()));
        place(rest, &columns[at + 1..], chosen, found);
        chosen.pop();
    }
}

fn is_amount(column: Column) -> bool {
    matches!(column, Column::Initial | Column::Adjusted | Column::Executed)
}

/// Whether a column can hold a word at all.
fn fits(column: Column, text: &str) -> bool {
    match column {
        Column::Rate => matches!(parse_percent(text), Cell::Value(_) | Cell::Mark(_)),
        _ if is_amount(column) => matches!(parse_number(&own_unit(text).0), Cell::Value(_) | Cell::Mark(_)),
        _ => matches!(parse_number(text), Cell::Value(_) | Cell::Mark(_)),
    }
}

/// How unusual a word is in a column that could hold it: dashes stand for points and rates.
fn unlikely(column: Column, text: &str) -> i32 {
    let dash = matches!(parse_number(text), Cell::Mark(mark) if mark != "无");
    let zero = matches!(parse_number(text), Cell::Value(value) if value.is_zero());
    let percent = text.ends_with(['%', '％']);
    match column {
        Column::Rate if percent => 0,
        Column::Rate if dash => 1,
        Column::Rate => 2,
        Column::Weight | Column::Score if dash => 0,
        // Nothing is ever worth no points.
        Column::Weight if zero => 6,
        // Points are a few tens.
        Column::Weight | Column::Score if matches!(parse_number(text), Cell::Value(value) if value > Decimal::ONE_HUNDRED) => {
            8
        }
        Column::Weight | Column::Score => 1,
        _ if dash => 4,
        _ => 0,
    }
}

/// What a reading's own arithmetic says against it: -4 for each relation that holds, 6 for each
/// that does not.
fn disagreement(cells: &Cells) -> i32 {
    let number = |column| cells.get(&column).and_then(|raw| parse_number(&own_unit(&raw.text).0).value());
    let rate = cells.get(&Column::Rate).and_then(|raw| parse_percent(&raw.text).value());
    let (adjusted, executed) = (number(Column::Adjusted), number(Column::Executed));
    let spent = match (adjusted, executed) {
        (Some(adjusted), Some(executed)) if !adjusted.is_zero() => executed.checked_div(adjusted),
        _ => None,
    };
    let hundred = Decimal::ONE_HUNDRED;
    let holds = |near: Option<bool>| near.map_or(0, |near| if near { -4 } else { 6 });
    let rate_holds = spent.zip(rate).map(|(spent, rate)| (spent * hundred - rate).abs() <= RATE_TOLERANCE);
    let score_holds = match (number(Column::Weight), number(Column::Score), spent) {
        (Some(weight), Some(score), Some(spent)) => {
            Some((weight * spent.min(Decimal::ONE) - score).abs() <= SCORE_TOLERANCE && score <= weight)
        }
        _ => None,
    };
    // An executed amount without the budget it came from is the odder reading.
    let orphan =
        i32::from(executed.is_some() && adjusted.is_none()) + i32::from(executed.is_none() && adjusted.is_some());
    holds(rate_holds) + holds(score_holds) + 2 * orphan
}
