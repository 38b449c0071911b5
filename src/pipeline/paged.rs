//! What the page of a run lets a reader explore, taken from what was computed: all projects as printed,
//! and as many of their indicators and findings as the page has room for, the most telling first.

use super::compute::Computed;
use super::draw::Drawn;
use crate::checks::RULES;
use crate::problem::{Problem, said};
use crate::reports::{Explored, Part, Words};
use crate::tables::cells::texts;
use crate::tables::columns as names;
use crate::tables::frame::fault;
use crate::tables::purposes::Purposes;
use crate::tables::units::Register;
use crate::tables::{DataFrame, bands, collect};
use crate::values::{Lang, grouped};
use polars::prelude::{
    Expr, IntoColumn as _, IntoLazy as _, LazyFrame, NamedFrom as _, Series, SortMultipleOptions, col, lit,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of projects and indicators that a page has room for, so that it stays below three megabytes;
/// indicators of which there is room in any case; findings.
const MOST_ROWS: usize = 60_000;
const LEAST_INDICATORS: usize = 15_000;
const MOST_FINDINGS: usize = 4_000;

/// The columns of indicators that a page shows.
const INDICATORS: [names::Column; 24] = [
    names::PAGE,
    names::SHEET,
    names::LINE,
    names::TABLE_NO,
    names::PARAGRAPH,
    names::ROW_NO,
    names::COLUMN_NO,
    names::CHARACTER,
    names::PROJECT_ID,
    names::ROW_INDICATOR,
    names::LEVEL1,
    names::LEVEL1_INFERRED,
    names::LEVEL2,
    names::LEVEL3,
    names::TARGET,
    names::ACTUAL,
    names::WEIGHT,
    names::SCORE,
    names::DEVIATION,
    names::OUTCOME_OF_TARGET,
    names::REACHED_PCT,
    names::RULE_SCORE,
    names::DISPUTED,
    names::DUPLICATE_OF,
];

/// What is to be explored.
///
/// # Errors
///
/// A table cannot be read.
pub(super) fn explored(computed: &Computed, charts: &[Drawn]) -> Result<Explored, Problem> {
    let projects = collect(computed.printed("projects")?)?;
    let ids = texts(&projects, names::PROJECT_ID.name)?;
    let rows: BTreeMap<String, u32> = (0..).zip(ids).filter_map(|(row, id)| Some((id?, row))).collect();
    let all = collect(computed.printed("findings")?.filter(col(names::ACCEPTED.name).is_null()))?;
    let projects = with_rules(projects, &all)?;
    let charts = charts.iter().filter(|chart| chart.lang == Lang::Zh);
    Ok(Explored {
        indicators: indicators(computed, &rows)?,
        findings: findings(all, &rows)?,
        charts: charts.map(|chart| chart.behind.clone()).collect(),
        words: words(&projects)?,
        projects,
    })
}

/// `projects` with the rules that found something in each.
fn with_rules(mut projects: DataFrame, findings: &DataFrame) -> Result<DataFrame, Problem> {
    let mut rules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (project, rule) in texts(findings, names::PROJECT_ID.name)?.into_iter().zip(texts(findings, names::RULE.name)?)
    {
        if let (Some(project), Some(rule)) = (project, rule) {
            rules.entry(project).or_default().insert(rule);
        }
    }
    let of_project = |id: Option<String>| {
        let rules = rules.get(&id?)?;
        Some(rules.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
    };
    let ids = texts(&projects, names::PROJECT_ID.name)?;
    let rules: Vec<Option<String>> = ids.into_iter().map(of_project).collect();
    put(&mut projects, Series::new("rules".into(), rules))?;
    // A file and an ordinal say the same.
    projects.drop_in_place(names::PROJECT_ID.name).map_err(|error| fault(&error.to_string()))?;
    Ok(projects)
}

/// The indicators: all where there is room, else those that cost the most points.
fn indicators(computed: &Computed, rows: &BTreeMap<String, u32>) -> Result<Part, Problem> {
    let height: usize = computed.sources.iter().map(|source| source.counts.indicators).sum();
    let room = MOST_ROWS.saturating_sub(rows.len()).max(LEAST_INDICATORS);
    let frame = computed.printed("indicators")?.select(INDICATORS.map(|column| col(column.name)));
    if height <= room {
        return Ok(Part { rows: of_projects(collect(frame)?, rows)?, height, cut: None });
    }
    let lost = || col(names::WEIGHT.name) - col(names::SCORE.name);
    let telling = lost().gt(lit(0)).or(lost().is_null()).or(col(names::DISPUTED.name).is_not_null());
    let sort = SortMultipleOptions::default().with_order_descending(true).with_maintain_order(true);
    let told = sorted(frame.filter(telling), lost(), sort).limit(u32::try_from(room).unwrap_or(u32::MAX));
    let told = collect(told)?;
    let (shown, all) = (grouped(told.height().into(), 0), grouped(height.into(), 0));
    let cut = said!(
        "本页收入失分最多的 {shown} 项指标（共 {all} 项），全部指标见 tables/indicators.csv",
        "this page holds the {shown} indicators of {all} that lost the most points; all stand in tables/indicators.csv"
    );
    Ok(Part { rows: of_projects(told, rows)?, height, cut: Some(cut) })
}

fn sorted(frame: LazyFrame, by: Expr, options: SortMultipleOptions) -> LazyFrame {
    frame.sort_by_exprs([by], options.with_nulls_last(true))
}

/// The findings: all where there is room, else errors and doubts before notes.
fn findings(all: DataFrame, rows: &BTreeMap<String, u32>) -> Result<Part, Problem> {
    let height = all.height();
    let mut told = all;
    if height > MOST_FINDINGS {
        let worse = collect(told.lazy().filter(col(names::SEVERITY.name).neq(lit("note"))))?;
        told = worse.head(Some(MOST_FINDINGS));
    }
    let (shown, all) = (grouped(told.height().into(), 0), grouped(height.into(), 0));
    let cut = (told.height() < height).then(|| {
        said!(
            "本页收入错误和存疑 {shown} 条（核对发现共 {all} 条），全部见 tables/findings.csv",
            "this page holds {shown} errors and doubts of {all} findings; all stand in tables/findings.csv"
        )
    });
    Ok(Part { rows: of_projects(told, rows)?, height, cut })
}

/// `frame` with the row of the project that each of its rows is of, instead of the project's key.
fn of_projects(mut frame: DataFrame, rows: &BTreeMap<String, u32>) -> Result<DataFrame, Problem> {
    let ids = texts(&frame, names::PROJECT_ID.name)?;
    let of: Vec<Option<u32>> = ids.into_iter().map(|id| rows.get(&id?).copied()).collect();
    put(&mut frame, Series::new("project_row".into(), of))?;
    frame.drop_in_place(names::PROJECT_ID.name).map_err(|error| fault(&error.to_string()))?;
    Ok(frame)
}

fn put(frame: &mut DataFrame, column: Series) -> Result<(), Problem> {
    frame.with_column(column.into_column()).map(drop).map_err(|error| fault(&error.to_string()))
}

/// Words for purposes, kinds of units and rules, which are codes in the tables.
fn words(projects: &DataFrame) -> Result<Words, Problem> {
    let purposes = Purposes::new(&[])?;
    let purposes = purposes.names().map(|(id, zh, en)| (id.to_owned(), [zh.to_owned(), en.to_owned()]));
    let register = Register::new(&[]).map_err(|problems| {
        problems.into_iter().next().unwrap_or_else(|| fault("the register of units cannot be read"))
    })?;
    let kinds: BTreeSet<String> = texts(projects, names::KIND.name)?.into_iter().flatten().collect();
    let kinds = kinds.into_iter().map(|id| {
        let words = [Lang::Zh, Lang::En].map(|lang| register.kind_label(&id, lang).unwrap_or(&id).to_owned());
        (id, words)
    });
    let outcomes = [("met", ["达标", "met"]), ("missed", ["未达标", "missed"])];
    let outcomes = outcomes.into_iter().map(|(code, words)| (code.to_owned(), words.map(str::to_owned)));
    let bands = bands::NAMES.into_iter().map(|name| (name.to_owned(), band(name)));
    let rules =
        RULES.iter().map(|rule| (rule.code.to_owned(), [rule.zh, rule.en].map(|name| format!("{} {name}", rule.code))));
    Ok(BTreeMap::from([
        ("purpose", purposes.collect()),
        ("kind", kinds.collect()),
        ("target_outcome", outcomes.collect()),
        ("size_band", bands.collect()),
        ("rules", rules.collect()),
    ]))
}

/// A band of budgets in words: its name tells where it begins and ends.
fn band(name: &str) -> [String; 2] {
    match (name.split_once("_to_"), name.strip_prefix("under_"), name.strip_suffix("_and_more")) {
        (Some((from, to)), ..) => [format!("{from}～{to} 万元"), format!("{from} to {to} (10k yuan)")],
        (_, Some(to), _) => [format!("{to} 万元以下"), format!("below {to} (10k yuan)")],
        (.., Some(from)) => [format!("{from} 万元以上"), format!("{from} and more (10k yuan)")],
        _ => [name.to_owned(), name.to_owned()],
    }
}
