//! What a form prints and its records cannot hold: blocks that are answered in words, and indicators
//! whose score stands in a cell merged with the one above. Each is listed, so that nothing is left
//! out without a word.

use crate::documents::{GridCell, Row, Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::band::is_number;
use crate::records::self_evaluation::draft::Draft;
use crate::records::self_evaluation::raw::{IndicatorDraft, Raw, own_unit};
use crate::records::self_evaluation::text::compact;
use crate::values::half_width;

/// The label of an amount that stands in one cell with it: 按收入性质分：2030.12. A label whose amount
/// is left blank counts as well.
pub(super) fn labelled_amount(text: &str) -> Option<String> {
    let normal = compact(&half_width(text));
    let (label, amount) = normal.rsplit_once(':')?;
    let worded = label.chars().count() > 1 && !label.contains(|c: char| c.is_ascii_digit());
    (worded && (amount.is_empty() || is_number(&own_unit(amount).0))).then(|| label.to_owned())
}

/// Whether a row of the money block holds nothing but labels with their amounts.
pub(super) fn labels_its_amounts(row: &Row, labels: &FormLabels) -> bool {
    let filled =
        || row.cells.iter().filter(|cell| !cell.text.is_empty() && labels.money_block.exact(&cell.text).is_none());
    let amounts =
        filled().filter(|cell| !cell.text.trim_end().ends_with([':', '：']) && labelled_amount(&cell.text).is_some());
    filled().all(|cell| labelled_amount(&cell.text).is_some()) && amounts.count() > 0
}

impl Draft {
    /// Lists a block that holds no field of ours, once a form.
    pub(super) fn unread_block(&mut self, cell: &GridCell, file: &Source) {
        self.list_block(&compact(&cell.text), cell.spot, file);
    }

    /// The same, by its label.
    pub(super) fn list_block(&mut self, label: &str, spot: Spot, file: &Source) {
        let message = said!(
            "`{}`部分是文字说明，其各行未读取",
            "the block `{}` is answered in words, and its rows are not read",
            shorten(label)
        );
        if !self.problems.iter().any(|problem| problem.message == message) {
            self.problems.push(Problem::note(Code::BlockUnread, file.place(spot), message));
        }
    }

    /// Lists an amount that stands beside its label and below no heading.
    pub(super) fn list_amount(&mut self, text: &str, spot: Spot, file: &Source, labels: &FormLabels) {
        let Some(label) = labelled_amount(text).filter(|_| !text.trim_end().ends_with([':', '：'])) else { return };
        if labels.head.exact(&label).is_some() {
            return;
        }
        let message = said!(
            "名称`{}`旁有金额，其上没有表头，未读取",
            "an amount stands beside its label `{}`, below no heading, and is not read",
            shorten(&label)
        );
        self.problems.push(Problem::note(Code::AmountUnread, file.place(spot), message));
    }

    /// Notes on indicators without a score in a form that scores the others.
    pub(super) fn unscored(&self, file: &Source) -> Vec<Problem> {
        let score = |row: &IndicatorDraft| row.cells.get(&Column::Score).map(|raw: &Raw| !raw.text.is_empty());
        if !self.indicators.iter().any(|row| score(row) == Some(true)) {
            return Vec::new();
        }
        let named = |row: &IndicatorDraft| row.cells.get(&Column::Level3).is_some_and(|raw| !raw.text.is_empty());
        let blank = self.indicators.iter().filter(|row| score(row) == Some(false) && named(row));
        let note = |row: &IndicatorDraft| {
            let name = row.cells.get(&Column::Level3).map(|raw| shorten(&raw.text)).unwrap_or_default();
            let message = said!(
                "指标`{name}`没有自己的得分：空白，或与其他行合并",
                "indicator `{name}` has no 得分 of its own: blank, or merged with another row's"
            );
            Problem::note(Code::ScoreBlank, file.place(row.spot), message)
        };
        blank.map(note).collect()
    }
}
