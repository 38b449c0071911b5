//! Exact quotients as expressions, and the one place where a finished ratio becomes a float.
//!
//! Amounts and points are `Decimal(38, 6)` and are added as such. A quotient is a decimal of 18 digits
//! behind the point, rounded half to even, so that sums of quotients too are the same in any order; a
//! quotient of nothing is missing, never an error and never zero.

use crate::tables::columns::SCALE;
use polars::prelude::{DataType, Expr, NULL, QuantileMethod, RoundMode, lit, when};

/// Digits behind the point of a quotient.
const FINE: usize = 18;

/// Decimals a ratio keeps when it becomes a float; beyond them a float has nothing true to say.
const RATIO_DECIMALS: u32 = 10;

/// The type of amounts and points.
pub(super) fn exact() -> DataType {
    DataType::Decimal(38, SCALE as usize)
}

/// `part` / `whole` as a decimal of 18 digits; missing where either is, and where `whole` is zero.
pub(super) fn quotient(part: Expr, whole: Expr) -> Expr {
    let whole = whole.cast(exact());
    let divisor = when(whole.clone().neq(lit(0))).then(whole).otherwise(lit(NULL));
    part.cast(DataType::Decimal(38, FINE)) / divisor
}

/// `figure` times a hundred.
pub(super) fn hundredfold(figure: Expr) -> Expr {
    figure * lit(100).cast(DataType::Decimal(38, 0))
}

/// `part` / `whole` in percent, as the cell of a ratio column.
pub(super) fn percent(part: Expr, whole: Expr) -> Expr {
    ratio(hundredfold(quotient(part, whole)))
}

/// A figure as the cell of a ratio column: a float of ten decimals.
pub(super) fn ratio(figure: Expr) -> Expr {
    figure.cast(DataType::Float64).round(RATIO_DECIMALS, RoundMode::HalfToEven)
}

/// A figure as the cell of an exact column, rounded half to even to six decimals.
pub(super) fn six(figure: Expr) -> Expr {
    figure.cast(exact())
}

/// A count as the cell of a count column.
pub(super) fn count(items: Expr) -> Expr {
    items.cast(DataType::UInt32)
}

/// The quantile `quarters`/4 of floats by linear interpolation between the two nearest (type 7 of
/// Hyndman and Fan, the default of R and of most dataframes).
pub(super) fn quartile(figures: Expr, quarters: i32) -> Expr {
    figures.quantile(lit(quarters) / lit(4.0), QuantileMethod::Linear)
}
