//! A table of Word's: its rows and cells, and what they cover of its grid.

use crate::documents::Spot;
use crate::documents::docx::piece;
use crate::documents::docx::shown::Shown;
use crate::documents::fault::{Fault, Meter};
use crate::documents::spans::{Content, Placed, Table};
use crate::documents::xml::Step;
use std::io::BufRead;

/// Word allows 63 columns; WPS no more than this.
const MAX_SPAN: u32 = 1024;

/// How a cell goes on with its neighbour on the left or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joins {
    /// The first of a merged range.
    Begins,
    /// A later one.
    GoesOn,
}

/// A cell as its row holds it.
struct RowCell {
    span: usize,
    above: Option<Joins>,
    left: Option<Joins>,
    content: Content,
}

/// Where a range that may go on below stands: its first column and its index among the cells.
type OpenRanges = Vec<(usize, usize)>;

/// Reads a table up to its end.
pub(super) fn table<R: BufRead>(shown: &mut Shown<R>, meter: &mut Meter<'_>, depth: usize) -> Result<Table, Fault> {
    meter.nesting(depth)?;
    let mut table = Table::default();
    let mut open = OpenRanges::new();
    loop {
        match shown.step()? {
            Step::Open if shown.name() == "tr" => {
                if let Some((before, after, cells)) = row(shown, meter, depth)? {
                    let width = before + after + cells.iter().map(|cell| cell.span).sum::<usize>();
                    open = place(&mut table, &open, before, cells);
                    table.columns = table.columns.max(width);
                    table.rows += 1;
                }
            }
            Step::Close if shown.name() == "tbl" => return Ok(table),
            Step::End => return Err(Fault::broken("a table ends early")),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// The columns left free before and behind a row's cells, and the cells.
type RowParts = (usize, usize, Vec<RowCell>);

/// Reads a row up to its end; nothing where a tracked change deletes it.
fn row<R: BufRead>(shown: &mut Shown<R>, meter: &mut Meter<'_>, depth: usize) -> Result<Option<RowParts>, Fault> {
    let (mut before, mut after, mut cells, mut deleted) = (0, 0, Vec::new(), false);
    loop {
        match shown.step()? {
            Step::Open => match shown.name() {
                "trPr" => (before, after, deleted) = row_properties(shown)?,
                "tc" => {
                    meter.cell()?;
                    cells.push(cell(shown, meter, depth)?);
                }
                _ => {}
            },
            Step::Close if shown.name() == "tr" => return Ok((!deleted).then_some((before, after, cells))),
            Step::End => return Err(Fault::broken("a row ends early")),
            Step::Close | Step::Text => {}
        }
    }
}

fn row_properties<R: BufRead>(shown: &mut Shown<R>) -> Result<(usize, usize, bool), Fault> {
    let (mut before, mut after, mut deleted) = (0, 0, false);
    loop {
        match shown.raw().step()? {
            Step::Open => match shown.name() {
                "gridBefore" => before = span(shown, 0),
                "gridAfter" => after = span(shown, 0),
                "del" => deleted = true,
                _ => {}
            },
            Step::Close if shown.name() == "trPr" => return Ok((before, after, deleted)),
            Step::End => return Err(Fault::broken("the properties of a row end early")),
            Step::Close | Step::Text => {}
        }
    }
}

fn span<R: BufRead>(shown: &Shown<R>, least: u32) -> usize {
    let count = shown.value().and_then(|text| text.trim().parse::<u32>().ok()).unwrap_or(least);
    count.clamp(least, MAX_SPAN) as usize
}

/// Reads a cell up to its end.
fn cell<R: BufRead>(shown: &mut Shown<R>, meter: &mut Meter<'_>, depth: usize) -> Result<RowCell, Fault> {
    let mut cell = RowCell { span: 1, above: None, left: None, content: Content::default() };
    let mut pieces = Vec::new();
    loop {
        match shown.step()? {
            Step::Open if shown.name() == "tcPr" => cell_properties(shown, &mut cell)?,
            Step::Open => {
                piece(shown, meter, depth, &mut pieces)?;
                cell.content.extend(&mut pieces);
            }
            Step::Close if shown.name() == "tc" => return Ok(cell),
            Step::End => return Err(Fault::broken("a cell ends early")),
            Step::Close | Step::Text => {}
        }
    }
}

fn cell_properties<R: BufRead>(shown: &mut Shown<R>, cell: &mut RowCell) -> Result<(), Fault> {
    loop {
        match shown.raw().step()? {
            Step::Open => match shown.name() {
                "gridSpan" => cell.span = span(shown, 1),
                "vMerge" => cell.above = Some(joins(shown)),
                "hMerge" => cell.left = Some(joins(shown)),
                _ => {}
            },
            Step::Close if shown.name() == "tcPr" => return Ok(()),
            Step::End => return Err(Fault::broken("the properties of a cell end early")),
            Step::Close | Step::Text => {}
        }
    }
}

/// Word leaves the value out where a cell goes on, WPS writes `continue`.
fn joins<R: BufRead>(shown: &Shown<R>) -> Joins {
    if shown.value().as_deref() == Some("restart") { Joins::Begins } else { Joins::GoesOn }
}

/// Puts the cells of a row under those above, and returns the ranges that may go on below.
fn place(table: &mut Table, open: &OpenRanges, before: usize, cells: Vec<RowCell>) -> OpenRanges {
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
