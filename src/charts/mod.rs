//! A table, drawn: each chart answers one question, and its title is the finding.
//!
//! A chart kind is one file: it reads an analysis table through `figure`, lays out marks and
//! texts on a `page`, and says in words what it shows. Nothing is measured by the machine's
//! fonts: texts are measured, drawn and embedded with the compiled-in ones, so that the same table
//! gives the same bytes everywhere.

mod audit;
mod canvas;
mod chance;
mod ends;
mod execution_rates;
mod execution_strips;
mod figure;
mod figures;
mod fonts;
mod gap_cells;
mod page;
mod panels;
mod png;
mod rows;
mod scale;
mod score_density;
mod score_dots;
mod score_points;
mod score_steps;
mod shades;
mod share_bars;
mod share_rows;
pub mod style;
mod svg;
mod text;
mod waterfall_years;
mod words;

pub use audit::Audit;
pub use canvas::{Area, Label};
pub use figure::{About, Drawing, Request};
pub use figures::Figures;
pub use fonts::{FAMILY, page_font};
pub use png::{options, png};

use crate::problem::Problem;

/// Writes the list of charts once and everything that must know all of them from it.
macro_rules! kinds {
    ($($(#[doc = $meaning:literal])* $variant:ident => $file:ident,)+) => {
        $(mod $file;)+

        /// A chart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[doc = $meaning])* $variant,)+
        }

        impl Kind {
            /// Every chart, in the order of a report.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The question it answers, in English.
            pub fn question(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($meaning),*).trim_ascii(),)+
                }
            }

            /// What must be known of it to ask for it.
            pub const fn about(self) -> &'static About {
                match self {
                    $(Self::$variant => const {
                        &About {
                            name: stringify!($file),
                            analyses: &$file::ANALYSES,
                            figures: &$file::FIGURES,
                            draw: $file::draw,
                        }
                    },)+
                }
            }
        }
    };
}

kinds! {
    /// How evenly was the money spent?
    ExecutionDistribution => execution_distribution,
    /// From the initial to the adjusted budget to what was spent, project by project.
    BudgetPath => budget_path,
    /// Which projects hold most of the unspent money?
    UnspentPareto => unspent_pareto,
    /// From 100 to the mean score: where were points lost?
    ScoreWaterfall => score_waterfall,
    /// On which kinds of indicators were points lost?
    GapHeatmap => gap_heatmap,
    /// Does the score follow the spending?
    ScoreAgainstExecution => score_against_execution,
    /// What was the money for?
    SpendingShares => spending_shares,
    /// What is different between two years?
    YearComparison => year_comparison,
    /// How did spending go over the years?
    Trend => trend,
    /// Which units changed between two years?
    UnitChange => unit_change,
    /// Through whom did a rate or a score change?
    Decomposition => decomposition,
    /// Do units differ by more than chance?
    Funnel => funnel,
    /// Were budgets kept, in total and in their composition?
    Credibility => credibility,
    /// Can the figures be trusted?
    Trust => trust,
}

impl Kind {
    /// The name in pipelines and of output files.
    pub const fn name(self) -> &'static str {
        self.about().name
    }

    /// The analyses whose tables the chart needs.
    pub const fn analyses(self) -> &'static [&'static str] {
        self.about().analyses
    }

    /// The chart of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Draws one chart.
///
/// # Errors
///
/// A problem if a table the chart needs is not there, is empty or lacks a column, or if nothing
/// in it can be drawn.
pub fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    (request.about.draw)(request)
}
