//! The figures of the two documents this project was made from, as readings: 23 projects, 183
//! indicators and the narrative's figures, kept in `tests/cases/analyses/*.csv`. Tables and
//! analyses are tested on them without a reader in between.

use jixiao::records::{Account, AccountItem, AccountKind, Basis, Funding, Indicator, Project, Reading};
use jixiao::values::{MoneyUnit, Place, Wan};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One line of a CSV, by column.
type Line = BTreeMap<String, String>;

/// A reading a file, 2020 first.
pub fn readings() -> Vec<Reading> {
    let mut readings = vec![Reading::default(), Reading::default()];
    for line in lines("projects.csv") {
        reading(&mut readings, &line).projects.push(project(&line));
    }
    for line in lines("funding.csv") {
        reading(&mut readings, &line).funding.push(funding(&line));
    }
    for line in lines("indicators.csv") {
        reading(&mut readings, &line).indicators.push(indicator(&line));
    }
    for line in lines("accounts.csv") {
        reading(&mut readings, &line).accounts.push(account(&line));
    }
    readings
}

/// A project with these amounts in `file`, everything else filled as a form would.
pub fn project_of(file: &str, year: i32, ordinal: u32, amounts: [Option<&str>; 3]) -> Project {
    let [initial, adjusted, executed] = amounts.map(|text| text.map(|text| Wan::new(decimal(text), MoneyUnit::Wan)));
    Project {
        place: Place::file(file),
        year: Some(year),
        ordinal,
        project: Some(format!("项目{ordinal}")),
        department: Some("某局".into()),
        unit: Some("某中心".into()),
        initial_wan: initial,
        adjusted_wan: adjusted,
        executed_wan: executed,
        execution_weight: Some(decimal("10")),
        execution_rate_pct: None,
        execution_score: Some(decimal("10")),
        total_weight: Some(decimal("100")),
        total_score: Some(decimal("100")),
        form: Some("F1".into()),
    }
}

pub fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn reading<'a>(readings: &'a mut [Reading], line: &Line) -> &'a mut Reading {
    let at = usize::from(line["year"] == "2024");
    &mut readings[at]
}

fn lines(name: &str) -> Vec<Line> {
    let path = format!("{}/tests/cases/analyses/{name}", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).expect("a fixture").deserialize().map(|line| line.expect("a line")).collect()
}

fn text(line: &Line, name: &str) -> Option<String> {
    Some(line[name].clone()).filter(|text| !text.is_empty())
}

fn exact(line: &Line, name: &str) -> Option<Decimal> {
    text(line, name).map(|text| decimal(&text))
}

fn wan(line: &Line, name: &str) -> Option<Wan> {
    exact(line, name).map(|figure| Wan::new(figure, MoneyUnit::Wan))
}

fn whole(line: &Line, name: &str) -> u32 {
    line[name].parse().expect("a whole number")
}

fn year(line: &Line) -> Option<i32> {
    line["year"].parse().ok()
}

fn place(line: &Line) -> Place {
    Place::file(line["file"].as_str())
}

fn project(line: &Line) -> Project {
    Project {
        place: place(line),
        year: year(line),
        ordinal: whole(line, "ordinal"),
        project: text(line, "project"),
        department: text(line, "department"),
        unit: text(line, "unit"),
        initial_wan: wan(line, "initial_wan"),
        adjusted_wan: wan(line, "adjusted_wan"),
        executed_wan: wan(line, "executed_wan"),
        execution_weight: exact(line, "execution_weight"),
        execution_rate_pct: exact(line, "execution_rate_pct"),
        execution_score: exact(line, "execution_score"),
        total_weight: exact(line, "total_weight"),
        total_score: exact(line, "total_score"),
        form: text(line, "form"),
    }
}

fn funding(line: &Line) -> Funding {
    Funding {
        place: place(line),
        year: year(line),
        ordinal: whole(line, "ordinal"),
        source: serde_json::from_value(line["source"].clone().into()).expect("a source"),
        label: line["label"].clone(),
        initial_wan: wan(line, "initial_wan"),
        adjusted_wan: wan(line, "adjusted_wan"),
        executed_wan: wan(line, "executed_wan"),
        execution_rate_pct: exact(line, "execution_rate_pct"),
    }
}

fn indicator(line: &Line) -> Indicator {
    Indicator {
        place: place(line),
        year: year(line),
        ordinal: whole(line, "ordinal"),
        row: whole(line, "row"),
        level1: text(line, "level1"),
        level1_inferred: line["level1_inferred"] == "true",
        level2: text(line, "level2"),
        level3: text(line, "level3"),
        target: None,
        actual: None,
        weight: exact(line, "weight"),
        score: exact(line, "score"),
        deviation: None,
        target_op: None,
        target_value: exact(line, "target_value"),
        target_unit: None,
        actual_op: None,
        actual_value: None,
        actual_unit: None,
    }
}

fn account(line: &Line) -> Account {
    Account {
        table: None,
        column: None,
        column_kind: None,
        kind: AccountKind::Accounts,
        budget_basis: None,
        place: place(line),
        year: year(line),
        unit: text(line, "unit"),
        item: serde_json::from_value(line["item"].clone().into()).expect("an item"),
        label: line["label"].clone(),
        class_code: text(line, "class_code"),
        level: text(line, "level").map(|level| level.parse().expect("a level")),
        budget_wan: wan(line, "budget_wan"),
        amount_wan: wan(line, "amount_wan"),
        change_wan: wan(line, "change_wan"),
        change_pct: exact(line, "change_pct"),
        change_basis: text(line, "change_basis").map(|basis| basis_named(&basis)),
        completion_pct: None,
        share_pct: exact(line, "share_pct"),
        share_of: text(line, "share_of"),
    }
}

fn basis_named(name: &str) -> Basis {
    Basis::ALL.iter().copied().find(|basis| basis.as_str() == name).expect("a basis")
}

/// A functional class of the first level in the accounts of 2021: its code, initial budget and amount.
pub fn class_of(file: &str, [code, budget, amount]: [&str; 3]) -> Account {
    let wan = |text: &str| Some(Wan::new(decimal(text), MoneyUnit::Wan));
    Account {
        kind: AccountKind::Accounts,
        table: None,
        column: None,
        column_kind: None,
        budget_basis: Some(Basis::InitialBudget),
        place: Place::file(file),
        year: Some(2021),
        unit: Some("某中心".into()),
        item: AccountItem::FunctionalClass,
        label: format!("类{code}"),
        class_code: Some(code.into()),
        level: Some(1),
        budget_wan: wan(budget),
        amount_wan: wan(amount),
        change_wan: None,
        change_pct: None,
        change_basis: None,
        completion_pct: None,
        share_pct: None,
        share_of: None,
    }
}

/// An indicator of the first project of 2021: level 2, weight and score, in words alone.
pub fn indicator_of(file: &str, row: u32, [level2, weight, score]: [&str; 3]) -> Indicator {
    Indicator {
        place: Place::file(file),
        year: Some(2021),
        ordinal: 1,
        row,
        level1: Some("产出指标".into()),
        level1_inferred: false,
        level2: Some(level2.into()),
        level3: Some(format!("指标{row}")),
        target: None,
        actual: None,
        weight: Some(decimal(weight)),
        score: Some(decimal(score)),
        deviation: None,
        target_op: None,
        target_value: None,
        target_unit: None,
        actual_op: None,
        actual_value: None,
        actual_unit: None,
    }
}
