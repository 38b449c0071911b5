//! What a converter left of a table's cells, as one sequence of pieces: between two neighbours stands
//! what is known of a border there, as a price for a border and one for none, and the same for the end
//! of a row.

use crate::documents::{Block, Document, Grid, GridCell, Row, Spot};
use crate::records::form_labels::{FormLabels, Head};
use crate::records::self_evaluation::text::compact;
use std::collections::BTreeMap;

/// What a reading costs, in tenths of the price of one thing that would be odd about it.
pub(super) type Price = u32;
/// The price of what cannot be; sums of a few of them still fit.
pub(super) const NEVER: Price = u32::MAX / 64;
/// The price of a border between two digits, which nothing shows.
pub(super) const BLIND: Price = 20;

/// A cell, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its text without blanks; empty for a blank cell that left a trace.
    pub(super) text: String,
    /// The same as printed, whose characters have places.
    pub(super) raw: String,
    pub(super) spot: Spot,
    /// The price of a cell that begins here, and of one that goes on, within a row.
    pub(super) border: Price,
    pub(super) none: Price,
    /// The price of a row that begins here, and of one that goes on.
    pub(super) row: Price,
    pub(super) inside: Price,
}

/// The pieces of a table, and whether a blank cell leaves one.
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    pub(super) kept: bool,
    /// Whether nothing parts the cells, so that a piece is a sign or a word and no cell.
    pub(super) glued: bool,
}

/// One line of a text: its cells, and how many empty lines stand before it.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// The text of each, and where it begins.
    cells: Vec<(String, Spot)>,
    gap: u32,
}

impl Strip {
    /// Where the line begins.
    fn spot(&self) -> Spot {
        self.cells.first().map_or_else(Spot::default, |(_, spot)| *spot)
    }
}

/// The lines of a text, its tables with bars among them; nothing where its cells have rows already.
pub(super) fn strips(document: &Document) -> Option<Vec<Strip>> {
    let mut strips: Vec<Strip> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => strips.push(Strip { cells: spaced(&line.text, line.spot), gap: line.gap }),
            Block::Grid(grid) if is_whole(grid) => return None,
            Block::Grid(grid) => barred(grid, &mut strips)?,
        }
    }
    Some(strips)
}

/// Whether nearly all rows of a table with bars are as wide, and blank cells stand among the others: every
/// cell is in its place, which is no matter of ours.
fn is_whole(grid: &Grid) -> bool {
    let mut widths: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for row in grid.rows.iter().filter(|row| row.cells.len() > 1) {
        let blank = row.cells.iter().position(|cell| cell.text.is_empty()).unwrap_or(row.cells.len());
        let (rows, gapped) = widths.entry(row.cells.len()).or_default();
        *rows += 1;
        *gapped += usize::from(row.cells[blank..].iter().any(|cell| !cell.text.is_empty()));
    }
    let all: usize = widths.values().map(|(rows, _)| rows).sum();
    widths.values().any(|(rows, gapped)| rows * 10 >= all * 9 && gapped * 10 > *rows)
}

/// The cells of a line, where more than one blank stands between them.
fn spaced(line: &str, spot: Spot) -> Vec<(String, Spot)> {
    let mut cells: Vec<(String, Spot)> = Vec::new();
    let (mut blanks, mut parted) = (0_usize, true);
    for (at, sign) in line.chars().enumerate() {
        if sign.is_whitespace() {
            blanks += 1;
            parted |= blanks > 1 || matches!(sign, '\u{3000}' | '\t');
            continue;
        }
        match cells.last_mut().filter(|_| !parted) {
            Some((text, _)) => {
                text.extend(std::iter::repeat_n(' ', blanks));
                text.push(sign);
            }
            None => {
                cells.push((sign.to_string(), spot.behind(at)));
            }
        }
        (blanks, parted) = (0, false);
    }
    cells
}

/// The lines of a table with bars.
fn barred(grid: &Grid, strips: &mut Vec<Strip>) -> Option<()> {
    let mut before = 0;
    for row in &grid.rows {
        let line = row.cells.first()?.spot.line;
        if line == 0 || row.cells.iter().any(|cell| cell.spot.line != line) {
            return None;
        }
        let cells = row.cells.iter().map(|cell| (cell.text.clone(), cell.spot));
        match strips.last_mut().filter(|_| line == before) {
            Some(strip) => strip.cells.extend(cells),
            None => strips.push(Strip { cells: cells.collect(), gap: 0 }),
        }
        before = line;
    }
    Some(())
}

