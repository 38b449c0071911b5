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
    /// Bytes of all parts together once they are unpacked, and of the texts made of them: 32 MiB,
    /// which the largest font embedded whole needs. In a PDF, each stream alone.
    pub expanded_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self { bytes: 64 * MIB, pages: 2_000, cells: 300_000, nesting: 40, expanded_bytes: 32 * MIB }
    }
}

/// Bytes of one line or one cell. The longest accounts seen have 40 KiB in all, were they on one line.
pub(super) const LINE_BYTES: usize = 128 * 1024;

/// Bytes of a text or a web page, which nothing packs: the longest at hand has 54 KB.
pub(super) const TEXT_BYTES: usize = 16 * 1024 * 1024;

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
    /// 128 KiB for one line or cell, whatever the limits of the file.
    Line,
    /// 16 MiB for a text or a web page, whatever the limits of the file.
    Text,
}

impl Limit {
    /// The problem of a file that goes over this bound.
    pub fn broken(self, file: &str, limits: &Limits) -> Problem {
        let raise = |flag| format!("raise the limit with {flag} if the file is sound");
        let (code, most, what, way_out) = match self {
            Self::Bytes => ("limit-bytes", limits.bytes, "bytes", raise("--max-bytes")),
            Self::Pages => ("limit-pages", limits.pages, "pages or sheets", raise("--max-pages")),
            Self::Cells => ("limit-cells", limits.cells, "cells or lines", raise("--max-cells")),
            Self::Nesting => ("limit-nesting", limits.nesting, "levels of nesting", raise("--max-nesting")),
            Self::ExpandedBytes => {
                ("limit-expanded", limits.expanded_bytes, "bytes once it is unpacked", raise("--max-expanded"))
            }
            Self::Line => {
                let way_out = "is this a published document? break its lines, or leave out what is none";
                ("limit-line", LINE_BYTES, "bytes in one line or cell", way_out.to_owned())
            }
            Self::Text => {
                let way_out = "is this a published document? cut it into several files";
                ("limit-text", TEXT_BYTES, "bytes of text or web page", way_out.to_owned())
            }
        };
        let message = format!("found more than {most} {what}, the limit for one file");
        Problem::error(code, Place::file(file), message).hint(way_out)
    }
}
