//! How much of its budget did each project spend? A row a project.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{ratio, six};
use crate::analyses::listing;
use crate::analyses::measures::{ADJUSTED_RATE_WEIGHTED, ADJUSTMENT_RATE, INITIAL_RATE_WEIGHTED, LOST_MEAN, UNSPENT};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{LazyFrame, col as column};

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 14] = [
    col::DEPARTMENT,
    col::ORDINAL,
    col::PROJECT,
    col::INITIAL_WAN,
    col::ADJUSTED_WAN,
    col::EXECUTED_WAN,
    col::UNSPENT_WAN,
    col::ADJUSTED_RATE_PCT,
    col::INITIAL_RATE_PCT,
    col::ADJUSTMENT_RATE_PCT,
    col::PRINTED_RATE_PCT,
    col::LOST_POINTS_OF_PROJECT,
    col::TOTAL_SCORE,
    col::TOTAL_WEIGHT,
];

/// A row a project, by its dimensions, file and order in the file.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    listing::projects(
        tables,
        (&params.by, &params.only),
        &COLUMNS,
        &[
            six(UNSPENT.part()).alias("unspent_wan"),
            ratio(ADJUSTED_RATE_WEIGHTED.single()).alias("adjusted_rate_pct"),
            ratio(INITIAL_RATE_WEIGHTED.single()).alias("initial_rate_pct"),
            ratio(ADJUSTMENT_RATE.single()).alias("adjustment_rate_pct"),
            column("execution_rate_pct").alias("printed_rate_pct"),
            six(LOST_MEAN.part()).alias("lost_points"),
        ],
    )
}
