//! Files by their names: patterns, names that are not UTF-8, what earlier runs wrote, and pipelines from
//! their own directory; and tables for spreadsheets.

use crate::program::{Ran, files, jixiao, names, project};
use std::fs;
use std::path::Path;

fn pipeline(root: &Path, name: &str, files: &str, more: &str) {
    let text = format!("{more}\n[title]\nzh = \"一\"\nen = \"one\"\n[[source]]\nfiles = [{files}]\n");
    fs::write(root.join("pipelines").join(name), text).unwrap();
}

fn table(root: &Path, asked: &str, name: &str) -> Ran {
    let ran = jixiao(root, &["table", asked, name, "--csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

#[test]
fn two_stars_stand_for_any_directories() {
    let folder = project();
    let root = folder.path();
    let text = fs::read_to_string(root.join("data/example-2024.txt")).unwrap();
    fs::create_dir_all(root.join("papers/2023/a [b]/deep")).unwrap();
    fs::create_dir_all(root.join("papers/.hidden")).unwrap();
    for (at, year) in
        [("papers/one.txt", 2021), ("papers/2023/two.txt", 2022), ("papers/2023/a [b]/deep/three.txt", 2023)]
    {
        fs::write(root.join(at), text.replace("2024", &year.to_string())).unwrap();
    }
    fs::write(root.join("papers/.hidden/four.txt"), &text).unwrap();
    for (pattern, count) in [
        ("papers/**/*.txt", 3),
        ("papers/**", 3),
        ("papers/**/deep/*.txt", 1),
        ("papers/2023/**/t*.txt", 2),
        ("papers/*/*/**/*.txt", 1),
        ("papers/**/**/one.txt", 1),
        ("papers/20??/a [b]/*/*", 1),
    ] {
        pipeline(root, "stars.toml", &format!("\"{pattern}\""), "");
        let documents = table(root, "stars", "documents").out;
        assert_eq!(documents.lines().count() - 1, count, "{pattern}: {documents}");
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_utf8_are_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = project();
    let root = folder.path();
    let text = fs::read_to_string(root.join("data/example-2024.txt")).unwrap();
    fs::create_dir(root.join("papers")).unwrap();
    // A name in GBK, as archives made on another system leave it, and two that differ in such a byte alone.
    let names: [&[u8]; 4] = [b"\xd7\xd4\xc6\xc0.txt", b"a\xfe.txt", b"a\xff.txt", b"a\\b.txt"];
    for (at, name) in names.iter().enumerate() {
        let year = 2020 + at;
        fs::write(root.join("papers").join(OsStr::from_bytes(name)), text.replace("2024", &year.to_string())).unwrap();
    }
    pipeline(root, "bytes.toml", "\"papers/*.txt\"", "");
    for asked in ["bytes", "papers"] {
        let documents = table(root, asked, "documents").out;
        assert_eq!(documents.lines().count() - 1, 4, "{asked}: {documents}");
        for name in [r"papers/\xd7\xd4\xc6\xc0.txt", r"papers/a\xfe.txt", r"papers/a\xff.txt", r"papers/a\b.txt"] {
            assert!(documents.contains(name), "{asked}: {name}: {documents}");
        }
    }
    let checked = jixiao(root, &["check", "bytes"]);
    assert!(checked.out.contains(r"papers/a\xff.txt"), "{}{}", checked.out, checked.err);
    let records = jixiao(root, &["records", "papers"]);
    assert!(records.code == 0 && records.err.contains("4 files: 4 read"), "{}", records.err);
}

#[test]
fn what_a_run_wrote_is_no_document() {
    let folder = project();
    let root = folder.path();
    assert_eq!(jixiao(root, &["run", "example"]).code, 0);
    fs::write(root.join("out/page.html"), "<p>somebody else's</p>").unwrap();
    for (asked, skipped) in [(".", 44), ("out", 36), ("out/example", 36), ("out/example/tables", 34)] {
        let ran = jixiao(root, &["records", asked]);
        let told = ran.err.lines().filter(|line| line.contains("an output of an earlier run")).count();
        println!("{asked}: {told} outputs left out");
        assert!(told + 12 > skipped && told > 20, "{asked}: {told} of about {skipped}: {}", ran.err);
        assert!(!ran.err.contains("read: out/example") && !ran.err.contains("refused: out/example"), "{}", ran.err);
    }
    // A page that no manifest lists is read like any other.
    let named = jixiao(root, &["records", "out"]).err;
    assert!(named.contains("out/page.html") && !named.contains("skipped: out/page.html"), "{named}");
    let before = files(root);
    let again = jixiao(root, &["run", ".", "-v", "--out", "elsewhere"]);
    assert!(again.err.contains("no documents and were left out"), "{}", again.err);
    // Patterns leave them out, too, with a word; a file that is named is read.
    pipeline(root, "all.toml", "\"data/*.txt\", \"out/**/*.html\", \"out/**/*.md\"", "");
    fs::remove_file(root.join("out/page.html")).unwrap();
    let ran = jixiao(root, &["table", "all", "documents", "--csv"]);
    assert!(ran.code == 2 && ran.err.contains("found none but what earlier runs wrote"), "{}", ran.err);
    pipeline(root, "all.toml", "\"data/*.txt\", \"*/**/*\"", "");
    fs::remove_file(root.join("pipelines/example.toml")).unwrap();
    let ran = jixiao(root, &["table", "all", "problems", "-v"]);
    assert!(ran.err.contains("document-twice") || ran.err.contains("named before"), "{}", ran.err);
    pipeline(root, "all.toml", "\"data/*.txt\", \"out/**/*.csv\", \"out/*.txt\"", "");
    fs::write(root.join("out/tables-of-ours.csv"), "a,b\n").unwrap();
    fs::write(root.join("out/note.txt"), "a note\n").unwrap();
    let ran = jixiao(root, &["table", "all", "documents", "-v"]);
    assert!(ran.err.contains("files here are no documents and were left out"), "{}", ran.err);
    assert!(!ran.out.contains("out/example"), "{}", ran.out);
    // Checking the same pipeline leaves out the same files, and says so in the same words.
    let [ran, checked] = ["run", "check"].map(|verb| jixiao(root, &[verb, "all", "-v"]).err);
    let told = |err: &str| err.lines().find(|line| line.contains("were left out")).map(str::to_owned);
    assert!(told(&ran).is_some() && told(&ran) == told(&checked), "{ran}\n{checked}");
    assert!(checked.contains("2 refused, 15 skipped"), "{checked}");
    assert!(!before.is_empty());
}

#[test]
fn a_pipeline_says_the_same_wherever_it_is_run() {
    let folder = project();
    let root = folder.path();
    fs::copy(root.join("pipelines/example.toml"), root.join("pipelines/with.dots.toml")).unwrap();
    let first = jixiao(root, &["run", "with.dots"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let written = files(root);
    for (at, name) in [
        ("pipelines", "with.dots"),
        ("pipelines", "with.dots.toml"),
        ("pipelines", "./with.dots.toml"),
        ("", "with.dots.toml"),
        ("", "pipelines/with.dots.toml"),
        ("data", "../pipelines/with.dots.toml"),
    ] {
        let ran = jixiao(&root.join(at), &["run", name]);
        assert_eq!((ran.code, &ran.out), (0, &first.out), "{at} {name}: {}", ran.err);
        assert!(files(root) == written, "{at} {name}: the same files with the same bytes");
        for verb in [&["table", name, "projects"][..], &["check", name]] {
            assert_eq!(jixiao(&root.join(at), verb).code, 0, "{at} {verb:?}");
        }
    }
    assert!(names(root).iter().all(|name| !name.starts_with("pipelines/out")));
    let missing = jixiao(&root.join("pipelines"), &["run", "exampel.toml"]);
    assert!(missing.code == 2 && missing.err.contains("example.toml"), "{}", missing.err);
}

#[test]
fn tables_for_spreadsheets_hold_no_formulas() {
    let folder = project();
    let root = folder.path();
    let path = root.join("data/example-2024.txt");
    let text = fs::read_to_string(&path).unwrap();
    let formula = "=HYPERLINK(\"x\")";
    fs::write(&path, text.replace("流动图书车运行", formula)).unwrap();
    let plain = table(root, "example", "projects").out;
    assert!(plain.starts_with("file,") && plain.contains("\"=HYPERLINK("), "{plain}");
    let excel = jixiao(root, &["table", "example", "projects", "--csv", "--excel"]);
    assert_eq!(excel.code, 0, "{}", excel.err);
    assert!(excel.out.starts_with("\u{feff}file,"), "{}", excel.out);
    assert!(excel.out.contains("\"'=HYPERLINK(") && !excel.out.contains("\"=HYPERLINK("), "{}", excel.out);
    let gaps = jixiao(root, &["table", "example", "scoring_gaps", "--csv", "--excel"]).out;
    let unmarked = gaps.trim_start_matches('\u{feff}');
    assert_eq!(unmarked, table(root, "example", "scoring_gaps").out.replace(",=", ",'="), "numbers stay numbers");
    let without = jixiao(root, &["table", "example", "projects", "--excel"]);
    assert!(without.code == 2 && without.err.contains("--csv"), "{}", without.err);
    let text = fs::read_to_string(root.join("pipelines/example.toml")).unwrap();
    fs::write(root.join("pipelines/example.toml"), text.replace("[output]", "[output]\nexcel = true")).unwrap();
    assert_eq!(jixiao(root, &["run", "example"]).code, 0);
    let written = files(root).into_iter().filter(|(name, _)| name.ends_with(".csv"));
    let csv: Vec<(String, Vec<u8>)> = written.collect();
    assert!(csv.len() > 10);
    for (name, bytes) in csv {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}'), "{name}");
        let cells = text.split([',', '\n']).map(|cell| cell.trim_start_matches(['\u{feff}', '"']));
        let armed: Vec<&str> = cells.filter(|cell| cell.starts_with(['=', '+', '@'])).collect();
        assert!(armed.is_empty(), "{name}: {armed:?}");
    }
}

#[test]
fn names_of_documents_are_plain_text_in_markdown() {
    let folder = project();
    let root = folder.path();
    let name = "data/a`b`[c](d)*e_f.txt";
    fs::rename(root.join("data/example-2024.txt"), root.join(name)).unwrap();
    let text = fs::read_to_string(root.join("pipelines/example.toml")).unwrap();
    fs::write(root.join("pipelines/example.toml"), text.replace("data/example-2024.txt", "data/*.txt")).unwrap();
    assert_eq!(jixiao(root, &["run", "example"]).code, 0);
    let report = fs::read_to_string(root.join("out/example/report.md")).unwrap();
    assert!(report.contains(r"data/a\`b\`\[c\](d)\*e\_f.txt"), "{report}");
}
