//! The headline: what every reader asks first, a row per year and unit, cells chosen from the
//! tables of the analyses.

use super::table::{Column, Table, Value};
use std::collections::BTreeMap;

/// Where a headline column is taken from.
struct Cell {
    /// The column in the headline.
    name: &'static str,
    /// The analysis.
    analysis: &'static str,
    /// What picks the row for a year and unit: a column and its value.
    key: (&'static str, &'static str),
    /// The column in the analysis.
    column: &'static str,
}

impl Cell {
    /// Column `name` is `column` of `analysis`, where `key` holds.
    const fn new(
        name: &'static str,
        analysis: &'static str,
        key: (&'static str, &'static str),
        column: &'static str,
    ) -> Self {
        Self { name, analysis, key, column }
    }
}

const CELLS: [Cell; 9] = [
    Cell::new("n", "scoring_gaps", ("aspect", "total"), "n"),
    Cell::new("adjusted_wan", "execution_distribution", ("basis", "adjusted"), "budget_wan"),
    Cell::new("executed_wan", "execution_distribution", ("basis", "adjusted"), "executed_wan"),
    Cell::new("adjusted_rate_pct", "execution_distribution", ("basis", "adjusted"), "weighted_mean_pct"),
    Cell::new("initial_rate_pct", "execution_distribution", ("basis", "initial"), "weighted_mean_pct"),
    Cell::new("missing_initial_n", "execution_distribution", ("basis", "initial"), "missing"),
    Cell::new("mean_score", "score_waterfall", ("step", "mean"), "to_points"),
    Cell::new("lost_points", "scoring_gaps", ("aspect", "total"), "lost_points"),
    Cell::new("full_n", "scoring_gaps", ("aspect", "total"), "full_n"),
];

/// The analyses that the headline takes its cells from.
pub(crate) const NEEDED: [&str; 4] = ["execution_distribution", "reconciliation", "score_waterfall", "scoring_gaps"];

/// The headline table; a cell whose analysis says nothing about a year and unit is missing.
pub(crate) fn headline(tables: &BTreeMap<String, Table>) -> Table {
    let mut columns = vec![column("year", true), column("unit", false)];
    columns.extend(CELLS.iter().map(|cell| column(cell.name, true)));
    let rows = groups(tables).into_iter().map(|(year, unit)| {
        let cells = CELLS.iter().map(|cell| {
            let table = tables.get(cell.analysis)?;
            let key = (cell.key.0, Value::Text(cell.key.1.to_owned()));
            let picked = [("year", year.clone()), ("unit", unit.clone()), key];
            let row = table.matching(&picked).next()?;
            Some(table.cell(row, cell.column).clone())
        });
        let cells: Vec<Value> = cells.map(|cell| cell.unwrap_or(Value::Missing)).collect();
        [vec![year.clone(), unit.clone()], cells].concat()
    });
    let rows = rows.collect();
    Table { name: "headline".to_owned(), columns, rows }
}

/// The rows in which forms and accounts of the same unit stand side by side.
pub(crate) fn agreements(tables: &BTreeMap<String, Table>) -> Option<Table> {
    let whole = tables.get("reconciliation")?;
    let both = ["forms_executed_wan", "accounts_project_expenditure_wan"];
    let rows = whole.rows.iter().filter(|row| both.iter().all(|name| *whole.cell(row, name) != Value::Missing));
    Some(Table { rows: rows.cloned().collect(), ..whole.clone() })
}

/// Every year and unit that forms speak of, in the order of the first analysis that names them.
fn groups(tables: &BTreeMap<String, Table>) -> Vec<(Value, Value)> {
    let mut groups: Vec<(Value, Value)> = Vec::new();
    for table in CELLS.iter().filter_map(|cell| tables.get(cell.analysis)) {
        for row in &table.rows {
            let group = (table.cell(row, "year").clone(), table.cell(row, "unit").clone());
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    groups
}

/// A column of the headline.
fn column(name: &str, numeric: bool) -> Column {
    Column { name: name.to_owned(), numeric }
}
