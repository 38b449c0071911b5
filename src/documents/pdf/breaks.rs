//! What stands between the two halves of a table: the running head or foot of a page. It moves out of
//! the way, so that the halves meet and are joined.

use super::layout::{Piece, Table};
use super::pages::Page;
use super::stitch;
use super::text::TextLine;

/// Moves a line in the foot of a page before the table that ends there, and one in the head of the
/// next behind the table that begins there, where the second table goes on with the first.
pub(super) fn clear(pages: &[Page], pieces: &mut [Vec<Piece>]) {
    for (number, pair) in pages.windows(2).enumerate() {
        let (before, after) = pieces.split_at_mut(number + 1);
        let (Some(own), Some(next)) = (before.last_mut(), after.first_mut()) else { return };
        let foot = usize::from(own.last().is_some_and(|piece| is_marginal(piece, &pair[0])));
        let head = usize::from(next.first().is_some_and(|piece| is_marginal(piece, &pair[1])));
        let last = own.len().checked_sub(1 + foot).and_then(|at| table(own.get(at)));
        let goes_on = last.zip(table(next.get(head))).is_some_and(|(last, first)| {
            stitch::goes_on_without_headings(last, first, pair[0].height) && foot + head > 0
        });
        if goes_on {
            let end = own.len();
            own[end - 1 - foot..].rotate_right(foot);
            next[..=head].rotate_left(head);
        }
    }
}

fn table(piece: Option<&Piece>) -> Option<&Table> {
    match piece {
        Some(Piece::Table(table)) => Some(table),
        _ => None,
    }
}

/// Whether a piece is a line in the outer tenth of its page.
fn is_marginal(piece: &Piece, page: &Page) -> bool {
    let outer = |line: &TextLine| line.bottom < 0.1 * page.height || line.top > 0.9 * page.height;
    matches!(piece, Piece::Line(line) if outer(line))
}
