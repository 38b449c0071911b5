//! 部门决算: the yearly accounts of a department, from their narrative.

mod directions;
mod figures;
mod narrative;
pub(super) mod words;

use crate::documents::{Block, Document, Spot};
use crate::records::Reading;
use crate::records::labels::Labels;
use crate::values::find_year;

/// Whose accounts these are, and of which year, as the title says.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) unit: Option<String>,
    pub(super) year: Option<i32>,
}

/// How many paragraphs at the top of a document may hold its title, and how long a title may be.
const TITLE_PARAGRAPHS: usize = 24;
const TITLE_LENGTH: usize = 64;

/// Finds the title (…2020年度部门决算…) near the top: the unit stands before the year, or in the
/// paragraph above. A title broken over lines is one paragraph.
pub(super) fn head(document: &Document) -> Head {
    let mut above: Option<String> = None;
    for paragraph in paragraphs(document).iter().take(TITLE_PARAGRAPHS) {
        let text: String = paragraph.text.iter().collect();
        let title = ["部门决算", "单位决算", "决算公开"].iter().any(|word| text.contains(word));
        if let Some(year) = find_year(&text).filter(|_| title && text.chars().count() < TITLE_LENGTH) {
            let before = text.find(&year.to_string()).map(|at| &text[..at]).unwrap_or_default();
            let unit = if before.chars().count() > 2 { Some(without_part(before)) } else { above };
            return Head { unit: unit.filter(|unit| !unit.contains(['：', '。', '，'])), year: Some(year) };
        }
        above = Some(text);
    }
    Head::default()
}

/// A unit's name without the number of a part before it: 第二部分某局.
fn without_part(text: &str) -> String {
    text.strip_prefix('第').and_then(|rest| rest.split_once("部分")).map_or(text, |(_, name)| name).to_owned()
}

/// Reads the figures of the narrative: every paragraph outside the forms.
pub(super) fn read(document: &Document, head: &Head, labels: &Labels, reading: &mut Reading) {
    let mut reader = narrative::Reader::new(document, head, &labels.narrative, reading);
    for paragraph in paragraphs(document) {
        reader.paragraph(&paragraph);
    }
}

/// A paragraph with the line that each of its characters stands on; blanks are gone.
pub(super) struct Paragraph {
    pub(super) text: Vec<char>,
    pub(super) spots: Vec<Spot>,
}

/// Joins lines to paragraphs: a sentence goes on over a line break, until an empty line, a heading,
/// or a line that ends a sentence.
fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut open, mut follows) = (false, false);
    for block in &document.blocks {
        let Block::Line(line) = block else {
            (open, follows) = (false, false);
            continue;
        };
        let text: Vec<char> = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        // 完成年初预算的… and 决算数小于预算数 go on with the sentence before them, whatever sign it ends with.
        open |= follows && (text.starts_with(&['完', '成']) || text.starts_with(&['决', '算', '数']));
        follows = true;
        if !open || line.gap > 0 || is_heading(&text) {
            paragraphs.push(Paragraph { text: Vec::new(), spots: Vec::new() });
        }
        open = !ends_sentence(&text) && !is_heading(&text);
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        paragraph.spots.extend(text.iter().map(|_| line.spot));
        paragraph.text.extend(text);
    }
    paragraphs
}

/// Whether a paragraph may end with this line. A line that ends with the name of a class, as in
/// …行政运行（项）。, goes on: its figures follow.
fn ends_sentence(text: &[char]) -> bool {
    let names_class = matches!(text, [.., '（' | '(', '类' | '款' | '项', '）' | ')', '。']);
    matches!(text.last(), Some('。' | '；' | '！')) && !names_class
}

/// A heading such as （一）收入决算说明: numbered, short, and without the signs of a sentence.
fn is_heading(text: &[char]) -> bool {
    const LENGTH: usize = 36;
    let numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    let first = text.iter().find(|c| !matches!(c, '（' | '(' | '第'));
    let bracketed = matches!(text.first(), Some('（' | '(' | '第')) && first.is_some_and(numeral);
    let listed = first.is_some_and(numeral) && text.iter().take(4).any(|c| *c == '、');
    (bracketed || listed) && text.len() < LENGTH && !text.iter().any(|c| matches!(c, '。' | '，' | '；' | '：'))
}
