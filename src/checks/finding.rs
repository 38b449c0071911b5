//! What a rule says: a finding with its place and arithmetic, and the count of what it looked at.

use crate::problem::Severity;
use crate::records::{Field, Of};
use crate::values::Place;
use serde::Serialize;
use std::collections::BTreeMap;

/// One figure a finding speaks of, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// What the form or table calls it, such as 全年执行数.
    pub name: String,
    /// The figure as printed.
    pub printed: String,
    /// Where it stands.
    pub place: Place,
}

/// A contradiction, or something worth a second look, with everything needed to look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable as long as the document prints the same: a hash of the rule, the file's name, the subject
    /// and the printed figures, never of line numbers.
    pub id: String,
    /// Code of the rule, such as `R01`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where the figure stands that is found at fault.
    pub place: Place,
    /// The project it is about, by its order in the document, from 1; nothing where it is about accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<u32>,
    /// What it is about: a project, a class, a table.
    pub subject: String,
    /// The figures involved, the one at fault first.
    pub figures: Vec<Cited>,
    /// What the figure at fault should be, as an interval; empty where no figure is expected.
    pub expected: String,
    /// How far the printed figure lies from the expected interval at least; empty without one.
    pub difference: String,
    /// The arithmetic in signs: 3.18 / (172.93 - 3.18) = 1.87~1.88.
    pub arithmetic: String,
    /// One sentence in Chinese.
    pub zh: String,
    /// One sentence in English.
    pub en: String,
    /// The figures of the reading that it puts in dispute.
    #[serde(skip)]
    pub disputes: Vec<(Of, Field)>,
    /// Evidence from `accepted.toml`, where the finding is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

/// What one rule did on one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many things it found consistent.
    pub consistent: u32,
    /// How many findings are errors.
    pub errors: u32,
    /// How many findings are doubts.
    pub doubts: u32,
    /// How many findings are notes.
    pub notes: u32,
    /// How many things it could not check, by the reason.
    pub unchecked: BTreeMap<Because, u32>,
}

impl Tally {
    /// How many things were not checked.
    pub fn unchecked(&self) -> u32 {
        self.unchecked.values().sum()
    }
}

/// Why a thing was not checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A cell is blank, or holds a mark of absence.
    Blank,
    /// A cell could not be read.
    Unreadable,
    /// Nothing to compare it with was found in the document.
    #[default]
    NoSecondFigure,
    /// More than one reading fits, and they differ in the answer.
    Ambiguous,
    /// The divisor is zero, or can be.
    ZeroBase,
    /// The text holds no number, or no operator, that could be compared.
    NotQuantitative,
    /// The two figures have different units.
    OtherUnit,
    /// The document has none of the things the rule looks at.
    NotApplicable,
}

impl Because {
    /// The reason in Chinese and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Blank => ("单元格空白", "a cell is blank"),
            Self::Unreadable => ("单元格无法读取", "a cell could not be read"),
            Self::NoSecondFigure => ("无可比对的数字", "no second figure to compare with"),
            Self::Ambiguous => ("有多种读法", "more than one reading fits"),
            Self::ZeroBase => ("基数为零", "the base is zero"),
            Self::NotQuantitative => ("非定量内容", "not a quantity"),
            Self::OtherUnit => ("计量单位不同", "the units differ"),
            Self::NotApplicable => ("本文件无此内容", "the document has no such thing"),
        }
    }
}
