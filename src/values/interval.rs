//! A printed figure as the interval of all values it can stand for, and exact arithmetic on such
//! intervals.
//!
//! 13.14 stands for everything that rounds to it, from 13.135 to 13.145. Bounds are exact fractions,
//! so a quotient loses nothing; two intervals contradict each other only where they do not meet.

use crate::values::fraction::Fraction;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a figure came to be printed with fewer digits than it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Habit {
    /// Rounded to the nearest, ties either way: 13.14 is [13.135, 13.145].
    Rounded,
    /// Cut off: 13.14 is [13.14, 13.15).
    Cut,
}

/// Every value from `low` to `high`. The lower bound belongs to it; the upper one does unless the
/// interval is open there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    low: Fraction,
    high: Fraction,
    open: bool,
}

impl Interval {
    /// The values that `figure` stands for, printed by `habit` where one in its last digit is worth
    /// `step`. Negative figures mirror positive ones.
    pub fn printed(figure: Decimal, step: Decimal, habit: Habit) -> Self {
        let (figure, step) = (Fraction::from(figure), Fraction::from(step));
        match habit {
            Habit::Rounded => {
                let half = &step * &Fraction::from(Decimal::new(5, 1));
                Self { low: &figure - &half, high: &figure + &half, open: false }
            }
            // What is cut off of a negative figure lies below it; a bound too many makes no false finding.
            Habit::Cut if figure.is_negative() => Self { low: &figure - &step, high: figure, open: false },
            Habit::Cut => Self { high: &figure + &step, low: figure, open: true },
        }
    }

    /// One exact value.
    pub fn exact(value: Decimal) -> Self {
        Self { low: value.into(), high: value.into(), open: false }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let open = match self.high.cmp(&other.high) {
            std::cmp::Ordering::Greater => self.open,
            std::cmp::Ordering::Less => other.open,
            std::cmp::Ordering::Equal => self.open && other.open,
        };
        let low = self.low.clone().min(other.low.clone());
        Self { low, high: self.high.clone().max(other.high.clone()), open }
    }

    /// What is left of it at or below `bound`, or `bound` alone where all of it lies above.
    #[must_use]
    pub fn at_most(&self, bound: Decimal) -> Self {
        let bound = Fraction::from(bound);
        Self { low: self.low.clone().min(bound.clone()), high: self.high.clone().min(bound), open: false }
    }

    /// Whether some value lies in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.reaches(other) && other.reaches(self)
    }

    /// Whether some value of this lies at or above the lowest of `other`.
    fn reaches(&self, other: &Self) -> bool {
        self.high > other.low || self.high == other.low && !self.open
    }

    /// Whether every value of this is less than every one of `other`.
    pub fn is_below(&self, other: &Self) -> bool {
        !self.reaches(other)
    }

    /// Whether zero lies in it.
    pub fn holds_zero(&self) -> bool {
        self.meets(&Self::exact(Decimal::ZERO))
    }

    /// The sum of all of them.
    pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        parts.into_iter().fold(Self::exact(Decimal::ZERO), |sum, part| &sum + part)
    }

    /// What `function` makes of any values of `inputs`, where it rises or falls in each of them alone:
    /// the same value may stand in it more than once, as in change / (amount - change). Nothing where
    /// it divides by zero at a corner.
    pub fn image(inputs: &[&Self], function: impl Fn(&[Fraction]) -> Option<Fraction>) -> Option<Self> {
        let mut bounds: Option<(Fraction, Fraction)> = None;
        for corner in 0..1_usize << inputs.len() {
            let pick = |at: usize| if corner >> at & 1 == 1 { &inputs[at].high } else { &inputs[at].low };
            let point: Vec<Fraction> = (0..inputs.len()).map(|at| pick(at).clone()).collect();
            let value = function(&point)?;
            bounds = Some(match bounds {
                None => (value.clone(), value),
                Some((low, high)) => (low.min(value.clone()), high.max(value)),
            });
        }
        bounds.map(|(low, high)| Self { low, high, open: false })
    }

    /// This divided by `other` in percent; nothing where `other` can be zero.
    pub fn percent_of(&self, other: &Self) -> Option<Self> {
        if other.holds_zero() {
            return None;
        }
        let hundred = Fraction::from(Decimal::ONE_HUNDRED);
        Self::image(&[self, other], |values| Some(&values[0].over(&values[1])? * &hundred))
    }

    /// The least distance between a value of this and one of `other`; zero where they meet.
    pub fn distance(&self, other: &Self) -> Fraction {
        let apart = (&self.low - &other.high).max(&other.low - &self.high);
        if apart.is_negative() { Fraction::ZERO } else { apart }
    }

    /// The bounds as decimals with `digits` behind the point, rounded outwards by nothing: for messages.
    pub fn shown(&self, digits: u32) -> (String, String) {
        (self.low.to_text(digits), self.high.to_text(digits))
    }
}

impl std::ops::Add for &Interval {
    type Output = Interval;

    fn add(self, other: &Interval) -> Interval {
        Interval { low: &self.low + &other.low, high: &self.high + &other.high, open: self.open || other.open }
    }
}

impl std::ops::Sub for &Interval {
    type Output = Interval;

    fn sub(self, other: &Interval) -> Interval {
        Interval { low: &self.low - &other.high, high: &self.high - &other.low, open: self.open }
    }
}

impl std::ops::Mul for &Interval {
    type Output = Interval;

    fn mul(self, other: &Interval) -> Interval {
        let corners =
            [&self.low * &other.low, &self.low * &other.high, &self.high * &other.low, &self.high * &other.high];
        let low = corners.iter().min().cloned().unwrap_or(Fraction::ZERO);
        let high = corners.into_iter().max().unwrap_or(Fraction::ZERO);
        Interval { low, high, open: false }
    }
}

impl fmt::Display for Interval {
    /// Both bounds with as many digits as tell them apart, or the value where there is but one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == self.high {
            return f.write_str(trimmed(&self.low.to_text(6)));
        }
        let (low, high) = (2..=6).map(|digits| self.shown(digits)).find(|(low, high)| low != high).unwrap_or_default();
        write!(f, "{low}~{high}")
    }
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}
