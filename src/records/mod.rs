//! What a document means: self-evaluation forms and final accounts as records.
//!
//! Reading never fails: it returns what was read and its problems side by side.

mod absurd;
mod account_column;
mod account_item;
mod account_tables;
mod basis;
mod classes;
mod coverage;
mod dated;
mod figures;
mod final_accounts;
mod form_labels;
mod funding_source;
mod joined;
mod labels;
mod lexicon;
mod named;
mod people;
mod printed;
mod products;
mod remarks;
mod self_evaluation;
mod table_number;
mod told_labels;
mod toml_words;
mod types;
mod years;

pub use account_column::AccountColumn;
pub use account_item::AccountItem;
pub use basis::Basis;
pub use funding_source::FundingSource;
pub use labels::Labels;
pub use printed::{Field, Of, Printed};
pub use remarks::{Budget, Completion, Direction, Heading, Product, Remarks, Section, Sense, Table};
pub use table_number::TableNumber;
pub(crate) use toml_words::{Refusal, Slip, line_of, refusal};
pub use types::{Account, AccountKind, Coverage, Funding, Indicator, Project, Reading, Record};

use crate::documents::{Block, Document, Line, Spot};
use crate::problem::{Code, Problem, said};
use crate::values::find_year;
use std::borrow::Cow;
use std::ops::Range;

/// Reads everything a document says: the forms of its projects and the figures of its accounts.
///
/// A document that holds neither is a problem of severity error.
pub fn read(document: &Document, labels: &Labels) -> Reading {
    let document = without_people(document, labels);
    let (mut reading, claims) = read_claiming(&document, labels);
    reading.coverage = coverage::coverage(&document, &claims);
    reading
}

/// Reads like [`read`] and leaves [`Reading::coverage`] empty: finding out which numeral became which
/// field takes an eighth of the time, and whoever makes tables has no use for it.
pub fn read_uncounted(document: &Document, labels: &Labels) -> Reading {
    read_claiming(&without_people(document, labels), labels).0
}

/// `document` without the names and telephone numbers of people: what whoever shows a document shows.
///
/// A note among its problems counts what was left out. The readers of records do the same first; a
/// document that went through here has nothing more to leave out.
pub fn without_people<'a>(document: &'a Document, labels: &Labels) -> Cow<'a, Document> {
    people::veiled(document, &labels.people)
}

/// Where numbers of people stand in a text, as ranges of its characters: those that are told by their
/// form, and local telephones behind a word for one.
pub fn numbers_of_people(text: &str, labels: &Labels) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    let digits = |range: &Range<usize>| chars[range.clone()].iter().filter(|c| c.is_ascii_digit()).count();
    let mail = |range: &Range<usize>| chars[range.clone()].contains(&'@');
    people::personal(text, &labels.people).into_iter().filter(|range| digits(range) >= 7 || mail(range)).collect()
}

/// Whether a line says when a form was filled in, which is in the year after.
fn is_filled_in(line: &str) -> bool {
    ["填报日期", "填报时间", "填表日期", "自评日期", "自评时间"].iter().any(|word| line.contains(word))
}

/// What a document says, and what of the paper that rests on.
fn read_claiming(document: &Document, labels: &Labels) -> (Reading, coverage::Claims) {
    let whole = joined::joined(document, labels);
    let document = &*whole;
    let mut reading = Reading { problems: document.problems.clone(), ..Reading::default() };
    let head = final_accounts::head(document, &labels.narrative);
    let dated = || lines(document).filter(|line| !is_filled_in(&line.text)).find_map(|line| find_year(&line.text));
    let year = head.year.or_else(dated);
    let mut claims = coverage::Claims::default();
    let has_form = self_evaluation::read(document, year, labels, &mut reading, &mut claims);
    final_accounts::read(document, &head, labels, &mut reading);
    account_tables::read(document, &head, labels, &mut reading);
    absurd::doubted(&mut reading);
    reading.remarks.products = products::products(document);
    reading.remarks.headings = dated::headings(document);
    reading.remarks.placeholders = dated::placeholders(document, &labels.narrative);
    reading.remarks.days = dated::days(document);
    reading.remarks.listed = dated::listed(document, &labels.account);
    reading.remarks.titled = dated::titled(document, &reading.remarks.listed, &labels.account);
    if let Some(title) = head.budget.as_ref().filter(|_| !reading.accounts.is_empty()) {
        let message = said!(
            "标题`{title}`表明这是预算文件；其数字按预算读取（kind: budget）",
            "found the title `{title}` of a budget, expected one of accounts; its figures are read as budgets (kind: budget)"
        );
        let hint = said!(
            "可与同年决算按单位、年度、表号、项目和科目编码对照",
            "they join the accounts of the same year by unit, year, table, item and class"
        );
        reading
            .problems
            .push(Problem::note(Code::BudgetPaper, document.source.place(Spot::default()), message).hint(hint));
    }
    if !has_form && reading.accounts.is_empty() {
        let message = said!(
            "没有找到绩效自评表（“项目名称”在项目资金之上），也没有部门决算数字",
            "found no self-evaluation form (a label 项目名称 above a money block) and no figures of final accounts"
        );
        reading.problems.push(Problem::error(Code::NoForm, document.source.place(Spot::default()), message).hint(
            said!(
                "可用`jixiao cells 文件`查看文件内容；可用--labels补充当地用语",
                "look at what stands on the paper with `jixiao cells FILE`; --labels adds a place's own words"
            ),
        ));
    }
    reading.accounts.iter().for_each(|account| claims.account(account));
    reading.remarks.again.iter().for_each(|(place, amount)| claims.figure(place.clone(), *amount));
    people::look_through(&mut reading, &document.source, &labels.people);
    (reading, claims)
}

/// All lines of running text.
fn lines(document: &Document) -> impl Iterator<Item = &Line> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Line(line) => Some(line),
        Block::Grid(_) => None,
    })
}
