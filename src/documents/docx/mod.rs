//! Word's .docx, as Word, WPS and LibreOffice write it: the text as it reads once all tracked
//! changes are accepted, and tables with the spans of their cells.

mod body;
mod place;
mod run;
mod shown;

use crate::documents::apart::Apart;
use crate::documents::archive::Archive;
use crate::documents::docx::body::pieces;
use crate::documents::docx::shown::{Passed, Shown};
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::package::main_part;
use crate::documents::xml::Step;
use crate::documents::{Block, Document, Source, losses, spans};
use crate::problem::Problem;

/// Reads a .docx file.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let (blocks, passed, apart) = blocks(bytes, limits)
        .map_err(|fault| fault.problem(file, ("Word文件（.docx）", "a Word file (.docx)"), limits))?;
    let some = |count: usize| Some(count).filter(|count| *count > 0);
    let told = [
        some(passed.deletions).map(|count| losses::deletions(file, count)),
        some(passed.objects).map(|count| losses::embedded(file, count)),
        some(passed.pictures).map(|count| losses::pictures(file, count)),
    ];
    let problems = told.into_iter().flatten().chain(apart.problems(file)).collect();
    Ok(Document { source: Source::new(file), format: "docx", encoding: "", blocks, problems })
}

fn blocks(bytes: &[u8], limits: &Limits) -> Result<(Vec<Block>, Passed, Apart), Fault> {
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
    Ok((spans::blocks(read, &mut meter)?, passed, shown.apart))
}
