//! What an indicator delivered of what it promised, for the rules that judge it and for the tables that
//! count it: met or missed, how far, and the points the official rule gives.

use crate::checks::promise::{Judged, Outcome, judge, reached};
use crate::records::{Indicator, Project};
use crate::values::{Fraction, Operator, half_width};
use rust_decimal::Decimal;

/// What was not done where an actual value says 未印刷. 未发生 and 未超支 are good news.
const UNDONE: [&str; 27] = [
    "完成",
    "全部完成",
    "按时完成",
    "按期完成",
    "开展",
    "实施",
    "印刷",
    "印制",
    "购置",
    "采购",
    "购买",
    "执行",
    "达到",
    "达标",
    "实现",
    "进行",
    "举办",
    "举行",
    "组织",
    "建设",
    "建成",
    "开工",
    "启动",
    "发放",
    "验收",
    "落实",
    "召开",
];

/// What an indicator delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// Whether it met its target, where that can be told for certain.
    pub(crate) met: Option<bool>,
    /// The number delivered in percent of the number promised, rounded to six decimals; zero where the
    /// form says in words that nothing was done.
    pub(crate) reached_pct: Option<Decimal>,
    /// The points the official rule gives, rounded to six decimals: all where the target was met, weight x
    /// actual / target where it was missed, or weight x target / actual for one not to be exceeded.
    pub(crate) rule_score: Option<Decimal>,
}

/// What `row` of `project`, whose indicators are `siblings`, delivered.
pub(crate) fn delivered(row: &Indicator, siblings: &[&Indicator], project: &Project) -> Delivered {
    if is_undone(row) {
        let nothing = Some(Decimal::ZERO);
        return Delivered { met: Some(false), reached_pct: nothing, rule_score: row.weight.and(nothing) };
    }
    let reached_pct = reached(row).and_then(|(actual, target)| scaled(Decimal::ONE_HUNDRED, (actual, target)));
    let Ok(judged) = judge(row, project) else { return Delivered { reached_pct, ..Delivered::default() } };
    let met = judged.outcome == Outcome::Met;
    // One quantity in two parts: what is missing in one was done in the other.
    if !met && !judged.is_printed && shared(siblings, row) {
        return Delivered { reached_pct, ..Delivered::default() };
    }
    let by_rule = |weight| if met { Some(weight) } else { scaled(weight, share(&judged)?) };
    Delivered { met: Some(met), reached_pct, rule_score: row.weight.and_then(by_rule) }
}

/// `figure` x `part` / `whole`, rounded half away from zero to six decimals.
fn scaled(figure: Decimal, (part, whole): (Decimal, Decimal)) -> Option<Decimal> {
    let [figure, part, whole] = [figure, part, whole].map(Fraction::from);
    (&figure * &part).over(&whole)?.to_text(6).parse().ok()
}

/// Whether the actual value says in words that nothing was done: 未印刷.
pub(super) fn is_undone(row: &Indicator) -> bool {
    let said = |text: &Option<String>| text.as_deref().map(half_width).unwrap_or_default();
    let (actual, target) = (said(&row.actual), said(&row.target));
    let clause = actual.trim().split([',', ';', '。', '(']).next().unwrap_or_default();
    let undone = clause.strip_prefix('未').is_some_and(|rest| UNDONE.contains(&rest));
    // Where the target is that nothing happens, or costs nothing, nothing done is no miss.
    let levels = [&row.level1, &row.level2].map(|text| text.as_deref().unwrap_or_default());
    let costs = levels.iter().any(|level| level.contains("成本"));
    let wanted = !target.is_empty() && !target.starts_with(['未', '不', '无', '零', '≤', '<', '0']);
    undone && wanted && !costs
}

/// Whether other rows of the same project, kind and unit did what this one did not, so that all together did
/// what all promised.
pub(super) fn shared(siblings: &[&Indicator], row: &Indicator) -> bool {
    let alike = |other: &&Indicator| {
        other.level2 == row.level2 && other.target_unit == row.target_unit && other.actual_unit == row.target_unit
    };
    let rows: Vec<&Indicator> = siblings.iter().copied().filter(alike).collect();
    let sum = |figure: fn(&Indicator) -> Option<Decimal>| {
        rows.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(figure(row)?))
    };
    let (promised, done) = (sum(|row| row.target_value), sum(|row| row.actual_value));
    rows.len() > 1 && promised.zip(done).is_some_and(|(promised, done)| done >= promised)
}

/// What was delivered of what was promised, as a fraction; nothing where the actual value is a bound, or
/// the target sets no direction.
pub(super) fn share(judged: &Judged) -> Option<(Decimal, Decimal)> {
    let actual = judged.actual?;
    match judged.op {
        Operator::AtLeast | Operator::MoreThan | Operator::Equal if judged.target > actual => {
            Some((actual, judged.target))
        }
        Operator::AtMost | Operator::LessThan => Some((judged.target, actual)),
        _ => None,
    }
}
