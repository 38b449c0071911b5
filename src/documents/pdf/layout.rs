//! A page to its pieces in reading order: tables, and the lines of text around them. Every glyph
//! goes to one of them, once.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::lattice::{Area, Lattice, TooMany, lattice};
use super::pages::{Glyph, Page, Turn};
use super::rulings::frames;
use super::text::{self, TextLine};

/// A table, or the part of one that stands on one page.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The vertical lines from left to right.
    pub(super) xs: Vec<f64>,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) rows: usize,
    pub(super) cells: Vec<Cell>,
    pub(super) doubts: Vec<Doubt>,
    /// The horizontal lines from top to bottom; none where the rows stand on several pages.
    pub(super) ys: Vec<f64>,
    /// Whether it goes on with the table before it beyond doubt.
    pub(super) follows: bool,
}

/// What is not certain about a table, with the page and its row there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Figures of several rows without a line between them.
    LineMissing { page: u32, table: u32, row: usize },
    /// The first row of a table on a page, which may be the rest of the row before.
    RowCut { page: u32, table: u32, row: usize },
}

impl Table {
    /// Gives the table its number on the page.
    pub(super) fn number(&mut self, number: u32) {
        self.cells.iter_mut().for_each(|cell| cell.table = number);
        for doubt in &mut self.doubts {
            let (Doubt::LineMissing { table, .. } | Doubt::RowCut { table, .. }) = doubt;
            *table = number;
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) area: Area,
    /// Its lines, parted by line feeds.
    pub(super) text: String,
    /// Its page, the number of the table there, and the row of this page's part of the table where it
    /// begins, all from 1.
    pub(super) page: u32,
    pub(super) table: u32,
    pub(super) row: usize,
    /// How much room its last line leaves at its right edge.
    pub(super) room: f64,
    /// How wide its first word is, with the room a cell keeps free at its edges.
    pub(super) word: f64,
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Line(TextLine),
    Table(Table),
}

impl Piece {
    fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.top,
            Self::Table(table) => table.top,
        }
    }
}

/// The pieces of a page from top to bottom, and how many cells the tables have.
///
/// # Errors
///
/// Above `most` cells, or so many lines or tables that they are no page anyone printed.
pub(super) fn pieces(page: &Page, most: usize) -> Result<(Vec<Piece>, usize), TooMany> {
    const TABLES: usize = 2_000;
    let (mut lattices, mut units) = lattices(page, most, 0.0)?;
    // Pieces of lines that stop short of each other make few cells until they may.
    let cells = |lattices: &[Lattice]| lattices.iter().map(|lattice| lattice.areas.len()).sum::<usize>();
    if cells(&lattices) * PIECES < page.across.len().min(page.down.len()) {
        let (loose, count) = self::lattices(page, most, SLACK)?;
        if cells(&loose) > cells(&lattices) {
            (lattices, units) = (loose, count);
        }
    }
    if lattices.len() > TABLES {
        return Err(TooMany::Lines);
    }
    // A table within a cell of another comes first, so that its glyphs are its own.
    lattices.sort_by(|a, b| a.surface().total_cmp(&b.surface()));
    let homes = homes(&page.glyphs, &lattices);
    let mut held: Vec<Vec<Vec<&Glyph>>> =
        lattices.iter().map(|lattice| vec![Vec::new(); lattice.areas.len()]).collect();
    let mut loose: Vec<&Glyph> = Vec::new();
    for (glyph, home) in page.glyphs.iter().zip(homes) {
        match home {
            Some((table, cell)) => held[table][cell].push(glyph),
            None => loose.push(glyph),
        }
    }
    let tables = lattices.iter().zip(held).map(|(lattice, held)| Piece::Table(table(page, lattice, &held)));
    let mut pieces: Vec<Piece> = text::lines(&loose).into_iter().map(Piece::Line).chain(tables).collect();
    pieces.sort_by(|a, b| a.top().total_cmp(&b.top()));
    Ok((pieces, units))
}

