//! A form while it is being read: raw texts with their lines, and the step that turns them into
//! records, reporting every cell that is not what its column promises.

use crate::documents::{Source, Spot};
use crate::problem::Problem;
use crate::records::labels::{Column, FormLabels};
use crate::records::{Funding, Indicator, Project, Reading};
use crate::values::{Cell, MoneyUnit, Place, Wan, parse_number, parse_percent, parse_quantity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A raw text and the line it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) text: String,
    pub(super) spot: Spot,
}

/// The raw cells of a row by their column.
pub(super) type Cells = BTreeMap<Column, Raw>;

/// One row of the money block as found.
#[derive(Clone, Debug, Default)]
pub(super) struct FundingDraft {
    pub(super) source: String,
    pub(super) label: String,
    pub(super) spot: Spot,
    pub(super) cells: Cells,
}

impl FundingDraft {
    /// The doubt about a row whose source no dictionary names.
    fn unknown(&self, file: &Source) -> Option<Problem> {
        let message = format!("found a row of funds `{}`, whose source no dictionary knows", shorten(&self.label));
        let problem = Problem::doubt("funding-unknown", file.place(self.spot), message);
        (self.source == UNKNOWN).then(|| problem.hint("add its label to a dictionary given with --labels"))
    }
}

/// One indicator as found; its level cells are already carried down and cleaned.
#[derive(Clone, Debug, Default)]
pub(super) struct IndicatorDraft {
    pub(super) spot: Spot,
    pub(super) level1: Option<String>,
    pub(super) level1_inferred: bool,
    pub(super) level2: Option<String>,
    pub(super) cells: Cells,
}

/// The source of a row of funds that no dictionary names.
pub(super) const UNKNOWN: &str = "unknown";

/// One form as found.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) spot: Spot,
    pub(super) year: Option<i32>,
    pub(super) project: Option<Raw>,
    pub(super) department: Option<Raw>,
    pub(super) unit: Option<Raw>,
    pub(super) money_unit: MoneyUnit,
    pub(super) funding: Vec<FundingDraft>,
    pub(super) indicators: Vec<IndicatorDraft>,
    pub(super) total: Cells,
    pub(super) problems: Vec<Problem>,
}

impl Draft {
    /// Turns the form into records of `reading`. A form of which nothing was read but its head is a
    /// problem and no record.
    pub(super) fn finish(mut self, file: &Source, labels: &FormLabels, reading: &mut Reading) {
        let place = file.place(self.spot);
        if self.funding.is_empty() && self.indicators.is_empty() {
            let name = self.project.as_ref().map(|raw| raw.text.as_str()).unwrap_or_default();
            let message =
                format!("found the head of a form (`{name}`), expected its money block and indicators below it");
            reading.problems.push(
                Problem::error("form-empty", place, message)
                    .hint("compare the labels of the form with data/labels/f1.toml; --labels adds words"),
            );
            return;
        }
        let ordinal = u32::try_from(reading.projects.len() + 1).unwrap_or(u32::MAX);
        let mut cells = CellReader { file, unit: self.money_unit, problems: Vec::new() };
        reading.projects.push(self.project(place, ordinal, &mut cells, labels));
        // The cells of the total row have been reported with the project.
        let reported = cells.problems.len();
        for row in std::mem::take(&mut self.funding) {
            self.problems.extend(row.unknown(file));
            let funding = cells.funding(row, self.year, ordinal);
            if funding.source == "total" {
                cells.problems.truncate(reported);
            }
            reading.funding.push(funding);
        }
        for (row, draft) in (1..).zip(std::mem::take(&mut self.indicators)) {
            reading.indicators.push(cells.indicator(draft, self.year, ordinal, row));
        }
        let mut problems = [self.problems, cells.problems].concat();
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        reading.problems.extend(problems);
    }

    /// The form's own record: its head, its row of total funds and its total points.
    fn project(&self, place: Place, ordinal: u32, cells: &mut CellReader<'_>, labels: &FormLabels) -> Project {
        let total =
            self.funding.iter().find(|row| row.source == "total").map(|row| row.cells.clone()).unwrap_or_default();
        if total.is_empty() {
            let message = "found no row of total funds (年度资金总额) in the form";
            cells.problems.push(
                Problem::error("total-row-missing", place.clone(), message)
                    .hint("add the row's label to [funding] total in a dictionary given with --labels"),
            );
        }
        let name = |raw: &Option<Raw>| raw.as_ref().map(|raw| raw.text.clone()).filter(|text| !text.is_empty());
        Project {
            place,
            year: self.year,
            ordinal,
            project: name(&self.project),
            department: name(&self.department),
            unit: name(&self.unit),
            initial_wan: cells.amount(&total, Column::Initial),
            adjusted_wan: cells.amount(&total, Column::Adjusted),
            executed_wan: cells.amount(&total, Column::Executed),
            execution_weight: cells.number(&total, Column::Weight),
            execution_rate_pct: cells.percent(&total, Column::Rate),
            execution_score: cells.number(&total, Column::Score),
            total_weight: cells.number(&self.total, Column::Weight),
            total_score: cells.number(&self.total, Column::Score),
            form: Some(labels.family.clone()),
        }
    }
}

