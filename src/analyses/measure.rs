//! What a measure is, as data: a numerator and a denominator over the columns of a table, and how
//! many rows become one figure. Nothing here knows an engine; `lowering` turns a measure into
//! expressions of polars, and another file could turn it into SQL.

/// A figure of one row, as a small closed expression over the columns of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// One for every row.
    One,
    /// The figure in a column.
    Of(&'static str),
    /// The figure of the first column less that of the second.
    Less(&'static str, &'static str),
    /// One where the column is empty, zero where it is not.
    Missing(&'static str),
    /// One where the first column's figure is at least the second's, zero where it is not.
    AtLeast(&'static str, &'static str),
}

/// How rows become a figure. A row counts where numerator and denominator are known and the
/// denominator is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// The sum of the numerators.
    Total,
    /// The sum of the numerators by the sum of the denominators.
    Ratio,
    /// The mean of numerator by denominator, every row alike.
    Mean,
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

/// What the figures of a measure are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Percent: a hundred times numerator by denominator.
    Pct,
    /// 万元.
    Wan,
    /// Points of a score.
    Points,
    /// Things.
    Count,
}

impl Unit {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pct => "pct",
            Self::Wan => "wan",
            Self::Points => "points",
            Self::Count => "count",
        }
    }
}

/// What `n` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Rows that count.
    Rows,
    /// What the denominators count: indicators of projects.
    Denominators,
}

/// One measure.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Stable name in tables.
    pub id: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// What its figures are in.
    pub unit: Unit,
    /// What it speaks of.
    pub nature: Nature,
    /// How rows become its figure.
    pub estimator: Estimator,
    /// What its `n` counts.
    pub over: Over,
    /// The numerator of a row.
    pub part: Term,
    /// The denominator of a row.
    pub whole: Term,
}

impl Measure {
    /// A sum of `part`.
    pub(super) const fn total(id: &'static str, names: (&'static str, &'static str), unit: Unit, part: Term) -> Self {
        let (zh, en) = names;
        let (nature, estimator, over, whole) = (Nature::Amount, Estimator::Total, Over::Rows, Term::One);
        Self { id, zh, en, unit, nature, estimator, over, part, whole }
    }

    /// `part` by `whole` in percent, by `estimator`.
    pub(super) const fn rate(
        id: &'static str,
        names: (&'static str, &'static str),
        estimator: Estimator,
        part: Term,
        whole: Term,
    ) -> Self {
        let (zh, en) = names;
        let (unit, nature, over) = (Unit::Pct, Nature::Rate, Over::Rows);
        Self { id, zh, en, unit, nature, estimator, over, part, whole }
    }

    /// `part` a row, of what forms promise and score.
    pub(super) const fn score(id: &'static str, names: (&'static str, &'static str), unit: Unit, part: Term) -> Self {
        let (zh, en) = names;
        let (nature, estimator, over, whole) = (Nature::Score, Estimator::Ratio, Over::Rows, Term::One);
        Self { id, zh, en, unit, nature, estimator, over, part, whole }
    }

    /// The same, of the `whole` that each row counts.
    pub(super) const fn by(self, whole: Term) -> Self {
        Self { whole, over: Over::Denominators, ..self }
    }
}
