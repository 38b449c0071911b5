//! A document without the names and numbers of people: the one door through which its text goes on
//! to records, excerpts, cells and messages.

use crate::documents::{Block, Document, Grid, Line, Spot};
use crate::problem::{Code, Problem, Said};
use crate::records::people::grid;
use crate::records::people::text::{Parted, content, hits, is_personal, personal, signs};
use crate::records::people::words::{ContactWords, Kind};
use crate::values::{Cell, MASK, Place, parse_number, without};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// What is left out of one text, by the position of its block, row and cell.
struct Change {
    block: usize,
    cell: Option<(usize, usize)>,
    text: String,
    count: usize,
}

/// `document` without the names and numbers of people, and a note that counts them where there were
/// any.
pub(in crate::records) fn veiled<'a>(document: &'a Document, contacts: &ContactWords) -> Cow<'a, Document> {
    let changes = changes(document, contacts);
    let sheets = document.source.sheets.iter().any(|sheet| !personal(sheet, contacts).is_empty());
    if changes.is_empty() && !sheets {
        return Cow::Borrowed(document);
    }
    let mut veiled = document.clone();
    let count: usize = changes.iter().map(|change| change.count).sum();
    for Change { block, cell, text, .. } in changes {
        match (veiled.blocks.get_mut(block), cell) {
            (Some(Block::Line(line)), _) => line.text = text,
            (Some(Block::Grid(grid)), Some((row, at))) => {
                let cell = grid.rows.get_mut(row).and_then(|row| row.cells.get_mut(at));
                cell.into_iter().for_each(|cell| cell.text.clone_from(&text));
            }
            _ => {}
        }
    }
    for sheet in &mut veiled.source.sheets {
        *sheet = without(sheet, &personal(sheet, contacts)).into();
    }
    if count > 0 {
        veiled.problems.push(note(document.source.place(Spot::default()), count));
    }
    Cow::Owned(veiled)
}

/// The note on what was left out.
pub(super) fn note(place: Place, count: usize) -> Problem {
    let what = if count == 1 { "name or number of a person was" } else { "names or numbers of people were" };
    Problem::note(
        Code::Masked,
        place,
        Said::new(
            format!("隐去人名或号码 {count} 处，原处印有{MASK}"),
            format!("{count} {what} left out; {MASK} stands in each place"),
        ),
    )
}

fn changes(document: &Document, contacts: &ContactWords) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut lines = Lines::default();
    for (block, content) in document.blocks.iter().enumerate() {
        match content {
            Block::Line(line) => lines.line(block, line, contacts, &mut changes),
            Block::Grid(grid) => {
                lines = Lines::default();
                cells(block, grid, contacts, &mut changes);
            }
        }
    }
    changes
}

fn cells(block: usize, grid: &Grid, contacts: &ContactWords, changes: &mut Vec<Change>) {
    let boxes = grid::boxes(grid, contacts);
    // Below and beside the words of money a numeral alone is an amount.
    let mut below_money: BTreeSet<usize> = BTreeSet::new();
    for (row, cells) in grid.rows.iter().enumerate() {
        let money = |text: &str| MONEY.iter().any(|word| text.contains(word));
        let columns = cells.cells.iter().enumerate().filter(|(_, cell)| money(&cell.text)).map(|(at, _)| at);
        let columns: Vec<usize> = columns.collect();
        below_money.extend(&columns);
        for (at, cell) in cells.cells.iter().enumerate().filter(|(_, cell)| cell.text != MASK && !cell.text.is_empty())
        {
            let place = Some((row, at));
            if boxes.binary_search(&(row, at)).is_ok() {
                changes.push(Change { block, cell: place, text: MASK.to_owned(), count: 1 });
                continue;
            }
            let figure = || is_numeral(&cell.text) && (!columns.is_empty() || below_money.contains(&at));
            let found = personal(&cell.text, contacts);
            if !found.is_empty() && !figure() {
                changes.push(Change { block, cell: place, text: without(&cell.text, &found), count: found.len() });
            }
        }
    }
}

