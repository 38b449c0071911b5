//! Which table a grid is: its title and its unit of money, in the lines above it or its first rows.

use crate::documents::{Block, Grid};
use crate::records::account_tables::names::compact;
use crate::records::final_accounts::Head;
use crate::records::lexicon::Lexicon;
use crate::records::table_number::TableNumber;
use crate::records::told_labels::AccountLabels;
use crate::values::{MoneyUnit, find_year};

/// What stands above a table.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// The table's number in the national form, from 01 to 09.
    pub(super) number: TableNumber,
    /// Whether it is a table of a budget.
    pub(super) budget: bool,
    /// The year the title names.
    pub(super) year: Option<i32>,
    /// The unit of money, where it is printed.
    pub(super) unit: Option<MoneyUnit>,
}

/// How many lines above a table, and rows of it, may hold its title.
const LINES: usize = 8;
const ROWS: usize = 5;

impl Title {
    /// The title of `grid` among the blocks before it, the nearest first.
    pub(super) fn above(before: &[Block], grid: &Grid, labels: &AccountLabels, head: &Head) -> Option<Self> {
        let within = grid.rows.iter().take(ROWS).flat_map(|row| &row.cells).map(|cell| compact(&cell.text));
        let lines = before.iter().rev().map_while(|block| match block {
            Block::Line(line) => Some(compact(&line.text)),
            Block::Grid(_) => None,
        });
        let texts: Vec<String> = within.filter(|text| !text.is_empty()).chain(lines.take(LINES)).collect();
        let numbered = |titles: &Lexicon<TableNumber>, text: &String| titles.suffix(without_form_number(text));
        let of_accounts = texts.iter().find_map(|text| numbered(&labels.titles, text));
        let (budget, (_, number)) = match of_accounts {
            Some(found) => (false, found),
            None => (true, budget_title(&texts, labels, head)?),
        };
        let unit = texts.iter().find_map(|text| unit_of(text));
        let told = |text: &&String| {
            if budget {
                labels.budget_titles.suffix(without_form_number(text)).is_some()
            } else {
                text.contains("决算")
            }
        };
        let year = texts.iter().filter(told).find_map(|text| find_year(text));
        Some(Self { number, budget, year, unit })
    }
}

/// The title of a table of a budget: in a budget, or in a paper of no title where the table itself says that
/// it is one. The paper of accounts has such tables only as those of accounts.
fn budget_title(texts: &[String], labels: &AccountLabels, head: &Head) -> Option<(usize, TableNumber)> {
    let says = || texts.iter().any(|text| text.contains("预算") && !text.contains("决算"));
    if head.budget.is_none() && (head.year.is_some() || !says()) {
        return None;
    }
    let bare = |text: &String| without_form_number(text).chars().filter(|c| !"“”\"".contains(*c)).collect::<String>();
    texts.iter().find_map(|text| labels.budget_titles.suffix(&bare(text)))
}

/// A title without the number of the form behind it (公开01表, （公开01表）).
fn without_form_number(text: &str) -> &str {
    let text = ["公开", "预算0", "预算1"]
        .into_iter()
        .fold(text, |text, word| text.split(word).next().filter(|rest| !rest.is_empty()).unwrap_or(text));
    let text = text.split("公开").next().filter(|rest| !rest.is_empty()).unwrap_or(text);
    text.trim_end_matches(['（', '(', '）', ')'])
}

/// The unit of money a text such as 单位：万元 or 金额单位：元 names.
fn unit_of(text: &str) -> Option<MoneyUnit> {
    let (_, unit) = text.split_once("单位：").or_else(|| text.split_once("单位:"))?;
    match unit {
        _ if unit.starts_with("万元") || unit.starts_with("人民币万元") => Some(MoneyUnit::Wan),
        _ if unit.starts_with('元') || unit.starts_with("人民币元") => Some(MoneyUnit::Yuan),
        _ => None,
    }
}
