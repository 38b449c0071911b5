//! Thresholds of the rules, as a pipeline may set them.

use rust_decimal::Decimal;

/// What a bureau may see differently; everything else about a rule is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Rules to run by their codes; all where empty.
    pub only: Vec<String>,
    /// Rules not to run.
    pub skip: Vec<String>,
    /// The points a form must add up to: 100.
    pub full_points: Decimal,
    /// How many times its neighbours a figure must be to look like a slip of the unit (R32): 10,000.
    pub unit_slip_times: Decimal,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            skip: Vec::new(),
            full_points: Decimal::ONE_HUNDRED,
            unit_slip_times: Decimal::from(10_000),
        }
    }
}

impl Settings {
    /// Whether the rule `code` is to run.
    pub fn runs(&self, code: &str) -> bool {
        let named = |codes: &[String]| codes.iter().any(|named| named.eq_ignore_ascii_case(code));
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}
