//! The encoding of a web page: its mark, what it declares, or what its bytes say.

use crate::documents::decode::guess;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a page its declaration may stand. Browsers look at 1 KiB; many pages are later.
const HEAD: usize = 4096;

/// The text of a page and the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let encoding = encoding(bytes);
    (encoding.decode(bytes).0, encoding.name())
}

/// A byte-order mark decides; then valid UTF-8 beyond ASCII, which other encodings do not yield by
/// chance; then what the page declares, if its bytes allow it; then the bytes alone.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let guessed = guess(bytes);
    let Some(declared) = declared(&bytes[..bytes.len().min(HEAD)]) else { return guessed };
    if guessed == UTF_8 && !bytes.is_ascii() {
        return UTF_8;
    }
    // Western encodings accept any byte, so they are believed only where nothing else fits.
    if declared == WINDOWS_1252 || declared.decode_without_bom_handling(bytes).1 { guessed } else { declared }
}

/// The encoding that a `charset=` in the head names, in a `meta` element or an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    for word in [&b"charset="[..], b"encoding="] {
        for (at, _) in lower.windows(word.len()).enumerate().filter(|(_, window)| *window == word) {
            let label: Vec<u8> = lower[at + word.len()..]
                .iter()
                .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
                .copied()
                .collect();
            if let Some(encoding) = Encoding::for_label(&label) {
                return Some(encoding);
            }
        }
    }
    None
}
