//! Where a pipeline lies, and which directory its paths start from.
//!
//! That is the project's directory: the one above `pipelines/` where the file lies in a directory of that
//! name, else the one the file lies in. Where the command is given makes no difference: a pipeline says
//! the same and writes to the same place whether it is run from the project's directory, from
//! `pipelines/` or from elsewhere.

use super::files::named;
use std::path::{Path, PathBuf};

/// The directory of a project's pipelines.
const PIPELINES: &str = "pipelines";

/// Ending of a pipeline's file.
const ENDING: &str = "toml";

/// The pipeline meant by `path`: itself; or by its bare name, with or without the ending, one of this
/// directory or of `pipelines/` in it.
pub(super) fn found(path: &Path) -> PathBuf {
    let is_bare = path.components().count() == 1 && path.file_name().is_some() && !path.exists();
    if !is_bare {
        return path.to_owned();
    }
    let full = match path.extension() {
        Some(ending) if ending == ENDING => path.to_owned(),
        // A name may hold dots: `a.b` is `a.b.toml`.
        _ => path.with_added_extension(ENDING),
    };
    let known = [full.clone(), Path::new(PIPELINES).join(full)];
    known.into_iter().find(|path| path.is_file()).unwrap_or_else(|| path.to_owned())
}

/// Whether `path` means a pipeline that is there, and not a document or a directory.
pub fn is_pipeline(path: &Path) -> bool {
    let found = found(path);
    found.extension().is_some_and(|ending| ending == ENDING) && !found.is_dir()
}

/// The project's directory of the pipeline at `path`, as short as the path is: it may be empty or `..`.
pub(super) fn root(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    if !is_in_pipelines(path) {
        return folder.to_owned();
    }
    match folder.file_name() {
        Some(_) => folder.parent().unwrap_or(Path::new("")).to_owned(),
        // The path does not say so, since this is the directory we are in.
        None => folder.join(".."),
    }
}

/// Name of the pipeline at `path` from the project's directory.
pub(super) fn name(path: &Path) -> String {
    let file = named(Path::new(path.file_name().unwrap_or_default()));
    if is_in_pipelines(path) { format!("{PIPELINES}/{file}") } else { file }
}

/// Whether the pipeline at `path` lies in a directory of pipelines.
fn is_in_pipelines(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match folder.file_name() {
        Some(name) => name == PIPELINES,
        None => folder.canonicalize().is_ok_and(|full| full.file_name().is_some_and(|name| name == PIPELINES)),
    }
}
