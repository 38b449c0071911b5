//! Which department each document means by what it prints.
//!
//! 教育局 is 云川市教育局 in a document that prints both. Where it stays 教育局, the places of
//! its units say whether it is one bureau in all documents or one in each of several cities.

use super::evidence::Evidence;
use super::lines::Lines;
use super::names::{Names, Seats, Top};
use super::seated::{View, told_apart};
use std::collections::{BTreeMap, BTreeSet};

/// A department.
#[derive(Debug)]
pub(super) struct Department {
    pub(super) name: String,
    /// Where it lies, if its name says so or its units tell it from others of its name.
    pub(super) seat: Option<usize>,
}

/// The departments of all documents.
#[derive(Debug, Default)]
pub(super) struct Departments {
    /// All, by name.
    pub(super) all: Vec<Department>,
    /// The department a file means by a spelling, and why.
    of: BTreeMap<(usize, usize), (usize, Evidence)>,
}

/// Names that stand for longer ones, in one file and everywhere.
pub(super) struct Tops {
    /// By file and short name.
    pub(super) in_file: BTreeMap<(usize, usize), Top>,
    /// By short name that itself begins with a place.
    pub(super) anywhere: BTreeMap<usize, Top>,
}

impl Tops {
    pub(super) fn of(lines: &Lines, names: &Names) -> Self {
        let mut in_file: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (line, _) in &lines.all {
            let spellings = [line.unit, line.department].into_iter().flatten();
            in_file.entry(line.file).or_default().extend(spellings.map(|spelling| names.printed[spelling].name));
        }
        let mut tops = Self { in_file: BTreeMap::new(), anywhere: BTreeMap::new() };
        for (file, present) in &in_file {
            for long in present {
                for short in names.shorter(*long).filter(|short| present.contains(short)) {
                    Top::add(&mut tops.in_file, (*file, short), *long, &names.texts);
                }
            }
        }
        for long in 0..names.texts.len() {
            for short in names.shorter(long).filter(|short| names.chains[*short].leads()) {
                Top::add(&mut tops.anywhere, short, long, &names.texts);
            }
        }
        tops
    }
}

/// Follows `step` and the register from `start` until neither leads to a new name; the first reason counts.
pub(super) fn follow(
    names: &Names,
    start: usize,
    step: impl Fn(usize) -> Option<(usize, Evidence)>,
) -> (usize, Option<Evidence>) {
    let (mut seen, mut at, mut why) = (vec![start], start, None);
    loop {
        let decree = names.decreed[at].map(|(to, new)| (to, if new { Evidence::Rename } else { Evidence::Alias }));
        // What the register has just led away from is not evidence against it.
        let Some((next, reason)) = decree.or_else(|| step(at).filter(|(next, _)| !seen.contains(next))) else {
            return (at, why);
        };
        why = why.max(Some(reason).filter(|reason| *reason >= Evidence::Alias)).or(Some(reason));
        at = next;
        if seen.contains(&next) {
            return (at, why);
        }
        seen.push(next);
    }
}

impl Departments {
    pub(super) fn of(lines: &Lines, names: &Names, seats: &Seats, tops: &Tops) -> Self {
        // What a file says of a department: its name there, why, and the places of its units.
        let mut said: BTreeMap<(usize, usize), (usize, Evidence, BTreeSet<usize>)> = BTreeMap::new();
        for (line, _) in &lines.all {
            let Some(spelling) = line.department else { continue };
            let entry = said.entry((line.file, spelling)).or_insert_with(|| {
                let printed = &names.printed[spelling];
                let (name, why) = follow(names, printed.name, |at| {
                    let here = tops.in_file.get(&(line.file, at)).and_then(Top::only);
                    let here = here.map(|top| (top, Evidence::Document));
                    here.or_else(|| Some((tops.anywhere.get(&at)?.only()?, Evidence::Place)))
                });
                (name, why.unwrap_or(printed.why), BTreeSet::new())
            });
            entry.2.extend(line.unit.and_then(|unit| seats.of_name[names.printed[unit].name]));
        }
        let mut by_name: BTreeMap<usize, Vec<((usize, usize), Evidence, Option<usize>)>> = BTreeMap::new();
        for (key, (name, why, units)) in said {
            by_name.entry(name).or_default().push((key, why, outermost(&units, seats)));
        }
        let mut found = Vec::new();
        for (name, said) in by_name {
            let own = seats.of_name[name];
            let views: Vec<View> = said.iter().map(|((file, _), _, seat)| View { file: *file, seat: *seat }).collect();
            let apart = if own.is_some() { vec![None; views.len()] } else { told_apart(&views, false, seats) };
            for ((key, why, _), apart) in said.into_iter().zip(apart) {
                let text = &names.texts[name];
                let full = apart.map_or_else(|| text.clone(), |seat| format!("{text}({})", seats.texts[seat]));
                let why = if apart.is_some() { Evidence::Apart } else { why };
                found.push((full, own.or(apart), key, why));
            }
        }
        Self::numbered(found)
    }

    fn numbered(found: Vec<(String, Option<usize>, (usize, usize), Evidence)>) -> Self {
        let mut seats: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (name, seat, ..) in &found {
            let known = seats.entry(name.clone()).or_insert(*seat);
            *known = (*known).or(*seat);
        }
        let all: Vec<Department> = seats.into_iter().map(|(name, seat)| Department { name, seat }).collect();
        let at = |name: &str| all.binary_search_by(|known| known.name.as_str().cmp(name)).ok();
        let of = found.iter().filter_map(|(name, _, key, why)| Some((*key, (at(name)?, *why)))).collect();
        Self { all, of }
    }

    /// The department that `file` means by `spelling`, and why.
    pub(super) fn meant(&self, file: usize, spelling: usize) -> Option<(usize, Evidence)> {
        self.of.get(&(file, spelling)).copied()
    }
}

/// The largest of places that do not contradict each other.
fn outermost(places: &BTreeSet<usize>, seats: &Seats) -> Option<usize> {
    let first = *places.first()?;
    let one = places.iter().all(|seat| seats.texts[*seat].starts_with(&seats.texts[first]));
    one.then_some(first)
}
