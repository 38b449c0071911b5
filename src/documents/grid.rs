//! The one shape every format is read into: blocks that are lines or grids, each with its place.

use crate::problem::Problem;
use crate::values::Place;
use std::sync::Arc;

/// One published file, as it stands on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name and its sheets, from which places are made.
    pub source: Source,
    /// The physical format, such as `text` or `pdf`.
    pub format: &'static str,
    /// The character encoding of a text, such as `UTF-8` or `gb18030`; empty where the format has its own.
    pub encoding: &'static str,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
    /// What the reader lost on the way, or chose not to read.
    pub problems: Vec<Problem>,
}

/// What a place in a document is named after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file as the caller named it.
    pub file: Arc<str>,
    /// The names of a workbook's sheets, in their order.
    pub sheets: Vec<Arc<str>>,
}

impl Source {
    /// A file without sheets.
    pub fn new(file: &str) -> Self {
        Self { file: file.into(), sheets: Vec::new() }
    }

    /// The place that `spot` stands for.
    pub fn place(&self, spot: Spot) -> Place {
        let count = |count: u32| (count > 0).then_some(count);
        let sheet = (spot.sheet as usize).checked_sub(1).and_then(|at| self.sheets.get(at)).cloned();
        Place {
            file: Arc::clone(&self.file),
            page: count(spot.page),
            sheet,
            line: count(spot.line),
            table: count(spot.table),
            paragraph: count(spot.paragraph),
            row: count(spot.row),
            column: count(spot.column),
            character: count(spot.character),
        }
    }
}

/// A spot in a document, small enough to travel with every word. Counts start at 1; 0 is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Page of a paginated document.
    pub page: u32,
    /// Sheet of a workbook, an index into [`Source::sheets`] that starts at 1.
    pub sheet: u32,
    /// Line of a text.
    pub line: u32,
    /// Table: of its page where there are pages, else of the document.
    pub table: u32,
    /// Paragraph of the running text.
    pub paragraph: u32,
    /// Row of a table.
    pub row: u32,
    /// Column of a table.
    pub column: u32,
    /// Character of the line's or the cell's text; 0 at its beginning too.
    pub character: u32,
}

impl Spot {
    /// Line `line` of a text.
    pub fn line(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// The spot `offset` characters behind this one, in the same line or cell.
    #[must_use]
    pub fn behind(self, offset: usize) -> Self {
        if offset == 0 {
            return self;
        }
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self { character: self.character.max(1).saturating_add(offset), ..self }
    }

    /// The line or cell that the spot stands in.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { character: 0, ..self }
    }
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of running text.
    Line(Line),
    /// A table whose cells are known.
    Grid(Grid),
}

/// A line of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text without the blanks at its ends; never empty.
    pub text: String,
    /// Where it stands.
    pub spot: Spot,
    /// How many empty lines stand before it.
    pub gap: u32,
}

/// A table, row by row. Rows may differ in width where the paper merges cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

/// The cells of one row from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells. Where the format knows spans, every column of the grid has its cell: a merged cell
    /// holds its text in its first column and row, and is empty in the others.
    pub cells: Vec<GridCell>,
}

/// A cell as a row prints it, over the columns of the grid it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedCell<'a> {
    /// The cell; empty where the one above covers it.
    pub cell: &'a GridCell,
    /// The first column of the grid it stands in, from 0.
    pub column: usize,
    /// How many columns of the grid it covers, at least 1.
    pub span: usize,
}

impl Row {
    /// The cells as printed, from left to right: one for each that is not covered by its left
    /// neighbour. Where the format knows no spans, each cell covers one column.
    pub fn printed(&self) -> impl Iterator<Item = PrintedCell<'_>> {
        self.cells.iter().enumerate().filter(|(at, cell)| *at == 0 || cell.merge != Merge::Left).map(
            |(column, cell)| {
                let covered = self.cells[column + 1..].iter().take_while(|next| next.merge == Merge::Left).count();
                PrintedCell { cell, column, span: covered + 1 }
            },
        )
    }
}

impl Grid {
    /// The same table with the cells of each row as printed from left to right, and empty cells only
    /// where the cell above reaches down: the shape of a table whose spans are not known.
    #[must_use]
    pub fn collapsed(&self) -> Self {
        let collapse = |row: &Row| Row { cells: row.printed().map(|printed| printed.cell.clone()).collect() };
        Self { rows: self.rows.iter().map(collapse).collect() }
    }
}

/// One cell; its paragraphs are parted by line feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The text as printed, without the blanks at its ends.
    pub text: String,
    /// Where it begins.
    pub spot: Spot,
    /// What the cell is to a merged range.
    pub merge: Merge,
}

/// What a cell is to a merged range of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// A cell of its own, or the first of a range.
    #[default]
    Own,
    /// Covered by the cell to its left: every column of a range but the first, in all of its rows.
    Left,
    /// Covered by the cell above: the first column of a range, in all of its rows but the first.
    Above,
}
