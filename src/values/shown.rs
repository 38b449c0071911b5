//! A figure for people: grouped by thousands, rounded to so many decimals.
//!
//! Reports and charts print figures through this one function; whoever checks a figure takes it from
//! the CSV, which is exact.

use rust_decimal::{Decimal, RoundingStrategy};

/// `value` rounded to `places` decimals (a half goes away from zero, as in the papers) and grouped
/// by thousands: `1863.671159` with two places is `1,863.67`.
pub fn grouped(value: Decimal, places: u32) -> String {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let plain = format!("{:.*}", places as usize, rounded.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "\u{2212}" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", thousands(whole))
}

/// Digits with a comma before every group of three.
fn thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use std::str::FromStr;

    #[test]
    fn figures_are_grouped_and_rounded() {
        let cases = [
            ("1863.671159", 2, "1,863.67"),
            ("0.005", 2, "0.01"),
            ("-0.004", 2, "0.00"),
            ("-1234567.5", 0, "\u{2212}1,234,568"),
            ("999", 0, "999"),
            ("1000", 2, "1,000.00"),
        ];
        for (value, places, expected) in cases {
            let value = rust_decimal::Decimal::from_str(value).unwrap_or_default();
            assert_eq!(grouped(value, places), expected);
        }
    }
}
