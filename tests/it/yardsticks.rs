//! Amounts in real terms and per head: worked by hand from made-up deflators and heads, what a missing
//! year leaves empty and says, and bad lines with their place. No index here is anybody's.

use crate::analyses_more::{Row, one, rows};
use crate::program::{jixiao, repository};
use sha2::{Digest as _, Sha256};
use std::fs;
use tempfile::TempDir;

const DEFLATORS: &str =
    "year,index,base_year,source\n2020,100,2020,made up for this test\n2024,112.5,2020,made up for this test\n";
const HEADS: &str = "name,year,persons,source\n*,2020,200,made up for this test\n*,2024,160,made up for this test\n";

/// A project of the two transcriptions whose pipeline says `keys`, and these two files.
fn measured(keys: &str, deflators: &str, heads: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let raw = folder.path().join("raw");
    fs::create_dir_all(&raw).expect("a directory");
    fs::create_dir_all(folder.path().join("pipelines")).expect("a directory");
    for entry in fs::read_dir(repository().join("data/raw/fengtai")).expect("the seeds") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, raw.join(path.file_name().expect("a name"))).expect("copied");
    }
    fs::write(folder.path().join("deflators.csv"), deflators).expect("written");
    fs::write(folder.path().join("heads.csv"), heads).expect("written");
    let pipeline = format!(
        "{keys}\n[title]\nzh = \"试\"\nen = \"try\"\n[[source]]\nfiles = [\"raw/*.txt\"]\n[[analysis]]\nname = \"year_comparison\"\n[[analysis]]\nname = \"year_changes\"\n"
    );
    fs::write(folder.path().join("pipelines/real.toml"), pipeline).expect("written");
    folder
}

const BOTH: &str = "deflators = \"deflators.csv\"\nheads = \"heads.csv\"";

fn table(folder: &TempDir, name: &str) -> Vec<Row> {
    rows(&fs::read(folder.path().join(format!("out/real/tables/{name}.csv"))).expect("a table"))
}

#[test]
fn amounts_stand_in_prices_of_the_base_year_and_per_head() {
    let folder = measured(BOTH, DEFLATORS, HEADS);
    let ran = jixiao(folder.path(), &["run", "real", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("yardstick-missing") && !ran.err.contains("was guessed"), "{}", ran.err);
    for (name, cells) in [
        ("year_comparison", &[("measure", "executed")][..]),
        ("year_changes", &[("measure", "executed"), ("panel", "all")]),
    ] {
        let found = table(&folder, name);
        let row = one(&found, cells);
        assert_eq!(row["price_year"], "2020");
        // 1863.671159 x 100 / 112.5, and less 1140.618483.
        assert_eq!([&*row["base_real_wan"], &*row["other_real_wan"]], ["1140.618483", "1656.596586"], "{name}");
        assert_eq!(row["difference_real_wan"], "515.978103", "{name}: 515.9781027 before rounding");
        // 11,406,184.83 yuan by 200 persons, 18,636,711.59 by 160.
        assert_eq!([&*row["base_per_head_yuan"], &*row["other_per_head_yuan"]], ["57030.92415", "116479.447438"]);
        assert_eq!(row["difference_per_head_yuan"], "59448.523288", "{name}: 59448.5232875 before rounding");
        for row in found.iter().filter(|row| row["measure_unit"] != "wan") {
            assert!(row["other_real_wan"].is_empty() && row["other_per_head_yuan"].is_empty(), "{row:?}");
        }
    }
    let manifest = fs::read_to_string(folder.path().join("out/real/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    for (key, text) in [("deflators", DEFLATORS), ("heads", HEADS)] {
        let sum: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(manifest[key]["file"], format!("{key}.csv"));
        assert_eq!(manifest[key]["sha256"], sum);
    }
}

#[test]
fn groups_have_the_persons_of_their_own_name_or_none() {
    let heads = "name,year,persons,source\n北京市丰台区人力资源公共服务中心,2020,50,made up for this test\n*,2020,200,made up for this test\n*,2024,160,made up for this test\n";
    let folder = measured(BOTH, DEFLATORS, heads);
    let pipeline = folder.path().join("pipelines/real.toml");
    let text = fs::read_to_string(&pipeline).expect("a pipeline");
    let by = text.replace("\"year_comparison\"", "\"year_comparison\"\nby = [\"department\", \"unit\"]");
    fs::write(&pipeline, by).expect("written");
    let ran = jixiao(folder.path(), &["run", "real", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = table(&folder, "year_comparison");
    let per_head = |level: &str| -> Vec<&str> {
        let rows = found.iter().filter(|row| row["level"] == level && row["measure"] == "executed");
        rows.map(|row| row["base_per_head_yuan"].as_str()).collect()
    };
    assert_eq!(per_head("all"), ["57030.92415"]);
    assert!(per_head("department").iter().all(|cell| cell.is_empty()), "no list tells the persons of a department");
    assert_eq!(per_head("department/unit").iter().filter(|cell| !cell.is_empty()).count(), 1);
}

#[test]
fn a_missing_year_is_said_and_counted() {
    let short = "year,index,base_year,source\n2020,100,2020,made up for this test\n";
    let folder = measured(BOTH, short, HEADS);
    let ran = jixiao(folder.path(), &["run", "real", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = table(&folder, "year_comparison");
    let row = one(&found, &[("measure", "executed")]);
    assert_eq!(
        [&*row["base_real_wan"], &*row["other_real_wan"], &*row["difference_real_wan"]],
        ["1140.618483", "", ""]
    );
    let lacking = found.iter().filter(|row| row["measure_unit"] == "wan").count();
    let said = format!("no index for 2024: {lacking} amounts of year_comparison have no real terms");
    assert!(lacking >= 4 && ran.err.contains(&said), "{}", ran.err);
    let report = fs::read_to_string(folder.path().join("out/real/report.md")).expect("a report");
    assert!(report.contains("deflators.csv"), "it stands among the problems of the report");
}

#[test]
fn bad_lines_are_told_at_their_place_and_end_the_run() {
    let bad = "year,index,base_year,source\n2020,99,2020,made up\n2021,-3,2020,made up\n20x2,101,2020,made up\n2023,101,2019,\n2023,101,2020,made up\n";
    let heads = "unit,year,persons,source\nA,2020,3,made up\n";
    let folder = measured(BOTH, bad, heads);
    let ran = jixiao(folder.path(), &["run", "real", "--lang", "en"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    for said in [
        "deflators.csv, line 2: expected 100 for the base year, found 99",
        "deflators.csv, line 3: expected a number above zero, found `-3`",
        "deflators.csv, line 4: expected a year, found `20x2`",
        "deflators.csv, line 5: expected a source, found nothing",
        "deflators.csv, line 5: expected the base year 2020, found 2019",
        "deflators.csv, line 6: expected each year once, found 2023 again",
        "heads.csv, line 1: expected the four columns name,year,persons,source, found `unit,year,persons,source`",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    let gone = measured("deflators = \"nowhere.csv\"", DEFLATORS, HEADS);
    let ran = jixiao(gone.path(), &["run", "real", "--lang", "en"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("nowhere.csv"), "{}", ran.err);
}
