//! How far the mean of a few projects may lie from the mean of all by chance alone: as if all projects
//! were dealt to the units at random. Of few projects the distribution of the mean is worked out draw by
//! draw from the rates that there are; of many it is taken for normal, with the skew of the rates. Of few
//! projects in all, each is dealt once; of many, one more or less of the same rate makes no difference.
#![expect(clippy::disallowed_types, reason = "probabilities; no figure of a document passes through a float here")]

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// Up to so many projects the limits are worked out draw by draw.
pub(super) const EXACT: usize = 20;
/// Of up to so many in all, each is dealt once.
const DEALT: usize = 100;
/// Into so many classes of equal width the rates are sorted for it, at most; between 0 and 100 % one is a point.
const CLASSES: f64 = 100.0;
/// What lies outside the limits on each side, and the same in standard deviations of a normal distribution.
const TAILS: [(f64, f64); 2] = [(0.022_750, 2.0), (0.001_350, 3.0)];

/// Which limits are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// 95.4 % lie inside.
    Inner,
    /// 99.7 % lie inside.
    Outer,
}

/// The rates of all projects, and the limits that follow for the mean of some of them.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    /// How many there are.
    pub(super) n: usize,
    /// Their mean.
    pub(super) mean: Decimal,
    least: f64,
    most: f64,
    center: f64,
    deviation: f64,
    skew: f64,
    /// The limits of one, two, three ... projects.
    few: Vec<[(f64, f64); 2]>,
    /// Whether those are of projects dealt once.
    is_dealt: bool,
}

impl Chance {
    /// Of these rates; nothing where there is none.
    pub(super) fn of(rates: &[Decimal]) -> Option<Self> {
        let mean = mean(rates)?;
        let floats: Vec<f64> = rates.iter().filter_map(Decimal::to_f64).collect();
        let n = floats.len().to_f64()?;
        let center = mean.to_f64()?;
        let moment = |power: i32| floats.iter().map(|rate| (rate - center).powi(power)).sum::<f64>() / n;
        let deviation = moment(2).sqrt();
        let skew = if deviation > 0.0 { moment(3) / deviation.powi(3) } else { 0.0 };
        let least = floats.iter().copied().fold(f64::INFINITY, f64::min);
        let most = floats.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (few, is_dealt) = few(&Classes::of(&floats, (least, most), center));
        Some(Self { n: rates.len(), mean, least, most, center, deviation, skew, few, is_dealt })
    }

    /// The limits of the mean of `n` projects.
    pub(super) fn limits(&self, n: usize, limit: Limit) -> (Decimal, Decimal) {
        let at = usize::from(limit == Limit::Outer);
        let exact = self.exact(n, at);
        let (low, high) = exact.unwrap_or_else(|| self.normal(n, TAILS[at].1));
        // Of projects that are dealt out, none comes twice: the more of all a unit has, the nearer is its mean.
        // Where they were drawn and put back, that is made good here.
        let (all, some) = (self.n.to_f64().unwrap_or(1.0), n.to_f64().unwrap_or(1.0));
        let left = if n >= self.n {
            0.0
        } else if exact.is_some() && self.is_dealt {
            1.0
        } else {
            ((all - some) / (all - 1.0)).sqrt()
        };
        let place = |limit: f64| self.center + (limit.clamp(self.least, self.most) - self.center) * left;
        let decimal = |limit: f64| Decimal::from_f64(limit).map_or(self.mean, |limit| limit.round_dp(6));
        // The last digit is given away, so that no unit lies outside by rounding.
        let last = Decimal::new(2, 6);
        (decimal(place(low)) - last, decimal(place(high)) + last)
    }

    /// The limits that were worked out draw by draw. Where nearly all projects are dealt to a unit, those that are
    /// left over say where its mean lies.
    fn exact(&self, n: usize, at: usize) -> Option<(f64, f64)> {
        let of = |n: usize| self.few.get(n.checked_sub(1)?).map(|limits| limits[at]);
        let left = self.n.checked_sub(n).filter(|_| self.is_dealt && n > EXACT);
        let Some((low, high)) = left.and_then(of) else { return of(n) };
        let (all, some) = (self.n.to_f64()?, n.to_f64()?);
        let mean = |rest: f64| (all * self.center - (all - some) * rest) / some;
        Some((mean(high), mean(low)))
    }

