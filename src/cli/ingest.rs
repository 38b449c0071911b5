//! `jixiao ingest PATH... --store DIR`: documents into a store, and what became of them.

use super::args::{Ingest, named};
use super::exit::{Exit, Stop};
use super::problems::{Teller, skipped};
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline::{self, Checking, Ingested, Intake, Reader, noted};
use crate::problem::said;
use crate::values::{Lang, plain};

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
        ingested.done.skipped.iter().for_each(|(name, what)| screen.say(&skipped(name, what, screen.lang)));
        ingested.pruned.iter().for_each(|name| {
            let name = plain(name);
            let said = said!("已移除：{name}", "taken out: {name}");
            screen.say(said.in_lang(screen.lang));
        });
    }
    teller.tell(&ingested.problems.iter().cloned().map(noted).collect::<Vec<_>>());
    teller.count();
    screen.say(&told(&ingested, &typed.store.to_string_lossy(), screen.lang));
    let is_whole = ingested.done.refused.is_empty() && ingested.done.missing.is_empty();
    Ok(if is_whole { Exit::Fine } else { Exit::Failed })
}

/// The last lines: what became of the documents, and what the store holds.
fn told(ingested: &Ingested, store: &str, lang: Lang) -> String {
    let done = &ingested.done;
    let (refused, vanished) = (done.refused.len(), done.missing.len());
    let twice = done.twice.len();
    let documents = done.new + done.changed + done.unchanged + refused + twice;
    let (new, changed, unchanged) = (done.new, done.changed, done.unchanged);
    let s = if documents == 1 { "" } else { "s" };
    let counts = said!(
        "{documents}份文件：新读{new}，有变化{changed}，未变{unchanged}，未能读取{refused}",
        "{documents} document{s}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused"
    );
    let mut told = counts.in_lang(lang).to_owned();
    let others = [
        (twice, said!("内容重复{twice}", "{twice} twice")),
        (vanished, said!("已不见{vanished}", "{vanished} vanished")),
        (ingested.pruned.len(), said!("已移除{}", "{} taken out", ingested.pruned.len())),
        (done.skipped.len(), said!("跳过{}", "{} skipped", done.skipped.len())),
    ];
    for (_, what) in others.iter().filter(|(count, _)| *count > 0) {
        told += &format!("{}{}", lang.pick("；", "; "), what.in_lang(lang));
    }
    let rows: Vec<String> = ingested.rows.iter().map(|(name, rows)| format!("{name} {rows}")).collect();
    // In tenths, rounded up: a store is never told smaller than it is.
    let tenths = (ingested.bytes * 10).div_ceil(1 << 20);
    let (colon, comma, then) = (lang.pick("：", ": "), lang.pick("，", ", "), lang.pick("；", "; "));
    format!("{told}\n{store}{colon}{}{then}{}.{} MiB", rows.join(comma), tenths / 10, tenths % 10)
}
