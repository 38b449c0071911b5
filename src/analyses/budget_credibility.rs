//! How far was the budget kept, in total and in its composition? The outturn and the variance of PEFA
//! PI-1 and PI-2, on the initial and the adjusted budget, over projects, purposes and classes.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::basis::{Basis, MOVED};
use crate::analyses::composition::{self, OVER};
use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, percent, quotient, six};
use crate::analyses::rollup;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{DataType, Expr, LazyFrame, NULL, col as column, lit, when};

/// The rows are projects; by what accounts do not know, classes have no rows.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 15] = [
    col::OVER,
    col::BASIS_OF_THREE,
    col::N_WITH_BUDGET,
    col::PARTS_N,
    col::MISSING_BUDGET,
    col::BUDGET_WAN,
    col::EXECUTED_WAN,
    col::OUTTURN_PCT,
    col::DEVIATION_WAN,
    col::VARIANCE_PCT,
    col::LARGEST,
    col::LARGEST_SHARE_PCT,
    col::OUTTURN_WITHOUT_PCT,
    col::PI1_BAND,
    col::PI2_BAND,
];

/// A row per group, kind of part and basis.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let parts = rollup::stacked(composition::parts(tables, (&params.by, &params.only))?)?;
    let group = || {
        let head = [column(col::LEVEL.name)].into_iter().chain(rollup::keys(&params.by));
        head.chain(["over", "basis"].map(column)).collect::<Vec<Expr>>()
    };
    let summed = parts.group_by(group()).agg(sums()).with_columns(follows()).with_columns(bands());
    // The third basis is told where it differs from the second.
    let told = summed.filter(column("basis").neq(lit(MOVED.name)).or(column("_moved").gt(lit(0))));
    let order = vec![rollup::rank("over", &OVER), rollup::rank("basis", &Basis::NAMES)];
    Ok(rollup::shaped(rollup::ordered(told, &params.by, order), &rollup::columns(&params.by, &COLUMNS)))
}

/// Sums over the parts of a group. Parts without a budget are no parts.
fn sums() -> Vec<Expr> {
    let (budget, executed) = (|| column("_budget"), || column("_executed"));
    // Budgets cut alike keep the composition: what each part would have been of what was spent.
    let scaled = budget() * quotient(executed().sum(), budget().sum());
    let largest = |name: &str| column(name).filter(budget().eq(budget().max())).first();
    vec![
        count(column("_n").sum()).alias("n"),
        count(column("_n").gt(lit(0)).sum()).alias("parts_n"),
        count(column("_missing").sum()).alias("missing"),
        six(budget().sum()).alias("budget_wan"),
        six(executed().sum()).alias("executed_wan"),
        (executed() - scaled).abs().sum().alias("_deviation"),
        largest("_name").alias("largest"),
        budget().max().alias("_largest"),
        largest("_executed").alias("_largest_executed"),
        column("_moved").cast(DataType::Int64).sum().alias("_moved"),
    ]
}

/// What follows from the sums; of no budget, nothing.
fn follows() -> Vec<Expr> {
    let has = || column("n").gt(lit(0));
    let known = |cell: Expr| when(has()).then(cell).otherwise(lit(NULL));
    let (budget, executed) = (|| column("budget_wan"), || column("executed_wan"));
    let is_most = (column("_largest") + column("_largest")).gt(budget());
    let without = percent(executed() - column("_largest_executed"), budget() - column("_largest"));
    vec![
        known(budget()).alias("budget_wan"),
        known(executed()).alias("executed_wan"),
        six(known(column("_deviation"))).alias("deviation_wan"),
        percent(executed(), budget()).alias("outturn_pct"),
        percent(column("_deviation"), executed()).alias("variance_pct"),
        known(column("largest")).alias("largest"),
        percent(column("_largest"), budget()).alias("largest_share_pct"),
        when(has().and(is_most)).then(without).otherwise(lit(NULL)).alias("outturn_without_pct"),
    ]
}

/// The band of PEFA that the figure of the row would lie in.
fn bands() -> [Expr; 2] {
    let band = |figure: Expr, inside: [Expr; 3]| {
        let [a, b, c] = inside;
        let graded = when(a).then(lit("A")).when(b).then(lit("B")).when(c).then(lit("C")).otherwise(lit("D"));
        when(figure.is_null()).then(lit(NULL)).otherwise(graded)
    };
    let between = |low: i32, high: i32| column("outturn_pct").gt_eq(lit(low)).and(column("outturn_pct").lt_eq(lit(high)));
    let below = |limit: i32| column("variance_pct").lt(lit(limit));
    [
        band(column("outturn_pct"), [between(95, 105), between(90, 110), between(85, 115)]).alias("pi1_band"),
        band(column("variance_pct"), [below(5), below(10), below(15)]).alias("pi2_band"),
    ]
}
