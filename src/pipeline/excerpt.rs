//! The line a problem speaks of, so that a reader need not open the file.

use crate::documents::{Block, Document, Spot};
use crate::problem::Problem;
use crate::reports::Noted;
use crate::values::Place;

/// Problems that stopped something, with their excerpts, sorted by place.
pub type Trouble = Vec<Noted>;

/// Characters of an excerpt that are shown.
const SHOWN: usize = 160;

/// `problem` without an excerpt.
pub fn noted(problem: Problem) -> Noted {
    Noted { problem, excerpt: None }
}

/// `problem` with the line of `document` it stands on.
pub fn in_document(problem: Problem, document: &Document) -> Noted {
    let excerpt = line_of(document, &problem.place);
    Noted { problem, excerpt }
}

/// `problem` with the line of `text` it stands on.
pub fn in_text(problem: Problem, text: &str) -> Noted {
    let line = problem.place.line.and_then(|number| text.lines().nth(number as usize - 1));
    let excerpt = problem.place.line.zip(line).map(|(number, line)| shown(number, line.trim_end()));
    Noted { problem, excerpt }
}

/// The line or row of `document` at `place`, whose column does not matter: a row is shown whole.
pub fn line_of(document: &Document, place: &Place) -> Option<String> {
    let place = Place { column: None, ..place.clone() };
    let number = place.line.or(place.row)?;
    let stands_here = |spot: Spot| Place { column: None, ..document.source.place(spot) } == place;
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
