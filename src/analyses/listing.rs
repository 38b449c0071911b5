//! Answers that have a row a project: the dimensions in front, figures of the project behind them.

use crate::analyses::dimension::{Dimension, Grain};
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{Expr, LazyFrame, SortMultipleOptions, col as column, lit};

/// What the column `level` ends in where rows are projects.
const PROJECT: &str = "project";

/// The projects that `only` asks for, sorted by the dimensions of `by`, file and order in the file,
/// with `own` columns, of which those in `made` are worked out and the others are the project's.
///
/// # Errors
/// A dimension that projects do not have, or tables that are not of the schema.
pub(super) fn projects(
    tables: &Tables,
    (by, only): (&By, &Where),
    own: &[Column],
    made: &[Expr],
) -> Result<LazyFrame, Problem> {
    let depth = by.dimensions().len();
    let level = match depth {
        0 => PROJECT.to_owned(),
        _ => format!("{}/{PROJECT}", by.level(depth)),
    };
    let is_made = |one: &Column| made.iter().any(|made| matches!(made, Expr::Alias(_, name) if name == one.name));
    let is_key = |one: &Column| by.dimensions().iter().any(|by| by.name() == one.name);
    let plain =
        own.iter().filter(|one| !is_made(one) && !is_key(one)).map(|one| match one.name == col::DEPARTMENT.name {
            true => column(col::DEPARTMENT_CANONICAL.name).alias(one.name),
            false => column(one.name),
        });
    let place = [column(col::FILE.name).alias("_file"), column(col::ORDINAL.name).alias("_ordinal")];
    let dimensions = by
        .dimensions()
        .iter()
        .filter_map(|one: &Dimension| Some(column(one.column(Grain::Projects)?).alias(one.name())));
    let selected: Vec<Expr> = [lit(level).alias(col::LEVEL.name)]
        .into_iter()
        .chain(dimensions)
        .chain(place)
        .chain(plain)
        .chain(made.iter().cloned())
        .collect();
    let rows = only.narrow(tables.lazy(Grain::Projects.table())?, Grain::Projects).select(selected);
    let mut order = rollup::keys(by);
    order.extend([column("_file"), column("_ordinal")]);
    let sorted = rows.sort_by_exprs(order, SortMultipleOptions::default());
    Ok(rollup::shaped(sorted, &rollup::columns(by, own)))
}
