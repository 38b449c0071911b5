//! What the rules across documents need of a document, so that a run over many of them need not keep
//! whole readings: a few lines of its accounts, and what its projects spent.

use crate::checks::report::Report;
use crate::checks::rules;
use crate::records::{Account, Field, Of, Printed, Project, Reading, TableNumber};
use crate::values::Habit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A document in brief.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The records that another document can be compared with, and how their figures are printed.
    pub(super) reading: Reading,
    /// How the document was found to print its results.
    pub(super) habits: BTreeMap<Field, Habit>,
}

impl Brief {
    /// The document `reading`, of which its own rules say `report`.
    pub fn of(reading: &Reading, report: &Report) -> Self {
        let mut brief = Reading::default();
        let kept = accounts(reading);
        for printed in &reading.printed {
            let of = match printed.of {
                Of::Account(at) => kept.iter().position(|kept| *kept == at).map(Of::Account),
                Of::Project(_) if printed.field == Field::Executed => Some(printed.of),
                _ => None,
            };
            brief.printed.extend(of.map(|of| Printed { of, ..printed.clone() }));
        }
        brief.printed.extend(finest(reading));
        brief.accounts = kept.into_iter().filter_map(|at| reading.accounts.get(at).cloned()).collect();
        brief.projects = reading.projects.iter().filter(|one| one.executed_wan.is_some()).filter_map(spent).collect();
        Self { reading: brief, habits: report.habits.clone() }
    }

    /// Whether a rule across documents has something to say of it: it holds accounts.
    pub fn is_compared(&self) -> bool {
        self.compared() > 0
    }

    /// How many figures of accounts it holds.
    pub fn compared(&self) -> usize {
        self.reading.accounts.len()
    }

    /// The ends of the names of its units: two names can only mean one unit where their ends are equal.
    pub(super) fn ends(&self) -> BTreeSet<String> {
        let accounts = self.reading.accounts.iter().filter_map(|account| account.unit.as_deref());
        let projects = self.reading.projects.iter().filter_map(|project| project.unit.as_deref());
        accounts.chain(projects).filter_map(rules::end_of_unit).collect()
    }
}

/// The accounts that are kept, by their index: what is compared, the first that names the unit, and one
/// of the latest year.
fn accounts(reading: &Reading) -> Vec<usize> {
    let all = || reading.accounts.iter().enumerate();
    let latest = all().filter(|(_, account)| account.table.is_none()).max_by_key(|(_, account)| account.year);
    let named = all().find(|(_, account)| account.unit.is_some());
    let compared = all().filter(|(_, account)| is_compared(account));
    let kept: BTreeSet<usize> = compared.chain(latest).chain(named).chain(all().next()).map(|(at, _)| at).collect();
    kept.into_iter().collect()
}

fn is_compared(account: &Account) -> bool {
    match account.table {
        None => account.item.is_one_quantity() || account.item == rules::PROJECT_EXPENDITURE,
        Some(table) => table == TableNumber::Spending && account.item == rules::PROJECT_EXPENDITURE,
    }
}

/// What is compared of a project: who spent how much in which year.
fn spent(project: &Project) -> Option<Project> {
    let Project { place, year, ordinal, project, unit, executed_wan, .. } = project.clone();
    unit.is_some().then(|| Project { place, year, ordinal, project, unit, executed_wan, ..Project::default() })
}

/// The finest step of the amounts of each form, as a figure of its project.
fn finest(reading: &Reading) -> Vec<Printed> {
    let mut finest: BTreeMap<u32, &Printed> = BTreeMap::new();
    for printed in &reading.printed {
        let form = match printed.of {
            Of::Project(ordinal) => Some(ordinal),
            Of::Funding(at) => reading.funding.get(at).map(|row| row.ordinal),
            Of::Indicator(_) | Of::Account(_) => None,
        };
        let is_amount = printed.field.is_amount_of_form();
        let Some(form) = form.filter(|_| is_amount) else { continue };
        let held: Decimal = finest.get(&form).map_or(Decimal::MAX, |held| held.step);
        if printed.step < held {
            finest.insert(form, printed);
        }
    }
    let figure = |(ordinal, printed): (u32, &Printed)| Printed {
        of: Of::Project(ordinal),
        field: Field::Initial,
        text: String::new(),
        ..printed.clone()
    };
    finest.into_iter().map(figure).collect()
}
