//! Sums at every level: against the exact results of the reckoning that stood before polars, against
//! the sums beside a made-up panel of many units and years, and by every dimension.

use crate::seeds::decimal;
use jixiao::analyses::Analysis;
use jixiao::documents;
use jixiao::records::{self, Labels, Reading};
use jixiao::tables::{Tables, store};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

type Row = BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

fn ask(analysis: Analysis, tables: &Tables, params: &str) -> Vec<Row> {
    let params: toml::Table = params.parse().expect("parameters");
    rows(&store::csv(&analysis.run(tables, params).expect("a table")).expect("csv"))
}

fn read(path: &Path, name: &str, labels: &Labels) -> Reading {
    let bytes = std::fs::read(path).expect("a file");
    records::read(&documents::read(name, &bytes).expect("a document"), labels)
}

fn fengtai() -> Tables {
    let labels = Labels::built_in().expect("labels");
    let files = ["2020-hr-service-final-accounts.txt", "2024-social-insurance-self-evaluation.txt"];
    let read = |file: &&str| {
        let name = format!("data/raw/fengtai/{file}");
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(&name), &name, &labels)
    };
    Tables::from_readings(&files.iter().map(read).collect::<Vec<_>>()).expect("tables")
}

/// `tests/cases/analyses/exact` holds what the analyses said when they were loops over decimals of 28
/// digits, by year and unit; `year_comparison` what it says since its intervals and verdicts were mended.
#[test]
fn every_figure_is_the_one_of_the_earlier_exact_reckoning() {
    let tables = fengtai();
    let mut cells = 0;
    for analysis in Analysis::ALL {
        let path = format!("{}/tests/cases/analyses/exact/{}.csv", env!("CARGO_MANIFEST_DIR"), analysis.name());
        // Analyses that are younger than that reckoning are reckoned anew in their own tests.
        let Ok(earlier) = std::fs::read(&path).map(|bytes| rows(&bytes)) else { continue };
        let mut now = ask(*analysis, &tables, "");
        now.retain(|row| row.get("basis").is_none_or(|basis| basis != "initial_moved"));
        if *analysis != Analysis::YearComparison {
            now.retain(|row| row["level"].starts_with("year/unit"));
        }
        assert_eq!(now.len(), earlier.len(), "{}", analysis.name());
        for (now, earlier) in now.iter().zip(&earlier) {
            for (name, cell) in earlier {
                let renamed = if *analysis == Analysis::ScoringGaps && name == "level" { "aspect" } else { name };
                // A unit's row holds all its projects, whatever department they name.
                if let Some(found) = now.get(renamed) {
                    assert_eq!(found, cell, "{}: {name} of {earlier:?}", analysis.name());
                    cells += 1;
                } else {
                    assert_eq!((name.as_str(), *analysis), ("department", Analysis::ExecutionDistribution));
                }
            }
        }
    }
    println!("{cells} cells are those of the earlier reckoning");
    assert!(cells > 4_300);
}

#[test]
fn wider_levels_come_first_and_leave_their_dimensions_empty() {
    let mut rows = ask(Analysis::ExecutionDistribution, &fengtai(), "");
    rows.retain(|row| row["basis"] != "initial_moved");
    let heads: Vec<[&str; 4]> =
        rows.iter().map(|row| ["level", "year", "basis", "n"].map(|name| &*row[name])).collect();
    assert_eq!(heads[0], ["all", "", "adjusted", "23"]);
    assert_eq!(heads[1], ["all", "", "initial", "19"]);
    assert_eq!(heads[2], ["year", "2020", "adjusted", "15"]);
    assert_eq!(heads[6], ["year/unit", "2020", "adjusted", "15"]);
    assert!(rows[..6].iter().all(|row| row["unit"].is_empty()));
    let all = &rows[0];
    assert_eq!((&*all["executed_wan"], &*all["budget_wan"]), ("3004.289642", "3144.943159"));
}

