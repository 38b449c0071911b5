//! The one integration-test binary: a file per room.

mod analyses;
mod render;
mod seeds;
mod tables;
mod variants;
