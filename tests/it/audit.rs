//! `jixiao check` as a person and a program use it: its formats, its exit codes, accepted findings,
//! and what disputed figures do to tables and pipelines.

use crate::program::{Ran, jixiao};
use std::fs;
use std::path::Path;

const ACCOUNTS: &str = "data/raw/fengtai/2020-hr-service-final-accounts.txt";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn check(arguments: &[&str]) -> Ran {
    jixiao(root(), &[&["check"], arguments].concat())
}

/// The id of the finding about the execution score of project 12.
fn id_of_project_12() -> String {
    let found = check(&[ACCOUNTS, "--rule", "R02", "--format", "jsonl"]);
    let line = found.out.lines().next().expect("a finding").to_owned();
    let finding: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    finding["id"].as_str().expect("an id").to_owned()
}

#[test]
fn findings_stand_on_the_terminal_with_arithmetic_and_line() {
    let ran = check(&[ACCOUNTS, "--rule", "R02"]);
    assert_eq!(ran.code, 1);
    for part in ["错误 R02 执行得分", "得分印为9.86", "10 x 99.86%", "| 9.86", "核对一致 14"] {
        assert!(ran.out.contains(part), "{part} is missing from\n{}", ran.out);
    }
    let english = check(&[ACCOUNTS, "--rule", "r02", "--lang", "en"]);
    assert!(english.out.contains("is printed as 9.86"), "{}", english.out);
}

#[test]
fn the_exit_code_is_what_fail_on_asks() {
    assert_eq!(check(&[ACCOUNTS, "--rule", "R02", "--fail-on", "none"]).code, 0);
    assert_eq!(check(&[ACCOUNTS, "--rule", "R03"]).code, 0);
    let both = check(&[ACCOUNTS, "--rule", "R02", "--skip", "r02"]);
    assert!(both.code == 2 && both.err.contains("chosen or skipped"), "{}", both.err);
    let unknown = check(&[ACCOUNTS, "--rule", "R99"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("R99") && unknown.err.contains("R01"), "{}", unknown.err);
    let missing = check(&["no-such-file.txt"]);
    assert_eq!(missing.code, 2, "{}", missing.err);
}

#[test]
fn every_format_is_what_it_says() {
    let jsonl = check(&[ACCOUNTS, "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        jsonl.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(lines.iter().any(|line| line["record"] == "finding" && line["excerpt"].is_string()));
    assert!(lines.iter().any(|line| line["record"] == "tally" && line["rule"] == "R06"));
    let sarif: serde_json::Value = serde_json::from_str(&check(&[ACCOUNTS, "--format", "sarif"]).out).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let result = sarif["runs"][0]["results"].as_array().expect("results").iter().find(|one| one["ruleId"] == "R02");
    let result = result.expect("the finding of R02");
    assert_eq!(result["level"], "error");
    assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].is_u64());
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"], "R02");
    let csv = check(&[ACCOUNTS, "--format", "csv", "--rule", "R02"]).out;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    let page = check(&[ACCOUNTS, "--format", "html"]).out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("default-src 'none'") && page.contains("9.86"));
}

#[test]
fn the_same_bytes_come_out_every_time() {
    for format in ["text", "jsonl", "csv", "sarif"] {
        let once = check(&["fengtai-2020-2024", "--format", format]);
        assert_eq!(once.out, check(&["fengtai-2020-2024", "--format", format]).out);
    }
}

#[test]
fn what_a_document_prints_stays_text_on_the_page() {
    let folder = tempfile::tempdir().expect("a directory");
    let hostile = fs::read_to_string(root().join(ACCOUNTS)).expect("our transcription");
    let hostile = hostile.replace("优化失业人员档案管理服务经费", "<script>alert(1)</script>\u{1b}[31m");
    fs::write(folder.path().join("hostile.txt"), hostile).expect("a file");
    let page = jixiao(folder.path(), &["check", "hostile.txt", "--format", "html"]).out;
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "a tag came through");
    let text = jixiao(folder.path(), &["check", "hostile.txt"]).out;
    assert!(!text.contains('\u{1b}'), "an escape sequence came through");
}

