//! `jixiao check FILE...`: where documents contradict themselves.

use super::args::Check;
use super::screen::Screen;
use super::{Exit, Stop};
use crate::pipeline;

/// Prints the findings, one JSON object a line, and on standard error what each rule looked at.
pub fn run(typed: &Check, screen: &Screen) -> Result<Exit, Stop> {
    let labels = pipeline::labels(&[])?;
    for checked in pipeline::check_documents(&typed.files, &labels, &pipeline::Settings::default()) {
        for finding in &checked.report.findings {
            screen.print(&format!("{}\n", serde_json::to_string(finding).unwrap_or_default()))?;
        }
        for (code, tally) in &checked.report.tallies {
            let counts = [tally.consistent, tally.errors, tally.doubts, tally.notes, tally.unchecked()];
            screen.say(&format!("{} {code} {counts:?} {:?}", checked.file, tally.unchecked));
        }
    }
    Ok(Exit::Fine)
}
