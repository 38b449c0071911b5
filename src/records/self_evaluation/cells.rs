//! Forms whose cells are known: each column is named by the heading band above it, never by its
//! position.

use crate::documents::{Grid, GridCell, Row, Source, Spot};
use crate::problem::Problem;
use crate::records::labels::{Column, FormLabels, Head};
use crate::records::self_evaluation::draft::{Cells, Draft, FundingDraft, IndicatorDraft, Raw, UNKNOWN};
use crate::records::self_evaluation::levels::Levels;
use crate::records::self_evaluation::text::{compact, indicator_name, is_unused};
use crate::values::{Cell, MoneyUnit, find_year, half_width, parse_number};

/// Which part of a form the next row belongs to.
#[derive(Clone, Debug, Default)]
enum Part {
    /// The boxes of the head, and the goals.
    #[default]
    Boxes,
    /// The money block, below its heading band.
    Money(Band),
    /// The indicators, below their heading band.
    Indicators(Band, Levels),
    /// After the total row.
    Done,
}

/// A heading band: the text of each column, joined over the band's rows.
#[derive(Clone, Debug, Default)]
struct Band {
    texts: Vec<String>,
    /// Whether another row may still belong to the band.
    open: bool,
}

/// Reads all forms of one grid; a form begins at its project label.
pub(super) fn forms(grid: &Grid, year: Option<i32>, file: &Source, labels: &FormLabels) -> Vec<Draft> {
    let mut reader = Reader { file, labels, year, drafts: Vec::new(), part: Part::Boxes };
    for row in &grid.rows {
        reader.row(row);
    }
    reader.drafts
}

/// Whether some row of the grid names a project.
pub(super) fn has_form(grid: &Grid, labels: &FormLabels) -> bool {
    grid.rows.iter().flat_map(|row| &row.cells).any(|cell| labels.head.exact(&cell.text) == Some(Head::Project))
}

