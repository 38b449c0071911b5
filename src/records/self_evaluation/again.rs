//! Indicators of running text read a second time, by the model of pieces and prices: what the first reader
//! left open is filled in, and where the two differ nothing is certain.

use crate::documents::Source;
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::draft::Draft;
use crate::records::self_evaluation::levels::Levels;
use crate::records::self_evaluation::lines::Budget;
use crate::records::self_evaluation::raw::{IndicatorDraft, Raw};
use crate::records::self_evaluation::sums::Sums;
use crate::records::self_evaluation::text::indicator_name;
use crate::records::self_evaluation::tokens::Token;
use crate::records::self_evaluation::torn::{self, Told};
use crate::records::self_evaluation::ways_out::borders_lost;
use crate::values::parse_number;
use rust_decimal::Decimal;

/// How many pieces a document may have looked at for one step of the first reader's budget.
const PIECES: usize = 10;

/// Reads the rows of `words` once more, where the first reading of them in `draft` is not whole.
pub(super) fn again(
    draft: &mut Draft,
    words: &[Token],
    (glued, columns): (bool, &[Column]),
    sums: &Sums,
    (file, labels): (&Source, &FormLabels),
    budget: &Budget,
) {
    let behind = columns.iter().copied().filter(|column| *column != Column::Level3);
    let columns: Vec<Column> = [Column::Level1, Column::Level2, Column::Level3].into_iter().chain(behind).collect();
    if is_whole(draft, &columns, sums) {
        return;
    }
    let mut steps = budget.get() / PIECES;
    let told = torn::block(words, glued, &columns, sums, labels, &mut steps);
    budget.set(budget.get().min(steps.saturating_mul(PIECES)));
    // Words of a column that holds no field of ours may stand in the cells beside it.
    let beside = columns.contains(&Column::Unread);
    let Some(rows) = told else {
        let words = |column: &Column| *column == Column::Level3 || *column == Column::Target;
        let rows = draft.indicators.iter_mut().filter(|_| beside);
        rows.for_each(|row| row.cells.retain(|column, _| !words(column)));
        return;
    };
    let rows = rows_of(rows, labels);
    if rows.len() == draft.indicators.len() {
        merge(draft, rows, (glued, &columns), (file, labels));
        return;
    }
    // Where nothing parts the cells, the first reading knows its rows by their lines.
    if glued {
        return;
    }
    // Rows in another number prove that the first reading cut them elsewhere.
    draft.problems.retain(|problem| !FIRST.contains(&problem.code));
    for row in &rows {
        draft.problems.extend(open(row, &columns).then(|| ambiguous(row, file)));
    }
    draft.indicators = rows;
}

/// What the first reading says of rows that the second one reads.
const FIRST: [Code; 3] = [Code::OrderUnreadable, Code::RowUnreadable, Code::SplitAmbiguous];

/// Whether a cell of a row is open.
fn open(row: &IndicatorDraft, columns: &[Column]) -> bool {
    columns.iter().skip(2).any(|column| *column != Column::Unread && !row.cells.contains_key(column))
}

/// Whether nothing in a first reading is open or odd, and its points add up.
fn is_whole(draft: &Draft, columns: &[Column], sums: &Sums) -> bool {
    let filled = |row: &IndicatorDraft, column| row.cells.get(&column).is_some_and(|raw: &Raw| !raw.text.is_empty());
    let asked = [Column::Level3, Column::Target, Column::Actual, Column::Weight, Column::Score];
    let asked = || asked.into_iter().filter(|column| columns.contains(column));
    let points = |row: &IndicatorDraft, column| {
        row.cells.get(&column).and_then(|raw| parse_number(&raw.text).value()).unwrap_or_default()
    };
    let sum = |column| draft.indicators.iter().map(|row| points(row, column)).sum::<Decimal>();
    let adds_up = !sums.known() || sums.asked(sum(Column::Weight), sum(Column::Score)) == sums.goal();
    let odd = columns.contains(&Column::Unread);
    !odd && adds_up
        && !draft.indicators.is_empty()
        && draft.indicators.iter().all(|row| asked().all(|column| filled(row, column)))
}

