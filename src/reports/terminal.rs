//! A table for the terminal: aligned by what a character is wide, readable without colour.

use super::headings::heading;
use super::headline::Headline;
use super::table::{Column, Table};
use crate::tables::cells::Cell;
use crate::values::{Lang, plain};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

/// One rule under the column names, and no other line.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// Columns a terminal cell may take before its text is wrapped.
const WIDEST: u16 = 40;
/// The headline is turned on its side, a column per year and unit, up to this many of them; sums need
/// less room each.
const SIDE_BY_SIDE: usize = 4;
/// The same for a column per year.
const SUMS_SIDE_BY_SIDE: usize = 6;
/// Forms and accounts are compared unit by unit up to this many years of units.
const LINE_BY_LINE: usize = 6;
/// Columns the text of one side may take.
const SIDE: u16 = 26;

/// `table` under its column names, a line a row; long texts are wrapped.
pub fn terminal(table: &Table, lang: Lang) -> String {
    let header = table.columns.iter().map(|column| (column.name.clone(), column.is_numeric()));
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        cells.map(|(column, cell)| column.shown(cell, lang)).collect()
    });
    laid_out(&header.collect::<Vec<_>>(), &rows.collect::<Vec<_>>(), [WIDEST; 2], 1)
}

/// The headline: a column per year and unit, or per year, while they fit beside each other, else a row
/// each.
pub fn headline_text(headline: &Headline, lang: Lang) -> String {
    let table = &headline.table;
    let most = if headline.is_of_sums() { SUMS_SIDE_BY_SIDE } else { SIDE_BY_SIDE };
    let side = |at: usize| {
        let column = &table.columns[at];
        table.rows.iter().map(|row| column.shown(&row[at], lang)).collect::<Vec<_>>()
    };
    let heading = |at: usize| heading(&table.columns[at].name, lang).to_owned();
    let mut told = if table.rows.len() > most {
        let header = (0..table.columns.len()).map(|at| (heading(at), table.columns[at].is_numeric()));
        let shown =
            |row: &Vec<Cell>| table.columns.iter().zip(row).map(|(column, cell)| column.shown(cell, lang)).collect();
        laid_out(&header.collect::<Vec<_>>(), &table.rows.iter().map(shown).collect::<Vec<_>>(), [WIDEST; 2], 1)
    } else {
        // A row of sums is headed by its year or, where it sums over the years, by its level; then no
        // line of years or units is needed.
        let year = table.position("year").unwrap_or(0);
        let heads = table.rows.iter().zip(side(0)).zip(side(year));
        let heads = heads.map(|((row, first), year_shown)| if row[year] == Cell::Missing { first } else { year_shown });
        let mut header = vec![(String::new(), false)];
        header.extend(heads.map(|head| (head, true)));
        let from = if headline.is_of_sums() { 2 } else { 1 };
        let rows = (from..table.columns.len()).map(|at| [vec![heading(at)], side(at)].concat());
        laid_out(&header, &rows.collect::<Vec<_>>(), [WIDEST, SIDE], u16::from(!headline.is_of_sums()))
    };
    if let Some(line) = headline.sentence(lang) {
        told += &format!("\n\n{line}");
    }
    told
}

/// One line per unit whose forms and accounts can be compared, or one for all where these are many.
pub fn agreement_lines(table: &Table, lang: Lang) -> Vec<String> {
    let agree = |row: &&Vec<Cell>| *table.cell(row, "agrees") == Cell::Truth(true);
    let all = table.rows.len();
    if all > LINE_BY_LINE {
        let agreeing = table.rows.iter().filter(agree).count();
        let other = all - agreeing;
        return vec![match lang {
            Lang::Zh => format!(
                "自评表与决算可核对的单位年度 {all} 个：相符 {agreeing} 个，不符或不能判断 {other} 个，见 tables/reconciliation.csv"
            ),
            Lang::En => format!(
                "forms and accounts of {all} years of units: {agreeing} agree within rounding, {other} do not or cannot be \
                 told; see tables/reconciliation.csv"
            ),
        }];
    }
    let line = |row: &Vec<Cell>| {
        let shown = |name: &str| Column::named(name).shown(table.cell(row, name), lang);
        let (year, unit) = (shown("year"), shown("unit"));
        let (forms, accounts) = (shown("forms_executed_wan"), shown("accounts_project_expenditure_wan"));
        let agrees = agree(&row);
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
/// `widest`, the others as the second. Behind every cell stands a `gap`.
fn laid_out(header: &[(String, bool)], rows: &[Vec<String>], widest: [u16; 2], gap: u16) -> String {
    let aligned = |text: &str, numeric: bool| {
        let side = if numeric { CellAlignment::Right } else { CellAlignment::Left };
        comfy_table::Cell::new(plain(text)).set_alignment(side)
    };
    let mut table = comfy_table::Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header.iter().map(|(text, numeric)| aligned(text, *numeric)).collect::<Vec<_>>());
    for row in rows {
        table.add_row(row.iter().zip(header).map(|(text, (_, numeric))| aligned(text, *numeric)).collect::<Vec<_>>());
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((1, gap));
        column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(widest[at.min(1)])));
    }
    table.trim_fmt()
}
