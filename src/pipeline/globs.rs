//! File names with `*`, `?` and `**`, expanded in sorted order: `**` stands for any directories.
//!
//! A card (`<document>.toml` beside a document) describes a document and is none, so no pattern
//! finds it; nor does one find hidden files or anything in hidden directories.

use super::files::named;
use super::outputs::{NAME, Outputs};
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;
use glob::{MatchOptions, Pattern};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A star stays within one part of a path, and meets no leading dot.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// What a pattern stands for: names from the root with their paths, sorted by name.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    /// The documents.
    pub(super) files: BTreeMap<String, PathBuf>,
    /// What earlier runs wrote there.
    pub(super) outputs: Vec<String>,
}

/// One part of a pattern.
enum Part {
    /// A name.
    Name(String),
    /// A name with signs that stand for others.
    Wild(Pattern),
    /// Any directories.
    Any,
}

/// The files under `root` that `pattern` names, with names relative to `root` and `/` between parts. A
/// pattern without a star or question mark is a name, and is returned as it is.
///
/// # Errors
///
/// No such pattern, a directory that is not there or cannot be listed, or nothing matches.
pub(super) fn expand(root: &Path, pattern: &str, place: &Place) -> Result<Expanded, Problem> {
    let wrong = |code, message: Said| {
        let told = Said::each(|lang| format!("`{pattern}`{}{}", lang.pick("：", ": "), message.in_lang(lang)));
        Problem::error(code, place.clone(), told)
    };
    if !is_pattern(pattern) {
        let files = BTreeMap::from([(pattern.to_owned(), root.join(pattern))]);
        return Ok(Expanded { files, outputs: Vec::new() });
    }
    let folder = pattern.split('/').take_while(|part| !is_pattern(part)).collect::<Vec<_>>().join("/");
    // An empty root is the working directory.
    let base = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    if !base.join(&folder).is_dir() {
        let problem = wrong(
            Code::GlobNoDirectory,
            said!("应有目录`{folder}`，实际没有", "expected a directory `{folder}`, found none"),
        );
        return Err(
            problem.hint(said!("流程中的路径从项目目录算起", "paths in a pipeline start from the project's directory"))
        );
    }
    let parts: Result<Vec<Part>, Problem> = pattern
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .map(|text| part(text).map_err(|why| wrong(Code::GlobInvalid, why).hint(signs())))
        .collect();
    let mut walk = Walk { base, found: BTreeMap::new(), written: Outputs::default() };
    let start = if pattern.starts_with('/') { PathBuf::from("/") } else { PathBuf::new() };
    walk.go(&start, &parts?).map_err(|folder| {
        let problem = wrong(Code::GlobUnreadable, said!("`{}`无法列出", "`{}` may not be listed", named(&folder)));
        problem.hint(said!("请检查目录权限", "check the permissions of the directory"))
    })?;
    let Walk { found, mut written, .. } = walk;
    found.values().filter_map(|path| path.parent()).for_each(|folder| written.look_above(folder));
    let (outputs, files): (BTreeMap<_, _>, BTreeMap<_, _>) =
        found.into_iter().partition(|(_, path)| written.hold(path));
    let outputs: Vec<String> = outputs.into_keys().collect();
    if files.is_empty() {
        let message = match outputs.len() {
            0 => said!("应至少有一个文件，实际没有", "expected at least one file, found none"),
            count => said!(
                "应至少有一个文件，实际只有以前运行的产物{count}个",
                "expected at least one file, found none but what earlier runs wrote ({count})"
            ),
        };
        let problem = wrong(Code::GlobNoFile, message);
        return Err(problem.hint(said!("请检查目录和扩展名", "check the directory and the ending")));
    }
    Ok(Expanded { files, outputs })
}

/// Which signs a pattern may hold.
fn signs() -> Said {
    said!(
        "`*`和`?`代表一级名称中的字符，单独的`**`代表任意级目录",
        "`*` and `?` stand for signs of one part, `**` alone for any directories"
    )
}

