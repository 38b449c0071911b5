//! The dictionary of columns: every column of every table and of every answer, once, with its name,
//! kind, unit, short headings and meaning.
//!
//! `column` holds the types, `records` the columns of the tables of records and of the audit, `tables`
//! which table has which, `answers` the columns of the analyses, `dictionary` finds a column by its
//! name. Dataframes are built from these descriptions and checked against them; reports take their
//! headings from them.

mod answers;
mod column;
mod dictionary;
mod records;
mod tables;
mod units;

pub use answers::*;
pub use column::{Column, Kind, SCALE, Unit};
pub use dictionary::{all, named};
pub use records::*;
pub use tables::*;
pub use units::*;
