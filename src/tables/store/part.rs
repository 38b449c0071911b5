//! One file of a store: rows sorted, with what they are and what they add up to.

use crate::problem::Problem;
use crate::tables::cells::{counts, exacts, texts, years};
use crate::tables::columns::Column;
use crate::tables::frame::fault;
use crate::tables::store::stored::{POSITION, Stored};
use crate::values::Lang;
use polars::prelude::{
    DataFrame, IntoColumn, KeyValueMetadata, NamedFrom, ParquetWriter, Series, SortMultipleOptions, StatisticsOptions,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Version of what lies in a store beside the columns of its tables.
pub const FORMAT: u32 = 2;

/// Rows of a row group: enough to compress, few enough for several threads to share a file.
const GROUP_ROWS: usize = 100_000;

/// `frame` with the position of each row in its document, as rows come from one reading after the other.
///
/// # Errors
/// A frame that is not of the table.
pub fn positioned(table: &Stored, frame: &DataFrame) -> Result<DataFrame, Problem> {
    let mut next: BTreeMap<String, u32> = BTreeMap::new();
    let mut positions = Vec::with_capacity(frame.height());
    for owner in texts(frame, table.owner)? {
        let position = next.entry(owner.unwrap_or_default()).or_default();
        *position += 1;
        positions.push(*position);
    }
    let mut frame = frame.clone();
    let column = Series::new(POSITION.name.into(), positions).into_column();
    frame.with_column(column).map_err(|error| fault(&error.to_string()))?;
    Ok(frame)
}

/// `frame` in the order in which rows lie in a file.
///
/// # Errors
/// A frame that is not of the table.
pub fn sorted(table: &Stored, frame: &DataFrame) -> Result<DataFrame, Problem> {
    let options = SortMultipleOptions::default().with_maintain_order(true);
    frame.sort(table.order(), options).map_err(|error| fault(&error.to_string()))
}

/// `frame` parted by year; rows of no year come first. A table without years is one part.
///
/// # Errors
/// A frame that is not of the table.
pub fn by_year(table: &Stored, frame: &DataFrame) -> Result<Vec<(Option<i32>, DataFrame)>, Problem> {
    if frame.height() == 0 {
        return Ok(Vec::new());
    }
    if !table.is_parted {
        return Ok(vec![(None, frame.clone())]);
    }
    let parted = frame.partition_by_stable(["year"], true).map_err(|error| fault(&error.to_string()))?;
    let mut parts = Vec::with_capacity(parted.len());
    for part in parted {
        let year = years(&part, "year")?.first().copied().flatten();
        parts.push((year, part));
    }
    parts.sort_by_key(|(year, _)| *year);
    Ok(parts)
}

/// `frame` as a Parquet file: with statistics, and with the version of this program and what the
/// columns mean as metadata.
///
/// # Errors
/// A table that cannot be encoded.
pub fn bytes(table: &Stored, frame: &DataFrame) -> Result<Vec<u8>, Problem> {
    let columns: Vec<String> = table.columns.iter().chain([&POSITION]).map(described).collect();
    let tool = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let metadata = KeyValueMetadata::from_static(vec![
        ("jixiao.format".to_owned(), FORMAT.to_string()),
        ("jixiao.tool".to_owned(), tool),
        ("jixiao.table".to_owned(), table.name.to_owned()),
        ("jixiao.columns".to_owned(), format!("[{}]", columns.join(","))),
    ]);
    let mut bytes = Vec::new();
    let writer = ParquetWriter::new(&mut bytes).with_statistics(StatisticsOptions::full());
    let writer = writer.with_row_group_size(Some(GROUP_ROWS)).with_key_value_metadata(Some(metadata));
    let mut frame = frame.clone();
    frame.rechunk_mut();
    writer.finish(&mut frame).map_err(|error| fault(&error.to_string()))?;
    Ok(bytes)
}

/// A column as JSON. What is ours holds neither quotation marks nor control characters, but a wrong
/// sign must not break the rest.
fn described(column: &Column) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let parts = [("name", column.name), ("unit", column.unit.label(Lang::Zh)), ("zh", column.zh), ("en", column.en)];
    let parts: Vec<String> = parts.iter().map(|(key, text)| format!("{}:{}", quoted(key), quoted(text))).collect();
    format!("{{{}}}", parts.join(","))
}

/// What the exact columns of `frame` add up to, as text: so that what an engine makes of a part can be
/// checked without reading it.
///
/// # Errors
/// A frame that is not of the table.
pub fn sums(table: &Stored, frame: &DataFrame) -> Result<BTreeMap<String, String>, Problem> {
    let mut sums = BTreeMap::new();
    for name in table.exact() {
        let figures = exacts(frame, name)?;
        let sum = figures.into_iter().flatten().try_fold(Decimal::ZERO, Decimal::checked_add);
        // A sum of more digits than there are is none.
        sums.extend(sum.map(|sum| (name.to_owned(), sum.normalize().to_string())));
    }
    Ok(sums)
}

/// The positions of `frame`.
///
/// # Errors
/// A frame without them.
pub fn positions(frame: &DataFrame) -> Result<Vec<Option<u32>>, Problem> {
    counts(frame, POSITION.name)
}
