//! What is wrong, where, how bad, and what to do about it.
//!
//! Every room above reports trouble as a [`Problem`]: reading returns what was read *and* its
//! problems, and only `pipeline` decides what is fatal.

use crate::values::Place;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

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

/// One thing that is wrong, with its place, what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable short name, such as `number-unreadable`.
    pub code: &'static str,
    /// What was found and what was expected, in one lower-case sentence; raw text in backticks.
    pub message: String,
    /// Where it stands.
    pub place: Place,
    /// What to do about it, where there is something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// An error: something is missing from the result.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), place, hint: None }
    }

    /// A doubt: something was read that has another possible reading.
    pub fn doubt(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Doubt, ..Self::error(code, place, message) }
    }

    /// A note: nothing is missing.
    pub fn note(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, place, message) }
    }

    /// `code`, read from outside, as the name that all problems of its kind share.
    pub fn known(code: String) -> &'static str {
        known(code)
    }

    /// The same problem with a word on the way out.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Doubt => "doubt",
            Severity::Note => "note",
        };
        write!(f, "{severity}: {}: {}", self.place, self.message)
    }
}

/// A problem as another process of this program tells it.
#[derive(Deserialize)]
struct Told {
    severity: Severity,
    code: String,
    message: String,
    place: Place,
    hint: Option<String>,
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Told { severity, code, message, place, hint } = Told::deserialize(deserializer)?;
        Ok(Self { severity, code: known(code), message, place, hint })
    }
}

/// Codes that a program of ours has; another process that tells more is not one.
const CODES: usize = 1_000;

/// `code` as the name that all problems of its kind share: each is kept once, for good.
fn known(code: String) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(code.as_str()) {
        return known;
    }
    if known.len() >= CODES {
        return "unknown";
    }
    let code: &'static str = code.leak();
    known.insert(code);
    code
}

/// The first characters of a text, enough to find it again: how a message quotes a paper.
pub(crate) fn shorten(text: &str) -> String {
    const LENGTH: usize = 24;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= LENGTH { line } else { line.chars().take(LENGTH).chain(['…']).collect() }
}
