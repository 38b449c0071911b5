//! What a command says of the documents it could not read, and of what cannot be: exit codes, counts, and
//! places, in whatever way a folder or a pipeline is wrong.

use crate::program::{Ran, jixiao, repository};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TEXT: &str = "data/raw/fengtai/2024-social-insurance-self-evaluation.txt";

/// A folder `in` with one document and `refused` that cannot be read.
fn folder(refused: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    fs::create_dir(folder.path().join("in")).expect("made");
    fs::copy(repository().join(TEXT), folder.path().join("in/a.txt")).expect("copied");
    let encrypted = fs::read(repository().join("tests/cases/documents/encrypted.pdf")).expect("a fixture");
    for at in 0..refused {
        // Each with bytes of its own, else they would be one document.
        let bytes = [&encrypted[..], format!("\n%{at}").as_bytes()].concat();
        fs::write(folder.path().join(format!("in/b{at:02}.pdf")), bytes).expect("written");
    }
    folder
}

fn last(ran: &Ran) -> &str {
    ran.err.lines().last().unwrap_or_default()
}

#[test]
fn every_refused_document_is_told_counted_and_remembered() {
    let folder = folder(25);
    let root = folder.path();
    let line = "26 files: 1 read, 25 refused, 0 skipped";
    for args in [
        &["run", "in", "--out", "out"][..],
        &["table", "in", "projects", "--csv"],
        &["check", "in"],
        &["records", "in"],
    ] {
        let ran = jixiao(root, args);
        assert_eq!((ran.code, last(&ran)), (2, line), "{args:?}: {}", ran.err);
        let told = ran.err.lines().filter(|told| told.starts_with("refused: in/b")).count();
        assert_eq!(told, 25, "{args:?}: the limit of messages is none of refusals: {}", ran.err);
    }
    let ingest = jixiao(root, &["ingest", "in", "--store", "store"]);
    assert!(ingest.code == 2 && ingest.err.contains("1 new, 0 changed, 0 unchanged, 25 refused"), "{}", ingest.err);
    let stored = jixiao(root, &["table", "store", "projects", "--csv"]);
    assert_eq!((stored.code, last(&stored)), (2, line), "{}", stored.err);
    let manifest = fs::read_to_string(root.join("out/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let refused = manifest["documents"].as_array().expect("documents").iter().filter(|one| one["outcome"] == "refused");
    assert_eq!(refused.filter(|one| one["code"] == "pdf-encrypted").count(), 25);
    assert_eq!((&manifest["files"]["read"], &manifest["files"]["refused"]), (&1.into(), &25.into()));
    for name in ["report.md", "report.html"] {
        let report = fs::read_to_string(root.join("out").join(name)).expect("a report");
        assert!(report.contains("26个文件：已读1，未能读取25，跳过0") && report.contains("in/b24.pdf"), "{name}");
    }
}

#[test]
fn a_run_without_any_document_tells_why_of_each() {
    let folder = folder(25);
    fs::remove_file(folder.path().join("in/a.txt")).expect("removed");
    let ran = jixiao(folder.path(), &["run", "in"]);
    assert_eq!(ran.code, 2);
    for at in 0..25 {
        assert!(ran.err.contains(&format!("in/b{at:02}.pdf")), "{}", ran.err);
    }
}

/// A file that is gone between the listing and the reading: the name leads nowhere.
#[test]
fn a_vanished_document_is_in_the_manifest() {
    let folder = folder(0);
    let root = folder.path();
    let ran = jixiao(root, &["run", "in", "no-such.pdf", "--out", "out"]);
    assert_eq!((ran.code, last(&ran)), (2, "2 files: 1 read, 0 refused, 0 skipped, 1 vanished"), "{}", ran.err);
    let manifest = fs::read_to_string(root.join("out/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let gone = manifest["documents"].as_array().expect("documents").iter().find(|one| one["file"] == "no-such.pdf");
    assert_eq!(gone.expect("the vanished one")["outcome"], "vanished");
}

#[test]
fn an_empty_folder_is_said_to_be_empty() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    fs::create_dir(folder.path().join("in")).expect("made");
    for verb in ["check", "records", "run"] {
        let ran = jixiao(folder.path(), &[verb, "in"]);
        assert_eq!(ran.code, 2, "{verb}: {}", ran.err);
        assert!(ran.err.contains("empty"), "{verb}: {}", ran.err);
    }
    fs::write(folder.path().join("in/p.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01").expect("written");
    let ran = jixiao(folder.path(), &["check", "in"]);
    assert_eq!((ran.code, last(&ran)), (2, "1 file: 0 read, 0 refused, 1 skipped"), "{}", ran.err);
}

/// A form whose row of money has no score and whose totals are missing in one of two.
fn form(project: &str, money: &str, total: &str, weight: &str, unit: &str) -> String {
    format!(
        "项目支出绩效自评表\n（2023年度）\n| 项目名称 | {project} |  |  |  |  |  |  |\n\
         | 主管部门 | 某区文化和旅游局 |  |  | 实施单位 | {unit} |  |  |\n\
         | 项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n\
         |  | 年度资金总额 | {money} | 10 | 100% | 10 |\n\
         | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n\
         | 产出指标 | 数量指标 | 举办展览 | ≥12场 | 12场 | {weight} | 50 |  |\n\
         | 效益指标 | 社会效益指标 | 丰富群众文化生活 | 明显 | 明显 | 40 | 40 |  |\n\
         | 总分 |  |  |  |  | {total} |  |\n\n"
    )
}

fn headline(root: &Path) -> serde_json::Value {
    let ran = jixiao(root, &["run", "in", "--json", "--out", "out"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    told["headline"][0].clone()
}

#[test]
fn every_figure_of_the_headline_says_of_how_many_projects_it_is() {
    let folder = folder(0);
    let root = folder.path();
    let unit = "某区文化馆";
    fs::remove_file(root.join("in/a.txt")).expect("removed");
    // One project has money and no readable points.
    fs::write(root.join("in/a.txt"), form("展览", "10 | 10 | 10", " |  ", "50", unit)).expect("written");
    let row = headline(root);
    println!("{row}");
    assert_eq!((&row["n_projects"], &row["points_n"]), (&1.into(), &0.into()), "no 0 beside 10.00 万元");
    assert!(row.get("amounts_n").is_none(), "told only where it differs: {row}");
    // Three projects, two with money, two with points.
    let three = [
        form("展览", "10 | 10 | 10", "100 | 100", "50", unit),
        form("讲座", "20 | 20 | 20", " |  ", "50", unit),
        form("演出", " |  |  ", "100 | 100", "50", unit),
    ];
    fs::write(root.join("in/a.txt"), three.concat()).expect("written");
    let row = headline(root);
    println!("{row}");
    let counts = ["n_projects", "amounts_n", "points_n"].map(|name| row[name].as_u64());
    assert_eq!(counts, [Some(3), Some(2), Some(2)]);
    let report = fs::read_to_string(root.join("out/report.md")).expect("a report");
    assert!(report.contains("其中有预算和执行数的") && report.contains("其中有总分的"), "{report}");
}

#[test]
fn what_cannot_be_is_a_doubt_and_stays_open() {
    let folder = folder(0);
    let root = folder.path();
    let records = |text: &str| {
        fs::write(root.join("in/a.txt"), text).expect("written");
        let ran = jixiao(root, &["records", "in/a.txt"]);
        ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<serde_json::Value>>()
    };
    let doubts = |records: &[serde_json::Value], code: &str| {
        let is_one =
            |one: &&serde_json::Value| one["record"] == "problem" && one["code"] == code && one["severity"] == "doubt";
        records.iter().filter(is_one).cloned().collect::<Vec<_>>()
    };
    let unit = "某区文化馆";
    let sound = records(&form("展览", "10 | 10 | 10", "100 | 100", "50", unit));
    assert!(doubts(&sound, "figure-absurd").is_empty() && doubts(&sound, "name-absurd").is_empty());
    let heavy = records(&form("展览", "10 | 10 | 10", "100 | 100", "3010", unit));
    let found = doubts(&heavy, "figure-absurd");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0]["message"].as_str().unwrap().contains("`3010`") && found[0]["place"]["line"].is_number(),
        "{found:?}"
    );
    let indicator = heavy.iter().find(|one| one["record"] == "indicator").expect("an indicator");
    assert!(indicator["weight"].is_null(), "{indicator}");
    let rich = records(&form("展览", "10 | 99999999999 | 10", "100 | 100", "50", unit));
    assert!(!doubts(&rich, "figure-absurd").is_empty());
    assert!(rich.iter().find(|one| one["record"] == "project").expect("a project")["adjusted_wan"].is_null());
    // Nobody's name: assembled here, and told nowhere.
    let person = ["甲", "乙"].concat();
    let named = records(&form("展览", "10 | 10 | 10", "100 | 100", "50", &format!("{unit}，负责人{person}")));
    let kept = named.iter().find(|one| one["record"] == "project").expect("a project")["unit"].clone();
    let doubted = !doubts(&named, "name-absurd").is_empty();
    assert!(doubted && kept.is_null() || kept == unit, "either cut where the contact begins, or a doubt: {kept}");
    assert!(!format!("{named:?}").contains(&person));
    let long = records(&form("展览", "10 | 10 | 10", "100 | 100", "50", &"某区文化馆分馆".repeat(12)));
    assert_eq!(doubts(&long, "name-absurd").len(), 1);
}

/// The documents at hand hold nothing that cannot be.
#[test]
fn no_real_document_is_called_absurd() {
    let ran = jixiao(&repository(), &["records", "data/raw", "tests/cases/documents"]);
    let mut read = 0;
    for line in ran.out.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        read += usize::from(record["record"] == "project");
        let code = record["code"].as_str().unwrap_or_default();
        assert!(!code.ends_with("-absurd"), "{line}");
    }
    println!("{read} projects");
    assert!(read > 20);
}

const HEAD: &str = "title = { zh = \"一\", en = \"one\" }\n[[source]]\nfiles = [\"in/a.txt\"]\n";

/// Pipelines that are each wrong in one way.
fn wrong() -> Vec<(String, Vec<u8>)> {
    let mut wrong: Vec<(String, Vec<u8>)> = Vec::new();
    let mut put = |name: &str, text: String| wrong.push((name.to_owned(), text.into_bytes()));
    for (key, values) in [
        (
            "title",
            &[
                "1",
                "\"x\"",
                "[1]",
                "{ zh = 1, en = \"x\" }",
                "{ zh = \"x\" }",
                "{ zh = \"x\", en = \"x\", fr = \"x\" }",
            ][..],
        ),
        ("lang", &["1", "\"fr\"", "[]", "{}", "true"]),
        ("labels", &["1", "\"x\"", "[1]", "{}", "[[]]"]),
        ("units", &["1.5", "[true]"]),
        ("store", &["1", "[]", "{}"]),
        ("trusted", &["1", "\"yes\"", "{}"]),
        ("output", &["1", "\"x\"", "{ dir = 1 }", "{ folder = \"x\" }"]),
        (
            "check",
            &[
                "1",
                "{ rules = \"R01\" }",
                "{ rules = [1] }",
                "{ full_points = -1 }",
                "{ full_points = 1.5 }",
                "{ full_points = 99999999999999999999999 }",
                "{ unit_slip_times = \"x\" }",
                "{ rules = [\"R01\"], skip = [\"R01\"] }",
                "{ rules = [\"R99\"] }",
                "{ rule = [] }",
            ],
        ),
        ("prefer", &["1", "[1]", "[\"docs\"]", "\"docx\""]),
        (
            "source",
            &[
                "1",
                "[1]",
                "[{}]",
                "[{ files = 1 }]",
                "[{ files = [1] }]",
                "[{ files = [\"in/a.txt\"], years = 2024 }]",
                "[{ files = [\"in/a.txt\"], years = [\"2024\"] }]",
                "[{ files = [\"in/a.txt\"], prefer = \"docx\" }]",
                "[{ files = [] }]",
            ],
        ),
        (
            "analysis",
            &[
                "1",
                "[1]",
                "[{}]",
                "[{ name = 1 }]",
                "[{ name = \"x\" }]",
                "[{ name = \"scoring_gaps\", by = 1 }]",
                "[{ name = \"scoring_gaps\", aspects = [1] }]",
                "[{ name = \"year_comparison\", base = \"x\" }]",
                "[{ name = \"year_comparison\", resamples = -1 }]",
            ],
        ),
        (
            "chart",
            &["1", "[1]", "[{}]", "[{ kind = 1 }]", "[{ kind = \"x\" }]", "[{ kind = \"score_waterfall\", x = 1 }]"],
        ),
        ("colour", &["1"]),
    ] {
        for value in values {
            let rest: String = match key {
                "title" => HEAD.split_inclusive('\n').skip(1).collect(),
                "source" => HEAD.split_inclusive('\n').take(1).collect(),
                _ => HEAD.to_owned(),
            };
            put(&format!("{key} = {value}"), format!("{key} = {value}\n{rest}"));
        }
    }
    put("no title", HEAD.lines().skip(1).collect::<Vec<_>>().join("\n"));
    put("nothing", String::new());
    put("twice", format!("lang = \"zh\"\nlang = \"en\"\n{HEAD}"));
    put("cut", HEAD[..HEAD.len() - 5].to_owned());
    put("no value", format!("lang =\n{HEAD}"));
    wrong.push(("bad unicode".to_owned(), [b"# \n\xff\xfe\n", HEAD.as_bytes()].concat()));
    wrong.push(("half a sign".to_owned(), [HEAD.as_bytes(), &"# 一".as_bytes()[..4]].concat()));
    wrong
}

#[test]
fn every_fault_of_a_pipeline_has_a_line_and_no_word_of_rust() {
    let folder = folder(0);
    let root = folder.path();
    fs::create_dir(root.join("pipelines")).expect("made");
    let wrong = wrong();
    let mut faults = Vec::new();
    for (name, bytes) in &wrong {
        fs::write(root.join("pipelines/p.toml"), bytes).expect("written");
        let ran = jixiao(root, &["table", "p", "projects", "--csv"]);
        if ran.code != 2 {
            faults.push(format!("{name}: exit {}: {}", ran.code, ran.err));
        }
        for line in ran.err.lines().filter(|line| line.starts_with("error: ")) {
            let place = line.split(": ").nth(1).unwrap_or_default();
            if !place.contains(", line ") {
                faults.push(format!("{name}: no line: {line}"));
            }
            let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            let of_rust = [
                "struct", "i128", "i64", "u32", "Option", "option", "enum", "sequence", "map", "variant", "tuple",
                "Spanned",
            ];
            if let Some(word) = of_rust.iter().find(|word| words.contains(word)) {
                faults.push(format!("{name}: `{word}`: {line}"));
            }
        }
        if !ran.err.starts_with("error: ") && ran.code == 2 {
            faults.push(format!("{name}: told otherwise: {}", ran.err));
        }
    }
    println!("{} pipelines", wrong.len());
    assert!(wrong.len() > 60 && faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
