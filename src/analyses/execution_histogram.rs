//! How many projects spent how much of their budget? Counts in bins of the execution rate.

use crate::analyses::basis::{BASES, Basis};
use crate::analyses::bins::{Bin, bins, held};
use crate::analyses::dimension::Grain;
use crate::analyses::exact::ratio;
use crate::analyses::facts::{facts, spending};
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::problem::{Code, Problem, said};
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::values::Place;
use polars::prelude::{Expr, LazyFrame, NULL, col as column, lit};
use serde::Deserialize;

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the answer is grouped by.
    pub(super) by: By,
    /// Which rows it is asked of.
    #[serde(rename = "where")]
    pub(super) only: Where,
    /// Where one bin ends and the next begins, whole percents, ascending.
    pub(super) edges_pct: Vec<u32>,
}

impl Default for Params {
    fn default() -> Self {
        Self { by: By::default(), only: Where::default(), edges_pct: vec![0, 50, 60, 70, 80, 90, 95, 100] }
    }
}

/// The rows are projects; by source they are the rows of their money blocks.
pub(super) const GRAINS: [Grain; 1] = [Grain::Funding];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 4] = [
    col::BASIS,
    col::LOW_PCT,
    col::HIGH_PCT,
    col::N_IN_BIN,
];

/// A row per group, basis and bin, empty bins included.
///
/// # Errors
/// Tables that are not of the schema, or edges that do not ascend.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let bins = bins(&params.edges_pct).ok_or_else(|| descending(&params.edges_pct))?;
    let scope = (&params.by, &params.only);
    let money = ["initial_wan", "adjusted_wan", "executed_wan"].map(column);
    let rates = BASES.map(|basis| basis.weighted.single().alias(rate(&basis)));
    let facts = facts(tables, spending(scope), scope, &money)?.with_columns(rates);
    let cells = BASES.iter().flat_map(|basis| bins.iter().enumerate().map(move |(at, bin)| (basis, at, *bin)));
    let cells: Vec<(&Basis, usize, Bin)> = cells.collect();
    let counts: Vec<Expr> = cells.iter().map(|(basis, at, bin)| held(column(rate(basis)), *bin).alias(bin_name(basis, *at))).collect();
    let summed = rollup::rollup(&facts, &params.by, 0, &[], &counts)?;
    let bars: Vec<LazyFrame> = cells.iter().map(|(basis, at, bin)| bar(&summed, &params.by, (basis, *at, *bin))).collect();
    let order = vec![rollup::rank("basis", &Basis::NAMES), column("_at")];
    let ordered = rollup::ordered(rollup::stacked(bars)?, &params.by, order);
    Ok(rollup::shaped(ordered, &rollup::columns(&params.by, &COLUMNS)))
}

/// Name of the column that holds the rates on one basis.
fn rate(basis: &Basis) -> String {
    format!("_rate_{}", basis.name)
}

/// Name of the column that counts bin `at` while all stand side by side.
fn bin_name(basis: &Basis, at: usize) -> String {
    format!("{}:{at}", basis.name)
}

/// The rows of one bin. The bin below the first edge is shown only where something lies in it: a
/// negative rate is a refund, and rare.
fn bar(summed: &LazyFrame, by: &By, (basis, at, (low, high)): (&Basis, usize, Bin)) -> LazyFrame {
    let edge = |edge: Option<u32>| edge.map_or(lit(NULL), lit);
    let place = u32::try_from(at).unwrap_or(u32::MAX);
    let cells = [
        column(col::LEVEL.name),
        lit(basis.name).alias("basis"),
        ratio(edge(low)).alias("low_pct"),
        ratio(edge(high)).alias("high_pct"),
        column(bin_name(basis, at)).alias("n"),
        lit(place).alias("_at"),
    ];
    let rows = summed.clone().select(cells.into_iter().chain(rollup::keys(by)).collect::<Vec<_>>());
    if low.is_some() { rows } else { rows.filter(column("n").gt(lit(0))) }
}

/// What is said of edges that do not ascend.
fn descending(edges: &[u32]) -> Problem {
    let message = said!(
        "edges_pct：应为由小到大的整数百分比，实际为`{edges:?}`",
        "edges_pct: expected ascending whole percents, found `{edges:?}`"
    );
    Problem::error(Code::ParameterInvalid, Place::file("execution_histogram"), message)
}
