//! How much a reader may take from one file. A published document is small; a file that is not is
//! damaged or hostile, and is refused with the name of the limit it broke.

use crate::problem::Problem;
use crate::values::Place;

/// The bounds of one file. Every reader keeps to them and says which one it met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself: 64 MiB. The longest accounts seen take 12 MB, with pictures.
    pub bytes: usize,
    /// Pages of a paginated document, sheets of a workbook: 2,000.
    pub pages: usize,
    /// Cells of all tables together, covered ones included: 300,000.
    pub cells: usize,
    /// How deep tables, elements and archives may stand in each other: 40.
    pub nesting: usize,
    /// Bytes of any one part after it is unpacked: 32 MiB, which the largest font embedded whole needs.
    pub expanded_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self { bytes: 64 * MIB, pages: 2_000, cells: 300_000, nesting: 40, expanded_bytes: 32 * MIB }
    }
}

/// One of the bounds, for the message of who met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::pages`].
    Pages,
    /// [`Limits::cells`].
    Cells,
    /// [`Limits::nesting`].
    Nesting,
    /// [`Limits::expanded_bytes`].
    ExpandedBytes,
}

impl Limit {
    /// The problem of a file that goes over this bound.
    pub fn broken(self, file: &str, limits: &Limits) -> Problem {
        let (code, flag, most, what) = match self {
            Self::Bytes => ("limit-bytes", "--max-bytes", limits.bytes, "bytes"),
            Self::Pages => ("limit-pages", "--max-pages", limits.pages, "pages or sheets"),
            Self::Cells => ("limit-cells", "--max-cells", limits.cells, "cells"),
            Self::Nesting => ("limit-nesting", "--max-nesting", limits.nesting, "levels of nesting"),
            Self::ExpandedBytes => {
                ("limit-expanded", "--max-expanded", limits.expanded_bytes, "bytes when one part is unpacked")
            }
        };
        let message = format!("found more than {most} {what}, the limit for one file");
        Problem::error(code, Place::file(file), message)
            .hint(format!("raise the limit with {flag} if the file is sound"))
    }
}
