//! What the page lets a reader explore: projects, their indicators and findings, each as far as the
//! page has room, and the tables behind its charts.

use super::block::{Block, Words};
use crate::problem::{Problem, Said};
use crate::reports::table::{Column, Table};
use crate::tables::DataFrame;
use crate::tables::cells::{Cell, cells};

/// The tables to explore.
#[derive(Clone, Debug)]
pub struct Explored {
    /// All projects, what is disputed among their figures as printed; a row that another document says,
    /// too, names it.
    pub projects: DataFrame,
    /// Indicators; `project_row` is the row of their project.
    pub indicators: Part,
    /// Findings that nobody has accepted; `project_row` as above.
    pub findings: Part,
    /// The tables behind the charts, each with its chart's name.
    pub charts: Vec<Table>,
    /// Words for the codes of columns.
    pub words: Words,
}

/// Rows of a table, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Part {
    /// The rows the page has.
    pub rows: DataFrame,
    /// Rows of the whole table.
    pub height: usize,
    /// Which rows these are, where they are not all.
    pub cut: Option<Said>,
}

impl Explored {
    /// Puts all tables into `block`.
    ///
    /// # Errors
    ///
    /// A table cannot be read.
    pub(super) fn put(&self, block: &mut Block<'_>) -> Result<(), Problem> {
        put_frame(block, "projects", &self.projects, self.projects.height())?;
        put_frame(block, "indicators", &self.indicators.rows, self.indicators.height)?;
        put_frame(block, "findings", &self.findings.rows, self.findings.height)?;
        self.charts.iter().try_for_each(|table| put_table(block, &format!("chart:{}", table.name), table))
    }
}

/// Puts `frame` into `block` column by column, so that its cells never stand there all at once; columns
/// without any cell are left out.
fn put_frame(block: &mut Block<'_>, name: &str, frame: &DataFrame, height: usize) -> Result<(), Problem> {
    let column = |column: &polars::prelude::Column| {
        let cells = cells(frame, column.name())?;
        Ok((Column::of(column, &cells), cells))
    };
    let kept = frame.columns().iter().filter(|column| column.null_count() < frame.height());
    block.table(name, (frame.height(), height), kept.map(column))
}

/// Puts `table` into `block`.
pub(super) fn put_table(block: &mut Block<'_>, name: &str, table: &Table) -> Result<(), Problem> {
    let column = |(at, column): (usize, &Column)| {
        let cells: Vec<Cell> = table.rows.iter().map(|row| row[at].clone()).collect();
        Ok((column.clone(), cells))
    };
    block.table(name, (table.rows.len(), table.height), table.columns.iter().enumerate().map(column))
}
