//! From documents to tables: everything of a run that stands before drawing and writing.

use super::Watch;
use super::excerpt::{Trouble, noted};
use super::files;
use super::gathered::{Gathered, gather};
use super::plan::Plan;
use super::reading;
use crate::problem::{Problem, Severity};
use crate::reports::{Checked, Noted, Source, Table};
use crate::tables::{DataFrame, Tables, store};
use crate::values::Place;
use std::collections::BTreeMap;

/// Everything that was computed.
#[derive(Debug)]
pub struct Computed {
    /// The records as tables.
    pub records: Tables,
    /// The analyses by name.
    pub analyses: BTreeMap<String, DataFrame>,
    /// What is wrong, sorted by place.
    pub problems: Vec<Noted>,
    /// The documents that could be opened.
    pub sources: Vec<Source>,
    /// What a reader would call the documents that gave records.
    pub captions: Vec<String>,
    /// The label dictionaries beyond the compiled-in ones: name and checksum.
    pub labels: Vec<(String, String)>,
    /// What the audit found, in numbers.
    pub checked: Checked,
}

impl Computed {
    /// Number of problems that bear on the figures: errors and doubts.
    pub fn bearing(&self) -> usize {
        self.problems.iter().filter(|noted| noted.problem.severity != Severity::Note).count()
    }

    /// The table called `name`, of records or of an analysis.
    ///
    /// # Errors
    ///
    /// There is none of this name.
    pub fn table(&self, name: &str) -> Result<&DataFrame, Problem> {
        let record = self.records.named().into_iter().find(|(known, _)| *known == name);
        record.map(|(_, frame)| frame).or_else(|| self.analyses.get(name)).ok_or_else(|| {
            Problem::error(
                "table-unknown",
                Place::file(format!("table {name}")),
                "expected a table, found none of this name",
            )
        })
    }

    /// The table called `name` as plain cells.
    ///
    /// # Errors
    ///
    /// There is none of this name, or it cannot be shown.
    pub fn shown(&self, name: &str) -> Result<Table, Problem> {
        Table::from_frame(name, self.table(name)?)
    }

    /// The table called `name` as CSV text.
    ///
    /// # Errors
    ///
    /// There is none of this name, or it cannot be written down.
    pub fn csv(&self, name: &str) -> Result<String, Problem> {
        let bytes = store::csv(self.table(name)?)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Gathers the records of `plan` and makes its tables. A document that cannot be read is a problem among
/// others.
///
/// # Errors
///
/// No document could be read, or a table could not be made.
pub fn compute(plan: &Plan, watch: &dyn Watch) -> Result<Computed, Trouble> {
    let label_texts = reading::label_texts(&plan.labels)?;
    let gathered = gather(plan, &label_texts, watch)?;
    let fatal = |problem: Problem| vec![noted(problem)];
    let captions = gathered.captions();
    let mut problems = gathered.problems().map_err(fatal)?;
    if captions.is_empty() {
        let place = Place::file(plan.file.as_str());
        let all = gathered.documents().len();
        let message = format!("expected at least one readable document, found none among {all}");
        problems.push(noted(Problem::error("nothing-read", place, message)));
        return Err(problems);
    }
    let records = records(&gathered).map_err(fatal)?;
    let mut analyses = BTreeMap::new();
    for question in &plan.analyses {
        let table = question.analysis.run(&records, question.params.clone()).map_err(fatal)?;
        analyses.insert(question.name().to_owned(), table);
    }
    let labels = label_texts.into_iter().map(|(name, text)| (name, files::hex(text.as_bytes()))).collect();
    let (sources, checked) = (gathered.sources(), gathered.checked().map_err(fatal)?);
    Ok(Computed { records, analyses, problems, sources, captions, labels, checked })
}

/// The records as tables.
fn records(gathered: &Gathered) -> Result<Tables, Problem> {
    Ok(Tables {
        projects: gathered.frame("projects")?,
        funding: gathered.frame("funding")?,
        indicators: gathered.frame("indicators")?,
        accounts: gathered.frame("accounts")?,
        problems: gathered.frame("problems")?,
        findings: gathered.frame("findings")?,
        checks: gathered.frame("checks")?,
    })
}
