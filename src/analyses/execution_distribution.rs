//! How evenly was the money spent? Quartiles, means and amounts at every level, on the adjusted and on
//! the initial budget.

use crate::analyses::basis::{BASES, Basis};
use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, quartile, ratio, six};
use crate::analyses::facts::{facts, spending};
use crate::analyses::measures::ADJUSTMENT_RATE;
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{DataType, Expr, LazyFrame, col as column, lit, when};
use serde::Deserialize;

/// What can be set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the answer is grouped by.
    pub(super) by: By,
    /// Which rows it is asked of.
    #[serde(rename = "where")]
    pub(super) only: Where,
}

/// The rows are projects; by source they are the rows of their money blocks.
pub(super) const GRAINS: [Grain; 1] = [Grain::Funding];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 14] = [
    col::BASIS,
    col::N_WITH_RATE,
    col::MISSING_RATE,
    col::MIN_PCT,
    col::Q1_PCT,
    col::MEDIAN_PCT,
    col::Q3_PCT,
    col::MAX_PCT,
    col::MEAN_PCT,
    col::WEIGHTED_MEAN_PCT,
    col::BUDGET_WAN,
    col::EXECUTED_WAN,
    col::UNSPENT_WAN_OF_BASIS,
    col::ADJUSTMENT_RATE_PCT_OF_BOTH,
];

/// Name of the column that holds the rates on one basis, as floats: quantiles need no more.
fn rates(basis: &Basis) -> String {
    format!("_rate_{}", basis.name)
}

/// A row per group and basis.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let scope = (&params.by, &params.only);
    let money = ["initial_wan", "adjusted_wan", "executed_wan"].map(column);
    let rates = BASES.map(|basis| basis.weighted.single().cast(DataType::Float64).alias(rates(&basis)));
    let facts = facts(tables, spending(scope), scope, &money)?.with_columns(rates);
    let all: Vec<Expr> = BASES.iter().flat_map(aggregates).collect();
    let summed = rollup::rollup(&facts, &params.by, 0, &[], &all)?;
    let columns = rollup::columns(&params.by, &COLUMNS);
    let sides: Vec<LazyFrame> = BASES.iter().map(|basis| side(&summed, basis, &columns)).collect();
    let ordered = rollup::ordered(rollup::stacked(sides)?, &params.by, vec![rollup::rank("basis", &Basis::NAMES)]);
    Ok(rollup::shaped(ordered, &columns))
}

/// The name that a column of one basis has while both stand side by side.
fn side_by_side(basis: &Basis, name: &str) -> String {
    format!("{}:{name}", basis.name)
}

/// The aggregates of one basis.
fn aggregates(basis: &Basis) -> Vec<Expr> {
    let (weighted, rates) = (&basis.weighted, column(rates(basis)));
    let known = weighted.counts().any(true);
    let amount = |sum: Expr| when(known.clone()).then(sum).otherwise(lit(polars::prelude::NULL));
    let (budget, executed) = (weighted.whole().sum(), weighted.part().sum());
    let cells = [
        ("n", weighted.n()),
        ("missing", count(weighted.counts().not().sum())),
        ("min_pct", ratio(rates.clone().min())),
        ("q1_pct", ratio(quartile(rates.clone(), 1))),
        ("median_pct", ratio(quartile(rates.clone(), 2))),
        ("q3_pct", ratio(quartile(rates.clone(), 3))),
        ("max_pct", ratio(rates.max())),
        ("mean_pct", ratio(basis.mean.value())),
        ("weighted_mean_pct", ratio(weighted.value())),
        ("budget_wan", six(amount(budget.clone()))),
        ("executed_wan", six(amount(executed.clone()))),
        ("unspent_wan", six(amount(budget - executed))),
        ("adjustment_rate_pct", ratio(ADJUSTMENT_RATE.value())),
    ];
    cells.into_iter().map(|(name, cell)| cell.alias(side_by_side(basis, name))).collect()
}

/// The rows of one basis.
fn side(summed: &LazyFrame, basis: &Basis, columns: &[Column]) -> LazyFrame {
    let own = |name: &str| COLUMNS.iter().any(|one| one.name == name);
    let cells = columns.iter().map(|one| match one.name {
        "basis" => lit(basis.name).alias("basis"),
        name if own(name) => column(side_by_side(basis, name)).alias(name),
        name => column(name),
    });
    summed.clone().select(cells.collect::<Vec<_>>())
}
