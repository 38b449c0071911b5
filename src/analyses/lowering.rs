//! Measures as expressions of polars: of one row, and of many.

use crate::analyses::exact::{exact, hundredfold, quotient};
use crate::analyses::measure::{Estimator, Measure, Nature, Over, Term, Unit};
use polars::prelude::{DataType, Expr, NULL, col, len, lit, when};

impl Term {
    /// The figure of a row, a decimal or a whole number; missing where a column it needs is.
    fn figure(self) -> Expr {
        match self {
            Self::One => lit(1),
            Self::Of(name) => col(name),
            Self::Less(name, less) => col(name) - col(less),
            Self::Missing(name) => col(name).is_null().cast(DataType::Int32),
            Self::AtLeast(name, other) => col(name).gt_eq(col(other)).cast(DataType::Int32),
        }
    }

    /// Whether a row has the figure.
    fn is_known(self) -> Expr {
        match self {
            Self::One => lit(true),
            // A constant is no column, and would be counted once.
            Self::Missing(_) => self.figure().is_not_null(),
            Self::Of(name) => col(name).is_not_null(),
            Self::Less(name, other) | Self::AtLeast(name, other) => {
                col(name).is_not_null().and(col(other).is_not_null())
            }
        }
    }
}

/// The mean of the rates of those rows that have one.
pub(super) fn mean(rate: Expr) -> Expr {
    quotient(rate.clone().sum(), rate.count())
}

impl Measure {
    /// Whether a row counts.
    pub(super) fn counts(&self) -> Expr {
        let part = self.part.is_known();
        // A rate of nothing is none; points of nothing are nothing.
        let divides = self.nature == Nature::Rate || matches!(self.estimator, Estimator::Mean | Estimator::Median);
        match self.whole {
            Term::One => part,
            whole if divides => part.and(whole.figure().neq(lit(0)).fill_null(lit(false))),
            whole => part.and(whole.is_known()),
        }
    }

    /// The numerator of a row that counts.
    pub(super) fn part(&self) -> Expr {
        when(self.counts()).then(self.part.figure()).otherwise(lit(NULL))
    }

    /// The denominator of a row that counts.
    pub(super) fn whole(&self) -> Expr {
        when(self.counts()).then(self.whole.figure()).otherwise(lit(NULL))
    }

    /// Numerator by denominator of a row that counts, in the unit of the measure.
    pub(super) fn single(&self) -> Expr {
        self.scaled(quotient(self.part.figure(), self.whole.figure()))
    }

    /// How many rows, or things, stand behind the figure.
    pub(super) fn n(&self) -> Expr {
        match self.over {
            // A constant is no column, and its sum would be itself.
            Over::Rows if self.part == Term::One => len(),
            Over::Rows => self.counts().sum(),
            Over::Denominators => self.whole().sum().cast(DataType::Int64),
        }
        .cast(DataType::UInt32)
    }

    /// The figure of many rows: a decimal, or a float for a median. Missing where no row counts.
    pub(super) fn value(&self) -> Expr {
        let (part, whole) = (self.part().sum(), self.whole().sum());
        match self.estimator {
            Estimator::Total if self.part == Term::One => len().cast(exact()),
            Estimator::Total => when(self.counts().any(true)).then(part).otherwise(lit(NULL)),
            Estimator::Ratio => self.scaled(quotient(part, whole)),
            Estimator::Mean => mean(self.single()),
            Estimator::Median => self.single().cast(DataType::Float64).median(),
        }
    }

    /// In percent, where the measure is.
    fn scaled(&self, figure: Expr) -> Expr {
        if self.unit == Unit::Pct { hundredfold(figure) } else { figure }
    }
}
