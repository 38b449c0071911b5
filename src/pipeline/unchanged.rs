//! A run of which nothing changed: where its outputs stand as the last run wrote them, it need compute
//! nothing, and tells what that run told.
//!
//! What that was is kept in the project's own directory, with a checksum over everything that it rests
//! on, and one of the manifest, which has those of all outputs. Where anything differs, or cannot be
//! looked at, the run goes the whole way.

use super::gathered::{Gathered, folder};
use super::outputs::NAME as MANIFEST;
use super::plan::Plan;
use super::targets::inside;
use super::told::Outcome;
use super::writing::is_standing;
use super::{disk::Folder, files};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::PathBuf;

/// The file in which it is kept, and what it is called until it is complete.
const NAME: &str = "told.json";
const UNFINISHED: &str = "told.json.part";

/// Bytes of it that are read.
const MOST_BYTES: u64 = 256 << 20;

/// What is kept of a run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Of everything that the run rested on.
    pub(super) fingerprint: String,
    /// Checksum of its manifest.
    pub(super) manifest: String,
    /// What it told.
    pub(super) outcome: Outcome,
}

/// Checksum over everything that a run of `plan` over `gathered` rests on: this program, the question with
/// all that it names, and the records. Nothing where the records cannot be told by a checksum.
pub(super) fn fingerprint(plan: &Plan, gathered: &Gathered) -> Option<String> {
    let program = concat!(env!("CARGO_PKG_VERSION"), " ", env!("JIXIAO_PROGRAM"));
    Some(files::hex(format!("{program} {} {plan:?}", gathered.fingerprint()?).as_bytes()))
}

/// Where it is kept for `plan`: beside the cache of records, which another version may begin anew.
fn place(plan: &Plan) -> Option<PathBuf> {
    Some(plan.cache.parent()?.parent()?.join("told").join(plan.cache.file_name()?))
}

impl Kept {
    /// What the last run of `plan` told, where it rested on what has the checksum `fingerprint` and all
    /// its outputs stand.
    pub(super) fn standing(plan: &Plan, fingerprint: &str) -> Option<Outcome> {
        let bytes = Folder::there(&place(plan)?).and_then(|folder| folder.read(NAME, MOST_BYTES)).ok()?;
        let kept: Self = serde_json::from_slice(&bytes).ok()?;
        let manifest = inside(&plan.target.out, MANIFEST);
        let stands = kept.fingerprint == fingerprint && is_standing(&plan.target, &manifest, &kept.manifest);
        stands.then_some(Outcome { is_unchanged: true, ..kept.outcome })
    }

    /// Keeps it for the next run of `plan`. Where it cannot be kept, that run goes the whole way.
    pub(super) fn keep(&self, plan: &Plan) {
        let Some(folder) = place(plan).and_then(|place| folder(&place).ok()) else { return };
        let Ok(text) = serde_json::to_vec(self) else { return };
        // What a run that died left there; a file that is not complete does not read.
        drop(folder.remove(UNFINISHED));
        let written = folder.create(UNFINISHED).and_then(|mut file| file.write_all(&text));
        if written.and_then(|()| folder.rename(UNFINISHED, &folder, NAME)).is_err() {
            drop(folder.remove(UNFINISHED));
        }
    }
}
