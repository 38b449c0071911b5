//! The two sides of a comparison of years: what each group of each year holds, collected.

use crate::analyses::bootstrap::{FINE, Sample, Share};
use crate::analyses::comparability::Side;
use crate::analyses::dimension::Grain;
use crate::analyses::exact::{exact, hundredfold, quotient, six};
use crate::analyses::facts::facts;
use crate::analyses::measure::{Estimator, Measure, Nature, Term, Unit};
use crate::analyses::measures::HEADLINE;
use crate::analyses::rollup::{self, rollup};
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::cells::{counts, exacts, texts, years};
use crate::tables::columns as names;
use crate::tables::frame::millionths;
use crate::tables::{Tables, collect};
use polars::prelude::{
    DataFrame, DataType, Expr, LazyFrame, NULL, SortMultipleOptions, as_struct, col, len, lit, when,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A group: how many dimensions tell it, and what they say.
pub(super) type Group = (usize, Vec<Option<String>>);

/// The type of values that are still to be subtracted: what is rounded first differs in its last decimal.
const FINER: DataType = DataType::Decimal(38, 12);

/// One year of one group.
#[derive(Default)]
pub(super) struct Year {
    /// What decides how far it can be compared.
    pub(super) side: Side,
    /// Each headline measure.
    pub(super) figures: Vec<Figure>,
}

/// One measure of one year.
#[derive(Clone, Copy, Default)]
pub(super) struct Figure {
    /// Its value, to twelve decimals.
    pub(super) value: Option<Decimal>,
    /// Of how many.
    pub(super) n: u32,
    /// How many projects have it, whatever `n` counts.
    pub(super) projects: u32,
    /// The sum of the numerators.
    pub(super) part: Option<Decimal>,
    /// The value without the one project that holds more than half of the denominator.
    pub(super) without: Option<Decimal>,
}

/// The projects of both years, with what the comparison needs of them.
pub(super) struct Sides<'a> {
    by: &'a By,
    facts: LazyFrame,
    levels: LazyFrame,
}

