//! Records as dataframes.
//!
//! Everything that was read from any number of documents and what the rules say of it, in seven tables whose columns carry the
//! names of the record's fields, preceded by the file and line they stand on. Money, points and
//! printed percentages are `Decimal(38, 6)`. The schema is in [`columns`]; [`store`] writes a table
//! down.

pub mod cells;
pub mod columns;
pub mod frame;
pub mod store;

mod accounts;
mod disputes;
mod findings;
mod funding;
mod indicators;
mod marks;
mod problems;
mod projects;

pub use marks::{Doubt, Key, Mark, Marks, marks};
pub use polars::prelude::DataFrame;

use crate::checks::Report;
use crate::problem::Problem;
use crate::records::Reading;
use crate::tables::columns::SCALE;
use crate::tables::disputes::Disputes;
use crate::tables::frame::{Value, millionths};
use crate::values::Place;
use rust_decimal::{Decimal, RoundingStrategy};

/// What a set of documents says, as seven tables; rows in the order of the readings and, within a
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
    /// A row a finding of the audit: [`columns::FINDINGS`].
    pub findings: DataFrame,
    /// A row a rule and document: [`columns::CHECKS`].
    pub checks: DataFrame,
}

/// Names of the tables, in the order of [`Tables::named`].
pub const NAMES: [&str; 7] = ["projects", "funding", "indicators", "accounts", "problems", "findings", "checks"];

impl Tables {
    /// The tables of `readings`, none of whose figures is disputed because none was checked.
    ///
    /// # Errors
    /// As [`Tables::checked`].
    pub fn from_readings(readings: &[Reading]) -> Result<Self, Problem> {
        Self::checked(readings, &[])
    }

    /// The tables of `readings` with the `reports` of the audit, which stand in the same order, each
    /// with its file.
    ///
    /// A figure with more decimals than a column holds is left out and becomes a problem with its
    /// place; a printed percentage with more (spreadsheets print 0.0900000762939453 for 9 %) is
    /// rounded, with a note.
    ///
    /// # Errors
    /// Only where a dataframe cannot be built at all.
    pub fn checked(readings: &[Reading], reports: &[(String, Report)]) -> Result<Self, Problem> {
        let mut fit = Fit::default();
        let disputes = Disputes::of(reports);
        let projects = projects::table(readings, &disputes, &mut fit)?;
        let funding = funding::table(readings, &disputes, &mut fit)?;
        let indicators = indicators::table(readings, &disputes, &mut fit)?;
        let accounts = accounts::table(readings, &disputes, &mut fit)?;
        let problems = problems::table(readings, &fit.problems)?;
        let findings = findings::findings(reports)?;
        let checks = findings::checks(reports)?;
        Ok(Self { projects, funding, indicators, accounts, problems, findings, checks })
    }

    /// The tables with their names, in this order.
    pub fn named(&self) -> [(&'static str, &DataFrame); 7] {
        let tables = [
            &self.projects,
            &self.funding,
            &self.indicators,
            &self.accounts,
            &self.problems,
            &self.findings,
            &self.checks,
        ];
        std::array::from_fn(|at| (NAMES[at], tables[at]))
    }
}

/// A row a finding of `reports`, each of which comes with its file: [`columns::FINDINGS`].
///
/// # Errors
/// Only where a dataframe cannot be built at all.
pub fn findings(reports: &[(String, Report)]) -> Result<DataFrame, Problem> {
    findings::findings(reports)
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
