//! The one integration-test binary: a file per room.

mod render;
mod variants;
