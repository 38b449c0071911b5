//! The words of one row given to the columns of its heading, in every way that the types allow.
//!
//! The points are numbers, so they are placed first, in all ways; what stands between them is text,
//! whose borders are certain only at an operator, a number with its unit or a known scale. A cell
//! whose borders are not certain is left open in that reading.

use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::raw::Raw;
use crate::records::self_evaluation::split::split;
use crate::records::self_evaluation::tokens::{Token, join, squash};
use crate::values::{Cell, is_unit, parse_number, parse_percent, parse_quantity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One way to read a row. A cell without a text is open: its borders are not certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) weight: Decimal,
    pub(super) score: Decimal,
    pub(super) cells: BTreeMap<Column, Option<Raw>>,
}

/// More readings of a row than this are not followed.
const READINGS: usize = 400;
/// No single item of a form counts more points.
const POINTS: Decimal = Decimal::ONE_HUNDRED;
/// The signs an operator begins with.
pub(super) const OPERATORS: &str = "≥≤<>=≧≦⩾⩽═±";
/// What stands in 指标性质 where the target is no quantity.
pub(super) const QUALITATIVE: &str = "定性";

/// All readings of `words` below `columns`, which begin with the indicator's name. `glued` says that
/// nothing but its type parts a cell from the next.
pub(super) fn candidates(words: &[Token], columns: &[Column], glued: bool, labels: &FormLabels) -> Vec<Candidate> {
    let slots: Vec<usize> = (0..columns.len()).filter(|at| is_points(columns[*at])).collect();
    let mut found = Vec::new();
    Placing { words, columns, labels, glued }.points(&slots, &mut Vec::new(), &mut found);
    found
}

fn is_points(column: Column) -> bool {
    matches!(column, Column::Weight | Column::Score)
}

pub(super) fn number(token: &Token) -> Option<Decimal> {
    let digit = token.normal.first().is_some_and(char::is_ascii_digit);
    if digit { parse_number(&token.text).value() } else { None }
}

/// Whether a word begins a value: with a digit or an operator.
pub(in crate::records::self_evaluation) fn opens_value(token: &Token) -> bool {
    token.normal.first().is_some_and(|c| c.is_ascii_digit() || OPERATORS.contains(*c))
}

fn is_operator(token: &Token) -> bool {
    token.normal.iter().all(|c| OPERATORS.contains(*c))
}

/// The cells of a few columns; an open one has no text.
type Given = Vec<(Column, Option<Raw>)>;

fn open(columns: &[Column]) -> Given {
    columns.iter().map(|column| (*column, None)).collect()
}

fn empty(columns: &[Column]) -> Given {
    columns.iter().map(|column| (*column, Some(Raw::default()))).collect()
}

struct Placing<'a> {
    words: &'a [Token],
    columns: &'a [Column],
    labels: &'a FormLabels,
    glued: bool,
}

