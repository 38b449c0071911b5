//! R27 表内表间勾稽: the identities of the tables of final accounts, 01 to 09. Totals are the sums of
//! their classes, rows the sums of their columns, and one table's total is another's.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::identity::{Identity, same};
use crate::checks::ledger::{Cell, Column, Ledger, Row, column_of, row_of};
use crate::checks::pairs::{pairs, year_sum};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::checks::sides::{cell_at, find, whole};
use crate::checks::slip::slipped;
use crate::problem::Severity;
use crate::records::{AccountItem, Field, TableNumber};
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R27", zh: "表内表间勾稽", en: "table identities", run };

/// A table whose rows are classes and whose columns add up to the first.
const BY_CLASS: [(TableNumber, &[Column]); 5] = [
    (
        TableNumber::Income,
        &[Column::Fiscal, Column::Superior, Column::Undertaking, Column::Business, Column::Affiliates, Column::Other],
    ),
    (
        TableNumber::Spending,
        &[Column::Basic, Column::Project, Column::ToSuperior, Column::Operating, Column::ToAffiliates],
    ),
    (TableNumber::PublicBudget, &[Column::Basic, Column::Project]),
    (TableNumber::Fund, &[Column::Basic, Column::Project]),
    (TableNumber::StateCapital, &[Column::Basic, Column::Project]),
];

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    if case.reading.remarks.tables.is_empty() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    let ledger = Ledger::new(case);
    for (number, parts) in BY_CLASS {
        rows(case, &ledger, number, parts, sheet);
        columns(&ledger, number, sheet);
    }
    balance(&ledger, sheet);
    whole(&ledger, TableNumber::Summary, sheet);
    whole(&ledger, TableNumber::Fiscal, sheet);
    fiscal(&ledger, sheet);
    between(case, &ledger, sheet);
    basic(&ledger, sheet);
    three_public(case, &ledger, sheet);
    economic_funds(case, &ledger, sheet);
}

/// Economic classes of table 06 that are a part of one of the three public funds of table 07.
const FUND_CLASSES: [(&str, AccountItem); 4] = [
    ("30212", AccountItem::ThreePublicAbroad),
    ("30217", AccountItem::ThreePublicReception),
    ("30231", AccountItem::ThreePublicVehicleRunning),
    ("31013", AccountItem::ThreePublicVehiclePurchase),
];

/// 06 and 07: what basic expenditure has of a fund is no more than the whole fund.
fn economic_funds(case: &Case<'_>, ledger: &Ledger<'_, '_>, sheet: &mut Sheet) {
    if ledger.closed(TableNumber::Basic).or(ledger.closed(TableNumber::ThreePublic)).is_some() {
        return;
    }
    for (code, item) in FUND_CLASSES {
        let part = ledger.cell(TableNumber::Basic, &Row::Code(code.to_owned()), Column::Single).figure();
        let mut whole = ledger.figures(TableNumber::ThreePublic).filter(|(_, account)| account.item == item);
        let whole = whole.next().and_then(|(at, _)| case.of_account(at, Field::Amount));
        let Some((part, whole)) = part.zip(whole) else { continue };
        if slipped(case, &part, &whole) {
            sheet.unchecked(Because::OtherUnit);
        } else if whole.rounded().is_below(&part.rounded()) {
            above_whole(&part, &whole, sheet);
        } else {
            sheet.consistent();
        }
    }
}

/// A part that is more than its whole.
fn above_whole(part: &Figure, whole: &Figure, sheet: &mut Sheet) {
    let subject = part.name.clone();
    let remark = Remark {
        severity: Severity::Error,
        figures: vec![part.cited(), whole.clone().named("表07 决算数").cited()],
        expected: format!("<= {}", whole.value),
        arithmetic: format!("{} > {}", part.value, whole.value),
        zh: format!("{subject}印为{}，大于表07同项决算数{}：部分不应大于总体。", part.printed, whole.printed),
        en: format!(
            "{subject} is printed as {}, more than {} of table 07: a part above its whole.",
            part.printed, whole.printed
        ),
        subject,
    };
    sheet.remark(remark, &[part, whole]);
}

/// What a row is called: its code with its name, or 合计.
fn row_name(ledger: &Ledger<'_, '_>, number: TableNumber, row: &Row) -> String {
    let Row::Code(code) = row else {
        return match row {
            Row::Label(label) => format!("表{number} {label}"),
            Row::Total | Row::Code(_) => format!("表{number} 合计"),
        };
    };
    let named = ledger.figures(number).find(|(_, account)| account.class_code.as_ref() == Some(code));
    format!("表{number} {code} {}", named.map_or("", |(_, account)| account.label.as_str()))
}

