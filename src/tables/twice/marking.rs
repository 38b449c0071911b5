//! Records that another document says, too: found in the tables, marked there, and left out of what is
//! asked.

use super::alike::{Record, alike};
use super::left_out::{LeftOut, Paper};
use super::order::Order;
use crate::problem::Problem;
use crate::tables::cells::{counts, exacts, tallies, texts, years};
use crate::tables::columns as names;
use crate::tables::frame::fault;
use crate::tables::lazy::{Tables, collect};
use crate::tables::store::POSITION;
use crate::tables::units::uniform_name;
use polars::prelude::{
    Column, DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, MaintainOrderJoin, NULL, NamedFrom,
    Series, col, cols, lit,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Which records of a project, or of an account, are compared: what names them, and what they say.
struct Kind {
    /// The table.
    table: &'static str,
    /// The column that tells one record of a document from another.
    ordinal: &'static str,
    /// The columns of texts that name what it is about.
    named: &'static [&'static str],
    /// The figures; where two records have none of the first [`Kind::money`] in common, nothing proves
    /// that they are one.
    figures: &'static [&'static str],
    money: usize,
    /// The column that counts what else belongs to a record.
    counted: Option<&'static str>,
}

const PROJECTS: Kind = Kind {
    table: "projects",
    ordinal: "ordinal",
    named: &["project"],
    figures: &["adjusted_wan", "executed_wan", "initial_wan", "total_score"],
    money: 3,
    counted: Some("indicator_n"),
};

const ACCOUNTS: Kind = Kind {
    table: "accounts",
    ordinal: POSITION.name,
    named: &["table", "column", "item", "label", "class_code", "budget_basis", "change_basis", "share_of"],
    figures: &["amount_wan", "budget_wan", "change_wan", "change_pct", "completion_pct", "share_pct"],
    money: 6,
    counted: None,
};

/// The tables whose rows belong to a project.
const OF_PROJECTS: [&str; 3] = ["projects", "funding", "indicators"];

/// The name of the text that says which record counts instead.
const DUPLICATE_OF: &str = names::DUPLICATE_OF.name;

/// Which records another document says, too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Twice {
    /// Of projects and of accounts: file, ordinal, and what counts instead; nothing where none is.
    marks: [Option<DataFrame>; 2],
    /// How much that is.
    pub(crate) left_out: LeftOut,
}

impl Twice {
    /// Found in `tables`, whose accounts carry their positions; `order` says which document counts.
    ///
    /// # Errors
    /// A table that is not there or not of the schema.
    pub(crate) fn of(tables: &Tables, order: &Order<'_>) -> Result<Self, Problem> {
        let rank = |file: &str| (order.format(file), file.to_owned());
        let mut papers: BTreeMap<(String, String), Paper> = BTreeMap::new();
        let mut marks = [None, None];
        for (kind, marks) in [PROJECTS, ACCOUNTS].iter().zip(&mut marks) {
            let rows = candidates(tables.lazy(kind.table)?, kind)?;
            *marks = found(kind, &rows, rank, &mut papers)?;
        }
        Ok(Self { marks, left_out: LeftOut { papers: papers.into_values().collect() } })
    }

    /// Whether rows of the table called `name` can be marked.
    pub(crate) fn marks(name: &str) -> bool {
        kind(name).is_some()
    }

    /// `frame`, the table called `name`, with the column that says which record counts instead.
    pub(crate) fn marked(&self, name: &str, frame: LazyFrame) -> LazyFrame {
        let kind = match kind(name) {
            Some(kind) => kind,
            None => return frame,
        };
        match self.of_table(name) {
            None => frame.with_column(lit(NULL).cast(DataType::String).alias(DUPLICATE_OF)),
            Some(marks) => joined(frame, marks, kind),
        }
    }

    /// `tables` without the records that another document says.
    ///
    /// # Errors
    /// A table that is not there.
    pub(crate) fn without(&self, mut tables: Tables) -> Result<Tables, Problem> {
        for name in self.tables() {
            if let (Some(marks), Some(kind)) = (self.of_table(name), kind(name)) {
                let frame = joined(tables.lazy(name)?, marks, kind);
                tables.put(name, frame.filter(col(DUPLICATE_OF).is_null()).drop(cols([DUPLICATE_OF])));
            }
        }
        Ok(tables)
    }

    /// Names of the tables of which rows are left out.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &'static str> + '_ {
        OF_PROJECTS.into_iter().chain([ACCOUNTS.table]).filter(|name| self.of_table(name).is_some())
    }

    fn of_table(&self, name: &str) -> Option<&DataFrame> {
        if name == ACCOUNTS.table { self.marks[1].as_ref() } else { self.marks[0].as_ref() }
    }
}

/// What the rows of the table called `name` are marked by; nothing of a table that holds no records.
fn kind(name: &str) -> Option<&'static Kind> {
    match name {
        _ if OF_PROJECTS.contains(&name) => Some(&PROJECTS),
        _ if name == ACCOUNTS.table => Some(&ACCOUNTS),
        _ => None,
    }
}

fn joined(frame: LazyFrame, marks: &DataFrame, kind: &Kind) -> LazyFrame {
    let key = ["file", kind.ordinal].map(col);
    let mut args = JoinArgs::new(JoinType::Left);
    args.maintain_order = MaintainOrderJoin::Left;
    frame.join(marks.clone().lazy(), key.clone(), key, args)
}

