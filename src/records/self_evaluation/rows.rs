//! Indicator rows in flowing text: where each begins, and which two numbers are its weight and its
//! score.
//!
//! A row begins at a level name or at its numbering; two neighbouring numbers end its values, and
//! what follows them explains a deviation. Where more than one pair of numbers could do it, the
//! choice whose weights and scores add up to the form's printed total counts.

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels};
use crate::records::self_evaluation::levels::{Levels, Placed};
use crate::records::self_evaluation::points::{Reading, RowDraft, has_numbers, has_pair, piece_readings};
use crate::records::self_evaluation::raw::{Cells, IndicatorDraft};
use crate::records::self_evaluation::sums::{Sums, choose};
use crate::records::self_evaluation::tokens::{Gap, Token, join, numbered_at, squash, whole_label_at};
use crate::records::self_evaluation::ways_out::other_format;

/// The words between two beginnings of rows, with the levels in force.
struct Chunk<'a> {
    placed: Placed,
    numbered: bool,
    tokens: &'a [Token],
}

/// Reads the rows between the heading band and the total row.
pub(super) fn read(
    tokens: &[Token],
    columns: &[Column],
    sums: &Sums,
    file: &Source,
    labels: &FormLabels,
) -> (Vec<IndicatorDraft>, Vec<Problem>) {
    let mut problems = Vec::new();
    let position = |column| columns.iter().position(|other| *other == column);
    if position(Column::Weight) < position(Column::Actual) {
        let spot = tokens.first().map_or_else(Spot::default, |token| token.spot);
        let message = said!(
            "纯文字中分值排在各值之前，没有确定的读法",
            "found the weight before the values in flowing text, which has no certain reading"
        );
        problems.push(Problem::error(Code::OrderUnreadable, file.place(spot), message).hint(other_format()));
        return (Vec::new(), problems);
    }
    let (chunks, readings) = chunks(tokens, lined(tokens), labels);
    let chosen = choose(&readings, sums);
    let mut drafts = Vec::new();
    for (chunk, reading) in chunks.iter().zip(chosen) {
        let Some(reading) = reading else {
            problems.push(unread(chunk, file));
            drafts.push(draft(chunk, &RowDraft::unread(chunk.tokens)));
            continue;
        };
        for row in &reading.rows {
            problems.extend(row.split.problem(row.spot, file));
            drafts.push(draft(chunk, row));
        }
    }
    problems.extend(open_end(&mut drafts, sums, file));
    if position(Column::Deviation).is_none() {
        drafts
            .iter_mut()
            .for_each(|draft| draft.cells.retain(|column, raw| *column != Column::Deviation || !raw.text.is_empty()));
    }
    (drafts, problems)
}

/// Without a total row nothing ends the last indicator: what stands behind its points may belong to
/// another.
fn open_end(drafts: &mut [IndicatorDraft], sums: &Sums, file: &Source) -> Option<Problem> {
    let last = drafts.last_mut().filter(|_| !sums.known())?;
    let deviation = last.cells.get(&Column::Deviation).filter(|raw| !raw.text.is_empty())?;
    let message = said!(
        "最后一个指标之后有`{}`，其后没有总分行",
        "found `{}` behind the last indicator and no total row that ends it",
        shorten(&deviation.text)
    );
    last.cells.remove(&Column::Deviation);
    Some(
        Problem::error(Code::FormCut, file.place(last.spot), message)
            .hint(said!("该表可能在此中断", "the form may be cut off here")),
    )
}

fn unread(chunk: &Chunk<'_>, file: &Source) -> Problem {
    let first = chunk.tokens.first();
    let text = shorten(&squash(chunk.tokens));
    let message = said!(
        "应为以分值、得分结尾的指标，实际为`{text}`",
        "expected an indicator that ends in its weight and score, found `{text}`"
    );
    Problem::error(Code::RowUnreadable, file.place(first.map_or_else(Spot::default, |token| token.spot)), message).hint(
        said!(
            "空单元格在纯文字中不留痕迹；请改读该文件的其他格式",
            "an empty cell leaves no trace in flowing text; read the document in another format"
        ),
    )
}

fn draft(chunk: &Chunk<'_>, row: &RowDraft) -> IndicatorDraft {
    let mut cells = Cells::new();
    let parts = [
        (Column::Level3, row.split.level3.clone()),
        (Column::Target, row.split.target.clone()),
        (Column::Actual, row.split.actual.clone()),
        (Column::Weight, row.weight.clone()),
        (Column::Score, row.score.clone()),
        (Column::Deviation, row.deviation.clone()),
    ];
    cells.extend(parts);
    IndicatorDraft {
        spot: row.spot,
        level1: chunk.placed.level1.clone(),
        level1_inferred: chunk.placed.level1_inferred,
        level2: chunk.placed.level2.clone(),
        section: None,
        cells,
    }
}

