//! From documents to tables: everything of a run that stands before drawing and writing.

use super::Watch;
use super::excerpt::{Trouble, noted};
use super::files;
use super::plan::Plan;
use super::reader::Reader;
use super::reading::{self, Counted, DocumentRead};
use super::register;
use crate::problem::{Problem, Severity};
use crate::reports::{Checked, Noted, Source, Table};
use crate::tables::{DataFrame, Marks, Tables, marks, store, trusted};
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
    /// Which figures it questions.
    pub marks: Marks,
}

impl Computed {
    /// Number of problems of reading that bear on the figures: errors and doubts.
    pub fn bearing(&self) -> usize {
        self.problems.iter().filter(|noted| noted.problem.severity != Severity::Note).count()
    }

    /// The table called `name`, of records or of an analysis.
    ///
    /// # Errors
    ///
    /// There is none of this name.
    pub fn table(&self, name: &str) -> Result<DataFrame, Problem> {
        if self.records.names().any(|known| known == name) {
            return self.records.frame(name);
        }
        self.analyses.get(name).cloned().ok_or_else(|| {
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
        Table::from_frame(name, &self.table(name)?)
    }

    /// The table called `name` as CSV text.
    ///
    /// # Errors
    ///
    /// There is none of this name, or it cannot be written down.
    pub fn csv(&self, name: &str) -> Result<String, Problem> {
        let bytes = store::csv(&self.table(name)?)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Reads the documents of `plan` and makes its tables. A document that cannot be read is a problem
/// among others.
///
/// # Errors
///
/// No document could be read, or a table could not be made.
pub fn compute(plan: &Plan, watch: &dyn Watch) -> Result<Computed, Trouble> {
    let label_texts = reading::label_texts(&plan.labels)?;
    let reader = Reader::new(&label_texts, &plan.bounds)?;
    let all = plan.documents.len();
    let read = reader.read_plan(plan, Counted::No, watch);
    let readable = read.iter().any(DocumentRead::is_readable);
    let captions = read.iter().filter(|one| one.is_readable()).map(|one| one.caption.clone()).collect();
    let (mut readings, mut problems, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for one in read {
        readings.push(one.reading);
        problems.extend(one.problems);
        sources.extend(one.source);
    }
    problems.sort_by(|a, b| a.problem.place.cmp(&b.problem.place));
    if !readable {
        let place = Place::file(plan.file.as_str());
        let message = format!("expected at least one readable document, found none among {all}");
        problems.push(noted(Problem::error("nothing-read", place, message)));
        return Err(problems);
    }
    let fatal = |problem: Problem| vec![noted(problem)];
    let (reports, marked) = plan.checking.check(&readings.iter().collect::<Vec<_>>());
    problems.extend(marked);
    let checked = Checked::of(&reports, plan.trusted);
    let files = plan.documents.iter().map(|planned| planned.name.clone());
    let register = register(&plan.units)?;
    let records = Tables::checked(&readings, &files.zip(reports).collect::<Vec<_>>(), &register).map_err(fatal)?;
    let marks = marks(&records).map_err(fatal)?;
    let records = if plan.trusted { trusted(records).map_err(fatal)? } else { records };
    let mut analyses = BTreeMap::new();
    for question in &plan.analyses {
        let table = question.analysis.run(&records, question.params.clone()).map_err(fatal)?;
        analyses.insert(question.name().to_owned(), table);
    }
    let labels = label_texts.into_iter().map(|(name, text)| (name, files::hex(text.as_bytes()))).collect();
    Ok(Computed { records, analyses, problems, sources, captions, labels, checked, marks })
}
