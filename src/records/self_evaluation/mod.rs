//! 项目支出绩效自评表: what each project was given, spent, promised, delivered, and how it scored
//! itself.
//!
//! Three readers meet in one draft: `cells` where the table's cells are known, `torn` where a converter
//! left the cells and lost their places, `flow` where only the text of a PDF is left.

mod again;
mod band;
mod cells;
mod draft;
mod family;
mod fields;
mod flow;
mod funding;
mod levels;
mod lines;
mod listed;
mod points;
mod raw;
mod rows;
mod split;
mod stream;
mod sums;
mod target;
mod text;
mod tokens;
mod torn;
mod ways_out;

use crate::documents::{Block, Document, Line, Source};
use crate::problem::{Code, Problem, said};
use crate::records::Reading;
use crate::records::coverage::Claims;
use crate::records::labels::Labels;
use crate::values::find_year;
use cells::Above;
use std::borrow::Cow;

/// Reads every form of the document into `reading`, and says whether there was one, read or refused.
pub(super) fn read(
    document: &Document,
    year: Option<i32>,
    labels: &Labels,
    reading: &mut Reading,
    claims: &mut Claims,
) -> bool {
    let file = &document.source;
    let mut run: Vec<Line> = Vec::new();
    let mut above = Above { year, ..Above::default() };
    let budget = lines::budget();
    if let Some((grid, open, family)) = torn::grid(document, labels) {
        let drafts = cells::forms(&grid, &above, file, family);
        if drafts.iter().any(|draft| !draft.funding.is_empty() || !draft.indicators.is_empty()) {
            drafts.into_iter().for_each(|draft| draft.finish(file, family, reading, claims));
            reading.problems.extend(open);
            return true;
        }
    }
    let mut found = false;
    for block in &document.blocks {
        match block {
            Block::Line(line) => run.push(line.clone()),
            Block::Grid(grid) => {
                found |= flowing(&std::mem::take(&mut run), &mut above, file, labels, &budget, reading, claims);
                let family = family::of_grid(grid, &above.title, labels);
                let Some(family) = family.filter(|family| cells::has_form(grid, family)) else { continue };
                found = true;
                let column = stream::is_stream(grid).then(|| stream::rows(grid, file, family));
                let (grid, open) = column.as_ref().map_or((grid, &[][..]), |(rows, open)| (rows, open.as_slice()));
                for draft in cells::forms(grid, &above, file, family) {
                    draft.finish(file, family, reading, claims);
                }
                reading.problems.extend_from_slice(open);
            }
        }
    }
    found |= flowing(&run, &mut above, file, labels, &budget, reading, claims);
    let promise = (!found).then(|| family::promise(document, labels)).flatten();
    if let Some(spot) = promise {
        let message = said!(
            "标题是目标表（绩效目标表、申报表），其中没有结果",
            "found the title of a form of targets (绩效目标表, 申报表), which holds no results"
        );
        reading.problems.push(Problem::error(Code::TargetsOnly, file.place(spot), message).hint(said!(
            "绩效目标表、申报表只列目标；请找同一项目的绩效自评表",
            "a 绩效目标表 or 申报表 promises; look for the 绩效自评表 of the same project"
        )));
    }
    found || promise.is_some()
}

/// Reads the forms of a run of lines; a run without one may still be the title of the grid below.
fn flowing(
    run: &[Line],
    above: &mut Above,
    file: &Source,
    labels: &Labels,
    budget: &lines::Budget,
    reading: &mut Reading,
    claims: &mut Claims,
) -> bool {
    let words = tokens::tokens(run);
    let family = family::of_lines(run, &words, labels);
    let rows = family.map_or(Cow::Borrowed(run), |family| lines::parted(run, family));
    let run: &[Line] = &rows;
    let words = if matches!(rows, Cow::Owned(_)) { tokens::tokens(run) } else { words };
    let parted = family.and_then(|family| lines::words(run, family));
    let (words, glued) = parted.map_or((words, false), |words| (words, true));
    if let Some(family) = family.filter(|family| flow::has_form(&words, family)) {
        for draft in flow::forms(&words, glued, above.year, file, family, budget) {
            draft.finish(file, family, reading, claims);
        }
        return true;
    }
    let near: Vec<&Line> = run.iter().rev().take(TITLE_LINES).collect();
    let titled = near.iter().take(4).find(|line| family::is_title(&line.text, labels) || line.text.contains("年度"));
    let short = titled.filter(|line| line.text.chars().count() < 40);
    above.year = short.and_then(|line| find_year(&line.text)).or(above.year);
    if !near.is_empty() {
        above.title = near.iter().rev().map(|line| line.text.as_str()).collect();
        let unit = near.iter().find(|line| cells::names_unit(&line.text));
        above.unit = unit.and_then(|line| cells::money_unit(&line.text));
    }
    false
}

/// How many lines above a grid may hold its title, its year and its unit.
const TITLE_LINES: usize = 8;
