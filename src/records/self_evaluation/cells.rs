//! Forms whose cells are known: each column is named by the heading band above it, never by its
//! position.

use crate::documents::{Grid, GridCell, Row, Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels, Head};
use crate::records::self_evaluation::band::{Band, Shape, is_number};
use crate::records::self_evaluation::draft::Draft;
use crate::records::self_evaluation::levels::Levels;
use crate::records::self_evaluation::listed::labels_its_amounts;
use crate::records::self_evaluation::raw::{IndicatorDraft, Raw, points};
use crate::records::self_evaluation::text::{compact, indicator_name, is_unused};
use crate::values::{MoneyUnit, find_year, half_width};

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

/// Reads all forms of one grid; a form begins at its project label.
///
/// `above` is what stands over the grid: the year and the unit of its money.
pub(super) fn forms(grid: &Grid, above: &Above, file: &Source, labels: &FormLabels) -> Vec<Draft> {
    let shape = Shape::of(grid);
    let (year, unit) = (above.year, above.unit);
    let mut reader = Reader {
        file,
        labels,
        year,
        unit,
        shape,
        above: None,
        drafts: Vec::new(),
        stray: Vec::new(),
        part: Part::Boxes,
    };
    for row in &grid.rows {
        reader.row(row);
        reader.above = Some(row);
    }
    if let Some(first) = reader.drafts.first_mut() {
        first.problems.append(&mut reader.stray);
    }
    reader.drafts
}

/// What the lines above a grid say of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Above {
    pub(super) year: Option<i32>,
    pub(super) unit: Option<MoneyUnit>,
    pub(super) title: String,
}

/// Whether some row of the grid names a project.
pub(super) fn has_form(grid: &Grid, labels: &FormLabels) -> bool {
    grid.rows.iter().flat_map(|row| &row.cells).any(|cell| labels.head_of(&cell.text) == Some(Head::Project))
}

struct Reader<'a> {
    file: &'a Source,
    labels: &'a FormLabels,
    year: Option<i32>,
    unit: Option<MoneyUnit>,
    shape: Shape,
    /// The row before the one that is read.
    above: Option<&'a Row>,
    drafts: Vec<Draft>,
    /// Rows of figures above the first form.
    stray: Vec<Problem>,
    part: Part,
}

impl<'a> Reader<'a> {
    fn row(&mut self, row: &'a Row) {
        if self.is_title(row) {
            return;
        }
        if row.cells.iter().any(|cell| self.labels.head_of(&cell.text) == Some(Head::Project)) {
            let spot = row.cells.first().map_or_else(Spot::default, |cell| cell.spot);
            self.drafts.push(Draft { spot, year: self.year, money_unit: self.unit, ..Draft::default() });
            self.part = Part::Boxes;
        }
        if self.drafts.is_empty() {
            self.before(row);
            return;
        }
        if let (Some(cell), Some(draft)) = (unread_block(row, self.labels), self.drafts.last_mut()) {
            draft.unread_block(cell, self.file);
        }
        if let Some(band) = self.money_band(row) {
            self.part = Part::Money(band);
            return;
        }
        if row.cells.iter().any(|cell| self.labels.indicator.exact(&cell.text) == Some(Column::Level3)) {
            self.indicator_band(row);
            return;
        }
        match std::mem::take(&mut self.part) {
            Part::Boxes => self.boxes(row),
            Part::Money(band) => self.money(row, band),
            Part::Indicators(band, levels) => self.indicators(row, band, levels),
            Part::Done => self.part = Part::Done,
        }
    }

    /// A row of figures before the first form of a grid: the end of one that began elsewhere.
    fn before(&mut self, row: &Row) {
        let figures = row.cells.iter().filter(|cell| is_number(&cell.text)).count();
        let Some(first) = row.cells.iter().find(|cell| !cell.text.is_empty()).filter(|_| figures >= 2) else { return };
        let message = said!(
            "第一张自评表之前有一行`{}`，未读取",
            "found the row `{}` before the first form, which was not read",
            shorten(&compact(&first.text))
        );
        self.stray.push(
            Problem::error(Code::RowStray, self.file.place(first.spot), message)
                .hint(said!("它所属的表可能不完整", "the form it belongs to may be cut off")),
        );
    }

