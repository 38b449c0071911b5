//! `jixiao ingest PATH... --store DIR`: documents into a store, and what became of them.

use super::args::{Ingest, named};
use super::exit::{Exit, Stop};
use super::problems::Teller;
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline::{self, Checking, Ingested, Intake, Reader, noted};

/// Takes documents into a store. Refused ones are told and remembered in the exit code; they do not keep
/// the others out.
pub(super) fn run(typed: &Ingest, screen: &Screen) -> Result<Exit, Stop> {
    let labels = pipeline::label_texts(&named(&typed.labels))?;
    let reader = Reader::new(&labels, &typed.limits.bounds())?;
    let checking = Checking::usual(typed.accepted.as_deref())?;
    let register = pipeline::register(&named(&typed.units))?;
    let found = pipeline::find(&typed.paths);
    let progress = Progress::new(screen);
    let intake = Intake {
        dir: &typed.store,
        reader: &reader,
        label_texts: &labels,
        checking: &checking,
        register: &register,
        paths: &typed.paths,
        found: &found,
        is_pruning: typed.prune,
        commit: typed.commit_every,
    };
    let ingested = pipeline::ingest(&intake, &progress)?;
    drop(progress);
    let mut teller = Teller::new(screen);
    ingested.done.refused.iter().for_each(|problems| teller.refuse(problems));
    if screen.verbose {
        ingested.done.skipped.iter().for_each(|(name, what)| screen.say(&format!("skipped: {name}: {what}")));
        ingested.pruned.iter().for_each(|name| screen.say(&format!("taken out: {name}")));
    }
    teller.tell(&ingested.problems.iter().cloned().map(noted).collect::<Vec<_>>());
    teller.count();
    screen.say(&told(&ingested, &typed.store.to_string_lossy()));
    let is_whole = ingested.done.refused.is_empty() && ingested.done.missing.is_empty();
    Ok(if is_whole { Exit::Fine } else { Exit::Failed })
}

/// The last lines: what became of the documents, and what the store holds.
fn told(ingested: &Ingested, store: &str) -> String {
    let done = &ingested.done;
    let (refused, vanished) = (done.refused.len(), done.missing.len());
    let twice = done.twice.len();
    let documents = done.new + done.changed + done.unchanged + refused + twice;
    let (new, changed, unchanged) = (done.new, done.changed, done.unchanged);
    let s = if documents == 1 { "" } else { "s" };
    let mut told =
        format!("{documents} document{s}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused");
    let others = [
        (twice, "twice"),
        (vanished, "vanished"),
        (ingested.pruned.len(), "taken out"),
        (done.skipped.len(), "skipped"),
    ];
    for (count, what) in others.into_iter().filter(|(count, _)| *count > 0) {
        told += &format!("; {count} {what}");
    }
    let rows: Vec<String> = ingested.rows.iter().map(|(name, rows)| format!("{name} {rows}")).collect();
    // In tenths, rounded up: a store is never told smaller than it is.
    let tenths = (ingested.bytes * 10).div_ceil(1 << 20);
    format!("{told}\n{store}: {}; {}.{} MiB", rows.join(", "), tenths / 10, tenths % 10)
}
