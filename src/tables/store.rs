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
use std::io::Cursor;

/// `table` as a Parquet file.
///
/// # Errors
/// A table that cannot be encoded.
pub fn parquet(table: &DataFrame) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut copy = table.clone();
    ParquetWriter::new(&mut bytes).finish(&mut copy).map_err(|error| fault(&error.to_string()))?;
    Ok(bytes)
}

/// `table` as CSV: UTF-8, a heading line, `\n` behind each line, nulls empty, decimals exact.
///
/// # Errors
/// A table that cannot be encoded.
pub fn csv(table: &DataFrame) -> Result<Vec<u8>, Problem> {
    let columns: Result<Vec<Column>, Problem> = table.columns().iter().map(plain).collect();
    let mut printable = DataFrame::new(table.height(), columns?).map_err(|error| fault(&error.to_string()))?;
    let mut bytes = Vec::new();
    CsvWriter::new(&mut bytes).finish(&mut printable).map_err(|error| fault(&error.to_string()))?;
    Ok(bytes)
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
