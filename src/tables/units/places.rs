//! The places at the head of a name, read without a gazetteer: 北京市丰台区 in
//! 北京市丰台区教育局.
//!
//! What ends a place and what only looks like it (市场监督, 社区, 东乡族) is data in
//! `data/place-words.toml`. Only the first characters of a name are looked at, however long it is.

use crate::problem::{Code, Problem, said};
use crate::values::Place;
use serde::Deserialize;

const FILE: &str = "data/place-words.toml";
const WORDS: &str = include_str!("../../../data/place-words.toml");

/// The longest names of places, in characters; the one behind an autonomous county of four peoples.
const LONGEST: usize = 12;
const LONGEST_AUTONOMOUS: usize = 18;

/// How high a place stands: a city under a prefecture is a county, a 地区 under a county a township.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Province,
    Prefecture,
    County,
    Township,
}

impl Rank {
    /// The rank in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Prefecture => "city",
            Self::County => "county",
            Self::Township => "township",
        }
    }
}

/// One place of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) rank: Rank,
    /// Where it begins and ends in the name, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether its ending was left out: 北京, 广西.
    bare: bool,
}

/// The places at the head of a name, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chain(pub(super) Vec<Part>);

impl Chain {
    /// The places as they stand in `name`; `None` where there are none.
    pub(super) fn text<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.get(self.0.first()?.start..self.0.last()?.end)
    }

    /// Whether the name begins with a place, nothing before it.
    pub(super) fn leads(&self) -> bool {
        self.0.first().is_some_and(|part| part.start == 0)
    }

    /// Whether the largest place is a province or a prefecture, so that no second one has its name.
    pub(super) fn is_anchored(&self) -> bool {
        self.0.first().is_some_and(|part| part.rank <= Rank::Prefecture)
    }

    /// The rank of the smallest place; a province without its ending is too little to say.
    pub(super) fn rank(&self) -> Option<Rank> {
        self.0.last().filter(|part| !part.bare).map(|part| part.rank)
    }

    /// Whether the two lie in different places for certain: one rank, two names.
    pub(super) fn conflicts(&self, name: &str, other: &Self, others: &str) -> bool {
        self.0.iter().any(|one| {
            other.0.iter().filter(|two| two.rank == one.rank).any(|two| {
                let (a, b) = (&name[one.start..one.end], &others[two.start..two.end]);
                let short = one.rank == Rank::Province && (a.starts_with(b) || b.starts_with(a));
                a != b && !(short || (one.rank == Rank::Province && head(a) == head(b)))
            })
        })
    }
}

/// The first two characters: 广西 in 广西壮族自治区.
fn head(text: &str) -> (Option<char>, Option<char>) {
    let mut chars = text.chars();
    (chars.next(), chars.next())
}

/// The dictionary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Places {
    province: Vec<String>,
    prefecture: Vec<String>,
    county: Vec<String>,
    township: Vec<String>,
    municipalities: Vec<String>,
    bare_provinces: Vec<String>,
    not_after_bare_province: Vec<String>,
    one_character_districts: Vec<String>,
    before: Vec<String>,
    stops: Vec<String>,
    traps: Vec<String>,
}

impl Places {
    /// The compiled-in dictionary.
    pub(super) fn built_in() -> Result<Self, Problem> {
        toml::from_str(WORDS).map_err(|error| {
            Problem::error(
                Code::DictionaryUnreadable,
                Place::file(FILE),
                said!("词典无法读取：{}", "{}", error.message()),
            )
        })
    }

    /// The places at the head of `name`.
    pub(super) fn chain(&self, name: &str) -> Chain {
        let before = self.before.iter().find(|word| name.starts_with(word.as_str()));
        let behind = before.map(|word| self.chain_from(name, word.len()));
        behind.filter(|chain| !chain.0.is_empty()).unwrap_or_else(|| self.chain_from(name, 0))
    }

    fn chain_from(&self, name: &str, start: usize) -> Chain {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = start;
        while let Some(part) = self.part(&name[at..], at, parts.last().map(|part| part.rank)) {
            at = part.end;
            parts.push(part);
        }
        Chain(parts)
    }

    /// The place that `rest` begins with, which stands at `at` behind a place of `above`.
    fn part(&self, rest: &str, at: usize, above: Option<Rank>) -> Option<Part> {
        let chars: Vec<char> = rest.chars().take(LONGEST_AUTONOMOUS + 4).collect();
        let found = self.ending(&chars, above);
        let bare = above.is_none().then(|| self.bare_province(rest)).flatten();
        if let Some(province) = bare {
            let split = found.as_ref().is_none_or(|found| splits(province, &chars[..found.0]));
            if split {
                return Some(Part { rank: Rank::Province, start: at, end: at + province.len(), bare: true });
            }
        }
        let (length, rank) = found?;
        let length: usize = chars[..length].iter().map(|c| c.len_utf8()).sum();
        let rank = if self.municipalities.iter().any(|city| *city == rest[..length]) && above.is_none() {
            Rank::Province
        } else {
            placed(rank, rest[..length].ends_with("地区"), above)?
        };
        Some(Part { rank, start: at, end: at + length, bare: false })
    }

