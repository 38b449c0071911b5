//! How did figures change from year to year, and through whom? Two years or many: all units beside those
//! of both years, what changed within units, between them, by those that came and those that went.

use crate::analyses::comparability;
use crate::analyses::dimension::Grain;
use crate::analyses::exact::exact;
use crate::analyses::facts::facts;
use crate::analyses::measure::{Estimator, Measure};
use crate::analyses::measures::{HEADLINE, MOVED_ADJUSTMENT_RATE, MOVED_INITIAL_RATE};
use crate::analyses::money;
use crate::analyses::moved;
use crate::analyses::panel::{self, Pair, Sums};
use crate::analyses::rollup;
use crate::analyses::scope::{self, By, Where};
use crate::analyses::sides::{Group, Sides, Year, drawn};
use crate::problem::{Problem, Said, said};
use crate::tables::cells::{counts, exacts, texts, years};
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame, from_millionths};
use crate::tables::yardsticks::Yardsticks;
use crate::tables::{Tables, collect};
use polars::prelude::{DataType, IntoLazy, LazyFrame, SortMultipleOptions, col as column};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What changes are told for, beside everything together; years stand side by side.
    #[serde(deserialize_with = "without_year")]
    pub(super) by: By,
    /// Which projects they are made of.
    #[serde(rename = "where")]
    pub(super) only: Where,
    /// Where random numbers begin.
    pub(super) seed: u64,
    /// How often units are drawn anew, and their years swapped; 0 for neither.
    pub(super) resamples: u32,
}

impl Default for Params {
    fn default() -> Self {
        let (by, only) = (By::nothing(), Where::default());
        Self { by, only, seed: 20_202_024, resamples: 2_000 }
    }
}

/// A grouping that does not name the year.
fn without_year<'de, D: Deserializer<'de>>(by: D) -> Result<By, D::Error> {
    scope::without_year(by, side_by_side)
}

fn side_by_side() -> Said {
    said!(
        "by：不能用`year`，年度变化本来就把各年并列",
        "by: found `year`, but changes have their years side by side already"
    )
}

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 33] = col::joined(&[&OWN, &money::COLUMNS]);

/// Those that are not amounts beside the printed ones.
const OWN: [Column; 26] = [
    col::PANEL,
    col::MEASURE,
    col::LABEL_ZH,
    col::LABEL_EN,
    col::MEASURE_UNIT,
    col::BASE_YEAR,
    col::BASE_VALUE,
    col::OTHER_YEAR,
    col::OTHER_VALUE,
    col::CHANGE,
    col::WITHIN,
    col::BETWEEN,
    col::ENTRY,
    col::EXIT,
    col::STAYED_N,
    col::ENTERED_N,
    col::EXITED_N,
    col::BASE_PROJECTS_N,
    col::OTHER_PROJECTS_N,
    col::LOW_OF_UNITS,
    col::HIGH_OF_UNITS,
    col::P_VALUE,
    col::TEST,
    col::COMPARABILITY,
    col::VERDICT_ZH,
    col::VERDICT_EN,
];

/// The panels, in the order of the table.
const PANELS: [&str; 2] = ["all", "balanced"];

/// What every unit of a group brings to every measure, by year.
type Units = BTreeMap<Option<String>, BTreeMap<i32, Vec<Option<Sums>>>>;

