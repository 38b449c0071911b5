//! A dataframe as plain cells, so that the writers beside this file need not know dataframes.

use super::headings::word;
use super::numbers::grouped;
use crate::problem::Problem;
use crate::values::{Lang, Place};
use polars::prelude::{AnyValue, DataFrame};
use rust_decimal::Decimal;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing is known.
    Missing,
    /// Words.
    Text(String),
    /// A count, a year or an order.
    Whole(i64),
    /// Money, points or a ratio; a ratio is rounded to nine decimals, everything else is exact.
    Number(Decimal),
    /// Yes or no.
    Truth(bool),
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the files, such as `executed_wan`.
    pub name: String,
    /// Whether it holds figures, which are set to the right.
    pub numeric: bool,
}

/// A table as plain cells: `rows[r][c]` stands under `columns[c]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, such as `project_execution`.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, every one as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}

/// Columns that name a row for programs and that words beside them repeat for readers.
const FOR_PROGRAMS: [&str; 1] = ["measure"];

impl Table {
    /// The table without the columns that only programs need.
    #[must_use]
    pub fn for_readers(&self) -> Self {
        let kept = |at: &usize| !FOR_PROGRAMS.contains(&self.columns[*at].name.as_str());
        let kept: Vec<usize> = (0..self.columns.len()).filter(kept).collect();
        Self {
            name: self.name.clone(),
            columns: kept.iter().map(|at| self.columns[*at].clone()).collect(),
            rows: self.rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect()).collect(),
        }
    }

    /// The cells of `frame`.
    ///
    /// # Errors
    ///
    /// A column holds something that is neither text, number nor truth.
    pub fn from_frame(name: &str, frame: &DataFrame) -> Result<Self, Problem> {
        let mut rows = vec![Vec::with_capacity(frame.width()); frame.height()];
        let mut columns = Vec::with_capacity(frame.width());
        for series in frame.columns() {
            let numeric = series.dtype().is_numeric() || series.dtype().is_decimal();
            columns.push(Column { name: series.name().to_string(), numeric });
            for (row, cells) in rows.iter_mut().enumerate() {
                let cell = series.get(row).ok().and_then(value);
                cells.push(cell.ok_or_else(|| unknown(name, series.name()))?);
            }
        }
        Ok(Self { name: name.to_owned(), columns, rows })
    }

    /// Position of the column called `name`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The cell of column `name` in `row`; [`Value::Missing`] where there is no such column.
    pub fn cell<'a>(&'a self, row: &'a [Value], name: &str) -> &'a Value {
        self.position(name).and_then(|at| row.get(at)).unwrap_or(&Value::Missing)
    }

    /// Rows in which every column of `keys` holds the value given with it.
    pub fn matching<'a>(&'a self, keys: &'a [(&'a str, Value)]) -> impl Iterator<Item = &'a Vec<Value>> {
        self.rows.iter().filter(move |row| keys.iter().all(|(name, value)| self.cell(row, name) == value))
    }
}

impl Value {
    /// The cell as a reader sees it under a column called `name`.
    pub fn shown(&self, name: &str, lang: Lang) -> String {
        match self {
            Self::Missing => "\u{2014}".to_owned(),
            Self::Text(text) => word(name, text, lang).to_owned(),
            Self::Whole(whole) if counts(name) => grouped(Decimal::from(*whole), 0),
            Self::Whole(whole) => whole.to_string(),
            Self::Number(number) => grouped(*number, places(name, *number)),
            Self::Truth(truth) if *truth => lang.pick("是", "yes").to_owned(),
            Self::Truth(_) => lang.pick("否", "no").to_owned(),
        }
    }
}

/// Whether the whole numbers under `name` are counts, and not years or orders.
fn counts(name: &str) -> bool {
    name == "n" || name.ends_with("_n") || name.starts_with("n_") || name == "missing"
}

/// Decimals shown under `name`: money, ratios and points always two, so that they align; weights
/// and scores as many as they have, at most two.
fn places(name: &str, number: Decimal) -> u32 {
    let aligned = ["_wan", "_pct", "_points", "_mean", "_score"].iter().any(|suffix| name.ends_with(suffix));
    if aligned { 2 } else { number.normalize().scale().min(2) }
}

/// The plain cell for what a dataframe holds; `None` for nested and temporal values.
fn value(cell: AnyValue<'_>) -> Option<Value> {
    Some(match cell {
        AnyValue::Null => Value::Missing,
        AnyValue::Boolean(truth) => Value::Truth(truth),
        AnyValue::String(text) => Value::Text(text.to_owned()),
        AnyValue::StringOwned(text) => Value::Text(text.to_string()),
        AnyValue::Decimal(units, _, scale) => {
            let number = Decimal::try_from_i128_with_scale(units, u32::try_from(scale).ok()?).ok()?;
            Value::Number(number.normalize())
        }
        AnyValue::Float64(ratio) if !ratio.is_finite() => Value::Missing,
        AnyValue::Float64(ratio) => Value::Number(Decimal::try_from(ratio).ok()?.round_dp(9).normalize()),
        whole => Value::Whole(whole.extract::<i64>()?),
    })
}

/// What is said of a column that cannot be shown.
fn unknown(table: &str, column: &str) -> Problem {
    let message = format!("column `{column}` holds values that a report cannot show");
    Problem::error("table-unshowable", Place::file(format!("table {table}")), message)
}
