//! Which figures of the tables are disputed, by the record they belong to.

use crate::checks::{Finding, Report, disputed};
use crate::records::{Field, Of};
use crate::tables::frame::Value;
use std::collections::BTreeSet;

/// The disputed figures of every reading, in the order of the readings.
pub(super) struct Disputes(Vec<BTreeSet<(Of, Field)>>);

impl Disputes {
    /// What the reports dispute.
    pub(crate) fn of(reports: &[(String, Report)]) -> Self {
        Self(reports.iter().map(|(_, report)| disputed(report)).collect())
    }

    /// The last two cells of the row that shows `of` from the reading at `reading`: whether any of its
    /// figures is disputed, and which columns those are. Also where `twin`, the same figures in another
    /// record, is.
    pub(super) fn cells(&self, reading: usize, of: Of, twin: Option<Of>) -> [Value; 2] {
        let mut names: Vec<&str> = Vec::new();
        for (disputed, field) in self.0.get(reading).into_iter().flatten() {
            let name = column(*disputed, *field);
            let shared = matches!(field, Field::Initial | Field::Adjusted | Field::Executed | Field::Rate);
            let told = *disputed == of || Some(*disputed) == twin && shared;
            if told && !names.contains(&name) {
                names.push(name);
            }
        }
        [Value::Flag(Some(!names.is_empty())), Value::from(Some(names.join(" ")).filter(|text| !text.is_empty()))]
    }
}

/// The figures that `finding` is about, as the names of their tables and columns.
pub(super) fn figures(finding: &Finding) -> Option<String> {
    let table = |of: Of| match of {
        Of::Project(_) => "projects",
        Of::Funding(_) => "funding",
        Of::Indicator(_) => "indicators",
        Of::Account(_) => "accounts",
    };
    let names: BTreeSet<String> =
        finding.disputes.iter().map(|(of, field)| format!("{}.{}", table(*of), column(*of, *field))).collect();
    Some(names.into_iter().collect::<Vec<_>>().join(" ")).filter(|names| !names.is_empty())
}

/// The column in which a figure stands.
fn column(of: Of, field: Field) -> &'static str {
    match (field, of) {
        (Field::Initial, _) => "initial_wan",
        (Field::Adjusted, _) => "adjusted_wan",
        (Field::Executed, _) => "executed_wan",
        (Field::Rate, _) => "execution_rate_pct",
        (Field::Weight, Of::Project(_)) => "execution_weight",
        (Field::Weight, _) => "weight",
        (Field::Score, Of::Project(_)) => "execution_score",
        (Field::Score, _) => "score",
        (Field::TotalWeight, _) => "total_weight",
        (Field::TotalScore, _) => "total_score",
        (Field::Target, _) => "target_value",
        (Field::Actual, _) => "actual_value",
        (Field::Deviation, _) => "deviation",
        (Field::Budget, _) => "budget_wan",
        (Field::Amount, _) => "amount_wan",
        (Field::Change, _) => "change_wan",
        (Field::ChangePct, _) => "change_pct",
        (Field::Share, _) => "share_pct",
        (Field::Completion, _) => "completion_pct",
    }
}
