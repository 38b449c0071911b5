//! The headline and the tables of a report at any size: rows of units while they are few, sums where
//! they are many, within the width of a terminal, and never more rows than a report shows.

use jixiao::pipeline::{Column as Shown, Headline, MOST_ROWS, Table, agreement_lines, agreements, headline_text};
use jixiao::tables::cells::Cell;
use jixiao::tables::columns::{self as col, Column};
use jixiao::tables::frame::{Value, frame};
use jixiao::values::Lang;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Level, year and unit of a row.
type Group = (&'static str, Option<i32>, Option<String>);

/// All, every year, every year of every unit.
fn groups(years: i32, units: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![("all", None, None)];
    groups.extend((0..years).map(|year| ("year", Some(2020 + year), None)));
    for year in 0..years {
        groups.extend((0..units).map(|unit| ("year/unit", Some(2020 + year), Some(format!("第{unit}中学")))));
    }
    groups
}

/// A table with `own` cells behind level, year and unit; one without levels has the years of units alone.
fn answer(name: &str, groups: &[Group], has_levels: bool, own: &[(Column, Value)]) -> (String, Table) {
    let head: &[Column] = if has_levels { &[col::LEVEL, col::YEAR, col::UNIT] } else { &[col::YEAR, col::UNIT] };
    let columns: Vec<Column> = head.iter().copied().chain(own.iter().map(|(column, _)| *column)).collect();
    let shown = groups.iter().filter(|group| has_levels || group.0 == "year/unit");
    let row = |(level, year, unit): &Group| {
        let level = has_levels.then(|| Value::from(*level));
        let head = level.into_iter().chain([Value::from(*year), Value::from(unit.clone())]);
        head.chain(own.iter().map(|(_, value)| value.clone())).collect()
    };
    let rows: Vec<Vec<Value>> = shown.map(row).collect();
    (name.to_owned(), Table::from_frame(name, &frame(&columns, &rows).expect("a frame")).expect("a table"))
}

/// Answers of large sums, as of a province.
fn answers(years: i32, units: usize, has_levels: bool) -> BTreeMap<String, Table> {
    let groups = groups(years, units);
    let sum = Value::from(Decimal::new(98_765_432_123_456, 6));
    let distribution = [
        (col::BASIS, Value::from("adjusted")),
        (col::N_WITH_RATE, Value::from(1_234_567_u32)),
        (col::MISSING_RATE, Value::from(0_u32)),
        (col::BUDGET_WAN, sum.clone()),
        (col::EXECUTED_WAN, sum.clone()),
        (col::WEIGHTED_MEAN_PCT, Value::Ratio(Some(98.765_432))),
    ];
    let gaps = [
        (col::ASPECT, Value::from("total")),
        (col::N_SCORED, Value::from(1_234_567_u32)),
        (col::LOST_POINTS, Value::from(Decimal::new(123_456_789, 2))),
        (col::FULL_N, Value::from(987_654_u32)),
    ];
    let reconciliation = [
        (col::FORMS_EXECUTED_WAN, sum.clone()),
        (col::ACCOUNTS_PROJECT_EXPENDITURE_WAN, sum),
        (col::DIFFERENCE_WAN, Value::from(Decimal::ZERO)),
        (col::AGREES, Value::Flag(Some(true))),
    ];
    BTreeMap::from([
        answer("execution_distribution", &groups, has_levels, &distribution),
        answer("scoring_gaps", &groups, has_levels, &gaps),
        answer("reconciliation", &groups, has_levels, &reconciliation),
    ])
}

/// How many columns of a terminal the widest line takes.
fn width(text: &str) -> usize {
    let wide =
        |c: char| if ('\u{1100}'..='\u{ffe6}').contains(&c) && !('\u{2000}'..'\u{2e80}').contains(&c) { 2 } else { 1 };
    text.lines().map(|line| line.chars().map(wide).sum()).max().unwrap_or(0)
}

#[test]
fn many_units_are_told_as_sums_within_the_width_of_a_terminal() {
    let tables = answers(5, 1_000, true);
    let headline = Headline::of(&tables);
    assert_eq!((headline.table.rows.len(), headline.behind), (6, Some((1_000, 5_000))));
    for lang in [Lang::Zh, Lang::En] {
        let text = headline_text(&headline, lang, 80);
        println!("{text}");
        assert!(width(&text) <= 80, "{} columns:\n{text}", width(&text));
        assert!(text.lines().count() <= 40, "{} lines:\n{text}", text.lines().count());
        let head: Vec<&str> = text.lines().next().expect("a head").split_whitespace().collect();
        assert_eq!(head.first(), Some(&lang.pick("全部", "all")));
        assert!((2020..2025).all(|year| text.contains(&year.to_string())), "{text}");
        assert!(text.contains("98,765,432 ") && text.contains("98.77"), "{text}");
        assert!(text.contains("tables/execution_distribution.csv") && text.contains("1000"), "{text}");
        let ends = headline.ends.as_ref().expect("units at both ends");
        assert_eq!((ends.rows.len(), ends.height), (6, 1_000));
        let agreements = agreement_lines(&agreements(&tables).expect("a table"), lang);
        assert!(agreements.len() == 1 && agreements[0].contains("5000"), "{agreements:?}");
    }
}

#[test]
fn very_many_years_are_told_on_one_screen_and_the_others_are_named() {
    let headline = Headline::of(&answers(60, 20, true));
    for lang in [Lang::Zh, Lang::En] {
        for window in [60, 80, 120] {
            let text = headline_text(&headline, lang, window);
            assert!(width(&text) <= window, "{} columns:\n{text}", width(&text));
            assert!(text.lines().count() <= 60 && text.contains("2079") && text.contains("52"), "{text}");
        }
    }
}

#[test]
fn few_units_have_a_row_each_whether_answers_have_levels_or_not() {
    for has_levels in [true, false] {
        let tables = answers(2, 2, has_levels);
        let headline = Headline::of(&tables);
        assert_eq!((headline.table.rows.len(), headline.behind), (4, None));
        assert_eq!(headline.table.columns[..2].iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["year", "unit"]);
        assert!(headline.sentence(Lang::Zh).is_none());
        assert!(headline_text(&headline, Lang::En, 80).contains("第1中学"));
        let agreements = agreements(&tables).expect("a table");
        assert_eq!((agreements.rows.len(), agreement_lines(&agreements, Lang::Zh).len()), (4, 4));
    }
}

#[test]
fn a_long_table_says_how_much_of_it_is_shown() {
    let rows: Vec<Vec<Value>> = (0..1_234).map(|at| vec![Value::from(format!("项目{at}"))]).collect();
    let whole = frame(&[col::PROJECT], &rows).expect("a frame");
    let shown = Table::first("projects", &whole, MOST_ROWS).expect("a table");
    assert_eq!((shown.rows.len(), shown.height), (500, 1_234));
    assert_eq!(shown.cut(Lang::En).as_deref(), Some("shown 500 of 1,234, the whole in tables/projects.csv"));
    assert_eq!(Table::from_frame("projects", &whole).expect("a table").for_readers(MOST_ROWS).rows.len(), 500);
    let short = Table::first("projects", &whole.head(Some(500)), MOST_ROWS).expect("a table");
    assert_eq!(short.cut(Lang::Zh), None);
}

#[test]
fn codes_are_told_in_words() {
    let shown = |name: &str, text: &str, lang| Shown::named(name).shown(&Cell::Text(text.to_owned()), lang);
    assert_eq!(shown("rule", "R21", Lang::En), "R21 growth");
    assert_eq!(shown("severity", "doubt", Lang::Zh), "存疑");
    assert_eq!(
        shown("figures", "projects.executed_wan indicators.score", Lang::Zh),
        "项目：全年执行数（万元）；绩效指标：得分"
    );
    assert_eq!(shown("disputed", "weight score", Lang::En), "Weight; Score");
    assert_eq!(shown("sentence_zh", "doubt", Lang::Zh), "doubt");
}
