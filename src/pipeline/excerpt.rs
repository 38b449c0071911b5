//! The line a problem speaks of, so that a reader need not open the file.

use crate::documents::{Block, Document, Spot};
use crate::problem::Problem;
use crate::records::Reading;
use crate::reports::Noted;
use crate::values::Place;
use std::collections::BTreeSet;

/// Problems that stopped something, with their excerpts, sorted by place.
pub type Trouble = Vec<Noted>;

/// Characters of an excerpt that are shown.
const SHOWN: usize = 160;

/// `problem` without an excerpt.
pub(crate) fn noted(problem: Problem) -> Noted {
    Noted { problem, excerpt: None }
}

/// `problem` with the line of `document` it stands on.
pub(super) fn in_document(problem: Problem, document: &Document) -> Noted {
    let excerpt = line_of(document, &problem.place);
    Noted { problem, excerpt }
}

/// `problem` with the line of `text` it stands on.
pub(super) fn in_text(problem: Problem, text: &str) -> Noted {
    let line = problem.place.line.and_then(|number| text.lines().nth(number as usize - 1));
    let excerpt = problem.place.line.zip(line).map(|(number, line)| shown(number, line.trim_end()));
    Noted { problem, excerpt }
}

/// The lines and rows that the figures of `reading` stand on, each once, with their places.
pub(super) fn of_figures(reading: &Reading, document: &Document) -> Vec<(Place, String)> {
    let printed = reading.printed.iter().map(|printed| &printed.place);
    let directions = reading.remarks.directions.iter().map(|direction| &direction.place);
    let products = reading.remarks.products.iter().map(|product| &product.place);
    let headings = reading.remarks.headings.iter().map(|heading| &heading.place);
    let tables = reading.remarks.tables.iter().chain(&reading.remarks.listed).map(|table| &table.place);
    let places = printed.chain(directions).chain(products).chain(headings).chain(tables);
    let lines: BTreeSet<Place> = places.map(Place::whole_line).collect();
    lines.into_iter().filter_map(|place| line_of(document, &place).map(|line| (place, line))).collect()
}

/// The line, paragraph or row of `document` at `place`, shown whole.
fn line_of(document: &Document, place: &Place) -> Option<String> {
    let number = place.number()?;
    let stands_here = |spot: Spot| document.source.place(spot).shares_line(place);
    document.blocks.iter().find_map(|block| match block {
        Block::Line(line) => stands_here(line.spot).then(|| shown(number, &line.text)),
        Block::Grid(grid) => {
            let row = grid.rows.iter().find(|row| row.cells.iter().any(|cell| stands_here(cell.spot)))?;
            let cells: Vec<String> = row.cells.iter().map(|cell| cell.text.replace('\n', "")).collect();
            Some(shown(number, &cells.join(" | ")))
        }
    })
}

/// A line as an excerpt shows it: its number, a bar, and what fits.
fn shown(number: u32, line: &str) -> String {
    let mut text: String = line.chars().take(SHOWN).collect();
    if text.len() < line.len() {
        text.push('…');
    }
    format!("{number} | {text}")
}
