//! Lost points by kind of indicator, summed for what stands side by side: years of units while these
//! are few, else years; and by unit.

use crate::charts::panels::MOST_PANELS;
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Years that stand side by side; earlier ones are one column.
const MOST_YEARS: usize = 8;
/// Kinds of indicators that have a row; the others are one row.
const MOST_KINDS: usize = 26;

/// A kind of indicator: level 1 and level 2; budget execution has neither.
pub(super) type Kind = (String, String);

/// Name of the kind that is budget execution, which projects have and not indicators.
pub(super) const EXECUTION: &str = "execution";

/// Points of some indicators together.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// How many indicators, or projects where it is budget execution.
    pub(super) n: usize,
    /// What they could reach.
    pub(super) attainable: Decimal,
    /// What they lost.
    pub(super) lost: Decimal,
}

impl Sum {
    /// The share of the attainable points that was lost.
    pub(super) fn share(&self) -> Option<Decimal> {
        (!self.attainable.is_zero()).then(|| self.lost * Decimal::ONE_HUNDRED / self.attainable)
    }

    fn add(&mut self, other: &Self) {
        self.n += other.n;
        self.attainable += other.attainable;
        self.lost += other.lost;
    }
}

/// What a column of the picture holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    /// The year; nothing where years are together.
    pub(super) year: Option<i32>,
    /// The unit; nothing where units are together.
    pub(super) unit: String,
    /// How many years of units it holds.
    pub(super) units: usize,
    /// How many earlier years it holds together.
    pub(super) earlier: usize,
}

/// Everything that is drawn.
#[derive(Debug)]
pub(super) struct Gaps {
    /// The columns, by year.
    pub(super) columns: Vec<Column>,
    /// The rows: budget execution first, then by level 1 in the order of forms, most lost first; those
    /// without a row of their own last, under no name.
    pub(super) kinds: Vec<Kind>,
    /// How many kinds are together in the last row.
    pub(super) folded: usize,
    /// Kind and column to their points.
    pub(super) sums: BTreeMap<(Kind, usize), Sum>,
    /// Unit to its points, where units are together in the columns.
    pub(super) units: BTreeMap<String, Sum>,
    /// The rows of the table behind, in the order of the kinds.
    pub(super) order: Vec<usize>,
}

impl Gaps {
    /// A kind in a column.
    pub(super) fn at(&self, kind: &Kind, column: usize) -> Option<&Sum> {
        self.sums.get(&(kind.clone(), column))
    }

    /// A kind in all columns.
    pub(super) fn of_kind(&self, kind: &Kind) -> Sum {
        let mut all = Sum::default();
        (0..self.columns.len()).filter_map(|column| self.at(kind, column)).for_each(|sum| all.add(sum));
        all
    }
}

/// One row of the table.
struct Read {
    row: usize,
    key: (Option<i32>, String),
    kind: Kind,
    sum: Sum,
}

/// What `source`, a table of scoring gaps by year and unit, says of kinds of level 2 and of execution.
///
/// # Errors
///
/// A column that is not there.
pub(super) fn read(source: &DataFrame) -> Result<Gaps, Problem> {
    let reads = rows(source)?;
    let keys: BTreeSet<&(Option<i32>, String)> = reads.iter().map(|read| &read.key).collect();
    let many = keys.len() > MOST_PANELS;
    let columns = columns(&keys, many);
    let place = |key: &(Option<i32>, String)| {
        let fits = |column: &Column| match many {
            true => column.year == key.0 && column.earlier == 0,
            false => column.year == key.0 && column.unit == key.1,
        };
        columns.iter().position(fits).unwrap_or(0)
    };
    let (mut sums, mut units) = (BTreeMap::<(Kind, usize), Sum>::new(), BTreeMap::<String, Sum>::new());
    for read in &reads {
        sums.entry((read.kind.clone(), place(&read.key))).or_default().add(&read.sum);
        if many {
            // A unit's items are its indicators; points lost to execution are lost all the same.
            let n = if read.kind.1 == EXECUTION { 0 } else { read.sum.n };
            units.entry(read.key.1.clone()).or_default().add(&Sum { n, ..read.sum.clone() });
        }
    }
    let mut gaps = Gaps { columns, kinds: Vec::new(), folded: 0, sums, units, order: Vec::new() };
    let all: BTreeSet<Kind> = gaps.sums.keys().map(|(kind, _)| kind.clone()).collect();
    let mut kinds: Vec<Kind> = all.into_iter().collect();
    sort(&mut kinds, &gaps);
    let places: BTreeMap<&Kind, usize> = kinds.iter().enumerate().map(|(at, kind)| (kind, at)).collect();
    let mut order: Vec<&Read> = reads.iter().collect();
    order.sort_by_key(|read| places.get(&read.kind));
    gaps.order = order.iter().map(|read| read.row).collect();
    gaps.kinds = kinds;
    fold(&mut gaps);
    Ok(gaps)
}

