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
pub(super) struct Generator(pub(super) u64);

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
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from((u128::from(self.next()) * bound as u128) >> 64).unwrap_or(0)
    }

    /// How often each of `size` things is drawn in as many draws.
    fn draw(&mut self, size: usize) -> Vec<u32> {
        let mut times = vec![0; size];
        for _ in 0..size {
            times[self.below(size)] += 1;
        }
        times
    }
}

/// What the projects of one year bring to one measure, as a resample adds it up: in the order of the
/// rows, or, for a median, of the quotients.
struct Brought {
    /// Row, numerator (or quotient) and denominator.
    shares: Vec<(usize, i128, i128)>,
    is_median: bool,
}

impl Brought {
    fn of(measure: &Measure, sample: &[Option<Share>]) -> Self {
        let is_median = measure.estimator == Estimator::Median;
        let known = sample.iter().enumerate().filter_map(|(row, share)| share.map(|(part, whole)| (row, part, whole)));
        let mut shares: Vec<(usize, i128, i128)> = match is_median {
            false => known.collect(),
            true => known
                .filter_map(|(row, part, whole)| Some((row, rounded(part.checked_mul(FINE)?, whole)?, FINE)))
                .collect(),
        };
        if is_median {
            shares.sort_unstable_by_key(|(row, quotient, _)| (*quotient, *row));
        }
        Self { shares, is_median }
    }

    /// The figure, in millionths, of the rows drawn so many `times`; `None` if they bring nothing to
    /// divide by, or more than a column holds. Of each row once it is the figure that the tables show.
    fn estimate(&self, times: &[u32]) -> Option<i128> {
        if self.is_median {
            return self.median(times);
        }
        let (mut top, mut bottom) = (0_i128, 0_i128);
        for (row, part, whole) in &self.shares {
            let times = i128::from(times[*row]);
            top = top.checked_add(part.checked_mul(times)?)?;
            bottom = bottom.checked_add(whole.checked_mul(times)?)?;
        }
        rounded(top.checked_mul(ONE)?, bottom)
    }

    /// The median of the quotients.
    fn median(&self, times: &[u32]) -> Option<i128> {
        let n: u64 = self.shares.iter().map(|(row, ..)| u64::from(times[*row])).sum();
        let at = |place: u64| {
            let mut passed = 0;
            let reached = self.shares.iter().find(|(row, ..)| {
                passed += u64::from(times[*row]);
                passed > place
            });
            reached.map(|(_, quotient, _)| *quotient)
        };
        let high = at(n / 2).filter(|_| n > 0)?;
        let low = if n.is_multiple_of(2) { at(n / 2 - 1)? } else { high };
        rounded(low + high, 2 * (FINE / ONE))
    }
}

/// Why no interval is drawn for a measure of two samples; `None` where one is.
pub(super) fn refusal(measure: &Measure, base: &[Option<Share>], other: &[Option<Share>]) -> Option<&'static str> {
    // A total depends on how many projects there are and not on which.
    if measure.estimator == Estimator::Total {
        return Some("total");
    }
    let sides = [base, other];
    if !sides.iter().all(|side| enough(side)) {
        return Some("few");
    }
    // What never varies in one year varies in no resample either, and its interval is too narrow.
    if sides.iter().any(|side| is_constant(side)) {
        return Some("no_spread");
    }
    // With one project over half of the denominator, resamples tell how often it was drawn.
    let is_weighted = measure.estimator == Estimator::Ratio;
    (is_weighted && sides.iter().any(|side| is_dominated(side))).then_some("one_project")
}

/// Whether all that bring something bring the same quotient.
fn is_constant(shares: &[Option<Share>]) -> bool {
    let mut known = shares.iter().flatten().filter(|(_, whole)| *whole != 0);
    let Some((part, whole)) = known.next() else { return true };
    known.all(|(other, of)| part.checked_mul(*of).zip(other.checked_mul(*whole)).is_some_and(|(a, b)| a == b))
}

/// Whether one holds more than half of the denominator.
fn is_dominated(shares: &[Option<Share>]) -> bool {
    let wholes = || shares.iter().flatten().map(|(_, whole)| *whole);
    let sum = wholes().try_fold(0_i128, i128::checked_add);
    wholes().max().zip(sum).is_none_or(|(most, sum)| most > sum / 2)
}

/// For every measure the bounds, in millionths, between which 95 % of the resampled differences
/// `other` - `base` lie; `None` where an interval would say nothing.
pub(super) fn intervals(
    measures: &[Measure],
    (base, other): (&Sample, &Sample),
    seed: u64,
    resamples: u32,
) -> Vec<Option<(i128, i128)>> {
    let (base_size, other_size) = (size(base), size(other));
    let wanted: Vec<bool> =
        measures.iter().enumerate().map(|(at, measure)| refusal(measure, &base[at], &other[at]).is_none()).collect();
    let brought = |sample: &Sample| -> Vec<Brought> {
        measures.iter().zip(sample).map(|(measure, sample)| Brought::of(measure, sample)).collect()
    };
    let (base, other) = (brought(base), brought(other));
    let mut differences: Vec<Vec<i128>> = vec![Vec::new(); measures.len()];
    let mut generator = Generator(seed);
    for _ in 0..resamples {
        let (base_times, other_times) = (generator.draw(base_size), generator.draw(other_size));
        for at in (0..measures.len()).filter(|at| wanted[*at]) {
            if let (Some(before), Some(after)) = (base[at].estimate(&base_times), other[at].estimate(&other_times)) {
                differences[at].push(after - before);
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

/// `top` / `bottom` rounded half away from zero; `None` if `bottom` is zero.
pub(super) fn rounded(top: i128, bottom: i128) -> Option<i128> {
    let quotient = top.checked_div(bottom)?;
    let rest = (top % bottom).unsigned_abs();
    let away = if (top < 0) == (bottom < 0) { 1 } else { -1 };
    Some(if rest * 2 >= bottom.unsigned_abs() { quotient + away } else { quotient })
}
