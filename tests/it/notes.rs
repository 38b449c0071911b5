//! Small documents made from published figures, each beside the records that are expected of it:
//! `tests/cases/records/<name>.txt` and `<name>.expected.jsonl`. `JIXIAO_BLESS=1` writes what is read now.

use jixiao::records::Labels;
use std::path::PathBuf;

#[test]
fn every_note_gives_the_records_beside_it() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/records");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    assert!(files.len() >= 20, "{} notes", files.len());
    let labels = Labels::built_in().unwrap();
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = jixiao::documents::read(&name, &std::fs::read(&path).unwrap()).unwrap();
        let reading = jixiao::records::read(&document, &labels);
        let lines = reading.records().into_iter().map(|record| serde_json::to_string(&record).unwrap() + "\n");
        let found: String = lines.collect();
        let beside = path.with_extension("expected.jsonl");
        if std::env::var("JIXIAO_BLESS").is_ok() {
            std::fs::write(&beside, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        for (at, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
            if found != expected {
                wrong.push(format!("{name}, record {}:\n  expected {expected}\n  found    {found}", at + 1));
            }
        }
        if found.lines().count() != expected.lines().count() {
            wrong.push(format!("{name}: {} records, expected {}", found.lines().count(), expected.lines().count()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
