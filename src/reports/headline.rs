//! The headline: what every reader asks first, cells chosen from the tables of the analyses. A row per
//! year and unit while these are few, else a row for all and for every year.

use super::table::{Column, Table};
use crate::tables::cells::Cell;
use crate::values::Lang;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Years of units up to which the headline has a row for each.
const MOST: usize = 6;

/// Where a headline column is taken from.
struct Taken {
    /// The column in the headline.
    name: &'static str,
    /// The analysis.
    analysis: &'static str,
    /// What picks the row for a year and unit: a column and its value.
    key: (&'static str, &'static str),
    /// The column in the analysis.
    column: &'static str,
    /// A second column that is added to it, where what is taken is a count of both.
    and: Option<&'static str>,
}

impl Taken {
    /// Column `name` is `column` of `analysis`, where `key` holds.
    const fn new(
        name: &'static str,
        analysis: &'static str,
        key: (&'static str, &'static str),
        column: &'static str,
    ) -> Self {
        Self { name, analysis, key, column, and: None }
    }

    /// The same with what column `other` counts beside it.
    const fn and(self, other: &'static str) -> Self {
        Self { and: Some(other), ..self }
    }
}

const TAKEN: [Taken; 11] = [
    Taken::new("n_projects", "execution_distribution", ("basis", "adjusted"), "n").and("missing"),
    Taken::new(WITH_AMOUNTS, "execution_distribution", ("basis", "adjusted"), "n"),
    Taken::new("adjusted_wan", "execution_distribution", ("basis", "adjusted"), "budget_wan"),
    Taken::new("executed_wan", "execution_distribution", ("basis", "adjusted"), "executed_wan"),
    Taken::new("adjusted_rate_pct", "execution_distribution", ("basis", "adjusted"), "weighted_mean_pct"),
    Taken::new("initial_rate_pct", "execution_distribution", ("basis", "initial"), "weighted_mean_pct"),
    Taken::new("missing_initial_n", "execution_distribution", ("basis", "initial"), "missing"),
    Taken::new(WITH_POINTS, "scoring_gaps", ("aspect", "total"), "n"),
    Taken::new("mean_score", "score_waterfall", ("step", "mean"), "to_points"),
    Taken::new("lost_points", "scoring_gaps", ("aspect", "total"), "lost_points"),
    Taken::new("full_n", "scoring_gaps", ("aspect", "total"), "full_n"),
];

/// How many projects stand behind the money, and how many behind the points: told where some of the
/// projects have none.
const WITH_AMOUNTS: &str = "amounts_n";
const WITH_POINTS: &str = "points_n";

/// The analyses that the headline takes its cells from.
pub(crate) const NEEDED: [&str; 4] = ["execution_distribution", "reconciliation", "score_waterfall", "scoring_gaps"];

/// Whether the headline, or what stands below it, looks at `column` of the table of `analysis`.
pub(crate) fn looks_at(analysis: &str, column: &str) -> bool {
    let is_taken = |taken: &Taken| {
        taken.analysis == analysis && [Some(taken.key.0), Some(taken.column), taken.and].contains(&Some(column))
    };
    // Of forms and accounts side by side, whole rows are told.
    analysis == "reconciliation" || ["level", "year", "unit"].contains(&column) || TAKEN.iter().any(is_taken)
}

/// The headline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// A row per year and unit, or per year where these are many; a cell whose analysis says nothing
    /// about it is missing.
    pub table: Table,
    /// How many units and years of units stand behind the rows, where these are sums over units.
    pub behind: Option<(usize, usize)>,
    /// The units at both ends of the last year, where the rows are sums over many: the lowest execution
    /// rates first, then the highest.
    pub ends: Option<Table>,
}

/// How many units stand at each end.
pub(super) const AT_AN_END: usize = 2;

/// What is told of the units at both ends.
const TOLD_OF_ENDS: [&str; 6] = ["year", "unit", "n", "adjusted_rate_pct", "initial_rate_pct", "mean_score"];

/// What a row of the headline is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    level: Cell,
    year: Cell,
    unit: Cell,
}

impl Group {
    /// The group of a row of `table`.
    fn of(table: &Table, row: &[Cell]) -> Self {
        let cell = |name| table.cell(row, name).clone();
        Self { level: cell("level"), year: cell("year"), unit: cell("unit") }
    }

    /// Whether it is a sum over all units.
    fn is_sum(&self) -> bool {
        matches!(text(&self.level), Some("all" | "year"))
    }

    /// Whether it is a year of a unit; answers without levels have no other rows.
    fn is_unit(&self) -> bool {
        matches!(text(&self.level), None | Some("year/unit"))
    }
}

impl Headline {
    /// The headline of the tables of the analyses, by name.
    pub fn of(tables: &BTreeMap<String, Table>) -> Self {
        let groups = groups(tables);
        let sums: Vec<&Group> = groups.iter().filter(|group| group.is_sum()).collect();
        let units: Vec<&Group> = groups.iter().filter(|group| group.is_unit()).collect();
        if sums.is_empty() || (1..=MOST).contains(&units.len()) {
            return Self { table: table(tables, &units, ["year", "unit"]), behind: None, ends: None };
        }
        let named: BTreeSet<&str> = units.iter().filter_map(|group| text(&group.unit)).collect();
        let behind = (!units.is_empty()).then_some((named.len(), units.len()));
        Self { table: table(tables, &sums, ["level", "year"]), behind, ends: ends(tables, &units) }
    }

    /// Whether the rows are sums over units.
    pub fn is_of_sums(&self) -> bool {
        self.table.position("level").is_some()
    }

