//! Tables, told: for the terminal, as Markdown, as one self-contained page.
//!
//! Values in, text out. A [`Report`] is a plain value that any of the writers can render; this room
//! chooses cells, words and the number of decimals shown, and computes nothing. Exact figures stand
//! in the CSV and Parquet files beside the report.

mod audit;
mod headings;
mod headline;
mod json;
mod markdown;
mod page;
mod page_parts;
mod report;
mod table;
mod terminal;

pub use audit::{Audited, audit_page, audit_text, audit_total, sarif};
pub use headings::heading;
pub use headline::{Headline, NEEDED, agreements};
pub use json::json;
pub use markdown::markdown;
pub use page::page;
pub use report::{Checked, Counts, Noted, Picture, Report, Source};
pub use table::{Column, MOST_ROWS, Table};
pub use terminal::{agreement_lines, headline_text, terminal};