/// The rows with their levels carried down.
fn rows_of(rows: Vec<Told>, labels: &FormLabels) -> Vec<IndicatorDraft> {
    let mut levels = Levels::default();
    let draft = |told: Told| {
        let mut cells = told.cells;
        let mut level = |column| cells.remove(&column).map(|cell| cell.map(|raw| raw.text));
        let (one, two) = (level(Column::Level1).flatten(), level(Column::Level2).flatten());
        match (&one, &two) {
            (None, _) | (_, None) => levels.forget(),
            (Some(one), Some(two)) => {
                if !one.is_empty() {
                    levels.enter_level1(one, labels);
                }
                if !two.is_empty() {
                    levels.enter_level2(two, !one.is_empty(), labels);
                }
            }
        }
        let named = |(column, raw): (Column, Option<Raw>)| {
            let raw = raw?;
            let text = if column == Column::Level3 { indicator_name(&raw.text) } else { raw.text };
            Some((column, Raw { text, ..raw })).filter(|_| column != Column::Unread)
        };
        let placed = levels.placed();
        IndicatorDraft {
            spot: told.spot,
            level1: placed.level1,
            level1_inferred: placed.level1_inferred,
            level2: placed.level2,
            section: levels.section(),
            cells: cells.into_iter().filter_map(named).collect(),
        }
    };
    rows.into_iter().map(draft).collect()
}

/// Fills in what is open, and opens what the two readings differ in. Beside a column that holds no field
/// of ours only what both read is certain.
fn merge(
    draft: &mut Draft,
    second: Vec<IndicatorDraft>,
    (glued, columns): (bool, &[Column]),
    (file, labels): (&Source, &FormLabels),
) {
    let beside = columns.contains(&Column::Unread);
    for (row, other) in draft.indicators.iter_mut().zip(second) {
        let mut opened = false;
        for column in columns.iter().skip(2) {
            let worded = matches!(column, Column::Level3 | Column::Target | Column::Actual | Column::Deviation);
            match (row.cells.get(column), other.cells.get(column)) {
                // Glued words were never seen apart: there the second reading only takes back.
                (None, Some(raw)) if !glued => drop(row.cells.insert(*column, raw.clone())),
                (Some(one), Some(two)) if one.text != two.text => {
                    opened = true;
                    row.cells.remove(column);
                }
                (Some(_), None) if beside && worded => {
                    opened = true;
                    row.cells.remove(column);
                }
                _ => {}
            }
        }
        // A scale and the step behind it may be one longer scale: 及时 and 不及时.
        let scale = row.cells.get(&Column::Target).is_some_and(|raw| labels.scales.exact(&raw.text).is_some());
        let delivered = row.cells.get(&Column::Actual).is_some_and(|raw| !raw.text.is_empty());
        if glued && scale && !delivered {
            row.cells.remove(&Column::Target);
        }
        let unplaced = |row: &IndicatorDraft| row.level1.is_none() && row.level2.is_none();
        if (row.level1 != other.level1 || row.level2 != other.level2) && !unplaced(&other) {
            let placed = if unplaced(row) { other } else { IndicatorDraft::default() };
            opened |= placed.level1.is_none();
            row.level1 = placed.level1;
            row.level2 = placed.level2;
            row.level1_inferred = placed.level1_inferred;
            row.section = placed.section;
        }
        draft.problems.extend(opened.then(|| ambiguous(row, file)));
    }
}

fn ambiguous(row: &IndicatorDraft, file: &Source) -> Problem {
    let name = row.cells.values().map(|raw| raw.text.as_str()).find(|text| !text.is_empty()).unwrap_or_default();
    let name = shorten(name);
    let message = said!(
        "`{name}`一行有不止一种读法，有分歧的单元格留空",
        "row `{name}`: more than one reading fits; the cells they differ in stay open"
    );
    Problem::error(Code::SplitAmbiguous, file.place(row.spot), message).hint(borders_lost())
}
