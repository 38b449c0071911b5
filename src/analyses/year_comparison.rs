//! What changed between two years, on every headline measure, and how far that can be read as a
//! change: difference, bootstrap interval and a verdict of comparability in words.

use crate::analyses::bootstrap::{self, MOST, Sample};
use crate::analyses::comparability::{self, Side};
use crate::analyses::dimension::Grain;
use crate::analyses::measure::{Measure, Over, Term, Unit};
use crate::analyses::measures::{
    ADJUSTMENT_RATE, HEADLINE, INITIAL_RATE_WEIGHTED, MOVED_ADJUSTMENT_RATE, MOVED_INITIAL_RATE,
};
use crate::analyses::money;
use crate::analyses::moved;
use crate::analyses::newcombe;
use crate::analyses::rollup;
use crate::analyses::scope::{self, By, Where};
use crate::analyses::sides::{Figure, Group, Sides, Year};
use crate::problem::{Problem, Said, said};
use crate::tables::columns::{self as col, Column};
use crate::tables::cells::years;
use crate::tables::frame::{Value, frame, from_millionths};
use crate::tables::{Tables, collect};
use polars::prelude::{IntoLazy, LazyFrame, col as column};
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// What can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the comparison is made for, beside everything together; years stand side by side and are no
    /// such thing.
    #[serde(deserialize_with = "without_year")]
    pub(super) by: By,
    /// Which projects it is made of.
    #[serde(rename = "where")]
    pub(super) only: Where,
    /// The year compared with; without it the earliest.
    pub(super) base: Option<i32>,
    /// The year compared; without it the latest.
    pub(super) other: Option<i32>,
    /// Where the bootstrap's random numbers begin.
    pub(super) seed: u64,
    /// How often projects are drawn anew; 0 for no intervals.
    pub(super) resamples: u32,
}

impl Default for Params {
    fn default() -> Self {
        let (by, only) = (By::nothing(), Where::default());
        Self { by, only, base: None, other: None, seed: 20_202_024, resamples: 2_000 }
    }
}

/// A grouping that does not name the year.
fn without_year<'de, D: Deserializer<'de>>(by: D) -> Result<By, D::Error> {
    scope::without_year(by, side_by_side)
}

fn side_by_side() -> Said {
    said!(
        "by：不能用`year`，年度比较本来就把各年并列：见base和other",
        "by: found `year`, but a comparison has its years side by side: see base and other"
    )
}

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 28] = col::joined(&[&OWN, &money::COLUMNS]);

/// Those that are not amounts beside the printed ones.
const OWN: [Column; 21] = [
    col::MEASURE,
    col::LABEL_ZH,
    col::LABEL_EN,
    col::MEASURE_UNIT,
    col::BASE_YEAR,
    col::BASE_VALUE,
    col::BASE_N,
    col::OTHER_YEAR,
    col::OTHER_VALUE,
    col::OTHER_N,
    col::DIFFERENCE,
    col::LOW,
    col::HIGH,
    col::COMPARABILITY,
    col::VERDICT_ZH,
    col::VERDICT_EN,
    col::INTERVAL,
    col::BASE_WITHOUT_VALUE,
    col::OTHER_WITHOUT_VALUE,
    col::NOTE_ZH,
    col::NOTE_EN,
];

