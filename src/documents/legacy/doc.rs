//! Word's .doc: paragraphs and tables as the library lays them out.

use crate::documents::fault::{Fault, Meter, contained};
use crate::documents::legacy::open::open;
use crate::documents::limits::Limits;
use crate::documents::spans::{self, Columns, Content, Piece, Placed, Table};
use crate::documents::{Block, Document, Source, Spot};
use crate::problem::{Code, Problem, said};
use office_oxide::DocumentFormat;
use office_oxide::ir::{Element, InlineContent, List};

/// Reads a .doc file.
pub(in crate::documents) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let blocks = blocks(bytes, limits).map_err(|fault| {
        let problem = fault.problem(file, ("旧版Word文件（.doc）", "an old Word file (.doc)"), limits);
        if problem.code == Code::FileDamaged {
            problem.hint(said!(
                "请用Word、WPS或LibreOffice打开，另存为.docx",
                "open it in Word, WPS or LibreOffice and save it as .docx"
            ))
        } else {
            problem
        }
    })?;
    Ok(Document { source: Source::new(file), format: "doc", encoding: "", blocks, problems: Vec::new() })
}

fn blocks(bytes: &[u8], limits: &Limits) -> Result<Vec<Block>, Fault> {
    let mut meter = Meter::new(limits);
    let document = open(bytes, DocumentFormat::Doc, limits)?;
    let mut found = Vec::new();
    for section in contained(|| document.to_ir())?.sections {
        add(&section.elements, &mut meter, 0, &mut found)?;
    }
    spans::blocks(found, &mut meter)
}

/// Adds what stands in the text or in a cell; notes, comments and pictures do not.
fn add(elements: &[Element], meter: &mut Meter<'_>, depth: usize, found: &mut Vec<Piece>) -> Result<(), Fault> {
    meter.nesting(depth)?;
    for element in elements {
        meter.cell()?;
        match element {
            Element::Heading(heading) => found.push(line(&heading.content)),
            Element::Paragraph(paragraph) => found.push(line(&paragraph.content)),
            Element::CodeBlock(block) => found.push(Piece::Line(block.content.clone(), Spot::default())),
            Element::TextBox(text_box) => add(&text_box.content, meter, depth + 1, found)?,
            Element::List(list) => add_list(list, meter, depth + 1, found)?,
            Element::Table(read) => {
                let table = table(read, meter, depth + 1)?;
                found.push(Piece::Table(table));
            }
            _ => {}
        }
    }
    Ok(())
}

fn add_list(list: &List, meter: &mut Meter<'_>, depth: usize, found: &mut Vec<Piece>) -> Result<(), Fault> {
    for item in &list.items {
        add(&item.content, meter, depth, found)?;
        if let Some(nested) = &item.nested {
            meter.nesting(depth + 1)?;
            add_list(nested, meter, depth + 1, found)?;
        }
    }
    Ok(())
}

fn line(content: &[InlineContent]) -> Piece {
    let mut text = String::new();
    for inline in content {
        match inline {
            InlineContent::Text(span) => text.push_str(&span.text),
            InlineContent::LineBreak => text.push('\n'),
            _ => {}
        }
    }
    // Word keeps these signs for a break of a line, of a page, and a dash that does not break.
    let text = text.replace(['\u{b}', '\u{c}'], "\n").replace('\u{1e}', "-").replace('\u{1f}', "");
    Piece::Line(text, Spot::default())
}

fn table(read: &office_oxide::ir::Table, meter: &mut Meter<'_>, depth: usize) -> Result<Table, Fault> {
    let mut table = Table { rows: read.rows.len(), ..Table::default() };
    let mut columns = Columns::default();
    for (row, cells) in read.rows.iter().enumerate() {
        columns.begin_row();
        for cell in &cells.cells {
            meter.cell()?;
            let span = |count: u32| usize::try_from(count.max(1)).unwrap_or(1).min(1024);
            let rows = span(cell.row_span).min(table.rows - row);
            let column = columns.take(row, rows, span(cell.col_span));
            let count = |at: usize| u32::try_from(at + 1).unwrap_or(0);
            let spot = Spot { row: count(row), column: count(column), ..Spot::default() };
            let (mut pieces, mut content) = (Vec::new(), Content::default());
            add(&cell.content, meter, depth, &mut pieces)?;
            content.extend(&mut pieces);
            table.columns = table.columns.max(column + span(cell.col_span));
            table.cells.push(Placed { row, column, rows, columns: span(cell.col_span), spot, content });
            meter.room((table.rows as u64).saturating_mul(table.columns as u64))?;
        }
    }
    Ok(table)
}
