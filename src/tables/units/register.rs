//! Who is who by decree: aliases, renames, mergers and splits that no paper tells.
//!
//! `data/units.toml` is compiled in, a user's own texts come on top. All statements hold together: two
//! that contradict each other are an error with both places, whichever files they stand in.

use super::kinds::Kinds;
use super::places::Places;
use super::spelling::tidy;
use super::written::{Statement, statements};
use crate::problem::{Code, Problem, Said, said, shorten};
use crate::values::{Lang, Place};
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "data/units.toml";
const BUILT_IN: &str = include_str!("../../../data/units.toml");

/// Who is who by decree, and the dictionaries of places and kinds.
#[derive(Clone, Debug)]
pub struct Register {
    pub(super) places: Places,
    pub(super) kinds: Kinds,
    /// Names that are another's, by tidied spelling.
    names: BTreeMap<String, Another>,
    /// What became of bodies, by canonical name.
    fates: BTreeMap<String, Fate>,
}

/// The name a body is counted under in place of the printed one.
#[derive(Clone, Debug)]
struct Another {
    name: String,
    is_rename: bool,
    place: Place,
}

/// What became of a body that ended.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    /// The bodies it became.
    pub(super) successors: BTreeSet<String>,
    pub(super) since: i32,
    place: Place,
}

impl Register {
    /// The compiled-in register with `own` texts on top, each after the name messages call it by.
    ///
    /// # Errors
    ///
    /// A text that is not TOML or has a key no register has; a name that stands for two bodies or, over
    /// others, for itself; a body that became two things.
    pub fn new(own: &[(String, String)]) -> Result<Self, Vec<Problem>> {
        let places = Places::built_in().map_err(|problem| vec![problem])?;
        let kinds = Kinds::built_in().map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let mut found = Vec::new();
        let files = own.iter().map(|(file, text)| (file.as_str(), text.as_str()));
        for (file, text) in [(FILE, BUILT_IN)].into_iter().chain(files) {
            match statements(file, text) {
                Ok(read) => found.extend(read),
                Err(problem) => problems.push(problem),
            }
        }
        let mut register = Self { places, kinds, names: BTreeMap::new(), fates: BTreeMap::new() };
        register.take_names(&found, &mut problems);
        register.refuse_circles(&mut problems);
        if problems.is_empty() {
            register.take_fates(&found, &mut problems);
            register.refuse_circular_fates(&mut problems);
        }
        if problems.is_empty() { Ok(register) } else { Err(problems) }
    }

    /// What the kind of a body is called.
    pub fn kind_label(&self, id: &str, lang: Lang) -> Option<&str> {
        self.kinds.label(id, lang)
    }

    /// The name that a tidied one is counted under and whether over a rename; `None` where nothing is decreed.
    pub(super) fn decreed(&self, name: &str) -> Option<(&str, bool)> {
        let mut last = self.names.get(name)?;
        let mut renamed = last.is_rename;
        while let Some(next) = self.names.get(&last.name) {
            renamed |= next.is_rename;
            last = next;
        }
        Some((&last.name, renamed))
    }

    /// Ended bodies with what became of them.
    pub(super) fn fates(&self) -> impl Iterator<Item = (&str, &Fate)> {
        self.fates.iter().map(|(name, fate)| (name.as_str(), fate))
    }

    /// Notes on names of the register that are not `met`: a slip of the pen looks like this.
    pub(super) fn unused(&self, met: impl Fn(&str) -> bool) -> Vec<Problem> {
        let names = self.names.iter().map(|(name, another)| (name, &another.place));
        let fates = self.fates.iter().map(|(name, fate)| (name, &fate.place));
        let unmet = names.chain(fates).filter(|(name, _)| !met(name));
        let mut problems: Vec<Problem> = unmet
            .map(|(name, place)| {
                let message = said!(
                    "`{}`：应在某份文件中出现，实际都没有",
                    "`{}`: expected in some document, found in none",
                    shorten(name)
                );
                Problem::note(Code::UnitsUnused, place.clone(), message).hint(said!(
                    "请与数据表`spellings`的`spelling`列对照，或删去该条",
                    "compare it with the column `spelling` of the table `spellings`, or take the entry out"
                ))
            })
            .collect();
        problems.sort_by(|one, other| (&one.place, &one.message).cmp(&(&other.place, &other.message)));
        problems
    }

    fn current(&self, name: &str) -> String {
        self.decreed(name).map_or_else(|| name.to_owned(), |(name, _)| name.to_owned())
    }

