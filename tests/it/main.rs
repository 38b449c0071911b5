//! The integration tests, one file per room, in one binary.

mod charts;
mod charts_data;
mod charts_palette;
