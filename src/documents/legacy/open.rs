//! The library that takes the binary files apart, held to our limits.

use crate::documents::fault::{Fault, contained};
use crate::documents::limits::Limits;
use office_oxide::options::{OnIncomplete, ParseOptions};
use office_oxide::{Document, DocumentFormat};
use std::io::Cursor;

/// The file with the name of its main stream as Excel writes it: other programs write it in capitals, and
/// names of streams differ in nothing by their case.
pub(super) fn in_usual_case(bytes: &[u8]) -> Vec<u8> {
    let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut bytes = bytes.to_vec();
    for (found, usual) in [("WORKBOOK\0", "Workbook\0"), ("BOOK\0", "Book\0")] {
        let (found, usual) = (wide(found), wide(usual));
        // The directory is made of entries of 128 bytes, each with its name first.
        for entry in bytes.chunks_exact_mut(128) {
            if entry.starts_with(&found) {
                entry[..usual.len()].copy_from_slice(&usual);
            }
        }
    }
    bytes
}

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
    let bytes = in_usual_case(bytes);
    contained(|| Document::from_reader_with(Cursor::new(bytes), format, &options))?.map_err(Fault::foreign)
}
