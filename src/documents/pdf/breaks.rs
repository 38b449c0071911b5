//! What stands between the two halves of a table: running heads and feet of any size, marks that it goes
//! on (续表), its title and unit printed again. It moves out of the way, so that the halves meet and are
//! joined.

use super::layout::{Piece, Table};
use super::lines::{is_page_mark, marginal};
use super::pages::Page;
use super::stitch::{self, Between};
use super::text::TextLine;
use std::collections::BTreeMap;

/// So many lines may stand between the halves of a table on either page.
const LINES: usize = 4;

/// A title that says it goes on is no longer than this.
const TITLE: usize = 40;

/// Moves what stands in the foot of a page below the table that ends there, and in the head of the next
/// above the table that begins there, behind the whole table where the second goes on with the first.
pub(super) fn clear(pages: &[Page], pieces: &mut [Vec<Piece>]) {
    let heads = repeated(pages, pieces);
    // What stood between the parts so far.
    let mut passed: Vec<Piece> = Vec::new();
    for number in 1..pieces.len() {
        let (before, after) = pieces.split_at_mut(number);
        let (Some(own), Some(next)) = (before.last_mut(), after.first_mut()) else { return };
        let pair = [&pages[number - 1], &pages[number]];
        let Some((feet, tops)) = gap(pair, own, next, &heads).filter(|gap| gap.0 + gap.1 > 0) else {
            behind_first(own, &mut passed);
            continue;
        };
        let on = |line: Piece, page: &Page| match line {
            Piece::Line(line) => Piece::Line(TextLine { page: page.number, ..line }),
            table @ Piece::Table(_) => table,
        };
        // Where the table begins, its foot stays on its page.
        let begins = !matches!(own.get(own.len() - 1 - feet), Some(Piece::Table(table)) if table.follows);
        if begins {
            let table = own.len() - 1 - feet;
            own[table..].rotate_left(1);
        } else {
            passed.extend(own.drain(own.len() - feet..).map(|line| on(line, pair[0])));
        }
        let told_again = next.drain(..tops).filter(|line| !says_again(line)).map(|line| on(line, pair[1]));
        passed.extend(told_again.collect::<Vec<_>>());
        if let Some(Piece::Table(table)) = next.first_mut() {
            table.follows = true;
        }
    }
    if let Some(last) = pieces.last_mut() {
        behind_first(last, &mut passed);
    }
}

/// Puts what was passed over behind the first piece of a page, which ends the table it stood in.
fn behind_first(pieces: &mut Vec<Piece>, passed: &mut Vec<Piece>) {
    let at = pieces.len().min(1);
    pieces.splice(at..at, passed.drain(..));
}

/// How many lines stand below the last table of a page and above the first of the next, where the second
/// goes on with the first; nothing where it does not.
fn gap(pair: [&Page; 2], own: &[Piece], next: &[Piece], heads: &BTreeMap<String, usize>) -> Option<(usize, usize)> {
    let feet = own.iter().rev().take_while(|piece| matches!(piece, Piece::Line(_))).count();
    let tops = next.iter().take_while(|piece| matches!(piece, Piece::Line(_))).count();
    if feet > LINES || tops > LINES {
        return None;
    }
    let (last, first) = (table(own.get(own.len().checked_sub(feet + 1)?))?, table(next.get(tops))?);
    let mut between = Between::Furniture;
    let mut goes_on = false;
    let lines = |pieces: &[Piece]| pieces.iter().filter_map(line).cloned().collect::<Vec<TextLine>>();
    let (below, above) = (lines(&own[own.len() - feet..]), lines(&next[..tops]));
    for (page, line) in below.iter().map(|line| (pair[0], line)).chain(above.iter().map(|line| (pair[1], line))) {
        let text = squashed(&line.text);
        let known = heads.get(&text).is_some_and(|count| *count > 1) || is_page_mark(&line.text);
        if is_continued(&text) {
            goes_on = true;
        } else if is_outer(line, page) || known {
            between = if known { between } else { Between::Doubtful };
        } else if !(goes_on && is_said_again(&text, own)) {
            return None;
        }
    }
    let between = if goes_on { Between::Continued } else { between };
    stitch::goes_on(last, first, pair[0].height, between).then_some((feet, tops))
}

/// How many pages have each line in their margins, by its text.
fn repeated(pages: &[Page], pieces: &[Vec<Piece>]) -> BTreeMap<String, usize> {
    let mut heads = BTreeMap::new();
    for (page, pieces) in pages.iter().zip(pieces) {
        for line in marginal(page, pieces) {
            *heads.entry(squashed(&line.text)).or_default() += 1;
        }
    }
    heads
}

fn table(piece: Option<&Piece>) -> Option<&Table> {
    match piece {
        Some(Piece::Table(table)) => Some(table),
        _ => None,
    }
}

fn line(piece: &Piece) -> Option<&TextLine> {
    match piece {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

/// A text without its blanks. Its digits stay: 第1表 and 第2表 are titles of two tables.
fn squashed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// Whether a line is a mark that a table goes on: 续表, （续）, a title with one behind it.
fn is_continued(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', '(', ')', '【', '】', '[', ']', '：', ':']);
    text.chars().count() <= TITLE
        && (bare.starts_with("续表")
            || bare.starts_with("接上")
            || bare == "续"
            || bare.ends_with("（续")
            || bare.ends_with("(续")
            || bare.ends_with("续表"))
}

/// Whether all that a line says stands on the page before too, as the unit of money does.
fn is_said_again(text: &str, before: &[Piece]) -> bool {
    before.iter().filter_map(line).any(|line| squashed(&line.text).contains(text))
}

/// Whether a line in the head of a page says no more than the table above said: it is a mark that the
/// table goes on.
fn says_again(piece: &Piece) -> bool {
    line(piece).is_some_and(|line| is_continued(&squashed(&line.text)))
}

/// Whether a line stands in the outer eighth of its page.
fn is_outer(line: &TextLine, page: &Page) -> bool {
    line.bottom < 0.125 * page.height || line.top > 0.875 * page.height
}
