//! Tables over page breaks, joined again.
//!
//! Two parts are one table where the second opens the page after the one that the first closes,
//! and either their lines agree or the second repeats the headings of the first. A title between
//! them, or lines that differ, keep them apart.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::lattice::Area;
use super::layout::{Cell, Doubt, Table};
use super::rulings::{SNAP, clusters, nearest};
use std::collections::BTreeMap;

/// A table that goes on has come down the page this far.
const DOWN: f64 = 0.6;

/// What stands between two parts of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// What stands on other pages too, which says nothing.
    Furniture,
    /// A mark that the table goes on.
    Continued,
    /// A line in the margin that stands on this page alone: it may be a title.
    Doubtful,
}

/// Whether `next` is the rest of `table` although something stands between them.
///
/// `height` is that of the page that `table` ends on.
pub(super) fn goes_on(table: &Table, next: &Table, height: f64, between: Between) -> bool {
    let shift = table.xs[0] - next.xs[0];
    let mut pairs = table.xs.iter().zip(&next.xs);
    let same_lines = table.xs.len() == next.xs.len() && pairs.all(|(own, other)| (own - other - shift).abs() <= SNAP);
    let same_width = (last(&next.xs) + shift - last(&table.xs)).abs() <= SNAP;
    let reaches_end = table.bottom > DOWN * height;
    let repeated = repeated_rows(table, next);
    if is_form_again(table, next, repeated) {
        return false;
    }
    match (repeated, between) {
        (0, Between::Doubtful) => same_lines && begins_with_figures(next),
        (0, _) => same_lines || same_width && reaches_end,
        // A table of its own under the same headings begins with the sum of its rows.
        _ => between != Between::Doubtful && same_width && first_label(table, repeated) != first_label(next, repeated),
    }
}

/// Whether the first row holds figures, not headings or the labels of a form.
fn begins_with_figures(table: &Table) -> bool {
    let is_figure = |text: &str| {
        text.chars().any(|sign| sign.is_ascii_digit())
            && text.chars().all(|sign| sign.is_ascii_digit() || ".,-%".contains(sign))
    };
    row(table, 0).iter().any(|(_, text)| is_figure(text))
}

/// The first text of a row.
fn first_label(table: &Table, number: usize) -> Option<String> {
    row(table, number).into_iter().map(|(_, text)| text).find(|text| !text.is_empty())
}

/// Joins `next` to the right of `table` where it holds the columns of the same rows that found no room on
/// the page: all its lines stand at the heights of those of `table`, and it has no labels of rows. Else
/// gives it back.
pub(super) fn join_beside(table: &mut Table, next: Table) -> Option<Table> {
    const ROWS: usize = 4;
    let edges = |ys: &[f64]| ys.first().copied().zip(ys.last().copied());
    let near = |a: f64, b: f64| (a - b).abs() <= SNAP;
    let same_edges =
        edges(&table.ys).zip(edges(&next.ys)).is_some_and(|(own, other)| near(own.0, other.0) && near(own.1, other.1));
    let has_label = |table: &Table, number: usize| {
        let cells = table.cells.iter().filter(|cell| cell.area.row == number);
        cells.min_by_key(|cell| cell.area.column).is_some_and(|cell| cell.text.chars().any(char::is_alphabetic))
    };
    let bare = |number: &usize| begins_figures_only(&next, *number) && !has_label(&next, *number);
    let figures = (0..next.rows).filter(bare).count();
    let headed = has_label(&next, 0) || has_label(&next, next.rows.min(1));
    // The rows of the table have labels of their own, which those beside it have not.
    let labelled = (0..table.rows)
        .filter(|number| row(table, *number).iter().any(|(_, text)| text.chars().any(char::is_alphabetic)));
    if next.ys.len() < ROWS
        || !same_edges
        || !is_part(&next.ys, &table.ys)
        || !headed
        || figures + ROWS < next.rows
        || figures < 2
        || labelled.count() < figures
        || repeated_rows(table, &next) > 0
    {
        return Some(next);
    }
    let columns = table.xs.len() - 1;
    let shift = last(&table.xs) - next.xs[0];
    table.xs.extend(next.xs.iter().skip(1).map(|x| x + shift));
    for mut cell in next.cells {
        let (top, end) = (cell.area.row, cell.area.row + cell.area.rows);
        let (first, below) = (nearest(&table.ys, next.ys[top]), nearest(&table.ys, next.ys[end]));
        cell.area = Area { row: first, rows: (below - first).max(1), column: cell.area.column + columns, ..cell.area };
        table.cells.push(cell);
    }
    table.follows = false;
    None
}

