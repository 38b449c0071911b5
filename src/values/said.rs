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

    /// Whether either sentence holds `words`.
    pub fn contains(&self, words: &str) -> bool {
        self.en.contains(words) || self.zh.as_ref().is_some_and(|zh| zh.contains(words))
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl From<&str> for Said {
    fn from(en: &str) -> Self {
        Self::from(en.to_owned())
    }
}

impl From<String> for Said {
    fn from(en: String) -> Self {
        Self { en, zh: None }
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
