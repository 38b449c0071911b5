//! How much of a high execution rate is a lowered budget? The rate on the adjusted budget less that on
//! the initial one, and the projects lowered to exactly what was spent.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, hundredfold, percent, quotient, ratio, six};
use crate::analyses::facts::facts;
use crate::analyses::moved;
use crate::analyses::rollup;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{Expr, LazyFrame, NULL, col as column, lit, when};

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 16] = [
    col::READING,
    col::N_WITH_THREE,
    col::MISSING_OF_THREE,
    col::INITIAL_WAN_OF_N,
    col::ADJUSTED_WAN_OF_N,
    col::EXECUTED_WAN_OF_N,
    col::ADJUSTED_RATE_PCT_OF_N,
    col::INITIAL_RATE_PCT_OF_ALL,
    col::REBASELINED_PCT,
    col::LOWERED_N,
    col::RAISED_N,
    col::LOWERED_WAN,
    col::LOWERED_TO_SPENT_N,
    col::LOWERED_TO_SPENT_PCT,
    col::LOWERED_TO_SPENT_WAN,
    col::MOVED_WAN_LIKELY,
];

/// The readings, in the order of the table.
const READINGS: [(&str, &str); 2] = [("printed", "initial_wan"), ("moved", "initial_moved_wan")];

/// A row per group; a second one where money was likely moved between its projects.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let (followed, is_any) = moved::followed(tables)?;
    let money = ["initial_wan", "initial_moved_wan", "adjusted_wan", "executed_wan", "moved_wan"].map(column);
    let rows = facts(&followed, Grain::Projects, (&params.by, &params.only), &money)?;
    let mut told = Vec::new();
    for (reading, initial) in READINGS.iter().take(if is_any { 2 } else { 1 }) {
        let summed = rollup::rollup(&rows, &params.by, 0, &[], &sums(initial))?;
        let summed = summed.with_columns(follows()).with_columns([lit(*reading).alias("reading")]);
        let here = lit(*reading == READINGS[0].0).or(column("moved_wan").neq(lit(0)));
        told.push(summed.filter(here));
    }
    let order = vec![rollup::rank("reading", &READINGS.map(|(name, _)| name))];
    let ordered = rollup::ordered(rollup::stacked(told)?, &params.by, order);
    Ok(rollup::shaped(ordered, &rollup::columns(&params.by, &COLUMNS)))
}

/// Sums over the projects that print all three amounts, an initial budget of nothing excepted.
fn sums(initial: &str) -> Vec<Expr> {
    let [initial, adjusted, executed] = [initial, "adjusted_wan", "executed_wan"].map(|name| move || column(name));
    let counts = || {
        let known = initial().is_not_null().and(adjusted().is_not_null()).and(executed().is_not_null());
        known.and(initial().neq(lit(0))).fill_null(lit(false))
    };
    let sum = |figure: Expr, is_so: Expr| six(when(is_so).then(figure).otherwise(lit(NULL)).sum());
    let number = |is_so: Expr| count(is_so.fill_null(lit(false)).sum());
    let lowered = || counts().and(adjusted().lt(initial()));
    let to_spent = || lowered().and(adjusted().eq(executed()));
    vec![
        number(counts()).alias("n"),
        number(counts().not()).alias("missing"),
        sum(initial(), counts()).alias("initial_wan"),
        sum(adjusted(), counts()).alias("adjusted_wan"),
        sum(executed(), counts()).alias("executed_wan"),
        number(lowered()).alias("lowered_n"),
        number(counts().and(adjusted().gt(initial()))).alias("raised_n"),
        sum(initial() - adjusted(), lowered()).alias("lowered_wan"),
        number(to_spent()).alias("lowered_to_spent_n"),
        sum(initial() - adjusted(), to_spent()).alias("lowered_to_spent_wan"),
        six(column("moved_wan").filter(column("moved_wan").gt(lit(0))).sum()).alias("moved_wan"),
    ]
}

/// What follows from the sums.
fn follows() -> Vec<Expr> {
    let of = |name: &str| quotient(column("executed_wan"), column(name));
    vec![
        percent(column("executed_wan"), column("adjusted_wan")).alias("adjusted_rate_pct"),
        percent(column("executed_wan"), column("initial_wan")).alias("initial_rate_pct"),
        ratio(hundredfold(of("adjusted_wan") - of("initial_wan"))).alias("rebaselined_pct"),
        percent(column("lowered_to_spent_n"), column("n")).alias("lowered_to_spent_pct"),
    ]
}
