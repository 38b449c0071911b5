//! Figures that differ by the 10,000 between 元 and 万元: those are a slip of the unit (R32), and no
//! other rule speaks of them.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::values::Interval;

/// Whether one of two figures is the other times 10,000, and not nothing.
pub fn slipped(case: &Case<'_>, one: &Figure, other: &Figure) -> bool {
    let times = Interval::exact(case.settings.unit_slip_times);
    let (one, other) = (one.rounded(), other.rounded());
    let nothing = one.holds_zero() || other.holds_zero();
    !nothing && !one.meets(&other) && ((&one * &times).meets(&other) || (&other * &times).meets(&one))
}