    /// What the units at both ends are, as a heading.
    pub fn head_of_ends(&self, lang: Lang) -> Option<String> {
        let all = self.ends.as_ref()?.height;
        Some(match lang {
            Lang::Zh => format!("最近一年 {all} 个单位中执行率最低和最高的各 {AT_AN_END} 个："),
            Lang::En => format!(
                "The {AT_AN_END} lowest and {AT_AN_END} highest execution rates among {all} units in the last year:"
            ),
        })
    }

    /// How many units stand behind the figures, and where each of them is told, as one sentence.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let (units, years) = self.behind?;
        Some(match lang {
            Lang::Zh => format!(
                "合计 {units} 个单位、{years} 个单位年度；分单位的数字见 tables/execution_distribution.csv 和 tables/scoring_gaps.csv。"
            ),
            Lang::En => format!(
                "{units} units, {years} years of units; by unit: tables/execution_distribution.csv, tables/scoring_gaps.csv."
            ),
        })
    }
}

/// The units of the last year with the lowest and the highest execution rates.
fn ends(tables: &BTreeMap<String, Table>, units: &[&Group]) -> Option<Table> {
    let last = units.iter().map(|group| &group.year).filter(|year| **year != Cell::Missing).max()?;
    let source = tables.get("execution_distribution")?;
    let adjusted = Cell::Text("adjusted".to_owned());
    let of_last = |row: &&Vec<Cell>| {
        source.cell(row, "year") == last && *source.cell(row, "basis") == adjusted && Group::of(source, row).is_unit()
    };
    let mut ranked: Vec<(Cell, Group)> = source
        .rows
        .iter()
        .filter(of_last)
        .map(|row| (source.cell(row, "weighted_mean_pct").clone(), Group::of(source, row)))
        .filter(|(rate, _)| *rate != Cell::Missing)
        .collect();
    ranked.sort();
    if ranked.len() <= 2 * AT_AN_END {
        return None;
    }
    let (low, high) = (&ranked[..AT_AN_END], &ranked[ranked.len() - AT_AN_END..]);
    let groups: Vec<&Group> = low.iter().chain(high).map(|(_, group)| group).collect();
    let whole = table(tables, &groups, ["year", "unit"]);
    let kept: Vec<usize> = TOLD_OF_ENDS.iter().filter_map(|name| whole.position(name)).collect();
    let row = |row: &Vec<Cell>| kept.iter().map(|at| row[*at].clone()).collect();
    Some(Table {
        name: "ends".to_owned(),
        columns: kept.iter().map(|at| whole.columns[*at].clone()).collect(),
        rows: whole.rows.iter().map(row).collect(),
        height: ranked.len(),
    })
}

/// The rows of `groups`, named by the columns `heads`.
fn table(tables: &BTreeMap<String, Table>, groups: &[&Group], heads: [&str; 2]) -> Table {
    let columns = heads.iter().copied().chain(TAKEN.iter().map(|taken| taken.name)).map(Column::named).collect();
    let row = |group: &&Group| {
        let head = |name: &&str| match *name {
            "level" => group.level.clone(),
            "year" => group.year.clone(),
            _ => group.unit.clone(),
        };
        let cells = TAKEN.iter().map(|taken| {
            let table = tables.get(taken.analysis)?;
            let key = (taken.key.0, Cell::Text(taken.key.1.to_owned()));
            let Group { level, year, unit } = (*group).clone();
            let picked = [("level", level), ("year", year), ("unit", unit), key];
            let row = table.matching(&picked).next()?;
            let cell = table.cell(row, taken.column).clone();
            match (cell, taken.and.map(|other| table.cell(row, other))) {
                (Cell::Whole(one), Some(Cell::Whole(other))) => Some(Cell::Whole(one.saturating_add(*other))),
                (cell, _) => Some(cell),
            }
        });
        let cells = cells.map(|cell| cell.unwrap_or(Cell::Missing));
        heads.iter().map(head).chain(cells).collect()
    };
    let rows: Vec<Vec<Cell>> = groups.iter().map(row).collect();
    told_once(Table { name: "headline".to_owned(), columns, height: rows.len(), rows })
}

/// `table` without the numbers of projects that only repeat how many there are.
fn told_once(mut table: Table) -> Table {
    for name in [WITH_AMOUNTS, WITH_POINTS] {
        let (Some(at), Some(all)) = (table.position(name), table.position("n_projects")) else { continue };
        let repeats = |row: &Vec<Cell>| row[at] == row[all] || row[at] == Cell::Missing && row[all] == Cell::Missing;
        if table.rows.iter().all(repeats) {
            table.columns.remove(at);
            table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
        }
    }
    table
}

/// The rows in which forms and accounts of the same unit stand side by side.
pub fn agreements(tables: &BTreeMap<String, Table>) -> Option<Table> {
    let whole = tables.get("reconciliation")?;
    let both = ["forms_executed_wan", "accounts_project_expenditure_wan"];
    let told = |row: &&Vec<Cell>| {
        both.iter().all(|name| *whole.cell(row, name) != Cell::Missing) && Group::of(whole, row).is_unit()
    };
    let rows: Vec<Vec<Cell>> = whole.rows.iter().filter(told).cloned().collect();
    Some(Table { height: rows.len(), rows, ..whole.clone() })
}

/// Everything that forms speak of: sums and years of units, in the order of the first analysis that
/// names them.
fn groups(tables: &BTreeMap<String, Table>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seen = BTreeSet::new();
    for table in TAKEN.iter().filter_map(|taken| tables.get(taken.analysis)) {
        for row in &table.rows {
            let group = Group::of(table, row);
            if seen.insert(group.clone()) {
                groups.push(group);
            }
        }
    }
    groups
}

/// The text of a cell that holds one.
fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}
