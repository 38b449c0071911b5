//! Which of two documents counts: by their formats, then by their names.

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
    pub(super) fn format(&self, file: &str) -> usize {
        let ending = file.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
        let preferred = self.prefer.iter().position(|one| *one == ending);
        let usual = || FORMATS.iter().position(|one| *one == ending).unwrap_or(FORMATS.len());
        preferred.unwrap_or_else(|| self.prefer.len() + usual())
    }
}
