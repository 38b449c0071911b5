//! Where on the paper a value stands.

use super::lang::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The place of a value: a file and whatever the format can say beyond that. All counts start at 1.
///
/// Places order as their parts do from the first to the last, so those of one line, row or paragraph
/// stand together. `docs/places.md` says which format gives which parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file as the caller named it.
    pub file: Arc<str>,
    /// Page of a paginated document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Arc<str>>,
    /// Line of a text, or of the running text of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Table: of its page in a paginated document, else of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Paragraph of the running text, where the format has no lines or many paragraphs on one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// Row of a table or a sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of a table or a sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Character of the line's, the paragraph's or the cell's text; none at its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<u32>,
}

/// The parts of a place behind its file, in their order.
type Parts = [(&'static str, &'static str, Option<u32>); 7];

impl Place {
    /// The whole of `file`.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// Line `line` of `file`.
    pub fn line(file: impl Into<Arc<str>>, line: u32) -> Self {
        Self { line: Some(line), ..Self::file(file) }
    }

    /// The whole line, paragraph or row that the place stands in.
    #[must_use]
    pub fn whole_line(&self) -> Self {
        // The cells of a row may stand on several lines of the source.
        let line = self.line.filter(|_| self.row.is_none());
        Self { line, column: None, character: None, ..self.clone() }
    }

    /// Whether the place stands in the same line, paragraph or row of the same file as `other`.
    pub fn shares_line(&self, other: &Self) -> bool {
        self.whole_line() == other.whole_line()
    }

    /// Whether the place stands on the same page or sheet as `other`, of whatever file.
    pub fn shares_page(&self, other: &Self) -> bool {
        (self.page, &self.sheet) == (other.page, &other.sheet)
    }

    /// Whether the place stands in a line, paragraph or row above that of `other`.
    pub fn is_above(&self, other: &Self) -> bool {
        self.whole_line() < other.whole_line()
    }

    /// The number that a reader would look its line, paragraph or row up by.
    pub fn number(&self) -> Option<u32> {
        self.row.or(self.line).or(self.paragraph)
    }

    /// The place in the words of `lang`: `form.docx, table 3, row 4, column 9`, or
    /// `form.docx，第3个表，第4行，第9列`.
    pub fn in_lang(&self, lang: Lang) -> String {
        [self.file.to_string(), self.within(lang)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(lang.pick("，", ", "))
    }

    /// The place without its file, in the words of `lang`; nothing for the whole file.
    pub fn within(&self, lang: Lang) -> String {
        let sheet = self.sheet.as_deref().map(|sheet| match lang {
            Lang::Zh => format!("工作表{sheet}"),
            Lang::En => format!("sheet {sheet}"),
        });
        let count = |(zh, en, count): (&str, &str, Option<u32>)| {
            count.map(|count| match lang {
                Lang::Zh => format!("第{count}{zh}"),
                Lang::En => format!("{en} {count}"),
            })
        };
        let parts = sheet.into_iter().chain(self.parts().into_iter().filter_map(count));
        parts.collect::<Vec<_>>().join(lang.pick("，", ", "))
    }

    fn parts(&self) -> Parts {
        // A table that has lines has rows too: its line is one of the file's source.
        let line = if self.row.is_some() { "行（源码）" } else { "行" };
        [
            ("页", "page", self.page),
            (line, "line", self.line),
            ("个表", "table", self.table),
            ("段", "paragraph", self.paragraph),
            ("行", "row", self.row),
            ("列", "column", self.column),
            ("字", "character", self.character),
        ]
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}
