//! The heading band of a table of accounts: what each column is, merged cells included.

use crate::documents::{Grid, Merge, Row};
use crate::records::account_tables::names::compact;
use crate::records::told_labels::AccountLabels;
use crate::values::{Cell, parse_number};

/// Columns that belong together: a code, a name and the amounts behind them. Tables print one, two
/// or three of these side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// The columns of the code; three where 类, 款 and 项 stand apart.
    pub(super) code: Vec<usize>,
    pub(super) name: Option<usize>,
    /// The columns of amounts with their headings.
    pub(super) amounts: Vec<(usize, String)>,
}

/// The headings of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    /// How many rows at the top are headings.
    pub(super) rows: usize,
    /// The texts above each column from top to bottom, each once.
    paths: Vec<Vec<String>>,
    pub(super) groups: Vec<Group>,
}

impl Headings {
    /// Reads the band: all rows above the first that holds a code, an amount or a total.
    pub(super) fn of(grid: &Grid, labels: &AccountLabels) -> Self {
        let rows = grid.rows.iter().position(|row| is_data(row, labels)).unwrap_or(grid.rows.len());
        let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let paths: Vec<Vec<String>> = (0..width).map(|at| path(&grid.rows[..rows], at)).collect();
        let groups = groups(&paths, labels);
        Self { rows, paths, groups }
    }

    /// The headings above a column, from top to bottom.
    pub(super) fn path(&self, at: usize) -> Vec<String> {
        self.paths.get(at).cloned().unwrap_or_default()
    }

    /// Whether a row only counts columns (栏次 1 2 3).
    pub(super) fn counts(&self, row: &Row, labels: &AccountLabels) -> bool {
        row.cells.iter().find(|cell| !cell.text.is_empty()).is_some_and(|cell| labels.count.exact(&cell.text).is_some())
    }
}

/// Whether a row holds data: a class code, an amount with decimals, or a numbered or total name.
fn is_data(row: &Row, labels: &AccountLabels) -> bool {
    let counts = row.cells.iter().any(|cell| labels.count.exact(&cell.text).is_some());
    let code = |text: &str| matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = |text: &str| text.contains('.') && matches!(parse_number(text), Cell::Value(_));
    let numbered =
        |text: &str| text.chars().nth(1) == Some('、') && text.starts_with(|c| "一二三四五六七八九".contains(c));
    row.cells.iter().any(|cell| {
        let text = compact(&cell.text);
        code(&text) || amount(&text) || numbered(&text)
    }) && !counts
}

/// The heading texts above column `at`; a covered cell speaks with the text of the cell that covers it.
fn path(band: &[Row], at: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (row, cells) in band.iter().enumerate() {
        let text = covering(band, row, at.min(cells.cells.len().saturating_sub(1)));
        if !text.is_empty() && texts.last() != Some(&text) {
            texts.push(text);
        }
    }
    texts
}

fn covering(band: &[Row], row: usize, at: usize) -> String {
    let (mut row, mut at) = (row, at);
    loop {
        let Some(cell) = band.get(row).and_then(|cells| cells.cells.get(at)) else { return String::new() };
        match cell.merge {
            Merge::Left if at > 0 => at -= 1,
            Merge::Above if row > 0 => row -= 1,
            _ => return compact(&cell.text),
        }
    }
}

/// Groups columns: a code or a name begins a new one, amounts belong to the last.
fn groups(paths: &[Vec<String>], labels: &AccountLabels) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let Some(last) = path.last() else { continue };
        let is_code = path.iter().any(|text| labels.code.exact(text).is_some());
        let is_name = labels.name.exact(last).is_some();
        if path.iter().any(|text| labels.count.exact(text).is_some()) {
            continue;
        }
        let complete = groups.last().is_none_or(|group| !group.amounts.is_empty());
        if is_code || is_name {
            if complete {
                groups.push(Group::default());
            }
            if let Some(group) = groups.last_mut() {
                if is_code {
                    group.code.push(at);
                } else {
                    group.name = group.name.or(Some(at));
                }
            }
            continue;
        }
        if groups.is_empty() {
            groups.push(Group::default());
        }
        if let Some(group) = groups.last_mut() {
            group.amounts.push((at, heading(path)));
        }
    }
    groups
}

/// The heading of a column of amounts: its last text, with the one above where that alone says little.
fn heading(path: &[String]) -> String {
    const LITTLE: [&str; 6] = ["小计", "合计", "预算数", "决算数", "基本支出", "项目支出"];
    match path {
        [.., above, last] if LITTLE.contains(&last.as_str()) && !matches!(above.as_str(), "支出" | "收入") => {
            format!("{above}/{last}")
        }
        [.., last] => last.clone(),
        [] => String::new(),
    }
}
