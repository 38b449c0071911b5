//! The tables of two real published accounts, read from their PDFs where `../shared/documents` is at
//! hand: every column must add up to the totals the paper prints.

use jixiao::records::{Account, Basis, Labels, Reading};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

const FOLDER: &str = "../shared/documents";

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

fn reading(file: &str) -> Option<Reading> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("{file} is not here; nothing was checked");
        return None;
    };
    let document = jixiao::documents::read(file, &bytes).unwrap();
    Some(jixiao::records::read(&document, &Labels::built_in().unwrap()))
}

fn amount(account: &Account) -> Decimal {
    account.amount_wan.unwrap().decimal()
}

/// How many sums of a table meet their printed parent: 项 in 款, 款 in 类, 类 in the total.
fn sums(reading: &Reading, table: &str, total: &str) -> usize {
    let mut met = 0;
    let mut columns: BTreeMap<&str, Vec<&Account>> = BTreeMap::new();
    for account in
        reading.accounts.iter().filter(|account| account.table.is_some_and(|number| number.as_str() == table))
    {
        columns.entry(account.column.as_deref().unwrap()).or_default().push(account);
    }
    for (column, accounts) in columns {
        let classes: Vec<(&str, Decimal)> =
            accounts.iter().filter_map(|account| Some((account.class_code.as_deref()?, amount(account)))).collect();
        let printed = accounts.iter().find(|account| account.label == total).map(|account| amount(account));
        let parents = classes.iter().copied().filter(|(code, _)| code.len() < 7).chain(printed.map(|sum| ("", sum)));
        for (parent, sum) in parents {
            let length = if parent.is_empty() { 3 } else { parent.len() + 2 };
            let children: Vec<Decimal> = classes
                .iter()
                .filter(|(code, _)| code.len() == length && code.starts_with(parent))
                .map(|(_, sum)| *sum)
                .collect();
            // Each printed figure may be half a hundredth off.
            let slack = Decimal::new(5, 3) * Decimal::from(children.len() + 1);
            let found: Decimal = children.iter().sum();
            assert!((found - sum).abs() <= slack, "table {table}, {column}, {parent}: {found} is not {sum}");
            met += 1;
        }
    }
    met
}

#[test]
fn tables_of_the_real_accounts_add_up() {
    // (file, table, name of its total, how many sums there are to meet)
    let tables = [
        ("putuo-planning-2024-final-accounts.pdf", "02", "合计", 24),
        ("putuo-planning-2024-final-accounts.pdf", "03", "合计", 36),
        ("putuo-planning-2024-final-accounts.pdf", "05", "合计", 36),
        ("putuo-socialwork-2024-final-accounts.pdf", "02", "合计", 18),
        ("putuo-socialwork-2024-final-accounts.pdf", "03", "合计", 20),
        ("putuo-socialwork-2024-final-accounts.pdf", "05", "合计", 20),
    ];
    for (file, table, total, least) in tables {
        let Some(reading) = reading(file) else { return };
        let met = sums(&reading, table, total);
        println!("{file}, table {table}: {met} sums meet their printed total");
        assert!(met >= least, "{file}, table {table}: only {met} sums");
    }
}

#[test]
fn the_real_accounts_are_read_without_a_problem() {
    for (file, unit, accounts) in [
        ("putuo-planning-2024-final-accounts.pdf", "上海市普陀区规划和自然资源局", 300),
        ("putuo-socialwork-2024-final-accounts.pdf", "中共上海市普陀区委社会工作部", 200),
    ] {
        let Some(reading) = reading(file) else { return };
        assert_eq!(reading.problems, []);
        assert!(reading.accounts.len() >= accounts, "{file}: {}", reading.accounts.len());
        assert!(reading.accounts.iter().all(|account| account.unit.as_deref() == Some(unit)));
        assert!(reading.accounts.iter().all(|account| account.year == Some(2024)));
    }
}

#[test]
fn a_narrative_names_its_classes_before_their_figures() {
    let Some(reading) = reading("putuo-socialwork-2024-final-accounts.pdf") else { return };
    let told = |code: &str| {
        let mut found = reading.accounts.iter().filter(|account| account.table.is_none());
        found.find(|account| account.class_code.as_deref() == Some(code)).unwrap_or_else(|| panic!("{code}"))
    };
    // (code, budget, amount) of the 项 that the narrative states; the budget is the adjusted one.
    let items = [
        ("2013901", "52.00", "51.32"),
        ("2013950", "17.68", "11.31"),
        ("2013999", "202.24", "202.24"),
        ("2080505", "9.00", "6.18"),
        ("2080506", "5.74", "4.64"),
        ("2101101", "2.23", "2.22"),
        ("2101102", "2.29", "0.49"),
        ("2210201", "18.12", "17.70"),
        ("2210203", "11.72", "11.72"),
    ];
    for (code, budget, executed) in items {
        let account = told(code);
        assert_eq!(account.budget_wan.unwrap().decimal(), decimal(budget), "{code}");
        assert_eq!(account.budget_basis, Some(Basis::AdjustedBudget), "{code}");
        assert_eq!(amount(account), decimal(executed), "{code}");
    }
}
