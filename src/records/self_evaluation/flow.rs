//! Forms in the text of a PDF: cells follow each other in reading order, broken over lines at any
//! character, and their borders are lost. Labels are found across the breaks; what stands between
//! them is told apart by its type and proved by the form's own arithmetic.

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::{Column, FormLabels, Head};
use crate::records::funding_source::FundingSource;
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::again::again;
use crate::records::self_evaluation::cells::money_unit;
use crate::records::self_evaluation::draft::Draft;
use crate::records::self_evaluation::funding;
use crate::records::self_evaluation::lines;
use crate::records::self_evaluation::listed::labelled_amount;
use crate::records::self_evaluation::raw::{Cells, FundingDraft, Raw};
use crate::records::self_evaluation::rows;
use crate::records::self_evaluation::sums::Sums;
use crate::records::self_evaluation::tokens::{
    Found, Gap, Token, join, label_at, numbered_at, squash, told_points, whole_label_at,
};
use crate::records::self_evaluation::ways_out::{borders_lost, open_total, unreadable_band};
use crate::values::{Cell, Place, find_year, parse_number};
use rust_decimal::Decimal;

/// How many words a heading band may have, its broken labels counted.
const BAND: usize = 60;
/// How many glued rows of funds of one form are searched.
const FUNDS: usize = 16;
/// How many words before a project's label may hold its title and year.
const TITLE: usize = 16;

/// The columns of the national form's money block and indicators, in their printed order: the
/// reading of a heading whose lines are interleaved, accepted only if its characters agree.
const MONEY: [(Column, &str); 6] = [
    (Column::Initial, "年初预算数"),
    (Column::Adjusted, "全年预算数"),
    (Column::Executed, "全年执行数"),
    (Column::Weight, "分值"),
    (Column::Rate, "执行率"),
    (Column::Score, "得分"),
];
const INDICATORS: [(Column, &str); 5] = [
    (Column::Target, "年度指标值"),
    (Column::Actual, "实际完成值"),
    (Column::Weight, "分值"),
    (Column::Score, "得分"),
    (Column::Deviation, "偏差原因分析及改进措施"),
];

/// How a known column without a field of ours is called where its heading is not at hand.
const UNREAD: &str = "评分标准";

/// Whether the lines name a project as a form does.
pub(super) fn has_form(tokens: &[Token], labels: &FormLabels) -> bool {
    (0..tokens.len()).any(|at| begins_form(tokens, at, labels))
}

/// Reads all forms of a run of lines; a form begins at its project label.
///
/// `glued` says that nothing parts the cells of a line.
pub(super) fn forms(
    tokens: &[Token],
    glued: bool,
    year: Option<i32>,
    file: &Source,
    labels: &FormLabels,
    budget: &lines::Budget,
) -> Vec<Draft> {
    let starts: Vec<usize> = (0..tokens.len()).filter(|at| begins_form(tokens, *at, labels)).collect();
    let mut year = year;
    let mut drafts = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(tokens.len());
        year = title_year(&tokens[..*start], labels).or(year);
        drafts.push(Form { tokens: &tokens[*start..end], glued, file, labels, budget }.read(year));
    }
    drafts
}

fn begins_form(tokens: &[Token], at: usize, labels: &FormLabels) -> bool {
    // Most words cannot begin a label; asking for the first character first keeps this fast.
    head_at(tokens, at, labels).is_some_and(|found| found.meaning == Head::Project)
}

fn head_at(tokens: &[Token], at: usize, labels: &FormLabels) -> Option<Found<Head>> {
    label_at(tokens, at, &labels.head).filter(|found| found.rest == 0 || found.colon)
}

/// The year in the title right before a form.
fn title_year(before: &[Token], labels: &FormLabels) -> Option<i32> {
    let near = &before[before.len().saturating_sub(TITLE)..];
    let title = (0..near.len()).rev().find(|at| label_at(near, *at, &labels.title).is_some())?;
    find_year(&squash(&near[title..]))
}

struct Form<'a> {
    tokens: &'a [Token],
    glued: bool,
    file: &'a Source,
    labels: &'a FormLabels,
    budget: &'a lines::Budget,
}

