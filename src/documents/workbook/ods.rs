//! OpenDocument spreadsheets (.ods), whose cells hold their text as shown.

use crate::documents::archive::Archive;
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::workbook::book::Sheets;
use crate::documents::workbook::sheet::{Range, Sheet};
use crate::documents::workbook::shown::NumberFormat;
use crate::documents::xml::{Step, Xml};
use crate::documents::{Block, Document, Source, odt, spans};
use crate::problem::{Problem, said};
use std::collections::BTreeSet;
use std::io::BufRead;

/// Rows and columns of the largest sheet there is.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;

/// Reads an .ods file, or an .odt file, whose parts have the same names.
pub(in crate::documents) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let contents = || -> Result<Contents, Fault> {
        let mut meter = Meter::new(limits);
        let mut archive = Archive::open(bytes)?;
        let xml = archive.required("content.xml", &mut meter)?;
        contents(xml, &mut meter)
    };
    document(contents(), file, ["ods", "odt"], limits)
}

/// Reads an OpenDocument file whose parts stand in one XML.
pub(in crate::documents) fn read_flat(file: &str, text: &str, limits: &Limits) -> Result<Document, Problem> {
    let contents = contents(Xml::new(text.as_bytes()), &mut Meter::new(limits));
    document(contents, file, ["fods", "fodt"], limits)
}

fn document(
    contents: Result<Contents, Fault>,
    file: &str,
    [sheets, text]: [&'static str; 2],
    limits: &Limits,
) -> Result<Document, Problem> {
    match contents {
        Ok(Contents::Sheets(read)) => Ok(read.document(file, sheets)),
        Ok(Contents::Text(blocks)) => {
            Ok(Document { source: Source::new(file), format: text, encoding: "", blocks, problems: Vec::new() })
        }
        Err(fault) => {
            Err(fault.problem(file, ("OpenDocument文件（.ods、.odt）", "an OpenDocument file (.ods, .odt)"), limits))
        }
    }
}

/// What an OpenDocument file holds.
enum Contents {
    Sheets(Box<Sheets>),
    Text(Vec<Block>),
}

fn contents<R: BufRead>(mut xml: Xml<R>, meter: &mut Meter<'_>) -> Result<Contents, Fault> {
    let mut sheets = Sheets::default();
    // The style described last, and those of sheets that are not shown.
    let (mut style, mut unseen, mut in_body) = (String::new(), BTreeSet::new(), false);
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "style" => style = xml.attribute("name").unwrap_or_default(),
                "table-properties" if xml.attribute("display").as_deref() == Some("false") => {
                    unseen.insert(style.clone());
                }
                "body" => in_body = true,
                "text" if in_body => {
                    let mut pieces = Vec::new();
                    odt::pieces(&mut xml, "text", meter, 0, &mut pieces)?;
                    return Ok(Contents::Text(spans::blocks(pieces, meter)?));
                }
                "table" => {
                    let name = xml.attribute("name").unwrap_or_default();
                    if xml.attribute("style-name").is_some_and(|style| unseen.contains(&style)) {
                        sheets.hide(&name, meter)?;
                        xml.skip()?;
                    } else {
                        let sheet = sheet(&mut xml, meter)?;
                        sheets.add(&name, sheet, meter)?;
                    }
                }
                // Earlier texts of changed cells.
                "tracked-changes" => xml.skip()?,
                _ => {}
            },
            Step::End => return Ok(Contents::Sheets(Box::new(sheets))),
            Step::Close | Step::Text => {}
        }
    }
}

/// A cell of a row and how often it stands there.
struct Repeated {
    text: String,
    times: u32,
    /// Rows and columns of a merged range that begins here.
    merged: Option<(u32, u32)>,
    /// For a formula, whether the file tells what it comes to.
    formula: Option<bool>,
}

impl Repeated {
    /// Whether nothing is to be told of the cell.
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.merged.is_none() && self.formula.is_none()
    }
}

fn sheet<R: BufRead>(xml: &mut Xml<R>, meter: &mut Meter<'_>) -> Result<Sheet, Fault> {
    let mut sheet = Sheet::default();
    let (mut row, mut column) = (0_u32, 0_u32);
    let is_hidden = |xml: &Xml<R>| matches!(xml.attribute("visibility").as_deref(), Some("collapse" | "filter"));
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "table-column" => {
                    let next = column.saturating_add(xml.count("number-columns-repeated").unwrap_or(1).max(1));
                    if is_hidden(xml) {
                        sheet.hide_columns(column, next - 1);
                    }
                    column = next;
                }
                "table-row" => {
                    let times = xml.count("number-rows-repeated").unwrap_or(1);
                    let row_is_hidden = is_hidden(xml);
                    let cells = cells(xml, meter)?;
                    // Empty rows are repeated to the end of the sheet.
                    let filled = cells.iter().any(|cell| !cell.is_blank());
                    for at in (0..times).take_while(|_| filled) {
                        put(&mut sheet, row.saturating_add(at), &cells, meter)?;
                        if row_is_hidden {
                            sheet.hide_row(row.saturating_add(at));
                        }
                    }
                    row = row.saturating_add(times);
                }
                "shapes" | "forms" => xml.skip()?,
                _ => {}
            },
            Step::Close if xml.name() == "table" => return Ok(sheet),
            Step::End => return Err(Fault::broken(said!("一张工作表没有结尾", "a sheet ends early"))),
            Step::Close | Step::Text => {}
        }
    }
}

