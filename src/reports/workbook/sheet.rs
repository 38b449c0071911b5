//! One table as one worksheet: title, a line on what it is, headings that stay in view and filter, cells.
#![expect(clippy::disallowed_types, reason = "a spreadsheet holds binary fractions; what they cannot hold is a text")]

use crate::reports::headings::{heading, word};
use crate::reports::table::{Column, Table};
use crate::tables::cells::Cell;
use crate::tables::columns::{Kind, Unit};
use crate::values::{Lang, plain};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Url, Worksheet, XlsxError, utility};
use std::collections::BTreeSet;
use std::str::FromStr as _;

/// The row of the headings, counted from zero.
pub(super) const HEAD: u32 = 2;

/// Characters of a cell: the format's own limit.
const MOST_CHARACTERS: usize = 32_767;

/// Characters of the name of a sheet: the format's own limit.
const LONGEST_NAME: usize = 31;

/// Widths of columns, in the width of a digit.
const NARROWEST: usize = 8;
const WIDEST: usize = 44;

/// Rows that say how wide a column is to be.
const LOOKED_AT: usize = 200;

/// What makes sheets: the language, the names given so far, and the formats.
pub(super) struct Sheets {
    pub(super) lang: Lang,
    names: BTreeSet<String>,
    pub(super) title: Format,
    pub(super) note: Format,
    pub(super) head: Format,
    pub(super) text: Format,
    pub(super) link: Format,
}

