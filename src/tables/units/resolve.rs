//! Which body each record means by the unit it prints: the evidence, one kind after another.

use super::departments::Departments;
use super::evidence::Evidence;
use super::joins::{Role, Tops, follow};
use super::lines::{Line, Lines};
use super::names::{Names, Seats, Top};
use super::seated::{View, told_apart};
use std::collections::{BTreeMap, BTreeSet};

/// What all evidence says, by the scope in which it holds.
struct Scopes<'a> {
    names: &'a Names,
    seats: &'a Seats,
    departments: &'a Departments,
    tops: &'a Tops,
    /// Longer names by file, department and short name.
    in_file_under: BTreeMap<(usize, usize, usize), Top>,
    /// Longer names by department, year and short name.
    in_year_under: BTreeMap<(usize, Option<i32>, usize), Top>,
    /// Longer names by department and short name, places of the department alone before it.
    under: BTreeMap<(usize, usize), Top>,
    /// Which name stands under which department.
    stands_under: BTreeSet<(usize, usize)>,
}

/// What a record's unit turned out to be.
#[derive(Clone, Debug)]
pub(super) struct Meant {
    pub(super) line: Line,
    pub(super) rows: u64,
    /// Position of the department.
    pub(super) department: Option<usize>,
    /// The name that evidence leads to, and the canonical one: the same but for bodies of one spelling.
    pub(super) end: usize,
    pub(super) name: String,
    /// Where the department or the name says it lies.
    pub(super) seat: Option<usize>,
    pub(super) why: Evidence,
}

/// A record that evidence led to a name.
struct Led {
    line: Line,
    rows: u64,
    department: Option<usize>,
    why: Evidence,
}

/// The unit of every line that has one.
pub(super) fn units(lines: &Lines, names: &Names, seats: &Seats, departments: &Departments, tops: &Tops) -> Vec<Meant> {
    let scopes = Scopes::of(lines, names, seats, departments, tops);
    let decreed = names.decreed_to();
    // By the name that evidence leads to: the record, and how it got there.
    let mut ends: BTreeMap<usize, Vec<Led>> = BTreeMap::new();
    // Names that some record's evidence leads away from.
    let mut left: BTreeSet<usize> = BTreeSet::new();
    for (line, rows) in &lines.all {
        let Some(spelling) = line.unit else { continue };
        let department = scopes.department(line);
        let printed = &names.printed[spelling];
        let (end, why) = follow(names, printed.name, |at| scopes.longer(line, department, at));
        if end != printed.name {
            left.insert(printed.name);
        }
        let why = why.unwrap_or(printed.why);
        ends.entry(end).or_default().push(Led { line: *line, rows: *rows, department, why });
    }
    let mut found = Vec::new();
    for (end, records) in ends {
        let text = &names.texts[end];
        let own = seats.of_name[end];
        let seat = |department: Option<usize>| {
            let seat = department.and_then(|department| departments.all[department].seat);
            seat.filter(|seat| Some(*seat) != own)
        };
        let views: Vec<View> =
            records.iter().map(|led| View { file: led.line.file, seat: seat(led.department) }).collect();
        // No second city has a 云川市第10中学, and what the register names is one body.
        let settled = names.chains[end].is_anchored() || decreed.contains(&end);
        let apart = if settled { vec![None; views.len()] } else { told_apart(&views, left.contains(&end), seats) };
        for (Led { line, rows, department, why }, apart) in records.into_iter().zip(apart) {
            let name = apart.map_or_else(|| text.clone(), |seat| format!("{text}({})", seats.texts[seat]));
            let why = if apart.is_some() { Evidence::Apart } else { why };
            let seat = seats.inner(own, apart.or_else(|| seat(department)));
            found.push(Meant { line, rows, department, end, name, seat, why });
        }
    }
    found.sort_by_key(|meant| meant.line);
    found
}

impl<'a> Scopes<'a> {
    fn of(lines: &Lines, names: &'a Names, seats: &'a Seats, departments: &'a Departments, tops: &'a Tops) -> Self {
        let mut scopes = Self {
            names,
            seats,
            departments,
            tops,
            in_file_under: BTreeMap::new(),
            in_year_under: BTreeMap::new(),
            under: BTreeMap::new(),
            stands_under: BTreeSet::new(),
        };
        for (line, _) in &lines.all {
            if let (Some(department), Some(unit)) = (scopes.department(line), line.unit) {
                scopes.add(line, department, names.printed[unit].name);
            }
        }
        scopes
    }

    fn add(&mut self, line: &Line, department: usize, long: usize) {
        self.stands_under.insert((department, long));
        let texts = &self.names.texts;
        let seat = self.departments.all[department].seat;
        for short in self.names.shorter(long).iter().copied() {
            Top::add(&mut self.in_file_under, (line.file, department, short), long, texts);
            // A bureau of no place is a name like 第10中学: in two documents it may be two.
            let Some(seat) = seat else { continue };
            Top::add(&mut self.in_year_under, (department, line.year, short), long, texts);
            let before = &texts[long][..texts[long].len() - texts[short].len()];
            if self.seats.texts[seat].contains(before) {
                Top::add(&mut self.under, (department, short), long, texts);
            }
        }
    }

    fn department(&self, line: &Line) -> Option<usize> {
        Some(self.departments.meant(line.file, line.department?)?.0)
    }

    /// The name with a place before it that this record means by `at`.
    fn longer(&self, line: &Line, department: Option<usize>, at: usize) -> Option<(usize, Evidence)> {
        let fits = |long: &usize| !self.is_elsewhere(department, *long);
        let only = |top: Option<&Top>| top.and_then(Top::only).filter(fits);
        for role in [Role::Unit, Role::Any] {
            if let Some(long) = only(self.tops.in_file.get(&(role, line.file, at))) {
                return Some((long, Evidence::Document));
            }
        }
        if let Some(department) = department {
            if let Some(long) = only(self.in_file_under.get(&(line.file, department, at))) {
                return Some((long, Evidence::DocumentDepartment));
            }
            if let Some(long) = only(self.in_year_under.get(&(department, line.year, at))) {
                return Some((long, Evidence::DepartmentYear));
            }
            if let Some(long) = only(self.under.get(&(department, at))) {
                return Some((long, Evidence::Department));
            }
        }
        Some((only(self.tops.anywhere.get(&at))?, Evidence::Place))
    }

    /// Whether the record's department lies in another place than `long`, which does not stand under it.
    fn is_elsewhere(&self, department: Option<usize>, long: usize) -> bool {
        let seats =
            department.and_then(|department| self.departments.all[department].seat).zip(self.seats.of_name[long]);
        seats.is_some_and(|(one, other)| self.seats.conflict(one, other))
            && department.is_some_and(|department| !self.stands_under.contains(&(department, long)))
    }
}
