//! Word, Excel, OpenDocument and web pages read into grids and lines; damaged and hostile ones
//! refused with the limit they break.

use jixiao::documents::{Block, Document, Grid, Limits, Merge, read, read_within};
use jixiao::problem::Problem;
use std::fmt::Write as _;
use std::io::Write as _;

/// A zip archive of the given parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[("word/document.xml", xml.as_bytes())])
}

/// A grid as text: cells parted by `|`, `<` for one covered from the left, `^` for one from above.
fn drawn(grid: &Grid) -> String {
    let mut text = String::new();
    for row in &grid.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| match cell.merge {
                Merge::Own => cell.text.replace('\n', "/"),
                Merge::Left => "<".to_owned(),
                Merge::Above => "^".to_owned(),
            })
            .collect();
        writeln!(text, "{}", cells.join("|")).unwrap();
    }
    text
}

/// A document as text: its lines after `- `, its grids drawn.
fn shown(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => writeln!(text, "- {}", line.text).unwrap(),
            Block::Grid(grid) => text.push_str(&drawn(grid)),
        }
    }
    text
}

fn read_docx(body: &str) -> String {
    shown(&read("a.docx", &docx(body)).unwrap())
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

fn refusal(result: Result<Document, Problem>) -> &'static str {
    result.unwrap_err().code
}

#[test]
fn word_spans_make_a_rectangle() {
    let (restart, goes_on) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let wide = r#"<w:gridSpan w:val="2"/>"#;
    let wps = r#"<w:vMerge w:val="continue"/>"#;
    let body = format!(
        "<w:p><w:r><w:t>表</w:t></w:r></w:p><w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(restart, "金额"),
        cell(wide, "2024"),
        cell(goes_on, ""),
        cell("", "1.5"),
        cell("", "9%"),
        cell(wps, ""),
        cell(wide, "合计"),
    );
    assert_eq!(read_docx(&body), "- 表\n金额|2024|<\n^|1.5|9%\n^|合计|<\n");
}

#[test]
fn word_tall_and_wide_ranges_are_marked_once_per_row() {
    let wide = |merge: &str| format!(r#"<w:gridSpan w:val="2"/><w:vMerge w:val="{merge}"/>"#);
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(&wide("restart"), "甲"),
        cell("", "1"),
        cell(&wide("continue"), ""),
        cell("", "2")
    );
    assert_eq!(read_docx(&body), "甲|<|1\n^|<|2\n");
    let Block::Grid(grid) = &read("a.docx", &docx(&body)).unwrap().blocks[0] else { panic!("a grid") };
    assert_eq!(drawn(&grid.collapsed()), "甲|1\n^|2\n");
    let printed: Vec<_> = grid.rows[1].printed().map(|cell| (cell.column, cell.span)).collect();
    assert_eq!(printed, [(0, 2), (2, 1)]);
}

#[test]
fn word_rows_may_begin_and_end_inside_the_grid() {
    let body = format!(
        r#"<w:tbl><w:tr>{}{}{}</w:tr>
        <w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{}</w:tr>
        <w:tr><w:trPr><w:gridAfter w:val="1"/></w:trPr>{}{}</w:tr></w:tbl>"#,
        cell("", "a"),
        cell("", "b"),
        cell("", "c"),
        cell("", "d"),
        cell(r#"<w:hMerge w:val="restart"/>"#, "e"),
        cell(r#"<w:hMerge w:val="continue"/>"#, "")
    );
    assert_eq!(read_docx(&body), "a|b|c\n|<|d\ne|<|\n");
}

#[test]
fn word_wrappers_changes_and_boxes_read_as_accepted() {
    let sdt = |inner: &str| {
        format!("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    };
    let body = format!(
        r#"<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:noBreakHyphen/><w:t>三 &amp; &#x56DB;</w:t></w:r>
        <w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>减</w:delText></w:r></w:del>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
        <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
        <w:tbl><w:tr>{}{}</w:tr>{}<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr></w:tbl>"#,
        cell("", "a"),
        sdt(&cell("", "b")),
        sdt(&format!("<w:tr>{}{}</w:tr>", cell("", "c"), cell("", "d"))),
        cell("", "x"),
        cell("", "y"),
    );
    assert_eq!(read_docx(&body), "- 一\t二-三 & 四加\n- 框\na|b\nc|d\n");
}

#[test]
fn word_tables_in_tables() {
    let grid = |text: &str| format!("<w:tbl><w:tr>{0}{0}</w:tr><w:tr>{0}{0}</w:tr></w:tbl>", cell("", text));
    let holds = |inner: &str| format!("<w:tc>{inner}<w:p/></w:tc>");
    // A frame around a table is no table.
    let frame = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", holds(&grid("1")));
    assert_eq!(read_docx(&frame), "1|1\n1|1\n");
    // A large table in a cell follows its table, a small one is text of the cell.
    let mixed = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "a"),
        holds(&grid("1")),
        cell("", "b"),
        holds(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "x"), cell("", "y"))),
    );
    assert_eq!(read_docx(&mixed), "a|\nb|x/y\n1|1\n1|1\n");
}

