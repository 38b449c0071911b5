//! One paper written down in six formats: lines and tables as plain text, a web page, Word, Excel,
//! OpenDocument and PDF.

use crate::office::archive;
use std::fmt::Write as _;
use std::io::Write as _;

/// A part of a paper.
#[derive(Clone)]
pub enum Part {
    /// A line of text.
    Line(String),
    /// A table, row by row.
    Table(Vec<Vec<String>>),
}

pub const FORMATS: [&str; 6] = ["txt", "html", "docx", "xlsx", "ods", "pdf"];

/// `parts` as a file of `format`.
pub fn written(parts: &[Part], format: &str) -> Vec<u8> {
    match format {
        "txt" => text(parts, " | ").into_bytes(),
        "html" => html(parts).into_bytes(),
        "docx" => docx(parts),
        "xlsx" => xlsx(parts),
        "ods" => ods(parts),
        _ => pdf(&text(parts, "  ")),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn text(parts: &[Part], between: &str) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Line(line) => writeln!(out, "{line}").unwrap(),
            Part::Table(rows) if between == " | " => {
                rows.iter().for_each(|row| writeln!(out, "| {} |", row.join(between)).unwrap());
                out.push('\n');
            }
            Part::Table(rows) => {
                for row in rows {
                    let filled: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                    writeln!(out, "{}", filled.join(between)).unwrap();
                }
                out.push('\n');
            }
        }
    }
    out
}

fn html(parts: &[Part]) -> String {
    let mut body = String::new();
    for part in parts {
        match part {
            Part::Line(line) => write!(body, "<p>{}</p>", escaped(line)).unwrap(),
            Part::Table(rows) => {
                let cell = |cell: &String| format!("<td>{}</td>", escaped(cell));
                let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
                write!(body, "<table>{}</table>", rows.iter().map(row).collect::<String>()).unwrap();
            }
        }
    }
    format!("<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>")
}

fn docx(parts: &[Part]) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let mut body = String::new();
    for part in parts {
        match part {
            Part::Line(line) => body += &paragraph(line),
            Part::Table(rows) => {
                let cell = |cell: &String| format!("<w:tc>{}</w:tc>", paragraph(cell));
                let row = |row: &Vec<String>| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
                body += &format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>());
            }
        }
    }
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[("word/document.xml", xml.as_bytes())])
}

/// The rows of a sheet: a line is a row of one cell.
fn rows(parts: &[Part]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for part in parts {
        match part {
            Part::Line(line) => rows.push(vec![line.clone()]),
            Part::Table(table) => {
                rows.push(Vec::new());
                rows.extend(table.iter().cloned());
                rows.push(Vec::new());
            }
        }
    }
    rows
}

fn xlsx(parts: &[Part]) -> Vec<u8> {
    let mut sheet = String::from("<worksheet><sheetData>");
    for (at, row) in (1..).zip(rows(parts)) {
        write!(sheet, "<row r=\"{at}\">").unwrap();
        for (column, text) in ('A'..='Z').zip(row).filter(|(_, text)| !text.is_empty()) {
            let text = escaped(&text);
            write!(sheet, "<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>").unwrap();
        }
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    archive(&[
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S1" sheetId="1" r:id="a"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn ods(parts: &[Part]) -> Vec<u8> {
    let mut content = String::from(
        r#"<office:document xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="S1">"#,
    );
    for row in rows(parts) {
        content += "<table:table-row>";
        for text in row {
            write!(content, "<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(&text)).unwrap();
        }
        content += "</table:table-row>";
    }
    content += "</table:table></office:document>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())]
    {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A PDF of lines, whose signs are their own codes and have no drawing.
fn pdf(text: &str) -> Vec<u8> {
    let lines: Vec<&str> = text.lines().collect();
    let mut pages = Vec::new();
    for page in lines.chunks(48) {
        let mut content = String::from("BT /F1 8 Tf 40 800 Td 15 TL ");
        for line in page {
            let codes: String = line.encode_utf16().fold(String::new(), |mut codes, unit| {
                write!(codes, "{unit:04X}").unwrap();
                codes
            });
            write!(content, "<{codes}> Tj T* ").unwrap();
        }
        pages.push(content + "ET");
    }
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange ",
    );
    let high: Vec<u32> = (0..256).filter(|high| !(0xD8..0xE0).contains(high)).collect();
    for some in high.chunks(100) {
        write!(map, "{} beginbfrange ", some.len()).unwrap();
        some.iter().for_each(|high| write!(map, "<{high:02X}00> <{high:02X}FF> <{high:02X}00> ").unwrap());
        map += "endbfrange ";
    }
    map += "endcmap end";
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let kids: String = (0..pages.len()).fold(String::new(), |mut kids, at| {
        write!(kids, "{} 0 R ", 7 + 2 * at).unwrap();
        kids
    });
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [32 126 500] >>".to_owned(),
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>".to_owned(),
        stream(&map),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            8 + 2 * at
        ));
        objects.push(stream(content));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        write!(out, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    places.iter().for_each(|at| writeln!(out, "{at:010} 00000 n ").unwrap());
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    out
}
