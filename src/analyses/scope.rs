//! By what an answer is grouped (`by`) and which rows it is asked of (`where`), as a pipeline writes it:
//! names and values, nothing else.

use crate::analyses::dimension::{Dimension, Grain};
use crate::problem::{Code, Problem, Said, said};
use crate::tables::cells::texts;
use crate::tables::{Tables, collect, levels};
use crate::values::Place;
use polars::prelude::{self as pl, DataType, Expr, LazyFrame, NamedFrom, UniqueKeepStrategy, col, lit};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;
use std::fmt;

/// What an answer is grouped by, the widest first: an answer has rows for all of it together, for each
/// value of the first, of the first two, and so on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<Dimension>")]
pub struct By(Vec<Dimension>);

impl Default for By {
    /// Years and units.
    fn default() -> Self {
        Self(vec![Dimension::Year, Dimension::Unit])
    }
}

impl TryFrom<Vec<Dimension>> for By {
    type Error = String;

    fn try_from(dimensions: Vec<Dimension>) -> Result<Self, String> {
        let distinct: BTreeSet<Dimension> = dimensions.iter().copied().collect();
        let twice = dimensions.iter().find(|one| dimensions.iter().filter(|other| other == one).count() > 1);
        match twice {
            Some(twice) if distinct.len() < dimensions.len() => {
                let twice = twice.name();
                let message = said!(
                    "by：每个维度应只写一次，`{twice}`重复",
                    "by: expected each dimension once, found `{twice}` again"
                );
                Err(message.folded())
            }
            _ => Ok(Self(dimensions)),
        }
    }
}

impl By {
    /// Nothing: one answer for everything together.
    pub(super) fn nothing() -> Self {
        Self(Vec::new())
    }

    /// The dimensions, the widest first.
    pub(super) fn dimensions(&self) -> &[Dimension] {
        &self.0
    }

    /// What the column `level` says of rows that are grouped by the first `depth` dimensions.
    pub(super) fn level(&self, depth: usize) -> String {
        match depth {
            0 => "all".to_owned(),
            _ => self.0[..depth].iter().map(|one| one.name()).collect::<Vec<_>>().join("/"),
        }
    }

    /// Whether the rows of every one of `grains` have all these dimensions.
    ///
    /// # Errors
    /// The first that they have not, and which they have.
    pub(super) fn fits(&self, grains: &[Grain]) -> Result<(), Said> {
        let has = |one: &Dimension| grains.iter().all(|grain| one.column(*grain).is_some());
        let Some(stranger) = self.0.iter().find(|one| !has(one)) else { return Ok(()) };
        let known: Vec<&str> = Dimension::ALL.iter().filter(|one| has(one)).map(|one| one.name()).collect();
        let of: Vec<&str> = grains.iter().map(|grain| grain.table()).collect();
        Err(said!(
            "by：应为{}之一，实际为`{}`，而所统计的行（{}）没有这一项",
            "by: expected one of {}, found `{}`, which the rows it counts ({}) do not have",
            known.join(", "),
            stranger.name(),
            of.join(", ")
        ))
    }
}

/// A grouping that does not name the year, where years stand side by side; `why` is said where it does.
pub(super) fn without_year<'de, D: Deserializer<'de>>(by: D, why: impl Fn() -> Said) -> Result<By, D::Error> {
    let by = By::deserialize(by)?;
    if by.dimensions().contains(&Dimension::Year) { Err(D::Error::custom(why().folded())) } else { Ok(by) }
}

/// What can be set of an analysis that has no parameters of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the answer is grouped by.
    pub(super) by: By,
    /// Which rows it is asked of.
    #[serde(rename = "where")]
    pub(super) only: Where,
}

/// Which rows an answer is asked of: of each dimension the values to keep; all where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Where {
    year: Option<Years>,
    department: Option<Names>,
    unit: Option<Names>,
    place: Option<Names>,
    kind: Option<Names>,
    form: Option<Names>,
    purpose: Option<Names>,
    source: Option<Names>,
    level1: Option<Names>,
    level2: Option<Names>,
    size_band: Option<Names>,
}

impl Where {
    /// The names asked for, by dimension; years stand apart.
    fn names(&self) -> [(Dimension, Option<&Names>); 10] {
        [
            (Dimension::Department, self.department.as_ref()),
            (Dimension::Unit, self.unit.as_ref()),
            (Dimension::Place, self.place.as_ref()),
            (Dimension::Kind, self.kind.as_ref()),
            (Dimension::Form, self.form.as_ref()),
            (Dimension::Purpose, self.purpose.as_ref()),
            (Dimension::Source, self.source.as_ref()),
            (Dimension::Level1, self.level1.as_ref()),
            (Dimension::Level2, self.level2.as_ref()),
            (Dimension::SizeBand, self.size_band.as_ref()),
        ]
    }

