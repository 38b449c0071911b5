//! R29 年度有误: a heading, or the title of a table, that names another year than the document's.
//!
//! The document's year is what its headings and its figures name most often; without a clear majority
//! nothing is said.

use crate::checks::case::Case;
use crate::checks::finding::{Because, Cited};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::TableNumber;
use crate::values::Place;
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R29", zh: "年度有误", en: "wrong year", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    days(case, sheet);
    let remarks = &case.reading.remarks;
    let headings = remarks.headings.iter().filter(|heading| is_title(&heading.text, heading.year));
    let mut named: Vec<(i32, &str, &Place)> = headings.map(|h| (h.year, h.text.as_str(), &h.place)).collect();
    if named.is_empty() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    let titles = titles(case);
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    named.iter().map(|(year, _, _)| *year).chain(case.year()).for_each(|year| *votes.entry(year).or_default() += 1);
    let Some((year, most)) = votes.iter().max_by_key(|(_, count)| **count).map(|(year, count)| (*year, *count)) else {
        return;
    };
    // A table's title within its grid is no line; where a line names its year, that is told already.
    let told: Vec<i32> = named.iter().map(|(year, _, _)| *year).collect();
    let titles = titles.into_iter().map(|(year, table, place)| (year, table.as_str(), place));
    named.extend(titles.filter(|(year, _, _)| !told.contains(year)));
    for (other, text, place) in named {
        if other == year {
            sheet.consistent();
        } else if votes.get(&other).copied().unwrap_or(1) * 2 > most {
            // Two years that are both named often are two years of a comparison.
            sheet.unchecked(Because::Ambiguous);
        } else {
            wrong((other, text, place), year, sheet);
        }
    }
}

/// 截至2022年12月31日 in the accounts of 2023: a sentence left over from the year before.
fn days(case: &Case<'_>, sheet: &mut Sheet) {
    let Some(year) = case.year().filter(|_| !case.reading.accounts.is_empty()) else { return };
    for day in &case.reading.remarks.days {
        if day.year == year {
            sheet.consistent();
            continue;
        }
        let subject = day.text.clone();
        let remark = Remark {
            severity: if day.year < year { Severity::Error } else { Severity::Doubt },
            figures: vec![Cited { name: "日期".to_owned(), printed: day.text.clone(), place: day.place.clone() }],
            expected: year.to_string(),
            arithmetic: String::new(),
            zh: format!("“{subject}”的年度为{}，本文件为{year}年度。", day.year),
            en: format!("`{subject}` is a day of {}; the document is of {year}.", day.year),
            subject,
        };
        sheet.remark(remark, &[]);
    }
}

/// Whether a line is the title of the document, of a part of it or of a form, not a piece of a sentence
/// that was broken over lines: 某局2024年度部门决算, 第三部分 2024年度部门决算情况说明, （2024年度）.
fn is_title(text: &str, year: i32) -> bool {
    const BRACKETS: [char; 4] = ['（', '(', '）', ')'];
    const OF: [&str; 6] = ["部门决算", "单位决算", "决算", "项目支出绩效自评", "绩效自评", "部门整体"];
    const ENDS: [&str; 9] = ["决算", "表", "说明", "报告", "情况", "公开", "草案", "附件", "部分"];
    const SENTENCE: [&str; 12] =
        ["纳入", "根据", "按照", "完成", "编制", "对", "的", "已", "开展", "截至", "自", "预算"];
    let Some((before, behind)) = text.split_once(&year.to_string()) else { return false };
    let before = unnumbered(before);
    let (bare, tail) = (before.trim_end_matches(BRACKETS), behind.trim_start_matches('年').trim_start_matches('度'));
    let bracketed = bare.len() < before.len() || tail.starts_with(BRACKETS);
    let tail = tail.trim_matches(BRACKETS);
    if bare.is_empty() && tail.is_empty() {
        return bracketed;
    }
    let ends = ENDS.iter().any(|end| tail.ends_with(end));
    let part = bare.is_empty() || bare.starts_with('第') && bare.contains("部分");
    let named = OF.iter().any(|of| tail.starts_with(of)) && !SENTENCE.iter().any(|word| bare.contains(word));
    ends && (part || named) && !tail.starts_with("预算")
}

/// The words before a year without what numbers the heading: （二）, 三、, 4..
fn unnumbered(before: &str) -> &str {
    let rest = before.trim_start_matches(['（', '(']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let rest = rest.trim_start_matches(['）', ')', '、', '.', '．']);
    if rest.is_empty() && before.chars().count() > 1 { rest } else { before }
}

/// The years that the titles of the tables name.
fn titles<'a>(case: &Case<'a>) -> Vec<(i32, TableNumber, &'a Place)> {
    let mut titles: Vec<(i32, TableNumber, &Place)> = Vec::new();
    for account in &case.reading.accounts {
        let (Some(table), Some(year)) = (account.table, account.year) else { continue };
        if titles.last().is_none_or(|(last, number, _)| (*last, *number) != (year, table)) {
            titles.push((year, table, &account.place));
        }
    }
    titles
}

fn wrong((other, text, place): (i32, &str, &Place), year: i32, sheet: &mut Sheet) {
    let table = text.len() == 2;
    let subject = if table { format!("表{text} 标题") } else { text.to_owned() };
    // A form of another year may have been added, and a line that names nothing else may be a piece of a
    // sentence; a heading of the accounts can only be left over.
    let certain = text.contains("决算") && !text.starts_with(&other.to_string());
    let severity = if table || certain { Severity::Error } else { Severity::Doubt };
    let name = if table { "标题年度" } else { "标题" };
    sheet.remark(
        Remark {
            severity,
            figures: vec![Cited { name: name.to_owned(), printed: format!("{other}年"), place: place.clone() }],
            expected: year.to_string(),
            arithmetic: String::new(),
            zh: format!("“{subject}”的年度为{other}，本文件为{year}年度。"),
            en: format!("the heading `{subject}` names {other}; the document is of {year}."),
            subject,
        },
        &[],
    );
}
