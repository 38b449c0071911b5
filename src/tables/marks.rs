//! Which figures of the records the audit questions, ready to be counted by whoever shows some of them.
//!
//! Record tables name the disputed figures of every row; a doubt stands in the table `findings` alone,
//! with its file and the names of the figures it is about. So a dispute is known to the row, a doubt to
//! the years and units of its file.

use crate::problem::Problem;
use crate::tables::DataFrame;
use crate::tables::cells::{flags, names, texts, years};
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

/// The marks in `tables`: those of records, `findings` and `checks`, by name. A table that is not
/// among them has nothing to mark.
///
/// # Errors
/// A table that is not of the schema.
pub fn marks(tables: &[(&str, &DataFrame)]) -> Result<Marks, Problem> {
    let table = |name: &str| tables.iter().find(|(known, _)| *known == name).map(|(_, frame)| *frame);
    let mut marks = Marks { is_audited: table("checks").is_some_and(|frame| frame.height() > 0), ..Marks::default() };
    let mut files: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
    for (name, part) in TABLES {
        let Some(frame) = table(name) else { continue };
        let keys = keys(frame)?;
        let parts = part.map(|part| texts(frame, part)).transpose()?;
        let (file, is_disputed, columns) =
            (names(frame, "file")?, flags(frame, "is_disputed")?, names(frame, "disputed")?);
        for (row, key) in keys.into_iter().enumerate() {
            if is_disputed[row] == Some(true) {
                let part = parts.as_ref().and_then(|parts| parts[row].clone());
                let mark = |column: &str| Mark {
                    table: name,
                    column: column.to_owned(),
                    key: key.clone(),
                    part: part.clone(),
                };
                marks.disputed.extend(columns[row].split(' ').map(mark));
            }
            match files.get_mut(&file[row]) {
                Some(known) => drop(known.insert(key)),
                None => drop(files.insert(file[row].clone(), BTreeSet::from([key]))),
            }
        }
    }
    if let Some(findings) = table("findings") {
        marks.doubts = doubts(findings, &files)?;
    }
    Ok(marks)
}

/// Year and unit of every row. The unit is the one it is counted under; where that is not in the table,
/// it is not known, since its printed name may be one of several.
fn keys(frame: &DataFrame) -> Result<Vec<Key>, Problem> {
    let units = match frame.column("unit_canonical") {
        Ok(_) => texts(frame, "unit_canonical")?,
        Err(_) => vec![None; frame.height()],
    };
    Ok(years(frame, "year")?.into_iter().zip(units).collect())
}

/// The standing doubts of `findings`; `files` says whose figures a file holds.
fn doubts(findings: &DataFrame, files: &BTreeMap<String, BTreeSet<Key>>) -> Result<Vec<Doubt>, Problem> {
    let (severity, accepted) = (names(findings, "severity")?, texts(findings, "accepted")?);
    let (file, figures) = (names(findings, "file")?, names(findings, "figures")?);
    let doubt = |row: usize| {
        let figures = figures[row].split(' ').filter_map(|figure| figure.split_once('.'));
        Doubt {
            figures: figures.map(|(table, column)| (table.to_owned(), column.to_owned())).collect(),
            keys: files.get(&file[row]).cloned().unwrap_or_default(),
        }
    };
    let stands = |row: &usize| severity[*row] == "doubt" && accepted[*row].is_none();
    Ok((0..findings.height()).filter(stands).map(doubt).collect())
}
