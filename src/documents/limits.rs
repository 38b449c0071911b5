//! How much a reader may take from one file. A published document is small; a file that is not is
//! damaged or hostile, and is refused with the name of the limit it broke.

use crate::problem::{Code, Problem, Said, said};
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
    /// Bytes of one line or one cell: 128 KiB. The longest accounts seen have 40 KiB in all, were they on
    /// one line.
    pub line_bytes: usize,
    /// Bytes of a text or a web page, which nothing packs: 16 MiB. The longest at hand has 54 KB.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self {
            bytes: 64 * MIB,
            pages: 2_000,
            cells: 300_000,
            nesting: 40,
            expanded_bytes: 32 * MIB,
            line_bytes: 128 * 1024,
            text_bytes: 16 * MIB,
        }
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
    /// [`Limits::line_bytes`].
    Line,
    /// [`Limits::text_bytes`].
    Text,
}

impl Limit {
    /// The problem of a file that goes over this bound.
    pub fn broken(self, file: &str, limits: &Limits) -> Problem {
        let raise = |flag| said!("如文件正常，可用{flag}放宽上限", "raise the limit with {flag} if the file is sound");
        let (code, most, what, way_out) = match self {
            Self::Bytes => (Code::LimitBytes, limits.bytes, ("个字节", "bytes"), raise("--max-bytes")),
            Self::Pages => (Code::LimitPages, limits.pages, ("页或张工作表", "pages or sheets"), raise("--max-pages")),
            Self::Cells => (Code::LimitCells, limits.cells, ("个单元格或行", "cells or lines"), raise("--max-cells")),
            Self::Nesting => {
                (Code::LimitNesting, limits.nesting, ("层嵌套", "levels of nesting"), raise("--max-nesting"))
            }
            Self::ExpandedBytes => {
                let what = ("个字节（解压后）", "bytes once it is unpacked");
                (Code::LimitExpanded, limits.expanded_bytes, what, raise("--max-expanded"))
            }
            Self::Line => (
                Code::LimitLine,
                limits.line_bytes,
                ("个字节（一行或一个单元格内）", "bytes in one line or cell"),
                raise("--max-line"),
            ),
            Self::Text => (
                Code::LimitText,
                limits.text_bytes,
                ("个字节（文本或网页）", "bytes of text or web page"),
                raise("--max-text"),
            ),
        };
        let (zh, en) = what;
        let message = Said {
            zh: Some(format!("超过单个文件的上限：{most}{zh}")),
            en: format!("found more than {most} {en}, the limit for one file"),
        };
        Problem::error(code, Place::file(file), message).hint(way_out)
    }
}
