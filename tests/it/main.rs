//! The one integration-test binary: a file per room.

mod analyses;
mod charts;
mod charts_data;
mod charts_palette;
mod cli;
mod errors;
mod pipeline;
mod program;
mod reading;
mod render;
mod seeds;
mod tables;
mod variants;
