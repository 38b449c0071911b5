//! The analyses: the figures of the two founding documents, documents of other shapes, and the
//! worked examples of the documentation.

use crate::seeds::{self, decimal};
use jixiao::analyses::Analysis;
use jixiao::documents;
use jixiao::records::{self, Account, AccountItem, AccountKind, Indicator, Labels, Project, Reading};
use jixiao::tables::columns::{Column, Kind};
use jixiao::tables::{Tables, frame, store};
use jixiao::values::{Lang, MoneyUnit, Place, Wan};
use std::collections::BTreeMap;

/// One row of a table, as its CSV prints it.
type Row = BTreeMap<String, String>;

/// The answer at every level.
fn ask_all(analysis: Analysis, tables: &Tables, params: &str) -> Vec<Row> {
    let params: toml::Table = params.parse().expect("parameters");
    let table = analysis.run(tables, params.clone()).expect("a table");
    assert_eq!(frame::check(&table, &analysis.schema(params).expect("a schema")), Ok(()));
    let bytes = store::csv(&table).expect("csv");
    csv::Reader::from_reader(bytes.as_slice()).deserialize().map(|row| row.expect("a row")).collect()
}

/// The answer at its finest level.
fn ask(analysis: Analysis, readings: &[Reading], params: &str) -> Vec<Row> {
    let tables = Tables::from_readings(readings).expect("tables");
    let mut rows = ask_all(analysis, &tables, params);
    let finest = rows.iter().map(|row| row["level"].matches('/').count()).max();
    rows.retain(|row| Some(row["level"].matches('/').count()) == finest);
    rows
}

fn seeds_say(analysis: Analysis) -> Vec<Row> {
    ask(analysis, &seeds::readings(), "")
}

/// The one row that has these cells.
fn one<'a>(rows: &'a [Row], cells: &[(&str, &str)]) -> &'a Row {
    let found: Vec<&Row> = rows.iter().filter(|row| cells.iter().all(|(name, cell)| row[*name] == *cell)).collect();
    assert_eq!(found.len(), 1, "{cells:?}");
    found[0]
}

fn expect(row: &Row, cells: &[(&str, &str)]) {
    for (name, cell) in cells {
        assert_eq!(row[*name], *cell, "{name} of {row:?}");
    }
}

/// Whether the ratio in `row` is `shown` when rounded to as many decimals.
fn shows(row: &Row, name: &str, shown: &str) {
    let digits = shown.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let rounded = decimal(&row[name]).round_dp(u32::try_from(digits).expect("few digits"));
    assert_eq!(rounded, decimal(shown), "{name}");
}

fn forms(projects: Vec<Project>) -> Vec<Reading> {
    vec![Reading { projects, ..Reading::default() }]
}

#[test]
fn issue_figures_of_2024_come_out() {
    let rows = seeds_say(Analysis::ExecutionDistribution);
    let adjusted = one(&rows, &[("year", "2024"), ("basis", "adjusted")]);
    expect(adjusted, &[("executed_wan", "1863.671159"), ("budget_wan", "1863.671159"), ("unspent_wan", "0")]);
    expect(adjusted, &[("n", "8"), ("missing", "0"), ("weighted_mean_pct", "100.0")]);
    let initial = one(&rows, &[("year", "2024"), ("basis", "initial")]);
    expect(initial, &[("budget_wan", "2313.51205"), ("executed_wan", "1863.671159"), ("missing", "0")]);
    shows(initial, "weighted_mean_pct", "80.56");
    let gaps = seeds_say(Analysis::ScoringGaps);
    expect(one(&gaps, &[("year", "2024"), ("aspect", "execution")]), &[("lost_points", "0"), ("full_n", "8")]);
    let total = one(&gaps, &[("year", "2024"), ("aspect", "total")]);
    expect(total, &[("lost_points", "2.5"), ("n", "8"), ("full_n", "6"), ("full_share_pct", "75.0")]);
    let steps = seeds_say(Analysis::ScoreWaterfall);
    expect(one(&steps, &[("year", "2024"), ("step", "mean")]), &[("to_points", "99.6875")]);
}

