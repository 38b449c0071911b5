//! Taking documents into a store: what it knows is left alone, the rest is read in chunks, and what
//! compares documents with each other comes last.

use super::document;
use super::harvest;
use super::harvest::Harvest;
use super::job::{Asking, Done, Job};
use super::twice::twins;
use crate::checks::{Brief, Report};
use crate::pipeline::Watch;
use crate::pipeline::checking::Checking;
use crate::pipeline::files;
use crate::pipeline::ordered::in_order;
use crate::pipeline::store::{Across, Store};
use crate::problem::{Code, Problem, Said, said};
use crate::tables::cells::{exacts, texts};
use crate::tables::{DocumentRow, Frames, documents_of, documents_table};
use crate::values::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Documents that one thread reads before it hands on what they gave.
const CHUNK: usize = 16;

/// Documents after which what was read counts, unless enough rows were read before.
pub(crate) const COMMIT: usize = 400;

/// Checksum of all that the rows of a document depend on beside itself: this program's readers, rules
/// and dictionaries, the dictionaries of `label_texts`, and what is checked.
pub(in crate::pipeline) fn fingerprint(label_texts: &[(String, String)], checking: &Checking) -> String {
    let all = format!(
        "{} {} {label_texts:?} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        env!("JIXIAO_READER"),
        checking.settings,
        checking.accepted
    );
    files::hex(all.as_bytes())
}

/// Takes the documents of `jobs` into `store`. Documents of the store that no job names stay, unless
/// `drops` says of one, by its name, that it goes.
///
/// # Errors
///
/// The store cannot be read or written; it is then whole and holds what was committed before.
pub(in crate::pipeline) fn take(
    store: &mut Store,
    asking: &Asking<'_>,
    jobs: &[Job],
    drops: impl Fn(&str) -> bool,
    watch: &dyn Watch,
) -> Result<Done, Problem> {
    let known = documents_of(&store.frame("documents")?)?;
    let known: BTreeMap<String, DocumentRow> = known.into_iter().map(|row| (row.file.clone(), row)).collect();
    let mut done = Done::default();
    let is_unfinished = !store.is_settled();
    let twins = twins(asking, jobs, &known, &drops);
    let repeated: BTreeSet<&str> = twins.rows.iter().map(|row| row.file.as_str()).collect();
    let is_read = |job: &&Job| !repeated.contains(job.found.name.as_str());
    let to_read: Vec<Job> = jobs.iter().chain(&twins.freed).filter(is_read).cloned().collect();
    let mut is_changed = read(store, asking, &to_read, &known, &mut done, watch)?;
    is_changed |= repeat(store, twins.rows, &known, &mut done)?;
    let named: BTreeSet<&str> = jobs.iter().map(|job| job.found.name.as_str()).collect();
    for (name, row) in known.iter().filter(|(name, _)| !named.contains(name.as_str())) {
        done.missing.push(name.clone());
        if drops(name) {
            store.replace(name, row.years.clone());
            is_changed = true;
        }
    }
    store.tell(asking.fingerprint);
    let across = if is_changed || is_unfinished { Some(across(store, asking, jobs)?) } else { None };
    store.settle(across.as_ref(), asking.register)?;
    if is_changed || is_unfinished {
        let findings = store.frame("findings")?;
        let (ids, differences) = (texts(&findings, "id")?, exacts(&findings, "difference")?);
        let differences = differences.into_iter().map(|found| found.map(|found| found.to_string()).unwrap_or_default());
        let found: Vec<(String, String)> = ids.into_iter().map(Option::unwrap_or_default).zip(differences).collect();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(id, difference)| (id.as_str(), difference.as_str())).collect();
        store.accept(asking.checking.accepted_problems(&found))?;
    }
    Ok(done)
}

