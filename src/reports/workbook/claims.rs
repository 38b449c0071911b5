//! The first sheet: what every reader asks first, whose it is, and where the rest stands.

use super::sheet::{HEAD, Sheets, rows_of, to};
use crate::reports::headings::heading;
use crate::reports::report::Report;
use crate::reports::table::Table;
use crate::reports::terminal::agreement_lines;
use crate::values::{Lang, plain};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The sheet called `name`: headline, sentences, the claims of the pictures, and all other sheets.
pub(super) fn sheet(
    report: &Report,
    name: &str,
    charts: &str,
    contents: &[(&str, &Table)],
    sheets: &Sheets,
) -> Result<Worksheet, XlsxError> {
    let lang = sheets.lang;
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, plain(report.title(lang)), &sheets.title)?;
    let about =
        lang.pick("由公开的绩效自评表和决算读出；工具：", "read from published self-evaluations and accounts; by ");
    sheet.write_with_format(1, 0, format!("{about}{}", report.tool), &sheets.note)?;
    sheets.rows(&mut sheet, &report.headline.table)?;
    let mut y = HEAD + 2 + rows_of(&report.headline.table);
    let mut line = |sheet: &mut Worksheet, text: &str| -> Result<(), XlsxError> {
        sheet.write_string(y, 0, plain(text))?;
        y += 1;
        Ok(())
    };
    for text in sentences(report, lang) {
        line(&mut sheet, &text)?;
    }
    let pictures: Vec<&str> = report.pictures(lang).map(|picture| picture.title.as_str()).collect();
    if !pictures.is_empty() {
        line(&mut sheet, "")?;
        line(&mut sheet, lang.pick("各图的结论：", "What the charts find:"))?;
    }
    for title in pictures {
        line(&mut sheet, &format!("· {title}"))?;
    }
    y += 1;
    let heads =
        [["表", "sheet"], ["行数", "rows"], ["文件中的名称", "name in the files"]].map(|[zh, en]| lang.pick(zh, en));
    for (head, x) in heads.into_iter().zip(1..) {
        sheet.write_with_format(y, x, head, &sheets.head)?;
    }
    sheet.write_url_with_format(y + 1, 1, to(charts, charts), &sheets.link)?;
    for ((name, table), y) in contents.iter().zip(y + 2..) {
        sheet.write_url_with_format(y, 1, to(name, heading(&table.name, lang)), &sheets.link)?;
        sheet.write_number(y, 2, u32::try_from(table.height).unwrap_or(u32::MAX))?;
        sheet.write_string(y, 3, &table.name)?;
    }
    Ok(sheet)
}

/// What stands below the headline: how sure it is, and what was not read.
fn sentences(report: &Report, lang: Lang) -> Vec<String> {
    let agreements = report.agreements.iter().flat_map(|table| agreement_lines(table, lang));
    let mut all: Vec<String> = report.headline.sentence(lang).into_iter().chain(agreements).collect();
    all.push(report.checked.sentence(lang));
    all.extend(report.outcomes.sentences(lang));
    all
}
