//! Which project of a form a finding is about, by the place it stands at.

use crate::checks::report::Report;
use crate::records::{Of, Reading};
use crate::values::Place;
use std::collections::BTreeMap;

/// Gives the findings of `report` the projects of `reading` that they are about.
pub(super) fn assign(report: &mut Report, reading: &Reading) {
    if report.findings.is_empty() || reading.projects.is_empty() {
        return;
    }
    let owners = owners(reading);
    for finding in &mut report.findings {
        let disputed = finding.disputes.iter().find_map(|(of, _)| ordinal(*of, reading));
        finding.project = disputed.or_else(|| owners.get(&finding.place).copied());
    }
}

/// The project of everything that stands in a form, by its place.
fn owners(reading: &Reading) -> BTreeMap<&Place, u32> {
    let printed = reading.printed.iter().filter_map(|printed| Some((&printed.place, ordinal(printed.of, reading)?)));
    let projects = reading.projects.iter().map(|row| (&row.place, row.ordinal));
    let funding = reading.funding.iter().map(|row| (&row.place, row.ordinal));
    let indicators = reading.indicators.iter().map(|row| (&row.place, row.ordinal));
    printed.chain(projects).chain(funding).chain(indicators).collect()
}

/// The project that a record of a form belongs to.
fn ordinal(of: Of, reading: &Reading) -> Option<u32> {
    match of {
        Of::Project(ordinal) => Some(ordinal),
        Of::Funding(at) => reading.funding.get(at).map(|row| row.ordinal),
        Of::Indicator(at) => reading.indicators.get(at).map(|row| row.ordinal),
        Of::Account(_) => None,
    }
}