/// Every row of a table by class: its first column is the sum of the others.
fn rows(case: &Case<'_>, ledger: &Ledger<'_, '_>, number: TableNumber, parts: &[Column], sheet: &mut Sheet) {
    let codes = ledger.codes(number).into_iter().map(|code| Row::Code(code.to_owned()));
    let rows: Vec<Row> = codes.chain([Row::Total]).collect();
    // A column that no heading names could be a part.
    let open = ledger.has(number, Column::Unknown).then_some(Because::Ambiguous);
    for row in rows {
        let total = ledger.cell(number, &row, Column::Total);
        let whole = total.clone().figure().is_some_and(|figure| !case.unread_at(&figure.place));
        let cell = |column: &Column| match ledger.cell(number, &row, *column) {
            // What could not be read stands in another row.
            Cell::Open(Because::Unreadable) if whole => Cell::Blank,
            cell => cell,
        };
        Identity {
            subject: row_name(ledger, number, &row),
            total,
            parts: parts.iter().map(cell).collect(),
            less: Vec::new(),
            called: ("各栏之和", "the sum of its columns"),
            open,
        }
        .check(sheet);
    }
}

/// Every column of a table by class: the row of totals is the sum of the classes (类).
fn columns(ledger: &Ledger<'_, '_>, number: TableNumber, sheet: &mut Sheet) {
    let codes = ledger.codes(number);
    let classes: Vec<&str> = codes.iter().copied().filter(|code| code.len() == 3).collect();
    if classes.is_empty() {
        return;
    }
    let orphan = codes.iter().any(|code| !classes.contains(&code.get(..3).unwrap_or_default()));
    let nameless = ledger.figures(number).any(|(_, account)| matches!(row_of(account), Row::Label(_)));
    let open = (orphan || nameless).then_some(Because::Ambiguous);
    let printed: BTreeSet<Column> = ledger.figures(number).map(|(_, account)| column_of(account)).collect();
    for column in printed.into_iter().filter(|column| *column != Column::Unknown) {
        let rows = classes.iter().map(|code| ledger.cell(number, &Row::Code((*code).to_owned()), column));
        Identity {
            subject: format!("表{number} 合计"),
            total: ledger.cell(number, &Row::Total, column),
            parts: rows.collect(),
            less: Vec::new(),
            called: ("各类之和", "the sum of the classes"),
            open,
        }
        .check(sheet);
    }
}

/// 08 and 09: what was there, plus the year's income, less its spending is what is left.
fn balance(ledger: &Ledger<'_, '_>, sheet: &mut Sheet) {
    for number in [TableNumber::Fund, TableNumber::StateCapital] {
        if !ledger.has(number, Column::Income) && !ledger.has(number, Column::Begin) {
            continue;
        }
        let codes = ledger.codes(number).into_iter().map(|code| Row::Code(code.to_owned()));
        for row in codes.chain([Row::Total]) {
            let cell = |column| ledger.cell(number, &row, column);
            Identity {
                subject: row_name(ledger, number, &row),
                total: match cell(Column::End) {
                    Cell::Blank => continue,
                    end => end,
                },
                parts: vec![cell(Column::Begin), cell(Column::Income)],
                less: vec![cell(Column::Total)],
                called: ("年初结转加本年收入减本年支出", "carried over + income - spending"),
                open: None,
            }
            .check(sheet);
        }
    }
}

/// 04: every row of expenditure is the sum of the three budgets.
fn fiscal(ledger: &Ledger<'_, '_>, sheet: &mut Sheet) {
    let codes = ledger.codes(TableNumber::Fiscal).into_iter().map(|code| Row::Code(code.to_owned()));
    let labels: BTreeSet<Row> = ledger
        .figures(TableNumber::Fiscal)
        .filter(|(_, account)| column_of(account) == Column::Total)
        .map(|(_, account)| row_of(account))
        .filter(|row| !matches!(row, Row::Code(_)))
        .collect();
    for row in codes.chain(labels) {
        let cell = |column| ledger.cell(TableNumber::Fiscal, &row, column);
        Identity {
            subject: row_name(ledger, TableNumber::Fiscal, &row),
            total: cell(Column::Total),
            parts: vec![cell(Column::PublicBudget), cell(Column::Fund), cell(Column::StateCapital)],
            less: Vec::new(),
            called: ("三类预算之和", "the sum of the three budgets"),
            open: None,
        }
        .check(sheet);
    }
}

/// One table's total is another's.
fn between(case: &Case<'_>, ledger: &Ledger<'_, '_>, sheet: &mut Sheet) {
    for pair in pairs(ledger).into_iter().filter(|pair| pair.is_total) {
        match &pair.cells {
            (Cell::Printed(one), Cell::Printed(other)) if slipped(case, one, other) => {
                sheet.unchecked(Because::OtherUnit);
            }
            _ => same(pair.subject, &pair.cells.0, &pair.cells.1, sheet),
        }
    }
    for (number, column) in [(TableNumber::Fund, Column::Fund), (TableNumber::StateCapital, Column::StateCapital)] {
        let spent = year_sum(ledger, TableNumber::Fiscal, "支出合计", column).figure();
        let spent = spent.filter(|figure| ledger.is_empty(number) && !figure.value.is_zero());
        spent.into_iter().for_each(|figure| empty_beside(number, &figure, sheet));
    }
}

