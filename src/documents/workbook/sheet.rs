//! A sheet's filled cells and merged ranges, laid out as grids: a sheet is mostly empty, and may
//! hold several forms one below the other.

use crate::documents::fault::{Fault, Meter};
use crate::documents::{Block, Grid, GridCell, Line, Merge, Row, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// The filled cells of a sheet, counted from 0.
#[derive(Debug, Default)]
pub(in crate::documents) struct Sheet {
    /// The text of each row's cells by their columns.
    rows: BTreeMap<u32, Cells>,
    merged: Vec<Range>,
    /// Rows that are part of a table although nothing is written in them.
    framed: BTreeMap<u32, u32>,
    /// Rows with texts that are hidden.
    hidden_rows: BTreeSet<u32>,
    /// Groups of columns that are hidden, as first and last; no more than [`MAX_HIDDEN`].
    hidden_columns: Vec<(u32, u32)>,
    /// Formulas the file has no value of: the first [`MAX_UNCACHED`] places, and how many there are.
    uncached: (Vec<(u32, u32)>, usize),
    /// How many formulas have a value.
    computed: usize,
    /// Numbers whose format has no reading here: where the first stands, and how many there are.
    strange: Option<((u32, u32), usize)>,
}

/// So many formulas without a value are told one by one.
const MAX_UNCACHED: usize = 50;

/// The filled cells of one row, from left to right.
#[derive(Debug, Default)]
struct Cells(Vec<(u32, String)>);

impl Cells {
    /// Puts a text into a column. Files write a row from left to right, so it nearly always comes last.
    fn insert(&mut self, column: u32, text: String) {
        if self.0.last().is_none_or(|(last, _)| *last < column) {
            self.0.push((column, text));
            return;
        }
        match self.0.binary_search_by_key(&column, |(known, _)| *known) {
            Ok(at) => self.0[at].1 = text,
            Err(at) => self.0.insert(at, (column, text)),
        }
    }

    fn get(&self, column: u32) -> Option<&String> {
        let at = self.0.binary_search_by_key(&column, |(known, _)| *known).ok()?;
        self.0.get(at).map(|(_, text)| text)
    }

    fn columns(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|(column, _)| *column)
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// The lines of a text without the blanks at their ends, and without empty ones.
fn trimmed_lines(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The text without the blanks at its ends.
fn trimmed(text: String) -> String {
    if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
}

/// So many groups of hidden columns are told apart.
const MAX_HIDDEN: usize = 64;

/// A merged range, its last row and column included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::documents) struct Range {
    pub(in crate::documents) top: u32,
    pub(in crate::documents) left: u32,
    pub(in crate::documents) bottom: u32,
    pub(in crate::documents) right: u32,
}

impl Sheet {
    /// Puts a text into a cell; one without a sign leaves it empty.
    pub(in crate::documents) fn put(
        &mut self,
        row: u32,
        column: u32,
        text: String,
        meter: &mut Meter<'_>,
    ) -> Result<(), Fault> {
        let text = if text.contains(['\n', '\r']) { trimmed_lines(&text) } else { trimmed(text) };
        if !text.is_empty() {
            meter.line(text.len())?;
            meter.cell()?;
            match self.rows.last_entry().filter(|last| *last.key() == row) {
                Some(mut last) => last.get_mut().insert(column, text),
                None => self.rows.entry(row).or_default().insert(column, text),
            }
        }
        Ok(())
    }

    /// Notes an empty cell that has a border, and so belongs to a table.
    pub(in crate::documents) fn frame(&mut self, row: u32, column: u32) {
        let right = self.framed.entry(row).or_default();
        *right = column.max(*right);
    }

    /// Notes a formula, which the file may have no value of: then nothing is known to stand in its cell.
    pub(in crate::documents) fn formula(&mut self, row: u32, column: u32, has_value: bool) {
        let (places, count) = &mut self.uncached;
        if has_value {
            self.computed += 1;
            return;
        }
        *count += 1;
        if places.len() < MAX_UNCACHED {
            places.push((row, column));
        }
    }

    /// How many formulas have a value.
    pub(in crate::documents) fn computed(&self) -> usize {
        self.computed
    }

    /// The formulas without a value on the sheet with the number `sheet`, from 1: where the first of
    /// them stand, and how many there are.
    pub(in crate::documents) fn uncached(&self, sheet: u32) -> (Vec<Spot>, usize) {
        let (places, count) = &self.uncached;
        let spot = |(row, column): &(u32, u32)| Spot { sheet, row: row + 1, column: column + 1, ..Spot::default() };
        (places.iter().map(spot).collect(), *count)
    }

    /// Notes a number whose format has no reading here.
    pub(in crate::documents) fn strange(&mut self, row: u32, column: u32) {
        self.strange.get_or_insert(((row, column), 0)).1 += 1;
    }

    /// The first number without a readable format on the sheet `sheet`, and how many there are.
    pub(in crate::documents) fn strangers(&self, sheet: u32) -> Option<(Spot, usize)> {
        let ((row, column), count) = self.strange?;
        Some((Spot { sheet, row: row + 1, column: column + 1, ..Spot::default() }, count))
    }

    /// Notes that a row is hidden, if it has texts.
    pub(in crate::documents) fn hide_row(&mut self, row: u32) {
        if self.rows.contains_key(&row) {
            self.hidden_rows.insert(row);
        }
    }

    /// Notes that the columns from `first` to `last` are hidden.
    pub(in crate::documents) fn hide_columns(&mut self, first: u32, last: u32) {
        if self.hidden_columns.len() < MAX_HIDDEN {
            self.hidden_columns.push((first, last.max(first)));
        }
    }

    /// How many rows and groups of columns with texts are hidden.
    pub(in crate::documents) fn hidden(&self) -> (usize, usize) {
        let filled = |(first, last): &&(u32, u32)| {
            self.rows.values().any(|cells| cells.columns().any(|column| (*first..=*last).contains(&column)))
        };
        (self.hidden_rows.len(), self.hidden_columns.iter().filter(filled).count())
    }

    pub(in crate::documents) fn merge(&mut self, range: Range, meter: &mut Meter<'_>) -> Result<(), Fault> {
        meter.cell()?;
        if range.top <= range.bottom && range.left <= range.right {
            self.merged.push(range);
        }
        Ok(())
    }

    /// The blocks of the sheet with the number `sheet`, from 1.
    pub(in crate::documents) fn blocks(mut self, sheet: u32, meter: &mut Meter<'_>) -> Result<Vec<Block>, Fault> {
        self.merged.sort_unstable();
        let mut blocks = Vec::new();
        for band in self.bands() {
            self.add(&band, sheet, meter, &mut blocks)?;
        }
        Ok(blocks)
    }

    /// The rows that hold tables, cut apart where the paper shows a gap: two empty rows, or one before
    /// a row with a single text, which is a title. An empty row inside a form stays inside it.
    fn bands(&self) -> Vec<(u32, u32)> {
        let mut bands: Vec<(u32, u32)> = Vec::new();
        // The last row that a merged range from above covers.
        let mut covered = 0;
        let mut ranges = self.merged.iter().filter(|range| self.text(range.top, range.left).is_some()).peekable();
        for (row, cells) in &self.rows {
            let gap = bands.last().map_or(u32::MAX, |(_, last)| row - last - 1);
            let cut = gap >= 2 || (gap == 1 && cells.len() == 1);
            let between = bands.last().map_or(0..0, |(_, last)| last + 1..*row);
            let framed = gap < 64 && between.clone().all(|row| self.framed.contains_key(&row) || row <= covered);
            match bands.last_mut() {
                Some((_, last)) if !cut || framed => *last = *row,
                _ => bands.push((*row, *row)),
            }
            while let Some(range) = ranges.next_if(|range| range.top <= *row) {
                covered = covered.max(range.bottom);
            }
        }
        bands
    }

    fn text(&self, row: u32, column: u32) -> Option<&String> {
        self.rows.get(&row)?.get(column)
    }

    /// Lays out the rows of a band. One that holds a single column of texts is no table.
    fn add(
        &mut self,
        band: &(u32, u32),
        sheet: u32,
        meter: &mut Meter<'_>,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Fault> {
        let (top, bottom) = *band;
        let columns = || self.rows.range(top..=bottom).flat_map(|(_, cells)| cells.columns());
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else { return Ok(()) };
        let spot = |row: u32, column: u32| Spot { sheet, row: row + 1, column: column + 1, ..Spot::default() };
        if self.rows.range(top..=bottom).all(|(_, cells)| cells.len() < 2) && (left == right || top == bottom) {
            for (row, cells) in self.rows.range(top..=bottom) {
                for (column, text) in &cells.0 {
                    let mut spot = spot(*row, *column);
                    for text in text.split('\n') {
                        blocks.push(Block::Line(Line { text: text.to_owned(), spot, gap: 1 }));
                        spot = spot.behind(text.chars().count() + 1);
                    }
                }
            }
            return Ok(());
        }
        // Empty cells with a border widen the table, if only by what is merged or drawn beside it.
        let framed = self.framed.range(top..=bottom).map(|(_, right)| *right).max().unwrap_or(right);
        let right = right.max(framed.min(right.saturating_add(64)));
        meter.area(u64::from(bottom - top + 1) * u64::from(right - left + 1))?;
        let mut rows: Vec<Row> = (top..=bottom)
            .map(|row| {
                let cell = |column| GridCell { spot: spot(row, column), ..GridCell::default() };
                let mut cells: Vec<GridCell> = (left..=right).map(cell).collect();
                for (column, text) in self.rows.remove(&row).unwrap_or_default().0 {
                    if let Some(cell) = cells.get_mut((column - left) as usize) {
                        cell.text = text;
                    }
                }
                Row { cells }
            })
            .collect();
        for range in &self.merged {
            cover(&mut rows, range, (top, left), meter)?;
        }
        blocks.push(Block::Grid(Grid { rows }));
        Ok(())
    }
}

/// Marks the cells that a merged range covers. A text below its first cell is not shown, and goes.
fn cover(rows: &mut [Row], range: &Range, (top, left): (u32, u32), meter: &mut Meter<'_>) -> Result<(), Fault> {
    let at = |place: u32, start: u32| place.saturating_sub(start) as usize;
    if range.bottom < top || range.right < left || range.top < top {
        return Ok(());
    }
    let across = at(range.left, left)..at(range.right + 1, left);
    for (down, row) in rows.iter_mut().enumerate().take(at(range.bottom + 1, top)).skip(at(range.top, top)) {
        let end = across.end.min(row.cells.len());
        let Some(cells) = row.cells.get_mut(across.start..end) else { return Ok(()) };
        meter.area(cells.len() as u64)?;
        for (over, cell) in cells.iter_mut().enumerate() {
            if over > 0 {
                cell.merge = Merge::Left;
                cell.text.clear();
            } else if down > at(range.top, top) {
                cell.merge = Merge::Above;
                cell.text.clear();
            }
        }
    }
    Ok(())
}
