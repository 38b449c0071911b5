//! The rules of the house, read off the sources as text: who may import whom, which room may name
//! which crate, how long a file and a function may be, and that nothing is without its word.

use crate::imports::{imports, loops, rooms_named};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms it may import, and the crates it may name beside std.
const ROOMS: [(&str, &[&str], &[&str]); 12] = [
    ("values", &[], &["rust_decimal", "serde", "num_bigint", "num_rational", "num_traits"]),
    ("problem", &["values"], &["thiserror", "serde"]),
    (
        "documents",
        &["values", "problem"],
        &["encoding_rs", "chardetng", "pdfni", "zip", "quick_xml", "office_oxide", "html5ever", "flate2"],
    ),
    ("records", &["documents", "values", "problem"], &["rust_decimal", "serde", "toml", "csv"]),
    ("checks", &["records", "values", "problem"], &["rust_decimal", "serde", "toml"]),
    (
        "tables",
        &["checks", "records", "values", "problem"],
        &["polars", "arrow_array", "arrow_ipc", "arrow_schema", "rust_decimal", "serde", "toml", "strsim"],
    ),
    ("analyses", &["tables", "values", "problem"], &["polars", "serde", "rust_decimal", "toml"]),
    (
        "charts",
        &["tables", "values", "problem"],
        &["plotters", "png", "polars", "resvg", "allsorts", "base64", "rust_decimal"],
    ),
    (
        "reports",
        &["tables", "charts", "checks", "values", "problem"],
        &[
            "polars",
            "comfy_table",
            "serde_json",
            "serde",
            "rust_decimal",
            "rust_xlsxwriter",
            "sha2",
            "base64",
            "flate2",
        ],
    ),
    (
        "pipeline",
        &["reports", "charts", "analyses", "tables", "checks", "records", "documents", "values", "problem"],
        &["toml", "serde", "serde_json", "sha2", "rayon", "rustix", "signal_hook", "strsim", "polars", "csv", "glob"],
    ),
    (
        "cli",
        &["pipeline", "reports", "records", "documents", "values", "problem"],
        &["clap", "clap_complete", "indicatif", "anstream", "anstyle", "serde_json"],
    ),
    ("main", &["cli"], &[]),
];

