//! The standard questions of whatever lies somewhere, a store asked by a pipeline, and tables for other
//! programs: the program as a user runs it.

use crate::program::{jixiao, program, ran, repository};
use std::fs;
use std::path::Path;

/// A directory with the two founding documents below it, and things that are none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let docs = folder.path().join("papers/deep");
    fs::create_dir_all(&docs).expect("made");
    let raw = repository().join("data/raw/fengtai");
    for entry in fs::read_dir(raw).expect("a directory") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, docs.join(path.file_name().expect("a name"))).expect("copied");
    }
    fs::write(docs.join("photo.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01").expect("written");
    folder
}

fn headline(out: &str) -> Vec<&str> {
    out.lines().filter(|line| line.contains("1,140.62") || line.contains("89.02")).collect()
}

#[test]
fn a_folder_is_asked_without_a_pipeline_and_a_second_run_gives_the_same_bytes() {
    let folder = folder();
    let first = jixiao(folder.path(), &["run", "papers", "--out", "one"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(headline(&first.out).len(), 3, "{}", first.out);
    assert!(folder.path().join(".jixiao/cache").is_dir(), "records are kept for the next run");
    let second = jixiao(folder.path(), &["run", "./papers/", "--out", "two"]);
    assert_eq!((second.code, &second.out), (0, &first.out));
    let bytes = |out: &str| crate::program::files(&folder.path().join(out));
    assert_eq!(bytes("one"), bytes("two"));
    let told = jixiao(folder.path(), &["run", "papers", "--out", "three", "-v"]);
    assert!(told.err.contains("photo.png") && told.err.contains("left out"), "{}", told.err);
    let paths =
        ["papers/deep/2020-hr-service-final-accounts.txt", "papers/deep/2024-social-insurance-self-evaluation.txt"];
    let named = jixiao(folder.path(), &["table", paths[0], "execution_distribution", "--csv"]);
    assert!(named.out.contains("\nall,,,adjusted,15,0,"), "{}", named.out);
}

#[test]
fn init_writes_the_pipeline_of_a_folder_that_holds_documents() {
    let folder = folder();
    let papers = folder.path().join("papers");
    let init = jixiao(folder.path(), &["init", "papers"]);
    assert_eq!((init.code, init.out.trim()), (0, "papers/pipelines/standard.toml"), "{}", init.err);
    let text = fs::read_to_string(papers.join("pipelines/standard.toml")).expect("a pipeline");
    assert!(text.contains("\"**/*.txt\"") && !text.contains("png"), "{text}");
    let table = jixiao(folder.path(), &["table", "papers/pipelines/standard.toml", "documents", "--csv"]);
    assert_eq!((table.code, table.out.lines().count()), (0, 3), "{}{}", table.out, table.err);
    // The pipeline itself is no document of the directory.
    let records = jixiao(folder.path(), &["records", "papers"]);
    assert!(records.err.contains("skipped: papers/pipelines/standard.toml: a pipeline"), "{}", records.err);
    assert_eq!(jixiao(folder.path(), &["init", "papers"]).code, 2, "nothing is overwritten");
}

fn store_pipeline(folder: &Path, more: &str) {
    let text = format!("store = \"store\"\n{more}\n[title]\nzh = \"甲\"\nen = \"a\"\n");
    fs::write(folder.join("ask.toml"), text).expect("written");
}

#[test]
fn a_pipeline_asks_a_store_and_so_does_its_directory() {
    let folder = folder();
    let made = jixiao(folder.path(), &["ingest", "papers", "--store", "store"]);
    assert_eq!(made.code, 0, "{}", made.err);
    store_pipeline(folder.path(), "");
    let direct = jixiao(folder.path(), &["table", "papers", "execution_distribution", "--csv"]);
    for asked in ["ask.toml", "store"] {
        let table = jixiao(folder.path(), &["table", asked, "execution_distribution", "--csv"]);
        assert_eq!((table.code, &table.out), (0, &direct.out), "{}", table.err);
    }
    let check = jixiao(folder.path(), &["check", "ask.toml"]);
    assert!(check.code == 2 && check.err.contains("found the store"), "{}", check.err);
    store_pipeline(folder.path(), "[[source]]\nfiles = [\"papers/**/*.txt\"]");
    let both = jixiao(folder.path(), &["table", "ask.toml", "projects"]);
    assert!(both.code == 2 && both.err.contains("found both"), "{}", both.err);
}

#[test]
fn trusted_leaves_out_what_is_disputed_over_a_store_too() {
    let folder = folder();
    assert_eq!(jixiao(folder.path(), &["ingest", "papers", "--store", "store"]).code, 0);
    let score = |more: &str| {
        store_pipeline(folder.path(), more);
        let table = jixiao(folder.path(), &["table", "ask.toml", "projects", "--csv"]);
        let mut rows = csv::Reader::from_reader(table.out.as_bytes());
        let rows: Vec<std::collections::BTreeMap<String, String>> =
            rows.deserialize().map(|row| row.expect("a row")).collect();
        let row = rows.into_iter().find(|row| row["ordinal"] == "12" && row["year"] == "2020").expect("project 12");
        (row["execution_score"].clone(), row["disputed"].clone())
    };
    assert_eq!(score(""), ("9.86".to_owned(), "execution_score".to_owned()));
    assert_eq!(score("trusted = true"), (String::new(), "execution_score".to_owned()));
}

#[test]
fn a_group_that_names_nothing_is_told() {
    let folder = folder();
    let text = "[title]\nzh = \"甲\"\nen = \"a\"\n[[source]]\nfiles = [\"papers/**/*.txt\"]\n\
                [[analysis]]\nname = \"execution_distribution\"\nwhere = { unit = \"没有\", year = [2020, 1999] }\n";
    fs::write(folder.path().join("ask.toml"), text).expect("written");
    let table = jixiao(folder.path(), &["table", "ask.toml", "execution_distribution", "--csv"]);
    assert_eq!(table.out.lines().count(), 1);
    assert!(table.err.contains("found `没有`") && table.err.contains("found `1999`"), "{}", table.err);
}

#[test]
fn arrow_goes_to_standard_output_as_a_stream() {
    let output = program(&repository()).args(["table", "fengtai-2020-2024", "projects", "--arrow"]).output();
    let stream = output.expect("the program starts").stdout;
    let reader = arrow_ipc::reader::StreamReader::try_new(stream.as_slice(), None).expect("a stream");
    let field = reader.schema().field_with_name("executed_wan").expect("a column").data_type().to_string();
    assert_eq!(field, "Decimal128(38, 6)");
    let rows: usize = reader.map(|batch| batch.expect("a batch").num_rows()).sum();
    assert_eq!(rows, 23);
    let both = ran(program(&repository())
        .args(["table", "fengtai-2020-2024", "projects", "--arrow", "--csv"])
        .output()
        .expect("ran"));
    assert_eq!(both.code, 2);
}
