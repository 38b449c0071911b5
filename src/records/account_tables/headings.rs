//! The heading band of a table of accounts: what each column is, merged cells included.

use crate::documents::{Grid, Merge, Row};
use crate::records::AccountColumn;
use crate::records::account_tables::names::compact;
use crate::records::told_labels::AccountLabels;
use crate::values::{Cell, find_year, parse_number};

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
        let band = &grid.rows[..rows];
        let counting: Vec<bool> = band.iter().map(|row| counts(row, labels)).collect();
        let paths: Vec<Vec<String>> = (0..width).map(|at| path(band, &counting, at)).collect();
        let bare: Vec<bool> = (0..width).map(|at| holds_code_parts(&grid.rows[rows..], at)).collect();
        let groups = groups(&paths, &bare, labels);
        Self { rows, paths, groups }
    }

    /// Whether the cells of a text's table have lost their columns: a row of headings is shorter than the
    /// rows below it, and no mark says which of its cells covers more than one column.
    pub(super) fn are_lost(&self, grid: &Grid) -> bool {
        let rows = &grid.rows;
        let merged = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.merge != Merge::Own);
        let (band, body) = rows.split_at(self.rows.min(rows.len()));
        let width = body.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        !merged && band.iter().any(|row| row.cells.len() > 1 && row.cells.len() < width)
    }

    /// The headings above a column, from top to bottom.
    pub(super) fn path(&self, at: usize) -> Vec<String> {
        self.paths.get(at).cloned().unwrap_or_default()
    }
}

/// Whether a row only counts columns: 栏次 1 2 3, 类 款 项 栏次 1 2 3, or the numbers alone. A heading 行次
/// among other headings counts the rows of its own column, not the columns.
pub(super) fn counts(row: &Row, labels: &AccountLabels) -> bool {
    const DIGITS: usize = 2;
    let texts: Vec<String> = row.cells.iter().map(|cell| compact(&cell.text)).filter(|text| !text.is_empty()).collect();
    let number = |text: &str| {
        // A column may say what it is the sum of: 1=2+3, (2), 3栏.
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let bare = text.trim_end_matches('栏');
        digits > 0
            && bare
                .split(['=', '+', '-', '(', ')', '（', '）', '＝', '＋', '－'])
                .all(|part| part.len() <= DIGITS && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let word = |text: &str| labels.count.exact(text).is_some();
    let level = |text: &str| labels.code_levels.exact(text).is_some();
    let named = texts.iter().any(|text| word(text));
    let numbers: Vec<&String> = texts.iter().filter(|text| number(text)).collect();
    if named {
        return !numbers.is_empty() && texts.iter().all(|text| number(text) || word(text) || level(text));
    }
    // Without the word only a run of numbers from 1 on counts: 1 2 3 4.
    let runs = numbers.iter().zip(1..).all(|(text, at)| text.trim_matches(['(', ')', '（', '）']) == at.to_string());
    numbers.len() > 1 && runs && texts.iter().all(|text| number(text) || level(text))
}

/// Whether a row holds data: a class code, an amount with decimals, a whole number behind a name, or a
/// numbered name.
fn is_data(row: &Row, labels: &AccountLabels) -> bool {
    if counts(row, labels) {
        return false;
    }
    let code = |text: &str| matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = |text: &str| text.contains('.') && matches!(parse_number(text), Cell::Value(_));
    let numbered =
        |text: &str| text.chars().nth(1) == Some('、') && text.starts_with(|c| "一二三四五六七八九".contains(c));
    // 合计 20 7: a year is no amount, and no heading stands before a number.
    let whole =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && find_year(&format!("{text}年")).is_none();
    let mut texts = row.cells.iter().map(|cell| compact(&cell.text)).filter(|text| !text.is_empty());
    let named = texts.clone().next().is_some_and(|text| labels.total.exact(&text).is_some());
    texts.any(|text| code(&text) || amount(&text) || numbered(&text) || named && whole(&text))
}

/// The heading texts above column `at`; a covered cell speaks with the text of the cell that covers it.
/// Rows that only count columns say nothing of what stands in them.
fn path(band: &[Row], counting: &[bool], at: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (row, cells) in band.iter().enumerate().filter(|(row, _)| !counting.get(*row).copied().unwrap_or(false)) {
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

/// Whether the cells of a column hold nothing but two digits, or nothing: 款 or 项 of a code in three parts.
fn holds_code_parts(rows: &[Row], at: usize) -> bool {
    let texts = rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| compact(&cell.text));
    let mut filled = texts.filter(|text| !text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|text| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Groups columns: a code or a name begins a new one, amounts belong to the last.
fn groups(paths: &[Vec<String>], code_parts: &[bool], labels: &AccountLabels) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let Some(last) = path.last() else {
            // A text leaves the cells empty that the heading of a code in three parts covers.
            let open = groups.last_mut().filter(|group| !group.code.is_empty() && group.name.is_none());
            if let Some(group) = open.filter(|_| code_parts[at]) {
                group.code.push(at);
            }
            continue;
        };
        let is_level = labels.code_levels.exact(last).is_some();
        let is_code = is_level || path.iter().any(|text| labels.code.exact(text).is_some());
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
            group.amounts.push((at, heading(path, labels)));
        }
    }
    groups
}

/// The heading of a column of amounts: its last text, with the one above where that alone says little.
fn heading(path: &[String], labels: &AccountLabels) -> String {
    let little = |text: &str| {
        let kind = labels.columns.exact(text);
        labels.total.exact(text).is_some()
            || labels.budget.exact(text).is_some()
            || matches!(kind, Some(AccountColumn::Single | AccountColumn::Basic | AccountColumn::Project))
    };
    match path {
        [.., above, last] if little(last) && !matches!(above.as_str(), "支出" | "收入") => {
            format!("{above}/{last}")
        }
        [.., last] => last.clone(),
        [] => String::new(),
    }
}
