//! Running text: which lines begin a paragraph, and which are only the page's furniture.
//!
//! The lines of one paragraph come out with no empty line between them (`gap` 0), also over a page
//! break; the first line of a paragraph has at least one.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::layout::Piece;
use super::pages::Page;
use super::text::TextLine;
use std::collections::BTreeMap;

/// The margins that running text keeps to on pages of one width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margins {
    left: f64,
    right: f64,
    /// The usual distance from line to line.
    pitch: f64,
    /// How wide the page is.
    width: f64,
}

/// Drops page numbers, and the headers and footers that stand at one place of several pages after
/// their first time.
pub(super) fn drop_furniture(pages: &[Page], pieces: &mut [Vec<Piece>]) {
    /// How many pages carry a line before it is furniture.
    const PAGES: usize = 3;
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for (page, pieces) in pages.iter().zip(pieces.iter()) {
        for line in marginal(page, pieces) {
            *seen.entry(key(line)).or_default() += 1;
        }
    }
    let mut met: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for (page, pieces) in pages.iter().zip(pieces.iter_mut()) {
        let gone: Vec<TextLine> = marginal(page, pieces)
            .filter(|line| {
                let key = key(line);
                let times = met.entry(key.clone()).or_default();
                *times += 1;
                is_page_number(&line.text) || (*times > 1 && seen[&key] >= PAGES)
            })
            .cloned()
            .collect();
        pieces.retain(|piece| !matches!(piece, Piece::Line(line) if gone.contains(line)));
    }
}

/// The lines in the margins: the outermost piece at the head and at the foot of a page, where it
/// stands in the outer tenth.
fn marginal<'p>(page: &Page, pieces: &'p [Piece]) -> impl Iterator<Item = &'p TextLine> {
    let tenth = page.height / 10.0;
    let height = page.height;
    let outer = [pieces.first(), pieces.last().filter(|_| pieces.len() > 1)];
    outer.into_iter().flatten().filter_map(move |piece| match piece {
        Piece::Line(line) if line.bottom < tenth || line.top > height - tenth => Some(line),
        _ => None,
    })
}

/// A line by its text, numbers aside, and its height on the page in steps of a line.
fn key(line: &TextLine) -> (String, i64) {
    let text = line.text.chars().map(|sign| if sign.is_ascii_digit() { '#' } else { sign }).collect();
    (text, steps(line.top, 8.0))
}

/// How many whole steps fit in a length.
#[expect(clippy::cast_possible_truncation, reason = "a page is some thousand points high")]
fn steps(length: f64, step: f64) -> i64 {
    (length / step).round() as i64
}

/// A page number in the dress printers give it: `3`, `- 3 -`, `—12—`, `第3页`, `第 3 页 共 9 页`, `3/9`.
fn is_page_number(text: &str) -> bool {
    let mut digits = false;
    let dress = text.chars().filter(|sign| !sign.is_whitespace()).all(|sign| {
        digits |= sign.is_ascii_digit();
        sign.is_ascii_digit() || "-—－–第页共/，,·".contains(sign)
    });
    dress && digits && text.chars().filter(char::is_ascii_digit).count() <= 8
}

/// The margins of the running text, by the width of the page in points.
pub(super) fn margins(pages: &[Page], pieces: &[Vec<Piece>]) -> BTreeMap<i64, Margins> {
    let mut by_width: BTreeMap<i64, Vec<&[Piece]>> = BTreeMap::new();
    for (page, pieces) in pages.iter().zip(pieces) {
        by_width.entry(steps(page.width, 1.0)).or_default().push(pieces);
    }
    by_width.into_iter().map(|(width, pages)| (width, margins_of(width, &pages))).collect()
}

/// The margins that a page keeps to.
pub(super) fn margins_at(margins: &BTreeMap<i64, Margins>, page: &Page) -> Option<Margins> {
    margins.get(&steps(page.width, 1.0)).copied()
}

/// The line that a piece is.
fn as_line(piece: &Piece) -> Option<&TextLine> {
    match piece {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

fn margins_of(width: i64, pages: &[&[Piece]]) -> Margins {
    let all: Vec<&TextLine> = pages.iter().flat_map(|pieces| pieces.iter().filter_map(as_line)).collect();
    let widest = all.iter().map(|line| line.right - line.left).fold(0.0, f64::max);
    let long: Vec<&&TextLine> = all.iter().filter(|line| line.right - line.left > 0.75 * widest).collect();
    let mut pitches: Vec<f64> = Vec::new();
    for pieces in pages {
        let lines: Vec<&TextLine> = pieces.iter().filter_map(as_line).collect();
        pitches.extend(lines.windows(2).map(|pair| pair[1].bottom - pair[0].bottom).filter(|pitch| *pitch > 4.0));
    }
    Margins {
        left: most_frequent(long.iter().map(|line| line.left)),
        right: most_frequent(long.iter().map(|line| line.right)),
        pitch: most_frequent(pitches.into_iter()),
        #[expect(clippy::cast_precision_loss, reason = "a page is some thousand points wide")]
        width: width as f64,
    }
}

/// The value that most others are near to, 0 where there is none.
fn most_frequent(values: impl Iterator<Item = f64>) -> f64 {
    let mut bins: BTreeMap<i64, (usize, f64)> = BTreeMap::new();
    for value in values {
        for bin in [steps(value, 2.0), steps(value + 1.0, 2.0) + 1_000_000] {
            let bin = bins.entry(bin).or_insert((0, value));
            *bin = (bin.0 + 1, bin.1);
        }
    }
    bins.values().max_by_key(|(count, _)| *count).map_or(0.0, |(_, value)| *value)
}

/// How many empty lines stand before `line`: 0 where it goes on with the paragraph of `before`.
///
/// `same_page` says whether both stand on one page, where their distance means something.
pub(super) fn gap(before: &TextLine, line: &TextLine, margins: Margins, same_page: bool) -> u32 {
    /// How much more than the usual distance parts paragraphs.
    const WIDE: f64 = 1.4;
    /// How far from the margin, in sizes of its type, an unbroken line may end: an amount or a word
    /// that does not fit moves to the next line whole.
    const RAGGED: f64 = 4.0;
    let pitch = line.bottom - before.bottom;
    let same_type = (line.size - before.size).abs() < 0.1 * line.size.max(before.size);
    if same_type && same_page && is_title(before, margins) && is_title(line, margins) && pitch < 2.2 * line.size {
        return 0;
    }
    let usual = margins.pitch.max(1.2 * line.size);
    if same_page && margins.pitch > 0.0 && pitch > WIDE * usual {
        let lines = steps(pitch, usual).clamp(2, 9);
        return u32::try_from(lines - 1).unwrap_or(1);
    }
    let below = !same_page || pitch > 0.0;
    let indented = line.left > margins.left + 0.8 * line.size;
    let ends_early = before.right < margins.right - RAGGED * before.size;
    u32::from(!(same_type && below && !indented && !ends_early && !is_listed(&line.text)))
}

/// Whether a line begins with the number of a section, as 一、 or 十二、 does.
fn is_listed(text: &str) -> bool {
    let numeral = |sign: char| "一二三四五六七八九十".contains(sign);
    text.starts_with(numeral) && text.trim_start_matches(numeral).starts_with('、')
}

/// Whether a line is one of a title of several lines, as on a cover: large type in the middle of the
/// page.
fn is_title(line: &TextLine, margins: Margins) -> bool {
    /// In points. Running text is at most 16, titles of tables 18.
    const LARGE: f64 = 20.0;
    let (left, right) = (line.left, margins.width - line.right);
    line.size > LARGE && (left - right).abs() < 2.0 * line.size
}
