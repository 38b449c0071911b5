//! A column by its name.

use super::answers::ANSWERS;
use super::column::Column;
use super::records::RECORDS;
use super::units::WHO;

/// Every column: those of records, of units, and of answers.
///
/// A name may stand several times where tables count different things under it; kind, unit and
/// headings are then the same, the meaning is each table's own.
pub fn all() -> impl Iterator<Item = &'static Column> {
    RECORDS.iter().chain(WHO).chain(ANSWERS)
}

/// The first column called `name`; its headings and unit are those of every column of that name.
pub fn named(name: &str) -> Option<&'static Column> {
    all().find(|column| column.name == name)
}
