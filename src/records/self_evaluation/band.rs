//! Heading bands: which column each cell of a row belongs to.
//!
//! A grid that knows its columns is aligned by ranges: a heading covers the columns of its merged
//! cell, and a data cell belongs to the heading whose range it overlaps most, since the halves of a
//! form seldom share their column edges. Rows of a text dump differ in width and go by their index.

use crate::documents::{Grid, GridCell, Merge, Row, Spot};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::funding_source::FundingSource;
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::raw::{Cells, Raw, points};
use crate::records::self_evaluation::text::{compact, prefix_length};
use crate::values::{Cell, parse_number};

/// What a grid knows of its columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Whether every row has a cell for every column.
    rectangular: bool,
    /// Whether merged cells are marked.
    merged: bool,
}

impl Shape {
    pub(super) fn of(grid: &Grid) -> Self {
        // A title may stand alone on its row.
        let wide = || grid.rows.iter().filter(|row| row.cells.len() > 1);
        let width = wide().next().map_or(0, |row| row.cells.len());
        let merged = grid.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.merge != Merge::Own);
        Self { rectangular: wide().all(|row| row.cells.len() == width), merged }
    }
}

/// A heading band: the text of each column, joined over the band's rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Band {
    texts: Vec<String>,
    /// The cells of the band as printed.
    cells: Vec<Raw>,
    /// The column behind each heading's merged cell.
    ends: Vec<usize>,
    shape: Shape,
    /// Whether another row may still belong to the band.
    pub(super) open: bool,
}

/// The cells of a row by the column their heading names.
#[derive(Clone, Debug, Default)]
pub(super) struct Aligned {
    pub(super) cells: Cells,
    /// Columns in which two cells meet, so that neither is certain.
    pub(super) clashes: Vec<(Column, Spot)>,
    /// Filled cells below headings that name no field of ours.
    pub(super) unread: Vec<(String, Spot)>,
}

/// A cell and the columns it covers.
pub(super) struct Span<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cell: &'a GridCell,
}

/// A cell as raw text.
fn raw(cell: &GridCell) -> Raw {
    Raw { text: cell.text.clone(), spot: cell.spot }
}

/// The cells of a row with the columns each covers.
pub(super) fn spans(row: &Row) -> Vec<Span<'_>> {
    let mut spans: Vec<Span<'_>> = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        match spans.last_mut().filter(|_| cell.merge == Merge::Left) {
            Some(last) => last.end = at + 1,
            None => spans.push(Span { start: at, end: at + 1, cell }),
        }
    }
    spans
}

impl Band {
    /// A band that begins with `row`. `above` is the heading row over it, where there is one: its
    /// texts hold for the columns that `row` leaves empty.
    pub(super) fn new(row: &Row, above: Option<&Row>, shape: Shape, lexicon: &Lexicon<Column>) -> Self {
        let mut texts: Vec<String> = row.cells.iter().map(|cell| compact(&cell.text)).collect();
        let cells = above.into_iter().chain([row]).flat_map(|row| row.cells.iter().map(raw)).collect();
        let mut ends: Vec<usize> = (1..=texts.len()).collect();
        for span in spans(row) {
            ends[span.start] = span.end;
        }
        match above {
            Some(above) if shape.rectangular => {
                for span in spans(above).into_iter().filter(|span| !span.cell.text.is_empty()) {
                    // A heading over other headings (年度指标值 over 指标值) names none of them.
                    if texts[span.start..span.end].iter().all(String::is_empty) {
                        texts[span.start] = compact(&span.cell.text);
                        ends[span.start] = span.end;
                    }
                }
            }
            Some(above) => texts = below(above, &texts, lexicon),
            None => {}
        }
        if ends.len() != texts.len() {
            ends = (1..=texts.len()).collect();
        }
        Self { texts, cells, ends, shape, open: true }
    }

