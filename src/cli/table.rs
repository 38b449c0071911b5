//! `jixiao table PIPELINE|PATH NAME`: one table of a pipeline or of documents, without drawing or
//! writing anything.

use super::args::Table;
use super::exit::{Exit, Stop};
use super::problems;
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline;

/// Prints one table: for reading, as JSON, as CSV or as arrow.
pub(super) fn run(typed: &Table, screen: &Screen) -> Result<Exit, Stop> {
    let mut plan = pipeline::asked(std::slice::from_ref(&typed.pipeline), None, None)?;
    plan.narrow(&typed.name)?;
    plan.bounds = typed.limits.bounds();
    let progress = Progress::new(screen);
    let computed = pipeline::compute(&plan, &progress)?;
    drop(progress);
    let name = &typed.name;
    let lang = screen.typed.unwrap_or(if plan.is_written() { plan.lang } else { screen.of_data });
    match () {
        () if typed.arrow => screen.put(&computed.arrow(name)?)?,
        () if typed.csv => screen.put(computed.csv(name, typed.excel)?.as_bytes())?,
        () if typed.json => screen.print_json(&format!("{:#}\n", pipeline::json(&computed.shown(name)?)))?,
        () => screen.print(&format!("{}\n", pipeline::terminal(&computed.shown(name)?, lang)))?,
    }
    problems::tell(&computed.problems, &computed.refused, screen);
    let tally = computed.outcomes.tally();
    problems::files(tally, screen);
    Ok(if tally.is_incomplete() { Exit::Failed } else { Exit::Fine })
}
