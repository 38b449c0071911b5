//! A text that prints one cell per line behind a tab, as word processors' tables come out, turned
//! back into grids.
//!
//! The shape: a cell begins on a line with a leading tab; the lines without one that follow belong
//! to the same cell; an odd number of empty lines (one) before a tab ends a row, an even number is
//! an empty paragraph at the end of a cell. Two empty lines before a line without a tab end the
//! table. A text without such lines stays lines.

use crate::documents::{Block, Grid, GridCell, Line, Row, Spot};

/// The blocks of a text: grids where its lines are cells, lines elsewhere.
pub(super) fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Grid> = None;
    for line in lines {
        let inner_tabs = line.text.trim_start_matches('\t').contains('\t');
        if line.text.starts_with('\t') && !inner_tabs {
            add_cell(open.get_or_insert_with(Grid::default), &line);
        } else if line.text.contains('\t') {
            add_row(open.get_or_insert_with(Grid::default), &line);
        } else if let Some(grid) = open.as_mut().filter(|_| continues_cell(&line)) {
            append(grid, &line);
        } else {
            close(&mut blocks, &mut open);
            blocks.push(Block::Line(line));
        }
    }
    close(&mut blocks, &mut open);
    blocks
}

/// Whether a line without a tab goes on with the cell above it: no empty line, or an odd number of
/// them (paragraphs of one cell are parted by one, an empty paragraph between makes three).
fn continues_cell(line: &Line) -> bool {
    line.gap == 0 || line.gap % 2 == 1
}

/// Adds the cell of a line with a leading tab: a new row after an odd number of empty lines.
fn add_cell(grid: &mut Grid, line: &Line) {
    let new_row = grid.rows.is_empty() || line.gap % 2 == 1;
    if new_row {
        grid.rows.push(Row::default());
    }
    let Some(row) = grid.rows.last_mut() else { return };
    row.cells.push(GridCell { text: line.text.trim().to_owned(), spot: line.spot, ..GridCell::default() });
}

fn append(grid: &mut Grid, line: &Line) {
    let Some(cell) = grid.rows.last_mut().and_then(|row| row.cells.last_mut()) else { return };
    if !cell.text.is_empty() {
        cell.text.push('\n');
    }
    cell.text.push_str(line.text.trim());
}

/// Adds a whole row that stands on one line, its cells parted by tabs.
fn add_row(grid: &mut Grid, line: &Line) {
    grid.rows.push(Row { cells: parted(&line.text, '\t', line.spot) });
}

/// The cells of a line that `between` parts, each with the character it begins at.
pub(super) fn parted(text: &str, between: char, spot: Spot) -> Vec<GridCell> {
    let blanks = |text: &str| text.chars().take_while(|c| c.is_whitespace()).count();
    let margin = blanks(text);
    let mut at = 0;
    let cell = |part: &str| {
        let offset = (at + blanks(part)).saturating_sub(margin);
        at += part.chars().count() + 1;
        GridCell { text: part.trim().to_owned(), spot: spot.behind(offset), ..GridCell::default() }
    };
    text.split(between).map(cell).collect()
}

/// Closes a grid. One whose rows hold a single cell each is running text behind tabs.
fn close(blocks: &mut Vec<Block>, open: &mut Option<Grid>) {
    let Some(grid) = open.take() else { return };
    if grid.rows.iter().any(|row| row.cells.len() > 1) {
        blocks.push(Block::Grid(grid));
        return;
    }
    let cells = grid.rows.into_iter().flat_map(|row| row.cells).filter(|cell| !cell.text.is_empty());
    blocks.extend(cells.map(|cell| Block::Line(Line { text: cell.text, spot: cell.spot, gap: 1 })));
}
