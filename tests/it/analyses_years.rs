//! Years compared: what intervals and verdicts say and do not say, how a change comes about, and what
//! becomes of targets.

use crate::analyses_more::{Row, ask, fengtai, one};
use crate::seeds::{self, decimal};
use jixiao::analyses::Analysis;
use jixiao::records::{Indicator, Project, Reading};
use jixiao::tables::Tables;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn made(projects: Vec<Project>, indicators: Vec<Indicator>) -> Tables {
    Tables::from_readings(&[Reading { projects, indicators, ..Reading::default() }]).expect("tables")
}

#[test]
fn an_interval_stands_only_where_it_says_something() {
    let found = ask(Analysis::YearComparison, &fengtai(), "");
    let of = |measure: &str| one(&found, &[("measure", measure)])["interval"].clone();
    assert_eq!(of("executed"), "total");
    assert_eq!(of("adjusted_rate_weighted"), "no_spread", "all of 2024 stand at 100 %");
    assert_eq!([of("initial_rate_weighted"), of("adjustment_rate")], ["one_project", "one_project"]);
    assert_eq!([of("full_score_share"), of("total_score_mean")], ["newcombe", "bootstrap"]);
    for row in &found {
        let has = !row["low"].is_empty();
        assert_eq!(has, ["newcombe", "bootstrap"].contains(&&*row["interval"]), "{row:?}");
        assert_eq!(has, row["note_en"].contains("nothing was sampled"), "{row:?}");
        assert!(!has || decimal(&row["low"]).scale() <= 1 && decimal(&row["high"]).scale() <= 1, "{row:?}");
    }
    for gone in ["unspent_share", "lost_mean"] {
        assert!(found.iter().all(|row| row["measure"] != gone), "{gone} repeats another measure");
    }
}

#[test]
fn shares_have_the_interval_of_newcombe() {
    // 56 of 70 and 48 of 80: Newcombe (1998), table II, method 10, gives 0.0524 to 0.3339.
    let year = |year: i32, full: u32, all: u32| {
        (1..=all).map(move |n| {
            let mut project = seeds::project_of("a.txt", year, n, [Some("2"), Some("2"), Some("1")]);
            project.total_score = Some(decimal(if n <= full { "100" } else { "99" }));
            project
        })
    };
    let found =
        ask(Analysis::YearComparison, &made(year(2021, 48, 80).chain(year(2022, 56, 70)).collect(), vec![]), "");
    let row = one(&found, &[("measure", "full_score_share")]);
    assert_eq!((&*row["low"], &*row["high"], &*row["difference"]), ("5.2", "33.4", "20"));
}

#[test]
fn one_project_over_half_has_the_others_beside_it() {
    let found = ask(Analysis::YearComparison, &fengtai(), "");
    let row = one(&found, &[("measure", "initial_rate_weighted")]);
    assert_eq!((&*row["base_without_value"], &*row["other_without_value"]), ("92.180941", "94.579874"));
    assert_eq!(row["comparability"], "not_comparable", "4 of 15 projects have no initial budget");
    assert!(row["verdict_en"].contains("4 of the 15 projects of 2020 lack the figure"), "{}", row["verdict_en"]);
    let moved = one(&found, &[("measure", "initial_rate_moved")]);
    assert_eq!(decimal(&moved["difference"]).round_dp(2), decimal("-9.74"));
    // Worked out before rounding: 80.55593 - 68.065473 would end in 7.
    assert_eq!(row["difference"], "12.490458");
}

/// Units 1 to `last` of a year, each with one project: what unit n was given and spent.
fn units(year: i32, from: u32, last: u32, amounts: impl Fn(u32) -> (Decimal, Decimal)) -> Vec<Project> {
    let project = |n: u32| {
        let (budget, spent) = amounts(n);
        let amounts = [budget.to_string(), spent.to_string()];
        let unit = Some(format!("第{n}中心"));
        Project {
            unit,
            ..seeds::project_of("a.txt", year, year as u32 * 100 + n, [None, Some(&amounts[0]), Some(&amounts[1])])
        }
    };
    (from..=last).map(project).collect()
}

