//! A question, answered: from a TOML file as written to charts, tables, a report and a manifest.
//!
//! The flow within the room: `spec` (as written) -> `plan` (as resolved: which files,
//! which analyses, which charts, where to) -> `compute` (documents read, tables and analyses made)
//! -> `draw` -> `run` (everything completed beside its place, then put there at once).
//! This is the only room that opens and writes files, and the one that decides what is fatal.

mod audit;
mod beginning;
mod bounds;
mod card;
mod checking;
mod compute;
mod desk;
mod disk;
mod draw;
mod example;
mod excerpt;
mod files;
mod folder_year;
mod folders;
mod gathered;
mod globs;
mod ingest;
mod listing;
mod located;
mod manifest;
mod ordered;
mod outcome;
mod outputs;
mod paged;
mod plan;
mod preferred;
mod projects;
mod question;
mod questions;
mod reader;
mod reading;
mod register;
mod run;
mod serving;
mod slips;
mod spec;
mod standard;
mod standing;
mod store;
mod summed;
mod targets;
mod told;
mod twins;
mod unchanged;
mod watch;
mod wire;
mod worker;
mod writing;
mod yardsticks;

pub use audit::{Audit, audit, audit_plan};
pub use beginning::{Beginning, beginning};
pub use bounds::Bounds;
pub use checking::Checking;
pub use compute::{Computed, compute};
pub use example::find;
pub use excerpt::Trouble;
pub use folders::Found;
pub use gathered::Gathered;
pub use ingest::{Done, Ingested, Intake, ingest};
pub use outcome::Outcome as FileOutcome;
pub use plan::{Plan, plan};
pub use projects::is_pipeline;
pub use reader::Reader;
pub use reading::{Counted, DocumentRead, label_texts, labels};
pub use register::register;
pub use run::run;
pub use standard::asked;
pub use store::Store;
pub use targets::Target;
pub use told::Outcome;
pub use watch::Watch;

// What a run and an audit give back is told by `reports`; this room is its only door.
pub use crate::checks::Settings;
pub use crate::records::Labels;
pub use crate::reports::{
    Audited, Became, Checked, Column, Counts, Ended, Headline, MOST_ROWS, Noted, Outcomes, Picture, Report, Source,
    Table, Tally,
};
pub use crate::reports::{
    Explored, Part, Words, agreement_lines, agreements, audit_page, audit_text, folded, headline_text, json, page,
    sarif, terminal,
};

// What the command line alone needs.
pub(crate) use crate::reports::audit_total;
pub(crate) use audit::{findings_csv, findings_jsonl};
pub(crate) use excerpt::noted;
pub(crate) use ingest::COMMIT;
pub(crate) use listing::{csv, jsonl, unclaimed_csv, unclaimed_jsonl};
pub(crate) use serving::serve;
pub(crate) use wire::SERVE;
pub(crate) use writing::create_new;