#[test]
fn an_answer_is_grouped_by_any_dimension_its_rows_have() {
    let tables = fengtai();
    let by = |by: &str| ask(Analysis::ExecutionDistribution, &tables, &format!("by = [{by}]"));
    for dimension in ["year", "department", "unit", "place", "kind", "form", "purpose", "source", "size_band"] {
        let rows = by(&format!("\"{dimension}\""));
        assert!(rows.iter().any(|row| row["level"] == dimension && row.contains_key(dimension)), "{dimension}");
        let sum = |level: &str| -> u32 {
            let own = rows.iter().filter(|row| row["level"] == level && row["basis"] == "adjusted");
            own.map(|row| row["n"].parse::<u32>().expect("a count")).sum()
        };
        assert_eq!(sum("all"), sum(dimension), "{dimension}");
    }
    let printed = by("\"size_band\"").into_iter().filter(|row| row["basis"] == "adjusted");
    let bands: Vec<String> = printed.map(|row| row["size_band"].clone()).collect();
    assert_eq!(bands, ["", "under_10", "10_to_50", "50_to_100", "100_to_500", "1000_to_5000"]);
    assert!(by("").iter().all(|row| row["level"] == "all"));
    let gaps = ask(Analysis::ScoringGaps, &tables, "by = [\"level2\"]\naspects = [\"level2\"]");
    assert!(gaps.iter().any(|row| row["level"] == "level2" && row["level2"] == "数量"));
}

#[test]
fn a_dimension_that_rows_do_not_have_is_refused_with_those_they_have() {
    let params: toml::Table = "by = [\"level2\"]".parse().expect("toml");
    let problem = Analysis::ExecutionDistribution.check(params).expect_err("refused");
    assert!(problem.message().contains("found `level2`"), "{}", problem.message());
    assert!(problem.message().contains("year, department, unit"), "{}", problem.message());
    let twice: toml::Table = "by = [\"unit\", \"unit\"]".parse().expect("toml");
    assert!(Analysis::ScoringGaps.check(twice).expect_err("refused").message().contains("each dimension once"));
    let years: toml::Table = "by = [\"year\"]".parse().expect("toml");
    assert!(Analysis::YearComparison.check(years).expect_err("refused").message().contains("side by side"));
    let unknown: toml::Table = "where = { yaer = 2020 }".parse().expect("toml");
    assert!(Analysis::ScoringGaps.check(unknown).expect_err("refused").message().contains("unknown field `yaer`"));
    let text: toml::Table = "where = { year = \"2020\" }".parse().expect("toml");
    assert!(Analysis::ScoringGaps.check(text).expect_err("refused").message().contains("a year or a list of years"));
}

#[test]
fn where_keeps_the_rows_it_names() {
    let tables = fengtai();
    let rows = ask(Analysis::ExecutionDistribution, &tables, "by = []\nwhere = { year = 2024 }");
    assert_eq!((rows.len(), &*rows[0]["n"], &*rows[0]["executed_wan"]), (2, "8", "1863.671159"));
    let rows = ask(Analysis::ScoringGaps, &tables, "where = { level1 = \"产出指标\" }\naspects = [\"level1\"]");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["level1"] == "产出"));
    let none = ask(Analysis::ExecutionDistribution, &tables, "where = { unit = [\"没有这个单位\"] }");
    assert!(none.is_empty());
}

/// Where the generator of panels lies, on machines that have it.
fn generator() -> Option<std::path::PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tools/make_panel.py");
    path.exists().then_some(path)
}

fn panel(folder: &Path, units: &str) -> Option<Tables> {
    let made = Command::new("python3").arg(generator()?).arg(folder).args(["--units", units]).status();
    assert!(made.is_ok_and(|status| status.success()), "the panel could not be made");
    let labels = Labels::built_in().expect("labels");
    let mut readings = Vec::new();
    for year in 2020..=2024 {
        let raw = folder.join(format!("raw/{year}"));
        let mut files: Vec<_> =
            std::fs::read_dir(raw).expect("a folder").map(|file| file.expect("a file").path()).collect();
        files.sort();
        readings.extend(files.iter().map(|file| read(file, &file.to_string_lossy(), &labels)));
    }
    Some(Tables::from_readings(&readings).expect("tables"))
}

/// `cell` of the one row that has `key`.
fn at<'a>(index: &'a BTreeMap<Vec<String>, Row>, key: &[&str], cell: &str) -> &'a str {
    let key: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
    &index.get(&key).unwrap_or_else(|| panic!("no row {key:?}"))[cell]
}

fn index(rows: Vec<Row>, keys: &[&str]) -> BTreeMap<Vec<String>, Row> {
    let count = rows.len();
    let index: BTreeMap<_, _> =
        rows.into_iter().map(|row| (keys.iter().map(|k| row[*k].clone()).collect(), row)).collect();
    assert_eq!(index.len(), count, "a key stands twice");
    index
}

