//! Tables that a document cuts into several, joined again: a form in two or three tables or over two
//! sheets, accounts whose rest follows without headings. What joins them is what they hold; where that
//! does not settle it, a doubt says so.

use crate::documents::{Block, Document, Grid, Line, Row, Spot};
use crate::problem::{Code, Problem, said};
use crate::records::form_labels::{FormLabels, Head};
use crate::records::labels::Labels;
use crate::values::{Cell, parse_number};
use std::borrow::Cow;

/// So many lines may stand between the parts of a table.
const LINES: usize = 3;

/// A mark that a table goes on, or the number of a page, is no longer than this.
const MARK: usize = 40;

/// A table is cut into fewer parts than this: each part looks at all of those before it.
const PARTS: usize = 64;

/// How a table stands to the one before it.
enum Relation {
    /// It is the rest of it, below so many rows that are headings again.
    Rest(usize),
    /// It has no headings, and the one before may not be its own.
    Doubtful,
    /// It is a table of its own.
    Own,
}

/// `document` with the parts of its cut tables in one, and doubts where that is not certain.
pub(super) fn joined<'a>(document: &'a Document, labels: &Labels) -> Cow<'a, Document> {
    let grids = document.blocks.iter().filter(|block| matches!(block, Block::Grid(_))).count();
    if grids < 2 || !relations(&document.blocks, labels).iter().any(|relation| !matches!(relation, Relation::Own)) {
        return Cow::Borrowed(document);
    }
    let mut whole = Document { blocks: Vec::new(), ..document.clone() };
    let mut parts = 1;
    for block in &document.blocks {
        let Block::Grid(next) = block else {
            whole.blocks.push(block.clone());
            continue;
        };
        match relation(&whole.blocks, next, labels) {
            Relation::Rest(again) if parts < PARTS => {
                parts += 1;
                if let Some(last) = last_grid(&mut whole.blocks) {
                    last.rows.extend(next.rows.iter().skip(again).cloned());
                }
            }
            other => {
                parts = 1;
                if !matches!(other, Relation::Own) {
                    whole.problems.push(doubt(document, next));
                }
                whole.blocks.push(block.clone());
            }
        }
    }
    Cow::Owned(whole)
}

/// How each table stands to the one before it.
fn relations(blocks: &[Block], labels: &Labels) -> Vec<Relation> {
    let at = |(at, block): (usize, &Block)| match block {
        Block::Grid(next) => Some(relation(&blocks[..at], next, labels)),
        Block::Line(_) => None,
    };
    blocks.iter().enumerate().filter_map(at).collect()
}

fn last_grid(blocks: &mut [Block]) -> Option<&mut Grid> {
    blocks.iter_mut().rev().find_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    })
}

fn doubt(document: &Document, next: &Grid) -> Problem {
    let spot = next.rows.first().and_then(|row| row.cells.first()).map_or_else(Spot::default, |cell| cell.spot);
    let message = said!(
        "此表没有表头，一开始就是数字：可能是前一张表的续表，未能接上",
        "found a table that begins with figures, without headings: it may be the rest of the one before, to which it was not joined"
    );
    Problem::doubt(Code::TableGoesOn, document.source.place(spot), message).hint(said!(
        "请用`jixiao cells 文件`查看两张表；列数一致时会自动接上",
        "look at both with `jixiao cells FILE`; tables of equal columns are joined"
    ))
}

/// How `next` stands to the last table of `before`.
fn relation(before: &[Block], next: &Grid, labels: &Labels) -> Relation {
    let lines = before.iter().rev().map_while(|block| match block {
        Block::Line(line) => Some(line),
        Block::Grid(_) => None,
    });
    let between: Vec<&Line> = lines.collect();
    let Some(Block::Grid(last)) = before.len().checked_sub(between.len() + 1).and_then(|at| before.get(at)) else {
        return Relation::Own;
    };
    if between.len() > LINES || !between.iter().all(|line| is_mark(&line.text)) {
        let untitled = between.len() <= LINES && !between.iter().any(|line| names_table(&line.text));
        let rest = untitled && !is_open(last, labels) && begins_with_figures(next) && holds_amounts(last);
        return if rest { Relation::Doubtful } else { Relation::Own };
    }
    if is_rest_of_form(last, next, labels) {
        return Relation::Rest(0);
    }
    let (own, other) = (width(last), width(next));
    let again = repeated(last, next);
    let fresh = |grid: &Grid| grid.rows.get(again).and_then(first_text);
    match again {
        0 if !begins_with_figures(next) || !holds_amounts(last) => Relation::Own,
        0 if own == other => Relation::Rest(0),
        0 => Relation::Doubtful,
        _ if own == other && holds_amounts(last) && fresh(last) != fresh(next) && begins_with_code(next, again) => {
            Relation::Rest(again)
        }
        _ => Relation::Own,
    }
}