/// The rows of a table that may stand in two documents: those of units and years of which two documents
/// speak.
fn candidates(table: LazyFrame, kind: &Kind) -> Result<DataFrame, Problem> {
    let body = || {
        let department = if kind.table == PROJECTS.table { col("department_canonical") } else { lit(NULL) };
        col("unit_canonical").fill_null(department.cast(DataType::String)).alias("_body")
    };
    let own = ["unit_canonical", "place", "year", "file", kind.ordinal];
    let wanted = own.into_iter().chain(kind.named.iter().copied()).chain(kind.figures.iter().copied());
    let wanted: Vec<Expr> = wanted.chain(kind.counted).map(col).chain([body()]).collect();
    let rows = table.select(wanted).filter(col("_body").is_not_null());
    let mut key: Vec<Expr> = vec![col("_body"), col("year")];
    if kind.table == ACCOUNTS.table {
        key.push(col("item"));
    }
    let two =
        rows.clone().group_by(key.clone()).agg([col("file").min().alias("_least"), col("file").max().alias("_most")]);
    let two = two.filter(col("_least").neq(col("_most")));
    let mut args = JoinArgs::new(JoinType::Semi);
    args.nulls_equal = true;
    collect(rows.join(two, key.clone(), key, args))
}

/// The records among `rows` that another document says, and how much they are.
fn found<R: Ord>(
    kind: &Kind,
    rows: &DataFrame,
    rank: impl Fn(&str) -> R,
    papers: &mut BTreeMap<(String, String), Paper>,
) -> Result<Option<DataFrame>, Problem> {
    let files: Vec<String> = texts(rows, "file")?.into_iter().map(Option::unwrap_or_default).collect();
    let ordinals: Vec<u32> = counts(rows, kind.ordinal)?.into_iter().map(Option::unwrap_or_default).collect();
    let records = records(kind, rows, &files, &ordinals, rank)?;
    let alike = alike(&records);
    if alike.is_empty() {
        return Ok(None);
    }
    let indicators = kind.counted.map(|name| tallies(rows, name)).transpose()?;
    let mut marks: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    let mut marked = Vec::new();
    for (at, first) in alike {
        let paper = papers.entry((files[at].clone(), files[first].clone())).or_insert_with(|| Paper {
            counted: files[first].clone(),
            left_out: files[at].clone(),
            ..Paper::default()
        });
        let of = if let Some(indicators) = &indicators {
            paper.projects += 1;
            paper.indicators += indicators[at];
            let wan = records[at].figures.iter().take(kind.money).flatten().next().copied().unwrap_or_default();
            paper.wan = paper.wan.checked_add(wan).unwrap_or(Decimal::MAX);
            format!("{}#{}", files[first], ordinals[first])
        } else {
            paper.accounts += 1;
            files[first].clone()
        };
        marks[0].push(files[at].clone());
        marks[1].push(of);
        marked.push(ordinals[at]);
    }
    let [files, of] = marks;
    let columns: Vec<Column> = vec![
        Series::new("file".into(), files).into(),
        Series::new(kind.ordinal.into(), marked).into(),
        Series::new(DUPLICATE_OF.into(), of).into(),
    ];
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns).map(Some).map_err(|error| fault(&error.to_string()))
}

/// `rows` as records to be compared.
fn records<R: Ord>(
    kind: &Kind,
    rows: &DataFrame,
    files: &[String],
    ordinals: &[u32],
    rank: impl Fn(&str) -> R,
) -> Result<Vec<Record>, Problem> {
    let mut documents: Vec<&str> = files.iter().map(String::as_str).collect();
    documents.sort_unstable();
    documents.dedup();
    documents.sort_by_key(|file| rank(file));
    let ranks: BTreeMap<&str, usize> = documents.into_iter().zip(0..).collect();
    let (bodies, units, places) = (texts(rows, "_body")?, texts(rows, "unit_canonical")?, texts(rows, "place")?);
    let years = years(rows, "year")?;
    let named: Result<Vec<Vec<Option<String>>>, Problem> = kind.named.iter().map(|name| texts(rows, name)).collect();
    let figures: Result<Vec<Vec<Option<Decimal>>>, Problem> =
        kind.figures.iter().map(|name| exacts(rows, name)).collect();
    let (named, figures) = (named?, figures?);
    let mut records = Vec::with_capacity(rows.height());
    for at in 0..rows.height() {
        let text = |text: &Option<String>| text.as_deref().map(uniform_name).unwrap_or_default();
        let mut key = format!(
            "{}\u{1f}{}\u{1f}{}\u{1f}{:?}",
            text(&bodies[at]),
            units[at].is_some(),
            text(&places[at]),
            years[at]
        );
        for column in &named {
            key.push('\u{1f}');
            key += &text(&column[at]);
        }
        // A project without a name is like every other of its unit.
        let is_named = kind.table == ACCOUNTS.table || named.iter().all(|column| !text(&column[at]).is_empty());
        let figures = figures.iter().map(|column| column[at].filter(|_| is_named)).collect();
        let document = ranks.get(files[at].as_str()).copied().unwrap_or_default();
        records.push(Record { key, figures, money: kind.money, document, ordinal: ordinals[at] });
    }
    Ok(records)
}
