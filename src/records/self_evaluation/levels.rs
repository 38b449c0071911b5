//! The levels of an indicator: carried down from merged cells, and concluded where the paper lost
//! the cell.

use crate::records::form_labels::FormLabels;
use crate::records::lexicon::strip_bracket;
use crate::records::self_evaluation::raw::{Section, points_in};
use crate::values::{half_width_char, parse_number};

/// The level cells in force while the rows of one form are read from top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    level1: Option<String>,
    inferred: bool,
    level2: Option<String>,
    section: Option<Section>,
    /// Whether a level 1 outside the national form was seen.
    own: bool,
}

/// The levels of one row.
pub(super) struct Placed {
    pub(super) level1: Option<String>,
    pub(super) level1_inferred: bool,
    pub(super) level2: Option<String>,
}

impl Levels {
    /// Takes a printed level-1 cell, blanks already removed.
    pub(super) fn enter_level1(&mut self, text: &str, labels: &FormLabels) {
        let name = without_points(text);
        self.section = section(text);
        let name = if name.is_empty() { text.to_owned() } else { name };
        self.own |= labels.level1.exact(&name).is_none();
        self.level1 = Some(name);
        self.inferred = false;
        self.level2 = None;
    }

    /// Forgets the levels in force, where a cell that changes them cannot be told apart.
    pub(super) fn forget(&mut self) {
        *self = Self { own: true, ..Self::default() };
    }

    /// Takes a printed level-2 cell, blanks already removed; `covered` says that the cell of the
    /// level 1 in force stands in this row or covers it.
    ///
    /// A level 2 that the level 1 in force cannot hold (社会效益 below 产出) means that the cell above
    /// it was lost: its likeliest level 1 is put in its place and marked as concluded. Level-1
    /// names outside the national form hold whatever they print, and in a form that has such names
    /// the others may do so too: there a merged cell is believed, and nothing is concluded.
    pub(super) fn enter_level2(&mut self, text: &str, covered: bool, labels: &FormLabels) {
        let name = without_points(text);
        let homes = labels.level2.exact(&name).unwrap_or_default();
        let national = self.level1.as_deref().map(|name| labels.level1.exact(name));
        let lost = match national {
            None => true,
            Some(Some(level1)) => !homes.is_empty() && !homes.contains(&level1),
            Some(None) => false,
        };
        if lost && !(self.own && covered) {
            self.level1 = homes.first().cloned().filter(|_| !self.own);
            self.inferred = self.level1.is_some();
            self.section = None;
        }
        self.level2 = Some(if name.is_empty() { text.to_owned() } else { name });
    }

    /// The printed points of the level 1 in force.
    pub(super) fn section(&self) -> Option<Section> {
        self.section.clone()
    }

    /// The levels of a row that stands here.
    pub(super) fn placed(&self) -> Placed {
        Placed { level1: self.level1.clone(), level1_inferred: self.inferred, level2: self.level2.clone() }
    }
}

/// The points of a level-1 label: 产出指标（50分）, 项目决策2分.
pub(super) fn section(label: &str) -> Option<Section> {
    let bracketed = points_in(label).map(|(_, number)| number);
    let points = bracketed.or_else(|| bare_points(label).map(|(_, number)| number))?;
    Some(Section { label: label.to_owned(), points: parse_number(&points).value()? })
}

/// A level's name without its points: in a bracket, or bare as in 数量指标15分.
fn without_points(text: &str) -> String {
    bare_points(text).map_or_else(|| strip_bracket(text), |(name, _)| name)
}

/// The points at the end of a label without a bracket, and the name before them.
fn bare_points(label: &str) -> Option<(String, String)> {
    let signs: Vec<char> = label.trim_end().chars().collect();
    let normal: Vec<char> = signs.iter().copied().map(half_width_char).collect();
    let (_, before) = normal.split_last().filter(|(last, _)| **last == '分')?;
    let digits = before.iter().rev().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let name = before.len() - digits;
    (digits > 0 && name > 1).then(|| (signs[..name].iter().collect(), before[name..].iter().collect()))
}
