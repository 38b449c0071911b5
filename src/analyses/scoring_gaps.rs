//! Where were points lost? By execution, by level 1, level 2 and indicator, and in total, as points
//! and as a share of what was attainable.

use crate::analyses::levels::{level1_rank, level2_rank};
use crate::analyses::ratio::{cell, count, percent};
use crate::analyses::subjects::{self, Group, Indicator};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// This analysis has nothing to set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {}

/// The columns of the table.
pub const COLUMNS: [Column; 14] = [
    col::YEAR,
    col::UNIT,
    col::ASPECT,
    col::LEVEL1_SPELLED,
    col::LEVEL2_SPELLED,
    col::LABEL_ASPECT,
    col::N_SCORED,
    col::ATTAINABLE_POINTS,
    col::EARNED_POINTS,
    col::LOST_POINTS,
    col::LOST_SHARE_PCT,
    col::FULL_N,
    col::FULL_SHARE_PCT,
    col::MISSING_SCORE,
];

/// What a row is about, in the order of the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Execution,
    Level1(usize, String),
    Level2(usize, String, usize, String),
    Indicator(usize, String, usize, String, String),
    Total,
}

/// Sums over the items of one row.
#[derive(Default)]
struct Tally {
    n: usize,
    missing: usize,
    full: usize,
    attainable: Decimal,
    earned: Decimal,
}

impl Tally {
    fn add(&mut self, points: Option<(Decimal, Decimal)>) {
        let Some((weight, score)) = points else {
            self.missing += 1;
            return;
        };
        self.n += 1;
        self.full += usize::from(score >= weight);
        self.attainable += weight;
        self.earned += score;
    }
}

/// Rows by year, unit and level; levels 1 and 2 in the order in which forms list them, indicators
/// of one level 2 by name.
///
/// # Errors
/// Tables that are not of the schema.
pub fn table(tables: &Tables, _params: &Params) -> Result<DataFrame, Problem> {
    let projects = subjects::projects(tables)?;
    let mut rows = Vec::new();
    for group in subjects::groups(&projects) {
        rows.extend(tallies(&group).iter().map(|(level, tally)| row(&group, level, tally)));
    }
    frame(&COLUMNS, &rows)
}

fn tallies(group: &Group<'_>) -> BTreeMap<Level, Tally> {
    let mut tallies: BTreeMap<Level, Tally> = BTreeMap::new();
    for project in &group.projects {
        let both = |weight: Option<Decimal>, score: Option<Decimal>| Some((weight?, score?));
        tallies.entry(Level::Execution).or_default().add(both(project.execution_weight, project.execution_score));
        tallies.entry(Level::Total).or_default().add(both(project.total_weight, project.total_score));
        for indicator in &project.indicators {
            for level in levels(indicator) {
                tallies.entry(level).or_default().add(indicator.points());
            }
        }
    }
    tallies
}

/// The three rows an indicator counts in.
fn levels(indicator: &Indicator) -> [Level; 3] {
    let Indicator { level1, level2, level3, .. } = indicator;
    let (rank1, rank2) = (level1_rank(level1), level2_rank(level2));
    [
        Level::Level1(rank1, level1.clone()),
        Level::Level2(rank1, level1.clone(), rank2, level2.clone()),
        Level::Indicator(rank1, level1.clone(), rank2, level2.clone(), level3.clone()),
    ]
}

fn row(group: &Group<'_>, level: &Level, tally: &Tally) -> Vec<Value> {
    let some = |name: &String| Value::from(name.as_str());
    let none = || Value::Text(None);
    let [name, level1, level2, label] = match level {
        Level::Execution => ["execution".into(), none(), none(), "预算执行".into()],
        Level::Level1(_, one) => ["level1".into(), some(one), none(), some(one)],
        Level::Level2(_, one, _, two) => ["level2".into(), some(one), some(two), some(two)],
        Level::Indicator(_, one, _, two, three) => ["indicator".into(), some(one), some(two), some(three)],
        Level::Total => ["total".into(), none(), none(), "总分".into()],
    };
    let lost = tally.attainable - tally.earned;
    vec![
        Value::from(group.year),
        Value::from(&group.unit),
        name,
        level1,
        level2,
        label,
        Value::from(count(tally.n)),
        Value::from(tally.attainable),
        Value::from(tally.earned),
        Value::from(lost),
        cell(percent(lost, tally.attainable)),
        Value::from(count(tally.full)),
        cell(percent(Decimal::from(tally.full), Decimal::from(tally.n))),
        Value::from(count(tally.missing)),
    ]
}
