//! Where in a text the names and numbers of people stand, told by the contact words before them.

use crate::records::people::words::{Chain, ContactWords, Kind, is_han, simple};
use crate::values::{MASK, personal_numbers};
use std::ops::Range;

/// A contact word in a text, and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The words.
    pub(super) words: Range<usize>,
    /// Names and numbers; empty where none follow.
    pub(super) content: Range<usize>,
    /// What the words ask for.
    pub(super) kind: Kind,
}

/// What parts a contact word from what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parted {
    Colon,
    Blank,
    Bracket,
    Glued,
}

/// A text with its signs in one width, which keep their count.
pub(super) fn signs(text: &str) -> Vec<char> {
    text.chars().map(simple).collect()
}

/// Where names and numbers stand in `text`, in order, each once.
pub(in crate::records) fn personal(text: &str, contacts: &ContactWords) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> =
        hits(&signs(text), contacts).into_iter().map(|hit| hit.content).filter(|content| !content.is_empty()).collect();
    let apart = |range: &Range<usize>| ranges.iter().all(|other| range.end <= other.start || other.end <= range.start);
    let numbers: Vec<Range<usize>> = personal_numbers(text).into_iter().filter(apart).collect();
    ranges.extend(numbers);
    let mask: Vec<char> = MASK.chars().map(simple).collect();
    let chars = signs(text);
    ranges.retain(|range| chars[range.clone()] != mask[..]);
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// The contact words of a text, which is in the signs of [`signs`].
pub(super) fn hits(chars: &[char], contacts: &ContactWords) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match hit_at(chars, at, contacts) {
            Some(hit) => {
                at = hit.content.end.max(hit.words.end).max(at + 1);
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

fn hit_at(chars: &[char], at: usize, contacts: &ContactWords) -> Option<Hit> {
    let chain = contacts.chain_at(chars, at).filter(|chain| chain.kind != Kind::Heading)?;
    let begins = at == 0 || !(is_han(chars[at - 1]) || chars[at - 1].is_ascii_alphabetic());
    let (parted, from) = parted(chars, chain.end)?;
    if !begins && parted != Parted::Colon {
        // Glued to a word on both sides it is a part of one.
        return None;
    }
    let bracketed = at > 0 && chars[at - 1] == '(';
    let content = content(chars, from, parted, chain.kind, bracketed, contacts);
    let words = at..chain.end;
    Some(match content {
        Some(end) => Hit { words, content: from..end, kind: chain.kind },
        None if begins && (parted == Parted::Colon || from >= chars.len()) => {
            Hit { words, content: from.min(chars.len())..from.min(chars.len()), kind: chain.kind }
        }
        None => return None,
    })
}

/// What parts the word that ends at `end` from what follows, and where that begins.
fn parted(chars: &[char], end: usize) -> Option<(Parted, usize)> {
    let blank = |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_whitespace()).count();
    let next = end + blank(end);
    Some(match chars.get(next) {
        None => (Parted::Blank, chars.len()),
        Some(':' | '=') => {
            let colons = chars[next..].iter().take_while(|c| **c == ':' || c.is_whitespace()).count().max(1);
            (Parted::Colon, next + colons + blank(next + colons))
        }
        Some('(') if masked(chars, next).is_some() => (Parted::Blank, next),
        Some('(') => (Parted::Bracket, next + 1 + blank(next + 1)),
        Some('|' | '-' | '—' | '–' | '_') => (Parted::Blank, next + 1 + blank(next + 1)),
        Some(_) if next > end => (Parted::Blank, next),
        Some(c) if is_han(*c) || c.is_ascii_alphanumeric() || *c == '+' => (Parted::Glued, next),
        Some(_) => return None,
    })
}

/// The end of the names and numbers that begin at `from`.
pub(super) fn content(
    chars: &[char],
    from: usize,
    parted: Parted,
    kind: Kind,
    bracketed: bool,
    contacts: &ContactWords,
) -> Option<usize> {
    let mut end = None;
    let mut at = from;
    while at < chars.len() {
        let first = end.is_none();
        let item = masked(chars, at)
            .or_else(|| number(chars, at, if first { parted } else { Parted::Colon }))
            .or_else(|| mail_or_account(chars, at, parted, kind))
            .or_else(|| name(chars, at, parted, first, bracketed, contacts));
        let Some(next) = item else { break };
        end = Some(next);
        at = next + chars[next..].iter().take_while(|c| c.is_whitespace() || "、,;/()及和-".contains(**c)).count();
    }
    end
}

fn masked(chars: &[char], at: usize) -> Option<usize> {
    let mask: Vec<char> = MASK.chars().map(simple).collect();
    chars[at..].starts_with(&mask).then_some(at + mask.len())
}

/// Signs behind a number that say that it counts something.
const COUNTED: &str = "元万亿千百角%年月号个件户亩吨台套次人米";

/// The end of a number as telephones are written, at least six digits long.
fn number(chars: &[char], at: usize, parted: Parted) -> Option<usize> {
    let whole: String = chars[at..].iter().take(40).collect();
    if let Some(range) = personal_numbers(&whole).first().filter(|range| range.start == 0) {
        return Some(at + range.end);
    }
    let mut end = at;
    let (mut digits, mut here) = (0, at);
    while let Some(c) = chars.get(here) {
        match c {
            '0'..='9' => {
                digits += 1;
                end = here + 1;
            }
            '-' | '—' | '–' | '(' | ')' | '+' | '*' => {}
            // Behind a blank, groups of four alone are one number: others may be a row of figures.
            ' ' if chars.get(here + 1).is_some_and(char::is_ascii_digit)
                && (parted != Parted::Blank || digits % 4 == 0 && digits > 0) => {}
            '转' if digits >= 6 => {}
            'X' | 'x' if digits == 17 => end = here + 1,
            _ => break,
        }
        here += 1;
    }
    let next = chars.get(end).copied();
    let decimal = matches!(next, Some('.' | ',')) && chars.get(end + 1).is_some_and(char::is_ascii_digit);
    let counts = chars[end..].iter().find(|c| **c != ' ').is_some_and(|c| COUNTED.contains(*c));
    let least = if parted == Parted::Colon { 6 } else { 7 };
    let local = parted != Parted::Blank || (7..=8).contains(&digits) && chars[at] >= '2' || digits >= 16;
    (digits >= least && !decimal && !counts && local).then_some(end)
}

/// The end of an account that is a word of Latin letters and digits, behind a colon.
fn mail_or_account(chars: &[char], at: usize, parted: Parted, kind: Kind) -> Option<usize> {
    let word = chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric() || "_-.@+".contains(**c)).count();
    let digits = chars[at..at + word].iter().filter(|c| c.is_ascii_digit()).count();
    let digits_only = digits == word && word >= 5;
    let account = chars[at..at + word].iter().any(char::is_ascii_alphabetic) && word >= 5;
    let behind_blank = parted == Parted::Blank && (account || digits_only && word >= 6);
    let parted = parted == Parted::Colon || behind_blank;
    (kind == Kind::Number && parted && (account || digits_only)).then_some(at + word).filter(|end| {
        let next = chars[*end..].iter().find(|c| **c != ' ');
        let counts = |c: &char| COUNTED.contains(*c) || is_han(*c) && digits_only;
        // A row of figures goes on.
        !next.is_some_and(|c| counts(c) || behind_blank && (c.is_ascii_digit() || "-—%.,".contains(*c)))
    })
}

