//! Tables 01 and 04, whose income and expenditure stand side by side and make one total.

use crate::checks::finding::Because;
use crate::checks::identity::{Identity, same};
use crate::checks::ledger::{Cell, Column, Ledger, column_of};
use crate::checks::sheet::Sheet;
use crate::records::{Account, TableNumber};

/// The amounts of a table for which `is` holds.
pub(super) fn find<'a>(
    ledger: &Ledger<'_, 'a>,
    number: TableNumber,
    is: impl Fn(&Account) -> bool,
) -> Vec<(usize, &'a Account)> {
    ledger.figures(number).filter(|(_, account)| account.amount_wan.is_some() && is(account)).collect()
}

/// 01 and 04: both sides make one total: what came in with what was there, what went out with what is
/// left; and the year's expenditure is the sum of the classes.
pub(super) fn whole(ledger: &Ledger<'_, '_>, number: TableNumber, sheet: &mut Sheet) {
    if let Some(because) = ledger.closed(number) {
        sheet.unchecked(because);
        return;
    }
    let years = |words: &str, columns: &[Column]| {
        find(ledger, number, |account| account.label.ends_with(words) && columns.contains(&column_of(account)))
    };
    let income = years("收入合计", &[Column::Single]);
    let outgo = years("支出合计", &[Column::Single, Column::Total]);
    let (Some(income), Some(outgo)) = (income.first(), outgo.first()) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    sources(ledger, number, *income, sheet);
    side_total(ledger, number, *income, ["使用", "年初"], sheet);
    side_total(ledger, number, *outgo, ["结余分配", "年末"], sheet);
    let total = |side: &Account| grand_total(ledger, number, side);
    same(format!("表{number} 总计"), &total(income.1), &total(outgo.1), sheet);
    classes(ledger, number, *outgo, sheet);
}

/// The figure at `at` as a cell.
pub(super) fn cell_at(ledger: &Ledger<'_, '_>, at: usize) -> Cell {
    ledger.amount(at).map_or(Cell::Blank, |figure| Cell::Printed(Box::new(figure)))
}

