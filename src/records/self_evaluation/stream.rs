//! Forms that reach us as one long column of cells: the borders of their rows are lost.
//!
//! The heading band says how many cells a row has and of what type; level cells are merged over
//! rows, so a row has them or not. The cells are cut into rows only where exactly one way of cutting
//! fits all types; otherwise the block is a problem with the number of ways.

use crate::documents::{Grid, GridCell, Row, Source, Spot};
use crate::problem::{Code, Problem, said};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::band::is_number;
use crate::records::self_evaluation::listed::labelled_amount;
use crate::records::self_evaluation::raw::own_unit;
use crate::records::self_evaluation::text::{compact, is_unused};
use crate::records::self_evaluation::ways_out::other_format;
use crate::values::{Cell, parse_number, parse_percent};

/// Fewer cells are no form.
const CELLS: usize = 12;
/// How many cells a heading band may have.
const BAND: usize = 16;
/// More ways than this are not counted.
const WAYS: usize = 1_000;

/// Whether a grid is a column of cells.
pub(super) fn is_stream(grid: &Grid) -> bool {
    grid.rows.len() >= CELLS && grid.rows.iter().all(|row| row.cells.len() <= 1)
}

/// The rows of a column of cells, and what could not be cut.
pub(super) fn rows(grid: &Grid, file: &Source, labels: &FormLabels) -> (Grid, Vec<Problem>) {
    let cells: Vec<&GridCell> = grid.rows.iter().flat_map(|row| &row.cells).collect();
    let mut stream = Stream { cells, labels, file, rows: Vec::new(), problems: Vec::new() };
    let mut at = 0;
    while at < stream.cells.len() {
        at = stream.step(at);
    }
    (Grid { rows: stream.rows }, stream.problems)
}

struct Stream<'a> {
    cells: Vec<&'a GridCell>,
    labels: &'a FormLabels,
    file: &'a Source,
    rows: Vec<Row>,
    problems: Vec<Problem>,
}

