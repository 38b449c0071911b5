//! What a PDF will cost, weighed before it is read: its reader builds all pages at once, and a file
//! of a hundred kilobytes may unpack to thirty megabytes of signs.
//!
//! Every stream that may be drawn or that holds objects is unpacked in small pieces and counted;
//! pictures and fonts are left out. A stream in another packing, or encrypted, counts as it stands.

use crate::documents::limits::{Limit, Limits};
use flate2::bufread::ZlibDecoder;
use std::io::Read;

/// Bytes of drawn text: 2,000 pages of 2,000 Chinese characters.
const MOST_DRAWN: usize = 8_000_000;

/// How far before its stream a dictionary may begin.
const DICTIONARY: usize = 1024;

/// What a stream costs beside its bytes, so that many empty ones come to an end.
const STREAM: usize = 256;

/// Words of dictionaries whose streams draw nothing and hold no pages.
const OTHER: [&[u8]; 8] =
    [b"/Image", b"/Length1", b"/Length2", b"/Type1C", b"/CIDFontType0C", b"/OpenType", b"/XRef", b"/Metadata"];

/// What stands in the bytes of a PDF that its reader does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pages: usize,
    /// Boxes to be filled in, whose text is no part of the page.
    pub(super) fields: usize,
    /// Notes written on the page afterwards.
    pub(super) notes: usize,
    /// How often text is painted without ink, as below the picture of a scanned page.
    pub(super) unseen: usize,
    /// Packed streams that are not sound to their end, of which a part may be lost.
    pub(super) damaged: usize,
}

impl Marks {
    fn of(bytes: &[u8]) -> Self {
        let mut marks = Self::default();
        let ends = |rest: &[u8]| rest.first().is_some_and(|next| !next.is_ascii_alphanumeric());
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|byte| *byte == b'/') {
            rest = &rest[at + 1..];
            let field = rest.strip_prefix(b"FT").and_then(|kind| kind.trim_ascii_start().strip_prefix(b"/Tx"));
            marks.pages += usize::from(rest.strip_prefix(b"Page").is_some_and(ends));
            marks.notes += usize::from(rest.strip_prefix(b"FreeText").is_some_and(ends));
            marks.fields += usize::from(field.is_some_and(ends));
        }
        marks.unseen = bytes.windows(6).filter(|six| is_unseen(six)).count();
        marks
    }

    fn add(&mut self, other: Self) {
        self.pages += other.pages;
        self.fields += other.fields;
        self.notes += other.notes;
        self.unseen += other.unseen;
        self.damaged += other.damaged;
    }

    /// Without those of a beginning that was counted before.
    fn without(self, other: Self) -> Self {
        Self {
            pages: self.pages.saturating_sub(other.pages),
            fields: self.fields.saturating_sub(other.fields),
            notes: self.notes.saturating_sub(other.notes),
            unseen: self.unseen.saturating_sub(other.unseen),
            damaged: self.damaged.saturating_sub(other.damaged),
        }
    }
}

/// The operator that has text painted without ink, between two others.
fn is_unseen(six: &[u8]) -> bool {
    six[1..].starts_with(b"3 Tr") && six[0].is_ascii_whitespace() && !six[5].is_ascii_alphanumeric()
}

/// What was counted so far.
#[derive(Debug, Default)]
struct Weight {
    unpacked: usize,
    drawn: usize,
    marks: Marks,
    /// How deep the strings in `(…)` are nested, and whether one in `<…>` is open.
    strings: usize,
    is_hex: bool,
    /// Whether the last byte was a backslash in a string.
    escaped: bool,
    /// The straight lines drawn, and the first bytes of the word that is being read, with its length.
    lines: usize,
    word: ([u8; 2], usize),
    /// The last bytes, for a word that is cut between two pieces.
    tail: Vec<u8>,
}

