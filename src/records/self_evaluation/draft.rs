//! A form while it is being read: raw texts with their lines, and the step that turns them into
//! records, reporting every cell that is not what its column promises.

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::coverage::Claims;
use crate::records::form_labels::{Column, FormLabels};
use crate::records::funding_source::FundingSource;
use crate::records::printed::{Field, Of};
use crate::records::self_evaluation::band::{Aligned, Band};
use crate::records::self_evaluation::fields::CellReader;
use crate::records::self_evaluation::raw::{Cells, FundingDraft, IndicatorDraft, Raw, own_unit};
use crate::records::{Project, Reading, Section};
use crate::values::{Cell, MoneyUnit, Place, half_width, parse_number, parse_percent};

/// One form as found.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) spot: Spot,
    pub(super) year: Option<i32>,
    pub(super) project: Option<Raw>,
    pub(super) department: Option<Raw>,
    /// The department above the place's own, where the form names both.
    pub(super) superior: Option<Raw>,
    pub(super) unit: Option<Raw>,
    /// The unit its money is printed in, where the form names one.
    pub(super) money_unit: Option<MoneyUnit>,
    /// The points of the execution, where they stand in a heading.
    pub(super) execution_points: Option<Raw>,
    /// The total of the points, where it stands above the tables.
    pub(super) printed_score: Option<Raw>,
    /// Whether the indicators have targets and neither actual values nor scores.
    pub(super) promises: bool,
    pub(super) funding: Vec<FundingDraft>,
    pub(super) indicators: Vec<IndicatorDraft>,
    pub(super) total: Cells,
    pub(super) problems: Vec<Problem>,
}

impl Draft {
    /// Adds a row of funds; one without figures that no dictionary names goes on with the label above.
    pub(super) fn funds(&mut self, label: &Raw, aligned: Aligned, filled: bool, band: &Band, labels: &FormLabels) {
        let mut cells = aligned.cells;
        let source = labels.funding.exact(&label.text);
        let is_total = source == Some(FundingSource::Total);
        if is_total && !band.names(Column::Weight, &labels.money) {
            let heading = band.points(Column::Score, &labels.money);
            let printed = heading.or(self.execution_points.clone());
            cells.extend(printed.map(|raw| (Column::Weight, raw)));
        }
        let row = |source: FundingSource| FundingDraft { source, label: label.text.clone(), spot: label.spot, cells };
        match (source, self.funding.last_mut()) {
            (Some(source), _) => self.funding.push(row(source)),
            (None, Some(above)) if !filled => {
                above.label.push_str(&label.text);
                above.source = labels.funding.exact(&above.label).unwrap_or(above.source);
            }
            (None, _) if filled => self.funding.push(row(FundingSource::Unknown)),
            (None, _) => {}
        }
    }

    /// Takes back the cells of columns in which two cells meet, and reports them.
    pub(super) fn clashes(&mut self, aligned: &mut Aligned, file: &Source) {
        for (column, spot) in std::mem::take(&mut aligned.clashes) {
            aligned.cells.remove(&column);
            let message = said!(
                "列“{}”：表头下有两个单元格；应为一个",
                "column {}: found two cells below its heading, expected one",
                column.name()
            );
            self.problems.push(
                Problem::error(Code::ColumnCrowded, file.place(spot), message)
                    .hint(said!("请用`jixiao cells 文件`核对", "compare with `jixiao cells FILE`")),
            );
        }
    }

    /// Lists the filled columns that hold no field of ours, each once a form.
    pub(super) fn unread(&mut self, cells: Vec<(String, Spot)>, file: &Source) {
        for (heading, spot) in cells {
            let message = if heading.is_empty() {
                said!("有一列没有表头，列中有内容，未读取", "a column without a heading is filled and not read")
            } else {
                said!("列`{heading}`中有内容，未读取", "a column `{heading}` is filled and not read")
            };
            if !self.problems.iter().any(|problem| problem.message == message) {
                self.problems.push(Problem::note(Code::ColumnUnread, file.place(spot), message));
            }
        }
    }

    /// Why a form that was read is refused: it promises and holds no results.
    fn refusal(&self, place: Place, labels: &FormLabels) -> Option<Problem> {
        let filled = |cells: &Cells, column| cells.get(&column).is_some_and(|raw| !raw.text.is_empty());
        let spent = self.funding.iter().any(|row| filled(&row.cells, Column::Executed));
        let scored = |row: &IndicatorDraft| filled(&row.cells, Column::Actual) || filled(&row.cells, Column::Score);
        let promises = self.promises || labels.targets_only;
        if !promises || spent || !self.total.is_empty() || self.indicators.iter().any(scored) {
            return None;
        }
        let name = self.project.as_ref().map(|raw| raw.text.as_str()).unwrap_or_default();
        let message = said!(
            "自评表`{}`：只有目标，没有结果（无实际完成值、得分、全年执行数）",
            "form `{}`: found targets and no results (no 实际完成值, 得分 or 全年执行数)",
            shorten(name)
        );
        Some(Problem::error(Code::TargetsOnly, place, message).hint(said!(
            "绩效目标表、申报表只列目标；请找同一项目的绩效自评表",
            "a 绩效目标表 or 申报表 promises; look for the 绩效自评表 of the same project"
        )))
    }