/// Whether a line says no more than that a table goes on, or numbers a page.
fn is_mark(text: &str) -> bool {
    let squashed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = squashed.trim_matches(['（', '）', '(', ')', '：', ':']);
    let continued =
        bare.starts_with("续表") || bare.starts_with("接上") || bare.ends_with('续') || bare.ends_with("续表");
    let dress = |c: char| c.is_ascii_digit() || "-—－–·•~第页共/，,".contains(c);
    squashed.chars().count() <= MARK && (continued || squashed.chars().all(dress))
}

/// Whether a line may name a table of its own.
fn names_table(text: &str) -> bool {
    text.contains(['表', '图']) || text.contains("附件")
}

fn width(grid: &Grid) -> usize {
    grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
}

fn first_text(row: &Row) -> Option<String> {
    row.cells.iter().map(|cell| compact(&cell.text)).find(|text| !text.is_empty())
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many rows at the head of `next` are those at the head of `last`.
fn repeated(last: &Grid, next: &Grid) -> usize {
    let texts = |row: &Row| row.cells.iter().map(|cell| compact(&cell.text)).collect::<Vec<String>>();
    let equal = last.rows.iter().zip(&next.rows).take_while(|(own, other)| {
        let (own, other) = (texts(own), texts(other));
        own == other && own.iter().any(|text| !text.is_empty())
    });
    equal.count()
}

/// Whether the first row holds amounts and no headings: two figures at least, and all texts but two
/// are figures.
fn begins_with_figures(grid: &Grid) -> bool {
    let Some(row) = grid.rows.first() else { return false };
    let texts: Vec<String> = row.cells.iter().map(|cell| compact(&cell.text)).filter(|text| !text.is_empty()).collect();
    let amounts = texts.iter().filter(|text| is_amount(text)).count();
    let others = texts.iter().filter(|text| !is_figure(text)).count();
    amounts >= 2 && others <= 1
}

/// Whether row `at` begins with the code of a class, which no sum does.
fn begins_with_code(grid: &Grid, at: usize) -> bool {
    let first = grid.rows.get(at).and_then(first_text);
    first.is_some_and(|text| text.len() >= 3 && text.chars().all(|c| c.is_ascii_digit()))
}

fn is_figure(text: &str) -> bool {
    matches!(parse_number(text), Cell::Value(_)) || text.chars().all(|c| "-—–".contains(c))
}

fn is_amount(text: &str) -> bool {
    text.contains('.') && matches!(parse_number(text), Cell::Value(_))
}

fn holds_amounts(grid: &Grid) -> bool {
    grid.rows.iter().flat_map(|row| &row.cells).any(|cell| is_amount(&compact(&cell.text)))
}

/// Whether the last form of a grid has no total yet.
fn is_open(grid: &Grid, labels: &Labels) -> bool {
    labels.families.iter().any(|family| open_form(grid, family))
}

fn open_form(grid: &Grid, family: &FormLabels) -> bool {
    let head = grid.rows.iter().rposition(|row| names_project(row, family));
    let total = |row: &Row| first_text(row).is_some_and(|text| family.total.exact(&text).is_some());
    head.is_some_and(|head| !grid.rows[head..].iter().any(total))
}

fn names_project(row: &Row, family: &FormLabels) -> bool {
    row.cells.iter().any(|cell| family.head_of(&cell.text) == Some(Head::Project))
}

/// Whether `next` goes on with the last form of `last`: that has no total yet, and `next` begins no form
/// but holds what a form has below its head.
fn is_rest_of_form(last: &Grid, next: &Grid, labels: &Labels) -> bool {
    labels.families.iter().any(|family| {
        let begins = next.rows.iter().any(|row| names_project(row, family));
        let titled = next.rows.first().and_then(first_text).is_some_and(|text| family.title.suffix(&text).is_some());
        open_form(last, family) && !begins && !titled && holds_rest(next, family, width(last) == width(next))
    })
}

/// Whether a table holds parts of a form: two of its labels, or one where it is as wide as the head.
fn holds_rest(grid: &Grid, family: &FormLabels, wide: bool) -> bool {
    let known = |text: &str| {
        family.money_block.exact(text).is_some()
            || family.funding.exact(text).is_some()
            || family.goals.exact(text).is_some()
            || family.indicator.exact(text).is_some()
            || family.total.exact(text).is_some()
            || family.level1.exact(text).is_some()
            || family.level2.exact(text).is_some()
    };
    let cells = grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
    cells.filter(|cell| known(&cell.text)).take(2).count() + usize::from(wide) >= 2
}
