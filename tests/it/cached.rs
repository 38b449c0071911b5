//! A second run over the same documents reads none of them and says the same to the last sign; a
//! pipeline over a store says what one over its documents says.

use crate::program::{Ran, files, jixiao, project, repository};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// A pipeline over documents that are read well, refused, in doubt, and of years that are not asked for.
const PIPELINE: &str = r#"
title = { zh = "一", en = "one" }

[[source]]
files = ["in/a.txt", "in/b.pdf", "in/forms.xlsx"]

[[source]]
files = ["in/checks/*.txt"]
years = [2024]

[[chart]]
kind = "score_waterfall"
"#;

fn put(root: &Path) {
    let copy = |from: &str, to: &str| {
        let to = root.join("in").join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(repository().join(from), to).unwrap();
    };
    copy("data/raw/fengtai/2024-social-insurance-self-evaluation.txt", "a.txt");
    copy("data/raw/fengtai/2024-social-insurance-self-evaluation.txt.toml", "a.txt.toml");
    copy("tests/cases/documents/encrypted.pdf", "b.pdf");
    copy("tests/cases/documents/forms-2020.xlsx", "forms.xlsx");
    for rule in ["R01", "R21", "R26", "R31"] {
        for name in [format!("{rule}-breaks.txt"), format!("{rule}-seems.txt")] {
            let from = format!("tests/cases/checks/{name}");
            if repository().join(&from).exists() {
                copy(&from, &format!("checks/{name}"));
            }
        }
    }
    fs::write(root.join("pipelines/mixed.toml"), PIPELINE).unwrap();
}

fn run(root: &Path, name: &str) -> Ran {
    jixiao(root, &["run", name, "-v"])
}

fn written(root: &Path) -> SystemTime {
    root.join(".jixiao/cache/mixed/store.json").metadata().unwrap().modified().unwrap()
}

#[test]
fn a_warm_run_says_what_the_cold_one_said_and_reads_nothing() {
    let folder = project();
    let root = folder.path();
    put(root);
    let cold = run(root, "mixed");
    assert_eq!(cold.code, 2, "one document is refused: {}", cold.err);
    assert!(cold.err.ends_with("11 files: 6 read, 1 refused, 4 skipped\n"), "{}", cold.err);
    assert!(cold.err.contains("in/b.pdf") && cold.err.contains("  hint: "), "{}", cold.err);
    let (after_cold, when) = (files(root), written(root));
    let warm = run(root, "mixed");
    assert_eq!((&cold.out, &cold.err), (&warm.out, &warm.err));
    assert!(after_cold == files(root), "the same bytes");
    assert_eq!(when, written(root), "nothing was read, so nothing was kept anew");

    // Without a cache to keep, the same but for the note that says so.
    fs::remove_dir_all(root.join(".jixiao")).unwrap();
    fs::write(root.join(".jixiao"), "in the way").unwrap();
    let without = run(root, "mixed");
    assert!(without.err.contains("records could not be kept for the next run"), "{}", without.err);
    let tables = |files: Vec<(String, Vec<u8>)>| {
        files.into_iter().filter(|(name, _)| name.contains("/tables/") || name.ends_with("svg")).collect::<Vec<_>>()
    };
    assert!(tables(after_cold) == tables(files(root)));
}

#[test]
fn what_changed_is_read_again_and_what_was_left_out_is_forgotten() {
    let (folder, fresh) = (project(), project());
    let root = folder.path();
    put(root);
    assert_eq!(run(root, "mixed").code, 2);
    let change = |root: &Path| {
        let path = root.join("in/checks/R21-breaks.txt");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replace("520.00", "521.00")).unwrap();
        fs::remove_file(root.join("in/checks/R01-breaks.txt")).unwrap();
        let pipeline = PIPELINE.replace("[[chart]]", "[check]\nskip = [\"R02\"]\n\n[[chart]]");
        fs::write(root.join("pipelines/mixed.toml"), pipeline).unwrap();
    };
    change(root);
    let again = run(root, "mixed");
    put(fresh.path());
    change(fresh.path());
    let first = run(fresh.path(), "mixed");
    assert_eq!((again.code, &again.out, &again.err), (2, &first.out, &first.err));
    assert!(files(root) == files(fresh.path()), "as if nothing had been known");
    fs::write(root.join(".jixiao/cache/mixed/store.json"), "{}").unwrap();
    assert_eq!(run(root, "mixed").err, first.err, "a broken cache is made anew");
}

#[test]
fn a_pipeline_asks_a_store_instead_of_documents() {
    let folder = project();
    let root = folder.path();
    put(root);
    fs::remove_file(root.join("in/b.pdf")).unwrap();
    let ingested = jixiao(root, &["ingest", "in", "--store", "data/store"]);
    assert_eq!(ingested.code, 0, "{}", ingested.err);
    let pipeline = "title = { zh = \"一\", en = \"one\" }\nstore = \"data/store\"\n";
    fs::write(root.join("pipelines/stored.toml"), pipeline).unwrap();
    let documents = "title = { zh = \"一\", en = \"one\" }\n[[source]]\nfiles = [\"in/*.txt\", \"in/checks/*.txt\", \"in/*.xlsx\"]\n";
    fs::write(root.join("pipelines/read.toml"), documents).unwrap();
    for table in ["execution_distribution", "scoring_gaps", "projects", "checks"] {
        let [stored, read] = ["stored", "read"].map(|pipeline| jixiao(root, &["table", pipeline, table, "--csv"]));
        assert_eq!(stored.code, 0, "{}", stored.err);
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&stored.out), sorted(&read.out), "{table}");
    }
    fs::write(
        root.join("pipelines/both.toml"),
        format!("{documents}\n").replacen('\n', "\nstore = \"data/store\"\n", 1),
    )
    .unwrap();
    let both = run(root, "both");
    assert!(both.code == 2 && both.err.contains("expected `store` or `[[source]]`, found both"), "{}", both.err);
    fs::write(root.join("pipelines/none.toml"), pipeline.replace("data/store", "no/store")).unwrap();
    let checked = jixiao(root, &["check", "stored"]);
    assert!(checked.code == 2 && checked.err.contains("found the store `data/store`"), "{}", checked.err);
    let none = run(root, "none");
    assert!(none.code == 2 && none.err.contains("jixiao ingest PATH... --store no/store"), "{}", none.err);
}
