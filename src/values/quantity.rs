//! Targets and actual values: an operator, a number and a unit, where the text holds exactly one.
//!
//! This is what a number means wherever targets are counted: the tables, the checks and the analyses read
//! it off here, so that 订阅2850套 and 13个独立支部书记 are numbers to all of them or to none.

use crate::values::{Cell, half_width, parse_number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a printed number bounds the quantity it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Operator {
    /// ≥, 不少于, 不低于, 以上: at least.
    #[serde(rename = "≥")]
    AtLeast,
    /// ≤, 不超过, 以内: at most.
    #[serde(rename = "≤")]
    AtMost,
    /// ＞, 大于: more than.
    #[serde(rename = ">")]
    MoreThan,
    /// ＜, 小于: less than.
    #[serde(rename = "<")]
    LessThan,
    /// =, 等于: exactly.
    #[serde(rename = "=")]
    Equal,
}

impl Operator {
    /// The operator as one sign, the same as in the records.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::MoreThan => ">",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }
}

/// One quantity as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The operator, where one is printed.
    pub op: Option<Operator>,
    /// The number, in `unit`.
    pub value: Decimal,
    /// The unit as printed, where one is.
    pub unit: Option<String>,
}

/// Operators as forms write them, longer before shorter.
const OPERATORS: [(&str, Operator); 26] = [
    (">=", Operator::AtLeast),
    ("=>", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("=<", Operator::AtMost),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("⩾", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("⩽", Operator::AtMost),
    (">", Operator::MoreThan),
    ("<", Operator::LessThan),
    ("=", Operator::Equal),
    ("═", Operator::Equal),
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("不少于", Operator::AtLeast),
    ("不低于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("至少", Operator::AtLeast),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    ("不多于", Operator::AtMost),
    ("大于", Operator::MoreThan),
    ("小于", Operator::LessThan),
];

/// Words behind a number that bound it.
const BOUNDS: [(&str, Operator); 4] = [
    ("及以上", Operator::AtLeast),
    ("以上", Operator::AtLeast),
    ("以内", Operator::AtMost),
    ("以下", Operator::AtMost),
];

/// Units that make the last number of a phrase (订阅2850套) its quantity.
const UNITS: [&str; 59] = [
    "万元",
    "元",
    "亿元",
    "%",
    "‰",
    "个",
    "套",
    "件",
    "台",
    "部",
    "辆",
    "次",
    "人",
    "人次",
    "名",
    "户",
    "份",
    "册",
    "本",
    "张",
    "块",
    "条",
    "项",
    "篇",
    "场",
    "期",
    "批",
    "家",
    "所",
    "座",
    "处",
    "间",
    "栋",
    "米",
    "公里",
    "千米",
    "平方米",
    "平米",
    "平方公里",
    "立方米",
    "亩",
    "公顷",
    "吨",
    "公斤",
    "千克",
    "升",
    "天",
    "日",
    "周",
    "小时",
    "分钟",
    "分",
    "只",
    "株",
    "棵",
    "年",
    "月",
    "个月",
    "季度",
];

/// The longest unit that is taken as one without being in the list, in characters.
const UNIT_LENGTH: usize = 4;

/// Whether a text is one of the units the field commonly counts in.
pub(crate) fn is_unit(text: &str) -> bool {
    UNITS.contains(&text)
}

/// Reads a text that holds one quantity: an operator, a number and a unit (`≥95%`, `12(万元)`,
/// `15天以内`), or a phrase that ends in one number with a known unit (`实际支出4.2万元`).
///
/// `None` where the text holds no number, more than one, or more words than a unit behind it.
pub fn parse_quantity(text: &str) -> Option<Quantity> {
    let squashed: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (op, rest) = leading_operator(&squashed);
    if let Some(quantity) = number_and_unit(op, rest, false) {
        return Some(quantity);
    }
    let start = squashed.find(|c: char| c.is_ascii_digit())?;
    let (lead, rest) = squashed.split_at(start);
    let op = OPERATORS.iter().find(|(word, _)| lead.ends_with(word)).map(|(_, op)| *op);
    number_and_unit(op, rest, true)
}

fn leading_operator(text: &str) -> (Option<Operator>, &str) {
    OPERATORS
        .iter()
        .find_map(|(word, op)| text.strip_prefix(word).map(|rest| (Some(*op), rest)))
        .unwrap_or((None, text))
}

/// A number and what follows it; `known` asks for a unit of the list.
fn number_and_unit(op: Option<Operator>, text: &str, known: bool) -> Option<Quantity> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let Cell::Value(value) = parse_number(number) else { return None };
    let bound = BOUNDS.iter().find(|(word, _)| rest.ends_with(word));
    let unit = bound.and_then(|(word, _)| rest.strip_suffix(word)).unwrap_or(rest);
    let unit = unit.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(unit);
    let op = op.or(bound.map(|(_, op)| *op));
    let listed = is_unit(unit);
    if known && !listed {
        return None;
    }
    // 2020年底完成 and 12月底前 are dates, not quantities.
    let dated = ["年", "月", "日", "号"].iter().any(|word| unit.starts_with(word));
    if !listed && (dated || !unit.chars().all(|c| c.is_alphabetic() || "%‰/℃".contains(c))) {
        return None;
    }
    let short = unit.chars().count() <= UNIT_LENGTH;
    (short || listed).then(|| Quantity { op, value, unit: (!unit.is_empty()).then(|| unit.to_owned()) })
}

/// What a text that begins with a number may not speak of to be a number of pieces: 5个工作日内.
const TIMES: [char; 6] = ['日', '月', '年', '时', '天', '周'];

/// Reads a number of pieces that begins a text which holds no other number and one clause alone
/// (`13个独立支部书记`); `None` for money, shares and times, whose words bound them.
pub fn parse_pieces(text: &str) -> Option<Quantity> {
    let normal = half_width(text);
    let normal = normal.trim();
    let end = normal.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = normal.split_at(end);
    if rest.contains(|c: char| c.is_ascii_digit() || "、,;。:/()".contains(c) || TIMES.contains(&c)) {
        return None;
    }
    let prefixes = rest.char_indices().take(3).map(|(at, c)| &rest[..at + c.len_utf8()]);
    let unit = prefixes.filter(|unit| is_unit(unit)).last()?;
    if unit.ends_with('元') || ["%", "‰", "分", "季度"].contains(&unit) {
        return None;
    }
    Some(Quantity { op: None, value: parse_number(number).value()?, unit: Some(unit.to_owned()) })
}