impl Stream<'_> {
    fn text(&self, at: usize) -> &str {
        self.cells.get(at).map(|cell| cell.text.as_str()).unwrap_or_default()
    }

    fn push(&mut self, cells: impl IntoIterator<Item = GridCell>) {
        self.rows.push(Row { cells: cells.into_iter().collect() });
    }

    fn cell(&self, at: usize) -> GridCell {
        self.cells.get(at).map(|cell| (*cell).clone()).unwrap_or_default()
    }

    /// Takes what begins at `at`, and returns the cell behind it.
    fn step(&mut self, at: usize) -> usize {
        if self.labels.head.exact(self.text(at)).is_some() {
            let valued = !self.is_label(at + 1);
            let cells: Vec<GridCell> = (at..=at + usize::from(valued)).map(|at| self.cell(at)).collect();
            self.push(cells);
            return at + 1 + usize::from(valued);
        }
        if let Some((heads, next)) = self.money_band(at) {
            return self.money(at, &heads, next);
        }
        if let Some((heads, next)) = self.indicator_band(at) {
            return self.indicators(&heads, next);
        }
        // Before the first form stand its titles; what is listed as not read stands alone on its row.
        let listed =
            self.labels.unread_blocks.exact(self.text(at)).is_some() || labelled_amount(self.text(at)).is_some();
        if listed || self.rows.iter().all(|row| row.cells.len() == 1) {
            let cell = self.cell(at);
            self.push([cell]);
        }
        at + 1
    }

    fn is_label(&self, at: usize) -> bool {
        let text = self.text(at);
        self.labels.head.exact(text).is_some()
            || self.labels.money_block.exact(text).is_some()
            || self.labels.goals.exact(text).is_some()
            || self.labels.indicator.exact(text) == Some(Column::Level3)
    }

    /// The headings of a money block that begins at `at`, and the cell behind them: the first label
    /// of a row of funds.
    fn money_band(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let named = |at: usize| self.labels.money.exact(self.text(at));
        let block = self.labels.money_block.exact(self.text(at)).is_some();
        let first = (at..at + 4).find(|at| named(*at).is_some()).filter(|first| block || *first == at)?;
        let next = (first..first + BAND).find(|at| self.labels.funding.exact(self.text(*at)).is_some())?;
        let columns = (first..next).filter_map(named).filter(|column| *column != Column::Unread).count();
        (columns >= 3).then(|| ((first..next).collect(), next))
    }

    fn money(&mut self, at: usize, heads: &[usize], next: usize) -> usize {
        let block = if self.labels.money_block.exact(self.text(at)).is_some() { self.cell(at) } else { blank() };
        let band: Vec<GridCell> = std::iter::once(block).chain(heads.iter().map(|at| self.cell(*at))).collect();
        self.push(band);
        let columns: Vec<Option<Column>> = heads.iter().map(|at| self.labels.money.exact(self.text(*at))).collect();
        let mut at = next;
        loop {
            let label = self.text(at);
            let known = self.labels.funding.exact(label).is_some();
            if !known && (label.is_empty() || labelled_amount(label).is_some() || is_number(label) || self.is_label(at))
            {
                return at;
            }
            let cells = at + 1..at + 1 + columns.len();
            let fits = cells.end <= self.cells.len()
                && cells.clone().zip(&columns).all(|(at, column)| fits_money(*column, self.text(at)));
            if !fits {
                if known {
                    self.open(at, ("一行资金的单元格", "the cells of a row of funds"), 0);
                }
                return if known { at + 1 } else { at };
            }
            let row: Vec<GridCell> = (at..cells.end).map(|at| self.cell(at)).collect();
            self.push(row);
            at = cells.end;
        }
    }

    /// The headings of the indicators that begin at `at`, in the order of the cells of a row, and the
    /// cell behind them.
    fn indicator_band(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let named = |at: usize| self.labels.indicator.exact(self.text(at));
        let next = (at..at + BAND).find(|at| named(*at).is_none())?;
        let run: Vec<usize> = (at..next).filter(|at| named(*at) != Some(Column::Side)).collect();
        if !run.iter().any(|at| named(*at) == Some(Column::Level3)) || run.len() < 3 {
            return None;
        }
        // Two rows of headings: the levels and the parts of the target stand below 年度指标值.
        let inner = run.iter().position(|at| matches!(named(*at), Some(Column::Level1 | Column::Level3)))?;
        let spanner = run[..inner].iter().position(|at| named(*at) == Some(Column::Target));
        Some((
            match spanner {
                Some(over) => [&run[..over], &run[inner..], &run[over + 1..inner]].concat(),
                None => run,
            },
            next,
        ))
    }

    fn indicators(&mut self, heads: &[usize], from: usize) -> usize {
        let columns: Vec<Option<Column>> = heads.iter().map(|at| self.labels.indicator.exact(self.text(*at))).collect();
        let band: Vec<GridCell> = heads.iter().map(|at| self.cell(*at)).collect();
        self.push(band);
        let is_end = |at: &usize| {
            *at == self.cells.len()
                || self.labels.total.exact(self.text(*at)).is_some()
                || self.labels.head.exact(self.text(*at)).is_some()
        };
        let end = (from..=self.cells.len()).find(is_end).unwrap_or(self.cells.len());
        let cutter = Cutter { stream: self, columns: &columns };
        let (ways, cuts) = cutter.cut(from, end);
        if ways != 1 {
            self.open(from, ("绩效指标的单元格", "the cells of the indicators"), ways);
        }
        for (start, levels) in cuts.into_iter().filter(|_| ways == 1) {
            self.push_indicator(start, &levels, &columns);
        }
        if self.labels.total.exact(self.text(end)).is_some() { self.total(end, &columns) } else { end }
    }

    /// One row, full width: the level cells that it prints, and the others.
    fn push_indicator(&mut self, start: usize, levels: &[Column], columns: &[Option<Column>]) {
        let level3 = columns.iter().position(|column| *column == Some(Column::Level3)).unwrap_or(0);
        let mut cells = vec![blank(); level3];
        for (offset, level) in levels.iter().enumerate() {
            if let Some(at) = columns.iter().position(|column| *column == Some(*level)) {
                cells[at] = self.cell(start + offset);
            }
        }
        let first = start + levels.len();
        cells.extend((first..first + columns.len() - level3).map(|at| self.cell(at)));
        self.push(cells);
    }

    /// The total row: the cells behind its label are those of 分值 and 得分, where these stand side by
    /// side.
    fn total(&mut self, at: usize, columns: &[Option<Column>]) -> usize {
        // 分值 and 得分 side by side: their cells follow the label. Elsewhere the cells between them may be
        // merged into one or not.
        let place = |wanted| columns.iter().position(|column| *column == Some(wanted));
        let points = place(Column::Weight).zip(place(Column::Score)).filter(|(weight, score)| weight < score);
        let Some((weight, score)) = points.filter(|_| is_number(self.text(at + 1))) else {
            self.open(at, ("总分行的单元格", "the cells of the total row"), 0);
            return at + 1;
        };
        let value = |at: usize| matches!(parse_number(self.text(at)), Cell::Value(_) | Cell::Mark(_));
        let between = at + 2..=at + 1 + (score - weight);
        let mut cells = vec![blank(); columns.len()];
        cells[0] = self.cell(at);
        cells[weight] = self.cell(at + 1);
        let found = between.clone().find(|at| value(*at) || !self.text(*at).is_empty());
        if let Some(found) = found.filter(|at| value(*at)) {
            cells[score] = self.cell(found);
        }
        self.push(cells);
        found.unwrap_or(*between.start()) + 1
    }

    fn open(&mut self, at: usize, (zh, en): (&str, &str), ways: usize) {
        let spot = self.cells.get(at).map_or_else(Spot::default, |cell| cell.spot);
        let message = match ways {
            0 => said!(
                "{zh}与表头对不上（没有印出行线）",
                "{en} fit their headings in no way (no row borders are printed)"
            ),
            _ => said!(
                "{zh}有{ways}种分行办法（没有印出行线）",
                "{en} can be cut into rows in {ways} ways (no row borders are printed)"
            ),
        };
        self.problems.push(Problem::error(Code::RowsAmbiguous, self.file.place(spot), message).hint(other_format()));
    }
}