/// A row a group and measure, in a fixed order; no rows where the data hold no two years to compare.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let columns = rollup::columns(&params.by, &COLUMNS);
    let nothing = || Ok(frame(&columns, &[])?.lazy());
    let (first, last) = ends(tables, params)?;
    let (Some(base), Some(other)) = (params.base.or(first), params.other.or(last)) else { return nothing() };
    if base == other {
        return nothing();
    }
    let (followed, _) = moved::followed(tables)?;
    let sides = Sides::new(&followed, (&params.by, &params.only), [base, other])?;
    let groups = sides.years()?;
    let drawn = match params.resamples {
        0 => Err("not_asked"),
        _ if drawable(&groups) => Ok(sides.samples()?),
        _ => Err("many"),
    };
    let mut rows = Vec::new();
    for (group, found) in groups {
        let intervals = intervals(&group, [base, other], &drawn, params);
        let (base, other) = (Shown::of(base, &found), Shown::of(other, &found));
        let told = (0..HEADLINE.len()).filter(|at| is_told(*at, [&base, &other]));
        let name = money::whose(&params.by, &group.1, group.0, &params.only);
        rows.extend(told.map(|at| {
            let measure = &HEADLINE[at];
            let [before, after] = [&base, &other].map(|shown| shown.figure(at).value);
            let years = [base.side.year, other.side.year];
            let mut cells = row(&params.by, &group, (at, measure), intervals[at], [&base, &other]);
            cells.extend(money::cells(tables.yardsticks(), measure.unit, (years, [before, after]), name));
            cells
        }));
    }
    Ok(frame(&columns, &rows)?.lazy())
}

/// Whether a measure says anything of its own: one with likely moves followed does where there are any.
fn is_told(at: usize, shown: [&Shown<'_>; 2]) -> bool {
    let follows = [(MOVED_INITIAL_RATE, INITIAL_RATE_WEIGHTED), (MOVED_ADJUSTMENT_RATE, ADJUSTMENT_RATE)];
    let Some((_, printed)) = follows.iter().find(|(moved, _)| moved.id == HEADLINE[at].id) else { return true };
    let Some(printed) = HEADLINE.iter().position(|one| one.id == printed.id) else { return true };
    shown.iter().any(|shown| {
        let (followed, printed) = (shown.figure(at), shown.figure(printed));
        (followed.value, followed.n) != (printed.value, printed.n)
    })
}

/// The earliest and the latest year of the projects asked about.
fn ends(tables: &Tables, params: &Params) -> Result<(Option<i32>, Option<i32>), Problem> {
    let projects = params.only.narrow(tables.lazy("projects")?, Grain::Projects);
    let ends = collect(projects.select([column("year").min().alias("first"), column("year").max().alias("last")]))?;
    Ok((years(&ends, "first")?.into_iter().next().flatten(), years(&ends, "last")?.into_iter().next().flatten()))
}

/// Whether there are few enough projects to draw them anew.
fn drawable(groups: &BTreeMap<Group, BTreeMap<i32, Year>>) -> bool {
    let widest = groups.values().map(|found| found.values().map(|year| year.side.projects).sum::<usize>()).max();
    widest.is_some_and(|projects| projects <= MOST)
}

/// The interval of a measure in millionths, or why there is none.
type Interval = Result<(i128, i128), &'static str>;

/// The bootstrap interval of every measure of a group.
fn intervals(
    group: &Group,
    [base, other]: [i32; 2],
    drawn: &Result<BTreeMap<(Group, i32), Sample>, &'static str>,
    params: &Params,
) -> Vec<Interval> {
    let samples = match drawn {
        Ok(samples) => samples,
        Err(why) => return vec![Err(why); HEADLINE.len()],
    };
    let of = |year: i32| samples.get(&(group.clone(), year));
    let (Some(base), Some(other)) = (of(base), of(other)) else { return vec![Err("few"); HEADLINE.len()] };
    let found = bootstrap::intervals(&HEADLINE, (base, other), params.seed, params.resamples);
    let why = |at: usize| bootstrap::refusal(&HEADLINE[at], &base[at], &other[at]).unwrap_or("few");
    found.into_iter().enumerate().map(|(at, interval)| interval.ok_or_else(|| why(at))).collect()
}

/// One year of a group, also where the group has no projects in it.
struct Shown<'a> {
    side: Side,
    found: Option<&'a Year>,
}

