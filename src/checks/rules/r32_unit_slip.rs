//! R32 单位错误: a figure that is 10,000 times what stands beside it for the same quantity, as 元
//! printed under 万元 is.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::ledger::{Cell, Ledger};
use crate::checks::meant::meant;
use crate::checks::pairs::pairs;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::checks::slip::slipped;
use crate::problem::Severity;
use crate::records::{Field, FundingSource, Of, TableNumber};
use crate::values::Interval;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R32", zh: "单位错误", en: "unit slip", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    if case.reading.accounts.is_empty() && case.reading.projects.is_empty() {
        sheet.unchecked(Because::NotApplicable);
        return;
    }
    for project in &case.reading.projects {
        let name = case.project_name(project);
        let row = |of: &dyn Fn(Field) -> Option<Figure>| {
            [Field::Initial, Field::Adjusted, Field::Executed, Field::Rate].map(of)
        };
        let whole = spent(case, name.clone(), row(&|field| case.of_project(project, field)), sheet);
        // A part of a total that has slipped has slipped with it.
        if !whole {
            continue;
        }
        for (at, funding) in case.funding_of(project).filter(|(_, row)| row.source != FundingSource::Total) {
            let name = format!("{name} {}", funding.label.trim());
            spent(case, name, row(&|field| case.of_funding(at, field)), sheet);
        }
    }
    accounts(case, sheet);
    changes(case, sheet);
}

/// One row of a money block: what was spent is not thousands of times the budget, nor is one budget
/// exactly 10,000 times the other. Whether all of it is in order.
fn spent(case: &Case<'_>, subject: String, row: [Option<Figure>; 4], sheet: &mut Sheet) -> bool {
    let mut whole = true;
    let [initial, adjusted, executed, rate] = row;
    let times = case.settings.unit_slip_times;
    match (&executed, &adjusted) {
        (Some(executed), Some(adjusted)) => {
            let least = times / Decimal::TWO;
            let over =
                !adjusted.value.is_zero() && executed.value >= adjusted.value * least && adjusted.value > Decimal::ZERO;
            // A budget of 10,000 times what was spent beside a rate that says that it was spent.
            let share = executed.rounded().percent_of(&adjusted.rounded());
            let under = rate.as_ref().zip(share).is_some_and(|(rate, share)| {
                let slipped = &share * &Interval::exact(times);
                !executed.value.is_zero() && !share.meets(&rate.rounded()) && slipped.meets(&rate.rounded())
            });
            if over {
                whole = false;
                slip(subject.clone(), executed, adjusted, sheet);
            } else if under {
                whole = false;
                slip(subject.clone(), adjusted, executed, sheet);
            } else {
                sheet.consistent();
            }
        }
        _ => sheet.unchecked(Because::Blank),
    }
    if let (Some(initial), Some(adjusted)) = (&initial, &adjusted) {
        if slipped(case, initial, adjusted) {
            let (much, little) = if initial.value > adjusted.value { (initial, adjusted) } else { (adjusted, initial) };
            whole = false;
            slip(subject, much, little, sheet);
        } else {
            sheet.consistent();
        }
    }
    whole
}

/// Quantities that the tables, or the narrative and a table, print twice. Where the total of a table
/// has slipped, so has the table, and its other cells are not told one by one.
fn accounts(case: &Case<'_>, sheet: &mut Sheet) {
    let ledger = Ledger::new(case);
    let table = |figure: &Figure| match figure.of {
        Of::Account(at) => case.reading.accounts.get(at).and_then(|account| account.table),
        Of::Project(_) | Of::Funding(_) | Of::Indicator(_) => None,
    };
    let mut slipped_tables: BTreeSet<Option<TableNumber>> = BTreeSet::new();
    for pair in pairs(&ledger) {
        let (Cell::Printed(one), Cell::Printed(other)) = &pair.cells else { continue };
        if !slipped(case, one, other) {
            sheet.consistent();
            continue;
        }
        let (much, little) = if one.value.abs() > other.value.abs() { (one, other) } else { (other, one) };
        let told = [one, other].into_iter().any(|figure| slipped_tables.contains(&table(figure)));
        if !told {
            slip(pair.subject, much, little, sheet);
        }
        if pair.is_total {
            slipped_tables.insert(table(much));
        }
    }
    for told in meant(case, &ledger) {
        let mut cells = told.certain.iter().chain(&told.other).peekable();
        if cells.peek().is_none() {
            continue;
        }
        let agrees = |cell: &Figure| cell.rounded().meets(&told.figure.rounded());
        match told.certain.iter().find(|cell| slipped(case, &told.figure, cell)) {
            Some(cell) if !cells.any(agrees) => {
                if !slipped_tables.contains(&table(cell)) {
                    slip(account_name(told.account), &told.figure, cell, sheet);
                }
            }
            _ => sheet.consistent(),
        }
    }
}

/// A change whose percentage only fits if the change is 10,000 times more or less than printed.
fn changes(case: &Case<'_>, sheet: &mut Sheet) {
    for (at, account) in case.narrative() {
        let figure = |field| case.of_account(at, field);
        let (Some(amount), Some(change), Some(pct)) =
            (figure(Field::Amount), figure(Field::Change), figure(Field::ChangePct))
        else {
            continue;
        };
        let times = case.settings.unit_slip_times;
        let growth = |change: Interval| {
            let base = &amount.rounded() - &change;
            if base.holds_zero() { None } else { change.percent_of(&base) }
        };
        let fits = |change: Interval| growth(change).is_some_and(|growth| growth.meets(&pct.rounded()));
        let exact = change.rounded();
        let nothing = exact.holds_zero() || pct.rounded().holds_zero();
        let much = &exact * &Interval::exact(times);
        let little = &exact * &Interval::exact(Decimal::ONE / times);
        if nothing || fits(exact) || !(fits(much) || fits(little)) {
            sheet.consistent();
        } else {
            let subject = account_name(account);
            let remark = Remark {
                severity: Severity::Error,
                figures: vec![change.cited(), pct.cited(), amount.cited()],
                expected: String::new(),
                arithmetic: format!("{} / ({} - {})", change.value, amount.value, change.value),
                zh: format!(
                    "{subject}：增减额{}与增减幅度{}相差一万倍，疑为元与万元混用。",
                    change.printed, pct.printed
                ),
                en: format!(
                    "{subject}: the change {} and its percentage {} differ by 10,000 times, as 元 and 万元 do.",
                    change.printed, pct.printed
                ),
                subject,
            };
            sheet.remark(remark, &[&change]);
        }
    }
}

fn slip(subject: String, wrong: &Figure, beside: &Figure, sheet: &mut Sheet) {
    let remark = Remark {
        severity: Severity::Error,
        figures: vec![wrong.cited(), beside.cited()],
        expected: String::new(),
        arithmetic: format!("{} : {}", wrong.value, beside.value),
        zh: format!(
            "{subject}：{}{}与{}{}相差一万倍，疑为元与万元混用。",
            wrong.name, wrong.printed, beside.name, beside.printed
        ),
        en: format!(
            "{subject}: {} {} and {} {} differ by 10,000 times, as 元 and 万元 do.",
            wrong.name, wrong.printed, beside.name, beside.printed
        ),
        subject,
    };
    let of_forms = matches!(wrong.of, Of::Project(_) | Of::Funding(_));
    let disputed: &[&Figure] = if of_forms { &[wrong] } else { &[wrong, beside] };
    sheet.remark(remark, disputed);
}
