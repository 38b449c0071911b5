//! One document on its way into a store: known already, or read and checked.

use super::job::{Asking, Job};
use crate::checks::{Brief, Report, disputed};
use crate::pipeline::card;
use crate::pipeline::files;
use crate::pipeline::folders::Fate::Skipped;
use crate::pipeline::outcome::{Outcome, outcome};
use crate::pipeline::reading::{self, Counted, DocumentRead};
use crate::problem::Said;
use crate::records::Reading;
use crate::reports::Noted;
use crate::tables::{DocumentRow, Met};

/// What became of one document.
#[derive(Debug)]
pub(super) enum Fate {
    /// It is in the store already, as it is.
    Unchanged,
    /// It is no document; a clause says what it is.
    Skipped(Said),
    /// It could not be opened, and what the store holds of it stays.
    Unopened(Vec<Noted>),
    /// It was read, or refused.
    Taken(Box<Taken>),
}

/// A document that was read, or refused.
#[derive(Debug)]
pub(super) struct Taken {
    /// Its row in the table of documents.
    pub(super) row: DocumentRow,
    /// Its records, without its problems.
    pub(super) reading: Reading,
    /// Its problems.
    pub(super) problems: Vec<Noted>,
    /// What the rules say of it alone.
    pub(super) report: Report,
    /// What the rules across documents need of it.
    pub(super) brief: Brief,
}

impl Taken {
    /// Its problems as rows.
    pub(super) fn met(&self) -> impl Iterator<Item = Met> {
        self.problems.iter().map(|noted| Met {
            document: self.row.file.clone(),
            problem: noted.problem.clone(),
            excerpt: noted.excerpt.clone(),
        })
    }
}

/// Codes of problems that this machine is to blame for, or its present state: another try may go well.
const PASSING: [&str; 3] = ["limit-", "reader-", "file-"];

/// What becomes of the document of `job`, of which the store holds `held`.
pub(super) fn fate(asking: &Asking<'_>, job: &Job, held: Option<&DocumentRow>) -> Fate {
    let fingerprint = job.fingerprint(asking.fingerprint);
    let found = &job.found;
    if let Skipped(what) = &found.fate {
        // It may have been a document before, and lie there with the same bytes.
        return Fate::Skipped(what.clone());
    }
    let held = held.filter(|held| held.twin.is_none());
    if let Some(known) = held.filter(|known| known.fingerprint == fingerprint && known.sha256.is_some())
        && known.refused.as_ref().is_none_or(|code| !PASSING.iter().any(|passing| code.starts_with(passing)))
        && let Ok(bytes) = files::bytes(&found.path, &found.name, asking.reader.limits())
        && known.sha256.as_deref() == Some(files::hex(&bytes).as_str())
        && known.card_sha256 == card::own_sha256(&found.path)
    {
        return Fate::Unchanged;
    }
    let read = match outcome(asking.reader, found, Counted::No) {
        Outcome::Skipped(what) => return Fate::Skipped(what),
        // Which bytes stand there twice is known before anything is read.
        Outcome::Twice(problem) => DocumentRead::unreadable(&found.name, problem, None),
        Outcome::Read(read) | Outcome::Refused(read) => read,
    };
    let read = reading::of_years(read, &found.name, job.years.as_deref());
    if asking.holds_on && read.source.is_none() && held.is_some_and(|held| held.sha256.is_some()) {
        return Fate::Unopened(read.problems);
    }
    Fate::Taken(Box::new(taken(asking, job, read, fingerprint)))
}

fn taken(asking: &Asking<'_>, job: &Job, read: DocumentRead, fingerprint: String) -> Taken {
    let name = &job.found.name;
    let refused = (!read.is_readable()).then(|| worst(&read.problems));
    let DocumentRead { mut reading, problems, caption, source, .. } = read;
    let (report, brief) = asking.checking.check_alone(&reading);
    let disputes = disputed(&report);
    let years = reading::years_of(&reading).into_iter().collect();
    let counts = [reading.projects.len(), reading.funding.len(), reading.indicators.len(), reading.accounts.len()];
    reading.problems.clear();
    let row = DocumentRow {
        file: name.clone(),
        refused,
        twin: None,
        caption,
        bytes: source.as_ref().map_or(0, |source| count(source.bytes)),
        card_sha256: source.as_ref().and_then(|source| source.card_sha256.clone()),
        sha256: source.map(|source| source.sha256),
        years,
        counts: counts.map(count),
        problems: count(problems.len()),
        disputed_n: count(disputes.len()),
        compared_n: count(brief.compared()),
        fingerprint,
    };
    Taken { row, reading, problems, report, brief }
}

/// Code of the worst problem, which is what a document without records was refused for.
fn worst(problems: &[Noted]) -> String {
    // Severities are declared from the worst down.
    let worst = problems.iter().min_by_key(|noted| noted.problem.severity);
    worst.map_or(String::new(), |noted| noted.problem.code.to_string())
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
