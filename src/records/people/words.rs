//! The words of `data/labels/people.toml`, found in a text whose signs may have blanks between.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind a contact word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A name, or a name and a number.
    Name,
    /// A number, an account or an address of mail.
    Number,
    /// Names, in the cells below.
    Heading,
}

/// The lists as a dictionary holds them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::records) struct PeopleFile {
    names: Vec<String>,
    numbers: Vec<String>,
    headings: Vec<String>,
    boxes: Vec<String>,
    suffixes: Vec<String>,
    titles: Vec<String>,
    nameless: Vec<String>,
    surnames: String,
}

impl PeopleFile {
    /// All words that may be the label of a box.
    pub(in crate::records) fn labels(&self) -> impl Iterator<Item = &String> {
        self.names.iter().chain(&self.numbers).chain(&self.boxes)
    }
}

/// Contact words and what helps to tell a name.
#[derive(Clone, Debug)]
pub(in crate::records) struct ContactWords {
    /// By their first sign, the longest first.
    words: BTreeMap<char, Vec<(Vec<char>, Kind)>>,
    suffixes: Vec<Vec<char>>,
    pub(super) titles: Vec<Vec<char>>,
    /// What is no name, whatever stands before it: words of the dictionaries, and a few more.
    pub(super) nameless: BTreeSet<Vec<char>>,
    pub(super) surnames: BTreeSet<char>,
}

/// Contact words one after another, as 负责人及联系电话.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// The first sign behind it.
    pub(super) end: usize,
    /// What stands behind it.
    pub(super) kind: Kind,
    /// The signs of its first word.
    pub(super) length: usize,
}

impl ContactWords {
    /// The words of `file` and the `personal` labels of the heads of forms; `known` are the labels of
    /// everything else.
    pub(in crate::records) fn new<'a>(
        file: &'a PeopleFile,
        personal: impl Iterator<Item = &'a str>,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        let signs = |word: &str| word.chars().map(simple).filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
        let mut words: BTreeMap<char, Vec<(Vec<char>, Kind)>> = BTreeMap::new();
        let lists = [(&file.headings, Kind::Heading), (&file.numbers, Kind::Number), (&file.names, Kind::Name)];
        let listed = lists.into_iter().flat_map(|(list, kind)| list.iter().map(move |word| (word.as_str(), kind)));
        let boxes = file.boxes.iter().map(String::as_str).chain(personal).map(|word| (word, Kind::Name));
        for (word, kind) in listed.chain(boxes) {
            let word = signs(word);
            let Some(first) = word.first() else { continue };
            let same = words.entry(*first).or_default();
            if same.iter().all(|(known, _)| *known != word) {
                same.push((word, kind));
            }
        }
        words.values_mut().for_each(|list| list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        let all = |list: &[String]| list.iter().map(|word| signs(word)).collect::<Vec<_>>();
        Self {
            words,
            suffixes: all(&file.suffixes),
            titles: all(&file.titles),
            nameless: all(&file.nameless).into_iter().chain(known.map(signs)).collect(),
            surnames: file.surnames.chars().collect(),
        }
    }

    /// Whether a text is the label of something else, its bracket and colon aside.
    pub(super) fn is_known(&self, text: &str) -> bool {
        let mut signs: Vec<char> = text.chars().map(simple).filter(|c| !c.is_whitespace()).collect();
        while signs.last() == Some(&':') {
            signs.pop();
        }
        let bare = signs.iter().position(|c| *c == '(').filter(|at| *at > 0).map_or(&signs[..], |at| &signs[..at]);
        self.nameless.contains(&signs) || self.nameless.contains(bare)
    }

    /// Whether a line is a row of headings, that of a column of names among them.
    pub(super) fn heads_names(&self, text: &str) -> bool {
        let is_heading = |word: &str| {
            let signs: Vec<char> = word.chars().map(simple).collect();
            self.word_at(&signs, 0).is_some_and(|(end, kind, _)| kind == Kind::Heading && end == signs.len())
        };
        text.split_whitespace().any(is_heading) && !text.contains(|c: char| c.is_ascii_digit())
    }

    /// The longest word that begins at `at`, and the first sign behind it.
    pub(super) fn word_at(&self, chars: &[char], at: usize) -> Option<(usize, Kind, usize)> {
        let list = self.words.get(chars.get(at)?)?;
        list.iter().find_map(|(word, kind)| Some((spelt(chars, at, word)?, *kind, word.len())))
    }

    /// The words that follow each other from `at` on, with what joins them and what belongs to them.
    pub(super) fn chain_at(&self, chars: &[char], at: usize) -> Option<Chain> {
        let (mut end, mut kind, length) = self.word_at(chars, at)?;
        for _ in 0..CHAIN {
            end = self.suffixed(chars, end);
            let joint = chars[end..].iter().take(6).take_while(|c| c.is_whitespace() || JOINTS.contains(**c)).count();
            let Some((next, more, _)) = self.word_at(chars, end + joint).filter(|_| joint > 0) else { break };
            end = next;
            kind = kind.min(more);
        }
        Some(Chain { end, kind, length })
    }

    /// The end of what belongs to the word that ends at `end`: 签字, （签章）.
    fn suffixed(&self, chars: &[char], end: usize) -> usize {
        let blank = chars[end..].iter().take_while(|c| **c == ' ').count();
        let open = chars.get(end + blank) == Some(&'(');
        let from = if open { end + blank + 1 } else { end };
        let found = self.suffixes.iter().find_map(|suffix| spelt(chars, from, suffix));
        match (found, open) {
            (Some(last), true) if chars.get(last) == Some(&')') => last + 1,
            (Some(last), false) => last,
            // A bracket that closes around a word of the chain: 联系人（电话）.
            _ if chars.get(end) == Some(&')') && opened(chars, end) => end + 1,
            _ => end,
        }
    }
}

/// How many words follow each other at most.
const CHAIN: usize = 8;

/// What may stand between two contact words of a chain.
const JOINTS: &str = "及和与或、/,(&+-:;|";

/// Whether the bracket that closes at `end` was opened a few signs before.
fn opened(chars: &[char], end: usize) -> bool {
    let inside = chars[..end].iter().rev().take(10).position(|c| *c == '(' || *c == ')');
    inside
        .is_some_and(|back| chars[end - 1 - back] == '(' && chars[..end - 1 - back].last().is_some_and(|c| is_han(*c)))
}

/// The end of `word` where it begins at `at`, with a blank or a line break between any two signs.
fn spelt(chars: &[char], at: usize, word: &[char]) -> Option<usize> {
    let mut here = at;
    for (index, sign) in word.iter().enumerate() {
        if index > 0 {
            here += chars[here..].iter().take(2).take_while(|c| c.is_whitespace()).count();
        }
        if chars.get(here).is_none_or(|c| !c.eq_ignore_ascii_case(sign)) {
            return None;
        }
        here += 1;
    }
    Some(here)
}

/// A sign as texts are compared here.
pub(super) fn simple(c: char) -> char {
    match crate::values::half_width_char(c) {
        '﹕' | '∶' | '︰' => ':',
        '【' | '﹙' | '〔' | '[' => '(',
        '】' | '﹚' | '〕' | ']' => ')',
        c => c,
    }
}

/// A sign of Chinese writing.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '々' | '〇')
}