    fn bare_province(&self, rest: &str) -> Option<&str> {
        let province = self.bare_provinces.iter().find(|word| rest.starts_with(word.as_str()))?;
        let behind = &rest[province.len()..];
        let street = self.not_after_bare_province.iter().any(|word| behind.starts_with(word.as_str()));
        (!street && !behind.is_empty()).then_some(province)
    }

    /// Characters and rank of the first place that `chars` begin with.
    fn ending(&self, chars: &[char], above: Option<Rank>) -> Option<(usize, Rank)> {
        for at in 0..chars.len() {
            if !is_han(chars[at]) || self.stops.iter().any(|word| ends_with(&chars[..=at], word)) {
                return None;
            }
            let Some((ending, rank)) = self.ending_at(&chars[..=at]) else { continue };
            let body = &chars[..at + 1 - ending.chars().count()];
            let next = chars.get(at + 1).copied();
            let goes_on = next.is_some_and(|next| goes_on(chars[at], next)) && !self.trapped(chars, at + 1);
            if !self.trapped(chars, at) && !goes_on && self.is_long_enough(body, ending, above) {
                let longest = if ending.starts_with("自治") { LONGEST_AUTONOMOUS } else { LONGEST };
                return (body.len() <= longest).then_some((at + 1, rank));
            }
        }
        None
    }

    /// The ending that `chars` end with.
    fn ending_at(&self, chars: &[char]) -> Option<(&str, Rank)> {
        let ranks = [
            (&self.province, Rank::Province),
            (&self.prefecture, Rank::Prefecture),
            (&self.county, Rank::County),
            (&self.township, Rank::Township),
        ];
        let all = ranks.iter().flat_map(|(words, rank)| words.iter().map(|word| (word.as_str(), *rank)));
        all.filter(|(word, _)| ends_with(chars, word)).max_by_key(|(word, _)| word.len())
    }

    /// Whether the character at `at` belongs to a word that is no place.
    fn trapped(&self, chars: &[char], at: usize) -> bool {
        let Some(c) = chars.get(at) else { return false };
        self.traps.iter().any(|trap| {
            let (first, word) = trap.strip_prefix('^').map_or((false, trap.as_str()), |word| (true, word));
            word.chars().enumerate().filter(|(_, letter)| letter == c).any(|(before, _)| {
                let Some(start) = at.checked_sub(before) else { return false };
                (!first || start == 0) && begins_with(&chars[start..], word)
            })
        })
    }

    fn is_long_enough(&self, body: &[char], ending: &str, above: Option<Rank>) -> bool {
        let one = || self.one_character_districts.iter().any(|word| word.chars().eq(body.iter().copied()));
        match ending {
            // 云川城市管理局 is no 云川城市; the cities on 城 have two characters: 盐城市.
            "市" => body.len() >= 2 && !(body.len() >= 3 && body.ends_with(&['城'])),
            "区" => body.len() >= 2 || (body.len() == 1 && above.is_some() && one()),
            "县" | "街道" | "自治区" | "自治州" | "自治县" | "自治旗" => !body.is_empty(),
            _ => body.len() >= 2,
        }
    }
}

/// Whether `chars` begin with `word`.
fn begins_with(chars: &[char], word: &str) -> bool {
    let mut chars = chars.iter();
    word.chars().all(|c| chars.next() == Some(&c))
}

fn ends_with(chars: &[char], word: &str) -> bool {
    if chars.last().copied() != word.chars().next_back() {
        return false;
    }
    let count = word.chars().count();
    chars.len() >= count && chars[chars.len() - count..].iter().copied().eq(word.chars())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether an ending is part of a longer name: 新乡 of 新乡市, 广州 of 广州市, 古镇 of 古镇镇.
fn goes_on(ending: char, next: char) -> bool {
    match ending {
        '州' => ['市', '区', '县', '镇', '乡', '路', '街', '大'].contains(&next),
        '镇' | '乡' | '旗' | '盟' => ['市', '区', '县', '旗', '镇', '乡'].contains(&next),
        _ => false,
    }
}

/// Whether a place that begins with a bare province is two: 河北廊坊市, and neither 吉林市 nor
/// 河南蒙古族自治县.
fn splits(province: &str, place: &[char]) -> bool {
    let body = &place[province.chars().count()..];
    let people = ends_with(body, "自治州") || ends_with(body, "自治县");
    let name = if people { &body[..body.len() - 3] } else { &body[..body.len().saturating_sub(1)] };
    let region = ends_with(body, "自治区") || ends_with(body, "特别行政区");
    name.len() >= 2 && !region && !(people && name.len() <= 3 && name.ends_with(&['族']))
}

/// The rank of a place behind one of `above`; `None` where it cannot stand there.
fn placed(rank: Rank, is_area: bool, above: Option<Rank>) -> Option<Rank> {
    let Some(above) = above else { return Some(rank) };
    if rank > above {
        return Some(rank);
    }
    match (rank, above) {
        (Rank::Prefecture, Rank::Prefecture) if !is_area => Some(Rank::County),
        (Rank::Prefecture, Rank::Prefecture | Rank::County) if is_area => Some(Rank::Township),
        _ => None,
    }
}