/// So many pieces of lines each way make a cell at least, however they are drawn, and how far they may stop
/// short of each other.
const PIECES: usize = 4;
const SLACK: f64 = 2.0;

/// The tables that the lines of a page make, and how many units they have.
fn lattices(page: &Page, most: usize, slack: f64) -> Result<(Vec<Lattice>, usize), TooMany> {
    let (mut found, mut units) = (Vec::new(), 0);
    for frame in frames(page, slack).ok_or(TooMany::Lines)? {
        if let Some(lattice) = lattice(&frame, most - units)? {
            units += (lattice.xs.len() - 1) * (lattice.ys.len() - 1);
            found.push(lattice);
        }
    }
    Ok((found, units))
}

/// The table and the cell of a glyph.
type Home = Option<(usize, usize)>;

/// For each glyph its cell. Glyphs painted one behind the other without a gap are a word, and a
/// word that crosses a line stays whole: an overlong label runs over into the next cell.
fn homes(glyphs: &[Glyph], lattices: &[Lattice]) -> Vec<Home> {
    let alone: Vec<Home> = glyphs.iter().map(|glyph| home(glyph, lattices)).collect();
    let mut homes = alone.clone();
    let mut first = 0;
    while first < glyphs.len() {
        let mut end = first + 1;
        while end < glyphs.len() && follows(&glyphs[end - 1], &glyphs[end]) {
            end += 1;
        }
        if alone[first..end].windows(2).any(|pair| pair[0] != pair[1]) {
            keep_words(&glyphs[first..end], &alone[first..end], lattices, &mut homes[first..end]);
        }
        first = end;
    }
    homes
}

fn home(glyph: &Glyph, lattices: &[Lattice]) -> Home {
    let (x, y) = glyph.middle();
    if glyph.turn == Turn::Slanted {
        return None;
    }
    lattices.iter().enumerate().find_map(|(number, lattice)| lattice.cell_at(x, y).map(|cell| (number, cell)))
}

/// Whether `next` goes on with the word that `glyph` ends.
fn follows(glyph: &Glyph, next: &Glyph) -> bool {
    let level = (glyph.bottom - next.bottom).abs() < 0.3 * glyph.size;
    let gap = next.left - glyph.right;
    // One that begins well within the other is painted over it, and begins another word.
    let figures = is_figure(glyph.sign) && is_figure(next.sign);
    let near = gap > -if figures { 0.02 } else { 0.15 } * glyph.size && gap < 0.3 * glyph.size;
    glyph.turn == Turn::Upright && next.turn == Turn::Upright && level && near
}

/// Gives a word that crosses lines to one cell, where a glyph shows that it does cross: it stands on
/// the line, or the next follows without the room that a cell keeps free at its edges.
fn keep_words(glyphs: &[Glyph], alone: &[Home], lattices: &[Lattice], homes: &mut [Home]) {
    const EDGE: f64 = 0.1;
    let mut first = 0;
    for at in 1..=glyphs.len() {
        let parted = at == glyphs.len() || {
            let (glyph, next) = (&glyphs[at - 1], &glyphs[at]);
            let edge = alone[at - 1].or(alone[at]).map(|(table, cell)| (table, lattices[table].edges(cell)));
            let line = edge.map(|(_, edges)| if alone[at - 1].is_some() { edges[2] } else { edges[0] });
            let on_line = line.is_some_and(|x| glyph.right - x > EDGE * glyph.size || x - next.left > EDGE * next.size);
            let gap = next.left - glyph.right;
            // A label that runs over its edge ends where a figure begins, if anything is between them.
            let figure = is_figure(next.sign) != is_figure(glyph.sign) && gap.abs() > EDGE * glyph.size;
            figure || alone[at - 1] != alone[at] && !on_line && gap > 0.02 * glyph.size
        };
        if parted {
            let owner = owner(&glyphs[first..at], &alone[first..at]);
            homes[first..at].fill(owner);
            first = at;
        }
    }
}

