//! The figures of the money block and of the total row where they are glued together:
//! `202010100.00%10` is 20, 20, 10, 100.00 % and 10.
//!
//! A row is cut into numbers and given to its columns in every way; one counts if it alone has
//! executed / adjusted = the printed rate and weight x rate = the printed score, each within its
//! rounding. A row that prints no rate proves nothing, and only its zeros and dashes are read.

use super::glued;
use super::place::is_mark;
use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::Column;
use crate::records::funding_source::FundingSource;
use crate::records::self_evaluation::funding::{FlowRow, RowReading};
use crate::records::self_evaluation::raw::{Cells, Raw};
use crate::records::self_evaluation::tokens::Token;
use crate::records::self_evaluation::ways_out::borders_lost;
use crate::values::{MoneyUnit, parse_number, parse_percent};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A total of points above this is no total.
const MOST: Decimal = Decimal::from_parts(200, 0, 0, false, 0);

/// No project has a trillion yuan, in 万元 and in 元.
const MOST_WAN: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);
const MOST_YUAN: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// Reads a glued row of funds.
pub(in crate::records::self_evaluation) fn assign(
    row: &FlowRow<'_>,
    columns: &[Column],
    unit: MoneyUnit,
    file: &Source,
    budget: &Budget,
) -> RowReading {
    let token = match row.values {
        [] => return RowReading { cells: Cells::new(), problem: None },
        [token] => token.clone(),
        several => {
            let text: String = several.iter().map(|token| token.text.as_str()).collect();
            Token { normal: Vec::new(), text, ..Token::default() }
        }
    };
    let is_total = row.source == FundingSource::Total;
    let most = if unit == MoneyUnit::Yuan { MOST_YUAN } else { MOST_WAN };
    let signs = &token.normal;
    let limit = if signs.len() <= ROW { STEPS.min(budget.get()) } else { 0 };
    let spot = token.spot;
    let mut search = Search { signs, spot, columns, most, is_total, limit, steps: 0, readings: BTreeMap::new() };
    search.place(0, 0, &mut Cells::new());
    budget.set(budget.get().saturating_sub(search.steps));
    let whole = search.steps < limit;
    let mut readings = search.readings;
    readings.retain(|_, _| whole);
    let count = readings.len();
    if let (Some((_, cells)), 1) = (readings.into_iter().next(), count) {
        return RowReading { cells, problem: None };
    }
    let message = said!(
        "行“{}”：`{1}`有{count}种读法与各列及执行率相符",
        "row {}: {count} readings of `{}` fit its columns and its rate",
        row.label.text,
        shorten(&token.text)
    );
    let problem = Problem::error(Code::SplitAmbiguous, file.place(row.label.spot), message).hint(borders_lost());
    RowReading { cells: Cells::new(), problem: Some(problem) }
}

/// The points of a glued total row.
pub(in crate::records::self_evaluation) fn total(token: &Token, columns: &[Column]) -> Option<Cells> {
    let points: Vec<Column> =
        columns.iter().copied().filter(|column| matches!(column, Column::Weight | Column::Score)).collect();
    let digits = token.normal.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let rest: String = token.normal[digits..].iter().collect();
    let grade = rest.is_empty() || ["优", "良", "中", "差"].contains(&rest.as_str());
    let mut found: Vec<Cells> = Vec::new();
    for lengths in glued::numbers(&token.normal[..digits], false).into_iter().filter(|way| way.len() == points.len()) {
        let ends = lengths.iter().scan(0, |end, length| {
            *end += length;
            Some((*end - length, *end))
        });
        let raws = ends.map(|(from, to)| {
            let text = token.normal[from..to].iter().collect::<String>();
            Raw { text, spot: token.spot.behind(from) }
        });
        let cells: Cells = points.iter().copied().zip(raws).collect();
        let value = |column| cells.get(&column).and_then(|raw| parse_number(&raw.text).value());
        let weight = value(Column::Weight).unwrap_or(Decimal::ONE_HUNDRED);
        if weight <= MOST && value(Column::Score).is_none_or(|score| score <= weight) {
            found.push(cells);
        }
    }
    // A total of under half of a hundred, as in 10|0 for 100, is cut wrongly.
    let half = Decimal::from(50);
    found.retain(|cells| cells.get(&Column::Weight).is_none_or(|raw| parse_number(&raw.text).value() >= Some(half)));
    (grade && found.len() == 1).then(|| found.remove(0))
}

/// More steps than this are not gone for one row.
const STEPS: usize = 80_000;
/// More than these are not gone for all rows of a document: what a hostile one can cost.
const ALL_STEPS: usize = 300_000;
/// Columns and rate hold no more signs than this.
const ROW: usize = 120;

/// The steps that are left for the glued rows of a document.
pub(in crate::records::self_evaluation) type Budget = std::cell::Cell<usize>;

/// The steps for a document that begins.
pub(in crate::records::self_evaluation) fn budget() -> Budget {
    Budget::new(ALL_STEPS)
}

