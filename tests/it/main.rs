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
mod as_published;
mod as_written;
mod audit;
mod bounds;
mod cached;
mod charts;
mod charts_checklist;
mod charts_data;
mod charts_many;
mod charts_palette;
mod charts_sizes;
mod checks;
mod cli;
mod column_numbers;
mod digits;
mod errors;
mod excerpts;
mod families;
mod family_tables;
mod folders;
mod headline;
mod house;
mod imports;
mod ingest;
mod intervals;
mod languages;
mod leaks;
mod levels;
mod made_up_panel;
mod names;
mod notes;
mod office;
mod orders;
mod outcomes;
mod page;
mod papers;
mod pdf;
mod people;
mod pipeline;
mod places;
mod problems;
mod program;
mod published;
mod reading;
mod render;
mod safety;
mod seeds;
mod sheets;
mod standard;
mod table_docs;
mod tables;
mod told;
mod twice;
mod units;
mod variants;
mod workbooks;
mod yardsticks;