    /// Whether two bands say the same: a heading repeated on the next page.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.texts == other.texts
    }

    /// Joins `row` to the band if every text of it goes on with a column's heading, and says whether
    /// it did.
    pub(super) fn extend(&mut self, row: &Row, begins: impl Fn(&str) -> bool) -> bool {
        let joined =
            |at: usize, cell: &GridCell| self.texts.get(at).map(|above| format!("{above}{}", compact(&cell.text)));
        let texts: Vec<Option<String>> = row.cells.iter().enumerate().map(|(at, cell)| joined(at, cell)).collect();
        let goes_on = |at: usize| row.cells[at].text.is_empty() || texts[at].as_deref().is_some_and(&begins);
        let extends = row.cells.iter().any(|cell| !cell.text.is_empty()) && (0..row.cells.len()).all(goes_on);
        if extends {
            for span in spans(row).iter().filter(|span| self.texts[span.start].is_empty()) {
                self.ends[span.start] = span.end;
            }
            self.cells.extend(row.cells.iter().map(raw));
            for (text, joined) in self.texts.iter_mut().zip(texts.into_iter().flatten()) {
                *text = joined;
            }
        }
        extends
    }

    /// Whether a heading names `column`.
    pub(super) fn names(&self, column: Column, lexicon: &Lexicon<Column>) -> bool {
        self.texts.iter().any(|text| lexicon.exact(text) == Some(column))
    }

    /// The heading that names `column`, as printed but for blanks.
    pub(super) fn heading(&self, column: Column, lexicon: &Lexicon<Column>) -> Option<&str> {
        self.texts.iter().find(|text| lexicon.exact(text) == Some(column)).map(String::as_str)
    }

    /// The points that the heading of `column` prints, where they stand in its cell.
    pub(super) fn points(&self, column: Column, lexicon: &Lexicon<Column>) -> Option<Raw> {
        let heading = self.heading(column, lexicon)?;
        let cells = || self.cells.iter().filter(|cell| !cell.text.is_empty() && heading.contains(&compact(&cell.text)));
        let spot = cells().next().map_or_else(Spot::default, |cell| cell.spot);
        let told = points(&Raw { text: heading.to_owned(), spot })?;
        let printed = cells().filter_map(points).find(|printed| printed.text == told.text);
        Some(printed.unwrap_or(Raw { spot, ..told }))
    }

    /// All headings in one text.
    pub(super) fn text(&self) -> String {
        self.texts.join(" ")
    }

    fn columns(&self, lexicon: &Lexicon<Column>) -> Vec<Option<Column>> {
        let named: Vec<Option<Column>> = self.texts.iter().map(|text| lexicon.exact(text)).collect();
        let scored = named.contains(&Some(Column::Score));
        let settle = |column| match column {
            Some(Column::Review) => Some(if scored { Column::Unread } else { Column::Score }),
            other => other,
        };
        named.into_iter().map(settle).collect()
    }

    /// The index of the first heading that names a field.
    fn first(&self, lexicon: &Lexicon<Column>) -> usize {
        let named = self.texts.iter().position(|text| lexicon.exact(text).is_some_and(|column| column != Column::Side));
        named.unwrap_or(self.texts.len())
    }

    /// The cells that stand left of the first field: the labels of a row of funds.
    pub(super) fn labels<'a>(&self, row: &'a Row, lexicon: &Lexicon<Column>) -> Vec<&'a GridCell> {
        let filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
        if !self.shape.rectangular {
            return filled.collect();
        }
        let first = self.first(lexicon);
        let spans = spans(row).into_iter().filter(|span| span.start < first && !span.cell.text.is_empty());
        spans.map(|span| span.cell).collect()
    }

    /// Whether the cell of a row below the heading of `column` is part of the merged cell above it.
    pub(super) fn covered(&self, row: &Row, column: Column, labels: &FormLabels) -> bool {
        let at = self.columns(&labels.indicator).iter().position(|found| *found == Some(column));
        let cell = at.and_then(|at| row.cells.get(at)).filter(|_| self.shape.rectangular);
        cell.is_some_and(|cell| cell.merge == Merge::Above)
    }

    /// The sources of the funds where they stand side by side, and not one below the other, before
    /// their sum (中央, 省, 本级, 合计): the heading of the sum, and the filled cells of the sources.
    pub(super) fn across(&self, row: &Row, labels: &FormLabels) -> Option<(Raw, Vec<(String, Spot)>)> {
        let heading = self.heading(Column::Adjusted, &labels.money)?;
        labels
            .funding
            .exact(heading)
            .filter(|source| *source == FundingSource::Total && row.cells.len() == self.width())?;
        let first = self.first(&labels.money);
        let spans = spans(row).into_iter().filter(|span| span.start < first && is_number(&span.cell.text));
        let sources = spans.filter_map(|span| Some((self.texts[self.over(&span)?].clone(), span.cell.spot))).collect();
        let spot = row.cells.iter().find(|cell| !cell.text.is_empty())?.spot;
        Some((Raw { text: heading.to_owned(), spot }, sources))
    }

    /// The cells of a row by the column their heading names.
    ///
    /// `None` for a row that is wider than the band, or narrower in another way than by the merged
    /// cells on its left that are not printed again: its cells cannot be told apart for certain.
    pub(super) fn cells(&self, row: &Row, lexicon: &Lexicon<Column>, labels: &FormLabels) -> Option<Aligned> {
        let columns = self.columns(lexicon);
        let mut aligned = Aligned::default();
        let first = self.first(lexicon);
        if self.shape.rectangular {
            for span in spans(row) {
                match self.over(&span) {
                    Some(at) => aligned.enter(columns[at], &self.texts[at], span.cell, at > first),
                    None => aligned.enter(None, "", span.cell, span.start > first),
                }
            }
            return Some(aligned);
        }
        let missing = self.missing(row, &columns, labels)?;
        for (at, cell) in (missing..).zip(&row.cells) {
            aligned.enter(columns[at], &self.texts[at], cell, at > first);
        }
        Some(aligned)
    }

    /// The heading whose range a cell overlaps most; none where two do so alike.
    fn over(&self, span: &Span<'_>) -> Option<usize> {
        let starts: Vec<usize> = (0..self.texts.len()).filter(|at| !self.texts[*at].is_empty()).collect();
        let overlaps = starts.iter().enumerate().map(|(index, start)| {
            let next = starts.get(index + 1).copied().unwrap_or(self.texts.len());
            // Without marks an empty heading may be the rest of the one on its left.
            let end = if self.shape.merged { self.ends[*start] } else { next };
            (span.end.min(end).saturating_sub(span.start.max(*start)), *start)
        });
        let mut overlaps: Vec<(usize, usize)> = overlaps.filter(|(overlap, _)| *overlap > 0).collect();
        overlaps.sort_by_key(|(overlap, _)| std::cmp::Reverse(*overlap));
        match overlaps.as_slice() {
            [(one, _), (other, _), ..] if one == other => None,
            [(_, at), ..] => Some(*at),
            [] => None,
        }
    }

    /// How many cells a row lacks on its left.
    fn missing(&self, row: &Row, columns: &[Option<Column>], labels: &FormLabels) -> Option<usize> {
        const MERGED: usize = 3;
        let missing = self.texts.len().checked_sub(row.cells.len()).filter(|missing| *missing <= MERGED)?;
        let levels =
            |column: &Option<Column>| matches!(column, None | Some(Column::Side | Column::Level1 | Column::Level2));
        if !columns[..missing].iter().all(levels) {
            return None;
        }
        // Shifted to the right by cells that vanished elsewhere, a level's name stands in another column.
        let shifted = row.cells.iter().zip(&columns[missing..]).any(|(cell, column)| {
            let (one, two) = (labels.level1.exact(&cell.text), labels.level2.exact(&cell.text));
            match column {
                Some(Column::Level2) => one.is_some() && two.is_none(),
                Some(Column::Level3 | Column::Target | Column::Actual) => {
                    cell.text.chars().count() > 2 && (one.is_some() || two.is_some())
                }
                _ => false,
            }
        });
        (missing == 0 || !shifted).then_some(missing)
    }

    /// How many cells a row of this band should have.
    pub(super) fn width(&self) -> usize {
        self.texts.len()
    }

    /// A last row without a label: two numbers and nothing else, in fewer cells than the heading has.
    pub(super) fn is_unlabelled_total(&self, row: &Row) -> bool {
        let filled: Vec<&GridCell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        row.cells.len() < self.texts.len() && filled.len() == 2 && filled.iter().all(|cell| is_number(&cell.text))
    }

    /// Weight and score of the total row: by their columns where the row has them, else the row's
    /// numbers in the order of those columns. `None` where the numbers fit the columns in no one way.
    pub(super) fn total(&self, row: &Row, labels: &FormLabels) -> Option<Cells> {
        let numbers: Vec<&GridCell> = row.cells.iter().filter(|cell| is_number(&cell.text)).collect();
        if row.cells.len() == self.texts.len() {
            let mut cells = self.cells(row, &labels.indicator, labels)?.cells;
            cells.retain(|column, raw| matches!(column, Column::Weight | Column::Score) && is_number(&raw.text));
            if cells.len() == numbers.len() {
                return Some(cells);
            }
        }
        let columns = self.columns(&labels.indicator);
        let points = columns.into_iter().flatten().filter(|column| matches!(column, Column::Weight | Column::Score));
        let mut points: Vec<Column> = points.collect();
        let first = row.cells.iter().find(|cell| !cell.text.is_empty()).map(|cell| compact(&cell.text));
        // A box 自评总分 holds what was earned.
        let earned = first.is_some_and(|label| ["自评", "得分"].iter().any(|word| label.contains(word)));
        if numbers.len() == 1 && earned {
            points = vec![Column::Score];
        }
        (points.len() == numbers.len())
            .then(|| points.into_iter().zip(numbers).map(|(column, cell)| (column, raw(cell))).collect())
    }
}

