//! OpenDocument texts (.odt): paragraphs, and tables with the spans of their cells.

use crate::documents::Spot;
use crate::documents::fault::{Fault, Meter};
use crate::documents::spans::{Content, Piece, Placed, Table};
use crate::documents::xml::{Step, Xml};
use crate::problem::said;
use std::io::BufRead;

/// A row is repeated so often at most; a text repeats none.
const TIMES: u32 = 100;

/// No table of a text is wider.
const COLUMNS: u32 = 1024;

/// Reads paragraphs and tables up to the end of the element `end`.
pub(super) fn pieces<R: BufRead>(
    xml: &mut Xml<R>,
    end: &str,
    meter: &mut Meter<'_>,
    depth: usize,
    found: &mut Vec<Piece>,
) -> Result<(), Fault> {
    meter.nesting(depth)?;
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "p" | "h" => paragraph(xml, meter, depth, found)?,
                "table" => found.push(Piece::Table(table(xml, meter, depth + 1)?)),
                "tracked-changes" | "annotation" | "note" | "sequence-decls" | "forms" => xml.skip()?,
                _ => {}
            },
            Step::Close if xml.name() == end => return Ok(()),
            Step::End => return Err(Fault::broken(said!("正文没有结尾", "the text ends early"))),
            Step::Close | Step::Text => {}
        }
    }
}

/// Reads a paragraph up to its end; what stands in its frames follows it.
fn paragraph<R: BufRead>(
    xml: &mut Xml<R>,
    meter: &mut Meter<'_>,
    depth: usize,
    found: &mut Vec<Piece>,
) -> Result<(), Fault> {
    meter.cell()?;
    let (mut text, mut boxes, mut inside) = (String::new(), Vec::new(), 1_u32);
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "annotation" | "note" | "ruby-text" => xml.skip()?,
                "text-box" => pieces(xml, "text-box", meter, depth + 1, &mut boxes)?,
                "s" => (0..xml.count("c").unwrap_or(1).min(64)).for_each(|_| text.push(' ')),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "p" | "h" => inside += 1,
                _ => {}
            },
            Step::Text => {
                text.push_str(&xml.text().replace('\n', " "));
                meter.line(text.len())?;
            }
            Step::Close if matches!(xml.name(), "p" | "h") => {
                inside -= 1;
                if inside == 0 {
                    found.push(Piece::Line(text, Spot::default()));
                    found.append(&mut boxes);
                    return Ok(());
                }
            }
            Step::End => return Err(Fault::broken(said!("一个段落没有结尾", "a paragraph ends early"))),
            Step::Close => {}
        }
    }
}

/// Reads a table up to its end.
fn table<R: BufRead>(xml: &mut Xml<R>, meter: &mut Meter<'_>, depth: usize) -> Result<Table, Fault> {
    meter.nesting(depth)?;
    let mut table = Table::default();
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "table-row" => {
                let times = xml.count("number-rows-repeated").unwrap_or(1).clamp(1, TIMES);
                let (cells, columns) = row(xml, meter, depth)?;
                table.columns = table.columns.max(columns);
                for _ in 0..times {
                    let placed = cells.iter().cloned().map(|cell| Placed {
                        row: table.rows,
                        spot: spot(table.rows, cell.column),
                        ..cell
                    });
                    table.cells.extend(placed);
                    table.rows += 1;
                }
                meter.room((table.rows as u64).saturating_mul(table.columns as u64))?;
            }
            Step::Close if xml.name() == "table" => {
                let rows = table.rows;
                table.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(rows - cell.row));
                return Ok(table);
            }
            Step::End => return Err(Fault::broken(said!("一张表没有结尾", "a table ends early"))),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// The cells of a row up to its end, and how many columns it has.
fn row<R: BufRead>(xml: &mut Xml<R>, meter: &mut Meter<'_>, depth: usize) -> Result<(Vec<Placed>, usize), Fault> {
    let (mut cells, mut column) = (Vec::new(), 0_u32);
    loop {
        match xml.step()? {
            Step::Open if matches!(xml.name(), "table-cell" | "covered-table-cell") => {
                let covered = xml.name() == "covered-table-cell";
                let times = xml.count("number-columns-repeated").unwrap_or(1).clamp(1, COLUMNS);
                let span = |name| xml.count(name).unwrap_or(1).clamp(1, COLUMNS) as usize;
                let (rows, columns) = (span("number-rows-spanned"), span("number-columns-spanned"));
                let name = if covered { "covered-table-cell" } else { "table-cell" };
                let (mut inner, mut content) = (Vec::new(), Content::default());
                pieces(xml, name, meter, depth + 1, &mut inner)?;
                content.extend(&mut inner);
                for _ in 0..times {
                    meter.cell()?;
                    let at = column as usize;
                    if !covered {
                        let content = content.clone();
                        cells.push(Placed { row: 0, column: at, rows, columns, spot: Spot::default(), content });
                    }
                    column = column.saturating_add(1).min(COLUMNS);
                }
            }
            Step::Close if xml.name() == "table-row" => return Ok((cells, column as usize)),
            Step::End => return Err(Fault::broken(said!("一行没有结尾", "a row ends early"))),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

fn spot(row: usize, column: usize) -> Spot {
    let count = |at: usize| u32::try_from(at + 1).unwrap_or(0);
    Spot { row: count(row), column: count(column), ..Spot::default() }
}
