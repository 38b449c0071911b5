//! The words of a cell: without their blanks, and the name of a row without what numbers it.

use crate::records::final_accounts::words::without_number;

/// `text` without blanks and breaks.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A row's name without its numbering (一、, （一）, 1.) and without 其中：.
pub(super) fn bare_name(name: &str) -> String {
    let name = without_number(name);
    name.strip_prefix("其中：").or_else(|| name.strip_prefix("其中:")).unwrap_or(&name).to_owned()
}
