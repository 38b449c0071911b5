//! Sound files around the fuzzed parts: a fuzzer does not find the checksum of a zip entry or the
//! offsets of a PDF by itself, so what lies behind them would never be reached.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What stands between two fuzzed parts of one file; the corpus and the dictionary have it.
const BETWEEN: &[u8] = b"\n%%%\n";

/// The first `N` parts of `data`; missing ones are empty.
fn parts<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    let mut rest = data;
    std::array::from_fn(|_| {
        let end = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN);
        let part = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[], |end| &rest[end + BETWEEN.len()..]);
        part
    })
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

/// A .docx whose text is `data`.
pub fn docx_around(data: &[u8]) -> Vec<u8> {
    archive(&[("word/document.xml", data)])
}

/// An .ods whose content is `data`.
pub fn ods_around(data: &[u8]) -> Vec<u8> {
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", data)])
}

/// An .xlsx of a sheet, shared texts, styles and a workbook; the workbook may be left out.
pub fn xlsx_around(data: &[u8]) -> Vec<u8> {
    const RELATIONS: &[u8] = br#"<Relationships>
        <Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/>
        <Relationship Id="c" Type="x/styles" Target="styles.xml"/>
        </Relationships>"#;
    const BOOK: &[u8] = br#"<workbook><sheets><sheet name="1" r:id="a"/></sheets></workbook>"#;
    let [sheet, texts, styles, book] = parts(data);
    archive(&[
        ("xl/workbook.xml", if book.is_empty() { BOOK } else { book }),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", texts),
        ("xl/styles.xml", styles),
    ])
}

/// A PDF of one page: what is drawn, and the `ToUnicode` map of its font `F2`. `F1` is the font
/// that Chinese producers do not embed.
pub fn pdf_around(data: &[u8]) -> Vec<u8> {
    let [drawn, map] = parts(data);
    let objects: [&[u8]; 8] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F1 4 0 R/F2 6 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[5 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)\
          /Supplement 2>>/DW 1000>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 8 0 R>>",
        drawn,
        map,
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        if at < 6 {
            file.extend_from_slice(object);
        } else {
            file.extend(format!("<</Length {}>>stream\n", object.len()).bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendstream");
        }
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in &offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}
