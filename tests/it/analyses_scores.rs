//! What scores tell apart, and how many rates lie at exactly 100 %: the figures of the two founding
//! documents, reckoned once more from their rows.

use crate::analyses_more::{Row, amount, ask, fengtai, one, records_of, shows};
use crate::seeds::{self, decimal};
use jixiao::analyses::Analysis;
use jixiao::records::Reading;
use jixiao::tables::Tables;
use rust_decimal::Decimal;

/// The rows of `year` in the table `name`.
fn of(tables: &Tables, name: &str, year: &str) -> Vec<Row> {
    records_of(tables, name).into_iter().filter(|row| row["year"] == year).collect()
}

fn sum(rows: &[Row], name: &str) -> Decimal {
    rows.iter().filter_map(|row| amount(row, name)).sum()
}

#[test]
fn hardly_an_indicator_loses_a_point() {
    let tables = fengtai();
    let found = ask(Analysis::ScoreDiscrimination, &tables, "");
    for (year, lost, n) in [("2020", "0.36", "123"), ("2024", "0.35", "60")] {
        let row = one(&found, &[("level", "year"), ("year", year)]);
        shows(row, "lost_share_pct", lost);
        let rows = of(&tables, "indicators", year);
        let (weights, scores) = (sum(&rows, "weight"), sum(&rows, "score"));
        assert_eq!((&*row["n"], decimal(&row["lost_points"])), (n, weights - scores));
        assert_eq!(decimal(&row["attainable_points"]), weights);
    }
    let all = one(&found, &[("level", "all")]);
    shows(all, "full_share_pct", "96.7");
    assert_eq!((&*all["full_n"], &*all["n"]), ("177", "183"));
}

#[test]
fn projects_that_left_money_gave_themselves_every_other_point() {
    let tables = fengtai();
    let found = ask(Analysis::ScoreDiscrimination, &tables, "");
    let row = one(&found, &[("level", "year"), ("year", "2020")]);
    assert_eq!((&*row["left_full_n"], &*row["left_n"]), ("10", "14"));
    let indicators = of(&tables, "indicators", "2020");
    let left = of(&tables, "projects", "2020");
    let left: Vec<&Row> = left.iter().filter(|row| amount(row, "executed_wan") < amount(row, "adjusted_wan")).collect();
    let is_full = |project: &&&Row| {
        indicators.iter().filter(|row| row["ordinal"] == project["ordinal"]).all(|row| row["score"] == row["weight"])
    };
    assert_eq!((left.iter().filter(is_full).count(), left.len()), (10, 14));
    let later = one(&found, &[("level", "year"), ("year", "2024")]);
    assert_eq!((&*later["left_n"], &*later["left_full_pct"]), ("0", ""));
}

#[test]
fn points_that_only_follow_spending_are_counted_once_more_where_they_are_scored_twice() {
    let tables = fengtai();
    let found = ask(Analysis::ScoreDiscrimination, &tables, "");
    let row = one(&found, &[("level", "year"), ("year", "2020")]);
    assert_eq!(
        ["lost_points", "lost_again_points", "lost_total_points"].map(|name| &*row[name]),
        ["4.9", "2.9", "27.27"]
    );
    shows(row, "follows_spending_pct", "92.7");
    assert_eq!(
        (decimal(&row["lost_execution_points"]) / decimal("27.27") * decimal("100")).round_dp(2),
        decimal("82.03")
    );
    // A cost that lost another share than the execution is no repetition of it.
    let mut project = seeds::project_of("a.txt", 2021, 1, [None, Some("100"), Some("90")]);
    (project.execution_score, project.total_score) = (Some(decimal("9")), Some(decimal("95")));
    let cost = |row, score: &str| seeds::indicator_of("a.txt", row, ["成本指标", "20", score]);
    let other = seeds::indicator_of("a.txt", 3, ["数量指标", "20", "18"]);
    let indicators = vec![cost(1, "18"), cost(2, "17.9"), other];
    let reading = Reading { projects: vec![project], indicators, ..Reading::default() };
    let found = ask(Analysis::ScoreDiscrimination, &Tables::from_readings(&[reading]).expect("tables"), "by = []");
    assert_eq!((&*found[0]["lost_again_points"], &*found[0]["lost_points"]), ("2", "6.1"));
}