struct Reader<'a> {
    file: &'a Source,
    labels: &'a FormLabels,
    year: Option<i32>,
    drafts: Vec<Draft>,
    part: Part,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        if self.is_title(row) {
            return;
        }
        if row.cells.iter().any(|cell| self.labels.head.exact(&cell.text) == Some(Head::Project)) {
            let spot = row.cells.first().map_or_else(Spot::default, |cell| cell.spot);
            self.drafts.push(Draft { spot, year: self.year, ..Draft::default() });
            self.part = Part::Boxes;
        }
        if self.drafts.is_empty() {
            return;
        }
        if let Some(band) = self.money_band(row) {
            self.part = Part::Money(band);
            return;
        }
        if row.cells.iter().any(|cell| self.labels.indicator.exact(&cell.text) == Some(Column::Level3)) {
            self.part = Part::Indicators(Band::new(row), Levels::default());
            return;
        }
        match std::mem::take(&mut self.part) {
            Part::Boxes => self.boxes(row),
            Part::Money(band) => self.money(row, band),
            Part::Indicators(band, levels) => self.indicators(row, band, levels),
            Part::Done => self.part = Part::Done,
        }
    }

    fn is_title(&mut self, row: &Row) -> bool {
        let mut filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
        let (Some(only), None) = (filled.next(), filled.next()) else { return false };
        let is_title = self.labels.title.suffix(&compact(&only.text)).is_some();
        self.year = find_year(&only.text).filter(|_| is_title || only.text.chars().count() < 16).or(self.year);
        is_title
    }

    /// The band of the money block, where the row begins one: at least two of its columns are named
    /// or half named, the executed amount among them.
    fn money_band(&mut self, row: &Row) -> Option<Band> {
        let begins =
            |cell: &&GridCell| self.labels.money.begins(&cell.text) && !self.labels.indicator.begins(&cell.text);
        let block = row.cells.iter().find(|cell| self.labels.money_block.exact(&cell.text).is_some());
        let named = row.cells.iter().filter(begins).count();
        if named < 2 || (block.is_none() && !matches!(self.part, Part::Boxes)) {
            return None;
        }
        let draft = self.drafts.last_mut()?;
        draft.money_unit = block.map_or(draft.money_unit, |cell| money_unit(&cell.text));
        Some(Band::new(row))
    }

    /// A row of label and value boxes.
    fn boxes(&mut self, row: &Row) {
        let Some(draft) = self.drafts.last_mut() else { return };
        let mut label = None;
        for cell in &row.cells {
            if let Some(head) = self.labels.head.exact(&cell.text) {
                label = Some(head);
                continue;
            }
            let raw = Raw { text: compact(&cell.text), spot: cell.spot };
            let slot = match label {
                Some(Head::Project) => &mut draft.project,
                Some(Head::Department) => &mut draft.department,
                Some(Head::Unit) => &mut draft.unit,
                Some(Head::Personal | Head::Aside) | None => continue,
            };
            if slot.is_none() && !raw.text.is_empty() {
                *slot = Some(raw);
            }
        }
    }

    fn money(&mut self, row: &Row, mut band: Band) {
        if band.open && band.extend(row, |text| self.labels.money.begins(text)) {
            self.part = Part::Money(band);
            return;
        }
        band.open = false;
        let Some(draft) = self.drafts.last_mut() else { return };
        let goals = row.cells.iter().any(|cell| self.labels.goals.exact(&cell.text).is_some());
        if goals {
            self.part = Part::Boxes;
            return;
        }
        let is_block = |cell: &&GridCell| self.labels.money_block.exact(&cell.text).is_some();
        let label = row.cells.iter().find(|cell| !cell.text.is_empty() && !is_block(cell));
        let cells = band.cells(row, &self.labels.money);
        let filled = cells.values().any(|raw| !raw.text.is_empty());
        if let Some(label) = label.filter(|cell| !is_number(&cell.text)) {
            let text = compact(&label.text);
            match (self.labels.funding.exact(&text), draft.funding.last_mut()) {
                (Some(source), _) => draft.funding.push(FundingDraft { source, label: text, spot: label.spot, cells }),
                // A label broken over two rows: the second holds the rest of it and no figure.
                (None, Some(above)) if !filled => {
                    above.label.push_str(&text);
                    above.source = self.labels.funding.exact(&above.label).unwrap_or_else(|| above.source.clone());
                }
                (None, _) if filled => {
                    draft.funding.push(FundingDraft { source: UNKNOWN.into(), label: text, spot: label.spot, cells });
                }
                (None, _) => {}
            }
        }
        self.part = Part::Money(band);
    }

    fn indicators(&mut self, row: &Row, mut band: Band, mut levels: Levels) {
        if band.open && band.extend(row, |text| self.labels.indicator.begins(text)) {
            self.part = Part::Indicators(band, levels);
            return;
        }
        band.open = false;
        let Some(draft) = self.drafts.last_mut() else { return };
        if is_total(row, self.labels) || band.is_unlabelled_total(row) {
            draft.total = band.total(row, self.labels);
            self.part = Part::Done;
            return;
        }
        let mut cells = band.cells(row, &self.labels.indicator);
        let level = |column| cells.get(&column).map(|raw: &Raw| compact(&raw.text)).filter(|text| !text.is_empty());
        if let Some(text) = level(Column::Level1) {
            levels.enter_level1(&text);
        }
        if let Some(text) = level(Column::Level2) {
            levels.enter_level2(&text, self.labels);
        }
        for (column, raw) in &mut cells {
            raw.text = if *column == Column::Level3 { indicator_name(&raw.text) } else { compact(&raw.text) };
        }
        let says = [Column::Level3, Column::Target, Column::Actual, Column::Weight, Column::Score];
        let unused = says.iter().all(|column| cells.get(column).is_none_or(|raw| is_unused(&raw.text)));
        if !unused {
            let spot = row.cells.iter().find(|cell| !cell.text.is_empty()).map_or_else(Spot::default, |cell| cell.spot);
            let placed = levels.placed();
            draft.problems.extend(band.misfit(row, self.file));
            draft.indicators.push(IndicatorDraft {
                spot,
                level1: placed.level1,
                level1_inferred: placed.level1_inferred,
                level2: placed.level2,
                cells,
            });
        }
        self.part = Part::Indicators(band, levels);
    }
}

