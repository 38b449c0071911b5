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
        if self.sections.is_empty() && is_plain(raw) {
            return raw.to_owned();
        }
        let Some(digits) = Digits::parse(raw) else { return raw.trim().to_owned() };
        let plain = digits.plain();
        let numeric = &self.sections[..self.sections.len().min(3)];
        let (section, signed) = match numeric {
            [] => return plain,
            [_, negative, ..] if digits.negative => (negative, false),
            [_, _, zero] if digits.is_zero() => (zero, false),
            [first, ..] => (first, true),
        };
        let text = if section.unknown {
            None
        } else if section.is_date() {
            date(section, raw, since_1904)
        } else {
            number(section, &digits, signed)
        };
        text.map_or(plain, |text| text.trim().to_owned())
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
    exponent_least: usize,
    groups: bool,
    /// The power of ten that percent signs and trailing commas shift the number by.
    shift: i32,
    exponent: bool,
    any: bool,
}

impl Places {
    /// Counts the places; nothing where other signs stand between the digits of the whole number.
    fn count(section: &Section) -> Option<Self> {
        let mut places = Self::default();
        let (mut behind_point, mut commas) = (false, 0);
        // Something printed between digits, such as the dash of a telephone number.
        let mut interrupted = false;
        for sign in &section.signs {
            match sign {
                Sign::Digit(_) if interrupted => return None,
                Sign::Digit(c) => {
                    let must = usize::from(*c == '0');
                    places.any = true;
                    places.groups |= commas > 0 && !behind_point;
                    commas = 0;
                    if places.exponent {
                        places.exponent_least += must;
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
                Sign::Literal(text) if !text.contains('/') => interrupted = places.any,
                Sign::Whole => interrupted = places.any,
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
    let printed = if places.exponent { scientific(&places, absolute) } else { fixed(&places, absolute) };
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

fn scientific(places: &Places, digits: Digits) -> String {
    let mut exponent = digits.exponent();
    let mut mantissa = digits.shifted(-exponent).rounded(places.fraction_most);
    if mantissa.exponent() > 0 {
        exponent += 1;
        mantissa = mantissa.shifted(-1);
    }
    let fraction = mantissa.fraction(places.fraction_least, places.fraction_most);
    let point = if fraction.is_empty() { "" } else { "." };
    let (sign, least) = (if exponent < 0 { '-' } else { '+' }, places.exponent_least);
    format!("{}{point}{fraction}E{sign}{:0>least$}", mantissa.whole(1), exponent.abs())
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
