//! Figures that differ by the 10,000 between 元 and 万元: those are a slip of the unit (R32), and no
//! other rule speaks of them.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::values::Interval;
use rust_decimal::Decimal;

/// Whether one of two figures is the other times 10,000. The smaller must be printed with three digits
/// or more: 0.02 beside 150.00 may be anything.
pub(super) fn slipped(case: &Case<'_>, one: &Figure, other: &Figure) -> bool {
    let small = if one.value.abs() < other.value.abs() { one } else { other };
    if small.value.abs() < small.step * Decimal::ONE_HUNDRED {
        return false;
    }
    let times = Interval::exact(case.settings.unit_slip_times);
    let (one, other) = (one.rounded(), other.rounded());
    !small.value.is_zero() && !one.meets(&other) && ((&one * &times).meets(&other) || (&other * &times).meets(&one))
}
