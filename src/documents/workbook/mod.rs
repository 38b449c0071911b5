//! Workbooks: the sheets of .xlsx and .ods files, each number as its cell shows it, and what they
//! share with those of .xls.

mod book;
mod code;
mod dates;
mod digits;
mod ods;
mod rich;
mod sheet;
mod shown;
mod spreadsheet_xml;
mod styles;
mod xlsx;

pub(super) use book::Sheets;
pub(super) use ods::{read as read_ods, read_flat};
pub(super) use sheet::{Range, Sheet};
pub(super) use shown::NumberFormat;
pub(super) use spreadsheet_xml::read as read_spreadsheet_xml;
pub(super) use xlsx::read as read_xlsx;
