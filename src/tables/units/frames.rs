//! Who is who as tables.

use super::evidence::{Doubt, Evidence};
use super::who::{Entry, Who};
use crate::problem::Problem;
use crate::tables::columns::{SPELLINGS, UNITS};
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use std::collections::{BTreeMap, BTreeSet};

impl Who {
    /// The table [`UNITS`]: all bodies, by name.
    ///
    /// # Errors
    /// Only where a dataframe cannot be built at all.
    pub fn units(&self) -> Result<DataFrame, Problem> {
        let rows: Vec<Vec<Value>> = self.bodies.iter().map(|entry| unit(self, entry)).collect();
        frame(&UNITS, &rows)
    }

    /// The table [`SPELLINGS`]: every printed spelling with the name it is counted under and why,
    /// departments before units, then the pairs that might be one body and were left apart.
    ///
    /// # Errors
    /// Only where a dataframe cannot be built at all.
    pub fn spellings(&self) -> Result<DataFrame, Problem> {
        spellings(self)
    }
}

fn unit(who: &Who, entry: &Entry) -> Vec<Value> {
    let body = &entry.body;
    let departments = entry.departments.iter().map(|at| who.departments.all[*at].name.as_str());
    let spelled = entry.spellings.iter().map(|at| who.names.printed[*at].text.as_str());
    vec![
        Value::from(body.unit.as_str()),
        Value::from(&body.department),
        Value::from(listed(departments)),
        Value::from(&body.place),
        Value::from(&body.kind),
        Value::from(&body.level),
        Value::from(entry.years.map(|years| years.0)),
        Value::from(entry.years.map(|years| years.1)),
        count(entry.files.len() as u64),
        count(entry.rows),
        count(entry.spellings.len() as u64),
        Value::from(listed(spelled)),
        Value::from(entry.fate.as_ref().and_then(|(names, _)| listed(names.iter().map(String::as_str)))),
        Value::from(entry.fate.as_ref().map(|(_, since)| *since)),
    ]
}

/// Names with 、 between them; nothing where there are none.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join("、"))
}

fn count(found: u64) -> Value {
    Value::from(u32::try_from(found).unwrap_or(u32::MAX))
}

/// What a row of spellings stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Department,
    Unit,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Department => "department",
        }
    }
}

/// Where a spelling stands.
#[derive(Default)]
struct Stands {
    files: BTreeSet<usize>,
    rows: u64,
    years: Option<(i32, i32)>,
}

impl Stands {
    fn add(&mut self, file: usize, year: Option<i32>, rows: u64) {
        self.files.insert(file);
        self.rows = self.rows.saturating_add(rows);
        if let Some(year) = year {
            let (first, last) = self.years.unwrap_or((year, year));
            self.years = Some((first.min(year), last.max(year)));
        }
    }
}

fn spellings(who: &Who) -> Result<DataFrame, Problem> {
    let mut found: BTreeMap<(Role, usize, &str, Evidence), Stands> = BTreeMap::new();
    for (line, rows) in &who.lines.all {
        let Some(spelling) = line.department else { continue };
        let Some((at, why)) = who.departments.meant(line.file, spelling) else { continue };
        let key = (Role::Department, spelling, who.departments.all[at].name.as_str(), why);
        found.entry(key).or_default().add(line.file, line.year, *rows);
    }
    for meant in &who.meant {
        let Some(spelling) = meant.line.unit else { continue };
        let key = (Role::Unit, spelling, meant.name.as_str(), meant.why);
        found.entry(key).or_default().add(meant.line.file, meant.line.year, meant.rows);
    }
    let joined = found.into_iter().map(|((role, spelling, canonical, why), stands)| {
        let spelling = who.names.printed[spelling].text.as_str();
        let counts = [count(stands.files.len() as u64), count(stands.rows)];
        row(role, [spelling, canonical], (true, why.code()), counts, stands.years)
    });
    let apart = who.doubts.iter().map(|(one, other, why)| pair(who, *one, *other, *why));
    let rows: Vec<Vec<Value>> = joined.chain(apart).collect();
    frame(&SPELLINGS, &rows)
}

/// A pair left apart; the counts and years are those of the first name.
fn pair(who: &Who, one: usize, other: usize, why: Doubt) -> Vec<Value> {
    let entry = &who.bodies[one];
    let names = [entry.body.unit.as_str(), who.bodies[other].body.unit.as_str()];
    let counts = [count(entry.files.len() as u64), count(entry.rows)];
    row(Role::Unit, names, (false, why.code()), counts, entry.years)
}

fn row(
    role: Role,
    names: [&str; 2],
    evidence: (bool, &str),
    counts: [Value; 2],
    years: Option<(i32, i32)>,
) -> Vec<Value> {
    let [files, rows] = counts;
    vec![
        Value::from(role.name()),
        Value::from(names[0]),
        Value::from(names[1]),
        Value::from(Some(evidence.0)),
        Value::from(evidence.1),
        files,
        rows,
        Value::from(years.map(|years| years.0)),
        Value::from(years.map(|years| years.1)),
    ]
}
