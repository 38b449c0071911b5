//! Records as dataframes.
//!
//! Everything that was read from any number of documents and what the rules say of it, in tables whose
//! columns carry the names of the record's fields, preceded by the file and line they stand on. Money,
//! points and printed percentages are `Decimal(38, 6)`. The schema is in [`columns`]; [`Frames`] holds
//! the tables of some documents in memory, [`Tables`] gives lazy frames to the analyses, and [`store`]
//! writes a table down.

pub(crate) mod bands;
pub(crate) mod canonical;
pub mod cells;
pub mod columns;
pub mod frame;
pub(crate) mod levels;
pub(crate) mod purposes;
pub mod store;
pub mod units;
pub mod yardsticks;

mod accounts;
mod disputes;
mod documents;
mod findings;
mod fit;
mod frames;
mod funding;
mod indicators;
mod lazy;
mod marks;
mod owner;
mod problems;
mod projects;
mod trust;
mod twice;

pub use documents::{DocumentRow, documents_of, documents_table};
pub use findings::{by_rule, findings};
pub use frames::{Frames, NAMES, RECORDS};
pub use lazy::{Tables, collect, in_memory};
pub use marks::{Doubt, Key, Mark, Marks, marks};
pub use polars::prelude::DataFrame;
pub use problems::{Met, problems_of, problems_table};
pub(crate) use trust::trusted;
pub use twice::{FORMATS, LeftOut, Paper};
pub(crate) use twice::{Order, Twice};