#[test]
fn an_accepted_finding_no_longer_fails_and_covers_no_more_than_it_says() {
    let folder = tempfile::tempdir().expect("a directory");
    let id = id_of_project_12();
    let accepted = |name: &str, difference: &str, more: &str| {
        let path = folder.path().join(name);
        let entry =
            format!("[[accepted]]\nid = \"{id}\"\nmost_difference = \"{difference}\"\nevidence = \"更正说明\"\n{more}");
        fs::write(&path, entry).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let enough = check(&[ACCOUNTS, "--rule", "R02", "--accepted", &accepted("enough.toml", "0.12", "")]);
    assert_eq!(enough.code, 0, "{}", enough.out);
    assert!(enough.out.contains("已认可：更正说明"), "{}", enough.out);
    let short = check(&[ACCOUNTS, "--rule", "R02", "--accepted", &accepted("short.toml", "0.1", "")]);
    assert_eq!(short.code, 1);
    assert!(short.err.contains("accepted up to a difference of 0.1"), "{}", short.err);
    let twice = format!("[[accepted]]\nid = \"{id}\"\nmost_difference = \"1\"\nevidence = \"x\"\n");
    let twice = check(&[ACCOUNTS, "--accepted", &accepted("twice.toml", "1", &twice)]);
    assert_eq!(twice.code, 2);
    let unknown = check(&[ACCOUNTS, "--accepted", &accepted("key.toml", "1", "reason = \"x\"\n")]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    assert!(unknown.err.contains("reason"), "{}", unknown.err);
}

/// A pipeline of our own beside the documents, with `more` at its top.
fn pipeline(folder: &Path, more: &str) -> String {
    fs::create_dir_all(folder.join("data")).expect("a directory");
    fs::copy(root().join(ACCOUNTS), folder.join("data/accounts.txt")).expect("a copy");
    let text =
        format!("{more}title = {{ zh = \"问\", en = \"question\" }}\n\n[[source]]\nfiles = [\"data/accounts.txt\"]\n");
    fs::write(folder.join("question.toml"), text).expect("a file");
    folder.join("question.toml").to_string_lossy().into_owned()
}

#[test]
fn disputed_figures_are_marked_and_left_out_where_only_trusted_ones_are_asked_for() {
    let folder = tempfile::tempdir().expect("a directory");
    let table = |more: &str, name: &str| {
        let path = pipeline(folder.path(), more);
        jixiao(folder.path(), &["table", &path, name, "--json"]).out
    };
    let project_12 = |json: &str| -> serde_json::Value {
        let rows: Vec<serde_json::Value> = serde_json::from_str(json).expect("rows");
        rows.into_iter().find(|row| row["ordinal"] == 12).expect("project 12")
    };
    let printed = project_12(&table("", "projects"));
    assert_eq!(printed["is_disputed"], true);
    assert!(printed["disputed"].as_str().expect("names").contains("execution_score"));
    assert_eq!(printed["execution_score"], "9.86");
    let trusted = project_12(&table("trusted = true\n", "projects"));
    assert!(trusted["execution_score"].is_null() && trusted["is_disputed"] == true, "{trusted}");
    assert!(table("", "findings").contains("R02"));
    assert!(table("", "checks").contains("R06"));
    let path = pipeline(folder.path(), "trusted = true\n");
    let out = folder.path().join("out");
    let ran = jixiao(folder.path(), &["run", &path, "--out", &out.to_string_lossy()]);
    assert!(ran.out.contains("已全部剔除"), "{}\n{}", ran.out, ran.err);
    let report = fs::read_to_string(out.join("report.md")).expect("the report");
    assert!(report.contains("已全部剔除"));
}

#[test]
fn a_pipeline_says_which_rules_run_and_what_it_says_wrong_has_its_place() {
    let folder = tempfile::tempdir().expect("a directory");
    let check = |more: &str| {
        let path = pipeline(folder.path(), "");
        let text = fs::read_to_string(&path).expect("the pipeline");
        fs::write(&path, format!("{text}\n[check]\n{more}\n")).expect("a file");
        jixiao(folder.path(), &["check", &path])
    };
    let both = check("skip = [\"R02\"]\nrules = [\"R02\"]");
    assert!(both.code == 2 && both.err.contains(", line ") && both.err.contains("chosen or skipped"), "{}", both.err);
    let only = check("rules = [\"R02\"]");
    assert!(only.code == 1 && !only.out.contains("R06"), "{}", only.out);
    let unknown = check("rules = [\"R98\"]");
    assert!(unknown.code == 2 && unknown.err.contains("R98"), "{}", unknown.err);
    let key = check("tolerance = 5");
    assert!(key.code == 2 && key.err.contains("tolerance"), "{}", key.err);
}
