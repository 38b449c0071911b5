//! Files over a limit, bombs and half-lost files: an error or a problem each, at once.

use jixiao::documents::{Block, Document, Limits, read, read_within};
use jixiao::problem::{Problem, Severity};
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::time::Duration;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // The name of an OpenDocument format stands unpacked.
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    archive(&[("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes())])
}

/// A PDF of `objects`, the first of them its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dictionary}/Length {}>>stream\n", data.len()).into_bytes();
    object.extend_from_slice(data);
    object.extend_from_slice(b"\nendstream");
    object
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A PDF with a page for each of `drawn`, and a picture of the given size in points on all of them.
fn pages(drawn: &[&[u8]], picture: (u32, u32), packed: bool) -> Vec<u8> {
    let kids: String = (0..drawn.len()).map(|at| format!("{} 0 R ", 5 + 2 * at)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", drawn.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        stream(
            &format!(
                "/Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 1/ColorSpace/DeviceGray",
                picture.0, picture.1
            ),
            b"x",
        ),
    ];
    for (at, content) in drawn.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</I 4 0 R>>>>>>",
            6 + 2 * at
        );
        objects.push(page.into_bytes());
        objects.push(if packed { stream("/Filter/FlateDecode", &deflated(content)) } else { stream("", content) });
    }
    pdf(&objects)
}

/// What this thread has worked so far: the time a processor spent on it, however busy the machine is.
pub fn work() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(spent.tv_sec).unwrap(), u32::try_from(spent.tv_nsec).unwrap())
}

/// The code of the refusal of `bytes`, which comes in no time.
fn refused(bytes: &[u8]) -> &'static str {
    let begun = work();
    let code = read("a", bytes).expect_err("over a limit").code.as_str();
    assert!(work() - begun < Duration::from_secs(20), "{code} took {:?}", work() - begun);
    code
}

fn problems(document: &Document) -> Vec<(Severity, &'static str, Option<u32>)> {
    document.problems.iter().map(|found: &Problem| (found.severity, found.code.as_str(), found.place.page)).collect()
}

#[test]
fn lines_and_texts_without_an_end_are_refused() {
    let long = "项目资金12.5万元，".repeat(600_000);
    assert_eq!(refused(long.as_bytes()), "limit-line");
    assert_eq!(refused(format!("<html><p>{long}").as_bytes()), "limit-line");
    assert_eq!(refused(&docx(&format!("<w:p><w:r><w:t>{long}</w:t></w:r></w:p>"))), "limit-line");
    let runs = format!("<w:p>{}</w:p>", format!("<w:r><w:t>{}</w:t></w:r>", &long[..9000]).repeat(100));
    assert_eq!(refused(&docx(&runs)), "limit-line");
    let attribute = format!("<w:p a='{}'/>", "x".repeat(5 << 20));
    assert_eq!(refused(&docx(&attribute)), "limit-line");
    let sheet = format!("<worksheet><c r='A1' t='inlineStr'><is><t>{}</t></is></c></worksheet>", &long[..900_000]);
    let book = "<workbook><sheets><sheet name='a' id='r'/></sheets></workbook>";
    let links = "<x><Relationship Id='r' Type='a/worksheet' Target='s.xml'/></x>";
    let xlsx = archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/s.xml", sheet.as_bytes()),
    ]);
    assert_eq!(refused(&xlsx), "limit-line");
    assert_eq!(refused("单位\n".repeat(3 << 20).as_bytes()), "limit-text");
    assert_eq!(refused("单位\n".repeat(400_000).as_bytes()), "limit-cells");
    assert_eq!(refused("a|b|c|d\n".repeat(100_000).as_bytes()), "limit-cells");
}

#[test]
fn texts_of_bars_alone_end() {
    let begun = work();
    read("a", format!("甲\n{}", "|\n".repeat(140_000)).as_bytes()).unwrap();
    assert!(work() - begun < Duration::from_secs(20), "{:?}", work() - begun);
}