    /// The dimensions that something is said of.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let years = self.year.is_some().then_some(Dimension::Year);
        years.into_iter().chain(self.names().into_iter().filter(|(_, names)| names.is_some()).map(|(one, _)| one))
    }

    /// Whether the rows of every one of `grains` have all dimensions that something is said of.
    ///
    /// # Errors
    /// The first that they have not.
    pub(super) fn fits(&self, grains: &[Grain]) -> Result<(), Said> {
        By(self.dimensions().collect()).fits(grains).map_err(|message| {
            let Said { zh, en } = message;
            Said { zh: zh.map(|zh| zh.replacen("by：", "where：", 1)), en: en.replacen("by:", "where:", 1) }
        })
    }

    /// What is named and stands in no row of `grains`, a doubt each; `analysis` is who asks.
    ///
    /// # Errors
    /// Tables that are not of the schema.
    pub(super) fn unmet(&self, tables: &Tables, grains: &[Grain], analysis: &str) -> Result<Vec<Problem>, Problem> {
        let years = self.year.as_ref().map(|Years(years)| years.iter().map(i32::to_string).collect());
        let names = self.names().into_iter().filter_map(|(dimension, names)| {
            let Names(names) = names?;
            Some((dimension, names.iter().map(|name| spelled(dimension, name)).collect::<Vec<String>>()))
        });
        let mut unmet = Vec::new();
        for (dimension, asked) in years.map(|years| (Dimension::Year, years)).into_iter().chain(names) {
            let mut known: BTreeSet<String> = BTreeSet::new();
            for grain in grains {
                let Some(column) = dimension.column(*grain) else { continue };
                let distinct = tables.lazy(grain.table())?.select([col(column).cast(DataType::String)]);
                let distinct = collect(distinct.unique(None, UniqueKeepStrategy::Any))?;
                known.extend(texts(&distinct, column)?.into_iter().flatten());
            }
            for name in asked.into_iter().filter(|name| !known.contains(name)) {
                let message = said!(
                    "where：数据中没有{}`{name}`",
                    "where: expected a {} that stands in a row, found `{name}`",
                    dimension.name()
                );
                let problem = Problem::doubt(Code::WhereUnmet, Place::file(analysis), message);
                unmet.push(problem.hint(said!(
                    "名称按统一写法计：见数据表`units`和`spellings`",
                    "names are counted in one spelling: see the tables `units` and `spellings`"
                )));
            }
        }
        Ok(unmet)
    }

    /// `frame`, whose rows are of `grain`, with the rows asked for alone.
    pub(super) fn narrow(&self, frame: LazyFrame, grain: Grain) -> LazyFrame {
        let mut kept = frame;
        if let Some((Years(years), column)) = self.year.as_ref().zip(Dimension::Year.column(grain)) {
            let series = pl::Series::new("year".into(), years.as_slice());
            kept = kept.filter(one_of(column, series));
        }
        for (dimension, names) in self.names() {
            if let Some((Names(names), column)) = names.zip(dimension.column(grain)) {
                let names: Vec<String> = names.iter().map(|name| spelled(dimension, name)).collect();
                let series = pl::Series::new(column.into(), names);
                kept = kept.filter(one_of(column, series));
            }
        }
        kept
    }
}

/// Whether the cell of `column` is one of `values`.
fn one_of(column: &str, values: pl::Series) -> Expr {
    col(column).is_in(lit(values).implode(true), false)
}

/// A level in the spelling in which it is counted; any other name as it is.
fn spelled(dimension: Dimension, name: &str) -> String {
    match dimension {
        Dimension::Level1 => levels::level1(Some(name)),
        Dimension::Level2 => levels::level2(Some(name)),
        _ => name.to_owned(),
    }
}

/// One year or several.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Years(Vec<i32>);

/// One name or several.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Names(Vec<String>);

fn no_year(found: impl fmt::Display) -> Said {
    said!("应为年份，实际为`{found}`", "expected a year, found `{found}`")
}

impl<'de> Deserialize<'de> for Years {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Years;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a year or a list of years")
            }

            fn visit_i64<E: Error>(self, year: i64) -> Result<Years, E> {
                let year = i32::try_from(year).map_err(|_| E::custom(no_year(year).folded()))?;
                Ok(Years(vec![year]))
            }

            fn visit_u64<E: Error>(self, year: u64) -> Result<Years, E> {
                let year = i32::try_from(year).map_err(|_| E::custom(no_year(year).folded()))?;
                Ok(Years(vec![year]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Years, A::Error> {
                let mut years = Vec::new();
                while let Some(year) = items.next_element()? {
                    years.push(year);
                }
                Ok(Years(years))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or a list of names")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Names, E> {
                Ok(Names(vec![name.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = items.next_element()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}
