//! The two budgets an execution rate can be a rate of.

use crate::analyses::measure::Measure;
use crate::analyses::measures::{ADJUSTED_RATE_MEAN, ADJUSTED_RATE_WEIGHTED, INITIAL_RATE_MEAN, INITIAL_RATE_WEIGHTED};

/// A budget, and the measures whose rates are rates of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis {
    /// Its name in tables.
    pub(super) name: &'static str,
    /// Executed / budget of all together.
    pub(super) weighted: Measure,
    /// The mean of executed / budget.
    pub(super) mean: Measure,
}

impl Basis {
    /// The names of both.
    pub(super) const NAMES: [&'static str; 2] = [BASES[0].name, BASES[1].name];
}

/// Both, in the order of the tables: 全年预算数, the basis of the official forms; 年初预算数, the telling
/// one where budgets were lowered to what was spent.
pub(super) const BASES: [Basis; 2] = [
    Basis { name: "adjusted", weighted: ADJUSTED_RATE_WEIGHTED, mean: ADJUSTED_RATE_MEAN },
    Basis { name: "initial", weighted: INITIAL_RATE_WEIGHTED, mean: INITIAL_RATE_MEAN },
];
