//! What became of the documents that were asked about: read, refused, vanished, or the bytes of another;
//! and what the same paper in two documents would have counted twice.

use crate::problem::Said;
use crate::tables::LeftOut;
use crate::values::Lang;
use serde::{Deserialize, Serialize};

/// What became of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Became {
    /// It was read.
    Read,
    /// It was opened and not read, or may not be opened.
    Refused,
    /// It was gone when it was to be read.
    Vanished,
    /// It holds the bytes of another, which was read.
    Twice,
    /// It was read, and speaks of none of the years that were asked about.
    Skipped,
}

/// One document, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// What messages and tables call it.
    pub file: String,
    /// What became of it.
    pub outcome: Became,
    /// Code of the problem it was refused for.
    pub code: Option<String>,
    /// What that problem says.
    pub reason: Option<Said>,
    /// The document whose bytes it repeats.
    pub duplicate_of: Option<String>,
}

/// How many files ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Files read.
    pub read: usize,
    /// Files refused.
    pub refused: usize,
    /// Files that are no documents, or documents of years that were not asked about.
    pub skipped: usize,
    /// Files that were gone when they were to be read.
    pub vanished: usize,
    /// Files that hold the bytes of another.
    pub twice: usize,
}

impl Tally {
    /// Counts one more document.
    pub fn add(&mut self, became: Became) {
        match became {
            Became::Read => self.read += 1,
            Became::Refused => self.refused += 1,
            Became::Vanished => self.vanished += 1,
            Became::Twice => self.twice += 1,
            Became::Skipped => self.skipped += 1,
        }
    }

    /// All files.
    pub fn files(&self) -> usize {
        self.read + self.refused + self.skipped + self.vanished + self.twice
    }

    /// Whether something was not read that should have been.
    pub fn is_incomplete(&self) -> bool {
        self.refused + self.vanished > 0
    }

    /// `12 files: 9 read, 2 refused, 1 skipped`; what vanished and what stood there twice where there is
    /// any.
    pub fn line(&self, lang: Lang) -> String {
        let all = self.files();
        let mut line = match lang {
            Lang::Zh => {
                format!("{all}个文件：已读{}，未能读取{}，跳过{}", self.read, self.refused, self.skipped)
            }
            Lang::En => {
                let s = if all == 1 { "" } else { "s" };
                format!("{all} file{s}: {} read, {} refused, {} skipped", self.read, self.refused, self.skipped)
            }
        };
        let others = [(self.vanished, "已不见", "vanished"), (self.twice, "内容重复", "twice")];
        for (count, zh, en) in others.into_iter().filter(|(count, ..)| *count > 0) {
            line += &match lang {
                Lang::Zh => format!("，{zh}{count}"),
                Lang::En => format!(", {count} {en}"),
            };
        }
        line
    }
}

/// What became of all documents of a run.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// The documents, in the order of the run.
    pub ended: Vec<Ended>,
    /// Files that lay among them and are none: name, and what each is.
    pub skipped: Vec<(String, Said)>,
    /// What stands in two documents and is counted once.
    pub left_out: LeftOut,
}

impl Outcomes {
    /// How many ended how.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { skipped: self.skipped.len(), ..Tally::default() };
        self.ended.iter().for_each(|ended| tally.add(ended.outcome));
        tally
    }

    /// The documents that were not read.
    fn unread(&self) -> impl Iterator<Item = &Ended> {
        self.ended.iter().filter(|ended| matches!(ended.outcome, Became::Refused | Became::Vanished))
    }

    /// What became of the documents as sentences, each refused one by its name and reason; nothing where
    /// all were read and nothing stood there twice.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let tally = self.tally();
        let mut told = Vec::new();
        if tally.is_incomplete() || tally.twice > 0 {
            told.push(tally.line(lang) + lang.pick("。", "."));
        }
        told.extend(self.unread().map(|ended| {
            let word = match ended.outcome {
                Became::Vanished => lang.pick("已不见", "vanished"),
                _ => lang.pick("拒绝", "refused"),
            };
            let reason = ended.reason.as_ref().map(|reason| reason.in_lang(lang));
            let reason = reason.or(ended.code.as_deref()).unwrap_or_default();
            match lang {
                Lang::Zh => format!("{word}：{}（{reason}）", ended.file),
                Lang::En => format!("{word}: {} ({reason})", ended.file),
            }
        }));
        told.extend(self.left_out.sentence(lang));
        told
    }
}
