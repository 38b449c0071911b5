//! Documents checked: read, put before the rules together, and every finding with the line it stands
//! on.

use super::checking::Checking;
use super::excerpt::{Trouble, noted};
use super::folders::Found;
use super::gathered::{left_out, written};
use super::outcome::{Asked, Outcome};
use super::plan::{Plan, Planned};
use super::reader::Reader;
use super::reading::{self, Counted, DocumentRead};
use super::{Bounds, Watch};
use crate::checks::Report;
use crate::problem::{Code, Problem, Severity, said};
use crate::records::Reading;
use crate::reports::{Audited, Noted, Tally};
use crate::values::Place;
use std::convert::Infallible;

/// Documents with what the rules say of them.
#[derive(Debug)]
pub struct Audit {
    /// The documents, in the order given.
    pub documents: Vec<Audited>,
    /// The problems of each document that was refused.
    pub refused: Vec<Vec<Noted>>,
    /// Problems of reading the others, and of the list of accepted findings.
    pub problems: Vec<Noted>,
    /// How many files ended how.
    pub tally: Tally,
}

impl Audit {
    /// Whether a finding of this severity or a worse one stands.
    pub fn finds(&self, severity: Severity) -> bool {
        let levels = [Severity::Error, Severity::Doubt, Severity::Note];
        let mut asked = levels.into_iter().filter(|level| *level <= severity);
        asked.any(|level| self.documents.iter().any(|document| document.count(level) > 0))
    }

    /// Whether a document could not be read, or there was none.
    pub fn is_incomplete(&self) -> bool {
        self.tally.is_incomplete() || self.tally.read == 0
    }
}

/// Reads and checks the files of `found`; what is no document is left out. Every reading is kept until
/// all are read, since documents are checked against each other.
pub fn audit(reader: &Reader, found: &[Found], checking: &Checking, watch: &dyn Watch) -> Audit {
    let asked: Vec<Asked<'_>> = found.iter().map(|found| (found, None)).collect();
    all(reader, &asked, checking, watch)
}

/// Reads and checks what is asked.
fn all(reader: &Reader, asked: &[Asked<'_>], checking: &Checking, watch: &dyn Watch) -> Audit {
    let mut read: Vec<(String, DocumentRead)> = Vec::new();
    let (mut tally, mut told) = (Tally::default(), Vec::new());
    let Ok(()) = reader.read_asked(asked, Counted::Excerpts, |one, outcome| {
        tally.count(&outcome);
        watch.progress("documents", tally.files(), asked.len());
        if let Outcome::Twice(problem) = &outcome {
            told.push(noted(problem.clone()));
        }
        read.extend(outcome.document().map(|document| (one.name.clone(), document)));
        Ok::<(), Infallible>(())
    });
    let Audit { documents, refused, problems, .. } = audited(read, checking);
    told.extend(problems);
    Audit { documents, refused, problems: told, tally }
}

/// Reads and checks the documents of a pipeline, as its own `[check]` says.
///
/// # Errors
///
/// A label dictionary that cannot be read, or a pipeline over a store.
pub fn audit_plan(plan: &Plan, bounds: &Bounds, checking: &Checking, watch: &dyn Watch) -> Result<Audit, Trouble> {
    if let Some((_, name)) = &plan.store {
        let message =
            said!("应为待核对的文件，实际为数据仓`{name}`", "expected documents to check, found the store `{name}`");
        let problem = Problem::error(Code::CheckStore, Place::file(plan.file.as_str()), message);
        let hint = said!(
            "入仓时的核对结果在其数据表中：`jixiao table 流程 findings`",
            "what was found when it was made stands in its table: `jixiao table PIPELINE findings`"
        );
        return Err(vec![noted(problem.hint(hint))]);
    }
    let reader = Reader::new(&reading::label_texts(&plan.labels)?, bounds)?;
    let found: Vec<Found> = plan.documents.iter().map(Planned::found).collect();
    let years = plan.documents.iter().map(|planned| planned.years.as_deref());
    let asked: Vec<Asked<'_>> = found.iter().zip(years).collect();
    let mut audit = all(&reader, &asked, checking, watch);
    // As a run of the same pipeline counts and names them.
    let written = written(plan);
    audit.tally.skipped += written.len();
    audit.problems.extend(left_out(&written).map(noted));
    Ok(audit)
}

fn audited(read: Vec<(String, DocumentRead)>, checking: &Checking) -> Audit {
    let readings: Vec<&Reading> = read.iter().map(|(_, document)| &document.reading).collect();
    let (reports, mut problems) = checking.check(&readings);
    let (mut documents, mut refusals) = (Vec::new(), Vec::new());
    for ((file, document), report) in read.into_iter().zip(reports) {
        let excerpt = |place: &Place| {
            let line = document.excerpts.iter().find(|(known, _)| known.shares_line(place));
            line.map(|(_, excerpt)| excerpt.clone())
        };
        let excerpts = report.findings.iter().map(|finding| excerpt(&finding.place)).collect();
        let is_of_other_years = document.is_of_other_years();
        let refused = (!document.is_readable()).then(|| document.reading.problems.first().cloned()).flatten();
        match refused {
            Some(_) if !is_of_other_years => refusals.push(document.problems),
            _ => problems.extend(document.problems),
        }
        documents.push(Audited { file, report, excerpts, refused });
    }
    Audit { documents, refused: refusals, problems, tally: Tally::default() }
}

/// One JSON object a line for every finding, then one for what every rule looked at in every document.
///
/// # Errors
///
/// A finding that has no JSON form, which none has.
pub(crate) fn findings_jsonl(audit: &Audit) -> Result<String, Problem> {
    let mut lines = String::new();
    let mut put = |kind: &str, value: serde_json::Value| {
        let mut object = serde_json::Map::new();
        object.insert("record".to_owned(), kind.into());
        object.extend(value.as_object().cloned().unwrap_or_default());
        lines += &format!("{}\n", serde_json::Value::Object(object));
    };
    let json = |value: Result<serde_json::Value, serde_json::Error>| {
        value.map_err(|error| {
            Problem::error(Code::FindingUnwritable, Place::default(), said!("核对结果无法写出：{error}", "{error}"))
        })
    };
    for document in &audit.documents {
        for (finding, excerpt) in document.report.findings.iter().zip(&document.excerpts) {
            let mut value = json(serde_json::to_value(finding))?;
            value["excerpt"] = excerpt.clone().into();
            put("finding", value);
        }
        for (code, tally) in &document.report.tallies {
            let mut value = json(serde_json::to_value(tally))?;
            value["file"] = document.file.clone().into();
            value["rule"] = (*code).into();
            put("tally", value);
        }
    }
    Ok(lines)
}

/// Every finding as CSV, a line each: where it stands, what it says, what is expected.
///
/// # Errors
///
/// A table that cannot be made, which none is.
pub(crate) fn findings_csv(audit: &Audit) -> Result<String, Problem> {
    let reports: Vec<(String, Report)> =
        audit.documents.iter().map(|document| (document.file.clone(), document.report.clone())).collect();
    let bytes = crate::tables::store::csv(&crate::tables::findings(&reports)?)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
