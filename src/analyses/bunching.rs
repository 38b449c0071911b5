//! How many rates lie at exactly 100 %, beside the bins next to it? Execution rates on both budgets, and
//! actual values against their targets.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::basis::BASES;
use crate::analyses::bins::{Bin, bins, held};
use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, exact, percent, ratio};
use crate::analyses::facts::facts;
use crate::analyses::rollup;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{Expr, LazyFrame, NULL, col as column, lit};

/// The rows are projects and their indicators.
pub(super) const GRAINS: [Grain; 2] = [Grain::Projects, Grain::Indicators];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 9] = [
    col::OF_RATE,
    col::LOW_PCT,
    col::HIGH_PCT,
    col::N_RATES_IN_BIN,
    col::TOTAL_N,
    col::MISSING_RATE_OR_NUMBER,
    col::SHARE_PCT_OF_BIN,
    col::NEIGHBOURS_MEAN_N,
    col::EXCESS_N,
];

/// The rates, in the order of the table.
const OF: [&str; 3] = ["adjusted_rate", "initial_rate", "target"];

/// Where one bin ends and the next begins.
const EDGES_PCT: [u32; 9] = [80, 85, 90, 95, 100, 105, 110, 115, 120];

/// A row per group, rate and bin, empty bins included.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let scope = (&params.by, &params.only);
    let bins = bins(&EDGES_PCT).unwrap_or_default();
    let money = ["initial_wan", "adjusted_wan", "executed_wan"].map(column);
    let projects = facts(tables, Grain::Projects, scope, &money)?;
    let indicators = facts(tables, Grain::Indicators, scope, &[column("reached_pct")])?;
    let rates = [
        (projects.clone(), BASES[0].weighted.single()),
        (projects, BASES[1].weighted.single()),
        (indicators, column("reached_pct")),
    ];
    let mut told = Vec::new();
    for (of, (rows, rate)) in OF.into_iter().zip(rates) {
        let rows = rows.with_columns([rate.alias("_rate")]);
        let summed = rollup::rollup(&rows, &params.by, 0, &[], &counts(&bins))?;
        told.extend(bins.iter().enumerate().map(|(at, bin)| row(&summed, &params.by, of, (at, *bin, &bins))));
    }
    let order = vec![rollup::rank("of", &OF), column("_at")];
    let ordered = rollup::ordered(rollup::stacked(told)?, &params.by, order);
    Ok(rollup::shaped(ordered, &rollup::columns(&params.by, &COLUMNS)))
}

/// Name of the column that counts bin `at` while all stand side by side.
fn name(at: usize) -> String {
    format!("_bin{at}")
}

/// How many rates there are in every bin and in all, and how many are missing.
fn counts(bins: &[Bin]) -> Vec<Expr> {
    let rates = || column("_rate");
    let each = bins.iter().enumerate().map(|(at, bin)| held(rates(), *bin).alias(name(at)));
    each.chain([count(rates().count()).alias("total_n"), count(rates().null_count()).alias("missing")]).collect()
}

/// The rows of one bin; the one for exactly 100 % has its neighbours beside it.
fn row(summed: &LazyFrame, by: &By, of: &'static str, (at, (low, high), bins): (usize, Bin, &[Bin])) -> LazyFrame {
    let edge = |edge: Option<u32>| edge.map_or(lit(NULL), lit);
    let is_point = low.is_some() && low == high && at > 0 && at + 1 < bins.len();
    let n = || column(name(at)).cast(exact());
    let half = (column(name(at.saturating_sub(1))) + column(name(at + 1))).cast(exact()) / lit(2).cast(exact());
    let (mean, excess) = if is_point { (half.clone(), n() - half) } else { (lit(NULL), lit(NULL)) };
    let cells = [
        column(col::LEVEL.name),
        lit(of).alias("of"),
        ratio(edge(low)).alias("low_pct"),
        ratio(edge(high)).alias("high_pct"),
        column(name(at)).alias("n"),
        column("total_n"),
        column("missing"),
        percent(column(name(at)), column("total_n")).alias("share_pct"),
        mean.cast(exact()).alias("neighbours_mean_n"),
        excess.cast(exact()).alias("excess_n"),
        lit(u32::try_from(at).unwrap_or(u32::MAX)).alias("_at"),
    ];
    summed.clone().select(cells.into_iter().chain(rollup::keys(by)).collect::<Vec<_>>())
}