#[test]
fn issue_figures_of_2020_come_out() {
    let rows = seeds_say(Analysis::ExecutionDistribution);
    let adjusted = one(&rows, &[("year", "2020"), ("basis", "adjusted")]);
    expect(adjusted, &[("executed_wan", "1140.618483"), ("budget_wan", "1281.272"), ("n", "15")]);
    shows(adjusted, "weighted_mean_pct", "89.02");
    shows(adjusted, "median_pct", "93.04");
    shows(adjusted, "mean_pct", "85.15");
    let initial = one(&rows, &[("year", "2020"), ("basis", "initial")]);
    expect(initial, &[("budget_wan", "1122.182"), ("n", "11"), ("missing", "4")]);
    shows(initial, "weighted_mean_pct", "68.07");
    let gaps = seeds_say(Analysis::ScoringGaps);
    expect(one(&gaps, &[("year", "2020"), ("aspect", "execution")]), &[("lost_points", "22.37")]);
    expect(one(&gaps, &[("year", "2020"), ("aspect", "total")]), &[("lost_points", "27.27"), ("full_n", "1")]);
    let steps = seeds_say(Analysis::ScoreWaterfall);
    expect(one(&steps, &[("year", "2020"), ("step", "mean")]), &[("to_points", "98.182")]);
    let met = seeds_say(Analysis::Reconciliation);
    let met = one(&met, &[("year", "2020")]);
    expect(met, &[("forms_executed_wan", "1140.618483"), ("accounts_project_expenditure_wan", "1140.63")]);
    expect(met, &[("agrees", "true"), ("difference_wan", "-0.011517"), ("n_projects", "15")]);
}

#[test]
fn a_unit_under_two_spellings_is_one_unit() {
    let rows = seeds_say(Analysis::ProjectExecution);
    let short = one(&rows, &[("year", "2020"), ("ordinal", "5")]);
    expect(short, &[("unit", "北京市丰台区人力资源公共服务中心"), ("department", "北京市丰台区人力资源和社会保障局")]);
}

#[test]
fn units_that_only_sound_alike_stay_apart() {
    let names = ["兰州市城关区财政局", "拉萨市城关区财政局", "城关区财政局", "财政局", "城关区财政局信息中心"];
    let projects = (1..).zip(names).map(|(ordinal, name)| Project {
        unit: Some(name.into()),
        ..seeds::project_of("a.txt", 2020, ordinal, [None, Some("1"), Some("1")])
    });
    let rows = ask(Analysis::ScoreWaterfall, &forms(projects.collect()), "");
    assert_eq!(rows.iter().filter(|row| row["step"] == "start").count(), 5);
}

#[test]
fn a_missing_initial_budget_is_missing_and_a_zero_budget_has_no_rate() {
    let projects = vec![
        seeds::project_of("a.txt", 2021, 1, [None, Some("10"), Some("5")]),
        seeds::project_of("a.txt", 2021, 2, [Some("0"), Some("0"), Some("0")]),
        seeds::project_of("a.txt", 2021, 3, [Some("8"), Some("4"), None]),
    ];
    let readings = forms(projects);
    let rows = ask(Analysis::ProjectExecution, &readings, "");
    expect(&rows[0], &[("adjusted_rate_pct", "50.0"), ("initial_rate_pct", ""), ("adjustment_rate_pct", "")]);
    expect(&rows[1], &[("adjusted_rate_pct", ""), ("initial_rate_pct", ""), ("unspent_wan", "0")]);
    expect(&rows[2], &[("adjusted_rate_pct", ""), ("unspent_wan", ""), ("adjustment_rate_pct", "-50.0")]);
    let rows = ask(Analysis::ExecutionDistribution, &readings, "");
    expect(one(&rows, &[("basis", "adjusted")]), &[("n", "1"), ("missing", "2"), ("median_pct", "50.0")]);
    let initial = one(&rows, &[("basis", "initial")]);
    expect(initial, &[("n", "0"), ("missing", "3"), ("mean_pct", ""), ("budget_wan", ""), ("weighted_mean_pct", "")]);
}

#[test]
fn missing_scores_are_left_out_and_counted() {
    let mut blank = seeds::project_of("a.txt", 2021, 2, [None, None, None]);
    (blank.total_score, blank.execution_score) = (None, None);
    let readings = forms(vec![seeds::project_of("a.txt", 2021, 1, [None, None, None]), blank]);
    let gaps = ask(Analysis::ScoringGaps, &readings, "");
    expect(one(&gaps, &[("aspect", "total")]), &[("n", "1"), ("missing", "1"), ("full_share_pct", "100.0")]);
    expect(one(&gaps, &[("aspect", "execution")]), &[("n", "1"), ("missing", "1")]);
    let steps = ask(Analysis::ScoreWaterfall, &readings, "");
    expect(one(&steps, &[("step", "mean")]), &[("n_projects", "1"), ("to_points", "100")]);
}

