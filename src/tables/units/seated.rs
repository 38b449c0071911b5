//! One name in several places: 第10中学 under the bureau of one city and under that of another are two
//! bodies with one spelling.
//!
//! A name that says itself where it lies needs none of this. Any other is as many bodies as there are
//! places its records speak of; places that one document names beside each other without
//! contradiction, and a place and the only smaller one within it, count as one.

use super::names::Seats;
use super::places::Rank;
use std::collections::{BTreeMap, BTreeSet};

/// One record's view of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) file: usize,
    /// The place the record speaks of.
    pub(super) seat: Option<usize>,
}

/// For every one of `views` of one name the place that tells it from others of its name; `None` where
/// there is one body, or where nothing is said of the place. `elsewhere` says that the same spelling
/// was also recognised as a longer name.
pub(super) fn told_apart(views: &[View], elsewhere: bool, seats: &Seats) -> Vec<Option<usize>> {
    let mut by_file: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for view in views {
        by_file.entry(view.file).or_default().extend(view.seat);
    }
    let mut groups = Groups::default();
    let mut agreed: BTreeMap<usize, usize> = BTreeMap::new();
    for (file, places) in &by_file {
        let Some(first) = places.first() else { continue };
        if agree(places, seats) {
            places.iter().for_each(|place| groups.join(*first, *place));
            agreed.insert(*file, *first);
        } else {
            places.iter().for_each(|place| groups.join(*place, *place));
        }
    }
    groups.join_inner(seats);
    let bodies: BTreeSet<usize> = groups.known().map(|seat| groups.root(seat)).collect();
    let seat = |view: &View| view.seat.or_else(|| agreed.get(&view.file).copied()).map(|seat| groups.root(seat));
    let unplaced = views.iter().any(|view| seat(view).is_none());
    if bodies.len() + usize::from(unplaced && elsewhere) < 2 {
        return vec![None; views.len()];
    }
    views.iter().map(seat).collect()
}

/// Whether no two of `places` contradict each other.
fn agree(places: &BTreeSet<usize>, seats: &Seats) -> bool {
    let mut by_rank: BTreeMap<Rank, usize> = BTreeMap::new();
    places.iter().all(|seat| {
        seats.chains[*seat].0.iter().all(|part| {
            let other = *by_rank.entry(part.rank).or_insert(*seat);
            !seats.conflict(*seat, other)
        })
    })
}

/// Places that stand for one, each under the longest of them.
#[derive(Default)]
struct Groups {
    above: BTreeMap<usize, usize>,
}

impl Groups {
    fn known(&self) -> impl Iterator<Item = usize> {
        self.above.keys().copied()
    }

    fn root(&self, seat: usize) -> usize {
        let mut at = seat;
        while let Some(next) = self.above.get(&at).filter(|next| **next != at) {
            at = *next;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        self.above.entry(one).or_insert(one);
        self.above.entry(other).or_insert(other);
        let (one, other) = (self.root(one), self.root(other));
        // Texts are sorted, so the greater number is the inner place of two in one.
        self.above.insert(one.min(other), one.max(other));
    }

    /// Joins a place with what lies in it, where that is one place.
    fn join_inner(&mut self, seats: &Seats) {
        let known: Vec<usize> = self.known().collect();
        for (at, seat) in known.iter().enumerate().rev() {
            let within =
                known[at + 1..].iter().take_while(|other| seats.texts[**other].starts_with(&seats.texts[*seat]));
            let roots: BTreeSet<usize> = within.map(|other| self.root(*other)).collect();
            if let (1, Some(only)) = (roots.len(), roots.first()) {
                self.join(*seat, *only);
            }
        }
    }
}
