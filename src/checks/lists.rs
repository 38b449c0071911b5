//! The lists of classes that a narrative tells: which classes stand in one list, which of them are told
//! as the parts of which, and what total the list is of.

use crate::checks::case::Case;
use crate::records::{Account, AccountItem};

/// Classes told one behind the other, none of them twice.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// The total told before it, by its index in the reading.
    pub(super) total: Option<usize>,
    /// The classes, by their indices in the reading.
    pub(super) classes: Vec<usize>,
}

/// A whole and what is told as its parts, by their indices in the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The total or class.
    pub(super) whole: usize,
    /// Its parts.
    pub(super) parts: Vec<usize>,
}

/// Items whose amount a list of classes may add up to.
const TOTALS: [AccountItem; 4] = [
    AccountItem::GeneralPublicBudgetExpenditure,
    AccountItem::Expenditure,
    AccountItem::GovernmentFundExpenditure,
    AccountItem::StateCapitalExpenditure,
];

/// All lists of the narrative. A list ends where another item is told, where a class comes again, and
/// where a lower class is not one of the class above it.
pub(super) fn lists(case: &Case<'_>) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut total = None;
    let mut open = false;
    for (at, account) in case.narrative() {
        if account.item != AccountItem::FunctionalClass || account.level.is_none() {
            total = Some(at).filter(|_| TOTALS.contains(&account.item));
            open = false;
            continue;
        }
        let goes_on = open && lists.last().is_some_and(|list| takes(case, list, account));
        if !goes_on {
            lists.push(List { total, classes: Vec::new() });
        }
        open = true;
        lists.last_mut().into_iter().for_each(|list| list.classes.push(at));
    }
    lists
}

fn takes(case: &Case<'_>, list: &List, account: &Account) -> bool {
    // No classification has so many classes; what goes on longer is no list.
    const LONGEST: usize = 512;
    if list.classes.len() >= LONGEST {
        return false;
    }
    let accounts = &case.reading.accounts;
    let told = || list.classes.iter().rev().filter_map(|at| accounts.get(*at));
    let again = told().any(|other| {
        other.level == account.level
            && other.class_code == account.class_code
            && (account.class_code.is_some() || other.label == account.label)
    });
    let above = told().find(|other| other.level < account.level);
    let code = account.class_code.as_deref();
    let belongs = match (above.and_then(|above| above.class_code.as_deref()), code) {
        (Some(above), Some(code)) => code.starts_with(above),
        _ => true,
    };
    !again && belongs
}

/// The level that the highest classes of a list have.
pub(super) fn top_level(case: &Case<'_>, list: &[usize]) -> Option<u8> {
    list.iter().filter_map(|at| case.reading.accounts.get(*at)?.level).min()
}

/// The wholes of a list with their parts: the total with the highest classes, and every class with the
/// classes right below that are told before the next of its own level.
pub(super) fn parts(case: &Case<'_>, list: &List) -> Vec<Parts> {
    let level = |at: &usize| case.reading.accounts.get(*at).and_then(|account| account.level);
    let highest = |told: &[usize]| -> Vec<usize> {
        let top = top_level(case, told);
        told.iter().copied().filter(|at| level(at) == top).collect()
    };
    let mut found = Vec::new();
    found.extend(list.total.map(|whole| Parts { whole, parts: highest(&list.classes) }));
    for (place, whole) in list.classes.iter().enumerate() {
        let below = |at: &&usize| level(at) > level(whole);
        let told: Vec<usize> = list.classes[place + 1..].iter().take_while(below).copied().collect();
        if !told.is_empty() {
            found.push(Parts { whole: *whole, parts: highest(&told) });
        }
    }
    found
}

/// Items that are the sum of others, told right behind them: the whole, its parts, and whether these are
/// all it can have.
const FAMILIES: [(AccountItem, &[AccountItem], bool); 5] = [
    (
        AccountItem::Revenue,
        &[
            AccountItem::FiscalAppropriationRevenue,
            AccountItem::SuperiorSubsidyRevenue,
            AccountItem::UndertakingRevenue,
            AccountItem::OperatingRevenue,
            AccountItem::AffiliatePaymentRevenue,
            AccountItem::OtherRevenue,
        ],
        false,
    ),
    (
        AccountItem::Expenditure,
        &[
            AccountItem::BasicExpenditure,
            AccountItem::ProjectExpenditure,
            AccountItem::PaymentToSuperior,
            AccountItem::OperatingExpenditure,
            AccountItem::SubsidyToAffiliates,
        ],
        false,
    ),
    (
        AccountItem::BasicExpenditureGeneralPublicBudget,
        &[AccountItem::PersonnelExpenditure, AccountItem::PublicExpenditure],
        true,
    ),
    (
        AccountItem::ThreePublic,
        &[AccountItem::ThreePublicAbroad, AccountItem::ThreePublicVehicles, AccountItem::ThreePublicReception],
        true,
    ),
    (
        AccountItem::ThreePublicVehicles,
        &[AccountItem::ThreePublicVehiclePurchase, AccountItem::ThreePublicVehicleRunning],
        true,
    ),
];

/// The items of the narrative that are told with their parts, and whether all parts are told.
pub(super) fn families(case: &Case<'_>) -> Vec<(Parts, bool)> {
    let told: Vec<(usize, &Account)> = case.narrative().collect();
    let mut found = Vec::new();
    for (place, (whole, account)) in told.iter().enumerate() {
        let Some((_, items, closed)) = FAMILIES.iter().find(|(item, ..)| *item == account.item) else { continue };
        let mut seen: Vec<AccountItem> = Vec::new();
        let mut parts = Vec::new();
        for (at, part) in &told[place + 1..] {
            let item = part.item;
            if !items.contains(&item) || seen.contains(&item) {
                break;
            }
            seen.push(item);
            parts.push(*at);
        }
        if !parts.is_empty() {
            found.push((Parts { whole: *whole, parts }, *closed && seen.len() == items.len()));
        }
    }
    found
}
