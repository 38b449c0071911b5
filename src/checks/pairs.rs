//! Quantities that the tables of accounts print in two places, cell beside cell.

use crate::checks::finding::Because;
use crate::checks::ledger::{Cell, Column, Ledger, Row, column_of};
use crate::records::TableNumber;
use std::collections::BTreeSet;

/// One quantity in two tables.
pub(super) struct Pair {
    /// What it is about.
    pub(super) subject: String,
    /// Whether it is the total of a table, not one class or row of it.
    pub(super) is_total: bool,
    /// The cells.
    pub(super) cells: (Cell, Cell),
}

/// A column of a table, and where another table prints the same quantity class by class.
const CLASSES: [(TableNumber, Column, TableNumber, Column, &str); 4] = [
    (TableNumber::Summary, Column::Single, TableNumber::Spending, Column::Total, "支出"),
    (TableNumber::Fiscal, Column::PublicBudget, TableNumber::PublicBudget, Column::Total, "一般公共预算支出"),
    (TableNumber::Fiscal, Column::Fund, TableNumber::Fund, Column::Total, "政府性基金支出"),
    (TableNumber::Fiscal, Column::StateCapital, TableNumber::StateCapital, Column::Total, "国有资本经营支出"),
];

/// Every quantity that two tables print.
pub(super) fn pairs(ledger: &Ledger<'_, '_>) -> Vec<Pair> {
    let mut pairs = totals(ledger);
    for (number, column, other, of_other, what) in CLASSES {
        let both: BTreeSet<&str> = ledger.codes(number).into_iter().chain(ledger.codes(other)).collect();
        for code in both.into_iter().filter(|code| code.len() == 3) {
            let row = Row::Code(code.to_owned());
            pairs.push(Pair {
                subject: format!("表{number}与表{other} {code} {what}"),
                is_total: false,
                cells: (ledger.cell(number, &row, column), ledger.cell(other, &row, of_other)),
            });
        }
    }
    for budget in ["一般公共预算", "政府性基金", "国有资本经营"] {
        pairs.push(Pair {
            subject: format!("表01与表04 {budget}拨款收入"),
            is_total: false,
            cells: (income(ledger, TableNumber::Summary, budget), income(ledger, TableNumber::Fiscal, budget)),
        });
    }
    for (label, column) in [
        ("上级补助收入", Column::Superior),
        ("事业收入", Column::Undertaking),
        ("经营收入", Column::Business),
        ("附属单位上缴收入", Column::Affiliates),
        ("其他收入", Column::Other),
    ] {
        pairs.push(Pair {
            subject: format!("表01与表02 {label}"),
            is_total: false,
            cells: (
                ledger.cell(TableNumber::Summary, &Row::Label(label.to_owned()), Column::Single),
                ledger.cell(TableNumber::Income, &Row::Total, column),
            ),
        });
    }
    pairs
}

/// Totals that one table takes from another.
fn totals(ledger: &Ledger<'_, '_>) -> Vec<Pair> {
    let total = |number, column| ledger.cell(number, &Row::Total, column);
    let year = |number, words, column| year_sum(ledger, number, words, column);
    let pairs = [
        (
            "本年收入合计",
            (TableNumber::Income, TableNumber::Summary),
            total(TableNumber::Income, Column::Total),
            year(TableNumber::Summary, "收入合计", Column::Single),
        ),
        (
            "本年支出合计",
            (TableNumber::Spending, TableNumber::Summary),
            total(TableNumber::Spending, Column::Total),
            year(TableNumber::Summary, "支出合计", Column::Single),
        ),
        (
            "财政拨款收入",
            (TableNumber::Income, TableNumber::Fiscal),
            total(TableNumber::Income, Column::Fiscal),
            year(TableNumber::Fiscal, "收入合计", Column::Single),
        ),
        (
            "一般公共预算支出",
            (TableNumber::PublicBudget, TableNumber::Fiscal),
            total(TableNumber::PublicBudget, Column::Total),
            year(TableNumber::Fiscal, "支出合计", Column::PublicBudget),
        ),
        (
            "政府性基金支出",
            (TableNumber::Fund, TableNumber::Fiscal),
            total(TableNumber::Fund, Column::Total),
            year(TableNumber::Fiscal, "支出合计", Column::Fund),
        ),
        (
            "国有资本经营支出",
            (TableNumber::StateCapital, TableNumber::Fiscal),
            total(TableNumber::StateCapital, Column::Total),
            year(TableNumber::Fiscal, "支出合计", Column::StateCapital),
        ),
    ];
    let pair = |(what, tables, one, other): (&str, (TableNumber, TableNumber), Cell, Cell)| Pair {
        subject: format!("表{}与表{} {what}", tables.0, tables.1),
        is_total: true,
        cells: (one, other),
    };
    pairs.into_iter().map(pair).collect()
}

/// The year's sum of one side of table 01 or 04 in one column.
pub(super) fn year_sum(ledger: &Ledger<'_, '_>, number: TableNumber, words: &str, column: Column) -> Cell {
    let found = ledger.figures(number).filter(|(_, account)| {
        account.amount_wan.is_some() && account.label.ends_with(words) && column_of(account) == column
    });
    one(ledger, number, &found.map(|(at, _)| at).collect::<Vec<_>>())
}

/// A row of the year's income of table 01 or 04: those of what was carried over stand below its sum.
fn income(ledger: &Ledger<'_, '_>, number: TableNumber, budget: &str) -> Cell {
    let sum = ledger.figures(number).find(|(_, account)| account.label.ends_with("收入合计"));
    let Some((sum, _)) = sum else { return ledger.torn(number).map_or(Cell::Blank, Cell::Open) };
    let found = ledger.figures(number).filter(|(at, account)| {
        *at < sum
            && account.amount_wan.is_some()
            && column_of(account) == Column::Single
            && account.class_code.is_none()
            && account.label.starts_with(budget)
            && account.label.contains("拨款")
    });
    one(ledger, number, &found.map(|(at, _)| at).collect::<Vec<_>>())
}

fn one(ledger: &Ledger<'_, '_>, number: TableNumber, found: &[usize]) -> Cell {
    if let Some(because) = ledger.closed(number) {
        return Cell::Open(because);
    }
    match found {
        [] => ledger.torn(number).map_or(Cell::Blank, Cell::Open),
        [at] => ledger.amount(*at).map_or(Cell::Blank, |figure| Cell::Printed(Box::new(figure))),
        _ => Cell::Open(Because::Ambiguous),
    }
}
