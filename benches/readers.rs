//! How fast published files are read, beside the peers, in one run: `cargo bench --bench readers`.
//!
//! Every line is the median of several runs on this machine, ours and the peer's one after the other,
//! and their ratio. Peers that are not installed are said to be missing: `pip install pdfplumber
//! pymupdf pypdfium2 python-docx openpyxl lxml`, and `pdftotext` of poppler-utils. A path given in
//! `JIXIAO_PDFS` names the PDFs; without it the published ones in `../shared/documents` are taken, or
//! those of `tests/cases/documents`.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and without its input has nothing to say"
)]
#![allow(clippy::disallowed_types, reason = "rates are not money")]

use calamine::Reader as _;
use jixiao::documents::{Block, Document, read};
use jixiao::records::Labels;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use zip::write::SimpleFileOptions;

/// How often each thing is timed.
const RUNS: usize = 7;
/// Rows and columns of the made-up tables.
const ROWS: usize = 20_000;
const COLUMNS: usize = 10;

fn main() {
    let folder = std::env::temp_dir().join("jixiao-bench");
    std::fs::create_dir_all(&folder).expect("a temporary directory");
    println!("{:34} {:>14} {:>14} {:>7}", "what (per second)", "ours", "peer", "ratio");
    pdf();
    docx(&folder);
    xlsx(&folder);
    html(&folder);
    audit();
}

/// Facts a second through all rules, and the longest PDF at hand read and audited.
fn audit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let settings = jixiao::checks::Settings::default();
    let file = root.join("data/raw/fengtai/2020-hr-service-final-accounts.txt");
    let bytes = std::fs::read(file).expect("our own transcription");
    let reading = jixiao::records::read(&read("bench", &bytes).expect("a text"), &labels);
    let facts = reading.printed.len() as f64;
    let copies: Vec<_> = (0..16).map(|_| &reading).collect();
    let check = |reading: &&jixiao::records::Reading| drop(jixiao::checks::check(&[*reading], &settings));
    let both = facts * 16.0 / seconds(|| copies.par_iter().for_each(check));
    line("facts through all rules, all cores", both, &[("target", Some(700_000.0))]);
    let longest = pdfs().into_iter().map(|file| std::fs::read(file).expect("a PDF")).max_by_key(Vec::len);
    let longest = longest.expect("a PDF");
    let whole = seconds(|| {
        let reading = jixiao::records::read(&read("bench.pdf", &longest).expect("a PDF"), &labels);
        drop(jixiao::checks::check(&[&reading], &settings));
    });
    println!(
        "{:34} {:>14.1} {:>14} {:>7.2}",
        "30-page PDF audited, ms / target",
        whole * 1000.0,
        60,
        60.0 / (whole * 1000.0)
    );
}

/// The median seconds of `work`.
fn seconds(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn line(what: &str, ours: f64, peers: &[(&str, Option<f64>)]) {
    for (name, peer) in peers {
        let label = format!("{what} / {name}");
        match peer {
            Some(peer) => println!("{label:34} {ours:>14.0} {peer:>14.0} {:>7.2}", ours / peer),
            None => println!("{label:34} {ours:>14.0} {:>14} {:>7}", "missing", "-"),
        }
    }
}

/// The median seconds a Python peer says it took; nothing where it is not installed.
fn python(code: &str, files: &[PathBuf]) -> Option<f64> {
    let program = format!(
        "import sys,time\nfiles=sys.argv[1:]\n{code}\nt=[]\nfor _ in range({runs}):\n s=time.perf_counter(); work(); t.append(time.perf_counter()-s)\nprint(sorted(t)[{runs}//2])",
        runs = 3
    );
    let out = Command::new("python3").arg("-c").arg(program).args(files).output().ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

fn pdfs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        std::env::var("JIXIAO_PDFS").map(PathBuf::from).unwrap_or_default(),
        root.join("../shared/documents"),
        root.join("tests/cases/documents"),
    ];
    let folder = folders.iter().find(|folder| folder.is_dir()).expect("a directory of PDFs");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a directory").filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "pdf"));
    files.sort();
    files
}

