//! A TOML text that remembers its places: what serde refuses becomes a problem with line and
//! column, what was found, what was expected, and the nearest known key.

use super::files::nearest;
use crate::problem::{Code, Problem, Said, said};
use crate::records::{Refusal, Slip, line_of, refusal};
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
        line_of(self.file, self.text, span)
    }

    /// What `error` says, by the pattern of this house.
    fn problem(&self, error: &Error) -> Problem {
        // What is missing from the whole file is missing from its beginning.
        let place = self.place(&error.span().unwrap_or(0..0));
        let (code, message, hint) = reworded(error.message());
        let problem = Problem::error(code, place, message);
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }
}

/// Code, message and hint for what serde or the TOML parser says.
fn reworded(error: &str) -> (Code, Said, Option<Said>) {
    let Refusal { slip, message, found, known } = refusal(error);
    let near = nearest(&found, known.iter().map(String::as_str));
    let near = near.map(|name| said!("是否应为`{name}`？", "did you mean `{name}`?"));
    let all = || {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        Said::new(format!("可用的有：{}", known.join("、")), format!("known: {}", known.join(", ")))
    };
    match slip {
        Slip::UnknownKey if known.is_empty() => (Code::PipelineUnknownKey, message, None),
        Slip::UnknownKey => (Code::PipelineUnknownKey, message, Some(near.unwrap_or_else(all))),
        Slip::UnknownValue => (Code::PipelineUnknownValue, message, near),
        Slip::MissingKey => (Code::PipelineMissingKey, message, None),
        Slip::Invalid => (Code::PipelineInvalid, message, None),
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
