//! File names with `*`, `?` and `**`, expanded in sorted order: `**` stands for any directories.
//!
//! A card (`<document>.toml` beside a document) describes a document and is none, so no pattern
//! finds it; nor does one find hidden files or anything in hidden directories.

use crate::problem::{Problem, Said, said};
use crate::values::Place;
use glob::{MatchOptions, Pattern, glob_with};
use std::path::Path;

/// A star stays within one part of a path, and meets no leading dot.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The files under `root` that `pattern` names, as names relative to `root` with `/` between
/// parts. A pattern without a star or question mark is a name, and is returned as it is.
///
/// # Errors
///
/// No such pattern, a directory that is not there or cannot be listed, or nothing matches.
pub(super) fn expand(root: &Path, pattern: &str, place: &Place) -> Result<Vec<String>, Problem> {
    let wrong = |code, message: Said| {
        let told = Said::each(|lang| format!("`{pattern}`{}{}", lang.pick("：", ": "), message.in_lang(lang)));
        Problem::error(code, place.clone(), told)
    };
    if !is_pattern(pattern) {
        return Ok(vec![pattern.to_owned()]);
    }
    let folder = pattern.split('/').take_while(|part| !is_pattern(part)).collect::<Vec<_>>().join("/");
    // An empty root is the working directory.
    let base = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    if !base.join(&folder).is_dir() {
        let problem = wrong(
            "glob-no-directory",
            said!("应有目录`{folder}`，实际没有", "expected a directory `{folder}`, found none"),
        );
        return Err(
            problem.hint(said!("流程中的路径从项目目录算起", "paths in a pipeline start from the project's directory"))
        );
    }
    // Brackets are signs of a name here.
    let whole = format!("{}/{}", Pattern::escape(&base.to_string_lossy()), pattern.replace('[', "[[]"));
    let found = glob_with(&whole, OPTIONS).map_err(|error| {
        let problem = wrong(
            "glob-invalid",
            said!(
                "应为通配写法，第{1}个字符处有误（{0}）",
                "expected a pattern, found {} at sign {}",
                error.msg,
                error.pos
            ),
        );
        problem.hint(said!(
            "`*`和`?`代表一级名称中的字符，单独的`**`代表任意级目录",
            "`*` and `?` stand for signs of one part, `**` alone for any directories"
        ))
    })?;
    let mut names = Vec::new();
    for path in found {
        let path = path.map_err(|error| {
            let problem =
                wrong("glob-unreadable", said!("`{}`无法列出", "`{}` may not be listed", error.path().display()));
            problem.hint(said!("请检查目录权限", "check the permissions of the directory"))
        })?;
        names.extend(
            path.strip_prefix(base).or_else(|_| path.strip_prefix(root)).ok().filter(|_| is_document(&path)).map(named),
        );
    }
    names.sort();
    if names.is_empty() {
        let problem =
            wrong("glob-no-file", said!("应至少有一个文件，实际没有", "expected at least one file, found none"));
        return Err(problem.hint(said!("请检查目录和扩展名", "check the directory and the ending")));
    }
    Ok(names)
}

/// A path as messages and tables call it.
fn named(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Whether `text` holds a sign that stands for other signs.
fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Whether there is a file at `path` that is not the card of another.
fn is_document(path: &Path) -> bool {
    let is_card = path.extension().is_some_and(|ending| ending == "toml") && path.with_extension("").is_file();
    path.is_file() && !is_card
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::values::Place;
    use std::path::Path;

    fn found(pattern: &str) -> Result<Vec<String>, &'static str> {
        expand(Path::new(env!("CARGO_MANIFEST_DIR")), pattern, &Place::default()).map_err(|problem| problem.code)
    }

    #[test]
    fn stars_stand_for_signs_of_a_part_and_two_for_directories() {
        let all = found("data/raw/**/*.txt").unwrap_or_default();
        assert_eq!(all, found("data/raw/fengtai/*.txt").unwrap_or_default());
        assert!(all.len() == 2 && all.iter().all(|name| name.starts_with("data/raw/fengtai/20")));
        assert_eq!(found("data/raw/*/?024-*").map(|names| names.len()), Ok(1), "the card is no document");
        assert_eq!(found("data/raw/*.txt"), Err("glob-no-file"));
        assert_eq!(found("no/such/*.txt"), Err("glob-no-directory"));
        assert_eq!(found("data/**.txt"), Err("glob-invalid"));
        assert_eq!(found("a name.txt"), Ok(vec!["a name.txt".to_owned()]));
    }
}
