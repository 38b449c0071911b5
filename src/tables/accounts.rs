//! The table `accounts`: a row a figure of a department's accounts.

use crate::problem::Problem;
use crate::records::{Account, Of, Reading};
use crate::tables::columns::ACCOUNTS;
use crate::tables::disputes::Disputes;
use crate::tables::frame::{Value, frame};
use crate::tables::{Fit, head};
use crate::values::Wan;
use polars::prelude::DataFrame;

/// All account figures of `readings`.
pub(super) fn table(readings: &[Reading], disputes: &Disputes, fit: &mut Fit) -> Result<DataFrame, Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (reading, document) in readings.iter().enumerate() {
        for (index, account) in document.accounts.iter().enumerate() {
            let mut cells = row(account, fit);
            cells.extend(disputes.cells(reading, Of::Account(index), None));
            rows.push(cells);
        }
    }
    frame(&ACCOUNTS, &rows)
}

fn row(account: &Account, fit: &mut Fit) -> Vec<Value> {
    let place = &account.place;
    let mut cells = Vec::from(head(place));
    cells.extend([
        Value::Year(account.year),
        Value::from(&account.unit),
        Value::from(&account.table),
        Value::from(&account.column),
        Value::from(account.item.as_str()),
        Value::from(account.label.as_str()),
        Value::from(&account.class_code),
        Value::Count(account.level.map(u32::from)),
        fit.exact(account.budget_wan.map(Wan::decimal), "budget_wan", place),
        Value::from(&account.budget_basis),
        fit.exact(account.amount_wan.map(Wan::decimal), "amount_wan", place),
        fit.exact(account.change_wan.map(Wan::decimal), "change_wan", place),
        fit.percent(account.change_pct, "change_pct", place),
        Value::from(&account.change_basis),
        fit.percent(account.completion_pct, "completion_pct", place),
        fit.percent(account.share_pct, "share_pct", place),
        Value::from(&account.share_of),
    ]);
    cells
}
