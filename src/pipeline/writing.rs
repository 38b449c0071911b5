//! Writing all outputs or none: everything lies complete on disk before the first earlier file is
//! replaced, and every replacement is a rename.
//!
//! A run that is interrupted before the renames leaves the earlier outputs untouched; one that is
//! interrupted among them leaves every single file whole, and the manifest, renamed last, still
//! speaks of the earlier run. Nothing is removed that an earlier run did not write, and nothing is
//! written or removed through a link.

use super::desk::{Desk, is_below, is_untidy, refused};
use super::disk::{Folder, Interrupt, Kind, made, why};
use super::excerpt::{Trouble, noted};
use super::files::{hex, hex_of};
use super::outputs::{Output, listed};
use super::summed::Summed;
use super::targets::Target;
use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of a manifest that is read to see what it lists.
const MOST_BYTES: u64 = 1 << 30;

/// Outputs on their way: each lies complete beside its place as soon as it was put, and nothing is in
/// place before [`Batch::commit`]. When this value goes, what is not in place goes, too.
#[derive(Debug)]
pub(super) struct Batch<'a> {
    target: &'a Target,
    root: Folder,
    held: Mutex<Held>,
    /// Heard until all desks are cleared away, so it goes last.
    interrupt: Interrupt,
}

/// What a batch holds.
#[derive(Debug, Default)]
struct Held {
    desks: Vec<Arc<Desk>>,
    /// The number that the next output has in its staging.
    next: usize,
    done: Vec<Completed>,
}

/// An output that lies complete in the staging of `desk`, as number `at`.
#[derive(Debug)]
struct Completed {
    output: Output,
    desk: Arc<Desk>,
    at: usize,
}

