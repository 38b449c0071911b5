//! `jixiao cells FILE`: what stands on the paper.

use super::args::Cells;
use super::exit::{Exit, Stop};
use super::problems::Teller;
use super::screen::Screen;
use crate::pipeline::{Reader, noted};
use crate::problem::said;

/// Prints the lines and cells of one document.
pub(super) fn run(typed: &Cells, screen: &Screen) -> Result<Exit, Stop> {
    let name = typed.file.to_string_lossy();
    let shown = Reader::new(&[], &typed.limits.bounds())?.cells(&typed.file, &name, typed.json)?;
    if typed.json {
        screen.print_json(&shown.text)?;
    } else {
        screen.print(&shown.text)?;
    }
    if screen.verbose {
        let said = said!("{name}：读作{}", "{name}: read as {}", shown.read_as);
        screen.say(said.in_lang(screen.lang));
    }
    let mut teller = Teller::new(screen);
    teller.tell(&shown.problems.into_iter().map(noted).collect::<Vec<_>>());
    teller.count();
    Ok(Exit::Fine)
}
