//! Bytes to pages: the one file that knows the reader of PDF. What comes out are glyphs and ruling
//! lines with their places on an upright page, the origin at its upper left, in points.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use crate::documents::fault::contained;
use crate::documents::limits::{Limit, Limits};
use crate::documents::pdf::again;
use crate::documents::pdf::pictures::has_pictures;
use crate::documents::pdf::weight::{self, Marks};
use crate::documents::repair;
use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place};
use pdfni::{Error, GlyphPart, Orientation, PagePart, ReaderSettings};

/// One character as painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) sign: char,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The size of its type.
    pub(super) size: f64,
    /// Which way it runs.
    pub(super) turn: Turn,
    /// Whether a blank is painted before it.
    pub(super) after_blank: bool,
}

impl Glyph {
    pub(super) fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}

/// Which way a glyph runs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// From left to right.
    Upright,
    /// From bottom to top.
    Rising,
    /// From right to left, on its head.
    Reversed,
    /// From top to bottom.
    Falling,
    /// Across, or in large type over other text, as watermarks do.
    Slanted,
}

/// A straight line along an axis: at `at`, from `from` to `to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruling {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// One page as printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Its number, from 1.
    pub(super) number: u32,
    pub(super) width: f64,
    pub(super) height: f64,
    /// In the order of painting.
    pub(super) glyphs: Vec<Glyph>,
    /// Horizontal lines, `at` a height.
    pub(super) across: Vec<Ruling>,
    /// Vertical lines, `at` a distance from the left.
    pub(super) down: Vec<Ruling>,
    /// How many signs stand off the paper and were left out.
    pub(super) outside: usize,
    /// Whether a word runs over the edge of the paper.
    pub(super) is_cut: bool,
}

/// Lines shorter than this, in points, are the ends of thick ones or specks.
const SPECK: f64 = 2.0;

/// The pages of a PDF, with glyphs that are painted twice once.
///
/// # Errors
///
/// Broken, encrypted and scanned files, and files over a limit, each with its reason.
pub(super) fn pages(file: &str, bytes: &[u8], limits: &Limits) -> Result<(Vec<Page>, Marks), Problem> {
    let settings = ReaderSettings { max_decoded_bytes: limits.expanded_bytes, ..ReaderSettings::default() };
    let marks = weight::weigh(bytes, limits).map_err(|limit| limit.broken(file, limits))?;
    // No panic of the reader is known, but it is young: the last fence, so that one file cannot take
    // the run with it.
    let mut read = contained(|| pdfni::read_pages_with(bytes, None, &settings));
    let mut whole = None;
    for _ in 0..again::MOST {
        let Ok(Err(Error::Reader(words))) = &read else { break };
        let known: &[u8] = whole.as_deref().unwrap_or(bytes);
        let Some(doubled) = again::named(words).and_then(|page| again::doubled(known, page)) else { break };
        let again = contained(|| pdfni::read_pages_with(&doubled, None, &settings));
        // A copy that its reader passes over would be a page lost in silence.
        if matches!(&again, Ok(Ok(parts)) if parts.len() < again::kids(&doubled)) {
            break;
        }
        read = again;
        whole = Some(doubled);
    }
    let parts = match read {
        Ok(Ok(parts)) => parts,
        Ok(Err(error)) => return Err(refusal(file, &error, limits)),
        Err(_) => return Err(broken(file, &said!("PDF读取程序无法处理", "the PDF reader gave up on it"))),
    };
    if parts.len() > limits.pages {
        return Err(Limit::Pages.broken(file, limits));
    }
    let pages: Vec<Page> = (1..).zip(parts).map(|(number, part)| page(number, part)).collect();
    match pages.iter().any(|page| !page.glyphs.is_empty()) {
        true => Ok((pages, marks)),
        false => Err(without_text(file, bytes, pages.len())),
    }
}

fn broken(file: &str, why: &Said) -> Problem {
    let message = Said {
        zh: Some(format!("PDF无法读取（{}）；应为完好的PDF", why.in_lang(Lang::Zh))),
        en: format!("found a PDF that cannot be read ({}), expected a sound one", why.in_lang(Lang::En)),
    };
    Problem::error(Code::PdfBroken, Place::file(file), message)
        .hint(said!("请重新下载，或打开后另存", "download it again, or open and save it anew"))
}

fn refusal(file: &str, error: &Error, limits: &Limits) -> Problem {
    match error {
        // The reader has one kind for all that is wrong inside a file; its words tell this one.
        Error::Reader(words) if words.contains("exceeds limit") => Limit::ExpandedBytes.broken(file, limits),
        Error::BadPassword | Error::SecurityRestricted => {
            let message = said!(
                "PDF已加密；应为无需密码即可打开的PDF",
                "found a PDF that is encrypted, expected one that opens without a password"
            );
            Problem::error(Code::PdfEncrypted, Place::file(file), message).hint(said!(
                "请用密码打开，另存或打印为不加密的PDF",
                "open it with its password and save or print it to a PDF without one"
            ))
        }
        error => broken(file, &said!("{error}", "{error}")),
    }
}

/// The problem of a PDF without a single glyph.
fn without_text(file: &str, bytes: &[u8], pages: usize) -> Problem {
    if has_pictures(bytes) {
        let message = said!(
            "共{pages}页，都是图片，没有文字（扫描件）；应有文字",
            "found {pages} pages of pictures without text (a scan), expected text"
        );
        return Problem::error(Code::PdfScanned, Place::file(file), message).hint(said!(
            "请向公开单位索取原文件，或用文字识别转成文本并加以核对",
            "ask the publisher for the document itself, or let a text recognition make a text of it and check that"
        ));
    }
    let message = said!(
        "共{pages}页，既没有文字也没有图片；应有文字",
        "found {pages} pages without text or pictures, expected text"
    );
    Problem::error(Code::PdfEmpty, Place::file(file), message)
        .hint(said!("请打开查看：是否拿错了文件？", "open it in a viewer: is this the right file?"))
}

