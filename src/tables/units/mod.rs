//! Who is who: which printed names are one public body.
//!
//! Spellings are joined by evidence and never by likeness: a longer name that only puts a place
//! before a short one is the same body where both stand in one document, under one department, or
//! where the short one begins with a place itself. What a paper cannot tell stands in a [`Register`].
//! What might be the same and is not proved is reported and left apart. `docs/units.md` has the rules.

mod alike;
mod departments;
mod evidence;
mod fingerprint;
mod frames;
mod joins;
mod kinds;
mod lines;
mod mention;
mod names;
mod numerals;
mod places;
mod register;
mod resolve;
mod seated;
mod spelling;
mod who;
mod written;

pub use mention::{Body, Meaning, Mention};
pub use register::Register;
pub(crate) use spelling::uniform_name;
pub use who::Who;
