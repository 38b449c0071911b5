//! Printed figures as intervals: what holds for any figures, and the habit of printing that a
//! document is found to have.

use jixiao::checks::{Report, Settings, check};
use jixiao::records::{Field, Labels};
use jixiao::values::{Fraction, Habit, Interval};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::path::PathBuf;

/// A figure as it might be before it is printed: up to a billion, with six decimals, of either sign.
fn figure() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_000_000_i64..1_000_000_000_000_000).prop_map(|micro| Decimal::new(micro, 6))
}

/// A figure that is no zero and not below it.
fn positive() -> impl Strategy<Value = Decimal> {
    (1_000_000_i64..1_000_000_000_000_000).prop_map(|micro| Decimal::new(micro, 6))
}

fn digits() -> impl Strategy<Value = u32> {
    0_u32..5
}

fn habit() -> impl Strategy<Value = Habit> {
    prop_oneof![Just(Habit::Rounded), Just(Habit::Cut)]
}

/// What a document prints for `value`, as the interval a reader sees.
fn printed(value: Decimal, digits: u32, habit: Habit) -> Interval {
    let shown = match habit {
        Habit::Rounded => value.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
        Habit::Cut => value.trunc_with_scale(digits),
    };
    Interval::printed(shown, Decimal::new(1, digits), habit)
}

/// What halves to the even digit print.
fn printed_even(value: Decimal, digits: u32) -> Interval {
    Interval::printed(value.round_dp(digits), Decimal::new(1, digits), Habit::Rounded)
}

fn at(value: Decimal) -> Interval {
    Interval::exact(value)
}

proptest! {
    #[test]
    fn a_printed_figure_stands_for_what_was_printed(value in figure(), digits in digits(), habit in habit()) {
        prop_assert!(printed(value, digits, habit).meets(&at(value)));
        prop_assert!(printed_even(value, digits).meets(&at(value)));
    }

    #[test]
    fn a_printed_figure_is_no_wider_than_its_last_digit(value in figure(), digits in digits(), habit in habit()) {
        let step = Decimal::new(1, digits);
        let interval = printed(value, digits, habit);
        prop_assert!(!interval.meets(&at(value + step * Decimal::TWO)));
        prop_assert!(!interval.meets(&at(value - step * Decimal::TWO)));
    }

    #[test]
    fn a_sum_of_printed_parts_meets_the_printed_sum(
        parts in prop::collection::vec(figure(), 1..8), digits in digits(), habit in habit(),
    ) {
        let total: Decimal = parts.iter().sum();
        let seen: Vec<Interval> = parts.iter().map(|part| printed(*part, digits, habit)).collect();
        let sum = Interval::sum(&seen);
        prop_assert!(sum.meets(&at(total)));
        prop_assert!(sum.meets(&printed(total, digits, habit)));
        // Half a step a part, and the total's own, is all that rounding explains.
        let far = Decimal::new(1, digits) * Decimal::from(parts.len() + 2);
        prop_assert!(!sum.meets(&printed(total + far, digits, habit)));
    }

    #[test]
    fn a_difference_of_printed_figures_meets_the_difference(one in figure(), other in figure(), digits in digits()) {
        let seen = &printed(one, digits, Habit::Rounded) - &printed(other, digits, Habit::Rounded);
        prop_assert!(seen.meets(&at(one - other)));
        prop_assert_eq!(seen.distance(&at(one - other)), Interval::exact(Decimal::ZERO).distance(&at(Decimal::ZERO)));
    }

    #[test]
    fn a_rate_of_printed_figures_meets_the_rate(part in positive(), whole in positive(), digits in 2_u32..5, habit in habit()) {
        let seen = printed(part, digits, habit).percent_of(&printed(whole, digits, habit)).unwrap();
        let rate = part / whole * Decimal::ONE_HUNDRED;
        // Twenty-eight digits are not all of a quotient; the print of the rate has fewer.
        prop_assert!(seen.meets(&printed(rate, 2, Habit::Rounded)));
    }

    #[test]
    fn a_growth_uses_each_figure_once(before in positive(), after in positive()) {
        let seen = [before, after].map(|value| printed(value, 2, Habit::Rounded));
        let growth = Interval::image(&[&seen[0], &seen[1]], |of| (&of[1] - &of[0]).over(&of[0])).unwrap();
        let bounds = (&seen[1] - &seen[0]).percent_of(&seen[0]).unwrap();
        let hundred = at(Decimal::ONE_HUNDRED);
        let growth_pct = &growth * &hundred;
        prop_assert!(growth_pct.meets(&at((after - before) / before * Decimal::ONE_HUNDRED)) || !bounds.is_below(&growth_pct));
        // The same figure twice as if they were two makes the interval wider, never narrower.
        prop_assert_eq!(bounds.hull(&growth_pct), bounds);
    }

    #[test]
    fn what_can_be_zero_divides_nothing(part in positive(), digits in digits()) {
        let near = printed(Decimal::ZERO, digits, Habit::Rounded);
        prop_assert!(printed(part, digits, Habit::Rounded).percent_of(&near).is_none());
    }

    #[test]
    fn a_cap_leaves_nothing_above_it(value in positive(), cap in positive()) {
        let capped = printed(value, 2, Habit::Rounded).at_most(cap);
        prop_assert!(!at(cap).is_below(&capped));
        prop_assert!(capped.meets(&at(value.min(cap))));
    }
}

