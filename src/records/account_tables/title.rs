//! Which table a grid is: its title and its unit of money, in the lines above it or its first rows.

use crate::documents::{Block, Grid};
use crate::records::account_tables::names::compact;
use crate::records::table_number::TableNumber;
use crate::records::told_labels::AccountLabels;
use crate::values::{MoneyUnit, find_year};

/// What stands above a table.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// The table's number in the national form, from 01 to 09.
    pub(super) number: TableNumber,
    /// The year the title names.
    pub(super) year: Option<i32>,
    /// The unit of money, where it is printed.
    pub(super) unit: Option<MoneyUnit>,
}

/// How many lines above a table, and rows of it, may hold its title.
const LINES: usize = 8;
const ROWS: usize = 5;

impl Title {
    /// The title of `grid` among the blocks before it, the nearest first.
    pub(super) fn above(before: &[Block], grid: &Grid, labels: &AccountLabels) -> Option<Self> {
        let within = grid.rows.iter().take(ROWS).flat_map(|row| &row.cells).map(|cell| compact(&cell.text));
        let lines = before.iter().rev().map_while(|block| match block {
            Block::Line(line) => Some(compact(&line.text)),
            Block::Grid(_) => None,
        });
        let texts: Vec<String> = within.filter(|text| !text.is_empty()).chain(lines.take(LINES)).collect();
        let number =
            texts.iter().find_map(|text| labels.titles.suffix(without_form_number(text)).map(|(_, number)| number))?;
        let unit = texts.iter().find_map(|text| unit_of(text));
        let year = texts.iter().filter(|text| text.contains("决算")).find_map(|text| find_year(text));
        Some(Self { number, year, unit })
    }
}

/// A title without the number of the form behind it (公开01表, （公开01表）).
fn without_form_number(text: &str) -> &str {
    let text = text.split("公开").next().filter(|rest| !rest.is_empty()).unwrap_or(text);
    text.trim_end_matches(['（', '(', '）', ')'])
}

/// The unit of money a text such as 单位：万元 or 金额单位：元 names.
fn unit_of(text: &str) -> Option<MoneyUnit> {
    let (_, unit) = text.split_once("单位：").or_else(|| text.split_once("单位:"))?;
    match unit {
        _ if unit.starts_with("万元") || unit.starts_with("人民币万元") => Some(MoneyUnit::Wan),
        _ if unit.starts_with('元') || unit.starts_with("人民币元") => Some(MoneyUnit::Yuan),
        _ => None,
    }
}
