//! The wording of a narrative: what the words before a figure name, count and compare with.

use crate::records::basis::Basis;
use crate::records::told_labels::NarrativeLabels;
use crate::values::{find_year, half_width};

/// What a change is measured against, as the words before it say: the last of them that names a year or a
/// budget. A year before that of the accounts means the last one.
pub(super) fn basis(lead: &str, labels: &NarrativeLabels, year: Option<i32>) -> Option<Basis> {
    let sentence = half_width(lead.rsplit('。').next().unwrap_or_default());
    let before = year.map(|year| format!("{}年", year - 1));
    let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    // What a word that compares is followed by, up to the comma: 与2023年度预算相比, 较上年决算数.
    let compared = |(at, word): (usize, &str)| sentence[at + word.len()..].split([',', '，']).next();
    let compares = labels.compares.iter().flat_map(|word| sentence.match_indices(word.as_str()));
    let mut objects: Vec<(usize, &str)> = compares.filter_map(|found| Some((found.0, compared(found)?))).collect();
    objects.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (_, object) in objects {
        let budget = has(object, &labels.initial_budget) || names_budget(object, labels);
        let last_year = has(object, &labels.last_year) || before.as_ref().is_some_and(|year| object.contains(year));
        // 与上年预算数持平 compares a plan with the plan of the year before.
        let last_plan = labels
            .last_year
            .iter()
            .any(|word| ["", "度"].iter().any(|year| object.contains(&format!("{word}{year}预算"))));
        match (last_year, budget && !last_plan) {
            (true, false) => return Some(Basis::LastYear),
            (_, true) => return Some(Basis::InitialBudget),
            (false, false) => {}
        }
    }
    if has(&sentence, &labels.last_year) {
        return Some(Basis::LastYear);
    }
    has(&sentence, &labels.initial_budget).then_some(Basis::InitialBudget)
}

/// Whether a text speaks of a budget; 一般公共预算 is no budget but money.
fn names_budget(text: &str, labels: &NarrativeLabels) -> bool {
    text.match_indices("预算").any(|(at, word)| {
        let so_far = &text[..at + word.len()];
        !labels.money.iter().any(|money| so_far.ends_with(money.as_str()))
    })
}

/// The year that the words before an item's name give its figures: 2023年度“三公”经费, not what a clause
/// compares with (比2022年) or what money is used for.
pub(super) fn year_of(lead: &str, labels: &NarrativeLabels) -> Option<i32> {
    const COMPARES: usize = 3;
    let sentence = half_width(lead.rsplit('。').next().unwrap_or_default());
    if labels.uses.iter().any(|word| sentence.contains(word.as_str())) {
        return None;
    }
    let chars: Vec<char> = sentence.chars().collect();
    let mut found = None;
    for at in 0..chars.len().saturating_sub(4) {
        let alone = at == 0 || !chars[at - 1].is_ascii_digit();
        if !alone || chars[at + 4] != '年' || !chars[at].is_ascii_digit() {
            continue;
        }
        let word: String = chars[at..at + 5].iter().collect();
        let Some(year) = find_year(&word) else { continue };
        let before: String = chars[at.saturating_sub(COMPARES)..at].iter().collect();
        if !labels.compares.iter().any(|word| before.contains(word.as_str())) {
            found = Some(year);
        }
    }
    found
}

/// Which budget the words before an amount name.
pub(super) fn budget_basis(lead: &str) -> Basis {
    let adjusted = ["全年", "调整"].iter().any(|word| lead.contains(word));
    if adjusted { Basis::AdjustedBudget } else { Basis::InitialBudget }
}

/// One name of a class as a sentence prints it: 行政运行（项）, 行政运行（01）, 行政运行（2010601）.
pub(super) struct PathPart {
    pub(super) name: String,
    pub(super) level: u8,
    /// The digits in its bracket, where they are printed.
    pub(super) digits: Option<String>,
}

/// A bracket that says of which level the name before it is: where it stands, its level, its digits.
type Mark = (usize, u8, Option<String>);

/// The marks of a lead in half width. Two digits stand a level below the code before them.
fn marks(half: &[char]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for at in (0..half.len()).filter(|at| half[*at] == '(') {
        let inner: String = half[at + 1..].iter().take_while(|c| **c != ')').take(8).collect();
        let digits = Some(inner.clone()).filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
        let below = marks.last().filter(|(_, _, digits)| digits.is_some()).map(|(_, level, _)| level + 1);
        let level = match (inner.chars().next(), inner.len()) {
            (Some('类'), _) => Some(1),
            (Some('款'), _) => Some(2),
            (Some('项'), _) => Some(3),
            (_, 3) => digits.as_ref().map(|_| 1),
            (_, 5) => digits.as_ref().map(|_| 2),
            (_, 7) => digits.as_ref().map(|_| 3),
            (_, 2) => digits.as_ref().and(below).filter(|level| *level <= 3),
            _ => None,
        };
        marks.extend(level.map(|level| (at, level, digits)));
    }
    marks
}

