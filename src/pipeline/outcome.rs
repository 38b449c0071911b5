//! What became of each file: read, refused or skipped, and how many of each.

use super::folders::{Fate, Found, is_named_like_one};
use super::ordered::in_order;
use super::reader::Reader;
use super::reading::{Counted, DocumentRead};
use super::twins::{self, Bytes, repeats};
use super::{card, reading};
use crate::problem::{Code, Problem, Said};
use crate::records::Coverage;
use crate::reports::{Became, Counts, Tally};
use crate::values::Lang;
use std::collections::BTreeMap;

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// It holds records.
    Read(DocumentRead),
    /// It should have been read and was not, or nothing that is known stands in it.
    Refused(DocumentRead),
    /// It is no document; a clause that says what it is.
    Skipped(Said),
    /// It holds the bytes of a document named before it, which says so.
    Twice(Problem),
}

impl Outcome {
    /// The document, where the file is one.
    pub fn document(self) -> Option<DocumentRead> {
        match self {
            Self::Read(read) | Self::Refused(read) => Some(read),
            Self::Skipped(_) | Self::Twice(_) => None,
        }
    }
}

impl Tally {
    /// Counts one more file.
    pub(crate) fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Read(_) => self.add(Became::Read),
            Outcome::Refused(read) if read.is_vanished() => self.add(Became::Vanished),
            Outcome::Refused(read) if read.is_of_other_years() => self.add(Became::Skipped),
            Outcome::Refused(_) => self.add(Became::Refused),
            Outcome::Skipped(_) => self.skipped += 1,
            Outcome::Twice(_) => self.add(Became::Twice),
        }
    }
}

/// Problems of files that are no documents.
const NO_DOCUMENT: [Code; 2] = [Code::FileBinary, Code::FormatUnsupported];

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
    let is_none = |code| code == Code::FileEmpty || NO_DOCUMENT.contains(&code) && !is_named_like_one(&found.path);
    match problem.filter(|problem| is_none(problem.code)) {
        Some(problem) => Outcome::Skipped(problem.message.clone()),
        None => Outcome::Refused(read),
    }
}

impl Reader {
    /// Reads everything of `found` side by side and hands the outcomes to `take` in its order; no more
    /// than a few are kept at a time. What holds the bytes of a file before it is not read again.
    ///
    /// # Errors
    ///
    /// The first error of `take`.
    pub fn read_all<E>(
        &self,
        found: &[Found],
        counted: Counted,
        take: impl FnMut(&Found, Outcome) -> Result<(), E>,
    ) -> Result<(), E> {
        let asked: Vec<Asked<'_>> = found.iter().map(|found| (found, None)).collect();
        self.read_asked(&asked, counted, take)
    }

    /// As [`Self::read_all`], each with the years that are asked of it.
    ///
    /// # Errors
    ///
    /// The first error of `take`.
    pub(super) fn read_asked<E>(
        &self,
        asked: &[Asked<'_>],
        counted: Counted,
        mut take: impl FnMut(&Found, Outcome) -> Result<(), E>,
    ) -> Result<(), E> {
        let bytes: Vec<Option<Bytes>> = asked.iter().map(|(found, years)| Bytes::of(found, *years)).collect();
        let repeats = repeats(&bytes, |at| asked.get(at).map(|(found, _)| (*found).clone()), self.limits());
        let items: Vec<(Asked<'_>, Option<&Found>)> = asked
            .iter()
            .zip(repeats)
            .map(|(one, repeat)| (*one, repeat.and_then(|repeat| asked.get(repeat.first)).map(|(first, _)| *first)))
            .collect();
        let read = |((one, years), first): &(Asked<'_>, Option<&Found>)| match first {
            None => match outcome(self, one, counted) {
                Outcome::Read(read) => sorted(reading::of_years(read, &one.name, *years)),
                other => other,
            },
            Some(first) => {
                let differ = card::differ(&one.path, &first.path);
                Outcome::Twice(twins::told(&one.name, &first.name, differ))
            }
        };
        let mut skipped: BTreeMap<&str, Said> = BTreeMap::new();
        in_order(&items, read, |at, outcome| {
            let ((one, _), first) = items[at];
            // The bytes of what is no document are none either.
            let none = first.and_then(|first| skipped.get(first.name.as_str())).cloned();
            let outcome = none.map_or(outcome, Outcome::Skipped);
            if let Outcome::Skipped(what) = &outcome {
                skipped.insert(&one.name, what.clone());
            }
            take(one, outcome)
        })
    }
}

/// A file that is to be read, and the years that are asked of it; all where `None`.
pub(super) type Asked<'a> = (&'a Found, Option<&'a [i32]>);

/// A document that holds records, or none of the years that were asked for.
fn sorted(read: DocumentRead) -> Outcome {
    if read.is_readable() { Outcome::Read(read) } else { Outcome::Refused(read) }
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
