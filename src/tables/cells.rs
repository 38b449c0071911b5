//! Cells out of dataframes: the one reader of columns.
//!
//! A function a kind reads a whole column; [`View`] reads several and gives a row of them at a time.
//! A column that is not there, or is of another kind, is a problem with its name. What a missing cell
//! means is said by whoever reads it.
#![expect(clippy::disallowed_types, reason = "ratio columns are Float64; money never passes through one")]

use crate::problem::{Code, Problem, Said, said};
use crate::tables::columns::Column;
use crate::tables::frame::fault;
use crate::values::Place;
use polars::prelude::{self as pl, DataFrame, DataType, IdxCa, PlSmallStr};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One cell, whatever its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing is known, or a ratio that is no number.
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

/// The texts of column `name`.
///
/// # Errors
/// No such column, or one of another kind; so with all the readers below.
pub fn texts(frame: &DataFrame, name: &str) -> Result<Vec<Option<String>>, Problem> {
    let cells = found(frame, name)?.str().map_err(|_| misread(frame, name, "texts"))?;
    Ok(cells.iter().map(|text| text.map(str::to_owned)).collect())
}

/// The texts of column `name` where they lie, for long columns.
///
/// # Errors
/// As [`texts`].
pub fn borrowed<'a>(frame: &'a DataFrame, name: &str) -> Result<Vec<Option<&'a str>>, Problem> {
    Ok(found(frame, name)?.str().map_err(|_| misread(frame, name, "texts"))?.iter().collect())
}

/// The texts of column `name`; empty where none stands there.
pub fn names(frame: &DataFrame, name: &str) -> Result<Vec<String>, Problem> {
    Ok(texts(frame, name)?.into_iter().map(Option::unwrap_or_default).collect())
}

/// The years of column `name`.
pub fn years(frame: &DataFrame, name: &str) -> Result<Vec<Option<i32>>, Problem> {
    let cells = found(frame, name)?.i32().map_err(|_| misread(frame, name, "years"))?;
    Ok(cells.iter().collect())
}

/// The counts of column `name`.
pub fn counts(frame: &DataFrame, name: &str) -> Result<Vec<Option<u32>>, Problem> {
    let cells = found(frame, name)?.u32().map_err(|_| misread(frame, name, "counts"))?;
    Ok(cells.iter().collect())
}

/// The places of all rows, as the columns of [`PLACED`](crate::tables::columns::PLACED) tell them.
pub fn places(frame: &DataFrame) -> Result<Vec<Place>, Problem> {
    let (files, sheets) = (names(frame, "file")?, texts(frame, "sheet")?);
    let [pages, lines, tables, paragraphs] = ["page", "line", "table_no", "paragraph"].map(|name| counts(frame, name));
    let [rows, columns, characters] = ["row_no", "column_no", "character"].map(|name| counts(frame, name));
    let (pages, lines, tables, paragraphs) = (pages?, lines?, tables?, paragraphs?);
    let (rows, columns, characters) = (rows?, columns?, characters?);
    let place = |(at, file): (usize, String)| Place {
        file: file.into(),
        page: pages[at],
        sheet: sheets[at].as_deref().map(Into::into),
        line: lines[at],
        table: tables[at],
        paragraph: paragraphs[at],
        row: rows[at],
        column: columns[at],
        character: characters[at],
    };
    Ok(files.into_iter().enumerate().map(place).collect())
}

/// The counts of column `name`, which analyses promise to be whole: one that is missing reads as 0.
pub fn tallies(frame: &DataFrame, name: &str) -> Result<Vec<usize>, Problem> {
    let size = |count: Option<u32>| count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    Ok(counts(frame, name)?.into_iter().map(size).collect())
}

/// The flags of column `name`.
pub fn flags(frame: &DataFrame, name: &str) -> Result<Vec<Option<bool>>, Problem> {
    let cells = found(frame, name)?.bool().map_err(|_| misread(frame, name, "flags"))?;
    Ok(cells.iter().collect())
}

/// The ratios of column `name`, in percent.
pub fn ratios(frame: &DataFrame, name: &str) -> Result<Vec<Option<f64>>, Problem> {
    let cells = found(frame, name)?.f64().map_err(|_| misread(frame, name, "ratios"))?;
    Ok(cells.iter().collect())
}

/// The exact figures of column `name`, normalised.
pub fn exacts(frame: &DataFrame, name: &str) -> Result<Vec<Option<Decimal>>, Problem> {
    let cells = found(frame, name)?.decimal().map_err(|_| misread(frame, name, "exact figures"))?;
    let figure = |whole: i128| {
        decimal(whole, cells.scale()).ok_or_else(|| fault(&format!("column {name} holds more than 28 digits")))
    };
    cells.physical().iter().map(|whole| whole.map(figure).transpose()).collect()
}

/// The figures of column `name`, exact ones as they are and ratios rounded to nine decimals.
pub fn numbers(frame: &DataFrame, name: &str) -> Result<Vec<Option<Decimal>>, Problem> {
    if found(frame, name)?.dtype() == &DataType::Float64 {
        return Ok(ratios(frame, name)?.into_iter().map(|ratio| ratio.and_then(rounded)).collect());
    }
    exacts(frame, name)
}

