//! Which format a file is, from its bytes. Names lie: many a `.doc` is a web page, a `.wps` is Word's.

use crate::documents::{mht, rtf};

/// A format of published documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Word since 2007, and WPS.
    Docx,
    /// Excel since 2007, and WPS.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// Word 97 to 2003, and WPS.
    Doc,
    /// Excel 97 to 2003, and WPS.
    Xls,
    /// Excel 2003's XML.
    SpreadsheetXml,
    /// Word 2003's XML, or all parts of a Word file since 2007 in one XML.
    WordXml,
    /// An OpenDocument file whose parts stand in one XML.
    FlatOpenDocument,
    /// Rich text.
    Rtf,
    /// A web page with its pictures in one file.
    Mht,
    /// A web page.
    Html,
    /// A text, or nothing known: the reader of texts says which.
    Text,
}

impl Format {
    /// Its short name, as [`super::Document::format`] has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::SpreadsheetXml => "spreadsheet-xml",
            Self::WordXml => "word-xml",
            Self::FlatOpenDocument => "flat-opendocument",
            Self::Rtf => "rtf",
            Self::Mht => "mht",
            Self::Html => "html",
            Self::Text => "text",
        }
    }
}

/// How far into a file its mark may stand: readers of PDF allow a kilobyte of other bytes before it.
const HEAD: usize = 1024;

/// How far into a text its first element may stand, behind comments and declarations.
const HTML_HEAD: usize = 64 * 1024;

/// The format of `bytes`.
pub fn detect(bytes: &[u8]) -> Format {
    let head = &bytes[..bytes.len().min(HEAD)];
    if contains(head, b"%PDF-") {
        Format::Pdf
    } else if bytes.starts_with(b"PK\x03\x04") {
        archive(bytes)
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        compound(bytes)
    } else if rtf::is_rtf(bytes) {
        Format::Rtf
    } else if let Some(format) = single_xml(bytes) {
        format
    } else if mht::is_archive(bytes) {
        Format::Mht
    } else if is_html(bytes) {
        Format::Html
    } else {
        Format::Text
    }
}

/// Which document a ZIP file holds. The names of its parts stand in it unpacked.
fn archive(bytes: &[u8]) -> Format {
    const ODS: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    let head = &bytes[..bytes.len().min(HEAD)];
    if contains(head, ODS) {
        Format::Ods
    } else if contains(bytes, b"word/document") || contains(bytes, b"word\\document") {
        Format::Docx
    } else if contains(bytes, b"content.xml") && contains(bytes, b"META-INF/manifest.xml") {
        // Its first part should say what it is, and not every program puts it first; the reader tells a
        // spreadsheet from a text by what stands in it.
        Format::Ods
    } else if contains(bytes, b"xl/workbook.bin") {
        Format::Text
    } else if contains(bytes, b"xl/workbook") || contains(bytes, b"xl\\workbook") {
        Format::Xlsx
    } else {
        Format::Text
    }
}

/// Which office document a single XML is, by the name of its language in its head.
fn single_xml(bytes: &[u8]) -> Option<Format> {
    let head: Vec<u8> = bytes.iter().take(HTML_HEAD).filter(|byte| **byte != 0).copied().collect();
    let opens = head.iter().find(|byte| byte.is_ascii_graphic()) == Some(&b'<');
    let named = |word: &[u8]| opens && contains(&head, word);
    if !opens || named(b"<html") || named(b"<HTML") {
        None
    } else if named(b"<Workbook") && named(b"urn:schemas-microsoft-com:office:spreadsheet") {
        Some(Format::SpreadsheetXml)
    } else if named(b"office/word/2003/wordml") || named(b"http://schemas.microsoft.com/office/2006/xmlPackage") {
        Some(Format::WordXml)
    } else if named(b"<office:document") && named(b"urn:oasis:names:tc:opendocument") {
        Some(Format::FlatOpenDocument)
    } else {
        None
    }
}

/// Which document a compound file holds: its directory names the streams in UTF-16.
fn compound(bytes: &[u8]) -> Format {
    let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let any = |names: [&str; 3]| names.iter().any(|name| contains(bytes, &wide(name)));
    if contains(bytes, &wide("WordDocument")) {
        Format::Doc
    } else if any(["Workbook", "WORKBOOK", "Book\0"]) || contains(bytes, &wide("BOOK\0")) {
        Format::Xls
    } else {
        Format::Text
    }
}

/// Whether the first thing in a text is an element of a web page. Zero bytes are left out, so that
/// UTF-16 looks like ASCII here.
fn is_html(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(HTML_HEAD).filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let head = without_comments(&head);
    let Some(first) = head.iter().position(|byte| *byte == b'<') else { return false };
    let only_marks_before = head[..first].iter().all(|byte| byte.is_ascii_whitespace() || *byte >= 0x80);
    const ELEMENTS: [&[u8]; 8] =
        [b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div", b"<script"];
    first < 8 && only_marks_before && ELEMENTS.iter().any(|element| contains(&head[first..], element))
}

/// A text without the comments it begins with.
fn without_comments(mut text: &[u8]) -> &[u8] {
    loop {
        let rest = text.trim_ascii_start();
        let rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest);
        let Some(comment) = rest.strip_prefix(b"<!--") else { return text };
        let Some(end) = comment.windows(3).position(|three| three == b"-->") else { return text };
        text = &comment[end + 3..];
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return true };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if bytes[from..].starts_with(rest) {
            return true;
        }
    }
    false
}
