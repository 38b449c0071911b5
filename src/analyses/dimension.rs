//! What answers can be grouped and narrowed by, and in which tables each of it is known.

use crate::tables::columns::{self as col, Column};
use serde::Deserialize;

/// Something a row of a table is of: a year, a unit, a purpose, ...
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The year accounted for.
    Year,
    /// The department a form names.
    Department,
    /// The unit that spends.
    Unit,
    /// Where it is.
    Place,
    /// What kind of unit it is.
    Kind,
    /// The family of the form.
    Form,
    /// What a project is for.
    Purpose,
    /// Where its money comes from.
    Source,
    /// Level 1 of an indicator.
    Level1,
    /// Level 2 of an indicator.
    Level2,
    /// How large a project is.
    SizeBand,
}

/// What the rows of a table are, which decides what they can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Projects.
    Projects,
    /// Rows of money blocks.
    Funding,
    /// Indicators.
    Indicators,
    /// Figures of accounts.
    Accounts,
}

impl Grain {
    /// The table of such rows.
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Funding => "funding",
            Self::Indicators => "indicators",
            Self::Accounts => "accounts",
        }
    }
}

impl Dimension {
    /// All of them, in the order of the documentation.
    pub(super) const ALL: [Self; 11] = [
        Self::Year,
        Self::Department,
        Self::Unit,
        Self::Place,
        Self::Kind,
        Self::Form,
        Self::Purpose,
        Self::Source,
        Self::Level1,
        Self::Level2,
        Self::SizeBand,
    ];

    /// Its column in answers, which gives it its name in pipelines too.
    pub(super) fn answer(self) -> Column {
        match self {
            Self::Year => col::YEAR,
            Self::Department => col::DEPARTMENT,
            Self::Unit => col::UNIT,
            Self::Place => col::PLACE,
            Self::Kind => col::KIND,
            Self::Form => col::FORM,
            Self::Purpose => col::PURPOSE,
            Self::Source => col::SOURCE,
            Self::Level1 => col::LEVEL1,
            Self::Level2 => col::LEVEL2,
            Self::SizeBand => col::SIZE_BAND,
        }
    }

    /// Its name in pipelines and answers.
    pub(super) fn name(self) -> &'static str {
        self.answer().name
    }

    /// The column of a record table that holds it; `None` where rows of this `grain` have no such thing.
    pub(super) fn column(self, grain: Grain) -> Option<&'static str> {
        match self {
            Self::Year => Some(col::YEAR.name),
            Self::Department => Some(col::DEPARTMENT_CANONICAL.name),
            Self::Unit => Some(col::UNIT_CANONICAL.name),
            Self::Place => Some(col::PLACE.name),
            Self::Kind => Some(col::KIND.name),
            Self::Form | Self::Purpose | Self::SizeBand if grain == Grain::Accounts => None,
            Self::Form => Some(col::FORM.name),
            Self::Purpose => Some(col::PURPOSE.name),
            Self::SizeBand => Some(col::SIZE_BAND.name),
            Self::Source => (grain == Grain::Funding).then_some(col::SOURCE.name),
            Self::Level1 => (grain == Grain::Indicators).then_some(col::LEVEL1_CANONICAL.name),
            Self::Level2 => (grain == Grain::Indicators).then_some(col::LEVEL2_CANONICAL.name),
        }
    }
}
