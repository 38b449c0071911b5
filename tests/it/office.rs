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
    result.unwrap_err().code.as_str()
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

/// A workbook of one sheet; `styles` are the codes of its number formats.
fn xlsx(sheet: &str, styles: &[&str]) -> Vec<u8> {
    let escaped = |code: &str| code.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let codes: String = (0..)
        .zip(styles)
        .map(|(at, code)| format!(r#"<numFmt numFmtId="{}" formatCode="{}"/>"#, 164 + at, escaped(code)))
        .collect();
    let formats: String =
        (0..styles.len()).map(|at| format!(r#"<xf numFmtId="{}" borderId="0"/>"#, 164 + at)).collect();
    let styles = format!(
        r#"<styleSheet><numFmts>{codes}</numFmts><borders><border/><border><left style="thin"/></border></borders><cellXfs><xf numFmtId="0" borderId="0"/>{formats}<xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>"#
    );
    archive(&[
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S1" sheetId="1" r:id="a"/><sheet name="H" sheetId="2" state="hidden" r:id="b"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/worksheet" Target="worksheets/none.xml"/><Relationship Id="c" Type="x/styles" Target="/xl/styles.xml"/><Relationship Id="d" Type="x/sharedStrings" Target="../xl/sharedStrings.xml"/></Relationships>"#),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", "<sst><si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>yi</t></rPh><r><t xml:space=\"preserve\"> 丙</t></r></si></sst>".as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn excel_numbers_are_read_as_shown() {
    let cases = [
        ("", "4.9524119999999998", "4.952412"),
        ("General", "0.30000000000000004", "0.3"),
        ("", "123456789.12", "123456789.12"),
        ("0%", "0.09", "9%"),
        ("0.00%", "0.9999", "99.99%"),
        ("0.00%", "0.9998999999999999", "99.99%"),
        ("0%", "1", "100%"),
        ("#,##0.00", "1234567.891", "1,234,567.89"),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", "-1234.5", "(1,234.50)"),
        ("0.00", "1.005", "1.01"),
        ("0.00", "-0.001", "0.00"),
        ("0", "0.5", "1"),
        ("#.##", "0.5", ".5"),
        ("#,##0,\"千\"", "1234567", "1,235千"),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "0"),
        ("[$¥-804]#,##0.00", "12.3", "¥12.30"),
        ("#,##0.00,", "1234567", "1,234.57"),
        ("#,##0,.00", "1234567", "1,234.57"),
        ("≥0%", "0.9", "≥90%"),
        ("0\"户\"", "300", "300户"),
        ("0.00E+00", "12345", "12345"),
        ("000000", "42", "000042"),
        ("yyyy\"年\"m\"月\"", "44166", "2020年12月"),
        ("yyyy/m/d", "44196", "2020/12/31"),
        ("[$-804]yyyy-mm-dd;@", "45352", "2024-03-01"),
        ("yyyy/m/d", "1", "1900/1/1"),
        ("h:mm:ss", "0.5", "12:00:00"),
        ("上午/下午h\"时\"mm\"分\"", "0.75", "下午6时00分"),
        ("[h]:mm", "1.5", "36:00"),
        ("0!.0000", "1265000", "126.5000"),
        ("0!.0,\"万\"", "1183700", "118.4万"),
        ("[>=10000]0!.0,\"万\";0.00", "1183700", "118.4万"),
        ("[>=10000]0!.0,\"万\";0.00", "65.5", "65.50"),
        ("[>=10000]0!.0,\"万\";0.00", "-65.5", "-65.50"),
        ("[<=1]0.00%;0.00\"%\"", "0.9541", "95.41%"),
        ("[<=1]0.00%;0.00\"%\"", "95.41", "95.41%"),
        ("[=0]\"无\";[>0]0.00;0.0", "0", "无"),
        ("[Red][<0]\\(0.00\\);0.00", "-8.126", "(8.13)"),
        ("0.00\\ ;[Red]\\-0.00\\ ;\"-\"", "0", "0"),
        ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "45238", "2023年11月8日"),
        ("[DBNum1]General", "12.5", "12.5"),
        ("# ?/?", "0.5", "0.5"),
        ("yyyy/m/d", "-3", "-3"),
        ("@", "7", "7"),
        ("0.00", "n/a", "n/a"),
        ("", "1E+100", "1E+100"),
        ("", "1e-7", "0.0000001"),
    ];
    for (code, raw, expected) in cases {
        let cells = format!(r#"<row r="1"><c r="A1" s="1"><v>{raw}</v></c><c r="B1"><v>1</v></c></row>"#);
        let found = shown(&read("a.xlsx", &xlsx(&cells, &[code])).unwrap());
        assert_eq!(found, format!("{expected}|1\n"), "{code} of {raw}");
    }
}

#[test]
fn excel_sheets_are_cut_at_gaps_and_merged() {
    let sheet = r#"<worksheet><sheetData>
        <row r="2"><c r="B2" t="s"><v>0</v></c></row>
        <row r="3"><c r="B3" t="s"><v>1</v></c><c r="C3"><v>1</v></c><c r="D3" t="b"><v>1</v></c></row>
        <row r="4"><c r="C4" t="inlineStr"><is><t>行</t></is></c><c t="e"><v>#DIV/0!</v></c></row>
        <row r="6"><c r="C6" t="str"><v>空行之后</v></c><c r="D6"><v>2</v></c></row>
        <row r="8"><c r="B8" t="str"><v>表二</v></c></row>
        <row><c r="B9"><v>5</v></c><c><v>6</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>9</v></c></row>
        </sheetData><mergeCells><mergeCell ref="B2:D2"/><mergeCell ref="B3:B4"/><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"#;
    let document = read("a.xlsx", &xlsx(sheet, &[])).unwrap();
    let expected = "甲|<|<\n乙 丙|1|TRUE\n^|行|#DIV/0!\n||\n|空行之后|2\n表二|\n5|6\n- 9\n";
    assert_eq!(shown(&document), expected);
    let Block::Grid(grid) = &document.blocks[0] else { panic!("a grid") };
    let place = document.source.place(grid.rows[1].cells[1].spot);
    assert_eq!((place.sheet.as_deref(), place.row, place.column), (Some("S1"), Some(3), Some(3)));
}

#[test]
fn hostile_workbooks_are_refused() {
    let rows = |count: usize, row: &str| format!("<sheetData>{}</sheetData>", row.repeat(count));
    let limits = Limits { cells: 1_000, ..Limits::default() };
    let many = xlsx(&rows(600, "<row><c><v>1</v></c><c><v>2</v></c></row>"), &[]);
    assert_eq!(refusal(read_within("a.xlsx", &many, &limits)), "limit-cells");
    // Two cells in each of two rows, as far apart as a sheet allows: a wide band, no matter.
    let wide = xlsx(r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>"#, &[]);
    assert!(read("a.xlsx", &wide).is_ok());
    assert_eq!(refusal(read_within("a.xlsx", &wide, &limits)), "limit-cells");
    for place in ["XFE1", "A1048577", "ZZZZZZZZZ1"] {
        let outside = xlsx(&format!(r#"<row r="1"><c r="{place}"><v>1</v></c></row>"#), &[]);
        assert!(read("a.xlsx", &outside).map_or_else(|problem| problem.code == "file-damaged", |_| place.len() > 8));
    }
    // A long text in very many cells.
    let long = "长".repeat(40_000);
    let cells = rows(1, &format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(12_000)));
    let bomb = archive(&[
        ("xl/workbook.xml", br#"<workbook><sheets><sheet name="S" id="a"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<R><Relationship Id="a" Type="x/worksheet" Target="s.xml"/><Relationship Id="d" Type="x/sharedStrings" Target="t.xml"/></R>"#),
        ("xl/t.xml", format!("<sst><si><t>{long}</t></si></sst>").as_bytes()),
        ("xl/s.xml", cells.as_bytes()),
    ]);
    assert_eq!(refusal(read("a.xlsx", &bomb)), "limit-expanded");
    let ods = |content: &str| {
        stored(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
    };
    let cell = "<table-cell number-columns-repeated=\"16384\"><p>1</p></table-cell>";
    let repeated =
        format!("<a><table name=\"S\"><table-row number-rows-repeated=\"1048576\">{cell}</table-row></table></a>");
    assert_eq!(refusal(read("a.ods", &ods(&repeated))), "limit-cells");
}

#[test]
fn open_document_sheets() {
    let content = r#"<office:document xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="一">
        <table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>甲<text:s/>乙</text:p><text:p>丙</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value="0.09"><text:p>9%</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table></office:document>"#;
    // `mimetype` is kept unpacked in real files, which is how they are known.
    let found = read(
        "a.ods",
        &stored(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_bytes()),
        ]),
    )
    .unwrap();
    assert_eq!(shown(&found), "甲 乙/丙|<|9%\n^|<|1\nx|x|x\nx|x|x\n");
}

/// A zip archive of parts that are not packed.
fn stored(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn page(body: &str) -> String {
    shown(&read("a.html", format!("<!doctype html><html><head><meta charset=utf-8><title>不</title><script>if (a<b) '<table>'</script><style>td{{}}</style></head><body>{body}</body></html>").as_bytes()).unwrap())
}

#[test]
fn web_pages() {
    assert_eq!(page("<h1>标题</h1>一&nbsp; 二<br>三&ge;&#x4E00;<p>四"), "- 标题\n- 一 二\n- 三≥一\n- 四\n");
    // Spans, and end tags left out.
    let spans = "<table><caption>表</caption><tr><td rowspan=2>a<td colspan='2'>b<tr><td>c<td>d<tbody><tr><th rowspan=0>e<td>f<td>g<tr><td colspan=1000000>h</table>";
    assert_eq!(page(spans), "- 表\na|b|<\n^|c|d\ne|f|g\n^|h|<\n");
    // A frame of tables, a table in a cell, text that stands in no cell.
    let frame = "<table><tr><td>左<td><table><tr><td>1<td>2<tr><td>3<td>4</table></td></tr></table>尾";
    assert_eq!(page(frame), "- 左\n1|2\n3|4\n- 尾\n");
    let nested = "<table>外<tr><td>a<td><table><tr><td>x<td>y<tr><td>z<td>w</table>b<tr><td><p>c</p><p>d</p><td><table><tr><td>1</table></table>";
    assert_eq!(page(nested), "- 外\na|b\nc/d|1\nx|y\nz|w\n");
    assert_eq!(page("<td>孤</td><!-- <table> --><table><table><tr><td>1<td>2</table>"), "- 孤\n1|2\n");
    assert_eq!(page("<TABLE><TR><TD ROWSPAN=65534>a<TD>b</TABLE>"), "a|b\n");
}

#[test]
fn web_pages_in_any_charset() {
    let text = |charset: &str| {
        format!(
            "<html><head>{charset}</head><body><table><tr><td>项目名称</td><td>社会保险经办业务运行经费，绩效自评</td></tr><tr><td>镕</td><td>99.99%</td></tr></table></body></html>"
        )
    };
    let expected = "项目名称|社会保险经办业务运行经费，绩效自评\n镕|99.99%\n";
    let meta = |name: &str| text(&format!("<meta http-equiv=Content-Type content=\"text/html; charset={name}\">"));
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    for (what, bytes) in [
        ("utf-8", meta("utf-8").into_bytes()),
        ("utf-8 without a word", text("").into_bytes()),
        ("utf-8 called gbk", meta("gbk").into_bytes()),
        ("utf-8 called iso-8859-1", meta("iso-8859-1").into_bytes()),
        ("gbk", gb(&meta("gb2312"))),
        ("gb18030", gb(&meta("gb18030"))),
        ("gbk without a word", gb(&text(""))),
        ("gbk called utf-8", gb(&meta("utf-8"))),
        ("gbk called iso-8859-1", gb(&meta("iso-8859-1"))),
        ("gbk called nonsense", gb(&meta("x-unknown"))),
    ] {
        assert_eq!(shown(&read("a.html", &bytes).unwrap()), expected, "{what}");
    }
}

#[test]
fn hostile_web_pages_are_refused() {
    let deep = format!("<html>{}", "<table><tr><td>".repeat(100_000));
    assert_eq!(refusal(read("a.html", deep.as_bytes())), "limit-nesting");
    let row = "<tr>".to_owned() + &"<td>1".repeat(1000);
    let many = format!("<html><table>{}", row.repeat(2000));
    assert_eq!(refusal(read("a.html", many.as_bytes())), "limit-cells");
    let overlapping = format!("<html><table>{}", "<tr><td rowspan=65534 colspan=1000>".repeat(20_000));
    assert_eq!(refusal(read("a.html", overlapping.as_bytes())), "limit-cells");
    let groups = format!("<html><table><tr>{}{}", "<td>".repeat(100_000), "<tbody><tr>".repeat(100_000));
    assert_eq!(refusal(read("a.html", groups.as_bytes())), "limit-cells");
    let lines = format!("<html>{}", "1<br>".repeat(2_000));
    assert_eq!(
        refusal(read_within("a.html", lines.as_bytes(), &Limits { cells: 1_000, ..Limits::default() })),
        "limit-cells"
    );
    let tags = format!("<html>{}1", "<b x=1><div>".repeat(200_000));
    assert_eq!(shown(&read("a.html", tags.as_bytes()).unwrap()), "- 1\n");
}

/// What the forms say, without places: a line a field.
fn told(document: &Document) -> Vec<String> {
    let reading = jixiao::records::read(document, &jixiao::records::Labels::built_in().unwrap());
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let mut lines = Vec::new();
    for form in &reading.projects {
        let amounts = [form.initial_wan, form.adjusted_wan, form.executed_wan];
        let points =
            [form.execution_weight, form.execution_rate_pct, form.execution_score, form.total_weight, form.total_score];
        let names = [text(&form.project), text(&form.department), text(&form.unit)];
        lines.push(format!("{:?} {} {names:?} {amounts:?} {points:?}", form.year, form.ordinal));
    }
    for part in &reading.funding {
        let amounts = [part.initial_wan, part.adjusted_wan, part.executed_wan];
        lines
            .push(format!("{} {} {} {amounts:?} {:?}", part.ordinal, part.source, part.label, part.execution_rate_pct));
    }
    for row in &reading.indicators {
        let names = [text(&row.level1), text(&row.level2), text(&row.level3)];
        let said = [text(&row.target), text(&row.actual), text(&row.deviation)];
        lines.push(format!("{} {} {names:?} {said:?} {:?} {:?}", row.ordinal, row.row, row.weight, row.score));
    }
    lines
}

fn case(name: &str) -> Document {
    let path = format!("{}/tests/cases/documents/{name}", env!("CARGO_MANIFEST_DIR"));
    read(name, &std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn forms_say_the_same_in_every_format() {
    let sources =
        [("2020", "2020-hr-service-final-accounts.txt", 15), ("2024", "2024-social-insurance-self-evaluation.txt", 8)];
    for (year, source, count) in sources {
        let path = format!("{}/data/raw/fengtai/{source}", env!("CARGO_MANIFEST_DIR"));
        let expected = told(&read(source, &std::fs::read(path).unwrap()).unwrap());
        for ending in [
            ".docx",
            ".doc",
            ".xlsx",
            ".xls",
            ".ods",
            ".html",
            "-gbk.html",
            "-gbk-called-utf-8.html",
            "-gbk-undeclared.html",
        ] {
            let name = format!("forms-{year}{ending}");
            if year == "2020" && (ending == ".doc" || ending.starts_with("-gbk")) {
                continue;
            }
            let found = told(&case(&name));
            let wrong: Vec<_> = expected.iter().zip(&found).filter(|(a, b)| a != b).take(6).collect();
            assert_eq!(expected.len(), found.len(), "{name}: {wrong:#?}");
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
            println!("{name}: {} records equal, {count} forms", found.len());
        }
    }
}

#[test]
fn accounts_are_the_same_grid_in_every_format() {
    let expected = "项目|<|本年支出合计|基本支出|项目支出\n功能分类科目编码|科目名称|^|^|^\n栏次|<|1|2|3\n合计|<|3,002.63|1,862.00|1,140.63\n208|社会保障和就业支出|2,523.01|1,565.83|957.18\n20801|人力资源和社会保障管理事务|2,108.60|1,151.42|957.18\n221|住房保障支出|296.17|296.17|\n";
    for ending in [
        ".docx",
        ".doc",
        ".xlsx",
        ".xls",
        ".ods",
        ".html",
        "-gbk.html",
        "-gbk-called-utf-8.html",
        "-gbk-undeclared.html",
    ] {
        let document = case(&format!("accounts{ending}"));
        let Some(Block::Grid(grid)) = document.blocks.iter().find(|block| matches!(block, Block::Grid(_))) else {
            panic!("{ending}: {}", shown(&document))
        };
        let drawn = drawn(grid);
        assert!(
            drawn.ends_with(expected) || drawn.replace("|<|<|<|<|<|<|<|<|<|<\n", "\n").ends_with(expected),
            "{ending}:\n{drawn}"
        );
    }
}

#[test]
fn damaged_files_of_every_format_end_well() {
    for name in ["accounts.docx", "accounts.doc", "accounts.xlsx", "accounts.xls", "accounts.ods", "accounts-gbk.html"]
    {
        let path = format!("{}/tests/cases/documents/{name}", env!("CARGO_MANIFEST_DIR"));
        let whole = std::fs::read(path).unwrap();
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut dice = |sides: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % sides as u64).unwrap()
        };
        for _ in 0..60 {
            let _ = read(name, &whole[..dice(whole.len())]);
            let mut bytes = whole.clone();
            for _ in 0..=dice(8) {
                let at = dice(bytes.len());
                bytes[at] = u8::try_from(dice(256)).unwrap();
            }
            let _ = read(name, &bytes);
        }
        // The head of the format, and nothing that belongs to it.
        let mut noise = whole[..whole.len().min(64)].to_vec();
        noise.extend((0..20_000).map(|_| u8::try_from(dice(256)).unwrap()));
        let _ = read(name, &noise);
    }
}
