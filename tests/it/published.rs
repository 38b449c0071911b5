//! The families of forms in real bytes: `tests/cases/families/<family>-<number>.{docx,xlsx,html,pdf}`,
//! rendered by `tests/fixtures/make_families.py` from `sheets.jsonl` beside them, read back and
//! compared with what the sheets say. `JIXIAO_BLESS=1` writes the sheets that the families make now.

use crate::families::{Count, form};
use crate::family_tables::FAMILIES;
use crate::render::Dice;
use crate::sheets::Sheet;
use jixiao::records::Labels;
use std::path::PathBuf;

const FORMATS: [&str; 4] = ["docx", "xlsx", "html", "pdf"];
/// How many forms of each family are rendered.
const FORMS: u64 = 2;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/families")
}

fn name(code: &str, at: usize, seed: u64) -> String {
    format!("{}-{at}{seed}", code.to_lowercase())
}

/// The sheet as one line: its name, the lines above it, and its cells with the columns and rows each covers.
fn line(name: &str, sheet: &Sheet) -> String {
    let cell = |cell: &crate::sheets::Box| serde_json::json!([cell.text, cell.across, cell.down]);
    let rows: Vec<Vec<_>> = sheet.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    serde_json::json!({ "name": name, "title": sheet.title, "rows": rows }).to_string() + "\n"
}

#[test]
fn every_family_is_read_from_real_files() {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let (mut sheets, mut silent) = (String::new(), 0);
    println!("family  format    fields   right  silent  missing with a problem");
    for (at, family) in FAMILIES.iter().enumerate() {
        for format in FORMATS {
            let mut count = Count::default();
            for seed in 0..FORMS {
                let (sheet, truth) = form(family, &mut Dice::new(100 + seed));
                let name = name(family.code, at, seed);
                if format == FORMATS[0] {
                    sheets.push_str(&line(&name, &sheet));
                }
                let path = folder().join(format!("{name}.{format}"));
                let Ok(bytes) = std::fs::read(&path) else {
                    assert!(std::env::var("JIXIAO_BLESS").is_ok(), "no {}", path.display());
                    continue;
                };
                let document = jixiao::documents::read(&format!("{name}.{format}"), &bytes).expect("a form");
                count.compare(family, &truth, &jixiao::records::read(&document, &labels));
            }
            count.print(family.code, format);
            silent += count.silent;
        }
    }
    let beside = folder().join("sheets.jsonl");
    if std::env::var("JIXIAO_BLESS").is_ok() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&beside, &sheets).unwrap();
    }
    let kept = std::fs::read_to_string(&beside).unwrap_or_default();
    assert_eq!(kept, sheets, "the families changed; render them again with tests/fixtures/make_families.py");
    assert_eq!(silent, 0, "a wrong value without a problem is the worst outcome there is");
}
