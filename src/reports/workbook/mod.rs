//! The workbook: claims, charts, a sheet for each table, and what every column means.
//!
//! Values in, an xlsx file out. Every figure is a typed cell, every text is written as a text, so that a
//! name such as `=cmd()` stays one; formulas stand where a reader would change a number, each with the
//! result of the program written into it. Spreadsheets calculate in binary fractions: a decimal that such
//! a fraction cannot give back to its last digit is written as a text. A long table gives its first rows
//! and the name of the file with all of them.

mod claims;
mod drawn;
mod sheet;

use super::headings::heading;
use super::report::Report;
use super::table::{Column, Table};
use crate::problem::{Code, Problem, said};
use crate::tables::cells::Cell;
use crate::tables::columns::{self, Kind, Unit};
use crate::values::{Lang, Place, plain};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::Sheets;
use std::collections::BTreeMap;

/// Rows of a sheet; the whole of a longer table stands in its file.
pub(crate) const MOST_ROWS_OF_SHEET: usize = 5_000;

/// The `report` and its `tables`, which may hold more rows than it shows, as the bytes of an xlsx file
/// with the words of `lang`.
///
/// # Errors
///
/// A sheet cannot be made: code `workbook`.
pub(crate) fn workbook(report: &Report, tables: &[Table], lang: Lang) -> Result<Vec<u8>, Problem> {
    written(report, tables, lang).map_err(|error| {
        let message = said!("无法写成工作簿：{error}", "could not be written as a workbook: {error}");
        Problem::error(Code::Workbook, Place::file("workbook.xlsx".to_owned()), message)
    })
}

fn written(report: &Report, tables: &[Table], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The clock of the machine has no place in a file whose bytes tell its inputs alone.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = plain(report.title(lang)).into_owned();
    book.set_properties(&DocProperties::new().set_title(title).set_author(&report.tool).set_creation_datetime(&made));
    let meanings = meanings(tables, lang);
    let mut sheets = Sheets::new(lang);
    let [claims, charts] = [lang.pick("要点", "Claims"), lang.pick("图", "Charts")].map(|name| sheets.name(name));
    let names: Vec<String> = tables.iter().map(|table| sheets.name(heading(&table.name, lang))).collect();
    let last = sheets.name(heading(&meanings.name, lang));
    let mut contents: Vec<(&str, &Table)> = names.iter().map(String::as_str).zip(tables).collect();
    contents.push((&last, &meanings));
    book.push_worksheet(claims::sheet(report, &claims, &charts, &contents, &sheets)?);
    book.push_worksheet(drawn::sheet(report, &charts, &contents, &sheets)?);
    for (name, table) in contents {
        book.push_worksheet(sheets.table(name, table, &claims)?);
    }
    book.save_to_buffer()
}

/// Every column of `tables` once: heading, name in the files, unit, meaning, and the tables that have it.
fn meanings(tables: &[Table], lang: Lang) -> Table {
    let mut having: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut order: Vec<&Column> = Vec::new();
    for table in tables {
        for column in &table.columns {
            let holders = having.entry(&column.name).or_default();
            if holders.is_empty() {
                order.push(column);
            }
            holders.push(heading(&table.name, lang));
        }
    }
    let row = |column: &Column| {
        let meaning = columns::named(&column.name).map_or("", |known| lang.pick(known.zh, known.en));
        let holders = having.get(column.name.as_str()).map(|names| names.join(lang.pick("；", "; ")));
        let texts = [heading(&column.name, lang), &column.name, column.unit.label(lang), meaning];
        let texts = texts.into_iter().map(str::to_owned).chain(holders);
        texts.map(|text| if text.is_empty() { Cell::Missing } else { Cell::Text(text) }).collect()
    };
    let names = ["heading", "column_name", "measure_unit_label", "meaning", "in_tables"];
    let columns = names.map(|name| Column { name: name.to_owned(), kind: Kind::Text, unit: Unit::None });
    let rows: Vec<Vec<Cell>> = order.into_iter().map(row).collect();
    Table { name: "columns".to_owned(), columns: columns.to_vec(), height: rows.len(), rows }
}
