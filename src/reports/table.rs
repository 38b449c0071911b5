//! A dataframe as plain cells, so that the writers beside this file need not know dataframes.

use super::headings::word;
use crate::problem::Problem;
use crate::tables::DataFrame;
use crate::tables::cells::{Cell, cells};
use crate::tables::columns::{self, Kind, Unit};
use crate::values::{Lang, Place, grouped};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in the files, such as `executed_wan`.
    pub name: String,
    /// What its cells are.
    pub kind: Kind,
    /// The unit of its figures.
    pub unit: Unit,
}

/// A table as plain cells: `rows[r][c]` stands under `columns[c]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name, such as `project_execution`.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, every one as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows the whole table has; more than stand here where only the first were taken.
    pub height: usize,
}

/// Amounts and points from this on are shown without decimals.
const WHOLE_FROM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What is less than this would read as nothing with two decimals.
const LEAST_SHOWN: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// Rows of a table that a report shows; the whole stands in the table's file.
pub const MOST_ROWS: usize = 500;

/// Rows of all tables of a page together; the longest give way first.
pub(crate) const MOST_ROWS_OF_PAGE: usize = 4_000;

/// How many rows a table may have so that tables of `heights` are no more than `most` rows together.
pub(crate) fn rows_each(heights: &[usize], most: usize) -> usize {
    let mut sorted = heights.to_vec();
    sorted.sort_unstable();
    let (mut left, mut tables) = (most, sorted.len());
    for height in sorted {
        if height * tables > left {
            return left / tables;
        }
        (left, tables) = (left - height, tables - 1);
    }
    most
}

/// Columns that name a row for programs and that words beside them repeat for readers.
const FOR_PROGRAMS: [&str; 1] = ["measure"];

/// Columns that hold something only where a pipeline names a file of deflators or of heads.
const WHERE_NAMED: [&str; 7] = [
    "price_year",
    "base_real_wan",
    "other_real_wan",
    "difference_real_wan",
    "base_per_head_yuan",
    "other_per_head_yuan",
    "difference_per_head_yuan",
];

impl Column {
    /// The column called `name`, as the dictionary has it; one it does not have holds texts.
    pub fn named(name: &str) -> Self {
        let (kind, unit) = columns::named(name).map_or((Kind::Text, Unit::None), |known| (known.kind, known.unit));
        Self { name: name.to_owned(), kind, unit }
    }

    /// What a `column` of a dataframe is, whose `cells` these are, where the dictionary does not say it.
    pub(super) fn of(column: &polars::prelude::Column, cells: &[Cell]) -> Self {
        let fits =
            |known: &&columns::Column| known.name == column.name().as_str() && known.kind.dtype() == *column.dtype();
        columns::all().find(fits).map_or_else(
            || Self { name: column.name().to_string(), kind: kind(cells), unit: Unit::None },
            |known| Self { name: known.name.to_owned(), kind: known.kind, unit: known.unit },
        )
    }

    /// Whether it holds figures, which are set to the right.
    pub fn is_numeric(&self) -> bool {
        !matches!(self.kind, Kind::Text | Kind::Flag)
    }

    /// `cell` as a reader sees it under this column.
    pub fn shown(&self, cell: &Cell, lang: Lang) -> String {
        match cell {
            Cell::Missing => "\u{2014}".to_owned(),
            Cell::Text(text) => word(&self.name, text, lang),
            Cell::Whole(whole) if matches!(self.kind, Kind::Count | Kind::Whole) => grouped((*whole).into(), 0),
            Cell::Whole(whole) => whole.to_string(),
            Cell::Number(number) => grouped(*number, self.places(*number)),
            Cell::Truth(truth) if *truth => lang.pick("是", "yes").to_owned(),
            Cell::Truth(_) => lang.pick("否", "no").to_owned(),
        }
    }

