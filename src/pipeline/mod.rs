//! A question, answered: from a TOML file as written to charts, tables, a report and a manifest.
//!
//! The flow within the room: `spec` (as written) -> `plan` (as resolved: which files,
//! which analyses, which charts, where to) -> `compute` (documents read, tables and analyses made)
//! -> `draw` -> `run` (everything rendered in memory, then written at once).
//! This is the only room that opens and writes files, and the one that decides what is fatal.

mod audit;
mod bounds;
mod card;
mod checking;
mod compute;
mod draw;
mod excerpt;
mod files;
mod folders;
mod gathered;
mod globs;
mod ingest;
mod listing;
mod located;
mod manifest;
mod ordered;
mod outcome;
mod plan;
mod reader;
mod reading;
mod run;
mod serving;
mod spec;
mod store;
mod wire;
mod worker;
mod writing;

pub use audit::{Audit, audit, audit_plan, findings_csv, findings_jsonl};
pub use bounds::Bounds;
pub use checking::{ACCEPTED, Checking};
pub use compute::{Computed, compute};
pub use excerpt::{Trouble, noted};
pub use folders::{Found, find};
pub use gathered::Gathered;
pub use ingest::{COMMIT, Done, Ingested, Intake, ingest};
pub use listing::{cells, csv, jsonl, unclaimed_csv, unclaimed_jsonl};
pub use outcome::{Outcome as FileOutcome, Tally};
pub use plan::{Plan, Target, plan};
pub use reader::Reader;
pub use reading::{Counted, DocumentRead, Shown, label_texts, labels, open};
pub use run::{Outcome, run};
pub use serving::serve;
pub use store::Store;
pub use writing::create_new;

// What the command line prints is told by `reports`; this room is its only door.
pub use crate::checks::Settings;
pub use crate::records::Labels;
pub use crate::reports::{Audited, audit_page, audit_text, audit_total, sarif};
pub use crate::reports::{Noted, Report, Table, agreement_lines, headline_text, json, terminal};

/// The hidden verb under which this program serves as a child process of itself: see [`serve`].
pub const SERVE: &str = "read-one";

/// What is told of work as it goes on, for whoever shows progress.
pub trait Watch: Sync {
    /// `what` is being done, `done` of `all` so far.
    fn progress(&self, what: &'static str, done: usize, all: usize);
}

/// Nobody watches.
impl Watch for () {
    fn progress(&self, _: &'static str, _: usize, _: usize) {}
}
