//! A question, answered: from a TOML file as written to charts, tables, a report and a manifest.
//!
//! The flow within the room: `spec` (as written) -> `plan` (as resolved: which files,
//! which analyses, which charts, where to) -> `compute` (documents read, tables and analyses made)
//! -> `draw` -> `run` (everything rendered in memory, then written at once).
//! This is the only room that opens and writes files, and the one that decides what is fatal.

mod card;
mod checking;
mod compute;
mod draw;
mod excerpt;
mod files;
mod globs;
mod listing;
mod located;
mod manifest;
mod plan;
mod reading;
mod run;
mod spec;
mod writing;

pub use checking::{Checked, check_documents};
pub use compute::{Computed, compute};
pub use excerpt::{Trouble, noted};
pub use listing::{cells, csv, jsonl};
pub use plan::{Plan, Target, plan};
pub use reading::{DocumentRead, label_texts, labels, open, read_documents};
pub use run::{Outcome, run};
pub use writing::create_new;

// What the command line prints is told by `reports`; this room is its only door.
pub use crate::checks::Settings;
pub use crate::records::Labels;
pub use crate::reports::{Noted, Report, Table, agreement_lines, headline_text, json, terminal};

/// What is told of work as it goes on, for whoever shows progress.
pub trait Watch: Sync {
    /// `what` is being done, `done` of `all` so far.
    fn progress(&self, what: &'static str, done: usize, all: usize);
}

/// Nobody watches.
impl Watch for () {
    fn progress(&self, _: &'static str, _: usize, _: usize) {}
}
