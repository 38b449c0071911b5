//! One way to write a name: what differs between two papers without meaning anything is taken out
//! of both.
//!
//! Widths, blanks, invisible characters, kinds of brackets, dashes and quotation marks, a code in
//! front (`219-`, `[066]`) and the ways to write that the body itself is meant and not what lies
//! below it (本级, 机关本级, 机关). A digit or a character that differs is never touched.

use crate::values::half_width_char;

/// How the body itself, without those below it, is written after tidying.
pub(super) const OWN_LEVEL: &str = "(本级)";

/// Ways to write [`OWN_LEVEL`], the longer first.
const OWN_LEVEL_WORDS: [&str; 8] =
    ["(机关本级)", "(本级机关)", "(本级)", "(机关)", "-本级", "机关本级", "本级机关", "本级"];

/// Endings of bodies behind which a bare 机关 means the body itself: 教育局机关.
const HAVE_OFFICES: [char; 11] = ['局', '委', '办', '厅', '院', '部', '会', '署', '府', '处', '社'];

/// Digits from which on a number before or behind a name is a code; 110指挥中心 has no separator.
const CODE_DIGITS: usize = 3;

/// `name` of anything without blanks, with one sign for all signs of a kind.
pub(crate) fn uniform_name(name: &str) -> String {
    name.chars().filter(|c| !is_blank(*c)).map(|c| uniform(half_width_char(c))).collect()
}

/// `name` in the one way to write it; empty where nothing but blanks stands there.
pub(super) fn tidy(name: &str) -> String {
    let plain = uniform_name(name);
    let bare = without_code(&plain);
    own_level(bare).unwrap_or_else(|| bare.to_owned())
}

/// Blanks, line ends and characters that print nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// One sign for all signs of its kind.
fn uniform(c: char) -> char {
    match c {
        '〔' | '【' | '[' | '{' | '〈' | '﹝' | '⟨' => '(',
        '〕' | '】' | ']' | '}' | '〉' | '﹞' | '⟩' => ')',
        '‐'..='―' | '﹣' | '－' => '-',
        '“' | '”' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‘' | '’' => '\'',
        '•' | '・' | '∙' | '‧' => '·',
        c => c.to_ascii_uppercase(),
    }
}

/// `name` without a code before or behind it; a name that is nothing but a code stays.
fn without_code(name: &str) -> &str {
    let bare = leading_code(name).unwrap_or(name);
    let bare = trailing_code(bare).unwrap_or(bare);
    if bare.is_empty() { name } else { bare }
}

fn leading_code(name: &str) -> Option<&str> {
    let (open, inner) = name.strip_prefix('(').map_or((false, name), |inner| (true, inner));
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    if inner.len() - rest.len() < CODE_DIGITS {
        return None;
    }
    let rest = if open { rest.strip_prefix(')')? } else { rest };
    let name = rest.trim_start_matches(['-', '_', '.', ':', '、', '|']);
    // Without brackets a number needs a sign behind it: 12345热线中心 is a name.
    (open || name.len() < rest.len()).then_some(name).filter(|name| name.starts_with(|c: char| !c.is_ascii()))
}

fn trailing_code(name: &str) -> Option<&str> {
    let (before, code) = name.strip_suffix(')')?.rsplit_once('(')?;
    (code.len() >= CODE_DIGITS && code.chars().all(|c| c.is_ascii_digit())).then_some(before)
}

/// `name` with its way to say "the body itself" written as [`OWN_LEVEL`].
fn own_level(name: &str) -> Option<String> {
    let word = OWN_LEVEL_WORDS.iter().find(|word| name.ends_with(**word));
    let body = match word {
        Some(word) => name.strip_suffix(word)?,
        None => name.strip_suffix("机关").filter(|body| body.ends_with(HAVE_OFFICES))?,
    };
    (!body.is_empty()).then(|| format!("{body}{OWN_LEVEL}"))
}
