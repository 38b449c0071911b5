//! What stands on the paper: lines of text and grids of cells, each with its place.
//!
//! This room takes bytes and knows no government: it decodes, finds the physical shape and keeps
//! the places. What the words mean is the business of `records`.

mod archive;
mod cells;
mod decode;
mod detect;
mod docx;
mod fault;
mod grid;
mod html;
mod legacy;
mod limits;
mod package;
mod pdf;
mod repair;
mod rows;
mod spans;
mod workbook;
mod xml;

pub use detect::{Format, detect};
pub use grid::{Block, Document, Grid, GridCell, Line, Merge, PrintedCell, Row, Source, Spot};
pub use limits::{Limit, Limits};

use crate::problem::Problem;

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
    match detect(bytes) {
        Format::Pdf => pdf::read(file, bytes, limits),
        Format::Docx => docx::read(file, bytes, limits),
        Format::Xlsx => workbook::read_xlsx(file, bytes, limits),
        Format::Ods => workbook::read_ods(file, bytes, limits),
        Format::Doc => legacy::read_doc(file, bytes, limits),
        Format::Xls => legacy::read_xls(file, bytes, limits),
        Format::Html => html::read(file, bytes, limits),
        Format::Text => text(file, bytes),
    }
}

fn text(file: &str, bytes: &[u8]) -> Result<Document, Problem> {
    let text = decode::decode(file, bytes)?;
    let lines = decode::lines(&text.text);
    Ok(Document { source: Source::new(file), format: "text", encoding: text.encoding, blocks: blocks(lines) })
}

/// The blocks of a text: the tables that its bars or tabs draw, and lines elsewhere.
fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let parts = rows::parted(lines).into_iter();
    parts.flat_map(|part| part.map_or_else(cells::blocks, |grid| vec![Block::Grid(grid)])).collect()
}
