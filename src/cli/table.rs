//! `jixiao table PIPELINE NAME`: one table of a pipeline, without drawing or writing anything.

use super::args::Table;
use super::exit::{Exit, Stop};
use super::problems;
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline;

/// Prints one table: for reading, as JSON or as CSV.
pub(super) fn run(typed: &Table, screen: &Screen) -> Result<Exit, Stop> {
    let mut plan = pipeline::plan(&typed.pipeline, None, None)?;
    plan.narrow(&typed.name)?;
    plan.bounds = typed.limits.bounds();
    let progress = Progress::new(screen);
    let computed = pipeline::compute(&plan, &progress)?;
    drop(progress);
    let printed = if typed.csv {
        computed.csv(&typed.name)?
    } else if typed.json {
        format!("{:#}\n", pipeline::json(&computed.shown(&typed.name)?))
    } else {
        let table = computed.shown(&typed.name)?;
        format!("{}\n", pipeline::terminal(&table, plan.lang))
    };
    screen.print(&printed)?;
    problems::tell(&computed.problems, screen);
    Ok(Exit::Fine)
}
