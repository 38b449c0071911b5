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
/// Columns of one block of the headline at most; the window may hold fewer.
const SIDE_BY_SIDE: usize = 6;
/// Blocks that a screen holds.
const MOST_BLOCKS: usize = 2;
/// Columns in all its blocks.
const MOST_COLUMNS: usize = 9;
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

/// The headline: columns per year and unit, or per year, side by side in blocks no wider than `window`;
/// then the units at both ends. Earlier years than fit on a screen are named with their file.
pub fn headline_text(headline: &Headline, lang: Lang, window: usize) -> String {
    let table = &headline.table;
    let from = table.rows.len().saturating_sub(MOST_COLUMNS);
    // What sums over everything stands first and stays.
    let first = usize::from(headline.is_of_sums());
    let kept = |from: usize| (0..first).chain(from.max(first)..table.rows.len()).collect::<Vec<usize>>();
    let mut from = if from > 0 { from + first } else { 0 };
    let mut shown = blocks(headline, &kept(from), lang, window);
    while shown.len() > MOST_BLOCKS && from + 1 < table.rows.len() {
        from = from.max(first) + 1;
        shown = blocks(headline, &kept(from), lang, window);
    }
    let left_out = table.rows.len() - kept(from).len();
    let mut told = shown.join("\n\n");
    if left_out > 0 {
        told += &match lang {
            Lang::Zh => format!("\n\n另有 {left_out} 个较早的年度见 tables/execution_distribution.csv。"),
            Lang::En => format!("\n\n{left_out} earlier ones stand in tables/execution_distribution.csv."),
        };
    }
    if let Some((head, ends)) = headline.head_of_ends(lang).zip(headline.ends.as_ref()) {
        told += &format!("\n\n{}\n{}", folded(&head, window), narrow(ends, lang, window));
    }
    if let Some(line) = headline.sentence(lang) {
        told += &format!("\n\n{}", folded(&line, window));
    }
    told
}

/// `text` in lines no wider than `window`: broken at blanks and between Chinese signs, inside a word
/// only where it is wider than a line.
pub fn folded(text: &str, window: usize) -> String {
    let (mut lines, mut line, mut word) = (Vec::new(), String::new(), String::new());
    let mut close = |line: &mut String, word: &mut String| {
        if width(line) + width(word) > window && !line.trim().is_empty() {
            lines.push(std::mem::take(line).trim_end().to_owned());
        }
        line.push_str(&std::mem::take(word));
    };
    for c in text.chars() {
        let is_mark = "，。；：、）！？".contains(c);
        if (c.is_ascii() && c != ' ') || is_mark || width(&word) == 0 {
            word.push(c);
        } else {
            close(&mut line, &mut word);
            word.push(c);
        }
        if c == ' ' || width(&word) + 2 > window {
            close(&mut line, &mut word);
        }
    }
    close(&mut line, &mut word);
    lines.push(line);
    lines.join("\n")
}

/// Rows of the headline as columns side by side, in as many blocks as the window needs.
fn blocks(headline: &Headline, kept: &[usize], lang: Lang, window: usize) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut from = 0;
    while from < kept.len() {
        let mut to = kept.len().min(from + SIDE_BY_SIDE);
        let mut block = side_by_side(headline, &kept[from..to], lang);
        while to > from + 1 && width(&block) > window {
            to -= 1;
            block = side_by_side(headline, &kept[from..to], lang);
        }
        blocks.push(block);
        from = to;
    }
    blocks
}

/// Some rows of the headline, turned on their side.
fn side_by_side(headline: &Headline, kept: &[usize], lang: Lang) -> String {
    let table = &headline.table;
    let rows: Vec<&Vec<Cell>> = kept.iter().filter_map(|at| table.rows.get(*at)).collect();
    let side = |at: usize| rows.iter().map(|row| table.columns[at].shown(&row[at], lang)).collect::<Vec<_>>();
    let heading = |at: usize| heading(&table.columns[at].name, lang).to_owned();
    // A row of sums is headed by its year or, where it sums over the years, by its level; then no
    // line of years or units is needed.
    let year = table.position("year").unwrap_or(0);
    let heads = rows.iter().zip(side(0)).zip(side(year));
    let heads = heads.map(|((row, first), year_shown)| if row[year] == Cell::Missing { first } else { year_shown });
    let mut header = vec![(String::new(), false)];
    header.extend(heads.map(|head| (head, true)));
    let from = if headline.is_of_sums() { 2 } else { 1 };
    let lines = (from..table.columns.len()).map(|at| [vec![heading(at)], side(at)].concat());
    laid_out(&header, &lines.collect::<Vec<_>>(), [WIDEST, SIDE], u16::from(!headline.is_of_sums()))
}

/// A table whose first long column gives way until the whole fits into the window.
fn narrow(table: &Table, lang: Lang, window: usize) -> String {
    let header: Vec<(String, bool)> =
        table.columns.iter().map(|one| (heading(&one.name, lang).to_owned(), one.is_numeric())).collect();
    let row = |row: &Vec<Cell>| table.columns.iter().zip(row).map(|(column, cell)| column.shown(cell, lang)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
    let mut widest = WIDEST;
    loop {
        let text = laid_out(&header, &rows, [widest; 2], 0);
        if width(&text) <= window || widest <= 8 {
            return text;
        }
        widest -= 2;
    }
}

/// Columns of a terminal that the widest line of `text` takes; Chinese signs take two.
fn width(text: &str) -> usize {
    let is_wide = |c: char| ('\u{1100}'..='\u{ffe6}').contains(&c) && !('\u{2000}'..'\u{2e80}').contains(&c);
    let wide = |line: &str| line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
    text.lines().map(wide).max().unwrap_or(0)
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
