//! A table, drawn: each chart answers one question, and its title is the finding.
//!
//! A chart kind is one file: it reads an analysis table through `figure`, lays out marks and
//! texts on a `page`, and says in words what it shows. Nothing is measured by the machine's
//! fonts: texts are measured, drawn and embedded with the compiled-in ones, so that the same table
//! gives the same bytes everywhere.

mod audit;
mod budget_path;
mod canvas;
mod execution_distribution;
mod figure;
mod fonts;
mod gap_heatmap;
mod kind;
mod page;
mod png;
mod rows;
mod scale;
mod score_against_execution;
mod score_waterfall;
mod spending_shares;
pub mod style;
mod svg;
mod text;
mod unspent_pareto;
mod words;
mod year_comparison;

pub use audit::Audit;
pub use canvas::{Area, Label};
pub use figure::{Drawing, Request};
pub use fonts::{FAMILY, page_font};
pub use kind::Kind;
pub use png::{options, png};

use crate::problem::Problem;

/// Draws one chart.
///
/// # Errors
///
/// A problem if a table the chart needs is not there, is empty or lacks a column, or if nothing
/// in it can be drawn.
pub fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    match request.kind {
        Kind::ExecutionDistribution => execution_distribution::draw(request),
        Kind::BudgetPath => budget_path::draw(request),
        Kind::ScoreWaterfall => score_waterfall::draw(request),
        Kind::GapHeatmap => gap_heatmap::draw(request),
        Kind::ScoreAgainstExecution => score_against_execution::draw(request),
        Kind::SpendingShares => spending_shares::draw(request),
        Kind::YearComparison => year_comparison::draw(request),
        Kind::UnspentPareto => unspent_pareto::draw(request),
    }
}
