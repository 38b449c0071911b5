//! The one integration-test binary: a file per room.

mod analyses;
mod render;
mod tables;
mod variants;
