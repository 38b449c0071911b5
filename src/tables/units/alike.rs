//! Names that might be one body and are not proved to be: reported, left apart.
//!
//! Candidates come from keys that both names share, never from comparing all with all, and a key
//! gives a bounded number of pairs, so the report grows with the number of names.

use super::evidence::Doubt;
use super::fingerprint::Fingerprint;
use super::names::{Names, Seats};
use super::numerals::{in_digits, is_numeral};
use super::spelling::OWN_LEVEL;
use std::collections::{BTreeMap, BTreeSet};

/// Names longer than this, in characters, are compared whole alone.
const LONGEST: usize = 40;
/// Pairs that one key may give.
const PAIRS: usize = 4;

/// What is known of a body.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) name: &'a str,
    /// The names that evidence led to it from.
    pub(super) ends: &'a BTreeSet<usize>,
    pub(super) seat: Option<usize>,
    /// Its main department.
    pub(super) department: Option<usize>,
    pub(super) years: Option<(i32, i32)>,
    pub(super) files: &'a BTreeSet<usize>,
}

/// Two bodies, by position, and why they might be one.
pub(super) type Pair = (usize, usize, Doubt);

/// All pairs of `bodies`, sorted by name, that might be one.
pub(super) fn pairs(bodies: &[Known<'_>], names: &Names, seats: &Seats) -> Vec<Pair> {
    let mut found: BTreeMap<(usize, usize), Doubt> = BTreeMap::new();
    let mut add = |one: usize, other: usize, doubt: Doubt| {
        let apart = bodies[one].seat.zip(bodies[other].seat).is_some_and(|(a, b)| seats.conflict(a, b));
        if one != other && (!apart || doubt == Doubt::OneSpelling) {
            // One reason a pair: the first of the list.
            let known = found.entry((one.min(other), one.max(other))).or_insert(doubt);
            *known = (*known).min(doubt);
        }
    };
    by_spelling(bodies, names, &mut add);
    by_name(bodies, &mut add);
    renamed(bodies, &mut add);
    misprinted(bodies, &mut add);
    found.into_iter().map(|((one, other), doubt)| (one, other, doubt)).collect()
}

/// One spelling in several places, and names without a place that others have with one.
fn by_spelling(bodies: &[Known<'_>], names: &Names, add: &mut impl FnMut(usize, usize, Doubt)) {
    let mut by_end: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, body) in bodies.iter().enumerate() {
        body.ends.iter().for_each(|end| by_end.entry(*end).or_default().push(at));
    }
    let mut longer: BTreeMap<usize, usize> = BTreeMap::new();
    for (end, same) in &by_end {
        same.windows(2).for_each(|two| add(two[0], two[1], Doubt::OneSpelling));
        for short in names.shorter(*end) {
            let Some(others) = by_end.get(short) else { continue };
            let met = longer.entry(*short).or_default();
            *met += 1;
            if *met <= PAIRS {
                others.iter().take(PAIRS).for_each(|other| add(same[0], *other, Doubt::PlaceWithoutEvidence));
            }
        }
    }
}

/// Names of one key: a body and its own level, one number in two ways to write it.
fn by_name(bodies: &[Known<'_>], add: &mut impl FnMut(usize, usize, Doubt)) {
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (at, body) in bodies.iter().enumerate() {
        let whole = body.name.strip_suffix(OWN_LEVEL);
        let whole = whole.and_then(|name| bodies.binary_search_by(|known| known.name.cmp(name)).ok());
        if let Some(whole) = whole {
            add(at, whole, Doubt::OwnLevel);
        }
        match by_key.get(&in_digits(body.name)) {
            Some(other) => add(*other, at, Doubt::Numeral),
            None => drop(by_key.insert(in_digits(body.name), at)),
        }
    }
}

/// Under one department, one that ends where another begins, one character apart.
fn renamed(bodies: &[Known<'_>], add: &mut impl FnMut(usize, usize, Doubt)) {
    let mut whole: BTreeMap<usize, (i32, i32)> = BTreeMap::new();
    let dated = || bodies.iter().enumerate().filter_map(|(at, body)| Some((at, body.department?, body.years?)));
    for (_, department, (first, last)) in dated() {
        let years = whole.entry(department).or_insert((first, last));
        *years = (years.0.min(first), years.1.max(last));
    }
    let mut keys = Vec::new();
    for (at, department, (first, last)) in dated() {
        let (start, end) = whole[&department];
        if last < end {
            let group = |year: i32| format!("{department}/{year}");
            keys.extend(masks(&group(last), bodies[at].name).map(|key| (key, false, at)));
            keys.extend(masks(&group(last.saturating_add(1)), bodies[at].name).map(|key| (key, false, at)));
        }
        if first > start {
            let group = format!("{department}/{first}");
            keys.extend(masks(&group, bodies[at].name).map(|key| (key, true, at)));
        }
    }
    keys.sort_unstable();
    for block in keys.chunk_by(|one, other| one.0 == other.0) {
        let side = |begins: bool| block.iter().filter(move |(_, side, _)| *side == begins).take(PAIRS);
        for (_, _, ended) in side(false) {
            let begun = side(true).filter(|(_, _, begun)| differ_by_one(bodies[*ended].name, bodies[*begun].name));
            begun.for_each(|(_, _, begun)| add(*ended, *begun, Doubt::Renamed));
        }
    }
}

/// In one document, two names one character apart.
fn misprinted(bodies: &[Known<'_>], add: &mut impl FnMut(usize, usize, Doubt)) {
    let mut in_file: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, body) in bodies.iter().enumerate() {
        body.files.iter().for_each(|file| in_file.entry(*file).or_default().push(at));
    }
    let mut keys = Vec::new();
    for (file, present) in in_file.iter().filter(|(_, present)| present.len() > 1) {
        let group = file.to_string();
        keys.extend(present.iter().flat_map(|at| masks(&group, bodies[*at].name).map(|key| (key, *at))));
    }
    keys.sort_unstable();
    for block in keys.chunk_by(|one, other| one.0 == other.0) {
        let near = block.windows(2).filter(|two| differ_by_one(bodies[two[0].1].name, bodies[two[1].1].name));
        near.for_each(|two| add(two[0].1, two[1].1, Doubt::OneCharacter));
    }
}

/// Keys that two names of one group share where one character differs: a key a character left out.
fn masks(group: &str, name: &str) -> impl Iterator<Item = u128> {
    let bounded = name.chars().nth(LONGEST).is_none();
    let mut start = Fingerprint::new();
    start.add(group);
    let left_out = name.char_indices().filter(move |_| bounded);
    left_out.map(move |(at, c)| {
        let mut key = start;
        key.add(&name[..at]);
        key.add(&name[at + c.len_utf8()..]);
        key.key()
    })
}

/// Whether two names have one length and differ in one character, and that is not a number: 第7中学
/// and 第8中学 are two schools.
fn differ_by_one(one: &str, other: &str) -> bool {
    if one.chars().count() != other.chars().count() {
        return false;
    }
    let mut differences = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let first = differences.next();
    first.is_some_and(|(a, b)| !(is_numeral(a) && is_numeral(b))) && differences.next().is_none()
}
