//! What the analyses are about: projects with their indicators, and figures of accounts, as rows
//! with exact decimals, their units under one name each, in one order.

use crate::analyses::levels;
use crate::analyses::names::Names;
use crate::analyses::ratio::{percent, percent_of};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::cells::{counts, exacts, texts, years};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A year and a unit: what most tables are grouped by.
pub type Key = (Option<i32>, Option<String>);

/// One project with its indicators. Amounts in 万元, scores in points.
#[derive(Clone, Debug)]
pub struct Project {
    pub file: String,
    pub ordinal: u32,
    pub year: Option<i32>,
    pub unit: Option<String>,
    pub department: Option<String>,
    pub project: Option<String>,
    pub initial: Option<Decimal>,
    pub adjusted: Option<Decimal>,
    pub executed: Option<Decimal>,
    pub execution_weight: Option<Decimal>,
    pub execution_score: Option<Decimal>,
    pub printed_rate: Option<Decimal>,
    pub total_weight: Option<Decimal>,
    pub total_score: Option<Decimal>,
    pub form: Option<String>,
    pub indicators: Vec<Indicator>,
}

/// One indicator, its levels in one spelling.
#[derive(Clone, Debug)]
pub struct Indicator {
    pub level1: String,
    pub level2: String,
    pub level3: String,
    pub weight: Option<Decimal>,
    pub score: Option<Decimal>,
    /// Whether the target is a number.
    pub quantitative: bool,
}

/// One figure of accounts.
#[derive(Clone, Debug)]
pub struct Account {
    pub file: String,
    pub year: Option<i32>,
    pub unit: Option<String>,
    pub item: String,
    pub label: String,
    pub class_code: Option<String>,
    pub level: Option<u32>,
    pub amount: Option<Decimal>,
    pub share: Option<Decimal>,
}

/// One row of a money block below the total.
#[derive(Clone, Debug)]
pub struct Source {
    pub year: Option<i32>,
    pub unit: Option<String>,
    pub source: String,
    pub label: String,
    pub executed: Option<Decimal>,
}

impl Project {
    /// Executed / adjusted budget, percent: the rate of the official forms.
    pub fn adjusted_rate(&self) -> Option<Decimal> {
        percent_of(self.executed, self.adjusted)
    }

    /// Executed / initial budget, percent; missing without an initial budget.
    pub fn initial_rate(&self) -> Option<Decimal> {
        percent_of(self.executed, self.initial)
    }

    /// (Adjusted - initial) / initial budget, percent.
    pub fn adjustment_rate(&self) -> Option<Decimal> {
        percent(self.adjusted? - self.initial?, self.initial?)
    }

    /// Adjusted budget that was not spent.
    pub fn unspent(&self) -> Option<Decimal> {
        Some(self.adjusted? - self.executed?)
    }

    /// Points the project did not earn, by its printed total.
    pub fn lost(&self) -> Option<Decimal> {
        Some(self.total_weight? - self.total_score?)
    }

    /// Points the execution did not earn.
    pub fn lost_by_execution(&self) -> Option<Decimal> {
        Some(self.execution_weight? - self.execution_score?)
    }
}

impl Indicator {
    /// Points attainable and earned, where both are printed.
    pub fn points(&self) -> Option<(Decimal, Decimal)> {
        Some((self.weight?, self.score?))
    }
}

/// The projects of one unit in one year.
#[derive(Debug)]
pub struct Group<'a> {
    pub year: Option<i32>,
    pub unit: Option<String>,
    pub projects: Vec<&'a Project>,
}

/// `projects` by year and unit, in this order.
pub fn groups(projects: &[Project]) -> Vec<Group<'_>> {
    let mut found: BTreeMap<Key, Vec<&Project>> = BTreeMap::new();
    for project in projects {
        found.entry((project.year, project.unit.clone())).or_default().push(project);
    }
    found.into_iter().map(|((year, unit), projects)| Group { year, unit, projects }).collect()
}

/// The names of all units and departments in `tables`.
fn names(tables: &Tables) -> Result<Names, Problem> {
    let printed =
        [texts(&tables.projects, "unit")?, texts(&tables.projects, "department")?, texts(&tables.accounts, "unit")?];
    Ok(Names::of(printed.iter().flatten().filter_map(Option::as_deref)))
}

/// All projects, by year, unit, file and order in the file.
///
/// # Errors
/// A table that is not of the schema.
pub fn projects(tables: &Tables) -> Result<Vec<Project>, Problem> {
    let names = names(tables)?;
    let mut indicators = indicators(tables)?;
    let frame = &tables.projects;
    let text = |name| texts(frame, name);
    let exact = |name| exacts(frame, name);
    let (files, ordinals, years) = (text("file")?, counts(frame, "ordinal")?, years(frame, "year")?);
    let (titles, departments, units, forms) = (text("project")?, text("department")?, text("unit")?, text("form")?);
    let (initial, adjusted, executed) = (exact("initial_wan")?, exact("adjusted_wan")?, exact("executed_wan")?);
    let (weight, rate) = (exact("execution_weight")?, exact("execution_rate_pct")?);
    let (score, totals, earned) = (exact("execution_score")?, exact("total_weight")?, exact("total_score")?);
    let mut projects: Vec<Project> = (0..frame.height())
        .map(|row| {
            let file = files[row].clone().unwrap_or_default();
            let ordinal = ordinals[row].unwrap_or_default();
            Project {
                year: years[row],
                unit: units[row].as_deref().map(|name| names.canonical(name)),
                department: departments[row].as_deref().map(|name| names.canonical(name)),
                project: titles[row].clone(),
                initial: initial[row],
                adjusted: adjusted[row],
                executed: executed[row],
                execution_weight: weight[row],
                execution_score: score[row],
                printed_rate: rate[row],
                total_weight: totals[row],
                total_score: earned[row],
                form: forms[row].clone(),
                indicators: indicators.remove(&(file.clone(), ordinal)).unwrap_or_default(),
                file,
                ordinal,
            }
        })
        .collect();
    projects.sort_by(|a, b| (a.year, &a.unit, &a.file, a.ordinal).cmp(&(b.year, &b.unit, &b.file, b.ordinal)));
    Ok(projects)
}