    /// A heading row of the indicators. One that is repeated on the next page changes nothing.
    fn indicator_band(&mut self, row: &Row) {
        let heads = |row: &&Row| {
            let named = |cell: &&GridCell| self.labels.indicator.exact(&cell.text).is_some_and(|c| c != Column::Side);
            row.cells.iter().filter(named).count() >= 2
        };
        let above = if matches!(self.part, Part::Indicators(..)) { None } else { self.above.filter(heads) };
        let band = Band::new(row, above, self.shape, &self.labels.indicator);
        self.part = match std::mem::take(&mut self.part) {
            Part::Indicators(old, levels) if old.repeats(&band) => Part::Indicators(old, levels),
            _ => Part::Indicators(band, Levels::default()),
        };
        let Some(draft) = self.drafts.last_mut() else { return };
        if let Part::Indicators(band, _) = &self.part {
            let names = |column| band.names(column, &self.labels.indicator);
            let results = [Column::Actual, Column::Score, Column::Review];
            draft.promises |= names(Column::Target) && !results.into_iter().any(names);
        }
    }

    fn is_title(&mut self, row: &Row) -> bool {
        let mut filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
        let (Some(only), None) = (filled.next(), filled.next()) else { return false };
        let is_title = self.labels.title.suffix(&compact(&only.text)).is_some();
        let short = compact(&only.text).chars().count() < 16;
        self.year = find_year(&only.text).filter(|_| is_title || short).or(self.year);
        is_title
    }

    /// The band of the money block, where the row begins one: at least two of its columns are named
    /// or half named, the executed amount among them.
    fn money_band(&mut self, row: &Row) -> Option<Band> {
        let begins = |cell: &&GridCell| {
            let (money, other) = (&self.labels.money, &self.labels.indicator);
            let column = money.exact(&cell.text).is_some_and(is_fund);
            column || money.begins(&cell.text) && !other.begins(&cell.text)
        };
        let block = row.cells.iter().find(|cell| self.labels.money_block.exact(&cell.text).is_some());
        let named = row.cells.iter().filter(begins).count();
        if named < 2 || (block.is_none() && !matches!(self.part, Part::Boxes)) {
            return None;
        }
        let draft = self.drafts.last_mut()?;
        let band = Band::new(row, None, self.shape, &self.labels.money);
        let named = block.and_then(|cell| money_unit(&cell.text));
        draft.money_unit = named.or_else(|| money_unit(&band.text())).or(draft.money_unit);
        draft.execution_points = block
            .and_then(|cell| points(&Raw { text: cell.text.clone(), spot: cell.spot }))
            .or(draft.execution_points.take());
        Some(band)
    }

    /// A row of label and value boxes.
    fn boxes(&mut self, row: &Row) {
        let Some(draft) = self.drafts.last_mut() else { return };
        let mut label = None;
        for cell in &row.cells {
            if let Some(head) = self.labels.head_of(&cell.text) {
                label = Some(head);
                continue;
            }
            let raw = Raw { text: compact(&cell.text), spot: cell.spot };
            if names_unit(&raw.text) {
                draft.money_unit = money_unit(&raw.text).or(draft.money_unit);
            }
            let slot = match label {
                Some(Head::TotalScore) => {
                    let number = Some(raw).filter(|raw| is_number(&raw.text));
                    draft.printed_score = draft.printed_score.take().or(number);
                    continue;
                }
                Some(Head::Project) => &mut draft.project,
                Some(Head::Department) => &mut draft.department,
                Some(Head::Superior) => &mut draft.superior,
                Some(Head::Unit) => &mut draft.unit,
                Some(Head::Personal | Head::Aside) | None => continue,
            };
            if slot.is_none() && !raw.text.is_empty() {
                *slot = Some(raw);
            }
        }
    }

