//! From bytes to lines: byte-order marks, UTF-8, UTF-16, GB18030, line ends and invisible signs.

use crate::documents::fault::{Fault, Meter};
use crate::documents::{Line, Spot, repair};
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A decoded text and the name of the encoding it was in.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
}

/// How many bytes are looked at to tell an encoding or a binary format.
const PROBE: usize = 64 * 1024;

const TO_TEXT: [&str; 2] = ["请打开后另存为纯文本（.txt，UTF-8）", "open it and save it as plain text (.txt, UTF-8)"];
const TO_PUBLISHER: [&str; 2] =
    ["扫描页没有文字；请向公开单位索取原文件", "a scanned page has no text; ask the publisher for the document itself"];

/// First bytes of formats that are not text, what each is and what a user can do with it, in Chinese and
/// in English.
const BINARY: [(&[u8], [&str; 2], [&str; 2]); 5] = [
    (b"PK\x03\x04", ["Word、Excel或ZIP文件", "a Word, Excel or ZIP file"], TO_TEXT),
    (b"\xD0\xCF\x11\xE0", ["旧版Word或Excel文件", "an old Word or Excel file"], TO_TEXT),
    (b"\x89PNG", ["图片", "a picture"], TO_PUBLISHER),
    (b"\xFF\xD8\xFF", ["图片", "a picture"], TO_PUBLISHER),
    (b"\x1F\x8B", ["gzip压缩文件", "a gzip file"], ["请先解压", "unpack it first"]),
];

/// Decodes `bytes`: a byte-order mark decides, then valid UTF-8, then UTF-16 by its zero bytes,
/// then the legacy encoding that fits best.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<Decoded, Problem> {
    let place = || Place::file(file);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::error(
            Code::FileEmpty,
            place(),
            said!("文件是空的；应为载有表格的文件", "the file is empty, expected a text with a form in it"),
        )
        .hint(said!("请重新下载或导出该文件", "download or export the document again")));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") && is_locked(bytes) {
        let message = said!(
            "文件设有密码；应为无需密码即可打开的文件",
            "found a file with a password, expected one that opens without"
        );
        return Err(Problem::error(Code::FileEncrypted, place(), message)
            .hint(said!("请用密码打开，另存为不设密码的文件", "open it with its password and save it without one")));
    }
    if bytes.starts_with(b"PK\x03\x04") && bytes.windows(15).any(|name| name == b"xl/workbook.bin") {
        let message = said!(
            "文件是二进制工作簿（.xlsb）；应为.xlsx、.xls或.ods",
            "found a binary workbook (.xlsb), expected one as .xlsx, .xls or .ods"
        );
        return Err(Problem::error(Code::FormatUnsupported, place(), message)
            .hint(said!("请用Excel或WPS打开，另存为.xlsx", "open it in Excel or WPS and save it as .xlsx")));
    }
    if let Some((_, what, way_out)) = BINARY.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        let ([zh, en], [way_zh, way_en]) = (what, way_out);
        let message =
            Said { zh: Some(format!("文件是{zh}；应为文本")), en: format!("found {en}, expected a text") };
        return Err(Problem::error(Code::FormatUnsupported, place(), message).hint(said!("{way_zh}", "{way_en}")));
    }
    let encoding = guess(bytes);
    let (text, _, broken) = encoding.decode(bytes);
    let strange = text.chars().filter(|c| is_strange(*c)).count();
    let too_strange = strange * 50 > text.chars().count();
    if too_strange || (broken && strange > 0 && text.contains('\0')) {
        return Err(Problem::error(
            Code::FileBinary,
            place(),
            said!(
                "内容是二进制数据；应为UTF-8、UTF-16或GB18030编码的文本",
                "found binary data, expected a text in UTF-8, UTF-16 or GB18030"
            ),
        )
        .hint(said!(
            "请用生成该文件的程序打开，另存为纯文本",
            "open the document in the program that made it and save it as plain text"
        )));
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name() })
}

/// Whether an old container holds a document of Office that a password locks.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
}

