//! Money in 万元 (ten thousand yuan), the unit of nearly all published tables.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The unit a table prints its money in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum MoneyUnit {
    /// 万元: ten thousand yuan.
    #[default]
    Wan,
    /// 元: one yuan.
    Yuan,
    /// 亿元: a hundred million yuan.
    Yi,
}

impl MoneyUnit {
    /// The unit as it is printed.
    pub fn printed(self) -> &'static str {
        match self {
            Self::Wan => "万元",
            Self::Yuan => "元",
            Self::Yi => "亿元",
        }
    }
}

/// An exact amount in 万元.
///
/// Serialised as the decimal text that was printed, so `27.50` stays `27.50`; an amount printed in
/// 元 is divided by 10,000 and loses its trailing zeros, because no paper showed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wan(Decimal);

impl Wan {
    /// The amount that `figure` stands for in a table whose money is printed in `unit`.
    pub fn new(figure: Decimal, unit: MoneyUnit) -> Self {
        match unit {
            MoneyUnit::Wan => Self(figure),
            MoneyUnit::Yuan => Self((figure / Decimal::from(10_000)).normalize()),
            // More than a decimal holds is no sum of money; the figure then stays as it is printed.
            MoneyUnit::Yi => Self(figure.checked_mul(Decimal::from(10_000)).unwrap_or(figure).normalize()),
        }
    }

    /// The amount as a plain decimal, in 万元.
    pub fn decimal(self) -> Decimal {
        self.0
    }
}

impl fmt::Display for Wan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
