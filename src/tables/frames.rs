//! The tables of some documents, in memory: what is made of readings, and put into a store.

use crate::checks::Report;
use crate::problem::Problem;
use crate::records::Reading;
use crate::tables::disputes::Disputes;
use crate::tables::fit::Fit;
use crate::tables::owner::Owners;
use crate::tables::{accounts, findings, funding, indicators, owner, problems, projects};
use polars::prelude::DataFrame;

/// What a set of documents says, as seven tables; rows in the order of the readings and, within a
/// reading, of the document.
#[derive(Clone, Debug)]
pub struct Frames {
    /// A row a project: [`super::columns::PROJECTS`].
    pub projects: DataFrame,
    /// A row a row of a money block: [`super::columns::FUNDING`].
    pub funding: DataFrame,
    /// A row an indicator: [`super::columns::INDICATORS`].
    pub indicators: DataFrame,
    /// A row a figure of the accounts: [`super::columns::ACCOUNTS`].
    pub accounts: DataFrame,
    /// A row a problem, those of the figures that fit no column included: [`super::columns::PROBLEMS`].
    pub problems: DataFrame,
    /// A row a finding of the audit: [`super::columns::FINDINGS`].
    pub findings: DataFrame,
    /// A row a rule and document: [`super::columns::CHECKS`].
    pub checks: DataFrame,
}

/// Names of the tables, in the order of [`Frames::named`].
pub const NAMES: [&str; 7] = ["projects", "funding", "indicators", "accounts", "problems", "findings", "checks"];

/// The tables that are no answers: those of records and of the audit, and those of who is who.
pub const RECORDS: [&str; 10] = [
    "projects",
    "funding",
    "indicators",
    "accounts",
    "problems",
    "findings",
    "checks",
    "documents",
    "units",
    "spellings",
];

impl Frames {
    /// The tables of `readings` with the `reports` of the audit, which stand in the same order, each
    /// with its file. The columns that say under whom a row is counted are still empty: `canonical`
    /// fills them once all documents are known.
    ///
    /// A figure with more decimals than a column holds is left out and becomes a problem with its
    /// place; a printed percentage with more (spreadsheets print 0.0900000762939453 for 9 %) is
    /// rounded, with a note.
    ///
    /// # Errors
    /// Only where a dataframe cannot be built at all.
    pub fn of(readings: &[Reading], reports: &[(String, Report)]) -> Result<Self, Problem> {
        let mut fit = Fit::default();
        let (disputes, purposes) = (Disputes::of(reports), owner::purposes()?);
        let owners: Vec<Owners> = readings.iter().map(|reading| Owners::of(reading, &purposes)).collect();
        let projects = projects::table(readings, &owners, &disputes, &mut fit)?;
        let funding = funding::table(readings, &owners, &disputes, &mut fit)?;
        let indicators = indicators::table(readings, &owners, &disputes, &mut fit)?;
        let accounts = accounts::table(readings, &disputes, &mut fit)?;
        let problems = problems::table(readings, &fit.problems)?;
        let (findings, checks) = findings::both(reports)?;
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
