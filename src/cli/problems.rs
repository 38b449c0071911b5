//! Problems on the screen: place, found, expected, one hint, and a last line that counts them.

use super::Exit;
use super::args::FailOn;
use super::screen::Screen;
use crate::pipeline::Noted;
use crate::problem::{Problem, Severity};
use anstyle::{AnsiColor, Style};

/// Problems that are told without `-v`.
const TOLD: usize = 20;

/// Tells `problems`, sorted by place. Notes are told with `-v` only, and of the others the first
/// few; the last line counts what there is.
pub fn tell(problems: &[Noted], screen: &Screen) {
    let heard: Vec<&Noted> =
        problems.iter().filter(|noted| screen.verbose || noted.problem.severity != Severity::Note).collect();
    let told = if screen.verbose { heard.len() } else { heard.len().min(TOLD) };
    for noted in &heard[..told] {
        screen.say(&told_as(noted));
    }
    if let Some(line) = counted(problems, problems.len() - told) {
        screen.say(&line);
    }
}

/// The exit code where `problems` were found and `fail_on` was asked about.
pub fn exit<'a>(mut problems: impl Iterator<Item = &'a Problem>, fail_on: Option<FailOn>) -> Exit {
    let Some(limit) = fail_on.map(Severity::from) else { return Exit::Fine };
    // Severities are declared from the worst down.
    if problems.any(|problem| problem.severity <= limit) { Exit::Findings } else { Exit::Fine }
}

/// One problem as lines.
fn told_as(noted: &Noted) -> String {
    let Problem { severity, message, place, hint, .. } = &noted.problem;
    let (word, color) = match severity {
        Severity::Error => ("error", AnsiColor::Red),
        Severity::Doubt => ("doubt", AnsiColor::Yellow),
        Severity::Note => ("note", AnsiColor::Cyan),
    };
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

/// The last line: how many problems of each severity; none for a single problem that was told.
fn counted(problems: &[Noted], untold: usize) -> Option<String> {
    let of = |severity| problems.iter().filter(|noted| noted.problem.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Doubt), "doubt"), (of(Severity::Note), "note")];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    let more = if untold > 0 { " (-v shows all)" } else { "" };
    (problems.len() > 1 || untold > 0).then(|| format!("{}{more}", parts.join(", ")))
}
