//! Documents into a store: read once, replaced where they change, whole at any moment, and the same
//! bytes on whatever way it came about.

use crate::program::{Ran, files, jixiao, program, ran, repository};
use jixiao::pipeline::Store;
use jixiao::tables::cells::{counts, texts};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// A folder `in` of documents that all speak of one unit, so that the rules across documents have much
/// to compare.
fn panel(copies: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let root = folder.path().join("in");
    for copy in 0..copies {
        fs::create_dir_all(root.join(copy.to_string())).expect("made");
        let mut names: Vec<_> = fs::read_dir(repository().join("tests/cases/checks")).unwrap().flatten().collect();
        // Those of R30 are no documents of their own.
        names.retain(|entry| !entry.file_name().to_string_lossy().starts_with("R30"));
        names.sort_by_key(|entry| entry.file_name());
        for entry in names {
            let path = entry.path();
            if path.extension().is_some_and(|end| end == "txt") {
                let text = fs::read_to_string(&path).expect("a text").replace("2024", &(2024 - copy).to_string());
                fs::write(root.join(copy.to_string()).join(entry.file_name()), text).expect("written");
            }
        }
    }
    folder
}

fn ingest(folder: &Path, args: &[&str]) -> Ran {
    jixiao(folder, &[&["ingest", "in", "--store", "store"][..], args].concat())
}

/// The files of a store that say something, by their names.
fn stored(folder: &Path, store: &str) -> Vec<(String, Vec<u8>)> {
    let files = files(&folder.join(store)).into_iter();
    files.filter(|(name, _)| name != "store.lock" && name != "store.readers").collect()
}

/// Asserts that every document the store speaks of stands in it with all its rows; returns how many.
fn is_whole(folder: &Path) -> usize {
    if !folder.join("store/store.json").exists() {
        return 0;
    }
    let (store, _) = Store::open(&folder.join("store"), "store").expect("the store opens");
    let documents = store.frame("documents").expect("documents");
    let files = texts(&documents, "file").expect("files");
    for table in ["projects", "funding", "indicators", "accounts", "problems"] {
        let owner = if table == "problems" { "document" } else { "file" };
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for name in texts(&store.frame(table).expect("a table"), owner).expect("owners").into_iter().flatten() {
            *found.entry(name).or_default() += 1;
        }
        let told = counts(&documents, table).expect("counts").into_iter().map(Option::unwrap_or_default);
        let told: BTreeMap<String, u32> =
            files.iter().flatten().cloned().zip(told).filter(|(_, count)| *count > 0).collect();
        // A figure that fits no column is one more problem.
        assert!(found == told || table == "problems" && found.keys().eq(told.keys()), "{table}");
    }
    documents.height()
}

#[test]
fn a_document_is_read_once_and_again_when_it_changes() {
    let folder = panel(1);
    let root = folder.path();
    let all = fs::read_dir(root.join("in/0")).unwrap().count();
    let first = ingest(root, &[]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.err.contains(&format!("{all} documents: {all} new, 0 changed, 0 unchanged, 0 refused\n")),
        "{}",
        first.err
    );
    assert_eq!(is_whole(root), all);
    let before = stored(root, "store");

    let again = ingest(root, &[]);
    assert!(again.err.contains(&format!("0 new, 0 changed, {all} unchanged, 0 refused")), "{}", again.err);
    assert!(before == stored(root, "store"), "nothing changed and nothing was written");

    let path = root.join("in/0/R01-breaks.txt");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("2023", "2021").replace("2024", "2022")).unwrap();
    fs::write(root.join("in/0/new.txt"), &text).unwrap();
    let changed = ingest(root, &[]);
    assert!(changed.err.contains(&format!("1 new, 1 changed, {} unchanged", all - 1)), "{}", changed.err);
    is_whole(root);
    let fresh = jixiao(root, &["ingest", "in", "--store", "fresh"]);
    assert_eq!(fresh.code, 0, "{}", fresh.err);
    assert!(stored(root, "store") == stored(root, "fresh"), "as if it had been read in one go");

    fs::remove_file(root.join("in/0/new.txt")).unwrap();
    fs::write(&path, &text).unwrap();
    let gone = ingest(root, &[]);
    assert!(gone.err.contains("doubt: in/0/new.txt: expected the document as before, found it gone"), "{}", gone.err);
    assert!(gone.err.contains("; 1 vanished"), "{}", gone.err);
    assert_eq!(is_whole(root), all + 1);
    let pruned = ingest(root, &["--prune"]);
    assert!(pruned.err.contains("; 1 taken out"), "{}", pruned.err);
    assert!(stored(root, "store") == before, "as at first");
}

