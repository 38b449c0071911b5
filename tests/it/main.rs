//! The one integration-test binary: a file per room.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::needless_pass_by_value,
    clippy::type_complexity,
    clippy::redundant_closure_for_method_calls,
    clippy::manual_is_multiple_of,
    clippy::let_and_return,
    clippy::cast_possible_truncation,
    reason = "a test that fails should fail loudly"
)]
#![allow(unreachable_pub, reason = "a test binary has no surface")]

mod accounts;
mod across;
mod analyses;
mod analyses_more;
mod analyses_scores;
mod analyses_years;
mod audit;
mod bounds;
mod cached;
mod charts;
mod charts_data;
mod charts_palette;
mod checks;
mod cli;
mod errors;
mod families;
mod family_tables;
mod folders;
mod headline;
mod house;
mod imports;
mod ingest;
mod intervals;
mod levels;
mod notes;
mod office;
mod pdf;
mod pipeline;
mod program;
mod published;
mod reading;
mod render;
mod seeds;
mod sheets;
mod standard;
mod tables;
mod units;
mod variants;
