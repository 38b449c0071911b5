//! R28 缺表空表: a table of accounts that the contents list, or that the national form requires, and
//! that is not there; and one that is there without a figure and without a word that it has none.

use crate::checks::case::Case;
use crate::checks::finding::{Because, Cited};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::{Remarks, Table, TableNumber};

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R28", zh: "缺表空表", en: "missing table", run };

/// A document with fewer tables than these publishes an excerpt, not the set.
const SET: usize = 5;

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    let remarks = &case.reading.remarks;
    if remarks.tables.is_empty() {
        // A narrative alone, its tables in an attachment.
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    let year = case.reading.accounts.iter().find_map(|account| account.year);
    for number in TableNumber::ALL.iter().copied() {
        let mut here = remarks.tables.iter().filter(|table| table.number == number).peekable();
        if here.peek().is_some() {
            here.for_each(|table| there(table, sheet));
        } else {
            absent(remarks, number, year.is_some_and(|year| year >= number.required_since()), sheet);
        }
    }
}

/// A table that is there: it holds figures or says that it has none.
fn there(table: &Table, sheet: &mut Sheet) {
    if table.figures > 0 || table.says_empty {
        sheet.consistent();
        return;
    }
    if table.unread > 0 {
        sheet.unchecked(Because::Unreadable);
        return;
    }
    let (number, name) = (table.number, table.number.title());
    sheet.remark(
        Remark {
            // Notes may stand elsewhere.
            severity: Severity::Doubt,
            subject: format!("表{number} {name}"),
            figures: vec![Cited { name: format!("表{number}"), printed: name.to_owned(), place: table.place.clone() }],
            expected: String::new(),
            arithmetic: String::new(),
            zh: format!("表{number}《{name}》没有数字，表下也没有说明本表无数据。"),
            en: format!("table {number} ({name}) holds no figure, and no note says that it has none."),
        },
        &[],
    );
}

/// A table that was not found.
fn absent(remarks: &Remarks, number: TableNumber, required: bool, sheet: &mut Sheet) {
    let name = number.title();
    let listed = remarks.listed.iter().find(|table| table.number == number);
    let count = remarks.tables.len();
    if listed.is_none() && (!required || count < SET) {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    // Its title without a table, or a table under another title: it may be there and was not read.
    if remarks.titled.iter().any(|table| table.number == number) || remarks.untitled > 0 {
        sheet.unchecked(Because::Unreadable);
        return;
    }
    let place = listed.or(remarks.tables.last()).map(|table| table.place.clone()).unwrap_or_default();
    let (severity, why, why_en) = match listed {
        Some(_) => (Severity::Error, "目录列有", "is listed in the contents"),
        None => (Severity::Doubt, "统一格式要求有", "is required by the national form"),
    };
    let cited =
        Cited { name: if listed.is_some() { "目录" } else { "末表" }.to_owned(), printed: name.to_owned(), place };
    sheet.remark(
        Remark {
            severity,
            subject: format!("表{number} {name}"),
            figures: vec![cited],
            expected: format!("表{number}"),
            arithmetic: String::new(),
            zh: format!("{why}表{number}《{name}》，文件中没有这张表。"),
            en: format!("table {number} ({name}) {why_en}, and the document does not have it."),
        },
        &[],
    );
}