/// Gives the signs of a row to its columns in order, in every way that leaves columns out.
struct Search<'a> {
    signs: &'a [char],
    /// Where the row begins.
    spot: Spot,
    columns: &'a [Column],
    most: Decimal,
    is_total: bool,
    limit: usize,
    steps: usize,
    readings: BTreeMap<Vec<(Column, Decimal)>, Cells>,
}

impl Search<'_> {
    fn place(&mut self, at: usize, index: usize, cells: &mut Cells) {
        self.steps += 1;
        if self.steps >= self.limit {
            return;
        }
        if at == self.signs.len() {
            if at > 0 && proved(cells, self.columns, self.is_total) {
                self.readings.insert(meaning(cells), cells.clone());
            }
            return;
        }
        let Some(column) = self.columns.get(index).copied() else { return };
        for length in self.words(at) {
            let text: String = self.signs[at..at + length].iter().collect();
            let sane = column == Column::Rate || parse_number(&text).value().is_none_or(|value| value < self.most);
            if !sane || !fits(column, &text) {
                continue;
            }
            cells.insert(column, Raw { text, spot: self.spot.behind(at) });
            if column != Column::Rate || rated(cells) {
                self.place(at + length, index + 1, cells);
            }
            cells.remove(&column);
        }
        self.place(at, index + 1, cells);
    }

    /// The lengths of the numbers that may begin at a sign; 1 for a mark.
    fn words(&self, at: usize) -> Vec<usize> {
        let figure = |c: &char| c.is_ascii_digit() || ".,".contains(*c);
        let digits = self.signs[at..].iter().take_while(|c| figure(c)).count();
        if digits == 0 {
            return vec![1];
        }
        let percent = |length: usize| usize::from(self.signs.get(at + length) == Some(&'%'));
        glued::firsts(&self.signs[at..at + digits]).into_iter().map(|length| length + percent(length)).collect()
    }
}

/// Whether a column can hold a word: a sign of percent stands in the rate alone, a dash anywhere.
fn fits(column: Column, text: &str) -> bool {
    let percent = text.ends_with('%');
    let token = Token { text: text.to_owned(), normal: text.chars().collect(), ..Token::default() };
    let number = !percent && parse_number(text).value().is_some();
    match column {
        Column::Rate => percent && parse_percent(text).value().is_some() || number || is_mark(&token),
        Column::Weight => {
            let points = parse_number(text).value();
            points.is_some_and(|value| !percent && value > Decimal::ZERO && value <= MOST) || is_mark(&token)
        }
        _ => number || is_mark(&token),
    }
}

/// What a reading says: its numbers by column, marks and blanks aside.
fn meaning(cells: &Cells) -> Vec<(Column, Decimal)> {
    cells.iter().filter_map(|(column, raw)| Some((*column, parse_percent(&raw.text).value()?))).collect()
}

/// Whether a reading is proved by the row's own arithmetic.
fn proved(cells: &Cells, columns: &[Column], is_total: bool) -> bool {
    let number = |column| cells.get(&column).and_then(|raw| parse_percent(&raw.text).value());
    let amounts = [Column::Initial, Column::Adjusted, Column::Executed];
    let Some(rate) = number(Column::Rate) else {
        let zeros: BTreeSet<bool> = amounts.into_iter().filter_map(number).map(|value| value.is_zero()).collect();
        let points = number(Column::Weight).is_some() || number(Column::Score).is_some();
        return !is_total && !points && !zeros.contains(&false);
    };
    let Some(spent) = number(Column::Executed).zip(number(Column::Adjusted)).and_then(|(a, b)| a.checked_div(b)) else {
        return false;
    };
    let has = |column| columns.contains(&column);
    let scored = match (number(Column::Weight), number(Column::Score)) {
        (Some(weight), Some(score)) => {
            score <= weight && (weight * spent.min(Decimal::ONE) - score).abs() <= half_step(score) * Decimal::TWO
        }
        (None, None) => !is_total || !has(Column::Weight),
        (None, Some(score)) => !has(Column::Weight) && score <= Decimal::ONE_HUNDRED,
        (Some(_), None) => false,
    };
    rated(cells) && scored && !rate.is_sign_negative()
}

/// Whether the rate of a reading, where it has one, is executed / adjusted within its rounding.
fn rated(cells: &Cells) -> bool {
    let number = |column| cells.get(&column).and_then(|raw| parse_percent(&raw.text).value());
    let Some(rate) = number(Column::Rate) else { return true };
    let (Some(adjusted), Some(executed)) = (number(Column::Adjusted), number(Column::Executed)) else { return false };
    let Some(spent) = executed.checked_div(adjusted) else { return false };
    // A rate of nothing says that nothing was spent; as a rounded figure it would prove nothing.
    if rate.is_zero() {
        return executed.is_zero();
    }
    (spent * Decimal::ONE_HUNDRED - rate).abs() <= half_step(rate)
}

/// Half of a step of a figure's last printed digit.
fn half_step(value: Decimal) -> Decimal {
    Decimal::new(5, value.scale() + 1)
}
