//! The library that takes the binary files apart, held to our limits.

use crate::documents::fault::{Fault, contained};
use crate::documents::limits::Limits;
use office_oxide::options::{OnIncomplete, ParseOptions};
use office_oxide::{Document, DocumentFormat};
use std::io::Cursor;

/// Opens a binary file within the limits. One of which a part is known to be lost is refused: what is
/// missing would not be seen later.
pub(super) fn open(bytes: &[u8], format: DocumentFormat, limits: &Limits) -> Result<Document, Fault> {
    let mut options = ParseOptions::default();
    options.limits.part_bytes = limits.expanded_bytes as u64;
    options.limits.package_bytes = limits.expanded_bytes as u64;
    options.limits.memory_bytes = limits.expanded_bytes as u64;
    options.limits.text_chars = limits.expanded_bytes;
    options.limits.embedded_depth = 0;
    options.limits.embedded_packages = 0;
    options.include_deleted_text = false;
    options.include_hidden_text = false;
    options.on_incomplete = OnIncomplete::Error;
    contained(|| Document::from_reader_with(Cursor::new(bytes.to_vec()), format, &options))?.map_err(Fault::foreign)
}
