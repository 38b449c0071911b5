//! What a form prints and its records cannot hold: blocks that are answered in words, and indicators
//! whose score stands in a cell merged with the one above. Each is listed, so that nothing is left
//! out without a word.

use crate::documents::{GridCell, Source, Spot};
use crate::problem::{Problem, shorten};
use crate::records::form_labels::Column;
use crate::records::self_evaluation::draft::Draft;
use crate::records::self_evaluation::raw::{IndicatorDraft, Raw};
use crate::records::self_evaluation::text::compact;

impl Draft {
    /// Lists a block that holds no field of ours, once a form.
    pub(super) fn unread_block(&mut self, cell: &GridCell, file: &Source) {
        self.list_block(&compact(&cell.text), cell.spot, file);
    }

    /// The same, by its label.
    pub(super) fn list_block(&mut self, label: &str, spot: Spot, file: &Source) {
        let message = format!("the block `{}` is answered in words, and its rows are not read", shorten(label));
        if !self.problems.iter().any(|problem| problem.message == message) {
            self.problems.push(Problem::note("block-unread", file.place(spot), message));
        }
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
            let message = format!("indicator `{name}` has no 得分 of its own: blank, or merged with another row's");
            Problem::note("score-blank", file.place(row.spot), message)
        };
        blank.map(note).collect()
    }
}
