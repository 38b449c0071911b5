//! A table whose cells stand one a line, turned back into rows where that can be done in one way only.

use crate::documents::{Grid, GridCell, Row};
use crate::values::{Cell, parse_number};

/// What became of a grid.
pub(super) enum Folded {
    /// Its rows hold cells already.
    Whole,
    /// It was folded.
    Rows(Grid),
    /// Its cells stand one a line and do not make rows.
    Lost,
}

/// Folds a grid of one cell a row: the cells before the first figure are the headings and the name of the
/// first row, which says how long a row is; every row must then begin with a name and hold figures behind.
pub(super) fn fold(grid: &Grid) -> Folded {
    const LEAST: usize = 4;
    if grid.rows.len() < LEAST || grid.rows.iter().any(|row| row.cells.len() != 1) {
        return Folded::Whole;
    }
    let cells: Vec<&GridCell> = grid.rows.iter().filter_map(|row| row.cells.first()).collect();
    let is_figure = |cell: &GridCell| matches!(parse_number(&cell.text), Cell::Value(_));
    let Some(first) = cells.iter().position(|cell| is_figure(cell)) else { return Folded::Whole };
    let width = first.saturating_sub(1);
    let (heads, body) = cells.split_at(width);
    let is_row = |row: &[&GridCell]| {
        let named = matches!(parse_number(&row[0].text), Cell::Unreadable(_));
        named && row[1..].iter().all(|cell| !matches!(parse_number(&cell.text), Cell::Unreadable(_)))
    };
    if width < 2 || body.len() % width != 0 || !body.chunks(width).all(is_row) {
        return Folded::Lost;
    }
    let row = |cells: &[&GridCell]| Row { cells: cells.iter().map(|cell| (*cell).clone()).collect() };
    Folded::Rows(Grid { rows: std::iter::once(row(heads)).chain(body.chunks(width).map(row)).collect() })
}
