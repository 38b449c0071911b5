//! Lines whose cells are glued together, parted at the labels of the form: 项目名称, 主管部门, the
//! headings of the bands, the rows of funds and the total row. What stands between the labels stays
//! one word.

use crate::documents::Line;
use crate::records::form_labels::{Column, FormLabels, Head};
use crate::records::funding_source::FundingSource;
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::tokens::{Gap, Token, tokens};
use crate::values::half_width_char;

/// A heading band has at least so many labels.
const HEADINGS: usize = 3;

/// The words of glued lines; `None` where the lines are not glued.
pub(in crate::records::self_evaluation) fn words(lines: &[Line], labels: &FormLabels) -> Option<Vec<Token>> {
    let glued = |line: &&Line| {
        let signs = normal(&line.text);
        let (length, head) = labels.head.prefix(&signs)?;
        let apart = signs.get(length).is_none_or(|c| *c == ':' || *c == '(');
        (head == Head::Project && !apart && !line.text.trim().contains(char::is_whitespace)).then_some(())
    };
    if !lines.iter().any(|line| glued(&line).is_some()) {
        return None;
    }
    let first = |line: &Line| labels.head.prefix(&normal(&line.text)).map(|(_, head)| head);
    let openings: Vec<Head> = lines.iter().filter_map(first).collect();
    let mut banded = false;
    let mut found = Vec::new();
    for line in lines {
        let signs = normal(&line.text);
        let cuts = headings(&signs, labels)
            .inspect(|_| banded |= is_indicators(&signs, labels))
            .or_else(|| boxes(&signs, &openings, labels))
            .or_else(|| leading(&signs, if banded { None } else { Some(&labels.funding) }, labels));
        match cuts {
            Some(cuts) => found.extend(cut(line, &cuts)),
            None => found.extend(tokens(std::slice::from_ref(line))),
        }
    }
    Some(found)
}

pub(super) fn normal(text: &str) -> Vec<char> {
    text.chars().map(half_width_char).filter(|c| !c.is_whitespace()).collect()
}

fn is_indicators(signs: &[char], labels: &FormLabels) -> bool {
    let text: String = signs.iter().collect();
    text.contains("三级指标") || labels.indicator.prefix(signs).is_some_and(|(_, column)| column == Column::Level3)
}

/// Where a line that is nothing but headings is parted.
fn headings(signs: &[char], labels: &FormLabels) -> Option<Vec<usize>> {
    let block = |at: usize| labels.money_block.prefix(&signs[at..]).map(|(length, ())| length);
    let goal = |at: usize| labels.goals.prefix(&signs[at..]).map(|(length, ())| length);
    let word = |at: usize, lexicon: &Lexicon<Column>| lexicon.prefix(&signs[at..]).map(|(length, _)| length);
    let money = |at: usize| block(at).filter(|_| at == 0).or_else(|| word(at, &labels.money));
    let indicator = |at: usize| word(at, &labels.indicator);
    [all(signs, &money), all(signs, &indicator), all(signs, &goal)].into_iter().flatten().max_by_key(Vec::len)
}

/// The cuts of a line that consists of labels, each with the brackets behind it.
fn all(signs: &[char], label: &dyn Fn(usize) -> Option<usize>) -> Option<Vec<usize>> {
    let mut cuts = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        at = bracketed(signs, at + label(at)?);
        cuts.push(at);
    }
    (cuts.len() >= HEADINGS).then_some(cuts)
}

/// The sign behind a label that ends at `at`: behind its brackets and its colon.
pub(super) fn bracketed(signs: &[char], mut at: usize) -> usize {
    while signs.get(at) == Some(&'(') {
        let Some(close) = signs[at..].iter().take(16).position(|c| *c == ')') else { break };
        at += close + 1;
    }
    at + usize::from(signs.get(at) == Some(&':'))
}

/// The same behind a label of the head: a bracket there may begin a name, unless it asks for a stamp.
fn stamped(signs: &[char], at: usize) -> usize {
    let inside: String = signs[at..].iter().take(4).collect();
    let asks = ["(盖章)", "(公章)", "(分)"].iter().any(|words| inside.starts_with(words));
    if asks { bracketed(signs, at) } else { at + usize::from(signs.get(at) == Some(&':')) }
}

/// A line of the head: label and value, and further labels within it that begin no line of their own.
fn boxes(signs: &[char], openings: &[Head], labels: &FormLabels) -> Option<Vec<usize>> {
    let (length, first) = labels.head.prefix(signs)?;
    let mut cuts = vec![stamped(signs, length)];
    let mut seen = vec![first];
    let mut at = cuts[0] + 1;
    while at < signs.len() {
        let label = labels.head.prefix(&signs[at..]).filter(|(length, head)| {
            *length >= 4 && !seen.contains(head) && (!openings.contains(head) || *head == Head::Personal)
        });
        let Some((length, head)) = label else {
            at += 1;
            continue;
        };
        seen.push(head);
        let end = stamped(signs, at + length);
        cuts.extend([at, end]);
        at = end + 1;
    }
    cuts.push(signs.len());
    Some(cuts)
}

/// A line that begins with the label of a row of funds, or of the total row.
fn leading(signs: &[char], funding: Option<&Lexicon<FundingSource>>, labels: &FormLabels) -> Option<Vec<usize>> {
    let length = match funding {
        Some(funding) => funding.prefix(signs)?.0,
        None => labels.total.prefix(signs)?.0,
    };
    let end = bracketed(signs, length);
    let figures = |c: &char| c.is_ascii_digit() || "—-–/.,%无".contains(*c);
    let rest = signs.get(end);
    rest.is_none_or(figures).then(|| vec![end, signs.len()])
}

/// The words of a line that is parted at `cuts`, counted in signs without blanks.
fn cut(line: &Line, cuts: &[usize]) -> Vec<Token> {
    let inked = line.text.chars().enumerate().filter(|(_, c)| !half_width_char(*c).is_whitespace());
    let (offsets, printed): (Vec<usize>, Vec<char>) = inked.unzip();
    let signs = normal(&line.text);
    let mut from = 0;
    let mut words = Vec::new();
    for to in cuts.iter().copied().filter(|to| *to <= signs.len()) {
        if to > from {
            let gap = match (words.is_empty(), line.gap) {
                (true, 0) => Gap::Break,
                (true, _) => Gap::Empty,
                (false, _) => Gap::Space,
            };
            let text = printed.get(from..to).unwrap_or_default().iter().collect();
            let spot = line.spot.behind(offsets.get(from).copied().unwrap_or_default());
            words.push(Token { text, normal: signs[from..to].to_vec(), spot, gap });
        }
        from = to;
    }
    words
}
