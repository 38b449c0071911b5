//! The committed panel: that it says it is made up wherever it is shown, that what is committed is what the
//! pipeline draws, and that its departments add up to what an independent count of its projects gives.

use crate::analyses_more::{Row, one, rows};
use crate::program::{jixiao, repository};
use crate::seeds::decimal;
use jixiao::charts::Kind;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const PIPELINE: &str = "made-up-panel-2020-2024";

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".png"))
        .collect()
}

#[test]
fn the_panel_is_drawn_as_committed_and_says_that_it_is_made_up() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let out = folder.path().to_string_lossy().into_owned();
    let ran = jixiao(&repository(), &["run", PIPELINE, "--out", &out, "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Made-up sample"), "{}", ran.out);
    let (committed, drawn) = (repository().join("charts").join(PIPELINE), folder.path().join("charts"));
    assert_eq!(names(&committed), names(&drawn));
    assert_eq!(names(&committed).len(), Kind::ALL.len() * 3, "every kind of chart, in two languages, with its table");
    for name in names(&committed) {
        let (before, now) =
            (fs::read(committed.join(&name)).expect("a chart"), fs::read(drawn.join(&name)).expect("a chart"));
        assert!(
            before == now,
            "{name} is not what the pipeline draws; run `cargo run -- run {PIPELINE}` and commit charts/"
        );
        if let Some(said) = [(".zh.svg", "数据全部虚构"), (".en.svg", "all data are made up")]
            .into_iter()
            .find_map(|(end, said)| name.ends_with(end).then_some(said))
        {
            let text = String::from_utf8(now).expect("an SVG is text");
            assert!(text.contains(said), "{name} does not say that its data are made up");
        }
    }
    departments_add_up(&folder.path().join("tables"));
}

/// Sums by department against sums over the rows of projects and indicators.
fn departments_add_up(tables: &Path) {
    let read = |name: &str| rows(&fs::read(tables.join(format!("{name}.csv"))).expect("a table"));
    let mut spent: BTreeMap<[String; 2], Decimal> = BTreeMap::new();
    for project in read("projects") {
        let key = [project["year"].clone(), project["department_canonical"].clone()];
        *spent.entry(key).or_default() += decimal(&project["executed_wan"]);
    }
    assert_eq!(spent.len(), 25, "five departments in five years");
    let shares = read("spending_shares");
    for ([year, department], sum) in &spent {
        let of_purpose = |row: &&Row| {
            let is_there =
                row["level"] == "year/department" && row["year"] == *year && row["department"] == *department;
            is_there && row["view"] == "purpose" && !row["amount_wan"].is_empty()
        };
        let found: Vec<&Row> = shares.iter().filter(of_purpose).collect();
        let total: Decimal = found.iter().map(|row| decimal(&row["amount_wan"])).sum();
        assert_eq!(total, *sum, "{year} {department}");
        let whole: Decimal = found.iter().map(|row| decimal(&row["share_pct"])).sum();
        assert_eq!(whole.round_dp(6), Decimal::ONE_HUNDRED, "{year} {department}: the bar is 100 %");
    }
    let mut lost: BTreeMap<[String; 2], Decimal> = BTreeMap::new();
    for indicator in read("indicators") {
        let key = [indicator["year"].clone(), indicator["department_canonical"].clone()];
        *lost.entry(key).or_default() += decimal(&indicator["weight"]) - decimal(&indicator["score"]);
    }
    let gaps = read("scoring_gaps");
    for ([year, department], points) in &lost {
        let cells = [("level", "year/department"), ("year", year), ("department", department), ("aspect", "level1")];
        let found = gaps.iter().filter(|row| cells.iter().all(|(name, cell)| row[*name] == *cell));
        assert_eq!(found.map(|row| decimal(&row["lost_points"])).sum::<Decimal>(), *points, "{year} {department}");
        let total = one(&gaps, &[&cells[..3], &[("aspect", "total")]].concat());
        assert!(decimal(&total["lost_points"]) >= *points, "the execution loses points, too");
    }
}
