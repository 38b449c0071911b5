//! The words that say which way a figure went (增加, 下降) and which of two figures is the greater
//! (决算数小于预算数, 持平).

use crate::records::final_accounts::words::last_clause;
use crate::records::remarks::Sense;
use crate::records::told_labels::NarrativeLabels;
use crate::values::half_width;

/// Which way a figure goes, and the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) sense: Sense,
    pub(super) words: String,
}

/// What may stand between a word of direction and its figure.
const BEHIND: [char; 5] = ['了', '为', '约', '数', '额'];

/// The direction that the words right before a figure name.
pub(super) fn direction(lead: &str, labels: &NarrativeLabels) -> Option<Way> {
    let bare = half_width(lead.trim_end_matches("人民币").trim_end_matches(BEHIND));
    let open = bare.trim_end_matches(')');
    let ending =
        |words: &[String]| words.iter().filter(|word| open.ends_with(word.as_str())).max_by_key(|w| w.len()).cloned();
    let (up, down) = (ending(&labels.up), ending(&labels.down));
    // 增加减少, 增加(减少) and 增加/减少 are alternatives of the template; of 减增加 half was deleted.
    let opposite = |word: &Option<String>, others: [&[String]; 2]| {
        let word = word.as_ref()?;
        let rest = open.strip_suffix(word.as_str())?.trim_end_matches(['(', '/', '、', '或']);
        let other = others.into_iter().flatten().find(|other| rest.ends_with(other.as_str()))?;
        let from = rest.len() - other.len();
        Some(Way { sense: Sense::Either, words: bare[from..].to_owned() })
    };
    let both =
        opposite(&up, [&labels.down, &labels.half_down]).or_else(|| opposite(&down, [&labels.up, &labels.half_up]));
    let one = |word: Option<String>, sense| word.map(|words| Way { sense, words });
    both.or_else(|| one(up, Sense::Up)).or_else(|| one(down, Sense::Down))
}

/// The words of a clause before its word of direction and before what it compares with, which may name what
/// changed: 公务接待费支出决算 of 公务接待费支出决算比上年减少.
pub(super) fn before_change(clause: &str, labels: &NarrativeLabels) -> String {
    let clause = half_width(clause);
    let bare = clause.trim_end_matches(BEHIND).trim_end_matches(')');
    let mut bare = bare.strip_suffix("人民币").unwrap_or(bare);
    // 决算数大于年初预算数56万元: what it is greater than names nothing.
    if let Some(rest) = bare.strip_suffix("预算") {
        let rest = ["年初", "全年", "调整"].iter().find_map(|which| rest.strip_suffix(which)).unwrap_or(rest);
        bare = if labels.up.iter().chain(&labels.down).any(|word| rest.ends_with(word.as_str())) { rest } else { bare };
    }
    let words: Vec<&String> = labels.up.iter().chain(&labels.down).collect();
    while let Some(rest) = words.iter().find_map(|word| bare.strip_suffix(word.as_str())) {
        bare = rest.trim_end_matches(['(', '/', '、', '或']);
    }
    let compared = labels.compares.iter().filter_map(|word| bare.find(word.as_str())).min();
    bare[..compared.unwrap_or(bare.len())].to_owned()
}

/// What a sentence says without a figure: 决算数小于预算数, 与上年持平.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Whether it speaks of a change since another year or another budget, not of amount and budget.
    pub(super) of_change: bool,
    /// Where it stands in the paragraph, in signs.
    pub(super) at: usize,
    pub(super) sense: Sense,
    pub(super) words: String,
    /// The words before it in its clause.
    pub(super) label: String,
}

/// Every sentence of a paragraph that compares the accounts with a budget.
pub(super) fn comparisons(text: &[char]) -> Vec<Comparison> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        if !text[at..].starts_with(&['决', '算']) {
            continue;
        }
        let behind: String = text[at + 2..].iter().take(16).collect();
        let behind = behind.strip_prefix('数').unwrap_or(&behind);
        let Some((words, sense)) = against(behind) else { continue };
        let before: String = text[..at].iter().collect();
        let words = format!("决算数{words}");
        found.push(Comparison { of_change: false, at, sense, words, label: last_clause(&before) });
    }
    found
}

/// Every clause of a paragraph that says that a figure did not change: 与2022年持平. What is only nearly
/// level (基本持平) says nothing to hold it to.
pub(super) fn levels(text: &[char], labels: &NarrativeLabels) -> Vec<Comparison> {
    const LONGEST: usize = 120;
    let mut found = Vec::new();
    let whole: String = text.iter().collect();
    let words = labels.level.iter().flat_map(|word| whole.match_indices(word.as_str()));
    let mut places: Vec<(usize, &str)> = words.map(|(at, word)| (whole[..at].chars().count(), word)).collect();
    places.sort_unstable();
    for (at, word) in places {
        let before: String = text[at.saturating_sub(LONGEST)..at].iter().collect();
        let nearly = labels.nearly.iter().any(|nearly| before.ends_with(nearly.as_str()));
        let label = last_clause(&before);
        let compared = labels.compares.iter().filter_map(|word| label.find(word.as_str())).min();
        let Some(compared) = compared.filter(|_| !nearly && !label.contains("决算数与")) else { continue };
        let words = format!("{}{word}", &label[compared..]);
        // It stands where the comparison begins: 与2022年持平.
        let at = at - label[compared..].chars().count();
        found.push(Comparison { of_change: true, at, sense: Sense::Level, words, label });
    }
    found
}

/// 大小于, 大于（小于）: both ways of the template in one word, after the first of which `text` goes on.
fn both_ways(text: &str) -> Option<&'static str> {
    const BOTH: [&str; 10] = [
        "大小于",
        "小大于",
        "高低于",
        "低高于",
        "多少于",
        "大于（小于）",
        "大于(小于)",
        "大于/小于",
        "小于（大于）",
        "小于/大于",
    ];
    BOTH.into_iter().find(|both| text.starts_with(both))
}

/// 大于年初预算数, 与全年预算数持平. What is only nearly level (基本持平) says nothing to hold it to.
fn against(text: &str) -> Option<(String, Sense)> {
    const WORDS: [(&str, Sense); 11] = [
        ("大于", Sense::Up),
        ("高于", Sense::Up),
        ("多于", Sense::Up),
        ("超过", Sense::Up),
        ("小于", Sense::Down),
        ("低于", Sense::Down),
        ("少于", Sense::Down),
        ("等于", Sense::Level),
        ("与", Sense::Level),
        ("同", Sense::Level),
        ("和", Sense::Level),
    ];
    let both = both_ways(text).map(|both| (both, Sense::Either));
    let (word, sense) = both.or_else(|| WORDS.into_iter().find(|(word, _)| text.starts_with(word)))?;
    let rest = &text[word.len()..];
    let which = ["年初部门", "年初", "全年", "调整后", "调整"].into_iter().find(|which| rest.starts_with(which));
    let rest = rest.strip_prefix(which.unwrap_or_default())?.strip_prefix("预算")?;
    let level = rest.strip_prefix('数').unwrap_or(rest).starts_with("持平");
    let needs_level = word.chars().count() == 1;
    let tail = if needs_level { "持平" } else { "" };
    (level == needs_level).then(|| (format!("{word}{}预算数{tail}", which.unwrap_or_default()), sense))
}
