//! Exact ratios, roundings and quantiles.
//!
//! Everything is computed in decimals of 28 digits; a ratio becomes a float only at the very end,
//! as the content of a cell, and a ratio to nothing is missing, never an error and never zero.
#![expect(clippy::disallowed_types, reason = "the one place where a finished ratio becomes a Float64 cell")]

use crate::tables::columns::SCALE;
use crate::tables::frame::Value;
use rust_decimal::{Decimal, RoundingStrategy};

/// Decimals a ratio keeps when it becomes a float; beyond them a float has nothing true to say.
const RATIO_DECIMALS: u32 = 10;

/// `part` / `whole` in percent, to 28 digits; `None` if `whole` is zero.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// `part` / `whole` in percent where both are known.
pub fn percent_of(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    percent(part?, whole?)
}

/// `figure` rounded half to even to the six decimals of an exact column.
pub fn six(figure: Decimal) -> Decimal {
    figure.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointNearestEven)
}

/// A ratio in percent as a cell, rounded half to even to ten decimals.
pub fn cell(ratio: Option<Decimal>) -> Value {
    let rounded = ratio.map(|r| r.round_dp_with_strategy(RATIO_DECIMALS, RoundingStrategy::MidpointNearestEven));
    Value::Ratio(rounded.and_then(|r| r.to_string().parse::<f64>().ok()))
}

/// The arithmetic mean of `figures`; `None` of none.
pub fn mean(figures: &[Decimal]) -> Option<Decimal> {
    figures.iter().sum::<Decimal>().checked_div(Decimal::from(figures.len()))
}

/// The quantile `quarters`/4 of `sorted` by linear interpolation between the two nearest figures
/// (type 7 of Hyndman and Fan, the default of R and of most dataframes); `None` of none.
pub fn quartile(sorted: &[Decimal], quarters: usize) -> Option<Decimal> {
    let position = sorted.len().checked_sub(1)? * quarters;
    let (below, rest) = (position / 4, position % 4);
    let low = *sorted.get(below)?;
    let high = *sorted.get(below + 1).unwrap_or(&low);
    Some(low + (high - low) * Decimal::from(rest) / Decimal::from(4))
}

/// How many there are, as a count cell holds it.
pub fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}
