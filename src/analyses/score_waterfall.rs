//! How does the mean score come about? From the points attainable, step by step, to the mean score:
//! what execution and each level-1 indicator cost on average.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, quotient, six};
use crate::analyses::facts::facts;
use crate::analyses::measures::{LOST_EXECUTION_MEAN, LOST_MEAN, LOST_POINTS, TOTAL_WEIGHT_MEAN};
use crate::analyses::rollup;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::levels::LEVEL1_ORDER;
use polars::prelude::{Expr, JoinArgs, JoinType, LazyFrame, NULL, WindowMapping, as_struct, col as column, lit, when};

/// The rows are projects and their indicators.
pub(super) const GRAINS: [Grain; 2] = [Grain::Projects, Grain::Indicators];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 6] = [
    col::POSITION,
    col::STEP,
    col::N_PROJECTS_OF_STEP,
    col::DELTA_POINTS,
    col::FROM_POINTS,
    col::TO_POINTS,
];

/// The steps beside those of level 1, in their order.
const START: i32 = 0;
const EXECUTION: i32 = 1;
const LEVEL1: i32 = 2;
const UNEXPLAINED: i32 = 3;
const MEAN: i32 = 4;

/// A row per group and step. Projects without a printed total are left out.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let steps = [of_projects(tables, params)?, of_indicators(tables, params)?].concat();
    let columns = rollup::columns(&params.by, &COLUMNS);
    let order = vec![column("_order"), rollup::rank("step", &LEVEL1_ORDER), column("step")];
    let steps = rollup::ordered(rollup::stacked(steps)?, &params.by, order);
    Ok(rollup::shaped(walked(steps, &params.by), &columns))
}

/// One step: what it is called, whom it concerns, what it lost; and, in `start`, what it starts from.
fn step(summed: &LazyFrame, by: &By, (order, name): (i32, Expr), cells: [Expr; 4]) -> LazyFrame {
    let [projects, lost, attainable, scored] = cells;
    let head = [column(col::LEVEL.name)].into_iter().chain(rollup::keys(by));
    let own = [
        lit(order).alias("_order"),
        name.alias("step"),
        count(projects).alias("n_projects"),
        six(lost).alias("_lost"),
        six(attainable).alias("_attainable"),
        count(scored).alias("_scored"),
    ];
    summed.clone().select(head.chain(own).collect::<Vec<_>>())
}

/// The steps that the projects themselves tell.
fn of_projects(tables: &Tables, params: &Params) -> Result<Vec<LazyFrame>, Problem> {
    let names = ["execution_weight", "execution_score", "total_weight", "total_score"].map(column);
    let facts = facts(tables, Grain::Projects, (&params.by, &params.only), &names)?.filter(LOST_MEAN.counts());
    let aggregates = [
        LOST_MEAN.n().alias("scored"),
        TOTAL_WEIGHT_MEAN.part().sum().alias("attainable"),
        LOST_MEAN.part().sum().alias("lost"),
        LOST_EXECUTION_MEAN.n().alias("executed"),
        LOST_EXECUTION_MEAN.part().sum().alias("lost_execution"),
    ];
    let summed = rollup::rollup(&facts, &params.by, 0, &[], &aggregates)?;
    let (none, nothing) = (|| lit(NULL), || lit(0));
    let of = |order: i32, name: &str, cells: [Expr; 4]| step(&summed, &params.by, (order, lit(name)), cells);
    Ok(vec![
        of(START, "start", [column("scored"), nothing(), column("attainable"), column("scored")]),
        of(EXECUTION, "execution", [column("executed"), column("lost_execution"), none(), none()]),
        // What was lost in all; the other steps are taken off below.
        of(UNEXPLAINED, "unexplained", [column("scored"), column("lost"), none(), none()]),
        of(MEAN, "mean", [column("scored"), nothing(), none(), none()]),
    ])
}

/// The steps of level 1: what its indicators lost in projects with a printed total.
fn of_indicators(tables: &Tables, params: &Params) -> Result<Vec<LazyFrame>, Problem> {
    let key = ["file", "ordinal"].map(column);
    let scored = tables.lazy("projects")?.filter(LOST_MEAN.counts()).select(key.clone());
    let names = ["file", "ordinal", "weight", "score"].map(column).into_iter();
    let names: Vec<Expr> = names.chain([column("level1_canonical").alias("_level1")]).collect();
    let facts = facts(tables, Grain::Indicators, (&params.by, &params.only), &names)?;
    let facts = facts.join(scored, key.clone(), key.clone(), JoinArgs::new(JoinType::Semi));
    let aggregates = [
        as_struct(key.to_vec()).filter(LOST_POINTS.counts()).n_unique().alias("concerned"),
        LOST_POINTS.part().sum().alias("lost"),
    ];
    let summed = rollup::rollup(&facts, &params.by, 0, &[column("_level1")], &aggregates)?;
    let cells = [column("concerned"), column("lost"), lit(NULL), lit(NULL)];
    Ok(vec![step(&summed, &params.by, (LEVEL1, column("_level1")), cells)])
}

/// The steps, walked from the start to the mean: every `to_points` is the start less everything lost so
/// far, divided once, so roundings do not add up and the last step ends exactly at the mean score.
fn walked(steps: LazyFrame, by: &By) -> LazyFrame {
    let keys: Vec<Expr> = [column(col::LEVEL.name)].into_iter().chain(rollup::keys(by)).collect();
    let within = |figure: Expr| figure.over_with_options(Some(keys.clone()), None, WindowMapping::GroupsToRows);
    let is_rest = || column("_order").eq(lit(UNEXPLAINED));
    let told = when(is_rest()).then(lit(NULL)).otherwise(column("_lost"));
    let rest = column("_lost") - within(told.sum()).unwrap_or(lit(NULL));
    let over = |figure: Expr| within(figure).unwrap_or(lit(NULL));
    steps
        .with_columns([
            over(column("_attainable").max()).alias("_attainable"),
            over(column("_scored").max()).alias("_scored"),
            when(is_rest()).then(rest).otherwise(column("_lost")).alias("_lost"),
        ])
        .filter(is_rest().not().or(column("_lost").neq(lit(0))))
        .with_columns([
            over(column("_lost").cum_sum(false)).alias("_so_far"),
            (over(column("_order").is_not_null().cum_sum(false)) - lit(1)).alias("position"),
        ])
        .with_columns([six(quotient(column("_attainable") - column("_so_far"), column("_scored"))).alias("to_points")])
        .with_columns([over(column("to_points").shift(lit(1))).fill_null(column("to_points")).alias("from_points")])
        .with_columns([(column("to_points") - column("from_points")).alias("delta_points")])
}
