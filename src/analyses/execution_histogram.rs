//! How many projects spent how much of their budget? Counts in bins of the execution rate.

use crate::analyses::execution_distribution::Basis;
use crate::analyses::ratio::{cell, count};
use crate::analyses::subjects::{self, Group};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use crate::values::Place;
use polars::prelude::DataFrame;
use rust_decimal::Decimal;
use serde::Deserialize;

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {
    /// Where one bin ends and the next begins, whole percents, ascending.
    pub edges_pct: Vec<u32>,
}

impl Default for Params {
    fn default() -> Self {
        Self { edges_pct: vec![0, 50, 60, 70, 80, 90, 95, 100] }
    }
}

/// The columns of the table.
pub const COLUMNS: [Column; 6] = [
    col::YEAR,
    col::UNIT,
    col::BASIS,
    col::LOW_PCT,
    col::HIGH_PCT,
    col::N_IN_BIN,
];

/// From where to where a bin reaches; equal ends hold exactly that rate.
type Bin = (Option<Decimal>, Option<Decimal>);

/// A row per year, unit, basis and bin, empty bins included.
///
/// # Errors
/// Tables that are not of the schema, or edges that do not ascend.
pub fn table(tables: &Tables, params: &Params) -> Result<DataFrame, Problem> {
    let bins = bins(&params.edges_pct)?;
    let projects = subjects::projects(tables)?;
    let mut rows = Vec::new();
    for group in subjects::groups(&projects) {
        for basis in Basis::ALL {
            rows.extend(histogram(&group, basis, &bins));
        }
    }
    frame(&COLUMNS, &rows)
}

/// Bins between `edges`, one below and one above them. Exactly 100 % has a bin of its own where it
/// is an edge, because that is where budgets lowered to what was spent come to lie.
fn bins(edges: &[u32]) -> Result<Vec<Bin>, Problem> {
    let ascending = edges.windows(2).all(|pair| pair[0] < pair[1]);
    if edges.is_empty() || !ascending {
        let message = format!("edges_pct: expected ascending whole percents, found `{edges:?}`");
        return Err(Problem::error("parameter-invalid", Place::file("execution_histogram"), message));
    }
    let edge = |at: usize| edges.get(at).map(|percent| Decimal::from(*percent));
    let mut bins = vec![(None, edge(0))];
    for (at, percent) in edges.iter().enumerate() {
        if *percent == 100 {
            bins.push((edge(at), edge(at)));
        }
        bins.push((edge(at), edge(at + 1)));
    }
    Ok(bins)
}

/// The rows of one group. The bin below the first edge is shown only where something lies in it:
/// a negative rate is a refund, and rare.
fn histogram(group: &Group<'_>, basis: Basis, bins: &[Bin]) -> Vec<Vec<Value>> {
    let rates: Vec<Decimal> = group.projects.iter().filter_map(|project| basis.rate(project)).collect();
    let mut rows = Vec::new();
    for (low, high) in bins {
        let n = rates.iter().filter(|rate| holds((*low, *high), **rate)).count();
        if low.is_some() || n > 0 {
            let head = [Value::from(group.year), Value::from(&group.unit), Value::from(basis.name())];
            rows.push(head.into_iter().chain([cell(*low), cell(*high), Value::from(count(n))]).collect());
        }
    }
    rows
}

/// Whether `rate` lies in the bin; the bin from 100 on leaves out 100 itself.
fn holds((low, high): Bin, rate: Decimal) -> bool {
    if low.is_some() && low == high {
        return low == Some(rate);
    }
    let above = low.is_none_or(|low| rate > low || (rate == low && low != Decimal::ONE_HUNDRED));
    above && high.is_none_or(|high| rate < high)
}
