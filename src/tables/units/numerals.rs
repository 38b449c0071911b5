//! Numbers in names under one way to write them: 第二十一中学 and 第21中学 have one key.
//!
//! The key only finds names that might be one body; it joins nothing.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Whether a character is a digit of either kind.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '零' | '十' | '百') || DIGITS.contains(&c)
}

/// `name` with Chinese numerals below a hundred as digits.
pub(super) fn in_digits(name: &str) -> String {
    let mut found = String::with_capacity(name.len());
    let mut run = Vec::new();
    for c in name.chars() {
        if c == '十' || digit(c).is_some() {
            run.push(c);
        } else {
            write_run(&mut found, &run);
            run.clear();
            found.push(c);
        }
    }
    write_run(&mut found, &run);
    found
}

fn digit(c: char) -> Option<usize> {
    if c == '零' { Some(0) } else { DIGITS.iter().position(|known| *known == c) }
}

/// Tens and ones where the run is one number, else its digits one by one.
fn write_run(found: &mut String, run: &[char]) {
    let ones = |rest: &[char]| match rest {
        [] => Some(0),
        [one] => digit(*one),
        _ => None,
    };
    let number = match run {
        ['十', rest @ ..] => ones(rest).map(|ones| 10 + ones),
        [tens, '十', rest @ ..] => digit(*tens).zip(ones(rest)).map(|(tens, ones)| tens * 10 + ones),
        _ => None,
    };
    match number {
        Some(number) => found.push_str(&number.to_string()),
        None => run.iter().for_each(|c| match digit(*c) {
            Some(digit) => found.push_str(&digit.to_string()),
            None => found.push(*c),
        }),
    }
}
