//! The data of the page as one block: tables as columns, texts by dictionaries, figures as whole
//! numbers, gzip, base64.
//!
//! The block is a header and a payload. The header is JSON behind its length (four bytes, the lowest
//! first) and says of every column what it is and how many bytes of the payload are its own. A cell is
//! one unsigned number, seven bits a byte, the lowest first, the eighth bit set on all bytes but the last:
//! 0 is missing; a text is its place in the column's dictionary, from 1; no and yes are 1 and 2; any
//! other value is counted in units of the column's last decimal, its sign in the lowest bit, and one
//! added. So no figure passes through a float, and none is cut off.

use crate::problem::{Code, Problem, said};
use crate::reports::headings::{heading, word};
use crate::reports::table::Column;
use crate::tables::cells::Cell;
use crate::tables::columns::{Kind, SCALE, Unit, named};
use crate::values::{Lang, Place, plain};
use base64::engine::general_purpose::STANDARD;
use base64::write::EncoderWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Words for a code of a column in both languages, where a column has codes.
pub type Words = BTreeMap<&'static str, BTreeMap<String, [String; 2]>>;

/// The block while it is filled.
pub(super) struct Block<'a> {
    words: &'a Words,
    tables: Vec<Json>,
    payload: Vec<u8>,
    /// The characters of all texts, for the font.
    pub(super) chars: BTreeSet<char>,
}

impl<'a> Block<'a> {
    /// An empty block, whose codes have `words`.
    pub(super) fn new(words: &'a Words) -> Self {
        Self { words, tables: Vec::new(), payload: Vec::new(), chars: BTreeSet::new() }
    }

    /// Adds the table called `name` of `rows` rows, out of `height` that there are.
    ///
    /// # Errors
    ///
    /// A column cannot be read.
    pub(super) fn table(
        &mut self,
        name: &str,
        (rows, height): (usize, usize),
        columns: impl Iterator<Item = Result<(Column, Vec<Cell>), Problem>>,
    ) -> Result<(), Problem> {
        let mut told = Vec::new();
        for column in columns {
            let (column, cells) = column?;
            told.push(self.column(&column, &cells));
        }
        let title = [Lang::Zh, Lang::En].map(|lang| heading(name, lang));
        self.tables.push(json!({"name": name, "title": title, "rows": rows, "height": height, "columns": told}));
        Ok(())
    }

    /// Adds a column, and says what it is.
    fn column(&mut self, column: &Column, cells: &[Cell]) -> Json {
        let before = self.payload.len();
        let scale = scale(column, cells);
        let mut texts = Dictionary::default();
        for cell in cells {
            varint(&mut self.payload, code(cell, scale, &mut texts));
        }
        let mean = named(&column.name).map(|known| [known.zh, known.en]);
        self.chars.extend(texts.in_order.iter().flat_map(|text| text.chars()));
        let head = [Lang::Zh, Lang::En].map(|lang| heading(&column.name, lang));
        let mut told = json!({
            "name": column.name,
            "head": head,
            "kind": kind(column.kind),
            "unit": unit(column.unit),
            "bytes": self.payload.len() - before,
        });
        let mut put = |key: &str, value: Json| told[key] = value;
        if let Some(mean) = mean {
            put("mean", json!(mean));
        }
        if scale > 0 {
            put("scale", json!(scale));
        }
        if column.kind == Kind::Text {
            let say = self.say(&column.name, &texts.in_order);
            if !say.is_empty() {
                put("say", Json::Object(say));
            }
            put("dict", json!(texts.in_order));
        }
        told
    }

    /// The texts of a column that are codes, by their place, in words.
    fn say(&mut self, column: &str, texts: &[String]) -> serde_json::Map<String, Json> {
        let mut say = serde_json::Map::new();
        for (at, text) in texts.iter().enumerate() {
            let words = match self.words.get(column) {
                Some(own) => told_each(own, text),
                None => [Lang::Zh, Lang::En].map(|lang| word(column, text, lang)),
            };
            if words.iter().any(|word| word != text) {
                self.chars.extend(words.iter().flat_map(|word| word.chars()));
                say.insert(at.to_string(), json!(words));
            }
        }
        say
    }

