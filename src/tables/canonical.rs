//! Under which unit, department, place and kind a record is counted, written beside what is printed.
//!
//! A paper prints a unit with and without the city before it; [`Who`] knows which spellings are one
//! body, and that rests on all documents together. So these columns are filled last, and again
//! whenever another document changes who is who.

use crate::problem::Problem;
use crate::tables::cells::{counts, texts, years};
use crate::tables::columns::{DEPARTMENT_CANONICAL, KIND, PLACE, UNIT_CANONICAL};
use crate::tables::frame::fault;
use crate::tables::frames::Frames;
use crate::tables::units::{Mention, Register, Who};
use polars::prelude::{self as pl, DataFrame, IntoColumn, NamedFrom};
use std::collections::BTreeMap;

/// The tables whose rows are counted by unit.
pub(crate) const COUNTED: [&str; 4] = ["projects", "funding", "indicators", "accounts"];

/// What one row is counted under: unit, department, place, kind.
type Counted = [Option<String>; 4];

/// What a record prints: file, year, unit and department.
type Printed = (Option<String>, Option<i32>, Option<String>, Option<String>);

/// Every way in which `frames` name a unit, with the number of records that do.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn mentions(frames: &Frames) -> Result<Vec<Mention>, Problem> {
    let mut found: BTreeMap<Printed, u32> = BTreeMap::new();
    for frame in [&frames.projects, &frames.accounts] {
        for printed in printed(frame)? {
            *found.entry(printed).or_default() += 1;
        }
    }
    Ok(found.into_iter().filter_map(|(printed, rows)| mention(printed, rows)).collect())
}

/// The mentions that a table holds: a row each file, year, unit and department, with the number of `rows`
/// that name them so.
///
/// # Errors
/// A table that is not of these columns.
pub(crate) fn mentions_of(table: &DataFrame) -> Result<Vec<Mention>, Problem> {
    let rows = counts(table, "rows")?.into_iter().map(Option::unwrap_or_default);
    Ok(printed(table)?.into_iter().zip(rows).filter_map(|(printed, rows)| mention(printed, rows)).collect())
}

/// What names a unit or a department.
fn mention((file, year, unit, department): Printed, rows: u32) -> Option<Mention> {
    let named = unit.is_some() || department.is_some();
    named.then(|| Mention { file: file.unwrap_or_default(), year, unit, department, rows })
}

/// Who the records of a set of documents are counted under.
#[derive(Debug)]
pub(crate) struct Canon {
    who: Who,
    /// The one unit whose forms a document holds, for accounts that name none.
    sole: BTreeMap<String, Option<Counted>>,
}

impl Canon {
    /// Decided over `mentions` and `register`.
    pub(crate) fn new(mentions: &[Mention], register: &Register) -> Self {
        let who = Who::of(mentions, register);
        let mut sole: BTreeMap<String, Option<Counted>> = BTreeMap::new();
        for mention in mentions.iter().filter(|mention| mention.unit.is_some()) {
            let key = (Some(mention.file.clone()), mention.year, mention.unit.clone(), mention.department.clone());
            let found = counted(&who, &key);
            sole.entry(mention.file.clone())
                .and_modify(|known| *known = known.take().filter(|known| known[0] == found[0]))
                .or_insert(Some(found));
        }
        Self { who, sole }
    }

    /// Who is who, with its tables and its fingerprint.
    pub(crate) fn who(&self) -> &Who {
        &self.who
    }

    /// `frame` with the columns that say under whom its rows are counted.
    ///
    /// # Errors
    /// A table that is not of the schema.
    pub(crate) fn fill(&self, frame: &DataFrame) -> Result<DataFrame, Problem> {
        let mut columns: [Vec<Option<String>>; 4] = std::array::from_fn(|_| Vec::with_capacity(frame.height()));
        // Rows of one form follow each other and say the same.
        let mut last: Option<(Printed, Counted)> = None;
        for key in printed(frame)? {
            let known = last.take().filter(|(printed, _)| *printed == key);
            let (key, cells) = known.unwrap_or_else(|| {
                let cells = self.of(&key);
                (key, cells)
            });
            for (column, cell) in columns.iter_mut().zip(&cells) {
                column.push(cell.clone());
            }
            last = Some((key, cells));
        }
        let mut filled = frame.clone();
        for (column, cells) in [UNIT_CANONICAL, DEPARTMENT_CANONICAL, PLACE, KIND].iter().zip(columns) {
            let series = pl::Series::new(column.name.into(), cells);
            filled.with_column(series.into_column()).map_err(|error| fault(&error.to_string()))?;
        }
        Ok(filled)
    }

    fn of(&self, printed: &Printed) -> Counted {
        let (file, _, unit, department) = printed;
        match (unit, file) {
            (None, Some(file)) if department.is_none() => {
                self.sole.get(file.as_str()).cloned().flatten().unwrap_or_default()
            }
            _ => counted(&self.who, printed),
        }
    }
}

/// What one row is counted under by its own words. The department is the one the row names: a unit
/// whose projects name two departments stays one unit, and either department keeps its projects.
fn counted(who: &Who, (file, year, unit, department): &Printed) -> Counted {
    let file = file.as_deref().unwrap_or_default();
    let body = unit.as_deref().and_then(|unit| who.unit(file, *year, unit, department.as_deref()));
    let named = department.as_deref().and_then(|department| who.department(file, department)).map(str::to_owned);
    let Some(body) = body else { return [unit.clone(), named.or(department.clone()), None, None] };
    let department = named.or_else(|| department.clone()).or_else(|| body.department.clone());
    [Some(body.unit.clone()), department, body.place.clone(), body.kind.clone()]
}

/// What every row of `frame` prints; a table without a column of departments names none.
fn printed(frame: &DataFrame) -> Result<Vec<Printed>, Problem> {
    let (files, years, units) = (texts(frame, "file")?, years(frame, "year")?, texts(frame, "unit")?);
    let departments = match frame.column("department") {
        Ok(_) => texts(frame, "department")?,
        Err(_) => vec![None; frame.height()],
    };
    let rows = files.into_iter().zip(years).zip(units).zip(departments);
    Ok(rows.map(|(((file, year), unit), department)| (file, year, unit, department)).collect())
}
