//! Raw cells and rows of a form: printed texts with their places, before they are read as values.

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::Column;
use crate::records::funding_source::FundingSource;
use crate::values::{Cell, MoneyUnit, half_width, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A raw text and the line it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) text: String,
    pub(super) spot: Spot,
}

/// The raw cells of a row by their column.
pub(super) type Cells = BTreeMap<Column, Raw>;

/// A part of a form that prints how many points it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) label: String,
    pub(super) points: Decimal,
}

/// An amount that prints its own unit: 620.82万元.
pub(super) fn own_unit(text: &str) -> (String, Option<MoneyUnit>) {
    let half = half_width(text);
    let bare = half.trim().trim_end_matches(['(', ')']);
    match (bare.strip_suffix("万元").or_else(|| bare.strip_suffix('万')), bare.strip_suffix('元')) {
        (Some(figure), _) => (figure.to_owned(), Some(MoneyUnit::Wan)),
        (None, Some(figure)) => (figure.to_owned(), Some(MoneyUnit::Yuan)),
        (None, None) => (text.to_owned(), None),
    }
}

/// The points a label prints in a bracket, where they stand in it: 20 in 得分（20分*执行率）.
pub(super) fn points(label: &Raw) -> Option<Raw> {
    points_in(&label.text).map(|(at, text)| Raw { text, spot: label.spot.behind(at) })
}

/// The same in a text: how many characters stand before them, and the points.
pub(super) fn points_in(text: &str) -> Option<(usize, String)> {
    let normal = half_width(text);
    let mut parts = normal.split('(');
    // Half-width signs are as many as the printed ones.
    let mut at = parts.next()?.chars().count() + 1;
    let inside = parts.find(|inside| {
        let is_points = inside.contains('分');
        at += if is_points { 0 } else { inside.chars().count() + 1 };
        is_points
    })?;
    let number = inside.split('分').next()?;
    let blanks = number.chars().take_while(|c| c.is_whitespace()).count();
    matches!(parse_number(number), Cell::Value(_)).then(|| (at + blanks, number.trim().to_owned()))
}

/// One row of the money block as found.
#[derive(Clone, Debug, Default)]
pub(super) struct FundingDraft {
    pub(super) source: FundingSource,
    pub(super) label: String,
    pub(super) spot: Spot,
    pub(super) cells: Cells,
}

impl FundingDraft {
    /// The doubt about a row whose source no dictionary names.
    pub(super) fn unknown(&self, file: &Source) -> Option<Problem> {
        let message = said!(
            "有一行资金`{}`，词典中没有这种资金来源",
            "found a row of funds `{}`, whose source no dictionary knows",
            shorten(&self.label)
        );
        let problem = Problem::doubt(Code::FundingUnknown, file.place(self.spot), message);
        (self.source == FundingSource::Unknown).then(|| {
            problem.hint(said!("请把该名称加入--labels所给的词典", "add its label to a dictionary given with --labels"))
        })
    }
}

/// One indicator as found; its level cells are already carried down and cleaned.
#[derive(Clone, Debug, Default)]
pub(super) struct IndicatorDraft {
    pub(super) spot: Spot,
    pub(super) level1: Option<String>,
    pub(super) level1_inferred: bool,
    pub(super) level2: Option<String>,
    /// The level 1 as printed with its points, such as 50 for 产出指标（50分）.
    pub(super) section: Option<Section>,
    pub(super) cells: Cells,
}

impl IndicatorDraft {
    /// Whether its row has a box for reasons, filled or not.
    pub(super) fn has_box(&self) -> bool {
        self.cells.contains_key(&Column::Deviation)
    }
}
