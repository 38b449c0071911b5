//! What a cell can mean: amounts, ratios, quantities, years and places.
//!
//! This room stands at the bottom of the house and imports nothing from it. Everything here is a
//! plain value: exact decimals, never floats, each parsed from text by a function that says what
//! it could not read.

mod amount;
mod fraction;
mod interval;
mod lang;
mod masked;
mod number;
mod period;
mod personal_number;
mod place;
mod plain;
mod quantity;
mod said;
mod shown;

pub use amount::{MoneyUnit, Wan};
pub use fraction::Fraction;
pub use interval::{Habit, Interval};
pub use lang::Lang;
pub(crate) use masked::without;
pub use masked::{MASK, mask, masked, personal_numbers};
pub(crate) use number::half_width_char;
pub use number::{Cell, half_width, parse_number, parse_percent};
pub use period::find_year;
pub use place::Place;
pub use plain::{is_order, plain, plain_json, plain_lines, plain_styled};
pub(crate) use quantity::is_unit;
pub use quantity::{Operator, Quantity, parse_pieces, parse_quantity};
pub use said::Said;
pub(crate) use said::said;
pub use shown::grouped;
