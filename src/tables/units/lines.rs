//! What the papers say, once each and in one order: which spelling stands in which file, year and
//! under which department.

use super::mention::Mention;
use super::names::{Names, position};
use std::collections::BTreeSet;

/// One thing that is said of a unit or a department; positions of file and spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) file: usize,
    pub(super) year: Option<i32>,
    pub(super) unit: Option<usize>,
    pub(super) department: Option<usize>,
}

/// All that is said.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The files, by name.
    pub(super) files: Vec<String>,
    /// What is said, in order, and by how many records.
    pub(super) all: Vec<(Line, u64)>,
}

impl Lines {
    /// What `mentions` say, whatever their order and however often they say it.
    pub(super) fn of(mentions: &[Mention], names: &Names) -> Self {
        let files: BTreeSet<&str> = mentions.iter().map(|mention| mention.file.as_str()).collect();
        let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
        let mut said: Vec<(Line, u64)> = Vec::with_capacity(mentions.len());
        for mention in mentions {
            let spelling = |text: &Option<String>| text.as_deref().and_then(|text| names.spelling(text));
            let (unit, department) = (spelling(&mention.unit), spelling(&mention.department));
            let Some(file) = position(&files, &mention.file) else { continue };
            if unit.is_some() || department.is_some() {
                let line = Line { file, year: mention.year, unit, department };
                said.push((line, u64::from(mention.rows)));
            }
        }
        said.sort_unstable();
        let one = |same: &[(Line, u64)]| (same[0].0, same.iter().map(|(_, rows)| rows).sum());
        let all = said.chunk_by(|one, other| one.0 == other.0).map(one).collect();
        Self { files, all }
    }
}
