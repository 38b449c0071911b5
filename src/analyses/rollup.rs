//! Sums at every level: the same aggregates for all rows together, for each value of the first
//! dimension, of the first two, and so on, under a first column that says which.

use crate::analyses::dimension::Dimension;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::bands;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::fault;
use crate::tables::levels::{LEVEL1_ORDER, LEVEL2_ORDER};
use polars::prelude::{Expr, LazyFrame, NULL, SortMultipleOptions, UnionArgs, col as column, concat, len, lit, when};

/// Name of a column that counts the rows behind an aggregate, dropped before the answer.
const ROWS: &str = "_rows";

/// The dimensions of `by` as expressions.
pub(super) fn keys(by: &By) -> Vec<Expr> {
    by.dimensions().iter().map(|one| column(one.name())).collect()
}

/// `aggregates` of `facts` at every level of `by` from `from` on, within each further grouped by `own`
/// columns: `level`, the dimensions (empty where a row sums over them), `own`, the aggregates.
pub(super) fn rollup(
    facts: &LazyFrame,
    by: &By,
    from: usize,
    own: &[Expr],
    aggregates: &[Expr],
) -> Result<LazyFrame, Problem> {
    let depths = from..=by.dimensions().len();
    let levels: Vec<LazyFrame> = depths.map(|depth| level(facts, by, depth, own, aggregates)).collect();
    stacked(levels)
}

/// `frames`, one below the other.
///
/// # Errors
/// Frames of different columns.
pub(super) fn stacked(frames: Vec<LazyFrame>) -> Result<LazyFrame, Problem> {
    concat(frames, UnionArgs::default()).map_err(|error| fault(&error.to_string()))
}

/// The rows of one level.
fn level(facts: &LazyFrame, by: &By, depth: usize, own: &[Expr], aggregates: &[Expr]) -> LazyFrame {
    let groups: Vec<Expr> = keys(by).into_iter().take(depth).chain(own.iter().cloned()).collect();
    let all: Vec<Expr> = aggregates.iter().cloned().chain([len().alias(ROWS)]).collect();
    let summed = match groups.is_empty() {
        true => facts.clone().select(all),
        false => facts.clone().group_by(groups).agg(all),
    };
    let dimensions = by.dimensions().iter().enumerate().map(|(at, one)| {
        let answer = one.answer();
        if at < depth { column(answer.name) } else { lit(NULL).cast(answer.kind.dtype()).alias(answer.name) }
    });
    let head = [lit(by.level(depth)).alias(col::LEVEL.name)].into_iter().chain(dimensions);
    let own = own.iter().cloned();
    let names = aggregates.iter().map(|one| column(output(one)));
    // Of no rows at all, even an aggregate over everything says nothing.
    summed.filter(column(ROWS).gt(lit(0))).select(head.chain(own).chain(names).collect::<Vec<_>>())
}

/// The name an aggregate goes by.
fn output(aggregate: &Expr) -> String {
    match aggregate {
        Expr::Alias(_, name) => name.to_string(),
        _ => String::new(),
    }
}

/// `answer` in its order: by level, the widest first, by the dimensions, what is unknown first, and
/// last by `own`.
pub(super) fn ordered(answer: LazyFrame, by: &By, own: Vec<Expr>) -> LazyFrame {
    let levels: Vec<String> = (0..=by.dimensions().len()).map(|depth| by.level(depth)).collect();
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    let mut order = vec![rank(col::LEVEL.name, &levels)];
    for one in by.dimensions() {
        let name = one.name();
        let known: &[&str] = match one {
            Dimension::SizeBand => &bands::NAMES,
            Dimension::Level1 => &LEVEL1_ORDER,
            Dimension::Level2 => &LEVEL2_ORDER,
            _ => &[],
        };
        if !known.is_empty() {
            order.extend([column(name).is_not_null(), rank(name, known)]);
        }
        order.push(column(name));
    }
    order.extend(own);
    answer.sort_by_exprs(order, SortMultipleOptions::default().with_maintain_order(true))
}

/// Where the text in `name` stands among `known`; others stand behind them.
pub(super) fn rank(name: &str, known: &[&str]) -> Expr {
    let behind = i32::try_from(known.len()).unwrap_or(i32::MAX);
    known
        .iter()
        .rev()
        .zip((0..behind).rev())
        .fold(lit(behind), |otherwise, (one, at)| when(column(name).eq(lit(*one))).then(lit(at)).otherwise(otherwise))
}

/// The columns of an answer: `level`, the dimensions of `by`, and what is the analysis's `own` and no
/// dimension already.
pub(super) fn columns(by: &By, own: &[Column]) -> Vec<Column> {
    let dimensions = by.dimensions().iter().map(|one| one.answer());
    let is_key = |one: &&Column| by.dimensions().iter().any(|key| key.name() == one.name);
    [col::LEVEL].into_iter().chain(dimensions).chain(own.iter().filter(|one| !is_key(one)).copied()).collect()
}

/// `answer` with exactly `columns`, in their order and types.
pub(super) fn shaped(answer: LazyFrame, columns: &[Column]) -> LazyFrame {
    answer.select(columns.iter().map(|one| column(one.name).cast(one.kind.dtype())).collect::<Vec<_>>())
}
