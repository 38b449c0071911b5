//! The audit, told: on the terminal, as SARIF for review tools, as one self-contained page.
//!
//! What is found stands first, the worst before the rest; what was consistent and what could not be
//! checked is counted beside it, since no finding is not the same as not looked at.

mod audited;
mod page;
mod sarif;
mod terminal;

pub use audited::Audited;
pub use page::audit_page;
pub use sarif::sarif;
pub use terminal::audit_text;
pub(crate) use terminal::audit_total;