#[test]
fn bombs_of_pdf_are_weighed_before_they_are_read() {
    let mut signs = b"BT /F1 9 Tf (".to_vec();
    signs.resize(9_000_000, b'a');
    signs.extend_from_slice(b") Tj ET");
    assert_eq!(refused(&pages(&[&signs], (1, 1), true)), "limit-expanded");
    assert_eq!(refused(&pages(&[&signs], (1, 1), false)), "limit-expanded");
    let lines = b"0 0 m 9 9 l S\n".repeat(3 << 20);
    let bomb = pages(&[&lines], (1, 1), true);
    assert!(bomb.len() < 200_000);
    assert_eq!(refused(&bomb), "limit-cells");
    let rectangles = b"0 0 9 9 re f\n".repeat(160_000);
    assert_eq!(refused(&pages(&[&rectangles], (1, 1), true)), "limit-cells");
    // A thousand streams that are each below the limit are above it together.
    let small = vec![b' '; 40_000];
    assert_eq!(refused(&pages(&vec![small.as_slice(); 900], (1, 1), true)), "limit-expanded");
    assert_eq!(refused(&pages(&vec![&b" "[..]; 4100], (1, 1), false)), "limit-pages");
    let mut marks = b"%PDF-1.4\n".to_vec();
    marks.extend(b"<<>>stream\n".repeat(1 << 18));
    assert_eq!(refused(&marks), "limit-expanded");
}

#[test]
fn all_parts_of_an_archive_count_together() {
    let limits = Limits { expanded_bytes: 10_000, ..Limits::default() };
    let filler = vec![b' '; 6_000];
    let book = [b"<workbook><sheets><sheet name='a' id='r'/></sheets></workbook>", filler.as_slice()].concat();
    let sheet = [b"<worksheet/>", filler.as_slice()].concat();
    let links = b"<x><Relationship Id='r' Type='a/worksheet' Target='s.xml'/></x>";
    let xlsx = archive(&[("xl/workbook.xml", &book), ("xl/_rels/workbook.xml.rels", links), ("xl/s.xml", &sheet)]);
    let refused = read_within("a", &xlsx, &limits).expect_err("both parts together are over the limit");
    assert_eq!(refused.code, "limit-expanded");
    assert!(refused.message.contains("10000 bytes once it is unpacked"), "{}", refused.message);
    assert!(read("a", &xlsx).is_ok());
}

#[test]
fn entities_expand_to_nothing_and_paths_lead_nowhere() {
    let bomb = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
                <w:document><w:body><w:p><w:r><w:t>甲&b;&c;乙</w:t></w:r></w:p></w:body></w:document>";
    let document = read("a", &archive(&[("word/document.xml", bomb.as_bytes())])).unwrap();
    let Block::Line(line) = &document.blocks[0] else { panic!("a line") };
    assert_eq!(line.text, "甲乙");
    let links = "<x><Relationship Id='r' Type='a/officeDocument' Target='../../../../etc/passwd'/></x>";
    let climbing = archive(&[
        ("_rels/.rels", links.as_bytes()),
        ("../../../../etc/passwd", b"<x/>"),
        ("word/document.xml", b"<w:document/>"),
    ]);
    assert_eq!(refused(&climbing), "file-damaged");
    // An archive in an archive is only a part nobody asks for.
    let inner = archive(&[("word/document.xml", &vec![b' '; 40 << 20])]);
    let nested = archive(&[("word/document.xml", b"<w:document><w:body/></w:document>"), ("word/a.docx", &inner)]);
    assert!(read("a", &nested).is_ok());
}

#[test]
fn scanned_pages_among_others_are_missed() {
    let text: &[u8] = b"BT /F1 9 Tf 50 700 Td (a line of text that is long enough) Tj ET";
    let scan: &[u8] = b"q 595 0 0 842 0 0 cm /I Do Q";
    let stamped: &[u8] = b"q 595 0 0 842 0 0 cm /I Do Q BT /F1 9 Tf 290 30 Td (- 3 -) Tj ET";
    let document = read("a", &pages(&[text, scan, stamped], (1654, 2339), true)).unwrap();
    let scanned = |page| (Severity::Doubt, "page-scanned", Some(page));
    assert_eq!(problems(&document), [scanned(2), scanned(3)]);
    let labels = jixiao::records::Labels::built_in().unwrap();
    let reading = jixiao::records::read(&document, &labels);
    assert_eq!(reading.problems[..2], document.problems[..]);
    // A blank page beside a small emblem is only blank.
    assert!(read("a", &pages(&[text, b" "], (120, 120), true)).unwrap().problems.is_empty());
}

