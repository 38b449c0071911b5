//! What is the money for? Functional classes and items, basic against project expenditure, sources
//! of funding, and what projects are for.
//!
//! The first three views are figures of the accounts, the last two are sums over the forms.

use crate::analyses::purposes::{self, Category};
use crate::analyses::ratio::{cell, count, percent_of};
use crate::analyses::subjects::{self, Account, Key, Project, Source};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What can be set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {
    /// Purposes tried before those of the dictionary.
    pub categories: Vec<Category>,
}

/// The columns of the table.
pub const COLUMNS: [Column; 11] = [
    col::YEAR,
    col::UNIT,
    col::VIEW,
    col::CODE_PART,
    col::LABEL_PART,
    col::AMOUNT_WAN,
    col::WHOLE_WAN,
    col::SHARE_PCT,
    col::N_OF_PART,
    col::PRINTED_SHARE_PCT,
    col::LABEL_EN_PART,
];

/// A part of one whole.
#[derive(Default)]
struct Part {
    code: Option<String>,
    label: String,
    label_en: Option<String>,
    amount: Option<Decimal>,
    n: usize,
    printed: Option<Decimal>,
}

/// Everything that is known of one unit in one year.
#[derive(Default)]
struct Subject<'a> {
    year: Option<i32>,
    unit: Option<String>,
    accounts: Vec<&'a Account>,
    projects: Vec<&'a Project>,
    sources: Vec<&'a Source>,
}

/// Names of the usual funding sources; others keep the label of their form.
const SOURCES: [(&str, &str, &str); 4] = [
    ("current_year_fiscal", "当年财政拨款", "fiscal appropriation of the year"),
    ("carried_over", "上年结转资金", "carried over from last year"),
    ("other", "其他资金", "other funds"),
    ("unattributed", "来源未注明", "source not stated"),
];

/// Rows by year, unit and view; within a view the largest first.
///
/// # Errors
/// Tables that are not of the schema, or categories that do not read as such.
pub fn table(tables: &Tables, params: &Params) -> Result<DataFrame, Problem> {
    let categories = purposes::categories(&params.categories)?;
    let projects = subjects::projects(tables)?;
    let accounts = subjects::accounts(tables, &projects)?;
    let sources = subjects::sources(tables, &projects)?;
    let mut rows = Vec::new();
    for subject in subjects_of(&projects, &accounts, &sources) {
        let general = subject.amount("general_public_budget_expenditure");
        let executed: Decimal = subject.projects.iter().filter_map(|project| project.executed).sum();
        rows.extend(subject.rows("functional_class", classes(&subject, 1), general));
        rows.extend(subject.rows("functional_item", classes(&subject, 2), general));
        rows.extend(subject.rows("basic_project", basic_project(&subject), subject.amount("expenditure")));
        rows.extend(subject.rows("funding_source", funding(&subject, executed), Some(executed)));
        rows.extend(subject.rows("purpose", purpose_parts(&subject, &categories), Some(executed)));
    }
    frame(&COLUMNS, &rows)
}

/// Accounts, projects and sources of funding by year and unit.
fn subjects_of<'a>(projects: &'a [Project], accounts: &'a [Account], sources: &'a [Source]) -> Vec<Subject<'a>> {
    let mut found: BTreeMap<Key, Subject<'a>> = BTreeMap::new();
    for item in accounts {
        found.entry((item.year, item.unit.clone())).or_default().accounts.push(item);
    }
    for item in projects {
        found.entry((item.year, item.unit.clone())).or_default().projects.push(item);
    }
    for item in sources {
        found.entry((item.year, item.unit.clone())).or_default().sources.push(item);
    }
    found.into_iter().map(|((year, unit), subject)| Subject { year, unit, ..subject }).collect()
}

