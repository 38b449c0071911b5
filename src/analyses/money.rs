//! Amounts of two years beside the printed ones: in the prices of one year, and a head.

use crate::analyses::dimension::Dimension;
use crate::analyses::measure::Unit;
use crate::analyses::scope::{By, Where};
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::Value;
use crate::tables::yardsticks::{EVERYBODY, Yardsticks};
use rust_decimal::Decimal;

/// The columns of such amounts, empty where no file of deflators or heads is named.
pub(super) const COLUMNS: [Column; 7] = [
    col::PRICE_YEAR,
    col::BASE_REAL_WAN,
    col::OTHER_REAL_WAN,
    col::DIFFERENCE_REAL_WAN,
    col::BASE_PER_HEAD_YUAN,
    col::OTHER_PER_HEAD_YUAN,
    col::DIFFERENCE_PER_HEAD_YUAN,
];

/// Yuan in a 万元.
const YUAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// Under which name the persons of a group are listed, whose dimensions say `said`; none where the group
/// is of something that no list of heads tells.
pub(super) fn whose<'a>(by: &By, said: &'a [Option<String>], depth: usize, only: &Where) -> Option<&'a str> {
    for (one, said) in by.dimensions().iter().zip(said).take(depth).rev() {
        match one {
            Dimension::Unit | Dimension::Place => return said.as_deref(),
            Dimension::Department | Dimension::Kind => return None,
            _ => {}
        }
    }
    // Fewer units than all have fewer persons than all.
    let narrows = [Dimension::Unit, Dimension::Place, Dimension::Department, Dimension::Kind];
    let is_narrowed = only.dimensions().any(|one| narrows.contains(&one));
    (!is_narrowed).then_some(EVERYBODY)
}

/// The cells under [`COLUMNS`] for a figure in `unit` that was `values` in `years`, of the persons listed
/// under `name`.
pub(super) fn cells(
    yardsticks: &Yardsticks,
    unit: Unit,
    (years, values): ([i32; 2], [Option<Decimal>; 2]),
    name: Option<&str>,
) -> [Value; 7] {
    let amounts = if unit == Unit::Wan { values } else { [None; 2] };
    let both = |of: &dyn Fn(Decimal, i32) -> Option<Decimal>| {
        let found = [0, 1].map(|at: usize| of(amounts[at]?, years[at]));
        let difference = found[1].zip(found[0]).map(|(other, base)| other - base);
        [found[0], found[1], difference].map(|cell| Value::from(cell.map(|cell| cell.round_dp(6).normalize())))
    };
    let [base_real, other_real, real] = both(&|amount, year| yardsticks.real(amount, year));
    let a_head = |amount: Decimal, year: i32| amount.checked_mul(YUAN)?.checked_div(yardsticks.persons(name?, year)?);
    let [base_head, other_head, head] = both(&a_head);
    let is_told = amounts.iter().any(Option::is_some);
    let price_year = Value::Year(yardsticks.price_year().filter(|_| is_told));
    [price_year, base_real, other_real, real, base_head, other_head, head]
}
