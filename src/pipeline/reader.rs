//! Reading documents: in this process where the format is ours and the file is small, in a child
//! process where the reader is not ours or there is much to read.

use super::bounds::Bounds;
use super::excerpt::Trouble;
use super::files;
use super::reading::{self, Counted, DocumentRead, Shown};
use super::serving;
use super::wire::{Answer, Question};
use super::worker::Workers;
use crate::documents::{Format, Limits, detect};
use crate::problem::{Code, Problem, said};
use crate::records::Labels;
use crate::values::Place;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Reads documents with one set of dictionaries, within one set of bounds.
#[derive(Debug)]
pub struct Reader {
    labels: Labels,
    bounds: Bounds,
    workers: Option<Workers>,
}

/// First bytes of a file that tell whether the reader of its format is ours.
const HEAD: u64 = 8 * 1024;

/// A text of more bytes is read by a child, too: four times the longest accounts at hand. One of this
/// size, however crafted, was read in two seconds and 90 MB.
const LARGE: u64 = 512 * 1024;

impl Reader {
    /// A reader with the compiled-in dictionaries and those of `label_texts`.
    ///
    /// # Errors
    ///
    /// A text that is no dictionary.
    pub fn new(label_texts: &[(String, String)], bounds: &Bounds) -> Result<Self, Trouble> {
        let labels = reading::labels(label_texts)?;
        let workers = bounds.program.clone().map(|program| Workers::new(program, label_texts, bounds));
        Ok(Self { labels, bounds: bounds.clone(), workers })
    }

    /// What the readers count.
    pub fn limits(&self) -> &Limits {
        &self.bounds.limits
    }

    /// Reads the document at `path`; whatever is wrong with it is among its problems.
    pub fn read(&self, path: &Path, name: &str, counted: Counted) -> DocumentRead {
        let Some(workers) = self.apart(path, name) else {
            let died = || DocumentRead::unreadable(name, died(name), None);
            return survived(|| reading::read_document(path, name, &self.labels, &self.bounds.limits, counted), died);
        };
        match workers.ask(name, &Question::Records(path.into(), name.to_owned(), counted)) {
            Ok(Answer::Records(told)) => (*told).into(),
            Ok(Answer::Cells(_)) => DocumentRead::unreadable(name, died(name), None),
            Err(problem) => DocumentRead::unreadable(name, problem, None),
        }
    }

    /// What stands in the file at `path`, as text or as JSON.
    ///
    /// # Errors
    ///
    /// The file cannot be opened or read.
    pub fn cells(&self, path: &Path, name: &str, as_json: bool) -> Result<Shown, Problem> {
        let Some(workers) = self.apart(path, name) else {
            return survived(|| serving::shown(path, name, as_json, &self.labels, &self.bounds), || Err(died(name)));
        };
        match workers.ask(name, &Question::Cells(path.into(), name.to_owned(), as_json))? {
            Answer::Cells(shown) => shown,
            Answer::Records(_) => Err(died(name)),
        }
    }

    /// The children, where the file at `path` is one for them. A file that cannot be opened is none.
    fn apart(&self, path: &Path, name: &str) -> Option<&Workers> {
        let workers = self.workers.as_ref()?;
        let (head, size) = files::head(path, name, HEAD, &self.bounds.limits).ok()?;
        // Only the whole of an archive says which document it is.
        let is_packed = head.starts_with(b"PK") || head.starts_with(b"\xD0\xCF\x11\xE0");
        (is_packed || size > LARGE || detect(&head) != Format::Text).then_some(workers)
    }
}

/// `work`, or `otherwise` where it panics: a fault of a reader is the trouble of one document.
fn survived<R>(work: impl FnOnce() -> R, otherwise: impl FnOnce() -> R) -> R {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| otherwise())
}

/// What is said of the document `name` where its reader panicked.
fn died(name: &str) -> Problem {
    Problem::error(Code::ReaderDied, Place::file(name), said!("读取程序在读取该文件时中止", "the reader died over it"))
        .hint(said!(
            "请用生成该文件的程序另存，或存为其他格式",
            "save it anew in the program that made it, or in another format"
        ))
}
