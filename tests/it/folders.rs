//! Folders and documents that nobody can read: what is told of each file, the same on any number of
//! threads, and that none of them takes the others with it.

use crate::program::{Ran, jixiao, program, ran, repository};
use jixiao::pipeline::{Bounds, Counted, Reader};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use tempfile::TempDir;

/// A folder as downloads leave it behind: good documents, and everything that is none.
fn downloads() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let root = folder.path().join("in");
    fs::create_dir_all(root.join("2024/directory.pdf")).expect("made");
    fs::create_dir(root.join(".cache")).expect("made");
    let copy = |name: &str, to: &str| {
        fs::copy(repository().join(name), root.join(to)).expect("copied");
    };
    copy("tests/cases/documents/form.pdf", "2024/form.pdf");
    copy("tests/cases/documents/forms-2024.docx", "2024/directory.pdf/forms.docx");
    copy("tests/cases/documents/accounts.xls", "accounts.xls");
    copy("tests/cases/documents/accounts-gbk.html", "called.doc");
    copy("data/raw/fengtai/2024-social-insurance-self-evaluation.txt", "forms.txt");
    copy("data/raw/fengtai/2024-social-insurance-self-evaluation.txt.toml", "forms.txt.toml");
    copy("tests/cases/documents/encrypted.pdf", "encrypted.pdf");
    let docx = fs::read(repository().join("tests/cases/documents/forms-2024.docx")).expect("there");
    let noise: Vec<u8> = (0..4_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let put = |name: &str, bytes: &[u8]| fs::write(root.join(name), bytes).expect("written");
    put("truncated.docx", &docx[..docx.len() / 2]);
    put("empty.txt", b"");
    put("random.bin", &noise);
    put("random.pdf", &noise);
    put("picture.png", b"\x89PNG\r\n\x1a\n0000");
    put("~$forms.docx", b"somebody");
    put(".cache/hidden.txt", b"nothing");
    put("no-form.txt", "今天天气很好。\n我们去公园。\n".as_bytes());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.join("forms.txt"), root.join("link.txt")).expect("linked");
        std::os::unix::fs::symlink(&root, root.join("loop")).expect("linked");
        drop(std::os::unix::net::UnixListener::bind(root.join("socket.pdf")).expect("bound"));
    }
    folder
}

fn records(folder: &Path, threads: &str, args: &[&str]) -> Ran {
    let output = program(folder).arg("records").args(args).env("RAYON_NUM_THREADS", threads).output();
    ran(output.expect("the program starts"))
}

#[test]
fn a_folder_is_walked_and_every_file_told() {
    let folder = downloads();
    let ran = records(folder.path(), "2", &["in"]);
    assert_eq!(ran.code, 2);
    let golden = repository().join("tests/cases/errors/folder.stderr");
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        fs::write(&golden, &ran.err).expect("written");
    }
    assert_eq!(ran.err, fs::read_to_string(&golden).expect("a golden"));
    let projects = ran.out.lines().filter(|line| line.contains(r#""record":"project""#)).count();
    assert_eq!(projects, 8 + 8 + 1);
}

#[test]
fn a_folder_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = downloads();
    for args in [&["in"][..], &["in", "--format", "csv"], &["in", "--unclaimed"], &["-v", "in"]] {
        let (one, four) = (records(folder.path(), "1", args), records(folder.path(), "4", args));
        assert_eq!((one.code, one.err), (four.code, four.err), "{args:?}");
        assert!(one.out == four.out, "{args:?}");
    }
}

#[test]
fn skipped_files_do_not_fail_a_folder_and_an_empty_one_does() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let root = folder.path();
    assert_eq!(records(root, "2", &["."]).code, 2);
    fs::write(root.join("empty.txt"), "").expect("written");
    let ran = records(root, "2", &["."]);
    assert_eq!((ran.code, ran.err.lines().last()), (2, Some("1 file: 0 read, 0 refused, 1 skipped")));
    fs::copy(repository().join("tests/cases/documents/form.pdf"), root.join("form.pdf")).expect("copied");
    let ran = records(root, "2", &["."]);
    assert_eq!((ran.code, ran.err.lines().last()), (0, Some("2 files: 1 read, 0 refused, 1 skipped")), "{}", ran.err);
}

