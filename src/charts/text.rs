//! Measuring text with the compiled-in font, breaking it into lines the Chinese way, and
//! shortening what is too long.
//!
//! All widths are in tenths of a pixel, as in [`super::style`].

use crate::charts::fonts::{self, Face};
use crate::values::is_order;

/// Marks that may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》」』”’％…·,.;:?!)%]";
/// Marks that may not end a line.
const NOT_LAST: &str = "（《「『“‘([";

/// Width of `text` set in `face` at `size`.
pub(super) fn width(text: &str, face: Face, size: i32) -> i32 {
    let units: i64 = text.chars().map(|c| i64::from(fonts::advance(c, face))).sum();
    let per_em = i64::from(fonts::units_per_em(face));
    i32::try_from((units * i64::from(size) + per_em - 1) / per_em).unwrap_or(i32::MAX)
}

/// `text` without what may not stand in a line of a drawing: control characters, and the marks
/// that turn the direction of writing or join characters invisibly. Runs of blanks become one.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_whitespace() && c != '\u{3000}';
        if blank {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if !is_order(c) {
            out.push(c);
        }
    }
    out.trim_end().to_owned()
}

/// `text`, or as much of its beginning and end as fits into `most` with an ellipsis between.
/// The end stays because long project names often differ there alone.
pub(super) fn shorten(text: &str, face: Face, size: i32, most: i32) -> String {
    if width(text, face, size) <= most {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut kept = chars.len().saturating_sub(1);
    while kept > 1 {
        let tail = kept / 3;
        let head: String = chars[..kept - tail].iter().collect();
        let rest: String = chars[chars.len() - tail..].iter().collect();
        let short = format!("{}…{}", head.trim_end(), rest.trim_start());
        if width(&short, face, size) <= most {
            return short;
        }
        kept -= 1;
    }
    "…".to_owned()
}

/// `text` broken into at most `count` lines no wider than `most`: between any two Chinese characters,
/// between Latin words, and inside a word only when it is wider than a line; marks keep to their
/// lines. The last line is shortened where more would follow.
pub(super) fn wrap_to(text: &str, face: Face, size: i32, most: i32, count: usize) -> Vec<String> {
    let mut lines = lines_of(&pieces(text, face, size, most), most);
    if lines.len() > count {
        let rest: String = lines.split_off(count.saturating_sub(1)).concat();
        lines.push(shorten(&rest, face, size, most));
    }
    lines
}

/// Like [`wrap_to`], with lines of about one length, so that none holds a single lost word.
pub(super) fn balanced(text: &str, face: Face, size: i32, most: i32, count: usize) -> Vec<String> {
    let mut lines = wrap_to(text, face, size, most, count);
    let pieces = pieces(text, face, size, most);
    if lines_of(&pieces, most).len() > count {
        return lines;
    }
    let mut narrow = most;
    while lines.len() > 1 && narrow > most / 2 {
        narrow -= most / 40;
        let tighter = lines_of(&pieces, narrow);
        if tighter.len() > lines.len() || pieces.iter().any(|(_, wide)| *wide > narrow) {
            break;
        }
        lines = tighter;
    }
    lines
}

/// Fills lines with pieces.
fn lines_of(pieces: &[(String, i32)], most: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for (piece, wide) in pieces {
        if filled > 0 && filled + wide > most {
            lines.push(String::new());
            filled = 0;
        }
        let blank = piece.starts_with(' ') && filled == 0;
        if let Some(line) = lines.last_mut() {
            line.push_str(if blank { piece.trim_start() } else { piece });
        }
        filled += wide;
    }
    lines
}

/// The shortest pieces of `text` between which a line may break, with their widths; a piece wider
/// than a line is cut.
fn pieces(text: &str, face: Face, size: i32, most: i32) -> Vec<(String, i32)> {
    let mut pieces: Vec<(String, i32)> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let wide = width(c.encode_utf8(&mut [0; 4]), face, size);
        match (before, pieces.last_mut()) {
            (Some(b), Some((piece, sum))) if !may_break(b, c) && *sum + wide <= most => {
                piece.push(c);
                *sum += wide;
            }
            _ => pieces.push((c.to_string(), wide)),
        }
        before = Some(c);
    }
    pieces
}

/// Whether a line may break between these two neighbours.
fn may_break(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) || before != ' ' && after == ' ' {
        return false;
    }
    let word = |c: char| c.is_ascii_graphic() || ('\u{a1}'..='\u{24f}').contains(&c) || c == '−';
    !(word(before) && word(after))
}
