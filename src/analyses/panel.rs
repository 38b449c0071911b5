//! Units that stay, come and go between two years: how a change comes about, and how far it depends on
//! which units there were.
//!
//! A rate of all is the mean of the units' rates, weighted by their shares of the denominator. Its change
//! is split after Griliches and Regev (1995): what changed within units at their mean share, what changed
//! because shares moved between them, what came with units that are new and what went with those that
//! left, each against the mean of both years' rates.

use crate::analyses::bootstrap::{Generator, rounded};
use crate::analyses::measure::{Estimator, Measure};
use rust_decimal::Decimal;

/// Fewest units of both years for an interval and a test.
const FEWEST: usize = 10;

/// Most units that are drawn: with more, chance is less than the rounding of the figures.
const MOST: usize = 5_000;

/// What a unit brings to a measure in one year: the sums of its numerators and denominators.
pub(super) type Sums = (Decimal, Decimal);

/// What a unit brings in both years; nothing in a year that it is not in.
pub(super) type Pair = [Option<Sums>; 2];

/// How a figure changed between two years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The figures of both years.
    pub(super) values: [Option<Decimal>; 2],
    /// The second less the first, rounded to six decimals; the next four add up to it exactly.
    pub(super) change: Option<Decimal>,
    /// By what changed within units of both years.
    pub(super) within: Option<Decimal>,
    /// By shares that moved between them; empty for sums, which know no shares.
    pub(super) between: Option<Decimal>,
    /// By units of the second year alone.
    pub(super) entry: Option<Decimal>,
    /// By units of the first year alone.
    pub(super) exit: Option<Decimal>,
}

/// Numbers of units that stayed, came and went.
pub(super) fn numbers(pairs: &[Pair]) -> [u32; 3] {
    let number =
        |is_so: fn(&Pair) -> bool| u32::try_from(pairs.iter().filter(|pair| is_so(pair)).count()).unwrap_or(u32::MAX);
    [
        number(|pair| pair[0].is_some() && pair[1].is_some()),
        number(|pair| pair[0].is_none() && pair[1].is_some()),
        number(|pair| pair[0].is_some() && pair[1].is_none()),
    ]
}

/// The pairs that are of both years.
pub(super) fn balanced(pairs: &[Pair]) -> Vec<Pair> {
    pairs.iter().copied().filter(|pair| pair[0].is_some() && pair[1].is_some()).collect()
}

/// The change of `measure`; empty where a figure holds more digits than can be reckoned with.
pub(super) fn changed(measure: &Measure, pairs: &[Pair]) -> Change {
    match measure.estimator {
        Estimator::Total => of_totals(pairs),
        _ => of_rates(pairs),
    }
    .unwrap_or_default()
}

/// The sums of one side of those `pairs` that are `asked` for.
fn sums(pairs: &[Pair], side: usize, asked: impl Fn(&Pair) -> bool) -> Option<Sums> {
    let known = pairs.iter().filter(|pair| asked(pair)).filter_map(|pair| pair[side]);
    known.into_iter().try_fold((Decimal::ZERO, Decimal::ZERO), |(part, whole), (more, of)| {
        Some((part.checked_add(more)?, whole.checked_add(of)?))
    })
}

fn six(figure: Decimal) -> Decimal {
    figure.round_dp(6).normalize()
}

fn of_totals(pairs: &[Pair]) -> Option<Change> {
    let is_in = |side: usize| pairs.iter().any(|pair| pair[side].is_some());
    let sum = |side, asked: fn(&Pair) -> bool| Some(six(sums(pairs, side, asked)?.0));
    let (before, after) = (sum(0, |_| true)?, sum(1, |_| true)?);
    let values = [Some(before).filter(|_| is_in(0)), Some(after).filter(|_| is_in(1))];
    if values.contains(&None) {
        return Some(Change { values, ..Change::default() });
    }
    let entry = sum(1, |pair| pair[0].is_none())?;
    let exit = -sum(0, |pair| pair[1].is_none())?;
    let change = after - before;
    let within = change - entry - exit;
    Some(Change {
        values,
        change: Some(change),
        within: Some(within),
        between: None,
        entry: Some(entry),
        exit: Some(exit),
    })
}

