//! The forms in which telephones, identity cards and accounts at a bank are printed: groups of
//! digits, their lengths, what they begin with, and what parts them.

use std::ops::Range;

/// How sure the form of a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone, or groups with blanks between: a row of figures may look the same.
    Bare,
    /// The form of nothing else: dashes, an area in brackets, a date of birth in its place.
    Marked,
}

/// A group of digits, and what parts it from the one before.
#[derive(Clone, Debug)]
struct Group {
    range: Range<usize>,
    parted: Parted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parted {
    Nothing,
    Blank,
    Break,
    Dash,
    Dot,
    Bracket,
}

const GROUPS: usize = 7;

/// The form of the number that begins at `at`, and its end.
pub(super) fn at(chars: &[char], at: usize) -> Option<(Form, usize)> {
    let opened = chars[at] == '(';
    let plus = chars[at] == '+';
    let groups = groups(chars, at + usize::from(opened || plus));
    let first = groups.first()?;
    if opened {
        let area = digits(chars, first);
        return (chars.get(first.range.end) == Some(&')') && is_area(&area))
            .then(|| fixed_behind(chars, &groups, 1))
            .flatten()
            .map(|end| (Form::Marked, end));
    }
    if plus {
        return foreign(chars, &groups).map(|end| (Form::Marked, end));
    }
    identity(chars, &groups)
        .or_else(|| mobile(chars, &groups))
        .or_else(|| fixed(chars, &groups))
        .or_else(|| service(chars, &groups))
        .or_else(|| account(chars, &groups))
}

/// The groups of digits from `from` on, as long as one sign parts them.
fn groups(chars: &[char], from: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    let (mut at, mut parted) = (from, Parted::Nothing);
    while groups.len() < GROUPS {
        let length = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if length == 0 {
            break;
        }
        groups.push(Group { range: at..at + length, parted });
        at += length;
        let (skip, next) = parting(&chars[at..]);
        if next == Parted::Nothing {
            break;
        }
        (at, parted) = (at + skip, next);
    }
    groups
}

/// What parts two groups at the start of `chars`, and how long it is; blanks around a dash count to it.
fn parting(chars: &[char]) -> (usize, Parted) {
    let blank = |from: usize| chars[from..].iter().take_while(|c| **c == ' ').count();
    let before = blank(0);
    let sign = match chars.get(before) {
        Some('-' | '‐' | '‑' | '–' | '—' | '―' | '─') => Parted::Dash,
        Some(')') if before == 0 => Parted::Bracket,
        Some('.' | '·') if before == 0 => Parted::Dot,
        Some('\n') => Parted::Break,
        Some('0'..='9') if (1..=2).contains(&before) => return (before, Parted::Blank),
        _ => return (0, Parted::Nothing),
    };
    if before > 1 {
        return (0, Parted::Nothing);
    }
    let mut after = before + 1;
    after += blank(after);
    if matches!(sign, Parted::Bracket) && matches!(chars.get(after), Some('-' | '–' | '—')) {
        after += 1;
    }
    (after, sign)
}

fn digits(chars: &[char], group: &Group) -> String {
    chars[group.range.clone()].iter().collect()
}

/// The digits of groups that one number may be made of, and whether blanks alone part them.
fn joined(chars: &[char], groups: &[Group], lengths: &[usize]) -> Option<(String, Form, usize)> {
    let taken = groups.get(..lengths.len())?;
    if taken.iter().zip(lengths).any(|(group, length)| group.range.len() != *length) {
        return None;
    }
    let parted = || taken[1..].iter().map(|group| group.parted);
    let same = parted().all(|one| one == taken.get(1).map_or(Parted::Nothing, |group| group.parted));
    if !same || parted().any(|one| one == Parted::Bracket) {
        return None;
    }
    let form = if parted().any(|one| one == Parted::Dash) { Form::Marked } else { Form::Bare };
    let text = taken.iter().map(|group| digits(chars, group)).collect();
    Some((text, form, taken.last()?.range.end))
}

/// A mobile: eleven digits, alone or in the groups people write, behind 86 or not.
fn mobile(chars: &[char], groups: &[Group]) -> Option<(Form, usize)> {
    const WRITTEN: [&[usize]; 6] = [&[11], &[3, 4, 4], &[3, 8], &[7, 4], &[3, 3, 5], &[4, 3, 4]];
    if let Some(found) = WRITTEN.iter().find_map(|lengths| {
        let (text, form, end) = joined(chars, groups, lengths)?;
        // Two groups with a blank between are two figures.
        let one = lengths.len() != 2 || form == Form::Marked || groups[1].parted == Parted::Break;
        (is_mobile(&text) && one).then_some((form, end))
    }) {
        return Some(found);
    }
    let lead = digits(chars, groups.first()?);
    if lead.len() == 13 && lead.strip_prefix("86").is_some_and(is_mobile) {
        return Some((Form::Bare, groups[0].range.end));
    }
    let led = matches!(lead.as_str(), "86" | "0086") && groups.len() > 1;
    led.then(|| mobile(chars, &groups[1..])).flatten().map(|(_, end)| (Form::Marked, end))
}

/// A number behind a plus: 86 and a mobile or a fixed line, or another country's.
fn foreign(chars: &[char], groups: &[Group]) -> Option<usize> {
    let lead = digits(chars, groups.first()?);
    if lead.len() == 13 && lead.strip_prefix("86").is_some_and(is_mobile) {
        return Some(groups[0].range.end);
    }
    if lead == "86" && groups.len() > 1 {
        return mobile(chars, &groups[1..]).map(|(_, end)| end).or_else(|| {
            let area = format!("0{}", digits(chars, &groups[1]).trim_start_matches('0'));
            is_area(&area).then(|| fixed_behind(chars, groups, 2)).flatten()
        });
    }
    None
}

/// 13x to 19x and eight more.
fn is_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// A fixed line with its area.
fn fixed(chars: &[char], groups: &[Group]) -> Option<(Form, usize)> {
    let first = groups.first()?;
    let lead = digits(chars, first);
    if (10..=12).contains(&lead.len()) && lead.starts_with('0') {
        let area = if lead.starts_with("01") || lead.starts_with("02") { 3 } else { 4 };
        let local = &lead[area..];
        let fits = is_area(&lead[..area]) && is_local(local) && (area == 4 || local.len() == 8);
        return fits.then(|| (Form::Marked, extended(chars, first.range.end, &groups[1..])));
    }
    if !is_area(&lead) || groups.get(1)?.parted == Parted::Dot {
        return None;
    }
    let form = if groups[1].parted == Parted::Blank { Form::Bare } else { Form::Marked };
    fixed_behind(chars, groups, 1).map(|end| (form, end))
}

/// The end of the local number and its extension that begin with group `from`.
fn fixed_behind(chars: &[char], groups: &[Group], from: usize) -> Option<usize> {
    let local = groups.get(from)?;
    if is_local(&digits(chars, local)) {
        return Some(extended(chars, local.range.end, &groups[from + 1..]));
    }
    let rest = groups.get(from + 1)?;
    let halves = (3..=4).contains(&local.range.len()) && rest.range.len() == 4;
    let whole = format!("{}{}", digits(chars, local), digits(chars, rest));
    (halves && is_local(&whole)).then(|| extended(chars, rest.range.end, &groups[from + 2..]))
}

/// The end of a number with its extension: a dash and up to six digits, or 转 and digits.
fn extended(chars: &[char], end: usize, rest: &[Group]) -> usize {
    if let Some(next) = rest.first().filter(|next| next.parted == Parted::Dash && next.range.len() <= 6) {
        return next.range.end;
    }
    let words: String = chars[end..].iter().take(3).collect();
    let word = ["转分机", "分机", "转", " 转"].into_iter().find(|word| words.starts_with(word));
    let from = end + word.map_or(0, |word| word.chars().count());
    let digits = chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    if word.is_some() && (1..=6).contains(&digits) { from + digits } else { end }
}

/// 010, 02x, or four digits from 031x on.
fn is_area(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, b"010" | [b'0', b'2', b'0'..=b'9'] | [b'0', b'3'..=b'9', b'1'..=b'9', b'0'..=b'9'])
}