#[test]
fn what_the_parts_do_not_explain_is_a_step_of_its_own() {
    let mut project = seeds::project_of("a.txt", 2021, 1, [None, None, None]);
    project.total_score = Some(decimal("97"));
    project.execution_score = Some(decimal("9"));
    let steps = ask(Analysis::ScoreWaterfall, &forms(vec![project]), "");
    expect(one(&steps, &[("step", "unexplained")]), &[("delta_points", "-2"), ("from_points", "99")]);
}

#[test]
fn every_step_begins_where_the_last_ended() {
    let rows = seeds_say(Analysis::ScoreWaterfall);
    for pair in rows.windows(2).filter(|pair| pair[0]["year"] == pair[1]["year"]) {
        assert_eq!(pair[0]["to_points"], pair[1]["from_points"]);
    }
    for row in &rows {
        let [from, delta, to] = ["from_points", "delta_points", "to_points"].map(|name| decimal(&row[name]));
        assert_eq!(from + delta, to);
    }
}

#[test]
fn exactly_full_execution_has_a_bin_of_its_own() {
    let rates = ["99.999999", "100", "100.000001", "-1", "95"];
    let projects = (1..).zip(rates).map(|(n, rate)| seeds::project_of("a", 2020, n, [None, Some("100"), Some(rate)]));
    let readings = forms(projects.collect());
    let rows = ask(Analysis::ExecutionHistogram, &readings, "");
    let n =
        |low: &str, high: &str| one(&rows, &[("basis", "adjusted"), ("low_pct", low), ("high_pct", high)])["n"].clone();
    assert_eq!([n("", "0.0"), n("95.0", "100.0"), n("100.0", "100.0"), n("100.0", "")], ["1", "2", "1", "1"]);
    let rows = ask(Analysis::ExecutionHistogram, &readings, "edges_pct = [0, 90]");
    let n: u32 = rows.iter().filter(|row| row["basis"] == "adjusted").map(|row| row["n"].parse::<u32>().unwrap()).sum();
    assert_eq!(n, 5);
}

#[test]
fn histograms_count_every_rate_once() {
    let bins = seeds_say(Analysis::ExecutionHistogram);
    let printed = |row: &Row| row["basis"] != "initial_moved";
    for row in seeds_say(Analysis::ExecutionDistribution).into_iter().filter(printed) {
        let own = bins.iter().filter(|bin| bin["year"] == row["year"] && bin["basis"] == row["basis"]);
        assert_eq!(own.map(|bin| bin["n"].parse::<u32>().unwrap()).sum::<u32>().to_string(), row["n"]);
    }
}

#[test]
fn a_class_stated_twice_counts_once_with_its_printed_share() {
    let rows = seeds_say(Analysis::SpendingShares);
    let social = one(&rows, &[("view", "functional_class"), ("code", "208")]);
    expect(social, &[("amount_wan", "2523.01"), ("printed_share_pct", "88.24"), ("whole_wan", "2859.28")]);
    assert_eq!(rows.iter().filter(|row| row["view"] == "functional_class").count(), 4);
    assert_eq!(rows.iter().filter(|row| row["view"] == "functional_item").count(), 5);
    let project = one(&rows, &[("view", "basic_project"), ("code", "project_expenditure")]);
    expect(project, &[("amount_wan", "1140.63"), ("whole_wan", "3002.63"), ("printed_share_pct", "37.99")]);
}

#[test]
fn parts_taken_from_the_forms_add_up_to_everything_spent() {
    let rows = seeds_say(Analysis::SpendingShares);
    for (year, executed) in [("2020", "1140.618483"), ("2024", "1863.671159")] {
        for view in ["funding_source", "purpose"] {
            let parts = rows.iter().filter(|row| row["year"] == year && row["view"] == view);
            let sum: rust_decimal::Decimal = parts.map(|row| decimal(&row["amount_wan"])).sum();
            assert_eq!(sum.normalize().to_string(), executed, "{year} {view}");
        }
    }
    expect(one(&rows, &[("code", "unattributed")]), &[("amount_wan", "105.945183"), ("n", "1")]);
}