#[test]
fn what_word_files_and_texts_lose_is_told() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>\
                <w:r><w:object><o:OLEObject/></w:object></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>";
    let told = problems(&read("a", &docx(body)).unwrap());
    assert_eq!(
        told,
        [
            (Severity::Note, "changes-tracked", None),
            (Severity::Doubt, "objects-embedded", None),
            (Severity::Note, "pictures", None)
        ]
    );
    let mut text = "项目名称：会议费\n金额：".repeat(40).into_bytes();
    text.extend_from_slice(b"\xff\xff 5\n");
    let lost = read("a", &text).unwrap();
    assert_eq!(problems(&lost), [(Severity::Doubt, "signs-lost", None)]);
    assert_eq!(lost.problems[0].place.line, Some(41));
}

#[test]
fn hidden_sheets_and_rows_are_told() {
    let book =
        "<workbook><sheets><sheet name='甲' id='r'/><sheet name='乙' state='hidden' id='s'/></sheets></workbook>";
    let links = "<x><Relationship Id='r' Type='a/worksheet' Target='s.xml'/><Relationship Id='s' Type='a/worksheet' Target='t.xml'/></x>";
    let sheet = "<worksheet><cols><col min='2' max='2' hidden='1'/></cols><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>\
                 <row r='2' hidden='1'><c r='A2'><v>3</v></c></row><row r='9' hidden='1'/></worksheet>";
    let xlsx = archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/s.xml", sheet.as_bytes()),
        ("xl/t.xml", sheet.as_bytes()),
    ]);
    let document = read("a", &xlsx).unwrap();
    assert_eq!(problems(&document), [(Severity::Note, "sheet-hidden", None), (Severity::Note, "cells-hidden", None)]);
    assert!(document.problems[1].message.en.starts_with("1 rows and 1 groups of columns"), "{}", document.problems[1]);
    let ods = "<d><style name='t1'><table-properties display='false'/></style><table name='甲' style-name='t1'>\
               <table-row><table-cell><p>1</p></table-cell></table-row></table><table name='乙'><table-column visibility='collapse'/>\
               <table-row visibility='filter'><table-cell><p>1</p></table-cell><table-cell><p>2</p></table-cell></table-row></table></d>";
    let ods =
        archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", ods.as_bytes())]);
    let document = read("a", &ods).unwrap();
    assert_eq!(problems(&document), [(Severity::Note, "sheet-hidden", None), (Severity::Note, "cells-hidden", None)]);
}

/// A workbook with one sheet of `cells` in one row each, whose `calcPr` has `calculation`.
fn workbook(calculation: &str, cells: &[&str]) -> Vec<u8> {
    let book = format!("<workbook><sheets><sheet name='甲' id='r'/></sheets><calcPr {calculation}/></workbook>");
    let links = "<x><Relationship Id='r' Type='a/worksheet' Target='s.xml'/></x>";
    let rows: String = (1..).zip(cells).map(|(row, cell)| format!("<row r='{row}'>{cell}</row>")).collect();
    archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/s.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes()),
    ])
}

/// The codes of the problems of `bytes` with the row and column each stands in.
fn placed(bytes: &[u8]) -> Vec<(Severity, &'static str, Option<u32>, Option<u32>)> {
    let document = read("a", bytes).unwrap();
    document
        .problems
        .iter()
        .map(|found| (found.severity, found.code.as_str(), found.place.row, found.place.column))
        .collect()
}

#[test]
fn formulas_without_a_value_are_errors() {
    let uncached = |row, column| (Severity::Error, "formula-uncached", Some(row), Some(column));
    let cells = [
        "<c r='A1'><v>1</v></c><c r='B1'><f>A1*2</f><v>2</v></c>",
        "<c r='A2'><v>1</v></c><c r='B2'><f>A2*2</f></c>",
        "<c r='A3'><v>1</v></c><c r='B3'><f>A3*2</f><v></v></c><c r='C3'><f t='shared' si='0'/></c>",
        // A formula may come to an empty text, or to an error.
        "<c r='A4' t='str'><f>A3&amp;\"\"</f><v></v></c><c r='B4' t='e'><f>1/0</f><v>#DIV/0!</v></c>",
    ];
    let sound = workbook("calcId='1'", &cells);
    assert_eq!(placed(&sound), [uncached(2, 2), uncached(3, 2), uncached(3, 3)]);
    let document = read("a", &sound).unwrap();
    assert!(document.problems[0].hint.as_ref().is_some_and(|hint| hint.contains("spreadsheet program")));
    assert_eq!(document.problems[0].place.sheet.as_deref(), Some("甲"));
    let Block::Grid(grid) = &document.blocks[0] else { panic!("a table") };
    assert_eq!(grid.rows[3].cells[1].text, "#DIV/0!");
    // Values that the workbook itself calls old are in doubt.
    let stale = workbook("fullCalcOnLoad='1'", &cells[..1]);
    assert_eq!(placed(&stale), [(Severity::Doubt, "formula-stale", None, None)]);
    // The first fifty are told one by one, the others together.
    let many: Vec<String> =
        (1..=80).map(|row| format!("<c r='A{row}'><f>B{row}</f></c><c r='B{row}'><v>1</v></c>")).collect();
    let found = read("a", &workbook("", &many.iter().map(String::as_str).collect::<Vec<_>>())).unwrap().problems;
    assert_eq!(found.len(), 51);
    assert!(found[50].message.contains("30 more"), "{}", found[50]);
    let lost = workbook("", &["<c r='A1' t='s'><v>7</v></c>"]);
    assert_eq!(refused(&lost), "file-damaged");
}

