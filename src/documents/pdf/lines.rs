//! Running text: which lines begin a paragraph, and which are only the page's furniture.
//!
//! The lines of one paragraph come out with no empty line between them (`gap` 0), also over a page
//! break; the first line of a paragraph has at least one.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::layout::Piece;
use super::pages::Page;
use super::text::TextLine;
use std::collections::{BTreeMap, BTreeSet};

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

/// Where a line stands: its text, numbers aside, and its height on the page in steps of a line.
type Stand = (String, i64);

/// Drops page numbers, and after its first time what stands at one place of nearly every page in
/// small type. A title that every form repeats is larger than what is in the form, and stays; so
/// does a line with a colon, which says something about what is below it (单位：万元).
pub(super) fn drop_furniture(pages: &[Page], pieces: &mut [Vec<Piece>]) {
    let mut stands: BTreeMap<Stand, usize> = BTreeMap::new();
    let mut offsets: BTreeMap<i64, usize> = BTreeMap::new();
    for (page, pieces) in pages.iter().zip(pieces.iter()) {
        for line in marginal(page, pieces) {
            *stands.entry(stand(line)).or_default() += 1;
            if let Some(PageMark::Bare(number)) = page_mark(&line.text) {
                *offsets.entry(number - i64::from(page.number)).or_default() += 1;
            }
        }
    }
    stands.retain(|_, count| *count >= 3 && *count * 5 >= pages.len() * 4);
    let mut met: BTreeSet<Stand> = BTreeSet::new();
    for (page, pieces) in pages.iter().zip(pieces.iter_mut()) {
        let usual = usual_size(page);
        let gone: Vec<TextLine> = marginal(page, pieces)
            .filter(|line| match page_mark(&line.text) {
                Some(PageMark::Dressed) => true,
                Some(PageMark::Bare(number)) => {
                    let offset = number - i64::from(page.number);
                    offset == 0 || offsets[&offset] > 1
                }
                None => {
                    let small = line.size <= 1.05 * usual && !line.text.contains(['：', ':']);
                    let stand = stand(line);
                    small && stands.contains_key(&stand) && !met.insert(stand)
                }
            })
            .cloned()
            .collect();
        pieces.retain(|piece| !matches!(piece, Piece::Line(line) if gone.contains(line)));
    }
}

/// The middle one of the sizes of a page's type.
fn usual_size(page: &Page) -> f64 {
    let mut sizes: Vec<f64> = page.glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// The lines in the margins: the outermost piece at the head and at the foot of a page, where it
/// stands in the outer tenth.
pub(super) fn marginal<'p>(page: &Page, pieces: &'p [Piece]) -> impl Iterator<Item = &'p TextLine> {
    let (head, foot) = (0.1 * page.height, 0.9 * page.height);
    let outer = [pieces.first(), pieces.last().filter(|_| pieces.len() > 1)];
    outer.into_iter().flatten().filter_map(move |piece| match piece {
        Piece::Line(line) if line.bottom < head || line.top > foot => Some(line),
        _ => None,
    })
}

fn stand(line: &TextLine) -> Stand {
    let text = line.text.chars().map(|sign| if sign.is_ascii_digit() { '#' } else { sign }).collect();
    (text, steps(line.top, 8.0))
}

/// How many whole steps fit in a length.
#[expect(clippy::cast_possible_truncation, reason = "a page is some thousand points high")]
fn steps(length: f64, step: f64) -> i64 {
    (length / step).round() as i64
}

/// What a line may be that numbers a page.
enum PageMark {
    /// In the dress printers give it: `- 3 -`, `—12—`, `第3页`, `第 3 页 共 9 页`, `3/9`.
    Dressed,
    /// A number alone, which counts pages only if those of other pages go with it.
    Bare(i64),
}

/// Whether a line is only the number of a page.
pub(super) fn is_page_mark(text: &str) -> bool {
    page_mark(text).is_some()
}

fn page_mark(text: &str) -> Option<PageMark> {
    const DASHES: [char; 7] = ['-', '—', '－', '–', '·', '•', '~'];
    let squashed: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let count = |text: &str| text.parse::<u16>().ok().filter(|_| text.chars().all(|sign| sign.is_ascii_digit()));
    if let Some(number) = count(&squashed) {
        return Some(PageMark::Bare(i64::from(number)));
    }
    let between_dashes = squashed.starts_with(DASHES) && squashed.ends_with(DASHES);
    let dashed = between_dashes && count(squashed.trim_matches(DASHES)).is_some();
    let of_pages = squashed.split_once('/').is_some_and(|(page, pages)| {
        count(page).zip(count(pages)).is_some_and(|(page, pages)| page > 0 && page <= pages)
    });
    let named = squashed.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(page, rest)| {
        count(page).is_some() && (rest.is_empty() || rest.trim_start_matches(['，', ',', '/']).starts_with('共'))
    });
    (dashed || of_pages || named).then_some(PageMark::Dressed)
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
        for bin in [steps(value, 2.0), steps(value + 1.0, 2.0).saturating_add(1_000_000)] {
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
