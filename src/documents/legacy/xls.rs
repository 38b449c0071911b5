//! Excel's .xls: the cells as the library finds them, their numbers shown by our own formats.

use crate::documents::Document;
use crate::documents::fault::{Fault, Meter};
use crate::documents::legacy::formats::Formats;
use crate::documents::legacy::open::open;
use crate::documents::limits::Limits;
use crate::documents::workbook::{NumberFormat, Range, Sheet, Sheets};
use crate::problem::{Problem, said};
use office_oxide::DocumentFormat;
use office_oxide::xls::CellValue;

/// Reads an .xls file.
pub(in crate::documents) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let sheets = sheets(bytes, limits)
        .map_err(|fault| fault.problem(file, ("旧版Excel文件（.xls）", "an old Excel file (.xls)"), limits))?;
    Ok(sheets.document(file, "xls"))
}

fn sheets(bytes: &[u8], limits: &Limits) -> Result<Sheets, Fault> {
    let mut meter = Meter::new(limits);
    let document = open(bytes, DocumentFormat::Xls, limits)?;
    let book = document.as_xls().ok_or_else(|| Fault::broken(said!("文件中没有工作簿", "no workbook in it")))?;
    let formats = Formats::of(bytes);
    let mut sheets = Sheets::default();
    for read in &book.sheets {
        if read.hidden {
            sheets.hide(&read.name, &meter)?;
        } else {
            let sheet = sheet(read, &formats, &mut meter)?;
            sheets.add(&read.name, sheet, &mut meter)?;
        }
    }
    Ok(sheets)
}

fn sheet(read: &office_oxide::xls::Sheet, formats: &Formats, meter: &mut Meter<'_>) -> Result<Sheet, Fault> {
    let mut sheet = Sheet::default();
    for ((row, values), looks) in (0..).zip(&read.rows).zip(&read.xf) {
        for ((column, value), look) in (0..).zip(values).zip(looks) {
            let text = match value {
                CellValue::Empty => {
                    if formats.has_border(*look) {
                        sheet.frame(row, column);
                    }
                    continue;
                }
                CellValue::Number(number) => {
                    let raw = number.to_string();
                    let usual = NumberFormat::default();
                    formats.format(*look).unwrap_or(&usual).read(&raw, formats.since_1904).unwrap_or_else(|plain| {
                        sheet.strange(row, column);
                        plain
                    })
                }
                text => text.as_text(),
            };
            meter.expand(text.len() as u64)?;
            sheet.put(row, column, text, meter)?;
        }
    }
    for (top, bottom, left, right) in &read.merged_cells {
        let [top, bottom, left, right] = [top, bottom, left, right].map(|place| u32::from(*place));
        sheet.merge(Range { top, left, bottom, right }, meter)?;
    }
    Ok(sheet)
}
