//! How evenly was the money spent? Quartiles, means and amounts at every level, on the adjusted and on
//! the initial budget, and on the latter with likely moves followed where there are any.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::basis::{BASES, Basis, MOVED};
use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, percent, quartile, ratio, six};
use crate::analyses::facts::{facts, spending};
use crate::analyses::lowering::mean;
use crate::analyses::measures::{ADJUSTMENT_RATE, MOVED_ADJUSTMENT_RATE};
use crate::analyses::moved;
use crate::analyses::rollup;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{DataType, Expr, LazyFrame, NULL, col as column, lit, when};

/// The rows are projects; by source they are the rows of their money blocks.
pub(super) const GRAINS: [Grain; 1] = [Grain::Funding];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 17] = [
    col::BASIS_OF_THREE,
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
    col::LARGEST,
    col::LARGEST_SHARE_PCT,
    col::WITHOUT_LARGEST_PCT,
];

/// Name of the column that tells groups in which money was likely moved.
const HERE: &str = "_here";

/// Names of the columns that hold what a row brings to one basis: its rate, exact and as a float, which is
/// all that quantiles need, the budget and what was spent of it, and the change of it and what was changed.
fn names(basis: &Basis) -> [String; 6] {
    ["rate", "float", "budget", "executed", "changed", "changed_of"].map(|what| format!("_{what}_{}", basis.name))
}

/// What a row brings to one basis.
fn brought(basis: &Basis) -> [Expr; 6] {
    let weighted = &basis.weighted;
    let single = weighted.single();
    let change = if basis.name == MOVED.name { MOVED_ADJUSTMENT_RATE } else { ADJUSTMENT_RATE };
    let [rate, float] = [single.clone(), single.cast(DataType::Float64)];
    let cells = [rate, float, weighted.whole(), weighted.part(), change.part(), change.whole()];
    let mut names = names(basis).into_iter();
    cells.map(|cell| cell.alias(names.next().unwrap_or_default()))
}

/// A row per group and basis.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let scope = (&params.by, &params.only);
    let grain = spending(scope);
    // Moves are between projects; the rows of their money blocks have none.
    let (followed, is_any) = if grain == Grain::Projects { moved::followed(tables)? } else { (tables.clone(), false) };
    let bases: Vec<&Basis> = BASES.iter().chain(is_any.then_some(&MOVED)).collect();
    let mut money = ["initial_wan", "adjusted_wan", "executed_wan", "project"].map(column).to_vec();
    money.extend(is_any.then(|| ["initial_moved_wan", "moved_wan"].map(column)).into_iter().flatten());
    // What a row brings is worked out once, and summed at every level.
    let rows = facts(&followed, grain, scope, &money)?;
    let here = if is_any { column("moved_wan").is_not_null() } else { lit(false) };
    let brought = bases.iter().flat_map(|basis| brought(basis)).chain([column("project"), here.alias(HERE)]);
    let facts = rows.select(rollup::keys(&params.by).into_iter().chain(brought).collect::<Vec<_>>());
    let all = bases.iter().flat_map(|basis| aggregates(basis)).chain([column(HERE).any(true).alias(HERE)]);
    let summed = rollup::rollup(&facts, &params.by, 0, &[], &all.collect::<Vec<Expr>>())?;
    let columns = rollup::columns(&params.by, &COLUMNS);
    let sides: Vec<LazyFrame> = bases.iter().map(|basis| side(&summed, basis, &columns)).collect();
    let ordered = rollup::ordered(rollup::stacked(sides)?, &params.by, vec![rollup::rank("basis", &Basis::NAMES)]);
    Ok(rollup::shaped(ordered, &columns))
}

/// The name that a column of one basis has while both stand side by side.
fn side_by_side(basis: &Basis, name: &str) -> String {
    format!("{}:{name}", basis.name)
}

/// The aggregates of one basis.
fn aggregates(basis: &Basis) -> Vec<Expr> {
    let [rate, rates, budgets, spent, changed, changed_of] = names(basis).map(column);
    let (n, most) = (rate.clone().count(), budgets.clone().max());
    let amount = |sum: Expr| when(n.clone().gt(lit(0))).then(sum).otherwise(lit(NULL));
    let (budget, executed) = (budgets.clone().sum(), spent.clone().sum());
    let is_largest = budgets.eq(most.clone());
    let rest = percent(executed.clone() - spent.filter(is_largest.clone()).first(), budget.clone() - most.clone());
    let is_most = (most.clone() + most.clone()).gt(budget.clone());
    let cells = [
        ("n", count(n.clone())),
        ("missing", count(rate.clone().null_count())),
        ("min_pct", ratio(rates.clone().min())),
        ("q1_pct", ratio(quartile(rates.clone(), 1))),
        ("median_pct", ratio(quartile(rates.clone(), 2))),
        ("q3_pct", ratio(quartile(rates.clone(), 3))),
        ("max_pct", ratio(rates.max())),
        ("mean_pct", ratio(mean(rate.clone()))),
        ("weighted_mean_pct", percent(executed.clone(), budget.clone())),
        ("budget_wan", six(amount(budget.clone()))),
        ("executed_wan", six(amount(executed.clone()))),
        ("unspent_wan", six(amount(budget.clone() - executed))),
        ("adjustment_rate_pct", percent(changed.sum(), changed_of.sum())),
        ("largest", column("project").filter(is_largest).first()),
        ("largest_share_pct", percent(most, budget)),
        ("without_largest_pct", when(is_most).then(rest).otherwise(lit(NULL))),
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
    let told = if basis.name == MOVED.name { summed.clone().filter(column(HERE)) } else { summed.clone() };
    told.select(cells.collect::<Vec<_>>())
}
