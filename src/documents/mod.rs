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
mod limits;
mod pdf;
mod repair;
mod spans;
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
        Format::Xlsx | Format::Ods | Format::Doc | Format::Xls | Format::Html | Format::Text => text(file, bytes),
    }
}

fn text(file: &str, bytes: &[u8]) -> Result<Document, Problem> {
    let text = decode::decode(file, bytes)?;
    let lines = decode::lines(&text.text);
    Ok(Document { source: Source::new(file), format: "text", encoding: text.encoding, blocks: cells::blocks(lines) })
}
