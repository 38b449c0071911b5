//! The levels of an indicator: carried down from merged cells, and concluded where the paper lost
//! the cell.

use crate::records::form_labels::FormLabels;
use crate::records::lexicon::strip_bracket;
use crate::records::self_evaluation::raw::Section;
use crate::values::{half_width, parse_number};

/// The level cells in force while the rows of one form are read from top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    level1: Option<String>,
    inferred: bool,
    level2: Option<String>,
    section: Option<Section>,
}

/// The levels of one row.
pub(super) struct Placed {
    pub(super) level1: Option<String>,
    pub(super) level1_inferred: bool,
    pub(super) level2: Option<String>,
}

impl Levels {
    /// Takes a printed level-1 cell, blanks already removed.
    pub(super) fn enter_level1(&mut self, text: &str) {
        let name = strip_bracket(text);
        self.section = section(text);
        self.level1 = Some(if name.is_empty() { text.to_owned() } else { name });
        self.inferred = false;
        self.level2 = None;
    }

    /// Takes a printed level-2 cell, blanks already removed.
    ///
    /// A level 2 that the level 1 in force cannot hold (社会效益 below 产出) means that the cell above
    /// it was lost: its likeliest level 1 is put in its place and marked as concluded. Level-1
    /// names outside the national form hold whatever they print.
    pub(super) fn enter_level2(&mut self, text: &str, labels: &FormLabels) {
        let homes = labels.level2.exact(text).unwrap_or_default();
        let national = self.level1.as_deref().map(|name| labels.level1.exact(name));
        let lost = match national {
            None => true,
            Some(Some(level1)) => !homes.is_empty() && !homes.contains(&level1),
            Some(None) => false,
        };
        if lost {
            self.level1 = homes.first().cloned();
            self.inferred = self.level1.is_some();
            self.section = None;
        }
        let name = strip_bracket(text);
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

/// The points in the bracket of a level-1 label: 产出指标（50分）.
fn section(label: &str) -> Option<Section> {
    let normal = half_width(label);
    let inside = normal.rsplit_once('(')?.1;
    let number = inside.split('分').next().filter(|_| inside.contains('分'))?;
    Some(Section { label: label.to_owned(), points: parse_number(number).value()? })
}
