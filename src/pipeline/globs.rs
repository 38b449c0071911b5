//! File names with `*` and `?` in their last part, expanded in sorted order.
//!
//! A card (`<document>.toml` beside a document) describes a document and is none, so no pattern
//! finds it; nor does one find hidden files or directories.

use crate::problem::Problem;
use crate::values::Place;
use std::path::{Path, PathBuf};

/// The files under `root` that `pattern` names, as names relative to `root` with `/` between
/// parts. A pattern without a star or question mark is a name, and is returned as it is.
///
/// # Errors
///
/// A star stands before the last part, the directory cannot be listed, or nothing matches.
pub(super) fn expand(root: &Path, pattern: &str, place: &Place) -> Result<Vec<String>, Problem> {
    let wrong = |code, message: String| Problem::error(code, place.clone(), message);
    if !is_pattern(pattern) {
        return Ok(vec![pattern.to_owned()]);
    }
    let (folder, last) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    if is_pattern(folder) {
        let message = format!("`{pattern}`: expected `*` and `?` in the last part only, found them in `{folder}`");
        return Err(wrong("glob-unsupported", message).hint("name the directories one by one"));
    }
    let folder_path: PathBuf = root.join(folder);
    let entries = folder_path.read_dir().map_err(|_| {
        let message = format!("`{pattern}`: expected a directory `{folder}`, found none");
        wrong("glob-no-directory", message).hint("paths in a pipeline start from the project's directory")
    })?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_document(&folder_path, name) && matches(last, name)).collect();
    names.sort();
    if names.is_empty() {
        let message = format!("`{pattern}`: expected at least one file, found none");
        return Err(wrong("glob-no-file", message).hint("check the directory and the ending"));
    }
    let join = |name: String| if folder.is_empty() { name } else { format!("{folder}/{name}") };
    Ok(names.into_iter().map(join).collect())
}

/// Whether `text` holds a sign that stands for other signs.
fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Whether `name` is a visible file in `folder` and not the card of another.
fn is_document(folder: &Path, name: &str) -> bool {
    let is_card = name.strip_suffix(".toml").is_some_and(|of| folder.join(of).is_file());
    !name.starts_with('.') && !is_card && folder.join(name).is_file()
}

/// Whether `name` fits `pattern`, where `*` is any run of characters and `?` is one.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    // The place after the last star, and how far the name had been read when it was met.
    let mut star: Option<(usize, usize)> = None;
    let (mut p, mut n) = (0, 0);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p + 1, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((after, at)) = star else { return false };
                star = Some((after, at + 1));
                (p, n) = (after, at + 1);
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, name) in [("*.txt", "a.txt"), ("a*b*c", "a--b--b-c"), ("?020*", "2020年.txt"), ("*", "x")] {
            assert!(matches(pattern, name), "{pattern} should match {name}");
        }
        for (pattern, name) in [("*.txt", "a.pdf"), ("a*b", "abc"), ("?", ""), ("a", "ab")] {
            assert!(!matches(pattern, name), "{pattern} should not match {name}");
        }
    }
}