/// A part of a pattern as written.
///
/// # Errors
///
/// Why it is none.
fn part(text: &str) -> Result<Part, Said> {
    if text == "**" {
        return Ok(Part::Any);
    }
    if !is_pattern(text) {
        return Ok(Part::Name(text.to_owned()));
    }
    // Brackets are signs of a name here.
    let pattern = Pattern::new(&text.replace('[', "[[]"));
    pattern.map(Part::Wild).map_err(|error| {
        said!("应为通配写法，第{1}个字符处有误（{0}）", "expected a pattern, found {} at sign {}", error.msg, error.pos)
    })
}

/// The directories that a pattern leads through, and what it leads to.
struct Walk<'a> {
    base: &'a Path,
    found: BTreeMap<String, PathBuf>,
    written: Outputs,
}

impl Walk<'_> {
    /// Goes on from `at`, a path from the base.
    ///
    /// # Errors
    ///
    /// A directory that may not be listed.
    fn go(&mut self, at: &Path, parts: &[Part]) -> Result<(), PathBuf> {
        match parts {
            [] => {
                let path = self.base.join(at);
                if is_document(&path) {
                    self.found.insert(named(at), path);
                }
                Ok(())
            }
            [Part::Name(name), rest @ ..] => self.go(&at.join(name), rest),
            [Part::Wild(pattern), rest @ ..] => {
                for (inner, _) in self.listed(at)? {
                    let name = inner.file_name().unwrap_or_default().to_string_lossy();
                    if pattern.matches_with(&name, OPTIONS) {
                        self.go(&inner, rest)?;
                    }
                }
                Ok(())
            }
            [Part::Any, rest @ ..] => {
                self.go(at, rest)?;
                for (inner, is_folder) in self.listed(at)? {
                    let is_hidden = inner.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
                    // At the end of a pattern it stands for the files, too.
                    let is_file_of_it = !is_folder && rest.is_empty();
                    if !is_hidden && (is_folder || is_file_of_it) {
                        self.go(&inner, if is_folder { parts } else { rest })?;
                    }
                }
                Ok(())
            }
        }
    }

    /// What lies in the directory `at`, with whether each is a directory and no link to one; nothing where
    /// there is no directory.
    fn listed(&mut self, at: &Path) -> Result<Vec<(PathBuf, bool)>, PathBuf> {
        let folder = self.base.join(at);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let refused = |_| folder.clone();
        let mut listed = Vec::new();
        for entry in folder.read_dir().map_err(refused)? {
            let entry = entry.map_err(refused)?;
            if entry.file_name() == NAME {
                self.written.look_into(&folder);
            }
            listed.push((at.join(entry.file_name()), entry.file_type().is_ok_and(|kind| kind.is_dir())));
        }
        Ok(listed)
    }
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
    use crate::problem::Code;
    use crate::values::Place;
    use std::path::Path;

    fn found(pattern: &str) -> Result<Vec<String>, Code> {
        let found = expand(Path::new(env!("CARGO_MANIFEST_DIR")), pattern, &Place::default());
        found.map(|found| found.files.into_keys().collect()).map_err(|problem| problem.code)
    }

    #[test]
    fn stars_stand_for_signs_of_a_part_and_two_for_directories() {
        let all = found("data/raw/**/*.txt").unwrap_or_default();
        assert_eq!(all, found("data/raw/fengtai/*.txt").unwrap_or_default());
        assert!(all.len() == 2 && all.iter().all(|name| name.starts_with("data/raw/fengtai/20")));
        assert_eq!(found("data/raw/*/?024-*").map(|names| names.len()), Ok(1), "the card is no document");
        assert_eq!(found("data/raw/*.txt"), Err(Code::GlobNoFile));
        assert_eq!(found("no/such/*.txt"), Err(Code::GlobNoDirectory));
        assert_eq!(found("data/**.txt"), Err(Code::GlobInvalid));
        assert_eq!(found("a name.txt"), Ok(vec!["a name.txt".to_owned()]));
    }
}
