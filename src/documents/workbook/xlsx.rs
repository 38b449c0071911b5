//! Excel's .xlsx, as Excel, WPS, LibreOffice and the libraries of other languages write it.

use crate::documents::Document;
use crate::documents::apart::Apart;
use crate::documents::archive::Archive;
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::package::{main_part, relations};
use crate::documents::workbook::book::Sheets;
use crate::documents::workbook::rich::{rich_text, shared_texts, unescaped};
use crate::documents::workbook::sheet::{Range, Sheet};
use crate::documents::workbook::shown::NumberFormat;
use crate::documents::workbook::styles::{Style, styles};
use crate::documents::xml::{Step, Xml};
use crate::problem::{Problem, said};
use std::io::BufRead;

/// Rows and columns of the largest sheet Excel knows.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;

/// Reads an .xlsx file.
pub(in crate::documents) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let sheets = sheets(bytes, limits)
        .map_err(|fault| fault.problem(file, ("Excel文件（.xlsx）", "an Excel file (.xlsx)"), limits))?;
    Ok(sheets.document(file, "xlsx"))
}

/// What all sheets of a workbook share.
#[derive(Default)]
struct Book {
    texts: Vec<String>,
    styles: Vec<Style>,
    since_1904: bool,
    /// Whether the workbook asks to be computed anew when it is opened.
    stale: bool,
}

impl Book {
    /// The text that a cell refers to by `number`.
    fn text(&self, number: &str) -> Result<String, Fault> {
        let text = number.trim().parse::<usize>().ok().and_then(|at| self.texts.get(at));
        text.cloned().ok_or_else(|| {
            Fault::broken(said!("单元格所引用的文字不存在", "a cell refers to a text that is not there"))
        })
    }
}

fn sheets(bytes: &[u8], limits: &Limits) -> Result<Sheets, Fault> {
    let mut meter = Meter::new(limits);
    let mut archive = Archive::open(bytes)?;
    let main = main_part(&mut archive, &mut meter, "xl/workbook.xml")?;
    let mut book = Book::default();
    let listed = listed(archive.required(&main, &mut meter)?, &mut book, &meter)?;
    let relations = relations(&mut archive, &mut meter, &main)?;
    let mut sheets = Sheets::default();
    for relation in relations.values() {
        if relation.kind.ends_with("/sharedStrings") {
            if let Some(xml) = archive.part(&relation.target, &mut meter)? {
                book.texts = shared_texts(xml, &mut sheets.apart, &mut meter)?;
            }
        } else if relation.kind.ends_with("/styles")
            && let Some(xml) = archive.part(&relation.target, &mut meter)?
        {
            book.styles = styles(xml, &mut meter)?;
        }
    }
    if book.stale {
        sheets.distrust();
    }
    for Listed { name, id, hidden } in listed {
        if hidden {
            sheets.hide(&name, &meter)?;
            continue;
        }
        let Some(relation) = relations.get(&id).filter(|relation| relation.kind.ends_with("/worksheet")) else {
            continue;
        };
        let xml = archive.required(&relation.target, &mut meter)?;
        let sheet = sheet(xml, &book, &mut sheets.apart, &mut meter)?;
        sheets.add(&name, sheet, &mut meter)?;
    }
    Ok(sheets)
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    /// What the workbook calls its part.
    id: String,
    hidden: bool,
}

/// The sheets of a workbook.
fn listed<R: BufRead>(mut xml: Xml<R>, book: &mut Book, meter: &Meter<'_>) -> Result<Vec<Listed>, Fault> {
    let mut sheets = Vec::new();
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "workbookPr" => {
                book.since_1904 = matches!(xml.attribute("date1904").as_deref(), Some("1" | "true"));
            }
            Step::Open if xml.name() == "calcPr" => {
                book.stale = matches!(xml.attribute("fullCalcOnLoad").as_deref(), Some("1" | "true"));
            }
            Step::Open if xml.name() == "sheet" => {
                let hidden = xml.attribute("state").is_some_and(|state| state != "visible");
                if let (Some(name), Some(id)) = (xml.attribute("name"), xml.attribute("id")) {
                    sheets.push(Listed { name, id, hidden });
                    meter.sheets(sheets.len())?;
                }
            }
            Step::End => return Ok(sheets),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

fn sheet<R: BufRead>(mut xml: Xml<R>, book: &Book, apart: &mut Apart, meter: &mut Meter<'_>) -> Result<Sheet, Fault> {
    let mut sheet = Sheet::default();
    // Rows and cells may leave their place out: they follow the one before.
    let (mut row, mut column) = (0, 0);
    let is_hidden = |xml: &Xml<R>| matches!(xml.attribute("hidden").as_deref(), Some("1" | "true"));
    let mut row_is_hidden = false;
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "row" => {
                    row = xml.count("r").unwrap_or(row + 1);
                    column = 0;
                    row_is_hidden = is_hidden(&xml);
                    if !(1..=MAX_ROWS).contains(&row) {
                        return Err(Fault::broken(said!("行号为{row}", "a row with the number {row}")));
                    }
                }
                "col" if is_hidden(&xml) => {
                    let place = |name| xml.count(name).unwrap_or(1).max(1) - 1;
                    sheet.hide_columns(place("min"), place("max"));
                }
                "c" => column = cell(&mut xml, (row, column), book, apart, meter, &mut sheet)?,
                "mergeCell" => {
                    if let Some(range) = xml.attribute("ref").as_deref().and_then(range) {
                        sheet.merge(range, meter)?;
                    }
                }
                _ => {}
            },
            Step::Close if row_is_hidden && xml.name() == "row" => sheet.hide_row(row.max(1) - 1),
            Step::End => return Ok(sheet),
            Step::Close | Step::Text => {}
        }
    }
}

