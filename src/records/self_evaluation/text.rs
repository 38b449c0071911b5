//! How printed texts become values of fields: blanks and line breaks that mean nothing go, and so
//! does the numbering before an indicator.

use crate::values::half_width_char;

/// `text` without its line breaks and blanks, except a blank between two Latin words.
pub(super) fn compact(text: &str) -> String {
    let mut compacted = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let between_words = |before: char| before.is_ascii_alphabetic() && c.is_ascii_alphabetic();
        if blank && compacted.chars().next_back().is_some_and(between_words) {
            compacted.push(' ');
        }
        blank = false;
        compacted.push(c);
    }
    compacted
}

/// An indicator's name without 指标1：, 指标: or the colon that a lost prefix leaves.
pub(super) fn indicator_name(text: &str) -> String {
    let name = compact(text);
    let length = prefix_length(&name.chars().collect::<Vec<_>>());
    let rest: String = name.chars().skip(length).collect();
    let rest = rest.trim_start_matches(['：', ':']);
    rest.to_owned()
}

/// How many characters at the start of `name` (without blanks) are the numbering of an indicator:
/// 指标1：, 指标1、, 指标1., 指标1 or 指标：; 0 where there is none.
pub(super) fn prefix_length(name: &[char]) -> usize {
    if name.first() != Some(&'指') || name.get(1) != Some(&'标') {
        return 0;
    }
    let half = || name[2..].iter().copied().map(half_width_char);
    let digits = half().take_while(char::is_ascii_digit).count();
    let sign = usize::from(half().nth(digits).is_some_and(|c| ":、.。;".contains(c)));
    // 指标 alone may begin a name (指标体系…); with a number or a colon it is numbering.
    if digits == 0 && half().next() != Some(':') { 0 } else { 2 + digits + sign }
}

/// Whether nothing but dots stands in a cell: an unused row of the form (……).
pub(super) fn is_unused(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "…⋯.。·".contains(c))
}