/// Puts the cells of a row on the sheet.
fn put(sheet: &mut Sheet, row: u32, cells: &[Repeated], meter: &mut Meter<'_>) -> Result<(), Fault> {
    let mut column = 0_u32;
    for cell in cells {
        if cell.is_blank() {
            column = column.saturating_add(cell.times);
            continue;
        }
        for _ in 0..cell.times {
            if row >= MAX_ROWS || column >= MAX_COLUMNS {
                return Err(Fault::broken(said!(
                    "单元格位于第{row}行第{column}列，超出表格范围",
                    "a cell in row {row}, column {column}"
                )));
            }
            if let Some((down, across)) = cell.merged {
                let bottom = row.saturating_add(down.max(1) - 1).min(MAX_ROWS - 1);
                let right = column.saturating_add(across.max(1) - 1).min(MAX_COLUMNS - 1);
                sheet.merge(Range { top: row, left: column, bottom, right }, meter)?;
            }
            if let Some(has_value) = cell.formula {
                sheet.formula(row, column, has_value);
            }
            meter.expand(cell.text.len() as u64)?;
            sheet.put(row, column, cell.text.clone(), meter)?;
            column += 1;
        }
    }
    Ok(())
}

/// Reads the cells of a row up to its end.
fn cells<R: BufRead>(xml: &mut Xml<R>, meter: &mut Meter<'_>) -> Result<Vec<Repeated>, Fault> {
    let mut cells = Vec::new();
    loop {
        match xml.step()? {
            Step::Open if matches!(xml.name(), "table-cell" | "covered-table-cell") => {
                meter.cell()?;
                let covered = xml.name() == "covered-table-cell";
                let span = |name| xml.count(name).unwrap_or(1);
                let spans = (span("number-rows-spanned"), span("number-columns-spanned"));
                let (times, merged) = (span("number-columns-repeated"), (!covered && spans != (1, 1)).then_some(spans));
                let name = if covered { "covered-table-cell" } else { "table-cell" };
                let is_formula = xml.attribute("formula").is_some() && !covered;
                let value = value(xml);
                let text = match text(xml, name)? {
                    _ if covered => String::new(),
                    // A cell that shows nothing has an empty paragraph.
                    None => value.clone().unwrap_or_default(),
                    Some(text) => text,
                };
                let formula = is_formula.then_some(value.is_some() || !text.is_empty());
                cells.push(Repeated { text, times, merged, formula });
            }
            Step::Close if xml.name() == "table-row" => return Ok(cells),
            Step::End => return Err(Fault::broken(said!("一行没有结尾", "a row ends early"))),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// The value that a cell has beside its text, as it would be shown without a format of its own.
fn value<R: BufRead>(xml: &Xml<R>) -> Option<String> {
    let attributes = xml.attributes();
    let of = |wanted: &[&str]| attributes.iter().find(|(name, _)| wanted.contains(&name.as_str()));
    let code = match of(&["value-type"]) {
        Some((_, kind)) if kind == "percentage" => "0.##############%",
        _ => "",
    };
    let number = of(&["value"]).map(|(_, value)| NumberFormat::new(0, Some(code)).shown(value, false));
    number.or_else(|| {
        let other = of(&["string-value", "date-value", "time-value", "boolean-value"]);
        other.map(|(_, value)| value.clone())
    })
}

/// The paragraphs of a cell up to its end, parted by line feeds; nothing where it has none.
fn text<R: BufRead>(xml: &mut Xml<R>, end: &str) -> Result<Option<String>, Fault> {
    let mut text = String::new();
    let mut has_paragraph = false;
    let mut inside = 0_u32;
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "annotation" | "table" => xml.skip()?,
                "p" | "h" => {
                    has_paragraph = true;
                    inside += 1;
                }
                "s" if inside > 0 => {
                    let blanks = xml.count("c").unwrap_or(1).min(64);
                    text.extend((0..blanks).map(|_| ' '));
                }
                "tab" if inside > 0 => text.push('\t'),
                "line-break" if inside > 0 => text.push('\n'),
                _ => {}
            },
            Step::Text if inside > 0 => text.push_str(&xml.text().replace('\n', " ")),
            Step::Close if xml.name() == end => return Ok(has_paragraph.then(|| text.trim().to_owned())),
            Step::Close if matches!(xml.name(), "p" | "h") => {
                inside = inside.saturating_sub(1);
                text.push('\n');
            }
            Step::Close | Step::Text => {}
            Step::End => return Err(Fault::broken(said!("一个单元格没有结尾", "a cell ends early"))),
        }
    }
}