/// A row per group, pair of years, panel and measure.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let columns = rollup::columns(&params.by, &COLUMNS);
    let (followed, _) = moved::followed(tables)?;
    let measures: Vec<(usize, &Measure)> = HEADLINE.iter().enumerate().filter(|(_, one)| is_told(one)).collect();
    let groups = gathered(&followed, params, &measures)?;
    let known: BTreeSet<i32> = groups.values().flat_map(|units| units.values().flat_map(|years| years.keys().copied())).collect();
    let mut rows = Vec::new();
    for years in pairs(&known) {
        let sides = Sides::new(&followed, (&params.by, &params.only), years)?.years()?;
        for (group, units) in &groups {
            let Some(found) = sides.get(group) else { continue };
            for (at, measure) in measures.iter().enumerate() {
                let of = |unit: &BTreeMap<i32, Vec<Option<Sums>>>, year: i32| unit.get(&year).and_then(|sums| sums[at]);
                let all: Vec<Pair> = units.values().map(|unit| years.map(|year| of(unit, year))).collect();
                let all: Vec<Pair> = all.into_iter().filter(|pair| *pair != [None, None]).collect();
                for (panel, units) in PANELS.into_iter().zip([all.clone(), panel::balanced(&all)]) {
                    rows.push(row((params, tables.yardsticks()), (group, panel), (measure.0, measure.1), (years, found), &units));
                }
            }
        }
    }
    let order = vec![column("base_year"), column("other_year"), rollup::rank("panel", &PANELS)];
    let told = frame(&columns, &rows)?.lazy();
    Ok(rollup::shaped(rollup::ordered(told, &params.by, order), &columns))
}

/// Whether a measure adds up over units: a median does not, and likely moves are told elsewhere.
fn is_told(measure: &Measure) -> bool {
    let follows = [MOVED_INITIAL_RATE.id, MOVED_ADJUSTMENT_RATE.id].contains(&measure.id);
    measure.estimator != Estimator::Median && !follows
}

/// Every year beside the next, and the first beside the last.
fn pairs(years: &BTreeSet<i32>) -> Vec<[i32; 2]> {
    let all: Vec<i32> = years.iter().copied().collect();
    let mut pairs: Vec<[i32; 2]> = all.windows(2).map(|two| [two[0], two[1]]).collect();
    if let [first, _, .., last] = all.as_slice() {
        pairs.push([*first, *last]);
    }
    pairs
}

/// What every unit of every group brings to every measure, by year.
fn gathered(tables: &Tables, params: &Params, measures: &[(usize, &Measure)]) -> Result<BTreeMap<Group, Units>, Problem> {
    let money = ["initial_wan", "adjusted_wan", "executed_wan", "total_weight", "total_score"];
    let points = ["execution_weight", "execution_score", "indicator_n", "scored_n", "full_n", "quantitative_n"];
    let own = [column("year").alias("_year"), column("unit_canonical").alias("_unit")];
    let all: Vec<_> = own.into_iter().chain(money.iter().chain(&points).map(|name| column(*name))).collect();
    let rows = facts(tables, Grain::Projects, (&params.by, &params.only), &all)?;
    let mut key = rollup::keys(&params.by);
    key.extend([column("_year"), column("_unit")]);
    let sums = measures.iter().flat_map(|(at, measure)| {
        let [part, whole] = drawn(measure);
        [
            part.clone().sum().alias(format!("p{at}")),
            whole.cast(exact()).sum().alias(format!("w{at}")),
            part.count().cast(DataType::UInt32).alias(format!("c{at}")),
        ]
    });
    let summed = rows.group_by(key.clone()).agg(sums.collect::<Vec<_>>());
    let found = collect(summed.sort_by_exprs(key, SortMultipleOptions::default()))?;
    let dimensions: Result<Vec<_>, Problem> = params.by.dimensions().iter().map(|one| texts(&found, one.name())).collect();
    let (dimensions, of, units) = (dimensions?, years(&found, "_year")?, texts(&found, "_unit")?);
    let columns: Result<Vec<Vec<Option<Sums>>>, Problem> = measures.iter().map(|(at, _)| brought(&found, *at)).collect();
    let columns = columns?;
    let mut groups: BTreeMap<Group, Units> = BTreeMap::new();
    for (row, year) in of.into_iter().enumerate() {
        let Some(year) = year else { continue };
        for depth in 0..=dimensions.len() {
            let said = dimensions.iter().enumerate().map(|(at, cells)| cells[row].clone().filter(|_| at < depth));
            let group = groups.entry((depth, said.collect())).or_default();
            let sums = group.entry(units[row].clone()).or_default().entry(year).or_insert_with(|| vec![None; measures.len()]);
            sums.iter_mut().zip(&columns).for_each(|(sum, column)| *sum = added(*sum, column[row]));
        }
    }
    Ok(groups)
}

