//! What reading one document may take of this machine, as resolved from flags.

use crate::documents::Limits;
use std::path::PathBuf;

/// The bounds of reading one document.
///
/// The [`Limits`] are counted by the readers themselves. Memory and time can be bounded from outside
/// only, so they hold where `program` is given: each document of a foreign format is then read by a
/// child process that is stopped at the bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// What the readers count.
    pub limits: Limits,
    /// Bytes of memory that a child process may take beyond what it starts with: 512 MiB. The largest
    /// paper at hand takes a tenth of it.
    pub memory_bytes: u64,
    /// Seconds on the clock: 60.
    pub seconds: u64,
    /// The program to start child processes of, which is asked by its hidden verb; where there is none,
    /// documents are read in this process, and neither memory nor time is bounded.
    pub program: Option<PathBuf>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { limits: Limits::default(), memory_bytes: 512 * 1024 * 1024, seconds: 60, program: None }
    }
}
