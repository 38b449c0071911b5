//! What a document says around its figures, which no table holds and a check needs: the words that
//! compare two figures, budgets beside the one of an account, prices times pieces, headings with their
//! years, the tables it announces and has, and the points a part of a form prints.

use crate::records::basis::Basis;
use crate::records::printed::Field;
use crate::records::table_number::TableNumber;
use crate::values::{Place, Wan};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Remarks of one document, each kind in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarks {
    /// Words that say which of two figures is greater.
    pub directions: Vec<Direction>,
    /// Budgets that a sentence prints beside the one its account keeps.
    pub budgets: Vec<Budget>,
    /// Amounts told again with the value that their account keeps, in 万元.
    pub again: Vec<(Place, Decimal)>,
    /// Items told with one amount and, before another item is told, with another: the accounts of both, by
    /// their indices in the reading.
    pub retold: Vec<(usize, usize)>,
    /// Lines that keep a sign of the template for a name or a number (XX局).
    pub placeholders: Vec<Heading>,
    /// Days to which figures are said to be: 截至2023年12月31日.
    pub days: Vec<Heading>,
    /// Which budget a percentage of completion is said to be of.
    pub completions: Vec<Completion>,
    /// Pieces at a price that make a total.
    pub products: Vec<Product>,
    /// Headings that name a year.
    pub headings: Vec<Heading>,
    /// Tables of accounts that the contents list.
    pub listed: Vec<Table>,
    /// Tables of accounts that are there.
    pub tables: Vec<Table>,
    /// Tables of accounts whose title stands in the document, behind the contents.
    pub titled: Vec<Table>,
    /// How many grids behind the first table of accounts have no title that a dictionary knows.
    pub untitled: usize,
    /// Parts of forms that print how many points they count.
    pub sections: Vec<Section>,
    /// Indicators whose row has a box for reasons, filled or not, by their indices in the reading.
    pub boxes: Vec<usize>,
}

/// Which way words say that a figure went, or lies from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// 增加, 大于.
    Up,
    /// 减少, 小于.
    Down,
    /// 持平: the same.
    Level,
    /// Alternatives of the template left standing: 增加（减少）.
    Either,
}

/// A word that says which way a figure goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// The account it speaks of, by its index in the reading; nothing where no item is known.
    pub account: Option<usize>,
    /// The figure it stands before: [`Field::Change`], [`Field::ChangePct`], or [`Field::Amount`] where
    /// it compares the amount with the budget.
    pub field: Field,
    /// What it says.
    pub sense: Sense,
    /// The words as printed.
    pub words: String,
    /// Where they stand.
    pub place: Place,
}

/// A second budget of an account: 年初预算0万元，全年预算321.02万元.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The account, by its index in the reading.
    pub account: usize,
    /// Which budget it is: `initial_budget` or `adjusted_budget`.
    pub basis: Basis,
    /// The budget, in 万元.
    pub budget_wan: Wan,
    /// What one in its last printed digit is worth, in 万元.
    pub step_wan: Decimal,
    /// The figure as printed.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// 完成年初预算的95.45%: what a percentage of completion says it is a percentage of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The account, by its index in the reading.
    pub account: usize,
    /// `initial_budget` or `adjusted_budget`; nothing where the words name neither.
    pub basis: Option<Basis>,
}

/// 60台，单价1300元，总金额78000元: pieces, price and total as one sentence prints them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Where the sentence stands.
    pub place: Place,
    /// How many pieces.
    pub count: Decimal,
    /// The unit of the pieces, such as 台.
    pub count_unit: String,
    /// The price of one, in 万元.
    pub price_wan: Wan,
    /// What the price is for, as printed behind it (台, 人/月); nothing where it is not printed.
    pub price_per: Option<String>,
    /// The total, in 万元.
    pub total_wan: Wan,
    /// What one in the last printed digit of price and total is worth, in 万元.
    pub steps_wan: (Decimal, Decimal),
    /// The words as printed.
    pub text: String,
}

/// A heading that names a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Where it stands.
    pub place: Place,
    /// The heading as printed.
    pub text: String,
    /// The year it names.
    pub year: i32,
}

/// A table of accounts, announced or there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its number in the national form, from `01` to `09`.
    pub number: TableNumber,
    /// Where it stands.
    pub place: Place,
    /// How many figures were read from it; 0 for one that is only announced.
    pub figures: usize,
    /// How many of its cells, or of the tables without a title that follow it, could not be read.
    pub unread: usize,
    /// Whether a note says that it has no figures (本表无数据).
    pub says_empty: bool,
}

/// A part of a form that prints how many points it counts: 产出指标（50分）.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Where its first row stands.
    pub place: Place,
    /// Its label as printed.
    pub label: String,
    /// The points printed.
    pub points: Decimal,
    /// Its indicators, by their indices in the reading: from the first to the one behind the last.
    pub indicators: (usize, usize),
}
