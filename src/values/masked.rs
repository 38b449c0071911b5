//! Numbers that lead to a person (telephones, identity cards, accounts at a bank, addresses of mail)
//! told by their form and left out of a text.
//!
//! A figure must never be taken for one: what a unit of money or of quantity follows, what stands in
//! a row of other numerals, or is a part of a longer code or a decimal, stays. What the form alone
//! cannot tell (an extension, a local number of eight digits) is told by the word before it, which is
//! the business of `records`, that knows the words.

use crate::values::number::half_width_char;
use crate::values::personal_number::{self, Form};
use std::borrow::Cow;
use std::ops::Range;

/// What stands where something of a person was left out.
pub const MASK: &str = "［已隐去］";

/// `text` without the numbers of people.
pub fn masked(text: &str) -> Cow<'_, str> {
    mask(text).map_or(Cow::Borrowed(text), |(text, _)| Cow::Owned(text))
}

/// `text` without the numbers of people, and how many there were; nothing where there were none.
pub fn mask(text: &str) -> Option<(String, usize)> {
    let found = personal_numbers(text);
    (!found.is_empty()).then(|| (without(text, &found), found.len()))
}

/// `text` with a [`MASK`] for each of the ranges of its characters, which are in order.
pub(crate) fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ranges = ranges.iter().peekable();
    for (at, c) in text.chars().enumerate() {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        match ranges.peek() {
            Some(range) if range.start == at => out.push_str(MASK),
            Some(range) if range.contains(&at) => {}
            _ => out.push(c),
        }
    }
    out
}