#[test]
fn a_project_without_a_keyword_is_a_category_of_its_own() {
    let readings = forms(vec![Project {
        project: Some("甲乙丙丁".into()),
        ..seeds::project_of("a.txt", 2021, 1, [None, None, Some("3")])
    }]);
    let rows = ask(Analysis::SpendingShares, &readings, "");
    expect(one(&rows, &[("view", "purpose")]), &[("code", "unmatched"), ("amount_wan", "3"), ("share_pct", "100.0")]);
    let own = "[[categories]]\nid = \"own\"\nzh = \"甲\"\nen = \"own\"\nkeywords = [\"甲乙\"]";
    let rows = ask(Analysis::SpendingShares, &readings, own);
    expect(one(&rows, &[("view", "purpose")]), &[("code", "own"), ("n", "1")]);
}

#[test]
fn comparison_says_that_units_and_forms_differ() {
    let rows = seeds_say(Analysis::YearComparison);
    let amount = one(&rows, &[("measure", "executed")]);
    expect(amount, &[("comparability", "not_comparable"), ("low", ""), ("difference", "723.052676")]);
    let rate = one(&rows, &[("measure", "adjusted_rate_weighted")]);
    expect(rate, &[("comparability", "limited"), ("base_value", "89.022353"), ("other_value", "100")]);
    assert!(rate["verdict_zh"].contains("2020 年：北京市丰台区人力资源公共服务中心"), "{}", rate["verdict_zh"]);
    assert!(rate["verdict_zh"].contains("2024 年：北京市丰台区社会保险基金管理中心"));
    assert!(rate["verdict_en"].contains("2024 has only 8 projects"));
    let score = one(&rows, &[("measure", "total_score_mean")]);
    expect(score, &[("comparability", "not_comparable"), ("base_value", "98.182"), ("other_value", "99.6875")]);
    assert!(score["verdict_en"].contains("2024: 产出、成本、效益、满意度"), "{}", score["verdict_en"]);
}

#[test]
fn comparison_measures_are_those_of_the_other_tables() {
    let rows = seeds_say(Analysis::YearComparison);
    let expected = [
        ("projects", "15", "8"),
        ("no_initial_share", "26.666667", "0"),
        ("initial", "1122.182", "2313.51205"),
        ("unspent", "140.653517", "0"),
        ("adjusted_rate_mean", "85.147676", "100"),
        ("adjusted_rate_median", "93.043742", "100"),
        ("initial_rate_weighted", "68.065473", "80.55593"),
        ("initial_rate_mean", "81.660853", "93.500987"),
        ("initial_rate_median", "88.613986", "99.472879"),
        ("adjustment_rate", "-22.679922", "-19.44407"),
        ("full_score_share", "6.666667", "75"),
        ("lost_execution_mean", "1.491333", "0"),
        ("indicators_mean", "8.2", "7.5"),
    ];
    for (measure, base, other) in expected {
        expect(one(&rows, &[("measure", measure)]), &[("base_value", base), ("other_value", other)]);
    }
    expect(one(&rows, &[("measure", "indicator_full_share")]), &[("base_n", "123"), ("other_n", "60")]);
}

#[test]
fn intervals_hold_their_difference_and_depend_on_the_seed_alone() {
    let rows = seeds_say(Analysis::YearComparison);
    assert_eq!(rows, seeds_say(Analysis::YearComparison));
    for row in rows.iter().filter(|row| !row["low"].is_empty()) {
        let [low, difference, high] = ["low", "difference", "high"].map(|name| decimal(&row[name]));
        assert!(low <= difference && difference <= high, "{row:?}");
    }
    let seeded = ask(Analysis::YearComparison, &seeds::readings(), "seed = 7");
    assert_ne!(rows, seeded);
    let bare = ask(Analysis::YearComparison, &seeds::readings(), "resamples = 0");
    assert!(bare.iter().all(|row| row["low"].is_empty() && row["high"].is_empty()));
}

#[test]
fn the_same_units_and_forms_are_comparable() {
    let year = |year| (1..=12).map(move |n| seeds::project_of("a.txt", year, n, [None, Some("2"), Some("1")]));
    let readings = forms(year(2021).chain(year(2022)).collect());
    let rows = ask(Analysis::YearComparison, &readings, "");
    let needs_initial = |row: &&Row| row["measure"].starts_with("initial") || row["measure"] == "adjustment_rate";
    assert!(rows.iter().filter(|row| !needs_initial(row)).all(|row| row["comparability"] == "comparable"));
    assert!(rows.iter().filter(needs_initial).all(|row| row["comparability"] == "limited"));
    expect(&rows[0], &[("base_year", "2021"), ("other_year", "2022"), ("difference", "0")]);
    let initial = one(&rows, &[("measure", "initial_rate_mean")]);
    expect(initial, &[("base_value", ""), ("base_n", "0"), ("difference", ""), ("low", "")]);
}

