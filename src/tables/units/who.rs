//! Who is who among all that was met: from mentions to bodies, and back from what a record prints to
//! its body.

use super::alike::{Known, Pair, pairs};
use super::departments::Departments;
use super::fingerprint::Fingerprint;
use super::joins::{Tops, widest};
use super::kinds::TOWNSHIP;
use super::lines::{Line, Lines};
use super::mention::{Body, Meaning, Mention};
use super::names::{Names, Seats, position};
use super::places::Rank;
use super::register::Register;
use super::resolve::{Meant, units};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// All bodies that were met, and what each record's names mean.
#[derive(Debug)]
pub struct Who {
    pub(super) names: Names,
    pub(super) lines: Lines,
    pub(super) departments: Departments,
    /// The unit of every line that has one, in the order of the lines.
    pub(super) meant: Vec<Meant>,
    /// The body of each of them.
    body_of: Vec<Option<usize>>,
    /// All bodies, by name.
    pub(super) bodies: Vec<Entry>,
    /// Bodies that might be one.
    pub(super) doubts: Vec<Pair>,
    /// The body of a spelling in a file, where it is one.
    in_file: BTreeMap<(usize, usize), Option<usize>>,
    /// The body of a spelling everywhere, where it is one.
    anywhere: BTreeMap<usize, Option<usize>>,
}

/// The bodies that one became, and the year.
type Fate = (BTreeSet<String>, i32);

/// A body and what is known of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) body: Body,
    /// Positions of its departments, the one with most records first.
    pub(super) departments: Vec<usize>,
    pub(super) years: Option<(i32, i32)>,
    pub(super) files: BTreeSet<usize>,
    pub(super) rows: u64,
    /// Positions of its printed spellings.
    pub(super) spellings: BTreeSet<usize>,
    /// What it became, and when.
    pub(super) fate: Option<Fate>,
    seat: Option<usize>,
    ends: BTreeSet<usize>,
}

impl Who {
    /// Who is who by `mentions`, in whatever order, and by `register`.
    pub fn of(mentions: &[Mention], register: &Register) -> Self {
        let names = Names::of(mentions, register);
        let seats = Seats::of(&names, &register.places);
        let lines = Lines::of(mentions, &names);
        let tops = Tops::of(&lines, &names);
        let departments = Departments::of(&lines, &names, &seats, &tops);
        let meant = units(&lines, &names, &seats, &departments, &tops);
        let widest = |name: &str| widest(&names, &tops, name);
        let fates = register.fates().map(|(name, fate)| {
            let successors = fate.successors.iter().map(|name| widest(name)).collect();
            (widest(name), (successors, fate.since))
        });
        let fates: BTreeMap<String, Fate> = fates.collect();
        let bodies = bodies(&meant, &departments, &seats, register, &fates);
        let known: Vec<Known<'_>> = bodies.iter().map(Entry::known).collect();
        let doubts = pairs(&known, &names, &seats);
        drop(known);
        let body_of = meant.iter().map(|meant| find(&bodies, &meant.name)).collect();
        let mut who = Self {
            body_of,
            names,
            lines,
            departments,
            meant,
            bodies,
            doubts,
            in_file: BTreeMap::new(),
            anywhere: BTreeMap::new(),
        };
        who.remember_spellings();
        who
    }

    fn remember_spellings(&mut self) {
        for (meant, body) in self.meant.iter().zip(&self.body_of) {
            let (Some(body), Some(spelling)) = (*body, meant.line.unit) else { continue };
            let same = |known: &mut Option<usize>| *known = known.filter(|known| *known == body);
            self.in_file.entry((meant.line.file, spelling)).and_modify(same).or_insert(Some(body));
            self.anywhere.entry(spelling).and_modify(same).or_insert(Some(body));
        }
    }

    /// The body that a record means: what `file` prints as its unit and department for `year`. Names
    /// and year as they were mentioned; of a combination that was not, the unit's one body in this
    /// file, else its one body anywhere. `None` for a unit that was never mentioned, and where the
    /// combination leaves more than one body.
    pub fn unit(&self, file: &str, year: Option<i32>, unit: &str, department: Option<&str>) -> Option<&Body> {
        let spelling = self.names.spelling(unit)?;
        let found = match position(&self.lines.files, file) {
            Some(file) => {
                let department = department.and_then(|text| self.names.spelling(text));
                let line = Line { file, year, unit: Some(spelling), department };
                let met = self.meant.binary_search_by_key(&line, |meant| meant.line).ok();
                let met = met.map(|at| self.body_of[at]);
                met.or_else(|| self.in_file.get(&(file, spelling)).copied())
            }
            None => None,
        };
        let body = found.or_else(|| self.anywhere.get(&spelling).copied())??;
        Some(&self.bodies[body].body)
    }

    /// The canonical name of what `file` prints as a department; `None` where the file mentions no
    /// such department.
    pub fn department(&self, file: &str, department: &str) -> Option<&str> {
        let file = position(&self.lines.files, file)?;
        let (at, _) = self.departments.meant(file, self.names.spelling(department)?)?;
        Some(&self.departments.all[at].name)
    }

