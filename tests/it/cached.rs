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

/// What a run says where it computed nothing.
const UNCHANGED: &str = "nothing changed since the last run: its ";

fn is_unchanged(ran: &Ran) -> bool {
    ran.err.contains(UNCHANGED)
}

/// What stands on the second channel without the line that says where everything went.
fn but_closing(ran: &Ran) -> Vec<&str> {
    ran.err.lines().filter(|line| !line.contains("; report: ")).collect()
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
    let unchanged = run(root, "mixed");
    assert!(!is_unchanged(&cold) && is_unchanged(&unchanged), "{}", unchanged.err);
    assert_eq!((cold.code, &cold.out, but_closing(&cold)), (unchanged.code, &unchanged.out, but_closing(&unchanged)));
    assert!(after_cold == files(root), "the same bytes");
    // Where an output is missing, it is made again of what was read before.
    fs::remove_file(root.join("out/mixed/report.md")).unwrap();
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
    assert_eq!(but_closing(&run(root, "mixed")), but_closing(&first), "a broken cache is made anew");
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

/// A change, by its name, of a project that was run.
type Change = (&'static str, fn(&Path));

/// Replaces `from` by `to` in the file called `name`.
fn edit(root: &Path, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(name)).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    fs::write(root.join(name), text.replace(from, to)).unwrap();
}

/// Everything that a run rests on or leaves behind, changed: afterwards nothing may be taken as it was.
const CHANGES: [Change; 17] = [
    ("a document", |root| edit(root, "in/a.txt", "8", "9")),
    ("a card", |root| edit(root, "in/a.txt.toml", "title = \"", "title = \"又")),
    ("a new document", |root| assert!(fs::copy(root.join("in/a.txt"), root.join("in/c.txt")).unwrap() > 0)),
    ("a document less", |root| fs::remove_file(root.join("in/d.txt")).unwrap()),
    ("a title", |root| edit(root, "pipelines/whole.toml", "一", "二")),
    ("a parameter", |root| edit(root, "pipelines/whole.toml", ", \"unit\"", "")),
    ("a setting of the check", |root| edit(root, "pipelines/whole.toml", "R02", "R03")),
    ("accepted findings", |root| fs::write(root.join("data/accepted.toml"), "# none\n").unwrap()),
    ("a dictionary", |root| edit(root, "in/labels.toml", "工程名号", "工程称号")),
    ("a register", |root| edit(root, "in/units.toml", "甲", "乙")),
    ("an output deleted", |root| fs::remove_file(root.join("out/whole/tables/checks.csv")).unwrap()),
    ("an output edited", |root| edit(root, "out/whole/report.md", "一", "二")),
    ("pixels edited", |root| fs::write(root.join("out/whole/charts/trust.zh.png"), "").unwrap()),
    ("a chart edited", |root| edit(root, "charts/whole/trust.zh.svg", "</svg>", "</svg> ")),
    ("the manifest edited", |root| edit(root, "out/whole/manifest.json", "\"bytes\"", "\"bytes\" ")),
    ("something unfinished", |root| fs::create_dir(root.join("out/whole/.jixiao-staging-1-0")).unwrap()),
    ("what was told", |root| {
        let told = fs::read_dir(root.join(".jixiao/told")).unwrap().flatten().next().unwrap().path();
        fs::write(told.join("told.json"), "{}").unwrap();
    }),
];

/// A pipeline that names a file of every kind.
const WHOLE: &str = r#"
title = { zh = "一", en = "one" }
labels = ["in/labels.toml"]
units = ["in/units.toml"]

[check]
skip = ["R02"]

[[source]]
files = ["in/*.txt"]

[[analysis]]
name = "concentration"
by = ["year", "unit"]

[[chart]]
kind = "trust"
"#;

#[test]
fn whatever_changes_is_computed_anew_and_nothing_else_is() {
    let begun = || {
        let folder = project();
        let root = folder.path();
        fs::create_dir(root.join("in")).unwrap();
        let raw = repository().join("data/raw/fengtai/2024-social-insurance-self-evaluation.txt");
        fs::copy(&raw, root.join("in/a.txt")).unwrap();
        fs::copy(raw.with_extension("txt.toml"), root.join("in/a.txt.toml")).unwrap();
        fs::copy(root.join("data/example-2024.txt"), root.join("in/d.txt")).unwrap();
        fs::write(root.join("in/labels.toml"), "[head]\nproject = [\"工程名号\"]\n").unwrap();
        fs::write(root.join("in/units.toml"), "[[alias]]\nname = \"示例区档案馆\"\nalso = [\"甲馆\"]\n").unwrap();
        fs::write(root.join("pipelines/whole.toml"), WHOLE).unwrap();
        folder
    };
    let folder = begun();
    let root = folder.path();
    let mut before = run(root, "whole");
    assert!(before.code != 2 && !is_unchanged(&before), "{}", before.err);
    for (name, change) in CHANGES {
        assert!(is_unchanged(&run(root, "whole")), "before {name}");
        change(root);
        let after = run(root, "whole");
        assert!(!is_unchanged(&after), "{name} was not noticed");
        assert!(after.err.contains("files written"), "{name}: {}", after.err);
        before = after;
    }
    // What all changes together gave is what a project gives that never was another.
    let fresh = begun();
    CHANGES.iter().take(10).for_each(|(_, change)| change(fresh.path()));
    let first = run(fresh.path(), "whole");
    assert_eq!((before.code, &before.out, &before.err), (first.code, &first.out, &first.err));
    let outputs = |root: &Path| {
        let mut all = files(root);
        all.retain(|(name, _)| name.starts_with("out/") || name.starts_with("charts/"));
        all
    };
    assert!(outputs(root) == outputs(fresh.path()));
    assert!(outputs(root).iter().all(|(name, _)| !name.contains(".jixiao")), "what was unfinished is gone");
    println!("{} changes, each of them computed anew", CHANGES.len());
}