impl<'a> Batch<'a> {
    /// Begins to write under the root of `target`.
    ///
    /// # Errors
    ///
    /// Another run writes to the same place, a link or another strange thing lies in the way, or the disk
    /// refuses.
    pub(super) fn begin(target: &'a Target) -> Result<Self, Problem> {
        let interrupt = Interrupt::listen();
        let root = Folder::named(&target.root).map_err(|error| refused(&target.root, &error))?;
        let held = Held { desks: vec![Arc::new(Desk::begin(&root, &target.out)?)], ..Held::default() };
        Ok(Self { target, root, held: Mutex::new(held), interrupt })
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Completes the output called `name`: what `write` gives goes to the disk at once. Several may be put
    /// side by side.
    ///
    /// # Errors
    ///
    /// What `write` says, another run writes to the same place, the disk refuses, or the program was asked
    /// to end.
    pub(super) fn put(
        &self,
        name: String,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let (desk, at) = self.place(&name)?;
        let lost = |error: &Error| match error.kind() {
            ErrorKind::Interrupted => desk.interrupted(),
            _ => refused(Path::new(&name), error),
        };
        let file = desk.create(at, &self.interrupt).map_err(|error| lost(&error))?;
        let mut summed = Summed::new(file);
        let written = write(&mut summed);
        // What a writer makes of a refusal of the disk says less than the refusal.
        let (bytes, sha256) = summed.end().map_err(|error| lost(&error))?;
        written?;
        let output = Output { name, bytes, sha256 };
        self.held().done.push(Completed { output, desk: Arc::clone(&desk), at });
        Ok(())
    }

    /// As [`Batch::put`], of an output that is there as a whole.
    ///
    /// # Errors
    ///
    /// As [`Batch::put`].
    pub(super) fn put_whole(&self, name: String, bytes: &[u8]) -> Result<(), Problem> {
        self.put(name, |to| {
            // What the disk refuses is told by the batch.
            drop(to.write_all(bytes));
            Ok(())
        })
    }

    /// The desk of the nearest folder that holds the output called `name`, begun where nobody has, and the
    /// number of the output on it.
    fn place(&self, name: &str) -> Result<(Arc<Desk>, usize), Problem> {
        let mut held = self.held();
        // A run without charts makes no folder for them.
        let charts = &self.target.charts;
        if *charts != self.target.out && is_below(name, charts) && held.desks.len() == 1 {
            held.desks.push(Arc::new(Desk::begin(&self.root, charts)?));
        }
        held.next += 1;
        let covering = held.desks.iter().filter(|desk| desk.covers(name));
        let nearest = covering.max_by_key(|desk| desk.depth()).map(Arc::clone);
        nearest.map(|desk| (desk, held.next)).ok_or_else(|| refused(Path::new(name), &ErrorKind::NotFound.into()))
    }

    /// What was completed so far, in the order of the names.
    pub(super) fn outputs(&self) -> Vec<Output> {
        let mut outputs: Vec<Output> = self.held().done.iter().map(|one| one.output.clone()).collect();
        outputs.sort_by(|one, other| one.name.cmp(&other.name));
        outputs
    }

    /// Puts everything in place, the output called `manifest` last, and then does `after` while nobody else
    /// writes here.
    ///
    /// # Errors
    ///
    /// The disk refuses; every file is then whole.
    pub(super) fn commit(self, manifest: &str, after: impl FnOnce(&[Output])) -> Result<Vec<String>, Problem> {
        let mut done = std::mem::take(&mut self.held().done);
        let is_last = |one: &Completed| one.output.name == manifest;
        done.sort_by(|one, other| (is_last(one), &one.output.name).cmp(&(is_last(other), &other.output.name)));
        let earlier = earlier(&self.root, manifest);
        put_in_place(&self.root, &done)?;
        let outputs: Vec<Output> = done.into_iter().map(|one| one.output).collect();
        let is_stale =
            |one: &&Output| is_ours(self.target, &one.name) && outputs.iter().all(|output| output.name != one.name);
        // A file that stays behind is listed by no manifest any more; the run is still whole.
        earlier.iter().filter(is_stale).for_each(|one| drop(remove(&self.root, one)));
        after(&outputs);
        Ok(outputs.into_iter().map(|output| output.name).collect())
    }
}

/// Whether every output that the manifest called `manifest` lists lies in its place as it was written, and
/// nothing unfinished among them; the checksum of the manifest is `sha256`.
pub(super) fn is_standing(target: &Target, manifest: &str, sha256: &str) -> bool {
    let Ok(root) = Folder::there(&target.root) else { return false };
    let tidy = [&target.out, &target.charts].into_iter().all(|top| match inner(&root, top) {
        Ok(folder) => !is_untidy(&folder),
        // A run without charts makes no folder for them.
        Err(error) => error.kind() == ErrorKind::NotFound,
    });
    let (parent, name) = split(manifest);
    let read = inner(&root, parent).and_then(|folder| folder.read(name, MOST_BYTES));
    let Some(text) = read.ok().filter(|_| tidy).filter(|bytes| hex(bytes) == sha256) else { return false };
    let outputs = listed(&String::from_utf8_lossy(&text));
    outputs.par_iter().all(|output| is_as_written(&root, output).unwrap_or(false))
}

/// Whether `output` lies in its place as it was written.
fn is_as_written(root: &Folder, output: &Output) -> Result<bool, Error> {
    let (parent, name) = split(&output.name);
    let file = inner(root, parent)?.open(name)?;
    Ok(file.metadata()?.len() == output.bytes && hex_of(file)? == output.sha256)
}

/// Renames every completed output to its place, the manifest last.
fn put_in_place(root: &Folder, done: &[Completed]) -> Result<(), Problem> {
    let mut folders = BTreeMap::from([(String::new(), root.again().map_err(|error| refused(root.path(), &error))?)]);
    for Completed { output, .. } in done {
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
    for (order, Completed { output, desk, at }) in done.iter().enumerate() {
        let (parent, name) = split(&output.name);
        let Some(folder) = folders.get(parent) else { continue };
        desk.put(*at, folder, name).map_err(|error| halfway(root, done, order, &error))?;
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
fn halfway(root: &Folder, done: &[Completed], at: usize, error: &Error) -> Problem {
    let named = |at: usize| done.get(at).map_or("", |one| one.output.name.as_str());
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

/// What the manifest called `name` lists, as an earlier run left it.
fn earlier(root: &Folder, name: &str) -> Vec<Output> {
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
        None => ["report.md", "report.html", "workbook.xlsx"].contains(&rest),
    });
    in_out || below(&target.charts).is_some_and(|name| is_one(name, &[".svg", ".csv"]))
}

/// Removes `output`, unless somebody has changed it since.
fn remove(root: &Folder, output: &Output) -> Result<(), Error> {
    let (parent, name) = split(&output.name);
    let folder = inner(root, parent)?;
    if hex_of(folder.open(name)?)? == output.sha256 { folder.remove(name) } else { Ok(()) }
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

    #[test]
    fn a_rename_refused_midway_says_which_files_are_new() -> Result<(), Box<dyn std::error::Error>> {
        let at = tempfile::tempdir()?;
        let told = |problem: Problem| problem.to_string();
        let target = Target { root: at.path().to_owned(), out: "out".to_owned(), charts: "charts".to_owned() };
        let batch = Batch::begin(&target).map_err(told)?;
        for name in ["out/manifest.json", "out/a", "out/b", "out/c"] {
            batch.put_whole(name.to_owned(), format!("new {name}").as_bytes()).map_err(told)?;
        }
        let staging = fs::read_dir(at.path().join("out"))?.flatten().find(|entry| entry.path().is_dir());
        // The fourth that was put is `out/c`.
        fs::remove_file(staging.ok_or("a staging directory")?.path().join("4"))?;
        let refused = batch.commit("out/manifest.json", |_| ()).err().ok_or("a refusal")?;
        assert_eq!(refused.code, Code::OutputHalfway);
        assert!(refused.message.contains("up to `out/b` are of this run; from `out/c` on"), "{}", refused.message);
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
