//! Excel 2003's XML (SpreadsheetML), which many programs write under the name of .xls.

use crate::documents::Document;
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::workbook::book::Sheets;
use crate::documents::workbook::sheet::{Range, Sheet};
use crate::documents::workbook::shown::NumberFormat;
use crate::documents::xml::{Step, Xml};
use crate::problem::{Problem, said};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Rows and columns of the largest sheet.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;

/// Reads an Excel file of 2003 in XML.
pub(in crate::documents) fn read(file: &str, text: &str, limits: &Limits) -> Result<Document, Problem> {
    let sheets = sheets(text, limits)
        .map_err(|fault| fault.problem(file, ("Excel 2003 XML文件", "an Excel 2003 XML file"), limits))?;
    Ok(sheets.document(file, "spreadsheet-xml"))
}

fn sheets(text: &str, limits: &Limits) -> Result<Sheets, Fault> {
    let mut meter = Meter::new(limits);
    let mut xml = Xml::new(text.as_bytes());
    let mut sheets = Sheets::default();
    let (mut style, mut styles) = (String::new(), BTreeMap::new());
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "Style" => style = xml.attribute("ID").unwrap_or_default(),
                "NumberFormat" => {
                    let code = xml.attribute("Format").unwrap_or_default();
                    styles.insert(style.clone(), NumberFormat::new(0, Some(code_of(&code))));
                }
                "Worksheet" => {
                    let name = xml.attribute("Name").unwrap_or_default();
                    let sheet = sheet(&mut xml, &styles, &mut sheets, &mut meter)?;
                    match sheet {
                        Some(sheet) => sheets.add(&name, sheet, &mut meter)?,
                        None => sheets.hide(&name, &meter)?,
                    }
                }
                _ => {}
            },
            Step::End => return Ok(sheets),
            Step::Close | Step::Text => {}
        }
    }
}

/// The code of a format, some of which have names.
fn code_of(name: &str) -> &str {
    match name {
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Currency" => "¥#,##0.00",
        "General" | "General Number" => "",
        "Short Date" => "yyyy/m/d",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        code => code,
    }
}

/// A sheet up to its end; nothing where it is hidden.
fn sheet<R: BufRead>(
    xml: &mut Xml<R>,
    styles: &BTreeMap<String, NumberFormat>,
    sheets: &mut Sheets,
    meter: &mut Meter<'_>,
) -> Result<Option<Sheet>, Fault> {
    let mut sheet = Sheet::default();
    let (mut row, mut column, mut hidden, mut is_visible) = (0_u32, 0_u32, false, false);
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "Row" => {
                    row = xml.count("Index").unwrap_or(row + 1);
                    column = 0;
                    if xml.attribute("Hidden").as_deref() == Some("1") {
                        sheet.hide_row(row.max(1) - 1);
                    }
                }
                "Cell" => column = cell(xml, (row, column), styles, sheets, &mut sheet, meter)?,
                "Visible" => is_visible = true,
                _ => {}
            },
            Step::Text if is_visible => hidden |= xml.text().trim() != "SheetVisible",
            Step::Close if xml.name() == "Worksheet" => return Ok((!hidden).then_some(sheet)),
            Step::Close => is_visible = false,
            Step::End => return Err(Fault::broken(said!("一张工作表没有结尾", "a sheet ends early"))),
            Step::Text => {}
        }
    }
}

/// Reads a cell that follows the one in `column` of `row`, both from 1, and returns the last column it covers.
fn cell<R: BufRead>(
    xml: &mut Xml<R>,
    (row, column): (u32, u32),
    styles: &BTreeMap<String, NumberFormat>,
    sheets: &mut Sheets,
    sheet: &mut Sheet,
    meter: &mut Meter<'_>,
) -> Result<u32, Fault> {
    meter.cell()?;
    let column = xml.count("Index").unwrap_or(column.saturating_add(1));
    let (across, down) = (xml.count("MergeAcross").unwrap_or(0), xml.count("MergeDown").unwrap_or(0));
    let format = xml.attribute("StyleID").and_then(|id| styles.get(&id));
    let (left, top) = (column.max(1) - 1, row.max(1) - 1);
    if top >= MAX_ROWS || left >= MAX_COLUMNS {
        return Err(Fault::broken(said!("单元格位于表格范围之外", "a cell beyond the sheet")));
    }
    let (kind, text) = data(xml, sheets)?;
    let shown = match (kind.as_str(), format) {
        ("Number", format) => {
            let usual = NumberFormat::default();
            format.unwrap_or(&usual).read(&text, false).unwrap_or_else(|plain| {
                sheet.strange(top, left);
                plain
            })
        }
        ("DateTime", _) => text.split('T').next().unwrap_or_default().to_owned(),
        ("Boolean", _) => if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        _ => text,
    };
    meter.expand(shown.len() as u64)?;
    sheet.put(top, left, shown, meter)?;
    if across + down > 0 {
        let (bottom, right) =
            (top.saturating_add(down).min(MAX_ROWS - 1), left.saturating_add(across).min(MAX_COLUMNS - 1));
        sheet.merge(Range { top, left, bottom, right }, meter)?;
    }
    Ok(column.saturating_add(across))
}

/// The kind of a cell's value, and the value, up to the end of the cell.
fn data<R: BufRead>(xml: &mut Xml<R>, sheets: &mut Sheets) -> Result<(String, String), Fault> {
    let (mut kind, mut text, mut is_data, mut lifted) = (String::new(), String::new(), false, None);
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "Data" => {
                    is_data = true;
                    kind = xml.attribute("Type").unwrap_or_default();
                }
                "Comment" | "PhoneticText" => xml.skip()?,
                "Sup" => lifted = Some((true, String::new())),
                "S" => lifted = Some((false, String::new())),
                _ => {}
            },
            Step::Text if is_data => match &mut lifted {
                Some((_, part)) => part.push_str(xml.text()),
                None => text.push_str(xml.text()),
            },
            Step::Close => match xml.name() {
                "Sup" | "S" => match lifted.take() {
                    Some((true, part)) => sheets.apart.raise(&mut text, &part),
                    Some((false, part)) => sheets.apart.strike(&part),
                    None => {}
                },
                "Data" => is_data = false,
                "Cell" => return Ok((kind, text)),
                _ => {}
            },
            Step::End => return Err(Fault::broken(said!("一个单元格没有结尾", "a cell ends early"))),
            Step::Text => {}
        }
    }
}
