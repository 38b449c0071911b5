//! The one integration-test binary: a file per room.

mod analyses;
mod charts;
mod charts_data;
mod reading;
mod render;
mod seeds;
mod tables;
mod variants;
