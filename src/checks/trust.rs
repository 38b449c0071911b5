//! Which figures can be trusted: those that no standing finding of severity error puts in dispute.

use crate::checks::report::Report;
use crate::problem::Severity;
use crate::records::{Account, Field, Funding, Indicator, Of, Project, Reading};
use std::collections::BTreeSet;

/// The figures that findings dispute: errors that nobody has accepted. Doubts dispute nothing.
pub(crate) fn disputed(report: &Report) -> BTreeSet<(Of, Field)> {
    let standing =
        |finding: &&crate::checks::Finding| finding.severity == Severity::Error && finding.accepted.is_none();
    report.findings.iter().filter(standing).flat_map(|finding| finding.disputes.iter().copied()).collect()
}

/// `reading` without the disputed figures.
pub(crate) fn trusted(reading: &Reading, disputed: &BTreeSet<(Of, Field)>) -> Reading {
    let mut reading = reading.clone();
    for (of, field) in disputed {
        match of {
            Of::Project(ordinal) => {
                let project = reading.projects.iter_mut().find(|project| project.ordinal == *ordinal);
                project.into_iter().for_each(|project| without(project, *field));
                // The row of totals says the same in the table of funds.
                let total = reading.funding.iter_mut().find(|row| row.ordinal == *ordinal && row.source == "total");
                total.into_iter().for_each(|row| without_funds(row, *field));
            }
            Of::Funding(at) => reading.funding.get_mut(*at).into_iter().for_each(|row| without_funds(row, *field)),
            Of::Indicator(at) => {
                reading.indicators.get_mut(*at).into_iter().for_each(|row| without_points(row, *field));
            }
            Of::Account(at) => reading.accounts.get_mut(*at).into_iter().for_each(|row| without_account(row, *field)),
        }
    }
    reading
}

fn without(project: &mut Project, field: Field) {
    match field {
        Field::Initial => project.initial_wan = None,
        Field::Adjusted => project.adjusted_wan = None,
        Field::Executed => project.executed_wan = None,
        Field::Rate => project.execution_rate_pct = None,
        Field::Weight => project.execution_weight = None,
        Field::Score => project.execution_score = None,
        Field::TotalWeight => project.total_weight = None,
        Field::TotalScore => project.total_score = None,
        _ => {}
    }
}

fn without_funds(row: &mut Funding, field: Field) {
    match field {
        Field::Initial => row.initial_wan = None,
        Field::Adjusted => row.adjusted_wan = None,
        Field::Executed => row.executed_wan = None,
        Field::Rate => row.execution_rate_pct = None,
        _ => {}
    }
}

fn without_points(row: &mut Indicator, field: Field) {
    match field {
        Field::Weight => row.weight = None,
        Field::Score => row.score = None,
        Field::Target => row.target_value = None,
        Field::Actual => row.actual_value = None,
        _ => {}
    }
}

fn without_account(account: &mut Account, field: Field) {
    match field {
        Field::Budget => account.budget_wan = None,
        Field::Amount => account.amount_wan = None,
        Field::Change => account.change_wan = None,
        Field::ChangePct => account.change_pct = None,
        Field::Share => account.share_pct = None,
        Field::Completion => account.completion_pct = None,
        _ => {}
    }
}
