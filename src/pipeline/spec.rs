//! A pipeline as written: names and typed values, no operators and no expressions.

use super::located::Located;
use crate::problem::{Code, Problem, Said, said};
use crate::values::Lang;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What stands in a pipeline file.
pub(super) struct Spec<'a> {
    /// The keys whose shape is fixed.
    pub(super) fixed: Fixed,
    /// The analyses asked for, with their parameters still unread.
    pub(super) analyses: Vec<Asked<'a>>,
}

/// The keys whose shape is fixed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fixed {
    /// The question.
    pub(super) title: Title,
    /// What stands at the foot of every chart beside the pipeline's name, such as that the data are made up.
    pub(super) note: Option<Title>,
    /// Language of the terminal, of `report.md` and of the page when it opens.
    #[serde(default)]
    pub(super) lang: Lang,
    /// Label dictionaries beyond the compiled-in ones.
    #[serde(default)]
    pub(super) labels: Vec<Spanned<String>>,
    /// Registers of units beyond the compiled-in one.
    #[serde(default)]
    pub(super) units: Vec<Spanned<String>>,
    /// A file of the prices of years, for amounts in real terms.
    pub(super) deflators: Option<Spanned<String>>,
    /// A file of the persons of units and places, for amounts per head.
    pub(super) heads: Option<Spanned<String>>,
    /// The store to ask, from the project's directory, instead of documents.
    pub(super) store: Option<Spanned<String>>,
    /// Endings of the formats that count where two documents say the same, the first most.
    #[serde(default)]
    pub(super) prefer: Vec<Spanned<String>>,
    /// The documents.
    #[serde(default, rename = "source")]
    pub(super) sources: Vec<Source>,
    /// The charts.
    #[serde(default, rename = "chart")]
    pub(super) charts: Vec<Chart>,
    /// Where the outputs go.
    #[serde(default)]
    pub(super) output: Output,
    /// Whether figures that a finding of severity error disputes are left out of everything.
    #[serde(default)]
    pub(super) trusted: bool,
    /// How the documents are checked.
    #[serde(default)]
    pub(super) check: Check,
}

/// How the documents are checked.
#[derive(Deserialize, Default, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Check {
    /// Rules to run; all where empty.
    pub(super) rules: Vec<Spanned<String>>,
    /// Rules not to run.
    pub(super) skip: Vec<Spanned<String>>,
    /// The list of accepted findings; `data/accepted.toml` where it exists.
    pub(super) accepted: Option<Spanned<String>>,
    /// The points a form must add up to; 100 where absent.
    pub(super) full_points: Option<u32>,
    /// How many times its neighbours a figure must be to look like a slip of the unit; 10,000 where
    /// absent.
    pub(super) unit_slip_times: Option<u32>,
}

/// The question, in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Title {
    /// 中文.
    pub(super) zh: String,
    /// English.
    pub(super) en: String,
}

/// Documents, and the years of theirs that are asked about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    /// Names or patterns, from the project's directory.
    pub(super) files: Vec<Spanned<String>>,
    /// Years to keep; all where absent.
    pub(super) years: Option<Vec<i32>>,
    /// As at the root, for all documents.
    #[serde(default)]
    pub(super) prefer: Vec<Spanned<String>>,
}

/// A chart by its kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chart {
    /// Such as `budget_path`.
    pub(super) kind: Spanned<String>,
}

/// Directories, from the project's directory; each gets a directory named after the pipeline.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Output {
    /// Tables, pictures, report and manifest; `out` where absent.
    pub(super) dir: Option<Spanned<String>>,
    /// Charts as SVG and the tables behind them, which are meant to be committed; `charts` where absent.
    pub(super) charts: Option<Spanned<String>>,
    /// Whether CSV is written for spreadsheets: with a byte-order mark, and no cell that is a formula.
    pub(super) excel: bool,
}

/// An analysis by its name, with parameters that only it can read.
pub(super) struct Asked<'a> {
    /// Such as `year_comparison`.
    pub(super) name: Spanned<String>,
    /// The other keys beside the name.
    pub(super) params: Spanned<DeValue<'a>>,
}

