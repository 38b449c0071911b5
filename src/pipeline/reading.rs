//! One document from disk to records, in this process.

use super::card::Card;
use super::excerpt::{Trouble, in_document, noted, of_figures};
use super::files;
use super::folder_year::dated;
use crate::documents::{self, Document, Limits};
use crate::problem::{Code, Problem, said};
use crate::records::{self, Labels, Reading};
use crate::reports::{Counts, Noted, Source};
use crate::values::{Place, masked};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How much of the coverage is asked for: it takes an eighth of the time of reading to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counted {
    /// Nothing.
    No,
    /// Nothing, but the lines the figures stand on, for whoever finds fault with them.
    Excerpts,
    /// How many numerals became fields.
    Share,
    /// The numerals that did not, one by one, too.
    Unclaimed,
}

/// What stands in a document, told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shown {
    /// Lines and rows.
    pub text: String,
    /// The encoding of a text, or the format of another file.
    pub read_as: String,
    /// What its reader lost, or is not certain of.
    pub problems: Vec<Problem>,
}

/// Code of the problem of a file that is not there.
pub(super) const VANISHED: Code = Code::FileMissing;

/// Code of the problem of a document that speaks of none of the years that were asked about.
pub(super) const OTHER_YEARS: Code = Code::YearNotFound;

/// One document, read.
#[derive(Debug)]
pub struct DocumentRead {
    /// Its records, and its problems.
    pub reading: Reading,
    /// Its problems with the lines they stand on.
    pub problems: Vec<Noted>,
    /// What a reader would call it.
    pub caption: String,
    /// Its name, checksum and counts; absent where the file could not be opened.
    pub source: Option<Source>,
    /// The lines its figures stand on, where they were asked for.
    pub excerpts: Vec<(Place, String)>,
}

impl DocumentRead {
    /// Whether anything at all was read.
    pub fn is_readable(&self) -> bool {
        let Reading { projects, accounts, indicators, funding, .. } = &self.reading;
        !(projects.is_empty() && accounts.is_empty() && indicators.is_empty() && funding.is_empty())
    }

    /// Whether it was gone when it was to be read.
    pub fn is_vanished(&self) -> bool {
        self.source.is_none() && self.problems.iter().any(|noted| noted.problem.code == VANISHED)
    }

    /// Whether it speaks of none of the years that were asked about.
    pub fn is_of_other_years(&self) -> bool {
        self.problems.iter().any(|noted| noted.problem.code == OTHER_YEARS)
    }

    /// A document of which nothing could be read.
    pub fn unreadable(file: &str, problem: Problem, source: Option<Source>) -> Self {
        let reading = Reading { problems: vec![problem.clone()], ..Reading::default() };
        Self { reading, problems: vec![noted(problem)], caption: file.to_owned(), source, excerpts: Vec::new() }
    }
}

/// The file at `path` as it stands on paper, without the names and numbers of people; `name` is what
/// messages call it.
///
/// # Errors
///
/// The file cannot be opened, is empty, is of no format that can be read, or is over a limit.
pub(super) fn open(path: &Path, name: &str, labels: &Labels, limits: &Limits) -> Result<Document, Problem> {
    paper(name, &files::bytes(path, name, limits)?, labels, limits)
}

/// The one door from bytes to whatever is kept or shown of a document.
fn paper(name: &str, bytes: &[u8], labels: &Labels, limits: &Limits) -> Result<Document, Problem> {
    let document = documents::read_within(name, bytes, limits)?;
    Ok(match records::without_people(&document, labels) {
        Cow::Owned(document) => document,
        Cow::Borrowed(_) => document,
    })
}

/// The texts of the label dictionaries at `paths`, each under its name.
///
/// # Errors
///
/// A file that cannot be opened or is not UTF-8: all such files at once.
pub fn label_texts(paths: &[(PathBuf, String)]) -> Result<Vec<(String, String)>, Trouble> {
    let read = paths.iter().map(|(path, name)| files::text(path, name).map(|text| (name.clone(), text)));
    let (texts, refused): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
    let refused: Trouble = refused.into_iter().filter_map(Result::err).map(noted).collect();
    if refused.is_empty() { Ok(texts.into_iter().flatten().collect()) } else { Err(refused) }
}

