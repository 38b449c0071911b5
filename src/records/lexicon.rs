//! Words with a meaning: the lookup that finds a label whole, as a prefix, or half written.

use crate::values::{half_width, half_width_char};
use std::collections::BTreeMap;

/// Labels and what each stands for, the longest first, all in their normal form.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<T> {
    entries: Vec<(Vec<char>, T)>,
    /// The places in `entries` of the labels that begin, and that end, with a character. Nearly every
    /// word of a document is no label, and its first character says so.
    firsts: BTreeMap<char, Vec<usize>>,
    lasts: BTreeMap<char, Vec<usize>>,
}

impl<T: Clone> Lexicon<T> {
    /// A lexicon of `words`, each with its meaning. Of two equal words the first counts.
    pub(super) fn new<W: AsRef<str>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        let mut entries: Vec<(Vec<char>, T)> =
            words.into_iter().map(|(word, meaning)| (normal(word.as_ref()), meaning)).collect();
        entries.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let (mut firsts, mut lasts) = (BTreeMap::<char, Vec<usize>>::new(), BTreeMap::<char, Vec<usize>>::new());
        for (at, (word, _)) in entries.iter().enumerate() {
            if let (Some(first), Some(last)) = (word.first(), word.last()) {
                firsts.entry(*first).or_default().push(at);
                lasts.entry(*last).or_default().push(at);
            }
        }
        Self { entries, firsts, lasts }
    }

    /// What a whole text means as a label, brackets at its end aside: `执行数(B)` is 执行数, and
    /// `预算执行情况(万元)(20分)` is 预算执行情况.
    pub(super) fn exact(&self, text: &str) -> Option<T> {
        let first = text.chars().map(half_width_char).find(|c| !c.is_whitespace());
        if !self.opens(first) {
            return None;
        }
        let text = normal(text);
        let mut text = text.as_slice();
        loop {
            let found = self.find(text);
            let shorter = without_bracket(text);
            if found.is_some() || shorter.len() == text.len() {
                return found;
            }
            text = shorter;
        }
    }

    /// The meaning of the longest label that `text`, already in normal form, begins with, and its length.
    pub(super) fn prefix(&self, text: &[char]) -> Option<(usize, T)> {
        self.beginning(text.first())
            .find(|(word, _)| text.starts_with(word))
            .map(|(word, meaning)| (word.len(), meaning.clone()))
    }

    /// Whether some label begins with this character.
    pub(super) fn opens(&self, first: Option<char>) -> bool {
        first.is_some_and(|first| self.firsts.contains_key(&first))
    }

    /// The meaning of the longest label that ends `text`.
    pub(super) fn suffix(&self, text: &str) -> Option<(usize, T)> {
        let last = text.chars().rev().map(half_width_char).find(|c| !c.is_whitespace() && *c != ':')?;
        if !self.lasts.contains_key(&last) {
            return None;
        }
        let text = normal(text);
        let ending =
            text.last().and_then(|last| self.lasts.get(last)).into_iter().flatten().map(|at| &self.entries[*at]);
        { ending }.find(|(word, _)| text.ends_with(word)).map(|(word, meaning)| (word.len(), meaning.clone()))
    }

    /// Whether some label begins with `text`, which is not empty: a label still being written.
    pub(super) fn begins(&self, text: &str) -> bool {
        let text = normal(text);
        !text.is_empty() && self.beginning(text.first()).any(|(word, _)| word.starts_with(&text))
    }

    fn find(&self, text: &[char]) -> Option<T> {
        self.beginning(text.first()).find(|(word, _)| word == text).map(|(_, meaning)| meaning.clone())
    }

    /// The labels that begin with a character, the longest first.
    fn beginning(&self, first: Option<&char>) -> impl Iterator<Item = &(Vec<char>, T)> {
        first.and_then(|first| self.firsts.get(first)).into_iter().flatten().map(|at| &self.entries[*at])
    }
}

/// The form labels are compared in: half-width, without blanks or a colon at the end.
pub(super) fn normal(text: &str) -> Vec<char> {
    let mut chars: Vec<char> = text.chars().map(half_width_char).filter(|c| !c.is_whitespace()).collect();
    while chars.last() == Some(&':') {
        chars.pop();
    }
    chars
}

/// `text` without a bracket group at its end.
fn without_bracket(text: &[char]) -> &[char] {
    if text.last() != Some(&')') {
        return text;
    }
    text.iter().rposition(|c| *c == '(').map_or(text, |open| &text[..open])
}

/// The same for printed text: `产出指标（50分）` without its bracket.
pub(super) fn strip_bracket(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let half: Vec<char> = half_width(text).chars().collect();
    let kept = without_bracket(&half).len();
    chars[..kept.min(chars.len())].iter().collect()
}
