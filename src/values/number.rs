//! Numbers as papers print them: full-width digits, thousands separators, percent signs, and the
//! several ways of printing nothing.

use rust_decimal::Decimal;
use std::str::FromStr;

/// What a cell that should hold a value turned out to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<T> {
    /// A value that was read for certain.
    Value(T),
    /// Nothing is printed.
    Blank,
    /// A mark that says there is no value (—, /, 无), as printed.
    Mark(String),
    /// Something is printed that is not such a value, as printed.
    Unreadable(String),
}

impl<T> Cell<T> {
    /// The value, where there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// Characters that stand alone in a cell to say that there is no value.
const MARKS: [&str; 11] = ["—", "——", "-", "--", "－", "–", "/", "／", "\\", "无", "*"];

/// `text` with full-width ASCII forms (０-９, ％, ，, （ …) turned into their half-width twins.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

/// One character in its half-width form; a text keeps its count of characters.
pub(crate) fn half_width_char(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '−' | '﹣' => '-',
        '﹪' => '%',
        c => c,
    }
}

/// The longest text that is looked at as a number, in bytes; full-width signs take three each.
const LONGEST: usize = 160;

/// Reads one exact decimal. Inner blanks, thousands separators and full-width forms are accepted;
/// anything else beside the number is not, so `18..33` or `27套` is unreadable.
pub fn parse_number(text: &str) -> Cell<Decimal> {
    // Longer than any number with its separators: most cells of a table are words.
    if text.trim().len() > LONGEST {
        return Cell::Unreadable(text.trim().to_owned());
    }
    let squashed: String = text.chars().map(half_width_char).filter(|c| !c.is_whitespace()).collect();
    if squashed.is_empty() {
        return Cell::Blank;
    }
    if MARKS.contains(&squashed.as_str()) {
        return Cell::Mark(squashed);
    }
    match decimal(&squashed) {
        Some(value) => Cell::Value(value),
        None => Cell::Unreadable(text.trim().to_owned()),
    }
}

/// Reads one percentage, printed with or without its sign; the value is in percent, so `93.04%`
/// and `93.04` are both 93.04.
pub fn parse_percent(text: &str) -> Cell<Decimal> {
    let half = half_width(text);
    let bare = half.trim().strip_suffix('%').unwrap_or(half.trim());
    match parse_number(bare) {
        Cell::Unreadable(_) => Cell::Unreadable(text.trim().to_owned()),
        cell => cell,
    }
}

/// A decimal in plain ASCII digits, with an optional sign, that of the yuan, and well-placed thousands
/// separators. Brackets around one with a fraction mean a negative; `(1)` is the number of a list.
fn decimal(text: &str) -> Option<Decimal> {
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let bracketed = bracketed.filter(|inner| inner.contains('.') && !inner.starts_with('-'));
    let text = bracketed.unwrap_or(text);
    let yuan = |text: &str| text.trim_start_matches(['¥', '￥']).len();
    let text = &text[text.len() - yuan(text)..];
    let (negative, digits) = match text.strip_prefix(['-', '–', '‐', '‑']) {
        Some(rest) => (true, &rest[rest.len() - yuan(rest)..]),
        None => (bracketed.is_some(), text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    if !plain_fraction || !well_grouped(whole) {
        return None;
    }
    let value =
        if digits.contains(',') { Decimal::from_str(&digits.replace(',', "")) } else { Decimal::from_str(digits) };
    let value = value.ok()?;
    Some(if negative { -value } else { value })
}

/// Whether `whole` is digits alone, or digits with a comma before every group of three.
fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let Some(first) = groups.next() else { return false };
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let grouped = whole.contains(',');
    digits(first) && (!grouped || first.len() <= 3) && groups.all(|group| group.len() == 3 && digits(group))
}
