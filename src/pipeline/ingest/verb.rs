//! What `jixiao ingest` does: files found, taken into a store on the disk, and what is to be said of it.

use super::job::{Asking, Done, Job};
use super::take::{fingerprint, take};
use crate::pipeline::Watch;
use crate::pipeline::checking::Checking;
use crate::pipeline::files::plain;
use crate::pipeline::folders::Found;
use crate::pipeline::reader::Reader;
use crate::pipeline::store::Store;
use crate::pipeline::twins;
use crate::problem::{Code, Problem, said};
use crate::tables::cells::counts;
use crate::tables::store::STORED;
use crate::tables::units::Register;
use crate::tables::{Order, Tables, Twice, documents_of};
use crate::values::Place;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `ingest` is asked.
pub struct Intake<'a> {
    /// The directory of the store.
    pub dir: &'a Path,
    /// The reader.
    pub reader: &'a Reader,
    /// The texts of the label dictionaries it reads with beyond the compiled-in ones.
    pub label_texts: &'a [(String, String)],
    /// The rules.
    pub checking: &'a Checking,
    /// Who is who by decree.
    pub register: &'a Register,
    /// The paths that were named.
    pub paths: &'a [PathBuf],
    /// What was found there.
    pub found: &'a [Found],
    /// Whether documents that are gone from under the paths are taken out.
    pub is_pruning: bool,
    /// Documents after which what was read counts.
    pub commit: usize,
}

/// What a run of `ingest` did.
#[derive(Debug)]
pub struct Ingested {
    /// What became of the documents.
    pub done: Done,
    /// Documents that were taken out, because they are gone and it was asked.
    pub pruned: Vec<String>,
    /// What is worth a second look about the store as a whole.
    pub problems: Vec<Problem>,
    /// Rows of the tables people ask.
    pub rows: Vec<(&'static str, usize)>,
    /// Bytes of the store.
    pub bytes: usize,
}

/// Takes what was found into a store. A document that the store holds and that is gone from under the
/// paths is told, and taken out where that is asked.
///
/// # Errors
///
/// The store cannot be opened, read or written.
pub fn ingest(intake: &Intake<'_>, watch: &dyn Watch) -> Result<Ingested, Problem> {
    let Intake { dir, reader, label_texts, checking, register, paths, found, is_pruning, commit } = *intake;
    let mut store = Store::begin(dir, &dir.to_string_lossy(), true)?;
    let jobs = jobs(found);
    let fingerprint = fingerprint(label_texts, checking);
    let asking = Asking { reader, checking, register, fingerprint: &fingerprint, commit, holds_on: true };
    let asked: Vec<String> = paths.iter().map(|path| plain(path)).collect();
    let is_gone = |name: &str| asked.iter().any(|path| lies_below(name, path));
    let mut done = take(&mut store, &asking, &jobs, |name| is_pruning && is_gone(name), watch)?;
    done.missing.retain(|name| is_gone(name));
    let pruned = if is_pruning { std::mem::take(&mut done.missing) } else { Vec::new() };
    let mut problems = store.manifest().accepted.clone();
    problems.extend(done.missing.iter().map(|name| vanished(name)));
    let documents = documents_of(&store.frame("documents")?)?;
    problems.extend(twins::of_rows(&documents));
    problems.extend(said_twice(&store)?);
    let shown = STORED.iter().filter(|table| table.name != "briefs");
    let rows: Result<Vec<_>, Problem> = shown.map(|table| Ok((table.name, store.rows(table.name)?))).collect();
    Ok(Ingested { done, pruned, problems, rows: rows?, bytes: store.manifest().bytes() })
}

/// What was found, each under one name however it was typed, and each once.
fn jobs(found: &[Found]) -> Vec<Job> {
    let mut jobs: BTreeMap<String, Job> = BTreeMap::new();
    for found in found {
        let found = Found { name: plain(&found.path), ..found.clone() };
        jobs.entry(found.name.clone()).or_insert(Job { found, years: None });
    }
    jobs.into_values().collect()
}

/// Whether the document `name` is `path` or lies below it.
fn lies_below(name: &str, path: &str) -> bool {
    path.is_empty() && !name.starts_with('/') || Path::new(name).starts_with(path) && !path.is_empty()
}

/// What two documents of `store` say both, which a question of it counts once.
fn said_twice(store: &Store) -> Result<Vec<Problem>, Problem> {
    let tables = ["projects", "accounts"].map(|name| Ok((name.to_owned(), store.positioned(name)?)));
    let tables: Result<Vec<_>, Problem> = tables.into_iter().collect();
    let twice = Twice::of(&Tables::new(tables?), &Order::default())?;
    Ok(twice.left_out.problems())
}

fn vanished(name: &str) -> Problem {
    let message = said!(
        "该文件应与上次一样在此，现已不见；其数据仍计入",
        "expected the document as before, found it gone; its rows still count"
    );
    let problem = Problem::doubt(Code::DocumentVanished, Place::file(name), message);
    problem.hint(said!("请放回该文件，或用--prune移除其数据", "put it back, or take its rows out with --prune"))
}

impl Store {
    /// Number of rows of the table called `name`.
    ///
    /// # Errors
    ///
    /// There is no such table, or it cannot be read.
    pub fn rows(&self, name: &str) -> Result<usize, Problem> {
        if self.is_settled() {
            return Ok(self.manifest().parts(name).iter().map(|part| part.rows).sum());
        }
        counts(&crate::tables::collect(self.positioned(name)?)?, "position").map(|positions| positions.len())
    }
}
