//! Indicators whose cells lost their borders: words on a line each row, words broken anywhere, signs with
//! nothing between them. One model reads them all; the sums of the form choose among its readings.

use super::glued::{self, KNOWN};
use super::pieces::{NEVER, Piece, Pieces, Price};
use super::segment::text;
use super::settle::{Settled, summed};
use crate::documents::Spot;
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::raw::Raw;
use crate::records::self_evaluation::sums::Sums;
use crate::records::self_evaluation::tokens::{Gap, Token, spread, squash};
use crate::values::is_unit;
use std::collections::BTreeMap;

/// One row: where it begins, and its cells; one without a text is not certain.
pub(in crate::records::self_evaluation) struct Told {
    pub(in crate::records::self_evaluation) spot: Spot,
    pub(in crate::records::self_evaluation) cells: BTreeMap<Column, Option<Raw>>,
}

/// More words are no indicators of one form.
const WORDS: usize = 600;
/// A row that costs more has something odd in it.
const ODD: Price = 150;
/// What the borders of a glued row cost besides.
const SIGNS: Price = 70;
/// What it costs to join words over a blank, where both are words and where they are not.
const WORDED: Price = 60;
const BLANK: Price = 30;
/// The prices of a cell that begins with a line, and of one that goes on over it.
const BROKEN: (Price, Price) = (10, 5);
/// What it costs to join words over an empty line, and to begin a row within a line.
const EMPTY: Price = 40;
const INNER: Price = 30;

/// The rows of `words` below `columns`; nothing where none add up to `sums`. `steps` are counted down.
pub(in crate::records::self_evaluation) fn block(
    words: &[Token],
    glued: bool,
    columns: &[Column],
    sums: &Sums,
    labels: &FormLabels,
    steps: &mut usize,
) -> Option<Vec<Told>> {
    if !sums.known() || words.is_empty() || words.len() > WORDS {
        return None;
    }
    let lines: Vec<&[Token]> = words.chunk_by(|_, next| next.gap == Gap::Space).collect();
    let lined = glued || lines.iter().all(|line| ends_in_points(line, columns));
    let list = if glued {
        let signs = |line: &&[Token]| {
            let (printed, spots) = spread(line);
            let printed: Vec<char> = printed.chars().collect();
            glued::pieces(&printed, &squash(line).chars().collect::<Vec<char>>(), &spots, labels)
        };
        lines.iter().map(signs).collect::<Option<Vec<_>>>()?.concat()
    } else {
        spaced(words, lined)
    };
    let pieces = Pieces { list, kept: false, glued };
    let rows = summed(&pieces, columns, sums, labels, steps)?;
    // Words broken anywhere may belong to a neighbouring row: none is told where one of them is odd.
    if !lined && rows.iter().any(|row| row.reading.price > ODD) {
        return None;
    }
    Some(rows.iter().map(|row| told(row, &pieces, columns, labels)).collect())
}

/// Whether a line holds as many figures as its columns of points, so that it may be a row.
fn ends_in_points(line: &[Token], columns: &[Column]) -> bool {
    let points = columns.iter().filter(|column| is_points(**column)).count();
    let is_figure = |token: &&Token| token.normal.iter().all(|c| c.is_ascii_digit() || *c == '.');
    line.iter().filter(is_figure).count() >= points && line.len() > points + 1
}

fn is_points(column: Column) -> bool {
    matches!(column, Column::Weight | Column::Score | Column::Review)
}

/// The pieces of words, whose rows are lines or begin anywhere.
fn spaced(words: &[Token], lined: bool) -> Vec<Piece> {
    let is_word =
        |token: &Token, at: Option<&char>| at.is_some_and(|c| !c.is_ascii_digit()) && !token.normal.is_empty();
    let mut list: Vec<Piece> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| &words[above]);
        let worded =
            is_word(word, word.normal.first()) && above.is_some_and(|above| is_word(above, above.normal.last()));
        let (border, none) = match word.gap {
            _ if above.is_none() => (0, NEVER),
            Gap::Break | Gap::Empty if lined => (0, NEVER),
            Gap::Break => BROKEN,
            Gap::Empty => (0, EMPTY),
            Gap::Space => (0, if worded { WORDED } else { BLANK }),
        };
        let (row, inside) = match word.gap {
            _ if above.is_none() => (0, 0),
            Gap::Space if lined => (NEVER, 0),
            Gap::Space => (INNER, 0),
            _ if lined => (0, NEVER),
            _ => (0, 0),
        };
        list.push(Piece {
            text: word.text.clone(),
            raw: word.text.clone(),
            spot: word.spot,
            border,
            none,
            row,
            inside,
        });
    }
    list
}

/// A row as told: where a column of words is blank, the words beside it may be its own, and where nothing
/// shows a border between two texts there may be none; such cells stay open.
fn told(row: &Settled, pieces: &Pieces, columns: &[Column], labels: &FormLabels) -> Told {
    let list = &pieces.list;
    let blank = |at: usize| row.reading.cells[at].0 == row.reading.cells[at].1;
    let mut cells = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        let (from, to) = row.reading.cells[at];
        // The columns of words on both sides, up to the next figure.
        let left = columns[..at].iter().rposition(|column| is_points(*column)).map_or(0, |at| at + 1).max(2.min(at));
        let right = (at..columns.len()).find(|at| is_points(columns[*at])).unwrap_or(columns.len());
        let group = left..right;
        let beside = columns.contains(&Column::Unread);
        let torn = (pieces.glued || beside) && group.len() > 1 && group.clone().any(blank) && !group.clone().all(blank);
        let loose =
            pieces.glued && !blank(at) && (is_loose(row, list, from, labels) || is_loose(row, list, to, labels));
        let level = matches!(column, Column::Level1 | Column::Level2);
        let spot = list.get(from).map_or_else(Spot::default, |piece| piece.spot);
        let raw = if blank(at) { Raw::default() } else { Raw { text: text(list, (from, to)), spot } };
        let odd = row.reading.price > ODD + if pieces.glued { SIGNS } else { 0 };
        let certain = row.certain[at] && !odd && (level || is_points(*column) || !torn && !loose);
        cells.insert(*column, Some(raw).filter(|_| certain));
    }
    Told { spot: list[row.start].spot, cells }
}

/// Whether two texts meet before the piece at `at`, and no known word shows where.
fn is_loose(row: &Settled, list: &[Piece], at: usize, labels: &FormLabels) -> bool {
    if at == 0 || list.get(at).is_none_or(|piece| piece.border != KNOWN) {
        return false;
    }
    let (above, below) = (&list[at - 1].text, &list[at].text);
    let worded = |text: &str| {
        let known = [&labels.scales, &labels.steps, &labels.flow_level1, &labels.flow_level2];
        known.iter().any(|lexicon| lexicon.exact(text).is_some())
    };
    let cells = row.reading.cells.iter().filter(|cell| cell.0 < cell.1 && (cell.0 == at || cell.1 == at));
    let shown = cells.map(|cell| text(list, *cell)).any(|text| worded(&text));
    let digits = above.ends_with(|c: char| c.is_ascii_digit() || "%％".contains(c));
    !(shown || digits || above == below || is_unit(above))
}
