//! One sentence in the two languages of every output, made by [`said!`] from two texts that name the
//! same things.

use super::lang::Lang;
use std::fmt;

/// A sentence in Chinese and in English, with the same facts in both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// In English.
    pub en: String,
    /// In Chinese; none where the sentence came in English alone.
    pub zh: Option<String>,
}

impl Said {
    /// The sentence in `lang`, or in English where that is all there is.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match (lang, &self.zh) {
            (Lang::Zh, Some(zh)) => zh,
            _ => &self.en,
        }
    }

    /// The sentence in two texts that are at hand already.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { en: en.into(), zh: Some(zh.into()) }
    }

    /// A sentence for each language, made by `tell`.
    pub fn each(tell: impl Fn(Lang) -> String) -> Self {
        Self::new(tell(Lang::Zh), tell(Lang::En))
    }

    /// Both sentences as one text, for errors of foreign crates that carry one text only.
    pub fn folded(&self) -> String {
        format!("{}{FOLD}{}", self.en, self.in_lang(Lang::Zh))
    }

    /// What [`Said::folded`] made of it; none where `text` is no such text.
    pub fn unfolded(text: &str) -> Option<Self> {
        let (en, zh) = text.split_once(FOLD)?;
        Some(Self::new(zh.lines().next().unwrap_or_default(), en))
    }

    /// Whether either sentence holds `words`.
    pub fn contains(&self, words: &str) -> bool {
        self.en.contains(words) || self.zh.as_ref().is_some_and(|zh| zh.contains(words))
    }
}

/// Stands between the two sentences of [`Said::folded`]; no document's text is folded.
const FOLD: char = '\u{1f}';

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// A [`Said`] of a Chinese and an English text, in this order, both formatted as by [`format!`]:
/// what stands behind them fills the braces of both.
macro_rules! said {
    ($zh:literal, $en:literal $(, $given:expr)* $(,)?) => {
        $crate::values::Said { zh: Some(format!($zh $(, $given)*)), en: format!($en $(, $given)*) }
    };
}

pub(crate) use said;
