//! A register of units as written: TOML into statements, each with its line.

use super::spelling::tidy;
use crate::problem::{Code, Problem, Said, said};
use crate::records::{Refusal, Slip, refusal};
use crate::values::Place;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;

/// One statement of a register.
#[derive(Debug)]
pub(super) enum Statement {
    /// Other spellings of one body.
    Alias { name: String, also: Vec<String>, place: Place },
    /// One body under a new name.
    Rename { from: String, to: String, place: Place },
    /// Bodies that ended in others: a merger or a split.
    Fate { from: Vec<String>, into: Vec<String>, since: i32, place: Place },
}

impl Statement {
    /// Where it stands.
    pub(super) fn place(&self) -> &Place {
        match self {
            Self::Alias { place, .. } | Self::Rename { place, .. } | Self::Fate { place, .. } => place,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, rename = "alias")]
    aliases: Vec<Alias>,
    #[serde(default, rename = "rename")]
    renames: Vec<Rename>,
    #[serde(default, rename = "merger")]
    mergers: Vec<Merger>,
    #[serde(default, rename = "split")]
    splits: Vec<Split>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alias {
    name: Spanned<String>,
    also: Vec<Spanned<String>>,
    #[serde(default, rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    from: Spanned<String>,
    to: Spanned<String>,
    since: Spanned<i32>,
    #[serde(default, rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Merger {
    from: Vec<Spanned<String>>,
    into: Spanned<String>,
    since: Spanned<i32>,
    #[serde(default, rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    from: Spanned<String>,
    into: Vec<Spanned<String>>,
    since: Spanned<i32>,
    #[serde(default, rename = "source")]
    _source: String,
}

/// What the text of a register states, in the order aliases, renames, mergers, splits.
///
/// # Errors
///
/// A text that is not TOML, an unknown or missing key, an empty name, a year out of reach.
pub(super) fn statements(file: &str, text: &str) -> Result<Vec<Statement>, Problem> {
    let written: Written = toml::from_str(text).map_err(|error| refused(file, text, &error))?;
    let paper = Paper { file, text };
    let mut found = Vec::new();
    for Alias { name, also, .. } in written.aliases {
        let place = paper.place(&name.span());
        found.push(Statement::Alias { name: paper.name(name)?, also: paper.names(also, &place)?, place });
    }
    for Rename { from, to, since, .. } in written.renames {
        paper.year(&since)?;
        let place = paper.place(&from.span());
        found.push(Statement::Rename { from: paper.name(from)?, to: paper.name(to)?, place });
    }
    for Merger { from, into, since, .. } in written.mergers {
        let (place, since) = (paper.place(&into.span()), paper.year(&since)?);
        let from = paper.names(from, &place)?;
        found.push(Statement::Fate { from, into: vec![paper.name(into)?], since, place });
    }
    for Split { from, into, since, .. } in written.splits {
        let (place, since) = (paper.place(&from.span()), paper.year(&since)?);
        let into = paper.names(into, &place)?;
        found.push(Statement::Fate { from: vec![paper.name(from)?], into, since, place });
    }
    Ok(found)
}

/// The text that is being read.
struct Paper<'a> {
    file: &'a str,
    text: &'a str,
}

impl Paper<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count() + 1).ok();
        Place { line, ..Place::file(self.file) }
    }

    fn name(&self, name: Spanned<String>) -> Result<String, Problem> {
        if tidy(name.get_ref()).is_empty() {
            return Err(invalid(
                self.place(&name.span()),
                said!("应为单位名称，实际为空", "expected the name of a body, found an empty one"),
            ));
        }
        Ok(name.into_inner())
    }

    fn names(&self, names: Vec<Spanned<String>>, place: &Place) -> Result<Vec<String>, Problem> {
        if names.is_empty() {
            return Err(invalid(
                place.clone(),
                said!("应为若干名称，实际是空列表", "expected names, found an empty list"),
            ));
        }
        names.into_iter().map(|name| self.name(name)).collect()
    }

    fn year(&self, year: &Spanned<i32>) -> Result<i32, Problem> {
        let found = *year.get_ref();
        if (1949..=2100).contains(&found) {
            return Ok(found);
        }
        Err(invalid(self.place(&year.span()), said!("应为年份，实际为`{found}`", "expected a year, found `{found}`")))
    }
}

fn invalid(place: Place, message: Said) -> Problem {
    Problem::error(Code::UnitsInvalid, place, message)
        .hint(said!("各种条目的写法见docs/units.md", "docs/units.md shows every kind of entry"))
}

/// What TOML or serde refuses, by the pattern of this house.
fn refused(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let place = error.span().map_or_else(|| Place::file(file), |span| Paper { file, text }.place(&span));
    let Refusal { slip, message, found, known } = refusal(error.message());
    if slip != Slip::UnknownKey {
        return invalid(place, message);
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Problem::error(Code::UnitsUnknownKey, place, message).hint(match nearest(&found, &known) {
        Some(name) => said!("是否应为`{name}`？", "did you mean `{name}`?"),
        None => said!("可用的有：{}", "known: {}", known.join(", ")),
    })
}

/// The known key that shares most with the one found: enough for lists of four.
fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|name| (strsim::jaro_winkler(found, name), *name));
    let near = near.filter(|(likeness, _)| *likeness >= 0.7);
    near.max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.cmp(one))).map(|(_, name)| name)
}