/// The lines as rows of a grid, by which its family is recognised. A bracket on a line of its own goes on
/// with the label above it.
pub(super) fn raw(strips: &[Strip]) -> Grid {
    let cell = |(text, spot): &(String, Spot)| GridCell { text: text.clone(), spot: *spot, ..GridCell::default() };
    let mut rows: Vec<Row> = Vec::new();
    for strip in strips {
        let bracket = strip.cells.first().filter(|(text, _)| text.starts_with(['(', '（']));
        match (bracket, rows.last_mut().and_then(|row| row.cells.last_mut())) {
            (Some((text, _)), Some(above)) if text.ends_with([')', '）']) => above.text.push_str(text),
            _ => rows.push(Row { cells: strip.cells.iter().map(cell).collect() }),
        }
    }
    Grid { rows }
}

/// The pieces of the lines that a converter made of a table; nothing where they have no such shape.
pub(super) fn pieces(strips: &[Strip], bars: bool, labels: &FormLabels) -> Option<Pieces> {
    let wide = strips.iter().filter(|strip| strip.cells.len() > 1).count();
    match bars {
        true => closed(strips).or_else(|| parted(strips)),
        false if wide * 2 > strips.len() => aligned(strips),
        false if wide == 0 => stacked(strips, labels),
        false => None,
    }
}

/// The widest table.
const WIDEST: usize = 24;

/// A table whose every row ends in a bar: the bars of a row add up to one number, also where its cells
/// are broken over lines.
fn closed(strips: &[Strip]) -> Option<Pieces> {
    let bars: Vec<usize> = strips.iter().map(|strip| strip.cells.len()).collect();
    let first = bars.iter().position(|bars| *bars > 1)?;
    // The width that leaves the fewest rows uneven.
    let counts = bars.as_slice();
    let fits = |from: usize| (2..=WIDEST).filter_map(move |width| Some((uneven(&counts[from..], width)?, from, width)));
    let usual = usual(counts);
    let ways = (0..=first).flat_map(fits);
    let (_, from, width) = ways.min_by_key(|(odd, from, width)| (Some(*width) != usual, *odd, *from, *width))?;
    let mut rows: Vec<(Vec<(String, Spot)>, bool)> =
        strips[..from].iter().map(|strip| (strip.cells.clone(), true)).collect();
    let (mut row, mut kept, mut whole) = (Vec::new(), 0, true);
    for (at, strip) in strips[from..].iter().enumerate() {
        row.extend(strip.cells.iter().cloned());
        if row.len() >= width || from + at + 1 == strips.len() {
            let fits = row.len() == width;
            let blank = row.iter().position(is_blank).unwrap_or(row.len());
            kept += usize::from(fits && !row[blank..].iter().all(is_blank));
            rows.push((std::mem::take(&mut row), whole));
            whole = fits;
        }
    }
    let kept = kept * 10 > rows.len();
    Some(Pieces {
        list: rows.into_iter().flat_map(|(row, whole)| certain(row, whole, kept)).collect(),
        kept,
        glued: false,
    })
}

fn is_blank((text, _): &(String, Spot)) -> bool {
    text.trim().is_empty()
}

/// The number of bars that a third of the lines have, where one does: a whole row has as many.
fn usual(bars: &[usize]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    bars.iter().filter(|bars| **bars > 3).for_each(|bars| *counts.entry(*bars).or_default() += 1);
    let (width, lines) = counts.into_iter().max_by_key(|(_, lines)| *lines)?;
    (lines * 3 >= bars.len()).then_some(width)
}

/// How many rows of lines that hold so many bars each have more than `width` bars; the end may be cut off.
/// Nothing where they are no rows of that width.
fn uneven(bars: &[usize], width: usize) -> Option<usize> {
    let (mut open, mut rows, mut odd) = (0, 0, 0);
    for bars in bars {
        open += bars;
        if open >= width {
            rows += 1;
            odd += usize::from(open > width);
            open = 0;
        }
    }
    (rows >= 3 && odd * 6 <= rows).then_some(odd)
}

/// What it costs to end a row where its bars do not.
const UNEVEN: Price = 20;

/// A row whose borders are certain; its beginning is too where the row above is `whole`. Blank cells that
/// only fill it up leave no piece.
fn certain(mut row: Vec<(String, Spot)>, whole: bool, kept: bool) -> Vec<Piece> {
    if !kept {
        row.retain(|cell| !is_blank(cell));
    }
    while row.last().is_some_and(is_blank) {
        row.pop();
    }
    let piece = |(at, (raw, spot)): (usize, (String, Spot))| {
        let (row, inside) = match at {
            0 if whole => (0, NEVER),
            0 => (UNEVEN, 0),
            _ => (NEVER, 0),
        };
        Piece { text: compact(&raw), raw, spot, border: 0, none: NEVER, row, inside }
    };
    row.into_iter().enumerate().map(piece).collect()
}