/// Indicators by the file and the ordinal of their project, in the order of the form.
fn indicators(tables: &Tables) -> Result<BTreeMap<(String, u32), Vec<Indicator>>, Problem> {
    let frame = &tables.indicators;
    let (files, ordinals) = (texts(frame, "file")?, counts(frame, "ordinal")?);
    let (level1, level2, level3) = (texts(frame, "level1")?, texts(frame, "level2")?, texts(frame, "level3")?);
    let (weight, score, target) = (exacts(frame, "weight")?, exacts(frame, "score")?, exacts(frame, "target_value")?);
    let mut found: BTreeMap<(String, u32), Vec<Indicator>> = BTreeMap::new();
    for row in 0..frame.height() {
        let key = (files[row].clone().unwrap_or_default(), ordinals[row].unwrap_or_default());
        found.entry(key).or_default().push(Indicator {
            level1: levels::level1(level1[row].as_deref()),
            level2: levels::level2(level2[row].as_deref()),
            level3: level3[row].clone().unwrap_or_else(|| levels::UNNAMED.to_owned()),
            weight: weight[row],
            score: score[row],
            quantitative: target[row].is_some(),
        });
    }
    Ok(found)
}

/// All figures of accounts in document order. Accounts that name no unit or year take those of the
/// forms in the same file, where these agree.
///
/// # Errors
/// A table that is not of the schema.
pub fn accounts(tables: &Tables, projects: &[Project]) -> Result<Vec<Account>, Problem> {
    let names = names(tables)?;
    let frame = &tables.accounts;
    let text = |name| texts(frame, name);
    let (files, years, units) = (text("file")?, years(frame, "year")?, text("unit")?);
    let (items, labels, codes) = (text("item")?, text("label")?, text("class_code")?);
    let (levels, amounts, shares) =
        (counts(frame, "class_level")?, exacts(frame, "amount_wan")?, exacts(frame, "share_pct")?);
    let account = |row: usize| {
        let file = files[row].clone().unwrap_or_default();
        let beside = || projects.iter().filter(|project| project.file == file);
        Account {
            year: years[row].or_else(|| only(beside().filter_map(|project| project.year))),
            unit: match &units[row] {
                Some(name) => Some(names.canonical(name)),
                None => only(beside().filter_map(|project| project.unit.clone())),
            },
            item: items[row].clone().unwrap_or_default(),
            label: labels[row].clone().unwrap_or_default(),
            class_code: codes[row].clone(),
            level: levels[row],
            amount: amounts[row],
            share: shares[row],
            file,
        }
    };
    let (numbers, columns) = (text("table")?, text("column")?);
    let told = |row: usize| (files[row].clone(), items[row].clone(), codes[row].clone());
    let narrated: BTreeSet<_> = (0..frame.height()).filter(|row| numbers[*row].is_none()).map(told).collect();
    // What a narrative says once a table says again, in several columns: the narrative counts, and
    // where it is silent the one table and column that means the same.
    let speaks = |row: &usize| match numbers[*row].as_deref() {
        None => true,
        Some(number) => {
            !narrated.contains(&told(*row)) && is_main(number, items[*row].as_deref(), columns[*row].as_deref())
        }
    };
    Ok((0..frame.height()).filter(speaks).map(account).collect())
}

/// Whether a table's column is where an item is stated for all of a unit's money of that kind:
/// classes of the general public budget in table 05, totals in 02 and 03.
fn is_main(number: &str, item: Option<&str>, column: Option<&str>) -> bool {
    match item {
        Some("functional_class" | "general_public_budget_expenditure") => number == "05" && column == Some("合计"),
        Some("revenue" | "fiscal_appropriation_revenue") => number == "02",
        Some("expenditure" | "basic_expenditure" | "project_expenditure") => number == "03",
        _ => false,
    }
}

/// The parts of all money blocks, the total rows left out, with the year and unit of their project.
///
/// # Errors
/// A table that is not of the schema.
pub fn sources(tables: &Tables, projects: &[Project]) -> Result<Vec<Source>, Problem> {
    let owners: BTreeMap<(&str, u32), &Project> =
        projects.iter().map(|project| ((project.file.as_str(), project.ordinal), project)).collect();
    let frame = &tables.funding;
    let (files, ordinals) = (texts(frame, "file")?, counts(frame, "ordinal")?);
    let (sources, labels, executed) = (texts(frame, "source")?, texts(frame, "label")?, exacts(frame, "executed_wan")?);
    let source = |row: usize| {
        let owner = owners.get(&(files[row].as_deref()?, ordinals[row]?))?;
        let source = sources[row].clone().filter(|source| source != "total")?;
        let label = labels[row].clone().unwrap_or_default();
        Some(Source { year: owner.year, unit: owner.unit.clone(), source, label, executed: executed[row] })
    };
    Ok((0..frame.height()).filter_map(source).collect())
}

/// The one thing in `items`; `None` if there is none or several.
fn only<T: Ord>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut distinct: BTreeSet<T> = items.collect();
    if distinct.len() == 1 { distinct.pop_first() } else { None }
}
