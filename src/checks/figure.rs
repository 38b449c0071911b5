//! A figure of the records with what the paper says about it, ready for exact arithmetic.

use crate::checks::finding::Cited;
use crate::records::{Field, Of};
use crate::values::{Habit, Interval, Place};
use rust_decimal::Decimal;

/// One printed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Which record it belongs to.
    pub(super) of: Of,
    /// Which of its figures it is.
    pub(super) field: Field,
    /// What the paper calls it.
    pub(super) name: String,
    /// Its value, in the unit of the record's field.
    pub(super) value: Decimal,
    /// What one in its last digit is worth: the finest that its money block prints, since forms drop
    /// zeros at the end (7.8 beside 65.84 is 7.80).
    pub(super) step: Decimal,
    /// The same where the form prints whole numbers alone and others of the document print decimals: 15
    /// is then likely 15.00.
    pub(super) likely_step: Decimal,
    /// The figure as printed.
    pub(super) printed: String,
    /// Where it stands.
    pub(super) place: Place,
}

impl Figure {
    /// All values it can stand for, printed by `habit`.
    pub(super) fn interval(&self, habit: Habit) -> Interval {
        Interval::printed(self.value, self.step, habit)
    }

    /// All values it can stand for by the usual habit.
    pub(super) fn rounded(&self) -> Interval {
        self.interval(Habit::Rounded)
    }

    /// The same figure taken as it stands: points that were given, not worked out.
    #[must_use]
    pub(super) fn exactly(self) -> Self {
        Self { step: Decimal::ZERO, likely_step: Decimal::ZERO, ..self }
    }

    /// The same figure read with the digits that it likely dropped.
    #[must_use]
    pub(super) fn likely(&self) -> Self {
        Self { step: self.likely_step, ..self.clone() }
    }

    /// The same figure as points: whole and half ones are given as they stand, finer ones (3.33 of 10)
    /// may be a share that was rounded.
    #[must_use]
    pub(super) fn given_points(self) -> Self {
        let twice = self.value.checked_mul(Decimal::TWO);
        if twice.is_none_or(|twice| twice.fract().is_zero()) { self.exactly() } else { self }
    }

    /// The figure for a finding.
    pub(super) fn cited(&self) -> Cited {
        Cited { name: self.name.clone(), printed: self.printed.clone(), place: self.place.clone() }
    }

    /// The same figure under another name.
    #[must_use]
    pub(super) fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }
}