/// Whether a sign is part of a figure, or of what stands before one.
fn is_figure(sign: char) -> bool {
    sign.is_ascii_digit() || ".,-%−≥≤<>＜＞=".contains(sign)
}

/// The cell of a word that stands in several: the one under the middle of a number, since numbers
/// are aligned at the right or centred, else the one it begins in.
fn owner(glyphs: &[Glyph], alone: &[Home]) -> Home {
    let number = glyphs.iter().all(|glyph| glyph.sign.is_ascii_digit() || ".,-%−".contains(glyph.sign));
    let at = if number { glyphs.len() / 2 } else { 0 };
    alone[at].or_else(|| alone.iter().copied().flatten().next())
}

fn table(page: &Page, lattice: &Lattice, held: &[Vec<&Glyph>]) -> Table {
    let (mut cells, mut doubts) = (Vec::new(), Vec::new());
    for (number, (area, glyphs)) in lattice.areas.iter().zip(held).enumerate() {
        let lines = text::lines(glyphs);
        let right = lattice.edges(number)[2];
        if let Some(rows) = run_together(lattice, *area, &lines) {
            doubts.push(Doubt::LineMissing { page: page.number, table: 0, row: area.row + 1 });
            for (down, lines) in rows.into_iter().enumerate() {
                cells.push(cell(Area { row: area.row + down, rows: 1, ..*area }, &lines, right, page.number));
            }
        } else {
            cells.push(cell(*area, &lines, right, page.number));
        }
    }
    let (xs, rows) = (lattice.xs.clone(), lattice.ys.len() - 1);
    let ys = lattice.ys.clone();
    Table { xs, top: lattice.top(), bottom: lattice.bottom(), rows, cells, doubts, ys, follows: false }
}

fn cell(area: Area, lines: &[TextLine], right: f64, page: u32) -> Cell {
    Cell {
        area,
        room: lines.last().map_or(f64::INFINITY, |line| right - line.right),
        word: lines.first().map_or(0.0, |line| word(&line.text) * line.size),
        text: lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n"),
        page,
        table: 0,
        row: area.row + 1,
    }
}

/// How wide the first word of a text is, in sizes of its type, with the room a cell keeps free at its
/// edges and between scripts: figures and Latin words are not broken, and a closing sign does not
/// begin a line.
fn word(text: &str) -> f64 {
    const EDGES: f64 = 0.9;
    let latin = text.chars().take_while(char::is_ascii_graphic).count();
    let first = if latin == 0 { 1 } else { 0 };
    let closing = text.chars().skip(latin + first).take_while(|sign| "，。；：、）》”！？".contains(*sign)).count();
    EDGES + 0.5 * latin.min(64) as f64 + (first + closing).min(64) as f64
}

/// The lines of a cell over several rows, row by row, where each row has one with a figure and
/// they stand further apart than those of a wrapped one: a piece of line between them is missing.
fn run_together(lattice: &Lattice, area: Area, lines: &[TextLine]) -> Option<Vec<Vec<TextLine>>> {
    const APART: f64 = 1.8;
    if area.rows < 2 || lines.len() != area.rows {
        return None;
    }
    let is_figure = |line: &TextLine| line.text.chars().all(is_figure);
    let stands = |(down, line): (usize, &TextLine)| {
        let (row, middle) = (area.row + down, (line.top + line.bottom) / 2.0);
        (lattice.ys[row]..lattice.ys[row + 1]).contains(&middle)
    };
    let apart = lines.windows(2).all(|pair| pair[1].top - pair[0].top > APART * pair[0].size);
    (apart && lines.iter().all(is_figure) && lines.iter().enumerate().all(stands))
        .then(|| lines.iter().map(|line| vec![line.clone()]).collect())
}