/// The last signs of words that are units and places, not people.
const UNITS: &str = "局委院校所站司厅办处科室部厂社会镇乡村县市区府组队店园";

/// The end of the name that begins at `at`.
fn name(
    chars: &[char],
    at: usize,
    parted: Parted,
    first: bool,
    bracketed: bool,
    contacts: &ContactWords,
) -> Option<usize> {
    let end = run(chars, at, contacts);
    let next = |end: usize| chars.get(end).copied();
    // 张 三: two signs with blanks between.
    if end == at + 1 && first && parted != Parted::Glued {
        let blank = chars[end..].iter().take_while(|c| c.is_whitespace()).count();
        let second = end + blank;
        let spaced = (1..=4).contains(&blank) && second < chars.len() && run(chars, second, contacts) == second + 1;
        return (spaced && contacts.surnames.contains(&chars[at])).then_some(second + 1);
    }
    let text = &chars[at..end];
    let title = contacts.titles.iter().find(|title| text.len() > title.len() && text.ends_with(title));
    let bare = text.len() - title.map_or(0, Vec::len);
    let dotted = text.contains(&'·');
    let surnamed = contacts.surnames.contains(chars.get(at)?);
    let unit = title.is_none() && text.last().is_some_and(|c| UNITS.contains(*c));
    if unit && bare > 2 || contacts.nameless.contains(text) || bare == 0 {
        return None;
    }
    let usual = (2..=4).contains(&bare) || dotted && bare <= 16 || bare == 1 && title.is_some();
    let ended = next(end).is_none_or(|c| !c.is_ascii_alphanumeric()) || number(chars, end, Parted::Glued).is_some();
    let fits = match parted {
        _ if !first => usual && surnamed && bare <= 4 && ended,
        Parted::Colon => ended && (usual || bare <= 12 && closes(chars, end, contacts)),
        Parted::Bracket => usual && next(end) == Some(')'),
        Parted::Blank => usual && ended && surnamed && (bare <= 3 || dotted || text.len() > bare),
        Parted::Glued => {
            let told = bracketed && next(end) == Some(')') || leads_on(chars, end, contacts);
            usual && surnamed && bare <= 3 && told
        }
    };
    fits.then_some(end)
}

