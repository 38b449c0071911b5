//! R31 跨文件: what this year's accounts say of last year is what last year's own accounts of the same
//! unit said, and the projects of the self-evaluations do not spend more than the accounts' project
//! expenditure.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::identity::same_figure;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet, Test, plus};
use crate::problem::Severity;
use crate::records::{Account, AccountItem, Basis, Field, Reading, TableNumber};
use crate::values::Interval;
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R31", zh: "跨文件核对", en: "across documents", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    if case.reading.accounts.is_empty() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    let Some(unit) = case.reading.accounts.iter().find_map(|account| account.unit.as_deref()) else {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    };
    let others = case.all.iter().filter(|reading| {
        let theirs = reading.accounts.iter().find_map(|account| account.unit.as_deref());
        theirs.is_some_and(|theirs| same_unit(unit, theirs))
    });
    let cases: Vec<Case<'_>> = others.map(|reading| Case::new(reading, case.all, case.settings)).collect();
    for (at, account) in case.narrative().filter(|(_, account)| account.item.is_one_quantity()) {
        last_year(case, &cases, (at, account), sheet);
    }
    projects(case, sheet);
}

/// The item that projects are held against.
pub(in crate::checks) const PROJECT_EXPENDITURE: AccountItem = AccountItem::ProjectExpenditure;

/// Signs that two names must share at their ends to be of one unit.
const SHARED: usize = 4;

/// The end of a unit's name, which every name of the same unit has; nothing where it is too short.
pub(in crate::checks) fn end_of_unit(name: &str) -> Option<String> {
    let (at, _) = name.char_indices().rev().nth(SHARED - 1)?;
    name.get(at..).map(str::to_owned)
}

/// Whether two names are of one unit: papers print it with and without the place before it.
fn same_unit(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= SHARED && long.ends_with(short)
}

/// The amount that accounts of `year` print for the item of `account`, where they print but one.
fn own_amount(cases: &[Case<'_>], account: &Account, year: i32) -> Result<Figure, Because> {
    let unit = account.unit.as_deref().ok_or(Because::NoSecondFigure)?;
    let mut found: Vec<Figure> = Vec::new();
    for case in cases {
        let same = case.narrative().filter(|(_, other)| {
            other.item == account.item
                && other.year == Some(year)
                && other.unit.as_deref().is_some_and(|other| same_unit(unit, other))
                && own_year(case.reading) == Some(year)
        });
        found.extend(same.filter_map(|(at, _)| case.of_account(at, Field::Amount)));
    }
    let Some(first) = found.first() else { return Err(Because::NoSecondFigure) };
    let one = found.iter().all(|other| other.rounded().meets(&first.rounded()));
    let first = first.clone().named(format!("{year}年度决算"));
    if one { Ok(first) } else { Err(Because::Ambiguous) }
}

/// The year of a document's accounts.
fn own_year(reading: &Reading) -> Option<i32> {
    let narrative = reading.accounts.iter().filter(|account| account.table.is_none());
    narrative.filter_map(|account| account.year).max()
}

fn last_year(case: &Case<'_>, cases: &[Case<'_>], (at, account): (usize, &Account), sheet: &mut Sheet) {
    let Some(year) = own_year(case.reading) else { return };
    // 2023年决算数… in the accounts of 2024.
    if account.year == Some(year - 1) {
        let Some(figure) = case.of_account(at, Field::Amount) else { return };
        match own_amount(cases, account, year - 1) {
            Err(because) => sheet.unchecked(because),
            Ok(own) => same_figure(account_name(account), &figure, &own, Severity::Doubt, sheet),
        }
        return;
    }
    let compared = account.change_basis == Some(Basis::LastYear) && account.year == Some(year);
    let change = case.of_account(at, Field::Change).filter(|_| compared);
    let (Some(change), Some(amount)) = (change, case.of_account(at, Field::Amount)) else { return };
    let own = match own_amount(cases, account, year - 1) {
        Ok(own) => own,
        Err(because) => {
            sheet.unchecked(because);
            return;
        }
    };
    sheet.compare(
        Test {
            subject: account_name(account),
            printed: &change,
            inputs: &[&amount, &own],
            arithmetic: format!("{} - {}", amount.value, own.value),
            called: ("按上年度决算文件", "by last year's own accounts it"),
            // Last year's figures may have been restated.
            severity: Severity::Doubt,
        },
        |of| Some(&of[0] - &of[1]),
    );
}

/// The projects of the unit and year that self-evaluations of the run print, against the project
/// expenditure of these accounts.
fn projects(case: &Case<'_>, sheet: &mut Sheet) {
    let total = case
        .narrative()
        .find(|(_, account)| account.item == PROJECT_EXPENDITURE)
        .or_else(|| case.table(TableNumber::Spending).find(|(_, account)| account.item == PROJECT_EXPENDITURE));
    let Some((at, account)) = total else {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    };
    let (Some(total), Some(unit)) = (case.of_account(at, Field::Amount), account.unit.as_deref()) else {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    };
    let spent = executed(case, account, unit);
    if spent.is_empty() {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    }
    if spent.iter().any(|(_, figure)| figure.value > total.value * Decimal::ONE_HUNDRED) {
        // Such an amount is a slip of the unit (R32).
        sheet.unchecked(Because::OtherUnit);
        return;
    }
    let figures: Vec<&Figure> = spent.iter().map(|(_, figure)| figure).collect();
    let sum = Interval::sum(&figures.iter().map(|figure| figure.rounded()).collect::<Vec<_>>());
    if total.rounded().meets(&sum) {
        sheet.consistent();
    } else if sum.is_below(&total.rounded()) {
        // Not every project is evaluated in what is at hand.
        sheet.unchecked(Because::NoSecondFigure);
    } else {
        let subject = "项目支出与自评项目".to_owned();
        let remark = Remark {
            severity: Severity::Doubt,
            figures: std::iter::once(&total).chain(figures.iter().copied()).map(Figure::cited).collect(),
            expected: format!(">= {sum}"),
            arithmetic: plus(&figures),
            zh: format!("{}个自评项目共执行{sum}，多于决算的项目支出{}。", figures.len(), total.printed),
            en: format!(
                "{} self-evaluated projects spent {sum} together, more than the project expenditure {} of the accounts.",
                figures.len(),
                total.printed
            ),
            subject,
        };
        sheet.remark(remark, &[&total]);
    }
}

/// What each project of the unit and year spent, with its name, over all documents of the run.
fn executed(case: &Case<'_>, account: &Account, unit: &str) -> Vec<(String, Figure)> {
    let mut spent: Vec<(String, Figure)> = Vec::new();
    let theirs = |reading: &&&Reading| {
        reading.projects.iter().any(|project| project.unit.as_deref().is_some_and(|name| same_unit(unit, name)))
    };
    for reading in case.all.iter().filter(theirs) {
        let other = Case::new(reading, case.all, case.settings);
        let mine = reading.projects.iter().filter(|project| {
            project.year == account.year && project.unit.as_deref().is_some_and(|name| same_unit(unit, name))
        });
        for project in mine {
            let Some(figure) = other.of_project(project, Field::Executed) else { continue };
            let name = project.project.clone().unwrap_or_default();
            // A form may stand in two documents.
            if !spent.iter().any(|(known, held)| *known == name && held.value == figure.value) {
                spent.push((name, figure));
            }
        }
    }
    spent
}
