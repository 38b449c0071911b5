//! Web pages: their tables with the spans of their cells, and the lines around them.
//!
//! Only the tokens of a page are needed, so no tree is built: a page costs what its tables hold, and
//! stops costing where a limit is met.

mod charset;
mod page;
mod tokens;
mod veil;

use crate::documents::apart::Apart;
use crate::documents::detect::{Format, detect};
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::spans::Piece;
use crate::documents::{Block, Document, Source, losses, spans};
use crate::problem::Problem;

/// Reads a web page.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let (text, encoding) = charset::decode(bytes);
    let (blocks, apart) =
        blocks(&text, limits).map_err(|fault| fault.problem(file, ("网页文件", "a web page"), limits))?;
    let problems = losses::unreadable(file, &text, encoding).into_iter().chain(apart.problems(file)).collect();
    Ok(Document { source: Source::new(file), format: "html", encoding, blocks, problems })
}

/// Whether bytes are a web page.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    detect(bytes) == Format::Html
}

/// The pieces of a page that is part of another document.
pub(super) fn pieces(bytes: &[u8], limits: &Limits) -> Result<(Vec<Piece>, Apart), Fault> {
    let (text, _) = charset::decode(bytes);
    let (pieces, apart, _) = tokens::pieces(&text, Meter::new(limits))?;
    Ok((pieces, apart))
}

fn blocks(text: &str, limits: &Limits) -> Result<(Vec<Block>, Apart), Fault> {
    let (pieces, apart, mut meter) = tokens::pieces(text, Meter::new(limits))?;
    Ok((spans::blocks(pieces, &mut meter)?, apart))
}
