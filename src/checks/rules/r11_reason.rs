//! R11 偏差原因: an item that lost points gives its reason in the box made for it, and one that lost
//! none has no deviation to explain.

use crate::checks::case::Case;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::{Field, Indicator};
use crate::values::{Cell, half_width, parse_number};

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R11", zh: "偏差原因", en: "deviation without reason", run };

/// Words with which a box says that there is nothing to say.
const NOTHING: [&str; 12] = [
    "已完成",
    "完成",
    "全部完成",
    "按时完成",
    "按期完成",
    "达到预期",
    "实现预期",
    "达标",
    "不适用",
    "不涉及",
    "没有偏差",
    "未发生偏差",
];
/// The longest text that says nothing because it begins with 无, in characters: 无偏差, 无需改进.
const NONE: usize = 8;

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        let subject = case.project_name(project);
        for (at, row) in case.indicators_of(project) {
            reason(case, (at, row), format!("{subject} 指标{}", row.row), sheet);
        }
    }
}

fn reason(case: &Case<'_>, (at, row): (usize, &Indicator), subject: String, sheet: &mut Sheet) {
    if case.reading.remarks.boxes.binary_search(&at).is_err() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    let figures = [Field::Weight, Field::Score].map(|field| case.of_indicator(at, field));
    let [Some(weight), Some(score)] = figures else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let is_lost = score.value < weight.value;
    let lost = weight.value.checked_sub(score.value).unwrap_or_default();
    let given = row.deviation.as_deref().is_some_and(|text| !says_nothing(text));
    let (earned, points) = (&score.printed, &weight.printed);
    let (figures, zh, en) = match (is_lost, given) {
        (false, false) | (true, true) => {
            sheet.consistent();
            return;
        }
        (true, false) => (
            vec![score.cited(), weight.cited()],
            format!("{subject}：{points}分得{earned}分，未填写偏差原因。"),
            format!("{subject}: {earned} of {points} points and no reason given for the deviation."),
        ),
        (false, true) => (
            case.words_of_indicator(at, Field::Deviation).into_iter().chain([score.cited(), weight.cited()]).collect(),
            format!("{subject}：填写了偏差原因，但{points}分得{earned}分，未失分。"),
            format!("{subject}: a reason for a deviation is given, and {earned} of {points} points were earned."),
        ),
    };
    let remark = Remark {
        severity: Severity::Note,
        figures,
        expected: String::new(),
        arithmetic: format!("{} - {} = {lost}", weight.value, score.value),
        subject,
        zh,
        en,
    };
    sheet.remark(remark, &[]);
}

/// Whether the text in a box is a mark or words for nothing: 无, 0, —, 无偏差, 已完成.
fn says_nothing(text: &str) -> bool {
    let normal = half_width(text);
    let bare = normal.trim_matches(|c: char| c.is_whitespace() || "。.,;:、()".contains(c));
    match parse_number(bare) {
        Cell::Blank | Cell::Mark(_) => true,
        Cell::Value(value) => value.is_zero(),
        Cell::Unreadable(_) => bare.starts_with('无') && bare.chars().count() <= NONE || NOTHING.contains(&bare),
    }
}