#[test]
fn years_without_projects_are_said_to_be_so() {
    let rows = ask(Analysis::YearComparison, &seeds::readings(), "base = 2019");
    assert!(rows.iter().all(|row| row["comparability"] == "not_comparable" && row["base_value"].is_empty()));
    assert!(rows[0]["verdict_en"].contains("there are no projects of 2019"));
    let one_year = forms(vec![seeds::project_of("a.txt", 2020, 1, [None, None, None])]);
    assert!(ask(Analysis::YearComparison, &one_year, "").is_empty());
}

#[test]
fn accounts_and_forms_that_do_not_meet_say_so() {
    let account = |amount: &str| Account {
        table: None,
        column: None,
        column_kind: None,
        kind: AccountKind::Accounts,
        budget_basis: None,
        place: Place::file("a.txt"),
        year: None,
        unit: None,
        item: AccountItem::ProjectExpenditure,
        label: "项目支出".into(),
        class_code: None,
        level: None,
        budget_wan: None,
        amount_wan: Some(Wan::new(decimal(amount), MoneyUnit::Wan)),
        change_wan: None,
        change_pct: None,
        change_basis: None,
        completion_pct: None,
        share_pct: None,
        share_of: None,
    };
    let agrees = |amount: &str, executed: Option<&str>| {
        let projects = vec![
            seeds::project_of("a.txt", 2021, 1, [None, None, Some("10")]),
            seeds::project_of("a.txt", 2021, 2, [None, None, executed]),
        ];
        let reading = Reading { projects, accounts: vec![account(amount)], ..Reading::default() };
        let rows = ask(Analysis::Reconciliation, &[reading], "");
        assert_eq!(rows.len(), 1, "accounts without year and unit take those of the forms beside them");
        rows[0]["agrees"].clone()
    };
    assert_eq!(agrees("20", Some("10")), "true");
    assert_eq!(agrees("20.01", Some("10")), "true");
    assert_eq!(agrees("20.02", Some("10")), "false");
    assert_eq!(agrees("20", None), "");
}

#[test]
fn documents_of_any_size_give_tables() {
    let many = (0..120).map(|n| Project {
        unit: Some(format!("第{}中心", n % 7)),
        ..seeds::project_of("b.txt", 2015 + n % 9, n as u32 + 1, [Some("3"), Some("3"), Some("1")])
    });
    let shapes = [vec![], forms(vec![seeds::project_of("a.txt", 2020, 1, [None, None, None])]), forms(many.collect())];
    for readings in shapes {
        for analysis in Analysis::ALL {
            ask(*analysis, &readings, "");
        }
    }
}

#[test]
fn forms_without_year_or_unit_are_a_group_of_their_own() {
    let nameless = Project { year: None, unit: None, department: None, ..seeds::project_of("a", 0, 1, [None; 3]) };
    let readings = forms(vec![nameless]);
    for analysis in Analysis::ALL {
        ask(*analysis, &readings, "");
    }
    expect(&ask(Analysis::ProjectExecution, &readings, "")[0], &[("year", ""), ("unit", "")]);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut readings = seeds::readings();
    let tables: Vec<Vec<Row>> = Analysis::ALL.iter().map(|analysis| ask(*analysis, &readings, "")).collect();
    readings.reverse();
    let turned: Vec<Vec<Row>> = Analysis::ALL.iter().map(|analysis| ask(*analysis, &readings, "")).collect();
    assert_eq!(tables, turned);
}

#[test]
fn level_names_come_in_one_spelling() {
    let printed = [
        ("产出指标（50分）", "产出数量指标"),
        ("产出", "数量"),
        ("产出指标 (50 分)", "数量指标"),
        ("满意度指标", "服务对象满意度标"),
        ("服务对象满意度指标", "满意度指标"),
    ];
    let indicators = (1..).zip(printed).map(|(row, (level1, level2))| Indicator {
        place: Place::file("a.txt"),
        year: Some(2020),
        ordinal: 1,
        row,
        level1: Some(level1.into()),
        level1_inferred: false,
        level2: Some(level2.into()),
        level3: None,
        target: None,
        actual: None,
        weight: Some(decimal("10")),
        score: Some(decimal("9")),
        deviation: None,
        target_op: None,
        target_value: None,
        target_unit: None,
        actual_op: None,
        actual_value: None,
        actual_unit: None,
    });
    let projects = vec![seeds::project_of("a.txt", 2020, 1, [None; 3])];
    let reading = Reading { projects, indicators: indicators.collect(), ..Reading::default() };
    let rows = ask(Analysis::ScoringGaps, &[reading], "");
    expect(one(&rows, &[("aspect", "level2"), ("level1", "产出"), ("level2", "数量")]), &[("n", "3")]);
    expect(one(&rows, &[("aspect", "level2"), ("level1", "满意度")]), &[("label", "服务对象满意度"), ("n", "2")]);
    expect(one(&rows, &[("aspect", "indicator"), ("level1", "产出")]), &[("label", "未注明"), ("lost_points", "3")]);
}

