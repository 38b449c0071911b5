//! The same paper in two documents, as bureaus publish a form as DOCX and as PDF: what says the same of the
//! same unit, year and project is counted once.
//!
//! It is decided record by record: a project that stands in one of the two documents counts, too. Which
//! document counts is a matter of the question ([`Order`]), so it is decided when a question is asked and
//! not when a store is made; the rows stay in the tables, marked, and only the analyses leave them out.

mod alike;
mod left_out;
mod marking;
mod order;

pub use left_out::{LeftOut, Paper};
pub(crate) use marking::Twice;
pub use order::FORMATS;
pub(crate) use order::Order;