    fn money(&mut self, row: &Row, mut band: Band) {
        let Some(draft) = self.drafts.last_mut() else { return };
        let (columns, block) = (&self.labels.money, &self.labels.money_block);
        let goes_on = |text: &str| columns.begins(text) || columns.exact(text).is_some() || block.exact(text).is_some();
        if band.open && band.extend(row, goes_on) {
            let printed = row.cells.iter().find_map(|cell| points(&Raw { text: cell.text.clone(), spot: cell.spot }));
            draft.execution_points = draft.execution_points.take().or(printed);
            self.part = Part::Money(band);
            return;
        }
        band.open = false;
        let goals = row.cells.iter().any(|cell| self.labels.goals.exact(&cell.text).is_some());
        if goals {
            self.part = Part::Boxes;
            return;
        }
        if labels_its_amounts(row, self.labels) {
            row.cells.iter().for_each(|cell| draft.list_amount(&cell.text, cell.spot, self.file, self.labels));
            self.part = Part::Money(band);
            return;
        }
        let is_block = |cell: &&GridCell| self.labels.money_block.exact(&cell.text).is_some();
        let aligned = band.cells(row, &self.labels.money, self.labels);
        let Some(mut aligned) = aligned.filter(|_| !shifted_money(row, &band)) else {
            draft.problems.extend(misfit(row, &band, self.file));
            self.part = Part::Money(band);
            return;
        };
        draft.clashes(&mut aligned, self.file);
        let filled = aligned.cells.values().any(|raw| !raw.text.is_empty());
        let label =
            money_label(band.labels(row, &self.labels.money).into_iter().filter(|cell| !is_block(cell)), self.labels);
        match label.filter(|label| !is_number(&label.text)) {
            Some(label) => draft.funds(&label, aligned, filled, &band, self.labels),
            None if filled => match band.across(row, self.labels) {
                Some((label, sources)) => {
                    draft.unread(sources, self.file);
                    draft.funds(&label, aligned, filled, &band, self.labels);
                }
                None => draft.problems.push(unlabelled(row, self.file)),
            },
            None => {}
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
            match band.total(row, self.labels) {
                Some(total) => draft.total = total,
                None => draft.problems.push(open_total(row, self.file)),
            }
            self.part = Part::Done;
            return;
        }
        let Some(mut aligned) = band.cells(row, &self.labels.indicator, self.labels) else {
            draft.problems.extend(misfit(row, &band, self.file));
            self.part = Part::Indicators(band, levels);
            return;
        };
        draft.clashes(&mut aligned, self.file);
        let mut cells = aligned.cells;
        let level = |column| cells.get(&column).map(|raw: &Raw| compact(&raw.text)).filter(|text| !text.is_empty());
        let printed = level(Column::Level1);
        let covered = printed.is_some() || band.covered(row, Column::Level1, self.labels);
        if let Some(text) = printed {
            levels.enter_level1(&text, self.labels);
        }
        if let Some(text) = level(Column::Level2) {
            levels.enter_level2(&text, covered, self.labels);
        }
        for (column, raw) in &mut cells {
            raw.text = if *column == Column::Level3 { indicator_name(&raw.text) } else { compact(&raw.text) };
        }
        let says = [Column::Level3, Column::Target, Column::Actual, Column::Weight, Column::Score];
        let unused = says.iter().all(|column| cells.get(column).is_none_or(|raw| is_unused(&raw.text)));
        if !unused {
            let spot = row.cells.iter().find(|cell| !cell.text.is_empty()).map_or_else(Spot::default, |cell| cell.spot);
            let placed = levels.placed();
            draft.unread(aligned.unread, self.file);
            draft.indicators.push(IndicatorDraft {
                spot,
                level1: placed.level1,
                level1_inferred: placed.level1_inferred,
                level2: placed.level2,
                section: levels.section(),
                cells,
            });
        }
        self.part = Part::Indicators(band, levels);
    }
}

fn unread_block<'a>(row: &'a Row, labels: &FormLabels) -> Option<&'a GridCell> {
    row.cells.iter().find(|cell| labels.unread_blocks.exact(&cell.text).is_some())
}