#[test]
fn the_open_end_of_a_cut_figure_is_not_its_value() {
    let cut = Interval::printed(Decimal::new(1314, 2), Decimal::new(1, 2), Habit::Cut);
    assert!(cut.meets(&at(Decimal::new(1314, 2))));
    assert!(!cut.meets(&at(Decimal::new(1315, 2))));
    let rounded = Interval::printed(Decimal::new(1314, 2), Decimal::new(1, 2), Habit::Rounded);
    assert!(rounded.meets(&at(Decimal::new(13_145, 3))));
    assert!(rounded.meets(&at(Decimal::new(13_135, 3))));
}

fn report(name: &str) -> Report {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/checks").join(name);
    let document = jixiao::documents::read(name, &std::fs::read(path).unwrap()).unwrap();
    let reading = jixiao::records::read(&document, &Labels::built_in().unwrap());
    check(&[&reading], &Settings::default()).remove(0)
}

#[test]
fn a_document_that_cuts_its_scores_is_consistent() {
    let report = report("habit-cuts.txt");
    assert_eq!(report.habits.get(&Field::Score), Some(&Habit::Cut));
    assert_eq!((report.tallies["R02"].consistent, report.tallies["R02"].doubts), (6, 0));
}

#[test]
fn one_cut_score_among_rounded_ones_is_in_doubt() {
    let report = report("habit-rounds.txt");
    assert_eq!(report.habits.get(&Field::Score), Some(&Habit::Rounded));
    let tally = &report.tallies["R02"];
    assert_eq!((tally.consistent, tally.errors, tally.doubts), (10, 0, 1));
}

proptest! {
    #[test]
    fn fractions_of_any_size_keep_the_laws_of_arithmetic(
        one in any::<[u8; 16]>().prop_map(any_decimal),
        other in any::<[u8; 16]>().prop_map(any_decimal),
        third in any::<[u8; 16]>().prop_map(any_decimal),
    ) {
        let [a, b, c] = [one, other, third].map(Fraction::from);
        prop_assert_eq!(&(&a + &b) - &b, a.clone());
        prop_assert_eq!(&(&a + &b) * &c, &(&a * &c) + &(&b * &c));
        prop_assert_eq!(a.cmp(&b), one.cmp(&other));
        prop_assert_eq!((&a - &b).is_negative(), one < other);
        match a.over(&b) {
            Some(quotient) => prop_assert_eq!(&quotient * &b, a),
            None => prop_assert!(b.is_zero()),
        }
    }
}

/// A decimal of any sign, length and number of digits behind the point.
fn any_decimal(bytes: [u8; 16]) -> Decimal {
    let part = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    // Short ones are what papers print; long ones are what overruns two machine words.
    let high = if bytes[12] % 2 == 0 { 0 } else { part(8) };
    Decimal::from_parts(
        part(0),
        if bytes[12] % 3 == 0 { 0 } else { part(4) },
        high,
        bytes[13] % 2 == 0,
        u32::from(bytes[14] % 29),
    )
}
