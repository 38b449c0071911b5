//! `jixiao cells FILE`: what stands on the paper.

use super::args::Cells;
use super::exit::{Exit, Stop};
use super::screen::Screen;
use crate::pipeline::Reader;
use crate::values::plain;

/// Prints the lines and cells of one document.
pub(super) fn run(typed: &Cells, screen: &Screen) -> Result<Exit, Stop> {
    let name = typed.file.to_string_lossy();
    let shown = Reader::new(&[], &typed.limits.bounds())?.cells(&typed.file, &name, typed.json)?;
    if typed.json {
        screen.print_json(&shown.text)?
    } else {
        screen.print(&shown.text)?
    }
    if screen.verbose {
        screen.say(&format!("{}: read as {}", plain(&name), shown.read_as));
    }
    Ok(Exit::Fine)
}
