//! A table for the terminal: aligned by what a character is wide, readable without colour.

use super::headings::heading;
use super::table::{Table, Value};
use crate::values::Lang;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

/// One rule under the column names, and no other line.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// Columns a terminal cell may take before its text is wrapped.
const WIDEST: u16 = 40;
/// The headline is turned on its side, a column per year and unit, up to this many of them.
const SIDE_BY_SIDE: usize = 4;
/// Columns the text of one side may take.
const SIDE: u16 = 26;

/// `table` under its column names, a line a row; long texts are wrapped.
pub fn terminal(table: &Table, lang: Lang) -> String {
    let header = table.columns.iter().map(|column| (column.name.clone(), column.numeric));
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        cells.map(|(column, cell)| cell.shown(&column.name, lang)).collect()
    });
    laid_out(&header.collect::<Vec<_>>(), &rows.collect::<Vec<_>>(), [WIDEST; 2])
}

/// The headline: a column per year and unit while they fit beside each other, else a row each.
pub(crate) fn headline_text(table: &Table, lang: Lang) -> String {
    if table.rows.len() > SIDE_BY_SIDE {
        let header = table.columns.iter().map(|column| (heading(&column.name, lang).to_owned(), column.numeric));
        let shown = |row: &Vec<Value>| {
            table.columns.iter().zip(row).map(|(column, cell)| cell.shown(&column.name, lang)).collect()
        };
        return laid_out(&header.collect::<Vec<_>>(), &table.rows.iter().map(shown).collect::<Vec<_>>(), [WIDEST; 2]);
    }
    let side = |at: usize| {
        let name = &table.columns[at].name;
        table.rows.iter().map(|row| row[at].shown(name, lang)).collect::<Vec<_>>()
    };
    let mut header = vec![(String::new(), false)];
    header.extend(side(0).into_iter().map(|year| (year, true)));
    let rows = (1..table.columns.len()).map(|at| {
        let label = heading(&table.columns[at].name, lang).to_owned();
        [vec![label], side(at)].concat()
    });
    laid_out(&header, &rows.collect::<Vec<_>>(), [WIDEST, SIDE])
}

/// One line per unit whose forms and accounts can be compared.
pub(crate) fn agreement_lines(table: &Table, lang: Lang) -> Vec<String> {
    let line = |row: &Vec<Value>| {
        let shown = |name: &str| table.cell(row, name).shown(name, lang);
        let (year, unit) = (shown("year"), shown("unit"));
        let (forms, accounts) = (shown("forms_executed_wan"), shown("accounts_project_expenditure_wan"));
        let agrees = *table.cell(row, "agrees") == Value::Truth(true);
        let difference = shown("difference_wan");
        match lang {
            Lang::Zh => {
                let verdict = if agrees { "在四舍五入范围内相符" } else { "不符" };
                format!(
                    "{year} {unit}：自评表执行数合计 {forms} 万元，决算项目支出 {accounts} 万元，{verdict}（差 {difference}）"
                )
            }
            Lang::En => {
                let verdict = if agrees { "they agree within rounding" } else { "they do not agree" };
                format!(
                    "{year} {unit}: executed in the forms {forms}, project expenditure in the accounts {accounts} \
                     (10k yuan): {verdict} (difference {difference})"
                )
            }
        }
    };
    table.rows.iter().map(line).collect()
}

/// A table in ruled columns, figures to the right; the first column may be as wide as the first of
/// `widest`, the others as the second.
fn laid_out(header: &[(String, bool)], rows: &[Vec<String>], widest: [u16; 2]) -> String {
    let aligned = |text: &str, numeric: bool| {
        let side = if numeric { CellAlignment::Right } else { CellAlignment::Left };
        Cell::new(text).set_alignment(side)
    };
    let mut table = comfy_table::Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header.iter().map(|(text, numeric)| aligned(text, *numeric)).collect::<Vec<_>>());
    for row in rows {
        table.add_row(row.iter().zip(header).map(|(text, (_, numeric))| aligned(text, *numeric)).collect::<Vec<_>>());
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(widest[at.min(1)])));
    }
    table.trim_fmt()
}
