//! Documents into a store: those it knows are left alone, the others are read side by side in bounded
//! memory, and every few hundred of them count at once. What compares documents with each other, and who
//! is who, comes last, over all.

mod document;
mod harvest;
mod job;
mod take;
mod twice;
mod verb;

pub(super) use harvest::told_again;
pub use job::Done;
pub(super) use job::{Asking, Job};
pub(crate) use take::COMMIT;
pub(super) use take::{fingerprint, take};
pub use verb::{Ingested, Intake, ingest};