/// The names before the last run of （类）, （款） and （项） in `lead`, with their levels, where the words
/// behind it only lead to a figure: a sentence on the use (主要用于…。) may stand between.
pub(super) fn class_path(lead: &str) -> Option<Vec<PathPart>> {
    let half = half_width(lead);
    let (chars, half): (Vec<char>, Vec<char>) = (lead.chars().collect(), half.chars().collect());
    let marks = marks(&half);
    let (last, ..) = *marks.last()?;
    // The run begins where the levels last began anew.
    let first = (0..marks.len()).rev().find(|at| *at == 0 || marks[at - 1].1 >= marks[*at].1)?;
    let end_of = |at: usize| (at..half.len()).find(|i| half[*i] == ')').map_or(half.len(), |i| i + 1);
    let mut path = Vec::new();
    for (index, (at, level, digits)) in marks.iter().enumerate().skip(first) {
        let from = if index == first { 0 } else { end_of(marks[index - 1].0) };
        let words: String = chars[from..*at].iter().collect();
        path.push(PathPart { name: last_clause(words.trim_end_matches('”')), level: *level, digits: digits.clone() });
    }
    let behind: String = chars[end_of(last)..].iter().collect();
    let leads_on = !behind.contains("其中") || behind.chars().count() < 12;
    leads_on.then_some(path)
}

/// The words after the last sign that ends a clause; signs within brackets, as in （款，下同）, end none.
pub(super) fn last_clause(lead: &str) -> String {
    lead[clause_start(lead)..].to_owned()
}

/// Where the last clause of `lead` begins.
fn clause_start(lead: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in lead.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth = depth.saturating_sub(1),
            '。' | '；' | '，' | ',' | ';' | '：' | ':' if depth == 0 => return at + c.len_utf8(),
            _ => {}
        }
    }
    0
}

/// All clauses of `lead`, in order.
pub(super) fn clauses(lead: &str) -> Vec<String> {
    let mut clauses = Vec::new();
    let mut rest = lead;
    while !rest.is_empty() {
        let start = clause_start(rest);
        clauses.push(rest[start..].to_owned());
        let mut before = rest[..start].chars();
        before.next_back();
        rest = before.as_str();
    }
    clauses.reverse();
    clauses
}

/// A label without the year and what stands before it: 2020年度, 2020年, 本年度.
pub(super) fn strip_year(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let half: Vec<char> = half_width(text).chars().collect();
    let is_year = |at: usize| half[at] == '年' && half[at - 4..at].iter().all(char::is_ascii_digit);
    let after = (4..half.len()).rev().find(|at| is_year(*at)).map_or(0, |at| at + 1);
    let rest: String = chars[after..].iter().collect();
    let rest = if after > 0 { rest.strip_prefix('度').unwrap_or(&rest) } else { &rest };
    let rest = rest.strip_prefix("本年度").unwrap_or(rest);
    rest.strip_prefix("比").unwrap_or(rest).to_owned()
}

pub(super) fn unquoted(text: &str) -> String {
    text.chars().filter(|c| !"“”\"「」《》〈〉".contains(*c)).collect()
}

/// Without numbering before it: 1、, 2., （1）, 一、.
pub(in crate::records) fn without_number(text: &str) -> String {
    let half: Vec<char> = half_width(text).chars().collect();
    let bracket = usize::from(half.first() == Some(&'('));
    let numeral = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c);
    let digits = half[bracket..].iter().take_while(numeral).count();
    let end = half.get(bracket + digits);
    let ended = if bracket == 1 { end == Some(&')') } else { matches!(end, Some('、' | '.')) };
    let numbered = (1..=3).contains(&digits) && ended;
    text.chars().skip(if numbered { bracket + digits + 1 } else { 0 }).collect()
}

/// Without the words at the end that say what kind of figure follows: 决算数, 为.
pub(super) fn trim_tails(text: &str, tails: &[String]) -> String {
    let mut rest = text;
    while let Some(shorter) = tails.iter().find_map(|tail| rest.strip_suffix(tail.as_str())) {
        rest = shorter;
    }
    strip_year_tail(rest)
}

/// Without a year at the end: “组织事务”（款）2020年度.
pub(super) fn strip_year_tail(text: &str) -> String {
    let bare = text.strip_suffix("年度").or_else(|| text.strip_suffix('年'));
    let Some(bare) = bare else { return text.to_owned() };
    let rest = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() - rest.len() == 4 { rest.to_owned() } else { text.to_owned() }
}

/// A label in every wording a dictionary may have it in: with and without the year, the words that
/// lead to it and the words that only say what kind of figure follows, the fullest first.
pub(super) fn wordings(label: &str, tails: &[String]) -> Vec<String> {
    const LEADS: [&str; 18] = [
        "其中",
        "本年度",
        "本年",
        "全年",
        "当年",
        "本部门",
        "本单位",
        "我部门",
        "我单位",
        "我局",
        "单位",
        "部门",
        "共",
        "含",
        "包括",
        "实际",
        "度",
        "全部",
    ];
    const MOST: usize = 64;
    let mut found: Vec<String> = vec![label.trim_start_matches(['：', ':', '、']).to_owned()];
    let mut at = 0;
    while let Some(wording) = found.get(at).cloned().filter(|_| found.len() < MOST) {
        let bare = strip_year(&wording);
        let led = LEADS.iter().filter_map(|lead| bare.strip_prefix(lead).map(str::to_owned));
        let tailed = tails.iter().filter_map(|tail| wording.strip_suffix(tail.as_str()).map(str::to_owned));
        let mut shorter: Vec<String> =
            [bare.clone(), strip_year_tail(&wording)].into_iter().chain(led).chain(tailed).collect();
        shorter.retain(|one| !found.contains(one));
        found.extend(shorter);
        at += 1;
    }
    found.sort_by_key(|wording| std::cmp::Reverse(wording.chars().count()));
    found.dedup();
    found
}
