//! All measures, each defined once: the headline, distributions, comparisons and gaps take theirs from
//! here.

use crate::analyses::measure::Estimator::{Mean, Median, Ratio};
use crate::analyses::measure::Measure;
use crate::analyses::measure::Term::{AtLeast, Less, Missing, Of, One};
use crate::analyses::measure::Unit::{Count, Pct, Points, Wan};

/// Executed by adjusted budget of all together.
pub(super) const ADJUSTED_RATE_WEIGHTED: Measure = Measure::rate(
    "adjusted_rate_weighted",
    ("执行率（全年预算，加权）", "execution rate on the adjusted budget, weighted"),
    Ratio,
    Of("executed_wan"),
    Of("adjusted_wan"),
);
/// The mean of the projects' rates on the adjusted budget.
pub(super) const ADJUSTED_RATE_MEAN: Measure = Measure {
    id: "adjusted_rate_mean",
    zh: "执行率（全年预算，平均）",
    en: "execution rate on the adjusted budget, mean",
    estimator: Mean,
    ..ADJUSTED_RATE_WEIGHTED
};
/// The median of the projects' rates on the adjusted budget.
pub(super) const ADJUSTED_RATE_MEDIAN: Measure = Measure {
    id: "adjusted_rate_median",
    zh: "执行率（全年预算，中位数）",
    en: "execution rate on the adjusted budget, median",
    estimator: Median,
    ..ADJUSTED_RATE_WEIGHTED
};
/// Executed by initial budget of all that have one.
pub(super) const INITIAL_RATE_WEIGHTED: Measure = Measure::rate(
    "initial_rate_weighted",
    ("执行率（年初预算，加权）", "execution rate on the initial budget, weighted"),
    Ratio,
    Of("executed_wan"),
    Of("initial_wan"),
);
/// The mean of the projects' rates on the initial budget.
pub(super) const INITIAL_RATE_MEAN: Measure = Measure {
    id: "initial_rate_mean",
    zh: "执行率（年初预算，平均）",
    en: "execution rate on the initial budget, mean",
    estimator: Mean,
    ..INITIAL_RATE_WEIGHTED
};
/// The median of the projects' rates on the initial budget.
pub(super) const INITIAL_RATE_MEDIAN: Measure = Measure {
    id: "initial_rate_median",
    zh: "执行率（年初预算，中位数）",
    en: "execution rate on the initial budget, median",
    estimator: Median,
    ..INITIAL_RATE_WEIGHTED
};
/// How much budgets were changed during the year.
pub(super) const ADJUSTMENT_RATE: Measure = Measure::rate(
    "adjustment_rate",
    ("预算调整率", "budget adjustment rate"),
    Ratio,
    Less("adjusted_wan", "initial_wan"),
    Of("initial_wan"),
);
/// The same with the initial budget that likely moves are followed in.
pub(super) const MOVED_INITIAL_RATE: Measure = Measure::rate(
    "initial_rate_moved",
    ("执行率（年初预算，计入疑似调剂，加权）", "execution rate on the initial budget, likely moves followed, weighted"),
    Ratio,
    Of("executed_wan"),
    Of("initial_moved_wan"),
);
/// How much budgets were changed during the year, likely moves followed.
pub(super) const MOVED_ADJUSTMENT_RATE: Measure = Measure::rate(
    "adjustment_rate_moved",
    ("预算调整率（计入疑似调剂）", "budget adjustment rate, likely moves followed"),
    Ratio,
    Less("adjusted_wan", "initial_moved_wan"),
    Of("initial_moved_wan"),
);
/// Adjusted budget that was not spent.
pub(super) const UNSPENT: Measure = Measure::total(
    "unspent",
    ("未执行额（对全年预算）", "unspent of the adjusted budget"),
    Wan,
    Less("adjusted_wan", "executed_wan"),
);
/// What was spent.
pub(super) const EXECUTED: Measure = Measure::total("executed", ("执行数合计", "executed"), Wan, Of("executed_wan"));
/// Points attainable, by the printed total.
pub(super) const TOTAL_WEIGHT_MEAN: Measure =
    Measure::score("total_weight_mean", ("平均总分值", "mean total weight"), Points, Of("total_weight"));
/// Points lost, by the printed total.
pub(super) const LOST_MEAN: Measure =
    Measure::score("lost_mean", ("平均失分", "points lost per project"), Points, Less("total_weight", "total_score"));
/// Points lost by the execution.
pub(super) const LOST_EXECUTION_MEAN: Measure = Measure::score(
    "lost_execution_mean",
    ("平均预算执行失分", "points lost by execution per project"),
    Points,
    Less("execution_weight", "execution_score"),
);

/// The headline measures of a year over the table of projects, in the order of tables. What only repeats
/// another is not among them: the unspent share is what the rate on the adjusted budget leaves of a
/// hundred, the points lost are what the mean score leaves of the points attainable.
pub const HEADLINE: [Measure; 21] = [
    Measure::total("projects", ("项目数", "projects"), Count, One),
    Measure::rate(
        "no_initial_share",
        ("无年初预算的项目占比", "projects without an initial budget"),
        Ratio,
        Missing("initial_wan"),
        One,
    ),
    Measure::total("initial", ("年初预算合计", "initial budget"), Wan, Of("initial_wan")),
    Measure::total("adjusted", ("全年预算合计", "adjusted budget"), Wan, Of("adjusted_wan")),
    EXECUTED,
    UNSPENT,
    ADJUSTED_RATE_WEIGHTED,
    ADJUSTED_RATE_MEAN,
    ADJUSTED_RATE_MEDIAN,
    INITIAL_RATE_WEIGHTED,
    INITIAL_RATE_MEAN,
    INITIAL_RATE_MEDIAN,
    MOVED_INITIAL_RATE,
    ADJUSTMENT_RATE,
    MOVED_ADJUSTMENT_RATE,
    Measure::score("total_score_mean", ("平均总分", "mean total score"), Points, Of("total_score")),
    Measure::score(
        "full_score_share",
        ("满分项目占比", "projects with the full score"),
        Pct,
        AtLeast("total_score", "total_weight"),
    ),
    LOST_EXECUTION_MEAN,
    Measure::score("indicators_mean", ("平均指标数", "indicators per project"), Count, Of("indicator_n")),
    Measure::score("indicator_full_share", ("满分指标占比", "indicators with full points"), Pct, Of("full_n"))
        .by(Of("scored_n")),
    Measure::score("quantitative_share", ("定量目标占比", "targets that are numbers"), Pct, Of("quantitative_n"))
        .by(Of("indicator_n")),
];

/// Points of anything that has a `weight` and a `score`: what could be earned, what was, what was
/// lost, the share of it, and how many earned all.
pub(super) const ATTAINABLE_POINTS: Measure =
    Measure::total("attainable_points", ("应得分", "points attainable"), Points, Of("weight"));
/// Points earned.
pub(super) const EARNED_POINTS: Measure =
    Measure::total("earned_points", ("实得分", "points earned"), Points, Of("score"));
/// Points lost.
pub(super) const LOST_POINTS: Measure =
    Measure::total("lost_points", ("失分", "points lost"), Points, Less("weight", "score"));
/// Things that earned all their points.
pub(super) const FULL: Measure =
    Measure::total("full", ("满分项数", "items with full points"), Count, AtLeast("score", "weight"));
