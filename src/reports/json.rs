//! A table as JSON: exact decimals as strings, counts as numbers, what is missing as null.

use super::table::{Table, Value};
use serde_json::Value as Json;

/// The rows of `table` as objects, their keys in the order of the columns.
pub fn json(table: &Table) -> Json {
    let row = |cells: &Vec<Value>| {
        let named = table.columns.iter().zip(cells).map(|(column, cell)| (column.name.clone(), cell_json(cell)));
        Json::Object(named.collect())
    };
    Json::Array(table.rows.iter().map(row).collect())
}

/// One cell as JSON.
fn cell_json(cell: &Value) -> Json {
    match cell {
        Value::Missing => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Whole(whole) => Json::from(*whole),
        Value::Number(number) => Json::String(number.to_string()),
        Value::Truth(truth) => Json::Bool(*truth),
    }
}
