//! Tables whose cells survived and whose places did not: what converters leave of a page. Cells that a
//! merged one above covers are gone, blank ones may be, a cell may be broken over lines, and the end of a
//! row may not show. Every row is read in every way its pieces allow, and what every likely way of the
//! whole block reads alike goes on as a grid.

mod bands;
mod block;
mod glued;
mod kinds;
mod pieces;
mod segment;
mod settle;

use crate::documents::{Block, Document, Grid, GridCell, Row, Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::labels::Labels;
use crate::records::lexicon::strip_bracket;
use crate::records::self_evaluation::cells::has_form;
use crate::records::self_evaluation::family;
use crate::records::self_evaluation::raw::points_in;
use bands::{Band, label};
pub(super) use block::{Told, block};
use pieces::{NEVER, Pieces, pieces, strips};
use segment::text;
use settle::{Settled, settle};

/// The grid that the lines of a text were, what stays open in it, and the family of its forms.
pub(super) fn grid<'a>(document: &Document, labels: &'a Labels) -> Option<(Grid, Vec<Problem>, &'a FormLabels)> {
    if document.format != "text" {
        return None;
    }
    let strips = strips(document)?;
    let family = family::of_grid(&pieces::raw(&strips), "", labels)?;
    let bars = document.blocks.iter().any(|block| matches!(block, Block::Grid(_)));
    let pieces = pieces(&strips, bars, family)?;
    let (file, rows, problems) = (&document.source, Vec::new(), Vec::new());
    let mut reader = Reader { pieces: &pieces, file, labels: family, rows, problems, settled: 0 };
    let mut at = 0;
    while at < pieces.list.len() {
        at = reader.step(at).max(at + 1);
    }
    let grid = Grid { rows: reader.rows };
    (reader.settled > 0 && has_form(&grid, family)).then_some((grid, reader.problems, family))
}

struct Reader<'a> {
    pieces: &'a Pieces,
    file: &'a Source,
    labels: &'a FormLabels,
    rows: Vec<Row>,
    problems: Vec<Problem>,
    /// How many rows below headings were settled.
    settled: usize,
}

