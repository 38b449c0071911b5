//! What amounts can be measured by and no document says: the prices of years and the persons of units
//! and places, as the files that a pipeline names give them.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The name that stands for all documents together.
pub(crate) const EVERYBODY: &str = "*";

/// A figure of a file.
pub(crate) type Figure = Decimal;

/// Persons by name and year.
pub(crate) type Heads = BTreeMap<(String, i32), Decimal>;

/// The figure in `cell`, where it is one and above zero.
pub(crate) fn above_zero(cell: &str) -> Option<Figure> {
    cell.parse().ok().filter(|figure| *figure > Decimal::ZERO)
}

/// The index of the base year.
pub(crate) const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// What is known of prices and persons; nothing where no file is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yardsticks {
    /// The prices of years.
    pub prices: Option<Prices>,
    /// Persons by name and year; the name is a unit or a place as it is counted, or `*`.
    pub heads: Option<BTreeMap<(String, i32), Decimal>>,
}

/// The prices of years beside those of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// The year in whose prices amounts are given.
    pub base_year: i32,
    /// The index of a year, that of the base year being 100.
    pub indices: BTreeMap<i32, Decimal>,
}

impl Yardsticks {
    /// The year in whose prices amounts are given.
    pub fn price_year(&self) -> Option<i32> {
        self.prices.as_ref().map(|prices| prices.base_year)
    }

    /// `amount` of `year` in the prices of the base year; none where the index of the year is not known.
    pub(crate) fn real(&self, amount: Decimal, year: i32) -> Option<Decimal> {
        let prices = self.prices.as_ref()?;
        let index = match prices.indices.get(&year) {
            Some(index) => *index,
            None if year == prices.base_year => HUNDRED,
            None => return None,
        };
        amount.checked_mul(HUNDRED)?.checked_div(index)
    }

    /// The persons of `name` in `year`, where they are known.
    pub(crate) fn persons(&self, name: &str, year: i32) -> Option<Decimal> {
        self.heads.as_ref()?.get(&(name.to_owned(), year)).copied()
    }
}