/// The encoding that fits `bytes` best.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    if !bytes.contains(&0) && is_damaged_utf8(bytes) {
        return UTF_8;
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    if let Some(encoding) = utf16_without_mark(probe) {
        return encoding;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(probe, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
    // Chinese public bodies write GB18030; a short text of few signs is easily taken for a
    // Western or Japanese one, so anything but Big5 and UTF-8 is read as what it most likely is.
    if encoding == encoding_rs::BIG5 || encoding == UTF_8 { encoding } else { GB18030 }
}

/// Whether a text is UTF-8 with a few lost bytes, as where a download was cut inside a character. Other
/// encodings do not yield its sequences by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken.saturating_mul(20)
}

/// UTF-16 text without a mark: its line feeds and digits put a zero byte on one side of each pair.
fn utf16_without_mark(probe: &[u8]) -> Option<&'static Encoding> {
    if probe.len() < 4 || !probe.contains(&0) {
        return None;
    }
    let zeros = |offset: usize| probe.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (encoding, many, few) = if odd > even { (UTF_16LE, odd, even) } else { (UTF_16BE, even, odd) };
    let (text, _, broken) = encoding.decode(probe);
    let readable = !text.contains('\0') && text.chars().any(|c| c == '\n' || c == '\r' || c == '\t');
    (many > 4 * few && readable && !broken).then_some(encoding)
}

/// Signs that no readable text holds: controls, unassigned private signs and replacement marks.
fn is_strange(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{e}'..='\u{1b}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}')
}

/// The non-empty lines of a text, with their numbers and the empty lines before each.
///
/// A leading tab stays, since it means a cell; other blanks at the ends go. A form feed ends a line,
/// and a page number in its usual dress is dropped.
pub(super) fn lines(text: &str, meter: &mut Meter<'_>) -> Result<Vec<Line>, Fault> {
    let clean: Cow<'_, str> = if text.contains(['\r', '\u{c}']) {
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{c}', "\u{c}\n").into()
    } else {
        text.into()
    };
    let mut lines: Vec<Line> = Vec::new();
    let (mut number, mut gap) = (1, 0);
    for raw in clean.split('\n') {
        meter.line(raw.len())?;
        let ends_page = raw.ends_with('\u{c}');
        let visible = repair::text(raw.chars().filter(|c| !is_invisible(*c)).collect());
        // A tab alone is an empty cell, not an empty line.
        let is_cell = visible.starts_with('\t');
        let text = if is_cell { format!("\t{}", visible.trim()) } else { visible.trim().to_owned() };
        if text.is_empty() && visible.contains(EMPTY_CELL) {
            // A no-break space alone is an empty cell where a cell stands on each line.
            meter.cell()?;
            lines.push(Line { text: EMPTY_CELL.to_string(), spot: Spot::line(number), gap });
            gap = 0;
        } else if text.is_empty() {
            gap += 1;
        } else if !is_page_mark(&text) {
            // Each bar and each tab may begin a cell.
            let cells = 1 + text.chars().filter(|c| matches!(c, '|' | '｜' | '\t')).count();
            meter.area(cells as u64)?;
            lines.push(Line { text, spot: Spot::line(number), gap });
            gap = 0;
        }
        // The line feed added behind a form feed is ours, so it does not count as a line.
        if ends_page {
            gap = gap.max(1);
        } else {
            number += 1;
        }
    }
    Ok(lines)
}

/// What stands in an empty paragraph of a web page or a word processor's table.
pub(super) const EMPTY_CELL: char = '\u{a0}';

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{c}' | '\u{b}')
}

/// A page number in the dress printers give it: `- 3 -`, `—12—`, `第3页`, `第 3 页 共 9 页`.
fn is_page_mark(line: &str) -> bool {
    if !line.starts_with(['-', '—', '－', '第']) {
        return false;
    }
    let squashed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let dressed = |dash: char| squashed.strip_prefix(dash).and_then(|rest| rest.strip_suffix(dash)).is_some_and(digits);
    let of_pages = squashed.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(page, rest)| {
        digits(page) && (rest.is_empty() || rest.trim_start_matches(['，', ',', '/']).starts_with('共'))
    });
    dressed('-') || dressed('—') || dressed('－') || of_pages
}
