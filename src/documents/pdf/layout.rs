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
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) area: Area,
    /// Its lines, parted by line feeds.
    pub(super) text: String,
    /// Its page, and the row of this page's part of the table where it begins, from 1.
    pub(super) page: u32,
    pub(super) row: usize,
    /// Whether its last line runs to its right edge, so that the text may go on.
    pub(super) full: bool,
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
    let mut lattices = Vec::new();
    let mut units = 0;
    for frame in frames(page).ok_or(TooMany::Lines)? {
        if let Some(lattice) = lattice(&frame, most - units)? {
            units += (lattice.xs.len() - 1) * (lattice.ys.len() - 1);
            lattices.push(lattice);
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
    glyph.turn == Turn::Upright && next.turn == Turn::Upright && level && gap.abs() < 0.3 * glyph.size
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
            alone[at - 1] != alone[at] && !on_line && next.left - glyph.right > 0.02 * glyph.size
        };
        if parted {
            let owner = owner(&glyphs[first..at], &alone[first..at]);
            homes[first..at].fill(owner);
            first = at;
        }
    }
}

/// The cell of a word that stands in several: the one under the middle of a number, since numbers
/// are aligned at the right or centred, else the one it begins in.
fn owner(glyphs: &[Glyph], alone: &[Home]) -> Home {
    let number = glyphs.iter().all(|glyph| glyph.sign.is_ascii_digit() || ".,-%−".contains(glyph.sign));
    let at = if number { glyphs.len() / 2 } else { 0 };
    alone[at].or_else(|| alone.iter().copied().flatten().next())
}

fn table(page: &Page, lattice: &Lattice, held: &[Vec<&Glyph>]) -> Table {
    let cells = lattice.areas.iter().zip(held).enumerate().map(|(number, (area, glyphs))| {
        let lines = text::lines(glyphs);
        let right = lattice.edges(number)[2];
        Cell {
            area: *area,
            full: lines.last().is_some_and(|line| right - line.right < 1.6 * line.size),
            text: lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n"),
            page: page.number,
            row: area.row + 1,
        }
    });
    Table {
        xs: lattice.xs.clone(),
        top: lattice.top(),
        bottom: lattice.bottom(),
        rows: lattice.ys.len() - 1,
        cells: cells.collect(),
    }
}