/// Seven or eight digits of which the first is no 0 and no 1.
fn is_local(text: &str) -> bool {
    matches!(text.len(), 7 | 8) && text.bytes().all(|byte| byte.is_ascii_digit()) && text.as_bytes()[0] >= b'2'
}

/// 400 and 800 numbers, in their groups alone.
fn service(chars: &[char], groups: &[Group]) -> Option<(Form, usize)> {
    let (text, form, end) = joined(chars, groups, &[3, 3, 4]).or_else(|| joined(chars, groups, &[3, 4, 3]))?;
    (form == Form::Marked && (text.starts_with("400") || text.starts_with("800"))).then_some((form, end))
}

/// Provinces as identity cards begin.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

/// An identity card: 18 signs of which the last may be X, or 15 digits, with a date of birth.
fn identity(chars: &[char], groups: &[Group]) -> Option<(Form, usize)> {
    const WRITTEN: [&[usize]; 6] = [&[18], &[17], &[15], &[6, 8, 4], &[6, 8, 3], &[6, 4, 4, 4]];
    WRITTEN.iter().find_map(|lengths| {
        let (mut text, _, mut end) = joined(chars, groups, lengths)?;
        if text.len() == 17 {
            chars.get(end).filter(|c| matches!(c, 'X' | 'x'))?;
            text.push('X');
            end += 1;
        }
        let birth = if text.len() == 18 { text[6..14].to_owned() } else { format!("19{}", &text[6..12]) };
        (PROVINCES.contains(&&text[..2]) && is_birth(&birth)).then_some((Form::Marked, end))
    })
}

/// Eight digits that are a day of the last hundred years.
fn is_birth(text: &str) -> bool {
    let part = |range: Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let most = (month as usize).checked_sub(1).and_then(|month| days.get(month));
    (1920..=2030).contains(&year) && most.is_some_and(|most| (1..=*most).contains(&day))
}

/// A card of a bank: 62 and 16 to 19 digits whose check digit is right.
fn account(chars: &[char], groups: &[Group]) -> Option<(Form, usize)> {
    const WRITTEN: [&[usize]; 6] = [&[16], &[17], &[18], &[19], &[4, 4, 4, 4], &[4, 4, 4, 4, 3]];
    let longest = WRITTEN.iter().rev().find_map(|lengths| {
        let (text, _, end) = joined(chars, groups, lengths)?;
        (text.starts_with("62") && is_checked(&text)).then_some(end)
    });
    longest.map(|end| (Form::Marked, end))
}

/// The check digit of cards (Luhn).
fn is_checked(text: &str) -> bool {
    let sum: u32 = text.bytes().rev().enumerate().fold(0, |sum, (at, byte)| {
        let digit = u32::from(byte - b'0') * if at % 2 == 1 { 2 } else { 1 };
        sum + if digit > 9 { digit - 9 } else { digit }
    });
    sum.is_multiple_of(10)
}