/// Whether all the texts of a row are figures, and there are some.
fn begins_figures_only(table: &Table, number: usize) -> bool {
    let figure = |text: &str| text.chars().any(|sign| sign.is_ascii_digit()) && !text.chars().any(char::is_alphabetic);
    let texts: Vec<String> =
        row(table, number).into_iter().map(|(_, text)| text).filter(|text| !text.is_empty()).collect();
    !texts.is_empty() && texts.iter().all(|text| figure(text) || text.chars().all(|sign| "-—".contains(sign)))
}

/// Joins `next` to the end of `table` where both are parts of one; else gives it back.
///
/// `height` is that of the page that `table` ends on.
pub(super) fn join(table: &mut Table, next: Table, height: f64) -> Option<Table> {
    let reaches_end = table.bottom > DOWN * height || next.follows;
    let repeated = repeated_rows(table, &next);
    if is_form_again(table, &next, repeated) {
        return Some(next);
    }
    let shift = table.xs[0] - next.xs[0];
    let moved: Vec<f64> = next.xs.iter().map(|x| x + shift).collect();
    let same_width = (last(&moved) - last(&table.xs)).abs() <= SNAP;
    let same_lines = same_width && (is_part(&moved, &table.xs) || is_part(&table.xs, &moved));
    let is_one = match repeated {
        0 => same_lines || same_width && reaches_end,
        _ => reaches_end && (same_width || table.xs.len() == next.xs.len()),
    };
    if !is_one {
        return Some(next);
    }
    if same_width {
        let xs = clusters(table.xs.iter().chain(&moved).copied().collect());
        spread(&mut table.cells, &table.xs, &xs);
        let mut cells = next.cells;
        spread(&mut cells, &moved, &xs);
        table.xs = xs;
        append(table, cells, repeated, next.rows);
    } else {
        append(table, next.cells, repeated, next.rows);
    }
    table.bottom = next.bottom;
    // Its rows stand on several pages, so their heights say nothing together.
    table.ys.clear();
    None
}

fn last(xs: &[f64]) -> f64 {
    xs.last().copied().unwrap_or_default()
}

/// Whether every line of `few` is one of `many`.
fn is_part(few: &[f64], many: &[f64]) -> bool {
    few.iter().all(|x| (many[nearest(many, *x)] - x).abs() <= SNAP)
}

/// How many rows at the head of `next` repeat those at the head of `table`: its headings, printed
/// again. A table that consists of nothing else repeats nothing.
fn repeated_rows(table: &Table, next: &Table) -> usize {
    let mut rows = 0;
    while rows < next.rows.min(table.rows) {
        let (own, other) = (row(table, rows), row(next, rows));
        if own != other {
            break;
        }
        rows += 1;
    }
    // A merged heading that reaches further down is not repeated as a whole.
    while rows > 0 && next.cells.iter().any(crosses_at(rows)) {
        rows -= 1;
    }
    let says_something = next.cells.iter().any(|cell| cell.area.row < rows && !cell.text.is_empty());
    if rows < next.rows && says_something { rows } else { 0 }
}

/// Whether a cell begins above row `rows` and ends below it.
fn crosses_at(rows: usize) -> impl Fn(&Cell) -> bool {
    move |cell| cell.area.row < rows && cell.area.row + cell.area.rows > rows
}

/// Whether `next` is the form of `table` filled in anew: behind what it repeats, its rows begin with
/// the same labels. The rows of a table that goes on begin with others.
fn is_form_again(table: &Table, next: &Table, repeated: usize) -> bool {
    const ROWS: usize = 6;
    let label = |table: &Table, number: usize| {
        let first = row(table, number).into_iter().next().map(|(_, text)| text);
        first.filter(|text| text.chars().any(char::is_alphabetic))
    };
    let same = (repeated..repeated + ROWS).filter(|number| {
        let own = label(table, *number);
        own.is_some() && own == label(next, *number)
    });
    same.count() >= 2
}

