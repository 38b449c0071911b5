//! A row with nothing between its cells: its signs as pieces. A border is shown where the kind of the
//! signs changes or a known word ends, may stand between any two digits, and nowhere else.

use super::pieces::{BLIND, NEVER, Piece, Price};
use crate::documents::Spot;
use crate::records::form_labels::FormLabels;
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::text::prefix_length;
use crate::values::is_unit;

/// A longer row is none.
const ROW: usize = 160;
/// A border where the kind of the signs changes.
const SHOWN: Price = 10;
/// A border beside a word that stands in cells of its own.
pub(super) const KNOWN: Price = 5;
/// The pieces of a row whose `signs`, as printed and in their normal form, stand at `spots`.
pub(super) fn pieces(signs: &[char], normal: &[char], spots: &[Spot], labels: &FormLabels) -> Option<Vec<Piece>> {
    if normal.len() > ROW || normal.len() != signs.len() || normal.is_empty() {
        return None;
    }
    let (one, two) = levels(normal, labels);
    let mut known = words(normal, labels);
    known[one] = true;
    known[two] = true;
    let numbered = two + prefix_length(&normal[two..]);
    let mut list: Vec<Piece> = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        let border = match at {
            0 => 0,
            _ if at == one || at == two => KNOWN,
            _ if at < two || at > two && at <= numbered => NEVER,
            _ => border(normal, at, &known),
        };
        match list.last_mut().filter(|_| border >= NEVER) {
            Some(piece) => {
                piece.text.push(*sign);
                piece.raw.push(*sign);
            }
            None => {
                let (row, inside) = if at == 0 { (0, NEVER) } else { (NEVER, 0) };
                let none = if at == 0 { NEVER } else { 0 };
                let spot = spots.get(at).copied().unwrap_or_default();
                list.push(Piece { text: sign.to_string(), raw: sign.to_string(), spot, border, none, row, inside });
            }
        }
    }
    Some(list)
}

/// Where the names of level 1 and of level 2 end that a row begins with.
fn levels(normal: &[char], labels: &FormLabels) -> (usize, usize) {
    let end = |from: usize, lexicon: &Lexicon<()>| {
        let Some((length, ())) = lexicon.prefix(&normal[from..]) else { return from };
        let end = from + length;
        let close = normal[end..].iter().take(8).position(|c| *c == ')').filter(|_| normal.get(end) == Some(&'('));
        end + close.map_or(0, |at| at + 1)
    };
    let one = end(0, &labels.flow_level1);
    let two = end(one, &labels.flow_level2);
    let only = end(0, &labels.flow_level2);
    if two == one && only >= one { (0, only) } else { (one, two) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Operator,
    Text,
}

fn kind(sign: char) -> Kind {
    match sign {
        _ if sign.is_ascii_digit() => Kind::Digits,
        _ if "≥≤<>=≧≦⩾⩽═±".contains(sign) => Kind::Operator,
        _ => Kind::Text,
    }
}

/// The price of a border before the sign at `at`.
fn border(normal: &[char], at: usize, known: &[bool]) -> Price {
    let (above, below) = (normal[at - 1], normal[at]);
    let digit = |at: usize| normal.get(at).is_some_and(char::is_ascii_digit);
    // A point or a comma between digits, and a sign of percent behind them, belong to the number.
    let point = |at: usize| ".,".contains(normal[at]) && at > 0 && digit(at - 1) && digit(at + 1);
    match (kind(above), kind(below)) {
        _ if point(at) || point(at - 1) || below == '%' && digit(at - 1) => NEVER,
        (Kind::Digits, Kind::Digits) => BLIND,
        // What stands behind an operator goes on with it.
        (Kind::Operator, _) => NEVER,
        _ if above == '%' || known[at] => KNOWN,
        (above, below) if above != below => SHOWN,
        _ => NEVER,
    }
}

/// Where a known word begins or ends within a run of text: a unit behind a number, a scale, a step, or the
/// same words twice.
fn words(normal: &[char], labels: &FormLabels) -> Vec<bool> {
    let mut known = vec![false; normal.len() + 1];
    let is_text = |at: usize| kind(normal[at]) == Kind::Text;
    let mut from = 0;
    while from < normal.len() {
        let to = (from..normal.len()).find(|at| !is_text(*at)).unwrap_or(normal.len());
        if to == from {
            from += 1;
            continue;
        }
        if from > 0 && normal[from - 1].is_ascii_digit() {
            let unit = (1..=(to - from).min(4)).rev();
            let unit =
                unit.map(|length| from + length).find(|end| is_unit(&normal[from..*end].iter().collect::<String>()));
            unit.into_iter().for_each(|end| known[end] = true);
        }
        let named = |one: usize, other: usize| {
            let word: String = normal[one..other].iter().collect();
            labels.scales.exact(&word).is_some() || labels.steps.exact(&word).is_some()
        };
        for one in from..to {
            for other in one + 1..=to.min(one + WORD) {
                // A word within others stands alone only at their end.
                if named(one, other) && (other == to || named(other, to)) {
                    known[one] = true;
                    known[other] = true;
                }
            }
        }
        let half = (to - from) / 2;
        let twice = (from..to).find(|at| {
            let rest = to - at;
            rest % 2 == 0 && rest >= 4 && normal[*at..at + rest / 2] == normal[at + rest / 2..to]
        });
        if let Some(at) = twice.filter(|_| half >= 2) {
            known[at] = true;
            known[at + (to - at) / 2] = true;
        }
        from = to;
    }
    known
}

/// No scale is longer.
const WORD: usize = 12;
