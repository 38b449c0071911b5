//! Boxes of a table whose labels are contact words: what stands beside or below them.

use crate::documents::{Grid, Merge};
use crate::records::people::text::{is_box, is_personal};
use crate::records::people::words::{ContactWords, Kind};

/// A longer text is no content of a box for a name.
const LONGEST: usize = 40;

/// The cells of `grid` that hold names and numbers and nothing else, by row and position.
pub(super) fn boxes(grid: &Grid, contacts: &ContactWords) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, row) in grid.rows.iter().enumerate() {
        let printed: Vec<_> = row.printed().collect();
        for (index, cell) in printed.iter().enumerate() {
            let Some(chain) = is_box(&cell.cell.text, contacts) else { continue };
            let beside = printed.get(index + 1).filter(|next| next.cell.merge != Merge::Above);
            let text = beside.map_or("", |next| next.cell.text.as_str());
            let below = below(grid, at, cell.column, chain.kind, contacts);
            let beside_is_content = match chain.kind {
                Kind::Heading => false,
                kind => is_personal(text, kind, contacts) || below.is_empty() && may_be_content(text, contacts),
            };
            match beside {
                Some(next) if beside_is_content => found.push((at, next.column)),
                _ => found.extend(below),
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The cells below a heading that hold names or numbers, up to the first that does not.
fn below(grid: &Grid, at: usize, column: usize, kind: Kind, contacts: &ContactWords) -> Vec<(usize, usize)> {
    let cells = grid.rows.iter().enumerate().skip(at + 1).map_while(|(row, cells)| {
        let cell = cells.cells.get(column)?;
        let covered = cell.merge != Merge::Own || cell.text.trim().is_empty();
        let kind = if kind == Kind::Heading { Kind::Name } else { kind };
        (covered || is_personal(&cell.text, kind, contacts)).then_some((row, covered))
    });
    cells.filter(|(_, covered)| !covered).map(|(row, _)| (row, column)).collect()
}

/// Whether a text beside the label of a box may be what the box holds: no label, no figure, not long.
fn may_be_content(text: &str, contacts: &ContactWords) -> bool {
    let text = text.trim();
    let is_figure = || text.chars().all(|c| c.is_ascii_digit() || ".,%-— /".contains(c)) && text.len() < 7;
    let is_label = || is_box(text, contacts).is_some() || contacts.is_known(text);
    !text.is_empty() && text.chars().count() <= LONGEST && !is_figure() && !is_label()
}