#[test]
fn a_refused_document_is_told_every_time_and_one_twice_is_read_once() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let root = folder.path();
    fs::create_dir(root.join("in")).unwrap();
    let copy = |from: &str, to: &str| fs::copy(repository().join(from), root.join("in").join(to)).unwrap();
    copy("tests/cases/documents/encrypted.pdf", "a.pdf");
    copy("tests/cases/documents/form.pdf", "b.pdf");
    copy("tests/cases/documents/form.pdf", "c.pdf");
    fs::write(root.join("in/empty.txt"), "").unwrap();
    let first = ingest(root, &["-v"]);
    let again = ingest(root, &["-v"]);
    for (ran, counts) in
        [(&first, "3 documents: 1 new, 0 changed, 0 unchanged"), (&again, "3 documents: 0 new, 0 changed, 1 unchanged")]
    {
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("refused: in/a.pdf: "), "{}", ran.err);
        assert!(
            ran.err.contains("note: in/c.pdf: expected each document once, found the bytes of `in/b.pdf`"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains(&format!("{counts}, 1 refused; 1 twice; 1 skipped")), "{}", ran.err);
    }
    // Whether typed with or without a way that leads nowhere, it is the same document.
    let dotted = jixiao(root, &["ingest", "./in/.", "--store", "store"]);
    assert!(dotted.err.contains("1 unchanged, 1 refused; 1 twice"), "{}", dotted.err);
}

#[test]
fn findings_of_a_store_are_those_of_check() {
    let folder = panel(3);
    let root = folder.path();
    let checked = jixiao(root, &["check", "in", "--format", "csv", "--fail-on", "none"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert!(ingest(root, &[]).code == 0);
    let (store, _) = Store::open(&root.join("store"), "store").unwrap();
    let csv = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let found = csv(jixiao::tables::store::csv(&store.frame("findings").unwrap()).unwrap());
    assert!(found.iter().any(|line| line.contains(",R31,")));
    assert_eq!(found, csv(checked.out.into_bytes()));
}

#[test]
fn killed_at_any_moment_the_store_is_whole_and_the_next_run_goes_on() {
    let folder = panel(1);
    let root = folder.path();
    let whole = jixiao(root, &["ingest", "in", "--store", "whole"]);
    assert_eq!(whole.code, 0, "{}", whole.err);
    let (mut pause, mut reached, mut kills) = (3, 0, 0);
    loop {
        let mut command = program(root);
        command.args(["ingest", "in", "--store", "store", "--commit-every", "5"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        sleep(Duration::from_millis(pause));
        let ended = child.try_wait().expect("its state");
        child.kill().expect("killed");
        child.wait().expect("it ended");
        let now = is_whole(root);
        assert!(now >= reached, "what counted once counts on: {now} after {reached}");
        reached = now;
        if ended.is_some_and(|status| status.success()) {
            break;
        }
        kills += 1;
        // Never so long that a run that goes on where another ended cannot come further.
        pause = (pause * 3 / 2 + kills * 7 % 11).min(2_000);
        assert!(kills < 400, "it comes to an end");
    }
    assert!(kills >= 5, "{kills}");
    assert_eq!(ingest(root, &[]).code, 0);
    assert!(stored(root, "store") == stored(root, "whole"), "as if it had been read in one go");
}

#[test]
fn two_runs_do_not_write_to_one_store_and_nothing_else_is_taken_for_one() {
    let folder = panel(1);
    let root = folder.path();
    let start = || {
        let mut command = program(root);
        command.args(["ingest", "in", "--store", "store"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
    };
    let (one, other) = (start(), start());
    let ends = [one, other].map(|child| ran(child.wait_with_output().expect("it ends")));
    let busy = ends.iter().filter(|ran| ran.err.contains("another run is writing to this store")).count();
    assert!(busy <= 1 && ends.iter().all(|ran| ran.code == 0 || ran.err.contains("another run")), "{}", ends[0].err);
    is_whole(root);

    let other = jixiao(root, &["ingest", "in", "--store", "."]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("expected a store or an empty directory"), "{}", other.err);
    let text = fs::read_to_string(root.join("store/store.json")).unwrap();
    fs::write(root.join("store/store.json"), text.replacen("\"format\": ", "\"format\": 9", 1)).unwrap();
    let old = ingest(root, &[]);
    assert_eq!(old.code, 2);
    assert!(old.err.contains("found one made by jixiao") && old.err.contains("ingest again"), "{}", old.err);
    fs::write(root.join("store/store.json"), text.replacen("projects/year", "../../projects/year", 1)).unwrap();
    assert!(ingest(root, &[]).err.contains("expected files inside the store"));
    fs::write(root.join("store/store.json"), &text).unwrap();
    let part = fs::read_dir(root.join("store/checks")).unwrap().next().unwrap().unwrap().path();
    fs::write(part, "cut").unwrap();
    assert!(ingest(root, &[]).err.contains("bytes, found 3"), "a file that was cut is never read");
}
