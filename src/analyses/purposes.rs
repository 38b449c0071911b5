//! What a project is for, read off its name by the keyword dictionary `data/categories.toml`.
//!
//! The first category with a keyword in the name wins, so the order of the dictionary matters. A
//! name without any keyword is `unmatched`, a category of its own that is never dropped.

use crate::analyses::subjects::Project;
use crate::problem::Problem;
use crate::values::{Place, half_width};
use serde::Deserialize;

/// The dictionary, compiled in.
const DICTIONARY: &str = include_str!("../../data/categories.toml");

/// One purpose and the words that tell it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable id, such as `equipment`.
    pub id: String,
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// Words in a project's name that tell it.
    pub keywords: Vec<String>,
}

/// The file of the dictionary.
#[derive(Deserialize)]
struct Dictionary {
    category: Vec<Category>,
}

/// `own` categories, then those of the dictionary, then `unmatched`.
///
/// # Errors
/// A dictionary that does not read as one.
pub fn categories(own: &[Category]) -> Result<Vec<Category>, Problem> {
    let compiled: Dictionary = toml::from_str(DICTIONARY).map_err(|error| {
        Problem::error("dictionary-unreadable", Place::file("data/categories.toml"), error.message().to_owned())
    })?;
    let unmatched =
        Category { id: "unmatched".into(), zh: "未归类".into(), en: "unmatched".into(), keywords: Vec::new() };
    Ok(own.iter().cloned().chain(compiled.category).chain([unmatched]).collect())
}

/// The position in `categories` of what `project` is for; the last one is `unmatched`.
pub fn purpose(categories: &[Category], project: &Project) -> usize {
    let name = tidy(project.project.as_deref().unwrap_or_default());
    let tells = |category: &Category| category.keywords.iter().any(|word| name.contains(&tidy(word)));
    categories.iter().position(tells).unwrap_or(categories.len() - 1)
}

/// Names and keywords are compared half-width, without blanks and without regard to case.
fn tidy(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
