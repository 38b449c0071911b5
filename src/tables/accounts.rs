//! The table `accounts`: a row a figure of a department's accounts.

use crate::problem::Problem;
use crate::records::{Account, Of, Reading};
use crate::tables::columns::ACCOUNTS;
use crate::tables::disputes::Disputes;
use crate::tables::fit::{Fit, head};
use crate::tables::frame::{Value, frame};
use crate::values::Wan;
use polars::prelude::DataFrame;

/// All account figures of `readings`.
pub(super) fn table(readings: &[Reading], disputes: &Disputes, fit: &mut Fit) -> Result<DataFrame, Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (reading, document) in readings.iter().enumerate() {
        let year = year_of_forms(document);
        for (index, account) in document.accounts.iter().enumerate() {
            let mut cells = row(account, year, fit);
            // Whose accounts these are is counted once it is known who is who.
            cells.extend(std::iter::repeat_n(Value::Text(None), 4));
            cells.extend(disputes.cells(reading, Of::Account(index), None));
            rows.push(cells);
        }
    }
    frame(&ACCOUNTS, &rows)
}

/// The year of the forms in the same document, where they agree on one.
fn year_of_forms(document: &Reading) -> Option<i32> {
    let mut years = document.projects.iter().filter_map(|project| project.year);
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

fn row(account: &Account, year: Option<i32>, fit: &mut Fit) -> Vec<Value> {
    let place = &account.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        Value::Year(account.year.or(year)),
        Value::from(&account.unit),
        Value::from(account.kind.as_str()),
        Value::from(account.table.map(|table| table.to_string())),
        Value::from(&account.column),
        Value::from(account.item.as_str()),
        Value::from(account.label.as_str()),
        Value::from(&account.class_code),
        Value::Count(account.level.map(u32::from)),
        fit.exact(account.budget_wan.map(Wan::decimal), "budget_wan", place),
        Value::from(account.budget_basis.map(|basis| basis.to_string())),
        fit.exact(account.amount_wan.map(Wan::decimal), "amount_wan", place),
        fit.exact(account.change_wan.map(Wan::decimal), "change_wan", place),
        fit.percent(account.change_pct, "change_pct", place),
        Value::from(account.change_basis.map(|basis| basis.to_string())),
        fit.percent(account.completion_pct, "completion_pct", place),
        fit.percent(account.share_pct, "share_pct", place),
        Value::from(&account.share_of),
    ]);
    cells
}
