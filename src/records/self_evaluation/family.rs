//! Which family a form belongs to: by the words of its title, else by headings that stand in it.

use crate::documents::{Block, Document, Grid, Line, Spot};
use crate::records::form_labels::{FormLabels, squashed};
use crate::records::labels::Labels;
use crate::records::self_evaluation::tokens::{Token, squash};
use std::collections::BTreeSet;

/// Titles are short; a sentence that speaks of a form is longer.
const TITLE: usize = 40;

/// The family of the forms of a grid below lines that end in `title`.
pub(super) fn of_grid<'a>(grid: &Grid, title: &str, labels: &'a Labels) -> Option<&'a FormLabels> {
    let cells = || grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
    let texts: BTreeSet<String> = cells().map(|cell| squashed(&cell.text)).collect();
    let titles = grid.rows.iter().take(TITLE_ROWS).flat_map(|row| &row.cells).map(|cell| squashed(&cell.text));
    let title: String =
        std::iter::once(squashed(title)).chain(titles.filter(|text| text.chars().count() < TITLE)).collect();
    choose(labels, &title, &|word| texts.contains(word))
}

/// How many rows of a grid may hold its title.
const TITLE_ROWS: usize = 3;

/// The family of the forms of a run of lines.
pub(super) fn of_lines<'a>(lines: &[Line], words: &[Token], labels: &'a Labels) -> Option<&'a FormLabels> {
    let text = squash(words);
    let titles = lines.iter().map(|line| squashed(&line.text)).filter(|text| text.chars().count() < TITLE);
    let title: String = titles.filter(|text| is_title(text, labels)).collect();
    choose(labels, &title, &|word| text.contains(word))
}

fn choose<'a>(labels: &'a Labels, title: &str, headings: &dyn Fn(&str) -> bool) -> Option<&'a FormLabels> {
    labels.families.iter().find(|family| family.recognises(title, headings)).or_else(|| labels.national())
}

/// Whether a line is the title of a form of any family.
pub(super) fn is_title(text: &str, labels: &Labels) -> bool {
    text.chars().count() < TITLE
        && labels.families.iter().any(|family| {
            family.title.suffix(text).is_some() || family.titles.iter().any(|word| text.contains(word.as_str()))
        })
}

/// Where a document that holds no form is titled as one of targets.
pub(super) fn promise(document: &Document, labels: &Labels) -> Option<Spot> {
    let families: Vec<&FormLabels> = labels.families.iter().filter(|family| family.targets_only).collect();
    let named = |text: &str| {
        let text = squashed(text);
        text.chars().count() < TITLE
            && families.iter().any(|family| family.titles.iter().any(|word| text.contains(word.as_str())))
    };
    document.blocks.iter().find_map(|block| match block {
        Block::Line(line) => named(&line.text).then_some(line.spot),
        Block::Grid(grid) => {
            grid.rows.iter().flat_map(|row| &row.cells).find(|cell| named(&cell.text)).map(|cell| cell.spot)
        }
    })
}
