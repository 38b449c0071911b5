//! Records as dataframes.
//!
//! Everything that was read from any number of documents, in five tables whose columns carry the
//! names of the record's fields, preceded by the file and line they stand on. Money, points and
//! printed percentages are `Decimal(38, 6)`. The schema is in [`columns`]; [`store`] writes a table
//! down.

pub mod columns;
pub mod frame;
pub mod store;

mod accounts;
mod funding;
mod indicators;
mod problems;
mod projects;

pub use polars::prelude::DataFrame;

use crate::problem::Problem;
use crate::records::Reading;
use crate::tables::columns::SCALE;
use crate::tables::frame::{Value, millionths};
use crate::values::Place;
use rust_decimal::{Decimal, RoundingStrategy};

/// What a set of documents says, as five tables; rows in the order of the readings and, within a
/// reading, of the document.
#[derive(Clone, Debug)]
pub struct Tables {
    /// A row a project: [`columns::PROJECTS`].
    pub projects: DataFrame,
    /// A row a row of a money block: [`columns::FUNDING`].
    pub funding: DataFrame,
    /// A row an indicator: [`columns::INDICATORS`].
    pub indicators: DataFrame,
    /// A row a figure of the accounts: [`columns::ACCOUNTS`].
    pub accounts: DataFrame,
    /// A row a problem, those of the figures that fit no column included: [`columns::PROBLEMS`].
    pub problems: DataFrame,
}

/// Names of the tables, in the order of [`Tables::named`].
pub const NAMES: [&str; 5] = ["projects", "funding", "indicators", "accounts", "problems"];

impl Tables {
    /// The tables of `readings`.
    ///
    /// A figure with more decimals than a column holds is left out and becomes a problem with its
    /// place; a printed percentage with more (spreadsheets print 0.0900000762939453 for 9 %) is
    /// rounded, with a note.
    ///
    /// # Errors
    /// Only where a dataframe cannot be built at all.
    pub fn from_readings(readings: &[Reading]) -> Result<Self, Problem> {
        let mut fit = Fit::default();
        let projects = projects::table(readings, &mut fit)?;
        let funding = funding::table(readings, &mut fit)?;
        let indicators = indicators::table(readings, &mut fit)?;
        let accounts = accounts::table(readings, &mut fit)?;
        let problems = problems::table(readings, &fit.problems)?;
        Ok(Self { projects, funding, indicators, accounts, problems })
    }

    /// The five tables with their names, in this order.
    pub fn named(&self) -> [(&'static str, &DataFrame); 5] {
        let tables = [&self.projects, &self.funding, &self.indicators, &self.accounts, &self.problems];
        std::array::from_fn(|at| (NAMES[at], tables[at]))
    }
}

/// Decides whether figures fit a column of six decimals, and remembers those that do not.
#[derive(Default)]
struct Fit {
    problems: Vec<Problem>,
}

impl Fit {
    /// `figure` as a cell, or a null and a problem.
    fn exact(&mut self, figure: Option<Decimal>, name: &str, place: &Place) -> Value {
        let fits = figure.filter(|f| millionths(*f).is_some());
        if let (Some(figure), None) = (figure, fits) {
            let message =
                format!("{name}: expected at most {SCALE} decimals, found `{figure}`; left out of the tables");
            self.problems.push(Problem::error("figure-too-fine", place.clone(), message));
        }
        Value::Exact(fits)
    }

    /// `percent` as a cell, rounded half to even where it has more than six decimals.
    fn percent(&mut self, percent: Option<Decimal>, name: &str, place: &Place) -> Value {
        Value::Exact(percent.map(|printed| {
            let rounded = printed.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointNearestEven);
            if rounded != printed {
                let message = format!("{name}: `{printed}` was rounded to {SCALE} decimals in the tables");
                self.problems.push(Problem::note("percentage-rounded", place.clone(), message));
            }
            rounded
        }))
    }
}

/// The first two cells of every row: the file and the line.
fn head(place: &Place) -> [Value; 2] {
    [Value::from(&*place.file), Value::from(place.line)]
}
