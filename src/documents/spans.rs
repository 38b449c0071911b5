//! From cells with spans, as word processors and web pages keep them, to blocks: rectangular grids,
//! and the lines around them.

use crate::documents::fault::{Fault, Meter};
use crate::documents::{Block, Grid, GridCell, Line, Merge, Row, Spot};

/// Something that stands in the text or in a cell.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A paragraph, or a line of one.
    Line(String, Spot),
    /// A table.
    Table(Table),
}

/// A table as its format keeps it.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) cells: Vec<Placed>,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A cell and the rectangle it covers.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) spot: Spot,
    pub(super) content: Content,
}

/// What stands in a cell. Most cells hold lines alone, and a table has many cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// The lines before the first table, parted by line feeds.
    text: String,
    /// What follows from the first table on.
    rest: Vec<Piece>,
}

impl Content {
    /// Adds what comes next, and empties `pieces`.
    pub(super) fn extend(&mut self, pieces: &mut Vec<Piece>) {
        for piece in pieces.drain(..) {
            match piece {
                Piece::Line(text, _) if self.rest.is_empty() => add_lines(&mut self.text, &text),
                piece => self.rest.push(piece),
            }
        }
    }

    /// Adds all that stands in another cell.
    pub(super) fn append(&mut self, other: Self, spot: Spot) {
        self.extend(&mut other.into_pieces(spot));
    }

    fn into_pieces(self, spot: Spot) -> Vec<Piece> {
        let mut pieces = self.rest;
        if !self.text.is_empty() {
            pieces.insert(0, Piece::Line(self.text, spot));
        }
        pieces
    }
}

/// Adds the lines of `text` without the blanks at their ends, empty ones aside.
fn add_lines(joined: &mut String, text: &str) {
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(line);
    }
}

/// Which columns cells from above cover, for formats whose rows leave covered cells out.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// For each column, the first row that no cell from above covers.
    free: Vec<usize>,
    /// The column the next cell of the row is looked for from.
    next: usize,
}

impl Columns {
    pub(super) fn begin_row(&mut self) {
        self.next = 0;
    }

    /// Takes `columns` columns for a cell of `rows` rows, and returns the first of them.
    pub(super) fn take(&mut self, row: usize, rows: usize, columns: usize) -> usize {
        let column = self.next + self.free.iter().skip(self.next).take_while(|free| **free > row).count();
        self.next = column + columns;
        if self.free.len() < self.next {
            self.free.resize(self.next, 0);
        }
        for free in &mut self.free[column..self.next] {
            *free = (*free).max(row + rows);
        }
        column
    }

    /// Ends all spans before `row`.
    pub(super) fn cut(&mut self, row: usize) {
        for free in &mut self.free {
            *free = (*free).min(row);
        }
    }
}

/// The blocks that `pieces` stand for, in their order.
///
/// A table that only arranges other tables on the page is not a table of the document: its pieces
/// come out one by one. A small table inside a cell is part of the cell's text; a larger one follows
/// its table as one of its own.
pub(super) fn blocks(pieces: Vec<Piece>, meter: &mut Meter<'_>) -> Result<Vec<Block>, Fault> {
    let mut blocks = Vec::new();
    add(pieces, meter, &mut blocks)?;
    number(&mut blocks);
    Ok(blocks)
}

/// Numbers tables and paragraphs in reading order, each kind on its own: a table within a cell of
/// another follows it, and each line of a frame is a paragraph.
fn number(blocks: &mut [Block]) {
    let (mut tables, mut paragraphs) = (0, 0);
    for block in blocks {
        match block {
            Block::Line(line) => {
                paragraphs += 1;
                line.spot = Spot { paragraph: paragraphs, row: 0, column: 0, ..line.spot };
            }
            Block::Grid(grid) => {
                tables += 1;
                grid.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.spot.table = tables);
            }
        }
    }
}

