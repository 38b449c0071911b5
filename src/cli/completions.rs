//! `jixiao completions SHELL`: completions on standard output.

use super::args::{Args, Completions};
use super::exit::{Exit, Stop};
use super::screen::Screen;
use clap::CommandFactory as _;

/// Prints the completions.
pub(super) fn run(typed: &Completions, screen: &Screen) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut Args::command(), "jixiao", &mut script);
    screen.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
