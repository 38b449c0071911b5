//! Names and numbers of people, which end here: found by the words of `data/labels/people.toml` and
//! by the form of numbers, and left out before anything is read.

mod grid;
mod kept;
mod text;
mod veil;
mod words;

pub(super) use kept::look_through;
pub(super) use text::personal;
pub(super) use veil::veiled;
pub(super) use words::{ContactWords, PeopleFile};
