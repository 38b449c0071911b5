//! What this program and a child process of it tell each other: one JSON object a line, first a
//! [`Greeting`], then a [`Question`] and its [`Answer`] at a time.
//!
//! Decimals travel as text, so an amount arrives as it was printed.

use super::bounds::Bounds;
use super::reading::{Counted, DocumentRead, Shown};
use crate::documents::Limits;
use crate::problem::Problem;
use crate::records::Reading;
use crate::reports::{Noted, Source};
use crate::values::Place;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The hidden verb under which this program serves as a child process of itself: see `serving`.
pub(crate) const SERVE: &str = "read-one";

/// What holds for every question: dictionaries and bounds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Greeting {
    /// Label dictionaries beyond the compiled-in ones: name and text.
    pub(super) labels: Vec<(String, String)>,
    bytes: usize,
    pages: usize,
    cells: usize,
    nesting: usize,
    expanded_bytes: usize,
    line_bytes: usize,
    text_bytes: usize,
    memory_bytes: u64,
    seconds: u64,
}

impl Greeting {
    /// What a child that reads with `labels` within `bounds` has to know.
    pub(super) fn new(labels: &[(String, String)], bounds: &Bounds) -> Self {
        let Limits { bytes, pages, cells, nesting, expanded_bytes, line_bytes, text_bytes } = bounds.limits;
        let Bounds { memory_bytes, seconds, .. } = *bounds;
        Self {
            labels: labels.to_vec(),
            bytes,
            pages,
            cells,
            nesting,
            expanded_bytes,
            line_bytes,
            text_bytes,
            memory_bytes,
            seconds,
        }
    }

    /// The bounds, for a process that starts no other.
    pub(super) fn bounds(&self) -> Bounds {
        let Self {
            bytes, pages, cells, nesting, expanded_bytes, line_bytes, text_bytes, memory_bytes, seconds, ..
        } = *self;
        let limits = Limits { bytes, pages, cells, nesting, expanded_bytes, line_bytes, text_bytes };
        Bounds { limits, memory_bytes, seconds, program: None }
    }
}

/// One document, and what is asked about it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Question {
    /// What it means.
    Records(Path8, String, Counted),
    /// What stands on it, as JSON or not.
    Cells(Path8, String, bool),
}

/// The answer to a question of the same name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// Records and problems.
    Records(Box<Told>),
    /// Lines and cells.
    Cells(Result<Shown, Problem>),
}

/// A path whose name need not be UTF-8.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Path8(Vec<u8>);

impl From<&Path> for Path8 {
    fn from(path: &Path) -> Self {
        Self(path.as_os_str().as_encoded_bytes().to_vec())
    }
}

impl Path8 {
    /// The path itself.
    pub(super) fn path(&self) -> PathBuf {
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            PathBuf::from(std::ffi::OsStr::from_bytes(&self.0))
        }
        #[cfg(not(unix))]
        PathBuf::from(String::from_utf8_lossy(&self.0).into_owned())
    }
}

/// A [`DocumentRead`] on its way: a problem is told once, its excerpt beside it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    reading: Reading,
    excerpts: Vec<Option<String>>,
    lines: Vec<(Place, String)>,
    caption: String,
    source: Option<Source>,
}

impl From<DocumentRead> for Told {
    fn from(read: DocumentRead) -> Self {
        let DocumentRead { reading, problems, caption, source, excerpts: lines } = read;
        let excerpts = problems.into_iter().map(|noted| noted.excerpt).collect();
        Self { reading, excerpts, lines, caption, source }
    }
}

impl From<Told> for DocumentRead {
    fn from(told: Told) -> Self {
        let Told { reading, excerpts, lines, caption, source } = told;
        let noted = |(problem, excerpt): (&Problem, Option<String>)| Noted { problem: problem.clone(), excerpt };
        let problems = reading.problems.iter().zip(excerpts).map(noted).collect();
        Self { reading, problems, caption, source, excerpts: lines }
    }
}
