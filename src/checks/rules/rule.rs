//! What a rule is.

use crate::checks::case::Case;
use crate::checks::sheet::Sheet;

/// One rule: its code, its name and what it does.
pub struct Rule {
    /// Its code, such as `R01`.
    pub code: &'static str,
    /// What it is about, in Chinese.
    pub zh: &'static str,
    /// What it is about, in English.
    pub en: &'static str,
    /// Looks at one document and writes down what it finds.
    pub(in crate::checks) run: fn(&Case<'_>, &mut Sheet),
}
