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
mod help;
mod help_zh;
mod ingest;
mod init;
mod problems;
mod progress;
mod records;
mod run;
mod screen;
mod spoken;
mod table;

pub use exit::Exit;

use crate::pipeline;
use crate::problem::said;
use crate::values::Lang;
use args::{Args, Verb};
use clap::FromArgMatches as _;
use exit::Stop;
use screen::Screen;
use std::ffi::OsString;

/// What was typed. Help is wanted in a language before anything is read.
fn typed() -> Args {
    let lang = spoken::of_messages(spoken::typed(std::env::args_os().map(|one| one.to_string_lossy().into_owned())));
    let mut command = help::command(lang);
    let mut line: Vec<OsString> = std::env::args_os().collect();
    // Clap's own verb `help` speaks English only.
    if lang == Lang::Zh && line.get(1).is_some_and(|verb| verb == "help") {
        line.remove(1);
        line.push("--help".into());
    }
    let matches = command.try_get_matches_from_mut(line).unwrap_or_else(|error| error.exit());
    Args::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit())
}

/// Runs the command that was typed.
pub fn main() -> Exit {
    let args = typed();
    let screen = Screen::new(args.color, args.verbose, args.lang.map(Lang::from));
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
            let said =
                said!("错误：标准输出：无法写入：{error}", "error: standard output: could not be written: {error}");
            screen.say(said.in_lang(screen.lang));
            Exit::Failed
        }
    }
}
