//! Signs that no paper shows: blanks without a width, marks of direction, no-break spaces within a
//! figure, the apostrophe by which a figure was typed as text.

use crate::documents::{Block, Document};

/// Takes the signs out of every line and cell.
pub(super) fn clean(document: &mut Document) {
    for block in &mut document.blocks {
        match block {
            Block::Line(line) => clean_text(&mut line.text),
            Block::Grid(grid) => {
                grid.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| clean_text(&mut cell.text));
            }
        }
    }
}

fn clean_text(text: &mut String) {
    // Nearly all texts have none of them, and are only looked at.
    let odd = |byte: u8| matches!(byte, b'\'' | 0xc2 | 0xe2 | 0xef);
    if !text.bytes().any(odd) {
        return;
    }
    if text.chars().any(is_unseen) {
        text.retain(|sign| !is_unseen(sign));
    }
    if text.contains(is_fixed_blank) && text.chars().all(|sign| is_figure(sign) || is_fixed_blank(sign)) {
        text.retain(|sign| !is_fixed_blank(sign));
    }
    if let Some(figure) = text.strip_prefix(['\'', '‘', '’'])
        && figure.contains(|sign: char| sign.is_ascii_digit())
        && figure.chars().all(is_figure)
    {
        *text = figure.to_owned();
    }
}

fn is_figure(sign: char) -> bool {
    sign.is_ascii_digit() || ".,-%".contains(sign)
}

fn is_fixed_blank(sign: char) -> bool {
    matches!(sign, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2009}' | '\u{200a}')
}

fn is_unseen(sign: char) -> bool {
    matches!(
        sign,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{180e}'
    )
}
