//! What the audit says of the figures of a chart: how many of them are disputed, and how many doubts
//! there are about them.

use crate::charts::figures::Figures;
use crate::problem::Problem;
use crate::tables::cells::{texts, years};
use crate::tables::{DataFrame, Key, Marks};
use crate::values::Lang;
use std::collections::BTreeSet;

/// The audit and the reading that stand behind a chart.
#[derive(Clone, Copy, Debug)]
pub struct Audit<'a> {
    /// What the audit questions.
    pub marks: &'a Marks,
    /// Whether disputed figures are left out.
    pub is_trusted: bool,
    /// How many errors and doubts there were in reading.
    pub problems: usize,
}

/// The years and units that a table has rows of.
enum Drawn {
    /// Years and units.
    Units(BTreeSet<Key>),
    /// Years alone.
    Years(BTreeSet<Option<i32>>),
    /// Everything: the rows name no year.
    All,
}

impl Drawn {
    /// What `table` has rows of.
    fn of(table: &DataFrame) -> Result<Self, Problem> {
        let has = |name: &str| table.column(name).is_ok();
        if !has("year") {
            let compared = ["base_year", "other_year"].into_iter().filter(|name| has(name));
            let years = compared.map(|name| years(table, name)).collect::<Result<Vec<_>, _>>()?;
            return Ok(if years.is_empty() { Self::All } else { Self::Years(years.into_iter().flatten().collect()) });
        }
        let years = years(table, "year")?;
        if !has("unit") {
            return Ok(Self::Years(years.into_iter().collect()));
        }
        Ok(Self::Units(years.into_iter().zip(texts(table, "unit")?).collect()))
    }

    /// Whether figures of `key` are among them. A key that does not know its unit stands for all of
    /// its year: a question too many is told rather than one too few.
    fn holds(&self, key: &Key) -> bool {
        match self {
            Self::Units(known) if key.1.is_some() => known.contains(key),
            Self::Units(known) => known.iter().any(|(year, _)| *year == key.0),
            Self::Years(known) => known.contains(&key.0),
            Self::All => true,
        }
    }
}

/// What of the marks touches a chart.
struct Touching {
    /// Disputed figures that it shows.
    disputed: usize,
    /// Disputed figures that it does not show, in rows of which it shows others.
    beside: usize,
    /// Doubts about what it shows.
    doubts: usize,
}

/// What of `marks` touches a chart made of `shown`, which shows `table`.
fn touching(marks: &Marks, shown: &[Figures], table: &DataFrame) -> Result<Touching, Problem> {
    let drawn = Drawn::of(table)?;
    let of_rows = |figures: &Figures, table: &str, part: Option<&str>| {
        let of_part = part.is_none_or(|part| figures.parts.is_empty() || figures.parts.contains(&part));
        figures.table == table && of_part
    };
    let is_shown = |table: &str, column: &str, part: Option<&str>| {
        shown.iter().any(|figures| of_rows(figures, table, part) && figures.columns.contains(&column))
    };
    let (mut disputed, mut beside) = (0, 0);
    for mark in marks.disputed.iter().filter(|mark| drawn.holds(&mark.key)) {
        let part = mark.part.as_deref();
        if is_shown(mark.table, &mark.column, part) {
            disputed += 1;
        } else if shown.iter().any(|figures| of_rows(figures, mark.table, part)) {
            beside += 1;
        }
    }
    let doubts = marks.doubts.iter().filter(|doubt| {
        let any = doubt.figures.iter().any(|(table, column)| is_shown(table, column, None));
        any && doubt.keys.iter().any(|key| drawn.holds(key))
    });
    Ok(Touching { disputed, beside, doubts: doubts.count() })
}

impl Audit<'_> {
    /// What a reader must know of the figures in `table`, which a chart made of `shown` shows: a sentence
    /// without its full stop.
    ///
    /// # Errors
    ///
    /// A table whose years or units are not of the schema.
    pub(super) fn sentence(&self, shown: &[Figures], table: &DataFrame, lang: Lang) -> Result<String, Problem> {
        // A chart of the findings themselves shows no figure that they could be about.
        if shown.is_empty() {
            return Ok(lang
                .pick("各项发现及其依据见报告", "The findings and what they rest on stand in the report")
                .to_owned());
        }
        let Touching { disputed, beside, doubts } = touching(self.marks, shown, table)?;
        let problems = self.problems;
        let fate = match self.is_trusted {
            true => lang.pick("已剔除", "left out"),
            false => lang.pick("仍按原表计入", "counted as printed"),
        };
        let audit = match (lang, disputed, doubts) {
            _ if !self.marks.is_audited => lang.pick("这些数字未经核对", "These figures were not audited").to_owned(),
            (_, 0, 0) if problems + beside == 0 => {
                return Ok(lang.pick("未发现影响这些数字的问题", "No problem touches these figures").to_owned());
            }
            (_, 0, 0) => lang.pick("核对未发现这些数字有问题", "The audit questions none of these figures").to_owned(),
            (Lang::Zh, 0, q) => format!("核对对这些数字存疑{q}处"),
            (Lang::En, 0, q) => format!("The audit has {} about these figures", so_many(q, "doubt")),
            (Lang::Zh, n, 0) => format!("核对发现这些数字中{n}个有矛盾（{fate}）"),
            (Lang::En, n, 0) => format!("The audit disputes {n} of these figures ({fate})"),
            (Lang::Zh, n, q) => format!("核对发现这些数字中{n}个有矛盾（{fate}），另存疑{q}处"),
            (Lang::En, n, q) => {
                format!("The audit disputes {n} of these figures ({fate}) and has {} about them", so_many(q, "doubt"))
            }
        };
        let rows = match lang {
            _ if beside == 0 => String::new(),
            Lang::Zh => format!("；同一行中未画出的数字有{beside}个有矛盾"),
            Lang::En => format!(
                "; of the same rows, {} not shown here {} disputed",
                so_many(beside, "figure"),
                if beside == 1 { "is" } else { "are" }
            ),
        };
        let reading = match lang {
            _ if problems == 0 => String::new(),
            Lang::Zh => format!("；读取文件时有{problems}条问题"),
            Lang::En => format!("; {} in reading", so_many(problems, "problem")),
        };
        let see = match disputed + beside + doubts + problems {
            0 => "",
            _ => lang.pick("，见报告", "; see the report"),
        };
        Ok(format!("{audit}{rows}{reading}{see}"))
    }
}

/// So many of a thing, in English.
fn so_many(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
