//! What is to be taken into a store, what it is read and checked with, and what became of it.

use crate::pipeline::checking::Checking;
use crate::pipeline::files;
use crate::pipeline::folders::Found;
use crate::pipeline::reader::Reader;
use crate::problem::Said;
use crate::reports::Noted;
use crate::tables::units::Register;

/// What documents are read and checked with.
pub(in crate::pipeline) struct Asking<'a> {
    /// The reader.
    pub(in crate::pipeline) reader: &'a Reader,
    /// The rules.
    pub(in crate::pipeline) checking: &'a Checking,
    /// Who is who by decree.
    pub(in crate::pipeline) register: &'a Register,
    /// Checksum of all that a document's rows depend on beside itself.
    pub(in crate::pipeline) fingerprint: &'a str,
    /// Documents after which what was read counts: [`COMMIT`] unless somebody wants to see it count.
    pub(in crate::pipeline) commit: usize,
    /// Whether the rows of a document stay that cannot be opened any more.
    pub(in crate::pipeline) holds_on: bool,
}

/// One document to be taken in.
#[derive(Clone, Debug)]
pub(in crate::pipeline) struct Job {
    /// Where it lies.
    pub(in crate::pipeline) found: Found,
    /// Years to keep; all where `None`.
    pub(in crate::pipeline) years: Option<Vec<i32>>,
}

impl Job {
    /// The fingerprint of its rows, where that of the run is `run`.
    pub(super) fn fingerprint(&self, run: &str) -> String {
        match &self.years {
            None => run.to_owned(),
            Some(years) => files::hex(format!("{run} {years:?}").as_bytes()),
        }
    }
}

/// What became of the documents of a run.
#[derive(Debug, Default)]
pub struct Done {
    /// Documents that the store did not know.
    pub new: usize,
    /// Documents that were read again: they, their cards, or what they are read with had changed.
    pub changed: usize,
    /// Documents that the store knew as they are.
    pub unchanged: usize,
    /// Documents that could not be read, each with its problems, those known before among them.
    pub refused: Vec<Vec<Noted>>,
    /// Files that are no documents: name, and what each is.
    pub skipped: Vec<(String, Said)>,
    /// Documents that hold the bytes of another, which was read instead: name, and that other.
    pub twice: Vec<(String, String)>,
    /// Documents of the store that no job names.
    pub missing: Vec<String>,
}
