//! Was money moved between projects? Cuts of one project that equal, to the last digit, what others of
//! the same unit and year were given, and the rates on the initial budget with and without them.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, percent, six};
use crate::analyses::facts::facts;
use crate::analyses::measures::{ADJUSTMENT_RATE, INITIAL_RATE_WEIGHTED, MOVED_ADJUSTMENT_RATE, MOVED_INITIAL_RATE};
use crate::analyses::moved::{self, Item, Move};
use crate::analyses::rollup;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame, from_millionths};
use polars::prelude::{Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, col as column, lit};

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 16] = [
    col::N_WITH_INITIAL,
    col::LOWERED_N,
    col::MOVES_N,
    col::MOVED_WAN_LIKELY,
    col::ADJUSTMENT_RATE_PCT_OF_BOTH,
    col::ADJUSTMENT_RATE_MOVED_PCT,
    col::INITIAL_RATE_PCT_OF_ALL,
    col::INITIAL_RATE_MOVED_PCT,
    col::ORDINAL,
    col::PROJECT,
    col::RECEIVERS,
    col::RECEIVER_N,
    col::TRIED_N,
    col::MATCHES_N,
    col::LIKELIHOOD,
    col::FILE,
];

/// The columns that speak of one move.
const OF_MOVE: [Column; 9] = [
    col::FILE,
    col::ORDINAL,
    col::PROJECT,
    col::MOVED_WAN_LIKELY,
    col::RECEIVERS,
    col::RECEIVER_N,
    col::TRIED_N,
    col::MATCHES_N,
    col::LIKELIHOOD,
];

/// A row a group, and behind them a row a move.
///
/// A move is told with the project that was cut, of which `where` is asked.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let scope = (&params.by, &params.only);
    let (followed, _) = moved::followed(tables)?;
    let money = ["initial_wan", "initial_moved_wan", "adjusted_wan", "executed_wan", "moved_wan"].map(column);
    let rows = facts(&followed, Grain::Projects, scope, &money)?;
    let columns = rollup::columns(&params.by, &COLUMNS);
    let summed = rollup::rollup(&rows, &params.by, 0, &[], &sums())?;
    let key = [column(col::FILE.name), column(col::ORDINAL.name)];
    let donors = facts(tables, Grain::Projects, scope, &key)?;
    let listed = frame(&OF_MOVE, &moved::moves(tables)?.iter().map(told).collect::<Vec<_>>())?.lazy();
    let listed = donors.join(listed, key.clone(), key, JoinArgs::new(JoinType::Inner));
    let depth = params.by.dimensions().len();
    let level = if depth == 0 { "move".to_owned() } else { format!("{}/move", params.by.level(depth)) };
    let listed = listed.with_columns([lit(level).alias(col::LEVEL.name)]);
    let all = rollup::stacked(vec![filled(summed, &params.by, &sums()), filled(listed, &params.by, &of_move())])?;
    let order = vec![column(col::FILE.name), column(col::ORDINAL.name)];
    Ok(rollup::shaped(rollup::ordered(all, &params.by, order), &columns))
}

/// What is said of a group.
fn sums() -> Vec<Expr> {
    let rate = |measure: &crate::analyses::measure::Measure| percent(measure.part().sum(), measure.whole().sum());
    let moved = || column("moved_wan");
    vec![
        INITIAL_RATE_WEIGHTED.n().alias(col::N_WITH_INITIAL.name),
        count(column("adjusted_wan").lt(column("initial_wan")).sum()).alias(col::LOWERED_N.name),
        count(moved().lt(lit(0)).sum()).alias(col::MOVES_N.name),
        six(moved().filter(moved().gt(lit(0))).sum()).alias(col::MOVED_WAN_LIKELY.name),
        rate(&ADJUSTMENT_RATE).alias(col::ADJUSTMENT_RATE_PCT_OF_BOTH.name),
        rate(&MOVED_ADJUSTMENT_RATE).alias(col::ADJUSTMENT_RATE_MOVED_PCT.name),
        rate(&INITIAL_RATE_WEIGHTED).alias(col::INITIAL_RATE_PCT_OF_ALL.name),
        rate(&MOVED_INITIAL_RATE).alias(col::INITIAL_RATE_MOVED_PCT.name),
    ]
}

/// The cells of a move as they stand in its row.
fn of_move() -> Vec<Expr> {
    OF_MOVE.iter().map(|one| column(one.name).alias(one.name)).collect()
}

/// `rows` with every column of the answer; those that are not `made` are empty.
fn filled(rows: LazyFrame, by: &By, made: &[Expr]) -> LazyFrame {
    let is_made = |one: &Column| made.iter().any(|made| matches!(made, Expr::Alias(_, name) if name == one.name));
    let cell = |one: &Column| match is_made(one) {
        true => column(one.name).cast(one.kind.dtype()),
        false => lit(NULL).cast(one.kind.dtype()).alias(one.name),
    };
    let head = [column(col::LEVEL.name)].into_iter().chain(rollup::keys(by));
    rows.select(head.chain(COLUMNS.iter().map(cell)).collect::<Vec<_>>())
}

/// The cells of one move, in the order of [`OF_MOVE`].
fn told(one: &Move) -> Vec<Value> {
    let name = |item: &Item| format!("{} {}", item.ordinal, item.project.as_deref().unwrap_or_default());
    let receivers: Vec<String> = one.to.iter().map(name).collect();
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    vec![
        Value::from(one.from.file.as_str()),
        Value::from(one.from.ordinal),
        Value::from(&one.from.project),
        Value::from(from_millionths(one.from.amount)),
        Value::from(receivers.join("；")),
        Value::from(size(one.to.len())),
        Value::from(u32::try_from(one.tried).unwrap_or(u32::MAX)),
        Value::from(one.matches),
        Value::from(if one.is_likely { "likely" } else { "possible" }),
    ]
}
