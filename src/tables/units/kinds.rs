//! What kind of body a name names: a school, a hospital, a library.
//!
//! The dictionary is `data/unit-kinds.toml`. A name is read from its end, where Chinese says what a
//! thing is; a name without any of its words is [`OTHER`], which is no guess.

use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "data/unit-kinds.toml";
const DICTIONARY: &str = include_str!("../../../data/unit-kinds.toml");

/// The kind of a name that holds no word of the dictionary.
pub(super) const OTHER: &str = "other";

/// The kind of towns and subdistricts.
pub(super) const TOWNSHIP: &str = "township";

/// Characters at the end of a name that are looked at.
const LOOKED_AT: usize = 60;

/// One kind and the words that tell it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    id: String,
    zh: String,
    en: String,
    level: Option<String>,
    keywords: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dictionary {
    kind: Vec<Kind>,
}

/// The dictionary, by the last character of its words.
#[derive(Clone, Debug)]
pub(super) struct Kinds {
    kinds: Vec<Kind>,
    /// Words with the position of their kind, the longest first.
    by_last: BTreeMap<char, Vec<(String, usize)>>,
}

impl Kinds {
    /// The compiled-in dictionary.
    pub(super) fn built_in() -> Result<Self, Problem> {
        let wrong = |message: Said| Problem::error(Code::DictionaryUnreadable, Place::file(FILE), message);
        let read: Dictionary =
            toml::from_str(DICTIONARY).map_err(|error| wrong(said!("词典无法读取：{}", "{}", error.message())))?;
        let mut by_last: BTreeMap<char, Vec<(String, usize)>> = BTreeMap::new();
        for (at, kind) in read.kind.iter().enumerate() {
            for word in &kind.keywords {
                let Some(last) = word.chars().next_back() else {
                    return Err(wrong(said!(
                        "{}：应为词语，实际为空",
                        "{}: expected words, found an empty one",
                        kind.id
                    )));
                };
                by_last.entry(last).or_default().push((word.clone(), at));
            }
        }
        for words in by_last.values_mut() {
            words.sort_by_key(|(word, at)| (std::cmp::Reverse(word.len()), *at));
        }
        Ok(Self { kinds: read.kind, by_last })
    }

    /// The id of the kind that `name` tells, and the level such bodies stand at if there is one.
    pub(super) fn of(&self, name: &str) -> (&str, Option<&str>) {
        let bare = without_bracket(name);
        for (at, last) in bare.char_indices().rev().take(LOOKED_AT) {
            let head = &bare[..at + last.len_utf8()];
            let words = self.by_last.get(&last).into_iter().flatten();
            if let Some(kind) = words.filter(|(word, _)| head.ends_with(word.as_str())).map(|(_, at)| *at).next() {
                return (&self.kinds[kind].id, self.kinds[kind].level.as_deref());
            }
        }
        (OTHER, None)
    }

    /// What a kind is called.
    pub(super) fn label(&self, id: &str, lang: Lang) -> Option<&str> {
        if id == OTHER {
            return Some(lang.pick("其他", "other"));
        }
        self.kinds.iter().find(|kind| kind.id == id).map(|kind| lang.pick(kind.zh.as_str(), kind.en.as_str()))
    }
}

/// `name` without what stands in brackets at its end: 云川中学(原职业学校) is what stands before.
fn without_bracket(name: &str) -> &str {
    let before = name.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).map(|(before, _)| before);
    before.filter(|before| !before.is_empty()).unwrap_or(name)
}