#[test]
fn the_parts_of_a_change_add_up_to_it() {
    let amount = |n: u32, step: u32| Decimal::from(10 + n * step % 37);
    let before = |n: u32| (amount(n, 7), amount(n, 7) * Decimal::new(i64::from(60 + n), 2));
    let after = |n: u32| (amount(n, 11), amount(n, 11) * Decimal::new(i64::from(90 - n), 2));
    let projects = [units(2021, 1, 14, before), units(2022, 3, 16, after)].concat();
    let found = ask(Analysis::YearChanges, &made(projects, vec![]), "");
    let mut added = 0;
    for row in found.iter().filter(|row| !row["change"].is_empty()) {
        let part = |name: &str| if row[name].is_empty() { Decimal::ZERO } else { decimal(&row[name]) };
        assert_eq!(part("within") + part("between") + part("entry") + part("exit"), decimal(&row["change"]), "{row:?}");
        added += 1;
    }
    assert!(added > 20, "{added} rows add up");
    let row = one(&found, &[("panel", "all"), ("measure", "adjusted_rate_weighted")]);
    assert_eq!(["stayed_n", "entered_n", "exited_n"].map(|name| &*row[name]), ["12", "2", "2"]);
    // By the formula, unit by unit.
    let sums = |units: std::ops::RangeInclusive<u32>, of: &dyn Fn(u32) -> (Decimal, Decimal)| {
        units.map(of).fold((Decimal::ZERO, Decimal::ZERO), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let ((b1, a1), (b2, a2)) = (sums(1..=14, &before), sums(3..=16, &after));
    let hundred = decimal("100");
    let mean = (a1 / b1 + a2 / b2) / Decimal::TWO;
    let mut expected: BTreeMap<&str, Decimal> = BTreeMap::new();
    for n in 1..=16 {
        let (old, new) = ((n <= 14).then(|| before(n)), (n >= 3).then(|| after(n)));
        let (name, part) = match (old, new) {
            (Some((b, a)), Some((c, d))) => {
                *expected.entry("between").or_default() += (c / b2 - b / b1) * ((a / b + d / c) / Decimal::TWO - mean);
                ("within", (c / b2 + b / b1) / Decimal::TWO * (d / c - a / b))
            }
            (Some((b, a)), None) => ("exit", -(b / b1) * (a / b - mean)),
            (None, Some((c, d))) => ("entry", c / b2 * (d / c - mean)),
            (None, None) => continue,
        };
        *expected.entry(name).or_default() += part;
    }
    for (name, part) in expected {
        assert!((part * hundred - decimal(&row[name])).abs() < decimal("0.00001"), "{name}: {part} of {row:?}");
    }
    assert_eq!(row["test"], "tested");
    assert!(decimal(&row["p_value"]) <= Decimal::ONE && decimal(&row["low"]) <= decimal(&row["change"]), "{row:?}");
    let balanced = one(&found, &[("panel", "balanced"), ("measure", "executed")]);
    assert_eq!((&*balanced["entry"], &*balanced["exit"], &*balanced["stayed_n"]), ("0", "0", "12"));
}

#[test]
fn a_change_that_every_unit_makes_is_no_chance_and_one_of_nothing_is() {
    let project = |rate: i64| {
        move |n: u32| (Decimal::from(50 + n), Decimal::from(50 + n) * Decimal::new(rate + i64::from(n % 5), 2))
    };
    let of = |after: i64| {
        let tables = made([units(2021, 1, 20, project(60)), units(2022, 1, 20, project(after))].concat(), vec![]);
        let found = ask(Analysis::YearChanges, &tables, "");
        one(&found, &[("panel", "all"), ("measure", "adjusted_rate_weighted")]).clone()
    };
    let (clear, nothing) = (of(80), of(60));
    assert!(decimal(&clear["p_value"]) < decimal("0.001") && decimal(&clear["low"]) > Decimal::ZERO, "{clear:?}");
    assert_eq!((&*nothing["p_value"], &*nothing["change"]), ("1", "0"));
    assert_eq!(clear, of(80), "the same seed gives the same");
}

#[test]
fn few_units_are_listed_and_not_tested_and_many_years_stand_in_pairs() {
    let rows = ask(Analysis::YearChanges, &fengtai(), "");
    assert!(rows.iter().all(|row| row["test"] == "few_units" && row["low"].is_empty() && row["p_value"].is_empty()));
    let row = one(&rows, &[("panel", "all"), ("measure", "adjusted_rate_weighted")]);
    assert_eq!((&*row["change"], &*row["within"], &*row["comparability"]), ("10.977647", "0", "limited"));
    let amounts = |n: u32| (Decimal::from(10 + n), Decimal::from(9 + n));
    let years = [2021, 2022, 2024].map(|year| units(year, 1, 3, amounts)).concat();
    let tables = made(years, vec![]);
    let found = ask(Analysis::YearChanges, &tables, "");
    let pairs: Vec<(&str, &str)> = found
        .iter()
        .filter(|row| row["panel"] == "all" && row["measure"] == "executed")
        .map(|row| (&*row["base_year"], &*row["other_year"]))
        .collect();
    assert_eq!(pairs, [("2021", "2022"), ("2021", "2024"), ("2022", "2024")]);
    let listed = ask(Analysis::YearChanges, &tables, "by = [\"unit\"]");
    assert_eq!(
        listed
            .iter()
            .filter(|row| row["level"] == "unit" && row["measure"] == "executed" && row["panel"] == "all")
            .count(),
        9
    );
}

#[test]
fn targets_that_come_back_are_set_beside_what_was_delivered() {
    let indicator = |year: i32, row: u32, name: &str, [target, actual]: [i64; 2]| Indicator {
        year: Some(year),
        ordinal: year as u32,
        level3: Some(name.into()),
        target: Some(format!("{target}次")),
        actual: Some(format!("{actual}次")),
        target_value: Some(target.into()),
        target_unit: Some("次".into()),
        actual_value: Some(actual.into()),
        actual_unit: Some("次".into()),
        ..seeds::indicator_of("a.txt", row, ["数量指标", "10", "10"])
    };
    let project = |year: i32| {
        let name = Some(format!("{year}年培训经费"));
        Project { project: name, ..seeds::project_of("a.txt", year, year as u32, [None, Some("2"), Some("1")]) }
    };
    let indicators = vec![
        indicator(2021, 1, "培训次数", [10, 12]),
        indicator(2021, 2, "检查次数", [5, 5]),
        indicator(2021, 3, "宣传次数", [8, 9]),
        indicator(2021, 4, "重名", [1, 1]),
        indicator(2021, 5, "重名", [1, 1]),
        indicator(2022, 1, "培训 次数", [11, 11]),
        indicator(2022, 2, "检查次数", [5, 5]),
        indicator(2022, 3, "宣传次数", [10, 10]),
        indicator(2022, 4, "重名", [1, 1]),
    ];
    let found = ask(Analysis::TargetsOverYears, &made(vec![project(2021), project(2022)], indicators), "");
    let row = one(&found, &[("level", "year"), ("year", "2021")]);
    let cells = ["n", "returned_n", "targets_raised_n", "targets_kept_n", "targets_lowered_n"].map(|name| &*row[name]);
    assert_eq!(cells, ["5", "3", "1", "1", "1"]);
    let listed: Vec<&Row> = found.iter().filter(|row| row["level"] == "year/unit/indicator").collect();
    let told: Vec<[&str; 3]> =
        listed.iter().map(|row| ["level3", "next_target", "direction"].map(|name| &*row[name])).collect();
    assert_eq!(told, [["培训次数", "11次", "lowered"], ["检查次数", "5次", "kept"], ["宣传次数", "10次", "raised"]]);
}
