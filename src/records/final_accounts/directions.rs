//! The words that say which way a figure went (增加, 下降) and which of two figures is the greater
//! (决算数小于预算数, 持平).

use crate::records::final_accounts::words::{last_clause, trim_tails};
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
    let bare = half_width(lead.trim_end_matches(BEHIND));
    let open = bare.trim_end_matches(')');
    let ending =
        |words: &[String]| words.iter().filter(|word| open.ends_with(word.as_str())).max_by_key(|w| w.len()).cloned();
    let (up, down) = (ending(&labels.up), ending(&labels.down));
    // 增加减少, 增加(减少) and 增加/减少 are alternatives of the template.
    let opposite = |word: &Option<String>, others: &[String]| {
        let word = word.as_ref()?;
        let rest = open.strip_suffix(word.as_str())?.trim_end_matches(['(', '/']);
        let other = others.iter().find(|other| rest.ends_with(other.as_str()))?;
        let from = rest.len() - other.len();
        Some(Way { sense: Sense::Either, words: bare[from..].to_owned() })
    };
    let both = opposite(&up, &labels.down).or_else(|| opposite(&down, &labels.up));
    let one = |word: Option<String>, sense| word.map(|words| Way { sense, words });
    both.or_else(|| one(up, Sense::Up)).or_else(|| one(down, Sense::Down))
}

/// The name that a change speaks of, where one stands before its words: 公务接待费支出决算 of
/// 公务接待费支出决算减少, 三公经费 of 三公经费比上年减少.
pub(super) fn changed_label(lead: &str, way: &Way) -> Option<String> {
    let clause = half_width(&last_clause(lead));
    let before = clause.trim_end_matches(BEHIND).strip_suffix(way.words.as_str())?;
    let named = before.split(['比', '较', '与']).next().unwrap_or_default();
    let named = trim_tails(named, &[]);
    (named.chars().count() > 2).then_some(named)
}

/// 决算数小于预算数 in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Where it stands in the paragraph, in signs.
    pub(super) at: usize,
    pub(super) sense: Sense,
    pub(super) words: String,
    /// The words before it in its clause.
    pub(super) label: String,
}

/// Every sentence of a paragraph that compares the accounts with the budget.
pub(super) fn comparisons(text: &[char]) -> Vec<Comparison> {
    const WORDS: [(&str, Sense); 12] = [
        ("大于预算数", Sense::Up),
        ("高于预算数", Sense::Up),
        ("多于预算数", Sense::Up),
        ("大于年初预算数", Sense::Up),
        ("小于预算数", Sense::Down),
        ("低于预算数", Sense::Down),
        ("少于预算数", Sense::Down),
        ("小于年初预算数", Sense::Down),
        ("同预算数持平", Sense::Level),
        ("与预算数持平", Sense::Level),
        ("等于预算数", Sense::Level),
        ("与年初预算数持平", Sense::Level),
    ];
    let subject: Vec<char> = "决算数".chars().collect();
    let mut found = Vec::new();
    for at in 0..text.len().saturating_sub(subject.len()) {
        if !text[at..].starts_with(&subject) {
            continue;
        }
        let behind: String = text[at + subject.len()..].iter().take(8).collect();
        let Some((words, sense)) = WORDS.iter().find(|(words, _)| behind.starts_with(words)) else { continue };
        let before: String = text[..at].iter().collect();
        let label = last_clause(&before);
        found.push(Comparison { at, sense: *sense, words: format!("决算数{words}"), label });
    }
    found
}