/// What the units of every row bring to the measure at `at`.
fn brought(found: &polars::prelude::DataFrame, at: usize) -> Result<Vec<Option<Sums>>, Problem> {
    let (parts, wholes) = (exacts(found, &format!("p{at}"))?, exacts(found, &format!("w{at}"))?);
    let counted = counts(found, &format!("c{at}"))?;
    let sums = |row: usize| parts[row].zip(wholes[row]).filter(|(_, whole)| counted[row] > Some(0) && !whole.is_zero());
    Ok((0..found.height()).map(sums).collect())
}

/// The sums of two rows of one unit.
fn added(one: Option<Sums>, other: Option<Sums>) -> Option<Sums> {
    match (one, other) {
        (Some((part, whole)), Some((more, of))) => Some((part.checked_add(more)?, whole.checked_add(of)?)),
        (known, None) | (None, known) => known,
    }
}

fn row(
    (params, yardsticks): (&Params, &Yardsticks),
    ((depth, said), panel): (&Group, &'static str),
    (at, measure): (usize, &Measure),
    (years, found): ([i32; 2], &BTreeMap<i32, Year>),
    units: &[Pair],
) -> Vec<Value> {
    let change = panel::changed(measure, units);
    let refused = panel::refusal(units, params.resamples);
    let chance = if refused.is_none() { panel::chance(measure, units, params.seed, params.resamples) } else { panel::Chance::default() };
    let side = |year: i32| found.get(&year).map(|year| year.side.clone()).unwrap_or_else(|| comparability::Side { year, ..Default::default() });
    let [base, other] = years.map(side);
    let figure = |year: i32| found.get(&year).map(|year| year.figures[at]).unwrap_or_default();
    let missing = [&base, &other].map(|side| side.projects.saturating_sub(figure(side.year).projects as usize));
    let verdict = comparability::verdict(&base, &other, measure.nature, missing);
    let end = |millionths: i128, how| Some(from_millionths(millionths)?.round_dp_with_strategy(1, how).normalize());
    let low = chance.interval.and_then(|(low, _)| end(low, RoundingStrategy::ToNegativeInfinity));
    let high = chance.interval.and_then(|(_, high)| end(high, RoundingStrategy::ToPositiveInfinity));
    let [stayed, entered, exited] = panel::numbers(units);
    let mut cells = vec![Value::from(params.by.level(*depth))];
    cells.extend(said.iter().map(Value::from));
    let exact = |figure: Option<Decimal>| Value::from(figure);
    cells.extend([Value::from(panel), Value::from(measure.id), Value::from(measure.zh), Value::from(measure.en)]);
    cells.extend([Value::from(measure.unit.name()), Value::Year(Some(years[0])), exact(change.values[0])]);
    cells.extend([Value::Year(Some(years[1])), exact(change.values[1]), exact(change.change)]);
    cells.extend([change.within, change.between, change.entry, change.exit].map(exact));
    cells.extend([stayed, entered, exited].map(Value::from));
    // Of the balanced panel it is not counted apart.
    let is_all = panel == PANELS[0];
    cells.extend(years.map(|year| Value::from(is_all.then(|| figure(year).projects))));
    cells.extend([exact(low), exact(high), exact(chance.p), Value::from(refused.unwrap_or("tested"))]);
    cells.extend([Value::from(verdict.class.name()), Value::from(verdict.zh), Value::from(verdict.en)]);
    // The persons of the units that stayed are nobody's list.
    let name = is_all.then(|| money::whose(&params.by, said, *depth, &params.only)).flatten();
    cells.extend(money::cells(yardsticks, measure.unit, (years, change.values), name));
    cells
}
