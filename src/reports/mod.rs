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
mod outcomes;
mod page;
mod page_parts;
mod report;
mod table;
mod terminal;
mod workbook;

pub(crate) use audit::audit_total;
pub use audit::{Audited, audit_page, audit_text, sarif};
pub use headline::{Headline, agreements};
pub(crate) use headline::{NEEDED, looks_at};
pub use json::json;
pub(crate) use markdown::markdown;
pub use outcomes::{Became, Ended, Outcomes, Tally};
pub use page::{Explored, Part, Words, page};
pub(crate) use report::Found;
pub use report::{Checked, Counts, Noted, Picture, Report, Source};
pub use table::{Column, MOST_ROWS, Table};
pub(crate) use table::{MOST_ROWS_OF_PAGE, rows_each};
pub use terminal::{agreement_lines, folded, headline_text, terminal};
pub(crate) use workbook::{MOST_ROWS_OF_SHEET, workbook};