/// The cells of column `name`, of whatever kind it is.
pub fn cells(frame: &DataFrame, name: &str) -> Result<Vec<Cell>, Problem> {
    fn of<T>(cells: Vec<Option<T>>, cell: impl Fn(T) -> Cell) -> Vec<Cell> {
        cells.into_iter().map(|value| value.map_or(Cell::Missing, &cell)).collect()
    }
    let column = found(frame, name)?;
    Ok(match column.dtype() {
        DataType::String => of(texts(frame, name)?, Cell::Text),
        DataType::Boolean => of(flags(frame, name)?, Cell::Truth),
        DataType::Int32 => of(years(frame, name)?, |year| Cell::Whole(year.into())),
        DataType::UInt32 => of(counts(frame, name)?, |count| Cell::Whole(count.into())),
        DataType::Decimal(..) | DataType::Float64 => of(numbers(frame, name)?, Cell::Number),
        DataType::UInt64 => {
            let whole = column.u64().map_err(|_| misread(frame, name, "whole numbers"))?;
            of(whole.iter().collect(), |whole| i64::try_from(whole).map_or(Cell::Missing, Cell::Whole))
        }
        _ => return Err(misread(frame, name, "a kind that tables have")),
    })
}

/// The rows of `frame` at these positions, in this order.
///
/// # Errors
/// A position outside the table.
pub fn take(frame: &DataFrame, order: &[usize]) -> Result<DataFrame, Problem> {
    let order = order.iter().filter_map(|&row| u32::try_from(row).ok()).collect();
    let order = IdxCa::from_vec(PlSmallStr::from_static("row"), order);
    frame.take(&order).map_err(|error| fault(&error.to_string()))
}

/// The rows of `frame` whose column `level` says the most dimensions; all rows where there is no such
/// column. An answer holds sums of several levels, and whoever draws rows beside each other must not
/// draw a sum beside its parts.
///
/// # Errors
/// A level that is no text.
pub fn finest(frame: &DataFrame) -> Result<DataFrame, Problem> {
    if frame.column("level").is_err() {
        return Ok(frame.clone());
    }
    let depth = |level: &str| if level == "all" { 0 } else { 1 + level.matches('/').count() };
    let depths: Vec<usize> = names(frame, "level")?.iter().map(|level| depth(level)).collect();
    let deepest = depths.iter().max().copied();
    let kept: Vec<usize> = (0..frame.height()).filter(|row| Some(depths[*row]) == deepest).collect();
    take(frame, &kept)
}

/// Some columns of a table, read.
#[derive(Clone, Debug)]
pub struct View {
    columns: Vec<(&'static str, Vec<Cell>)>,
    height: usize,
}

/// One row of a view.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    view: &'a View,
    /// Its position in the table.
    pub at: usize,
}

impl View {
    /// `columns` of `frame`.
    ///
    /// # Errors
    /// One of them is not there.
    pub fn of(frame: &DataFrame, columns: &[&Column]) -> Result<Self, Problem> {
        let columns = columns.iter().map(|column| Ok((column.name, cells(frame, column.name)?)));
        Ok(Self { columns: columns.collect::<Result<_, Problem>>()?, height: frame.height() })
    }

    /// Its rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.height).map(|at| Row { view: self, at })
    }
}

impl<'a> Row<'a> {
    /// The cell under `column`; missing where the view does not hold it.
    pub fn cell(self, column: &Column) -> &'a Cell {
        let found = self.view.columns.iter().find(|(name, _)| *name == column.name);
        found.and_then(|(_, cells)| cells.get(self.at)).unwrap_or(&Cell::Missing)
    }

    /// The figure under `column`.
    pub fn number(self, column: &Column) -> Option<Decimal> {
        match self.cell(column) {
            Cell::Number(number) => Some(*number),
            Cell::Whole(whole) => Some((*whole).into()),
            _ => None,
        }
    }

    /// The text under `column`; empty where none stands there.
    pub fn text(self, column: &Column) -> &'a str {
        match self.cell(column) {
            Cell::Text(text) => text,
            _ => "",
        }
    }

    /// The year under `column`.
    pub fn year(self, column: &Column) -> Option<i32> {
        match self.cell(column) {
            Cell::Whole(year) => i32::try_from(*year).ok(),
            _ => None,
        }
    }
}

/// The decimal of `whole` units of 10^-`scale`, without padding zeros.
fn decimal(whole: i128, scale: usize) -> Option<Decimal> {
    let figure = Decimal::try_from_i128_with_scale(whole, u32::try_from(scale).ok()?).ok()?;
    Some(figure.normalize())
}

/// A ratio as a decimal; nothing where it is no number.
fn rounded(ratio: f64) -> Option<Decimal> {
    Decimal::try_from(ratio).ok().map(|ratio| ratio.round_dp(9).normalize())
}

/// Column `name` of `frame`.
fn found<'a>(frame: &'a DataFrame, name: &str) -> Result<&'a pl::Column, Problem> {
    let missing = |_| {
        problem(
            Code::ColumnMissing,
            said!("应有列`{name}`，表中没有", "expected a column `{name}`, the table has none"),
        )
    };
    frame.column(name).map_err(missing)
}

/// What is said of a column that is of another kind than `expected`.
fn misread(frame: &DataFrame, name: &str, expected: &str) -> Problem {
    let dtype = frame.column(name).map_or_else(|_| "nothing".to_owned(), |column| column.dtype().to_string());
    problem(
        Code::ColumnKind,
        said!("列`{name}`：应为{expected}，实际为{dtype}", "column `{name}`: expected {expected}, found {dtype}"),
    )
}

fn problem(code: Code, message: Said) -> Problem {
    Problem::error(code, Place::file("(table)"), message)
}
