//! The number formats and borders of an .xls file, which the library keeps to itself: read from the
//! records of its globals ([MS-XLS] 2.4.126 Format, 2.4.353 XF, 2.4.77 Date1904).

use crate::documents::legacy::open::in_usual_case;
use crate::documents::workbook::NumberFormat;
use office_oxide::cfb::CfbReader;
use std::collections::BTreeMap;
use std::io::Cursor;

/// How the cells of a workbook look.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// By the number that cells use: how numbers are shown, and whether there is a border.
    looks: Vec<(NumberFormat, bool)>,
    pub(super) since_1904: bool,
}

impl Formats {
    /// The formats of a workbook; built-in ones alone where its records cannot be told.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let stream = CfbReader::new(Cursor::new(in_usual_case(bytes))).ok().and_then(|mut reader| {
            let name = if reader.has_stream("Workbook") { "Workbook" } else { "Book" };
            reader.open_stream(name).ok()
        });
        stream.map(|stream| Self::in_globals(&stream)).unwrap_or_default()
    }

    fn in_globals(stream: &[u8]) -> Self {
        const END: u16 = 0x000A;
        const DATE_1904: u16 = 0x0022;
        const PASSWORD: u16 = 0x002F;
        const XF: u16 = 0x00E0;
        const FORMAT: u16 = 0x041E;
        let mut codes = BTreeMap::new();
        let (mut looks, mut since_1904) = (Vec::new(), false);
        let mut rest = stream;
        while let [kind_low, kind_high, low, high, after @ ..] = rest {
            let length = usize::from(u16::from_le_bytes([*low, *high]));
            let Some((data, next)) = after.split_at_checked(length) else { break };
            rest = next;
            match u16::from_le_bytes([*kind_low, *kind_high]) {
                END => break,
                PASSWORD => return Self::default(),
                DATE_1904 => since_1904 = data.first() == Some(&1),
                FORMAT => codes.extend(code(data)),
                XF => looks.push((short(data, 2).unwrap_or(0), short(data, 10).unwrap_or(0) != 0)),
                _ => {}
            }
        }
        let format = |id: u16| NumberFormat::new(u32::from(id), codes.get(&id).map(String::as_str));
        Self { looks: looks.into_iter().map(|(id, border)| (format(id), border)).collect(), since_1904 }
    }

    /// How numbers of cells with the look `at` are shown.
    pub(super) fn format(&self, at: u16) -> Option<&NumberFormat> {
        self.looks.get(usize::from(at)).map(|(format, _)| format)
    }

    /// Whether cells with the look `at` have a border.
    pub(super) fn has_border(&self, at: u16) -> bool {
        self.looks.get(usize::from(at)).is_some_and(|(_, border)| *border)
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

/// The number of a format and its code: a count of signs, whether they take two bytes, the signs.
fn code(data: &[u8]) -> Option<(u16, String)> {
    let (id, count) = (short(data, 0)?, usize::from(short(data, 2)?));
    let (wide, text) = (data.get(4)? & 1 == 1, data.get(5..)?);
    let units: Vec<u16> = if wide {
        text.chunks_exact(2).take(count).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
    } else {
        text.iter().take(count).map(|byte| u16::from(*byte)).collect()
    };
    Some((id, String::from_utf16_lossy(&units)))
}