/// Where the numbers of people stand in `text`, as ranges of its characters, in order.
pub fn personal_numbers(text: &str) -> Vec<Range<usize>> {
    if !may_hold(text) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().map(half_width_char).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match number_at(&chars, at) {
            Some(range) => {
                at = range.end;
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a text is worth a closer look: most have no seven digits.
fn may_hold(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|c| {
        digits += usize::from(half_width_char(c).is_ascii_digit());
        digits >= 7 || c == '@' || c == '＠'
    })
}

fn number_at(chars: &[char], at: usize) -> Option<Range<usize>> {
    match chars[at] {
        '0'..='9' | '+' | '(' if stands_alone_before(chars, at) => {
            let (form, end) = personal_number::at(chars, at)?;
            (stands_alone_after(chars, end) && is_no_figure(chars, at..end, form)).then_some(at..end)
        }
        c if is_of_mail(c) && (at == 0 || !is_of_mail(chars[at - 1])) => mail_at(chars, at).map(|end| at..end),
        _ => None,
    }
}

/// Words of Latin letters that may touch a number.
const LATIN: [&str; 8] = ["tel", "phone", "mobile", "mob", "fax", "qq", "wechat", "no"];

/// Whether no code, decimal or grouped figure goes on to the left of `at`.
fn stands_alone_before(chars: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| chars[before]) else { return true };
    if before.is_ascii_alphabetic() {
        let word: String =
            chars[..at].iter().rev().take_while(|c| c.is_ascii_alphabetic()).map(char::to_ascii_lowercase).collect();
        let word: String = word.chars().rev().collect();
        return LATIN.contains(&word.as_str());
    }
    let earlier = at.checked_sub(2).map(|earlier| chars[earlier]);
    let joins = matches!(before, '.' | ',' | '-' | '_' | '/' | '#' | '〔' | '[' | '¥' | '￥' | '$' | '~');
    let glued = earlier.is_some_and(|c| c.is_ascii_alphanumeric());
    !(before.is_ascii_digit() || joins && (glued || matches!(before, '_' | '#' | '〔' | '¥' | '￥' | '$')))
}

/// Signs behind a number that say that it counts something.
const COUNTED: &str = "元万亿千百角分%‰年月日号个件户亩吨台套次人米平公里期项份";

/// Whether no code, decimal, unit or grouped figure goes on to the right of `end`.
fn stands_alone_after(chars: &[char], end: usize) -> bool {
    let next = chars.get(end).copied();
    let Some(first) = next else { return true };
    if first.is_ascii_alphanumeric() || first == '_' {
        return false;
    }
    let digit = chars.get(end + 1).is_some_and(char::is_ascii_digit);
    if matches!(first, '.' | ',' | '-' | '/') && digit {
        return false;
    }
    let unit = chars[end..].iter().find(|c| **c != ' ' && **c != '(');
    !unit.is_some_and(|c| COUNTED.contains(*c)) || first == '\n'
}

/// Words right before a figure that say that it is money.
const MONEY: [&str; 18] = [
    "金额", "预算", "决算", "执行", "支出", "收入", "资金", "资产", "拨款", "经费", "总额", "合计", "结余", "成本",
    "投资", "元", "数", "结转",
];

/// How many signs around a number, and how many numerals beside it, are looked at.
const NEAR: usize = 48;
const NUMERALS: usize = 12;

/// Whether the number in `range` is no cell of a row of figures and no amount by the word before it.
fn is_no_figure(chars: &[char], range: Range<usize>, form: Form) -> bool {
    if form == Form::Marked {
        return true;
    }
    // Groups with blanks between are what a row of small figures looks like.
    let near = range.start.saturating_sub(NEAR)..(range.end + NEAR).min(chars.len());
    let grouped = chars[range.clone()].contains(&' ');
    let around: String = if grouped { chars[near].iter().collect() } else { String::new() };
    if MONEY.iter().any(|word| around.contains(word)) {
        return false;
    }
    let mut before = range.start;
    // To the left over blanks and other numerals: a row of figures has one that is no telephone.
    for _ in 0..NUMERALS {
        let blank = chars[..before].iter().rev().take_while(|c| c.is_whitespace()).count();
        let numeral = chars[..before - blank].iter().rev().take_while(|c| is_of_numeral(**c)).count();
        if numeral == 0 || blank == 0 {
            break;
        }
        let start = before - blank - numeral;
        if !is_telephone(&chars[start..start + numeral]) {
            return false;
        }
        before = start;
    }
    let mut after = range.end;
    for _ in 0..NUMERALS {
        let blank = chars[after..].iter().take_while(|c| c.is_whitespace()).count();
        let numeral = chars[after + blank..].iter().take_while(|c| is_of_numeral(**c)).count();
        if numeral == 0 || blank == 0 {
            break;
        }
        let start = after + blank;
        if !is_telephone(&chars[start..start + numeral]) {
            return false;
        }
        after = start + numeral;
    }
    let word: String = chars[before.saturating_sub(NEAR)..before].iter().filter(|c| !c.is_whitespace()).collect();
    let word = word.trim_end_matches([':', '为', '是', '(', ')', '约', '共']);
    !MONEY.iter().any(|money| word.ends_with(money))
}

fn is_of_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-')
}

/// Whether a numeral is as long as a telephone, and no decimal.
fn is_telephone(numeral: &[char]) -> bool {
    let digits = numeral.iter().filter(|c| c.is_ascii_digit()).count();
    (7..=13).contains(&digits) && numeral.iter().all(|c| c.is_ascii_digit() || *c == '-')
}

fn is_of_mail(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

/// The end of the address of mail that begins at `at`.
fn mail_at(chars: &[char], at: usize) -> Option<usize> {
    let name = chars[at..].iter().take_while(|c| is_of_mail(**c)).count();
    let sign = at + name;
    if name == 0 || chars.get(sign) != Some(&'@') {
        return None;
    }
    let is_of_host = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut end = sign + 1 + chars[sign + 1..].iter().take_while(is_of_host).count();
    while end > sign + 1 && matches!(chars[end - 1], '.' | '-') {
        end -= 1;
    }
    let host = &chars[sign + 1..end];
    let last = host.iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let dot = host.len().checked_sub(last + 1).map(|dot| host[dot]);
    (last >= 2 && dot == Some('.') && host.len() > last + 1).then_some(end)
}
