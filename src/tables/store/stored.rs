//! The tables of a store: their columns, which column tells the document a row comes from, and in which
//! order rows lie in a file.

use crate::problem::Problem;
use crate::tables::columns::{
    ACCOUNTS, CHECKS, Column, DOCUMENTS, FILE, FINDINGS, FUNDING, INDICATORS, Kind, PROBLEMS, PROJECTS,
};
use crate::tables::frame::fault;
use polars::prelude::{Schema, SchemaRef};
use std::sync::Arc;

/// One table of a store.
#[derive(Debug)]
pub struct Stored {
    /// Its name.
    pub name: &'static str,
    /// Its columns; [`POSITION`] stands behind them in every file.
    pub columns: &'static [Column],
    /// The column that names the document whose reading gave the row.
    pub owner: &'static str,
    /// Whether its files are parted by year.
    pub is_parted: bool,
}

/// The order of a row among those of its kind in its document, from 1: so that rows parted by year can
/// be put in the order of the document again.
pub const POSITION: Column =
    Column::count("position", ["文件内次序", "Position"], ["文件内次序", "order of the row in its document, from 1"]);

/// What rows are sorted by, as far as a table has these columns, before owner and position.
const ORDER: [&str; 5] = ["year", "unit", "file", "ordinal", "row"];

/// What the rules across documents need of each document, which no reader asks for.
const BRIEFS: [Column; 2] = [
    FILE,
    Column::text(
        "brief",
        ["摘要", "Brief"],
        ["跨文件核对所需的摘要", "what the rules across documents need of it, as JSON"],
    ),
];

/// The tables of a store.
pub const STORED: [Stored; 9] = [
    Stored { name: "projects", columns: &PROJECTS, owner: "file", is_parted: true },
    Stored { name: "funding", columns: &FUNDING, owner: "file", is_parted: true },
    Stored { name: "indicators", columns: &INDICATORS, owner: "file", is_parted: true },
    Stored { name: "accounts", columns: &ACCOUNTS, owner: "file", is_parted: true },
    Stored { name: "problems", columns: &PROBLEMS, owner: "document", is_parted: false },
    Stored { name: "findings", columns: &FINDINGS, owner: "file", is_parted: false },
    Stored { name: "checks", columns: &CHECKS, owner: "file", is_parted: false },
    Stored { name: "documents", columns: &DOCUMENTS, owner: "file", is_parted: false },
    Stored { name: "briefs", columns: &BRIEFS, owner: "file", is_parted: false },
];

impl Stored {
    /// The table called `name`.
    ///
    /// # Errors
    /// A store has none of this name.
    pub fn named(name: &str) -> Result<&'static Self, Problem> {
        STORED
            .iter()
            .find(|stored| stored.name == name)
            .ok_or_else(|| fault(&format!("a store holds no table `{name}`")))
    }

    /// What the rows of a file are sorted by.
    pub fn order(&self) -> Vec<&'static str> {
        let known = |name: &&str| self.columns.iter().any(|column| column.name == *name);
        let mut order: Vec<&'static str> =
            if self.is_parted { ORDER.into_iter().filter(known).collect() } else { vec![] };
        order.extend([self.owner, POSITION.name].iter().filter(|name| !order.contains(name)).collect::<Vec<_>>());
        order
    }

    /// The types of its columns in a file.
    pub fn schema(&self) -> SchemaRef {
        let all = self.columns.iter().chain([&POSITION]);
        Arc::new(all.map(|column| (column.name.into(), column.kind.dtype())).collect::<Schema>())
    }

    /// The columns in short, to know whether a store was written with others.
    pub fn signature(&self) -> String {
        let column = |column: &Column| format!("{}:{:?}:{:?}", column.name, column.kind, column.unit);
        self.columns.iter().map(column).collect::<Vec<_>>().join(" ")
    }

    /// The columns that hold exact figures, which can be added up.
    pub fn exact(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|column| column.kind == Kind::Exact).map(|column| column.name)
    }
}
