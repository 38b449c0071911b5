//! What lies in a store, as its `store.json` says: the one file whose replacement makes a change count.

use crate::problem::{Code, Problem, said};
use crate::tables::store::{FORMAT, STORED};
use crate::values::Place;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

/// Name of the manifest.
pub(super) const NAME: &str = "store.json";

/// What lies in a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the store's form.
    pub format: u32,
    /// Name and version of the program that wrote it last.
    pub tool: String,
    /// The columns of every table in short; a program with others cannot read it.
    pub columns: BTreeMap<String, String>,
    /// Of what its documents were read with last.
    pub fingerprint: String,
    /// Whether every partition is one sorted run without dead rows, and who is who is filled in.
    pub settled: bool,
    /// Of the register by which it was decided who is who.
    #[serde(default)]
    pub register: String,
    /// What is wrong with the list of accepted findings.
    pub accepted: Vec<Problem>,
    /// The files of every table.
    pub tables: BTreeMap<String, Vec<Part>>,
}

/// One file of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its path from the store's directory, `/` between parts.
    pub path: String,
    /// The year of its rows; nothing where they have none, or the table is not parted.
    pub year: Option<i32>,
    /// Number of its rows, dead ones included.
    pub rows: usize,
    /// Number of its bytes.
    pub bytes: usize,
    /// What its exact columns add up to, dead rows included.
    pub sums: BTreeMap<String, String>,
    /// Documents whose rows in it no longer count.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub dead: BTreeSet<String>,
    /// Whether its rows come of the rules across documents, which are run anew whenever one changes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_across: bool,
    /// Of who was who when its rows were written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub naming: String,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            format: FORMAT,
            tool: tool(),
            columns: STORED.iter().map(|stored| (stored.name.to_owned(), stored.signature())).collect(),
            fingerprint: String::new(),
            settled: true,
            register: String::new(),
            accepted: Vec::new(),
            tables: BTreeMap::new(),
        }
    }
}

/// Name and version of this program.
fn tool() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

impl Manifest {
    /// Reads the text of a manifest; `name` is what messages call the store.
    ///
    /// # Errors
    ///
    /// A text that is no manifest, one of other columns, or one that names files elsewhere.
    pub fn parse(text: &str, name: &str) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
            tool: String,
            columns: BTreeMap<String, String>,
        }
        let place = || Place::file(format!("{name}/{NAME}"));
        let broken = |error: serde_json::Error| {
            Problem::error(
                Code::StoreBroken,
                place(),
                said!("应为数据仓清单：{error}", "expected the manifest of a store: {error}"),
            )
            .hint(said!("请移走该目录后重新入仓", "move the directory away and ingest again"))
        };
        let head: Head = serde_json::from_str(text).map_err(broken)?;
        let ours = Self::default();
        if head.format != ours.format || head.columns != ours.columns {
            let message = said!(
                "应为{}的数据仓，实际由{}建立，列不相同",
                "expected a store of {}, found one made by {} with other columns",
                ours.tool,
                head.tool
            );
            let problem = Problem::error(Code::StoreVersion, place(), message);
            return Err(problem.hint(said!("请重新入仓到新目录", "ingest again into a new directory")));
        }
        let read: Self = serde_json::from_str(text).map_err(broken)?;
        let inside = |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        match read.tables.values().flatten().find(|part| !inside(&part.path)) {
            Some(part) => {
                let message =
                    said!("文件应在数据仓之内，实际为`{}`", "expected files inside the store, found `{}`", part.path);
                Err(Problem::error(Code::StoreBroken, place(), message))
            }
            None => Ok(Self { tool: tool(), ..read }),
        }
    }

    /// The manifest as JSON text.
    ///
    /// # Errors
    ///
    /// A manifest that has no JSON form, which none has.
    pub fn text(&self) -> Result<String, Problem> {
        let text = serde_json::to_string_pretty(self);
        text.map(|text| text + "\n").map_err(|error| {
            Problem::error(
                Code::StoreBroken,
                Place::file(NAME),
                said!("无法写出：{error}", "could not be written down: {error}"),
            )
        })
    }

    /// The files of `table`.
    pub fn parts(&self, table: &str) -> &[Part] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// Marks the rows of `document`, which speaks of `years`, as dead wherever they may lie.
    pub fn bury(&mut self, document: &str, years: &BTreeSet<i32>) {
        for (table, parts) in &mut self.tables {
            let is_parted = STORED.iter().any(|stored| stored.name == table && stored.is_parted);
            let holds = |part: &&mut Part| !is_parted || part.year.is_none_or(|year| years.contains(&year));
            for part in parts.iter_mut().filter(holds) {
                part.dead.insert(document.to_owned());
            }
        }
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> usize {
        self.tables.values().flatten().map(|part| part.bytes).sum()
    }
}