    fn normal(&self, n: usize, z: f64) -> (f64, f64) {
        let root = n.to_f64().unwrap_or(1.0).sqrt();
        let lean = (z * z - 1.0) * self.skew / (6.0 * root);
        let at = |z: f64| self.center + self.deviation / root * (z + lean);
        (at(-z), at(z))
    }
}

/// The mean of `rates`, if there is one.
pub(super) fn mean(rates: &[Decimal]) -> Option<Decimal> {
    (!rates.is_empty()).then(|| rates.iter().sum::<Decimal>() / Decimal::from(rates.len()))
}

/// The rates sorted into classes of equal width.
struct Classes {
    least: f64,
    width: f64,
    /// The class of each rate.
    of: Vec<usize>,
    /// How far the mean of the classes lies below that of the rates.
    shift: f64,
}

impl Classes {
    fn of(rates: &[f64], (least, most): (f64, f64), center: f64) -> Self {
        let width = ((most - least) / CLASSES).max(0.01);
        let of: Vec<usize> = rates.iter().filter_map(|rate| ((rate - least) / width).round().to_usize()).collect();
        let sum: f64 = of.iter().filter_map(ToPrimitive::to_f64).sum();
        let mean = least + sum * width / of.len().to_f64().unwrap_or(1.0);
        Self { least, width, of, shift: center - mean }
    }

    /// The mean of `n` rates whose classes add up to `sum`.
    fn mean(&self, sum: usize, n: usize) -> f64 {
        let share = sum.to_f64().unwrap_or(0.0) / n.to_f64().unwrap_or(1.0);
        self.least + share * self.width + self.shift
    }

    /// How likely each sum of one, two ... classes is, each drawn and put back.
    fn drawn(&self) -> Vec<Vec<f64>> {
        let top = self.of.iter().max().copied().unwrap_or(0);
        let mut shares = vec![0.0; top + 1];
        let one = 1.0 / self.of.len().to_f64().unwrap_or(1.0);
        self.of.iter().for_each(|at| shares[*at] += one);
        let held: Vec<(usize, f64)> = shares.into_iter().enumerate().filter(|(_, share)| *share > 0.0).collect();
        let mut sums = vec![1.0];
        let draw = |_| {
            let mut next = vec![0.0; sums.len() + top];
            for (sum, chance) in sums.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
                held.iter().for_each(|(at, share)| next[sum + at] += chance * share);
            }
            sums.clone_from(&next);
            next
        };
        (0..EXACT).map(draw).collect()
    }

    /// In how many ways each sum of one, two ... classes can be dealt, none twice.
    fn dealt(&self) -> Vec<Vec<f64>> {
        let top = self.of.iter().max().copied().unwrap_or(0);
        let mut ways: Vec<Vec<f64>> = (0..=EXACT).map(|n| vec![0.0; n * top + 1]).collect();
        ways[0][0] = 1.0;
        for class in &self.of {
            for n in (1..=EXACT.min(self.of.len())).rev() {
                let [fewer, more] = &mut ways[n - 1..=n] else { continue };
                fewer.iter().zip(&mut more[*class..]).for_each(|(from, to)| *to += from);
            }
        }
        ways.split_off(1)
    }
}

/// The limits of the mean of one, two ... of `classes`, and whether each was dealt once.
fn few(classes: &Classes) -> (Vec<[(f64, f64); 2]>, bool) {
    let is_dealt = classes.of.len() <= DEALT;
    let sums = if is_dealt { classes.dealt() } else { classes.drawn() };
    let limits = sums.iter().enumerate().map(|(at, ways)| {
        let all: f64 = ways.iter().sum();
        let end = |tail: f64| reached(ways.iter(), tail * all);
        let start = |tail: f64| (ways.len() - 1).saturating_sub(reached(ways.iter().rev(), tail * all));
        TAILS.map(|(tail, _)| (classes.mean(end(tail), at + 1), classes.mean(start(tail), at + 1)))
    });
    (limits.collect(), is_dealt)
}

/// The first place at which the chances up to it are more than `tail`.
fn reached<'a>(chances: impl Iterator<Item = &'a f64>, tail: f64) -> usize {
    let mut sum = 0.0;
    let passed = |chance: &&f64| {
        sum += **chance;
        sum <= tail
    };
    chances.take_while(passed).count()
}
