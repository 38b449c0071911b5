//! What an indicator promised against what it delivered, where both are quantities of one unit: met,
//! missed, or not to be told for certain.

use crate::checks::finding::Because;
use crate::records::{Indicator, Project};
use crate::values::{Operator, Wan, half_width};
use rust_decimal::Decimal;

/// What follows from target and actual value for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The target is met.
    Met,
    /// It is not.
    Missed,
}

/// A target and an actual value, compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    /// What follows.
    pub(super) outcome: Outcome,
    /// How the target is meant: as it prints, or as the form's words say.
    pub(super) op: Operator,
    /// Whether the form prints that operator itself.
    pub(super) is_printed: bool,
    /// The target, in the unit of `actual`.
    pub(super) target: Decimal,
    /// The actual value, where it is one and no bound.
    pub(super) actual: Option<Decimal>,
}

/// One quantity as a row prints it, in a unit that can be compared.
struct Promise {
    op: Option<Operator>,
    value: Decimal,
    unit: Option<String>,
}

/// The unit all amounts of money are compared in.
const WAN: &str = "万元";
/// Units that tell a time: less of it is earlier, not worse.
const TIME: [&str; 9] = ["年", "月", "日", "号", "天", "周", "个月", "小时", "季度"];
/// A bare figure up to this beside a percentage may be a ratio: 0.98 for 98 %.
const RATIO: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
/// Words of a limit to what may be spent.
const CAPS: [&str; 7] = ["控制", "不超", "未超", "预算", "以内", "范围内", "限额"];
/// Words of a share that is to be high.
const HIGH: [&str; 12] = [
    "满意",
    "合格率",
    "覆盖率",
    "完成率",
    "及时率",
    "达标率",
    "成功率",
    "准确率",
    "好评",
    "发放率",
    "到位率",
    "通过率",
];
/// Words after which less may be better.
const LESS: [&str; 21] = [
    "不合格",
    "不满意",
    "未",
    "投诉",
    "故障",
    "事故",
    "差错",
    "失误",
    "违规",
    "违法",
    "逾期",
    "超期",
    "损失",
    "能耗",
    "排放",
    "等待",
    "用时",
    "减少",
    "下降",
    "降低",
    "压减",
];
/// Words that make a number say less than it does alone.
const ABOUT: [&str; 14] =
    ["超", "多于", "高于", "低于", "少于", "不足", "不到", "余", "近", "约", "左右", "以上", "以下", "突破"];

/// Compares an indicator's target with its actual value.
pub(super) fn judge(row: &Indicator, project: &Project) -> Result<Judged, Because> {
    let (Some(target_text), Some(actual_text)) = (&row.target, &row.actual) else { return Err(Because::Blank) };
    let target = promise(row.target_op, row.target_value, row.target_unit.as_deref(), target_text);
    let actual = promise(row.actual_op, row.actual_value, row.actual_unit.as_deref(), actual_text);
    let (Some(target), Some(actual)) = (target, actual) else { return Err(Because::NotQuantitative) };
    let unit = common_unit(&target, &actual)?;
    let point = matches!(actual.op, None | Some(Operator::Equal)).then_some(actual.value);
    let judged = |outcome, op, is_printed| Judged { outcome, op, is_printed, target: target.value, actual: point };
    let Some(op) = target.op.or_else(|| meant(row, unit)) else {
        // A bare number that was reached exactly is met however it is meant.
        let same = point == Some(target.value);
        return if same { Ok(judged(Outcome::Met, Operator::Equal, false)) } else { Err(Because::NotQuantitative) };
    };
    let caps = unit == Some(WAN) && matches!(op, Operator::AtMost | Operator::LessThan);
    let limit = if caps { limit(target.value, project) } else { target.value };
    let outcome = match op {
        Operator::Equal => equal(&actual, target.value, unit),
        _ => follows(op, limit, &actual),
    };
    let outcome = outcome.ok_or(Because::Ambiguous)?;
    let is_printed = target.op.is_some();
    // A bare number of pieces is at least or exactly that many: more of them is open.
    let exceeded = point.is_none_or(|value| value != target.value);
    if !is_printed && op == Operator::AtLeast && outcome == Outcome::Met && exceeded && unit != Some("%") {
        return Err(Because::Ambiguous);
    }
    Ok(judged(outcome, op, is_printed))
}

/// What was delivered, and of how much, where both are numbers of one unit, whatever bounds them.
pub(super) fn reached(row: &Indicator) -> Option<(Decimal, Decimal)> {
    let target = promise(row.target_op, row.target_value, row.target_unit.as_deref(), row.target.as_deref()?)?;
    let actual = promise(row.actual_op, row.actual_value, row.actual_unit.as_deref(), row.actual.as_deref()?)?;
    common_unit(&target, &actual).ok()?;
    Some((actual.value, target.value))
}

