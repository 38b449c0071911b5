//! Tables written down: Parquet, CSV and arrow record batches, as bytes and values.
//!
//! A store is many such tables in files of their own: [`STORED`] says which, `part` makes one file,
//! `scan` gives the lazy frame over all.
//!
//! Writing a file is the pipeline's business; here a table only becomes bytes, the same bytes every
//! time. CSV holds exact decimals as text without padding zeros.

mod part;
mod scan;
mod stored;

pub use part::{FORMAT, by_year, bytes, positioned, positions, sorted, sums};
pub use scan::{Piece, scan, shown, without};
pub use stored::{POSITION, STORED, Stored};

use crate::problem::Problem;
use crate::tables::frame::fault;
use arrow_array::RecordBatch;
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::ArrowError;
use polars::prelude::{
    Column, CompatLevel, CsvWriter, DataFrame, DataType, IntoColumn, IpcWriter, ParquetWriter, SerWriter, StringChunked,
};
use std::borrow::Cow;
use std::io::{Cursor, Write};

/// Writes `table` to `to` as a Parquet file.
///
/// # Errors
/// A table that cannot be encoded, or `to` takes no more.
pub fn write_parquet(table: &DataFrame, to: &mut dyn Write) -> Result<(), Problem> {
    let mut copy = table.clone();
    ParquetWriter::new(to).finish(&mut copy).map_err(|error| fault(&error.to_string()))?;
    Ok(())
}

/// `table` as a Parquet file.
///
/// # Errors
/// As [`write_parquet`].
pub fn parquet(table: &DataFrame) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    write_parquet(table, &mut bytes)?;
    Ok(bytes)
}

/// Rows that become text at a time, so that the texts of a long table are never held at once.
const TOLD_ROWS: usize = 20_000;

/// Writes `table` to `to` as CSV: UTF-8, a heading line, `\n` behind each line, nulls empty, decimals
/// exact.
///
/// # Errors
/// As [`write_parquet`].
pub fn write_csv(table: &DataFrame, to: &mut dyn Write) -> Result<(), Problem> {
    write_rows(table, to, plain)
}

/// Writes `table` to `to` as CSV for spreadsheets: as [`write_csv`], behind a byte-order mark, without
/// which Excel takes UTF-8 for another encoding, and with `'` before every text that a spreadsheet would
/// calculate. Numbers stay as they are, negative ones among them, in whatever column they stand.
///
/// # Errors
/// As [`write_parquet`].
pub fn write_excel_csv(table: &DataFrame, to: &mut dyn Write) -> Result<(), Problem> {
    to.write_all("\u{feff}".as_bytes()).map_err(|error| fault(&error.to_string()))?;
    write_rows(table, to, disarmed)
}

/// `table` as CSV.
///
/// # Errors
/// As [`write_csv`].
pub fn csv(table: &DataFrame) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    write_csv(table, &mut bytes)?;
    Ok(bytes)
}

/// `table` as CSV for spreadsheets.
///
/// # Errors
/// As [`write_excel_csv`].
pub fn excel_csv(table: &DataFrame) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    write_excel_csv(table, &mut bytes)?;
    Ok(bytes)
}

/// Writes a heading line and the rows of `table`, its columns made `printable` some rows at a time.
fn write_rows(
    table: &DataFrame,
    to: &mut dyn Write,
    printable: fn(&Column) -> Result<Column, Problem>,
) -> Result<(), Problem> {
    let mut from = 0;
    // A table without rows has a heading line, too.
    while from == 0 || from < table.height() {
        let rows = table.slice(i64::try_from(from).unwrap_or(i64::MAX), TOLD_ROWS);
        let columns: Result<Vec<Column>, Problem> = rows.columns().iter().map(printable).collect();
        let mut told = DataFrame::new(rows.height(), columns?).map_err(|error| fault(&error.to_string()))?;
        let writer = CsvWriter::new(&mut *to).include_header(from == 0);
        { writer }.finish(&mut told).map_err(|error| fault(&error.to_string()))?;
        from += TOLD_ROWS;
    }
    Ok(())
}

/// A column as a spreadsheet shows it and calculates none of its texts.
fn disarmed(column: &Column) -> Result<Column, Problem> {
    match column.dtype() {
        DataType::String => {
            let texts = column.str().map_err(|error| fault(&error.to_string()))?;
            let texts: StringChunked = texts.iter().map(|text| text.map(harmless)).collect();
            Ok(texts.with_name(column.name().clone()).into_column())
        }
        _ => plain(column),
    }
}

/// `text` as a spreadsheet shows it and does not calculate it. What a formula may begin with stands in the
/// advice of OWASP on CSV, the signs of full width that Chinese and Japanese editions take for them too.
fn harmless(text: &str) -> Cow<'_, str> {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (units, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = [units, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let begins = text.starts_with(BEGINNINGS) || text.trim_start().starts_with(BEGINNINGS);
    if begins && !is_number { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// `table` as arrow record batches, for engines that are not polars.
///
/// # Errors
/// A table that cannot be encoded or read back.
pub fn record_batches(table: &DataFrame) -> Result<Vec<RecordBatch>, Problem> {
    arrow(table)?.collect::<Result<Vec<_>, _>>().map_err(|error| fault(&error.to_string()))
}

/// `table` as an arrow IPC stream: decimals are `Decimal128(38, 6)`, texts `LargeUtf8`.
///
/// # Errors
/// A table that cannot be encoded.
pub fn arrow_stream(table: &DataFrame) -> Result<Vec<u8>, Problem> {
    let whole = |error: ArrowError| fault(&error.to_string());
    let (mut bytes, batches) = (Vec::new(), arrow(table)?);
    let mut writer = StreamWriter::try_new(&mut bytes, &batches.schema()).map_err(whole)?;
    for batch in batches {
        writer.write(&batch.map_err(whole)?).map_err(whole)?;
    }
    writer.finish().map_err(whole)?;
    drop(writer);
    Ok(bytes)
}

/// `table` as arrow reads it.
fn arrow(table: &DataFrame) -> Result<FileReader<Cursor<Vec<u8>>>, Problem> {
    let mut bytes = Vec::new();
    let mut copy = table.clone();
    let writer = IpcWriter::new(&mut bytes).with_compat_level(CompatLevel::oldest());
    { writer }.finish(&mut copy).map_err(|error| fault(&error.to_string()))?;
    FileReader::try_new(Cursor::new(bytes), None).map_err(|error| fault(&error.to_string()))
}

/// A decimal column as text; any other as it is.
fn plain(column: &Column) -> Result<Column, Problem> {
    let DataType::Decimal(_, scale) = column.dtype() else { return Ok(column.clone()) };
    let figures = column.decimal().map_err(|error| fault(&error.to_string()))?;
    let text: StringChunked = figures.physical().iter().map(|whole| whole.map(|w| exact_text(w, *scale))).collect();
    Ok(text.with_name(column.name().clone()).into_column())
}

/// The decimal of `whole` units of 10^-`scale`, without padding zeros.
fn exact_text(whole: i128, scale: usize) -> String {
    let digits = format!("{:0>width$}", whole.unsigned_abs(), width = scale + 1);
    let (units, fraction) = digits.split_at(digits.len() - scale);
    let fraction = fraction.trim_end_matches('0');
    let sign = if whole < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{units}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn texts_that_would_be_calculated_are_told_from_numbers() {
        let told = ["=1+1", "+86", "-", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "-1-", "-.5", "-1.", "--1"];
        for text in told {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["-12.5", "-3", "0", "a=1", "≥95%", "12-13", "", "2024", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }
}
