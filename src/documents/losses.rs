//! What a reader lost on the way, or chose not to read, told as problems: none of it may pass in
//! silence.

use crate::documents::{Source, Spot};
use crate::problem::Problem;
use crate::values::Place;

/// What stands for bytes that are no text in their encoding.
const LOST: char = '\u{fffd}';

/// The problem of a text of which some bytes could not be decoded.
pub(super) fn unreadable(file: &str, text: &str, encoding: &str) -> Option<Problem> {
    let (line, _) = (1_u32..).zip(text.split('\n')).find(|(_, line)| line.contains(LOST))?;
    let count = text.chars().filter(|c| *c == LOST).count();
    let message = format!("found {count} signs that are no text in {encoding}, shown as `{LOST}`; this is the first");
    Some(
        Problem::doubt("signs-lost", Place::line(file, line), message).hint(
            "the figures on these lines may lack digits: compare them with the document, or save it anew in UTF-8",
        ),
    )
}

/// The note of a sheet that a workbook hides.
pub(super) fn hidden_sheet(file: &str, name: &str) -> Problem {
    let message = format!("the sheet `{}` is hidden and was not read", crate::problem::shorten(name));
    Problem::note("sheet-hidden", Place::file(file), message).hint("show it in the workbook if it was published")
}

/// The note of rows and columns that a sheet hides.
pub(super) fn hidden_cells(source: &Source, sheet: u32, rows: usize, columns: usize) -> Problem {
    let message = format!("{rows} rows and {columns} groups of columns are hidden; they were read all the same");
    Problem::note("cells-hidden", source.place(Spot { sheet, ..Spot::default() }), message)
}

/// The problems of formulas whose values a sheet does not hold: one for each of `spots`, and one for
/// the rest of all `count`.
pub(super) fn uncached(source: &Source, spots: &[Spot], count: usize) -> Vec<Problem> {
    let problem = |spot: &Spot, message: String| {
        Problem::error("formula-uncached", source.place(*spot), message)
            .hint("open the file in a spreadsheet program and save it: that computes its formulas")
    };
    let message = || "found a formula without its value, expected what it comes to".to_owned();
    let mut problems: Vec<Problem> = spots.iter().map(|spot| problem(spot, message())).collect();
    if let (Some(last), true) = (spots.last(), count > spots.len()) {
        let message = format!("found {} more formulas without their values below this one", count - spots.len());
        problems.push(problem(last, message));
    }
    problems
}

/// The doubt of a workbook that says of itself that the values of its formulas may be old.
pub(super) fn stale(file: &str, count: usize) -> Problem {
    let message =
        format!("found {count} formulas in a workbook that asks to be computed anew: their values may be old");
    Problem::doubt("formula-stale", Place::file(file), message)
        .hint("open the file in a spreadsheet program and save it: that computes its formulas")
}

/// The note of text that was deleted with the changes tracked.
pub(super) fn deletions(file: &str, count: usize) -> Problem {
    let message = format!("found {count} deletions among tracked changes; the text was read as accepted");
    Problem::note("changes-tracked", Place::file(file), message)
}

/// The problem of objects of other programs, whose figures only a picture shows.
pub(super) fn embedded(file: &str, count: usize) -> Problem {
    let message = format!("found {count} embedded objects, such as tables of a workbook, that were not read");
    Problem::doubt("objects-embedded", Place::file(file), message)
        .hint("open the document and paste what they hold as text")
}

/// The note of pictures, which may hold text.
pub(super) fn pictures(file: &str, count: usize) -> Problem {
    Problem::note("pictures", Place::file(file), format!("found {count} pictures; what they show was not read"))
}