    /// The block as text: gzip of header and payload, in base64.
    ///
    /// # Errors
    ///
    /// `out` refuses.
    pub(super) fn write(self, head: &Json, out: &mut impl Write) -> Result<(), Problem> {
        let header = json!({"head": head, "tables": self.tables}).to_string();
        let length = u32::try_from(header.len()).unwrap_or(u32::MAX).to_le_bytes();
        let mut encoder = GzEncoder::new(EncoderWriter::new(out, &STANDARD), Compression::best());
        let parts = [&length[..], header.as_bytes(), &self.payload];
        let written = parts.iter().try_for_each(|part| encoder.write_all(part));
        let ended = written.and_then(|()| encoder.finish()).and_then(|mut base| base.finish().map(drop));
        ended.map_err(|error| unwritten(&error))
    }
}

/// What is said where the page cannot be written.
pub(super) fn unwritten(error: &std::io::Error) -> Problem {
    let message = said!("页面无法写出：{error}", "the page could not be written: {error}");
    Problem::error(Code::PageUnwritten, Place::file("report.html"), message)
}

/// The different texts of a column, in the order in which they are met.
#[derive(Default)]
struct Dictionary {
    in_order: Vec<String>,
    places: BTreeMap<String, u128>,
}

impl Dictionary {
    /// The place of `text`, from 1; signs that a browser obeys unseen are made plain.
    fn place(&mut self, text: &str) -> u128 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        self.in_order.push(plain(text).into_owned());
        let place = self.in_order.len() as u128;
        self.places.insert(text.to_owned(), place);
        place
    }
}

/// `text`, one code or several that blanks part, in words; a code without words stands as it is.
fn told_each(words: &BTreeMap<String, [String; 2]>, text: &str) -> [String; 2] {
    [(0, "；"), (1, "; ")].map(|(lang, between)| {
        let told = |code| words.get(code).map_or(code, |words| words[lang].as_str());
        text.split(' ').map(told).collect::<Vec<_>>().join(between)
    })
}

/// The one number that is `cell`.
fn code(cell: &Cell, scale: u32, texts: &mut Dictionary) -> u128 {
    match cell {
        Cell::Missing => 0,
        Cell::Text(text) => texts.place(text),
        Cell::Truth(truth) => 1 + u128::from(*truth),
        Cell::Whole(whole) => 1 + zigzag(i128::from(*whole) * 10_i128.pow(scale)),
        Cell::Number(number) => 1 + zigzag(number.mantissa() * 10_i128.pow(scale.saturating_sub(number.scale()))),
    }
}

/// A whole number without a sign: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4.
fn zigzag(whole: i128) -> u128 {
    ((whole << 1) ^ (whole >> 127)).cast_unsigned()
}

/// Appends `code`, seven bits a byte.
fn varint(payload: &mut Vec<u8>, mut code: u128) {
    while code > 0x7f {
        payload.push(u8::try_from(code & 0x7f).unwrap_or_default() | 0x80);
        code >>= 7;
    }
    payload.push(u8::try_from(code).unwrap_or_default());
}

/// Decimals of the units that a column is counted in: a millionth for amounts and all that is exact.
fn scale(column: &Column, cells: &[Cell]) -> u32 {
    let most =
        cells.iter().filter_map(|cell| if let Cell::Number(number) = cell { Some(number.scale()) } else { None });
    match column.kind {
        Kind::Exact => most.max().unwrap_or(0).max(SCALE),
        _ => most.max().unwrap_or(0),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Year => "year",
        Kind::Count | Kind::Whole => "count",
        Kind::Order => "order",
        Kind::Flag => "flag",
        Kind::Exact | Kind::Ratio => "number",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::None => "",
        Unit::Wan => "wan",
        Unit::Yuan => "yuan",
        Unit::Points => "points",
        Unit::Percent => "pct",
    }
}