impl Reader<'_> {
    /// A cell; as printed where it is one piece, so that what stands in it has its place.
    fn cell(&self, (from, to): (usize, usize)) -> GridCell {
        let list = &self.pieces.list;
        let spot = list.get(from).map_or_else(Spot::default, |piece| piece.spot);
        let text = if from + 1 == to { list[from].raw.clone() } else { text(list, (from, to)) };
        GridCell { text, spot, ..GridCell::default() }
    }

    /// Takes what begins at `at`, and returns the piece behind it.
    fn step(&mut self, at: usize) -> usize {
        let list = &self.pieces.list;
        if let Some(band) = bands::money(list, at, self.labels) {
            let end = (band.next..list.len()).find(|at| self.ends_money(*at)).unwrap_or(list.len());
            return self.money(&band, end);
        }
        if let Some(band) = bands::indicators(list, at, self.labels) {
            let end = (band.next..list.len()).find(|at| self.ends_indicators(*at)).unwrap_or(list.len());
            return self.indicators(&band, end);
        }
        self.boxes(at)
    }

    fn opens_row(&self, at: usize) -> bool {
        self.pieces.list[at].row < NEVER
    }

    fn ends_money(&self, at: usize) -> bool {
        let list = &self.pieces.list;
        self.opens_row(at)
            && (label(list, at, &self.labels.goals).is_some()
                || label(list, at, &self.labels.head).is_some()
                || label(list, at, &self.labels.unread_blocks).is_some()
                || bands::indicators(list, at, self.labels).is_some())
    }

    fn ends_indicators(&self, at: usize) -> bool {
        let list = &self.pieces.list;
        self.opens_row(at)
            && (label(list, at, &self.labels.total).is_some() || label(list, at, &self.labels.head).is_some())
    }

    /// A row of the head: its labels and values, or a line that is neither.
    fn boxes(&mut self, at: usize) -> usize {
        let list = &self.pieces.list;
        let mut cells = Vec::new();
        let mut next = at;
        while next < list.len() && (next == at || list[next].inside < NEVER && list[next].row > 0) {
            let unseen = next > at && self.opens_row(next);
            if unseen && (self.ends_money(next) || bands::money(list, next, self.labels).is_some()) {
                break;
            }
            let head = label(list, next, &self.labels.head).map_or(next + 1, |(to, _)| to);
            cells.push(self.cell((next, head)));
            next = head;
        }
        self.rows.push(Row { cells });
        next
    }

    /// A heading, and what a bracket on lines of its own adds to it.
    fn head(&self, (from, to): (usize, usize), known: impl Fn(&str) -> bool) -> [GridCell; 2] {
        let list = &self.pieces.list;
        let whole = (from + 1..=to).find(|to| known(&text(list, (from, *to)))).unwrap_or(to);
        let added = (whole..to).find(|at| points_in(&list[*at].raw).is_some());
        let mut label = self.cell((from, whole));
        if whole > from + 1 {
            // Points in it have no place of their own.
            label.text = strip_bracket(&label.text);
        }
        [label, added.map(|at| self.cell((at, at + 1))).unwrap_or_default()]
    }

    /// The headings of a band, and below them the points that stand on lines of their own.
    fn heading(&mut self, heads: Vec<[GridCell; 2]>) {
        let (labels, added): (Vec<GridCell>, Vec<GridCell>) =
            heads.into_iter().map(|[label, added]| (label, added)).unzip();
        self.rows.push(Row { cells: labels });
        if added.iter().any(|cell| !cell.text.is_empty()) {
            self.rows.push(Row { cells: added });
        }
    }

    /// The money block: its label stands above the labels of its rows.
    fn money(&mut self, band: &Band, end: usize) -> usize {
        let is_block = |text: &str| self.labels.money_block.exact(text).is_some();
        let block = band.block.map(|range| self.head(range, is_block)).unwrap_or_default();
        let heads = band.heads.iter().zip(&band.columns);
        let heads =
            heads.map(|(range, column)| self.head(*range, |text| self.labels.money.exact(text) == Some(*column)));
        let heads = std::iter::once(block).chain(heads).collect();
        self.heading(heads);
        let labelled = [Column::Side, Column::Level3];
        let columns: Vec<Column> = labelled.into_iter().chain(band.columns.iter().copied()).collect();
        let rows = settle(self.pieces, band.next, end, &columns, self.labels);
        self.settled(rows, band.next, end, 1);
        end
    }

    fn indicators(&mut self, band: &Band, end: usize) -> usize {
        let heads = band.heads.iter().zip(&band.columns);
        let known = |text: &str, column: Column| self.labels.indicator.exact(text) == Some(column);
        let cells = heads.map(|(range, column)| self.head(*range, |text| known(text, *column)));
        let cells = cells.map(|[label, _]| label).collect();
        self.rows.push(Row { cells });
        let rows = settle(self.pieces, band.next, end, &band.columns, self.labels);
        self.settled(rows, band.next, end, 0);
        end
    }

    /// Puts the rows of a block below its heading, without their first `aside` columns; a cell that is not
    /// certain stays empty, and is told.
    fn settled(&mut self, rows: Option<Vec<Settled>>, from: usize, end: usize, aside: usize) {
        let Some(rows) = rows else {
            if from < end {
                self.problems.push(self.open(from, 0));
            }
            return;
        };
        self.settled += rows.len();
        for row in rows {
            let certain = row.certain.iter().all(|certain| *certain);
            let cells = row.reading.cells.iter().zip(&row.certain).skip(aside);
            let cells = cells.map(|(range, certain)| if *certain { self.cell(*range) } else { GridCell::default() });
            let mut cells: Vec<GridCell> = cells.collect();
            let spot = self.pieces.list[row.start].spot;
            cells.iter_mut().filter(|cell| cell.text.is_empty()).for_each(|cell| cell.spot = spot);
            self.rows.push(Row { cells });
            if !certain {
                self.problems.push(self.open(row.start, row.ways));
            }
        }
    }

    fn open(&self, at: usize, ways: usize) -> Problem {
        let piece = &self.pieces.list[at];
        let row = shorten(&piece.text);
        let message = match ways {
            0 => said!("从“{row}”起的各行无法对应到表头", "the rows from `{row}` on fit their headings in no way"),
            _ => said!(
                "“{row}”一行有{ways}种读法，未取其一，有分歧的单元格留空",
                "row `{row}`: {ways} readings fit its headings; the cells they differ in stay open"
            ),
        };
        Problem::error(Code::SplitAmbiguous, self.file.place(piece.spot), message).hint(said!(
            "合并或空白的单元格在此没有留下痕迹，请改读原文件（DOCX、XLSX、网页）",
            "merged and empty cells leave no trace here; read the document in another format (DOCX, XLSX, HTML)"
        ))
    }
}