/// Reads raw cells as what their column promises.
struct CellReader<'a> {
    file: &'a Source,
    unit: MoneyUnit,
    problems: Vec<Problem>,
}

impl CellReader<'_> {
    fn amount(&mut self, cells: &Cells, column: Column) -> Option<Wan> {
        self.number(cells, column).map(|figure| Wan::new(figure, self.unit))
    }

    fn number(&mut self, cells: &Cells, column: Column) -> Option<Decimal> {
        let raw = cells.get(&column)?;
        self.keep(column, raw, parse_number(&raw.text))
    }

    fn percent(&mut self, cells: &Cells, column: Column) -> Option<Decimal> {
        let raw = cells.get(&column)?;
        self.keep(column, raw, parse_percent(&raw.text))
    }

    fn keep(&mut self, column: Column, raw: &Raw, cell: Cell<Decimal>) -> Option<Decimal> {
        if let Cell::Unreadable(text) = &cell {
            let message = format!("column {}: expected a number, found `{}`", column.name(), shorten(text));
            self.problems.push(
                Problem::error("number-unreadable", self.file.place(raw.spot), message)
                    .hint("if the paper is at fault, correct the cell in a copy and say so in the file's card"),
            );
        }
        cell.value()
    }

    fn funding(&mut self, row: FundingDraft, year: Option<i32>, ordinal: u32) -> Funding {
        Funding {
            place: self.file.place(row.spot),
            year,
            ordinal,
            initial_wan: self.amount(&row.cells, Column::Initial),
            adjusted_wan: self.amount(&row.cells, Column::Adjusted),
            executed_wan: self.amount(&row.cells, Column::Executed),
            execution_rate_pct: self.percent(&row.cells, Column::Rate),
            source: row.source,
            label: row.label,
        }
    }

    fn indicator(&mut self, draft: IndicatorDraft, year: Option<i32>, ordinal: u32, row: u32) -> Indicator {
        let text = |column| draft.cells.get(&column).map(|raw: &Raw| raw.text.clone()).filter(|text| !text.is_empty());
        let (target, actual) = (text(Column::Target), text(Column::Actual));
        let promised = target.as_deref().and_then(parse_quantity);
        let delivered = actual.as_deref().and_then(parse_quantity);
        Indicator {
            place: self.file.place(draft.spot),
            year,
            ordinal,
            row,
            level3: text(Column::Level3),
            deviation: text(Column::Deviation),
            weight: self.number(&draft.cells, Column::Weight),
            score: self.number(&draft.cells, Column::Score),
            level1: draft.level1,
            level1_inferred: draft.level1_inferred,
            level2: draft.level2,
            target,
            actual,
            target_op: promised.as_ref().and_then(|quantity| quantity.op),
            target_value: promised.as_ref().map(|quantity| quantity.value),
            target_unit: promised.and_then(|quantity| quantity.unit),
            actual_op: delivered.as_ref().and_then(|quantity| quantity.op),
            actual_value: delivered.as_ref().map(|quantity| quantity.value),
            actual_unit: delivered.and_then(|quantity| quantity.unit),
        }
    }
}

impl Column {
    /// The column's usual heading, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Side => "绩效指标",
            Self::Initial => "年初预算数",
            Self::Adjusted => "全年预算数",
            Self::Executed => "全年执行数",
            Self::Rate => "执行率",
            Self::Weight => "分值",
            Self::Score => "得分",
            Self::Level1 => "一级指标",
            Self::Level2 => "二级指标",
            Self::Level3 => "三级指标",
            Self::Target => "年度指标值",
            Self::Actual => "实际完成值",
            Self::Deviation => "偏差原因分析及改进措施",
        }
    }
}

/// The first characters of a text, enough to find it again.
pub(super) fn shorten(text: &str) -> String {
    const LENGTH: usize = 24;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= LENGTH { line } else { line.chars().take(LENGTH).chain(['…']).collect() }
}
