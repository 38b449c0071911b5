//! What a PDF shows that is not read: pages that are pictures, and signs whose meaning it does not
//! tell.

use crate::documents::pdf::pages::Page;
use crate::documents::pdf::pictures::pictures;
use crate::documents::{Source, Spot};
use crate::problem::Problem;

/// A picture with fewer points than this does not fill a page: A4 at 72 points an inch has 500,000.
const PAGE_POINTS: u64 = 400_000;

/// A page number and its dress, stamped on a scanned page, has no more signs.
const STAMP: usize = 12;

/// The problems of a PDF that was read, by page.
pub(super) fn problems(file: &str, bytes: &[u8], pages: &[Page]) -> Vec<Problem> {
    let source = Source::new(file);
    let place = |page: &Page| source.place(Spot { page: page.number, ..Spot::default() });
    let mut problems = Vec::new();
    // Which picture stands on which page is not told, so a page counts as scanned if it has no text
    // and the file has a picture as large as a page.
    let mut bare = pages.iter().filter(|page| is_bare(page)).peekable();
    if bare.peek().is_some() && pictures(bytes).any(|points| points >= PAGE_POINTS) {
        problems.extend(bare.map(|page| {
            let number = page.number;
            let message = format!(
                "found no text on page {number} in a file with pictures as large as a page: it is scanned, or blank"
            );
            Problem::doubt("page-scanned", place(page), message).hint(
                "look at the page: if something stands on it, it is missing here; read it off the paper, or ask the publisher for the document itself",
            )
        }));
    }
    for page in pages {
        let unknown = page.glyphs.iter().filter(|glyph| is_unknown(glyph.sign)).count();
        if unknown > 0 {
            let message = format!("found {unknown} signs whose font does not tell what they mean, expected text");
            problems.push(
                Problem::error("signs-unknown", place(page), message)
                    .hint("print the page to a new PDF, or compare its figures with the paper"),
            );
        }
    }
    problems.sort_by_key(|problem| problem.place.page);
    problems
}

/// Whether a page shows no text beside a page number.
fn is_bare(page: &Page) -> bool {
    let dress = |sign: char| sign.is_ascii_digit() || "-—－–第页共/".contains(sign);
    page.glyphs.len() <= STAMP && page.glyphs.iter().all(|glyph| dress(glyph.sign))
}

/// Whether a sign stands for nothing: the mark for what could not be told, or a place in the private
/// area that is not one of the ticks and bullets of Microsoft's fonts of signs.
fn is_unknown(sign: char) -> bool {
    matches!(sign, '\u{fffd}' | '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}')
}
