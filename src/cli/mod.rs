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
mod ingest;
mod init;
mod problems;
mod progress;
mod records;
mod run;
mod screen;
mod table;

use crate::pipeline::{self, Trouble, noted};
use crate::problem::Problem;
use args::{Args, Verb};
use clap::Parser as _;
use screen::Screen;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Fine,
    /// It did, and found in the data what it was asked to fail on.
    Findings,
    /// It could not do what was asked, or not all of it.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => Self::from(0),
            Exit::Findings => Self::from(1),
            Exit::Failed => Self::from(2),
        }
    }
}

/// Why a command stopped before its end.
enum Stop {
    /// Problems, which are told on standard error.
    Trouble(Trouble),
    /// Standard output takes no more: whoever read it has seen enough.
    Closed,
    /// Standard output cannot be written for another reason.
    Output(std::io::Error),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Trouble(vec![noted(problem)])
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Output(error) }
    }
}

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
            problems::tell(&trouble, &screen);
            Exit::Failed
        }
        Err(Stop::Output(error)) => {
            screen.say(&format!("error: standard output: could not be written: {error}"));
            Exit::Failed
        }
    }
}
