//! The same paper in two documents, as bureaus publish a form as DOCX and as PDF: what says the same of the
//! same unit, year and project is counted once.
//!
//! It is decided record by record: a project that stands in one of the two documents counts, too. Which
//! document counts is a matter of the question ([`Order`]), so it is decided when a question is asked and
//! not when a store is made; the rows stay in the tables, marked, and only the analyses leave them out.

mod alike;
mod left_out;
mod marking;

pub use left_out::{LeftOut, Paper};
pub(crate) use marking::Twice;

/// The formats in the order in which they are believed: cells before flowing text, text before pictures
/// of it.
pub const FORMATS: [&str; 14] =
    ["xlsx", "xls", "et", "ods", "csv", "docx", "doc", "wps", "rtf", "html", "htm", "mhtml", "pdf", "txt"];

/// Which of two documents counts.
///
/// Between those of one format the first by its name does, however they were asked for.
#[derive(Debug, Default)]
pub(crate) struct Order<'a> {
    /// Endings that are preferred, the first most; the others follow in the order of [`FORMATS`].
    pub(crate) prefer: &'a [String],
}

impl Order<'_> {
    /// The place of the document `file` among those of other formats: the least counts.
    fn format(&self, file: &str) -> usize {
        let ending = file.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
        let preferred = self.prefer.iter().position(|one| *one == ending);
        let usual = || FORMATS.iter().position(|one| *one == ending).unwrap_or(FORMATS.len());
        preferred.unwrap_or_else(|| self.prefer.len() + usual())
    }
}
