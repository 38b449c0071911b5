//! Indicators that stand on one line each, below columns in any order, with blanks between their
//! cells or nothing at all.
//!
//! Empty cells leave no trace there, so a row is read in every way its types allow (`place`,
//! `glued`), and the sums of the form choose among them (`agree`). What is not certain then stays
//! empty, with a problem that says how many readings fit.

mod agree;
mod figures;
mod glued;
mod headings;
mod place;
mod unglue;
mod whole;

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::levels::Levels;
use crate::records::self_evaluation::raw::{Cells, IndicatorDraft, Section};
use crate::records::self_evaluation::sums::Sums;
use crate::records::self_evaluation::text::indicator_name;
use crate::records::self_evaluation::tokens::{Gap, Token, spread, squash};
pub(super) use figures::{Budget, assign, budget, total};
pub(super) use headings::headings;
pub(super) use place::opens_value;
use place::{Candidate, candidates};
pub(super) use unglue::words;
pub(super) use whole::parted;

/// More lines than this are no indicators of one form.
const LINES: usize = 300;
/// A glued row with more readings than this has none that is certain.
const READINGS: usize = 400;
/// No label is longer.
const LABEL: usize = 16;
/// More words than this are more than one row.
const WORDS: usize = 16;

/// One line: the level names it begins with, and the readings of the rest.
struct Line<'a> {
    tokens: &'a [Token],
    level1: Option<String>,
    level2: Option<String>,
    /// Whether it begins with a level of a system of its own, and nothing says which.
    astray: bool,
    readings: Vec<Candidate>,
}

/// Reads the lines below a heading whose `columns` begin with the indicator's name.
///
/// `None` where a line between others is no row, so that the lines are no rows at all.
pub(super) fn read(
    tokens: &[Token],
    columns: &[Column],
    sums: &Sums,
    file: &Source,
    labels: &FormLabels,
) -> Option<(Vec<IndicatorDraft>, Vec<Problem>)> {
    let lines: Vec<&[Token]> = tokens.chunk_by(|_, next| next.gap == Gap::Space).collect();
    let glued = is_glued(&lines);
    if lines.len() < 2 && tokens.len() > WORDS || lines.len() > LINES {
        return None;
    }
    let mut rows: Vec<Line<'_>> = lines.iter().map(|line| row(line, columns, glued, labels)).collect();
    let used = rows.iter().rposition(|row| !row.readings.is_empty())? + 1;
    let rest = rows.split_off(used);
    let whole = rows.iter().all(|row| !row.readings.is_empty());
    let digits = rest.iter().flat_map(|row| row.tokens).any(|token| token.normal.iter().any(char::is_ascii_digit));
    if !glued && (!whole || digits && !sums.known()) {
        return None;
    }
    let readings: Vec<Vec<Candidate>> = rows.iter().map(|row| row.readings.clone()).collect();
    let places = placed(&rows, labels);
    let sections: Vec<Option<Section>> = places.iter().map(Levels::section).collect();
    let mut marks = agree::marks(&sections);
    let weighed = columns.contains(&Column::Weight);
    let sums = &sums.or_weight(marks.last().copied().flatten().filter(|_| weighed));
    if !weighed || !sums.weighs() {
        marks.fill(None);
    }
    let proved = agree::fitting(&readings, sums, &marks).filter(|_| whole && (!glued || sums.known()));
    let proved = proved.unwrap_or_else(|| vec![Vec::new(); rows.len()]);
    // Glued to a name, a level that no dictionary knows looks like a part of it.
    let unnamed = glued && rows.iter().all(|row| row.level1.is_none());
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    for ((row, levels), fitting) in rows.iter().zip(&places).zip(proved) {
        // What types alone leave certain holds even where the form's sums are wrong.
        let typed = fitting.is_empty() && !glued && row.readings.len() == 1;
        let fitting = if typed { &row.readings } else { &fitting };
        let (mut cells, mut open) = agree::agreed(fitting);
        if unnamed {
            open |= cells.remove(&Column::Level3).is_some();
        }
        problems.extend(open.then(|| ambiguous(row, fitting.len(), file)));
        drafts.push(draft(row, levels, cells));
    }
    Some((drafts, problems))
}

