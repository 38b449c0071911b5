//! How a command ends: the exit codes, and why one stops before its end.

use crate::pipeline::{Trouble, noted};
use crate::problem::Problem;
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
pub(super) enum Stop {
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
