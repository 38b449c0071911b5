//! The integration tests of all rooms, in one binary.

mod analyses;
mod charts;
mod charts_data;
mod seeds;
mod tables;
