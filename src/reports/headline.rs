//! The headline: what every reader asks first, a row per year and unit, cells chosen from the
//! tables of the analyses.

use super::table::{Column, Table, Value};
use std::collections::BTreeMap;

/// A headline column: its name, the analysis it is taken from, what picks the row there, and the
/// column there.
const CELLS: [(&str, &str, &[(&str, &str)], &str); 9] = [
    ("n", "scoring_gaps", &[("level", "total")], "n"),
    ("adjusted_wan", "execution_distribution", &[("basis", "adjusted")], "budget_wan"),
    ("executed_wan", "execution_distribution", &[("basis", "adjusted")], "executed_wan"),
    ("adjusted_rate_pct", "execution_distribution", &[("basis", "adjusted")], "weighted_mean_pct"),
    ("initial_rate_pct", "execution_distribution", &[("basis", "initial")], "weighted_mean_pct"),
    ("missing_initial_n", "execution_distribution", &[("basis", "initial")], "missing"),
    ("mean_score", "score_waterfall", &[("step", "mean")], "to_points"),
    ("lost_points", "scoring_gaps", &[("level", "total")], "lost_points"),
    ("full_n", "scoring_gaps", &[("level", "total")], "full_n"),
];

/// The analyses that the headline takes its cells from.
pub const NEEDED: [&str; 4] = ["execution_distribution", "reconciliation", "score_waterfall", "scoring_gaps"];

/// The headline table; a cell whose analysis says nothing about a year and unit is missing.
pub fn headline(tables: &BTreeMap<String, Table>) -> Table {
    let mut columns = vec![column("year", true), column("unit", false)];
    columns.extend(CELLS.iter().map(|(name, ..)| column(name, true)));
    let rows = groups(tables).into_iter().map(|(year, unit)| {
        let cells = CELLS.iter().map(|(_, analysis, keys, wanted)| {
            let table = tables.get(*analysis)?;
            let mut picked = vec![("year", year.clone()), ("unit", unit.clone())];
            picked.extend(keys.iter().map(|(name, value)| (*name, Value::Text((*value).to_owned()))));
            let row = table.matching(&picked).next()?;
            Some(table.cell(row, wanted).clone())
        });
        let cells: Vec<Value> = cells.map(|cell| cell.unwrap_or(Value::Missing)).collect();
        [vec![year.clone(), unit.clone()], cells].concat()
    });
    let rows = rows.collect();
    Table { name: "headline".to_owned(), columns, rows }
}

/// The rows in which forms and accounts of the same unit stand side by side.
pub fn agreements(tables: &BTreeMap<String, Table>) -> Option<Table> {
    let whole = tables.get("reconciliation")?;
    let both = ["forms_executed_wan", "accounts_project_expenditure_wan"];
    let rows = whole.rows.iter().filter(|row| both.iter().all(|name| *whole.cell(row, name) != Value::Missing));
    Some(Table { rows: rows.cloned().collect(), ..whole.clone() })
}

/// Every year and unit that forms speak of, in the order of the first analysis that names them.
fn groups(tables: &BTreeMap<String, Table>) -> Vec<(Value, Value)> {
    let mut groups: Vec<(Value, Value)> = Vec::new();
    for table in CELLS.iter().filter_map(|(_, analysis, ..)| tables.get(*analysis)) {
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
