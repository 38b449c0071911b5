//! Problems on the screen: place, found, expected, one hint, and a last line that counts them.

use super::args::FailOn;
use super::exit::Exit;
use super::screen::{Screen, word};
use crate::pipeline::{Noted, Tally};
use crate::problem::{Problem, Severity};
use crate::values::Lang;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;

/// Problems that are told without `-v`.
const TOLD: usize = 20;

/// Tells why each document of `refused` was, and then those of `problems` that are not among these. Notes
/// are told with `-v` only, and of the others the first few; the last line counts what there is.
pub(super) fn tell(problems: &[Noted], refused: &[Vec<Noted>], screen: &Screen) {
    let key = |noted: &Noted| (noted.problem.place.clone(), noted.problem.code, noted.problem.message.en.clone());
    let mut told: BTreeMap<_, usize> = BTreeMap::new();
    refused.iter().flatten().for_each(|noted| *told.entry(key(noted)).or_default() += 1);
    let mut teller = Teller::new(screen);
    refused.iter().for_each(|problems| teller.refuse(problems));
    let others = problems.iter().filter(|noted| match told.get_mut(&key(noted)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    teller.tell(&others.cloned().collect::<Vec<_>>());
    teller.count();
}

/// Tells why a command stopped: every error, since each of them is in the way.
pub(super) fn stop(problems: &[Noted], screen: &Screen) {
    let mut teller = Teller { is_patient: true, ..Teller::new(screen) };
    teller.tell(problems);
    teller.count();
}

/// The last line: how many files ended how.
pub(super) fn files(tally: Tally, screen: &Screen) {
    screen.say(&tally.line(Lang::En));
}

/// Tells the problems of one document after the other, and keeps only their counts.
pub(super) struct Teller<'a> {
    screen: &'a Screen,
    told: usize,
    untold: usize,
    /// Whether errors are told however many there are.
    is_patient: bool,
    /// Errors, doubts and notes.
    counts: [usize; 3],
}

impl<'a> Teller<'a> {
    /// One that has told nothing yet.
    pub(super) fn new(screen: &'a Screen) -> Self {
        Self { screen, told: 0, untold: 0, is_patient: false, counts: [0; 3] }
    }

    /// Tells the problems of a document, as far as there is patience left.
    pub(super) fn tell(&mut self, problems: &[Noted]) {
        for noted in problems {
            self.counts[noted.problem.severity as usize] += 1;
            let is_heard = match noted.problem.severity {
                Severity::Error if self.is_patient => true,
                Severity::Error | Severity::Doubt => self.told < TOLD,
                Severity::Note => false,
            };
            if self.screen.verbose || is_heard {
                self.screen.say(&told_as(noted, word(noted.problem.severity)));
                self.told += 1;
            } else {
                self.untold += 1;
            }
        }
    }

    /// Tells why a document was refused, which is the worst problem of the whole of it and is always
    /// told, and then the others.
    pub(super) fn refuse(&mut self, problems: &[Noted]) {
        // Severities are declared from the worst down; the least of all places is the whole file.
        let rank = |at: &usize| (problems[*at].problem.severity, &problems[*at].problem.place);
        let Some(why) = (0..problems.len()).min_by_key(rank) else { return };
        self.counts[problems[why].problem.severity as usize] += 1;
        self.screen.say(&told_as(&problems[why], ("refused", AnsiColor::Red)));
        self.tell(&problems[..why]);
        self.tell(&problems[why + 1..]);
    }

    /// Tells how many problems of each severity there were; nothing where a single one was told.
    pub(super) fn count(&self) {
        if self.counts.iter().sum::<usize>() <= 1 && self.untold == 0 {
            return;
        }
        let words = self.counts.iter().zip(["error", "doubt", "note"]).filter(|(count, _)| **count > 0);
        let parts: Vec<String> =
            words.map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" })).collect();
        let more = if self.untold > 0 { " (-v shows all)" } else { "" };
        self.screen.say(&format!("{}{more}", parts.join(", ")));
    }
}

/// The exit code where `problems` were found and `fail_on` was asked about.
pub(super) fn exit<'a>(mut problems: impl Iterator<Item = &'a Problem>, fail_on: Option<FailOn>) -> Exit {
    let Some(limit) = fail_on.map(Severity::from) else { return Exit::Fine };
    // Severities are declared from the worst down.
    if problems.any(|problem| problem.severity <= limit) { Exit::Findings } else { Exit::Fine }
}

/// One problem as lines, behind a word in its colour.
fn told_as(noted: &Noted, (word, color): (&str, AnsiColor)) -> String {
    let Problem { message, place, hint, .. } = &noted.problem;
    let style = Style::new().bold().fg_color(Some(color.into()));
    let place = if place.file.is_empty() { String::new() } else { format!("{place}: ") };
    let mut lines = format!("{style}{word}{style:#}: {place}{message}");
    if let Some(excerpt) = &noted.excerpt {
        lines += &format!("\n  {excerpt}");
    }
    if let Some(hint) = hint {
        lines += &format!("\n  hint: {hint}");
    }
    lines
}