#[test]
fn word_files_are_found_by_their_relations() {
    let relations = r#"<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
    let text = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>";
    let bytes = archive(&[("_rels/.rels", relations.as_bytes()), ("word/document2.xml", text.as_bytes())]);
    assert_eq!(shown(&read("a.docx", &bytes).unwrap()), "- 正文\n");
}

#[test]
fn hostile_word_files_are_refused() {
    let limits = Limits::default();
    let deep = |open: &str, close: &str, count: usize| docx(&format!("{}{}", open.repeat(count), close.repeat(count)));
    let sdt = deep("<w:sdt>", "</w:sdt>", 200_000);
    assert_eq!(refusal(read("a.docx", &sdt)), "limit-nesting");
    let tables = deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 50_000);
    assert_eq!(refusal(read("a.docx", &tables)), "limit-nesting");
    let many = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(2_000));
    assert_eq!(refusal(read_within("a.docx", &docx(&many), &Limits { cells: 1_000, ..limits })), "limit-cells");
    // A few cells that claim a thousand columns each, in many rows.
    let span = cell(r#"<w:gridSpan w:val="2147483648"/>"#, "x");
    let wide = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", span.repeat(40)).repeat(40));
    assert_eq!(refusal(read_within("a.docx", &docx(&wide), &Limits { cells: 1_000_000, ..limits })), "limit-cells");
    // A bomb: 200 MB of blanks in 200 kB.
    let blank = vec![b' '; 200 << 20];
    let bomb = archive(&[("word/document.xml", &blank)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(read("a.docx", &bomb)), "limit-expanded");
    // The same with a false size in the directory and in the header.
    let mut lie = archive(&[("word/document.xml", &blank)]);
    let size = u32::try_from(blank.len()).unwrap().to_le_bytes();
    while let Some(at) = lie.windows(4).position(|window| window == size) {
        lie[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    assert_eq!(refusal(read("a.docx", &lie)), "file-damaged");
    // Entities the file declares are not expanded.
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>1&b;2</w:t></w:r></w:p></w:body></w:document>"#;
    let laughs = archive(&[("word/document.xml", laughs.as_bytes())]);
    assert_eq!(shown(&read("a.docx", &laughs).unwrap()), "- 12\n");
}

#[test]
fn damaged_word_files_are_refused_or_read() {
    let body = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "甲"), cell("", "乙")).repeat(20);
    let whole = docx(&body);
    for cut in (0..whole.len()).step_by(7) {
        let _ = read("a.docx", &whole[..cut]);
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x5A;
        let _ = read("a.docx", &bytes);
    }
    let broken = archive(&[("word/document.xml", b"<w:document><w:body><w:tbl><w:tr>")]);
    assert_eq!(refusal(read("a.docx", &broken)), "file-damaged");
    let climbing = archive(&[("../../word/document.xml", b"<a/>"), ("/word/document.xml", b"<a/>")]);
    assert_eq!(refusal(read("a.docx", &climbing)), "file-damaged");
}
