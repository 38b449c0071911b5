//! What stands on the paper: lines of text and grids of cells, each with its place.
//!
//! This room takes bytes and knows no government: it decodes, finds the physical shape and keeps
//! the places. What the words mean is the business of `records`.

mod cells;
mod decode;
mod grid;
mod rows;

pub use grid::{Block, Document, Grid, GridCell, Line, Merge, Row, Source, Spot};

use crate::problem::Problem;

/// Reads the bytes of one published file into its blocks.
///
/// `file` is only a name for places and messages; nothing is opened.
///
/// # Errors
///
/// A file that is empty, or that is not text, is one problem for the whole file.
pub fn read(file: &str, bytes: &[u8]) -> Result<Document, Problem> {
    let text = decode::decode(file, bytes)?;
    let lines = decode::lines(&text.text);
    Ok(Document { source: Source::new(file), format: "text", encoding: text.encoding, blocks: blocks(lines) })
}

/// The blocks of a text: the tables that its bars or tabs draw, and lines elsewhere.
fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let parts = rows::parted(lines).into_iter();
    parts.flat_map(|part| part.map_or_else(cells::blocks, |grid| vec![Block::Grid(grid)])).collect()
}