/// The levels in force at each row.
fn placed(rows: &[Line<'_>], labels: &FormLabels) -> Vec<Levels> {
    let mut levels = Levels::default();
    let mut places = Vec::new();
    for row in rows {
        if row.astray {
            levels.forget();
        }
        if let Some(level1) = &row.level1 {
            levels.enter_level1(level1, labels);
        }
        if let Some(level2) = &row.level2 {
            levels.enter_level2(level2, row.level1.is_some(), labels);
        }
        places.push(levels.clone());
    }
    places
}

/// Whether nothing parts the cells of the lines: nearly all of them are one word.
fn is_glued(lines: &[&[Token]]) -> bool {
    4 * lines.iter().filter(|line| line.len() > 2).count() <= lines.len()
}

/// The readings of a line. Level names are taken off as far as a row is left behind them.
fn row<'a>(line: &'a [Token], columns: &[Column], glued: bool, labels: &FormLabels) -> Line<'a> {
    if glued {
        return glued_row(line, columns, labels);
    }
    let text = |at: usize| line.get(at).map(|token: &Token| token.text.as_str()).unwrap_or_default();
    let one = labels.level1.exact(text(0)).is_some() || pointed(text(0));
    let two = |at: usize| labels.level2.exact(text(at)).is_some();
    let ways =
        [(true, true, one && two(1)), (false, true, two(0)), (true, false, one && !two(0)), (false, false, true)];
    for (first, second, _) in ways.into_iter().filter(|(.., possible)| *possible) {
        let taken = usize::from(first) + usize::from(second);
        let level = |token: &Token| {
            labels.flow_level1.exact(&token.text).is_some() || labels.flow_level2.exact(&token.text).is_some()
        };
        if taken >= line.len() || line[taken..].iter().any(level) {
            continue;
        }
        let readings = candidates(&line[taken..], columns, false, labels);
        if !readings.is_empty() {
            let level1 = first.then(|| text(0).to_owned());
            let level2 = second.then(|| text(taken - 1).to_owned());
            return Line { tokens: line, level1, level2, astray: false, readings };
        }
    }
    Line { tokens: line, level1: None, level2: None, astray: false, readings: Vec::new() }
}

/// Whether a label prints its points: 决策（10分）.
fn pointed(text: &str) -> bool {
    text.contains('分') && text.ends_with([')', '）'])
}

fn glued_row<'a>(line: &'a [Token], columns: &[Column], labels: &FormLabels) -> Line<'a> {
    let mut found = Line { tokens: line, level1: None, level2: None, astray: false, readings: Vec::new() };
    let [first, ..] = line else { return found };
    let whole = Token {
        text: line.iter().map(|token| token.text.as_str()).collect(),
        normal: squash(line).chars().collect(),
        spot: first.spot,
        gap: first.gap,
    };
    let chars: Vec<char> = whole.text.chars().collect();
    let level1 = label(&whole.normal, &labels.flow_level1);
    let behind = label(&whole.normal[level1..], &labels.flow_level2);
    // 成本指标 alone is a level 2.
    let (level1, level2) = match (level1, behind) {
        (one, 0) if label(&whole.normal, &labels.flow_level2) >= one => (0, label(&whole.normal, &labels.flow_level2)),
        other => own_levels(&whole.normal, other),
    };
    if pointed_label(&whole.normal[level1 + level2..]) > 0 {
        found.astray = true;
        return found;
    }
    let name = |from: usize, to: usize| (to > from).then(|| chars[from..to].iter().collect::<String>());
    found.level1 = name(0, level1);
    found.level2 = name(level1, level1 + level2);
    let spots = &spread(line).1[level1 + level2..];
    let rest = Token {
        text: chars[level1 + level2..].iter().collect(),
        normal: whole.normal[level1 + level2..].to_vec(),
        ..whole
    };
    for way in glued::ways(&rest, spots, labels) {
        for reading in candidates(&way, columns, true, labels) {
            if !found.readings.contains(&reading) {
                found.readings.push(reading);
            }
            if found.readings.len() > READINGS {
                found.readings.clear();
                return found;
            }
        }
    }
    found
}