    /// What a form lacks that forms have: any figure, indicators, the row that ends them.
    fn gaps(&self, place: &Place) -> Vec<Problem> {
        let rows = || self.funding.iter().map(|row| &row.cells).chain(self.indicators.iter().map(|row| &row.cells));
        let digit = |raw: &Raw| half_width(&raw.text).contains(|c: char| c.is_ascii_digit());
        let mut problems = Vec::new();
        if !rows().flat_map(|cells| cells.values()).any(digit) {
            let message = said!(
                "有自评表的各项名称，但其下没有一个数字",
                "found the labels of a form and not a single figure below them"
            );
            problems.push(
                Problem::error(Code::NoFigures, place.clone(), message).hint(said!(
                    "数字在转存时丢失；请取得原文件",
                    "the figures were lost on the way; get the original"
                )),
            );
        }
        if self.indicators.is_empty() {
            let message = said!(
                "项目资金之下没有绩效指标；该表可能不完整",
                "found no indicators below the money block; the form may be cut off"
            );
            problems.push(Problem::doubt(Code::IndicatorsMissing, place.clone(), message));
        }
        let leveled = self.indicators.iter().any(|row| row.level1.is_some());
        if leveled && self.indicators.iter().any(|row| row.level1.is_none() && row.level2.is_some()) {
            let message = said!(
                "有指标的二级指标不属于其上方的一级指标，又没有自己的一级指标",
                "found indicators whose 二级指标 does not stand below the 一级指标 above it, and none of their own"
            );
            problems.push(
                Problem::error(Code::Level1Lost, place.clone(), message)
                    .hint(said!("其一级指标留空", "their 一级指标 stays open")),
            );
        }
        let pointed = self.indicators.iter().any(|row| row.cells.contains_key(&Column::Weight));
        if pointed && self.total.is_empty() && self.printed_score.is_none() {
            let message =
                said!("没有总分行；该表可能不完整", "found no row of total points (总分); the form may be cut off");
            problems.push(Problem::doubt(Code::TotalMissing, place.clone(), message));
        }
        problems
    }

