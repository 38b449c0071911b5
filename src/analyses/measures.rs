//! The headline measures of a year: what each is, and how it is estimated from projects.
//!
//! Every measure is a sum of whole numbers over projects, a ratio of two such sums, or a median of
//! ratios. Whole numbers keep the many resamples of the bootstrap exact and quick, and give the
//! same result on every machine.

use crate::analyses::subjects::{Indicator, Project};
use crate::tables::frame::millionths;
use rust_decimal::Decimal;

/// One in the fixed point of all measures.
const ONE: i128 = 1_000_000;

/// One in the finer fixed point of single rates.
const FINE: i128 = 1_000_000_000_000;

/// What one project brings to a measure: numerator and denominator.
pub type Share = (i128, i128);

/// How a measure is made of what its projects bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// The sum of the numerators.
    Total,
    /// The sum of the numerators by the sum of the denominators.
    Ratio,
    /// The median of numerator by denominator.
    Median,
}

/// What a measure speaks of, which decides what two years must share to be compared on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// How much or how many: needs the same units.
    Amount,
    /// How well budgets were spent.
    Rate,
    /// What forms promise and score: needs the same kind of form.
    Score,
}

/// What `n` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Projects that bring something.
    Projects,
    /// Indicators: the sum of the denominators.
    Indicators,
}

/// One headline measure.
pub struct Measure {
    pub id: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// pct, wan, points or count.
    pub unit: &'static str,
    pub nature: Nature,
    pub estimator: Estimator,
    pub over: Over,
    pub of: fn(&Project) -> Option<Share>,
}

/// A measure's value in millionths, and of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub value: i128,
    pub n: usize,
}

impl Measure {
    const fn new(
        (id, unit): (&'static str, &'static str),
        (zh, en): (&'static str, &'static str),
        (nature, estimator): (Nature, Estimator),
        of: fn(&Project) -> Option<Share>,
    ) -> Self {
        Self { id, zh, en, unit, nature, estimator, over: Over::Projects, of }
    }

    const fn over_indicators(self) -> Self {
        Self { over: Over::Indicators, ..self }
    }

    /// The measure of projects that bring `shares`; `None` if they bring nothing to divide by, or
    /// more than a column holds.
    pub fn estimate(&self, shares: impl Iterator<Item = Share>) -> Option<Estimate> {
        if self.estimator == Median {
            return median(shares);
        }
        let (mut top, mut bottom, mut projects) = (0_i128, 0_i128, 0_usize);
        for (numerator, denominator) in shares {
            top = top.checked_add(numerator)?;
            bottom = bottom.checked_add(denominator)?;
            projects += 1;
        }
        let value = match self.estimator {
            Total => (projects > 0).then_some(top)?,
            _ => rounded(top.checked_mul(ONE)?, bottom)?,
        };
        let n = match self.over {
            Over::Projects => projects,
            Over::Indicators => usize::try_from(bottom / ONE).ok()?,
        };
        Some(Estimate { value, n })
    }
}

/// The median of the shares' quotients.
fn median(shares: impl Iterator<Item = Share>) -> Option<Estimate> {
    let mut quotients = Vec::new();
    for (numerator, denominator) in shares {
        quotients.push(rounded(numerator.checked_mul(FINE)?, denominator)?);
    }
    quotients.sort_unstable();
    let n = quotients.len();
    let high = *quotients.get(n / 2)?;
    let low = if n.is_multiple_of(2) { quotients[n / 2 - 1] } else { high };
    Some(Estimate { value: rounded(low + high, 2 * (FINE / ONE))?, n })
}

/// `top` / `bottom` rounded half away from zero; `None` if `bottom` is zero.
fn rounded(top: i128, bottom: i128) -> Option<i128> {
    let quotient = top.checked_div(bottom)?;
    let rest = (top % bottom).unsigned_abs();
    let away = if (top < 0) == (bottom < 0) { 1 } else { -1 };
    Some(if rest * 2 >= bottom.unsigned_abs() { quotient + away } else { quotient })
}

/// A figure in millionths, over one.
fn per_project(figure: Option<Decimal>) -> Option<Share> {
    Some((millionths(figure?)?, ONE))
}