/// The levels a glued row begins with, where they are a system of their own and print their points:
/// 项目产出（30分）数量指标（10分）. One such label alone may be of either level.
fn own_levels(signs: &[char], (level1, level2): (usize, usize)) -> (usize, usize) {
    if level1 > 0 && level2 == 0 {
        return (level1, pointed_label(&signs[level1..]));
    }
    let first = pointed_label(signs);
    let behind = signs.get(first..).unwrap_or_default();
    match (level1 + level2, pointed_label(behind)) {
        (0, second) if first > 0 && second > 0 => (first, second),
        _ => (level1, level2),
    }
}

/// How many signs a label with its points in a bracket takes at the beginning of a text; 0 for none.
fn pointed_label(signs: &[char]) -> usize {
    let open = signs.iter().take(LABEL).take_while(|c| **c != '(' && !c.is_ascii_digit()).count();
    let digits = signs[open..].iter().skip(1).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let bracket = signs.get(open) == Some(&'(') && digits > 0;
    let closed = signs[open..].iter().skip(1 + digits).take(2).eq(['分', ')'].iter());
    if bracket && closed && open > 0 { open + digits + 3 } else { 0 }
}

/// How many signs a label at the beginning of a text takes, with its points in a bracket behind it.
fn label(text: &[char], lexicon: &Lexicon<()>) -> usize {
    let Some((length, ())) = lexicon.prefix(text) else { return 0 };
    let bracket = text.get(length) == Some(&'(');
    let close = text[length..].iter().take(8).position(|c| *c == ')').filter(|_| bracket);
    length + close.map_or(0, |at| at + 1)
}

fn ambiguous(row: &Line<'_>, readings: usize, file: &Source) -> Problem {
    let spot = row.tokens.first().map_or_else(Spot::default, |token| token.spot);
    let text = shorten(&squash(row.tokens));
    let message = match readings {
        0 => {
            let typed = row.readings.len();
            said!(
                "行`{text}`：有{typed}种读法与各列相符，但没有一种确定与全表合计相符",
                "row `{text}`: {typed} readings fit its columns, none of them the totals of the form for certain"
            )
        }
        1 => said!(
            "行`{text}`：部分单元格的边线丢失，其余各格只有一种读法",
            "row `{text}`: the borders of some cells are lost, the others have one reading"
        ),
        _ => said!(
            "行`{text}`：有{readings}种读法与各列及全表合计都相符",
            "row `{text}`: {readings} readings fit its columns and the totals of the form"
        ),
    };
    Problem::error(Code::SplitAmbiguous, file.place(spot), message).hint(said!(
        "空单元格在此不留痕迹；请改读该文件的其他格式（DOCX、XLSX、HTML）",
        "an empty cell leaves no trace here; read the document in another format (DOCX, XLSX, HTML)"
    ))
}

fn draft(row: &Line<'_>, levels: &Levels, mut cells: Cells) -> IndicatorDraft {
    if let Some(name) = cells.get_mut(&Column::Level3) {
        name.text = indicator_name(&name.text);
    }
    cells.remove(&Column::Unread);
    let placed = levels.placed();
    IndicatorDraft {
        spot: row.tokens.first().map_or_else(Spot::default, |token| token.spot),
        level1: placed.level1,
        level1_inferred: placed.level1_inferred,
        level2: placed.level2,
        section: levels.section(),
        cells,
    }
}
