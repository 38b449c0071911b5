//! Targets in three columns: 指标性质 (the operator), the value and 度量单位 become one text and one
//! quantity.

use crate::records::form_labels::Column;
use crate::records::self_evaluation::raw::{Cells, Raw};
use crate::values::{Cell, Quantity, parse_number, parse_pieces, parse_quantity};

/// A target as one text, and its quantity where it is one.
pub(super) fn promised(cells: &Cells) -> (Option<String>, Option<Quantity>) {
    let text = |column| {
        let raw = cells.get(&column).map(|raw: &Raw| raw.text.as_str()).unwrap_or_default();
        // A dash in the column of units is no unit.
        let mark = column != Column::Target && matches!(parse_number(raw), Cell::Mark(_));
        if mark { "" } else { raw }
    };
    let (op, value, unit) = (text(Column::TargetOp), text(Column::Target), text(Column::TargetUnit));
    if value.is_empty() {
        // An operator or a unit alone promises nothing.
        return (None, None);
    }
    let joined = format!("{op}{value}{unit}");
    let mut quantity = parse_quantity(&joined).or_else(|| parse_pieces(&joined));
    if let Some(quantity) = quantity.as_mut().filter(|_| !unit.is_empty()) {
        quantity.unit = Some(unit.to_owned());
    }
    (Some(joined), quantity)
}
