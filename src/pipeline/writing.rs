//! Writing all outputs or none: everything lies complete on disk before the first earlier file is
//! replaced, and every replacement is a rename.
//!
//! A run that is interrupted before the renames leaves the earlier outputs untouched; one that is
//! interrupted among them leaves every single file whole, and the manifest, renamed last, still
//! speaks of the earlier run. Nothing is removed that an earlier run did not write, and nothing is
//! written or removed through a link.

use super::desk::{Desk, is_below, refused};
use super::disk::{Folder, Interrupt, Kind, made, why};
use super::excerpt::{Trouble, noted};
use super::files::hex;
use super::outputs::{Output, listed};
use super::targets::Target;
use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Error, Write as _};
use std::path::{Path, PathBuf};

/// Bytes of an earlier output or manifest that are read to see whether it is the one that was listed.
const MOST_BYTES: u64 = 1 << 30;

/// Writes `outputs`, the last of which is the manifest, under the root of `target`.
///
/// # Errors
///
/// Another run writes to the same place, a link or another strange thing lies in the way, or the disk
/// refuses; earlier outputs are then whole.
pub(super) fn commit(target: &Target, outputs: &[Output]) -> Result<(), Problem> {
    let Some(manifest) = outputs.last() else { return Ok(()) };
    // Heard until all desks are cleared away.
    let interrupt = Interrupt::listen();
    let root = Folder::named(&target.root).map_err(|error| refused(&target.root, &error))?;
    let mut tops = vec![target.out.as_str(), target.charts.as_str()];
    tops.dedup();
    // A run without charts makes no folder for them.
    tops.retain(|top| outputs.iter().any(|output| is_below(&output.name, top)));
    let desks: Result<Vec<Desk>, Problem> = tops.into_iter().map(|top| Desk::begin(&root, top)).collect();
    let desks = desks?;
    let chosen: Vec<&Desk> = outputs.iter().filter_map(|output| nearest(&desks, &output.name)).collect();
    for (at, (desk, output)) in chosen.iter().zip(outputs).enumerate() {
        desk.complete(at, output, &interrupt)?;
    }
    let earlier = earlier(&root, &manifest.name);
    put_in_place(&root, &chosen, outputs)?;
    let is_stale =
        |(name, _): &&(String, String)| is_ours(target, name) && outputs.iter().all(|output| output.name != *name);
    // A file that stays behind is listed by no manifest any more; the run is still whole.
    earlier.iter().filter(is_stale).for_each(|(name, sha256)| drop(remove(&root, name, sha256)));
    Ok(())
}

/// The desk of the nearest folder that holds the output called `name`.
fn nearest<'a>(desks: &'a [Desk], name: &str) -> Option<&'a Desk> {
    desks.iter().filter(|desk| desk.covers(name)).max_by_key(|desk| desk.depth())
}

/// Renames every completed output to its place, the manifest last.
fn put_in_place(root: &Folder, desks: &[&Desk], outputs: &[Output]) -> Result<(), Problem> {
    let mut folders = BTreeMap::from([(String::new(), root.again().map_err(|error| refused(root.path(), &error))?)]);
    for output in outputs {
        let (parent, name) = split(&output.name);
        open(&mut folders, parent)?;
        let strange = match folders.get(parent).map(|folder| folder.kind(name)) {
            Some(Ok(Some(found @ (Kind::Folder | Kind::Special)))) => Some(found),
            // A link is replaced as what it is, by a file; where it led, nothing happens.
            _ => None,
        };
        if let Some(found) = strange {
            let code = if found == Kind::Folder { Code::OutputIsDirectory } else { Code::OutputIsSpecial };
            let message = why(&found.instead_of(&said!("此处应为文件或空", "expected a file or nothing here")));
            let problem = Problem::error(code, Place::file(shown(root, &output.name)), message);
            return Err(problem
                .hint(said!("请移走它，或用`--out`另选位置", "move it away, or choose another place with `--out`")));
        }
    }
    for (at, (desk, output)) in desks.iter().zip(outputs).enumerate() {
        let (parent, name) = split(&output.name);
        let Some(folder) = folders.get(parent) else { continue };
        desk.put(at, folder, name).map_err(|error| halfway(root, outputs, at, &error))?;
    }
    // Not every file system can do this, and all files are in place.
    folders.values().for_each(|folder| drop(folder.sync()));
    Ok(())
}

/// Puts the directory called `name`, and all above it, among `folders`.
fn open(folders: &mut BTreeMap<String, Folder>, name: &str) -> Result<(), Problem> {
    if folders.contains_key(name) {
        return Ok(());
    }
    let (parent, last) = split(name);
    open(folders, parent)?;
    if let Some(parent) = folders.get(parent) {
        let folder = made(parent, last).map_err(|(path, error)| refused(&path, &error))?;
        folders.insert(name.to_owned(), folder);
    }
    Ok(())
}

/// What is said where a rename is refused after others were not.
fn halfway(root: &Folder, outputs: &[Output], at: usize, error: &Error) -> Problem {
    let named = |at: usize| outputs.get(at).map_or("", |output| output.name.as_str());
    let (last, first) = (named(at.saturating_sub(1)), named(at));
    let state = match at {
        0 => said!("全部文件仍是上次运行的", "all files are of the earlier run"),
        _ => said!(
            "按名称顺序，到`{last}`为止的文件是本次运行的，从`{first}`起（包括清单）是上次运行的",
            "in the order of their names, the files up to `{last}` are of this run; from `{first}` on they are of the \
             earlier one, the manifest among them"
        ),
    };
    let message = Said::each(|lang| {
        let (why, state) = (why(error), state.in_lang(lang));
        match lang {
            Lang::Zh => format!("无法替换：{}；每个文件都是完整的：{state}", why.in_lang(lang)),
            Lang::En => format!("could not be put in place: {}; every file is whole: {state}", why.in_lang(lang)),
        }
    });
    let problem = Problem::error(Code::OutputHalfway, Place::file(shown(root, first)), message);
    problem.hint(said!(
        "请查看此处的文件后再运行一次：顺利结束的运行会替换全部文件",
        "see to what lies there, and run again: a run that ends well replaces all of them"
    ))
}