    /// All that was mentioned, each combination of names once, in one order, with what it means.
    pub fn meanings(&self) -> impl Iterator<Item = Meaning<'_>> {
        let text = |at: Option<usize>| at.map(|at| self.names.printed[at].text.as_str());
        self.lines.all.iter().map(move |(line, _)| {
            let department = line.department.and_then(|spelling| self.departments.meant(line.file, spelling));
            let meant = self.meant.binary_search_by_key(line, |meant| meant.line).ok();
            let body = meant.and_then(|at| self.body_of[at]);
            Meaning {
                file: &self.lines.files[line.file],
                year: line.year,
                unit: text(line.unit),
                department: text(line.department),
                body: body.map(|at| &self.bodies[at].body),
                canonical_department: department.map(|(at, _)| self.departments.all[at].name.as_str()),
            }
        })
    }

    /// Notes on names of `register` that no paper prints.
    pub fn unused(&self, register: &Register) -> Vec<Problem> {
        register.unused(|name| position(&self.names.texts, name).is_some() || find(&self.bodies, name).is_some())
    }

    /// All bodies, by name.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter().map(|entry| &entry.body)
    }

    /// 32 hexadecimal digits that change exactly when some record means another body or department, or
    /// when something of a body changes that [`Body`] holds.
    pub fn fingerprint(&self) -> String {
        self.fingerprint_where(|_| true)
    }

    /// As [`Self::fingerprint`], of the records of one file.
    pub fn fingerprint_of(&self, file: &str) -> String {
        self.fingerprint_where(|met| met == file)
    }

    fn fingerprint_where(&self, wanted: impl Fn(&str) -> bool) -> String {
        let mut print = Fingerprint::new();
        for meaning in self.meanings().filter(|meaning| wanted(meaning.file)) {
            print.add(meaning.file);
            print.add_option(meaning.year.map(|year| year.to_string()).as_deref());
            let body = meaning.body;
            let names = [meaning.unit, meaning.department, meaning.canonical_department];
            names.into_iter().for_each(|name| print.add_option(name));
            print.add_option(body.map(|body| body.unit.as_str()));
            let texts = body.map(|body| [&body.department, &body.place, &body.kind, &body.level]);
            texts.into_iter().flatten().for_each(|text| print.add_option(text.as_deref()));
        }
        print.hex()
    }
}

/// The position of the body with this name.
fn find(bodies: &[Entry], name: &str) -> Option<usize> {
    bodies.binary_search_by(|entry| entry.body.unit.as_str().cmp(name)).ok()
}

/// The bodies that the records mean.
fn bodies(
    meant: &[Meant],
    departments: &Departments,
    seats: &Seats,
    register: &Register,
    fates: &BTreeMap<String, Fate>,
) -> Vec<Entry> {
    let mut by_name: BTreeMap<&str, Vec<&Meant>> = BTreeMap::new();
    for meant in meant {
        by_name.entry(&meant.name).or_default().push(meant);
    }
    let entry = |(name, records): (&str, Vec<&Meant>)| Entry {
        fate: fates.get(name).cloned(),
        ..Entry::of(name, &records, departments, seats, register)
    };
    by_name.into_iter().map(entry).collect()
}

impl Entry {
    fn of(name: &str, records: &[&Meant], departments: &Departments, seats: &Seats, register: &Register) -> Self {
        let mut rows: BTreeMap<usize, u64> = BTreeMap::new();
        for (department, count) in records.iter().filter_map(|record| Some((record.department?, record.rows))) {
            *rows.entry(department).or_default() += count;
        }
        let mut ordered: Vec<(usize, u64)> = rows.into_iter().collect();
        // Departments are numbered by their text, so a tie goes to the first of them.
        ordered.sort_by_key(|(department, count)| (std::cmp::Reverse(*count), *department));
        let ordered: Vec<usize> = ordered.into_iter().map(|(department, _)| department).collect();
        let main = ordered.first().copied();
        let of_main = records.iter().filter(|record| record.department == main).find_map(|record| record.seat);
        let seat = of_main.or_else(|| records.iter().find_map(|record| record.seat));
        let (kind, level) = register.kinds.of(name);
        let rank = seat.and_then(|seat| seats.chains[seat].rank());
        // Accounts of a town are often headed by nothing but its name: 池州市贵池区棠溪镇.
        let is_town = rank == Some(Rank::Township) && seat.is_some_and(|seat| seats.texts[seat] == name);
        let kind = if is_town { TOWNSHIP } else { kind };
        let level = level.or(rank.map(Rank::name));
        let years = || records.iter().filter_map(|record| record.line.year);
        Self {
            body: Body {
                unit: name.to_owned(),
                department: main.map(|at| departments.all[at].name.clone()),
                place: seat.map(|seat| seats.texts[seat].clone()),
                kind: Some(kind.to_owned()),
                level: level.map(str::to_owned),
            },
            departments: ordered,
            years: years().min().zip(years().max()),
            files: records.iter().map(|record| record.line.file).collect(),
            rows: records.iter().fold(0, |sum, record| sum.saturating_add(record.rows)),
            spellings: records.iter().filter_map(|record| record.line.unit).collect(),
            fate: None,
            seat,
            ends: records.iter().map(|record| record.end).collect(),
        }
    }

    fn known(&self) -> Known<'_> {
        Known {
            name: &self.body.unit,
            ends: &self.ends,
            seat: self.seat,
            department: self.departments.first().copied(),
            years: self.years,
            files: &self.files,
        }
    }
}
