//! Heading bands in running text whose words are all headings, in any order.

use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::tokens::{Token, whole_label_at};
use std::collections::BTreeSet;

/// How many words before 三级指标 a band may begin.
const BAND: usize = 60;

/// The columns of a heading band around its 三级指标, whose words are all headings, from the
/// indicator's name on, and the first word behind it.
pub(in crate::records::self_evaluation) fn headings(
    tokens: &[Token],
    from: usize,
    level3: usize,
    labels: &FormLabels,
) -> Option<(Vec<Column>, usize)> {
    let chain = |start: usize| {
        let mut columns = Vec::new();
        let mut at = start;
        while let Some(found) = whole_label_at(tokens, at, &labels.indicator) {
            columns.push(found.meaning);
            at = found.next;
        }
        (columns, at)
    };
    let starts = level3.saturating_sub(BAND).max(from)..=level3;
    let (mut columns, first) = starts.map(chain).find(|(_, end)| *end > level3)?;
    // 年度指标值 in a heading row above stands over the levels and the parts of the target.
    let inner = columns.iter().position(|column| matches!(column, Column::Level1 | Column::Level3))?;
    if let Some(over) = columns[..inner].iter().position(|column| *column == Column::Target) {
        let above: Vec<Column> = columns.drain(over + 1..inner).collect();
        columns.remove(over);
        columns.extend(above);
    }
    let scored = columns.contains(&Column::Score);
    let levels = [Column::Side, Column::Level1, Column::Level2];
    columns.retain(|column| !levels.contains(column));
    for column in columns.iter_mut().filter(|column| **column == Column::Review) {
        *column = if scored { Column::Unread } else { Column::Score };
    }
    let distinct: BTreeSet<&Column> = columns.iter().collect();
    (columns.first() == Some(&Column::Level3) && distinct.len() == columns.len()).then_some((columns, first))
}
