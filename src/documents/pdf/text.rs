//! Glyphs to lines of text: which stand on one line, in which order, and where a blank belongs.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::pages::{Glyph, Turn};
use crate::documents::repair;

/// A line of text with the room it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLine {
    /// Never empty; without blanks at its ends.
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The size of its largest type.
    pub(super) size: f64,
    /// The page it stands on, where it was moved to another; else 0.
    pub(super) page: u32,
}

/// The lines that `glyphs` stand on, from top to bottom; text that runs another way follows, each
/// way as its reader would turn the page.
pub(super) fn lines(glyphs: &[&Glyph]) -> Vec<TextLine> {
    let mut lines = upright_lines(glyphs, Turn::Upright);
    for turn in [Turn::Rising, Turn::Falling, Turn::Reversed] {
        lines.extend(upright_lines(glyphs, turn));
    }
    let slanted: Vec<Glyph> = glyphs.iter().filter(|glyph| glyph.turn == Turn::Slanted).map(|glyph| **glyph).collect();
    // A watermark is read as it was painted.
    lines.extend(line(&slanted, |glyphs| glyphs.iter().map(|glyph| glyph.sign).collect()));
    lines
}

/// The lines of the glyphs that run one way. Places of turned text are those on the page.
fn upright_lines(glyphs: &[&Glyph], turn: Turn) -> Vec<TextLine> {
    let turned = glyphs.iter().filter(|glyph| glyph.turn == turn).map(|glyph| turned(glyph));
    let mut turned: Vec<Glyph> = turned.collect();
    turned.sort_by(|a, b| a.middle().1.total_cmp(&b.middle().1));
    let mut rows: Vec<Row> = Vec::new();
    for glyph in turned {
        match rows.last_mut().filter(|row| row.holds(&glyph)) {
            Some(row) => row.add(glyph),
            None => rows.push(Row::new(glyph)),
        }
    }
    rows.into_iter()
        .filter_map(|mut row| {
            row.glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
            let mut line = line(&row.glyphs, spaced)?;
            if turn != Turn::Upright {
                let back = row.glyphs.iter().map(|glyph| turned_back(glyph, turn));
                bound(&mut line, back);
            }
            Some(line)
        })
        .collect()
}

/// Glyphs of one line while it is gathered, with the mean of their heights.
struct Row {
    glyphs: Vec<Glyph>,
    top: f64,
    bottom: f64,
}

impl Row {
    fn new(glyph: Glyph) -> Self {
        Self { top: glyph.top, bottom: glyph.bottom, glyphs: vec![glyph] }
    }

    /// Whether a glyph stands on this line: it shares half of the lower height with it. Fonts differ
    /// in where they put the foot of a sign, so the middles are not compared.
    fn holds(&self, glyph: &Glyph) -> bool {
        let shared = self.bottom.min(glyph.bottom) - self.top.max(glyph.top);
        let height = (self.bottom - self.top).min(glyph.bottom - glyph.top).max(0.1);
        shared >= 0.5 * height
    }

    fn add(&mut self, glyph: Glyph) {
        self.glyphs.push(glyph);
        let share = 1.0 / (self.glyphs.len().min(1000) as f64);
        self.top += (glyph.top - self.top) * share;
        self.bottom += (glyph.bottom - self.bottom) * share;
    }
}

fn line(glyphs: &[Glyph], text: impl Fn(&[Glyph]) -> String) -> Option<TextLine> {
    let text = repair::text(text(glyphs).trim().to_owned());
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let mut line = TextLine { text, left: 0.0, right: 0.0, top: 0.0, bottom: 0.0, size, page: 0 };
    bound(&mut line, glyphs.iter().copied());
    (!line.text.is_empty()).then_some(line)
}

fn bound(line: &mut TextLine, glyphs: impl Iterator<Item = Glyph>) {
    (line.left, line.top, line.right, line.bottom) =
        (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    for glyph in glyphs {
        line.left = line.left.min(glyph.left);
        line.right = line.right.max(glyph.right);
        line.top = line.top.min(glyph.top);
        line.bottom = line.bottom.max(glyph.bottom);
    }
}

/// The text of a line, with a blank where one is painted or its signs stand apart: by a third of their size more than
/// is usual on this line, whose signs a justified setting may all have moved apart.
fn spaced(glyphs: &[Glyph]) -> String {
    const BLANK: f64 = 0.3;
    /// From this width on, a gap parts columns, and gets the blanks a typist would give it.
    const COLUMN: f64 = 2.0;
    let gap = |pair: &[Glyph]| pair[1].left - pair[0].right;
    let mut gaps: Vec<f64> = glyphs.windows(2).map(gap).collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or_default().clamp(0.0, glyphs[0].size);
    let mut text = String::new();
    for pair in glyphs.windows(2) {
        text.push(pair[0].sign);
        let size = pair[0].size.min(pair[1].size);
        let apart = (gap(pair) - usual) / size;
        if apart > COLUMN {
            text.push_str("   ");
        } else if apart > BLANK || (pair[1].after_blank && apart > -BLANK) {
            text.push(' ');
        }
    }
    text.extend(glyphs.last().map(|glyph| glyph.sign));
    text
}

/// A glyph on a page turned so that it stands upright.
fn turned(glyph: &Glyph) -> Glyph {
    let Glyph { left, right, top, bottom, .. } = *glyph;
    let (left, right, top, bottom) = match glyph.turn {
        Turn::Rising => (-bottom, -top, left, right),
        Turn::Falling => (top, bottom, -right, -left),
        Turn::Reversed => (-right, -left, -bottom, -top),
        Turn::Upright | Turn::Slanted => (left, right, top, bottom),
    };
    Glyph { left, right, top, bottom, ..*glyph }
}

/// The same glyph where it stands on the page.
fn turned_back(glyph: &Glyph, turn: Turn) -> Glyph {
    let Glyph { left, right, top, bottom, .. } = *glyph;
    let (left, right, top, bottom) = match turn {
        Turn::Rising => (top, bottom, -right, -left),
        Turn::Falling => (-bottom, -top, left, right),
        Turn::Reversed => (-right, -left, -bottom, -top),
        Turn::Upright | Turn::Slanted => (left, right, top, bottom),
    };
    Glyph { left, right, top, bottom, ..*glyph }
}
