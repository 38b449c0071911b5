//! 部门决算: the yearly accounts of a department, from their narrative.

mod changes;
mod directions;
mod figures;
mod names;
mod narrative;
mod open;
mod paragraphs;
mod reader;
mod title;
pub(super) mod words;

pub(super) use title::{Head, head};

use crate::documents::Document;
use crate::records::Reading;
use crate::records::labels::Labels;
use paragraphs::paragraphs;
use reader::Reader;

/// Reads the figures of the narrative: every paragraph outside the forms.
pub(super) fn read(document: &Document, head: &Head, labels: &Labels, reading: &mut Reading) {
    let mut reader = Reader::new(document, head, &labels.narrative, reading);
    for paragraph in paragraphs(document, &labels.narrative) {
        narrative::read(&mut reader, &paragraph);
    }
}