/// Notes the documents that repeat others; says whether the store did not know. The bytes of what is no
/// document are none either.
fn repeat(
    store: &mut Store,
    rows: Vec<DocumentRow>,
    known: &BTreeMap<String, DocumentRow>,
    done: &mut Done,
) -> Result<bool, Problem> {
    let skipped: BTreeMap<String, Said> = done.skipped.iter().cloned().collect();
    let mut new = Vec::new();
    for row in rows {
        let first = row.twin.clone().unwrap_or_default();
        if let Some(what) = skipped.get(&first) {
            done.skipped.push((row.file, what.clone()));
            continue;
        }
        done.twice.push((row.file.clone(), first));
        let earlier = known.get(&row.file);
        if earlier != Some(&row) {
            earlier.into_iter().for_each(|earlier| store.replace(&row.file, earlier.years.clone()));
            new.push(row);
        }
    }
    store.put("documents", &documents_table(&new)?)?;
    Ok(!new.is_empty())
}

/// Reads what the store does not know; says whether it knew everything.
fn read(
    store: &mut Store,
    asking: &Asking<'_>,
    jobs: &[Job],
    known: &BTreeMap<String, DocumentRow>,
    done: &mut Done,
    watch: &dyn Watch,
) -> Result<bool, Problem> {
    let chunks: Vec<&[Job]> = jobs.chunks(CHUNK.min(asking.commit.max(1))).collect();
    let begun = AtomicUsize::new(0);
    let one = |job: &Job| {
        let fate = document::fate(asking, job, known.get(&job.found.name));
        watch.progress("documents", begun.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        (job.found.name.clone(), fate)
    };
    let (mut loose, mut is_changed) = (0, false);
    let mut still_refused: BTreeSet<String> = BTreeSet::new();
    in_order(
        &chunks,
        |chunk| Harvest::of(chunk.iter().map(one).collect(), known),
        |_, harvest| {
            let harvest = harvest?;
            loose += harvest.taken.len();
            is_changed |= harvest.is_change(known);
            still_refused.extend(harvest.still_refused.iter().cloned());
            harvest.into_store(store, known, done)?;
            if loose >= asking.commit || store.is_full() {
                loose = 0;
                store.commit()?;
            }
            Ok::<(), Problem>(())
        },
    )?;
    done.refused.extend(harvest::told_again(store, &still_refused)?.into_values());
    Ok(is_changed)
}

/// What the rules across documents say of all documents of `store`: in the order of `jobs`, those no job
/// names behind them by their names.
fn across(store: &Store, asking: &Asking<'_>, jobs: &[Job]) -> Result<Across, Problem> {
    let documents = documents_of(&store.frame("documents")?)?;
    let compared: BTreeSet<String> =
        documents.into_iter().filter(|row| row.compared_n > 0).map(|row| row.file).collect();
    let mut reports: Vec<(String, Report)> = Vec::new();
    if !compared.is_empty() {
        let rank: BTreeMap<&str, usize> =
            jobs.iter().enumerate().map(|(at, job)| (job.found.name.as_str(), at)).collect();
        let briefs = store.frame("briefs")?;
        let mut all: Vec<(usize, String, Brief)> = Vec::with_capacity(briefs.height());
        for (file, text) in texts(&briefs, "file")?.into_iter().zip(texts(&briefs, "brief")?) {
            let file = file.unwrap_or_default();
            let brief = serde_json::from_str(&text.unwrap_or_default()).map_err(|error| {
                Problem::error(
                    Code::StoreBroken,
                    Place::file(file.as_str()),
                    said!("其摘要无法读取：{error}", "its brief does not read: {error}"),
                )
            })?;
            all.push((rank.get(file.as_str()).copied().unwrap_or(usize::MAX), file, brief));
        }
        all.sort_by(|(rank, file, _), (other_rank, other, _)| (rank, file).cmp(&(other_rank, other)));
        let (files, briefs): (Vec<String>, Vec<Brief>) = all.into_iter().map(|(_, file, brief)| (file, brief)).unzip();
        let said = files.into_iter().zip(asking.checking.check_across(&briefs));
        reports.extend(said.filter(|(file, _)| compared.contains(file)));
    }
    let Frames { findings, checks, .. } = Frames::of(&[], &reports)?;
    Ok(Across { findings, checks })
}
