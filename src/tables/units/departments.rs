//! Which department each document means by what it prints.
//!
//! 教育局 is 云川市教育局 in a document that prints both. Where it stays 教育局, the places of
//! its units say whether it is one bureau in all documents or one in each of several cities.

use super::evidence::Evidence;
use super::joins::{Role, Tops, follow};
use super::lines::Lines;
use super::names::{Names, Seats};
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

/// What a file prints as a department.
struct Printed {
    file: usize,
    spelling: usize,
    /// The name it leads to.
    name: usize,
    why: Evidence,
    /// The largest of the places its units name there.
    seat: Option<usize>,
}

/// A department that a file prints, under its canonical name.
struct Named {
    key: (usize, usize),
    name: String,
    seat: Option<usize>,
    why: Evidence,
}

impl Departments {
    pub(super) fn of(lines: &Lines, names: &Names, seats: &Seats, tops: &Tops) -> Self {
        let mut by_name: BTreeMap<usize, Vec<Printed>> = BTreeMap::new();
        for printed in printed(lines, names, seats, tops) {
            by_name.entry(printed.name).or_default().push(printed);
        }
        let decreed = names.decreed_to();
        let mut found = Vec::new();
        for (name, said) in by_name {
            let (text, own) = (&names.texts[name], seats.of_name[name]);
            let seat = |said: &Printed| said.seat.filter(|seat| Some(*seat) != own);
            let views: Vec<View> = said.iter().map(|said| View { file: said.file, seat: seat(said) }).collect();
            let settled = names.chains[name].is_anchored() || decreed.contains(&name);
            let apart = if settled { vec![None; views.len()] } else { told_apart(&views, false, seats) };
            found.extend(said.into_iter().zip(apart).map(|(said, apart)| Named {
                key: (said.file, said.spelling),
                name: apart.map_or_else(|| text.clone(), |seat| format!("{text}({})", seats.texts[seat])),
                seat: seats.inner(own, apart),
                why: if apart.is_some() { Evidence::Apart } else { said.why },
            }));
        }
        Self::numbered(&found)
    }

    fn numbered(found: &[Named]) -> Self {
        let mut seats: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for named in found {
            let known = seats.entry(&named.name).or_insert(named.seat);
            *known = (*known).or(named.seat);
        }
        let all: Vec<Department> =
            seats.into_iter().map(|(name, seat)| Department { name: name.to_owned(), seat }).collect();
        let at = |name: &str| all.binary_search_by(|known| known.name.as_str().cmp(name)).ok();
        let of = found.iter().filter_map(|named| Some((named.key, (at(&named.name)?, named.why)))).collect();
        Self { all, of }
    }

    /// The department that `file` means by `spelling`, and why.
    pub(super) fn meant(&self, file: usize, spelling: usize) -> Option<(usize, Evidence)> {
        self.of.get(&(file, spelling)).copied()
    }
}

/// Every department that a file prints, with the name it leads to. A name in another place than the
/// units below it is not the one that is meant.
fn printed(lines: &Lines, names: &Names, seats: &Seats, tops: &Tops) -> Vec<Printed> {
    let mut units: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for (line, _) in &lines.all {
        let Some(department) = line.department else { continue };
        let unit = line.unit.and_then(|unit| seats.of_name[names.printed[unit].name]);
        units.entry((line.file, department)).or_default().extend(unit);
    }
    let found = units.into_iter().map(|((file, spelling), units)| {
        let printed = &names.printed[spelling];
        let fits = |long: &usize| {
            let seat = seats.of_name[*long];
            !seat.is_some_and(|seat| units.iter().any(|unit| seats.conflict(*unit, seat)))
        };
        let (name, why) = follow(names, printed.name, |at| {
            let here = [Role::Department, Role::Any].into_iter();
            let here = here.filter_map(|role| tops.in_file.get(&(role, file, at))?.only().filter(fits)).next();
            let here = here.map(|top| (top, Evidence::Document));
            here.or_else(|| Some((tops.anywhere.get(&at)?.only().filter(fits)?, Evidence::Place)))
        });
        Printed { file, spelling, name, why: why.unwrap_or(printed.why), seat: outermost(&units, seats) }
    });
    found.collect()
}

/// The largest of places that do not contradict each other.
fn outermost(places: &BTreeSet<usize>, seats: &Seats) -> Option<usize> {
    let first = *places.first()?;
    let one = places.iter().all(|seat| seats.texts[*seat].starts_with(&seats.texts[first]));
    one.then_some(first)
}