#[test]
fn every_sum_of_a_panel_is_the_truth_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(tables) = panel(folder.path(), "42") else {
        println!("left out: ../shared/tools/make_panel.py is not here");
        return;
    };
    let truth = |name: &str| rows(&std::fs::read(folder.path().join("truth").join(name)).expect("truth"));
    let mut compared = 0;
    let mut same = |found: &str, truth: &str, what: &str| {
        assert_eq!(decimal(found), decimal(truth), "{what}");
        compared += 1;
    };
    for (file, dimension) in
        [("by_year.csv", None), ("by_unit.csv", Some("unit")), ("by_department.csv", Some("department"))]
    {
        let by = dimension.map_or("\"year\"".to_owned(), |one| format!("\"year\", \"{one}\""));
        let level = dimension.map_or("year".to_owned(), |one| format!("year/{one}"));
        let keys: Vec<&str> = ["level", "year"].into_iter().chain(dimension).collect();
        let of =
            |analysis, own: &[&str]| index(ask(analysis, &tables, &format!("by = [{by}]")), &[&keys[..], own].concat());
        let money = of(Analysis::ExecutionDistribution, &["basis"]);
        let gaps = of(Analysis::ScoringGaps, &["aspect", "level1", "level2", "label"]);
        let truth = truth(file);
        let found = money.keys().filter(|key| key[0] == level && key.last().is_some_and(|basis| basis == "adjusted"));
        assert_eq!(found.count(), truth.len(), "{file}: groups");
        for row in truth {
            let key: Vec<&str> = keys.iter().map(|key| if *key == "level" { &*level } else { &*row[*key] }).collect();
            let cell = |index, own: &[&str], name| at(index, &[&key[..], own].concat(), name);
            let what = format!("{file} {key:?}");
            same(cell(&money, &["adjusted"], "n"), &row["n"], &what);
            same(cell(&money, &["adjusted"], "budget_wan"), &row["adjusted"], &what);
            same(cell(&money, &["adjusted"], "executed_wan"), &row["executed"], &what);
            same(cell(&money, &["initial"], "missing"), &row["no_initial"], &what);
            let some = row["no_initial"] != row["n"];
            if some {
                same(cell(&money, &["initial"], "budget_wan"), &row["initial"], &what);
                same(cell(&money, &["initial"], "executed_wan"), &row["executed_with_initial"], &what);
            }
            let total = ["total", "", "", "总分"];
            same(cell(&gaps, &total, "earned_points"), &row["score"], &what);
            same(cell(&gaps, &total, "lost_points"), &row["lost"], &what);
            same(cell(&gaps, &total, "full_n"), &row["full"], &what);
            same(cell(&gaps, &["execution", "", "", "预算执行"], "lost_points"), &row["lost_execution"], &what);
        }
    }
    let gaps = ask(Analysis::ScoringGaps, &tables, "by = [\"year\"]\naspects = [\"level2\"]");
    let gaps = index(gaps.into_iter().filter(|row| row["level"] == "year").collect(), &["year", "level1", "level2"]);
    let bare = |name: &str| match name.trim_end_matches("指标") {
        "服务对象满意度" => "服务对象满意度".to_owned(),
        name => name.to_owned(),
    };
    for row in truth("by_level2.csv") {
        let key = [row["year"].clone(), bare(&row["level1"]), bare(&row["level2"])];
        let key: Vec<&str> = key.iter().map(String::as_str).collect();
        same(at(&gaps, &key, "n"), &row["n"], "by_level2.csv");
        same(at(&gaps, &key, "attainable_points"), &row["weight"], "by_level2.csv");
        same(at(&gaps, &key, "lost_points"), &row["lost"], "by_level2.csv");
    }
    println!("{compared} sums are those of the panel's truth");
    assert!(compared > 1_500);
    the_whole_is_the_sum_of_its_units(&tables);
}

/// Beside the truth: what stands at one level is the sum of what stands below it.
fn the_whole_is_the_sum_of_its_units(tables: &Tables) {
    let rows = ask(Analysis::ExecutionDistribution, tables, "");
    let sum = |level: &str| -> Decimal {
        let own = rows.iter().filter(|row| row["level"] == level && row["basis"] == "adjusted");
        own.map(|row| decimal(&row["executed_wan"])).sum()
    };
    assert_eq!([sum("year"), sum("year/unit")], [sum("all"); 2]);
    assert!(sum("all") > decimal("1000"));
}
