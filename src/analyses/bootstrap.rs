//! How far a difference of two years might lie by the luck of which projects there were: seeded
//! percentile bootstrap intervals.
//!
//! Projects are drawn with replacement within each year, as many as there are; every measure is
//! estimated from the same draws. Draws come from one generator in one order, so an interval
//! depends on seed, resamples and projects alone, not on threads or machines.

use crate::analyses::measures::{Estimator, Measure, Share};

/// Fewest projects that must bring something, in each year, for an interval to be worth printing.
const FEWEST: usize = 5;

/// Share of the resamples, in percent, in which a measure must be defined.
const DEFINED_PERCENT: usize = 95;

/// What every project of one year brings to every measure: a list a measure.
pub type Sample = Vec<Vec<Option<Share>>>;

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
pub fn intervals(
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
            let of = |sample: &Sample, draw: &[usize]| measure.estimate(draw.iter().filter_map(|row| sample[at][*row]));
            if let (Some(base), Some(other)) = (of(base, &base_draw), of(other, &other_draw)) {
                differences[at].push(other.value - base.value);
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
