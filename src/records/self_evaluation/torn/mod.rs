//! Tables whose cells survived and whose places did not: what converters leave of a page. Cells that a
//! merged one above covers are gone, blank ones may be, a cell may be broken over lines, and the end of a
//! row may not show. Every row is read in every way its pieces allow, and what every likely way of the
//! whole block reads alike goes on as a grid.

mod bands;
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
use bands::{Band, label};
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
    fn cell(&self, range: (usize, usize)) -> GridCell {
        let spot = self.pieces.list.get(range.0).map_or_else(Spot::default, |piece| piece.spot);
        GridCell { text: text(&self.pieces.list, range), spot, ..GridCell::default() }
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

    fn heading(&mut self, band: &Band, first: Option<GridCell>) {
        // What a bracket adds to a heading (20分*执行率) may stand on a line of its own: the label alone has a
        // place for certain.
        let bare = |cell: GridCell| GridCell { text: strip_bracket(&cell.text), ..cell };
        let heads = band.heads.iter().map(|range| bare(self.cell(*range)));
        let cells = first.into_iter().chain(heads).collect();
        self.rows.push(Row { cells });
    }

    /// The money block: its label stands above the labels of its rows.
    fn money(&mut self, band: &Band, end: usize) -> usize {
        let label = |(from, to): (usize, usize)| {
            let whole = |to: &usize| self.labels.money_block.exact(&text(&self.pieces.list, (from, *to))).is_some();
            (from, (from + 1..=to).find(whole).unwrap_or(to))
        };
        let mut block = band.block.map(|range| self.cell(label(range))).unwrap_or_default();
        // Points in its label may stand behind a blank or on another line: without a place they are left.
        if block.text.trim_end_matches([')', '）']).ends_with('分') {
            block.text = strip_bracket(&block.text);
        }
        self.heading(band, Some(block));
        let labelled = [Column::Side, Column::Level3];
        let columns: Vec<Column> = labelled.into_iter().chain(band.columns.iter().copied()).collect();
        let rows = settle(self.pieces, band.next, end, &columns, self.labels);
        self.settled(rows, band.next, end, 1);
        end
    }

    fn indicators(&mut self, band: &Band, end: usize) -> usize {
        self.heading(band, None);
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
