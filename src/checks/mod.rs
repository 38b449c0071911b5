//! Where documents contradict themselves: one rule a file, each with three answers.
//!
//! A printed figure is the interval of all values it can stand for; a result contradicts its parts
//! only where no habit of rounding explains it. What could not be checked is counted with its reason:
//! no finding is not the same as not looked at. Rules never change the data.

mod accepted;
mod case;
mod figure;
mod finding;
mod identity;
mod ledger;
mod lists;
mod meant;
mod pairs;
mod promise;
mod report;
mod rules;
mod settings;
mod shares;
mod sheet;
mod sides;
mod slip;
mod told;
mod totals;
mod trust;

pub use accepted::Accepted;
pub use finding::{Because, Cited, Finding, Tally};
pub use report::Report;
pub use rules::{RULES, Rule};
pub use settings::Settings;
pub(crate) use trust::disputed;

use crate::problem::Severity;
use crate::records::{Field, Reading};
use crate::values::Habit;
use case::Case;
use sheet::Sheet;
use std::collections::BTreeMap;

/// Checks every document of `readings` with the rules of `settings`; the reports stand in their order.
pub fn check(readings: &[&Reading], settings: &Settings) -> Vec<Report> {
    readings.iter().map(|reading| report(&Case::new(reading, readings, settings))).collect()
}

fn report(case: &Case<'_>) -> Report {
    let mut sheets: Vec<Sheet> = Vec::new();
    for rule in RULES.iter().filter(|rule| case.settings.runs(rule.code)) {
        let mut sheet = Sheet::new(rule.code, case.file());
        (rule.run)(case, &mut sheet);
        sheets.push(sheet);
    }
    let habits = habits(&sheets);
    let mut report = Report { habits, ..Report::default() };
    for mut sheet in sheets {
        for (field, needed, finding) in std::mem::take(&mut sheet.pending) {
            match report.habits.get(&field) {
                Some(habit) if *habit != needed => sheet.findings.push(finding),
                _ => sheet.consistent(),
            }
        }
        for finding in &sheet.findings {
            match finding.severity {
                Severity::Error => sheet.tally.errors += 1,
                Severity::Doubt => sheet.tally.doubts += 1,
                Severity::Note => sheet.tally.notes += 1,
            }
        }
        report.tallies.insert(sheet.rule(), std::mem::take(&mut sheet.tally));
        report.findings.append(&mut sheet.findings);
    }
    report.findings.sort_by(|one, other| (&one.place, one.rule, &one.id).cmp(&(&other.place, other.rule, &other.id)));
    report
}

/// The habit of each field: what explains at least three of its results alone, and nine tenths of
/// those that one habit alone explains.
fn habits(sheets: &[Sheet]) -> BTreeMap<Field, Habit> {
    let mut counts: BTreeMap<Field, [u32; 2]> = BTreeMap::new();
    for ((field, habit), count) in sheets.iter().flat_map(|sheet| &sheet.evidence) {
        counts.entry(*field).or_default()[usize::from(*habit == Habit::Cut)] += count;
    }
    let habit = |[rounded, cut]: [u32; 2]| match () {
        () if rounded >= 3 && rounded >= 9 * cut => Some(Habit::Rounded),
        () if cut >= 3 && cut >= 9 * rounded => Some(Habit::Cut),
        () => None,
    };
    counts.into_iter().filter_map(|(field, counts)| Some((field, habit(counts)?))).collect()
}