impl<'a> Sides<'a> {
    /// The projects of `years` that `only` asks for.
    ///
    /// # Errors
    /// A dimension that projects do not have.
    pub(crate) fn new(tables: &Tables, (by, only): (&'a By, &Where), years: [i32; 2]) -> Result<Self, Problem> {
        let asked = |year: Expr| year.clone().eq(lit(years[0])).or(year.eq(lit(years[1])));
        let key = [col("year").alias("_year"), col("file"), col("ordinal")];
        let raw = [
            "initial_wan",
            "initial_moved_wan",
            "adjusted_wan",
            "executed_wan",
            "total_weight",
            "total_score",
            "execution_weight",
            "execution_score",
            "indicator_n",
            "scored_n",
            "full_n",
            "quantitative_n",
        ];
        let own = [col("unit_canonical").alias("_unit"), col("form").alias("_form")];
        let columns: Vec<Expr> = key.iter().cloned().chain(own).chain(raw.map(col)).collect();
        let level: Vec<Expr> = key.into_iter().chain([col("level1_canonical").alias("_level1")]).collect();
        Ok(Self {
            by,
            facts: facts(tables, Grain::Projects, (by, only), &columns)?.filter(asked(col("_year"))),
            levels: facts(tables, Grain::Indicators, (by, only), &level)?.filter(asked(col("_year"))),
        })
    }

    /// The years of every group, in the order of groups.
    ///
    /// # Errors
    /// Tables that are not of the schema.
    pub(super) fn years(&self) -> Result<BTreeMap<Group, BTreeMap<i32, Year>>, Problem> {
        let figures: Vec<Expr> = HEADLINE.iter().enumerate().flat_map(|(at, measure)| summed(at, measure)).collect();
        let found = collect(rollup(&self.facts, self.by, 0, &[col("_year")], &figures)?)?;
        let (groups, of) = (self.groups(&found)?, years(&found, "_year")?);
        let mut sides: BTreeMap<Group, BTreeMap<i32, Year>> = BTreeMap::new();
        let columns = (0..HEADLINE.len()).map(|at| figures_of(&found, at)).collect::<Result<Vec<_>, Problem>>()?;
        for (row, (group, year)) in groups.into_iter().zip(of).enumerate() {
            let Some(year) = year else { continue };
            let figures: Vec<Figure> = columns.iter().map(|column| column[row]).collect();
            let projects = figures.first().map_or(0, |figure| figure.n as usize);
            let side = Side { year, projects, ..Side::default() };
            sides.entry(group).or_default().insert(year, Year { side, figures });
        }
        self.told(
            &self.facts,
            ("_unit", len()),
            |side, name, _| {
                side.units.insert(name);
            },
            &mut sides,
        )?;
        self.told(
            &self.facts,
            ("_form", len()),
            |side, name, n| most(side.projects, n, name, &mut side.forms),
            &mut sides,
        )?;
        let projects = as_struct(vec![col("file"), col("ordinal")]).n_unique();
        self.told(
            &self.levels,
            ("_level1", projects),
            |side, name, n| most(side.projects, n, name, &mut side.level1),
            &mut sides,
        )?;
        Ok(sides)
    }

    /// Puts what is told of the names in column `name` of `facts`, each with its count, into the `sides`.
    fn told(
        &self,
        facts: &LazyFrame,
        (name, count): (&str, Expr),
        put: impl Fn(&mut Side, String, usize),
        sides: &mut BTreeMap<Group, BTreeMap<i32, Year>>,
    ) -> Result<(), Problem> {
        let counted = [count.cast(DataType::UInt32).alias("_count")];
        let found = collect(rollup(facts, self.by, 0, &[col("_year"), col(name)], &counted)?)?;
        let (groups, of) = (self.groups(&found)?, years(&found, "_year")?);
        let (told, counted) = (texts(&found, name)?, counts(&found, "_count")?);
        for (((group, year), name), count) in groups.into_iter().zip(of).zip(told).zip(counted) {
            let year = year.and_then(|year| sides.get_mut(&group)?.get_mut(&year));
            if let (Some(year), Some(name)) = (year, name) {
                put(&mut year.side, name, count.unwrap_or_default() as usize);
            }
        }
        Ok(())
    }

    /// What every project of a year brings to every measure, group by group.
    ///
    /// # Errors
    /// Tables that are not of the schema.
    pub(super) fn samples(&self) -> Result<BTreeMap<(Group, i32), Sample>, Problem> {
        let order = ["_year", "_unit", "file", "ordinal"].map(col);
        let sorted = self.facts.clone().sort_by_exprs(order, SortMultipleOptions::default());
        let mut columns = rollup::keys(self.by);
        columns.push(col("_year"));
        for (at, measure) in HEADLINE.iter().enumerate() {
            let [part, whole] = drawn(measure);
            columns.extend([part.alias(format!("p{at}")), whole.alias(format!("w{at}"))]);
        }
        let found = collect(sorted.select(columns))?;
        let rows: Result<Vec<Vec<Option<Share>>>, Problem> = (0..HEADLINE.len()).map(|at| shares(&found, at)).collect();
        let (rows, of) = (rows?, years(&found, "_year")?);
        let dimensions = self.dimensions(&found)?;
        let mut samples: BTreeMap<(Group, i32), Sample> = BTreeMap::new();
        for (row, year) in of.into_iter().enumerate() {
            let Some(year) = year else { continue };
            for depth in 0..=dimensions.len() {
                let said = dimensions.iter().enumerate().map(|(at, cells)| cells[row].clone().filter(|_| at < depth));
                let sample =
                    samples.entry(((depth, said.collect()), year)).or_insert_with(|| vec![Vec::new(); rows.len()]);
                sample.iter_mut().zip(&rows).for_each(|(sample, rows)| sample.push(rows[row]));
            }
        }
        Ok(samples)
    }

    /// What each dimension says, row by row.
    fn dimensions(&self, frame: &DataFrame) -> Result<Vec<Vec<Option<String>>>, Problem> {
        self.by.dimensions().iter().map(|one| texts(frame, one.name())).collect()
    }

    /// The group of every row.
    fn groups(&self, frame: &DataFrame) -> Result<Vec<Group>, Problem> {
        let dimensions = self.dimensions(frame)?;
        let levels: BTreeMap<String, usize> =
            (0..=dimensions.len()).map(|depth| (self.by.level(depth), depth)).collect();
        let said = |row: usize| dimensions.iter().map(|cells| cells[row].clone()).collect();
        let depth = |level: &Option<String>| level.as_ref().and_then(|level| levels.get(level)).copied();
        let rows = texts(frame, names::LEVEL.name)?;
        Ok(rows.iter().enumerate().map(|(row, level)| (depth(level).unwrap_or_default(), said(row))).collect())
    }
}

/// Keeps `name` if more than half of the `projects` have it.
fn most(projects: usize, count: usize, name: String, names: &mut BTreeSet<String>) {
    if count * 2 > projects {
        names.insert(name);
    }
}

/// What is summed up for the measure at `at`.
fn summed(at: usize, measure: &Measure) -> [Expr; 5] {
    let (part, whole) = (|| measure.part().cast(exact()), || measure.whole().cast(exact()));
    let most = || whole().max();
    let is_most = (most() + most()).gt(whole().sum());
    let rest = quotient(part().sum() - part().filter(whole().eq(most())).first(), whole().sum() - most());
    let rest = if measure.unit == Unit::Pct { hundredfold(rest) } else { rest };
    // Amounts by amounts alone: of things that count one, none holds more than half.
    let weighs = measure.estimator == Estimator::Ratio && measure.nature == Nature::Rate && measure.whole != Term::One;
    let without = if weighs { when(is_most).then(rest).otherwise(lit(NULL)) } else { lit(NULL) };
    let projects = if measure.part == Term::One { len() } else { measure.counts().sum() };
    [
        measure.value().cast(FINER).alias(format!("v{at}")),
        measure.n().alias(format!("n{at}")),
        projects.cast(DataType::UInt32).alias(format!("c{at}")),
        six(if measure.part == Term::One { len() } else { measure.part().sum() }).alias(format!("s{at}")),
        without.cast(FINER).alias(format!("o{at}")),
    ]
}

/// The measure at `at` of every row.
fn figures_of(found: &DataFrame, at: usize) -> Result<Vec<Figure>, Problem> {
    let number = |name: &str| exacts(found, &format!("{name}{at}"));
    let count = |name: &str| counts(found, &format!("{name}{at}"));
    let (values, parts, without) = (number("v")?, number("s")?, number("o")?);
    let (ns, projects) = (count("n")?, count("c")?);
    let figure = |row: usize| Figure {
        value: values[row],
        n: ns[row].unwrap_or_default(),
        projects: projects[row].unwrap_or_default(),
        part: parts[row],
        without: without[row],
    };
    Ok((0..found.height()).map(figure).collect())
}

/// Numerator and denominator of a row as the resamples add them: a mean of rates is a sum of rates.
pub(super) fn drawn(measure: &Measure) -> [Expr; 2] {
    match measure.estimator {
        Estimator::Mean => [measure.single().cast(DataType::Decimal(38, 12)), lit(1).cast(DataType::Decimal(38, 0))],
        _ if measure.unit == Unit::Pct => [hundredfold(measure.part().cast(exact())), measure.whole().cast(exact())],
        _ => [measure.part().cast(exact()), measure.whole().cast(exact())],
    }
}

/// What every row brings to the measure at `at`, in whole numbers.
fn shares(frame: &DataFrame, at: usize) -> Result<Vec<Option<Share>>, Problem> {
    let (parts, wholes) = (exacts(frame, &format!("p{at}"))?, exacts(frame, &format!("w{at}"))?);
    let single = HEADLINE[at].estimator == Estimator::Mean;
    let share = |(part, whole): (Option<Decimal>, Option<Decimal>)| match single {
        true => Some((fine(part?)?, FINE)),
        false => Some((millionths(part?)?, millionths(whole?)?)),
    };
    Ok(parts.into_iter().zip(wholes).map(share).collect())
}

/// A rate in the finer fixed point.
fn fine(rate: Decimal) -> Option<i128> {
    let bare = rate.normalize();
    bare.mantissa().checked_mul(10_i128.checked_pow(12_u32.checked_sub(bare.scale())?)?)
}
