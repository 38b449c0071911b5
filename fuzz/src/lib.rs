//! What the fuzz targets try, and the files they wrap their bytes in.
//!
//! The low rooms of the house are included here by their paths instead of depending on `jixiao`:
//! polars, which stands above them, takes many minutes to build with the fuzzer's counters, and
//! nothing that reads a document needs it. They refer to each other as `crate::values` and so on,
//! which holds here as well.
//!
//! A panic that a room contains itself is no finding; one that leaves it is. The usual hook of the
//! fuzzer ends the process at both, so [`guarded`] puts its own in its place.

#[allow(clippy::all, dead_code, unused_imports, reason = "linted where they live")]
#[path = "../../src/documents/mod.rs"]
pub mod documents;
#[allow(clippy::all, dead_code, unused_imports, reason = "linted where they live")]
#[path = "../../src/problem.rs"]
pub mod problem;
#[allow(clippy::all, dead_code, unused_imports, reason = "linted where they live")]
#[path = "../../src/records/mod.rs"]
pub mod records;
#[allow(clippy::all, dead_code, unused_imports, reason = "linted where they live")]
#[path = "../../src/values/mod.rs"]
pub mod values;

mod wrap;

pub use wrap::{docx_around, ods_around, pdf_around, xlsx_around};

use documents::{Block, Document, Format, Limits};
use records::Labels;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook};
use std::sync::{LazyLock, Mutex, Once};
use values::{Cell, find_year, parse_number, parse_percent, parse_quantity};

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::built_in().expect("the dictionaries compiled in"));

/// What the last panic said, until it is known whether it was contained.
static SAID: Mutex<String> = Mutex::new(String::new());

/// Runs `attempt`; a panic that leaves it is printed and goes on to the fuzzer.
fn guarded(attempt: impl FnOnce()) {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        set_hook(Box::new(|info| {
            if let Ok(mut said) = SAID.lock() {
                *said = info.to_string();
            }
        }));
    });
    if let Err(panic) = catch_unwind(AssertUnwindSafe(attempt)) {
        eprintln!("{}", SAID.lock().map_or_else(|_| String::new(), |said| said.clone()));
        resume_unwind(panic);
    }
}

/// What `data` reads as; what every reader promises of it is checked.
fn read(data: &[u8]) -> Option<Document> {
    let document = documents::read_within("fuzzed", data, &Limits::default()).ok()?;
    let mut cells = 0;
    for block in &document.blocks {
        match block {
            Block::Line(line) => assert!(!line.text.trim().is_empty(), "a line without a text"),
            Block::Grid(grid) => cells += grid.rows.iter().map(|row| row.cells.len()).sum::<usize>(),
        }
    }
    assert!(cells <= Limits::default().cells, "{cells} cells are over the limit");
    Some(document)
}

/// Reads `data` if it is of `format`.
pub fn only(format: Format, data: &[u8]) {
    if documents::detect(data) == format {
        guarded(|| drop(read(data)));
    }
}

/// Reads `data`, whatever it is, down to its records.
pub fn whole(data: &[u8]) {
    guarded(|| {
        if let Some(document) = read(data) {
            drop(records::read(&document, &LABELS));
        }
    });
}

/// Reads `data` down to its records if it is a text or a web page.
pub fn records(data: &[u8]) {
    if matches!(documents::detect(data), Format::Text | Format::Html) {
        whole(data);
    }
}

/// Reads `data` as a number, a percentage, a quantity and a year. What was read as a number is read
/// as the same number once it is printed.
pub fn numbers(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    guarded(|| {
        for cell in [parse_number(text), parse_percent(text)] {
            if let Cell::Value(value) = cell {
                assert_eq!(parse_number(&value.to_string()), Cell::Value(value));
            }
        }
        let _ = parse_quantity(text);
        let _ = find_year(text);
    });
}

/// Reads `data` as a dictionary, and a small form with it.
pub fn labels(data: &[u8]) {
    const FORM: &str = "项目支出绩效自评表\n（2024年度）\n项目名称\n\t会议费\n";
    let Ok(text) = std::str::from_utf8(data) else { return };
    guarded(|| {
        if let (Ok(labels), Some(document)) = (Labels::extended(&[("own.toml", text)]), read(FORM.as_bytes())) {
            drop(records::read(&document, &labels));
        }
    });
}