/// Crates that one file of their room alone may name.
const ALONE: [(&str, &[&str]); 11] = [
    ("zip", &["src/documents/archive.rs"]),
    ("quick_xml", &["src/documents/xml.rs"]),
    ("html5ever", &["src/documents/html/tokens.rs", "src/documents/html/veil.rs"]),
    (
        "office_oxide",
        &[
            "src/documents/legacy/doc.rs",
            "src/documents/legacy/xls.rs",
            "src/documents/legacy/formats.rs",
            "src/documents/legacy/open.rs",
        ],
    ),
    ("pdfni", &["src/documents/pdf/pages.rs"]),
    ("arrow_array", &["src/tables/store.rs"]),
    ("arrow_ipc", &["src/tables/store.rs"]),
    ("arrow_schema", &["src/tables/store.rs"]),
    ("csv", &["src/records/classes.rs", "src/pipeline/listing.rs", "src/pipeline/yardsticks.rs"]),
    ("rustix", &["src/pipeline/serving.rs", "src/pipeline/disk/held.rs"]),
    ("signal_hook", &["src/pipeline/disk/interrupt.rs"]),
];

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The sources: their path from the root, and their text.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files_below(&root().join("src"), &mut found);
    let rust = found.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    rust.map(|path| (path.strip_prefix(root()).unwrap().display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn room(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap();
    inner.split(['/', '.']).next().unwrap()
}

/// The lines of code, comments aside.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The identifiers right before `::` at the start of a path, such as `polars` in `polars::prelude`.
fn path_heads(line: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.match_indices("::")
        .filter_map(|(at, _)| {
            let before = &line[..at];
            let name: String =
                before.chars().rev().take_while(|c| is_name(*c)).collect::<Vec<_>>().into_iter().rev().collect();
            let outer = &before[..before.len() - name.len()];
            (!name.is_empty() && !outer.ends_with("::")).then_some(name)
        })
        .collect()
}

#[test]
fn rooms_import_only_what_lies_below_them() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let Some((_, allowed, _)) = ROOMS.iter().find(|(name, ..)| *name == room(&path)) else {
            assert_eq!(path, "src/lib.rs", "a file outside the rooms");
            continue;
        };
        let named = rooms_named(&path, &text);
        let forbidden = named.iter().filter(|target| **target != room(&path) && !allowed.contains(&target.as_str()));
        broken.extend(forbidden.map(|target| format!("{path}: imports {target}")));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn crates_are_named_in_their_rooms_alone() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let crates: BTreeSet<String> =
        manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect();
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let allowed = ROOMS.iter().find(|(name, ..)| *name == room(&path)).map_or(&[][..], |(.., crates)| crates);
        for head in code(&text).flat_map(path_heads).filter(|head| crates.contains(head)) {
            let alone =
                ALONE.iter().find(|(name, _)| *name == head).is_some_and(|(_, files)| !files.contains(&path.as_str()));
            if !allowed.contains(&head.as_str()) || alone {
                broken.push(format!("{path}: names {head}"));
            }
            named.insert(head);
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    let idle: Vec<&String> = crates.difference(&named).collect();
    assert!(idle.is_empty(), "dependencies that no source names: {idle:?}");
}

#[test]
fn no_two_files_import_each_other_in_a_loop() {
    let imports = imports(&sources());
    let loops = loops(&imports);
    assert!(loops.is_empty(), "{} groups of files import each other: {loops:#?}", loops.len());
}

#[test]
fn no_file_imports_the_map_above_it() {
    let mut broken = Vec::new();
    for (file, imported) in imports(&sources()) {
        let above = |map: &&String| map.strip_suffix("mod.rs").is_some_and(|folder| file.starts_with(folder));
        broken.extend(imported.iter().filter(above).map(|map| format!("{file} needs what {map} defines")));
    }
    assert!(broken.is_empty(), "{} files: {broken:#?}", broken.len());
}

#[test]
fn files_and_functions_stay_small_and_open_with_a_word() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//! ") {
            broken.push(format!("{path}: does not open with what lives there"));
        }
        if text.lines().count() > FILE_LINES {
            broken.push(format!("{path}: {} lines", text.lines().count()));
        }
        let mut begun: Option<(usize, usize, &str)> = None;
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let begins =
                line.trim_start().starts_with("fn ") || line.contains(" fn ") && !line.trim_start().starts_with("//");
            match begun {
                None if begins && !line.ends_with(';') => begun = Some((number, indent, line)),
                Some((start, at, head)) if indent == at && line.trim_start() == "}" => {
                    if number - start + 1 > FUNCTION_LINES {
                        broken.push(format!("{path}:{}: {} lines: {}", start + 1, number - start + 1, head.trim()));
                    }
                    begun = None;
                }
                Some((start, ..)) if number == start && line.ends_with('}') => begun = None,
                _ => {}
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn only_the_top_of_the_house_touches_the_world() {
    let outside = ["std::fs", "File::open", "std::env", "SystemTime", "Instant::now", "std::net", "std::process"];
    for (path, text) in sources().iter().filter(|(path, _)| !["pipeline", "cli", "main"].contains(&room(path))) {
        for line in code(text) {
            let found = outside.iter().find(|word| line.contains(**word));
            assert!(found.is_none(), "{path} reaches outside: {line}");
        }
    }
}

#[test]
fn every_raw_file_has_a_card_with_its_checksum() {
    let mut found = Vec::new();
    files_below(&root().join("data/raw"), &mut found);
    let (cards, files): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|path| path.extension().is_some_and(|end| end == "toml"));
    assert!(!files.is_empty() && cards.len() == files.len());
    for file in files {
        let card: toml::Table = fs::read_to_string(file.with_added_extension("toml")).unwrap().parse().unwrap();
        let digest = Sha256::digest(fs::read(&file).unwrap());
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(card["sha256"].as_str(), Some(digest.as_str()), "{}", file.display());
        for key in ["producer", "title", "licence", "year", "date_read"] {
            assert!(card.contains_key(key), "{}: the card lacks {key}", file.display());
        }
    }
}

#[test]
fn nothing_is_undocumented() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for verb in ["cells", "records", "check", "table", "run", "ingest", "init", "completions"] {
        assert!(readme.contains(&format!("jixiao {verb}")), "README.md does not mention the verb {verb}");
    }
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for (name, ..) in ROOMS.iter().filter(|(name, ..)| *name != "main") {
        assert!(map.contains(&format!("//! | [`{name}`]")), "the map in src/lib.rs does not mention the room {name}");
        assert!(architecture.contains(&format!("`{name}")), "ARCHITECTURE.md does not mention the room {name}");
    }
    for analysis in jixiao::analyses::Analysis::ALL {
        let page = root().join(format!("docs/analyses/{}.md", analysis.name()));
        assert!(page.is_file(), "{} is missing", page.display());
    }
    let mut pipelines = Vec::new();
    files_below(&root().join("pipelines"), &mut pipelines);
    for pipeline in pipelines {
        let name = pipeline.file_name().unwrap().to_string_lossy().into_owned();
        assert!(readme.contains(&name), "README.md does not mention {name}");
    }
}