#[test]
fn unknown_parameters_are_refused_by_name() {
    for analysis in Analysis::ALL {
        assert_eq!(Analysis::from_name(analysis.name()), Some(*analysis));
        let params: toml::Table = "sede = 1".parse().expect("toml");
        let problem = analysis.check(params).expect_err("refused");
        assert!(problem.message().contains("unknown field `sede`"), "{}", problem.message());
        assert_eq!(analysis.check(toml::Table::new()), Ok(()));
    }
    assert_eq!(Analysis::from_name("execution"), None);
    let tables = Tables::from_readings(&[]).expect("tables");
    let edges: toml::Table = "edges_pct = [50, 50]".parse().expect("toml");
    assert!(Analysis::ExecutionHistogram.run(&tables, edges).is_err());
}

/// The documentation page of `analysis`.
fn page(analysis: Analysis) -> String {
    let path = format!("{}/docs/analyses/{}.md", env!("CARGO_MANIFEST_DIR"), analysis.name());
    std::fs::read_to_string(&path).expect(&path)
}

#[test]
fn every_page_describes_every_column() {
    for analysis in Analysis::ALL {
        let page = page(*analysis);
        for Column { name, kind, unit, zh, en, .. } in analysis.columns() {
            let unit = match (kind, unit.label(Lang::En)) {
                (Kind::Count, _) => "count",
                (Kind::Order, _) => "order",
                (_, label) => label,
            };
            let line = format!("| `{name}` | {unit} | {zh} | {en} |");
            assert!(page.contains(&line), "{}.md lacks the line\n{line}", analysis.name());
        }
        for heading in ["## Formula", "## Worked example", "## What it leaves out", "## Columns"] {
            assert!(page.contains(heading), "{}.md lacks {heading}", analysis.name());
        }
    }
}

#[test]
fn every_worked_example_is_what_the_analysis_says() {
    let tables = Tables::from_readings(&transcriptions()).expect("tables");
    for analysis in Analysis::ALL {
        let (page, rows) = (page(*analysis), ask_all(*analysis, &tables, ""));
        let examples: Vec<&str> = page.split("```csv\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(!examples.is_empty(), "{}.md shows no figures", analysis.name());
        for example in examples {
            for row in csv::Reader::from_reader(example.as_bytes()).deserialize() {
                let row: Row = row.expect("a row");
                let same = |found: &&Row| row.iter().all(|(name, cell)| found.get(name) == Some(cell));
                assert!(rows.iter().any(|found| same(&found)), "{}.md: {row:?}", analysis.name());
            }
        }
    }
}

/// The two transcriptions, read.
fn transcriptions() -> Vec<Reading> {
    let labels = Labels::built_in().expect("labels");
    let files = ["2020-hr-service-final-accounts.txt", "2024-social-insurance-self-evaluation.txt"];
    let read = |file: &&str| {
        let path = format!("{}/data/raw/fengtai/{file}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("a raw file");
        records::read(&documents::read(file, &bytes).expect("a document"), &labels)
    };
    files.iter().map(read).collect()
}

#[test]
fn what_is_read_gives_the_figures_of_the_fixture() {
    let read = transcriptions();
    // The fixture keeps no actual values.
    let rests_on_them = [Analysis::ScoreDiscrimination, Analysis::Bunching, Analysis::TargetsOverYears];
    for analysis in Analysis::ALL.iter().filter(|analysis| !rests_on_them.contains(analysis)) {
        let bare = |readings: &[Reading]| -> Vec<Row> {
            let mut rows = ask(*analysis, readings, "");
            for row in &mut rows {
                row.retain(|name, _| !name.ends_with("file"));
            }
            rows
        };
        let (found, expected) = (bare(&read), bare(&seeds::readings()));
        for row in &expected {
            assert!(found.contains(row), "{} lacks {row:?}", analysis.name());
        }
        assert_eq!(found.len(), expected.len(), "{}", analysis.name());
    }
}
