//! What a column is: its name, what its cells are, the unit of its figures, how it is headed and
//! what it means.

use crate::values::Lang;
use polars::prelude::DataType;
use serde::{Deserialize, Serialize};

/// Digits behind the point of every exact column: a yuan amount with two decimals fits in 万元.
pub const SCALE: u32 = 6;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Text.
    Text,
    /// A calendar year, `Int32`.
    Year,
    /// A whole number that counts things, `UInt32`.
    Count,
    /// A whole number that says which: a line, a page, a position; `UInt32`.
    Order,
    /// A whole number beyond four thousand million, such as a count of bytes, `UInt64`.
    Whole,
    /// Yes or no.
    Flag,
    /// An exact decimal, `Decimal(38, 6)`.
    Exact,
    /// A ratio in percent, computed exactly and kept as `Float64`.
    Ratio,
}

impl Kind {
    /// The type of such a column in a dataframe.
    pub fn dtype(self) -> DataType {
        match self {
            Self::Text => DataType::String,
            Self::Year => DataType::Int32,
            Self::Count | Self::Order => DataType::UInt32,
            Self::Whole => DataType::UInt64,
            Self::Flag => DataType::Boolean,
            Self::Exact => DataType::Decimal(38, SCALE as usize),
            Self::Ratio => DataType::Float64,
        }
    }
}

/// The unit of a column's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// None, or named beside the figure.
    None,
    /// 万元: ten thousand yuan.
    Wan,
    /// 元: yuan.
    Yuan,
    /// 分: points of a score.
    Points,
    /// Percent.
    Percent,
}

impl Unit {
    /// The unit as a reader knows it; empty where there is none.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::None => "",
            Self::Wan => lang.pick("万元", "10,000 yuan"),
            Self::Yuan => lang.pick("元", "yuan"),
            Self::Points => lang.pick("分", "points"),
            Self::Percent => "%",
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in dataframes, CSV and Parquet.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// The unit of its figures.
    pub unit: Unit,
    /// Its short heading in Chinese.
    pub head_zh: &'static str,
    /// Its short heading in English.
    pub head_en: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

/// Two languages, Chinese first.
type Pair = [&'static str; 2];

impl Column {
    const fn new(name: &'static str, kind: Kind, unit: Unit, head: Pair, meaning: Pair) -> Self {
        Self { name, kind, unit, head_zh: head[0], head_en: head[1], zh: meaning[0], en: meaning[1] }
    }

    /// A column of texts.
    pub const fn text(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Text, Unit::None, head, meaning)
    }

    /// A column of years.
    pub const fn year(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Year, Unit::None, head, meaning)
    }

    /// A column of counts.
    pub const fn count(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Count, Unit::None, head, meaning)
    }

    /// A column of orders: lines, pages, positions.
    pub const fn order(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Order, Unit::None, head, meaning)
    }

    /// A column of large whole numbers.
    pub const fn whole(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Whole, Unit::None, head, meaning)
    }

    /// A column of yes and no.
    pub const fn flag(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Flag, Unit::None, head, meaning)
    }

    /// A column of exact numbers, whose unit stands beside them if they have one.
    pub const fn number(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Exact, Unit::None, head, meaning)
    }

    /// A column of exact amounts in 万元.
    pub const fn wan(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Exact, Unit::Wan, head, meaning)
    }

    /// A column of exact amounts in 元.
    pub const fn yuan(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Exact, Unit::Yuan, head, meaning)
    }

    /// A column of exact points of a score.
    pub const fn points(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Exact, Unit::Points, head, meaning)
    }

    /// A column of exact percentages as printed.
    pub const fn percent(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Exact, Unit::Percent, head, meaning)
    }

    /// A column of computed ratios in percent.
    pub const fn ratio(name: &'static str, head: Pair, meaning: Pair) -> Self {
        Self::new(name, Kind::Ratio, Unit::Percent, head, meaning)
    }

    /// Its short heading, in `lang`.
    pub fn heading(&self, lang: Lang) -> &'static str {
        lang.pick(self.head_zh, self.head_en)
    }

    /// What it means, in `lang`.
    pub fn meaning(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// Writes constants of columns and the list of them all from one list, so that no column can be
/// missing from the dictionary.
macro_rules! columns {
    ($all:ident: $($constant:ident = $kind:ident $name:literal, $head:expr, [$zh:literal, $en:literal];)+) => {
        $(
            #[doc = concat!("`", $name, "`: ", $en, ".")]
            pub const $constant: Column = Column::$kind($name, $head, [$zh, $en]);
        )+

        /// Every column above.
        pub(super) const $all: &[Column] = &[$($constant,)+];
    };
}

pub(super) use columns;