impl Subject<'_> {
    /// The amount of account `item`: of the figure that prints a share, else of the first.
    fn amount(&self, item: &str) -> Option<Decimal> {
        self.figure(|account| account.item == item)?.amount
    }

    /// The figure to be used of those that `fits`: a document may state one twice (2523.01 beside
    /// its share and 2523.02 beside its change, in the 2020 accounts), and it counts once.
    fn figure(&self, fits: impl Fn(&Account) -> bool) -> Option<&Account> {
        let stated = || self.accounts.iter().copied().filter(|account| fits(account) && account.amount.is_some());
        stated().find(|account| account.share.is_some()).or_else(|| stated().next())
    }

    /// `parts` of `whole` as rows, the largest first.
    fn rows(&self, view: &str, mut parts: Vec<Part>, whole: Option<Decimal>) -> Vec<Vec<Value>> {
        parts.sort_by(|a, b| (Reverse(a.amount), &a.code, &a.label).cmp(&(Reverse(b.amount), &b.code, &b.label)));
        let row = |part: &Part| {
            vec![
                Value::from(self.year),
                Value::from(&self.unit),
                Value::from(view),
                Value::from(&part.code),
                Value::from(part.label.as_str()),
                Value::from(part.amount),
                Value::from(whole),
                cell(percent_of(part.amount, whole)),
                Value::from(count(part.n)),
                Value::from(part.printed),
                Value::from(&part.label_en),
            ]
        };
        parts.iter().map(row).collect()
    }
}

/// The functional classes of `level`, each once.
fn classes(subject: &Subject<'_>, level: u32) -> Vec<Part> {
    let of_level = |account: &Account| account.item == "functional_class" && account.level == Some(level);
    let key = |account: &Account| account.class_code.clone().unwrap_or_else(|| account.label.clone());
    let keys: BTreeSet<String> = subject.accounts.iter().filter(|account| of_level(account)).map(|a| key(a)).collect();
    let figures = keys.iter().filter_map(|one| subject.figure(|account| of_level(account) && key(account) == *one));
    figures.map(part).collect()
}

/// Running costs and projects.
fn basic_project(subject: &Subject<'_>) -> Vec<Part> {
    let items = [("basic_expenditure", "basic expenditure"), ("project_expenditure", "project expenditure")];
    let figure = |(item, en): (&str, &str)| {
        let account = subject.figure(|account| account.item == item)?;
        Some(Part { code: Some(item.to_owned()), label_en: Some(en.to_owned()), ..part(account) })
    };
    items.into_iter().filter_map(figure).collect()
}

/// A figure of the accounts as a part.
fn part(account: &Account) -> Part {
    Part {
        code: account.class_code.clone(),
        label: account.label.clone(),
        amount: account.amount,
        n: 1,
        printed: account.share,
        ..Part::default()
    }
}

/// What was spent from each source, and what the forms give no source for, so that the parts
/// always add up to everything spent.
fn funding(subject: &Subject<'_>, executed: Decimal) -> Vec<Part> {
    let mut sums: BTreeMap<&str, (String, Decimal, usize)> = BTreeMap::new();
    for source in &subject.sources {
        if let Some(amount) = source.executed {
            let sum = sums.entry(&source.source).or_insert_with(|| (source.label.clone(), Decimal::ZERO, 0));
            sum.1 += amount;
            sum.2 += 1;
        }
    }
    let rest = executed - sums.values().map(|(_, amount, _)| *amount).sum::<Decimal>();
    if !rest.is_zero() {
        sums.insert("unattributed", (String::new(), rest, 0));
    }
    let part = |(source, (label, amount, n)): (&str, (String, Decimal, usize))| {
        let known = SOURCES.iter().find(|(id, ..)| *id == source);
        Part {
            code: Some(source.to_owned()),
            label: known.map_or(label, |(_, zh, _)| (*zh).to_owned()),
            label_en: known.map(|(.., en)| (*en).to_owned()),
            amount: Some(amount),
            n,
            printed: None,
        }
    };
    sums.into_iter().map(part).collect()
}

/// What was spent for each purpose; `n` counts projects without a printed amount too.
fn purpose_parts(subject: &Subject<'_>, categories: &[Category]) -> Vec<Part> {
    let mut sums: BTreeMap<usize, (Decimal, usize)> = BTreeMap::new();
    for project in &subject.projects {
        let sum = sums.entry(purposes::purpose(categories, project)).or_default();
        sum.0 += project.executed.unwrap_or_default();
        sum.1 += 1;
    }
    let part = |(at, (amount, n)): (usize, (Decimal, usize))| {
        let Category { id, zh, en, .. } = &categories[at];
        let (code, label_en) = (Some(id.clone()), Some(en.clone()));
        Part { code, label: zh.clone(), label_en, amount: Some(amount), n, printed: None }
    };
    sums.into_iter().map(part).collect()
}