impl Sheets {
    pub(super) fn new(lang: Lang) -> Self {
        let (ink, grey) = (Color::RGB(0x22_2222), Color::RGB(0x59_5959));
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            lang,
            names: BTreeSet::new(),
            title: Format::new().set_bold().set_font_size(14).set_font_color(ink),
            note: Format::new().set_font_color(grey),
            head: head.set_border_bottom(FormatBorder::Thin).set_background_color(Color::RGB(0xF2_F2F2)),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            link: Format::new().set_font_color(Color::RGB(0x1F_5FA8)).set_align(FormatAlign::Top),
        }
    }

    /// A name for one more sheet: `wanted` without what the format forbids, and unlike the others.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let fit = |c: char| if "[]:*?/\\'".contains(c) { ' ' } else { c };
        let wanted: String = wanted.chars().map(fit).collect();
        let mut at = 1;
        loop {
            let ending = if at == 1 { String::new() } else { format!(" {at}") };
            let kept = LONGEST_NAME - ending.chars().count();
            let name = wanted.chars().take(kept).collect::<String>() + &ending;
            // Spreadsheets take `A` and `a` for one name.
            if self.names.insert(name.to_lowercase()) {
                return name;
            }
            at += 1;
        }
    }

    /// The sheet called `name` of `table`, with a way back to the sheet called `claims`.
    pub(super) fn table(&self, name: &str, table: &Table, claims: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?.set_landscape().set_print_fit_to_pages(1, 0).set_freeze_panes(HEAD + 1, 0)?;
        sheet.set_repeat_rows(HEAD, HEAD)?;
        sheet.write_with_format(0, 0, heading(&table.name, self.lang), &self.title)?;
        sheet.write_url_with_format(0, 3, to(claims, claims), &self.link)?;
        self.rows(&mut sheet, table)?;
        let totals = self.totals(&mut sheet, table)?;
        let file = format!("tables/{}.csv", table.name);
        let lines = [table.cut(self.lang), totals.then(|| self.about_totals().to_owned())];
        let rows = match self.lang {
            Lang::Zh => format!("{} 行，全部小数位见 {file}", table.height),
            Lang::En => format!("{} rows; every decimal stands in {file}", table.height),
        };
        let rows = if table.name == "columns" { String::new() } else { rows };
        let lines: Vec<String> = [lines[0].clone().unwrap_or(rows)].into_iter().chain(lines[1].clone()).collect();
        sheet.write_with_format(1, 0, lines.join(self.lang.pick("。", ". ")), &self.note)?;
        Ok(sheet)
    }

    fn about_totals(&self) -> &'static str {
        self.lang.pick(
            "最后一行是筛选后所见各行的合计（公式）",
            "the last row adds up the rows that a filter leaves (formulas)",
        )
    }

    /// Headings and cells of `table`.
    pub(super) fn rows(&self, sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
        // Headings take two lines.
        sheet.set_row_height(HEAD, 32)?;
        for (at, column) in table.columns.iter().enumerate() {
            let shown = table.rows.iter().take(LOOKED_AT).map(|row| self.width(column, &row[at]));
            let at = column_no(at);
            let head = heading(&column.name, self.lang);
            let widest = shown.max().unwrap_or(0).max(width(head).div_ceil(2));
            sheet.set_column_width(at, widest.clamp(NARROWEST, WIDEST) as f64 + 1.5)?;
            sheet.write_with_format(HEAD, at, head, &self.head)?;
        }
        let formats: Vec<Format> = table.columns.iter().map(|column| self.format(column)).collect();
        for (row, y) in table.rows.iter().zip(HEAD + 1..) {
            for (((cell, column), format), x) in row.iter().zip(&table.columns).zip(&formats).zip(0..) {
                match formula(table, column, y).filter(|_| *cell != Cell::Missing) {
                    Some(formula) => {
                        let result = formula.set_result(result(cell));
                        sheet.write_formula_with_format(y, x, result, format)?;
                    }
                    None => self.cell(sheet, (y, x), column, cell, format)?,
                }
            }
        }
        if let (Some(last), false) = (table.columns.len().checked_sub(1), table.rows.is_empty()) {
            sheet.autofilter(HEAD, 0, HEAD + rows_of(table), column_no(last))?;
        }
        Ok(())
    }

    /// How wide `cell` is below `column`, in digits: a figure with all its decimals and separators.
    fn width(&self, column: &Column, cell: &Cell) -> usize {
        match cell {
            Cell::Number(number) => {
                let whole = number.trunc().abs().to_string().len();
                whole + whole / 3 + 4 + number.normalize().scale().clamp(2, 6) as usize
            }
            _ => width(&column.shown(cell, self.lang)),
        }
    }

    /// One cell; texts are never taken for formulas, links or numbers.
    pub(super) fn cell(
        &self,
        sheet: &mut Worksheet,
        (y, x): (u32, u16),
        column: &Column,
        cell: &Cell,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Missing => return Ok(()),
            Cell::Truth(truth) => sheet.write_boolean_with_format(y, x, *truth, format)?,
            Cell::Text(text) => {
                let text = fitting(&plain(&word(&column.name, text, self.lang)));
                sheet.write_string_with_format(y, x, text, format)?
            }
            Cell::Whole(_) | Cell::Number(_) => match number(cell) {
                Some(number) => sheet.write_number_with_format(y, x, number, format)?,
                None => sheet.write_string_with_format(y, x, result(cell), format)?,
            },
        };
        Ok(())
    }

    /// How the cells of `column` look.
    pub(super) fn format(&self, column: &Column) -> Format {
        let places = match (column.kind, column.unit) {
            (Kind::Text | Kind::Flag, _) => return self.text.clone(),
            (Kind::Year | Kind::Order, _) => "0",
            (Kind::Count | Kind::Whole, _) => "#,##0",
            (_, Unit::Wan | Unit::Yuan) => "#,##0.00####",
            (_, Unit::Percent) => "0.00\"%\"",
            (_, Unit::Points) => "0.00####",
            (_, Unit::None) => "#,##0.######",
        };
        Format::new().set_num_format(places).set_align(FormatAlign::Top)
    }

    /// A row of sums below a table of projects and their money, where all of it stands there.
    fn totals(&self, sheet: &mut Worksheet, table: &Table) -> Result<bool, XlsxError> {
        let is_whole = table.rows.len() == table.height && !table.rows.is_empty();
        if table.name != SUMMED || !is_whole {
            return Ok(false);
        }
        let (first, y) = (HEAD + 1, HEAD + 1 + rows_of(table));
        sheet.write_with_format(y, 0, self.lang.pick("合计", "total"), &self.head)?;
        for (x, column) in (0..).zip(&table.columns).filter(|(_, column)| column.unit == Unit::Wan) {
            let cells = table.rows.iter().map(|row| &row[usize::from(x)]);
            let sum: Decimal =
                cells.filter_map(|cell| if let Cell::Number(number) = cell { Some(*number) } else { None }).sum();
            let letters = utility::column_number_to_name(x);
            let formula = Formula::new(format!("=SUBTOTAL(109,{letters}{}:{letters}{y})", first + 1));
            let format = self.format(column).set_bold().set_border_top(FormatBorder::Thin);
            sheet.write_formula_with_format(y, x, formula.set_result(sum.normalize().to_string()), &format)?;
        }
        Ok(true)
    }
}

