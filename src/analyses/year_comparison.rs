//! What changed between two years, on every headline measure, and how far that can be read as a
//! change: difference, bootstrap interval and a verdict of comparability in words.

use crate::analyses::bootstrap::{self, Sample};
use crate::analyses::comparability::{self, Side};
use crate::analyses::measures::{self, Estimate, Measure};
use crate::analyses::ratio::count;
use crate::analyses::subjects::{self, Project};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame, from_millionths};
use polars::prelude::DataFrame;
use serde::Deserialize;

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {
    /// The year compared with; without it the earliest.
    pub base: Option<i32>,
    /// The year compared; without it the latest.
    pub other: Option<i32>,
    /// Where the bootstrap's random numbers begin.
    pub seed: u64,
    /// How often projects are drawn anew; 0 for no intervals.
    pub resamples: u32,
}

impl Default for Params {
    fn default() -> Self {
        Self { base: None, other: None, seed: 20_202_024, resamples: 2_000 }
    }
}

/// The columns of the table.
pub const COLUMNS: [Column; 16] = [
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

/// One year and what its projects bring to every measure.
struct Year {
    year: i32,
    side: Side,
    sample: Sample,
}

/// A row a measure, in a fixed order; no rows where the data hold no two years to compare.
///
/// # Errors
/// Tables that are not of the schema.
pub fn table(tables: &Tables, params: &Params) -> Result<DataFrame, Problem> {
    let projects = subjects::projects(tables)?;
    let years = || projects.iter().filter_map(|project| project.year);
    let (base, other) = (params.base.or_else(|| years().min()), params.other.or_else(|| years().max()));
    let (Some(base), Some(other)) = (base, other) else { return frame(&COLUMNS, &[]) };
    if base == other {
        return frame(&COLUMNS, &[]);
    }
    let (base, other) = (Year::of(base, &projects), Year::of(other, &projects));
    let samples = (&base.sample, &other.sample);
    let intervals = bootstrap::intervals(&measures::ALL, samples, params.seed, params.resamples);
    let measures = measures::ALL.iter().enumerate().zip(intervals);
    let rows: Vec<Vec<Value>> = measures.map(|((at, m), interval)| row(at, m, interval, &base, &other)).collect();
    frame(&COLUMNS, &rows)
}

impl Year {
    fn of(year: i32, projects: &[Project]) -> Self {
        let own: Vec<&Project> = projects.iter().filter(|project| project.year == Some(year)).collect();
        let shares = |measure: &Measure| own.iter().map(|project| (measure.of)(project)).collect();
        Self { year, side: Side::of(year, &own), sample: measures::ALL.iter().map(shares).collect() }
    }

    fn estimate(&self, at: usize, measure: &Measure) -> Option<Estimate> {
        measure.estimate(self.sample[at].iter().copied().flatten())
    }
}

fn row(at: usize, measure: &Measure, interval: Option<(i128, i128)>, base: &Year, other: &Year) -> Vec<Value> {
    let (before, after) = (base.estimate(at, measure), other.estimate(at, measure));
    let verdict = comparability::verdict(&base.side, &other.side, measure.nature);
    let figure = |millionths: Option<i128>| Value::from(millionths.and_then(from_millionths));
    let n = |estimate: Option<Estimate>| Value::from(count(estimate.map_or(0, |estimate| estimate.n)));
    vec![
        Value::from(measure.id),
        Value::from(measure.zh),
        Value::from(measure.en),
        Value::from(measure.unit),
        Value::Year(Some(base.year)),
        figure(before.map(|estimate| estimate.value)),
        n(before),
        Value::Year(Some(other.year)),
        figure(after.map(|estimate| estimate.value)),
        n(after),
        figure(before.zip(after).map(|(before, after)| after.value - before.value)),
        figure(interval.map(|(low, _)| low)),
        figure(interval.map(|(_, high)| high)),
        Value::from(verdict.class.name()),
        Value::from(verdict.zh),
        Value::from(verdict.en),
    ]
}
