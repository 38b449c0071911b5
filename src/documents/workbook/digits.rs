//! The decimal digits of a number that a workbook keeps as a binary one.
//!
//! Excel keeps 15 significant digits of what is typed, so the 15 digits nearest to the binary number
//! are what was typed: 4.9524119999999998 is 4.952412.

#![expect(clippy::disallowed_types, reason = "Excel stores floats")]

/// Digits that mean something in a workbook's number.
const SIGNIFICANT: usize = 15;

/// A decimal number: `0.DIGITS` times ten to the power `point`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) negative: bool,
    /// From the first that is not zero to the last that is not; none for zero.
    digits: Vec<u8>,
    /// How many of the digits stand before the point.
    point: i32,
}

impl Digits {
    /// The number that `text` writes in the workbook's file; nothing where it is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::from_float(text.trim().parse().ok()?)
    }

    /// The digits of a binary number.
    pub(super) fn from_float(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = format!("{:.*e}", SIGNIFICANT - 1, value.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        trim_end(&mut digits);
        let point = if digits.is_empty() { 0 } else { exponent.parse::<i32>().ok()? + 1 };
        Some(Self { negative: value < 0.0, digits, point })
    }

    /// The same without its sign.
    pub(super) fn absolute(&self) -> Self {
        Self { negative: false, ..self.clone() }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The same times ten to the power `places`.
    pub(super) fn shifted(mut self, places: i32) -> Self {
        if !self.is_zero() {
            self.point += places;
        }
        self
    }

    /// The power of ten of the first digit.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// Rounded to `decimals` places behind the point, a half away from zero.
    pub(super) fn rounded(mut self, decimals: usize) -> Self {
        let kept = self.point.saturating_add(i32::try_from(decimals).unwrap_or(i32::MAX));
        let Ok(kept) = usize::try_from(kept) else { return Self { negative: false, digits: Vec::new(), point: 0 } };
        if kept >= self.digits.len() {
            return self;
        }
        let up = self.digits[kept] >= 5;
        self.digits.truncate(kept);
        if up {
            self.carry();
        }
        trim_end(&mut self.digits);
        if self.is_zero() {
            self = Self { negative: false, digits: Vec::new(), point: 0 };
        }
        self
    }

    /// Adds one to the last digit kept.
    fn carry(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// The digits before the point, at least `least` of them.
    pub(super) fn whole(&self, least: usize) -> String {
        let count = usize::try_from(self.point).unwrap_or(0);
        let digits: String = (0..count).map(|at| self.digit(at)).collect();
        format!("{digits:0>least$}")
    }

    /// The digits behind the point, between `least` and `most` of them.
    pub(super) fn fraction(&self, least: usize, most: usize) -> String {
        let leading = usize::try_from(-self.point.min(0)).unwrap_or(0).min(most);
        let from = usize::try_from(self.point).unwrap_or(0);
        let mut text = "0".repeat(leading);
        text.extend((from..self.digits.len().max(from)).map(|at| self.digit(at)).take(most - leading));
        if self.is_zero() {
            text.clear();
        }
        format!("{text:0<least$}")
    }

    fn digit(&self, at: usize) -> char {
        char::from(b'0' + self.digits.get(at).copied().unwrap_or(0))
    }

    /// The number with all its digits, as an unformatted cell shows it in a column wide enough.
    pub(super) fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        // Beyond this a cell shows an exponent, and so does any column.
        if self.exponent().abs() > 20 {
            let (first, rest) = self.digits.split_first().map_or((0, &[][..]), |(first, rest)| (*first, rest));
            let rest: String = rest.iter().map(|digit| char::from(b'0' + digit)).collect();
            let point = if rest.is_empty() { "" } else { "." };
            return format!("{sign}{first}{point}{rest}E{:+03}", self.exponent());
        }
        let fraction = self.fraction(0, usize::MAX);
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", self.whole(1))
    }
}

fn trim_end(digits: &mut Vec<u8>) {
    while digits.last() == Some(&0) {
        digits.pop();
    }
}