/// Pages of PDF files: to records on all cores, and on one beside those who extract tables or text.
fn pdf() {
    let files = pdfs();
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).expect("a PDF")).collect();
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let whole =
        |bytes: &Vec<u8>| read("bench.pdf", bytes).ok().map(|document| jixiao::records::read(&document, &labels));
    let pages: usize = bytes.iter().filter_map(|bytes| pages(&read("bench.pdf", bytes).ok()?)).sum();
    let pages = pages as f64;
    // Twenty copies keep both cores busy to the end.
    let copies: Vec<&Vec<u8>> = (0..20).flat_map(|_| &bytes).collect();
    let both = pages * 20.0 / seconds(|| copies.par_iter().for_each(|bytes| drop(whole(bytes))));
    line("PDF pages to records, all cores", both, &[("target", Some(100.0))]);
    let one = pages / seconds(|| bytes.iter().for_each(|bytes| drop(whole(bytes))));
    let rate = |seconds: Option<f64>| seconds.map(|seconds| pages / seconds);
    let plumber = "import pdfplumber\ndef work():\n for f in files:\n  with pdfplumber.open(f) as d:\n   [p.extract_tables() for p in d.pages]";
    let mupdf =
        "import pymupdf\ndef work():\n for f in files:\n  d=pymupdf.open(f)\n  [p.find_tables().tables for p in d]";
    line(
        "PDF pages to records, one core",
        one,
        &[("pdfplumber tables", rate(python(plumber, &files))), ("PyMuPDF tables", rate(python(mupdf, &files)))],
    );
    let text = pages / seconds(|| bytes.iter().for_each(|bytes| drop(read("bench.pdf", bytes))));
    let pdfium = "import pypdfium2\ndef work():\n for f in files:\n  d=pypdfium2.PdfDocument(f)\n  [p.get_textpage().get_text_range() for p in d]";
    let poppler = || {
        let run = |file: &PathBuf| Command::new("pdftotext").arg("-layout").arg(file).arg("-").output();
        run(&files[0]).ok()?;
        Some(seconds(|| files.iter().for_each(|file| drop(run(file)))))
    };
    line(
        "PDF pages to cells, one core",
        text,
        &[("pdftotext -layout", rate(poppler())), ("pypdfium2 text", rate(python(pdfium, &files)))],
    );
}

fn pages(document: &Document) -> Option<usize> {
    let spots = document.blocks.iter().map(|block| match block {
        Block::Line(line) => line.spot.page,
        Block::Grid(grid) => grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.spot.page).max().unwrap_or(0),
    });
    spots.max().map(|page| page as usize)
}

/// The text of the made-up cell at a row and a column: words and amounts, as forms have them.
fn cell(row: usize, column: usize) -> String {
    if column < 3 { format!("指标{row}-{column}") } else { format!("{}.{:02}", row * column % 9973, row % 100) }
}

/// Cells a second of our reader: the file is already in memory.
fn ours(bytes: &[u8]) -> f64 {
    let limits = jixiao::documents::Limits { expanded_bytes: 1 << 30, cells: 10_000_000, ..Default::default() };
    let once = || jixiao::documents::read_within("bench", bytes, &limits).expect("a sound file");
    let cells: usize = once()
        .blocks
        .iter()
        .map(|block| match block {
            Block::Grid(grid) => grid.rows.iter().map(|row| row.cells.len()).sum(),
            Block::Line(_) => 0,
        })
        .sum();
    assert_eq!(cells, ROWS * COLUMNS, "the reader found another number of cells");
    cells as f64 / seconds(|| drop(once()))
}