fn of_rates(pairs: &[Pair]) -> Option<Change> {
    let [(a1, b1), (a2, b2)] = [sums(pairs, 0, |_| true)?, sums(pairs, 1, |_| true)?];
    let (before, after) = (a1.checked_div(b1), a2.checked_div(b2));
    let values = [before.map(six), after.map(six)];
    let (Some(before), Some(after)) = (before, after) else { return Some(Change { values, ..Change::default() }) };
    let mean = before.checked_add(after)?.checked_div(Decimal::TWO)?;
    let apart = |(part, whole): Sums, of: Decimal| part.checked_sub(mean.checked_mul(whole)?)?.checked_div(of);
    let exit = six(-apart(sums(pairs, 0, |pair| pair[1].is_none())?, b1)?);
    let mut within = Decimal::ZERO;
    let mut stayed = false;
    for pair in pairs {
        let [Some((part, whole)), Some((later, of))] = pair else { continue };
        stayed = true;
        let share = whole.checked_div(b1)?.checked_add(of.checked_div(b2)?)?.checked_div(Decimal::TWO)?;
        let moved = later.checked_div(*of)?.checked_sub(part.checked_div(*whole)?)?;
        within = within.checked_add(share.checked_mul(moved)?)?;
    }
    let change = six(after.checked_sub(before)?);
    let (within, entry) = (six(within), six(apart(sums(pairs, 1, |pair| pair[0].is_none())?, b2)?));
    // What rounding leaves goes to the part that holds most of the reckoning, so that all add up.
    let (between, entry) = match stayed {
        true => (change - within - entry - exit, entry),
        false => (Decimal::ZERO, change - exit),
    };
    let told = |figure: Decimal| Some(figure.normalize());
    Some(Change {
        values,
        change: told(change),
        within: told(within),
        between: told(between),
        entry: told(entry),
        exit: told(exit),
    })
}

/// How far a change depends on which units there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chance {
    /// The 2.5 % and 97.5 % points of the change where units are drawn anew, in millionths.
    pub(super) interval: Option<(i128, i128)>,
    /// Of all changes where the years of units are swapped at random, the share that lie as far from zero.
    pub(super) p: Option<Decimal>,
}

/// Why nothing is drawn of `pairs`; `None` where something is.
pub(super) fn refusal(pairs: &[Pair], resamples: u32) -> Option<&'static str> {
    let stayed = balanced(pairs).len();
    match (resamples, stayed) {
        (0, _) => Some("not_asked"),
        (_, ..FEWEST) => Some("few_units"),
        _ if pairs.len() > MOST => Some("many_units"),
        _ => None,
    }
}

/// One unit in millionths: numerator and denominator of both years, nothing for a year it is not in.
type Drawn = [i128; 4];

/// Draws units anew, and swaps their years, so many times.
pub(super) fn chance(measure: &Measure, pairs: &[Pair], seed: u64, resamples: u32) -> Chance {
    let whole = |figure: Decimal| (figure.round_dp(6) * Decimal::from(1_000_000)).trunc().mantissa();
    let of = |side: Option<Sums>| side.map_or([0, 0], |(part, of)| [whole(part), whole(of)]);
    let units: Vec<Drawn> = pairs
        .iter()
        .map(|pair| {
            let [[a, b], [c, d]] = [of(pair[0]), of(pair[1])];
            [a, b, c, d]
        })
        .collect();
    let is_total = measure.estimator == Estimator::Total;
    let change = |[a, b, c, d]: Drawn| -> Option<i128> {
        match is_total {
            true => Some(c - a),
            false => Some(rounded(c.checked_mul(ONE)?, d)? - rounded(a.checked_mul(ONE)?, b)?),
        }
    };
    let add = |sum: Drawn, unit: &Drawn| [sum[0] + unit[0], sum[1] + unit[1], sum[2] + unit[2], sum[3] + unit[3]];
    let Some(found) = change(units.iter().fold([0; 4], add)) else { return Chance::default() };
    let mut generator = Generator(seed);
    let mut changes: Vec<i128> = Vec::new();
    let mut as_far: u32 = 0;
    for _ in 0..resamples {
        let drawn = (0..units.len()).fold([0; 4], |sum, _| add(sum, &units[generator.below(units.len())]));
        changes.extend(change(drawn));
        let swapped = units.iter().fold([0; 4], |sum, unit| match generator.below(2) {
            0 => add(sum, unit),
            _ => add(sum, &[unit[2], unit[3], unit[0], unit[1]]),
        });
        as_far += u32::from(change(swapped).is_none_or(|change| change.abs() >= found.abs()));
    }
    changes.sort_unstable();
    let cut = changes.len() / 40;
    let interval = changes.get(cut).copied().zip(changes.iter().rev().nth(cut).copied());
    let p = Decimal::from(as_far + 1).checked_div(Decimal::from(resamples + 1)).map(six);
    Chance { interval: interval.filter(|_| changes.len() * 100 >= resamples as usize * 95), p }
}

/// One in the fixed point of all figures.
const ONE: i128 = 1_000_000;
