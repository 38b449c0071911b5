//! `jixiao cells FILE`: what stands on the paper.

use super::args::Cells;
use super::screen::Screen;
use super::{Exit, Stop};
use crate::pipeline;

/// Prints the lines and cells of one document.
pub fn run(typed: &Cells, screen: &Screen) -> Result<Exit, Stop> {
    let document = pipeline::open(&typed.file, &typed.file.to_string_lossy())?;
    screen.print(&pipeline::cells(&document, typed.json))?;
    if screen.verbose {
        screen.say(&format!("{}: read as {}", document.source.file, document.encoding));
    }
    Ok(Exit::Fine)
}