    fn take_names(&mut self, found: &[Statement], problems: &mut Vec<Problem>) {
        for statement in found {
            let (from, to, is_rename) = match statement {
                Statement::Alias { also, name, .. } => (also.as_slice(), name, false),
                Statement::Rename { from, to, .. } => (std::slice::from_ref(from), to, true),
                Statement::Fate { .. } => continue,
            };
            for from in from {
                let (from, to) = (tidy(from), tidy(to));
                let another = Another { name: to, is_rename, place: statement.place().clone() };
                if from == another.name {
                    // 第7中学 under two widths is one name already; a rename to itself is a slip.
                    if is_rename {
                        let message = said!("`{}`更名为其自身", "`{}` is renamed to itself", shorten(&from));
                        problems.push(
                            wrong(&another.place, message).hint(said!("更名须有两个名称", "a rename has two names")),
                        );
                    }
                    continue;
                }
                match self.names.get(&from) {
                    Some(other) if other.name != another.name => {
                        let message = said!(
                            "`{}`：应为同一个单位，此处为`{}`，另有`{}`（{}）",
                            "`{}`: expected one body, found `{}` here and `{}` in {}",
                            shorten(&from),
                            shorten(&another.name),
                            shorten(&other.name),
                            other.place
                        );
                        problems.push(
                            wrong(&another.place, message).hint(said!("请删去其中一条", "take one of the two out")),
                        );
                    }
                    Some(_) => {}
                    None => drop(self.names.insert(from, another)),
                }
            }
        }
    }

    /// A chain of names that never ends would stand for no body; found in one pass over all names.
    fn refuse_circles(&self, problems: &mut Vec<Problem>) {
        let mut ends: BTreeSet<&str> = BTreeSet::new();
        for (start, first) in &self.names {
            let mut way: BTreeSet<&str> = BTreeSet::from([start.as_str()]);
            let mut at = first;
            while !ends.contains(at.name.as_str()) {
                if !way.insert(&at.name) {
                    let message = said!(
                        "`{}`：应有最新名称，实际各名称循环更名",
                        "`{}`: expected a newest name, found a circle of names",
                        shorten(&at.name)
                    );
                    problems
                        .push(wrong(&at.place, message).hint(said!("请删去其中一条", "take one of its entries out")));
                    break;
                }
                let Some(next) = self.names.get(&at.name) else { break };
                at = next;
            }
            ends.extend(way);
        }
    }

    fn take_fates(&mut self, found: &[Statement], problems: &mut Vec<Problem>) {
        for statement in found {
            let Statement::Fate { from, into, since, place } = statement else { continue };
            let successors: BTreeSet<String> = into.iter().map(|name| self.current(&tidy(name))).collect();
            let ended: Vec<String> = from.iter().map(|name| self.current(&tidy(name))).collect();
            for from in ended {
                if successors.contains(&from) {
                    // 水务局 that takes another in goes on as itself.
                    continue;
                }
                let fate = Fate { successors: successors.clone(), since: *since, place: place.clone() };
                match self.fates.get(&from) {
                    Some(other) if other.successors != fate.successors || other.since != fate.since => {
                        let message = said!(
                            "`{}`：应只有一种去向，另见{}",
                            "`{}`: expected one end, found it also in {}",
                            shorten(&from),
                            other.place
                        );
                        problems.push(
                            wrong(place, message)
                                .hint(said!("请把其全部去向写在一条里", "put all that it became into one entry")),
                        );
                    }
                    Some(_) => {}
                    None => drop(self.fates.insert(from, fate)),
                }
            }
        }
    }

    /// What a body became must not become that body again: the names left when all that lead to an end are
    /// taken away stand in a circle.
    fn refuse_circular_fates(&self, problems: &mut Vec<Problem>) {
        let mut open: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (from, fate) in &self.fates {
            open.insert(from, fate.successors.iter().filter(|name| self.fates.contains_key(*name)).count());
            for into in &fate.successors {
                sources.entry(into).or_default().push(from);
            }
        }
        let mut done: Vec<&str> = open.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
        while let Some(name) = done.pop() {
            open.remove(name);
            for from in sources.get(name).into_iter().flatten() {
                if let Some(count) = open.get_mut(from) {
                    *count -= 1;
                    if *count == 0 {
                        done.push(from);
                    }
                }
            }
        }
        if let Some(fate) = open.keys().next().and_then(|name| self.fates.get(*name)) {
            let message = said!(
                "撤并应归入其他单位，实际有单位归入自身",
                "expected bodies that end in others, found some that end in themselves"
            );
            problems.push(
                wrong(&fate.place, message)
                    .hint(said!("请删去循环中的一条", "take one of the entries of the circle out")),
            );
        }
    }
}

fn wrong(place: &Place, message: Said) -> Problem {
    Problem::error(Code::UnitsContradictory, place.clone(), message)
}
