//! From a value to a place on the page, and the round numbers at which an axis carries ticks.
//!
//! Values stay exact decimals up to here; the logarithm alone needs a float, and what leaves this
//! file is a whole number of tenths of a pixel.
#![expect(clippy::disallowed_types, reason = "logarithms and roots for pixels; no float leaves this file")]

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// A straight scale from values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Linear {
    /// The value at `from`.
    pub(super) low: Decimal,
    /// The value at `to`.
    pub(super) high: Decimal,
    /// The place of `low`.
    pub(super) from: i32,
    /// The place of `high`.
    pub(super) to: i32,
}

impl Linear {
    /// The place of `value`; values beyond the ends are placed at the end.
    pub(super) fn place(&self, value: Decimal) -> i32 {
        let span = self.high - self.low;
        if span.is_zero() {
            return self.from;
        }
        let share = (value.clamp(self.low, self.high) - self.low) / span;
        let offset = (share * Decimal::from(self.to - self.from)).round();
        self.from + offset.to_i32().unwrap_or(0)
    }

    /// A scale over the places `from..to` that holds `values` and everything between the two round
    /// values named, from one round step to another, at most `count` of them; it does not go below zero.
    pub(super) fn around(
        values: impl Iterator<Item = Decimal>,
        (low, high): (i64, i64),
        count: u32,
        (from, to): (i32, i32),
    ) -> Self {
        let (low, high) =
            values.fold((Decimal::from(low), Decimal::from(high)), |(low, high), v| (low.min(v), high.max(v)));
        let low = low.max(Decimal::ZERO);
        // The step that the rounded span asks for: rounding outwards may make the span ask for a larger one.
        let mut step = round_step(high - low, count);
        loop {
            let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
            let wider = round_step(high - low, count);
            if wider <= step {
                return Self { low, high, from, to };
            }
            step = wider;
        }
    }

    /// Round values between the ends, at most `count` and the first, with their places.
    pub(super) fn ticks(&self, count: u32) -> Vec<(Decimal, i32)> {
        let step = round_step(self.high - self.low, count);
        let first = (self.low / step).ceil() * step;
        let values = (0..=count + 1).map(|i| first + step * Decimal::from(i)).take_while(|v| *v <= self.high);
        values.map(|v| (v.normalize(), self.place(v))).collect()
    }
}

/// A scale from zero to a round value at or above `largest`, over the places `from..to`.
pub(super) fn from_zero(largest: Decimal, count: u32, from: i32, to: i32) -> Linear {
    let largest = largest.max(Decimal::new(1, 6));
    let step = round_step(largest, count);
    Linear { low: Decimal::ZERO, high: (largest / step).ceil() * step, from, to }
}

/// The smallest step of 1, 2, 2.5 or 5 times a power of ten that cuts `span` into at most `count` parts.
pub(super) fn round_step(span: Decimal, count: u32) -> Decimal {
    let wanted = span / Decimal::from(count.max(1));
    let mut power = Decimal::new(1, 6);
    for _ in 0..24 {
        for factor in [Decimal::ONE, Decimal::TWO, Decimal::new(25, 1), Decimal::from(5)] {
            if power * factor >= wanted {
                return power * factor;
            }
        }
        power *= Decimal::TEN;
    }
    wanted.max(Decimal::ONE)
}

/// A logarithmic scale with a place of its own for zero, left of a stated break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log {
    /// The value at `from`.
    low: Decimal,
    /// The value at `to`.
    high: Decimal,
    from: i32,
    to: i32,
    /// Where zero stands, if a value is zero.
    zero: i32,
}

impl Log {
    /// A scale for `values` over the places `from..to`; where a value is zero or below, the first
    /// `gap` is kept for it.
    pub(super) fn over(values: &[Decimal], from: i32, to: i32, gap: i32) -> Self {
        let positive = values.iter().copied().filter(|v| *v > Decimal::ZERO);
        let least = positive.clone().min().unwrap_or(Decimal::ONE);
        let most = positive.max().unwrap_or(Decimal::TEN);
        let with_zero = values.iter().any(|v| *v <= Decimal::ZERO);
        let low = ladder().take_while(|step| *step <= least).last().unwrap_or(LEAST);
        let high = ladder().find(|step| *step >= most && *step > low).unwrap_or(low * Decimal::TEN);
        Self { low, high, from: if with_zero { from + gap } else { from }, to, zero: from }
    }

    /// The place of `value`.
    pub(super) fn place(&self, value: Decimal) -> i32 {
        if value <= Decimal::ZERO {
            return self.zero;
        }
        let log = |v: Decimal| v.to_f64().unwrap_or(1.0).log10();
        let share = (log(value) - log(self.low)) / (log(self.high) - log(self.low));
        let offset = (share.clamp(0.0, 1.0) * f64::from(self.to - self.from)).round();
        self.from + offset.to_i32().unwrap_or(0)
    }

    /// The value at the place `x`, as near as lines need it.
    pub(super) fn value(&self, x: i32) -> Decimal {
        let log = |v: Decimal| v.to_f64().unwrap_or(1.0).log10();
        let share = f64::from(x - self.from) / f64::from((self.to - self.from).max(1));
        let power = log(self.low) + share * (log(self.high) - log(self.low));
        Decimal::from_f64(10_f64.powf(power)).map_or(self.low, |value| value.round_dp(6))
    }

    /// The steps of 1 and 3 times powers of ten on the scale, zero first where it has a place of its own.
    pub(super) fn ticks(&self) -> Vec<(Decimal, i32)> {
        let zero = (self.zero < self.from).then_some((Decimal::ZERO, self.zero));
        let on = ladder().skip_while(|step| *step < self.low).take_while(|step| *step <= self.high);
        zero.into_iter().chain(on.map(|step| (step.normalize(), self.place(step)))).collect()
    }
}

/// The least amount that papers print: a hundredth of a yuan in 万元.
const LEAST: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// 1, 3, 10, 30 … times the least amount.
fn ladder() -> impl Iterator<Item = Decimal> {
    let three = Decimal::from(3);
    std::iter::successors(Some(LEAST), |step| step.checked_mul(Decimal::TEN))
        .take(20)
        .flat_map(move |step| [step, step * three])
}
