//! What a project is for, read off its name by the keyword dictionary `data/categories.toml`.
//!
//! The first category with a keyword in the name wins, so the order of the dictionary matters. A
//! name without any keyword is `unmatched`, a category of its own that is never dropped.

use crate::problem::{Code, Problem, said};
use crate::values::{Place, half_width};
use serde::Deserialize;

/// The dictionary, compiled in.
const DICTIONARY: &str = include_str!("../../data/categories.toml");

/// One purpose and the words that tell it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    /// Stable id, such as `equipment`.
    pub(crate) id: String,
    /// Its name in Chinese.
    pub(crate) zh: String,
    /// Its name in English.
    pub(crate) en: String,
    /// Words in a project's name that tell it.
    pub(crate) keywords: Vec<String>,
}

/// The file of the dictionary.
#[derive(Deserialize)]
struct Dictionary {
    category: Vec<Category>,
}

/// The categories in the order in which they are tried.
#[derive(Clone, Debug)]
pub(crate) struct Purposes {
    categories: Vec<Category>,
}

impl Purposes {
    /// `own` categories, then those of the dictionary, then `unmatched`.
    ///
    /// # Errors
    /// A dictionary that does not read as one.
    pub(crate) fn new(own: &[Category]) -> Result<Self, Problem> {
        let compiled: Dictionary = toml::from_str(DICTIONARY).map_err(|error| {
            Problem::error(
                Code::DictionaryUnreadable,
                Place::file("data/categories.toml"),
                said!("词典无法读取：{}", "{}", error.message()),
            )
        })?;
        let unmatched =
            Category { id: "unmatched".into(), zh: "未归类".into(), en: "unmatched".into(), keywords: Vec::new() };
        let mut categories: Vec<Category> = own.iter().cloned().chain(compiled.category).chain([unmatched]).collect();
        for word in categories.iter_mut().flat_map(|category| &mut category.keywords) {
            *word = tidy(word);
        }
        Ok(Self { categories })
    }

    /// The id of what a project of this `name` is for; `unmatched` where nothing tells.
    pub(crate) fn of(&self, name: Option<&str>) -> &str {
        let name = tidy(name.unwrap_or_default());
        let tells = |category: &&Category| category.keywords.iter().any(|word| name.contains(word.as_str()));
        self.categories.iter().find(tells).map_or("unmatched", |category| category.id.as_str())
    }

    /// Id, Chinese and English name of every purpose, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.categories.iter().map(|category| (category.id.as_str(), category.zh.as_str(), category.en.as_str()))
    }
}

/// Names and keywords are compared half-width, without blanks and without regard to case.
fn tidy(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
