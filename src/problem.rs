//! What is wrong, where, how bad, and what to do about it.
//!
//! Every room above reports trouble as a [`Problem`]: reading returns what was read *and* its
//! problems, and only `pipeline` decides what is fatal.

// The fuzzing crate takes this file by its path, and its modules with it.
#[path = "problem/code.rs"]
mod code;
#[path = "problem/code_names.rs"]
mod code_names;

pub use crate::values::Said;
pub(crate) use crate::values::said;
pub use code::Code;

use crate::values::{Lang, Place};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is missing from the result, or would be wrong if used.
    Error,
    /// Something was read that has another possible reading.
    Doubt,
    /// Something a reader may want to know; nothing is missing.
    Note,
}

impl Severity {
    /// The word for it in `lang`.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Doubt => lang.pick("存疑", "doubt"),
            Self::Note => lang.pick("提示", "note"),
        }
    }
}

/// One thing that is wrong, with its place, what was found and what was expected.
///
/// Told in English and in Chinese: its `Display` is English, [`Problem::in_lang`] says it in either.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of problem it is, such as `number-unreadable`.
    pub code: Code,
    /// What was found and what was expected, in one lower-case sentence; raw text in backticks.
    pub message: Said,
    /// Where it stands.
    pub place: Place,
    /// What to do about it, where there is something.
    pub hint: Option<Said>,
}

impl Problem {
    /// An error: something is missing from the result.
    pub fn error(code: Code, place: Place, message: impl Into<Said>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), place, hint: None }
    }

    /// A doubt: something was read that has another possible reading.
    pub fn doubt(code: Code, place: Place, message: impl Into<Said>) -> Self {
        Self { severity: Severity::Doubt, ..Self::error(code, place, message) }
    }

    /// A note: nothing is missing.
    pub fn note(code: Code, place: Place, message: impl Into<Said>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, place, message) }
    }

    /// The problem in `lang`: place, message, and the way out behind them where there is one.
    pub fn in_lang(&self, lang: Lang) -> String {
        let colon = lang.pick("：", ": ");
        let place = self.place.in_lang(lang);
        let told = format!("{}{colon}{place}{colon}{}", self.severity.word(lang), self.message.in_lang(lang));
        match &self.hint {
            Some(hint) => format!("{told}{}{}", lang.pick("；办法：", "; hint: "), hint.in_lang(lang)),
            None => told,
        }
    }

    /// The same problem with a word on the way out.
    #[must_use]
    pub fn hint(self, hint: impl Into<Said>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.severity.word(Lang::En), self.place, self.message)
    }
}

/// A problem as it is written: the Chinese beside the English, where there is one.
#[derive(Serialize)]
struct Written<'a> {
    severity: Severity,
    code: Code,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_zh: Option<&'a str>,
    place: &'a Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint_zh: Option<&'a str>,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { severity, code, message, place, hint } = self;
        let written = Written {
            severity: *severity,
            code: *code,
            message: &message.en,
            message_zh: message.zh.as_deref(),
            place,
            hint: hint.as_ref().map(|hint| hint.en.as_str()),
            hint_zh: hint.as_ref().and_then(|hint| hint.zh.as_deref()),
        };
        written.serialize(serializer)
    }
}

/// A problem as another process of this program tells it.
#[derive(Deserialize)]
struct Told {
    severity: Severity,
    code: Code,
    message: String,
    message_zh: Option<String>,
    place: Place,
    hint: Option<String>,
    hint_zh: Option<String>,
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Told::deserialize(deserializer)?;
        let Told { severity, code, place, .. } = told;
        let message = Said { en: told.message, zh: told.message_zh };
        let hint = told.hint.map(|en| Said { en, zh: told.hint_zh });
        Ok(Self { severity, code, message, place, hint })
    }
}

/// The first characters of a text, enough to find it again: how a message quotes a paper.
pub(crate) fn shorten(text: &str) -> String {
    const LENGTH: usize = 24;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= LENGTH { line } else { line.chars().take(LENGTH).chain(['…']).collect() }
}
