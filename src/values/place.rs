//! Where on the paper a value stands.

use super::lang::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The place of a value: a file and whatever the format can say beyond that. All counts start at 1.
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
    /// Line of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Row of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl Place {
    /// The whole of `file`.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// Line `line` of `file`.
    pub fn line(file: impl Into<Arc<str>>, line: u32) -> Self {
        Self { line: Some(line), ..Self::file(file) }
    }
}

impl Place {
    /// The place in `lang`; its `Display` is the English one.
    pub fn in_lang(&self, lang: Lang) -> String {
        let mut told = self.file.to_string();
        if let Some(sheet) = &self.sheet {
            told += &lang.pick("，工作表{}", ", sheet {}").replace("{}", sheet);
        }
        let counts = [
            ("，第{}页", ", page {}", self.page),
            ("，第{}行", ", line {}", self.line),
            ("，表格第{}行", ", row {}", self.row),
            ("，第{}列", ", column {}", self.column),
        ];
        for (zh, en, count) in counts {
            let Some(count) = count else { continue };
            told += &lang.pick(zh, en).replace("{}", &count.to_string());
        }
        told
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}
