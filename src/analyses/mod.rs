//! One question a file: lazy frames in, a lazy frame out.
//!
//! Every analysis has the same shape: `Params` with defaults, which refuse keys they do not know;
//! `COLUMNS`, what is its own in the schema of the answer; `GRAINS`, whose rows it counts; and `table`,
//! a function of tables and parameters alone. Adding one takes its file, a line in the list below and
//! a page in `docs/analyses`.
//!
//! An answer is grouped by the dimensions of `by` and has rows at every level: for everything together,
//! for each value of the first dimension, of the first two, and so on. Its first column `level` says
//! which. Rows are sorted by level, dimensions and what is the analysis's own, so the same documents
//! give the same table.

mod basis;
mod bins;
mod bootstrap;
mod comparability;
mod composition;
mod dimension;
mod exact;
mod facts;
mod listing;
mod lowering;
mod measure;
mod measures;
mod money;
mod moved;
mod newcombe;
mod panel;
mod parts;
mod rollup;
mod scope;
mod sides;
mod stated;

pub use dimension::{Dimension, Grain};
pub use measure::{Estimator, Measure, Nature, Over, Term, Unit};
pub use measures::HEADLINE;
pub use scope::{By, Where};

use crate::problem::{Code, Problem, Said, said};
use crate::tables::columns::Column;
use crate::tables::{Tables, collect};
use crate::values::{Lang, Place};
use polars::prelude::{DataFrame, LazyFrame};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Writes the list of analyses once and everything that must know all of them from it.
macro_rules! analyses {
    ($($(#[doc = $meaning:literal])* $variant:ident => $file:ident,)+) => {
        $(mod $file;)+

        /// A question that can be asked of the tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Analysis {
            $($(#[doc = $meaning])* $variant,)+
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

            /// The question it answers, in English.
            pub fn question(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($meaning),*).trim_ascii(),)+
                }
            }

            /// The columns of its table that are its own: behind `level` and the dimensions of `by`.
            pub fn columns(self) -> &'static [Column] {
                match self {
                    $(Self::$variant => &$file::COLUMNS,)+
                }
            }

            /// What its rows are made of: `by` and `where` take the dimensions that all of it has.
            pub fn grains(self) -> &'static [Grain] {
                match self {
                    $(Self::$variant => &$file::GRAINS,)+
                }
            }

            /// Whether `params` are parameters of this analysis.
            ///
            /// # Errors
            /// An unknown key, a value of another type or a dimension that its rows do not have, as the
            /// reader of `params` says it, so that it keeps its place.
            pub fn check<'de, D: Deserializer<'de>>(self, params: D) -> Result<(), D::Error> {
                let fits = match self {
                    $(Self::$variant => $file::Params::deserialize(params).map(|params| {
                        params.by.fits(self.grains()).and_then(|()| params.only.fits(self.grains()))
                    })?,)+
                };
                fits.map_err(|message| D::Error::custom(message.folded()))
            }

            /// The columns of its answer to `params`: `level`, the dimensions asked for, its own.
            ///
            /// # Errors
            /// Parameters that are not its own.
            pub fn schema<'de, D: Deserializer<'de>>(self, params: D) -> Result<Vec<Column>, Problem> {
                match self {
                    $(Self::$variant => {
                        let params: $file::Params = read(self, params)?;
                        Ok(rollup::columns(&params.by, &$file::COLUMNS))
                    })+
                }
            }

            /// What `where` names and no row has: a slip, or a name that is counted under another.
            ///
            /// # Errors
            /// Parameters that are not its own, or tables that are not of the schema.
            pub fn unmet<'de, D: Deserializer<'de>>(self, tables: &Tables, params: D) -> Result<Vec<Problem>, Problem> {
                match self {
                    $(Self::$variant => {
                        let params: $file::Params = read(self, params)?;
                        params.only.unmet(tables, self.grains(), self.name())
                    })+
                }
            }

            /// Its answer for `tables`, still to be worked out; an empty map of `params` asks with the
            /// defaults.
            ///
            /// # Errors
            /// Parameters that are not its own, or tables that are not of the schema.
            pub fn ask<'de, D: Deserializer<'de>>(self, tables: &Tables, params: D) -> Result<LazyFrame, Problem> {
                match self {
                    $(Self::$variant => {
                        let params: $file::Params = read(self, params)?;
                        let fits = params.by.fits(self.grains()).and_then(|()| params.only.fits(self.grains()));
                        fits.map_err(|message| invalid(self, &message))?;
                        $file::table(tables, &params)
                    })+
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
    /// How did figures change from year to year, and through whom?
    YearChanges => year_changes,
    /// What becomes of a target in the year after?
    TargetsOverYears => targets_over_years,
    /// Do the forms and the accounts tell the same?
    Reconciliation => reconciliation,
    /// How far was the budget kept, in total and in its composition?
    BudgetCredibility => budget_credibility,
    /// How much of a high execution rate is a lowered budget?
    Rebaselining => rebaselining,
    /// How much is in how few projects?
    Concentration => concentration,
    /// What do scores tell apart?
    ScoreDiscrimination => score_discrimination,
    /// How many rates lie at exactly 100 %?
    Bunching => bunching,
    /// Was money moved between projects?
    MovedMoney => moved_money,
}

impl Analysis {
    /// The analysis called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|analysis| analysis.name() == name)
    }

    /// Its answer for `tables`.
    ///
    /// # Errors
    /// As [`Analysis::ask`], and an answer that cannot be worked out.
    pub fn run<'de, D: Deserializer<'de>>(self, tables: &Tables, params: D) -> Result<DataFrame, Problem> {
        collect(self.ask(tables, params)?)
    }
}

/// Parameters of `analysis` as typed.
fn read<'de, P: Deserialize<'de>, D: Deserializer<'de>>(analysis: Analysis, params: D) -> Result<P, Problem> {
    P::deserialize(params).map_err(|error| invalid(analysis, &heard(&error.to_string())))
}

/// What is said of parameters that `analysis` cannot take.
fn invalid(analysis: Analysis, message: &Said) -> Problem {
    let name = analysis.name();
    let message = Said::new(
        format!("分析{name}的参数：{}", message.in_lang(Lang::Zh).trim()),
        format!("parameters of {name}: {}", message.in_lang(Lang::En).trim()),
    );
    Problem::error(Code::ParameterInvalid, Place::file(name), message)
}

/// What a reader of parameters says.
fn heard(error: &str) -> Said {
    Said::unfolded(error).unwrap_or_else(|| said!("{error}", "{error}"))
}
