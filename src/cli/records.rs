//! `jixiao records PATH...`: what documents mean, one record a line, and what became of each file.

use super::args::{Format, Records, named};
use super::exit::{Exit, Stop};
use super::problems::{self, Teller, exit, skipped};
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline::{self, Counted, DocumentRead, FileOutcome, Found, Reader, Tally, Watch as _};
use crate::values::plain;

/// Prints the records of the documents in the order they were named, those of a directory sorted. One
/// that cannot be read is told and remembered in the exit code; the others are printed all the same.
pub(super) fn run(typed: &Records, screen: &Screen) -> Result<Exit, Stop> {
    let labels = pipeline::label_texts(&named(&typed.labels))?;
    let reader = Reader::new(&labels, &typed.limits.bounds())?;
    let files = pipeline::find(&typed.paths);
    let counted = if typed.unclaimed { Counted::Unclaimed } else { Counted::Share };
    let progress = Progress::new(screen);
    let (mut tally, mut teller, mut ended) = (Tally::default(), Teller::new(screen), Exit::Fine);
    reader.read_all(&files, counted, |found, outcome| {
        let first = tally == Tally::default();
        tally.count(&outcome);
        progress.paused(|| -> Result<(), Stop> {
            if let FileOutcome::Read(read) | FileOutcome::Refused(read) = &outcome {
                let told = printed(typed, read, first)?;
                match typed.format {
                    Format::Jsonl => screen.print_json(&told)?,
                    Format::Csv => screen.put(told.as_bytes())?,
                }
                let problems = read.problems.iter().map(|noted| &noted.problem);
                ended = if ended == Exit::Fine { exit(problems, typed.fail_on) } else { ended };
            }
            tell(found, &outcome, screen, &mut teller);
            Ok(())
        })?;
        progress.progress("documents", tally.files(), files.len());
        Ok::<(), Stop>(())
    })?;
    drop(progress);
    teller.count();
    if files.len() > 1 || typed.paths.iter().any(|path| files.iter().all(|found| found.path != *path)) {
        problems::files(tally, screen);
    }
    Ok(if tally.is_incomplete() || tally.read == 0 { Exit::Failed } else { ended })
}

/// The records of one document, or what of its numerals became none.
fn printed(typed: &Records, read: &DocumentRead, first: bool) -> Result<String, Stop> {
    Ok(match (typed.format, typed.unclaimed) {
        (Format::Jsonl, false) => pipeline::jsonl(read)?,
        (Format::Csv, false) => pipeline::csv(read, first)?,
        (Format::Jsonl, true) => pipeline::unclaimed_jsonl(read),
        (Format::Csv, true) => pipeline::unclaimed_csv(read, first)?,
    })
}

/// What became of one file, then its problems.
fn tell(found: &Found, outcome: &FileOutcome, screen: &Screen, teller: &mut Teller<'_>) {
    match outcome {
        FileOutcome::Read(read) => {
            let (word, colon) = (screen.lang.pick("已读", "read"), screen.lang.pick("：", ": "));
            screen.say(&format!("{word}{colon}{}{colon}{}", plain(&found.name), read.summary(screen.lang)));
            teller.tell(&read.problems);
        }
        FileOutcome::Refused(read) => teller.refuse(&read.problems),
        FileOutcome::Twice(problem) => screen.say(&problems::twice(&found.name, problem, screen.lang)),
        FileOutcome::Skipped(what) => screen.say(&skipped(&found.name, what, screen.lang)),
    }
}
