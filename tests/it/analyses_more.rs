//! Credibility, rebaselining, concentration and moved money: the figures of the two founding documents,
//! reckoned once more from their rows, and made-up forms of other shapes.

use crate::seeds::{self, decimal};
use jixiao::analyses::Analysis;
use jixiao::documents;
use jixiao::records::{self, Labels, Project, Reading};
use jixiao::tables::{Tables, frame, store};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub type Row = BTreeMap<String, String>;

pub fn rows(bytes: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

pub fn ask(analysis: Analysis, tables: &Tables, params: &str) -> Vec<Row> {
    let params: toml::Table = params.parse().expect("parameters");
    let table = analysis.run(tables, params.clone()).expect("a table");
    assert_eq!(frame::check(&table, &analysis.schema(params).expect("a schema")), Ok(()));
    rows(&store::csv(&table).expect("csv"))
}

/// The two transcriptions.
pub fn fengtai() -> Tables {
    let labels = Labels::built_in().expect("labels");
    let files = ["2020-hr-service-final-accounts.txt", "2024-social-insurance-self-evaluation.txt"];
    let read = |file: &&str| {
        let path = format!("{}/data/raw/fengtai/{file}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("a raw file");
        records::read(&documents::read(file, &bytes).expect("a document"), &labels)
    };
    Tables::from_readings(&files.iter().map(read).collect::<Vec<_>>()).expect("tables")
}

/// The table called `name` as its CSV prints it.
pub fn records_of(tables: &Tables, name: &str) -> Vec<Row> {
    rows(&store::csv(&tables.frame(name).expect("a table")).expect("csv"))
}

/// The one row with these cells.
pub fn one<'a>(rows: &'a [Row], cells: &[(&str, &str)]) -> &'a Row {
    let found: Vec<&Row> = rows.iter().filter(|row| cells.iter().all(|(name, cell)| row[*name] == *cell)).collect();
    assert_eq!(found.len(), 1, "{cells:?}");
    found[0]
}

/// Whether `row` holds `shown` under `name`, rounded to as many decimals.
pub fn shows(row: &Row, name: &str, shown: &str) {
    let digits = shown.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let rounded = decimal(&row[name]).round_dp(u32::try_from(digits).expect("few digits"));
    assert_eq!(rounded, decimal(shown), "{name} of {row:?}");
}

/// A printed amount.
pub fn amount(row: &Row, name: &str) -> Option<Decimal> {
    (!row[name].is_empty()).then(|| decimal(&row[name]))
}

/// Budget and executed amount of the projects of `year` that have both.
fn pairs(tables: &Tables, year: &str, basis: &str) -> Vec<(Decimal, Decimal)> {
    let rows = records_of(tables, "projects");
    let own = rows.iter().filter(|row| row["year"] == year);
    own.filter_map(|row| Some((amount(row, basis)?, amount(row, "executed_wan")?))).collect()
}

#[test]
fn outturn_and_variance_are_those_of_the_formula() {
    let tables = fengtai();
    let found = ask(Analysis::BudgetCredibility, &tables, "");
    let told = [
        ("2020", "initial", "68.07", "28.60", "11"),
        ("2020", "adjusted", "89.02", "10.33", "15"),
        ("2024", "initial", "80.56", "3.77", "8"),
        ("2024", "adjusted", "100", "0", "8"),
    ];
    for (year, basis, outturn, variance, n) in told {
        let cells = [("level", "year"), ("year", year), ("over", "project"), ("basis", basis)];
        let row = one(&found, &cells);
        shows(row, "outturn_pct", outturn);
        shows(row, "variance_pct", variance);
        assert_eq!(row["n"], n);
        let pairs = pairs(&tables, year, &format!("{basis}_wan"));
        let (b, a): (Decimal, Decimal) = (pairs.iter().map(|pair| pair.0).sum(), pairs.iter().map(|pair| pair.1).sum());
        let apart: Decimal = pairs.iter().map(|(budget, executed)| (executed - budget * a / b).abs()).sum();
        let near = |found: &str, expected: Decimal| (decimal(found) - expected).abs() < decimal("0.000000001");
        assert!(near(&row["outturn_pct"], a / b * decimal("100")), "{row:?}");
        assert!(near(&row["variance_pct"], apart / a * decimal("100")), "{row:?}");
        let same = one(&found, &[("level", "year/unit"), ("year", year), ("over", "project"), ("basis", basis)]);
        assert_eq!((&same["variance_pct"], &same["deviation_wan"]), (&row["variance_pct"], &row["deviation_wan"]));
    }
    let without =
        |year: &str| one(&found, &[("level", "year"), ("year", year), ("over", "project"), ("basis", "initial")]);
    shows(without("2024"), "outturn_without_pct", "94.58");
    shows(without("2020"), "outturn_without_pct", "92.18");
    let adjusted = one(&found, &[("level", "year"), ("year", "2020"), ("over", "project"), ("basis", "adjusted")]);
    assert_eq!(adjusted["outturn_without_pct"], "", "no project holds half of the adjusted budget");
    let spread = ask(Analysis::ExecutionDistribution, &tables, "by = [\"year\"]");
    shows(one(&spread, &[("year", "2024"), ("basis", "initial")]), "without_largest_pct", "94.58");
    shows(one(&spread, &[("year", "2020"), ("basis", "initial_moved")]), "weighted_mean_pct", "90.30");
}