#[test]
fn every_numeral_is_claimed_or_listed() {
    let file = "data/raw/fengtai/2024-social-insurance-self-evaluation.txt";
    for name in [file, "tests/cases/documents/accounts.xls"] {
        let ran = jixiao(&repository(), &["records", "--unclaimed", name]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let told = ran.err.split("; ").nth(1).expect("a share").split(' ');
        let counts: Vec<usize> = told.filter_map(|word| word.parse().ok()).collect();
        assert_eq!(ran.out.lines().count(), counts[1] - counts[0], "{}", ran.err);
        for line in ran.out.lines() {
            let unclaimed: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert_eq!((&unclaimed["record"], &unclaimed["place"]["file"]), (&"unclaimed".into(), &name.into()));
            assert!(unclaimed["text"].as_str().is_some_and(|text| text.contains(|c: char| c.is_ascii_digit())));
        }
        let csv = jixiao(&repository(), &["records", "--unclaimed", "--format", "csv", name]);
        assert_eq!(csv.out.lines().count(), ran.out.lines().count() + 1);
    }
}

/// A web page of one table with as many rows as asked, each of a few words.
fn page(rows: usize) -> Vec<u8> {
    let mut page = "<html><meta charset=utf-8><table><tr><td>项目名称<td>甲".to_owned();
    for row in 0..rows {
        page += &format!("<tr><td>{row}<td>数量指标<td>完成<td>10");
    }
    page.into_bytes()
}

#[test]
fn a_document_that_takes_too_much_memory_or_time_is_stopped_alone() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let root = folder.path();
    fs::copy(repository().join("tests/cases/documents/form.pdf"), root.join("a.pdf")).expect("copied");
    fs::write(root.join("b.html"), page(70_000)).expect("written");
    fs::copy(repository().join("tests/cases/documents/accounts.xls"), root.join("c.xls")).expect("copied");
    let lines = |ran: &Ran| ran.err.lines().map(str::to_owned).collect::<Vec<_>>();
    for threads in ["1", "4"] {
        let ran = records(root, threads, &[".", "--max-memory", "24M"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        let told = lines(&ran);
        assert!(told[0].starts_with("read: ./a.pdf"), "{}", ran.err);
        assert_eq!(
            told[1],
            "refused: ./b.html: reading it took more than 25165824 bytes of memory, the limit for one file"
        );
        assert_eq!(told[2], "  hint: raise the limit with --max-memory if the file is sound");
        assert!(told[3].starts_with("read: ./c.xls"), "{}", ran.err);
    }
    let cells = jixiao(root, &["cells", "b.html", "--max-memory", "24M"]);
    assert_eq!((cells.code, cells.out.as_str()), (2, ""));
    assert!(cells.err.contains("--max-memory"), "{}", cells.err);
}

/// What is said of a document whose reader is a child of `program`, a stranger that answers in its own
/// way to the argument it is given.
fn read_by(program: &str) -> String {
    let bounds = Bounds { seconds: 1, program: Some(program.into()), ..Bounds::default() };
    let reader = Reader::new(&[], &bounds).expect("the dictionaries are valid");
    let form = repository().join("tests/cases/documents/form.pdf");
    let read = reader.read(&form, "form.pdf", Counted::No);
    assert!(!read.is_readable() && read.source.is_none());
    let problems: Vec<&str> = read.reading.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(read.problems.len(), 1);
    problems.join(" ")
}

#[cfg(unix)]
#[test]
fn a_child_that_hangs_dies_or_talks_nonsense_is_a_problem_of_its_document() {
    // It is stopped: were it waited for, this would not end. It waits for lines with the word it was given, and there are none.
    assert_eq!(read_by("grep"), "limit-time");
    // It says the word over and over.
    assert_eq!(read_by("yes"), "reader-died");
    assert_eq!(read_by("false"), "reader-died");
    assert_eq!(read_by("true"), "reader-died");
    assert_eq!(read_by("/no/such/program"), "reader-not-started");
}

#[test]
fn a_document_read_apart_is_the_same_to_the_last_sign() {
    let apart = Bounds { program: Some(env!("CARGO_BIN_EXE_jixiao").into()), ..Bounds::default() };
    let readers = [Bounds::default(), apart].map(|bounds| Reader::new(&[], &bounds).expect("valid"));
    for name in ["form.pdf", "words.pdf", "forms-2020.docx", "accounts.xls", "forms-2024.xlsx", "scanned.pdf"] {
        let path = repository().join("tests/cases/documents").join(name);
        let [here, apart] = readers.each_ref().map(|reader| reader.read(&path, name, Counted::Unclaimed));
        assert!(here.reading == apart.reading, "{name}");
        assert_eq!(format!("{here:?}"), format!("{apart:?}"), "{name}");
    }
}

#[test]
fn each_limit_has_a_flag() {
    let cases = [
        ("form.pdf", "--max-bytes", "1K", "found more than 1024 bytes"),
        ("form-over-pages.pdf", "--max-pages", "1", "found more than 1 pages"),
        ("forms-2024.docx", "--max-cells", "9", "found more than 9 cells"),
        ("forms-2024.docx", "--max-nesting", "0", "found more than 0 levels"),
        ("forms-2024.xlsx", "--max-expanded", "100", "found more than 100 bytes once"),
    ];
    let documents = repository().join("tests/cases/documents");
    for (name, flag, value, said) in cases {
        for verb in ["records", "cells"] {
            let ran = jixiao(&documents, &[verb, name, flag, value]);
            assert_eq!(ran.code, 2, "{name} {flag}: {}", ran.err);
            assert!(ran.err.contains(said) && ran.err.contains(flag), "{name} {flag}: {}", ran.err);
        }
    }
    let help = jixiao(&repository(), &["records", "--help"]).out;
    for default in ["64M", "2000", "300000", "40", "32M", "512M", "60"] {
        assert!(help.contains(&format!("[default: {default}]")), "{default}: {help}");
    }
}

#[test]
fn a_large_file_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let path = folder.path().join("large.pdf");
    let file = fs::File::create(&path).expect("made");
    // Nothing of it is on the disk: to read it would take minutes.
    file.set_len(1 << 40).expect("a sparse file");
    (&file).write_all(b"%PDF-1.7").expect("written");
    let ran = jixiao(folder.path(), &["records", "large.pdf"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("found more than 67108864 bytes") && ran.err.contains("--max-bytes"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_without_waiting() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    drop(std::os::unix::net::UnixListener::bind(folder.path().join("a.pdf")).expect("bound"));
    let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("b.pdf")).status();
    assert!(pipe.is_ok_and(|status| status.success()));
    for name in ["a.pdf", "b.pdf", "/dev/zero"] {
        for verb in ["records", "cells"] {
            let ran = jixiao(folder.path(), &[verb, name]);
            assert_eq!(ran.code, 2, "{name}");
            assert!(ran.err.contains("found a pipe, a socket or a device"), "{name}: {}", ran.err);
        }
    }
    let ran = records(folder.path(), "2", &["."]);
    assert_eq!(ran.err.lines().filter(|line| line.starts_with("skipped: ")).count(), 2, "{}", ran.err);
}

#[test]
fn a_child_that_is_asked_nothing_or_nonsense_ends() {
    let child = |said: &str| {
        let mut child = program(&repository())
            .arg("read-one")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(said.as_bytes()).expect("written");
        ran(child.wait_with_output().expect("it ends"))
    };
    assert_eq!(child("").code, 0);
    assert_eq!(child("nonsense\n").code, 2);
    assert!(!jixiao(&repository(), &["--help"]).out.contains("read-one"), "the verb is hidden");
}