#[test]
fn values_of_an_opendocument_sheet_are_not_lost() {
    let cell = |attributes: &str, text: &str| format!("<table-cell {attributes}>{text}</table-cell>");
    let row = [
        cell("value-type='float' value='0.090'", ""),
        cell("value-type='percentage' value='0.09'", ""),
        cell("formula='of:=1' value-type='float' value='1'", "<p>1</p>"),
        cell("formula='of:=\"\"' value-type='string' string-value=''", ""),
        cell("value-type='float' value='0'", "<p/>"),
        cell("formula='of:=1/0' value-type='string' string-value=''", "<p>#DIV/0!</p>"),
        cell("formula='of:=[.A1]'", ""),
        cell("formula='of:=[.A1]'", "<p/>"),
    ];
    let content = format!("<d><table name='甲'><table-row>{}</table-row></table></d>", row.concat());
    let ods = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let uncached = |column| (Severity::Error, "formula-uncached", Some(1), Some(column));
    assert_eq!(placed(&ods), [uncached(7), uncached(8)]);
    let document = read("a", &ods).unwrap();
    let texts: Vec<&str> = match &document.blocks[0] {
        Block::Grid(grid) => grid.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect(),
        Block::Line(_) => panic!("a table"),
    };
    assert_eq!(texts, ["0.09", "9%", "1", "", "", "#DIV/0!"]);
}

#[test]
fn what_a_pdf_holds_beside_its_text_is_told() {
    let text: &[u8] = b"BT /F1 9 Tf 50 700 Td (a line of text that is long enough) Tj ET";
    let unseen: &[u8] = b"BT /F1 9 Tf 3 Tr 50 700 Td (a line of text that is long enough) Tj ET";
    let codes = |bytes: &[u8]| problems(&read("a", bytes).unwrap());
    assert_eq!(codes(&pages(&[text], (1, 1), true)), []);
    assert_eq!(codes(&pages(&[unseen], (1, 1), true)), [(Severity::Doubt, "text-unseen", None)]);
    assert_eq!(codes(&pages(&[unseen], (1, 1), false)), [(Severity::Doubt, "text-unseen", None)]);
    let mut fields = pages(&[text], (1, 1), true);
    fields.extend_from_slice(b"\n9 0 obj\n<</Subtype/Widget/FT /Tx/V(12)>>\nendobj\n");
    assert_eq!(codes(&fields), [(Severity::Doubt, "annotations-unread", None)]);
    let mut seals = pages(&[text], (1, 1), true);
    seals.extend_from_slice(b"\n9 0 obj\n<</Subtype/Widget/FT/Sig>>\nendobj\n");
    assert_eq!(codes(&seals), []);
    let overpainted = include_bytes!("../cases/documents/overpainted.pdf");
    let found = [(Severity::Note, "signs-outside", Some(1)), (Severity::Doubt, "line-missing", Some(1))];
    assert_eq!(codes(overpainted), found);
    // A glyph without a meaning shows on the paper, so it stands in the text.
    let nameless = read("a", &pages(&[b"BT /F1 9 Tf 50 700 Td (12\\003\\0045) Tj ET"], (1, 1), true)).unwrap();
    assert_eq!(problems(&nameless), [(Severity::Error, "signs-unknown", Some(1))]);
}
