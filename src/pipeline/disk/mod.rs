//! What is written, and where: directories held open, one part of a path after another, so that nothing
//! that is written ever passes through a link.
//!
//! A link to a place that its owner chose is as good as the place, so the directory that a user names may
//! be one. What lies below it is ours to make: a link there was put by somebody else.

mod below;
#[cfg(unix)]
mod held;
mod interrupt;
mod kind;
mod lock;
#[cfg(any(test, not(unix)))]
mod walked;

pub(super) use below::{below, made};
#[cfg(unix)]
pub(super) use held::Folder;
pub(super) use interrupt::Interrupt;
pub(super) use kind::{Kind, why};
pub(super) use lock::Lock;
#[cfg(not(unix))]
pub(super) use walked::Folder;
