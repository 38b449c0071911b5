//! Projects with their rate and score, as both forms of the chart of scores need them.

use crate::charts::panels::{Panel, panels};
use crate::charts::text::clean;
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use rust_decimal::Decimal;

/// One project. Rate in percent, points.
#[derive(Clone)]
pub(super) struct Point {
    /// Its row in the table.
    pub(super) row: usize,
    /// Its name.
    pub(super) name: String,
    /// Executed by adjusted budget.
    pub(super) rate: Option<Decimal>,
    /// Its score.
    pub(super) score: Option<Decimal>,
    /// What it lacks to its full score.
    pub(super) lost: Option<Decimal>,
    /// What of it by execution.
    pub(super) lost_execution: Option<Decimal>,
}

/// The projects of `source`, panel by panel, within each the lowest score first.
///
/// # Errors
///
/// A column that is not there.
pub(super) fn read(source: &DataFrame) -> Result<Vec<Panel<Point>>, Problem> {
    let (years, units, names) =
        (cells::years(source, "year")?, cells::names(source, "unit")?, cells::names(source, "project")?);
    let (rate, score) = (cells::numbers(source, "adjusted_rate_pct")?, cells::numbers(source, "total_score")?);
    let (lost, lost_execution) =
        (cells::numbers(source, "lost_points")?, cells::numbers(source, "lost_execution_points")?);
    let point = |row: usize| {
        let name = clean(&names[row]);
        let (lost, lost_execution) = (lost[row], lost_execution[row]);
        (years[row], units[row].clone(), Point { row, name, rate: rate[row], score: score[row], lost, lost_execution })
    };
    let mut panels = panels((0..source.height()).map(point));
    for panel in &mut panels {
        panel.items.sort_by_key(|point| (point.score, point.rate));
    }
    Ok(panels)
}