fn add(pieces: Vec<Piece>, meter: &mut Meter<'_>, blocks: &mut Vec<Block>) -> Result<(), Fault> {
    for piece in pieces {
        match piece {
            Piece::Line(text, spot) => {
                let texts = text.split('\n').map(str::trim).filter(|text| !text.is_empty());
                blocks.extend(texts.map(|text| Block::Line(Line { text: text.to_owned(), spot, gap: 1 })));
            }
            Piece::Table(table) if table.arranges() => {
                for cell in table.cells {
                    add(cell.content.into_pieces(cell.spot), meter, blocks)?;
                }
            }
            Piece::Table(table) => {
                let mut inner = Vec::new();
                let grid = grid(table, meter, &mut inner)?;
                if grid.rows.iter().any(|row| !row.cells.is_empty()) {
                    blocks.push(Block::Grid(grid));
                }
                add(inner, meter, blocks)?;
            }
        }
    }
    Ok(())
}

impl Table {
    /// Whether the table only puts things in their places: it has a single cell, or it holds tables
    /// and has a single row or a single column.
    fn arranges(&self) -> bool {
        let holds_tables = || self.cells.iter().any(|cell| !cell.content.rest.is_empty());
        self.cells.len() < 2 || ((self.rows < 2 || self.columns < 2) && holds_tables())
    }

    /// Whether the table is no more than some lines with a frame.
    fn is_small(&self) -> bool {
        self.rows < 2 || self.columns < 2
    }
}

/// Lays a table out as a rectangle. Large tables inside its cells go to `inner`.
fn grid(table: Table, meter: &mut Meter<'_>, inner: &mut Vec<Piece>) -> Result<Grid, Fault> {
    let Table { cells, rows, columns } = table;
    let area = |down: usize, across: usize| (down as u64).saturating_mul(across as u64);
    // Cells that overlap cost more than the rectangle they stand in.
    let covered = cells.iter().fold(0_u64, |sum, cell| {
        let (down, across) = (rows.saturating_sub(cell.row), columns.saturating_sub(cell.column));
        sum.saturating_add(area(cell.rows.min(down), cell.columns.min(across)))
    });
    meter.area(covered.max(area(rows, columns)))?;
    let mut grid: Vec<Vec<Option<GridCell>>> = (0..rows).map(|_| (0..columns).map(|_| None).collect()).collect();
    for cell in cells {
        let Placed { row, column, rows: down, columns: across, spot, content } = cell;
        let mut text = content.text;
        flatten(content.rest, &mut text, inner);
        let mut own = Some(GridCell { text, spot, merge: Merge::Own });
        for (at, line) in grid.iter_mut().enumerate().skip(row).take(down) {
            for (over, slot) in line.iter_mut().enumerate().skip(column).take(across) {
                let merge = match (at == row, over == column) {
                    (true, true) => Merge::Own,
                    (false, true) => Merge::Above,
                    (_, false) => Merge::Left,
                };
                let covered = GridCell { text: String::new(), spot, merge };
                slot.get_or_insert_with(|| own.take().filter(|_| merge == Merge::Own).unwrap_or(covered));
            }
        }
    }
    Ok(Grid { rows: grid.into_iter().enumerate().map(|(at, cells)| Row { cells: fill(at, cells) }).collect() })
}

/// Puts empty cells where the format has none: those side by side are one cell.
fn fill(row: usize, cells: Vec<Option<GridCell>>) -> Vec<GridCell> {
    let mut after_gap = false;
    let count = |at: usize| u32::try_from(at + 1).unwrap_or(0);
    let mut filled = Vec::with_capacity(cells.len());
    for (at, cell) in cells.into_iter().enumerate() {
        let is_gap = cell.is_none();
        filled.push(cell.unwrap_or_else(|| GridCell {
            text: String::new(),
            spot: Spot { row: count(row), column: count(at), ..Spot::default() },
            merge: if after_gap { Merge::Left } else { Merge::Own },
        }));
        after_gap = is_gap;
    }
    filled
}

/// Joins what stands in a cell to one text, a paragraph a line.
fn flatten(pieces: Vec<Piece>, text: &mut String, inner: &mut Vec<Piece>) {
    for piece in pieces {
        match piece {
            Piece::Line(line, _) => add_lines(text, &line),
            Piece::Table(table) if table.is_small() => {
                for cell in table.cells {
                    flatten(cell.content.into_pieces(cell.spot), text, inner);
                }
            }
            table @ Piece::Table(_) => inner.push(table),
        }
    }
}