    /// Decimals shown of `number`: money, points and percentages always two, so that they align, but
    /// none of a million and more; what has no unit as many as it has, at most two.
    fn places(&self, number: Decimal) -> u32 {
        match self.unit {
            Unit::None => number.normalize().scale().min(2),
            Unit::Wan | Unit::Points if number.abs() >= WHOLE_FROM => 0,
            // What is printed as 0.002 is not nothing.
            _ if !number.is_zero() && number.abs() < LEAST_SHOWN => number.normalize().scale().min(4),
            _ => 2,
        }
    }
}

impl Table {
    /// The table without the columns that only programs need, and no more than `most` rows of it.
    #[must_use]
    pub fn for_readers(&self, most: usize) -> Self {
        let is_empty = |at: usize| self.rows.iter().all(|row| row[at] == Cell::Missing);
        let kept = |at: &usize| {
            let name = self.columns[*at].name.as_str();
            !(FOR_PROGRAMS.contains(&name) || WHERE_NAMED.contains(&name) && is_empty(*at))
        };
        let kept: Vec<usize> = (0..self.columns.len()).filter(kept).collect();
        let row = |row: &Vec<Cell>| kept.iter().map(|at| row[*at].clone()).collect();
        Self {
            name: self.name.clone(),
            columns: kept.iter().map(|at| self.columns[*at].clone()).collect(),
            rows: self.rows.iter().take(most).map(row).collect(),
            height: self.height,
        }
    }

    /// The cells of `frame`.
    ///
    /// # Errors
    ///
    /// A column holds something that is neither text, number nor truth.
    pub fn from_frame(name: &str, frame: &DataFrame) -> Result<Self, Problem> {
        let (mut columns, mut rows) = (Vec::new(), vec![Vec::with_capacity(frame.width()); frame.height()]);
        for column in frame.columns() {
            let cells = cells(frame, column.name())
                .map_err(|problem| Problem { place: Place::file(format!("table {name}")), ..problem })?;
            columns.push(Column::of(column, &cells));
            rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        }
        Ok(Self { name: name.to_owned(), columns, rows, height: frame.height() })
    }

    /// The cells of the first `most` rows of `frame`.
    ///
    /// # Errors
    ///
    /// As [`Table::from_frame`].
    pub fn first(name: &str, frame: &DataFrame, most: usize) -> Result<Self, Problem> {
        Ok(Self { height: frame.height(), ..Self::from_frame(name, &frame.head(Some(most)))? })
    }

    /// That not all rows are shown, and where the whole stands; nothing where they are.
    pub fn cut(&self, lang: Lang) -> Option<String> {
        let (shown, all, name) = (self.rows.len(), grouped(self.height.into(), 0), &self.name);
        (shown < self.height).then(|| match lang {
            Lang::Zh => format!("显示 {all} 行中的 {shown} 行，完整数据见 tables/{name}.csv"),
            Lang::En => format!("shown {shown} of {all}, the whole in tables/{name}.csv"),
        })
    }

    /// Position of the column called `name`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The cell of column `name` in `row`; [`Cell::Missing`] where there is no such column.
    pub fn cell<'a>(&'a self, row: &'a [Cell], name: &str) -> &'a Cell {
        self.position(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing)
    }

    /// Rows in which every column of `keys` holds the value given with it.
    pub fn matching<'a>(&'a self, keys: &'a [(&'a str, Cell)]) -> impl Iterator<Item = &'a Vec<Cell>> {
        self.rows.iter().filter(move |row| keys.iter().all(|(name, value)| self.cell(row, name) == value))
    }
}

/// The kind of a column that the dictionary does not have.
fn kind(cells: &[Cell]) -> Kind {
    match cells.iter().find(|cell| **cell != Cell::Missing) {
        Some(Cell::Number(_)) => Kind::Exact,
        Some(Cell::Whole(_)) => Kind::Order,
        Some(Cell::Truth(_)) => Kind::Flag,
        _ => Kind::Text,
    }
}