/// Whether two figures of table 01 or 04 stand in one column of the paper. A text does not tell
/// columns: there the words do, and a row that no word gives to a side may be of either.
fn beside(one: &Account, other: &Account) -> bool {
    let is_income = |account: &Account| {
        let label = account.label.as_str();
        let income = ["使用", "年初"].iter().any(|word| label.starts_with(word)) || label.contains("收入");
        let outgo = ["结余分配", "年末"].iter().any(|word| label.starts_with(word)) || label.contains("支出");
        match (income || label.contains("拨款"), outgo || account.level == Some(1)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    };
    let sides = is_income(one).zip(is_income(other));
    column_of(one) == column_of(other)
        && match (one.place.column, other.place.column) {
            (Some(one), Some(other)) => one == other,
            _ => sides.is_none_or(|(one, other)| one == other),
        }
}

/// 总计 in the column of `side`; where a text prints it twice in a row, income comes first.
fn grand_total(ledger: &Ledger<'_, '_>, number: TableNumber, side: &Account) -> Cell {
    let totals = find(ledger, number, |account| account.label.ends_with("总计") && beside(account, side));
    match totals.as_slice() {
        [] => ledger.torn(number).map_or(Cell::Blank, Cell::Open),
        [(at, _)] => cell_at(ledger, *at),
        [(first, one), (last, other)] if one.place.column.is_none() && one.place.shares_line(&other.place) => {
            cell_at(ledger, if side.label.ends_with("收入合计") { *first } else { *last })
        }
        _ => Cell::Open(Because::Ambiguous),
    }
}

/// One side of table 01 or 04: the year's sum and what stands beside it make the total.
fn side_total(
    ledger: &Ledger<'_, '_>,
    number: TableNumber,
    year: (usize, &Account),
    words: [&str; 2],
    sheet: &mut Sheet,
) {
    let below = |account: &Account| beside(account, year.1) && year.1.place.is_above(&account.place);
    let carried = |account: &Account| {
        let label = account.label.as_str();
        words.iter().any(|word| label.starts_with(word)) && (label.contains("结转") || label.contains("结余"))
    };
    let kept = find(ledger, number, |account| below(account) && carried(account));
    // Table 04 parts what was carried over by budget; older forms name more, of which nothing is certain.
    let budgets = ["一般公共预算", "政府性基金", "国有资本经营"];
    let part = |account: &Account| !kept.is_empty() && budgets.iter().any(|word| account.label.starts_with(word));
    let known = |account: &Account| carried(account) || part(account) || account.label.ends_with("总计");
    let other = find(ledger, number, |account| below(account) && !known(account));
    if let [(at, _)] = kept.as_slice() {
        let parts = find(ledger, number, |account| below(account) && part(account)).into_iter();
        let parts: Vec<Cell> = parts.map(|(at, _)| cell_at(ledger, at)).collect();
        let (subject, total) = (format!("表{number} 结转和结余"), cell_at(ledger, *at));
        let called = ("各类预算之和", "the sum of the budgets");
        // Few papers part what was carried over.
        if !parts.is_empty() {
            Identity { subject, total, parts, less: Vec::new(), called, open: ledger.torn(number) }.check(sheet);
        }
    }
    let parts = std::iter::once(year.0).chain(kept.iter().map(|(at, _)| *at));
    Identity {
        subject: format!("表{number} 总计"),
        total: grand_total(ledger, number, year.1),
        parts: parts.map(|at| cell_at(ledger, at)).collect(),
        less: Vec::new(),
        called: ("本年合计与结转结余之和", "the year's sum and what was carried over"),
        open: ledger.torn(number).or((!other.is_empty()).then_some(Because::Ambiguous)),
    }
    .check(sheet);
}

/// The year's income of table 01 or 04 is the sum of the sources above it. Where a total of the fiscal
/// appropriation stands among them, its budgets are parts of a part.
fn sources(ledger: &Ledger<'_, '_>, number: TableNumber, income: (usize, &Account), sheet: &mut Sheet) {
    const OTHERS: [&str; 6] =
        ["上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "附属单位缴款收入", "其他收入"];
    let here = |account: &Account| beside(account, income.1) && account.place.is_above(&income.1.place);
    let above = find(ledger, number, here);
    let fiscal = above.iter().any(|(_, account)| account.label == "财政拨款收入");
    let is_budget = |account: &Account| {
        ["一般公共预算", "政府性基金", "国有资本经营"].iter().any(|word| account.label.starts_with(word))
    };
    let counts = |account: &Account| {
        account.label == "财政拨款收入" || OTHERS.contains(&account.label.as_str()) || is_budget(account) && !fiscal
    };
    let open = above.iter().any(|(_, account)| !counts(account) && !is_budget(account));
    Identity {
        subject: format!("表{number} 本年收入合计"),
        total: cell_at(ledger, income.0),
        parts: above.iter().filter(|(_, account)| counts(account)).map(|(at, _)| cell_at(ledger, *at)).collect(),
        less: Vec::new(),
        called: ("各项收入之和", "the sum of the sources"),
        open: ledger.torn(number).or(open.then_some(Because::Ambiguous)),
    }
    .check(sheet);
}

/// The year's expenditure of table 01 or 04 is the sum of the classes above it.
fn classes(ledger: &Ledger<'_, '_>, number: TableNumber, outgo: (usize, &Account), sheet: &mut Sheet) {
    let here = |account: &Account| beside(account, outgo.1) && account.place.is_above(&outgo.1.place);
    let classes = find(ledger, number, |account| here(account) && account.level == Some(1));
    let others = find(ledger, number, |account| here(account) && account.level.is_none());
    Identity {
        subject: format!("表{number} 本年支出合计"),
        total: cell_at(ledger, outgo.0),
        parts: classes.into_iter().map(|(at, _)| cell_at(ledger, at)).collect(),
        less: Vec::new(),
        called: ("各类之和", "the sum of the classes"),
        open: ledger.torn(number).or((!others.is_empty()).then_some(Because::Ambiguous)),
    }
    .check(sheet);
}
