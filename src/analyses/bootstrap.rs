//! How far a difference of two years might lie by the luck of which projects there were: seeded
//! percentile bootstrap intervals.
//!
//! Projects are drawn with replacement within each year, as many as there are; every measure is
//! estimated from the same draws. Draws come from one generator in one order, so an interval
//! depends on seed, resamples and projects alone, not on threads or machines.

use crate::analyses::measure::{Estimator, Measure};

/// Fewest projects that must bring something, in each year, for an interval to be worth printing.
const FEWEST: usize = 5;

/// Share of the resamples, in percent, in which a measure must be defined.
const DEFINED_PERCENT: usize = 95;

/// The most projects of both years together that are drawn: with more, an interval costs minutes and is
/// narrower than the rounding of the figures.
pub(super) const MOST: usize = 20_000;

/// One in the fixed point of all figures.
const ONE: i128 = 1_000_000;

/// One in the finer fixed point of single rates.
pub(super) const FINE: i128 = 1_000_000_000_000;

/// What one project brings to a measure: numerator and denominator, whole numbers in one fixed point.
/// They keep the many resamples exact and quick, and give the same result on every machine.
pub(super) type Share = (i128, i128);

/// What every project of one year brings to every measure: a list a measure.
pub(super) type Sample = Vec<Vec<Option<Share>>>;

/// The splitmix64 generator (Steele, Lea and Flood 2014): a counter and a mixing function.
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, by multiplying instead of dividing; its bias, `bound` / 2^64, is
    /// too small to be seen in any number of resamples.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from((u128::from(self.next()) * bound as u128) >> 64).unwrap_or(0)
    }

    fn draw(&mut self, size: usize) -> Vec<usize> {
        (0..size).map(|_| self.below(size)).collect()
    }
}

/// For every measure the bounds, in millionths, between which 95 % of the resampled differences
/// `other` - `base` lie; `None` for totals, which depend on how many projects there are and not on
/// which, and where too few projects bring something.
pub(super) fn intervals(
    measures: &[Measure],
    (base, other): (&Sample, &Sample),
    seed: u64,
    resamples: u32,
) -> Vec<Option<(i128, i128)>> {
    let (base_size, other_size) = (size(base), size(other));
    let wanted: Vec<bool> = measures
        .iter()
        .enumerate()
        .map(|(at, measure)| measure.estimator != Estimator::Total && enough(&base[at]) && enough(&other[at]))
        .collect();
    let mut differences: Vec<Vec<i128>> = vec![Vec::new(); measures.len()];
    let mut generator = Generator(seed);
    for _ in 0..resamples {
        let (base_draw, other_draw) = (generator.draw(base_size), generator.draw(other_size));
        for (at, measure) in measures.iter().enumerate().filter(|(at, _)| wanted[*at]) {
            let of =
                |sample: &Sample, draw: &[usize]| estimate(measure, draw.iter().filter_map(|row| sample[at][*row]));
            if let (Some(base), Some(other)) = (of(base, &base_draw), of(other, &other_draw)) {
                differences[at].push(other - base);
            }
        }
    }
    differences.into_iter().map(|differences| bounds(differences, resamples as usize)).collect()
}

fn size(sample: &Sample) -> usize {
    sample.first().map_or(0, Vec::len)
}

fn enough(shares: &[Option<Share>]) -> bool {
    shares.iter().flatten().count() >= FEWEST
}

/// The 2.5 % and 97.5 % points of `differences`: as many lie below the first as above the second.
fn bounds(mut differences: Vec<i128>, resamples: usize) -> Option<(i128, i128)> {
    let n = differences.len();
    if n == 0 || n * 100 < resamples * DEFINED_PERCENT {
        return None;
    }
    differences.sort_unstable();
    let cut = n / 40;
    Some((differences[cut], differences[n - 1 - cut]))
}

/// The figure, in millionths, of projects that bring `shares`; `None` if they bring nothing to divide by,
/// or more than a column holds. It is the figure that the tables show of the projects themselves.
fn estimate(measure: &Measure, shares: impl Iterator<Item = Share>) -> Option<i128> {
    if measure.estimator == Estimator::Median {
        return median(shares);
    }
    let (mut top, mut bottom, mut projects) = (0_i128, 0_i128, 0_usize);
    for (numerator, denominator) in shares {
        top = top.checked_add(numerator)?;
        bottom = bottom.checked_add(denominator)?;
        projects += 1;
    }
    match measure.estimator {
        Estimator::Total => (projects > 0).then_some(top),
        _ => rounded(top.checked_mul(ONE)?, bottom),
    }
}

/// The median of the shares' quotients.
fn median(shares: impl Iterator<Item = Share>) -> Option<i128> {
    let mut quotients = Vec::new();
    for (numerator, denominator) in shares {
        quotients.push(rounded(numerator.checked_mul(FINE)?, denominator)?);
    }
    quotients.sort_unstable();
    let n = quotients.len();
    let high = *quotients.get(n / 2)?;
    let low = if n.is_multiple_of(2) { quotients[n / 2 - 1] } else { high };
    rounded(low + high, 2 * (FINE / ONE))
}

/// `top` / `bottom` rounded half away from zero; `None` if `bottom` is zero.
fn rounded(top: i128, bottom: i128) -> Option<i128> {
    let quotient = top.checked_div(bottom)?;
    let rest = (top % bottom).unsigned_abs();
    let away = if (top < 0) == (bottom < 0) { 1 } else { -1 };
    Some(if rest * 2 >= bottom.unsigned_abs() { quotient + away } else { quotient })
}