/// Columns drawn with blanks: a row on a line. A line of brackets alone goes on with headings.
fn aligned(strips: &[Strip]) -> Option<Pieces> {
    let rest = |(text, _): &(String, Spot)| text.starts_with(['(', '（']) && text.ends_with([')', '）']);
    let whole = strips.iter().filter(|strip| !strip.cells.iter().all(rest) || strip.cells.len() > 4);
    Some(Pieces {
        list: whole.flat_map(|strip| certain(strip.cells.clone(), true, false)).collect(),
        kept: false,
        glued: false,
    })
}

/// What it costs to join a line to the cell above it where rows end with lines.
const JOINED: Price = 30;

/// A table whose cells are parted by bars and whose rows end with a line, unless a cell is broken.
fn parted(strips: &[Strip]) -> Option<Pieces> {
    let widths = strips.iter().map(|strip| strip.cells.len()).filter(|width| *width > 1);
    let (least, most) = (widths.clone().min()?, widths.max()?);
    let rows = strips.iter().filter(|strip| strip.cells.len() > 2).count();
    // Where no cell is broken over lines, every line is a row, and others read it by its width.
    let first = strips.iter().position(|strip| strip.cells.len() > 1)?;
    let broken = strips[first..].iter().any(|strip| strip.cells.len() == 1 && !strip.cells[0].0.trim().is_empty());
    if least == most || rows * 2 < strips.len() || !broken {
        return None;
    }
    let mut list = Vec::new();
    for strip in strips {
        for (at, (raw, spot)) in strip.cells.iter().enumerate() {
            let (text, raw, spot) = (compact(raw), raw.clone(), *spot);
            list.push(match at {
                0 => Piece { text, raw, spot, border: NEVER, none: JOINED, row: 0, inside: 0 },
                _ => Piece { text, raw, spot, border: 0, none: NEVER, row: NEVER, inside: 0 },
            });
        }
    }
    Some(Pieces { list, kept: true, glued: false })
}

/// Fewer labels on lines of their own are no table of one cell a line.
const LABELS: usize = 6;
/// What it costs to join two lines to one cell where cells have lines of their own.
const BROKEN: Price = 40;
/// The same where they are paragraphs.
const PARAGRAPHS: Price = 60;
/// What it costs to begin a row where the paper shows none.
const UNSEEN: Price = 80;

/// A table of one cell a line, or a paragraph, whose rows are parted by more empty lines than its cells.
fn stacked(strips: &[Strip], labels: &FormLabels) -> Option<Pieces> {
    let text = |strip: &Strip| strip.cells.iter().map(|(text, _)| text.as_str()).collect::<String>();
    let is_label = |text: &str| {
        labels.head.exact(text).is_some()
            || labels.money.exact(text).is_some()
            || labels.indicator.exact(text).is_some()
    };
    if strips.iter().filter(|strip| is_label(&text(strip))).count() < LABELS {
        return None;
    }
    let opens = |text: &str| {
        labels.head.exact(text).is_some_and(|head| head == Head::Project)
            || labels.money_block.exact(text).is_some()
            || labels.funding.exact(text).is_some()
            || labels.total.exact(text).is_some()
    };
    let openers = strips.iter().skip(1).filter(|strip| opens(&text(strip)));
    let gaps: Vec<u32> = openers.map(|strip| strip.gap).collect();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    gaps.iter().for_each(|gap| *counts.entry(*gap).or_default() += 1);
    let (usual, _) = counts.into_iter().max_by_key(|(gap, count)| (*count, *gap))?;
    let inner = strips.iter().filter(|strip| strip.gap < usual).count();
    if usual < 2 || inner * 2 < strips.len() {
        return None;
    }
    let shown = gaps.iter().all(|gap| *gap >= usual);
    let piece = |strip: &Strip| {
        let ends = strip.gap >= usual;
        let (row, inside) = match (ends, shown) {
            (true, _) => (0, NEVER),
            (false, true) => (NEVER, 0),
            (false, false) => (UNSEEN, 0),
        };
        let none = if ends {
            NEVER
        } else if strip.gap == 0 {
            BROKEN
        } else {
            PARAGRAPHS
        };
        let raw = text(strip);
        Piece { text: compact(&raw), raw, spot: strip.spot(), border: 0, none, row, inside }
    };
    let list: Vec<Piece> = strips.iter().map(piece).filter(|piece| !piece.text.is_empty()).collect();
    Some(Pieces { list, kept: false, glued: false })
}