impl<'a> Shown<'a> {
    fn of(year: i32, found: &'a BTreeMap<i32, Year>) -> Self {
        let found = found.get(&year);
        Self { side: found.map_or_else(|| Side { year, ..Side::default() }, |found| found.side.clone()), found }
    }

    /// The measure at `at`.
    fn figure(&self, at: usize) -> Figure {
        self.found.map_or_else(Figure::default, |found| found.figures[at])
    }

    /// Projects of the year that bring nothing to the measure at `at`.
    fn missing(&self, at: usize) -> usize {
        self.side.projects.saturating_sub(self.figure(at).projects as usize)
    }
}

/// Whether a measure is a share of things counted, each of them in or out.
fn is_share(measure: &Measure) -> bool {
    let counted = matches!(measure.part, Term::Missing(_) | Term::AtLeast(..));
    measure.unit == Unit::Pct && (counted && measure.whole == Term::One || measure.over == Over::Denominators)
}

/// Low and high end of the interval to be shown, and how it was found or why there is none. A share of
/// things counted has one without any drawing.
fn ends_of(measure: &Measure, drawn: Interval, [base, other]: [Figure; 2]) -> ([Option<Decimal>; 2], &'static str) {
    if is_share(measure) && drawn != Err("not_asked") {
        let counted = |figure: Figure| Some((figure.part?.to_u32()?, figure.n));
        let found = counted(base).zip(counted(other)).and_then(|(base, other)| newcombe::interval(base, other));
        let tenth = |tenths: i64| Some(Decimal::new(tenths, 1).normalize());
        return match found {
            Some((low, high)) => ([tenth(low), tenth(high)], "newcombe"),
            None => ([None, None], "few"),
        };
    }
    match drawn {
        Ok((low, high)) => {
            let end = |millionths: i128, how| Some(from_millionths(millionths)?.round_dp_with_strategy(1, how).normalize());
            let (down, up) = (RoundingStrategy::ToNegativeInfinity, RoundingStrategy::ToPositiveInfinity);
            ([end(low, down), end(high, up)], "bootstrap")
        }
        Err(why) => ([None, None], why),
    }
}

/// What stands beside every interval.
const NOTE: (&str, &str) = (
    "全部项目均已计入，并非抽样；区间只说明换一批同类项目时差值可能的范围",
    "all projects are counted and nothing was sampled; the interval says how far the difference depends on which projects there were",
);

fn row(
    by: &By,
    (depth, said): &Group,
    (at, measure): (usize, &Measure),
    drawn: Interval,
    [base, other]: [&Shown<'_>; 2],
) -> Vec<Value> {
    let (before, after) = (base.figure(at), other.figure(at));
    let missing = [base.missing(at), other.missing(at)];
    let verdict = comparability::verdict(&base.side, &other.side, measure.nature, missing);
    let ([low, high], interval) = ends_of(measure, drawn, [before, after]);
    let six = |figure: Option<Decimal>| Value::from(figure.map(|figure| figure.round_dp(6).normalize()));
    let note = |text: &str| Value::Text(low.map(|_| text.to_owned()));
    let mut cells = vec![Value::from(by.level(*depth))];
    cells.extend(said.iter().map(Value::from));
    cells.extend([
        Value::from(measure.id),
        Value::from(measure.zh),
        Value::from(measure.en),
        Value::from(measure.unit.name()),
        Value::Year(Some(base.side.year)),
        six(before.value),
        Value::from(before.n),
        Value::Year(Some(other.side.year)),
        six(after.value),
        Value::from(after.n),
        // Worked out before it is rounded: the difference of rounded values is another one.
        six(before.value.zip(after.value).map(|(before, after)| after - before)),
        Value::from(low),
        Value::from(high),
        Value::from(verdict.class.name()),
        Value::from(verdict.zh),
        Value::from(verdict.en),
        Value::from(interval),
        six(before.without),
        six(after.without),
        note(NOTE.0),
        note(NOTE.1),
    ]);
    cells
}