/// The compiled-in label dictionaries with those of `texts` added.
///
/// # Errors
///
/// A text that is no dictionary.
pub fn labels(texts: &[(String, String)]) -> Result<Labels, Trouble> {
    let pairs: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Labels::extended(&pairs).map_err(|problem| vec![noted(problem)])
}

/// Reads the document at `path`; whatever is wrong with it is among its problems.
pub(super) fn read_document(
    path: &Path,
    name: &str,
    labels: &Labels,
    limits: &Limits,
    counted: Counted,
) -> DocumentRead {
    let bytes = match files::bytes(path, name, limits) {
        Ok(bytes) => bytes,
        Err(problem) => return DocumentRead::unreadable(name, problem, None),
    };
    let sha256 = files::hex(&bytes);
    let mut source = Source { file: name.to_owned(), sha256: sha256.clone(), bytes: bytes.len(), ..Source::default() };
    let document = match paper(name, &bytes, labels, limits) {
        Ok(document) => document,
        Err(problem) => return DocumentRead::unreadable(name, problem, Some(source)),
    };
    // Of the paper nothing is needed but what was read from it.
    drop(bytes);
    let mut reading = match counted {
        Counted::No | Counted::Excerpts => records::read_uncounted(&document, labels),
        Counted::Share | Counted::Unclaimed => records::read(&document, labels),
    };
    if counted != Counted::Unclaimed {
        reading.coverage.unclaimed.clear();
    }
    dated(&mut reading, name);
    let card = Card::beside(path, name).unwrap_or_else(|problem| {
        reading.problems.push(problem);
        None
    });
    reading.problems.extend(card.as_ref().and_then(|card| card.check(name, &sha256)));
    source.card_sha256 = card.as_ref().map(|card| card.own_sha256.clone());
    let caption =
        card.and_then(|card| card.caption()).map_or_else(|| name.to_owned(), |text| masked(&text).into_owned());
    source.counts = counts(&reading);
    let excerpts = if counted == Counted::Excerpts { of_figures(&reading, &document) } else { Vec::new() };
    let mut read = DocumentRead { reading, problems: Vec::new(), caption, source: Some(source), excerpts };
    read.problems = read.reading.problems.iter().cloned().map(|problem| in_document(problem, &document)).collect();
    read
}

/// `read` with the records of `years` alone, where years are asked about.
pub(super) fn of_years(mut read: DocumentRead, name: &str, years: Option<&[i32]>) -> DocumentRead {
    let Some(years) = years.filter(|_| read.is_readable()) else { return read };
    let found = years_of(&read.reading);
    let asked = |year: Option<i32>| year.is_none_or(|year| years.contains(&year));
    read.reading.retain_years(asked);
    if !read.is_readable() {
        let message = said!(
            "应有{years:?}年度的数据，实际只有{found:?}年度",
            "expected records of {years:?}, found those of {found:?} only"
        );
        let problem = Problem::doubt(OTHER_YEARS, Place::file(name), message);
        let problem = problem.hint(said!("见流程中的`years`", "see `years` in the pipeline"));
        read.reading.problems.push(problem.clone());
        read.problems.push(noted(problem));
    }
    read
}

/// The years that records speak of, sorted.
pub(super) fn years_of(reading: &Reading) -> Vec<i32> {
    let projects = reading.projects.iter().filter_map(|row| row.year);
    let years: BTreeSet<i32> = projects.chain(reading.accounts.iter().filter_map(|row| row.year)).collect();
    years.into_iter().collect()
}

/// How many records of each kind were read.
fn counts(reading: &Reading) -> Counts {
    Counts {
        projects: reading.projects.len(),
        funding: reading.funding.len(),
        indicators: reading.indicators.len(),
        accounts: reading.accounts.len(),
    }
}
