//! What stands on the paper: lines of text and grids of cells, each with its place.
//!
//! This room takes bytes and knows no government: it decodes, finds the physical shape and keeps
//! the places. What the words mean is the business of `records`.

mod apart;
mod archive;
mod cells;
mod clean;
mod decode;
mod delimited;
mod detect;
mod docx;
mod fault;
mod grid;
mod html;
mod legacy;
mod limits;
mod losses;
mod mht;
mod odt;
mod package;
mod pdf;
mod repair;
mod rows;
mod rtf;
mod spans;
mod workbook;
mod xml;

pub use detect::{Format, detect};
pub use grid::{Block, Document, Grid, GridCell, Line, Merge, PrintedCell, Row, Source, Spot};
pub use limits::{Limit, Limits};

use crate::documents::delimited::Part;
use crate::documents::fault::{Fault, Meter};
use crate::problem::Problem;
use std::borrow::Cow;

/// Reads the bytes of one published file into its blocks, within the usual [`Limits`].
///
/// `file` is only a name for places and messages; nothing is opened.
///
/// # Errors
///
/// A file that is empty, broken, encrypted or scanned, of an unknown format, or over a limit, is one
/// problem for the whole file.
pub fn read(file: &str, bytes: &[u8]) -> Result<Document, Problem> {
    read_within(file, bytes, &Limits::default())
}

/// Reads like [`read`], within limits of the caller's.
///
/// # Errors
///
/// As [`read`].
pub fn read_within(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    if bytes.len() > limits.bytes {
        return Err(Limit::Bytes.broken(file, limits));
    }
    let format = detect(bytes);
    if matches!(format, Format::Html | Format::Text) && bytes.len() > limits.text_bytes {
        return Err(Limit::Text.broken(file, limits));
    }
    let mut document = match format {
        Format::Pdf => pdf::read(file, bytes, limits),
        Format::Docx => docx::read(file, bytes, limits),
        Format::Xlsx => workbook::read_xlsx(file, bytes, limits),
        Format::Ods => workbook::read_ods(file, bytes, limits),
        Format::Doc => legacy::read_doc(file, bytes, limits),
        Format::Xls => legacy::read_xls(file, bytes, limits),
        Format::SpreadsheetXml => workbook::read_spreadsheet_xml(file, &decoded(bytes), limits),
        Format::WordXml => docx::read_single(file, &decoded(bytes), limits),
        Format::FlatOpenDocument => workbook::read_flat(file, &decoded(bytes), limits),
        Format::Rtf => rtf::read(file, bytes, limits),
        Format::Mht => {
            html::read(file, &mht::pages(bytes), limits).map(|document| Document { format: "mht", ..document })
        }
        Format::Html => html::read(file, bytes, limits),
        Format::Text => text(file, bytes, limits),
    }?;
    clean::clean(&mut document);
    // What reads the lines and cells on may take its time with each.
    if longest(&document) > limits.line_bytes { Err(Limit::Line.broken(file, limits)) } else { Ok(document) }
}

/// The text of an XML.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    decode::guess(bytes).decode(bytes).0
}

/// The bytes of the longest line or cell.
fn longest(document: &Document) -> usize {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Line(line) => Box::new(std::iter::once(&line.text)) as Box<dyn Iterator<Item = &String>>,
        Block::Grid(grid) => Box::new(grid.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text)),
    });
    texts.map(String::len).max().unwrap_or(0)
}

fn text(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let text = decode::decode(file, bytes)?;
    let told = |fault: Fault| fault.problem(file, ("文本文件", "a text"), limits);
    let problems = losses::unreadable(file, &text.text, text.encoding).into_iter().collect();
    let drawn = delimited::with_bars(&text.text);
    let blocks = parts(drawn.as_deref().unwrap_or(&text.text), &mut Meter::new(limits)).map_err(told)?;
    Ok(Document { source: Source::new(file), format: "text", encoding: text.encoding, blocks, problems })
}

/// The blocks of a text: its tables of rows on a line, and what its other lines make.
fn parts(text: &str, meter: &mut Meter<'_>) -> Result<Vec<Block>, Fault> {
    let mut found = Vec::new();
    for part in delimited::parts(text, meter)? {
        match part {
            Part::Table(grid) => found.push(Block::Grid(grid)),
            Part::Lines(text, before) => {
                let mut lines = decode::lines(&text, meter)?;
                lines.iter_mut().for_each(|line| line.spot.line += before);
                found.extend(blocks(lines));
            }
        }
    }
    Ok(found)
}

/// The blocks of a text: the tables that its bars or tabs draw, and lines elsewhere.
fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let parts = rows::parted(lines).into_iter();
    parts.flat_map(|part| part.map_or_else(cells::blocks, |grid| vec![Block::Grid(grid)])).collect()
}
