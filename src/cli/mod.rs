//! Verbs and flags: what was typed becomes what is asked of `pipeline`, and what comes back is
//! printed. Nothing is computed here.
//!
//! Data goes to standard output and messages to standard error. A pipe that closes early is no
//! error. The exit code says what happened: [`Exit`].

mod args;
mod bounds;
mod cells;
mod check;
mod completions;
mod exit;
mod ingest;
mod init;
mod problems;
mod progress;
mod records;
mod run;
mod screen;
mod table;

pub use exit::Exit;

use crate::pipeline;
use args::{Args, Verb};
use clap::Parser as _;
use exit::Stop;
use screen::Screen;

/// Runs the command that was typed.
pub fn main() -> Exit {
    let args = Args::parse();
    let screen = Screen::new(args.color, args.verbose);
    let ended = match &args.verb {
        Verb::Cells(typed) => cells::run(typed, &screen),
        Verb::Records(typed) => records::run(typed, &screen),
        Verb::Check(typed) => check::run(typed, &screen),
        Verb::Ingest(typed) => ingest::run(typed, &screen),
        Verb::Table(typed) => table::run(typed, &screen),
        Verb::Run(typed) => run::run(typed, &screen),
        Verb::Init(typed) => init::run(typed, &screen),
        Verb::Completions(typed) => completions::run(typed, &screen),
        Verb::ReadOne => pipeline::serve().map(|()| Exit::Fine).map_err(Stop::from),
    };
    match ended {
        Ok(exit) => exit,
        Err(Stop::Closed) => Exit::Fine,
        Err(Stop::Trouble(trouble)) => {
            problems::stop(&trouble, &screen);
            Exit::Failed
        }
        Err(Stop::Output(error)) => {
            screen.say(&format!("error: standard output: could not be written: {error}"));
            Exit::Failed
        }
    }
}
