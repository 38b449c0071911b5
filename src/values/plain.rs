//! Texts from outside, shown and not obeyed: what a terminal or a page would take for an order
//! stands there as a visible sign.
//!
//! A document, a file name or a message that quotes one may hold escape sequences, control
//! characters, marks that turn the direction of writing, or signs without a width. Every door to a
//! terminal or a page passes its texts through here; data for programs (CSV) stays as it is.

use std::borrow::Cow;

/// `text` on one line and without orders: a line break is `⏎`, a control character its picture (`␛`),
/// anything else that is obeyed and not seen its number (`\u{202e}`).
pub fn plain(text: &str) -> Cow<'_, str> {
    replaced(text, |c| !is_order(c))
}

/// `text` like [`plain`], with its line feeds kept: for a text that is laid out in lines of our own.
pub fn plain_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c == '\n' || !is_order(c))
}

/// `text`, which is to be printed, like [`plain_lines`] with the colours kept that we put in.
pub fn plain_styled(text: &str) -> Cow<'_, str> {
    if !text.contains(is_order) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out += &plain_lines(&rest[..at]);
        let length = colour(&rest[at..]);
        match length {
            0 => out.push(picture('\u{1b}')),
            length => out += &rest[at..at + length],
        }
        rest = &rest[at + length.max(1)..];
    }
    out += &plain_lines(rest);
    Cow::Owned(out)
}

/// JSON, in which such characters stand inside strings alone, with each as an escape of JSON: a
/// program reads the same.
pub fn plain_json(json: &str) -> Cow<'_, str> {
    if !json.contains(|c| is_order(c) && c != '\n') {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_order(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out += &format!("\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a terminal or a page would obey `c`, or hide it.
pub fn is_order(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Soft hyphen, marks and overrides of direction, signs without a width, separators.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            // Byte order mark, annotations, tags, and characters that are none.
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}')
}

fn replaced(text: &str, kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(&kept) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            c if kept(c) => out.push(c),
            '\n' => out.push('⏎'),
            '\t' => out.push(' '),
            '\0'..='\x1f' | '\x7f' => out.push(picture(c)),
            c => out += &format!("\\u{{{:x}}}", c as u32),
        }
    }
    Cow::Owned(out)
}

/// The picture of a control character of ASCII.
fn picture(c: char) -> char {
    if c == '\x7f' { '\u{2421}' } else { char::from_u32(0x2400 + c as u32).unwrap_or('\u{2426}') }
}

/// How long the sequence is that `text` begins with, where it only sets a colour or a weight.
fn colour(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    if digits <= 16 && rest.as_bytes().get(digits) == Some(&b'm') { digits + 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{is_order, plain, plain_json, plain_lines, plain_styled};

    #[test]
    fn orders_are_shown() {
        assert_eq!(plain("某局\u{1b}[2J\n续\t表\u{202e}x\u{9b}1m"), "某局␛[2J⏎续 表\\u{202e}x\\u{9b}1m");
        assert_eq!(plain_lines("a\nb\r"), "a\nb␍");
        assert_eq!(
            plain_styled("\u{1b}[1m\u{1b}[31merror\u{1b}[0m: \u{1b}]0;x\u{7}"),
            "\u{1b}[1m\u{1b}[31merror\u{1b}[0m: ␛]0;x␇"
        );
        assert!(matches!(plain("某局 (20分) — 100%"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn json_says_the_same() {
        assert_eq!(plain_json("{\"a\":\"\u{202e}\u{e0001}\"}\n"), "{\"a\":\"\\u202e\\udb40\\udc01\"}\n");
        assert!(('\u{0}'..='\u{9f}').filter(|c| c.is_control()).all(is_order));
    }
}
