//! What an audit says of one document.

use crate::checks::finding::{Finding, Tally};
use crate::records::Field;
use crate::values::Habit;
use std::collections::BTreeMap;

/// What all rules say of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings, in the order of their places.
    pub findings: Vec<Finding>,
    /// What each rule looked at, by its code; every rule that ran is there.
    pub tallies: BTreeMap<&'static str, Tally>,
    /// How the document was found to print its results, by field, where its figures tell.
    pub habits: BTreeMap<Field, Habit>,
}

impl Report {
    /// Adds what the rules across documents say of the same document.
    pub(crate) fn add(&mut self, across: Self) {
        self.tallies.extend(across.tallies);
        self.findings.extend(across.findings);
        self.sort();
    }

    /// Puts the findings in the order of their places.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by(|one, other| (&one.place, one.rule, &one.id).cmp(&(&other.place, other.rule, &other.id)));
    }
}
