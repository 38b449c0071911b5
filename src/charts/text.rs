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

/// Like [`wrap_to`], broken where a reader would pause: behind a semicolon, else behind a comma, inside
/// brackets last of all; and with lines of about one length, so that none holds a single lost word.
pub(super) fn balanced(text: &str, face: Face, size: i32, most: i32, count: usize) -> Vec<String> {
    let pieces = pieces(text, face, size, most);
    if !(2..=count).contains(&lines_of(&pieces, most).len()) {
        return wrap_to(text, face, size, most, count);
    }
    let costs = costs(&pieces);
    // From each piece on: the least cost of all lines that follow, and where the first of them ends.
    let mut best: Vec<(i32, usize)> = vec![(0, pieces.len()); pieces.len() + 1];
    for from in (0..pieces.len()).rev() {
        best[from] = (i32::MAX, pieces.len());
        let mut wide = 0;
        for to in from + 1..=pieces.len() {
            wide += pieces[to - 1].1;
            if wide > most && to > from + 1 {
                break;
            }
            let slack = (most - wide).max(0) * 10 / most;
            let cost = LINE_COST + slack * slack + costs[to - 1] + best[to].0;
            if cost < best[from].0 {
                best[from] = (cost, to);
            }
        }
    }
    let mut lines = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let to = best[from].1;
        let line: String = pieces[from..to].iter().map(|(piece, _)| piece.as_str()).collect();
        lines.push(line.trim().to_owned());
        from = to;
    }
    if lines.len() > count { wrap_to(text, face, size, most, count) } else { lines }
}

/// Brackets and quotation marks that keep what they hold together.
const OPENING: &str = "（(《“「『[";
const CLOSING: &str = "）)》”」』]";

/// The parts of `text` between its semicolons, those inside brackets aside.
pub(super) fn clauses(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let ends = |c: char| {
        depth = (depth + usize::from(OPENING.contains(c))).saturating_sub(usize::from(CLOSING.contains(c)));
        depth == 0 && (c == '；' || c == ';')
    };
    text.split(ends).map(str::trim).filter(|clause| !clause.is_empty()).collect()
}

/// What one line more costs, beside the costs of ending a line.
const LINE_COST: i32 = 60;

/// What it costs to end a line behind each of `pieces`; nothing behind the last.
fn costs(pieces: &[(String, i32)]) -> Vec<i32> {
    let mut depth = 0;
    let cost = |(at, (piece, _)): (usize, &(String, i32))| {
        let count = |marks: &str| piece.chars().filter(|c| marks.contains(*c)).count();
        depth = (depth + count(OPENING)).saturating_sub(count(CLOSING));
        match piece.trim_end().chars().last() {
            _ if at + 1 == pieces.len() => 0,
            _ if depth > 0 => 150,
            Some('；' | ';' | '。' | '.') => 0,
            Some('，' | ',' | '：' | ':') => 30,
            _ => 90,
        }
    };
    pieces.iter().enumerate().map(cost).collect()
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