/// The end of the Chinese signs that begin at `at`, before a contact word.
fn run(chars: &[char], at: usize, contacts: &ContactWords) -> usize {
    let is_of_name = |c: char| is_han(c) || matches!(c, '·' | '•' | '．');
    (at..chars.len())
        .find(|here| {
            !is_of_name(chars[*here])
                || *here > at && contacts.word_at(chars, *here).is_some_and(|(_, _, length)| length > 1)
        })
        .unwrap_or(chars.len())
}

/// Whether the box ends at `end`: with the text, a contact word or a number.
fn closes(chars: &[char], end: usize, contacts: &ContactWords) -> bool {
    let next = end + chars[end..].iter().take_while(|c| c.is_whitespace() || ",;)、".contains(**c)).count();
    next >= chars.len() || contacts.word_at(chars, next).is_some() || number(chars, next, Parted::Glued).is_some()
}

/// Whether a number or a contact word follows the name that ends at `end`.
fn leads_on(chars: &[char], end: usize, contacts: &ContactWords) -> bool {
    let next = end + chars[end..].iter().take(3).take_while(|c| c.is_whitespace() || ",;:(、".contains(**c)).count();
    next < chars.len() && (contacts.word_at(chars, next).is_some() || number(chars, next, Parted::Glued).is_some())
}

/// Whether a text is nothing but contact words: the label of a box.
pub(super) fn is_box(text: &str, contacts: &ContactWords) -> Option<Chain> {
    let chars = signs(text);
    let start = chars.iter().take_while(|c| c.is_whitespace() || c.is_ascii_digit() || ".、*".contains(**c)).count();
    let chain = contacts.chain_at(&chars, start)?;
    chars[chain.end..].iter().all(|c| c.is_whitespace() || ":*_".contains(*c)).then_some(chain)
}

/// Whether a text is nothing but names and numbers.
pub(super) fn is_personal(text: &str, kind: Kind, contacts: &ContactWords) -> bool {
    let chars = signs(text.trim());
    !chars.is_empty() && content(&chars, 0, Parted::Blank, kind, false, contacts) == Some(chars.len())
}