/// A table without a figure whose total another table prints.
fn empty_beside(number: TableNumber, spent: &Figure, sheet: &mut Sheet) {
    let remark = Remark {
        severity: Severity::Error,
        subject: format!("表{number}与表04"),
        figures: vec![spent.cited()],
        expected: "0".to_owned(),
        arithmetic: String::new(),
        zh: format!("表{number}没有数字，而{}印为{}。", spent.name, spent.printed),
        en: format!("table {number} holds no figure, but {} is printed as {}.", spent.name, spent.printed),
    };
    sheet.remark(remark, &[spent]);
}

/// 06: staff and running costs are the sums of their economic classes, and together the basic
/// expenditure of 05.
fn basic(ledger: &Ledger<'_, '_>, sheet: &mut Sheet) {
    if let Some(because) = ledger.closed(TableNumber::Basic) {
        sheet.unchecked(because);
        return;
    }
    let part = |words: &str| {
        let found = find(ledger, TableNumber::Basic, |account| {
            account.class_code.is_none() && account.label.starts_with(words)
        });
        match found.as_slice() {
            [(at, _)] => cell_at(ledger, *at),
            [] => ledger.torn(TableNumber::Basic).map_or(Cell::Blank, Cell::Open),
            _ => Cell::Open(Because::Ambiguous),
        }
    };
    let (staff, running) = (part("人员经费"), part("公用经费"));
    let classes: Vec<&str> = ledger.codes(TableNumber::Basic).into_iter().filter(|code| code.len() == 3).collect();
    let orphan =
        ledger.codes(TableNumber::Basic).iter().any(|code| !classes.contains(&code.get(..3).unwrap_or_default()));
    let open = orphan.then_some(Because::Ambiguous);
    let of = |staff: bool| {
        let codes = classes.iter().filter(move |code| ["301", "303"].contains(code) == staff);
        codes
            .map(|code| ledger.cell(TableNumber::Basic, &Row::Code((*code).to_owned()), Column::Single))
            .collect::<Vec<_>>()
    };
    for (subject, total, parts) in [("表06 人员经费合计", &staff, of(true)), ("表06 公用经费合计", &running, of(false))]
    {
        let called = ("各经济分类之和", "the sum of its economic classes");
        let (subject, total) = (subject.to_owned(), total.clone());
        Identity { subject, total, parts, less: Vec::new(), called, open }.check(sheet);
    }
    let both = [
        ("表05 基本支出合计", ledger.cell(TableNumber::PublicBudget, &Row::Total, Column::Basic)),
        ("表06 合计", ledger.cell(TableNumber::Basic, &Row::Total, Column::Single)),
    ];
    for (subject, total) in both {
        let (subject, parts) = (subject.to_owned(), vec![staff.clone(), running.clone()]);
        let called = ("表06人员经费与公用经费之和", "staff and running costs of table 06");
        Identity { subject, total, parts, less: Vec::new(), called, open: None }.check(sheet);
    }
}

/// 07: going abroad, vehicles and receptions make the total; vehicles are bought and run.
fn three_public(case: &Case<'_>, ledger: &Ledger<'_, '_>, sheet: &mut Sheet) {
    if let Some(because) = ledger.closed(TableNumber::ThreePublic) {
        sheet.unchecked(because);
        return;
    }
    let sums: [(&str, AccountItem, &[AccountItem]); 2] = [
        (
            "合计",
            AccountItem::ThreePublic,
            &[AccountItem::ThreePublicAbroad, AccountItem::ThreePublicVehicles, AccountItem::ThreePublicReception],
        ),
        (
            "公务用车",
            AccountItem::ThreePublicVehicles,
            &[AccountItem::ThreePublicVehiclePurchase, AccountItem::ThreePublicVehicleRunning],
        ),
    ];
    for (field, words) in [(Field::Budget, "预算数"), (Field::Amount, "决算数")] {
        let cell = |item: &AccountItem| {
            let held = ledger.figures(TableNumber::ThreePublic).filter(|(_, account)| account.item == *item);
            let figures: Vec<_> = held.filter_map(|(at, _)| case.of_account(at, field)).collect();
            match figures.as_slice() {
                [] => ledger.torn(TableNumber::ThreePublic).map_or(Cell::Blank, Cell::Open),
                [figure] => Cell::Printed(Box::new(figure.clone().named(words))),
                _ => Cell::Open(Because::Ambiguous),
            }
        };
        for (name, total, parts) in sums {
            Identity {
                subject: format!("表07 {name}{words}"),
                total: cell(&total),
                parts: parts.iter().map(cell).collect(),
                less: Vec::new(),
                called: ("各部分之和", "the sum of its parts"),
                open: None,
            }
            .check(sheet);
        }
    }
}
