//! What became of each file: read, refused or skipped, and how many of each.

use super::folders::{Fate, Found};
use super::ordered::in_order;
use super::reader::Reader;
use super::reading::{Counted, DocumentRead};
use crate::problem::Said;
use crate::records::Coverage;
use crate::reports::Counts;
use crate::values::Lang;
use std::path::Path;

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// It holds records.
    Read(DocumentRead),
    /// It should have been read and was not, or nothing that is known stands in it.
    Refused(DocumentRead),
    /// It is no document; a clause that says what it is.
    Skipped(Said),
}

impl Outcome {
    /// The document, where the file is one.
    pub fn document(self) -> Option<DocumentRead> {
        match self {
            Self::Read(read) | Self::Refused(read) => Some(read),
            Self::Skipped(_) => None,
        }
    }
}

/// How many files ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Files read.
    pub(crate) read: usize,
    /// Files refused.
    pub(crate) refused: usize,
    /// Files skipped.
    pub(crate) skipped: usize,
}

impl Tally {
    /// Counts one more file.
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Read(_) => self.read += 1,
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Skipped(_) => self.skipped += 1,
        }
    }

    /// All files.
    pub(crate) fn files(&self) -> usize {
        self.read + self.refused + self.skipped
    }
}

/// Problems of files that are no documents.
const NO_DOCUMENT: [&str; 2] = ["file-binary", "format-unsupported"];

/// Endings of documents: a file that is named like one and is none was damaged on its way here.
const ENDINGS: [&str; 13] =
    ["pdf", "docx", "doc", "wps", "rtf", "xlsx", "xls", "et", "ods", "html", "htm", "txt", "zip"];

/// Reads what was found, where it is to be read.
pub(super) fn outcome(reader: &Reader, found: &Found, counted: Counted) -> Outcome {
    let named = match &found.fate {
        Fate::Skipped(what) => return Outcome::Skipped(what.clone()),
        Fate::Refused(problem) => {
            return Outcome::Refused(DocumentRead::unreadable(&found.name, problem.clone(), None));
        }
        Fate::Named => true,
        Fate::Met => false,
    };
    let read = reader.read(&found.path, &found.name, counted);
    if read.is_readable() {
        return Outcome::Read(read);
    }
    let problem = read.reading.problems.first().filter(|_| !named);
    let is_none = |code| code == "file-empty" || NO_DOCUMENT.contains(&code) && !is_named_like_one(&found.path);
    match problem.filter(|problem| is_none(problem.code)) {
        Some(problem) => Outcome::Skipped(problem.message.clone()),
        None => Outcome::Refused(read),
    }
}

fn is_named_like_one(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ENDINGS.contains(&ending.as_str())
}

impl Reader {
    /// Reads everything of `found` side by side and hands the outcomes to `take` in its order; no more
    /// than a few are kept at a time.
    ///
    /// # Errors
    ///
    /// The first error of `take`.
    pub fn read_all<E>(
        &self,
        found: &[Found],
        counted: Counted,
        mut take: impl FnMut(&Found, Outcome) -> Result<(), E>,
    ) -> Result<(), E> {
        in_order(found, |one| outcome(self, one, counted), |at, outcome| take(&found[at], outcome))
    }
}

impl DocumentRead {
    /// What was read of it in one line: counts, and how many of its numerals became fields.
    pub fn summary(&self, lang: Lang) -> String {
        let Counts { projects, indicators, accounts, .. } =
            self.source.as_ref().map(|source| source.counts).unwrap_or_default();
        let coverage = &self.reading.coverage;
        if lang == Lang::Zh {
            return format!("{projects}个项目，{indicators}项指标，{accounts}个决算数；{}", share_zh(coverage));
        }
        let counts = [count(projects, "project"), count(indicators, "indicator"), count(accounts, "account")];
        format!("{}; {}", counts.join(", "), share(coverage))
    }
}

/// `1 project`, `8 projects`.
fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// `586 of 688 numerals claimed (85.2 %)`.
fn share(coverage: &Coverage) -> String {
    let Coverage { numerals, claimed, .. } = *coverage;
    match tenths(coverage) {
        Some(tenths) => format!("{claimed} of {numerals} numerals claimed ({}.{} %)", tenths / 10, tenths % 10),
        None => "no numerals".to_owned(),
    }
}

/// The same in Chinese.
fn share_zh(coverage: &Coverage) -> String {
    let Coverage { numerals, claimed, .. } = *coverage;
    match tenths(coverage) {
        Some(tenths) => format!("{numerals}个数字中采用{claimed}个（{}.{}%）", tenths / 10, tenths % 10),
        None => "没有数字".to_owned(),
    }
}

/// How many of its numerals were claimed, in tenths of a percent; 100.0 % are all of them and no fewer.
fn tenths(coverage: &Coverage) -> Option<u64> {
    let Coverage { numerals, claimed, .. } = *coverage;
    let tenths = (u64::from(claimed) * 2_000 + u64::from(numerals)).checked_div(u64::from(numerals) * 2)?;
    Some(if claimed < numerals { tenths.min(999) } else { tenths })
}

#[cfg(test)]
mod tests {
    use super::share;
    use crate::records::Coverage;

    #[test]
    fn a_share_is_rounded_and_never_up_to_all() {
        let told = |claimed, numerals| share(&Coverage { numerals, claimed, ..Coverage::default() });
        assert_eq!(told(586, 688), "586 of 688 numerals claimed (85.2 %)");
        assert_eq!(told(99_999, 100_000), "99999 of 100000 numerals claimed (99.9 %)");
        assert_eq!(
            (told(3, 3), told(0, 0)),
            ("3 of 3 numerals claimed (100.0 %)".to_owned(), "no numerals".to_owned())
        );
    }
}