fn page(number: u32, part: PagePart) -> Page {
    let mut page = Page { number, width: part.width, height: part.height, ..Page::default() };
    page.glyphs = glyphs(&part.glyphs);
    let (mut dots_across, mut dots_down) = (Vec::new(), Vec::new());
    for edge in part.edges {
        let (wide, high) = (edge.right - edge.left, edge.bottom - edge.top);
        let (x, y) = ((edge.left + edge.right) / 2.0, (edge.top + edge.bottom) / 2.0);
        match edge.orientation {
            Orientation::Horizontal if wide > SPECK => {
                page.across.push(Ruling { at: y, from: edge.left, to: edge.right });
            }
            Orientation::Vertical if high > SPECK => page.down.push(Ruling { at: x, from: edge.top, to: edge.bottom }),
            Orientation::Horizontal => dots_across.push(Ruling { at: y, from: edge.left, to: edge.right }),
            Orientation::Vertical => dots_down.push(Ruling { at: x, from: edge.top, to: edge.bottom }),
        }
    }
    page.across.extend(dotted(dots_across));
    page.down.extend(dotted(dots_down));
    page.across.retain(is_finite);
    page.down.retain(is_finite);
    page
}

/// The lines that are drawn dot by dot.
fn dotted(mut dots: Vec<Ruling>) -> Vec<Ruling> {
    /// How far a dot stands from the next, and how many make a line of which length.
    const APART: f64 = 3.0;
    const DOTS: usize = 6;
    const LENGTH: f64 = 8.0;
    dots.retain(is_finite);
    dots.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<(Ruling, usize)> = Vec::new();
    for dot in dots {
        match lines.last_mut() {
            Some((line, count)) if dot.at - line.at < 0.05 && dot.from - line.to < APART => {
                line.to = line.to.max(dot.to);
                *count += 1;
            }
            _ => lines.push((dot, 1)),
        }
    }
    lines.retain(|(line, count)| *count >= DOTS && line.to - line.from >= LENGTH);
    lines.into_iter().map(|(line, _)| line).collect()
}

impl Page {
    /// Leaves out the signs that stand off the paper, and notes them.
    pub(super) fn crop(&mut self) {
        let painted = self.glyphs.len();
        let (width, height) = (self.width, self.height);
        let is_on = |glyph: &Glyph| {
            let (x, y) = glyph.middle();
            (0.0..=width).contains(&x) && (0.0..=height).contains(&y)
        };
        self.is_cut = self.glyphs.windows(2).any(|pair| is_on(&pair[0]) != is_on(&pair[1]) && is_word(pair));
        self.glyphs.retain(is_on);
        self.outside = painted - self.glyphs.len();
    }
}

/// Whether two signs painted one behind the other are of one word.
fn is_word(pair: &[Glyph]) -> bool {
    let letters = pair.iter().all(|glyph| glyph.sign.is_alphanumeric() && glyph.turn == Turn::Upright);
    let (size, gap) = (pair[0].size, pair[1].left - pair[0].right);
    letters && (pair[0].bottom - pair[1].bottom).abs() < 0.3 * size && gap.abs() < 0.3 * size
}

/// The glyphs that show, each with whether a blank stands before it. A Latin blank is a quarter of a
/// size wide, too little to be told from the distance of its neighbours alone.
fn glyphs(parts: &[GlyphPart]) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut after_blank = false;
    for part in parts {
        if is_ink(part) {
            glyphs.push(Glyph { after_blank, ..glyph(part) });
            after_blank = false;
        } else if is_blank(part.ch) {
            after_blank = true;
        }
    }
    glyphs
}

fn is_finite(ruling: &Ruling) -> bool {
    [ruling.at, ruling.from, ruling.to].iter().all(|value| value.is_finite())
}

/// Whether a glyph shows: blanks are told from the distances of the others, and signs without a
/// place cannot be put anywhere.
fn is_ink(part: &GlyphPart) -> bool {
    let unseen = is_blank(part.ch) || matches!(part.ch, '\u{200b}'..='\u{200f}' | '\u{feff}');
    !unseen && [part.left, part.right, part.top, part.bottom].iter().all(|value| value.is_finite())
}

fn is_blank(sign: char) -> bool {
    sign.is_whitespace()
}

/// A sign as it is kept. A font that does not tell what its glyphs mean has their bare numbers come
/// out as control characters; they show on the paper, so they must not vanish here.
fn sign(ch: char) -> char {
    if ch.is_control() { char::REPLACEMENT_CHARACTER } else { repair::unified(ch) }
}

fn glyph(part: &GlyphPart) -> Glyph {
    let turn = match part.rot {
        _ if part.upright => Turn::Upright,
        90 => Turn::Rising,
        180 => Turn::Reversed,
        270 => Turn::Falling,
        _ => Turn::Slanted,
    };
    let (left, right) = (part.left.min(part.right), part.left.max(part.right));
    let (top, bottom) = (part.top.min(part.bottom), part.top.max(part.bottom));
    let size = part.font_size.filter(|size| size.is_finite() && *size > 0.0).unwrap_or(bottom - top).max(0.1);
    Glyph { sign: sign(part.ch), left, right, top, bottom, size, turn, after_blank: false }
}
