//! A run as a whole: the same bytes every time, nothing half written, nothing lost.

use crate::program::{files, jixiao, names, program, project, ran, repository};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn run(folder: &Path, args: &[&str]) -> String {
    let ran = jixiao(folder, &[&["run", "example"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

fn manifest(folder: &Path) -> serde_json::Value {
    let text = fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_manifest_names_every_file_with_its_checksum() {
    let folder = project();
    run(folder.path(), &[]);
    let manifest = manifest(&folder.path().join("out/example"));
    let on_disk: BTreeMap<String, Vec<u8>> = files(folder.path()).into_iter().collect();
    let mut listed = vec!["out/example/manifest.json".to_owned()];
    for entry in ["inputs", "outputs"].iter().flat_map(|part| manifest[*part].as_array().expect("a list")) {
        let name = entry["file"].as_str().expect("a name");
        let bytes = on_disk.get(name).unwrap_or_else(|| panic!("{name} is not there"));
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry["sha256"], sum, "{name}");
        listed.push(name.to_owned());
    }
    listed.push("pipelines/example.toml".to_owned());
    listed.sort();
    assert_eq!(listed, names(folder.path()), "no file is left over and none is forgotten");
}

#[test]
fn equal_runs_give_equal_bytes_wherever_and_on_any_number_of_threads() {
    let (one, other) = (project(), project());
    run(one.path(), &[]);
    let from_elsewhere = program(&repository())
        .arg("run")
        .arg(other.path().join("pipelines/example.toml"))
        .env("RAYON_NUM_THREADS", "1")
        .output();
    assert_eq!(ran(from_elsewhere.expect("it runs")).code, 0);
    assert!(files(one.path()) == files(other.path()), "the two directories differ");
}

#[test]
fn out_moves_everything_and_touches_nothing_else() {
    let folder = project();
    let before = names(folder.path());
    run(folder.path(), &["--out", "elsewhere"]);
    let written: Vec<String> = names(folder.path()).into_iter().filter(|name| !before.contains(name)).collect();
    assert!(written.iter().all(|name| name.starts_with("elsewhere/")), "{written:?}");
    for name in ["report.md", "report.html", "manifest.json", "charts/budget_path.zh.svg", "tables/projects.parquet"] {
        assert!(written.contains(&format!("elsewhere/{name}")), "{name}");
    }
}

#[test]
fn a_run_replaces_its_own_files_and_no_others() {
    let folder = project();
    run(folder.path(), &[]);
    let mine = folder.path().join("charts/example/mine.txt");
    let edited = folder.path().join("charts/example/score_waterfall.csv");
    fs::write(&mine, "mine").expect("written");
    fs::write(&edited, "edited by hand").expect("written");
    let pipeline = folder.path().join("pipelines/example.toml");
    let text = fs::read_to_string(&pipeline).expect("there").replace("[[chart]]\nkind = \"score_waterfall\"\n", "");
    fs::write(&pipeline, text).expect("written");
    run(folder.path(), &[]);
    assert!(mine.exists(), "a file of somebody else's stays");
    assert!(edited.exists(), "a file that was changed since stays");
    assert!(!folder.path().join("charts/example/score_waterfall.zh.svg").exists(), "a chart of the earlier run goes");
    assert!(names(folder.path()).iter().all(|name| !name.contains("staging")), "no trace of writing is left");
}

#[test]
fn a_run_that_cannot_write_leaves_the_earlier_outputs_whole() {
    let folder = project();
    run(folder.path(), &[]);
    let target = folder.path().join("charts/example/budget_path.zh.svg");
    fs::remove_file(&target).expect("removed");
    fs::create_dir(&target).expect("made");
    let data = folder.path().join("data/example-2024.txt");
    let changed = fs::read_to_string(&data).expect("there").replace("72.10", "70.10");
    fs::write(&data, changed).expect("written");
    let before = files(folder.path());
    let again = jixiao(folder.path(), &["run", "example"]);
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(
        again.err.contains("budget_path.zh.svg: expected a file or nothing here, found a directory"),
        "{}",
        again.err
    );
    assert!(files(folder.path()) == before, "something was changed");
}

#[test]
fn the_page_stands_alone() {
    let folder = project();
    let data = folder.path().join("data/example-2024.txt");
    let hostile =
        fs::read_to_string(&data).expect("there").replace("流动图书车运行", "<script>alert(1)</script>&\"车\"");
    fs::write(&data, hostile).expect("written");
    run(folder.path(), &[]);
    let page = fs::read_to_string(folder.path().join("out/example/report.html")).expect("a page");
    assert!(page.contains("<meta charset=\"utf-8\">"));
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains("<script>alert"), "a name of a project is not markup");
    let fetched = ["src=\"http", "href=\"http", "url(http", "@import"];
    assert!(fetched.iter().all(|sign| !page.contains(sign)), "the page fetches nothing");
    assert_eq!(page.matches("<script>").count(), 1);
}

#[test]
fn a_card_names_its_document_and_guards_it() {
    let folder = project();
    let card = "producer = \"示例区图书馆\"\ntitle = \"自评表\"\nsha256 = \"00\"\n";
    fs::write(folder.path().join("data/example-2024.txt.toml"), card).expect("written");
    let ran = jixiao(folder.path(), &["run", "example", "--fail-on", "doubt"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("doubt: data/example-2024.txt: the card expects sha256 `00`, found `"), "{}", ran.err);
    let chart = fs::read_to_string(folder.path().join("charts/example/budget_path.zh.svg")).expect("a chart");
    assert!(chart.contains("示例区图书馆《自评表》"));
    let manifest = manifest(&folder.path().join("out/example"));
    assert!(manifest["inputs"][0]["card_sha256"].is_string());
}

#[test]
fn years_keep_only_what_is_asked_about() {
    let folder = project();
    let pipeline = folder.path().join("pipelines/example.toml");
    let text = fs::read_to_string(&pipeline).expect("there").replace("# years = [2024]", "years = [2019]");
    fs::write(&pipeline, text).expect("written");
    let ran = jixiao(folder.path(), &["table", "example", "projects", "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("expected records of [2019], found those of [2024] only"), "{}", ran.err);
}

#[test]
fn the_main_job_gives_the_figures_of_the_issue() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let out = folder.path().to_string_lossy().into_owned();
    let ran = jixiao(&repository(), &["run", "pipelines/fengtai-2020-2024.toml", "--out", &out, "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let cell = |row: usize, name: &str| told["headline"][row][name].as_str().unwrap_or_default().to_owned();
    assert_eq!((cell(0, "adjusted_wan"), cell(0, "executed_wan")), ("1281.272".into(), "1140.618483".into()));
    assert_eq!((cell(1, "adjusted_wan"), cell(1, "executed_wan")), ("1863.671159".into(), "1863.671159".into()));
    assert_eq!((cell(0, "mean_score"), cell(1, "mean_score")), ("98.182".into(), "99.6875".into()));
    assert_eq!((cell(0, "lost_points"), cell(1, "lost_points")), ("27.27".into(), "2.5".into()));
    assert_eq!(told["headline"][0]["missing_initial_n"], 4);
    assert_eq!((&told["headline"][0]["full_n"], &told["headline"][1]["full_n"]), (&1.into(), &6.into()));
    let sums = &told["reconciliation"][0];
    assert_eq!(
        (&sums["forms_executed_wan"], &sums["accounts_project_expenditure_wan"]),
        (&"1140.618483".into(), &"1140.63".into())
    );
    assert_eq!(sums["agrees"], true);
    // What is committed is what the pipeline draws, to the byte: a changed number shows in review.
    let committed = repository().join("charts/fengtai-2020-2024");
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder of charts");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with(".png"));
        names.sort();
        names
    };
    let again = "run `cargo run --release -- run pipelines/fengtai-2020-2024.toml` and commit charts/";
    let found: Vec<String> = names(&committed);
    for name in &found {
        let same =
            fs::read(committed.join(name)).expect("a chart") == fs::read(find(folder.path(), name)).expect("a chart");
        assert!(same, "{name} is not what the pipeline draws; {again}");
    }
    assert_eq!(found.len(), 24, "8 charts in two languages and their tables");
}

/// The file of this name below `folder`.
fn find(folder: &Path, name: &str) -> std::path::PathBuf {
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder").flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else if entry.file_name().to_string_lossy() == name
                && !entry.path().to_string_lossy().contains("/tables/")
            {
                return entry.path();
            }
        }
    }
    panic!("{name} was not written below {}", folder.display());
}

#[test]
fn a_list_where_a_table_is_meant_is_refused() {
    let folder = project();
    let title = "title = { zh = \"一\", en = \"one\" }\n";
    let source = "[[source]]\nfiles = [\"data/*.txt\"]\n";
    let tried = [
        format!("{title}output = []\n{source}"),
        format!("{title}check = []\n{source}"),
        format!("title = [\"一\", \"one\"]\n{source}"),
        format!("{title}source = [[[\"data/*.txt\"], [2024]]]\n"),
        format!("{title}chart = [[\"trust\"]]\n{source}"),
    ];
    for text in &tried {
        fs::write(folder.path().join("pipelines/odd.toml"), text).expect("written");
        let ran = jixiao(folder.path(), &["run", "odd"]);
        assert!(ran.code == 2 && ran.err.contains("expected a table with keys"), "{text}: {}", ran.err);
    }
    fs::write(folder.path().join("pipelines/odd.toml"), format!("{title}[output]\n{source}")).expect("written");
    let ran = jixiao(folder.path(), &["run", "odd"]);
    assert_eq!(ran.code, 0, "a table without keys says nothing wrong: {}", ran.err);
    assert!(!ran.err.contains("charts in"), "no chart was asked for: {}", ran.err);
}
