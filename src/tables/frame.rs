//! Rows of exact values into dataframes; `cells` reads them out again.
//!
//! This is the one place where a decimal becomes the integer of millionths that a `Decimal(38, 6)`
//! column holds. Nothing is rounded on the way: a figure with more decimals is a problem, not an
//! approximation.
#![expect(clippy::disallowed_types, reason = "ratio columns are Float64; money never passes through one")]

use crate::problem::{Code, Problem, said};
use crate::tables::columns::{Column, Kind, SCALE};
use crate::values::Place;
use polars::prelude::{self as pl, DataFrame, IntoColumn, NamedFrom, NewChunkedArray};
use rust_decimal::Decimal;

/// One cell of a row that is to become part of a dataframe; `None` is a null.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// For a column of [`Kind::Text`].
    Text(Option<String>),
    /// For a column of [`Kind::Year`].
    Year(Option<i32>),
    /// For a column of [`Kind::Count`].
    Count(Option<u32>),
    /// For a column of [`Kind::Whole`].
    Whole(Option<u64>),
    /// For a column of [`Kind::Flag`].
    Flag(Option<bool>),
    /// For a column of [`Kind::Exact`].
    Exact(Option<Decimal>),
    /// For a column of [`Kind::Ratio`], in percent.
    Ratio(Option<f64>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Option<i32>> for Value {
    fn from(year: Option<i32>) -> Self {
        Self::Year(year)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(Some(count))
    }
}

impl From<Option<u32>> for Value {
    fn from(count: Option<u32>) -> Self {
        Self::Count(count)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Whole(Some(number))
    }
}

impl From<Option<bool>> for Value {
    fn from(flag: Option<bool>) -> Self {
        Self::Flag(flag)
    }
}

impl From<Decimal> for Value {
    fn from(figure: Decimal) -> Self {
        Self::Exact(Some(figure))
    }
}

impl From<Option<Decimal>> for Value {
    fn from(figure: Option<Decimal>) -> Self {
        Self::Exact(figure)
    }
}

impl From<Option<f64>> for Value {
    fn from(ratio: Option<f64>) -> Self {
        Self::Ratio(ratio)
    }
}

/// The millionths in `figure`, or `None` if it has more than six decimals.
pub fn millionths(figure: Decimal) -> Option<i128> {
    let bare = figure.normalize();
    let missing = SCALE.checked_sub(bare.scale())?;
    bare.mantissa().checked_mul(10_i128.pow(missing))
}

/// The figure that `millionths` stand for; `None` beyond 28 digits.
pub fn from_millionths(millionths: i128) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(millionths, SCALE).ok()
}

/// A dataframe of `rows`, whose cells stand in the order of `columns`.
///
/// # Errors
/// A row of another length, a cell of another kind than its column, or a figure with more than six
/// decimals; the problem names the column and the row.
pub fn frame(columns: &[Column], rows: &[Vec<Value>]) -> Result<DataFrame, Problem> {
    if let Some(at) = rows.iter().position(|row| row.len() != columns.len()) {
        return Err(fault(&format!("row {} has {} cells, expected {}", at + 1, rows[at].len(), columns.len())));
    }
    let built: Result<Vec<pl::Column>, Problem> =
        columns.iter().enumerate().map(|(at, column)| build(column, rows, at)).collect();
    DataFrame::new(rows.len(), built?).map_err(|error| fault(&error.to_string()))
}

/// The cells at position `at` of all rows, as one column.
fn build(column: &Column, rows: &[Vec<Value>], at: usize) -> Result<pl::Column, Problem> {
    macro_rules! cells {
        ($variant:ident) => {
            rows.iter()
                .enumerate()
                .map(|(row, cells)| match &cells[at] {
                    Value::$variant(value) => Ok(value.clone()),
                    other => Err(misfit(column, row, other)),
                })
                .collect::<Result<Vec<_>, Problem>>()?
        };
    }
    let name: pl::PlSmallStr = column.name.into();
    Ok(match column.kind {
        Kind::Text => pl::Series::new(name, cells!(Text)).into_column(),
        Kind::Year => pl::Series::new(name, cells!(Year)).into_column(),
        Kind::Count | Kind::Order => pl::Series::new(name, cells!(Count)).into_column(),
        Kind::Whole => pl::Series::new(name, cells!(Whole)).into_column(),
        Kind::Flag => pl::Series::new(name, cells!(Flag)).into_column(),
        Kind::Ratio => pl::Series::new(name, cells!(Ratio)).into_column(),
        Kind::Exact => {
            let figures = cells!(Exact).into_iter().enumerate();
            let whole: Result<Vec<Option<i128>>, Problem> = figures
                .map(|(row, figure)| figure.map(|f| millionths(f).ok_or_else(|| too_fine(column, row, f))).transpose())
                .collect();
            let physical = pl::Int128Chunked::from_slice_options(name, &whole?);
            physical.into_decimal_unchecked(38, SCALE as usize).into_column()
        }
    })
}

/// Whether `table` has exactly `columns`, in name, order and type.
///
/// # Errors
/// The first column that differs, with what was expected.
pub fn check(table: &DataFrame, columns: &[Column]) -> Result<(), Problem> {
    let found: Vec<_> = table.columns().iter().map(|column| (column.name().as_str(), column.dtype())).collect();
    for (at, column) in columns.iter().enumerate() {
        let expected = column.kind.dtype();
        match found.get(at) {
            Some((name, dtype)) if *name == column.name && **dtype == expected => {}
            other => return Err(fault(&format!("column {}: expected {expected}, found {other:?}", column.name))),
        }
    }
    if found.len() == columns.len() {
        return Ok(());
    }
    Err(fault(&format!("expected {} columns, found {}", columns.len(), found.len())))
}

/// A problem of a table as such, which no document is to blame for.
pub fn fault(message: &str) -> Problem {
    Problem::error(Code::TableFault, Place::file("(table)"), said!("数据表无法建立：{message}", "{message}"))
}

fn misfit(column: &Column, row: usize, found: &Value) -> Problem {
    fault(&format!(
        "column {}, row {}: expected a cell of kind {:?}, found {found:?}",
        column.name,
        row + 1,
        column.kind
    ))
}

fn too_fine(column: &Column, row: usize, found: Decimal) -> Problem {
    fault(&format!("column {}, row {}: expected at most {SCALE} decimals, found `{found}`", column.name, row + 1))
}