/// Names and checksums of what the manifest called `name` lists, as an earlier run left it.
fn earlier(root: &Folder, name: &str) -> Vec<(String, String)> {
    let (parent, name) = split(name);
    let read = inner(root, parent).and_then(|folder| folder.read(name, MOST_BYTES));
    let text = read.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(|text| listed(&text)).unwrap_or_default()
}

/// Whether a run writes outputs of this name: whatever else a manifest lists is not removed.
fn is_ours(target: &Target, name: &str) -> bool {
    let below = |top: &str| if top.is_empty() { Some(name) } else { name.strip_prefix(top)?.strip_prefix('/') };
    let is_one = |name: &str, endings: &[&str]| {
        let is_named = |ending: &&str| name.len() > ending.len() && name.ends_with(*ending);
        !name.contains(['/', '\\']) && !name.starts_with('.') && endings.iter().any(is_named)
    };
    let in_out = below(&target.out).is_some_and(|rest| match rest.split_once('/') {
        Some(("tables", name)) => is_one(name, &[".csv", ".parquet"]),
        Some(("charts", name)) => is_one(name, &[".png"]),
        Some(_) => false,
        None => ["report.md", "report.html"].contains(&rest),
    });
    in_out || below(&target.charts).is_some_and(|name| is_one(name, &[".svg", ".csv"]))
}

/// Removes the file called `name`, unless somebody has changed it since.
fn remove(root: &Folder, name: &str, sha256: &str) -> Result<(), Error> {
    let (parent, name) = split(name);
    let folder = inner(root, parent)?;
    if hex(&folder.read(name, MOST_BYTES)?) == sha256 { folder.remove(name) } else { Ok(()) }
}

/// The directory called `name`, where there is one.
fn inner(root: &Folder, name: &str) -> Result<Folder, Error> {
    let mut parts = name.split('/').filter(|part| !part.is_empty());
    parts.try_fold(root.again()?, |folder, part| folder.inner(part))
}

/// The directory and the last part of a name.
fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('/').unwrap_or(("", name))
}

fn shown(root: &Folder, name: &str) -> String {
    root.path().join(name).to_string_lossy().into_owned()
}

/// Writes files that must not exist yet: all of them, or none where one exists.
///
/// # Errors
///
/// One or more exist, or the disk refuses.
pub(crate) fn create_new(files: &[(PathBuf, &str)]) -> Result<(), Trouble> {
    let exists = files.iter().filter(|(path, _)| path.symlink_metadata().is_ok()).map(|(path, _)| {
        let place = Place::file(path.to_string_lossy().into_owned());
        let problem = Problem::error(
            Code::OutputExists,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(names: &[&str]) -> Vec<Output> {
        let output = |name: &&str| Output { name: (*name).to_owned(), bytes: format!("new {name}").into_bytes() };
        names.iter().map(output).collect()
    }

    #[test]
    fn a_rename_refused_midway_says_which_files_are_new() -> Result<(), Box<dyn std::error::Error>> {
        let at = tempfile::tempdir()?;
        let root = Folder::named(at.path())?;
        let outputs = outputs(&["out/a", "out/b", "out/c", "out/manifest.json"]);
        let told = |problem: Problem| problem.to_string();
        let (desk, interrupt) = (Desk::begin(&root, "out").map_err(told)?, Interrupt::listen());
        for (at, output) in outputs.iter().enumerate() {
            desk.complete(at, output, &interrupt).map_err(told)?;
        }
        let staging = fs::read_dir(at.path().join("out"))?.flatten().find(|entry| entry.path().is_dir());
        fs::remove_file(staging.ok_or("a staging directory")?.path().join("2"))?;
        let refused = put_in_place(&root, &[&desk; 4], &outputs).err().ok_or("a refusal")?;
        assert_eq!(refused.code, Code::OutputHalfway);
        assert!(refused.message.contains("up to `out/b` are of this run; from `out/c` on"), "{}", refused.message);
        drop(desk);
        let mut left: Vec<_> = fs::read_dir(at.path().join("out"))?.flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        assert_eq!(left, ["a", "b"], "nothing unfinished is left");
        Ok(())
    }

    #[test]
    fn only_names_that_a_run_writes_are_ours() {
        let target = |out: &str, charts: &str| Target { root: PathBuf::new(), out: out.into(), charts: charts.into() };
        let (usual, given) = (target("out/x", "charts/x"), target("", "charts"));
        let ours = ["out/x/report.md", "out/x/tables/a.csv", "out/x/charts/a.zh.png", "charts/x/a.zh.svg"];
        assert!(ours.iter().all(|name| is_ours(&usual, name)));
        let others = ["out/y/report.md", "out/x/notes.md", "charts/x/../y/a.csv", "src/a.csv", "out/x/tables/b/a.csv"];
        assert!(others.iter().all(|name| !is_ours(&usual, name)));
        assert!(is_ours(&given, "tables/a.parquet") && is_ours(&given, "charts/a.csv"));
        assert!(!is_ours(&given, "data/a.csv") && !is_ours(&given, "tables/.csv"));
    }
}
