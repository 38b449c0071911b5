//! `jixiao records FILE...`: what documents mean, one record a line.

use super::args::{Format, Records};
use super::progress::Progress;
use super::screen::Screen;
use super::{Exit, Stop, problems};
use crate::pipeline::{self, Watch as _};

/// Documents that are read side by side before their records are printed.
const BATCH: usize = 64;

/// Prints the records of the documents in the order they were named. One that cannot be read is
/// told and remembered in the exit code; the others are printed all the same.
pub fn run(typed: &Records, screen: &Screen) -> Result<Exit, Stop> {
    let paths = typed.labels.iter().map(|path| (path.clone(), path.to_string_lossy().into_owned()));
    let labels = pipeline::labels(&pipeline::label_texts(&paths.collect::<Vec<_>>())?)?;
    let progress = Progress::new(screen);
    let (mut found, mut unread) = (Vec::new(), false);
    for (batch, paths) in typed.files.chunks(BATCH).enumerate() {
        for (at, document) in pipeline::read_documents(paths, &labels).into_iter().enumerate() {
            let first = batch == 0 && at == 0;
            screen.print(&match typed.format {
                Format::Jsonl => pipeline::jsonl(&document)?,
                Format::Csv => pipeline::csv(&document, first)?,
            })?;
            unread |= !document.is_readable();
            found.extend(document.problems);
        }
        progress.progress("documents", (batch * BATCH + paths.len()).min(typed.files.len()), typed.files.len());
    }
    drop(progress);
    problems::tell(&found, screen);
    if unread {
        return Ok(Exit::Failed);
    }
    Ok(problems::exit(found.iter().map(|noted| &noted.problem), typed.fail_on))
}
