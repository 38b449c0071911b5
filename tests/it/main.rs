//! The integration tests of all rooms, in one binary.

mod analyses;
mod charts;
mod charts_data;
mod charts_palette;
mod cli;
mod errors;
mod pipeline;
mod program;
mod seeds;
mod tables;