/// A heading row of a text dump below another: the cell that spans it (年度指标值) makes room for it.
fn below(above: &Row, texts: &[String], lexicon: &Lexicon<Column>) -> Vec<String> {
    let above: Vec<String> = above.cells.iter().map(|cell| compact(&cell.text)).collect();
    let inner = || texts.iter().filter(|text| !text.is_empty()).cloned();
    match above.iter().position(|text| lexicon.exact(text) == Some(Column::Target)) {
        Some(at) => above[..at].iter().cloned().chain(inner()).chain(above[at + 1..].iter().cloned()).collect(),
        None => texts.to_vec(),
    }
}

impl Aligned {
    fn enter(&mut self, column: Option<Column>, heading: &str, cell: &GridCell, inside: bool) {
        let filled = !cell.text.is_empty();
        let Some(column) = column.filter(|column| *column != Column::Unread) else {
            if filled && inside {
                self.unread.push((heading.to_owned(), cell.spot));
            }
            return;
        };
        if column == Column::Side {
            return;
        }
        let raw = raw(cell);
        match self.cells.get_mut(&column) {
            None => drop(self.cells.insert(column, raw)),
            Some(there) if there.text.is_empty() => *there = raw,
            Some(_) if !filled => {}
            Some(there) if joins(column, &there.text) => there.text.push_str(&raw.text),
            Some(_) => self.clashes.push((column, cell.spot)),
        }
    }
}

/// Whether a second cell of a column goes on with the first: an indicator's name behind its number,
/// and explanations in two columns.
fn joins(column: Column, above: &str) -> bool {
    let name: Vec<char> = compact(above).chars().collect();
    match column {
        Column::Level3 => prefix_length(&name) == name.len(),
        Column::Deviation => true,
        _ => false,
    }
}

pub(super) fn is_number(text: &str) -> bool {
    matches!(parse_number(text), Cell::Value(_))
}
