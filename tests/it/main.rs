//! The integration tests of all rooms, in one binary.

mod analyses;
mod seeds;
mod tables;