/// A row of funds whose cells moved to the left or right: a figure where its label should be.
fn shifted_money(row: &Row, band: &Band) -> bool {
    row.cells.len() < band.width() && row.cells.first().is_some_and(|cell| is_number(&cell.text))
}

/// The label of a row of funds: the cells left of its figures, 其中： and the source's name together.
fn money_label<'a>(cells: impl Iterator<Item = &'a GridCell>, labels: &FormLabels) -> Option<Raw> {
    let cells: Vec<&GridCell> = cells.collect();
    let first = cells.first()?;
    let words: Vec<&GridCell> = cells.iter().copied().take_while(|cell| !is_number(&cell.text)).collect();
    let joined: String = words.iter().map(|cell| compact(&cell.text)).collect();
    if words.len() > 1 && labels.funding.exact(&joined).is_some() {
        return Some(Raw { text: joined, spot: first.spot });
    }
    let known = words.iter().rev().find(|cell| labels.funding.exact(&compact(&cell.text)).is_some());
    let cell = known.unwrap_or(first);
    Some(Raw { text: compact(&cell.text), spot: cell.spot })
}

/// A row wider than its band, or narrower in a way that leaves its cells uncertain.
fn misfit(row: &Row, band: &Band, file: &Source) -> Option<Problem> {
    let first = row.cells.iter().find(|cell| !cell.text.is_empty())?;
    let (expected, found) = (band.width(), row.cells.len());
    let message = said!(
        "行`{}`：按表头应有{expected}格，实际{found}格",
        "row `{}`: expected {expected} cells as its heading has, found {found}",
        shorten(&compact(&first.text))
    );
    Some(
        Problem::error(Code::RowWidth, file.place(first.spot), message)
            .hint(said!("请用`jixiao cells 文件`核对", "compare with `jixiao cells FILE`")),
    )
}

fn unlabelled(row: &Row, file: &Source) -> Problem {
    let spot = row.cells.iter().find(|cell| !cell.text.is_empty()).map_or_else(Spot::default, |cell| cell.spot);
    Problem::error(
        Code::FundingUnlabelled,
        file.place(spot),
        said!("有一行资金没有名称", "found a row of funds without its label"),
    )
    .hint(said!("请用`jixiao cells 文件`核对", "compare with `jixiao cells FILE`"))
}

fn open_total(row: &Row, file: &Source) -> Problem {
    let spot = row.cells.iter().find(|cell| !cell.text.is_empty()).map_or_else(Spot::default, |cell| cell.spot);
    let message = said!(
        "总分行的数字与分值、得分的对应不止一种，或完全对不上",
        "the numbers of the total row fit 分值 and 得分 in more than one way, or in none"
    );
    Problem::error(Code::TotalAmbiguous, file.place(spot), message)
        .hint(said!("请用`jixiao cells 文件`核对", "compare with `jixiao cells FILE`"))
}

fn is_total(row: &Row, labels: &FormLabels) -> bool {
    row.cells.iter().find(|cell| !cell.text.is_empty()).is_some_and(|first| labels.total.exact(&first.text).is_some())
}

/// Whether a column stands in the money block alone.
fn is_fund(column: Column) -> bool {
    matches!(column, Column::Initial | Column::Adjusted | Column::Executed | Column::Rate)
}

/// The unit a heading such as 项目资金（元） names.
pub(super) fn money_unit(heading: &str) -> Option<MoneyUnit> {
    let normal = compact(&half_width(heading));
    match (normal.contains("万元"), normal.contains('元')) {
        (true, _) => Some(MoneyUnit::Wan),
        (false, true) => Some(MoneyUnit::Yuan),
        (false, false) => None,
    }
}

/// Whether a text names the unit of the money below it: 金额单位：元.
pub(super) fn names_unit(text: &str) -> bool {
    let normal = compact(&half_width(text));
    normal.contains("单位:") && normal.trim_end_matches(')').ends_with('元')
}
