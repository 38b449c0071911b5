//! Documents of a store that hold the same bytes: one of them is read, the others stand in the table of
//! documents alone.
//!
//! It is decided anew in every run over all documents the store will hold, so that a copy is read once the
//! document it repeats is gone.

use super::job::{Asking, Job};
use crate::pipeline::card;
use crate::pipeline::folders::{Fate, Found};
use crate::pipeline::twins::{Bytes, Repeat, repeats};
use crate::tables::DocumentRow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Which documents repeat others.
#[derive(Debug, Default)]
pub(super) struct Twins {
    /// The documents that do, in order, as rows of the table of documents.
    pub(super) rows: Vec<DocumentRow>,
    /// Documents that no job names and that repeated another, which is gone or has changed.
    pub(super) freed: Vec<Job>,
}

/// Which of `jobs`, and of the documents that the store has `known` and keeps, repeat others.
pub(super) fn twins(
    asking: &Asking<'_>,
    jobs: &[Job],
    known: &BTreeMap<String, DocumentRow>,
    drops: impl Fn(&str) -> bool,
) -> Twins {
    let named: BTreeSet<&str> = jobs.iter().map(|job| job.found.name.as_str()).collect();
    let kept = |(name, _): &(&String, &DocumentRow)| !named.contains(name.as_str()) && !drops(name);
    let kept: Vec<Job> = known.iter().filter(kept).map(|(name, _)| as_it_lies(name)).collect();
    let mut all: Vec<&Job> = jobs.iter().chain(&kept).collect();
    if !kept.is_empty() {
        // A store that grows says the same as one that was made in one go, in the order of names.
        all.sort_by(|one, other| one.found.name.cmp(&other.found.name));
    }
    let is_named = |job: &Job| named.contains(job.found.name.as_str());
    let bytes: Vec<Option<Bytes>> = all
        .iter()
        .map(|job| match known.get(&job.found.name).filter(|_| !is_named(job)) {
            Some(row) => Bytes::held(row),
            None => Bytes::of(&job.found, job.years.as_deref()),
        })
        .collect();
    let repeats = repeats(&bytes, |at| all.get(at).map(|job| job.found.clone()), asking.reader.limits());
    let mut twins = Twins::default();
    for (job, repeat) in all.iter().zip(repeats) {
        let name = &job.found.name;
        match repeat.and_then(|repeat| Some((all.get(repeat.first)?, repeat))) {
            Some((first, repeat)) => twins.rows.push(row(asking, job, &first.found.name, repeat)),
            None if !is_named(job) && known.get(name).is_some_and(|row| row.twin.is_some()) => {
                twins.freed.push((*job).clone());
            }
            None => {}
        }
    }
    twins
}

/// The document `name` of a store as it would be named again.
fn as_it_lies(name: &str) -> Job {
    Job { found: Found { path: PathBuf::from(name), name: name.to_owned(), fate: Fate::Named }, years: None }
}

fn row(asking: &Asking<'_>, job: &Job, first: &str, repeat: Repeat) -> DocumentRow {
    let name = &job.found.name;
    DocumentRow {
        file: name.clone(),
        twin: Some(first.to_owned()),
        caption: name.clone(),
        bytes: u32::try_from(repeat.size).unwrap_or(u32::MAX),
        sha256: Some(repeat.sha256),
        card_sha256: card::own_sha256(&job.found.path),
        fingerprint: job.fingerprint(asking.fingerprint),
        ..DocumentRow::default()
    }
}
