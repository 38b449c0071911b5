//! Word's .docx, as Word, WPS and LibreOffice write it: the text as it reads once all tracked
//! changes are accepted, and tables with the spans of their cells.

mod paragraph;
mod shown;
mod table;

use crate::documents::archive::Archive;
use crate::documents::docx::paragraph::paragraph;
use crate::documents::docx::shown::{Passed, Shown};
use crate::documents::docx::table::table;
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::package::main_part;
use crate::documents::spans::{self, Piece};
use crate::documents::xml::Step;
use crate::documents::{Block, Document, Source, Spot, losses};
use crate::problem::Problem;
use std::io::BufRead;

/// Reads a .docx file.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let (blocks, passed) = blocks(bytes, limits).map_err(|fault| fault.problem(file, "a Word file (.docx)", limits))?;
    let some = |count: usize| Some(count).filter(|count| *count > 0);
    let told = [
        some(passed.deletions).map(|count| losses::deletions(file, count)),
        some(passed.objects).map(|count| losses::embedded(file, count)),
        some(passed.pictures).map(|count| losses::pictures(file, count)),
    ];
    let problems = told.into_iter().flatten().collect();
    Ok(Document { source: Source::new(file), format: "docx", encoding: "", blocks, problems })
}

fn blocks(bytes: &[u8], limits: &Limits) -> Result<(Vec<Block>, Passed), Fault> {
    let mut meter = Meter::new(limits);
    let mut archive = Archive::open(bytes)?;
    let main = main_part(&mut archive, &mut meter, "word/document.xml")?;
    let mut shown = Shown::new(archive.required(&main, &mut meter)?);
    let mut read = Vec::new();
    loop {
        match shown.step()? {
            Step::Open if shown.name() == "body" => pieces(&mut shown, "body", &mut meter, 0, &mut read)?,
            Step::End => break,
            Step::Open | Step::Close | Step::Text => {}
        }
    }
    let passed = shown.passed();
    Ok((spans::blocks(read, &mut meter)?, passed))
}

/// Reads paragraphs and tables up to the end of the element `end`. What only wraps them (content
/// controls, insertions, custom XML) is looked through.
fn pieces<R: BufRead>(
    shown: &mut Shown<R>,
    end: &str,
    meter: &mut Meter<'_>,
    depth: usize,
    found: &mut Vec<Piece>,
) -> Result<(), Fault> {
    meter.nesting(depth)?;
    loop {
        match shown.step()? {
            Step::Open => piece(shown, meter, depth, found)?,
            Step::Close if shown.name() == end => return Ok(()),
            Step::End => return Err(Fault::broken("the text ends early")),
            Step::Close | Step::Text => {}
        }
    }
}

/// Reads the element that opened last, if it is a paragraph or a table.
fn piece<R: BufRead>(
    shown: &mut Shown<R>,
    meter: &mut Meter<'_>,
    depth: usize,
    found: &mut Vec<Piece>,
) -> Result<(), Fault> {
    match shown.name() {
        "p" => {
            meter.cell()?;
            let mut boxes = Vec::new();
            let text = paragraph(shown, meter, depth, &mut boxes)?;
            found.push(Piece::Line(text, Spot::default()));
            found.append(&mut boxes);
        }
        "tbl" => found.push(Piece::Table(table(shown, meter, depth + 1)?)),
        _ => {}
    }
    Ok(())
}
