//! Which figures of the records the audit questions, ready to be counted by whoever shows some of them.
//!
//! Record tables name the disputed figures of every row; a doubt stands in the table `findings` alone,
//! with its file and the names of the figures it is about. So a dispute is known to the row, a doubt to
//! the years and units of its file.

use crate::problem::Problem;
use crate::tables::cells::{names, texts, years};
use crate::tables::columns as col;
use crate::tables::tables::{Tables, collect};
use polars::prelude::{DataFrame, col as column, lit};
use std::collections::{BTreeMap, BTreeSet};

/// Year and unit, as records are counted under them; a part that is not known is nothing.
pub type Key = (Option<i32>, Option<String>);

/// A disputed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The table it stands in.
    pub table: &'static str,
    /// Its column.
    pub column: String,
    /// Its year and unit.
    pub key: Key,
    /// The source of a funding row, the item of an account.
    pub part: Option<String>,
}

/// A doubt about figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The figures: tables and columns.
    pub figures: Vec<(String, String)>,
    /// Years and units of its file.
    pub keys: BTreeSet<Key>,
}

/// What the audit questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether there was an audit at all.
    pub is_audited: bool,
    /// The disputed figures, those of accepted findings left out.
    pub disputed: Vec<Mark>,
    /// The doubts, accepted ones left out.
    pub doubts: Vec<Doubt>,
}

/// Tables whose rows have disputed figures, with the column that says which part of the whole a row is.
const TABLES: [(&str, Option<&str>); 4] =
    [("projects", None), ("funding", Some("source")), ("indicators", None), ("accounts", Some("item"))];

/// The marks in the record tables and in `findings` and `checks` of `tables`.
///
/// # Errors
/// A table that is not there or not of the schema.
pub fn marks(tables: &Tables) -> Result<Marks, Problem> {
    let mut marks = Marks { is_audited: tables.frame("checks")?.height() > 0, ..Marks::default() };
    for (name, part) in TABLES {
        let wanted = [col::YEAR.name, col::UNIT_CANONICAL.name, col::DISPUTED.name].into_iter().chain(part);
        let disputed = tables.lazy(name)?.filter(column(col::IS_DISPUTED.name));
        let frame = collect(disputed.select(wanted.map(column).collect::<Vec<_>>()))?;
        let parts = part.map(|part| texts(&frame, part)).transpose()?;
        let columns = names(&frame, col::DISPUTED.name)?;
        for (row, key) in keys(&frame)?.into_iter().enumerate() {
            let part = parts.as_ref().and_then(|parts| parts[row].clone());
            let mark =
                |column: &str| Mark { table: name, column: column.to_owned(), key: key.clone(), part: part.clone() };
            marks.disputed.extend(columns[row].split(' ').map(mark));
        }
    }
    let doubted = tables.lazy("findings")?.filter(column(col::SEVERITY.name).eq(lit("doubt")));
    let doubted = collect(doubted.filter(column(col::ACCEPTED.name).is_null()))?;
    if doubted.height() > 0 {
        marks.doubts = doubts(&doubted, &files(tables)?)?;
    }
    Ok(marks)
}

/// The years and units of which every file holds figures.
fn files(tables: &Tables) -> Result<BTreeMap<String, BTreeSet<Key>>, Problem> {
    let mut files: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
    for (name, _) in TABLES {
        let wanted = [col::FILE, col::YEAR, col::UNIT_CANONICAL].map(|one| column(one.name));
        let frame = collect(tables.lazy(name)?.group_by(wanted).agg([]))?;
        for (file, key) in names(&frame, col::FILE.name)?.into_iter().zip(keys(&frame)?) {
            files.entry(file).or_default().insert(key);
        }
    }
    Ok(files)
}

/// Year and unit of every row.
fn keys(frame: &DataFrame) -> Result<Vec<Key>, Problem> {
    let units = texts(frame, col::UNIT_CANONICAL.name)?;
    Ok(years(frame, col::YEAR.name)?.into_iter().zip(units).collect())
}

/// The doubts in `findings`; `files` says whose figures a file holds.
fn doubts(findings: &DataFrame, files: &BTreeMap<String, BTreeSet<Key>>) -> Result<Vec<Doubt>, Problem> {
    let (file, figures) = (names(findings, col::FILE.name)?, names(findings, col::FIGURES.name)?);
    let doubt = |row: usize| {
        let figures = figures[row].split(' ').filter_map(|figure| figure.split_once('.'));
        Doubt {
            figures: figures.map(|(table, column)| (table.to_owned(), column.to_owned())).collect(),
            keys: files.get(&file[row]).cloned().unwrap_or_default(),
        }
    };
    Ok((0..findings.height()).map(doubt).collect())
}
