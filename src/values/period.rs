//! Years, as titles print them: (2024 年度), （2021年）, 2022年度, and with a bracket lost.

use crate::values::half_width;

/// The first year from 1990 to 2099 in `text` that is followed by 年, blanks allowed between.
pub fn find_year(text: &str) -> Option<i32> {
    let chars: Vec<char> = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    (0..chars.len().saturating_sub(4)).find_map(|at| {
        let digits: String = chars[at..at + 4].iter().collect();
        let stands_alone = at == 0 || !chars[at - 1].is_ascii_digit();
        let year: i32 = digits.parse().ok()?;
        (stands_alone && chars[at + 4] == '年' && (1990..=2099).contains(&year)).then_some(year)
    })
}
