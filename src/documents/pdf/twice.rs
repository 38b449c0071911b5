//! Signs painted twice, for boldness or shade, once.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::pages::Glyph;

/// How near two equal signs stand that are one, in sizes of theirs.
pub(super) const AGAIN: f64 = 0.15;

/// The glyphs without those painted again for boldness or shade: the same sign within a few
/// hundredths of its size. The nearest honest neighbours of equal signs, two full stops or two `l`,
/// stand a quarter apart.
pub(super) fn once(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&glyphs[*a], &glyphs[*b]);
        a.sign.cmp(&b.sign).then(a.left.total_cmp(&b.left))
    });
    let mut again = vec![false; glyphs.len()];
    for (rank, at) in order.iter().enumerate() {
        if again[*at] {
            continue;
        }
        let first = &glyphs[*at];
        let near = AGAIN * first.size;
        // No honest page has so many equal signs in one column.
        let following = order[rank + 1..].iter().take(512).take_while(|other| {
            let other = &glyphs[**other];
            other.sign == first.sign && other.left - first.left < near
        });
        for other in following {
            let alike = (glyphs[*other].size - first.size).abs() < AGAIN * first.size;
            // A sign of a watermark may stand on an equal one of the text: both are kept.
            if alike && (glyphs[*other].top - first.top).abs() < near {
                // Which of the two is the copy does not matter, but the order of painting does.
                again[(*at).max(*other)] = true;
            }
        }
    }
    glyphs.iter().zip(again).filter(|(_, again)| !again).map(|(glyph, _)| *glyph).collect()
}
