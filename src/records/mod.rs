//! What a document means.

mod types;

pub use types::{Account, Funding, Indicator, Project, Reading, Record};
