//! The paragraphs of a narrative, whose sentences run over the breaks of lines.

use crate::documents::{Block, Document, Spot};
use crate::records::told_labels::NarrativeLabels;
use crate::values::find_year;

/// A paragraph with the spot of each of its characters; blanks are gone.
pub(super) struct Paragraph {
    pub(super) text: Vec<char>,
    pub(super) spots: Vec<Spot>,
}

/// Joins lines to paragraphs: a sentence goes on over a line break, until an empty line, a heading,
/// or a line that ends a sentence.
pub(super) fn paragraphs(document: &Document, labels: &NarrativeLabels) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut open, mut follows) = (false, false);
    let mut titled = 0;
    for block in &document.blocks {
        let Block::Line(line) = block else {
            (open, follows) = (false, false);
            continue;
        };
        let inked = line.text.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
        let (offsets, text): (Vec<usize>, Vec<char>) = inked.unzip();
        // 年初预算为…, 完成年初预算的… and 决算数小于预算数 go on with the item named before them, whatever sign
        // the line above ends with.
        let begins = |word: &String| {
            text.len() >= word.chars().count() && word.chars().zip(&text).all(|(one, other)| one == *other)
        };
        let goes_on = follows && labels.continues.iter().any(begins) && !is_heading(&text);
        open |= goes_on;
        follows = true;
        // A line that ends as titles do stands above a sentence longer than itself.
        let under_title = titled > 0 && text.len() * 3 > titled * 4 && text.iter().any(|c| matches!(c, '。' | '，'));
        if !open || under_title || line.gap > 0 && !goes_on || is_heading(&text) {
            paragraphs.push(Paragraph { text: Vec::new(), spots: Vec::new() });
        }
        let begins = paragraphs.last().is_none_or(|paragraph| paragraph.text.is_empty());
        titled = if begins && is_title(&text, labels) { text.len() } else { 0 };
        open = !ends_sentence(&text) && !is_heading(&text);
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        paragraph.spots.extend(offsets.into_iter().map(|offset| line.spot.behind(offset)));
        paragraph.text.extend(text);
    }
    paragraphs
}

/// Whether a line may be a title: it names a year, ends as titles do, and has no sign of a sentence.
fn is_title(text: &[char], labels: &NarrativeLabels) -> bool {
    let whole: String = text.iter().collect();
    let ends = labels.title_ends.iter().any(|word| whole.ends_with(word.as_str()));
    ends && find_year(&whole).is_some() && !text.iter().any(|c| matches!(c, '。' | '，' | '；' | '：'))
}

/// Whether a paragraph may end with this line. A line that ends with the name of a class, as in
/// …行政运行（项）。, goes on: its figures follow.
fn ends_sentence(text: &[char]) -> bool {
    let names_class = matches!(text, [.., '（' | '(', '类' | '款' | '项', '）' | ')', '。']);
    matches!(text.last(), Some('。' | '；' | '！')) && !names_class
}

/// A heading such as （一）收入决算说明: numbered, short, and without the signs of a sentence.
pub(super) fn is_heading(text: &[char]) -> bool {
    const LENGTH: usize = 36;
    let numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    let first = text.iter().find(|c| !matches!(c, '（' | '(' | '第'));
    let bracketed = matches!(text.first(), Some('（' | '(' | '第')) && first.is_some_and(numeral);
    let listed = first.is_some_and(numeral) && text.iter().take(4).any(|c| *c == '、');
    (bracketed || listed) && text.len() < LENGTH && !text.iter().any(|c| matches!(c, '。' | '，' | '；' | '：'))
}
