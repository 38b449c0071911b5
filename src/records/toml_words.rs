//! What a TOML text is refused for, in the words of this house: the parser and serde speak of types and
//! fields, which whoever wrote the text never saw.

use crate::problem::{Said, said};
use crate::values::Place;
use std::ops::Range;

/// What kind of slip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// A key that nothing has.
    UnknownKey,
    /// A word that is none of those that can stand there.
    UnknownValue,
    /// A key that has to be there.
    MissingKey,
    /// Anything else: no TOML, or a value of another type.
    Invalid,
}

/// Why a text is refused.
pub(crate) struct Refusal {
    /// The kind of slip.
    pub(crate) slip: Slip,
    /// What was found, what was expected.
    pub(crate) message: Said,
    /// The key or word that was found, where that is the slip.
    pub(crate) found: String,
    /// What could stand there instead.
    pub(crate) known: Vec<String>,
}

/// The refusal that `error`, the message of the TOML parser or of serde, tells.
pub(crate) fn refusal(error: &str) -> Refusal {
    let quoted: Vec<&str> = error.split('`').skip(1).step_by(2).collect();
    let known: Vec<String> = quoted.iter().skip(1).map(|name| (*name).to_owned()).collect();
    let found = quoted.first().copied().unwrap_or_default().to_owned();
    let (slip, message) = match () {
        () if found.is_empty() => (Slip::Invalid, other(error)),
        () if error.starts_with("unknown field") && known.is_empty() => {
            (Slip::UnknownKey, said!("键`{found}`无法识别：此处不应有键", "unknown key `{found}`: expected none here"))
        }
        () if error.starts_with("unknown field") => {
            (Slip::UnknownKey, said!("键`{found}`无法识别", "unknown key `{found}`"))
        }
        () if error.starts_with("unknown variant") => {
            let all = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let (zh, en) = (all.join("、"), all.join(", "));
            let message =
                Said::new(format!("应为{zh}之一，实际为`{found}`"), format!("expected one of {en}, found `{found}`"));
            (Slip::UnknownValue, message)
        }
        () if error.starts_with("missing field") => {
            (Slip::MissingKey, said!("缺少键`{found}`", "expected a key `{found}`, found none"))
        }
        () => (Slip::Invalid, other(error)),
    };
    Refusal { slip, message, found, known }
}

/// Where the bytes of `span` begin in `text`, the text of `file`.
pub(crate) fn line_of(file: &str, text: &str, span: &Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let count = |n: usize| u32::try_from(n).ok();
    Place { line: count(line), column: count(column), ..Place::file(file) }
}

fn other(error: &str) -> Said {
    if let Some(ours) = Said::unfolded(error) {
        return ours;
    }
    let mismatch = error.strip_prefix("invalid type: ").or_else(|| error.strip_prefix("invalid value: "));
    let parts = mismatch.or_else(|| error.strip_prefix("invalid length ")).and_then(|it| it.rsplit_once(", expected "));
    if let Some((found, expected)) = parts {
        let ((found_zh, found), (expected_zh, expected)) = (plainly(found), plainly(expected));
        return Said::new(
            format!("应为{expected_zh}，实际为{found_zh}"),
            format!("expected {expected}, found {found}"),
        );
    }
    let told = error.trim().replace('\n', "; ");
    said!("不符合TOML的写法：{told}", "{told}")
}

/// What serde calls a type or a value, in words: Chinese and English.
fn plainly(told: &str) -> (String, String) {
    const WORDS: [(&str, &str, &str); 16] = [
        ("a sequence", "列表", "a list"),
        ("sequence", "列表", "a list"),
        ("a map", "表", "a table"),
        ("map", "表", "a table"),
        ("struct", "表", "a table"),
        ("enum", "一个词", "a word"),
        ("tuple", "列表", "a list"),
        ("a string", "文字", "a text"),
        ("string", "文字", "a text"),
        ("a boolean", "true或false", "true or false"),
        ("a datetime", "日期", "a date"),
        ("datetime", "日期", "a date"),
        ("a Decimal type", "数字", "a number"),
        ("unit", "空值", "nothing"),
        ("a year or a list of years", "年份或年份列表", "a year or a list of years"),
        ("a name or a list of names", "名称或名称列表", "a name or a list of names"),
    ];
    let owned = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    // `integer `3` as i128`: how wide a number is in memory is nobody's business.
    let told = told.split_once(" as ").map_or(told, |(value, _)| value);
    if let Some((_, zh, en)) = WORDS.iter().find(|(name, ..)| *name == told) {
        return owned(zh, en);
    }
    let width = told.strip_prefix(['i', 'u']).or_else(|| told.strip_prefix("usize").map(|_| "64"));
    if width.is_some_and(|width| width.parse::<u8>().is_ok()) {
        return owned("整数", "a whole number");
    }
    match told.split_once(' ') {
        Some(("string" | "integer" | "boolean" | "floating", value)) => {
            let raw = format!("`{}`", value.trim_start_matches("point ").trim_matches(['"', '`']));
            (raw.clone(), raw)
        }
        Some(("struct", _)) => owned("表", "a table"),
        Some(("enum", _)) => owned("一个词", "a word"),
        Some(("tuple", _)) => owned("列表", "a list"),
        _ => owned(told, told),
    }
}
