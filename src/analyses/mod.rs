//! One question a file: tables in, a table out.
//!
//! Every analysis has the same shape: `Params` with defaults, which refuse keys they do not know;
//! `COLUMNS`, the schema of the answer; and `table`, a function of tables and parameters alone.
//! Adding one takes its file, a line in the list below and a page in `docs/analyses`.
//!
//! Groups are years and units under one name each (see `names`); rows are sorted by year, unit and
//! the order of the document, so the same documents give the same table.

mod bootstrap;
mod comparability;
mod levels;
mod measures;
mod names;
mod purposes;
mod ratio;
mod subjects;

use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::Column;
use crate::values::Place;
use polars::prelude::DataFrame;
use serde::{Deserialize, Deserializer};

/// Writes the list of analyses once and everything that must know all of them from it.
macro_rules! analyses {
    ($($(#[$meaning:meta])* $variant:ident => $file:ident,)+) => {
        $(pub mod $file;)+

        /// A question that can be asked of the tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Analysis {
            $($(#[$meaning])* $variant,)+
        }

        impl Analysis {
            /// All of them, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in pipelines, file names and documentation.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($file),)+
                }
            }

            /// The columns of its table.
            pub fn columns(self) -> &'static [Column] {
                match self {
                    $(Self::$variant => &$file::COLUMNS,)+
                }
            }

            /// Whether `params` are parameters of this analysis.
            ///
            /// # Errors
            /// An unknown key or a value of another type, as the reader of `params` says it, so
            /// that it keeps its place.
            pub fn check<'de, D: Deserializer<'de>>(self, params: D) -> Result<(), D::Error> {
                match self {
                    $(Self::$variant => $file::Params::deserialize(params).map(drop),)+
                }
            }

            /// Its answer for `tables`; an empty map of `params` asks with the defaults.
            ///
            /// # Errors
            /// Parameters that are not its own, or tables that are not of the schema.
            pub fn run<'de, D: Deserializer<'de>>(self, tables: &Tables, params: D) -> Result<DataFrame, Problem> {
                match self {
                    $(Self::$variant => $file::table(tables, &read(self, params)?),)+
                }
            }
        }
    };
}

analyses! {
    /// How much of its budget did each project spend?
    ProjectExecution => project_execution,
    /// How evenly was the money spent?
    ExecutionDistribution => execution_distribution,
    /// How many projects spent how much of their budget?
    ExecutionHistogram => execution_histogram,
    /// Where were points lost?
    ScoringGaps => scoring_gaps,
    /// How does the mean score come about?
    ScoreWaterfall => score_waterfall,
    /// Does the score follow the spending?
    ScoreAgainstExecution => score_against_execution,
    /// What is the money for?
    SpendingShares => spending_shares,
    /// What changed between two years?
    YearComparison => year_comparison,
    /// Do the forms and the accounts tell the same?
    Reconciliation => reconciliation,
}

impl Analysis {
    /// The analysis called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|analysis| analysis.name() == name)
    }
}

/// Parameters of `analysis` as typed.
fn read<'de, P: Deserialize<'de>, D: Deserializer<'de>>(analysis: Analysis, params: D) -> Result<P, Problem> {
    P::deserialize(params).map_err(|error| {
        let message = format!("parameters of {}: {error}", analysis.name());
        Problem::error("parameter-invalid", Place::file(analysis.name()), message.trim().to_owned())
    })
}
