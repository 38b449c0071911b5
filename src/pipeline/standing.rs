//! Findings of the audit as a report tells them: those that nobody has accepted, the worst first.

use crate::problem::{Problem, Said, Severity};
use crate::reports::Found;
use crate::tables::DataFrame;
use crate::tables::cells::{counts, texts};
use crate::values::Place;

/// The errors and doubts in `findings` that stand, errors first, then by file and place as they stand
/// in the table.
///
/// # Errors
///
/// A table that is not of the schema.
pub(super) fn standing(findings: &DataFrame) -> Result<Vec<Found>, Problem> {
    let text = |name: &str| texts(findings, name);
    let (file, sheet, rule) = (text("file")?, text("sheet")?, text("rule")?);
    let (severity, accepted) = (text("severity")?, text("accepted")?);
    let (zh, en) = (text("sentence_zh")?, text("sentence_en")?);
    let (page, line) = (counts(findings, "page")?, counts(findings, "line")?);
    let one = |row: usize| {
        let severity = match severity[row].as_deref() {
            Some("error") => Severity::Error,
            Some("doubt") => Severity::Doubt,
            _ => return None,
        };
        if accepted[row].is_some() {
            return None;
        }
        let place = Place {
            page: page[row],
            line: line[row],
            sheet: sheet[row].as_deref().map(Into::into),
            ..Place::file(file[row].as_deref().unwrap_or_default())
        };
        let word = |texts: &[Option<String>]| texts[row].clone().unwrap_or_default();
        Some(Found { severity, rule: word(&rule), place, message: Said::new(word(&zh), word(&en)) })
    };
    let mut standing: Vec<Found> = (0..findings.height()).filter_map(one).collect();
    standing.sort_by_key(|found| found.severity);
    Ok(standing)
}