/// What a cell holds.
#[derive(Default)]
struct Content {
    /// What stands in its `v`, if it has one.
    value: Option<String>,
    /// The text written in the cell itself.
    text: Option<String>,
    is_formula: bool,
}

impl Content {
    /// Whether the file tells what the cell comes to: a formula may come to an empty text, and to
    /// nothing else that is empty.
    fn is_known(&self, kind: Option<&str>) -> bool {
        let value = self.value.as_deref().map(str::trim);
        self.text.is_some() || value.is_some_and(|value| !value.is_empty() || kind == Some("str"))
    }
}

/// What the cell holds, up to its end.
fn content<R: BufRead>(xml: &mut Xml<R>, apart: &mut Apart) -> Result<Content, Fault> {
    let mut content = Content::default();
    let mut is_value = false;
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "is" => content.text = Some(rich_text(xml, "is", apart)?),
            Step::Open => {
                is_value = xml.name() == "v";
                content.is_formula |= xml.name() == "f";
                if is_value {
                    content.value.get_or_insert_default();
                }
            }
            Step::Text if is_value => content.value.get_or_insert_default().push_str(xml.text()),
            Step::Close if xml.name() == "c" => return Ok(content),
            Step::Close => is_value = false,
            Step::End => return Err(Fault::broken(said!("一个单元格没有结尾", "a cell ends early"))),
            Step::Text => {}
        }
    }
}

/// Reads a cell that follows the one in `column` of `row`, both from 1, and returns its column.
fn cell<R: BufRead>(
    xml: &mut Xml<R>,
    (row, column): (u32, u32),
    book: &Book,
    apart: &mut Apart,
    meter: &mut Meter<'_>,
    sheet: &mut Sheet,
) -> Result<u32, Fault> {
    let (mut place, mut kind, mut style) = (None, None, None);
    xml.each_attribute(|name, value| match name {
        "r" => place = reference(value),
        "t" => kind = Some(value.to_owned()),
        "s" => style = value.parse::<usize>().ok(),
        _ => {}
    });
    let (row, column) = place.unwrap_or((row.max(1) - 1, column));
    if row >= MAX_ROWS || column >= MAX_COLUMNS {
        return Err(Fault::broken(said!(
            "单元格位于第{}行第{}列，超出表格范围",
            "a cell in row {}, column {}",
            row + 1,
            column + 1
        )));
    }
    let content = content(xml, apart)?;
    let style = style.and_then(|at| book.styles.get(at));
    if content.is_formula {
        sheet.formula(row, column, content.is_known(kind.as_deref()));
    }
    let value = content.value.unwrap_or_default();
    let shown = match kind.as_deref() {
        Some("s" | "b") if value.trim().is_empty() => String::new(),
        Some("s") => book.text(&value)?,
        Some("str" | "e" | "d") => unescaped(value),
        Some("inlineStr") => content.text.unwrap_or_default(),
        Some("b") => if matches!(value.trim(), "1" | "true") { "TRUE" } else { "FALSE" }.to_owned(),
        _ if value.trim().is_empty() => content.text.unwrap_or_default(),
        _ => style
            .map_or(&NumberFormat::default(), |style| &style.format)
            .read(&value, book.since_1904)
            .unwrap_or_else(|plain| {
                sheet.strange(row, column);
                plain
            }),
    };
    let shown = if style.is_some_and(|style| style.struck) {
        apart.strike(&shown);
        String::new()
    } else {
        shown
    };
    // One text may stand in many cells, so what comes of it is counted.
    meter.expand(shown.len() as u64)?;
    if shown.is_empty() && style.is_some_and(|style| style.bordered) {
        sheet.frame(row, column);
    }
    sheet.put(row, column, shown, meter)?;
    Ok(column + 1)
}

/// Row and column, from 0, of a reference such as `B12`.
fn reference(text: &str) -> Option<(u32, u32)> {
    let text = text.trim().trim_matches('$');
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.trim_end_matches('$').bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        column = column.checked_mul(26)?.checked_add(value + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

fn range(text: &str) -> Option<Range> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (reference(first)?, reference(last)?);
    (bottom < MAX_ROWS && right < MAX_COLUMNS).then_some(Range { top, left, bottom, right })
}
