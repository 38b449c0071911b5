//! Writing all outputs or none: everything lies complete on disk before the first earlier file is
//! replaced, and every replacement is a rename.
//!
//! A run that is interrupted before the renames leaves the earlier outputs untouched; one that is
//! interrupted among them leaves every single file whole, and the manifest, renamed last, still
//! speaks of the earlier run. Nothing is removed that an earlier run did not write.

use super::excerpt::{Trouble, noted};
use super::files;
use super::files::hex;
use super::manifest::{self, Output, listed};
use crate::problem::{Problem, said};
use crate::values::Place;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

/// Name of the directory in which outputs are completed before they are put in place.
const STAGING: &str = ".jixiao-staging";

/// Writes `outputs`, the last of which is the manifest, under `root`.
///
/// # Errors
///
/// Another run writes to the same place, or the disk refuses; earlier outputs are then whole.
pub(super) fn commit(root: &Path, outputs: &[Output]) -> Result<(), Problem> {
    let Some(manifest) = outputs.last() else { return Ok(()) };
    let folder = root.join(&manifest.name).parent().map_or_else(|| root.to_owned(), Path::to_owned);
    let staging = folder.join(STAGING);
    fs::create_dir_all(&staging).map_err(|error| refused(&staging, &error))?;
    let lock_path = folder.join(format!("{STAGING}.lock"));
    let lock = File::create(&lock_path).map_err(|error| refused(&lock_path, &error))?;
    if lock.try_lock().is_err() {
        let message = said!("另一个进程正在写入该目录", "another run is writing to this directory");
        let place = Place::file(folder.to_string_lossy().into_owned());
        return Err(Problem::error("output-busy", place, message)
            .hint(said!("请等它完成，或用`--out`另选位置", "wait for it, or choose another place with `--out`")));
    }
    let stale = stale(root, manifest, outputs);
    let done = stage(&staging, outputs).and_then(|staged| put_in_place(root, &staged, outputs));
    if done.is_ok() {
        // A file that stays behind is listed by no manifest any more; the run is still whole.
        stale.into_iter().for_each(|path| drop(fs::remove_file(path)));
    }
    drop(fs::remove_dir_all(&staging));
    drop(fs::remove_file(lock_path));
    done
}

/// Writes files that must not exist yet: all of them, or none where one exists.
///
/// # Errors
///
/// One or more exist, or the disk refuses.
pub(crate) fn create_new(files: &[(PathBuf, &str)]) -> Result<(), Trouble> {
    let exists = files.iter().filter(|(path, _)| path.exists()).map(|(path, _)| {
        let place = Place::file(path.to_string_lossy().into_owned());
        let problem = Problem::error(
            "output-exists",
            place,
            said!("已经存在，不会覆盖", "is there already and is not overwritten"),
        );
        noted(problem.hint(said!("请另选目录，或移走该文件", "choose another directory, or move the file away")))
    });
    let exists: Trouble = exists.collect();
    if !exists.is_empty() {
        return Err(exists);
    }
    let write = |(path, text): &(PathBuf, &str)| {
        let folder = path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
        // Created only if still absent: nothing is overwritten, not even what came between.
        let created = OpenOptions::new().write(true).create_new(true).open(path);
        created.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| refused(path, &error))
    };
    files.iter().try_for_each(write).map_err(|problem| vec![noted(problem)])
}

/// Completes every output in the staging directory; returns where each lies.
fn stage(staging: &Path, outputs: &[Output]) -> Result<Vec<PathBuf>, Problem> {
    let mut staged = Vec::with_capacity(outputs.len());
    for (at, output) in outputs.iter().enumerate() {
        let path = staging.join(at.to_string());
        let mut file = File::create(&path).map_err(|error| refused(&path, &error))?;
        file.write_all(&output.bytes).and_then(|()| file.sync_data()).map_err(|error| refused(&path, &error))?;
        staged.push(path);
    }
    Ok(staged)
}

/// Renames every completed output to its place, the manifest last.
fn put_in_place(root: &Path, staged: &[PathBuf], outputs: &[Output]) -> Result<(), Problem> {
    let places: Vec<PathBuf> = outputs.iter().map(|output| root.join(&output.name)).collect();
    for place in &places {
        if place.is_dir() {
            let message = said!("此处应为文件或空，实际为目录", "expected a file or nothing here, found a directory");
            return Err(Problem::error(
                "output-is-directory",
                Place::file(place.to_string_lossy().into_owned()),
                message,
            ));
        }
        let folder = place.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    }
    for (from, to) in staged.iter().zip(&places) {
        fs::rename(from, to).map_err(|error| refused(to, &error))?;
    }
    Ok(())
}

/// Outputs of the earlier run that this one does not write and that nobody has changed since.
fn stale(root: &Path, manifest: &Output, outputs: &[Output]) -> Vec<PathBuf> {
    let Ok(earlier) = files::text(&root.join(&manifest.name), manifest::NAME) else { return Vec::new() };
    let ours = |(name, sha256): &(String, String)| {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        let written_again = outputs.iter().any(|output| output.name == *name);
        let path = root.join(name);
        let unchanged = || fs::read(&path).is_ok_and(|bytes| hex(&bytes) == *sha256);
        (inside && !written_again && unchanged()).then_some(path.clone())
    };
    listed(&earlier).iter().filter_map(ours).collect()
}

/// What is said where the disk refuses.
fn refused(path: &Path, error: &std::io::Error) -> Problem {
    let place = Place::file(path.to_string_lossy().into_owned());
    Problem::error("output-refused", place, said!("无法写入：{error}", "could not be written: {error}")).hint(said!(
        "请检查权限和磁盘空间，或用`--out`另选位置",
        "check the permissions and the room on the disk, or choose another place with `--out`"
    ))
}
