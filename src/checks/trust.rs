//! Which figures cannot be trusted: those that a standing finding of severity error puts in dispute.

use crate::checks::report::Report;
use crate::problem::Severity;
use crate::records::{Field, Of};
use std::collections::BTreeSet;

/// The figures that findings dispute: errors that nobody has accepted. Doubts dispute nothing.
pub(crate) fn disputed(report: &Report) -> BTreeSet<(Of, Field)> {
    let standing =
        |finding: &&crate::checks::Finding| finding.severity == Severity::Error && finding.accepted.is_none();
    report.findings.iter().filter(standing).flat_map(|finding| finding.disputes.iter().copied()).collect()
}
