//! Where documents contradict themselves: one rule a file, each with three answers.
//!
//! A printed figure is the interval of all values it can stand for; a result contradicts its parts
//! only where no habit of rounding explains it. What could not be checked is counted with its reason:
//! no finding is not the same as not looked at. Rules never change the data.

mod accepted;
mod brief;
mod case;
mod delivered;
mod figure;
mod finding;
mod identity;
mod ledger;
mod lists;
mod meant;
mod owner;
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
pub use brief::Brief;
pub(crate) use delivered::{Delivered, delivered};
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
use std::collections::{BTreeMap, BTreeSet};

/// Checks every document of `readings` with the rules of `settings`; the reports stand in their order.
pub fn check(readings: &[&Reading], settings: &Settings) -> Vec<Report> {
    let mut reports: Vec<Report> = readings.iter().map(|reading| check_alone(reading, settings)).collect();
    let briefs: Vec<Brief> =
        readings.iter().zip(&reports).map(|(reading, report)| Brief::of(reading, report)).collect();
    for (report, across) in reports.iter_mut().zip(check_across(&briefs, settings)) {
        report.add(across);
    }
    reports
}

/// What the rules say of `reading` that look at one document alone.
pub fn check_alone(reading: &Reading, settings: &Settings) -> Report {
    let alone = [reading];
    let case = Case::new(reading, &alone, settings);
    let sheets = sheets(&case, |rule| rule.code != rules::ACROSS);
    let habits = habits(&sheets);
    let mut report = Report { habits: habits.clone(), ..report(sheets, &habits) };
    owner::assign(&mut report, reading);
    report
}

/// What the rules say that compare documents with each other, a report a document. The habits a
/// document was found to have by its own figures decide here, too.
pub fn check_across(briefs: &[Brief], settings: &Settings) -> Vec<Report> {
    let mut met: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, brief) in briefs.iter().enumerate() {
        brief.ends().into_iter().for_each(|end| met.entry(end).or_default().push(at));
    }
    let one = |brief: &Brief| {
        let ends = if brief.is_compared() { brief.ends() } else { BTreeSet::new() };
        let near: BTreeSet<usize> = ends.iter().filter_map(|end| met.get(end)).flatten().copied().collect();
        let near: Vec<&Reading> = near.into_iter().filter_map(|at| Some(&briefs.get(at)?.reading)).collect();
        let case = Case::new(&brief.reading, &near, settings);
        let mut report = report(sheets(&case, |rule| rule.code == rules::ACROSS), &brief.habits);
        owner::assign(&mut report, &brief.reading);
        report
    };
    briefs.iter().map(one).collect()
}

/// What each of the `wanted` rules writes down about a document.
fn sheets(case: &Case<'_>, wanted: impl Fn(&Rule) -> bool) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for rule in RULES.iter().filter(|rule| wanted(rule) && case.settings.runs(rule.code)) {
        let mut sheet = Sheet::new(rule.code, case.file());
        (rule.run)(case, &mut sheet);
        sheets.push(sheet);
    }
    sheets
}

/// What was written down, with the findings that only stand where the document has the other of two
/// habits decided by `habits`.
fn report(sheets: Vec<Sheet>, habits: &BTreeMap<Field, Habit>) -> Report {
    let mut report = Report::default();
    for mut sheet in sheets {
        for (field, needed, finding) in std::mem::take(&mut sheet.pending) {
            match habits.get(&field) {
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
    report.sort();
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
