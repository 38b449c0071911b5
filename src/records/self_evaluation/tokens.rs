//! The words of a form's text, where cells are broken over lines at any character: each word with
//! its line and the kind of gap before it, and labels found across the breaks.

use crate::documents::{Line, Spot};
use crate::records::lexicon::Lexicon;
use crate::records::self_evaluation::raw::{Raw, points_in};
use crate::records::self_evaluation::text::{compact, prefix_length};
use crate::values::half_width;

/// What parts a word from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A blank on the same line.
    #[default]
    Space,
    /// A line break.
    Break,
    /// At least one empty line.
    Empty,
}

/// One word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    /// The text in half-width signs, for comparing.
    pub(super) normal: Vec<char>,
    pub(super) spot: Spot,
    pub(super) gap: Gap,
}

/// Splits lines into words.
pub(super) fn tokens(lines: &[Line]) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in lines {
        let mut gap = if line.gap > 0 { Gap::Empty } else { Gap::Break };
        let mut at = 0;
        for word in line.text.split(char::is_whitespace) {
            let spot = line.spot.behind(at);
            at += word.chars().count() + 1;
            if word.is_empty() {
                continue;
            }
            if gap == Gap::Break && goes_on(word, tokens.last()) {
                tokens.last_mut().into_iter().for_each(|above: &mut Token| {
                    above.text.push_str(word);
                    above.normal.extend(half_width(word).chars());
                });
                gap = Gap::Space;
                continue;
            }
            let normal = half_width(word).chars().filter(|c| !c.is_whitespace()).collect();
            tokens.push(Token { text: word.to_owned(), normal, spot, gap });
            gap = Gap::Space;
        }
    }
    tokens
}

/// Whether the number that ends a line goes on at its point: 57 and .5 are 57.5.
fn goes_on(word: &str, above: Option<&Token>) -> bool {
    let half = half_width(word);
    let mut signs = half.chars();
    let pointed = signs.next() == Some('.') && signs.next().is_some_and(|c| c.is_ascii_digit());
    let number = |above: &Token| above.normal.iter().all(char::is_ascii_digit);
    pointed && above.is_some_and(number)
}

/// A label found at a word: what it means, the word it ends in and how much of that word it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found<T> {
    pub(super) meaning: T,
    /// The first word after the label.
    pub(super) next: usize,
    /// How many characters of the word before `next` do not belong to the label.
    pub(super) rest: usize,
    /// Whether a colon ends the label, so that a value may follow in the same word.
    pub(super) colon: bool,
}

/// The longest label that begins with the word at `at`, over any breaks. A bracket behind it, as in
/// 项目资金（万元）, belongs to it.
pub(super) fn label_at<T: Clone>(tokens: &[Token], at: usize, lexicon: &Lexicon<T>) -> Option<Found<T>> {
    const WINDOW: usize = 40;
    if !lexicon.opens(tokens.get(at)?.normal.first().copied()) {
        return None;
    }
    let mut chars: Vec<char> = Vec::with_capacity(WINDOW);
    for token in &tokens[at..] {
        chars.extend(&token.normal);
        if chars.len() > WINDOW {
            break;
        }
    }
    let (mut length, meaning) = lexicon.prefix(&chars)?;
    while let Some(close) = bracket(&chars[length..]) {
        length += close;
    }
    let colon = chars.get(length) == Some(&':');
    length += usize::from(colon);
    let mut next = at;
    while length > 0 {
        let taken = length.min(tokens[next].normal.len());
        length -= taken;
        let rest = tokens[next].normal.len() - taken;
        next += 1;
        if length == 0 {
            return Some(Found { meaning, next, rest, colon });
        }
    }
    None
}

/// How long the bracket is that a text begins with.
fn bracket(text: &[char]) -> Option<usize> {
    let close = text.iter().take(16).position(|c| *c == ')')?;
    (text.first() == Some(&'(')).then_some(close + 1)
}

/// The same, where the label must end with a word.
pub(super) fn whole_label_at<T: Clone>(tokens: &[Token], at: usize, lexicon: &Lexicon<T>) -> Option<Found<T>> {
    label_at(tokens, at, lexicon).filter(|found| found.rest == 0)
}

/// The words as one text, as printed but for the blanks and breaks.
pub(super) fn join(tokens: &[Token]) -> Raw {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    Raw { text: compact(&words.join(" ")), spot: tokens.first().map_or_else(Spot::default, |token| token.spot) }
}

/// The characters of the words, with the spot of each.
pub(super) fn spread(tokens: &[Token]) -> (String, Vec<Spot>) {
    let signs = |token: &Token| {
        let spot = token.spot;
        token.text.chars().enumerate().map(move |(at, sign)| (sign, spot.behind(at))).collect::<Vec<_>>()
    };
    tokens.iter().flat_map(signs).unzip()
}

/// The points that words print in a bracket, where they stand.
pub(super) fn told_points(tokens: &[Token]) -> Option<Raw> {
    let (text, spots) = spread(tokens);
    let (at, text) = points_in(&text)?;
    Some(Raw { text, spot: spots.get(at).copied()? })
}

/// The words joined for comparing: half-width, no blanks at all.
pub(super) fn squash(tokens: &[Token]) -> String {
    tokens.iter().flat_map(|token| &token.normal).collect()
}

/// Whether the numbering of an indicator (指标1：) begins with the word at `at`.
pub(super) fn numbered_at(tokens: &[Token], at: usize) -> bool {
    if tokens[at].normal.first() != Some(&'指') {
        return false;
    }
    let chars: Vec<char> = tokens[at..].iter().take(4).flat_map(|token| &token.normal).copied().collect();
    prefix_length(&chars) > 0
}
