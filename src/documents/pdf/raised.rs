//! Marks of notes in superscript, which are no part of the figure they stand behind.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::pages::{Glyph, Turn};
use crate::documents::apart::{Apart, superscript};

/// How much smaller than the sign before it a superscript is.
const SMALL: f64 = 0.8;

/// How much higher its middle stands, in sizes of the sign before it.
const HIGH: f64 = 0.1;

/// So many signs before a superscript are looked at.
const BEFORE: usize = 4;

/// Takes the marks of notes out of `glyphs`, and sets exponents as such.
pub(super) fn settle(glyphs: &mut Vec<Glyph>, apart: &mut Apart) {
    let mut gone = vec![false; glyphs.len()];
    let mut at = 1;
    while at < glyphs.len() {
        let base = glyphs[at - 1];
        let run = glyphs[at..].iter().take_while(|glyph| is_raised(&base, glyph)).count();
        if run == 0 || !base.sign.is_alphanumeric() && base.sign != '%' {
            at += run.max(1);
            continue;
        }
        let before: String = glyphs[at.saturating_sub(BEFORE)..at].iter().map(|glyph| glyph.sign).collect();
        let raised: String = glyphs[at..at + run].iter().map(|glyph| glyph.sign).collect();
        let mut text = before.clone();
        apart.raise(&mut text, &raised);
        if text == before {
            gone[at..at + run].fill(true);
        } else if text[before.len()..] != raised {
            glyphs[at..at + run].iter_mut().for_each(|glyph| glyph.sign = superscript(glyph.sign));
        }
        at += run;
    }
    let mut kept = gone.into_iter().map(|gone| !gone);
    glyphs.retain(|_| kept.next().unwrap_or(true));
}

/// Whether a sign is set as a superscript behind another.
fn is_raised(base: &Glyph, glyph: &Glyph) -> bool {
    let upright = base.turn == Turn::Upright && glyph.turn == Turn::Upright;
    let gap = glyph.left - base.right;
    let near = gap > -0.3 * base.size && gap < 2.0 * base.size;
    let high = base.middle().1 - glyph.middle().1;
    upright && near && glyph.size <= SMALL * base.size && high > HIGH * base.size && high < base.size
}
