//! Headings that name a year, the tables of accounts that the contents of a document list, and those
//! whose titles stand in it.

use crate::documents::{Block, Document, Line, Spot};
use crate::records::final_accounts::words::without_number;
use crate::records::remarks::{Heading, Table};
use crate::records::told_labels::{AccountLabels, NarrativeLabels};
use crate::values::find_year;

/// A longer line is no heading.
const LENGTH: usize = 48;

/// Short lines without the signs of a sentence that name a year and what is of that year. A line that
/// compares (与2023年度相比) names another year by right.
pub(super) fn headings(document: &Document) -> Vec<Heading> {
    const OF: [&str; 4] = ["决算", "自评", "绩效", "年度"];
    let mut headings = Vec::new();
    let lines: Vec<&Line> = lines(document).collect();
    for (at, line) in lines.iter().enumerate() {
        if is_within(at.checked_sub(1).map(|before| lines[before]), line, lines.get(at + 1).copied()) {
            continue;
        }
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        let sentence = text.contains(['。', '，', '；', '：', ':', '、'])
            && without_number(&text).contains(['。', '，', '；', '：']);
        let compares = ["比", "较", "上年", "与"].iter().any(|word| text.contains(word));
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if sentence
            || compares
            || digits > 6
            || text.chars().count() > LENGTH
            || !OF.iter().any(|word| text.contains(word))
        {
            continue;
        }
        headings.extend(find_year(&text).map(|year| Heading { place: document.source.place(line.spot), text, year }));
    }
    headings
}

/// Lines that keep a sign of the template where a name or a number belongs: XX局, ××年度. What is masked
/// within a name of a person or a number of a telephone is no such sign.
pub(super) fn placeholders(document: &Document, labels: &NarrativeLabels) -> Vec<Heading> {
    let mut found = Vec::new();
    for line in lines(document) {
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut at = 0;
        while let Some((from, to)) = placeholder(&text, at, labels) {
            let before: Vec<char> = text[..from].chars().rev().take(AROUND).collect();
            let behind = text[from..].chars().take(AROUND);
            let around: String = before.into_iter().rev().chain(behind).collect();
            found.push(Heading { place: document.source.place(line.spot), text: around, year: 0 });
            at = to;
        }
    }
    found
}

/// How many signs around a placeholder are shown.
const AROUND: usize = 12;

/// The first placeholder of a text from `from` on: where it begins and where it ends.
fn placeholder(text: &str, from: usize, labels: &NarrativeLabels) -> Option<(usize, usize)> {
    let starts = labels.placeholders.iter().flat_map(|sign| text[from..].match_indices(sign.as_str()));
    let mut starts: Vec<(usize, &str)> = starts.map(|(at, sign)| (from + at, sign)).collect();
    starts.sort_unstable();
    starts.into_iter().find_map(|(at, sign)| {
        let behind = text[at..].trim_start_matches(sign);
        let named = labels.placeholder_of.iter().any(|word| behind.starts_with(word.as_str()));
        named.then(|| (at, text.len() - behind.len()))
    })
}

/// The days to which a document says that its figures are: 截至2023年12月31日.
pub(super) fn days(document: &Document) -> Vec<Heading> {
    const LONGEST: usize = 15;
    let mut found = Vec::new();
    for line in lines(document) {
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        for (at, _) in text.match_indices("截至") {
            let day: String = text[at..].chars().take(LONGEST).collect();
            let Some(year) = find_year(&day).filter(|_| day.contains("12月31日")) else { continue };
            let text = day.split_inclusive('日').next().unwrap_or_default().to_owned();
            found.push(Heading { place: document.source.place(line.spot), text, year });
        }
    }
    found
}

/// Whether a line is the middle of a sentence that was broken over lines.
fn is_within(before: Option<&Line>, line: &Line, after: Option<&Line>) -> bool {
    const GOES_ON: [char; 12] = ['的', '和', '及', '与', '、', '，', '。', '；', '）', '编', '中', '工'];
    let text = |line: &Line| line.text.trim().to_owned();
    let led = before
        .is_some_and(|before| line.gap == 0 && text(before).contains(['，', '；']) && !text(before).ends_with('。'));
    led || after.is_some_and(|after| after.gap == 0 && text(after).starts_with(GOES_ON))
}

/// Tables named in a line of their own before the first table stands, numbered as contents are.
pub(super) fn listed(document: &Document, labels: &AccountLabels) -> Vec<Table> {
    let before = document.blocks.iter().take_while(|block| !matches!(block, Block::Grid(_)));
    let lines = before.filter_map(|block| match block {
        Block::Line(line) => Some(line),
        Block::Grid(_) => None,
    });
    let mut tables: Vec<Table> = Vec::new();
    for line in lines {
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = without_number(&text);
        // Contents print dots and the number of a page behind a title.
        let title = bare.trim_end_matches(|c: char| c.is_ascii_digit() || ".…·-".contains(c));
        let Some(number) = labels.titles.exact(title).filter(|_| bare.len() < text.len()) else { continue };
        if !tables.iter().any(|table| table.number == number) {
            let place = document.source.place(line.spot);
            tables.push(Table { number, place, figures: 0, unread: 0, says_empty: false });
        }
    }
    tables
}

/// Tables whose title stands in a line or a cell of its own, whether or not a table could be read below
/// it; lines of the contents (`listed`) do not count.
pub(super) fn titled(document: &Document, listed: &[Table], labels: &AccountLabels) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let texts = document.blocks.iter().flat_map(|block| -> Vec<(&str, Spot)> {
        match block {
            Block::Line(line) => vec![(line.text.as_str(), line.spot)],
            Block::Grid(grid) => {
                grid.rows.iter().flat_map(|row| &row.cells).map(|cell| (cell.text.as_str(), cell.spot)).collect()
            }
        }
    });
    for (text, spot) in texts {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = without_number(text.split("公开").next().unwrap_or_default());
        let Some(number) = labels.titles.exact(bare.trim_end_matches(['（', '('])) else { continue };
        let place = document.source.place(spot);
        if !listed.iter().any(|table| table.place == place) {
            tables.push(Table { number, place, figures: 0, unread: 0, says_empty: false });
        }
    }
    tables
}

fn lines(document: &Document) -> impl Iterator<Item = &Line> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Line(line) => Some(line),
        Block::Grid(_) => None,
    })
}
