//! The binary files of Word and Excel 97 to 2003 (.doc, .xls), and of WPS under its own names.
//!
//! They are taken apart by a library; this folder alone knows it, and puts what it finds into our
//! shape.

mod doc;
mod formats;
mod open;
mod xls;

pub(super) use doc::read as read_doc;
pub(super) use xls::read as read_xls;
