//! The body of a document: paragraphs, tables, and what stands in their cells and text boxes, which
//! is paragraphs and tables again.

use crate::documents::Spot;
use crate::documents::docx::place::{Joins, OpenRanges, RowCell, place};
use crate::documents::docx::run::{self, Look, symbol};
use crate::documents::docx::shown::Shown;
use crate::documents::fault::{Fault, Meter};
use crate::documents::spans::{Content, Piece, Table};
use crate::documents::xml::Step;
use crate::problem::said;
use std::io::BufRead;

/// Word allows 63 columns; WPS no more than this.
const MAX_SPAN: u32 = 1024;

/// Reads paragraphs and tables up to the end of the element `end`. What only wraps them (content
/// controls, insertions, custom XML) is looked through.
pub(super) fn pieces<R: BufRead>(
    shown: &mut Shown<R>,
    end: &str,
    meter: &mut Meter<'_>,
    depth: usize,
    found: &mut Vec<Piece>,
) -> Result<(), Fault> {
    meter.nesting(depth)?;
    loop {
        match shown.step()? {
            Step::Open => piece(shown, meter, depth, found)?,
            Step::Close if shown.name() == end => return Ok(()),
            Step::End => return Err(Fault::broken(said!("正文没有结尾", "the text ends early"))),
            Step::Close | Step::Text => {}
        }
    }
}

/// Reads the element that opened last, if it is a paragraph or a table.
fn piece<R: BufRead>(
    shown: &mut Shown<R>,
    meter: &mut Meter<'_>,
    depth: usize,
    found: &mut Vec<Piece>,
) -> Result<(), Fault> {
    match shown.name() {
        "p" => {
            meter.cell()?;
            let mut boxes = Vec::new();
            let text = paragraph(shown, meter, depth, &mut boxes)?;
            found.push(Piece::Line(text, Spot::default()));
            found.append(&mut boxes);
        }
        "altChunk" => {
            let id = shown.raw().attribute("id").unwrap_or_default();
            if depth == 0 {
                shown.chunks.push((found.len(), id));
            } else {
                shown.chunks.push((usize::MAX, id));
            }
        }
        "tbl" => found.push(Piece::Table(table(shown, meter, depth + 1)?)),
        _ => {}
    }
    Ok(())
}

/// Reads a paragraph up to its end. What stands in text boxes goes to `boxes`.
fn paragraph<R: BufRead>(
    shown: &mut Shown<R>,
    meter: &mut Meter<'_>,
    depth: usize,
    boxes: &mut Vec<Piece>,
) -> Result<String, Fault> {
    let mut text = String::new();
    let (mut run, mut look, mut is_text) = (String::new(), Look::default(), false);
    loop {
        match shown.step()? {
            Step::Open => match shown.name() {
                "t" => is_text = true,
                "r" => end_run(shown, &mut text, &mut run, std::mem::take(&mut look)),
                "rPr" => look = run::look(shown)?,
                "tab" | "ptab" => run.push('\t'),
                "br" | "cr" => run.push('\n'),
                "noBreakHyphen" => run.push('-'),
                "sym" => run.extend(symbol(shown)),
                "txbxContent" => pieces(shown, "txbxContent", meter, depth + 1, boxes)?,
                _ => {}
            },
            Step::Text if is_text => {
                run.push_str(shown.text());
                meter.line(text.len() + run.len())?;
            }
            Step::Close => match shown.name() {
                "t" => is_text = false,
                "r" => end_run(shown, &mut text, &mut run, std::mem::take(&mut look)),
                "p" => {
                    end_run(shown, &mut text, &mut run, look);
                    return Ok(text);
                }
                _ => {}
            },
            Step::Text => {}
            Step::End => return Err(Fault::broken(said!("一个段落没有结尾", "a paragraph ends early"))),
        }
    }
}

/// Adds a run to its paragraph, if it is part of its text.
fn end_run<R: BufRead>(shown: &mut Shown<R>, text: &mut String, run: &mut String, look: Look) {
    if run.is_empty() {
        return;
    }
    if look == Look::default() {
        text.push_str(run);
    } else if !look.hidden {
        let signs = run::signs(run, look);
        match look {
            Look { struck: true, .. } => shown.apart.strike(&signs),
            Look { raised: true, .. } => shown.apart.raise(text, &signs),
            _ => text.push_str(&signs),
        }
    }
    run.clear();
}

/// Reads a table up to its end.
fn table<R: BufRead>(shown: &mut Shown<R>, meter: &mut Meter<'_>, depth: usize) -> Result<Table, Fault> {
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
            Step::End => return Err(Fault::broken(said!("一张表没有结尾", "a table ends early"))),
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
            Step::End => return Err(Fault::broken(said!("一行没有结尾", "a row ends early"))),
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
            Step::End => return Err(Fault::broken(said!("行属性没有结尾", "the properties of a row end early"))),
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
            Step::End => return Err(Fault::broken(said!("一个单元格没有结尾", "a cell ends early"))),
            Step::Close | Step::Text => {}
        }
    }
}

fn cell_properties<R: BufRead>(shown: &mut Shown<R>, cell: &mut RowCell) -> Result<(), Fault> {
    loop {
        match shown.raw().step()? {
            Step::Open => match shown.name() {
                "gridSpan" => cell.span = span(shown, 1),
                "vMerge" | "vmerge" => cell.above = Some(joins(shown)),
                "hMerge" | "hmerge" => cell.left = Some(joins(shown)),
                _ => {}
            },
            Step::Close if shown.name() == "tcPr" => return Ok(()),
            Step::End => return Err(Fault::broken(said!("单元格属性没有结尾", "the properties of a cell end early"))),
            Step::Close | Step::Text => {}
        }
    }
}

/// Word leaves the value out where a cell goes on, WPS writes `continue`.
fn joins<R: BufRead>(shown: &Shown<R>) -> Joins {
    if shown.value().as_deref() == Some("restart") { Joins::Begins } else { Joins::GoesOn }
}