/// Cuts the words at level names and numberings, and reads each piece. A piece that holds no row
/// belongs to the explanation before it.
fn chunks<'a>(tokens: &'a [Token], lined: bool, labels: &FormLabels) -> (Vec<Chunk<'a>>, Vec<Vec<Reading>>) {
    let mut levels = Levels::default();
    let mut cuts: Vec<(usize, Placed, bool)> = Vec::new();
    let mut behind_level1 = None;
    let mut at = 0;
    while at < tokens.len() {
        let level1 = whole_label_at(tokens, at, &labels.flow_level1);
        // Right behind a level-1 name even a short name (质量) can only be the level 2.
        let level2 = whole_label_at(tokens, at, &labels.flow_level2)
            .or_else(|| whole_label_at(tokens, at, &labels.level2_names).filter(|_| behind_level1 == Some(at)));
        let over_level2 =
            |next: usize| next < tokens.len() && whole_label_at(tokens, next, &labels.flow_level2).is_some();
        let is_level1 = match (&level1, &level2) {
            (Some(_), None) => true,
            // 成本指标 is a level of its own where another level-2 name follows it.
            (Some(level1), Some(_)) => over_level2(level1.next),
            _ => false,
        };
        let next = match (level1, level2) {
            (Some(level1), _) if is_level1 => {
                behind_level1 = Some(level1.next);
                levels.enter_level1(&join(&tokens[at..level1.next]).text, labels);
                level1.next
            }
            (_, Some(level2)) => {
                levels.enter_level2(&join(&tokens[at..level2.next]).text, false, labels);
                level2.next
            }
            _ => at,
        };
        let numbered = next < tokens.len() && numbered_at(tokens, next);
        if next > at {
            let above =
                level_at(tokens, next, labels) || behind_level1 == Some(next) && begins_level2(tokens, next, labels);
            if !above {
                cuts.push((next, levels.placed(), numbered));
            }
            at = next + usize::from(numbered);
        } else {
            let begins = lined && tokens[at].gap != Gap::Space && cuts.last().is_none_or(|(cut, ..)| *cut < at);
            if numbered || cuts.is_empty() || begins {
                cuts.push((at, levels.placed(), numbered));
            }
            at += 1;
        }
    }
    read_chunks(tokens, cuts, labels)
}

/// Whether a row stands on each line: a level's name or a name, and two neighbouring numbers.
fn lined(tokens: &[Token]) -> bool {
    let lines: Vec<&[Token]> = tokens.chunk_by(|_, next| next.gap == Gap::Space).collect();
    lines.len() >= 3 && lines.iter().all(|line| line.len() >= 4 && has_pair(&line[1..]))
}

fn read_chunks<'a>(
    tokens: &'a [Token],
    cuts: Vec<(usize, Placed, bool)>,
    labels: &FormLabels,
) -> (Vec<Chunk<'a>>, Vec<Vec<Reading>>) {
    let mut chunks: Vec<(usize, usize, Chunk<'a>)> = Vec::new();
    let mut readings: Vec<Vec<Reading>> = Vec::new();
    let ends: Vec<usize> = cuts.iter().skip(1).map(|(start, ..)| *start).chain([tokens.len()]).collect();
    for ((start, placed, numbered), end) in cuts.into_iter().zip(ends) {
        // The level names before the next cut do not belong to this piece.
        let end = (start..end).find(|at| *at > start && level_at(tokens, *at, labels)).unwrap_or(end);
        let piece = &tokens[start..end];
        let found = piece_readings(piece, numbered, labels);
        let explains = found.is_empty() && !has_numbers(piece);
        if let Some((above, _, chunk)) = chunks.last_mut().filter(|_| explains) {
            chunk.tokens = &tokens[*above..end];
            let numbered = chunk.numbered;
            if let Some(last) = readings.last_mut() {
                *last = piece_readings(&tokens[*above..end], numbered, labels);
            }
            continue;
        }
        if !piece.is_empty() {
            chunks.push((start, end, Chunk { placed, numbered, tokens: piece }));
            readings.push(found);
        }
    }
    (chunks.into_iter().map(|(_, _, chunk)| chunk).collect(), readings)
}

fn begins_level2(tokens: &[Token], at: usize, labels: &FormLabels) -> bool {
    at < tokens.len() && whole_label_at(tokens, at, &labels.level2_names).is_some()
}

fn level_at(tokens: &[Token], at: usize, labels: &FormLabels) -> bool {
    at < tokens.len() && whole_label_at(tokens, at, &labels.flow_level1).is_some()
        || at < tokens.len() && whole_label_at(tokens, at, &labels.flow_level2).is_some()
}
