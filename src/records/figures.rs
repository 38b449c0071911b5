//! The figures of a record by their field, in the unit of the field: the one place that knows which
//! record has which figures.

use crate::records::printed::Field;
use crate::records::types::{Account, Funding, Indicator, Project};
use crate::values::Wan;
use rust_decimal::Decimal;

impl Project {
    /// A figure of the row of totals, as printed; nothing for a field that a project does not have.
    pub fn figure(&self, field: Field) -> Option<Decimal> {
        match field {
            Field::Initial => self.initial_wan.map(Wan::decimal),
            Field::Adjusted => self.adjusted_wan.map(Wan::decimal),
            Field::Executed => self.executed_wan.map(Wan::decimal),
            Field::Rate => self.execution_rate_pct,
            Field::Weight => self.execution_weight,
            Field::Score => self.execution_score,
            Field::TotalWeight => self.total_weight,
            Field::TotalScore => self.total_score,
            Field::Target
            | Field::Actual
            | Field::Deviation
            | Field::Budget
            | Field::Amount
            | Field::Change
            | Field::ChangePct
            | Field::Share
            | Field::Completion => None,
        }
    }
}

impl Funding {
    /// A figure of the row; nothing for a field that a row of funds does not have.
    pub fn figure(&self, field: Field) -> Option<Decimal> {
        match field {
            Field::Initial => self.initial_wan.map(Wan::decimal),
            Field::Adjusted => self.adjusted_wan.map(Wan::decimal),
            Field::Executed => self.executed_wan.map(Wan::decimal),
            Field::Rate => self.execution_rate_pct,
            Field::Weight
            | Field::Score
            | Field::TotalWeight
            | Field::TotalScore
            | Field::Target
            | Field::Actual
            | Field::Deviation
            | Field::Budget
            | Field::Amount
            | Field::Change
            | Field::ChangePct
            | Field::Share
            | Field::Completion => None,
        }
    }
}

impl Indicator {
    /// A figure of the row; nothing for a field that an indicator does not have, or has words in.
    pub fn figure(&self, field: Field) -> Option<Decimal> {
        match field {
            Field::Weight => self.weight,
            Field::Score => self.score,
            Field::Target => self.target_value,
            Field::Actual => self.actual_value,
            Field::Initial
            | Field::Adjusted
            | Field::Executed
            | Field::Rate
            | Field::TotalWeight
            | Field::TotalScore
            | Field::Deviation
            | Field::Budget
            | Field::Amount
            | Field::Change
            | Field::ChangePct
            | Field::Share
            | Field::Completion => None,
        }
    }
}

impl Account {
    /// A figure of the account; changes are negative for a fall.
    pub fn figure(&self, field: Field) -> Option<Decimal> {
        match field {
            Field::Budget => self.budget_wan.map(Wan::decimal),
            Field::Amount => self.amount_wan.map(Wan::decimal),
            Field::Change => self.change_wan.map(Wan::decimal),
            Field::ChangePct => self.change_pct,
            Field::Share => self.share_pct,
            Field::Completion => self.completion_pct,
            Field::Initial
            | Field::Adjusted
            | Field::Executed
            | Field::Rate
            | Field::Weight
            | Field::Score
            | Field::TotalWeight
            | Field::TotalScore
            | Field::Target
            | Field::Actual
            | Field::Deviation => None,
        }
    }
}
