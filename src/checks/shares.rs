//! What a share told in a sentence may be a share of, and what the shares of a document say about how it
//! prints its percentages.

use crate::checks::case::{Case, account_name};
use crate::checks::figure::Figure;
use crate::checks::told::{Explanation, distinct, percent_of};
use crate::records::{Account, AccountItem, Field, Of};
use crate::values::Habit;

const GENERAL: AccountItem = AccountItem::GeneralPublicBudgetExpenditure;

/// The ways in which the share of the account at `at` may come about, the likeliest first.
pub(super) fn share_of(case: &Case<'_>, at: usize, account: &Account, part: &Figure) -> Vec<Explanation> {
    let explanation = |whole: Figure| Explanation {
        arithmetic: format!("{} / {} x 100", part.value, whole.value),
        inputs: vec![part.clone(), whole],
        called: ("部分除以总体", "part / whole"),
        makes: percent_of,
    };
    wholes(case, at, account).into_iter().map(explanation).collect()
}

/// The figures a share may be a share of: the item that the sentence names, else the nearest told before
/// it that its own item belongs to; and the same item told elsewhere.
fn wholes(case: &Case<'_>, at: usize, account: &Account) -> Vec<Figure> {
    let named = account.share_of.as_deref();
    let own = || belongs_to(account.item).iter().map(|item| item.as_str()).collect();
    let items: Vec<&str> = named.map_or_else(own, |named| vec![named]);
    let code = account.class_code.as_deref().unwrap_or_default();
    let is_parent = |other: &Account| {
        let parent = other.class_code.as_deref().unwrap_or_default();
        named.is_none() && !parent.is_empty() && parent.len() < code.len() && code.starts_with(parent)
    };
    let told = |(index, other): &(usize, &Account)| {
        *index != at && other.amount_wan.is_some() && (items.contains(&other.item.as_str()) || is_parent(other))
    };
    let mut told: Vec<(usize, &Account)> = case.narrative_near(at).filter(told).collect();
    told.sort_by_key(|(index, _)| (*index > at, index.abs_diff(at)));
    // 教育支出（类）…，其中：普通教育（款）…，占…: the share may be of the class or of the total above it.
    let nearest = told.iter().map(|(_, other)| other.item).find(|item| *item != CLASS || account.item != CLASS);
    told.retain(|(_, other)| other.item == CLASS || Some(other.item) == nearest);
    let figure =
        |(index, other): (usize, &Account)| Some(case.of_account(index, Field::Amount)?.named(account_name(other)));
    distinct(told.into_iter().filter_map(figure))
}

const CLASS: AccountItem = AccountItem::FunctionalClass;

/// What an item is a part of.
fn belongs_to(item: AccountItem) -> &'static [AccountItem] {
    match item {
        AccountItem::FiscalAppropriationRevenue
        | AccountItem::SuperiorSubsidyRevenue
        | AccountItem::UndertakingRevenue
        | AccountItem::OperatingRevenue
        | AccountItem::AffiliatePaymentRevenue
        | AccountItem::OtherRevenue
        | AccountItem::GeneralPublicBudgetRevenue
        | AccountItem::GovernmentFundRevenue
        | AccountItem::StateCapitalRevenue => &[AccountItem::Revenue, AccountItem::FiscalAppropriationRevenue],
        AccountItem::BasicExpenditure
        | AccountItem::ProjectExpenditure
        | AccountItem::PaymentToSuperior
        | AccountItem::OperatingExpenditure
        | AccountItem::SubsidyToAffiliates => &[AccountItem::Expenditure, GENERAL],
        GENERAL | AccountItem::GovernmentFundExpenditure | AccountItem::StateCapitalExpenditure => {
            &[AccountItem::Expenditure]
        }
        AccountItem::PersonnelExpenditure | AccountItem::PublicExpenditure => {
            &[AccountItem::BasicExpenditureGeneralPublicBudget, AccountItem::BasicExpenditure]
        }
        AccountItem::ThreePublicAbroad | AccountItem::ThreePublicReception | AccountItem::ThreePublicVehicles => {
            &[AccountItem::ThreePublic]
        }
        AccountItem::ThreePublicReceptionDomestic | AccountItem::ThreePublicReceptionForeign => {
            &[AccountItem::ThreePublicReception]
        }
        AccountItem::ThreePublicVehiclePurchase | AccountItem::ThreePublicVehicleRunning => {
            &[AccountItem::ThreePublicVehicles, AccountItem::ThreePublic]
        }
        CLASS => &[
            GENERAL,
            AccountItem::Expenditure,
            AccountItem::GovernmentFundExpenditure,
            AccountItem::StateCapitalExpenditure,
            AccountItem::FiscalAppropriationTotal,
        ],
        AccountItem::ProcurementMicro => &[AccountItem::Procurement, AccountItem::ProcurementSme],
        procurement if procurement.is_part_of_procurement() => &[AccountItem::Procurement],
        _ => &[],
    }
}

/// Whether nothing but classes is told between the account at `at` and the figure `whole`, so that a list
/// of shares without a word on what they are shares of is one of that figure.
pub(super) fn is_listed_under(case: &Case<'_>, at: usize, whole: &Figure) -> bool {
    let Of::Account(above) = whole.of else { return false };
    let between = case.reading.accounts.get(above + 1..at);
    between.is_some_and(|between| between.iter().all(|account| account.item == CLASS))
}

/// Whether the document rounds its percentages: rounding explains at least three of its shares that
/// cutting off does not, and nine tenths of those that one habit alone explains.
pub(super) fn rounds(case: &Case<'_>) -> bool {
    let mut counts = [0_u32; 2];
    for (at, account) in case.narrative() {
        let figures = case.of_account(at, Field::Share).zip(case.of_account(at, Field::Amount));
        let Some((printed, part)) = figures else { continue };
        let made = share_of(case, at, account, &part).into_iter().next().and_then(|one| one.made(Habit::Rounded));
        let Some(made) = made else { continue };
        match [Habit::Rounded, Habit::Cut].map(|habit| made.meets(&printed.interval(habit))) {
            [true, false] => counts[0] += 1,
            [false, true] => counts[1] += 1,
            _ => {}
        }
    }
    counts[0] >= 3 && counts[0] >= 9 * counts[1]
}
