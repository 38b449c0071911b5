//! Why a reader gave up, before the file's name is known: over one of the limits, or broken; and the
//! count of what it has spent of them.

use crate::documents::limits::{Limit, Limits};
use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a reader gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// More than the limit allows.
    Over(Limit),
    /// Not what its format promises; a lower-case clause that says what was found.
    Broken(Said),
}

impl Fault {
    /// A file that is not what its format promises.
    pub(super) fn broken(found: Said) -> Self {
        Self::Broken(found)
    }

    /// The same, in the words of a foreign reader.
    #[expect(clippy::needless_pass_by_value, reason = "so that it can be handed to `map_err`")]
    pub(super) fn foreign(error: impl ToString) -> Self {
        let told = error.to_string();
        Self::Broken(said!("读取程序报告：{told}", "{told}"))
    }

    /// The problem of the whole file; `format` is its name in both languages, in English
    /// with an article, such as `a Word file`.
    pub(super) fn problem(self, file: &str, (zh, en): (&str, &str), limits: &Limits) -> Problem {
        match self {
            Self::Over(limit) => limit.broken(file, limits),
            Self::Broken(found) => {
                let message = Said {
                    zh: Some(format!("应为{zh}，实际无法读取：{}", found.in_lang(Lang::Zh))),
                    en: format!("expected {en}, found one that cannot be read: {}", found.in_lang(Lang::En)),
                };
                Problem::error(Code::FileDamaged, Place::file(file), message).hint(said!(
                    "请重新下载，或用生成该文件的程序打开后另存",
                    "download it again, or open it in the program that made it and save it anew"
                ))
            }
        }
    }
}

/// What `attempt` of a foreign reader gives; a panic of it is a broken file. Nothing of ours is
/// shared with such a reader, hence unwind-safe.
pub(super) fn contained<T>(attempt: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(attempt))
        .map_err(|_| Fault::broken(said!("读取程序无法处理该文件", "the reader gave up on it")))
}

/// What a reader has spent of its limits so far.
#[derive(Debug)]
pub(super) struct Meter<'a> {
    limits: &'a Limits,
    found: u64,
    covered: u64,
    expanded: u64,
}

impl<'a> Meter<'a> {
    /// Checks that a line or a cell may have `bytes`.
    pub(super) fn line(&self, bytes: usize) -> Result<(), Fault> {
        if bytes > self.limits.line_bytes { Err(Fault::Over(Limit::Line)) } else { Ok(()) }
    }

    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, found: 0, covered: 0, expanded: 0 }
    }

    /// Counts one more cell, or line of text, as it is met: each costs about the same.
    pub(super) fn cell(&mut self) -> Result<(), Fault> {
        self.found += 1;
        within(self.found, self.limits.cells, Limit::Cells)
    }

    /// Counts the cells of a table that is to be laid out, covered ones included.
    pub(super) fn area(&mut self, cells: u64) -> Result<(), Fault> {
        self.covered = self.covered.saturating_add(cells);
        within(self.covered, self.limits.cells, Limit::Cells)
    }

    /// Checks that a table may grow to `cells` before it is laid out.
    pub(super) fn room(&self, cells: u64) -> Result<(), Fault> {
        within(self.covered.saturating_add(cells), self.limits.cells, Limit::Cells)
    }

    /// Checks that `depth` levels may lie within each other.
    pub(super) fn nesting(&self, depth: usize) -> Result<(), Fault> {
        within(depth as u64, self.limits.nesting, Limit::Nesting)
    }

    /// Checks that a workbook may have `count` sheets.
    pub(super) fn sheets(&self, count: usize) -> Result<(), Fault> {
        within(count as u64, self.limits.pages, Limit::Pages)
    }

    /// Takes `count` bytes that are to be unpacked.
    pub(super) fn expand(&mut self, count: u64) -> Result<(), Fault> {
        self.expanded = self.expanded.saturating_add(count);
        within(self.expanded, self.limits.expanded_bytes, Limit::ExpandedBytes)
    }
}

fn within(found: u64, most: usize, limit: Limit) -> Result<(), Fault> {
    if found > most as u64 { Err(Fault::Over(limit)) } else { Ok(()) }
}
