//! `jixiao completions SHELL`: completions on standard output.

use super::args::Completions;
use super::exit::{Exit, Stop};
use super::help::command;
use super::screen::Screen;

/// Prints the completions.
pub(super) fn run(typed: &Completions, screen: &Screen) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut command(screen.lang), "jixiao", &mut script);
    screen.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
