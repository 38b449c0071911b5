//! The steps from the full score to the mean, as they stand in the table and pooled over several units.

use crate::charts::panels::{Panel, panels};
use crate::charts::words::term;
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::Lang;
use rust_decimal::Decimal;

/// One step down. Points.
#[derive(Clone)]
pub(super) struct Step {
    /// Its row in the table.
    pub(super) row: usize,
    /// `start`, `mean`, or where points were lost.
    pub(super) name: String,
    /// Of how many projects.
    pub(super) n: usize,
    /// By how much the mean falls.
    pub(super) delta: Decimal,
    /// The score before.
    pub(super) from: Decimal,
    /// The score behind.
    pub(super) to: Decimal,
}

/// The steps in `source`, panel by panel.
///
/// # Errors
///
/// A column that is not there.
pub(super) fn read(source: &DataFrame) -> Result<Vec<Panel<Step>>, Problem> {
    let (years, units, names) =
        (cells::years(source, "year")?, cells::names(source, "unit")?, cells::names(source, "step")?);
    let (n, position) = (cells::tallies(source, "n_projects")?, cells::tallies(source, "position")?);
    let (delta, from, to) = (
        cells::numbers(source, "delta_points")?,
        cells::numbers(source, "from_points")?,
        cells::numbers(source, "to_points")?,
    );
    let step = |row: usize| {
        let to = to[row].or(from[row]).unwrap_or_default();
        let from = from[row].unwrap_or(to);
        Step { row, name: names[row].clone(), n: n[row], delta: delta[row].unwrap_or_default(), from, to }
    };
    let mut order: Vec<usize> = (0..source.height()).collect();
    order.sort_by_key(|&row| position[row]);
    Ok(panels(order.into_iter().map(|row| (years[row], units[row].clone(), step(row)))))
}

/// A step in words.
pub(super) fn step_name(lang: Lang, name: &str) -> String {
    match name {
        "start" => lang.pick("满分", "Full score").to_owned(),
        "mean" => lang.pick("平均总分", "Mean score").to_owned(),
        name => term(lang, name),
    }
}

/// The mean project of one unit, or of several together.
#[derive(Clone, Debug)]
pub(super) struct Mean {
    /// How many projects.
    pub(super) n: usize,
    /// Their full score.
    pub(super) full: Decimal,
    /// Their mean score, where one is known.
    pub(super) mean: Option<Decimal>,
    /// What they lost on average, by where, in the order of the steps.
    pub(super) losses: Vec<(String, Decimal)>,
}

impl Mean {
    /// The mean of the steps in `panel`, weighted by the projects behind them.
    pub(super) fn of(panel: &Panel<Step>) -> Self {
        let count = |step: &Step| Decimal::from(step.n);
        let named = |name: &'static str| panel.items.iter().filter(move |step| step.name == name);
        let n = named("mean").map(|step| step.n).sum::<usize>();
        let weighted = |steps: &mut dyn Iterator<Item = &Step>| {
            let (sum, n) = steps
                .fold((Decimal::ZERO, Decimal::ZERO), |(sum, n), step| (sum + step.to * count(step), n + count(step)));
            (!n.is_zero()).then(|| sum / n)
        };
        let all = Decimal::from(n.max(1));
        let mut losses: Vec<(String, Decimal)> = Vec::new();
        for step in panel.items.iter().filter(|step| step.name != "start" && step.name != "mean") {
            let lost = -step.delta * count(step) / all;
            match losses.iter_mut().find(|(name, _)| *name == step.name) {
                Some((_, sum)) => *sum += lost,
                None => losses.push((step.name.clone(), lost)),
            }
        }
        let full = weighted(&mut named("start")).unwrap_or(Decimal::ONE_HUNDRED);
        Self { n, full, mean: weighted(&mut named("mean")), losses }
    }

    /// What was lost in all.
    pub(super) fn lost(&self) -> Decimal {
        self.mean.map_or(Decimal::ZERO, |mean| self.full - mean)
    }
}