fn archive(path: &Path, parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("its text");
    }
    let bytes = writer.finish().expect("an archive").into_inner();
    std::fs::write(path, &bytes).expect("a temporary file");
    bytes
}

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>";
const RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn docx(folder: &Path) {
    let mut body = String::new();
    // Tables of 100 rows, as documents have them.
    for start in (0..ROWS).step_by(100) {
        body += "<w:tbl><w:tblGrid/>";
        for row in start..start + 100 {
            body += "<w:tr>";
            for column in 0..COLUMNS {
                write!(body, "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", cell(row, column)).expect("a string");
            }
            body += "</w:tr>";
        }
        body += "</w:tbl><w:p><w:r><w:t>说明</w:t></w:r></w:p>";
    }
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let path = folder.join("bench.docx");
    let bytes = archive(
        &path,
        &[
            (
                "[Content_Types].xml",
                format!("{TYPES}<Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>"),
            ),
            (
                "_rels/.rels",
                format!(
                    "{RELS}<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
                ),
            ),
            (
                "word/document.xml",
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
                ),
            ),
        ],
    );
    let code = "import docx\ndef work():\n for t in docx.Document(files[0]).tables[:5]:\n  [[c.text for c in r.cells] for r in t.rows]";
    // Its cells are slow enough that five tables of the two hundred tell its rate.
    let peer = python(code, &[path]).map(|seconds| 500.0 * COLUMNS as f64 / seconds);
    line("DOCX cells", ours(&bytes), &[("target", Some(400_000.0)), ("python-docx", peer)]);
}

fn xlsx(folder: &Path) {
    let mut rows = String::new();
    for row in 0..ROWS {
        write!(rows, "<row r=\"{}\">", row + 1).expect("a string");
        for column in 0..COLUMNS {
            let name = char::from(b'A' + u8::try_from(column).expect("few columns"));
            let text = cell(row, column);
            if column < 3 {
                write!(rows, "<c r=\"{name}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", row + 1)
                    .expect("a string");
            } else {
                write!(rows, "<c r=\"{name}{}\"><v>{text}</v></c>", row + 1).expect("a string");
            }
        }
        rows += "</row>";
    }
    let sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let path = folder.join("bench.xlsx");
    let bytes = archive(
        &path,
        &[
            (
                "[Content_Types].xml",
                format!(
                    "{TYPES}<Override PartName=\"/xl/workbook.xml\" ContentType=\"{kinds}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kinds}.worksheet+xml\"/></Types>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "{RELS}<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{sheet}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "{RELS}<Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{sheet}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ],
    );
    let cells = (ROWS * COLUMNS) as f64;
    let calamine = seconds(|| {
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).expect("a workbook");
        drop(book.worksheet_range("表").expect("a sheet"));
    });
    let code = "import openpyxl\ndef work():\n w=openpyxl.load_workbook(files[0],read_only=True)\n [r for r in w.active.iter_rows(values_only=True)]";
    let openpyxl = python(code, &[path]).map(|seconds| cells / seconds);
    line("XLSX cells", ours(&bytes), &[("calamine", Some(cells / calamine)), ("openpyxl", openpyxl)]);
}

fn html(folder: &Path) {
    let mut page = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>表</title></head><body>");
    for start in (0..ROWS).step_by(100) {
        page += "<table>";
        for row in start..start + 100 {
            page += "<tr>";
            for column in 0..COLUMNS {
                write!(page, "<td>{}</td>", cell(row, column)).expect("a string");
            }
            page += "</tr>";
        }
        page += "</table><p>说明</p>";
    }
    page += "</body></html>";
    let path = folder.join("bench.html");
    std::fs::write(&path, &page).expect("a temporary file");
    let cells = (ROWS * COLUMNS) as f64;
    let code = "import lxml.html\ndef work():\n [c.text_content() for c in lxml.html.parse(files[0]).iter('td')]";
    let lxml = python(code, &[path]).map(|seconds| cells / seconds);
    line("HTML cells", ours(page.as_bytes()), &[("target", Some(500_000.0)), ("lxml.html", lxml)]);
}