impl Band {
    fn new(row: &Row) -> Self {
        Self { texts: row.cells.iter().map(|cell| compact(&cell.text)).collect(), open: true }
    }

    /// Joins `row` to the band if every text of it goes on with a column's heading, and says whether
    /// it did.
    fn extend(&mut self, row: &Row, begins: impl Fn(&str) -> bool) -> bool {
        let joined =
            |at: usize, cell: &GridCell| self.texts.get(at).map(|above| format!("{above}{}", compact(&cell.text)));
        let texts: Vec<Option<String>> = row.cells.iter().enumerate().map(|(at, cell)| joined(at, cell)).collect();
        let goes_on = |at: usize| row.cells[at].text.is_empty() || texts[at].as_deref().is_some_and(&begins);
        let extends = row.cells.iter().any(|cell| !cell.text.is_empty()) && (0..row.cells.len()).all(goes_on);
        if extends {
            self.texts = texts.into_iter().flatten().collect();
        }
        extends
    }

    /// The cells of a row by the column their heading names.
    ///
    /// A row that is narrower than the band because the merged cells on its left are not printed
    /// is aligned at the right.
    fn cells(&self, row: &Row, labels: &crate::records::lexicon::Lexicon<Column>) -> Cells {
        let missing = self.texts.len().saturating_sub(row.cells.len());
        let mut cells = Cells::new();
        for (heading, cell) in self.texts.iter().skip(missing).zip(&row.cells) {
            if let Some(column) = labels.exact(heading).filter(|column| *column != Column::Side) {
                cells.entry(column).or_insert_with(|| Raw { text: cell.text.clone(), spot: cell.spot });
            }
        }
        cells
    }

    /// A row wider than its band, or narrower by more than the merged cells on the left: its cells
    /// cannot be told apart for certain.
    fn misfit(&self, row: &Row, file: &Source) -> Option<Problem> {
        let (expected, found) = (self.texts.len(), row.cells.len());
        if found <= expected && found + 3 >= expected {
            return None;
        }
        let spot = row.cells.first().map_or_else(Spot::default, |cell| cell.spot);
        let message = format!("expected a row of {expected} cells as its heading has, found {found}");
        Some(Problem::error("row-width", file.place(spot), message).hint("compare with `jixiao cells FILE`"))
    }

    /// A last row without a label: two numbers and nothing else, in fewer cells than the heading has.
    fn is_unlabelled_total(&self, row: &Row) -> bool {
        let filled: Vec<&GridCell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        row.cells.len() < self.texts.len() && filled.len() == 2 && filled.iter().all(|cell| is_number(&cell.text))
    }

    /// Weight and score of the total row: by their columns where the row is as wide as the heading,
    /// else the row's numbers in the order of those columns.
    fn total(&self, row: &Row, labels: &FormLabels) -> Cells {
        if row.cells.len() == self.texts.len() {
            let mut cells = self.cells(row, &labels.indicator);
            cells.retain(|column, _| matches!(column, Column::Weight | Column::Score));
            return cells;
        }
        let numbers = row.cells.iter().filter(|cell| is_number(&cell.text));
        let at = |column| self.texts.iter().position(|heading| labels.indicator.exact(heading) == Some(column));
        let mut columns = [(at(Column::Weight), Column::Weight), (at(Column::Score), Column::Score)];
        columns.sort();
        let columns = columns.into_iter().filter(|(at, _)| at.is_some()).map(|(_, column)| column);
        columns.zip(numbers).map(|(column, cell)| (column, Raw { text: cell.text.clone(), spot: cell.spot })).collect()
    }
}

fn is_total(row: &Row, labels: &FormLabels) -> bool {
    row.cells.iter().find(|cell| !cell.text.is_empty()).is_some_and(|first| labels.total.exact(&first.text).is_some())
}

fn is_number(text: &str) -> bool {
    matches!(parse_number(text), Cell::Value(_))
}

/// The unit a heading such as 项目资金（元） names; 万元 where it names none.
pub(super) fn money_unit(heading: &str) -> MoneyUnit {
    let normal = compact(&half_width(heading));
    if normal.contains("元") && !normal.contains("万元") { MoneyUnit::Yuan } else { MoneyUnit::Wan }
}
