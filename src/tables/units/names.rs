//! All names that papers print, each once, with the places they begin with.
//!
//! Names are numbered in the order of their text, so that no number depends on the order in which
//! papers were read.

use super::evidence::Evidence;
use super::mention::Mention;
use super::places::{Chain, Places};
use super::register::Register;
use super::spelling::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// A printed spelling and the tidy name it writes.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) text: String,
    /// Position of its tidy name.
    pub(super) name: usize,
    pub(super) why: Evidence,
}

/// What papers print, and the tidy names behind it.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Every printed spelling that says anything, by text.
    pub(super) printed: Vec<Printed>,
    /// Every tidy name, printed or decreed, by text.
    pub(super) texts: Vec<String>,
    /// The places each begins with.
    pub(super) chains: Vec<Chain>,
    shorter: Vec<Vec<usize>>,
    /// The decreed name of each, and whether it is a rename.
    pub(super) decreed: Vec<Option<(usize, bool)>>,
}

impl Names {
    pub(super) fn of(mentions: &[Mention], register: &Register) -> Self {
        let printed: BTreeSet<&str> = mentions
            .iter()
            .flat_map(|mention| [&mention.unit, &mention.department])
            .flatten()
            .map(String::as_str)
            .collect();
        let tidied: Vec<(&str, String)> = printed.into_iter().map(|text| (text, tidy(text))).collect();
        let mut texts: BTreeSet<&str> = tidied.iter().map(|(_, name)| name.as_str()).collect();
        texts.remove("");
        let decreed: BTreeMap<&str, (&str, bool)> =
            texts.iter().filter_map(|text| Some((*text, register.decreed(text)?))).collect();
        texts.extend(decreed.values().map(|(name, _)| *name));
        let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
        let at = |name: &str| position(&texts, name);
        let decreed = texts.iter().map(|text| decreed.get(text.as_str()).and_then(|(to, new)| Some((at(to)?, *new))));
        let decreed = decreed.collect();
        let printed = tidied.iter().filter_map(|(text, name)| {
            let why = if text == name { Evidence::Printed } else { Evidence::Tidied };
            Some(Printed { text: (*text).to_owned(), name: at(name)?, why })
        });
        let printed = printed.collect();
        let chains: Vec<Chain> = texts.iter().map(|text| register.places.chain(text)).collect();
        let shorter = shorter(&texts, &chains);
        Self { printed, texts, chains, shorter, decreed }
    }

    /// The position of a printed spelling; `None` for one that says nothing or was not met.
    pub(super) fn spelling(&self, printed: &str) -> Option<usize> {
        self.printed.binary_search_by(|known| known.text.as_str().cmp(printed)).ok()
    }

    /// The names that the register leads to: each is one body, whatever its records say of places.
    pub(super) fn decreed_to(&self) -> BTreeSet<usize> {
        self.decreed.iter().flatten().map(|(to, _)| *to).collect()
    }

    /// The known names that `name` is longer than by places alone, the longest first.
    pub(super) fn shorter(&self, name: usize) -> &[usize] {
        &self.shorter[name]
    }
}

/// For every text the known ones that stand behind its places.
fn shorter(texts: &[String], chains: &[Chain]) -> Vec<Vec<usize>> {
    let behind = |(text, chain): (&String, &Chain)| {
        let ends = chain.0.iter().filter(|_| chain.leads()).map(|part| &text[part.end..]);
        // One character behind a place names nothing: 云川市局.
        ends.filter(|rest| rest.chars().nth(1).is_some()).filter_map(|rest| position(texts, rest)).collect()
    };
    texts.iter().zip(chains).map(behind).collect()
}

/// The position of `text` among sorted texts.
pub(super) fn position(texts: &[String], text: &str) -> Option<usize> {
    texts.binary_search_by(|known| known.as_str().cmp(text)).ok()
}

/// The places that names begin with, each under the longest chain that it is the end of: 丰台区 is
/// 北京市丰台区 where that is met and no other city's.
#[derive(Debug, Default)]
pub(super) struct Seats {
    pub(super) texts: Vec<String>,
    pub(super) chains: Vec<Chain>,
    /// The seat of each name.
    pub(super) of_name: Vec<Option<usize>>,
}

impl Seats {
    pub(super) fn of(names: &Names, places: &Places) -> Self {
        let own: Vec<Option<&str>> =
            names.chains.iter().zip(&names.texts).map(|(chain, text)| chain.text(text)).collect();
        let set: BTreeSet<&str> = own.iter().flatten().copied().collect();
        let texts: Vec<String> = set.into_iter().map(str::to_owned).collect();
        let chains: Vec<Chain> = texts.iter().map(|text| places.chain(text)).collect();
        let mut tops: BTreeMap<usize, Top> = BTreeMap::new();
        for (at, (text, chain)) in texts.iter().zip(&chains).enumerate() {
            for part in chain.0.iter().take(chain.0.len().saturating_sub(1)) {
                if let Some(short) = position(&texts, &text[part.end..]) {
                    Top::add(&mut tops, short, at, &texts);
                }
            }
        }
        let top = |seat: usize| tops.get(&seat).and_then(Top::only).unwrap_or(seat);
        let of_name = own.iter().map(|place| place.and_then(|place| position(&texts, place)).map(top)).collect();
        Self { texts, chains, of_name }
    }

    /// Where a body lies by its name and by its department: the name's place, unless the department's lies
    /// within it (北京市第10中学 under 北京市丰台区教育局).
    pub(super) fn inner(&self, own: Option<usize>, department: Option<usize>) -> Option<usize> {
        let within = |(own, department): (usize, usize)| self.texts[department].starts_with(&self.texts[own]);
        if own.zip(department).is_some_and(within) { department } else { own.or(department) }
    }

    /// Whether two seats are different places for certain.
    pub(super) fn conflict(&self, one: usize, other: usize) -> bool {
        one != other && self.chains[one].conflicts(&self.texts[one], &self.chains[other], &self.texts[other])
    }
}

/// The longest of the names that one name is the end of, as long as they are all the end of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Top {
    longest: usize,
    is_torn: bool,
}

impl Top {
    /// Counts `long` among the names that what `key` stands for is the end of.
    pub(super) fn add<K: Ord>(tops: &mut BTreeMap<K, Self>, key: K, long: usize, texts: &[String]) {
        let top = tops.entry(key).or_insert(Self { longest: long, is_torn: false });
        let (longest, new) = (&texts[top.longest], &texts[long]);
        if new.ends_with(longest.as_str()) {
            top.longest = long;
        } else if !longest.ends_with(new.as_str()) {
            top.is_torn = true;
        }
    }

    /// The longest name, unless there are two that have nothing to do with each other.
    pub(super) fn only(&self) -> Option<usize> {
        (!self.is_torn).then_some(self.longest)
    }
}
