//! The table `problems`: a row a thing that is wrong, with everything that is needed to tell it again.

use crate::problem::{Code, Problem, Said, Severity};
use crate::records::Reading;
use crate::tables::cells::{places, texts};
use crate::tables::columns::PROBLEMS;
use crate::tables::fit::head;
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;

/// A problem with the document that was read when it was met, and the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The document.
    pub document: String,
    /// What is wrong.
    pub problem: Problem,
    /// The line, where it is known.
    pub excerpt: Option<String>,
}

/// All problems of `readings`, then those the tables themselves ran into.
pub(super) fn table(readings: &[Reading], own: &[Problem]) -> Result<DataFrame, Problem> {
    let problems = readings.iter().flat_map(|reading| &reading.problems).chain(own);
    let met = problems.map(|problem| Met {
        document: problem.place.file.to_string(),
        problem: problem.clone(),
        excerpt: None,
    });
    problems_table(&met.collect::<Vec<_>>())
}

/// A row a problem of `met`: [`PROBLEMS`].
///
/// # Errors
/// Only where a dataframe cannot be built at all.
pub fn problems_table(met: &[Met]) -> Result<DataFrame, Problem> {
    let rows: Vec<Vec<Value>> = met.iter().map(row).collect();
    frame(&PROBLEMS, &rows)
}

fn row(met: &Met) -> Vec<Value> {
    let Met { document, problem, excerpt } = met;
    let place = &problem.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        Value::from(word(problem.severity)),
        Value::from(problem.code.as_str()),
        Value::from(problem.message.en.as_str()),
        Value::from(&problem.message.zh),
        Value::from(place.to_string()),
        Value::from(&problem.hint.as_ref().map(|hint| hint.en.clone())),
        Value::from(&problem.hint.as_ref().and_then(|hint| hint.zh.clone())),
        Value::from(excerpt),
        Value::from(document.as_str()),
    ]);
    cells
}

/// The word for a severity in a table.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    }
}

/// The problems that `table` holds, in its order.
///
/// # Errors
/// A table that is not of the schema.
pub fn problems_of(table: &DataFrame) -> Result<Vec<Met>, Problem> {
    let [severities, codes] = ["severity", "code"].map(|name| texts(table, name));
    let [messages, hints, excerpts, documents] =
        ["message", "hint", "excerpt", "document"].map(|name| texts(table, name));
    let places = places(table)?;
    let (severities, codes) = (severities?, codes?);
    let [messages_zh, hints_zh] = ["message_zh", "hint_zh"].map(|name| texts(table, name));
    let (messages_zh, hints_zh) = (messages_zh?, hints_zh?);
    let (messages, hints, excerpts, documents) = (messages?, hints?, excerpts?, documents?);
    let text = |texts: &[Option<String>], at: usize| texts[at].clone().unwrap_or_default();
    let met = |at: usize| {
        let place = places[at].clone();
        let severity = match severities[at].as_deref() {
            Some("note") => Severity::Note,
            Some("doubt") => Severity::Doubt,
            _ => Severity::Error,
        };
        let code = Code::named(codes[at].as_deref().unwrap_or_default());
        let message = Said { en: text(&messages, at), zh: messages_zh[at].clone() };
        let hint = hints[at].clone().map(|en| Said { en, zh: hints_zh[at].clone() });
        let problem = Problem { severity, code, message, place, hint };
        Met { document: text(&documents, at), problem, excerpt: excerpts[at].clone() }
    };
    Ok((0..table.height()).map(met).collect())
}