fn blank() -> GridCell {
    GridCell::default()
}

fn fits_money(column: Option<Column>, text: &str) -> bool {
    match column {
        None | Some(Column::Unread | Column::Deviation) => true,
        Some(Column::Rate) => !matches!(parse_percent(text), Cell::Unreadable(_)),
        Some(_) => !matches!(parse_number(&own_unit(text).0), Cell::Unreadable(_)),
    }
}

/// Cuts a run of cells into rows.
struct Cutter<'a, 'b> {
    stream: &'a Stream<'b>,
    columns: &'a [Option<Column>],
}

impl Cutter<'_, '_> {
    /// The number of ways to cut `from..end`, and one of them: where each row starts, and its level cells.
    fn cut(&self, from: usize, end: usize) -> (usize, Vec<(usize, Vec<Column>)>) {
        let length = end - from;
        let mut ways = vec![0_usize; length + 1];
        let mut back: Vec<Option<(usize, Vec<Column>)>> = vec![None; length + 1];
        ways[0] = 1;
        for at in 0..length {
            if ways[at] == 0 {
                continue;
            }
            // 成本指标 alone is a level 2 where a level 2 may stand.
            let second = self.is_level(Column::Level2, self.stream.text(from + at))
                && self.columns.contains(&Some(Column::Level2));
            for levels in [&[][..], &[Column::Level1], &[Column::Level2], &[Column::Level1, Column::Level2]] {
                if second && *levels == [Column::Level1] {
                    continue;
                }
                let Some(next) = self.row(from + at, end, levels) else { continue };
                ways[next - from] = (ways[next - from] + ways[at]).min(WAYS);
                back[next - from] = Some((from + at, levels.to_vec()));
            }
        }
        let mut cuts = Vec::new();
        let mut at = end;
        while let Some((start, levels)) = back[at - from].clone().filter(|_| at > from) {
            at = start;
            cuts.push((start, levels));
        }
        cuts.reverse();
        (ways[length], cuts)
    }

    /// The cell behind a row that starts at `start` with these level cells, if all its types fit.
    fn row(&self, start: usize, end: usize, levels: &[Column]) -> Option<usize> {
        let level3 = self.columns.iter().position(|column| *column == Some(Column::Level3))?;
        if levels.iter().any(|level| !self.columns.contains(&Some(*level))) {
            return None;
        }
        let first = start + levels.len();
        let next = first + self.columns.len() - level3;
        let right = levels.iter().zip(start..).all(|(level, at)| self.is_level(*level, self.stream.text(at)));
        let typed = |(column, at): (&Option<Column>, usize)| self.fits(*column, self.stream.text(at));
        (next <= end && right && self.columns[level3..].iter().zip(first..).all(typed)).then_some(next)
    }

    fn is_level(&self, level: Column, text: &str) -> bool {
        let labels = self.stream.labels;
        let own = compact(text).ends_with(['分', ')', '）']) && text.contains('分');
        match level {
            Column::Level1 => own || labels.level1.exact(text).is_some(),
            _ => own || labels.level2.exact(text).is_some(),
        }
    }

    fn fits(&self, column: Option<Column>, text: &str) -> bool {
        let labels = self.stream.labels;
        let leveled = self.columns.contains(&Some(Column::Level1)) || self.columns.contains(&Some(Column::Level2));
        let level = leveled && (labels.level1.exact(text).is_some() || labels.level2.exact(text).is_some());
        match column {
            Some(Column::Level3) => {
                !level && !is_number(text) && (text.is_empty() || !is_unused(text)) || is_dots(text)
            }
            Some(Column::Weight | Column::Score) => !matches!(parse_number(text), Cell::Unreadable(_)),
            Some(Column::TargetOp) => {
                text.is_empty() || text.starts_with('定') || text.chars().count() <= 4 && !is_number(text)
            }
            _ => !level || text.chars().count() <= 2,
        }
    }
}

/// An unused row of the form (……).
fn is_dots(text: &str) -> bool {
    !text.is_empty() && is_unused(text)
}
