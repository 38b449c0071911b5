//! The rows that an answer sums over: of which table, narrowed, and under the names of answers.

use crate::analyses::dimension::{Dimension, Grain};
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::frame::fault;
use polars::prelude::{Expr, LazyFrame, col, lit};

/// The rows of `grain` that `only` asks for, with the dimensions of `by` under their names in answers,
/// and `columns` beside them.
///
/// # Errors
/// A dimension that rows of this grain do not have, or no such table.
pub(super) fn facts(
    tables: &Tables,
    grain: Grain,
    (by, only): (&By, &Where),
    columns: &[Expr],
) -> Result<LazyFrame, Problem> {
    let mut frame = only.narrow(tables.lazy(grain.table())?, grain);
    if grain == Grain::Funding {
        // The row of totals is the project itself, and its parts are the rows.
        frame = frame.filter(col("source").neq(lit("total")));
    }
    let dimensions: Result<Vec<Expr>, Problem> = by.dimensions().iter().map(|one| dimension(*one, grain)).collect();
    let mut selected = dimensions?;
    selected.extend_from_slice(columns);
    Ok(frame.select(selected))
}

/// Whose rows hold the money that is asked about: projects, and the rows of their money blocks where
/// it is asked by source.
pub(super) fn spending((by, only): (&By, &Where)) -> Grain {
    let mut dimensions = by.dimensions().iter().copied().chain(only.dimensions());
    if dimensions.any(|one| one == Dimension::Source) { Grain::Funding } else { Grain::Projects }
}

/// Whether rows of `grain` have every dimension that is asked about.
pub(super) fn fits((by, only): (&By, &Where), grain: Grain) -> bool {
    by.fits(&[grain]).and_then(|()| only.fits(&[grain])).is_ok()
}

/// Dimension `one` under its name in answers.
fn dimension(one: Dimension, grain: Grain) -> Result<Expr, Problem> {
    let found = one
        .column(grain)
        .ok_or_else(|| fault(&format!("rows of `{}` have no `{}` to be grouped by", grain.table(), one.name())))?;
    Ok(col(found).alias(one.name()))
}