/// Reads a pipeline.
///
/// # Errors
///
/// Everything that is wrong with it: unknown keys, missing keys, values of a wrong type.
pub(super) fn parse<'a>(source: &Located<'a>) -> Result<Spec<'a>, Vec<Problem>> {
    let table = source.parse()?;
    let span = table.span();
    let mut table = table.into_inner();
    let mut problems = Vec::new();
    tables_alone(source, &table, &mut problems);
    let asked = table.remove("analysis");
    let analyses = asked.map(|value| analyses(source, value, &mut problems)).unwrap_or_default();
    let fixed = source.read::<Fixed>(Spanned::new(span, DeValue::Table(table)), &mut problems);
    match fixed {
        Some(fixed) if problems.is_empty() => Ok(Spec { fixed, analyses }),
        _ => Err(problems),
    }
}

/// The keys whose values are tables, and those whose values are lists of them.
const TABLES: [&str; 3] = ["title", "check", "output"];
const LISTS: [&str; 2] = ["source", "chart"];

/// Refuses a list where a table is meant: its values would be taken by their order, and an empty one would
/// say nothing in silence.
fn tables_alone(source: &Located<'_>, table: &DeTable<'_>, problems: &mut Vec<Problem>) {
    let of = |key: &'static str| table.get(key).map(|value| (key, value));
    let inside = |(key, value): (&'static str, &Spanned<DeValue<'_>>)| match value.get_ref() {
        DeValue::Array(entries) => {
            entries.iter().map(|entry| (key, entry.span(), entry.get_ref().is_table())).collect()
        }
        _ => Vec::new(),
    };
    let single = TABLES.into_iter().filter_map(of).map(|(key, value)| (key, value.span(), value.get_ref().is_table()));
    let listed = LISTS.into_iter().filter_map(of).flat_map(inside);
    for (key, span, _) in single.chain(listed).filter(|(.., is_table)| !is_table) {
        let message =
            said!("`{key}`应为带键的表，实际不是", "`{key}`: expected a table with keys, found something else");
        let hint = match LISTS.contains(&key) {
            true => said!("请写`[[{key}]]`，下面逐行写键", "write `[[{key}]]` and its keys in the lines below"),
            false => said!(
                "请写`[{key}]`，下面逐行写键，或去掉这一行",
                "write `[{key}]` and its keys in the lines below, or leave the line out"
            ),
        };
        problems.push(Problem::error(Code::PipelineInvalid, source.place(&span), message).hint(hint));
    }
}

/// The entries of `[[analysis]]`.
fn analyses<'a>(source: &Located<'a>, value: Spanned<DeValue<'a>>, problems: &mut Vec<Problem>) -> Vec<Asked<'a>> {
    let mut wrong = |span: Range<usize>, message: Said| {
        problems.push(Problem::error(Code::PipelineInvalid, source.place(&span), message));
    };
    let span = value.span();
    let DeValue::Array(entries) = value.into_inner() else {
        wrong(
            span,
            said!("`[[analysis]]`下应为分析，实际不是", "expected analyses under `[[analysis]]`, found something else"),
        );
        return Vec::new();
    };
    let mut asked = Vec::new();
    for entry in entries {
        let span = entry.span();
        let DeValue::Table(mut table) = entry.into_inner() else {
            wrong(
                span,
                said!("应为带`name`的分析，实际不是", "expected an analysis with a `name`, found something else"),
            );
            continue;
        };
        match name(&mut table) {
            Some(name) => asked.push(Asked { name, params: Spanned::new(span, DeValue::Table(table)) }),
            None => {
                wrong(span, said!("应有键`name`，值为文字，实际没有", "expected a key `name` with a text, found none"));
            }
        }
    }
    asked
}

/// Takes the name out of an entry, where it is a text.
fn name(table: &mut DeTable<'_>) -> Option<Spanned<String>> {
    let name = table.remove("name")?;
    let text = name.get_ref().as_str()?.to_owned();
    Some(Spanned::new(name.span(), text))
}