impl Form<'_> {
    fn read(&self, year: Option<i32>) -> Draft {
        let spot = self.tokens.first().map_or_else(Spot::default, |token| token.spot);
        let mut draft = Draft { spot, year, ..Draft::default() };
        let money = self.find(0, &self.labels.money_block, |()| true);
        let head_end = money.as_ref().map_or(self.tokens.len().min(BAND), |(at, _)| *at);
        self.head(head_end, &mut draft);
        if let Some((at, block)) = self.find(0, &self.labels.unread_blocks, |()| true) {
            let label = join(&self.tokens[at..block.next]);
            draft.list_block(&label.text, label.spot, self.file);
        }
        let Some((at, block)) = money else { return draft };
        let named = |from: usize, to: usize| money_unit(&squash(&self.tokens[from..to]));
        draft.execution_points = told_points(&self.tokens[at..block.next]);
        draft.money_unit = named(at, block.next).or_else(|| named(at, self.tokens.len().min(block.next + 12)));
        let after_money = self.money(block.next, &mut draft);
        self.indicators(after_money, &mut draft);
        draft
    }

    /// The first whole label of `lexicon` from `from` on whose meaning is wanted.
    fn find<T: Clone>(
        &self,
        from: usize,
        lexicon: &Lexicon<T>,
        wanted: impl Fn(T) -> bool,
    ) -> Option<(usize, Found<T>)> {
        (from..self.tokens.len()).find_map(|at| {
            let found = whole_label_at(self.tokens, at, lexicon)?;
            wanted(found.meaning.clone()).then_some((at, found))
        })
    }

    /// The boxes before the money block: each label's value reaches to the next label.
    fn head(&self, end: usize, draft: &mut Draft) {
        let mut labels = Vec::new();
        let mut at = 0;
        while at < end {
            match head_at(self.tokens, at, self.labels) {
                Some(found) => {
                    let next = found.next;
                    labels.push((at, found));
                    at = next;
                }
                None => at += 1,
            }
        }
        for (index, (_, label)) in labels.iter().enumerate() {
            let stop = labels.get(index + 1).map_or(end, |(at, _)| *at);
            let words = &self.tokens[label.next..stop.max(label.next)];
            let line = words.iter().skip(1).position(|token| token.gap != Gap::Space).map_or(words.len(), |at| at + 1);
            let (words, below) = words.split_at(if self.glued { line } else { words.len() });
            if !below.is_empty() && !self.begins_block(label.next + words.len()) {
                draft.problems.push(self.open_box(label.next));
                continue;
            }
            let mut value = join(words);
            if label.rest > 0 {
                let word = &self.tokens[label.next - 1];
                let kept: String = word.text.chars().skip(word.normal.len() - label.rest).collect();
                value = Raw { text: kept + &value.text, spot: word.spot };
            }
            let slot = match label.meaning {
                Head::Project => &mut draft.project,
                Head::Department => &mut draft.department,
                Head::Superior => &mut draft.superior,
                Head::Unit => &mut draft.unit,
                Head::TotalScore if matches!(parse_number(&value.text), Cell::Value(_)) => &mut draft.printed_score,
                Head::Personal | Head::Aside | Head::TotalScore => continue,
            };
            slot.get_or_insert(value);
        }
    }

    /// The words of a row of funds; where all borders are lost, up to the next label of any kind.
    fn values(&self, from: usize, to: usize) -> &[Token] {
        let listed = |at: usize| labelled_amount(&self.tokens[at].text).is_some();
        let stop = (from..to).find(|at| listed(*at) || self.glued && self.begins_block(*at)).unwrap_or(to);
        &self.tokens[from..stop]
    }

    /// Whether a part of the form other than its head begins here.
    fn begins_block(&self, at: usize) -> bool {
        let labels = self.labels;
        whole_label_at(self.tokens, at, &labels.funding).is_some()
            || whole_label_at(self.tokens, at, &labels.money).is_some()
            || whole_label_at(self.tokens, at, &labels.indicator).is_some()
            || whole_label_at(self.tokens, at, &labels.goals).is_some()
    }

    fn open_box(&self, at: usize) -> Problem {
        let token = &self.tokens[at];
        let message =
            said!("`{}`可能与下一行相连", "found `{}`, which may go on with the line below it", shorten(&token.text));
        Problem::error(Code::SplitAmbiguous, self.file.place(token.spot), message).hint(borders_lost())
    }

    /// The money block; returns the first word behind it.
    fn money(&self, from: usize, draft: &mut Draft) -> usize {
        let first = self.find(from, &self.labels.funding, |_| true).map_or(self.tokens.len(), |(at, _)| at);
        let band = self.band(from, first, &self.labels.money, &MONEY);
        let goals = self.find(first, &self.labels.goals, |()| true).map_or(self.tokens.len(), |(at, _)| at);
        let level3 = self.level3(first).map_or(self.tokens.len(), |(at, _)| at);
        let end = goals.min(level3);
        let Some(columns) = band else {
            draft.problems.push(unreadable_band(self.place(from), "项目资金"));
            return end;
        };
        let mut starts: Vec<(usize, Found<FundingSource>)> = Vec::new();
        let mut at = first;
        while at < end {
            let Some(found) = whole_label_at(self.tokens, at, &self.labels.funding) else {
                at += 1;
                continue;
            };
            let next = found.next;
            starts.push((at, found));
            at = next;
        }
        let rows: Vec<funding::FlowRow<'_>> = starts
            .iter()
            .enumerate()
            .map(|(index, (at, label))| funding::FlowRow {
                source: label.meaning,
                label: join(&self.tokens[*at..label.next]),
                values: self.values(label.next, starts.get(index + 1).map_or(end, |(next, _)| *next)),
            })
            .collect();
        let unit = draft.money_unit.unwrap_or_default();
        let readings = if self.glued {
            // A form has a few rows of funds, and each is a search of its own; without columns none is read.
            let columns = |index: usize| if index < FUNDS { columns.as_slice() } else { &[] };
            let rows = rows.iter().enumerate();
            rows.map(|(index, row)| lines::assign(row, columns(index), unit, self.file, self.budget)).collect()
        } else {
            funding::assign(&rows, &columns, self.file)
        };
        let amounts = &self.tokens[first.min(end)..end];
        amounts.iter().for_each(|token| draft.list_amount(&token.text, token.spot, self.file, self.labels));
        for (row, reading) in rows.iter().zip(readings) {
            draft.problems.extend(reading.problem);
            let (label, spot) = (row.label.text.clone(), row.label.spot);
            let mut cells = reading.cells;
            if row.source == FundingSource::Total && !columns.contains(&Column::Weight) {
                cells.extend(draft.execution_points.clone().map(|raw| (Column::Weight, raw)));
            }
            draft.funding.push(FundingDraft { source: row.source, label, spot, cells });
        }
        end
    }

    fn level3(&self, from: usize) -> Option<(usize, Found<Column>)> {
        self.find(from, &self.labels.indicator, |column| column == Column::Level3)
    }

    fn indicators(&self, from: usize, draft: &mut Draft) {
        let Some((at, level3)) = self.level3(from) else { return };
        if self.lines(from, at, draft).is_some() {
            return;
        }
        let limit = self.tokens.len().min(level3.next + BAND);
        let first = (level3.next..limit).find(|at| self.begins_data(*at)).unwrap_or(limit);
        let Some(columns) = self.band(level3.next, first, &self.labels.indicator, &INDICATORS) else {
            draft.problems.push(unreadable_band(self.place(at), "绩效指标"));
            return;
        };
        let (end, total, unread) = self.total(first, &columns);
        draft.problems.extend(unread);
        draft.total = total;
        let sums = Sums::new(&draft.funding, &draft.total);
        let (indicators, problems) = rows::read(&self.tokens[first..end], &columns, &sums, self.file, self.labels);
        draft.indicators = indicators;
        draft.problems.extend(problems);
        self.again(&self.tokens[first..end], &columns, &sums, draft);
    }

    fn place(&self, at: usize) -> Place {
        self.file.place(self.tokens.get(at).map_or_else(Spot::default, |token| token.spot))
    }

    fn again(&self, rows: &[Token], columns: &[Column], sums: &Sums, draft: &mut Draft) {
        again(draft, rows, (self.glued, columns), sums, (self.file, self.labels), self.budget);
    }

    /// Indicators that stand on a line each, below columns in an order of their own; `None` where they
    /// do not.
    fn lines(&self, from: usize, level3: usize, draft: &mut Draft) -> Option<()> {
        let (columns, first) = lines::headings(self.tokens, from, level3, self.labels)?;
        let national = [Column::Level3, Column::Target, Column::Actual, Column::Weight, Column::Score];
        if !self.glued && columns.starts_with(&national) {
            return None;
        }
        let (end, total, unread) = self.total(first, &columns);
        let weighed = columns.contains(&Column::Weight);
        let sums = if weighed { Sums::of_hundred } else { Sums::new }(&draft.funding, &total);
        let rows = &self.tokens[first..end];
        let (indicators, problems) = lines::read(rows, &columns, &sums, self.file, self.labels)?;
        draft.problems.extend(unread);
        draft.total = total;
        draft.indicators = indicators;
        draft.problems.extend(problems);
        self.again(rows, &columns, &sums, draft);
        if let Some(spot) = rows.first().map(|token| token.spot).filter(|_| columns.contains(&Column::Unread)) {
            draft.unread(vec![(UNREAD.to_owned(), spot)], self.file);
        }
        Some(())
    }

    /// Whether an indicator row begins here: a level name, or the numbering 指标1：.
    fn begins_data(&self, at: usize) -> bool {
        whole_label_at(self.tokens, at, &self.labels.flow_level1).is_some()
            || whole_label_at(self.tokens, at, &self.labels.flow_level2).is_some()
            || numbered_at(self.tokens, at)
    }

    /// The columns a heading band names, in their order. Interleaved lines (年初预 全年预 over 算数 算数)
    /// are read as the national order, if the characters are exactly those of its headings.
    fn band(
        &self,
        from: usize,
        to: usize,
        lexicon: &Lexicon<Column>,
        national: &[(Column, &str)],
    ) -> Option<Vec<Column>> {
        let mut columns = Vec::new();
        let mut strays = String::new();
        let mut at = from;
        while at < to {
            match whole_label_at(&self.tokens[..to], at, lexicon) {
                Some(found) => {
                    columns.push(found.meaning);
                    at = found.next;
                }
                None => {
                    strays.extend(&self.tokens[at].normal);
                    at += 1;
                }
            }
        }
        let mut distinct = columns.clone();
        distinct.sort();
        distinct.dedup();
        // A heading's last characters are sometimes printed twice by the page break.
        let repeats = national.iter().any(|(_, heading)| heading.ends_with(&strays));
        let enough = if strays.is_empty() { 3 } else { 4 };
        if repeats && distinct.len() == columns.len() && columns.len() >= enough {
            return Some(columns);
        }
        let mut found: Vec<char> = squash(&self.tokens[from..to]).chars().collect();
        let mut expected: Vec<char> = national.iter().flat_map(|(_, heading)| heading.chars()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        (found == expected).then(|| national.iter().map(|(column, _)| *column).collect())
    }

    /// The total row: where it begins and its cells. The last label of a total with a number behind
    /// it counts, since the word may stand in an indicator too.
    fn total(&self, from: usize, columns: &[Column]) -> (usize, Cells, Option<Problem>) {
        let is_number =
            |at: usize| self.tokens.get(at).is_some_and(|token| matches!(parse_number(&token.text), Cell::Value(_)));
        let candidates = (from..self.tokens.len()).rev();
        let found = candidates.filter_map(|at| Some((at, whole_label_at(self.tokens, at, &self.labels.total)?)));
        let behind =
            |at: usize| self.tokens.get(at).is_some_and(|token| token.normal.first().is_some_and(char::is_ascii_digit));
        let wanted = |next: usize| if self.glued { behind(next) } else { is_number(next) };
        let Some((at, label)) = found.into_iter().find(|(_, label)| wanted(label.next)) else {
            return (self.tokens.len(), Cells::new(), None);
        };
        let points = columns.iter().copied().filter(|column| matches!(column, Column::Weight | Column::Score));
        let run = (label.next..).take_while(|at| is_number(*at));
        let behind = label.next + run.clone().count();
        let cells: Cells = if self.glued {
            lines::total(&self.tokens[label.next], columns).unwrap_or_default()
        } else {
            let raw = |token: &Token| Raw { text: token.text.clone(), spot: token.spot };
            points.zip(run).map(|(column, at)| (column, raw(&self.tokens[at]))).collect()
        };
        let number = |column| cells.get(&column).and_then(|raw| parse_number(&raw.text).value());
        let half = Decimal::from(50);
        let weight = number(Column::Weight);
        let plausible = weight.is_none_or(|weight| weight >= half && number(Column::Score) <= Some(weight));
        let goes_on = !self.glued && self.tokens.get(behind).is_some_and(lines::opens_value);
        if cells.is_empty() || !plausible || goes_on {
            return (at, Cells::new(), Some(open_total(self.place(at))));
        }
        (at, cells, None)
    }
}
