//! Raw cells of a form: printed texts with their places, before they are read as values.

use crate::documents::Spot;
use crate::records::form_labels::Column;
use crate::values::{MoneyUnit, half_width};
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

/// An amount that prints its own unit: 620.82万元.
pub(super) fn own_unit(text: &str) -> (String, Option<MoneyUnit>) {
    let half = half_width(text);
    let bare = half.trim().trim_end_matches(['(', ')']);
    match (bare.strip_suffix("万元"), bare.strip_suffix('元')) {
        (Some(figure), _) => (figure.to_owned(), Some(MoneyUnit::Wan)),
        (None, Some(figure)) => (figure.to_owned(), Some(MoneyUnit::Yuan)),
        (None, None) => (text.to_owned(), None),
    }
}
