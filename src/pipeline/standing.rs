//! Findings of the audit as a report tells them: those that nobody has accepted, the worst first, and of
//! the first few documents among them the lines that they stand on.

use super::plan::Plan;
use super::reader::Reader;
use super::reading::{self, Counted};
use crate::problem::{Problem, Said, Severity};
use crate::reports::{Found, Source};
use crate::tables::DataFrame;
use crate::tables::cells::{counts, texts};
use crate::values::Place;
use std::collections::BTreeMap;

/// Documents that are opened once more for the lines that findings stand on: those of the worst findings.
const MOST_OPENED: usize = 8;

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
    let number = |name: &str| counts(findings, name);
    let (page, line, paragraph) = (number("page")?, number("line")?, number("paragraph")?);
    let (table, in_row, column) = (number("table_no")?, number("row_no")?, number("column_no")?);
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
            table: table[row],
            paragraph: paragraph[row],
            row: in_row[row],
            column: column[row],
            sheet: sheet[row].as_deref().map(Into::into),
            ..Place::file(file[row].as_deref().unwrap_or_default())
        };
        let word = |texts: &[Option<String>]| texts[row].clone().unwrap_or_default();
        let message = Said::new(word(&zh), word(&en));
        Some(Found { severity, rule: word(&rule), place, message, excerpt: None })
    };
    let mut standing: Vec<Found> = (0..findings.height()).filter_map(one).collect();
    standing.sort_by_key(|found| found.severity);
    Ok(standing)
}

/// `findings` with the lines they stand on, as far as their documents still are what was read: of at most
/// [`MOST_OPENED`] documents, so that a report is not as much work as the reading was.
pub(super) fn quoted(mut findings: Vec<Found>, plan: &Plan, sources: &[Source]) -> Vec<Found> {
    let Some(reader) = reading::label_texts(&plan.labels).and_then(|texts| Reader::new(&texts, &plan.bounds)).ok()
    else {
        return findings;
    };
    let mut opened: BTreeMap<String, Vec<(Place, String)>> = BTreeMap::new();
    for finding in &mut findings {
        let (place, file) = (&finding.place, finding.place.file.to_string());
        if !opened.contains_key(&file) {
            if opened.len() == MOST_OPENED {
                continue;
            }
            let lines = lines(&reader, plan, sources, &file).unwrap_or_default();
            opened.insert(file.clone(), lines);
        }
        let of_file = opened.get(&file).into_iter().flatten();
        finding.excerpt = of_file.filter(|(known, _)| known.shares_line(place)).map(|(_, line)| line.clone()).next();
    }
    findings
}

/// The lines with figures of the document called `file`, if its bytes are those that were read.
fn lines(reader: &Reader, plan: &Plan, sources: &[Source], file: &str) -> Option<Vec<(Place, String)>> {
    let planned = plan.documents.iter().find(|planned| planned.name == file)?;
    let source = sources.iter().find(|source| source.file == file)?;
    let read = reader.read(&planned.path, file, Counted::Excerpts);
    (read.source?.sha256 == source.sha256).then_some(read.excerpts)
}
