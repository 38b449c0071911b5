//! A reading of some years alone, with everything that points at its records pointing right again.

use crate::records::{Of, Reading};

impl Reading {
    /// Keeps the records whose year `keep` wants, and of printed figures and remarks what belongs to them.
    pub fn retain_years(&mut self, keep: impl Fn(Option<i32>) -> bool) {
        let projects: Vec<u32> = self.projects.iter().filter(|row| keep(row.year)).map(|row| row.ordinal).collect();
        let funding = kept(self.funding.iter().map(|row| keep(row.year)));
        let indicators = kept(self.indicators.iter().map(|row| keep(row.year)));
        let accounts = kept(self.accounts.iter().map(|row| keep(row.year)));
        self.projects.retain(|row| keep(row.year));
        self.funding.retain(|row| keep(row.year));
        self.indicators.retain(|row| keep(row.year));
        self.accounts.retain(|row| keep(row.year));
        let moved = |of: Of| match of {
            Of::Project(ordinal) => projects.contains(&ordinal).then_some(of),
            Of::Funding(at) => funding.get(at).copied().flatten().map(Of::Funding),
            Of::Indicator(at) => indicators.get(at).copied().flatten().map(Of::Indicator),
            Of::Account(at) => accounts.get(at).copied().flatten().map(Of::Account),
        };
        self.printed.retain_mut(|printed| moved(printed.of).map(|of| printed.of = of).is_some());
        self.remarks.directions.retain_mut(|direction| {
            let Some(account) = direction.account else { return true };
            direction.account = accounts.get(account).copied().flatten();
            direction.account.is_some()
        });
        self.remarks.retold.retain_mut(|(first, again)| {
            let both = [*first, *again].map(|at| accounts.get(at).copied().flatten());
            let [Some(one), Some(other)] = both else { return false };
            (*first, *again) = (one, other);
            true
        });
        self.remarks.sections.retain_mut(|section| {
            let (from, to) = section.indicators;
            let from = indicators.get(from).copied().flatten();
            let length = to - section.indicators.0;
            from.map(|from| section.indicators = (from, from + length)).is_some()
        });
    }
}

/// Where each record goes: its index among those that are kept.
fn kept(wanted: impl Iterator<Item = bool>) -> Vec<Option<usize>> {
    let mut next = 0;
    wanted
        .map(|wanted| {
            let place = wanted.then_some(next);
            next += usize::from(wanted);
            place
        })
        .collect()
}