impl Placing<'_> {
    /// Chooses words for the columns of points, one after another.
    fn points(&self, slots: &[usize], chosen: &mut Vec<(usize, usize)>, found: &mut Vec<Candidate>) {
        let Some((slot, rest)) = slots.split_first() else {
            if found.len() < READINGS {
                found.extend(self.candidate(chosen));
            }
            return;
        };
        let (from, beside) = match chosen.last() {
            Some((above, at)) => (at + 1, above + 1 == *slot),
            None => (1, false),
        };
        let last = if beside { self.words.len().min(from + 1) } else { self.words.len() };
        for at in from..last {
            if number(&self.words[at]).is_some_and(|value| value <= POINTS) {
                chosen.push((*slot, at));
                self.points(rest, chosen, found);
                chosen.pop();
            }
        }
    }

    /// The reading that follows from the places of the points, if every type fits.
    fn candidate(&self, chosen: &[(usize, usize)]) -> Option<Candidate> {
        let mut candidate = Candidate::default();
        let (mut column, mut word) = (0, 0);
        for (slot, at) in chosen {
            candidate.cells.extend(self.group(&self.columns[column..*slot], &self.words[word..*at])?);
            let value = number(&self.words[*at])?;
            match self.columns[*slot] {
                Column::Weight => candidate.weight = value,
                _ => candidate.score = value,
            }
            let token = &self.words[*at];
            let raw = Raw { text: token.text.clone(), spot: token.spot };
            candidate.cells.insert(self.columns[*slot], Some(raw));
            (column, word) = (slot + 1, at + 1);
        }
        candidate.cells.extend(self.group(&self.columns[column..], &self.words[word..])?);
        let weighed = chosen.iter().any(|(slot, _)| self.columns[*slot] == Column::Weight);
        let possible = !weighed || candidate.weight > Decimal::ZERO && candidate.score <= candidate.weight;
        possible.then_some(candidate)
    }

    /// The cells of neighbouring columns of text; `None` where the words cannot be theirs.
    fn group(&self, columns: &[Column], words: &[Token]) -> Option<Given> {
        match columns {
            [] => words.is_empty().then(Vec::new),
            [Column::Level3, rest @ ..] => self.named(rest, words),
            [Column::TargetOp | Column::Target, ..] => self.promised(columns, words),
            [Column::Actual, ..] => self.delivered(columns, words),
            [only] => Some(vec![(*only, Some(join(words)))]),
            several => Some(if words.is_empty() { empty(several) } else { open(several) }),
        }
    }

    /// An indicator's name and the columns behind it: the name ends where an operator or a scale stands.
    fn named(&self, rest: &[Column], words: &[Token]) -> Option<Given> {
        let (first, behind) = words.split_first()?;
        if first.normal.first().is_some_and(|c| OPERATORS.contains(*c)) {
            return None;
        }
        if rest.is_empty() {
            let name = !words.iter().any(|word| word.normal.iter().any(|c| OPERATORS.contains(*c)));
            return name.then(|| vec![(Column::Level3, Some(join(words)))]);
        }
        if let ([Column::Target, Column::Actual], false) = (rest, self.glued) {
            return Some(self.by_cost(words));
        }
        let all = || [&[Column::Level3], rest].concat();
        let Some(anchor) = behind.iter().position(|word| self.is_anchor(word)).map(|at| at + 1) else {
            return Some(open(&all()));
        };
        let (name, values) = words.split_at(anchor);
        let Some(rest) = rest.strip_prefix(&[Column::TargetUnit]) else {
            let mut given = self.group(rest, values)?;
            given.push((Column::Level3, Some(join(name))));
            return Some(given);
        };
        let mut given = self.group(rest, values)?;
        given.extend(self.name_and_unit(name, &values[0]));
        Some(given)
    }

    /// 指标名称 and 计量单位 before the operator. Where the target is no quantity there is no unit.
    fn name_and_unit(&self, words: &[Token], operator: &Token) -> Given {
        let columns = [Column::Level3, Column::TargetUnit];
        match words.split_last() {
            Some((unit, name)) if !name.is_empty() && is_unit(&squash(std::slice::from_ref(unit))) && !self.glued => {
                let (unit, name) = (join(std::slice::from_ref(unit)), join(name));
                vec![(Column::Level3, Some(name)), (Column::TargetUnit, Some(unit))]
            }
            Some((_, [])) if squash(std::slice::from_ref(operator)) == QUALITATIVE => {
                vec![(Column::Level3, Some(join(words))), (Column::TargetUnit, Some(Raw::default()))]
            }
            _ => open(&columns),
        }
    }

    /// Name, target and actual value where only blanks part them.
    fn by_cost(&self, words: &[Token]) -> Given {
        let found = split(words, false, self.labels);
        let columns = [Column::Level3, Column::Target, Column::Actual];
        if found.is_open() {
            return open(&columns);
        }
        columns.into_iter().zip([found.level3, found.target, found.actual].map(Some)).collect()
    }

    fn is_anchor(&self, word: &Token) -> bool {
        let text = squash(std::slice::from_ref(word));
        word.normal.first().is_some_and(|c| OPERATORS.contains(*c))
            || text == QUALITATIVE
            || self.labels.scales.exact(&text).is_some()
    }

    /// The target, in one column or with its operator and unit in others, and what stands behind it.
    fn promised(&self, columns: &[Column], words: &[Token]) -> Option<Given> {
        let first = words.first()?;
        if columns[0] == Column::TargetOp {
            return self.in_parts(columns, words);
        }
        let behind = &columns[1..];
        let taken = quantity(words, true).or_else(|| {
            let scale = self.labels.scales.exact(&squash(std::slice::from_ref(first))).is_some();
            scale.then_some(1)
        });
        // A text in one word, and one word at most behind it where nothing but the actual value follows.
        let worded = !self.glued && (words.len() == 1 || words.len() == 2 && behind == [Column::Actual]);
        let Some(taken) = taken.or(worded.then_some(1)) else { return Some(open(columns)) };
        let mut given = self.group(behind, &words[taken..])?;
        given.push((Column::Target, Some(join(&words[..taken]))));
        Some(given)
    }

    /// 指标性质, 指标值 and 度量单位 in columns of their own.
    fn in_parts(&self, columns: &[Column], words: &[Token]) -> Option<Given> {
        let (op, rest) = words.split_first()?;
        let (value, behind) = rest.split_first()?;
        let with_unit = columns.get(2) == Some(&Column::TargetUnit);
        let tail = &columns[if with_unit { 3 } else { 2 }..];
        let raw = |token: &Token| Some(join(std::slice::from_ref(token)));
        let mut unit = Some(Raw::default());
        let behind = if is_operator(op) {
            // 90% holds its unit.
            parse_percent(&value.text).value()?;
            let with_unit = with_unit && !value.normal.ends_with(&['%']);
            match behind.first().filter(|_| with_unit) {
                Some(word) if is_unit(&squash(std::slice::from_ref(word))) => {
                    unit = raw(word);
                    &behind[1..]
                }
                // An unknown word right before a number can only be the unit.
                Some(word) if !opens_value(word) && behind.get(1).is_some_and(opens_value) => {
                    unit = raw(word);
                    &behind[1..]
                }
                Some(word) if !opens_value(word) => return Some(open(columns)),
                _ => behind,
            }
        } else if squash(std::slice::from_ref(op)) == QUALITATIVE {
            if behind.len() > 1 {
                return Some(open(columns));
            }
            behind
        } else {
            return Some(open(columns));
        };
        let mut given = self.group(tail, behind)?;
        given.extend([(Column::TargetOp, raw(op)), (Column::Target, raw(value))]);
        given.extend(with_unit.then_some((Column::TargetUnit, unit)));
        Some(given)
    }

    /// The actual value, and the text of the column behind it where there is one.
    fn delivered(&self, columns: &[Column], words: &[Token]) -> Option<Given> {
        let behind = &columns[1..];
        let Some(first) = words.first() else { return Some(empty(columns)) };
        if behind.is_empty() {
            let crowded = words.windows(2).any(|pair| number(&pair[0]).is_some() && number(&pair[1]).is_some());
            return (!crowded).then(|| vec![(Column::Actual, Some(join(words)))]);
        }
        let step = self.labels.steps.exact(&squash(std::slice::from_ref(first))).is_some();
        let Some(taken) = quantity(words, false).or(step.then_some(1)) else { return Some(open(columns)) };
        // A unit or a number behind it may go on with the value.
        let goes_on = |word: &Token| opens_value(word) || is_unit(&word.normal.iter().take(1).collect::<String>());
        if words.get(taken).is_some_and(goes_on) {
            return Some(open(columns));
        }
        let mut given = self.group(behind, &words[taken..])?;
        given.push((Column::Actual, Some(join(&words[..taken]))));
        Some(given)
    }
}

/// How many of the first words are one quantity: an operator, a number and a known unit, together or
/// apart. `bound` asks for the operator.
fn quantity(words: &[Token], bound: bool) -> Option<usize> {
    let most = words.len().min(3);
    (1..=most).rev().find(|count| {
        let part = &words[..*count];
        let numbers = part.iter().filter(|word| word.normal.iter().any(char::is_ascii_digit)).count();
        let text = squash(part);
        let operator = text.starts_with(|c| OPERATORS.contains(c));
        let known = |unit: &Option<String>| unit.as_deref().is_none_or(is_unit);
        let value = parse_quantity(&text).is_some_and(|quantity| known(&quantity.unit));
        numbers == 1 && value && (operator || !bound && text.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether a word is a mark that stands for nothing: a dash, 无.
pub(super) fn is_mark(token: &Token) -> bool {
    matches!(parse_number(&token.text), Cell::Mark(_))
}
