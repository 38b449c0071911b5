//! What do scores tell apart? How many points and indicators lost anything, whether projects that left
//! money lost anything else, how printed scores lie to those of the official rule, and how much of what
//! was lost only follows spending.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, exact, percent, six};
use crate::analyses::facts::facts;
use crate::analyses::measures::{FULL, LOST_EXECUTION_MEAN, LOST_MEAN, LOST_POINTS};
use crate::analyses::rollup;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::levels::COSTS;
use polars::prelude::{Expr, JoinArgs, JoinType, LazyFrame, NULL, RoundMode, col as column, lit, when};

/// The rows are projects with their indicators.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 22] = [
    col::N_INDICATORS_SCORED,
    col::MISSING_SCORE,
    col::ATTAINABLE_POINTS,
    col::LOST_POINTS,
    col::LOST_SHARE_PCT,
    col::FULL_N,
    col::FULL_SHARE_PCT,
    col::LEFT_N,
    col::LEFT_FULL_N,
    col::LEFT_FULL_PCT,
    col::RULE_N,
    col::RULE_POINTS,
    col::RULE_SHARE_PCT,
    col::RULE_SAME_N,
    col::RULE_ABOVE_N,
    col::RULE_BELOW_N,
    col::RULE_DIFFERENCE_POINTS,
    col::LOST_TOTAL_POINTS,
    col::LOST_EXECUTION_POINTS,
    col::LOST_AGAIN_POINTS,
    col::FOLLOWS_SPENDING_PCT,
    col::TOTAL_PROJECTS_N,
];

/// What is added up of the indicators of a project, in the order of [`of_indicators`].
const COUNTED: [&str; 6] = ["n", "missing", "full_n", "rule_n", "rule_same_n", "rule_above_n"];
const ADDED: [&str; 5] =
    ["attainable_points", "lost_points", "rule_points", "rule_difference_points", "lost_again_points"];

/// A row per group.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let own = [column("file"), column("ordinal"), LOST_MEAN.part().alias("_lost"), LOST_EXECUTION_MEAN.part().alias("_execution")];
    let left = column("executed_wan").lt(column("adjusted_wan")).fill_null(lit(false)).alias("_left");
    let projects = facts(tables, Grain::Projects, (&params.by, &params.only), &[&own[..], &[left]].concat())?;
    let key = || ["file", "ordinal"].map(column);
    let joined = projects.join(of_indicators(tables)?, key(), key(), JoinArgs::new(JoinType::Left));
    let summed = rollup::rollup(&joined, &params.by, 0, &[], &sums())?.with_columns(follows());
    Ok(rollup::shaped(rollup::ordered(summed, &params.by, Vec::new()), &rollup::columns(&params.by, &COLUMNS)))
}

/// The indicators of every project, added up.
pub(super) fn of_indicators(tables: &Tables) -> Result<LazyFrame, Problem> {
    let key = || ["file", "ordinal"].map(column);
    let execution = ["execution_weight", "execution_score"].map(column);
    let projects = tables.lazy("projects")?.select([&key()[..], &execution].concat());
    let rows = tables.lazy("indicators")?.join(projects, key(), key(), JoinArgs::new(JoinType::Left));
    let (weight, score, rule) = (|| column("weight"), || column("score"), || column("rule_score"));
    let scored = || LOST_POINTS.counts();
    let ruled = || scored().and(rule().is_not_null());
    let apart = || (score() - rule()).abs();
    let same = || ruled().and(apart().lt_eq(half_unit()));
    let number = |is_so: Expr| is_so.fill_null(lit(false)).sum();
    let points = |figure: Expr, is_so: Expr| when(is_so.fill_null(lit(false))).then(figure).otherwise(lit(NULL)).sum();
    let counted = [
        number(scored()),
        number(scored().not()),
        FULL.part().sum(),
        number(ruled()),
        number(same()),
        number(ruled().and(same().not()).and(score().gt(rule()))),
    ];
    let added = [
        points(weight(), scored()),
        points(weight() - score(), scored()),
        points(weight(), ruled()),
        points(score() - rule(), ruled()),
        points(weight() - score(), scored().and(again())),
    ];
    let counted = counted.into_iter().zip(COUNTED).map(|(sum, name)| count(sum).alias(name));
    let added = added.into_iter().zip(ADDED).map(|(sum, name)| six(sum).alias(name));
    Ok(rows.group_by(key()).agg(counted.chain(added).collect::<Vec<_>>()))
}

/// Half a unit of the last decimal of the printed score. Full points are taken as exact: a rule that
/// gives less was not followed.
fn half_unit() -> Expr {
    let half = |text: &'static str| lit(text).cast(exact());
    let ends = |decimals: u32| column("score").round(decimals, RoundMode::HalfToEven).eq(column("score"));
    let is_short = column("score").lt(column("weight"));
    when(is_short.clone().and(ends(0)))
        .then(half("0.5"))
        .when(is_short.and(ends(1)))
        .then(half("0.05"))
        .otherwise(half("0.005"))
}

/// Whether an indicator of costs lost the same share of its points as the execution did: the rate of
/// spending, scored once more.
fn again() -> Expr {
    let is = |name: &'static str| COSTS.iter().map(move |cost| column(name).eq(lit(*cost)));
    let is_cost = is("level1_canonical").chain(is("level2_canonical")).reduce(Expr::or).unwrap_or_else(|| lit(false));
    let same = (column("score") * column("execution_weight")).eq(column("weight") * column("execution_score"));
    is_cost.and(same)
}

/// Sums over the projects of a group.
fn sums() -> Vec<Expr> {
    let left = || column("_left");
    // Whether everything was scored, and nothing lost.
    let full = || column("n").gt(lit(0)).and(column("missing").eq(lit(0))).and(column("full_n").eq(column("n")));
    let own = [
        count(left().sum()).alias("left_n"),
        count(left().and(full()).fill_null(lit(false)).sum()).alias("left_full_n"),
        six(column("_lost").sum()).alias("lost_total_points"),
        six(column("_execution").sum()).alias("lost_execution_points"),
        count(column("_lost").count()).alias("total_projects_n"),
    ];
    let counted = COUNTED.iter().map(|name| count(column(*name).sum()).alias(*name));
    counted.chain(ADDED.iter().map(|name| six(column(*name).sum()).alias(*name))).chain(own).collect()
}

/// What follows from the sums.
fn follows() -> Vec<Expr> {
    let spending = column("lost_execution_points") + column("lost_again_points");
    vec![
        percent(column("lost_points"), column("attainable_points")).alias("lost_share_pct"),
        percent(column("full_n"), column("n")).alias("full_share_pct"),
        percent(column("left_full_n"), column("left_n")).alias("left_full_pct"),
        percent(column("rule_points"), column("attainable_points")).alias("rule_share_pct"),
        count(column("rule_n") - column("rule_same_n") - column("rule_above_n")).alias("rule_below_n"),
        percent(spending, column("lost_total_points")).alias("follows_spending_pct"),
    ]
}