#[test]
fn scores_are_set_beside_those_of_the_rule_where_both_are_numbers() {
    let tables = fengtai();
    let found = ask(Analysis::ScoreDiscrimination, &tables, "");
    let cells = |year: &str| {
        let row = one(&found, &[("level", "year"), ("year", year)]);
        ["rule_n", "rule_same_n", "rule_above_n", "rule_below_n"].map(|name| row[name].clone())
    };
    assert_eq!(cells("2024"), ["47", "47", "0", "0"]);
    assert_eq!(cells("2020"), ["17", "12", "2", "3"]);
    // 12 months for 11: 20 x 11 / 12 and 10 x 11 / 12.
    let indicators = of(&tables, "indicators", "2024");
    let late: Vec<&str> =
        indicators.iter().filter(|row| row["target_outcome"] == "missed").map(|row| &*row["rule_score"]).collect();
    assert_eq!(late, ["18.333333", "9.166667"]);
    let missed = of(&tables, "indicators", "2020");
    let missed: Vec<[&str; 3]> = missed
        .iter()
        .filter(|row| row["target_outcome"] == "missed")
        .map(|row| ["target", "reached_pct", "rule_score"].map(|name| &*row[name]))
        .collect();
    assert_eq!(missed[0], ["13个独立支部书记", "53.846154", "16.153846"]);
    assert_eq!(missed[1][1..], ["0", "0"], "nothing was printed: {missed:?}");
    assert_eq!(missed.len(), 2);
}

#[test]
fn results_bunch_at_the_target() {
    let tables = fengtai();
    let found = ask(Analysis::Bunching, &tables, "");
    for (year, at, all) in [("2024", "37", "47"), ("2020", "6", "20")] {
        let row = one(
            &found,
            &[("level", "year"), ("year", year), ("of", "target"), ("low_pct", "100.0"), ("high_pct", "100.0")],
        );
        assert_eq!((&*row["n"], &*row["total_n"]), (at, all));
        let rows = of(&tables, "indicators", year);
        // A bare number beside a unit is of that unit.
        let alike = |row: &&Row| row["target_unit"] == row["actual_unit"] || row["actual_unit"].is_empty();
        let same =
            rows.iter().filter(|row| !row["target_value"].is_empty() && row["target_value"] == row["actual_value"]);
        assert_eq!(same.filter(alike).count().to_string(), at);
    }
    for of in ["adjusted_rate", "initial_rate", "target"] {
        let own = found.iter().filter(|row| row["level"] == "year/unit" && row["of"] == of);
        for row in own.clone() {
            let bins = own.clone().filter(|bin| bin["year"] == row["year"]);
            let n: u32 = bins.map(|bin| bin["n"].parse::<u32>().expect("a count")).sum();
            assert_eq!(n.to_string(), row["total_n"], "every rate lies in one bin");
        }
    }
}

#[test]
fn a_number_is_one_to_the_table_where_it_is_one_to_the_rules() {
    let rows = records_of(&fengtai(), "indicators");
    let value = |text: &str| rows.iter().find(|row| row["target"] == text).map(|row| row["target_value"].clone());
    assert_eq!(value("订阅2850套").as_deref(), Some("2850"));
    assert_eq!(value("13个独立支部书记").as_deref(), Some("13"));
    let read = |text| jixiao::values::parse_pieces(text).map(|quantity| quantity.value.to_string());
    assert_eq!(read("13个独立支部书记").as_deref(), Some("13"));
    for words in ["5个工作日内完成", "3人24小时值班", "2000多名流动党员", "12个月的整理", "3万元以内", "8个街，乡"]
    {
        assert_eq!(read(words), None, "{words}");
    }
}
