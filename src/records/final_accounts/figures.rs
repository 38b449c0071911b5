//! The figures of a paragraph: every amount and percentage with the words that lead to it.

use crate::values::{Cell, MoneyUnit, half_width_char, parse_number};
use rust_decimal::Decimal;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money, in the unit printed behind it.
    Money(MoneyUnit),
    /// A percentage.
    Percent,
}

/// One figure of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// The words between the figure before it, or the sentence's beginning, and this one.
    pub(super) lead: String,
    pub(super) value: Decimal,
    pub(super) measure: Measure,
    /// Where it stands in the paragraph, in characters.
    pub(super) at: usize,
    /// Whether a sentence begins between the figure before and this one.
    pub(super) opens_sentence: bool,
}

/// Finds all figures of a paragraph without blanks.
pub(super) fn figures(text: &[char]) -> Vec<Figure> {
    let half: Vec<char> = text.iter().copied().map(half_width_char).collect();
    // `half_width_char` keeps the count of characters, so places in one are places in the other.
    let mut figures = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut opens_sentence = true;
    while at < half.len() {
        if !half[at].is_ascii_digit() {
            opens_sentence |= half[at] == '。';
            at += 1;
            continue;
        }
        let end =
            (at..half.len()).find(|i| !half[*i].is_ascii_digit() && !".,".contains(half[*i])).unwrap_or(half.len());
        let negative = at > from && half[at - 1] == '-';
        let number: String = half[at..end].iter().collect();
        let number = number.trim_end_matches([',', '.']);
        let behind = at + number.chars().count();
        let bracketed = at - usize::from(negative) > from && half[at - usize::from(negative) - 1] == '(';
        let found = measure(&half[behind..]).or_else(|| bracketed_measure(&half[behind..], bracketed));
        let Some((measure, length)) = found.filter(|(measure, _)| is_sane(number, *measure)) else {
            at = behind.max(at + 1);
            continue;
        };
        if let Cell::Value(value) = parse_number(number) {
            let value = if negative { -value } else { value };
            // The bracket around a figure alone opens nothing.
            let alone = bracketed && half.get(behind) == Some(&')');
            let lead: String = text[from..at - usize::from(negative) - usize::from(alone)].iter().collect();
            figures.push(Figure { lead, value, measure, at, opens_sentence });
            opens_sentence = false;
        }
        at = behind + length;
        from = at;
    }
    figures
}

/// The measure at the start of `text` and its length.
fn measure(text: &[char]) -> Option<(Measure, usize)> {
    let units: [(&str, Measure); 6] = [
        ("万元", Measure::Money(MoneyUnit::Wan)),
        ("亿元", Measure::Money(MoneyUnit::Yi)),
        ("元/", Measure::Percent),
        ("元", Measure::Money(MoneyUnit::Yuan)),
        ("%", Measure::Percent),
        ("个百分点", Measure::Percent),
    ];
    // 800.50万 is money where nothing is counted behind it, as in 3万人.
    if let Some(rest) = text.strip_prefix(&['万']).or_else(|| text.strip_prefix(&['亿'])) {
        let ends = rest.first().is_none_or(|c| "，。；、,;)（(".contains(*c));
        let unit = if text[0] == '万' { MoneyUnit::Wan } else { MoneyUnit::Yi };
        if ends {
            return Some((Measure::Money(unit), 1));
        }
    }
    let (unit, measure) = units.into_iter().find(|(unit, _)| text.starts_with(&unit.chars().collect::<Vec<_>>()))?;
    // A price (元/月) is not an amount of the accounts, nor is a difference of two percentages.
    if matches!(unit, "元/" | "个百分点") {
        return None;
    }
    Some((measure, unit.chars().count()))
}

/// The measure of a figure that a bracket sets apart from its unit: (120.50)万元, 120.50(万元).
fn bracketed_measure(text: &[char], bracketed: bool) -> Option<(Measure, usize)> {
    if let Some(rest) = text.strip_prefix(&[')']).filter(|_| bracketed) {
        return measure(rest).map(|(measure, length)| (measure, length + 1));
    }
    let rest = text.strip_prefix(&['('])?;
    let (measure, length) = measure(rest)?;
    (rest.get(length) == Some(&')')).then_some((measure, length + 2))
}

/// Whether a figure is no longer than money is: what is longer is no figure of accounts.
fn is_sane(number: &str, measure: Measure) -> bool {
    const DIGITS: usize = 18;
    matches!(measure, Measure::Percent) || number.chars().filter(char::is_ascii_digit).count() <= DIGITS
}
