//! A store: the records of any number of documents in files that other programs read, too.
//!
//! [`Store::begin`] opens it to be written; rows are `put`, the rows of documents that changed are
//! `replace`d, and everything since the last `commit` becomes true at once. [`Store::open`] opens it to
//! be read. One in memory serves where nothing can be written.

mod home;
mod kept;
mod manifest;
mod naming;
mod settle;

pub(super) use home::{is_store, refused as store_refused};
pub use kept::Store;
pub(super) use naming::NAMES;
pub(super) use settle::Across;