/// What stands in the file beside its pages.
///
/// # Errors
///
/// The limit that the file would break.
pub(super) fn weigh(bytes: &[u8], limits: &Limits) -> Result<Marks, Limit> {
    let mut weight = Weight { marks: Marks::of(bytes), ..Weight::default() };
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        from = at + b"stream".len();
        if !bytes[..at].trim_ascii_end().ends_with(b">>") {
            continue;
        }
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        let begin = before.windows(3).rposition(|three| three == b"obj").unwrap_or(0);
        let dictionary = &before[begin..];
        if OTHER.iter().any(|word| find(dictionary, word).is_some()) {
            continue;
        }
        let data = bytes[from..].strip_prefix(b"\r").unwrap_or(&bytes[from..]);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let is_packed = find(dictionary, b"Flate").is_some() || find(dictionary, b"/Fl").is_some();
        weight.begin();
        weight.unpacked += STREAM;
        if is_packed {
            weight.unpack(data, limits);
        } else {
            weight.add(&data[..find(data, b"endstream").unwrap_or(data.len())]);
        }
        if let Some(limit) = weight.over(limits) {
            return Err(limit);
        }
    }
    weight.over(limits).map_or(Ok(weight.marks), Err)
}

impl Weight {
    fn begin(&mut self) {
        (self.strings, self.is_hex, self.escaped, self.word) = (0, false, false, ([0; 2], 0));
        self.tail.clear();
    }

    /// Counts a deflated stream, as far as it is sound and the limits go.
    fn unpack(&mut self, data: &[u8], limits: &Limits) {
        let mut decoder = ZlibDecoder::new(data);
        let mut piece = [0; 16 * 1024];
        loop {
            let Ok(count) = decoder.read(&mut piece) else {
                // What another filter or a password packed again does not begin so.
                let begins = data.first() == Some(&0x78)
                    && data.get(1).is_some_and(|flags| (0x7800 + u32::from(*flags)) % 31 == 0);
                self.marks.damaged += usize::from(begins);
                return;
            };
            if count == 0 || self.over(limits).is_some() {
                return;
            }
            self.add(&piece[..count]);
            // A word of the next piece may begin in this one.
            let joined = [self.tail.as_slice(), &piece[..count]].concat();
            self.marks.add(Marks::of(&joined).without(Marks::of(&self.tail)));
            self.tail = joined[joined.len().saturating_sub(12)..].to_vec();
        }
    }

    fn add(&mut self, piece: &[u8]) {
        self.unpacked += piece.len();
        for byte in piece {
            let is_drawn = self.strings > 0 || self.is_hex;
            match byte {
                _ if std::mem::take(&mut self.escaped) => self.drawn += 1,
                b'\\' if self.strings > 0 => self.escaped = true,
                _ if !is_drawn && byte.is_ascii_alphanumeric() => self.letter(*byte),
                _ if !is_drawn && self.word.1 > 0 => {
                    self.end_word();
                    self.is_hex = *byte == b'<';
                    self.strings += usize::from(*byte == b'(');
                }
                b'(' if !self.is_hex => self.strings += 1,
                b')' if self.strings > 0 => self.strings -= 1,
                b'<' if self.strings == 0 => self.is_hex = !self.is_hex,
                b'>' if self.is_hex => self.is_hex = false,
                _ if is_drawn => self.drawn += 1,
                _ => {}
            }
        }
    }

    fn letter(&mut self, byte: u8) {
        let (word, length) = &mut self.word;
        if let Some(place) = word.get_mut(*length) {
            *place = byte;
        }
        *length += 1;
    }

    /// Counts the lines that the operator just read draws: one, or the four of a rectangle.
    fn end_word(&mut self) {
        self.lines += match self.word {
            ([b'l', _], 1) => 1,
            ([b'r', b'e'], 2) => 4,
            _ => 0,
        };
        self.word.1 = 0;
    }

    fn over(&self, limits: &Limits) -> Option<Limit> {
        // Pages that a later version of the file replaced count here, so twice as many may stand in it.
        if self.marks.pages > limits.pages.saturating_mul(2) {
            return Some(Limit::Pages);
        }
        // A cell has four lines, most of which it shares.
        if self.lines > limits.cells.saturating_mul(2) {
            return Some(Limit::Cells);
        }
        (self.unpacked > limits.expanded_bytes || self.drawn > MOST_DRAWN).then_some(Limit::ExpandedBytes)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}
