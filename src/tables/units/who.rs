//! Who is who among all that was met: from mentions to bodies, and back from what a record prints to
//! its body.

use super::alike::{Known, Pair, pairs};
use super::departments::{Departments, Tops};
use super::fingerprint::Fingerprint;
use super::lines::{Line, Lines};
use super::mention::{Body, Mention};
use super::names::{Names, Seats, position};
use super::register::Register;
use super::resolve::{Meant, units};
use std::collections::{BTreeMap, BTreeSet};

/// All bodies that were met, and what each record's names mean.
#[derive(Debug)]
pub struct Who {
    pub(super) names: Names,
    pub(super) lines: Lines,
    pub(super) departments: Departments,
    /// The unit of every line that has one, in the order of the lines.
    pub(super) meant: Vec<Meant>,
    /// All bodies, by name.
    pub(super) bodies: Vec<Entry>,
    /// Bodies that might be one.
    pub(super) doubts: Vec<Pair>,
    /// The body of a spelling in a file, where it is one.
    in_file: BTreeMap<(usize, usize), Option<usize>>,
    /// The body of a spelling everywhere, where it is one.
    anywhere: BTreeMap<usize, Option<usize>>,
}

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
    pub(super) fate: Option<(Vec<String>, i32)>,
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
        let bodies = bodies(&meant, &departments, &seats, register);
        let known: Vec<Known<'_>> = bodies.iter().map(Entry::known).collect();
        let doubts = pairs(&known, &names, &seats);
        drop(known);
        let mut who = Self {
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
        for meant in &self.meant {
            let (Some(body), Some(spelling)) = (find(&self.bodies, &meant.name), meant.line.unit) else { continue };
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
                let met = met.and_then(|at| find(&self.bodies, &self.meant[at].name)).map(Some);
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
        let wanted = position(&self.lines.files, file);
        self.fingerprint_where(|file| Some(file) == wanted)
    }

    fn fingerprint_where(&self, wanted: impl Fn(usize) -> bool) -> String {
        let mut print = Fingerprint::new();
        let spelling = |at: Option<usize>| at.map(|at| self.names.printed[at].text.as_str());
        for (line, _) in self.lines.all.iter().filter(|(line, _)| wanted(line.file)) {
            print.add(&self.lines.files[line.file]);
            print.add_option(line.year.map(|year| year.to_string()).as_deref());
            print.add_option(spelling(line.unit));
            print.add_option(spelling(line.department));
            let department = line.department.and_then(|spelling| self.departments.meant(line.file, spelling));
            print.add_option(department.map(|(at, _)| self.departments.all[at].name.as_str()));
            let meant = self.meant.binary_search_by_key(line, |meant| meant.line).ok();
            let body = meant.and_then(|at| find(&self.bodies, &self.meant[at].name));
            if let Some(body) = body.map(|at| &self.bodies[at].body) {
                print.add(&body.unit);
                [&body.department, &body.place, &body.kind, &body.level]
                    .into_iter()
                    .for_each(|text| print.add_option(text.as_deref()));
            }
        }
        print.hex()
    }
}

/// The position of the body with this name.
pub(super) fn find(bodies: &[Entry], name: &str) -> Option<usize> {
    bodies.binary_search_by(|entry| entry.body.unit.as_str().cmp(name)).ok()
}

/// The bodies that the records mean.
fn bodies(meant: &[Meant], departments: &Departments, seats: &Seats, register: &Register) -> Vec<Entry> {
    let mut by_name: BTreeMap<&str, Vec<&Meant>> = BTreeMap::new();
    for meant in meant {
        by_name.entry(&meant.name).or_default().push(meant);
    }
    by_name.into_iter().map(|(name, records)| Entry::of(name, &records, departments, seats, register)).collect()
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
        let level = level.or_else(|| Some(seats.chains[seat?].rank()?.name()));
        let years = || records.iter().filter_map(|record| record.line.year);
        let fate = register.fate(name);
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
            fate: fate.map(|fate| (fate.successors.iter().cloned().collect(), fate.since)),
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