fn is_numeral(text: &str) -> bool {
    matches!(parse_number(text), Cell::Value(_))
}

/// Words in a row or a column of amounts.
const MONEY: [&str; 10] = ["元", "额", "预算", "决算", "执行", "支出", "收入", "资金", "拨款", "合计"];

/// Lines of running text, one after another: a box may be labelled on one and filled on the next, and
/// a number broken between them.
#[derive(Default)]
struct Lines {
    /// What the label at the end of the line above asks for.
    open: Option<Kind>,
    /// Whether a heading of names stands above, and names have stood in every line since.
    listed: bool,
    /// The line above: its block, its text, and what was left out of it.
    above: Option<(usize, String)>,
}

impl Lines {
    fn line(&mut self, block: usize, line: &Line, contacts: &ContactWords, changes: &mut Vec<Change>) {
        let mut found = personal(&line.text, contacts);
        let chars = signs(&line.text);
        let hits = hits(&chars, contacts);
        let filled = self.open.and_then(|kind| filled(&line.text, &chars, kind, contacts));
        self.listed = contacts.heads_names(&line.text) || self.listed && filled.is_some();
        if let Some(end) = filled.clone().filter(|_| line.text != MASK) {
            found.retain(|range| range.start >= end.end);
            found.insert(0, end);
        }
        self.broken(&line.text, &mut found, contacts, changes);
        let last = hits.last().filter(|hit| hit.content.is_empty() && hit.content.start >= chars.len());
        // Two boxes filled one below the other: the second is asked for still.
        let more = self.open.filter(|_| filled.is_some_and(|range| range.end == chars.len()));
        self.open = last.map(|hit| hit.kind).or(more).or(self.listed.then_some(Kind::Name));
        self.above = Some((block, line.text.clone()));
        if !found.is_empty() {
            let (text, count) = (without(&line.text, &found), found.len());
            changes.push(Change { block, cell: None, text, count });
        }
    }

    /// A number of which one part ends the line above and the other begins this one.
    fn broken(&self, text: &str, found: &mut Vec<Range<usize>>, contacts: &ContactWords, changes: &mut Vec<Change>) {
        let Some((block, above)) = &self.above else { return };
        let tail = above.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '-').count();
        let head = text.chars().take_while(|c| c.is_ascii_digit() || *c == '-').count();
        let length = above.chars().count();
        // A row of figures has blanks between them, running text has none.
        let before = length.checked_sub(tail + 1).and_then(|at| above.chars().nth(at));
        if tail == 0 || head == 0 || before.is_none_or(char::is_whitespace) {
            return;
        }
        let joined = format!("{above}\n{text}");
        let spans =
            personal(&joined, contacts).into_iter().find(|range| range.start < length && range.end > length + 1);
        let Some(span) = spans else { return };
        if found.iter().any(|range| range.start == 0) || changes.last().is_some_and(|change| change.block == *block) {
            return;
        }
        found.insert(0, 0..span.end - length - 1);
        let cut = span.start..length;
        changes.push(Change { block: *block, cell: None, text: without(above, &[cut]), count: 0 });
    }
}

/// What a line holds of a box labelled on the line above, or of a list of names; it may be numbered.
fn filled(text: &str, chars: &[char], kind: Kind, contacts: &ContactWords) -> Option<Range<usize>> {
    if is_personal(text, kind, contacts) {
        return Some(0..chars.len());
    }
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let start = chars[digits..].iter().take_while(|c| c.is_whitespace() || ".、".contains(**c)).count();
    let start = if (1..=3).contains(&digits) && start > 0 { digits + start } else { 0 };
    let end = content(chars, start, Parted::Blank, kind, false, contacts).filter(|_| !contacts.is_known(text))?;
    Some(start..end)
}
