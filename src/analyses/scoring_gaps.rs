//! Where were points lost? By execution, by level 1, level 2 and indicator, and in total, as points
//! and as a share of what was attainable.

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{percent, six};
use crate::analyses::facts::{facts, fits};
use crate::analyses::measures::{ATTAINABLE_POINTS, EARNED_POINTS, FULL, LOST_POINTS};
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::levels::{LEVEL1_ORDER, LEVEL2_ORDER, UNNAMED};
use polars::prelude::{DataType, Expr, LazyFrame, NULL, col as column, lit, when};
use serde::Deserialize;

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the answer is grouped by.
    pub(super) by: By,
    /// Which rows it is asked of.
    #[serde(rename = "where")]
    pub(super) only: Where,
    /// Which aspects are told; all where nothing is said.
    pub(super) aspects: Vec<Aspect>,
}

impl Default for Params {
    fn default() -> Self {
        Self { by: By::default(), only: Where::default(), aspects: Aspect::ALL.to_vec() }
    }
}

/// What a row is about, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Aspect {
    /// The points for spending the budget.
    Execution,
    /// Indicators by level 1.
    Level1,
    /// Indicators by levels 1 and 2.
    Level2,
    /// Indicators one by one, at the finest level of the groups alone.
    Indicator,
    /// The printed totals.
    Total,
}

impl Aspect {
    /// All of them, in the order of the table.
    const ALL: [Self; 5] = [Self::Execution, Self::Level1, Self::Level2, Self::Indicator, Self::Total];

    /// Their names.
    const NAMES: [&'static str; 5] = ["execution", "level1", "level2", "indicator", "total"];

    /// Whose points it speaks of.
    fn grain(self) -> Grain {
        match self {
            Self::Execution | Self::Total => Grain::Projects,
            Self::Level1 | Self::Level2 | Self::Indicator => Grain::Indicators,
        }
    }

    /// Its name in tables.
    fn name(self) -> &'static str {
        match self {
            Self::Execution => "execution",
            Self::Level1 => "level1",
            Self::Level2 => "level2",
            Self::Indicator => "indicator",
            Self::Total => "total",
        }
    }
}

/// The rows are indicators, and the projects they belong to. By a level of indicators the points of
/// projects cannot be told, and execution and total have no rows.
pub(super) const GRAINS: [Grain; 1] = [Grain::Indicators];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 12] = [
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

/// Rows by level, dimensions and aspect; levels 1 and 2 in the order in which forms list them,
/// indicators of one level 2 by name.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let scope = (&params.by, &params.only);
    let told = params.aspects.iter().filter(|aspect| fits(scope, aspect.grain()));
    let asked: Result<Vec<LazyFrame>, Problem> = told.map(|aspect| of_aspect(tables, params, *aspect)).collect();
    let columns = rollup::columns(&params.by, &COLUMNS);
    let order = vec![
        rollup::rank("aspect", &Aspect::NAMES),
        rollup::rank("level1", &LEVEL1_ORDER),
        column("level1"),
        rollup::rank("level2", &LEVEL2_ORDER),
        column("level2"),
        column("label"),
    ];
    Ok(rollup::shaped(rollup::ordered(rollup::stacked(asked?)?, &params.by, order), &columns))
}

/// The rows of one aspect: what it is called, and its sums.
fn of_aspect(tables: &Tables, params: &Params, aspect: Aspect) -> Result<LazyFrame, Problem> {
    let (weight, score) = match aspect {
        Aspect::Execution => ("execution_weight", "execution_score"),
        Aspect::Total => ("total_weight", "total_score"),
        Aspect::Level1 | Aspect::Level2 | Aspect::Indicator => ("weight", "score"),
    };
    let own: &[&str] = match aspect {
        Aspect::Execution | Aspect::Total => &[],
        Aspect::Level1 => &["_level1"],
        Aspect::Level2 => &["_level1", "_level2"],
        Aspect::Indicator => &["_level1", "_level2", "_level3"],
    };
    let names = own.iter().map(|name| match *name {
        "_level1" => column("level1_canonical").alias("_level1"),
        "_level2" => column("level2_canonical").alias("_level2"),
        name => column("level3").fill_null(lit(UNNAMED)).alias(name),
    });
    let points = [column(weight).alias("weight"), column(score).alias("score")];
    let columns: Vec<Expr> = points.into_iter().chain(names).collect();
    let facts = facts(tables, aspect.grain(), (&params.by, &params.only), &columns)?;
    // One by one, indicators of all units together are a list that nobody reads.
    let from = if aspect == Aspect::Indicator { params.by.dimensions().len() } else { 0 };
    let own: Vec<Expr> = own.iter().map(|name| column(*name)).collect();
    // Sums of sums are the sums of the rows, exactly, so that the many rows are added up once.
    let groups: Vec<Expr> = rollup::keys(&params.by).into_iter().chain(own.clone()).collect();
    let finest = if groups.is_empty() { facts.select(added()) } else { facts.group_by(groups).agg(added()) };
    let summed = rollup::rollup(&finest, &params.by, from, &own, &again())?.with_columns(shares());
    let text = |known: bool, name: &str| if known { column(name) } else { lit(NULL).cast(DataType::String) };
    let label = match aspect {
        Aspect::Execution => lit("预算执行"),
        Aspect::Total => lit("总分"),
        Aspect::Level1 => column("_level1"),
        Aspect::Level2 => column("_level2"),
        Aspect::Indicator => column("_level3"),
    };
    let told = [
        lit(aspect.name()).alias("aspect"),
        text(!own.is_empty(), "_level1").alias("level1"),
        text(own.len() > 1, "_level2").alias("level2"),
        label.alias("label"),
    ];
    let mut selected: Vec<Expr> = vec![column(col::LEVEL.name)];
    selected.extend(rollup::keys(&params.by));
    let is_key = |name: &str| params.by.dimensions().iter().any(|one| one.name() == name);
    selected.extend(told.into_iter().zip(&COLUMNS).filter(|(_, one)| !is_key(one.name)).map(|(cell, _)| cell));
    selected.extend(COLUMNS[4..].iter().map(|one| column(one.name)));
    Ok(summed.select(selected))
}

/// What is added up of things with a `weight` and a `score`: only what has both counts on either side.
fn added() -> Vec<Expr> {
    let known = || LOST_POINTS.counts();
    // Chosen row by row and not filtered group by group, which the streaming engine cannot add up.
    let points = |figure: Expr| when(known()).then(figure).otherwise(lit(NULL)).sum();
    vec![
        LOST_POINTS.n().alias("n"),
        points(ATTAINABLE_POINTS.part()).alias("attainable_points"),
        points(EARNED_POINTS.part()).alias("earned_points"),
        LOST_POINTS.part().sum().alias("lost_points"),
        FULL.part().sum().cast(DataType::UInt32).alias("full_n"),
        known().not().sum().cast(DataType::UInt32).alias("missing"),
    ]
}

/// Sums of [`added`].
fn again() -> Vec<Expr> {
    let count = |name: &str| column(name).sum().cast(DataType::UInt32).alias(name);
    let points = |name: &str| six(column(name).sum()).alias(name);
    let [attainable, earned, lost] = ["attainable_points", "earned_points", "lost_points"].map(points);
    vec![count("n"), attainable, earned, lost, count("full_n"), count("missing")]
}

/// What follows from the sums.
fn shares() -> Vec<Expr> {
    vec![
        percent(column("lost_points"), column("attainable_points")).alias("lost_share_pct"),
        percent(column("full_n"), column("n")).alias("full_share_pct"),
    ]
}