/// Files made of other data, in which digits stand in any order: pictures, checksums, packed fonts.
const DIGITS_OF_OTHER_THINGS: [&str; 3] = ["Cargo.lock", "fuzz-many-pairs.txt", "fuzz/Cargo.lock"];

#[test]
fn no_tracked_text_holds_a_number_of_a_person() {
    let mut found = Vec::new();
    for folder in ["src", "data", "tests", "docs", "pipelines", "charts", "benches", "fuzz", ".ci"] {
        files_below(&root().join(folder), &mut found);
    }
    let here = |name: &str| root().join(name);
    found.extend(["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "DECISIONS.md", "CONTRIBUTING.md"].map(here));
    let labels = jixiao::records::Labels::built_in().unwrap();
    let (mut texts, mut held) = (0, Vec::new());
    for path in found {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let is_ours = !DIGITS_OF_OTHER_THINGS.iter().any(|other| name.ends_with(other)) && !name.contains("/target/");
        let Some(text) = fs::read_to_string(&path).ok().filter(|_| is_ours) else { continue };
        texts += 1;
        for line in text.lines().filter(|line| line.len() < 4096) {
            let chars: Vec<char> = line.chars().collect();
            // Invented parts, put together at run time, have no form; nothing else is excused.
            for range in jixiao::records::numbers_of_people(line, &labels) {
                held.push(format!("{name}: {}", chars[range].iter().collect::<String>()));
            }
        }
    }
    println!("{texts} texts looked through, {} numbers of people", held.len());
    assert!(texts > 400, "{texts} texts were looked through");
    assert!(held.is_empty(), "{held:#?}");
}

/// How many words of papers still stand in the rooms that hold rules and values, sentences of our own
/// aside. Words are data (`data/labels`); whoever takes some out lowers the number here.
const WORDS: [(&str, usize); 2] = [("checks", 290), ("values", 130)];

#[test]
fn words_of_papers_in_checks_and_values_become_fewer() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // Lines that tell something to people, or name a figure in a finding.
    let tells = ["said!", "zh:", "zh =", "format!", "called", "subject", "name:", "code: \"R"];
    for (name, most) in WORDS {
        let mut found = 0;
        for (path, text) in sources().iter().filter(|(path, _)| room(path) == name) {
            let tested = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code(tested).filter(|line| !tells.iter().any(|word| line.contains(word)));
            let quoted = |line: &str, quote: char| {
                line.split(quote).skip(1).step_by(2).filter(|text| text.contains(is_han)).count()
            };
            let here: usize = lines.map(|line| quoted(line, '"') + quoted(line, '\'')).sum();
            if here > 0 {
                println!("{path}: {here}");
            }
            found += here;
        }
        println!("{name}: {found} words of papers, at most {most}");
        assert!(found <= most, "{name}: {found} words of papers stand in its sources");
    }
}