fn rows(source: &DataFrame) -> Result<Vec<Read>, Problem> {
    let (years, units, aspects) =
        (cells::years(source, "year")?, cells::names(source, "unit")?, cells::names(source, "aspect")?);
    let (level1, level2) = (cells::names(source, "level1")?, cells::names(source, "level2")?);
    let (n, attainable, lost) = (
        cells::tallies(source, "n")?,
        cells::numbers(source, "attainable_points")?,
        cells::numbers(source, "lost_points")?,
    );
    let is_drawn = |row: &usize| matches!(aspects[*row].as_str(), "level2" | EXECUTION);
    let read = |row: usize| {
        let kind = match aspects[row].as_str() {
            EXECUTION => (String::new(), EXECUTION.to_owned()),
            _ => (level1[row].clone(), level2[row].clone()),
        };
        let sum =
            Sum { n: n[row], attainable: attainable[row].unwrap_or_default(), lost: lost[row].unwrap_or_default() };
        Read { row, key: (years[row], units[row].clone()), kind, sum }
    };
    Ok((0..source.height()).filter(is_drawn).map(read).collect())
}

/// A column a year of a unit, or a year; where there are very many years, the earliest are together.
fn columns(keys: &BTreeSet<&(Option<i32>, String)>, many: bool) -> Vec<Column> {
    let one = |(year, unit): &(Option<i32>, String)| Column { year: *year, unit: unit.clone(), units: 1, earlier: 0 };
    if !many {
        return keys.iter().map(|key| one(key)).collect();
    }
    let mut years: BTreeMap<Option<i32>, usize> = BTreeMap::new();
    keys.iter().for_each(|(year, _)| *years.entry(*year).or_default() += 1);
    let year = |(year, units): (Option<i32>, usize)| Column { year, unit: String::new(), units, earlier: 0 };
    let mut columns: Vec<Column> = years.into_iter().map(year).collect();
    if columns.len() > MOST_YEARS {
        let late = columns.split_off(columns.len() - (MOST_YEARS - 1));
        let units = columns.iter().map(|column| column.units).sum();
        let first = Column { year: None, unit: String::new(), units, earlier: columns.len() };
        columns = std::iter::once(first).chain(late).collect();
    }
    columns
}

/// Budget execution first, then the kinds by level 1 in the order of the form, most lost first.
fn sort(kinds: &mut [Kind], gaps: &Gaps) {
    let order = ["", "产出", "成本", "效益", "满意度"];
    let rank = |level1: &str| order.iter().position(|known| *known == level1).unwrap_or(order.len());
    kinds.sort_by_cached_key(|kind| (rank(&kind.0), kind.0.clone(), std::cmp::Reverse(gaps.of_kind(kind).share())));
}

/// Puts the kinds that lost least into one row where there are too many for a row each.
fn fold(gaps: &mut Gaps) {
    if gaps.kinds.len() <= MOST_KINDS {
        return;
    }
    let mut by_loss: Vec<(Decimal, usize)> =
        gaps.kinds.iter().enumerate().map(|(at, kind)| (gaps.of_kind(kind).lost, at)).collect();
    by_loss.sort_by_key(|(lost, at)| (std::cmp::Reverse(*lost), *at));
    let kept: BTreeSet<usize> = by_loss.iter().take(MOST_KINDS - 1).map(|(_, at)| *at).chain([0]).collect();
    let rest: Kind = (String::new(), String::new());
    let kinds = std::mem::take(&mut gaps.kinds);
    for (at, kind) in kinds.into_iter().enumerate() {
        if kept.contains(&at) {
            gaps.kinds.push(kind);
            continue;
        }
        gaps.folded += 1;
        for column in 0..gaps.columns.len() {
            if let Some(sum) = gaps.sums.remove(&(kind.clone(), column)) {
                gaps.sums.entry((rest.clone(), column)).or_default().add(&sum);
            }
        }
    }
    gaps.kinds.push(rest);
}
