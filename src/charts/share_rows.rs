//! Shares of the whole as they stand in the table: view by view, by year and unit.

use crate::charts::words::{capital, term};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// One share.
#[derive(Clone)]
pub(super) struct Share {
    /// Its row in the table.
    pub(super) row: usize,
    /// Its year and unit, as a position among the columns.
    pub(super) column: usize,
    /// Its view, as a position among [`VIEWS`].
    pub(super) view: usize,
    label: String,
    label_en: String,
    code: String,
    /// The amount.
    pub(super) amount: Option<Decimal>,
    /// What it is a share of.
    pub(super) whole: Option<Decimal>,
    /// The share, in percent.
    pub(super) share: Option<Decimal>,
    /// How many figures or projects it is made of.
    pub(super) n: usize,
}

/// The views in the order drawn: stable name, heading in Chinese and English.
pub(super) const VIEWS: [(&str, &str, &str); 5] = [
    ("functional_class", "功能分类（类），占一般公共预算财政拨款支出", "By functional class, of fiscal expenditure"),
    ("basic_project", "基本支出与项目支出，占本年支出", "Basic and project, of all expenditure"),
    ("purpose", "项目用途（按项目名称归类），占项目执行数", "By purpose (from project names), of project spending"),
    ("funding_source", "资金来源，占项目执行数", "By source of funds, of project spending"),
    ("functional_item", "功能分类（款）", "By functional item"),
];

/// The view of purposes, in which every project stands once.
pub(super) const PURPOSE: usize = 2;

/// The position of the view of sources.
pub(super) const SOURCE: usize = 3;

/// A year and a unit.
pub(super) type Column = (Option<i32>, String);

/// The shares in `source` of years and units, by view, column and size, and the columns by year.
///
/// # Errors
///
/// A column that is not there.
pub(super) fn read(source: &DataFrame) -> Result<(Vec<Column>, Vec<Share>), Problem> {
    of(source, &cells::years(source, "year")?, &cells::names(source, "unit")?)
}

/// The same of departments, all years together.
///
/// # Errors
///
/// A column that is not there.
pub(super) fn read_departments(source: &DataFrame) -> Result<(Vec<Column>, Vec<Share>), Problem> {
    of(source, &vec![None; source.height()], &cells::names(source, "department")?)
}

/// The shares in `source`, whose rows are of these `years` and `units`.
fn of(source: &DataFrame, years: &[Option<i32>], units: &[String]) -> Result<(Vec<Column>, Vec<Share>), Problem> {
    let views = cells::names(source, "view")?;
    let (codes, labels, n) =
        (cells::names(source, "code")?, cells::names(source, "label")?, cells::tallies(source, "n")?);
    // Older tables have no English names; the terms of the charts then stand in.
    let labels_en = cells::names(source, "label_en").unwrap_or_default();
    let (amount, whole) = (cells::numbers(source, "amount_wan")?, cells::numbers(source, "whole_wan")?);
    let share = cells::numbers(source, "share_pct")?;
    let keys: BTreeSet<Column> = (0..source.height()).map(|row| (years[row], units[row].clone())).collect();
    let places: BTreeMap<&Column, usize> = keys.iter().enumerate().map(|(at, key)| (key, at)).collect();
    let one = |row: usize| {
        Some(Share {
            row,
            column: *places.get(&(years[row], units[row].clone()))?,
            view: VIEWS.iter().position(|(name, ..)| *name == views[row])?,
            label: labels[row].clone(),
            label_en: labels_en.get(row).cloned().unwrap_or_default(),
            code: codes[row].clone(),
            amount: amount[row],
            whole: whole[row],
            share: share[row],
            n: n[row],
        })
    };
    let mut shares: Vec<Share> = (0..source.height()).filter_map(one).collect();
    shares.sort_by_key(|share| (share.view, share.column, std::cmp::Reverse(share.share)));
    Ok((keys.into_iter().collect(), shares))
}

/// What a share is of, in words.
pub(super) fn name(lang: Lang, share: &Share) -> String {
    // What no source names is no source that was not stated: its cells are blank.
    if share.code == "unattributed" {
        return lang.pick("未分到来源（各来源空白）", "Not split by source (blank)").to_owned();
    }
    if lang == Lang::En && !share.label_en.is_empty() {
        return capital(&share.label_en);
    }
    let by_code = term(lang, &share.code);
    let known = by_code != share.code && !share.code.is_empty();
    if known && (lang == Lang::En || share.label.is_empty()) { by_code } else { term(lang, &share.label) }
}

/// Views that are drawn: items of functional classes only where there are no classes.
pub(super) fn drawn(shares: &[Share]) -> Vec<usize> {
    let has = |view: usize| shares.iter().any(|share| share.view == view);
    (0..VIEWS.len()).filter(|view| has(*view) && (VIEWS[*view].0 != "functional_item" || !has(0))).collect()
}
