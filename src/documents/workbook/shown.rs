//! A number as its cell shows it.

use crate::documents::workbook::code::{Section, Sign, built_in, sections};
use crate::documents::workbook::dates::date;
use crate::documents::workbook::digits::Digits;

/// How a cell shows its number.
#[derive(Clone, Debug, Default)]
pub(in crate::documents) struct NumberFormat {
    /// Empty for a number without a format.
    sections: Vec<Section>,
}

impl NumberFormat {
    /// The format with the code the file gives, or else the built-in one of that number.
    pub(in crate::documents) fn new(id: u32, code: Option<&str>) -> Self {
        let code = code.or_else(|| built_in(id)).unwrap_or_default();
        Self { sections: if code.is_empty() { Vec::new() } else { sections(code) } }
    }

    /// The number that `raw` writes in the workbook's file, as the cell shows it. What is no number,
    /// or has a format that has no reading here, is shown with all its digits.
    pub(in crate::documents) fn shown(&self, raw: &str, since_1904: bool) -> String {
        self.read(raw, since_1904).unwrap_or_else(|plain| plain)
    }

    /// Like [`Self::shown`], and as an error where the format has no reading here: what the cell shows
    /// may be another number.
    pub(in crate::documents) fn read(&self, raw: &str, since_1904: bool) -> Result<String, String> {
        if self.sections.is_empty() && is_plain(raw) {
            return Ok(raw.to_owned());
        }
        let Some(digits) = Digits::parse(raw) else { return Ok(raw.trim().to_owned()) };
        let plain = digits.plain();
        let Some((section, signed)) = self.section(raw, &digits) else {
            // No section is for the number: Excel shows a row of #, and the number is known.
            return Ok(plain);
        };
        let text = if section.is_date() { date(section, raw, since_1904) } else { number(section, &digits, signed) };
        let Some(text) = text else { return Err(plain) };
        let text = text.trim();
        // An accounting format shows a zero as a dash; it is a zero all the same.
        let is_dash = !text.is_empty() && text.chars().all(|sign| "-—– ¥￥".contains(sign));
        Ok(if digits.is_zero() && is_dash { "0".to_owned() } else { text.to_owned() })
    }

    /// The section for a number, and whether a minus stands before it there.
    fn section(&self, raw: &str, digits: &Digits) -> Option<(&Section, bool)> {
        let numeric = &self.sections[..self.sections.len().min(3)];
        if numeric.iter().all(|section| section.condition.is_none()) {
            return match numeric {
                [] => None,
                [_, negative, ..] if digits.negative => Some((negative, false)),
                [_, _, zero] if digits.is_zero() => Some((zero, false)),
                [first, ..] => Some((first, true)),
            };
        }
        let value = raw.trim().parse().ok()?;
        let is_for = |(at, section): &(usize, &Section)| match &section.condition {
            Some(condition) => condition.holds(value),
            // The second of three without a condition of its own is for what is negative.
            None => *at != 1 || numeric.len() < 3 || digits.negative,
        };
        let (_, section) = numeric.iter().enumerate().find(is_for)?;
        let dressed = section.signs.iter().any(|sign| matches!(sign, Sign::Literal(text) if text.contains(['-', '('])));
        Some((section, !dressed))
    }
}

