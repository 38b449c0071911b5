//! What it costs that a text stands in a column: every column has a kind, and a kind knows what its
//! texts look like.

use super::pieces::Price;
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::levels::section;
use crate::records::self_evaluation::raw::own_unit;
use crate::records::self_evaluation::text::prefix_length;
use crate::values::{Cell, half_width, parse_number, parse_percent, parse_quantity};
use rust_decimal::Decimal;

/// A text that is nothing its column holds: it is read only where nothing else can be.
const ODD: Price = 250;

/// The price of a cell of `column` that is blank and left no trace.
pub(super) fn blank(column: Column) -> Price {
    match column {
        Column::Level1 | Column::Level2 | Column::Side => 2,
        Column::Level3 => 400,
        Column::Target | Column::Actual => 140,
        Column::Weight | Column::Score | Column::Review => 60,
        Column::Initial | Column::Adjusted | Column::Executed | Column::Rate => 20,
        Column::TargetOp | Column::TargetUnit | Column::Unread => 10,
        Column::Deviation => 0,
    }
}

/// The price of `text` as the label of a row of funds.
pub(super) fn label(text: &str, labels: &FormLabels) -> Price {
    match () {
        () if text.is_empty() => 200,
        () if labels.funding.exact(text).is_some() => 0,
        () if number(text).is_some() || parse_percent(text).value().is_some() || is_mark(text) => 400,
        () if half_width(text).contains(|c: char| c.is_ascii_digit()) => 120,
        () => 40,
    }
}

/// The price of `text`, without blanks, in a cell of `column`.
pub(super) fn price(column: Column, text: &str, labels: &FormLabels) -> Price {
    if text.is_empty() {
        return blank(column) / 2;
    }
    match column {
        Column::Side if labels.indicator.exact(text) == Some(Column::Side) => 0,
        Column::Side if labels.money_block.exact(text).is_some() => 0,
        Column::Side => 90,
        Column::Level1 => level(text, labels.level1.exact(text).is_some()),
        Column::Level2 => level(text, labels.level2.exact(text).is_some()),
        Column::Level3 => (words(text, labels) + if is_numbered(text) { 0 } else { 30 }).saturating_sub(30),
        Column::Target => value(text, true, labels),
        Column::Actual => value(text, false, labels),
        Column::Weight | Column::Score | Column::Review => points(text),
        Column::Initial | Column::Adjusted | Column::Executed => amount(text),
        Column::Rate => rate(text),
        Column::Deviation | Column::Unread => {
            let digit = half_width(text).starts_with(|c: char| c.is_ascii_digit() || "%.".contains(c));
            words(text, labels) / 2 + 20 + if digit { 120 } else { 0 }
        }
        Column::TargetOp => {
            if is_operator(text) {
                0
            } else {
                ODD
            }
        }
        Column::TargetUnit => {
            if text.chars().count() <= 6 && number(text).is_none() {
                10
            } else {
                ODD
            }
        }
    }
}

/// A number and nothing else; 9.3分 is the number of points it says.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let half = half_width(text);
    parse_number(half.trim().strip_suffix('分').unwrap_or(half.trim())).value()
}

/// A mark that says there is no value.
pub(super) fn is_mark(text: &str) -> bool {
    matches!(parse_number(text), Cell::Mark(_))
}

fn is_numbered(text: &str) -> bool {
    prefix_length(&text.chars().collect::<Vec<_>>()) > 0
}

fn is_operator(text: &str) -> bool {
    ["≥", "≤", ">", "<", "=", ">=", "<=", "定性", "定量"].contains(&half_width(text).trim())
}

/// Whether a text is a level's name and nothing else: 满意度(%) is the name of an indicator.
fn is_level(text: &str, labels: &FormLabels) -> bool {
    let bare = !half_width(text).ends_with(')');
    bare && (labels.level1.exact(text).is_some() || labels.level2.exact(text).is_some())
}

/// Whether a longer text begins with a name that only levels have.
fn begins_with_level(text: &str, labels: &FormLabels) -> bool {
    let signs: Vec<char> = half_width(text).chars().collect();
    let longer = |found: Option<(usize, ())>| found.is_some_and(|(length, ())| length < signs.len());
    longer(labels.flow_level1.prefix(&signs)) || longer(labels.flow_level2.prefix(&signs))
}

/// A level's name: one of the dictionary, one that prints its points, or a short word that may be of a
/// system of the place's own.
fn level(text: &str, known: bool) -> Price {
    match () {
        () if known => 0,
        () if section(text).is_some() => 10,
        () if text.chars().count() <= 12 && number(text).is_none() && parse_quantity(text).is_none() => 90,
        () => ODD,
    }
}

/// Words: a name, or a reason.
fn words(text: &str, labels: &FormLabels) -> Price {
    let half = half_width(text);
    let mut price = 0;
    if half.starts_with(|c: char| "≥≤<>=、,。;)".contains(c)) {
        price += 200;
    }
    if is_level(text, labels) || section(text).is_some() {
        price += 250;
    } else if begins_with_level(text, labels) {
        price += 150;
    }
    if number(text).is_some() || parse_quantity(text).is_some_and(|_| !is_phrase(text)) {
        price += 250;
    }
    if half.ends_with(|c: char| "≥≤<>=(、".contains(c)) {
        price += 300;
    }
    // A bound behind words is a target that was joined to a name, and seldom a part of it.
    let mut signs = half.chars().peekable();
    if signs.any(|c| "≥≤".contains(c)) && signs.peek().is_some_and(char::is_ascii_digit) {
        price += 100;
    }
    price
}

/// Whether a quantity stands behind words: 订阅2850套.
fn is_phrase(text: &str) -> bool {
    half_width(text).chars().take_while(|c| c.is_alphabetic()).count() > 1
}

/// A target, or what came of it.
fn value(text: &str, target: bool, labels: &FormLabels) -> Price {
    if number(text).is_some() {
        return if target { 40 } else { 30 };
    }
    if let Some(quantity) = parse_quantity(text).filter(|_| !is_phrase(text)) {
        return if quantity.op.is_some() { 0 } else { 10 };
    }
    if labels.scales.exact(text).is_some() {
        return if target { 0 } else { 60 };
    }
    if labels.steps.exact(text).is_some() {
        return if target { 40 } else { 0 };
    }
    match () {
        () if is_level(text, labels) => 180,
        // One sign is a part of a word.
        () if text.chars().count() == 1 => 120,
        () => 60,
    }
}

/// Weight or score.
fn points(text: &str) -> Price {
    match number(text) {
        Some(number) if number <= Decimal::ONE_HUNDRED && number >= -Decimal::ONE_HUNDRED => 0,
        Some(_) => 150,
        None if is_mark(text) => 0,
        None => ODD,
    }
}

fn amount(text: &str) -> Price {
    match parse_number(&own_unit(text).0) {
        Cell::Value(_) => 0,
        Cell::Mark(_) | Cell::Blank => 20,
        Cell::Unreadable(_) => ODD,
    }
}

fn rate(text: &str) -> Price {
    let signed = half_width(text).trim_end().ends_with('%');
    match parse_percent(text) {
        Cell::Value(_) if signed => 0,
        Cell::Value(_) => 30,
        Cell::Mark(_) | Cell::Blank => 10,
        Cell::Unreadable(_) => ODD,
    }
}
