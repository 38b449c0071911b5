//! A TOML text that remembers its places: what serde refuses becomes a problem with line and
//! column, what was found, what was expected, and the nearest known key.

use super::files::nearest;
use crate::problem::Problem;
use crate::values::Place;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// A TOML text under the name it is spoken of by.
pub(super) struct Located<'a> {
    /// The file as messages call it.
    pub(super) file: &'a str,
    /// Its text.
    pub(super) text: &'a str,
}

impl<'a> Located<'a> {
    /// The table that the whole text is; every syntax error is one problem.
    ///
    /// # Errors
    ///
    /// The text is not TOML.
    pub(super) fn parse(&self) -> Result<Spanned<DeTable<'a>>, Vec<Problem>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        if errors.is_empty() {
            return Ok(table);
        }
        Err(errors.iter().map(|error| self.problem(error)).collect())
    }

    /// Reads `value` as a `T`. Every unknown key becomes a problem of its own; the first value of a
    /// wrong type ends the reading of this value. `None` goes with at least one problem.
    pub(super) fn read<T: DeserializeOwned>(
        &self,
        value: Spanned<DeValue<'a>>,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        self.read_with(value, problems, |value| T::deserialize(value))
    }

    /// As [`Self::read`], by the means of `reader`.
    pub(super) fn read_with<T>(
        &self,
        mut value: Spanned<DeValue<'a>>,
        problems: &mut Vec<Problem>,
        reader: impl Fn(ValueDeserializer<'a>) -> Result<T, Error>,
    ) -> Option<T> {
        loop {
            let error = match reader(ValueDeserializer::from(value.clone())) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            problems.push(self.problem(&error));
            let unknown_key = error.message().starts_with("unknown field");
            if !unknown_key || !error.span().is_some_and(|span| remove_key(value.get_mut(), &span)) {
                return None;
            }
        }
    }

    /// Where the bytes of `span` begin.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let count = |n: usize| u32::try_from(n).ok();
        Place { line: count(line), column: count(column), ..Place::file(self.file) }
    }

    /// What `error` says, by the pattern of this house.
    fn problem(&self, error: &Error) -> Problem {
        // What is missing from the whole file has no place in it.
        let span = error.span().filter(|span| span.start > 0 || !error.message().starts_with("missing field"));
        let place = span.map_or_else(|| Place::file(self.file), |span| self.place(&span));
        let (code, message, hint) = reworded(error.message());
        let problem = Problem::error(code, place, message);
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }
}

/// Code, message and hint for what serde or the TOML parser says.
fn reworded(said: &str) -> (&'static str, String, Option<String>) {
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let known = || quoted.iter().skip(1).copied();
    let all = || known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let hint = |found: &str| match nearest(found, known()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known: {}", all()),
    };
    match quoted.first() {
        Some(found) if said.starts_with("unknown field") => {
            let message = if quoted.len() > 1 {
                format!("unknown key `{found}`")
            } else {
                format!("unknown key `{found}`: expected none here")
            };
            ("pipeline-unknown-key", message, (quoted.len() > 1).then(|| hint(found)))
        }
        Some(found) if said.starts_with("unknown variant") => {
            let near = nearest(found, known()).map(|name| format!("did you mean `{name}`?"));
            ("pipeline-unknown-value", format!("expected one of {}, found `{found}`", all()), near)
        }
        Some(found) if said.starts_with("missing field") => {
            ("pipeline-missing-key", format!("expected a key `{found}`, found none"), None)
        }
        _ => {
            let mismatch = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "));
            let message = match mismatch.and_then(|rest| rest.rsplit_once(", expected ")) {
                Some((found, expected)) => format!("expected {}, found {}", plainly(expected), plainly(found)),
                None => said.trim().replace('\n', "; "),
            };
            ("pipeline-invalid", message, None)
        }
    }
}

/// What serde calls a type, in words.
fn plainly(said: &str) -> String {
    let words = [
        ("a sequence", "a list"),
        ("sequence", "a list"),
        ("a map", "a table"),
        ("map", "a table"),
        ("a string", "a text"),
        ("a boolean", "true or false"),
    ];
    if let Some((_, word)) = words.iter().find(|(name, _)| *name == said) {
        return (*word).to_owned();
    }
    let is_whole = said.strip_prefix(['i', 'u']).is_some_and(|width| width.parse::<u8>().is_ok());
    if is_whole {
        return "a whole number".to_owned();
    }
    // `string "x"` and `integer `3`` become the raw text in backticks.
    let raw = said.split_once(' ').filter(|(kind, _)| ["string", "integer", "boolean", "floating"].contains(kind));
    match raw {
        Some((_, value)) => format!("`{}`", value.trim_start_matches("point ").trim_matches(['"', '`'])),
        None => said.to_owned(),
    }
}

/// Takes the key that stands at `span` out of `value`, however deep; whether it was there.
fn remove_key(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => {
            let key = table.keys().find(|key| key.span() == *span).cloned();
            match key {
                Some(key) => table.remove(&key).is_some(),
                None => table.iter_mut().any(|(_, value)| remove_key(value.get_mut(), span)),
            }
        }
        DeValue::Array(array) => array.iter_mut().any(|value| remove_key(value.get_mut(), span)),
        _ => false,
    }
}