/// A rate of two amounts in percent; missing where `whole` is zero.
fn rate(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Share> {
    let whole = millionths(whole?).filter(|whole| *whole != 0)?;
    Some((millionths(part?)?.checked_mul(100)?, whole))
}

/// A rate as a figure of its own, so that every project counts alike.
fn single(share: Option<Share>) -> Option<Share> {
    let (part, whole) = share?;
    Some((rounded(part.checked_mul(FINE)?, whole)?, FINE))
}

/// `yes` as 100 % or 0 % of one project.
fn either(yes: bool) -> Share {
    (if yes { 100 * ONE } else { 0 }, ONE)
}

fn whole(items: usize) -> i128 {
    items as i128 * ONE
}

fn full(project: &Project) -> Option<Share> {
    let scored: Vec<_> = project.indicators.iter().filter_map(Indicator::points).collect();
    let full = scored.iter().filter(|(weight, score)| score >= weight).count();
    (!scored.is_empty()).then_some((100 * whole(full), whole(scored.len())))
}

fn quantitative(project: &Project) -> Option<Share> {
    let all = &project.indicators;
    let numbers = all.iter().filter(|indicator| indicator.quantitative).count();
    (!all.is_empty()).then_some((100 * whole(numbers), whole(all.len())))
}

use Estimator::{Median, Ratio, Total};
use Nature::{Amount, Rate, Score};

/// All measures, in the order of the table.
pub const ALL: [Measure; 21] = [
    Measure::new(("projects", "count"), ("项目数", "projects"), (Amount, Total), |_| Some((ONE, ONE))),
    Measure::new(
        ("no_initial_share", "pct"),
        ("无年初预算的项目占比", "projects without an initial budget"),
        (Rate, Ratio),
        |p| Some(either(p.initial.is_none())),
    ),
    Measure::new(("initial", "wan"), ("年初预算合计", "initial budget"), (Amount, Total), |p| {
        per_project(p.initial)
    }),
    Measure::new(("adjusted", "wan"), ("全年预算合计", "adjusted budget"), (Amount, Total), |p| {
        per_project(p.adjusted)
    }),
    Measure::new(("executed", "wan"), ("执行数合计", "executed"), (Amount, Total), |p| per_project(p.executed)),
    Measure::new(
        ("unspent", "wan"),
        ("未执行额（对全年预算）", "unspent of the adjusted budget"),
        (Amount, Total),
        |p| per_project(p.unspent()),
    ),
    Measure::new(
        ("adjusted_rate_weighted", "pct"),
        ("执行率（全年预算，加权）", "execution rate on the adjusted budget, weighted"),
        (Rate, Ratio),
        |p| rate(p.executed, p.adjusted),
    ),
    Measure::new(
        ("adjusted_rate_mean", "pct"),
        ("执行率（全年预算，平均）", "execution rate on the adjusted budget, mean"),
        (Rate, Ratio),
        |p| single(rate(p.executed, p.adjusted)),
    ),
    Measure::new(
        ("adjusted_rate_median", "pct"),
        ("执行率（全年预算，中位数）", "execution rate on the adjusted budget, median"),
        (Rate, Median),
        |p| rate(p.executed, p.adjusted),
    ),
    Measure::new(
        ("initial_rate_weighted", "pct"),
        ("执行率（年初预算，加权）", "execution rate on the initial budget, weighted"),
        (Rate, Ratio),
        |p| rate(p.executed, p.initial),
    ),
    Measure::new(
        ("initial_rate_mean", "pct"),
        ("执行率（年初预算，平均）", "execution rate on the initial budget, mean"),
        (Rate, Ratio),
        |p| single(rate(p.executed, p.initial)),
    ),
    Measure::new(
        ("initial_rate_median", "pct"),
        ("执行率（年初预算，中位数）", "execution rate on the initial budget, median"),
        (Rate, Median),
        |p| rate(p.executed, p.initial),
    ),
    Measure::new(("adjustment_rate", "pct"), ("预算调整率", "budget adjustment rate"), (Rate, Ratio), |p| {
        rate(Some(p.adjusted? - p.initial?), p.initial)
    }),
    Measure::new(
        ("unspent_share", "pct"),
        ("未执行占全年预算", "unspent share of the adjusted budget"),
        (Rate, Ratio),
        |p| rate(p.unspent(), p.adjusted),
    ),
    Measure::new(("total_score_mean", "points"), ("平均总分", "mean total score"), (Score, Ratio), |p| {
        per_project(p.total_score)
    }),
    Measure::new(
        ("full_score_share", "pct"),
        ("满分项目占比", "projects with the full score"),
        (Score, Ratio),
        |p| Some(either(p.lost()? <= Decimal::ZERO)),
    ),
    Measure::new(("lost_mean", "points"), ("平均失分", "points lost per project"), (Score, Ratio), |p| {
        per_project(p.lost())
    }),
    Measure::new(
        ("lost_execution_mean", "points"),
        ("平均预算执行失分", "points lost by execution per project"),
        (Score, Ratio),
        |p| per_project(p.lost_by_execution()),
    ),
    Measure::new(("indicators_mean", "count"), ("平均指标数", "indicators per project"), (Score, Ratio), |p| {
        Some((whole(p.indicators.len()), ONE))
    }),
    Measure::new(
        ("indicator_full_share", "pct"),
        ("满分指标占比", "indicators with full points"),
        (Score, Ratio),
        full,
    )
    .over_indicators(),
    Measure::new(
        ("quantitative_share", "pct"),
        ("定量目标占比", "targets that are numbers"),
        (Score, Ratio),
        quantitative,
    )
    .over_indicators(),
];
