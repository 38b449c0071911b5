//! The budgets an execution rate can be a rate of.

use crate::analyses::measure::Measure;
use crate::analyses::measures::{ADJUSTED_RATE_WEIGHTED, INITIAL_RATE_WEIGHTED, MOVED_INITIAL_RATE};

/// A budget, and the measure whose rates are rates of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis {
    /// Its name in tables.
    pub(super) name: &'static str,
    /// Executed / budget of all together.
    pub(super) weighted: Measure,
}

impl Basis {
    /// The names of all.
    pub(super) const NAMES: [&'static str; 3] = [BASES[0].name, BASES[1].name, MOVED.name];
}

/// The printed ones, in the order of the tables: 全年预算数, the basis of the official forms; 年初预算数,
/// the telling one where budgets were lowered to what was spent.
pub(super) const BASES: [Basis; 2] = [
    Basis { name: "adjusted", weighted: ADJUSTED_RATE_WEIGHTED },
    Basis { name: "initial", weighted: INITIAL_RATE_WEIGHTED },
];

/// The initial budget with likely moves between projects followed, told where there are any.
pub(super) const MOVED: Basis = Basis { name: "initial_moved", weighted: MOVED_INITIAL_RATE };