#[test]
fn classes_are_measured_where_accounts_print_their_budgets() {
    let classes = [["201", "100", "90"], ["208", "300", "310"], ["221", "100", "100"]];
    let accounts = classes.into_iter().map(|class| seeds::class_of("a.txt", class));
    let reading = Reading { accounts: accounts.collect(), ..Reading::default() };
    let tables = Tables::from_readings(&[reading]).expect("tables");
    let found = ask(Analysis::BudgetCredibility, &tables, "by = [\"year\"]");
    let row = one(&found, &[("level", "year"), ("over", "functional_class"), ("basis", "initial")]);
    // Outturn 500 of 500: what lies apart is 10 + 10 + 0 of 500.
    assert_eq!((&*row["outturn_pct"], &*row["variance_pct"], &*row["n"]), ("100.0", "4.0", "3"));
    assert_eq!((&*row["largest"], &*row["outturn_without_pct"]), ("类208", "95.0"));
}

#[test]
fn what_was_lowered_to_what_was_spent_is_counted() {
    let tables = fengtai();
    let found = ask(Analysis::Rebaselining, &tables, "");
    for (year, points, lowered, n) in [("2024", "19.44", "5", "8"), ("2020", "19.97", "0", "11")] {
        let row = one(&found, &[("level", "year"), ("year", year), ("reading", "printed")]);
        shows(row, "rebaselined_pct", points);
        assert_eq!((&*row["lowered_to_spent_n"], &*row["n"]), (lowered, n));
        let rows = records_of(&tables, "projects");
        let own = rows.iter().filter(|row| row["year"] == year);
        let own: Vec<[Decimal; 3]> = own
            .filter_map(|row| {
                Some([amount(row, "initial_wan")?, amount(row, "adjusted_wan")?, amount(row, "executed_wan")?])
            })
            .collect();
        let to_spent = own.iter().filter(|[initial, adjusted, executed]| adjusted < initial && adjusted == executed);
        assert_eq!(to_spent.count().to_string(), lowered);
        let sum = |at: usize| own.iter().map(|amounts| amounts[at]).sum::<Decimal>();
        let points = (sum(2) / sum(1) - sum(2) / sum(0)) * decimal("100");
        assert!((points - decimal(&row["rebaselined_pct"])).abs() < decimal("0.000000001"));
    }
    let moved = one(&found, &[("level", "year"), ("year", "2020"), ("reading", "moved")]);
    assert_eq!((&*moved["rebaselined_pct"], &*moved["n"]), ("0.0", "12"));
}

#[test]
fn concentration_is_that_of_the_formulas() {
    let tables = fengtai();
    let found = ask(Analysis::Concentration, &tables, "");
    for (year, hhi, gini, n) in [("2020", "0.175", "0.582", 15), ("2024", "0.766", "0.791", 8)] {
        let row = one(&found, &[("level", "year"), ("year", year), ("of", "executed")]);
        shows(row, "hhi", hhi);
        shows(row, "gini", gini);
        let mut amounts: Vec<Decimal> = pairs(&tables, year, "adjusted_wan").iter().map(|pair| pair.1).collect();
        assert_eq!(amounts.len(), n);
        amounts.sort();
        let (total, n) = (amounts.iter().sum::<Decimal>(), Decimal::from(n));
        let squares: Decimal = amounts.iter().map(|one| one / total * (one / total)).sum();
        // The mean difference of all pairs, by twice the mean: another way to the same coefficient.
        let apart: Decimal = amounts.iter().flat_map(|one| amounts.iter().map(move |other| (one - other).abs())).sum();
        assert_eq!(squares.round_dp(6), decimal(&row["hhi"]).round_dp(6));
        assert_eq!((apart / (decimal("2") * n * total)).round_dp(5), decimal(&row["gini"]).round_dp(5));
        let top: Decimal = amounts.iter().rev().take(3).sum::<Decimal>() / total * decimal("100");
        assert!((top - decimal(&row["top3_pct"])).abs() < decimal("0.000000001"));
    }
    let nothing = one(&found, &[("level", "year"), ("year", "2024"), ("of", "unspent")]);
    assert_eq!((&*nothing["total_wan"], &*nothing["hhi"], &*nothing["largest"]), ("0", "", ""));
    let left = one(&found, &[("level", "year"), ("year", "2020"), ("of", "unspent")]);
    assert_eq!((&*left["n"], &*left["positive_n"], &*left["half_n"]), ("15", "14", "2"));
}