/// Whether `raw` is already what an unformatted cell shows: no more digits than a workbook keeps, none
/// without a meaning, no exponent. So nearly all cells are, and their binary number is not asked for.
fn is_plain(raw: &str) -> bool {
    let absolute = raw.strip_prefix('-').unwrap_or(raw);
    let (whole, fraction) = absolute.split_once('.').unwrap_or((absolute, "1"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let zero = whole == "0" && raw.len() == absolute.len() || !whole.starts_with('0');
    digits(whole) && digits(fraction) && zero && !fraction.ends_with('0') && absolute.len() <= 15
}

/// The digit places of a section.
#[derive(Default)]
struct Places {
    whole_least: usize,
    fraction_least: usize,
    fraction_most: usize,
    groups: bool,
    /// The power of ten that percent signs and trailing commas shift the number by.
    shift: i32,
    exponent: bool,
    any: bool,
    /// Whether something is printed behind the first digit, and whether digits follow it: `0!.0`.
    literal: bool,
    parted: bool,
}

impl Places {
    /// Counts the places; nothing where the section is no number with a point.
    fn count(section: &Section) -> Option<Self> {
        let mut places = Self::default();
        let (mut behind_point, mut commas) = (false, 0);
        for sign in &section.signs {
            match sign {
                Sign::Digit(c) => {
                    places.parted |= places.literal && !behind_point && !places.exponent;
                    if places.literal && (behind_point || places.exponent) {
                        return None;
                    }
                    let must = usize::from(*c == '0');
                    places.any = true;
                    places.groups |= commas > 0 && !behind_point;
                    commas = 0;
                    if places.exponent {
                    } else if behind_point {
                        places.fraction_most += 1;
                        places.fraction_least += must;
                    } else {
                        places.whole_least += must;
                    }
                }
                Sign::Comma if places.any => commas += 1,
                Sign::Point if !behind_point => {
                    behind_point = true;
                    places.shift -= 3 * std::mem::take(&mut commas);
                }
                Sign::Percent => places.shift += 2,
                Sign::Exponent if places.any && !places.exponent => places.exponent = true,
                Sign::Comma => {}
                Sign::Literal(text) if !text.contains('/') => places.literal = places.any,
                Sign::Whole => places.literal = places.any,
                // A second point, a fraction, a date.
                _ => return None,
            }
        }
        places.shift -= 3 * commas;
        Some(places)
    }
}

/// Prints a number; nothing where the section cannot be read.
fn number(section: &Section, digits: &Digits, signed: bool) -> Option<String> {
    let places = Places::count(section)?;
    let absolute = digits.absolute();
    // What is shown as a power of ten has fewer digits than the number itself.
    if places.exponent {
        return Some(digits.plain());
    }
    if places.parted {
        return parted(section, &places, digits, signed);
    }
    let printed = fixed(&places, absolute);
    let vanishes = !printed.bytes().any(|byte| matches!(byte, b'1'..=b'9')) && places.any;
    let mut text = String::new();
    if signed && digits.negative && !vanishes {
        text.push('-');
    }
    let mut number = Some(printed);
    for sign in &section.signs {
        match sign {
            Sign::Digit(_) | Sign::Point if places.any => text.extend(number.take()),
            Sign::Whole => text.push_str(&digits.absolute().plain()),
            Sign::Percent => text.push('%'),
            Sign::Literal(literal) => text.push_str(literal),
            _ => {}
        }
    }
    Some(text)
}

fn fixed(places: &Places, digits: Digits) -> String {
    let digits = digits.shifted(places.shift).rounded(places.fraction_most);
    let mut whole = digits.whole(places.whole_least);
    if places.groups {
        whole = grouped(&whole);
    }
    let fraction = digits.fraction(places.fraction_least, places.fraction_most);
    // A format such as `#.##` leaves a bare point, which says nothing.
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

/// Prints a number whose digits other signs part, as `0!.0000` shows ten thousands: its digits fill the
/// places from the last to the first, which takes all that are left.
fn parted(section: &Section, places: &Places, digits: &Digits, signed: bool) -> Option<String> {
    if places.fraction_most > 0 || places.groups {
        return None;
    }
    let rounded = digits.absolute().shifted(places.shift).rounded(0);
    let slots = section.signs.iter().filter(|sign| matches!(sign, Sign::Digit(_))).count();
    let whole = rounded.whole(places.whole_least);
    let mut left: Vec<char> = whole.chars().collect();
    let spare = left.len().saturating_sub(slots);
    let mut missing = slots.saturating_sub(left.len());
    let mut text = String::new();
    if signed && digits.negative && !rounded.is_zero() {
        text.push('-');
    }
    let mut first = true;
    left.reverse();
    for sign in &section.signs {
        match sign {
            Sign::Digit(_) if missing > 0 => missing -= 1,
            Sign::Digit(_) => {
                let take = if std::mem::take(&mut first) { spare + 1 } else { 1 };
                (0..take).for_each(|_| text.extend(left.pop()));
            }
            Sign::Literal(literal) => text.push_str(literal),
            Sign::Percent => text.push('%'),
            _ => {}
        }
    }
    Some(text)
}

/// Commas between thousands.
fn grouped(whole: &str) -> String {
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
