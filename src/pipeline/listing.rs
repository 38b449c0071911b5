//! Records and cells written down line by line, for other programs.

use super::reading::DocumentRead;
use crate::documents::{Block, Document, GridCell, Row, Spot};
use crate::problem::{Code, Problem, said};
use crate::records::{Account, Funding, Indicator, Project, Record};
use crate::values::{Place, plain};
use serde_json::{Map, Value, json};

/// The parts of a place as columns.
const PLACE: [&str; 9] = [
    "place.file",
    "place.page",
    "place.sheet",
    "place.line",
    "place.table",
    "place.paragraph",
    "place.row",
    "place.column",
    "place.character",
];

/// One JSON object a line for every record of `read`, its problems included.
///
/// # Errors
///
/// A record that has no JSON form, which none has.
pub(crate) fn jsonl(read: &DocumentRead) -> Result<String, Problem> {
    let mut lines = String::new();
    for record in read.reading.records() {
        lines += &serde_json::to_string(&record).map_err(|error| unwritable(&error.to_string()))?;
        lines.push('\n');
    }
    Ok(lines)
}

/// Every record of `read` as CSV under the columns of all kinds together: `record` first, then the
/// parts of the place, then the fields. `header` asks for the line of column names.
///
/// # Errors
///
/// As [`jsonl`].
pub(crate) fn csv(read: &DocumentRead, header: bool) -> Result<String, Problem> {
    let columns = columns()?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| unwritable(&error.to_string());
    if header {
        writer.write_record(&columns).map_err(failed)?;
    }
    for record in read.reading.records() {
        let fields = flat(&record)?;
        writer
            .write_record(columns.iter().map(|name| fields.get(name).map_or("".to_owned(), csv_cell)))
            .map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(&error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| unwritable(&error.to_string()))
}

/// One JSON object a line for every numeral of `read` that became no field.
pub(crate) fn unclaimed_jsonl(read: &DocumentRead) -> String {
    let unclaimed = read.reading.coverage.unclaimed.iter();
    let line = |(place, text): &(Place, String)| json!({ "record": "unclaimed", "place": place, "text": text });
    unclaimed.map(|numeral| format!("{}\n", line(numeral))).collect()
}

/// The numerals of `read` that became no field as CSV: the parts of the place, then the text.
///
/// # Errors
///
/// As [`csv()`].
pub(crate) fn unclaimed_csv(read: &DocumentRead, header: bool) -> Result<String, Problem> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| unwritable(&error.to_string());
    if header {
        writer.write_record(["record"].into_iter().chain(PLACE).chain(["text"])).map_err(failed)?;
    }
    for (place, text) in &read.reading.coverage.unclaimed {
        let count = |count: Option<u32>| count.map_or(String::new(), |count| count.to_string());
        let Place { file, page, sheet, line, table, paragraph, row, column, character } = place;
        let [page, line, table, paragraph] = [*page, *line, *table, *paragraph].map(count);
        let [row, column, character] = [*row, *column, *character].map(count);
        let sheet = sheet.as_deref().unwrap_or_default();
        let cells = [file, &*page, sheet, &line, &table, &paragraph, &row, &column, &character];
        writer.write_record(["unclaimed"].into_iter().chain(cells).chain([text.as_str()])).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(&error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| unwritable(&error.to_string()))
}

/// What stands in `document`, a line of text or a row of cells a line behind its place; with
/// `as_json` an object a line, in which every cell has its place.
pub(super) fn cells(document: &Document, as_json: bool) -> String {
    let mut out = String::new();
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Line(line) if as_json => {
                let place = document.source.place(line.spot);
                out += &format!("{}\n", json!({ "block": at + 1, "kind": "line", "place": place, "text": line.text }));
            }
            Block::Line(line) => out += &format!("{:>8}  {}\n", short(line.spot), plain(&line.text)),
            Block::Grid(grid) => out.extend(grid.rows.iter().map(|row| row_of_cells(document, at, row, as_json))),
        }
    }
    out
}

/// One row of the block at position `at`.
fn row_of_cells(document: &Document, at: usize, row: &Row, as_json: bool) -> String {
    if as_json {
        let cell = |cell: &GridCell| json!({ "place": document.source.place(cell.spot), "text": cell.text });
        let cells: Vec<Value> = row.cells.iter().map(cell).collect();
        return format!("{}\n", json!({ "block": at + 1, "kind": "row", "cells": cells }));
    }
    let texts: Vec<String> = row.cells.iter().map(|cell| plain(&cell.text).into_owned()).collect();
    let spot = row.cells.first().map_or(Spot::default(), |cell| cell.spot);
    format!("{:>8}  | {} |\n", short(spot), texts.join(" | "))
}

/// A spot in few signs: `14` for a line, `¶14` for a paragraph, `p3 t1 r14` for a row of a table on a
/// page, `s2 r14` for one of a sheet.
fn short(spot: Spot) -> String {
    let line = if spot.row == 0 { spot.line } else { 0 };
    let place = [("p", spot.page), ("s", spot.sheet), ("", line), ("t", spot.table)];
    let parts = place.into_iter().chain([("¶", spot.paragraph), ("r", spot.row)]);
    let known = parts.filter(|(_, count)| *count > 0).map(|(sign, count)| format!("{sign}{count}"));
    known.collect::<Vec<_>>().join(" ")
}

/// The columns of all kinds of records, in the order in which the kinds are declared.
fn columns() -> Result<Vec<String>, Problem> {
    let place = Place {
        page: Some(1),
        sheet: Some("".into()),
        line: Some(1),
        table: Some(1),
        paragraph: Some(1),
        row: Some(1),
        column: Some(1),
        character: Some(1),
        ..Place::file("")
    };
    let samples = [
        Record::Project(Project { place: place.clone(), ..Project::default() }),
        Record::Funding(Funding { place: place.clone(), ..Funding::default() }),
        Record::Indicator(Indicator { place: place.clone(), ..Indicator::default() }),
        Record::Account(Account { place: place.clone(), ..Account::default() }),
        Record::Problem(Problem::error(Code::Unknown, place, said!("", "")).hint(said!("", ""))),
    ];
    let mut columns: Vec<String> = Vec::new();
    for sample in &samples {
        for name in flat(sample)?.keys() {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
    }
    Ok(columns)
}

/// The fields of a record; those of its place as `place.file`, `place.line` and so on.
fn flat(record: &Record) -> Result<Map<String, Value>, Problem> {
    let value = serde_json::to_value(record).map_err(|error| unwritable(&error.to_string()))?;
    let mut flat = Map::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Object(parts) => flat.extend(parts.iter().map(|(part, v)| (format!("{name}.{part}"), v.clone()))),
            value => drop(flat.insert(name.clone(), value.clone())),
        }
    }
    Ok(flat)
}

/// A value as a CSV cell.
fn csv_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What is said of a record that cannot be written down.
fn unwritable(cause: &str) -> Problem {
    Problem::error(
        Code::RecordUnwritable,
        Place::default(),
        said!("有记录无法写出：{cause}", "a record could not be written down: {cause}"),
    )
}
