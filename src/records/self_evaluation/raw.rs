//! Raw cells of a form: printed texts with their places, before they are read as values.

use crate::documents::Spot;
use crate::records::form_labels::Column;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A raw text and the line it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) text: String,
    pub(super) spot: Spot,
}

/// The raw cells of a row by their column.
pub(super) type Cells = BTreeMap<Column, Raw>;

/// A part of a form that prints how many points it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) label: String,
    pub(super) points: Decimal,
}
