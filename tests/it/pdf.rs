//! PDFs: what `tests/fixtures/make_pdf.py` drew comes back cell by cell; real accounts come back
//! whole and add up; broken files are refused.

use jixiao::documents::{self, Block, Document, Format, Grid, Limits, Merge};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/documents")
}

fn read(name: &str) -> Document {
    documents::read(name, &fs::read(cases().join(name)).unwrap()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// A document as the `.expected` files write it.
fn shown(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => {
                text.push_str(if line.gap > 0 && !text.is_empty() { "\n" } else { "" });
                text.push_str(&line.text);
                text.push('\n');
            }
            Block::Grid(grid) => {
                text.push_str(if text.ends_with("|\n") { "---\n" } else { "" });
                text.push_str(&shown_grid(grid));
            }
        }
    }
    text
}

fn shown_grid(grid: &Grid) -> String {
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
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

fn grids(document: &Document) -> Vec<&Grid> {
    let mut grids = Vec::new();
    for block in &document.blocks {
        if let Block::Grid(grid) = block {
            grids.push(grid);
        }
    }
    grids
}

#[test]
fn drawn_documents_come_back_cell_by_cell() {
    let mut names: Vec<String> = fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".pdf") && cases().join(name).with_extension("expected").is_file())
        .collect();
    names.sort();
    assert!(names.len() >= 8);
    let mut wrong = Vec::new();
    for name in names {
        let expected = fs::read_to_string(cases().join(&name).with_extension("expected")).unwrap();
        let found = shown(&read(&name));
        if found != expected {
            let pair = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
            wrong.push(format!("{name}: (found, expected) {pair:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_password_only_for_changes_does_not_keep_a_reader_out() {
    assert_eq!(shown(&read("encrypted-without-user-password.pdf")), shown(&read("form.pdf")));
}

#[test]
fn files_without_a_reading_are_refused_with_the_reason() {
    let cases = [
        ("encrypted.pdf", "pdf-encrypted"),
        ("scanned.pdf", "pdf-scanned"),
        ("empty-page.pdf", "pdf-empty"),
        ("page-tree-loop.pdf", "pdf-broken"),
        ("page-count-huge.pdf", "pdf-empty"),
    ];
    for (name, code) in cases {
        let problem = documents::read(name, &fs::read(self::cases().join(name)).unwrap()).expect_err(name);
        println!("{problem}");
        assert_eq!(problem.code, code, "{name}: {problem}");
        assert!(problem.hint.is_some(), "{name}");
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let sound = fs::read(cases().join("accounts-no-heads.pdf")).unwrap();
    let (mut read, mut refused) = (0, 0);
    let mut count = |bytes: &[u8]| match documents::read("damaged.pdf", bytes) {
        Ok(_) => read += 1,
        Err(_) => refused += 1,
    };
    for cut in (0..sound.len()).step_by(sound.len() / 40) {
        count(&sound[..cut]);
    }
    // A generator of its own, so that every run damages the same bytes.
    let mut state: u64 = 20_241_121;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..60 {
        let mut bytes = sound.clone();
        for _ in 0..1 + next() % 8 {
            let at = next() % bytes.len();
            bytes[at] = next().to_le_bytes()[0];
        }
        count(&bytes);
    }
    for _ in 0..20 {
        let noise: Vec<u8> = (0..4096).map(|_| next().to_le_bytes()[0]).collect();
        count(&[b"%PDF-1.7\n".as_slice(), &noise].concat());
    }
    println!("damaged: {read} read, {refused} refused");
    assert!(read > 0 && refused > 0);
}

#[test]
fn limits_are_kept_and_named() {
    let bytes = fs::read(cases().join("accounts-no-heads.pdf")).unwrap();
    let usual = Limits::default();
    let cases = [
        (Limits { bytes: 100, ..usual }, "limit-bytes"),
        (Limits { pages: 1, ..usual }, "limit-pages"),
        (Limits { cells: 20, ..usual }, "limit-cells"),
        (Limits { expanded_bytes: 1000, ..usual }, "limit-expanded"),
    ];
    for (limits, code) in cases {
        let problem = documents::read_within("a.pdf", &bytes, &limits).unwrap_err();
        assert_eq!(problem.code, code);
        assert!(problem.hint.unwrap().contains("--max-"));
    }
}

#[test]
fn texts_are_repaired_too() {
    let document = documents::read("a.txt", "⽉度⻔户\nÄ¿Â¼ naïve café\n".as_bytes()).unwrap();
    assert_eq!(shown(&document), "月度门户\n目录 naïve café\n");
}

#[test]
fn formats_are_told_from_bytes() {
    let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let compound = |name: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 64], &wide(name)].concat();
    let archive = |name: &str| [b"PK\x03\x04....".as_slice(), name.as_bytes()].concat();
    let cases = [
        (b"\n\n%PDF-1.4".to_vec(), Format::Pdf),
        (archive("word/document.xml"), Format::Docx),
        (archive("xl/workbook.xml"), Format::Xlsx),
        (archive("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), Format::Ods),
        (archive("photo.jpg"), Format::Text),
        (compound("WordDocument"), Format::Doc),
        (compound("Workbook"), Format::Xls),
        (b"\xEF\xBB\xBF<!DOCTYPE html><title>x".to_vec(), Format::Html),
        (b" <?xml version=\"1.0\"?><html>".to_vec(), Format::Html),
        (wide("<html><body>"), Format::Html),
        ("项目支出绩效自评表\n<table> in a text".as_bytes().to_vec(), Format::Text),
        (Vec::new(), Format::Text),
    ];
    for (bytes, format) in cases {
        assert_eq!(documents::detect(&bytes), format, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

/// The published accounts that lie beside the repository on the machines of its makers; they are
/// not ours to pass on. Without them these tests pass and say so.
fn published() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/documents");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("{} is not there: nothing tested", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}

fn open(file: &Path) -> Document {
    documents::read(&file.to_string_lossy(), &fs::read(file).unwrap()).unwrap()
}

/// What stands on each page, blanks aside, and how often.
fn signs_by_page(document: &Document) -> BTreeMap<u32, BTreeMap<char, usize>> {
    let mut pages: BTreeMap<u32, BTreeMap<char, usize>> = BTreeMap::new();
    let mut add = |page, text: &str| {
        for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
            *pages.entry(page).or_default().entry(sign).or_default() += 1;
        }
    };
    for block in &document.blocks {
        match block {
            Block::Line(line) => add(line.spot.page, &line.text),
            Block::Grid(grid) => {
                grid.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(cell.spot.page, &cell.text));
            }
        }
    }
    pages
}

/// Prints what `JIXIAO_SHOW=FILE` holds, with its paragraphs, for a person to look at.
#[test]
#[ignore = "prints a document instead of testing one"]
fn show() {
    let file = std::env::var("JIXIAO_SHOW").expect("JIXIAO_SHOW names a file");
    println!("{}", shown(&open(Path::new(&file))));
}

#[test]
fn every_sign_of_published_accounts_comes_out_once() {
    for file in published() {
        let Ok(output) = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output() else {
            println!("pdftotext is not installed: nothing compared");
            return;
        };
        let text = String::from_utf8(output.stdout).unwrap();
        let found = signs_by_page(&open(&file));
        for (number, page) in (1..).zip(text.split('\u{c}')) {
            let mut expected: BTreeMap<char, usize> = BTreeMap::new();
            for sign in page.chars().filter(|sign| !sign.is_whitespace()) {
                *expected.entry(sign).or_default() += 1;
            }
            assert_eq!(found.get(&number).cloned().unwrap_or_default(), expected, "{} page {number}", file.display());
        }
    }
}

/// A cell's amount, if it is one.
fn amount(text: &str) -> Option<Decimal> {
    text.trim().parse().ok()
}

#[test]
fn accounts_add_up_to_their_printed_totals() {
    for file in published() {
        let document = open(&file);
        let mut sums = 0;
        for grid in grids(&document) {
            sums += check_codes(grid, &file) + check_totals(grid, &file);
        }
        println!("{}: {} tables, {sums} sums agree", file.display(), grids(&document).len());
        assert_eq!(grids(&document).len(), 10);
        assert!(sums > 40);
    }
}

/// Whether parts add up to a whole, as far as rounding to the second place tells.
fn agree(parts: &[Decimal], whole: Decimal, place: &str) {
    let sum: Decimal = parts.iter().sum();
    let rounding = Decimal::new(5, 3) * Decimal::from(parts.len() + 1);
    assert!((sum - whole).abs() <= rounding, "{place}: {parts:?} add up to {sum}, the printed total is {whole}");
}

/// In every table of codes: what stands at the codes below one adds up to what stands at it.
fn check_codes(grid: &Grid, file: &Path) -> usize {
    let mut checked = 0;
    let columns = grid.rows[0].cells.len();
    for code_column in 0..columns {
        let coded: Vec<(&str, usize)> = grid
            .rows
            .iter()
            .enumerate()
            .map(|(row, cells)| (cells.cells[code_column].text.as_str(), row))
            .filter(|(code, _)| code.len() >= 3 && code.chars().all(|sign| sign.is_ascii_digit()))
            .collect();
        let end = (code_column + 2..columns)
            .find(|column| {
                coded.iter().any(|(_, row)| {
                    grid.rows[*row].cells[*column].text.len() == 5
                        && amount(&grid.rows[*row].cells[*column].text).is_some_and(|value| value.scale() == 0)
                })
            })
            .unwrap_or(columns);
        for (code, row) in &coded {
            let below: Vec<usize> = coded
                .iter()
                .filter(|(other, _)| other.len() == code.len() + 2 && other.starts_with(code))
                .map(|(_, row)| *row)
                .collect();
            for column in code_column + 2..end {
                let value = |row: usize| amount(&grid.rows[row].cells[column].text);
                if let (Some(whole), false) = (value(*row), below.is_empty()) {
                    let parts: Vec<Decimal> = below.iter().filter_map(|row| value(*row)).collect();
                    agree(&parts, whole, &format!("{}: {code}, column {column}", file.display()));
                    checked += 1;
                }
            }
        }
    }
    checked
}

/// In every table of classes with a row 合计: the classes add up to it.
fn check_totals(grid: &Grid, file: &Path) -> usize {
    let mut checked = 0;
    let total = grid.rows.iter().position(|row| row.cells[0].text == "合计" && row.cells.len() > 3);
    let Some(total) = total else { return 0 };
    for column in 2..grid.rows[0].cells.len() {
        let value = |row: usize| amount(&grid.rows[row].cells[column].text);
        let classes = (0..grid.rows.len())
            .filter(|row| grid.rows[*row].cells[0].text.len() == 3 && amount(&grid.rows[*row].cells[0].text).is_some());
        let parts: Vec<Decimal> = classes.filter_map(value).collect();
        if let Some(whole) = value(total) {
            agree(&parts, whole, &format!("{}: 合计, column {column}", file.display()));
            checked += 1;
        }
    }
    checked
}