/// The quantity of a cell, as it was read, in a unit that can be compared.
fn promise(op: Option<Operator>, value: Option<Decimal>, unit: Option<&str>, text: &str) -> Option<Promise> {
    let (value, unit) = (value?, unit.map(half_width));
    let unit = unit.map(|unit| if unit == "百分比" { "%".to_owned() } else { unit });
    // 超过95% without an operator that was read is some other number than 95.
    if op.is_none() && ABOUT.iter().any(|word| text.contains(word)) {
        return None;
    }
    let wan = match unit.as_deref() {
        Some("元") => Decimal::new(1, 4),
        Some("亿元") => Decimal::from(10_000),
        _ => return Some(Promise { op, value, unit }),
    };
    Some(Promise { op, value: value.checked_mul(wan)?, unit: Some(WAN.to_owned()) })
}

/// The unit of both, where it is one: a bare number beside a unit has it too, unless it is money, which
/// may be meant in 元 or 万元, or may be a ratio beside a percentage.
fn common_unit<'a>(target: &'a Promise, actual: &'a Promise) -> Result<Option<&'a str>, Because> {
    let (unit, bare) = match (target.unit.as_deref(), actual.unit.as_deref()) {
        (None, None) => return Ok(None),
        (Some(one), Some(other)) if one == other => return Ok(Some(one)),
        (Some(_), Some(_)) => return Err(Because::OtherUnit),
        (Some(unit), None) => (unit, actual),
        (None, Some(unit)) => (unit, target),
    };
    let certain = unit != WAN && (unit != "%" || bare.value > RATIO);
    if certain { Ok(Some(unit)) } else { Err(Because::OtherUnit) }
}

/// What a bare number means by the form's own words: a limit of costs, a number of pieces, a share that
/// is to be high.
fn meant(row: &Indicator, unit: Option<&str>) -> Option<Operator> {
    let words = [&row.level3, &row.target].map(|text| text.as_deref().unwrap_or_default());
    let says = |marks: &[&str]| marks.iter().any(|mark| words.iter().any(|text| text.contains(mark)));
    let levels = [&row.level1, &row.level2].map(|text| text.as_deref().unwrap_or_default());
    let below = |word: &str| levels.iter().any(|level| level.contains(word));
    let falls = says(&LESS);
    match unit {
        Some(WAN) if below("成本") && says(&CAPS) => Some(Operator::AtMost),
        Some("%") if says(&HIGH) && !falls => Some(Operator::AtLeast),
        Some(WAN | "%") => None,
        Some(unit) if below("数量") && !falls && !TIME.contains(&unit) => Some(Operator::AtLeast),
        _ => None,
    }
}

/// The limit that a target in 万元 sets: a budget of the form which it rounds (≤2063万元 for 2063.10645).
fn limit(target: Decimal, project: &Project) -> Decimal {
    let half = Decimal::try_new(5, target.scale() + 1).unwrap_or_default();
    let budgets = [project.initial_wan, project.adjusted_wan].into_iter().flatten().map(Wan::decimal);
    let rounded = |budget: &Decimal| budget.checked_sub(target).is_some_and(|apart| apart.abs() <= half);
    budgets.filter(rounded).fold(target, Decimal::max)
}

/// What follows of an exact target. Fewer pieces are a miss; more of them, less money and an earlier
/// day may be what was wanted.
fn equal(actual: &Promise, target: Decimal, unit: Option<&str>) -> Option<Outcome> {
    let point = matches!(actual.op, None | Some(Operator::Equal)).then_some(actual.value)?;
    let counts = unit.is_none_or(|unit| unit != WAN && !TIME.contains(&unit));
    match point.cmp(&target) {
        std::cmp::Ordering::Equal => Some(Outcome::Met),
        std::cmp::Ordering::Less if counts => Some(Outcome::Missed),
        std::cmp::Ordering::Greater if target.is_zero() => Some(Outcome::Missed),
        _ => None,
    }
}

/// What follows for certain of an actual value that may itself be a bound (≥95%): nothing is known
/// of what lies beyond it.
fn follows(op: Operator, target: Decimal, actual: &Promise) -> Option<Outcome> {
    let (low, high) = match actual.op {
        None | Some(Operator::Equal) => (Some((actual.value, false)), Some((actual.value, false))),
        Some(Operator::AtLeast) => (Some((actual.value, false)), None),
        Some(Operator::MoreThan) => (Some((actual.value, true)), None),
        Some(Operator::AtMost) => (None, Some((actual.value, false))),
        Some(Operator::LessThan) => (None, Some((actual.value, true))),
    };
    let strict = matches!(op, Operator::MoreThan | Operator::LessThan);
    // Whether a bound that is open or not keeps every value on its side of the target.
    let above = |(value, open): (Decimal, bool), strict: bool| value > target || value == target && (!strict || open);
    let below = |(value, open): (Decimal, bool), strict: bool| value < target || value == target && (!strict || open);
    let (met, missed) = match op {
        Operator::AtLeast | Operator::MoreThan => {
            (low.is_some_and(|bound| above(bound, strict)), high.is_some_and(|bound| below(bound, !strict)))
        }
        Operator::AtMost | Operator::LessThan => {
            (high.is_some_and(|bound| below(bound, strict)), low.is_some_and(|bound| above(bound, !strict)))
        }
        Operator::Equal => (false, false),
    };
    match (met, missed) {
        (true, false) => Some(Outcome::Met),
        (false, true) => Some(Outcome::Missed),
        _ => None,
    }
}
