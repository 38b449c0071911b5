//! Paths as typed become files in a fixed order: a directory stands for everything below it, sorted
//! by the bytes of the path.
//!
//! A file that was named is read whatever it is; one that was met on a walk is looked at first. Links
//! are not followed on a walk, so it ends, and no file is read twice or from elsewhere. What an earlier
//! run wrote there is no document.

use super::files::named;
use super::outputs::{NAME, Outputs, output};
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;
use std::fs::FileType;
use std::path::{Path, PathBuf};

/// What is said of a card.
pub(super) fn card() -> Said {
    said!("同名文件的说明卡", "the card of the document beside it")
}

/// A path that was named or met.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// What messages call it.
    pub name: String,
    /// What is to become of it.
    pub fate: Fate,
}

/// What is to become of a path.
#[derive(Clone, Debug)]
pub enum Fate {
    /// It is read, because it was named.
    Named,
    /// It is read, because it was met on a walk.
    Met,
    /// It is left out, for a reason: a clause that says what it is.
    Skipped(Said),
    /// It cannot be looked at.
    Refused(Problem),
}

impl Found {
    fn new(path: PathBuf, fate: Fate) -> Self {
        let name = named(&path);
        Self { path, name, fate }
    }
}

/// Everything that `paths` name, directories walked, in a fixed order.
pub(super) fn find(paths: &[PathBuf]) -> Vec<Found> {
    paths
        .iter()
        .flat_map(|path| if path.is_dir() { walked(path) } else { vec![Found::new(path.clone(), Fate::Named)] })
        .collect()
}

/// Everything below the directory `root`, sorted by the bytes of the path.
fn walked(root: &Path) -> Vec<Found> {
    let (mut found, mut open) = (Vec::new(), vec![root.to_owned()]);
    let mut outputs = Outputs::default();
    outputs.look_above(root);
    while let Some(folder) = open.pop() {
        let refused = |folder: PathBuf, error: &std::io::Error| {
            let place = Place::file(folder.to_string_lossy().into_owned());
            let problem =
                Problem::error(Code::FolderUnreadable, place, said!("无法列出：{error}", "may not be listed: {error}"));
            Found::new(
                folder,
                Fate::Refused(problem.hint(said!("请检查目录权限", "check the permissions of the directory"))),
            )
        };
        let entries = match folder.read_dir() {
            Ok(entries) => entries,
            Err(error) => {
                found.push(refused(folder, &error));
                continue;
            }
        };
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
                Ok((path, kind)) if kind.is_dir() && !is_hidden(&path) => open.push(path),
                Ok((path, kind)) => {
                    if path.ends_with(NAME) {
                        outputs.look_into(&folder);
                    }
                    found.push(Found::new(path.clone(), fate(&path, kind)));
                }
                Err(error) => found.push(refused(folder.clone(), &error)),
            }
        }
    }
    for met in found.iter_mut().filter(|met| matches!(met.fate, Fate::Met) && outputs.hold(&met.path)) {
        met.fate = Fate::Skipped(output());
    }
    if found.is_empty() {
        let place = Place::file(root.to_string_lossy().into_owned());
        let problem = Problem::error(
            Code::FolderEmpty,
            place,
            said!("应有文件，实际是空目录", "expected documents, found an empty directory"),
        );
        found.push(Found::new(
            root.to_owned(),
            Fate::Refused(problem.hint(said!("请检查目录名称", "check the name of the directory"))),
        ));
    }
    found.sort_by(|one, other| one.path.as_os_str().as_encoded_bytes().cmp(other.path.as_os_str().as_encoded_bytes()));
    found
}

/// What is to become of an entry of a directory that is no directory to walk.
fn fate(path: &Path, kind: FileType) -> Fate {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_pipeline = || {
        name.ends_with(".toml") && path.parent().and_then(Path::file_name).is_some_and(|folder| folder == "pipelines")
    };
    let is_card = || name.ends_with(".toml") && path.with_extension("").is_file();
    if is_hidden(path) {
        Fate::Skipped(said!("隐藏文件", "hidden"))
    } else if kind.is_symlink() {
        Fate::Skipped(said!("链接，不跟随链接", "a link, and links are not followed"))
    } else if !kind.is_file() {
        Fate::Skipped(said!("管道、套接字或设备", "a pipe, a socket or a device"))
    } else if name.starts_with("~$") || name.starts_with(".~") {
        Fate::Skipped(said!(
            "办公软件打开文件时留下的临时文件",
            "what an office program leaves beside an open document"
        ))
    } else if is_pipeline() {
        Fate::Skipped(said!("流程文件", "a pipeline"))
    } else if is_card() {
        Fate::Skipped(card())
    } else {
        Fate::Met
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Endings of documents: a file that is named like one and is none was damaged on its way here.
const ENDINGS: [&str; 13] =
    ["pdf", "docx", "doc", "wps", "rtf", "xlsx", "xls", "et", "ods", "html", "htm", "txt", "zip"];

/// Whether a file is named like a document.
pub(super) fn is_named_like_one(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ENDINGS.contains(&ending.as_str())
}
