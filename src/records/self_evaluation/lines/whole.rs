//! A form that is one line with nothing between its cells: the line is parted where a row of the form
//! begins, and read as lines are.

use super::unglue::{bracketed, normal};
use crate::documents::Line;
use crate::records::form_labels::{Column, FormLabels, Head};
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::text::prefix_length;
use crate::values::half_width_char;
use std::borrow::Cow;

/// A shorter line is no whole form.
const WHOLE: usize = 80;
/// Signs for each blank of a line that has nothing between its cells.
const BLANK: usize = 30;
/// A heading band has at least so many labels.
const HEADINGS: usize = 3;

/// The lines, with each that holds a whole form parted into its rows.
pub(in crate::records::self_evaluation) fn parted<'a>(lines: &'a [Line], labels: &FormLabels) -> Cow<'a, [Line]> {
    let is_whole = |line: &Line| is_bare(&line.text) && rows(&normal(&line.text), labels).is_some();
    if !lines.iter().any(is_whole) {
        return Cow::Borrowed(lines);
    }
    let part = |line: &Line| match rows(&normal(&line.text), labels) {
        Some(rows) if is_whole(line) => cut(line, &rows),
        _ => vec![line.clone()],
    };
    Cow::Owned(lines.iter().flat_map(part).collect())
}

/// Whether `text` is long enough to hold a form, with nothing between its cells: where blanks stand between
/// them they tell more than labels do.
fn is_bare(text: &str) -> bool {
    let signs = text.chars().count();
    signs >= WHOLE && text.trim().chars().filter(|c| half_width_char(*c).is_whitespace()).count() * BLANK <= signs
}

/// A line parted before the signs at `rows`, which are counted without blanks.
fn cut(line: &Line, rows: &[usize]) -> Vec<Line> {
    let inked = line.text.chars().enumerate().filter(|(_, c)| !half_width_char(*c).is_whitespace());
    let (offsets, printed): (Vec<usize>, Vec<char>) = inked.unzip();
    let ends = rows.iter().skip(1).copied().chain([printed.len()]);
    let row = |(from, to): (&usize, usize)| {
        let text: String = printed.get(*from..to)?.iter().collect();
        let spot = line.spot.behind(offsets.get(*from).copied()?);
        Some(Line { text, spot, gap: line.gap })
    };
    rows.iter().zip(ends).filter_map(row).collect()
}

/// Which part of a form the signs belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Money,
    Goals,
    Indicators,
    Done,
}

/// Where the rows of a form begin in a line that holds all of it; nothing where it does not.
fn rows(signs: &[char], labels: &FormLabels) -> Option<Vec<usize>> {
    let (mut rows, mut part, mut seen) = (vec![0], Part::Head, Vec::new());
    let mut at = 0;
    while at < signs.len() {
        let rest = &signs[at..];
        if part == Part::Head && is_either(rest, &seen, labels) {
            return None;
        }
        let begins = match part {
            Part::Head => head(rest, &mut seen, labels).or_else(|| {
                let (length, ()) = labels.money_block.prefix(rest)?;
                let block = bracketed(rest, length);
                let end = block + band(rest.get(block..)?, &labels.money)?;
                part = Part::Money;
                Some(end)
            }),
            Part::Money | Part::Goals => row_of_funds(rest, labels).filter(|_| part == Part::Money).or_else(|| {
                let goals = labels.goals.prefix(rest).map(|(length, ())| bracketed(rest, length));
                let end = band(rest, &labels.indicator).filter(|end| {
                    let heading: String = rest[..*end].iter().collect();
                    heading.contains("三级指标") || labels.indicator.exact(&heading) == Some(Column::Level3)
                });
                part = if end.is_some() { Part::Indicators } else { goals.map_or(part, |_| Part::Goals) };
                end.or(goals)
            }),
            Part::Indicators => levels(rest, labels).or_else(|| {
                let (length, ()) = labels.total.prefix(rest)?;
                let end = bracketed(rest, length);
                rest.get(end).filter(|c| c.is_ascii_digit())?;
                part = Part::Done;
                Some(end)
            }),
            Part::Done => None,
        };
        if let Some(length) = begins {
            rows.push(at);
            at += length;
        } else {
            at += 1;
        }
    }
    rows.dedup();
    let named = seen.contains(&Head::Project) && matches!(part, Part::Indicators | Part::Done);
    named.then_some(rows)
}

/// How long a label of the head is that is met for the first time.
fn head(signs: &[char], seen: &mut Vec<Head>, labels: &FormLabels) -> Option<usize> {
    let (length, head) = labels.head.prefix(signs).filter(|(length, _)| *length >= 4)?;
    let again = seen.contains(&head) && head != Head::Aside;
    if !again {
        seen.push(head);
    }
    (!again).then_some(length)
}

/// Whether 项目 may end the project's name or begin the next label: 门诊楼改造项目主管部门.
fn is_either(signs: &[char], seen: &[Head], labels: &FormLabels) -> bool {
    let behind = seen.last() == Some(&Head::Project) && signs.starts_with(&['项', '目']);
    behind && labels.head.prefix(signs).is_some() && labels.head.prefix(&signs[2..]).is_some()
}

/// How long the headings are that a text begins with, each with its brackets.
fn band(signs: &[char], lexicon: &Lexicon<Column>) -> Option<usize> {
    let (mut at, mut labels) = (0, 0);
    while let Some((length, _)) = signs.get(at..).and_then(|rest| lexicon.prefix(rest)) {
        at = bracketed(signs, at + length);
        labels += 1;
    }
    (labels >= HEADINGS).then_some(at)
}

/// How long the label of a row of funds is, with figures or nothing behind it.
fn row_of_funds(signs: &[char], labels: &FormLabels) -> Option<usize> {
    let (length, _) = labels.funding.prefix(signs)?;
    let end = bracketed(signs, length);
    signs.get(end).is_none_or(|c| c.is_ascii_digit() || "—-–/无其".contains(*c)).then_some(end)
}

/// How long the names of levels are that a row begins with, or the numbering of its indicator.
fn levels(signs: &[char], labels: &FormLabels) -> Option<usize> {
    let name = |at: usize, lexicon: &Lexicon<()>| {
        let (length, ()) = lexicon.prefix(signs.get(at..)?)?;
        Some(bracketed(signs, at + length))
    };
    let one = name(0, &labels.flow_level1);
    let two = name(one.unwrap_or(0), &labels.flow_level2).or(one).or_else(|| name(0, &labels.flow_level2));
    let numbering = |at: usize| signs.get(at..).map_or(0, prefix_length);
    let end = two.map_or_else(|| numbering(0), |end| end + numbering(end));
    (end > 0).then_some(end)
}
