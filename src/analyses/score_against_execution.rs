//! Does the score follow the spending? Rate and score of every project, side by side.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{ratio, six};
use crate::analyses::listing;
use crate::analyses::measures::{ADJUSTED_RATE_WEIGHTED, LOST_EXECUTION_MEAN, LOST_MEAN};
use crate::analyses::score_discrimination;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{JoinArgs, JoinType, LazyFrame, col as column};

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 7] = [
    col::ORDINAL,
    col::PROJECT,
    col::ADJUSTED_RATE_PCT,
    col::TOTAL_SCORE,
    col::LOST_POINTS_OF_PROJECT,
    col::LOST_EXECUTION_POINTS,
    col::LOST_AGAIN_POINTS,
];

/// A row a project, by its dimensions, file and order in the file.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let key = || ["file", "ordinal"].map(column);
    let again = score_discrimination::of_indicators(tables)?.select([&key()[..], &[column("lost_again_points")]].concat());
    let mut beside = tables.clone();
    beside.put("projects", tables.lazy("projects")?.join(again, key(), key(), JoinArgs::new(JoinType::Left)));
    listing::projects(
        &beside,
        (&params.by, &params.only),
        &COLUMNS,
        &[
            ratio(ADJUSTED_RATE_WEIGHTED.single()).alias("adjusted_rate_pct"),
            six(LOST_MEAN.part()).alias("lost_points"),
            six(LOST_EXECUTION_MEAN.part()).alias("lost_execution_points"),
        ],
    )
}