/// The table whose rows are added up below it.
const SUMMED: &str = "project_execution";

/// Columns that others give: the column, the two it is made of, and how. A rate without a budget, and a
/// difference with a part missing, is left empty as it was.
const MADE: [(&str, [&str; 2], Made); 3] = [
    ("unspent_wan", ["adjusted_wan", "executed_wan"], Made::Difference),
    ("adjusted_rate_pct", ["executed_wan", "adjusted_wan"], Made::Rate),
    ("initial_rate_pct", ["executed_wan", "initial_wan"], Made::Rate),
];

/// How a column is made of two others.
#[derive(Clone, Copy)]
enum Made {
    /// The first less the second.
    Difference,
    /// The first in percent of the second.
    Rate,
}

/// The formula of `column` in row `y` of `table`, where it has one.
fn formula(table: &Table, column: &Column, y: u32) -> Option<Formula> {
    if ![SUMMED, "headline"].contains(&table.name.as_str()) {
        return None;
    }
    let (_, parts, made) = MADE.iter().find(|(name, ..)| *name == column.name)?;
    let [a, b] = parts.map(|name| Some(utility::row_col_to_cell(y, u16::try_from(table.position(name)?).ok()?)));
    let (a, b) = (a?, b?);
    Some(Formula::new(match made {
        Made::Difference => format!("={a}-{b}"),
        Made::Rate => format!("=IF({b}=0,\"\",{a}/{b}*100)"),
    }))
}

/// The number of `cell` as the spreadsheet holds it, if it gives back every digit.
fn number(cell: &Cell) -> Option<f64> {
    let exact = match cell {
        Cell::Whole(whole) => Decimal::from(*whole),
        Cell::Number(number) => *number,
        _ => return None,
    };
    let held = f64::from_str(&exact.to_string()).ok()?;
    (Decimal::from_str(&held.to_string()).ok()? == exact).then_some(held)
}

/// The value of `cell` as the result of a formula.
fn result(cell: &Cell) -> String {
    match cell {
        Cell::Missing => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Whole(whole) => whole.to_string(),
        Cell::Number(number) => number.normalize().to_string(),
        Cell::Truth(truth) => truth.to_string(),
    }
}

/// Rows of `table` as the format counts them; a sheet has no more of them.
pub(super) fn rows_of(table: &Table) -> u32 {
    u32::try_from(table.rows.len()).unwrap_or(u32::MAX)
}

/// A column as the format counts them.
fn column_no(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A way to the sheet called `name`, shown as `text`.
pub(super) fn to(name: &str, text: &str) -> Url {
    Url::new(format!("internal:'{name}'!A1")).set_text(text)
}

/// `text` as long as a cell may be; what is cut off is said.
fn fitting(text: &str) -> String {
    if text.chars().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    text.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect()
}

/// The width of `text` in digits: a Chinese sign takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
