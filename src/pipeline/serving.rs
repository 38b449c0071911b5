//! The inside of a child process: bounds its own memory, then reads one document after another as it
//! is asked to on standard input, and answers on standard output.
//!
//! It takes its limits on itself before the first byte of a document is seen. The clock is watched by
//! the parent, which stops a child that is late; a child whose parent is gone stops at its limit of
//! processor time.

use super::listing;
use super::reading::{self, Shown};
use super::wire::{Answer, Greeting, Question};
use crate::pipeline::bounds::Bounds;
use crate::problem::Problem;
use crate::records::Labels;
use std::io::{BufRead as _, BufWriter, Error, Write as _};
use std::path::Path;

/// Answers questions until there are no more.
///
/// # Errors
///
/// A line that is no question, or an answer that nobody takes.
pub(crate) fn serve() -> Result<(), Error> {
    let mut lines = std::io::stdin().lock().lines();
    let Some(greeting) = lines.next() else { return Ok(()) };
    let greeting: Greeting = serde_json::from_str(&greeting?)?;
    let bounds = greeting.bounds();
    let labels = reading::labels(&greeting.labels).map_err(|_| Error::other("a dictionary that is none"))?;
    bound_memory(&bounds)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in lines {
        let question: Question = serde_json::from_str(&line?)?;
        bound_processor(&bounds)?;
        serde_json::to_writer(&mut out, &answer(&question, &labels, &bounds))?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(question: &Question, labels: &Labels, bounds: &Bounds) -> Answer {
    match question {
        Question::Records(path, name, counted) => Answer::Records(Box::new(
            reading::read_document(&path.path(), name, labels, &bounds.limits, *counted).into(),
        )),
        Question::Cells(path, name, as_json) => Answer::Cells(shown(&path.path(), name, *as_json, labels, bounds)),
    }
}

/// What stands in the file at `path`, told as text or as JSON.
///
/// # Errors
///
/// As [`reading::open`].
pub(super) fn shown(
    path: &Path,
    name: &str,
    as_json: bool,
    labels: &Labels,
    bounds: &Bounds,
) -> Result<Shown, Problem> {
    let document = reading::open(path, name, labels, &bounds.limits)?;
    let told_as = if document.encoding.is_empty() { document.format } else { document.encoding };
    let problems = document.problems.clone();
    Ok(Shown { text: listing::cells(&document, as_json), read_as: told_as.to_owned(), problems })
}

/// From here on this process gets no more memory than the bound, beyond what it has.
///
/// Memory that can be written is what counts; address space is bounded too, for systems that count
/// nothing else, with room for what threads set aside and do not use.
#[cfg(unix)]
fn bound_memory(bounds: &Bounds) -> Result<(), Error> {
    use rustix::process::Resource;

    const THREAD: u64 = 128 * 1024 * 1024;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let has = |name: &str| -> u64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes =
            line.and_then(|rest| rest.split_whitespace().next()).and_then(|count| count.parse::<u64>().ok());
        kilobytes.unwrap_or(0) * 1024
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    set(Resource::Core, 0)?;
    set(Resource::Data, has("VmData:").saturating_add(bounds.memory_bytes))?;
    set(Resource::As, has("VmSize:").saturating_add(bounds.memory_bytes).saturating_add(threads * THREAD))
}

/// The next document gets as much processor time as all processors could give in its seconds.
#[cfg(unix)]
fn bound_processor(bounds: &Bounds) -> Result<(), Error> {
    use rustix::time::{ClockId, clock_gettime};

    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let spent = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    set(rustix::process::Resource::Cpu, spent + 1 + bounds.seconds.saturating_mul(threads))
}

/// Sets the soft limit of this process, which may be moved up again as far as it was allowed before.
#[cfg(unix)]
fn set(resource: rustix::process::Resource, most: u64) -> Result<(), Error> {
    let limit = rustix::process::getrlimit(resource);
    let current = Some(limit.maximum.map_or(most, |allowed| allowed.min(most)));
    Ok(rustix::process::setrlimit(resource, rustix::process::Rlimit { current, ..limit })?)
}

#[cfg(not(unix))]
fn bound_memory(_: &Bounds) -> Result<(), Error> {
    Ok(())
}

#[cfg(not(unix))]
fn bound_processor(_: &Bounds) -> Result<(), Error> {
    Ok(())
}
