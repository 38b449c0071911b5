//! Short names and the longer ones they may stand for, by the scope in which both are printed, and the
//! way from a printed name over evidence and register to the last one.

use super::evidence::Evidence;
use super::lines::Lines;
use super::names::{Names, Top, position};
use std::collections::BTreeMap;

/// What a name stands for in a file; what is printed as the same is better evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Unit,
    Department,
    Any,
}

/// Names that stand for longer ones, in one file and everywhere.
pub(super) struct Tops {
    /// By what stands under the name, file and short name.
    pub(super) in_file: BTreeMap<(Role, usize, usize), Top>,
    /// By short name that itself begins with a place.
    pub(super) anywhere: BTreeMap<usize, Top>,
}

impl Tops {
    pub(super) fn of(lines: &Lines, names: &Names) -> Self {
        let mut present: Vec<(Role, usize, usize)> = Vec::new();
        for (line, _) in &lines.all {
            let spellings = [(Role::Unit, line.unit), (Role::Department, line.department)];
            for (role, spelling) in spellings.into_iter().filter_map(|(role, spelling)| Some((role, spelling?))) {
                let name = names.printed[spelling].name;
                present.extend([(role, line.file, name), (Role::Any, line.file, name)]);
            }
        }
        present.sort_unstable();
        present.dedup();
        let mut tops = Self { in_file: BTreeMap::new(), anywhere: BTreeMap::new() };
        for here in present.chunk_by(|one, other| one.0 == other.0 && one.1 == other.1) {
            for (role, file, long) in here {
                let shorter = names.shorter(*long).iter().map(|short| (*role, *file, *short));
                for short in shorter.filter(|short| here.binary_search(short).is_ok()) {
                    Top::add(&mut tops.in_file, short, *long, &names.texts);
                }
            }
        }
        for long in 0..names.texts.len() {
            for short in names.shorter(long).iter().filter(|short| names.chains[**short].leads()) {
                Top::add(&mut tops.anywhere, *short, long, &names.texts);
            }
        }
        tops
    }
}

/// The name that a text of the register stands for, where papers print it with a larger place.
pub(super) fn widest(names: &Names, tops: &Tops, text: &str) -> String {
    let Some(start) = position(&names.texts, text) else { return text.to_owned() };
    let (end, _) = follow(names, start, |at| Some((tops.anywhere.get(&at)?.only()?, Evidence::Place)));
    names.texts[end].clone()
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