/// The cells that begin in a row: their order, spans and texts.
fn row(table: &Table, row: usize) -> Vec<(usize, String)> {
    let squashed = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    let cells = table.cells.iter().filter(|cell| cell.area.row == row);
    cells.map(|cell| (cell.area.rows, squashed(&cell.text))).collect()
}

/// Counts the columns of cells by `to`, which holds every line of `from`.
fn spread(cells: &mut [Cell], from: &[f64], to: &[f64]) {
    for cell in cells {
        let area = &mut cell.area;
        let (first, end) = (nearest(to, from[area.column]), nearest(to, from[area.column + area.columns]));
        (area.column, area.columns) = (first, (end - first).max(1));
    }
}

/// Adds the rows of a part below those of a table, its first `repeated` rows left out.
fn append(table: &mut Table, cells: Vec<Cell>, repeated: usize, rows: usize) {
    let base = table.rows;
    let fresh: Vec<Cell> = cells.into_iter().filter(|cell| cell.area.row >= repeated).collect();
    let above = lowest(table);
    let over = |area: &Area| above.get(&(area.column, area.columns)).copied();
    let head: Vec<&Cell> = fresh.iter().filter(|cell| cell.area.row == repeated).collect();
    let goes_on = row_goes_on(table, &head, over);
    if let (Some(false), Some(first)) = (goes_on, head.first()) {
        table.doubts.push(Doubt::RowCut { page: first.page, table: first.table, row: first.row });
    }
    let cut = goes_on == Some(true);
    for mut cell in fresh {
        let over = over(&cell.area).filter(|_| cell.area.row == repeated).map(|number| &mut table.cells[number]);
        cell.area.row = base + cell.area.row - repeated - usize::from(cut);
        match over {
            // One row cut by the break: its text goes on.
            Some(over) if cut => {
                if !cell.text.is_empty() {
                    over.text.push('\n');
                    over.text.push_str(&cell.text);
                }
                over.area.rows += cell.area.rows - 1;
            }
            // A merged cell goes on below the break, empty.
            Some(over) if cell.text.is_empty() && (over.area.rows > 1 || cell.area.rows > 1) => {
                over.area.rows += cell.area.rows;
            }
            _ => table.cells.push(cell),
        }
    }
    table.rows = base + rows - repeated - usize::from(cut);
}

/// The numbers of the cells that end at the foot of a table, by their column and columns.
fn lowest(table: &Table) -> BTreeMap<(usize, usize), usize> {
    let cells = table.cells.iter().enumerate();
    cells
        .filter(|(_, cell)| cell.area.row + cell.area.rows == table.rows)
        .map(|(number, cell)| ((cell.area.column, cell.area.columns), number))
        .collect()
}

/// Whether the first row of a part is the rest of a row that the break cut: every text in it goes on
/// under one that fills its cell, so that the next word had no room, without ending a sentence; and
/// cells that have a text above are empty here. The same columns lie above, all of them.
///
/// Where some of the texts above leave room, a row without a label of its own is in doubt (`false`) if
/// it has less than half of the texts, or most of those above leave none; nothing where the row is
/// one of its own.
fn row_goes_on(table: &Table, first: &[&Cell], over: impl Fn(&Area) -> Option<usize>) -> Option<bool> {
    let (mut goes_on, mut left_out, mut full) = (0, 0, 0);
    for cell in first {
        let above = over(&cell.area).map(|number| &table.cells[number])?;
        match (cell.text.is_empty(), above.text.is_empty()) {
            (true, false) => left_out += 1,
            (true, true) => {}
            (false, true) => return None,
            (false, false) => {
                goes_on += 1;
                full += usize::from(above.room < cell.word && !above.text.ends_with(['。', '；', '：']));
            }
        }
    }
    let unlabelled = first.iter().min_by_key(|cell| cell.area.column).is_some_and(|cell| cell.text.is_empty());
    let doubtful = unlabelled && (left_out > goes_on || full * 2 > goes_on);
    let certain = full == goes_on;
    (goes_on > 0 && left_out > 0 && (certain || doubtful)).then_some(certain)
}
