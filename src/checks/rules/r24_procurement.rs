//! R24 政府采购: goods + works + services = the total; the shares that went to small and medium and to
//! micro enterprises; and no more for micro enterprises than for all small and medium ones.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::shares::{rounds, share_of};
use crate::checks::sheet::{Remark, Sheet, Test, plus};
use crate::checks::told::explained;
use crate::problem::Severity;
use crate::records::{Account, AccountItem, Field};
use crate::values::Interval;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R24", zh: "政府采购", en: "procurement", run };

const KINDS: [AccountItem; 3] =
    [AccountItem::ProcurementGoods, AccountItem::ProcurementWorks, AccountItem::ProcurementServices];

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    let told: Vec<(usize, &Account)> = case.narrative().collect();
    let totals: Vec<usize> = (0..told.len()).filter(|i| told[*i].1.item == AccountItem::Procurement).collect();
    let stray = told.iter().any(|(_, account)| account.item.is_part_of_procurement());
    if totals.is_empty() && stray {
        sheet.unchecked(Because::NoSecondFigure);
    }
    let rounds = !totals.is_empty() && rounds(case);
    for first in totals {
        let rest = &told[first + 1..];
        let own = rest.iter().take_while(|(_, account)| account.item.is_part_of_procurement());
        section(case, told[first], &own.copied().collect::<Vec<_>>(), rounds, sheet);
    }
}

/// One total with what is told behind it.
fn section(
    case: &Case<'_>,
    (at, account): (usize, &Account),
    parts: &[(usize, &Account)],
    rounds: bool,
    sheet: &mut Sheet,
) {
    let Some(total) = case.of_account(at, Field::Amount) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let amount = |item: AccountItem| {
        let mut found = parts.iter().filter(|(_, part)| part.item == item);
        let (index, part) = found.next()?;
        Some(case.of_account(*index, Field::Amount)?.named(account_name(part)))
    };
    let told: Vec<Figure> = KINDS.iter().filter_map(|item| amount(*item)).collect();
    kinds(account_name(account), &total, &told, sheet);
    let (sme, micro) = (amount(AccountItem::ProcurementSme), amount(AccountItem::ProcurementMicro));
    for (index, part) in parts {
        share(case, (*index, part), rounds, sheet);
    }
    if let Some((sme, micro)) = sme.as_ref().zip(micro) {
        not_above(&micro, sme, Severity::Error, sheet);
    }
    awarded(case, &total, parts, sheet);
    // Contracts of several years may exceed what one year spent.
    if let Some(sme) = sme {
        not_above(&sme, &total.named(account_name(account)), Severity::Doubt, sheet);
    }
}

/// What small and medium enterprises won of the projects reserved for them and of all others, together
/// no more than all that was bought. Tenders and contracts may fall into different years: a doubt.
fn awarded(case: &Case<'_>, total: &Figure, parts: &[(usize, &Account)], sheet: &mut Sheet) {
    let told = parts.iter().filter(|(_, part)| part.item == AccountItem::ProcurementSmeAwarded);
    let told: Vec<Figure> = told.filter_map(|(at, _)| case.of_account(*at, Field::Amount)).collect();
    let inputs: Vec<&Figure> = told.iter().collect();
    let [first, ..] = inputs.as_slice() else { return };
    let sum = Interval::sum(&inputs.iter().map(|figure| figure.rounded()).collect::<Vec<_>>());
    if !total.rounded().is_below(&sum) {
        sheet.consistent();
        return;
    }
    let (made, printed, subject) = (plus(&inputs), &total.printed, "由中小企业中标或成交的采购金额".to_owned());
    let remark = Remark {
        severity: Severity::Doubt,
        figures: inputs.iter().map(|figure| figure.cited()).chain([total.cited()]).collect(),
        expected: format!("0~{}", total.value),
        arithmetic: format!("{made} > {}", total.value),
        zh: format!("{subject}合计{made} = {sum}万元，超过政府采购总额{printed}。"),
        en: format!("{subject}: small and medium enterprises won {made} = {sum}, more than the total, {printed}."),
        subject,
    };
    sheet.remark(remark, &[first]);
}

/// Goods, works and services against the total; a kind that is not told is taken for none, which only
/// doubts a total above the others.
fn kinds(subject: String, total: &Figure, told: &[Figure], sheet: &mut Sheet) {
    if told.is_empty() {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    }
    let inputs: Vec<&Figure> = told.iter().collect();
    let sum = Interval::sum(&inputs.iter().map(|figure| figure.rounded()).collect::<Vec<_>>());
    let open = told.len() < KINDS.len() && sum.is_below(&total.rounded());
    let test = Test {
        subject,
        printed: total,
        inputs: &inputs,
        arithmetic: plus(&inputs),
        called: ("货物、工程、服务之和", "goods + works + services"),
        severity: if open { Severity::Doubt } else { Severity::Error },
    };
    sheet.compare(test, |of| Some(Interval::sum(of)));
}

/// The share of one part: of the total, of the small and medium enterprises' where the words say so.
fn share(case: &Case<'_>, (at, part): (usize, &Account), rounds: bool, sheet: &mut Sheet) {
    let Some(printed) = case.of_account(at, Field::Share) else { return };
    let Some(amount) = case.of_account(at, Field::Amount) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    let by = share_of(case, at, part, &amount);
    explained(account_name(part), &printed, &by, (Severity::Error, rounds), sheet);
}

fn not_above(part: &Figure, whole: &Figure, severity: Severity, sheet: &mut Sheet) {
    if !whole.rounded().is_below(&part.rounded()) {
        sheet.consistent();
        return;
    }
    let remark = Remark {
        severity,
        figures: vec![part.cited(), whole.cited()],
        expected: format!("0~{}", whole.value),
        arithmetic: format!("{} > {}", part.value, whole.value),
        zh: format!("{}为{}，超过{}的{}。", part.name, part.printed, whole.name, whole.printed),
        en: format!("{}, {}, is more than {}, {}.", part.name, part.printed, whole.name, whole.printed),
        subject: part.name.clone(),
    };
    sheet.remark(remark, &[part]);
}
