//! Rows whose cells are glued together: `委托业务项目数≥50个501010`.
//!
//! Signs part such a text by their kind; a run of digits is cut into numbers in every way that
//! leaves no number with a leading zero or a point at its end.

use super::place::{OPERATORS, QUALITATIVE};
use crate::documents::Spot;
use crate::records::form_labels::FormLabels;
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::tokens::{Gap, Token};
use crate::values::{Cell, is_unit, parse_number};

/// More ways to cut a row than this are not followed.
pub(super) const WAYS: usize = 1_000;
/// A run of digits holds at most so many numbers.
const NUMBERS: usize = 6;
/// The longest run of digits that is cut.
const RUN: usize = 48;

/// The longest row that is parted, in signs: a name, its values and a reason.
const ROW: usize = 400;

/// What a run of signs of one kind is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Operator,
    Text,
}

/// Every way to part a glued row, whose characters stand at `spots`, into words; none where there are
/// too many.
pub(super) fn ways(row: &Token, spots: &[Spot], labels: &FormLabels) -> Vec<Vec<Token>> {
    if row.normal.len() > ROW {
        return Vec::new();
    }
    let printed: Vec<char> = row.text.chars().collect();
    let mut ways: Vec<Vec<Token>> = vec![Vec::new()];
    let mut at = 0;
    while at < row.normal.len() {
        let end = at + run(&row.normal[at..]);
        let after_number = at > 0 && (row.normal[at - 1].is_ascii_digit() || row.normal[at - 1] == '%');
        let parts: Vec<Vec<usize>> = match kind(row.normal[at]) {
            Kind::Digits => numbers(&row.normal[at..end], row.normal.get(end) == Some(&'%')),
            Kind::Operator => vec![vec![end - at]],
            Kind::Text => vec![text(&row.normal[at..end], after_number, labels)],
        };
        let end = if kind(row.normal[at]) == Kind::Digits && row.normal.get(end) == Some(&'%') { end + 1 } else { end };
        if parts.is_empty() || ways.len() * parts.len() > WAYS {
            return Vec::new();
        }
        let word = |from: usize, to: usize| Token {
            text: printed.get(from..to).unwrap_or_default().iter().collect(),
            normal: row.normal[from..to].to_vec(),
            spot: spots.get(from).copied().unwrap_or(row.spot),
            gap: Gap::Space,
        };
        let longer = ways.iter().flat_map(|way| {
            parts.iter().map(move |lengths| {
                let mut way = way.clone();
                let mut from = at;
                for length in lengths {
                    way.push(word(from, from + length));
                    from += length;
                }
                way
            })
        });
        ways = longer.collect();
        at = end;
    }
    ways
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_ascii_digit() => Kind::Digits,
        _ if OPERATORS.contains(c) => Kind::Operator,
        _ => Kind::Text,
    }
}

/// How many of the first signs are of one kind. A point or a comma between digits belongs to them.
fn run(signs: &[char]) -> usize {
    let first = kind(signs[0]);
    let same = |at: usize| {
        let inner = first == Kind::Digits && ".,".contains(signs[at]);
        kind(signs[at]) == first || inner && signs.get(at + 1).is_some_and(char::is_ascii_digit)
    };
    (1..signs.len()).find(|at| !same(*at)).unwrap_or(signs.len())
}

/// Every way to cut a run of digits into numbers, as the lengths of the numbers. A sign of percent
/// behind the run belongs to the last of them.
pub(super) fn numbers(digits: &[char], percent: bool) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    if digits.len() <= RUN {
        cut(digits, percent, &mut Vec::new(), &mut found);
    }
    found
}

fn cut(digits: &[char], percent: bool, above: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if digits.is_empty() {
        found.push(above.clone());
        return;
    }
    if above.len() == NUMBERS || found.len() > WAYS {
        return;
    }
    for length in firsts(digits) {
        let whole = length + usize::from(percent && length == digits.len());
        above.push(whole);
        cut(&digits[length..], percent, above, found);
        above.pop();
    }
}

/// How long the first number of a run of digits may be.
pub(super) fn firsts(digits: &[char]) -> Vec<usize> {
    let ends = |length: &usize| is_number(&digits[..*length]) && digits.get(*length).is_none_or(char::is_ascii_digit);
    (1..=digits.len().min(RUN)).filter(ends).collect()
}

/// Whether digits are one number as forms print it: no zero before another digit, well grouped.
fn is_number(digits: &[char]) -> bool {
    let text: String = digits.iter().collect();
    let padded = digits.len() > 1 && digits[0] == '0' && digits[1] != '.';
    !padded && matches!(parse_number(&text), Cell::Value(_))
}

/// Where a text is certain to be parted: behind a unit right after a number, before 定性, and before a
/// scale with one of its steps behind it.
fn text(signs: &[char], after_number: bool, labels: &FormLabels) -> Vec<usize> {
    let whole: String = signs.iter().collect();
    let qualitative: Vec<char> = QUALITATIVE.chars().collect();
    if let Some(at) = signs.windows(qualitative.len()).position(|part| part == qualitative).filter(|at| *at > 0) {
        let rest = &signs[at + qualitative.len()..];
        return [vec![at, qualitative.len()], values(rest, labels)].concat();
    }
    if after_number {
        let most = signs.len().min(4);
        let unit = (1..=most).rev().find(|length| is_unit(&signs[..*length].iter().collect::<String>()));
        return match unit {
            Some(length) if length < signs.len() => vec![length, signs.len() - length],
            _ => vec![signs.len()],
        };
    }
    let scale = |at: usize| labels.scales.exact(&whole.chars().skip(at).collect::<String>()).is_some();
    let stepped = |at: usize| scale_and_step(&signs[at..], labels).is_some();
    match (1..signs.len()).find(|at| scale(*at) || stepped(*at)) {
        // 优良中 is a scale, and the scale 优良 with its step 中.
        Some(at) if scale(at) && stepped(at) => vec![signs.len()],
        Some(at) => [vec![at], values(&signs[at..], labels)].concat(),
        None => vec![signs.len()],
    }
}

/// A target in words and its actual value: a scale and its step, or the same words twice.
fn values(signs: &[char], labels: &FormLabels) -> Vec<usize> {
    let half = signs.len() / 2;
    match scale_and_step(signs, labels) {
        Some(at) => vec![at, signs.len() - at],
        None if half >= 2 && signs[..half] == signs[half..] => vec![half, half],
        None if signs.is_empty() => Vec::new(),
        None => vec![signs.len()],
    }
}

fn scale_and_step(signs: &[char], labels: &FormLabels) -> Option<usize> {
    let is = |lexicon: &Lexicon<()>, part: &[char]| lexicon.exact(&part.iter().collect::<String>()).is_some();
    (2..signs.len()).rev().find(|at| is(&labels.scales, &signs[..*at]) && is(&labels.steps, &signs[*at..]))
}
