//! The rates of some projects together on one basis: their quantiles, and the rate of all by amount.
//!
//! Quantiles lie between neighbours in a straight line, as in the analysis of distributions.

use crate::charts::words::sum;
use crate::tables::cells::Row;
use crate::tables::columns::{self as col, Column};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The budget that spending is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// The adjusted budget.
    Adjusted,
    /// The initial budget.
    Initial,
}

impl Basis {
    /// Both, the official one first.
    pub(super) const BOTH: [Self; 2] = [Self::Adjusted, Self::Initial];

    const fn rate(self) -> &'static Column {
        match self {
            Self::Adjusted => &col::ADJUSTED_RATE_PCT,
            Self::Initial => &col::INITIAL_RATE_PCT,
        }
    }

    const fn budget(self) -> &'static Column {
        match self {
            Self::Adjusted => &col::ADJUSTED_WAN,
            Self::Initial => &col::INITIAL_WAN,
        }
    }
}

/// What is read of a project.
pub(super) const COLUMNS: [&Column; 8] = [
    &col::YEAR,
    &col::UNIT,
    &col::PROJECT,
    &col::INITIAL_WAN,
    &col::ADJUSTED_WAN,
    &col::EXECUTED_WAN,
    &col::ADJUSTED_RATE_PCT,
    &col::INITIAL_RATE_PCT,
];

/// The rate of a project on a basis, in percent.
pub(super) fn rate(item: Row<'_>, basis: Basis) -> Option<Decimal> {
    item.number(basis.rate())
}

/// The rates of some projects on one basis.
#[derive(Clone, Debug)]
pub(super) struct Rates {
    /// The rates, lowest first.
    pub(super) sorted: Vec<Decimal>,
    /// Projects without one.
    pub(super) missing: usize,
    /// Executed by budget of all that state both.
    pub(super) whole: Option<Decimal>,
}

impl Rates {
    /// The rates of `items` on `basis`.
    pub(super) fn of(items: &[Row<'_>], basis: Basis) -> Self {
        let mut sorted: Vec<Decimal> = items.iter().filter_map(|item| rate(*item, basis)).collect();
        sorted.sort_unstable();
        let missing = items.len() - sorted.len();
        Self { sorted, missing, whole: weighted(items, basis) }
    }

    /// How many have a rate.
    pub(super) fn n(&self) -> usize {
        self.sorted.len()
    }

    /// The rate below which `share` of a hundred of them lie.
    pub(super) fn quantile(&self, share: u32) -> Option<Decimal> {
        let last = self.sorted.len().checked_sub(1)?;
        let place = Decimal::from(last) * Decimal::from(share) / Decimal::ONE_HUNDRED;
        let below = place.floor().to_usize()?.min(last);
        let (low, high) = (self.sorted[below], self.sorted[(below + 1).min(last)]);
        Some(low + (high - low) * (place - place.floor()))
    }
}

/// Executed by budget of the `items` that state both, in percent.
fn weighted(items: &[Row<'_>], basis: Basis) -> Option<Decimal> {
    let both =
        || items.iter().filter_map(|item| Some((item.number(&col::EXECUTED_WAN)?, item.number(basis.budget())?)));
    let (executed, budget) = (sum(both().map(|pair| Some(pair.0))), sum(both().map(|pair| Some(pair.1))));
    (budget > Decimal::ZERO).then(|| executed * Decimal::ONE_HUNDRED / budget)
}

/// The project that holds more than half of the budgets of `items` on `basis`, where others have one
/// too, and the rate of the others.
pub(super) fn without_largest<'a>(items: &[Row<'a>], basis: Basis) -> Option<(Row<'a>, Decimal)> {
    let budget = |item: &Row<'_>| item.number(&col::EXECUTED_WAN).and(item.number(basis.budget())).unwrap_or_default();
    let all: Decimal = items.iter().map(budget).sum();
    let largest = *items.iter().max_by_key(|item| budget(item))?;
    if budget(&largest) * Decimal::TWO <= all {
        return None;
    }
    let others: Vec<Row<'_>> = items.iter().copied().filter(|item| item.at != largest.at).collect();
    Some((largest, weighted(&others, basis)?))
}
