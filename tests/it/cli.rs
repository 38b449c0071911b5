//! The command line: verbs, formats, colours, pipes and exit codes.

use crate::program::{jixiao, program, project, ran, repository};
use std::fs;
use std::io::Read as _;
use std::process::Stdio;

const HR: &str = "data/raw/fengtai/2020-hr-service-final-accounts.txt";
const INSURANCE: &str = "data/raw/fengtai/2024-social-insurance-self-evaluation.txt";

#[test]
fn help_documents_the_exit_codes() {
    for args in [&["--help"][..], &["run", "--help"], &["records", "--help"]] {
        let help = jixiao(&repository(), args);
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Exit codes:"), "{args:?}: {}", help.out);
    }
    assert_eq!(jixiao(&repository(), &["no-such-verb"]).code, 2);
}

#[test]
fn records_are_one_json_object_a_line() {
    let ran = jixiao(&repository(), &["records", HR, INSURANCE]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let records: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let count = |kind: &str| records.iter().filter(|record| record["record"] == kind).count();
    assert_eq!((count("project"), count("indicator")), (23, 183));
    assert!(records.iter().all(|record| record["place"]["file"].is_string()));
    let first = records.iter().find(|record| record["record"] == "project").expect("a project");
    assert!(first["adjusted_wan"].is_string(), "money is exact text");
}

#[test]
fn csv_has_one_line_of_columns_and_a_row_for_every_record() {
    let lines = jixiao(&repository(), &["records", HR, INSURANCE]).out.lines().count();
    let ran = jixiao(&repository(), &["records", "--format", "csv", HR, INSURANCE]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let columns = reader.headers().expect("columns").clone();
    assert_eq!(&columns[0], "record");
    for name in ["place.file", "place.line", "initial_wan", "level1_inferred", "amount_wan", "severity"] {
        assert!(columns.iter().any(|column| column == name), "{name}");
    }
    let rows: Result<Vec<_>, _> = reader.records().collect();
    assert_eq!(rows.expect("every row is as wide as the columns").len(), lines);
}

#[test]
fn records_go_on_after_a_file_that_cannot_be_read() {
    let ran = jixiao(&repository(), &["records", "no-such-file.txt", INSURANCE]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("refused: no-such-file.txt: expected a file, found nothing of this name\n  hint: "));
    assert_eq!(ran.out.lines().filter(|line| line.contains(r#""record":"project""#)).count(), 8);
}

#[test]
fn a_dictionary_adds_words_to_the_compiled_in_ones() {
    let folder = project();
    let data = folder.path().join("data/example-2024.txt");
    let text = fs::read_to_string(&data).expect("there").replace("项目名称", "工程名号");
    fs::write(&data, text).expect("written");
    fs::write(folder.path().join("ours.toml"), "[head]\nproject = [\"工程名号\"]\n").expect("written");
    let projects = |extra: &[&str]| {
        let ran = jixiao(folder.path(), &[&["records", "data/example-2024.txt"], extra].concat());
        ran.out.lines().filter(|line| line.contains(r#""project":"流动图书车运行""#)).count()
    };
    assert_eq!(projects(&[]), 0);
    assert_eq!(projects(&["--labels", "ours.toml"]), 1);
}

#[test]
fn problems_fail_a_command_only_where_asked() {
    let noted = jixiao(&repository(), &["records", "--fail-on", "note", HR]);
    let has_problems = noted.out.contains(r#""record":"problem""#);
    assert_eq!(noted.code, i32::from(has_problems));
    assert_eq!(jixiao(&repository(), &["records", "--fail-on", "error", HR]).code, 0);
}

#[test]
fn a_pipe_that_closes_is_no_error() {
    let mut child = program(&repository())
        .args(["records", HR, HR, HR, HR])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut some = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut some).expect("some output");
    let ended = ran(child.wait_with_output().expect("it ends"));
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
}

#[test]
fn cells_show_what_stands_on_the_paper() {
    let plain = jixiao(&repository(), &["cells", HR]);
    assert_eq!(plain.code, 0);
    assert!(plain.out.contains("项目支出绩效自评表"));
    let json = jixiao(&repository(), &["cells", "--json", HR]);
    for line in json.out.lines() {
        let cell: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(cell["block"].is_u64());
    }
}

#[test]
fn tables_print_for_people_and_for_programs() {
    let folder = project();
    let table = |extra: &[&str]| {
        let args = [&["table", "example", "project_execution"], extra].concat();
        let ran = jixiao(folder.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    assert!(table(&[]).contains("自助借还设备更新"));
    assert!(table(&["--csv"]).starts_with("level,year,unit,department,ordinal,project,initial_wan,"));
    let rows: serde_json::Value = serde_json::from_str(&table(&["--json"])).expect("JSON");
    assert_eq!(rows[0]["executed_wan"], "72.1");
    assert_eq!(rows[1]["ordinal"], 2);
    assert!(!folder.path().join("out").exists(), "nothing is written");
}

#[test]
fn an_unknown_table_is_refused_with_the_nearest_name() {
    let folder = project();
    let ran = jixiao(folder.path(), &["table", "example", "project_excution"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("hint: did you mean `project_execution`?"), "{}", ran.err);
}

#[test]
fn what_init_writes_runs_and_is_not_overwritten() {
    let folder = project();
    let ran = jixiao(folder.path(), &["run", "pipelines/example.toml", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Rate, initial budget (%)"), "{}", ran.out);
    assert!(ran.out.contains("86.42"), "{}", ran.out);
    fs::write(folder.path().join("data/example-2024.txt"), "mine").expect("written");
    let again = jixiao(folder.path(), &["init", "."]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already and is not overwritten"));
    assert_eq!(fs::read_to_string(folder.path().join("data/example-2024.txt")).expect("there"), "mine");
}

#[test]
fn colour_is_for_terminals_or_for_the_asking() {
    let colored = |args: &[&str]| jixiao(&repository(), args).err.contains('\u{1b}');
    assert!(!colored(&["records", "no-such-file.txt"]));
    assert!(!colored(&["records", "no-such-file.txt", "--color", "never"]));
    assert!(colored(&["records", "no-such-file.txt", "--color", "always"]));
    let forced_off = program(&repository()).args(["records", "no-such-file.txt"]).env("NO_COLOR", "1").output();
    assert!(!ran(forced_off.expect("it runs")).err.contains('\u{1b}'));
}

#[test]
fn completions_know_the_verbs() {
    for shell in ["bash", "fish", "zsh"] {
        let ran = jixiao(&repository(), &["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("records"));
    }
}
