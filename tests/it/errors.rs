//! Everything that can be wrong with a file or a pipeline, and what is said of it.
//!
//! `cases/errors/*.toml` are pipelines that are each wrong in their own way, lying beside what the
//! program says of them; the documents that cannot be read are made here.

use crate::program::{jixiao, names, project, repository};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A directory with every kind of file that is no document.
fn bad_files() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    put("empty.txt", b"");
    put("blank.txt", b"\n \n\n");
    put("no-form.txt", "今天天气很好。\n我们去公园。\n".as_bytes());
    put("binary.bin", &[0x7f, b'E', b'L', b'F', 0, 1, 2, 0, 0xff, 0xfe, 0, 0, 9, 0, 0, 1]);
    fs::create_dir(folder.path().join("folder")).expect("made");
    folder
}

#[test]
fn files_that_are_no_documents_are_named_with_a_way_out() {
    let folder = bad_files();
    for name in ["empty.txt", "blank.txt", "no-form.txt", "binary.bin", "folder", "missing.txt"] {
        let ran = jixiao(folder.path(), &["records", name]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.err);
        assert!(ran.err.starts_with(&format!("refused: {name}")), "{name}: {}", ran.err);
        assert!(ran.err.contains("hint: "), "{name}: {}", ran.err);
        assert!(ran.out.lines().all(|line| line.contains(r#""record":"problem""#)), "{name}: {}", ran.out);
    }
}

#[test]
fn cells_of_what_is_no_text_are_refused() {
    let folder = bad_files();
    for name in ["empty.txt", "binary.bin", "folder", "missing.txt"] {
        let ran = jixiao(folder.path(), &["cells", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {}", ran.err);
        assert!(ran.err.starts_with(&format!("error: {name}")), "{name}: {}", ran.err);
    }
}

#[test]
fn a_run_without_a_readable_document_writes_nothing() {
    for name in ["empty.txt", "no-form.txt", "binary.bin"] {
        let folder = project();
        let bytes = fs::read(bad_files().path().join(name)).expect("there");
        fs::write(folder.path().join("data/example-2024.txt"), bytes).expect("written");
        let before = names(folder.path());
        let ran = jixiao(folder.path(), &["run", "example"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains("expected at least one readable document"), "{}", ran.err);
        assert_eq!(names(folder.path()), before);
    }
}

#[test]
fn a_run_goes_on_without_a_document_that_cannot_be_read() {
    let folder = project();
    fs::write(folder.path().join("data/empty.txt"), "").expect("written");
    let pipeline = folder.path().join("pipelines/example.toml");
    let text = fs::read_to_string(&pipeline).expect("there");
    let both = text.replace("[\"data/example-2024.txt\"]", "[\"data/empty.txt\", \"data/example-2024.txt\"]");
    fs::write(&pipeline, both).expect("written");
    let ran = jixiao(folder.path(), &["run", "example", "--fail-on", "error"]);
    assert_eq!(ran.code, 2, "not all of what was asked: {}", ran.err);
    assert!(ran.err.starts_with("refused: data/empty.txt"), "{}", ran.err);
    assert!(folder.path().join("out/example/report.html").exists());
}

#[test]
fn every_fault_of_a_pipeline_is_told_by_the_pattern() {
    let cases = repository().join("tests/cases/errors");
    let mut tried = 0;
    for entry in fs::read_dir(&cases).expect("cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            try_case(&path);
            tried += 1;
        }
    }
    assert!(tried > 5);
}

/// Runs one pipeline that is wrong. With `JIXIAO_BLESS` set what is said becomes what is expected.
fn try_case(path: &Path) {
    let folder = project();
    fs::copy(path, folder.path().join("pipelines/case.toml")).expect("copied");
    let before = names(folder.path());
    let ran = jixiao(folder.path(), &["run", "case"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}: {}", path.display(), ran.err);
    assert_eq!(names(folder.path()), before, "{}: nothing is written", path.display());
    let golden = path.with_extension("expected");
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        fs::write(&golden, &ran.err).expect("written");
    }
    assert_eq!(ran.err, fs::read_to_string(&golden).expect("a golden"), "{}", path.display());
}

#[test]
fn a_missing_pipeline_is_named_with_its_nearest_neighbour() {
    let folder = project();
    let ran = jixiao(folder.path(), &["run", "pipelines/exmaple.toml"]);
    assert_eq!(ran.code, 2);
    let expected = "error: pipelines/exmaple.toml: expected a file, found nothing of this name\n  hint: did you mean `example.toml`?\n";
    assert_eq!(ran.err, expected);
}

#[test]
fn a_dictionary_that_is_none_is_refused() {
    let folder = project();
    fs::write(folder.path().join("ours.toml"), "[no_such_table]\nwords = []\n").expect("written");
    let ran = jixiao(folder.path(), &["records", "data/example-2024.txt", "--labels", "ours.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("error: ours.toml"), "{}", ran.err);
}

#[test]
fn what_fuzzing_found_ends() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/errors");
    let labels = jixiao::records::Labels::built_in().expect("the dictionaries are valid");
    let mut read = 0;
    for entry in fs::read_dir(cases).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("fuzz-") {
            // Each took minutes before the rows of a piece were searched once; the suite would not end.
            let document = jixiao::documents::read(&name, &fs::read(&path).expect("a file")).expect("a text");
            assert!(!jixiao::records::read(&document, &labels).problems.is_empty(), "{name}");
            read += 1;
        }
    }
    assert_eq!(read, 3);
    // A comma that ends a number and stands before a price panicked where pieces were cut out.
    let document = jixiao::documents::read("price.txt", "共1,单价2元,总价2元".as_bytes()).expect("a text");
    assert!(jixiao::records::read(&document, &labels).remarks.products.is_empty());
}
