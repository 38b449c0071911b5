//! Where the cells of a Word table stand: what each covers of the grid, merged ranges included.

use crate::documents::Spot;
use crate::documents::spans::{Content, Placed, Table};

/// How a cell goes on with its neighbour on the left or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joins {
    /// The first of a merged range.
    Begins,
    /// A later one.
    GoesOn,
}

/// A cell as its row holds it.
pub(super) struct RowCell {
    pub(super) span: usize,
    pub(super) above: Option<Joins>,
    pub(super) left: Option<Joins>,
    pub(super) content: Content,
}

/// Where a range that may go on below stands: its first column and its index among the cells.
pub(super) type OpenRanges = Vec<(usize, usize)>;

/// Puts the cells of a row under those above, and returns the ranges that may go on below.
pub(super) fn place(table: &mut Table, open: &OpenRanges, before: usize, cells: Vec<RowCell>) -> OpenRanges {
    let row = table.rows;
    let mut column = before;
    let mut now = OpenRanges::new();
    let mut left: Option<usize> = None;
    for cell in cells {
        let RowCell { span, above, left: joins_left, content } = cell;
        let neighbour = left.filter(|_| joins_left == Some(Joins::GoesOn));
        let upper = open.iter().find(|(first, _)| *first == column).map(|(_, at)| *at);
        let upper =
            upper.filter(|at| above == Some(Joins::GoesOn) && goes_on(&table.cells[*at], row, span, joins_left));
        if let Some(at) = neighbour {
            let wide = &mut table.cells[at];
            // A range that goes on below is as wide there as above.
            if wide.row == row {
                wide.columns += span;
            }
            wide.content.append(content, wide.spot);
        } else if let Some(at) = upper {
            let tall = &mut table.cells[at];
            tall.rows = row - tall.row + 1;
            tall.content.append(content, tall.spot);
            now.push((column, at));
            left = Some(at);
        } else {
            let at = table.cells.len();
            let spot = spot(row, column);
            table.cells.push(Placed { row, column, rows: 1, columns: span, spot, content });
            if above.is_some() {
                now.push((column, at));
            }
            left = Some(at);
        }
        column += span;
    }
    now
}

/// Whether the range `upper` can take in a cell of `span` columns in `row`. Where cells are joined to
/// their left neighbours one by one, the width shows only later.
fn goes_on(upper: &Placed, row: usize, span: usize, joins_left: Option<Joins>) -> bool {
    upper.row + upper.rows == row && (upper.columns == span || joins_left.is_some())
}

fn spot(row: usize, column: usize) -> Spot {
    let count = |at: usize| u32::try_from(at + 1).unwrap_or(0);
    Spot { row: count(row), column: count(column), ..Spot::default() }
}
