//! Rows in groups: a panel for every year and unit while these are few, all units of a year together in
//! titles and where units are many, all years of a unit together where units are named.

use crate::charts::words::{counted, year};
use crate::tables::cells::{Row, View};
use crate::tables::columns::{UNIT, YEAR};
use crate::values::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// One year of one unit, or of several together: the items of a panel.
#[derive(Clone, Debug)]
pub(super) struct Panel<T> {
    /// The year, where it is known.
    pub(super) year: Option<i32>,
    /// The unit as printed; nothing where units are together.
    pub(super) unit: String,
    /// How many years of units are together.
    pub(super) units: usize,
    /// The items, in the order of the table.
    pub(super) items: Vec<T>,
}

/// How many panels a page holds; with more, a chart changes its form and sums up.
pub(super) const MOST_PANELS: usize = 6;

/// Gathers `items` into panels by year and unit, in the order of years and of first appearance.
pub(super) fn panels<T>(items: impl IntoIterator<Item = (Option<i32>, String, T)>) -> Vec<Panel<T>> {
    let mut places: BTreeMap<(Option<i32>, String), usize> = BTreeMap::new();
    let mut panels: Vec<Panel<T>> = Vec::new();
    for (year, unit, item) in items {
        let next = panels.len();
        let at = *places.entry((year, unit.clone())).or_insert(next);
        match panels.get_mut(at) {
            Some(panel) => panel.items.push(item),
            None => panels.push(Panel { year, unit, units: 1, items: vec![item] }),
        }
    }
    panels.sort_by_key(|panel| panel.year);
    panels
}

/// The rows of `view`, which holds years and units, panel by panel.
pub(super) fn panels_of(view: &View) -> Vec<Panel<Row<'_>>> {
    panels(view.rows().map(|row| (row.year(&YEAR), row.text(&UNIT).to_owned(), row)))
}

/// `panels` with all units of a year in one, in the order of years.
pub(super) fn by_year<T: Clone>(panels: &[Panel<T>]) -> Vec<Panel<T>> {
    let mut years: BTreeMap<Option<i32>, Panel<T>> = BTreeMap::new();
    for panel in panels {
        let fresh = || Panel { year: panel.year, unit: panel.unit.clone(), units: 0, items: Vec::new() };
        let year = years.entry(panel.year).or_insert_with(fresh);
        join(year, panel);
    }
    years.into_values().collect()
}

/// `panels` with all years of a unit in one, in the order of names.
pub(super) fn by_unit<T: Clone>(panels: &[Panel<T>]) -> Vec<Panel<T>> {
    let mut units: BTreeMap<&str, Panel<T>> = BTreeMap::new();
    for panel in panels {
        let fresh = || Panel { year: panel.year, unit: panel.unit.clone(), units: 0, items: Vec::new() };
        join(units.entry(&panel.unit).or_insert_with(fresh), panel);
    }
    units.into_values().collect()
}

fn join<T: Clone>(all: &mut Panel<T>, panel: &Panel<T>) {
    all.items.extend(panel.items.iter().cloned());
    all.units += panel.units;
    if all.unit != panel.unit {
        all.unit = String::new();
    }
    if all.year != panel.year {
        all.year = None;
    }
}

/// All of `panels` in one, in their order.
pub(super) fn together<T: Clone>(panels: &[Panel<T>]) -> Panel<T> {
    let first = panels.first();
    let (year, unit) = (first.and_then(|panel| panel.year), first.map(|panel| panel.unit.clone()));
    let mut all = Panel { year, unit: unit.unwrap_or_default(), units: 0, items: Vec::new() };
    panels.iter().for_each(|panel| join(&mut all, panel));
    all
}

/// Of how many of the last years a title tells: of many units, a year is a whole line.
pub(super) fn told<T>(years: &[Panel<T>]) -> usize {
    if years.iter().any(|panel| panel.units > 1) { 1 } else { 2 }
}

/// Whose `panels` are, all together: the years and how many units.
pub(super) fn all_of<T>(lang: Lang, panels: &[Panel<T>]) -> String {
    let units = panels.iter().map(|panel| panel.unit.as_str()).collect::<BTreeSet<_>>().len();
    let years: BTreeSet<i32> = panels.iter().filter_map(|panel| panel.year).collect();
    let years = match (years.first(), years.last()) {
        (Some(from), Some(to)) if from < to => {
            lang.pick("{}–{}年", "{}–{}").replacen("{}", &from.to_string(), 1).replacen("{}", &to.to_string(), 1)
        }
        (from, _) => year(lang, from.copied()),
    };
    match (lang, units) {
        (_, 0 | 1) => years,
        (Lang::Zh, n) => format!("{years}{}个单位", counted(n)),
        (Lang::En, n) => format!("{years} ({} units)", counted(n)),
    }
}

/// Whose finding a clause of a title tells: the year, and how many units where there are several.
pub(super) fn whose<T>(lang: Lang, panel: &Panel<T>) -> String {
    let y = year(lang, panel.year);
    match (lang, panel.units) {
        (_, 0 | 1) => y,
        (Lang::Zh, n) => format!("{y}{}个单位", counted(n)),
        (Lang::En, n) => format!("{y} ({} units)", counted(n)),
    }
}