#[test]
fn a_project_that_spent_more_than_it_had_left_nothing() {
    let projects = vec![
        seeds::project_of("a.txt", 2021, 1, [None, Some("10"), Some("12")]),
        seeds::project_of("a.txt", 2021, 2, [None, Some("10"), Some("5")]),
        seeds::project_of("a.txt", 2021, 3, [None, Some("10"), None]),
    ];
    let found = ask(Analysis::Concentration, &made(projects), "by = []");
    let left = one(&found, &[("of", "unspent")]);
    let cells = ["n", "negative_n", "missing", "total_wan", "top1_pct", "hhi", "half_n"].map(|name| &*left[name]);
    assert_eq!(cells, ["1", "1", "1", "5", "100.0", "1", "1"]);
}

fn made(projects: Vec<Project>) -> Tables {
    Tables::from_readings(&[Reading { projects, ..Reading::default() }]).expect("tables")
}

#[test]
fn the_cut_of_the_2020_paper_turns_up_in_another_project() {
    let tables = fengtai();
    let found = ask(Analysis::MovedMoney, &tables, "");
    let unit = one(&found, &[("level", "year/unit"), ("year", "2020")]);
    shows(unit, "adjustment_rate_pct", "-22.68");
    shows(unit, "adjustment_rate_moved_pct", "0.00");
    shows(unit, "initial_rate_pct", "68.07");
    shows(unit, "initial_rate_moved_pct", "90.30");
    let other = one(&found, &[("level", "year/unit"), ("year", "2024")]);
    let apart = |name: &str| (decimal(&other["initial_rate_pct"]) - decimal(&unit[name])).round_dp(2);
    assert_eq!([apart("initial_rate_pct"), apart("initial_rate_moved_pct")], [decimal("12.49"), decimal("-9.74")]);
    let cut = one(&found, &[("level", "year/unit/move")]);
    assert_eq!((&*cut["ordinal"], &*cut["moved_wan"], &*cut["likelihood"]), ("14", "254.51", "likely"));
    assert!(cut["receivers"].starts_with("9 ") && cut["receiver_n"] == "1", "{cut:?}");
}

/// What is said of the moves between `projects`: from, to, sums tried and found, how likely.
fn moves(projects: Vec<Project>) -> Vec<[String; 5]> {
    let found = ask(Analysis::MovedMoney, &made(projects), "");
    let own = found.into_iter().filter(|row| row["level"] == "year/unit/move");
    own.map(|row| ["ordinal", "receivers", "tried_n", "matches_n", "likelihood"].map(|name| row[name].clone()))
        .collect()
}

#[test]
fn moves_are_likely_only_where_nothing_else_explains_them() {
    let project =
        |n: u32, amounts: [Option<&str>; 2]| seeds::project_of("a.txt", 2021, n, [amounts[0], amounts[1], Some("1")]);
    let told = |text: [&str; 5]| text.map(str::to_owned).to_vec();
    // Two together take what one lost: 123.45 = 23.4 + 100.05.
    let two = moves(vec![
        project(1, [Some("200"), Some("76.55")]),
        project(2, [None, Some("23.4")]),
        project(3, [Some("1"), Some("101.05")]),
        project(4, [Some("5"), Some("5")]),
    ]);
    assert_eq!(two[0].to_vec(), told(["1", "2 项目2；3 项目3", "3", "1", "likely"]));
    // Round amounts meet by chance.
    let round = moves(vec![project(1, [Some("20"), Some("10")]), project(2, [None, Some("10")])]);
    assert_eq!(round[0].to_vec(), told(["1", "2 项目2", "1", "1", "possible"]));
    // Two projects of the same amount: which of them cannot be told.
    let twice = [project(2, [None, Some("123.45")]), project(3, [None, Some("123.45")])];
    let open = moves([vec![project(1, [Some("200"), Some("76.55")])], twice.to_vec()].concat());
    assert_eq!(open[0].to_vec(), told(["1", "2 项目2", "2", "2", "possible"]));
    // Two cuts claim one project.
    let cut = |n: u32| project(n, [Some("200"), Some("76.55")]);
    let claimed = moves(vec![cut(1), cut(2), project(3, [None, Some("123.45")])]);
    assert!(claimed.iter().all(|one| one[4] == "possible") && claimed.len() == 2, "{claimed:?}");
    // Another unit's project is no receiver, and a cent apart is no match.
    let stranger = Project { unit: Some("另一中心".into()), ..project(2, [None, Some("123.45")]) };
    assert!(moves(vec![cut(1), stranger, project(3, [None, Some("123.46")])]).is_empty());
}

#[test]
fn many_projects_bound_the_sums_that_are_tried() {
    let given = (2..900).map(|n| seeds::project_of("a.txt", 2021, n, [None, Some(&format!("1000.{n:03}")), Some("1")]));
    let cut = seeds::project_of("a.txt", 2021, 1, [Some("5000"), Some("1000.123"), Some("1")]);
    let found = ask(Analysis::MovedMoney, &made([vec![cut], given.collect()].concat()), "");
    // One sum alone is tried among so many, and none of them is 3999.877.
    assert!(found.iter().all(|row| row["level"] != "year/unit/move" && row["moves_n"] == "0"));
}