    /// Parts of the form that print how many points they count; `first` is the index in the reading that
    /// its first indicator will have.
    fn sections(&self, file: &Source, first: usize) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut from = first;
        for rows in self.indicators.chunk_by(|one, other| one.section == other.section) {
            let to = from + rows.len();
            if let [row, ..] = rows
                && let Some(section) = &row.section
            {
                let (label, points) = (section.label.clone(), section.points);
                sections.push(Section { place: file.place(row.spot), label, points, indicators: (from, to) });
            }
            from = to;
        }
        sections
    }

    /// The department of the form: the place's own, and the one above it only where it names no other.
    fn answers_to(&mut self, file: &Source) {
        let Some(superior) = self.superior.take() else { return };
        let Some(own) = &self.department else {
            self.department = Some(superior);
            return;
        };
        if own.text != superior.text {
            let message = said!(
                "表上有两个主管部门，取本地的；上级部门“{}”未作记录",
                "the form names two departments; the place's own is taken, the one above it, `{}`, is not kept",
                shorten(&superior.text)
            );
            self.problems.push(Problem::note(Code::DepartmentAbove, file.place(superior.spot), message));
        }
    }

    /// The doubt about amounts whose unit the form does not name.
    fn unit_doubt(&self, place: &Place) -> Option<Problem> {
        let bare = |row: &FundingDraft| {
            let amounts = [Column::Initial, Column::Adjusted, Column::Executed];
            amounts
                .iter()
                .filter_map(|column| row.cells.get(column))
                .any(|raw| matches!(parse_number(&raw.text), Cell::Value(value) if !value.is_zero()))
        };
        (self.money_unit.is_none() && self.funding.iter().any(bare)).then(|| {
            let message = said!(
                "该表没有标明金额单位，按万元读取",
                "the form does not name the unit of its money; it was read as 万元"
            );
            Problem::doubt(Code::MoneyUnitAssumed, place.clone(), message)
        })
    }

    /// Turns the form into records of `reading`. A form of which nothing was read but its head is a
    /// problem and no record.
    pub(super) fn finish(mut self, file: &Source, labels: &FormLabels, reading: &mut Reading, claims: &mut Claims) {
        let place = file.place(self.spot);
        if let Some(problem) = self.refusal(place.clone(), labels) {
            reading.problems.push(problem);
            return;
        }
        if self.funding.is_empty() && self.indicators.is_empty() {
            let name = self.project.as_ref().map(|raw| raw.text.as_str()).unwrap_or_default();
            let message = said!(
                "有自评表的表头（`{}`）；其下应有项目资金和绩效指标",
                "found the head of a form (`{}`), expected its money block and indicators below it",
                shorten(name)
            );
            reading.problems.push(Problem::error(Code::FormEmpty, place, message).hint(said!(
                "请将该表的项目名称与data/labels/f1.toml对照；可用--labels补充词语",
                "compare the labels of the form with data/labels/f1.toml; --labels adds words"
            )));
            return;
        }
        self.answers_to(file);
        self.problems.extend(self.unit_doubt(&place));
        reading.remarks.sections.extend(self.sections(file, reading.indicators.len()));
        self.problems.extend(self.gaps(&place));
        self.problems.extend(self.unscored(file));
        if !self.total.contains_key(&Column::Score) {
            self.total.extend(self.printed_score.take().map(|raw| (Column::Score, raw)));
        }
        self.claim(claims);
        let ordinal = u32::try_from(reading.projects.len() + 1).unwrap_or(u32::MAX);
        let unit = self.money_unit.unwrap_or_default();
        let (of, printed) = (Of::Project(ordinal), std::mem::take(&mut reading.printed));
        let mut cells = CellReader { file, unit, problems: Vec::new(), of, printed };
        reading.projects.push(self.project(place, ordinal, &mut cells, labels));
        // The cells of the total row have been reported with the project.
        let reported = cells.problems.len();
        for row in std::mem::take(&mut self.funding) {
            self.problems.extend(row.unknown(file));
            cells.of = Of::Funding(reading.funding.len());
            let funding = cells.funding(row, self.year, ordinal);
            if funding.source == FundingSource::Total {
                cells.problems.truncate(reported);
            }
            reading.funding.push(funding);
        }
        for (row, draft) in (1..).zip(std::mem::take(&mut self.indicators)) {
            reading.remarks.boxes.extend(draft.has_box().then_some(reading.indicators.len()));
            cells.of = Of::Indicator(reading.indicators.len());
            reading.indicators.push(cells.indicator(draft, self.year, ordinal, row));
        }
        reading.printed = std::mem::take(&mut cells.printed);
        let mut problems = [self.problems, cells.problems].concat();
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        reading.problems.extend(problems);
    }

    /// Claims the numerals of everything that becomes a field. A cell that cannot be read claims none.
    fn claim(&self, claims: &mut Claims) {
        let names = [&self.project, &self.department, &self.unit, &self.execution_points, &self.printed_score];
        let mut raw = |raw: &Raw| claims.text(raw.spot, &raw.text);
        names.into_iter().flatten().for_each(&mut raw);
        for row in &self.funding {
            raw(&Raw { text: row.label.clone(), spot: row.spot });
        }
        let funds = self.funding.iter().flat_map(|row| &row.cells);
        let points = self.indicators.iter().flat_map(|row| &row.cells).chain(&self.total);
        for (column, cell) in funds.chain(points) {
            let amount = matches!(column, Column::Initial | Column::Adjusted | Column::Executed);
            let read = match column {
                Column::Rate => !matches!(parse_percent(&cell.text), Cell::Unreadable(_)),
                Column::Weight | Column::Score => !matches!(parse_number(&cell.text), Cell::Unreadable(_)),
                _ if amount => !matches!(parse_number(&own_unit(&cell.text).0), Cell::Unreadable(_)),
                _ => true,
            };
            if read {
                raw(cell);
            }
        }
        claims.year(Some(self.spot), self.year);
    }

    /// The form's own record: its head, its row of total funds and its total points.
    fn project(&self, place: Place, ordinal: u32, cells: &mut CellReader<'_>, labels: &FormLabels) -> Project {
        let total = self
            .funding
            .iter()
            .find(|row| row.source == FundingSource::Total)
            .map(|row| row.cells.clone())
            .unwrap_or_default();
        if total.is_empty() {
            let message = said!("表中没有年度资金总额行", "found no row of total funds (年度资金总额) in the form");
            cells.problems.push(Problem::error(Code::TotalRowMissing, place.clone(), message).hint(said!(
                "请在--labels所给词典的[funding] total中加入该行的名称",
                "add the row's label to [funding] total in a dictionary given with --labels"
            )));
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
            execution_rate_pct: cells.rate(&total),
            execution_score: cells.number(&total, Column::Score),
            total_weight: cells.total(&self.total, Column::Weight, Field::TotalWeight),
            total_score: cells.total(&self.total, Column::Score, Field::TotalScore),
            form: Some(labels.family.clone()),
        }
    }
}
