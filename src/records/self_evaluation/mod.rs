//! 项目支出绩效自评表: what each project was given, spent, promised, delivered, and how it scored
//! itself.
//!
//! Two readers meet in one draft: `cells` where the table's cells are known, `flow` where only the
//! text of a PDF is left.

mod cells;
mod draft;
mod flow;
mod funding;
mod levels;
mod points;
mod rows;
mod split;
mod sums;
mod text;
mod tokens;

use crate::documents::{Block, Document, Line, Source};
use crate::records::Reading;
use crate::records::labels::{FormLabels, Labels};
use crate::values::find_year;

/// Reads every form of the document into `reading`, and says whether there was one.
pub(super) fn read(document: &Document, year: Option<i32>, labels: &Labels, reading: &mut Reading) -> bool {
    let (labels, file) = (&labels.form, &document.source);
    let mut run: Vec<Line> = Vec::new();
    let mut year = year;
    let mut found = false;
    for block in &document.blocks {
        match block {
            Block::Line(line) => run.push(line.clone()),
            Block::Grid(grid) => {
                found |= flowing(&std::mem::take(&mut run), &mut year, file, labels, reading);
                found |= cells::has_form(grid, labels);
                for draft in cells::forms(grid, year, file, labels) {
                    draft.finish(file, labels, reading);
                }
            }
        }
    }
    found | flowing(&run, &mut year, file, labels, reading)
}

/// Reads the forms of a run of lines; a run without one may still be the title of the grid below.
fn flowing(run: &[Line], year: &mut Option<i32>, file: &Source, labels: &FormLabels, reading: &mut Reading) -> bool {
    let words = tokens::tokens(run);
    if flow::has_form(&words, labels) {
        for draft in flow::forms(run, *year, file, labels) {
            draft.finish(file, labels, reading);
        }
        return true;
    }
    let titled =
        run.iter().rev().take(4).find(|line| labels.title.suffix(&line.text).is_some() || line.text.contains("年度"));
    *year = titled.filter(|line| line.text.chars().count() < 40).and_then(|line| find_year(&line.text)).or(*year);
    false
}
