//! What a few documents gave, as rows: made where they were read, so that their readings are kept no
//! longer than that.

use super::document::{Fate, Taken};
use super::job::Done;
use crate::pipeline::store::Store;
use crate::problem::{Code, Problem, Said, said};
use crate::reports::Noted;
use crate::tables::{
    DataFrame, DocumentRow, Frames, Met, collect, documents_table, frame, problems_of, problems_table,
};
use crate::values::Place;
use polars::prelude::{NamedFrom as _, Series, SortMultipleOptions, col, lit};
use std::collections::{BTreeMap, BTreeSet};

/// What a few documents gave.
#[derive(Debug)]
pub(super) struct Harvest {
    /// The documents that were read or refused.
    pub(super) taken: Vec<DocumentRow>,
    /// Names of the documents that were refused before and are as they were.
    pub(super) still_refused: Vec<String>,
    unchanged: usize,
    refused: Vec<Vec<Noted>>,
    skipped: Vec<(String, Said)>,
    frames: Vec<(&'static str, DataFrame)>,
}

impl Harvest {
    /// Of the documents of `fates`, with their names.
    ///
    /// # Errors
    ///
    /// Only where a dataframe cannot be built at all.
    pub(super) fn of(fates: Vec<(String, Fate)>, known: &BTreeMap<String, DocumentRow>) -> Result<Self, Problem> {
        let (mut taken, mut still_refused): (Vec<Taken>, Vec<String>) = (Vec::new(), Vec::new());
        let (mut unchanged, mut refused, mut skipped) = (0, Vec::new(), Vec::new());
        for (name, fate) in fates {
            match fate {
                Fate::Unchanged if known.get(&name).is_some_and(|row| row.refused.is_some()) => {
                    still_refused.push(name);
                }
                Fate::Unchanged => unchanged += 1,
                Fate::Skipped(what) => skipped.push((name, what)),
                Fate::Unopened(problems) => refused.push(problems),
                Fate::Taken(one) => {
                    refused.extend(one.row.refused.is_some().then(|| one.problems.clone()));
                    taken.push(*one);
                }
            }
        }
        let (taken, frames) = if taken.is_empty() { (Vec::new(), Vec::new()) } else { frames(taken)? };
        Ok(Self { taken, still_refused, unchanged, refused, skipped, frames })
    }

    /// Whether anything the store holds, as it is `known`, will be another.
    pub(super) fn is_change(&self, known: &BTreeMap<String, DocumentRow>) -> bool {
        !self.taken.is_empty() || self.skipped.iter().any(|(name, _)| known.contains_key(name))
    }

    /// Puts the rows into `store`, instead of what it `known` before of the same documents, and counts.
    ///
    /// # Errors
    ///
    /// Rows that are not of the store's tables.
    pub(super) fn into_store(
        self,
        store: &mut Store,
        known: &BTreeMap<String, DocumentRow>,
        done: &mut Done,
    ) -> Result<(), Problem> {
        for row in &self.taken {
            let earlier = known.get(&row.file);
            if let Some(earlier) = earlier {
                store.replace(&row.file, earlier.years.clone());
            }
            match (&row.refused, earlier) {
                (Some(_), _) => {}
                (None, Some(_)) => done.changed += 1,
                (None, None) => done.new += 1,
            }
        }
        // What is no document any more has no rows.
        for earlier in self.skipped.iter().filter_map(|(name, _)| known.get(name)) {
            store.replace(&earlier.file, earlier.years.clone());
        }
        for (name, frame) in &self.frames {
            store.put(name, frame)?;
        }
        done.unchanged += self.unchanged;
        done.refused.extend(self.refused);
        done.skipped.extend(self.skipped);
        Ok(())
    }
}

/// The rows of `taken`, by table.
#[expect(clippy::type_complexity, reason = "documents and their tables part here and nowhere else")]
fn frames(taken: Vec<Taken>) -> Result<(Vec<DocumentRow>, Vec<(&'static str, DataFrame)>), Problem> {
    let mut met: Vec<Met> = taken.iter().flat_map(Taken::met).collect();
    let (mut rows, mut readings, mut reports) = (Vec::new(), Vec::new(), Vec::new());
    let (mut files, mut briefs) = (Vec::new(), Vec::new());
    for Taken { row, reading, report, brief, .. } in taken {
        let text = serde_json::to_string(&brief).map_err(|error| {
            Problem::error(
                Code::StoreBroken,
                Place::file(row.file.as_str()),
                said!("无法写出：{error}", "could not be written: {error}"),
            )
        })?;
        files.push(row.file.clone());
        briefs.push(text);
        reports.push((row.file.clone(), report));
        readings.push(reading);
        rows.push(row);
    }
    let frames = Frames::of(&readings, &reports)?;
    drop(readings);
    // The readings came without their problems: these are of figures that fit no column.
    met.extend(problems_of(&frames.problems)?);
    let problems = problems_table(&met)?;
    let briefs = DataFrame::new(
        files.len(),
        vec![Series::new("file".into(), files).into(), Series::new("brief".into(), briefs).into()],
    );
    let briefs = briefs.map_err(|error| frame::fault(&error.to_string()))?;
    let mut frames: Vec<(&'static str, DataFrame)> = frames
        .named()
        .into_iter()
        .map(|(name, frame)| (name, if name == "problems" { problems.clone() } else { frame.clone() }))
        .collect();
    frames.push(("documents", documents_table(&rows)?));
    frames.push(("briefs", briefs));
    Ok((rows, frames))
}

/// The problems of documents that were refused, as the store remembers them, by document.
///
/// # Errors
///
/// A store that cannot be read.
pub(in crate::pipeline) fn told_again(
    store: &Store,
    documents: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<Noted>>, Problem> {
    if documents.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names: Vec<&str> = documents.iter().map(String::as_str).collect();
    let theirs = col("document").is_in(lit(Series::new("".into(), names)).implode(true), false);
    let theirs =
        store.positioned("problems")?.filter(theirs).sort(["document", "position"], SortMultipleOptions::default());
    let problems = collect(theirs)?;
    let mut told: BTreeMap<String, Vec<Noted>> = BTreeMap::new();
    for Met { document, problem, excerpt } in problems_of(&problems)? {
        told.entry(document).or_default().push(Noted { problem, excerpt });
    }
    Ok(told)
}
