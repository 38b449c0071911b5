//! What changed between two years, on every headline measure, and how far that can be read as a
//! change: difference, bootstrap interval and a verdict of comparability in words.

use crate::analyses::bootstrap::{self, MOST, Sample};
use crate::analyses::comparability::{self, Side};
use crate::analyses::dimension::{Dimension, Grain};
use crate::analyses::measure::Measure;
use crate::analyses::measures::HEADLINE;
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::analyses::sides::{Group, Sides, Year};
use crate::problem::{Problem, Said, said};
use crate::tables::columns::{self as col, Column};
use crate::tables::cells::years;
use crate::tables::frame::{Value, frame, from_millionths};
use crate::tables::{Tables, collect};
use polars::prelude::{IntoLazy, LazyFrame, col as column};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the comparison is made for, beside everything together; years stand side by side and are no
    /// such thing.
    #[serde(deserialize_with = "without_year")]
    pub(super) by: By,
    /// Which projects it is made of.
    #[serde(rename = "where")]
    pub(super) only: Where,
    /// The year compared with; without it the earliest.
    pub(super) base: Option<i32>,
    /// The year compared; without it the latest.
    pub(super) other: Option<i32>,
    /// Where the bootstrap's random numbers begin.
    pub(super) seed: u64,
    /// How often projects are drawn anew; 0 for no intervals.
    pub(super) resamples: u32,
}

impl Default for Params {
    fn default() -> Self {
        let (by, only) = (By::nothing(), Where::default());
        Self { by, only, base: None, other: None, seed: 20_202_024, resamples: 2_000 }
    }
}

/// A grouping that does not name the year.
fn without_year<'de, D: Deserializer<'de>>(by: D) -> Result<By, D::Error> {
    let by = By::deserialize(by)?;
    match by.dimensions().contains(&Dimension::Year) {
        true => Err(D::Error::custom(side_by_side().folded())),
        false => Ok(by),
    }
}

fn side_by_side() -> Said {
    said!(
        "by：不能用`year`，年度比较本来就把各年并列：见base和other",
        "by: found `year`, but a comparison has its years side by side: see base and other"
    )
}

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 16] = [
    col::MEASURE,
    col::LABEL_ZH,
    col::LABEL_EN,
    col::MEASURE_UNIT,
    col::BASE_YEAR,
    col::BASE_VALUE,
    col::BASE_N,
    col::OTHER_YEAR,
    col::OTHER_VALUE,
    col::OTHER_N,
    col::DIFFERENCE,
    col::LOW,
    col::HIGH,
    col::COMPARABILITY,
    col::VERDICT_ZH,
    col::VERDICT_EN,
];

/// A row a group and measure, in a fixed order; no rows where the data hold no two years to compare.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let columns = rollup::columns(&params.by, &COLUMNS);
    let nothing = || Ok(frame(&columns, &[])?.lazy());
    let (first, last) = ends(tables, params)?;
    let (Some(base), Some(other)) = (params.base.or(first), params.other.or(last)) else { return nothing() };
    if base == other {
        return nothing();
    }
    let sides = Sides::new(tables, (&params.by, &params.only), [base, other])?;
    let groups = sides.years()?;
    let samples = if params.resamples > 0 && drawable(&groups) { sides.samples()? } else { BTreeMap::new() };
    let mut rows = Vec::new();
    for (group, found) in groups {
        let intervals = intervals(&group, [base, other], &samples, params);
        let (base, other) = (Shown::of(base, &found), Shown::of(other, &found));
        for (at, measure) in HEADLINE.iter().enumerate() {
            let interval = intervals.get(at).copied().flatten();
            rows.push(row(&params.by, &group, (at, measure), interval, [&base, &other]));
        }
    }
    Ok(frame(&columns, &rows)?.lazy())
}

/// The earliest and the latest year of the projects asked about.
fn ends(tables: &Tables, params: &Params) -> Result<(Option<i32>, Option<i32>), Problem> {
    let projects = params.only.narrow(tables.lazy("projects")?, Grain::Projects);
    let ends = collect(projects.select([column("year").min().alias("first"), column("year").max().alias("last")]))?;
    Ok((years(&ends, "first")?.into_iter().next().flatten(), years(&ends, "last")?.into_iter().next().flatten()))
}

/// Whether there are few enough projects to draw them anew.
fn drawable(groups: &BTreeMap<Group, BTreeMap<i32, Year>>) -> bool {
    let widest = groups.values().map(|found| found.values().map(|year| year.side.projects).sum::<usize>()).max();
    widest.is_some_and(|projects| projects <= MOST)
}

/// The interval of every measure of a group; none where it was not drawn.
fn intervals(
    group: &Group,
    [base, other]: [i32; 2],
    samples: &BTreeMap<(Group, i32), Sample>,
    params: &Params,
) -> Vec<Option<(i128, i128)>> {
    let of = |year: i32| samples.get(&(group.clone(), year));
    let (Some(base), Some(other)) = (of(base), of(other)) else { return Vec::new() };
    bootstrap::intervals(&HEADLINE, (base, other), params.seed, params.resamples)
}

/// One year of a group, also where the group has no projects in it.
struct Shown<'a> {
    side: Side,
    found: Option<&'a Year>,
}

impl<'a> Shown<'a> {
    fn of(year: i32, found: &'a BTreeMap<i32, Year>) -> Self {
        let found = found.get(&year);
        Self { side: found.map_or_else(|| Side { year, ..Side::default() }, |found| found.side.clone()), found }
    }
}

fn row(
    by: &By,
    (depth, said): &Group,
    (at, measure): (usize, &Measure),
    interval: Option<(i128, i128)>,
    [base, other]: [&Shown<'_>; 2],
) -> Vec<Value> {
    let of = |shown: &Shown<'_>| shown.found.map_or((None, 0), |found| found.figures[at]);
    let ((before, before_n), (after, after_n)) = (of(base), of(other));
    let verdict = comparability::verdict(&base.side, &other.side, measure.nature);
    let figure = |millionths: Option<i128>| Value::from(millionths.and_then(from_millionths));
    let mut cells = vec![Value::from(by.level(*depth))];
    cells.extend(said.iter().map(Value::from));
    cells.extend([
        Value::from(measure.id),
        Value::from(measure.zh),
        Value::from(measure.en),
        Value::from(measure.unit.name()),
        Value::Year(Some(base.side.year)),
        Value::from(before),
        Value::from(before_n),
        Value::Year(Some(other.side.year)),
        Value::from(after),
        Value::from(after_n),
        Value::from(before.zip(after).map(|(before, after)| after - before)),
        figure(interval.map(|(low, _)| low)),
        figure(interval.map(|(_, high)| high)),
        Value::from(verdict.class.name()),
        Value::from(verdict.zh),
        Value::from(verdict.en),
    ]);
    cells
}
