//! Large type painted over other text: a watermark that stands upright. Left where it is, its signs
//! would become part of the figures below it.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use crate::documents::pdf::pages::{Glyph, Turn};

/// How much larger than the usual type of its page a watermark is.
const LARGE: f64 = 2.2;

/// A page with more large signs than this is a poster, on which they are the text.
const MOST: usize = 200;

/// Marks the signs of watermarks as those that run across.
pub(super) fn mark(glyphs: &mut [Glyph]) {
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let large = |glyph: &Glyph| glyph.size >= LARGE * usual && glyph.turn != Turn::Slanted;
    let places: Vec<usize> = (0..glyphs.len()).filter(|at| large(&glyphs[*at])).collect();
    if places.len() > MOST {
        return;
    }
    // Signs painted one behind the other in one size are one mark.
    let runs = places.chunk_by(|a, b| (glyphs[*a].size - glyphs[*b].size).abs() < 0.1 && b - a == 1);
    let covering = runs.filter(|run| run.iter().any(|at| covers(&glyphs[*at], glyphs, usual)));
    for at in covering.flatten().copied().collect::<Vec<usize>>() {
        glyphs[at].turn = Turn::Slanted;
    }
}

/// Whether a large sign is painted over the middle of one in usual type.
fn covers(large: &Glyph, glyphs: &[Glyph], usual: f64) -> bool {
    glyphs.iter().filter(|glyph| glyph.size < LARGE * usual).any(|glyph| {
        let (x, y) = glyph.middle();
        (large.left..large.right).contains(&x) && (large.top..large.bottom).contains(&y)
    })
}
