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
use crate::documents::package::{main_part, relations};
use crate::documents::spans::Piece;
use crate::documents::xml::{Step, Xml};
use crate::documents::{Block, Document, Source, html, losses, spans};
use crate::problem::Problem;
use std::io::BufRead;

/// Reads a .docx file.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    document(file, "docx", blocks(bytes, limits), limits)
}

/// Reads a Word file whose parts stand in one XML.
pub(super) fn read_single(file: &str, text: &str, limits: &Limits) -> Result<Document, Problem> {
    let read = || -> Result<Text, Fault> {
        let mut meter = Meter::new(limits);
        let mut shown = Shown::new(Xml::new(text.as_bytes()));
        let pieces = body(&mut shown, &mut meter)?;
        let unread = shown.chunks.len();
        Ok(Text { blocks: spans::blocks(pieces, &mut meter)?, passed: shown.passed(), apart: shown.apart, unread })
    };
    document(file, "word-xml", read(), limits)
}

/// What a file says, and what was passed over.
struct Text {
    blocks: Vec<Block>,
    passed: Passed,
    apart: Apart,
    /// Parts of other formats that were not read.
    unread: usize,
}

fn document(file: &str, format: &'static str, text: Result<Text, Fault>, limits: &Limits) -> Result<Document, Problem> {
    let Text { blocks, passed, apart, unread } =
        text.map_err(|fault| fault.problem(file, ("Word文件（.docx）", "a Word file (.docx)"), limits))?;
    let some = |count: usize| Some(count).filter(|count| *count > 0);
    let told = [
        some(passed.deletions).map(|count| losses::deletions(file, count)),
        some(passed.objects + unread).map(|count| losses::embedded(file, count)),
        some(passed.pictures).map(|count| losses::pictures(file, count)),
    ];
    let problems = told.into_iter().flatten().chain(apart.problems(file)).collect();
    Ok(Document { source: Source::new(file), format, encoding: "", blocks, problems })
}

/// A head of pages with fewer rows than this in its table shows a name and a number.
const HEAD_ROWS: usize = 4;

fn blocks(bytes: &[u8], limits: &Limits) -> Result<Text, Fault> {
    let mut meter = Meter::new(limits);
    let mut archive = Archive::open(bytes)?;
    let main = main_part(&mut archive, &mut meter, "word/document.xml")?;
    let (mut read, chunks, passed, mut apart) = {
        let mut shown = Shown::new(archive.required(&main, &mut meter)?);
        let read = body(&mut shown, &mut meter)?;
        let passed = shown.passed();
        (read, shown.chunks, passed, shown.apart)
    };
    let relations = relations(&mut archive, &mut meter, &main)?;
    let mut unread = 0;
    for (at, id) in chunks.iter().rev() {
        let target = relations.get(id).map(|relation| relation.target.as_str()).unwrap_or_default();
        let page = archive.whole(target, &mut meter)?.filter(|page| *at <= read.len() && html::is_page(page));
        match page {
            Some(page) => {
                let (pieces, more) = html::pieces(&page, limits)?;
                apart.add(more);
                read.splice(at..at, pieces);
            }
            None => unread += 1,
        }
    }
    // A form may stand in the head of the pages.
    for relation in relations.values().filter(|relation| relation.kind.ends_with("/header")) {
        let Some(part) = archive.part(&relation.target, &mut meter)? else { continue };
        let mut shown = Shown::new(part);
        let mut head = Vec::new();
        while shown.step()? != Step::End {
            if shown.name() == "hdr" {
                pieces(&mut shown, "hdr", &mut meter, 1, &mut head)?;
            }
        }
        if head.iter().any(|piece| matches!(piece, Piece::Table(table) if table.rows >= HEAD_ROWS)) {
            read.splice(0..0, head);
        }
    }
    Ok(Text { blocks: spans::blocks(read, &mut meter)?, passed, apart, unread })
}

/// The pieces of a body.
fn body<R: BufRead>(shown: &mut Shown<R>, meter: &mut Meter<'_>) -> Result<Vec<Piece>, Fault> {
    let mut read = Vec::new();
    loop {
        match shown.step()? {
            Step::Open if shown.name() == "body" => pieces(shown, "body", meter, 0, &mut read)?,
            Step::End => return Ok(read),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}
