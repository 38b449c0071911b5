//! How does the mean score come about? From the points attainable, step by step, to the mean score:
//! what execution and each level-1 indicator cost on average.

use crate::analyses::levels::level1_rank;
use crate::analyses::ratio::{count, six};
use crate::analyses::subjects::{self, Group, Project};
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
pub const COLUMNS: [Column; 8] = [
    col::YEAR,
    col::UNIT,
    col::POSITION,
    col::STEP,
    col::N_PROJECTS_OF_STEP,
    col::DELTA_POINTS,
    col::FROM_POINTS,
    col::TO_POINTS,
];

/// What one step lost over all projects, and how many projects it concerns.
struct Step {
    name: String,
    projects: usize,
    lost: Decimal,
}

/// A row per year, unit and step. Projects without a printed total are left out.
///
/// # Errors
/// Tables that are not of the schema.
pub fn table(tables: &Tables, _params: &Params) -> Result<DataFrame, Problem> {
    let projects = subjects::projects(tables)?;
    let rows: Vec<Vec<Value>> = subjects::groups(&projects).iter().flat_map(waterfall).collect();
    frame(&COLUMNS, &rows)
}

/// The rows of one group; none if no project has a total.
///
/// Every `to_points` is the start less everything lost so far, divided once, so roundings do not
/// add up and the last step ends exactly at the mean score.
fn waterfall(group: &Group<'_>) -> Vec<Vec<Value>> {
    let scored: Vec<&Project> = group.projects.iter().copied().filter(|project| project.lost().is_some()).collect();
    let n = Decimal::from(scored.len());
    let attainable: Decimal = scored.iter().filter_map(|project| project.total_weight).sum();
    let Some(start) = attainable.checked_div(n) else { return Vec::new() };
    let mut rows = Vec::new();
    let mut push = |step: &str, projects: usize, from: Decimal, to: Decimal| {
        let position = Value::from(count(rows.len()));
        let head = [Value::from(group.year), Value::from(&group.unit), position, Value::from(step)];
        let tail = [Value::from(count(projects)), Value::from(to - from), Value::from(from), Value::from(to)];
        rows.push(head.into_iter().chain(tail).collect());
    };
    let mut at = six(start);
    push("start", scored.len(), at, at);
    let mut lost = Decimal::ZERO;
    for step in steps(&scored) {
        lost += step.lost;
        let to = six((attainable - lost) / n);
        push(&step.name, step.projects, at, to);
        at = to;
    }
    push("mean", scored.len(), at, at);
    rows
}

/// Execution, the level-1 indicators, and what neither explains.
fn steps(scored: &[&Project]) -> Vec<Step> {
    let executed: Vec<Decimal> = scored.iter().filter_map(|project| project.lost_by_execution()).collect();
    let mut steps = vec![Step { name: "execution".into(), projects: executed.len(), lost: executed.iter().sum() }];
    let mut names: Vec<(usize, &str)> = Vec::new();
    for indicator in scored.iter().flat_map(|project| &project.indicators) {
        names.push((level1_rank(&indicator.level1), &indicator.level1));
    }
    names.sort_unstable();
    names.dedup();
    steps.extend(names.iter().map(|(_, name)| level1(name, scored)));
    let total: Decimal = scored.iter().filter_map(|project| project.lost()).sum();
    let unexplained = total - steps.iter().map(|step| step.lost).sum::<Decimal>();
    if !unexplained.is_zero() {
        steps.push(Step { name: "unexplained".into(), projects: scored.len(), lost: unexplained });
    }
    steps
}

/// The points that level-1 indicator `name` lost in `scored`.
fn level1(name: &str, scored: &[&Project]) -> Step {
    let mut lost: BTreeMap<usize, Decimal> = BTreeMap::new();
    for (at, project) in scored.iter().enumerate() {
        for indicator in project.indicators.iter().filter(|indicator| indicator.level1 == name) {
            if let Some((weight, score)) = indicator.points() {
                *lost.entry(at).or_default() += weight - score;
            }
        }
    }
    Step { name: name.to_owned(), projects: lost.len(), lost: lost.values().sum() }
}
