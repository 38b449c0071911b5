//! PDF: pages of glyphs and ruling lines to lines of text and tables.
//!
//! `pages` asks the reader of the format for glyphs and lines; `rulings` and `lattice` make cells of
//! the lines, `layout` gives each glyph its cell or line; `breaks` and `stitch` join tables over pages;
//! `lines` tells paragraphs. `weight` looks at the bytes first, `losses` tells what was not read.

mod again;
mod breaks;
mod lattice;
mod layout;
mod lines;
mod losses;
mod overlaid;
mod pages;
mod pictures;
mod raised;
mod rulings;
mod stitch;
mod text;
mod twice;
mod watermarks;
mod weight;

use crate::documents::apart::Apart;
use crate::documents::limits::{Limit, Limits};
use crate::documents::{Block, Document, Grid, GridCell, Line, Merge, Row, Source, Spot};
use crate::problem::{Code, Problem, said};
use lattice::TooMany;
use layout::{Doubt, Piece, Table};
use pages::Page;
use text::TextLine;

/// Reads a PDF into its lines and grids.
///
/// # Errors
///
/// A broken, an encrypted or a scanned file, or one over a limit.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let (mut pages, marks) = pages::pages(file, bytes, limits)?;
    let (mut apart, mut overlaid) = (Apart::default(), Vec::new());
    for page in &mut pages {
        watermarks::mark(&mut page.glyphs);
        overlaid.extend(overlaid::part(file, page.number, &mut page.glyphs));
        page.glyphs = twice::once(&page.glyphs);
        page.crop();
        raised::settle(&mut page.glyphs, &mut apart);
    }
    let mut pieces = Vec::new();
    let mut left = limits.cells;
    for page in &pages {
        let (found, cells) = layout::pieces(page, left).map_err(|why| refusal(why, file, page, limits))?;
        left -= cells;
        pieces.push(found);
    }
    lines::drop_furniture(&pages, &mut pieces);
    breaks::clear(&pages, &mut pieces);
    let (blocks, doubts) = blocks(&pages, pieces, limits).ok_or_else(|| Limit::Cells.broken(file, limits))?;
    let mut problems = losses::problems(file, bytes, &pages);
    problems.extend(losses::beside(file, marks));
    problems.extend(apart.problems(file));
    problems.append(&mut overlaid);
    problems.extend(doubts.iter().map(|doubt| losses::doubt(file, *doubt)));
    problems.sort_by_key(|problem| problem.place.page);
    Ok(Document { source: Source::new(file), format: "pdf", encoding: "", blocks, problems })
}

fn refusal(why: TooMany, file: &str, page: &Page, limits: &Limits) -> Problem {
    match why {
        TooMany::Cells => Limit::Cells.broken(file, limits),
        TooMany::Lines => {
            let place = Source::new(file).place(Spot { page: page.number, ..Spot::default() });
            Problem::error(
                Code::PdfLines,
                place,
                said!(
                    "一页上的线条多得不像表格；应为表格",
                    "found more lines than anyone prints on a page, expected tables"
                ),
            )
            .hint(said!(
                "如该页是图形，请去掉此页：把其余各页打印成新的PDF",
                "if it is a drawing, leave the page out: print the others to a new PDF"
            ))
        }
    }
}

/// The last piece that was read, on its page.
enum Last<'p> {
    Line(&'p Page, TextLine),
    Table(&'p Page, Table),
}

/// The blocks of all pages and what is doubtful in their tables; nothing if the joined tables have
/// too many cells.
fn blocks(pages: &[Page], pieces: Vec<Vec<Piece>>, limits: &Limits) -> Option<(Vec<Block>, Vec<Doubt>)> {
    let mut doubts = Vec::new();
    let margins = lines::margins(pages, &pieces);
    let mut blocks = Vec::new();
    let mut last: Option<Last<'_>> = None;
    let mut left = limits.cells;
    for (page, pieces) in pages.iter().zip(pieces) {
        let mut tables = 0;
        for (number, piece) in (1..).zip(pieces) {
            match piece {
                Piece::Line(line) => {
                    let gap = match (&last, lines::margins_at(&margins, page)) {
                        (Some(Last::Line(on, before)), Some(margins)) => {
                            lines::gap(before, &line, margins, on.number == page.number)
                        }
                        _ => 1,
                    };
                    close(&mut blocks, last.take(), &mut left)?;
                    let on = if line.page > 0 { line.page } else { page.number };
                    let spot = Spot { page: on, line: number, ..Spot::default() };
                    blocks.push(Block::Line(Line { text: line.text.clone(), spot, gap }));
                    last = Some(Last::Line(page, line));
                }
                Piece::Table(mut next) => {
                    tables += 1;
                    next.number(tables);
                    doubts.append(&mut next.doubts);
                    let (rest, on) = match &mut last {
                        Some(Last::Table(on, table)) if on.number + 1 == page.number => {
                            let rest =
                                stitch::join_beside(table, next).and_then(|next| stitch::join(table, next, on.height));
                            doubts.append(&mut table.doubts);
                            *on = page;
                            (rest, page)
                        }
                        _ => (Some(next), page),
                    };
                    if let Some(table) = rest {
                        close(&mut blocks, last.take(), &mut left)?;
                        last = Some(Last::Table(on, table));
                    }
                }
            }
        }
    }
    close(&mut blocks, last, &mut left)?;
    Some((blocks, doubts))
}

/// Puts a finished table to the blocks; lines are there already.
fn close(blocks: &mut Vec<Block>, last: Option<Last<'_>>, left: &mut usize) -> Option<()> {
    if let Some(Last::Table(_, table)) = last {
        *left = left.checked_sub(table.rows.checked_mul(table.xs.len() - 1)?)?;
        blocks.push(Block::Grid(grid(&table)));
    }
    Some(())
}

/// A table as a grid in which every row has a cell for every column.
fn grid(table: &Table) -> Grid {
    let columns = table.xs.len() - 1;
    let mut rows = vec![Row { cells: vec![GridCell::default(); columns] }; table.rows];
    for cell in &table.cells {
        let area = cell.area;
        for (down, row) in rows.iter_mut().skip(area.row).take(area.rows).enumerate() {
            for (along, unit) in row.cells.iter_mut().skip(area.column).take(area.columns).enumerate() {
                unit.merge = match (down, along) {
                    (0, 0) => Merge::Own,
                    (0, _) => Merge::Left,
                    _ => Merge::Above,
                };
                let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                unit.spot = Spot {
                    page: cell.page,
                    table: cell.table,
                    row: count(cell.row + down),
                    column: count(area.column + along + 1),
                    ..Spot::default()
                };
            }
        }
        if let Some(first) = rows.get_mut(area.row).and_then(|row| row.cells.get_mut(area.column)) {
            first.text.clone_from(&cell.text);
        }
    }
    Grid { rows }
}
