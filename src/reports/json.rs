//! A table as JSON: exact decimals as strings, counts as numbers, what is missing as null.

use super::table::Table;
use crate::tables::cells::Cell;
use serde_json::Value as Json;

/// The rows of `table` as objects, their keys in the order of the columns.
pub fn json(table: &Table) -> Json {
    let row = |cells: &Vec<Cell>| {
        let named = table.columns.iter().zip(cells).map(|(column, cell)| (column.name.clone(), cell_json(cell)));
        Json::Object(named.collect())
    };
    Json::Array(table.rows.iter().map(row).collect())
}

/// One cell as JSON.
fn cell_json(cell: &Cell) -> Json {
    match cell {
        Cell::Missing => Json::Null,
        Cell::Text(text) => Json::String(text.clone()),
        Cell::Whole(whole) => Json::from(*whole),
        Cell::Number(number) => Json::String(number.to_string()),
        Cell::Truth(truth) => Json::Bool(*truth),
    }
}
