//! Raw cells read as what their columns promise: numbers, percentages, amounts, quantities. Every
//! cell that is something else is reported at its place.

use crate::documents::Source;
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::Column;
use crate::records::printed::{Field, Of, Printed, step, step_wan};
use crate::records::self_evaluation::raw::{Cells, FundingDraft, IndicatorDraft, Raw, own_unit};
use crate::records::self_evaluation::target::promised;
use crate::records::{Funding, Indicator};
use crate::values::{Cell, MoneyUnit, Wan, half_width, parse_number, parse_percent, parse_pieces, parse_quantity};
use rust_decimal::Decimal;

/// A rate above this, without its sign, is no ratio: nobody spends twice a budget.
const RATIO: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
/// How far a printed ratio may lie from executed / budget, for its rounding.
const NEAR: Decimal = Decimal::from_parts(6, 0, 0, false, 3);

/// Reads raw cells as what their column promises.
pub(super) struct CellReader<'a> {
    pub(super) file: &'a Source,
    pub(super) unit: MoneyUnit,
    pub(super) problems: Vec<Problem>,
    /// The record whose cells are being read.
    pub(super) of: Of,
    /// The figures that were read, as printed.
    pub(super) printed: Vec<Printed>,
}

impl CellReader<'_> {
    pub(super) fn amount(&mut self, cells: &Cells, column: Column) -> Option<Wan> {
        let raw = cells.get(&column)?;
        let (figure, unit) = own_unit(&raw.text);
        let figure = self.keep(column, raw, parse_number(&figure))?;
        let unit = unit.unwrap_or(self.unit);
        self.print(column.field(), raw, step_wan(figure, unit));
        Some(Wan::new(figure, unit))
    }

    pub(super) fn number(&mut self, cells: &Cells, column: Column) -> Option<Decimal> {
        let raw = cells.get(&column)?;
        let figure = self.keep(column, raw, parse_number(&raw.text))?;
        self.print(column.field(), raw, step(figure));
        Some(figure)
    }

    /// A figure of the row of total points.
    pub(super) fn total(&mut self, cells: &Cells, column: Column, field: Field) -> Option<Decimal> {
        let figure = self.number(cells, column)?;
        self.printed.last_mut().into_iter().for_each(|printed| printed.field = field);
        Some(figure)
    }

    /// Notes how a figure is printed.
    fn print(&mut self, field: Option<Field>, raw: &Raw, step: Decimal) {
        let Some(field) = field else { return };
        self.printed.push(Printed::new(self.of, field, self.file.place(raw.spot), &raw.text, step));
    }

    /// Notes where the words of an indicator stand.
    fn words(&mut self, cells: &Cells) {
        for column in [Column::Target, Column::Actual, Column::Deviation] {
            let raw = cells.get(&column).filter(|raw| !raw.text.is_empty());
            raw.into_iter().for_each(|raw| self.print(column.field(), raw, Decimal::ZERO));
        }
    }

    pub(super) fn percent(&mut self, cells: &Cells, column: Column) -> Option<Decimal> {
        let raw = cells.get(&column)?;
        self.keep(column, raw, parse_percent(&raw.text))
    }

    /// The rate of a row of funds. One printed as a ratio (1, or 0.9685 without a sign) is read in
    /// percent where executed / adjusted says that it is one, and is in doubt otherwise.
    pub(super) fn rate(&mut self, cells: &Cells) -> Option<Decimal> {
        let printed = self.percent(cells, Column::Rate)?;
        let raw = cells.get(&Column::Rate)?;
        let rate = self.in_percent(printed, raw, cells)?;
        let last = if rate == printed { step(printed) } else { step(printed) * Decimal::ONE_HUNDRED };
        self.print(Some(Field::Rate), raw, last);
        Some(rate)
    }

    fn in_percent(&mut self, printed: Decimal, raw: &Raw, cells: &Cells) -> Option<Decimal> {
        if printed.is_zero() || printed > RATIO || half_width(&raw.text).contains('%') {
            return Some(printed);
        }
        let figure = |column| parse_number(&own_unit(&cells.get(&column)?.text).0).value();
        let spent = figure(Column::Executed).zip(figure(Column::Adjusted).or_else(|| figure(Column::Initial)));
        let ratio = spent.and_then(|(executed, budget)| executed.checked_div(budget));
        let near = |other: Decimal| ratio.is_some_and(|ratio| (ratio - other).abs() <= NEAR);
        match (near(printed), near(printed / Decimal::ONE_HUNDRED)) {
            (true, false) => Some((printed * Decimal::ONE_HUNDRED).normalize()),
            (false, true) => Some(printed),
            _ => {
                let message = said!(
                    "列“执行率”：`{}`可能是比值，也可能是百分数",
                    "column 执行率: found `{}`, a ratio or a percentage",
                    shorten(&raw.text)
                );
                self.problems.push(Problem::error(Code::RateAmbiguous, self.file.place(raw.spot), message));
                None
            }
        }
    }

    fn keep(&mut self, column: Column, raw: &Raw, cell: Cell<Decimal>) -> Option<Decimal> {
        if let Cell::Unreadable(text) = &cell {
            let message = said!(
                "列“{}”：应为数字，实际为`{}`",
                "column {}: expected a number, found `{}`",
                column.name(),
                shorten(text)
            );
            self.problems.push(Problem::error(Code::NumberUnreadable, self.file.place(raw.spot), message).hint(said!(
                "如原件有误，请在副本中改正该格，并在文件说明卡（文件名.toml）中写明",
                "if the paper is at fault, correct the cell in a copy and say so in the file's card (the TOML file beside it)"
            )));
        }
        cell.value()
    }

    pub(super) fn funding(&mut self, row: FundingDraft, year: Option<i32>, ordinal: u32) -> Funding {
        Funding {
            place: self.file.place(row.spot),
            year,
            ordinal,
            initial_wan: self.amount(&row.cells, Column::Initial),
            adjusted_wan: self.amount(&row.cells, Column::Adjusted),
            executed_wan: self.amount(&row.cells, Column::Executed),
            execution_rate_pct: self.rate(&row.cells),
            source: row.source,
            label: row.label,
        }
    }

    pub(super) fn indicator(&mut self, draft: IndicatorDraft, year: Option<i32>, ordinal: u32, row: u32) -> Indicator {
        let text = |column| draft.cells.get(&column).map(|raw: &Raw| raw.text.clone()).filter(|text| !text.is_empty());
        let (target, promised) = promised(&draft.cells);
        let actual = text(Column::Actual);
        self.words(&draft.cells);
        let delivered = actual.as_deref().and_then(|text| parse_quantity(text).or_else(|| parse_pieces(text)));
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
    /// The figure of a record that stands in the column, where it is one.
    fn field(self) -> Option<Field> {
        Some(match self {
            Self::Initial => Field::Initial,
            Self::Adjusted => Field::Adjusted,
            Self::Executed => Field::Executed,
            Self::Rate => Field::Rate,
            Self::Weight => Field::Weight,
            Self::Score => Field::Score,
            Self::Target => Field::Target,
            Self::Actual => Field::Actual,
            Self::Deviation => Field::Deviation,
            _ => return None,
        })
    }

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
            Self::TargetOp => "指标性质",
            Self::Target => "年度指标值",
            Self::TargetUnit => "度量单位",
            Self::Actual => "实际完成值",
            Self::Deviation => "偏差原因分析及改进措施",
            Self::Review => "复核分",
            Self::Unread => "评分标准",
        }
    }
}
