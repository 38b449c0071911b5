//! How evenly was the money spent? Quartiles, means and amounts at every level, on the adjusted and on
//! the initial budget.

use crate::analyses::basis::{BASES, Basis};
use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, percent, quartile, quotient, ratio, six};
use crate::analyses::facts::{facts, spending};
use crate::analyses::measures::ADJUSTMENT_RATE;
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{DataType, Expr, LazyFrame, NULL, col as column, lit, when};
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

/// Names of the columns that hold what a row brings to one basis: its rate, exact and as a float, which is
/// all that quantiles need, the budget and what was spent of it.
fn names(basis: &Basis) -> [String; 4] {
    ["rate", "float", "budget", "executed"].map(|what| format!("_{what}_{}", basis.name))
}

/// What a row brings to one basis.
fn brought(basis: &Basis) -> [Expr; 4] {
    let weighted = &basis.weighted;
    let single = weighted.single();
    let cells = [single.clone(), single.cast(DataType::Float64), weighted.whole(), weighted.part()];
    let mut names = names(basis).into_iter();
    cells.map(|cell| cell.alias(names.next().unwrap_or_default()))
}

/// A row per group and basis.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let scope = (&params.by, &params.only);
    let money = ["initial_wan", "adjusted_wan", "executed_wan"].map(column);
    // What a row brings is worked out once, and summed at every level.
    let rows = facts(tables, spending(scope), scope, &money)?;
    let brought = BASES.iter().flat_map(brought).chain([
        ADJUSTMENT_RATE.part().alias("_changed"),
        ADJUSTMENT_RATE.whole().alias("_changed_of"),
    ]);
    let mut kept = rollup::keys(&params.by);
    kept.extend(brought);
    let facts = rows.select(kept);
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
    let [rate, rates, budget, executed] = names(basis).map(column);
    let n = rate.clone().count();
    let amount = |sum: Expr| when(n.clone().gt(lit(0))).then(sum).otherwise(lit(NULL));
    let (budget, executed) = (budget.sum(), executed.sum());
    let mean = quotient(rate.clone().sum(), n.clone());
    let cells = [
        ("n", count(n.clone())),
        ("missing", count(rate.null_count())),
        ("min_pct", ratio(rates.clone().min())),
        ("q1_pct", ratio(quartile(rates.clone(), 1))),
        ("median_pct", ratio(quartile(rates.clone(), 2))),
        ("q3_pct", ratio(quartile(rates.clone(), 3))),
        ("max_pct", ratio(rates.max())),
        ("mean_pct", ratio(mean)),
        ("weighted_mean_pct", percent(executed.clone(), budget.clone())),
        ("budget_wan", six(amount(budget.clone()))),
        ("executed_wan", six(amount(executed.clone()))),
        ("unspent_wan", six(amount(budget - executed))),
        ("adjustment_rate_pct", percent(column("_changed").sum(), column("_changed_of").sum())),
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
