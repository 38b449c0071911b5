//! The figures of a narrative beside the cells of the tables that print the same quantity.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::ledger::{Cell, Column, Ledger, Row, column_of};
use crate::checks::pairs::year_sum;
use crate::records::{Account, AccountItem, Basis, Field, TableNumber};

/// A figure of the narrative and its cells.
pub(super) struct Meant<'a> {
    /// The account it belongs to.
    pub(super) account: &'a Account,
    /// The figure.
    pub(super) figure: Figure,
    /// Cells that print this very quantity.
    pub(super) certain: Vec<Figure>,
    /// Cells that it could mean if its sentence were read otherwise.
    pub(super) other: Vec<Figure>,
    /// Why nothing can be said without a certain cell.
    pub(super) because: Because,
    /// Whether the budget it names may be another than the table's.
    pub(super) other_budget: bool,
}

/// Every amount and budget of the narrative that a table could print.
pub(super) fn meant<'a>(case: &Case<'a>, ledger: &Ledger<'_, 'a>) -> Vec<Meant<'a>> {
    let mut found = Vec::new();
    let narrative: Vec<(usize, &Account)> = case.narrative().collect();
    for (order, (at, account)) in narrative.iter().enumerate() {
        let section = section(&narrative[..order], account);
        for field in [Field::Amount, Field::Budget] {
            let Some(figure) = case.of_account(*at, field) else { continue };
            let cells = if field == Field::Amount {
                amounts(ledger, account, section, &narrative[..order])
            } else {
                budgets(case, ledger, account)
            };
            let Some(cells) = cells else { continue };
            let basis = account.budget_basis == Some(Basis::InitialBudget);
            found.push(Meant {
                account,
                figure,
                certain: printed(cells.certain),
                other: printed(cells.other),
                because: cells.because,
                other_budget: field == Field::Budget && basis != cells.initial,
            });
        }
    }
    found
}

/// Whether the document holds the narratives of several units: more than one of the great totals is
/// printed with values that differ.
pub(super) fn several(case: &Case<'_>) -> bool {
    let differs = |item: AccountItem| {
        let mut figures = case
            .narrative()
            .filter(|(_, account)| account.item == item)
            .filter_map(|(at, account)| Some((account.year, case.of_account(at, Field::Amount)?)));
        let Some((year, first)) = figures.next() else { return false };
        figures.any(|(other_year, other)| other_year == year && !other.rounded().meets(&first.rounded()))
    };
    let totals = [
        AccountItem::TotalRevenueAndExpenditure,
        AccountItem::Revenue,
        AccountItem::Expenditure,
        AccountItem::FiscalAppropriationTotal,
    ];
    totals.into_iter().filter(|item| differs(*item)).count() > 1
}

/// The cells of one figure.
#[derive(Default)]
struct Cells {
    certain: Vec<Cell>,
    other: Vec<Cell>,
    because: Because,
    /// Whether the table's budget says that it is the initial one.
    initial: bool,
}

fn printed(cells: Vec<Cell>) -> Vec<Figure> {
    cells.into_iter().filter_map(Cell::figure).collect()
}

/// What the sentences around a figure speak of: the last item before it, or itself, that says so.
pub(super) fn section<'a>(before: &[(usize, &'a Account)], account: &'a Account) -> Option<TableNumber> {
    let opens = |account: &Account| match account.item {
        AccountItem::Revenue | AccountItem::TotalRevenueAndExpenditure => Some(TableNumber::Income),
        AccountItem::Expenditure => Some(TableNumber::Spending),
        AccountItem::GeneralPublicBudgetExpenditure | AccountItem::FiscalAppropriationTotal => {
            Some(TableNumber::PublicBudget)
        }
        AccountItem::BasicExpenditureGeneralPublicBudget => Some(TableNumber::Basic),
        AccountItem::ThreePublic => Some(TableNumber::ThreePublic),
        AccountItem::GovernmentFundExpenditure | AccountItem::GovernmentFundRevenue => Some(TableNumber::Fund),
        AccountItem::StateCapitalExpenditure | AccountItem::StateCapitalRevenue => Some(TableNumber::StateCapital),
        _ => None,
    };
    opens(account).or_else(|| before.iter().rev().find_map(|(_, account)| opens(account)))
}

/// The cells that print an amount; nothing where no table has such a quantity.
fn amounts(
    ledger: &Ledger<'_, '_>,
    account: &Account,
    section: Option<TableNumber>,
    before: &[(usize, &Account)],
) -> Option<Cells> {
    let total = |number, column| ledger.cell(number, &Row::Total, column);
    let year = |number, words, column| year_sum(ledger, number, words, column);
    let income = |column| sure(vec![total(TableNumber::Income, column)]);
    let spent =
        |number, column| sure(vec![total(number, Column::Total), year(TableNumber::Fiscal, "支出合计", column)]);
    let both = |number, words| vec![total(number, Column::Total), year(TableNumber::Summary, words, Column::Single)];
    let whole = |number, words| sure([both(number, words), grand(ledger, TableNumber::Summary)].concat());
    let (of_class, basic) = (is_of_class(before), Some(TableNumber::Basic));
    let cells = match account.item {
        AccountItem::FunctionalClass => return Some(class(ledger, account, section)),
        // 收入总计 may be the year's income or what was there with it.
        AccountItem::Revenue if account.label.ends_with("总计") => whole(TableNumber::Income, "收入合计"),
        AccountItem::Expenditure if account.label.ends_with("总计") => whole(TableNumber::Spending, "支出合计"),
        AccountItem::Revenue => {
            sure(both(TableNumber::Income, "收入合计")).or(vec![year(TableNumber::Fiscal, "收入合计", Column::Single)])
        }
        AccountItem::FiscalAppropriationRevenue => {
            income(Column::Fiscal).or(vec![year(TableNumber::Fiscal, "收入合计", Column::Single)])
        }
        AccountItem::SuperiorSubsidyRevenue => income(Column::Superior),
        AccountItem::UndertakingRevenue => income(Column::Undertaking),
        AccountItem::OperatingRevenue => income(Column::Business),
        AccountItem::AffiliatePaymentRevenue => income(Column::Affiliates),
        AccountItem::OtherRevenue => income(Column::Other),
        AccountItem::Expenditure => sure(both(TableNumber::Spending, "支出合计")).or(vec![
            year(TableNumber::Fiscal, "支出合计", Column::Total),
            total(TableNumber::PublicBudget, Column::Total),
        ]),
        AccountItem::BasicExpenditure | AccountItem::ProjectExpenditure if of_class => ambiguous(),
        AccountItem::BasicExpenditure => parts(ledger, Column::Basic, section),
        AccountItem::ProjectExpenditure => parts(ledger, Column::Project, section),
        AccountItem::TotalRevenueAndExpenditure => sure(grand(ledger, TableNumber::Summary)).or(vec![
            year(TableNumber::Summary, "收入合计", Column::Single),
            year(TableNumber::Summary, "支出合计", Column::Single),
        ]),
        AccountItem::FiscalAppropriationTotal => sure(grand(ledger, TableNumber::Fiscal)).or(vec![
            year(TableNumber::Fiscal, "收入合计", Column::Single),
            year(TableNumber::Fiscal, "支出合计", Column::Total),
        ]),
        AccountItem::GeneralPublicBudgetExpenditure => spent(TableNumber::PublicBudget, Column::PublicBudget),
        AccountItem::GovernmentFundExpenditure => spent(TableNumber::Fund, Column::Fund),
        AccountItem::StateCapitalExpenditure => spent(TableNumber::StateCapital, Column::StateCapital),
        AccountItem::BasicExpenditureGeneralPublicBudget => {
            sure(vec![total(TableNumber::PublicBudget, Column::Basic), total(TableNumber::Basic, Column::Single)])
        }
        AccountItem::PersonnelExpenditure => of_basic(ledger, "人员经费", !of_class && section == basic),
        AccountItem::PublicExpenditure => of_basic(ledger, "公用经费", !of_class && section == basic),
        item if item.is_three_public() || item == AccountItem::AgencyOperation => sure(vec![by_item(ledger, item)]),
        _ => return None,
    };
    Some(cells)
}

/// 其中：基本支出 behind a class is the class's own.
fn is_of_class(before: &[(usize, &Account)]) -> bool {
    let whole = before.iter().rev().find(|(_, before)| !is_share(before.item));
    whole.is_some_and(|(_, before)| before.item == AccountItem::FunctionalClass)
}

/// Staff or running costs, of which table 06 prints the sum.
fn of_basic(ledger: &Ledger<'_, '_>, words: &str, is_certain: bool) -> Cells {
    let cells = vec![labelled(ledger, TableNumber::Basic, words)];
    if is_certain { sure(cells) } else { ambiguous().or(cells) }
}

/// Whether an item is a part of the one before it.
fn is_share(item: AccountItem) -> bool {
    matches!(
        item,
        AccountItem::BasicExpenditure
            | AccountItem::ProjectExpenditure
            | AccountItem::PersonnelExpenditure
            | AccountItem::PublicExpenditure
    )
}

impl Cells {
    fn or(self, other: Vec<Cell>) -> Self {
        Self { other, ..self }
    }
}

fn sure(certain: Vec<Cell>) -> Cells {
    Cells { because: why(&certain), certain, ..Cells::default() }
}

fn ambiguous() -> Cells {
    Cells { because: Because::Ambiguous, ..Cells::default() }
}

/// Why none of these cells holds a figure.
fn why(cells: &[Cell]) -> Because {
    let open = cells.iter().find_map(|cell| match cell {
        Cell::Open(because) => Some(*because),
        Cell::Printed(_) | Cell::Blank => None,
    });
    open.unwrap_or(Because::Blank)
}

/// Basic or project expenditure: of all money (03) or of the public budget (05), as the section says.
fn parts(ledger: &Ledger<'_, '_>, column: Column, section: Option<TableNumber>) -> Cells {
    let cell = |number| ledger.cell(number, &Row::Total, column);
    match section {
        Some(TableNumber::Spending) => {
            sure(vec![cell(TableNumber::Spending)]).or(vec![cell(TableNumber::PublicBudget)])
        }
        Some(TableNumber::PublicBudget | TableNumber::Basic) => {
            sure(vec![cell(TableNumber::PublicBudget)]).or(vec![cell(TableNumber::Spending)])
        }
        Some(TableNumber::Fund | TableNumber::StateCapital) => ambiguous(),
        _ => sure(vec![cell(TableNumber::Spending), cell(TableNumber::PublicBudget)]),
    }
}

/// The row of a class, in the tables its section speaks of, else in any.
fn class(ledger: &Ledger<'_, '_>, account: &Account, section: Option<TableNumber>) -> Cells {
    const PLACES: [(TableNumber, Column); 6] = [
        (TableNumber::PublicBudget, Column::Total),
        (TableNumber::Fiscal, Column::PublicBudget),
        (TableNumber::Spending, Column::Total),
        (TableNumber::Summary, Column::Single),
        (TableNumber::Fund, Column::Total),
        (TableNumber::StateCapital, Column::Total),
    ];
    let Some(code) = account.class_code.clone() else { return by_name(ledger, account, section) };
    let row = Row::Code(code);
    let fits = |number: TableNumber| match section {
        Some(TableNumber::Spending) => matches!(number, TableNumber::Spending | TableNumber::Summary),
        Some(TableNumber::PublicBudget) => matches!(number, TableNumber::PublicBudget | TableNumber::Fiscal),
        Some(TableNumber::Fund | TableNumber::StateCapital) => section == Some(number),
        _ => true,
    };
    // A name may stand for classes of several codes: a row of another name is another class.
    let named = |number: TableNumber| {
        let same = |(_, held): (usize, &Account)| {
            held.class_code == account.class_code && bare(&held.label) == bare(&account.label)
        };
        ledger.figures(number).any(same)
    };
    let mut cells = Cells::default();
    for (number, column) in PLACES.into_iter().filter(|(number, _)| named(*number)) {
        let cell = ledger.cell(number, &row, column);
        if fits(number) { cells.certain.push(cell) } else { cells.other.push(cell) }
    }
    // The same name under another code may be what was meant.
    let namesakes =
        [TableNumber::PublicBudget, TableNumber::Spending].into_iter().flat_map(|number| ledger.figures(number));
    let meant = namesakes.filter(|(_, held)| {
        held.class_code != account.class_code
            && held.level == account.level
            && bare(&held.label) == bare(&account.label)
            && column_of(held) == Column::Total
    });
    let meant: Vec<Cell> = meant.filter_map(|(at, _)| Some(Cell::Printed(Box::new(ledger.amount(at)?)))).collect();
    cells.other.extend(meant);
    cells.because = if cells.certain.is_empty() { Because::NoSecondFigure } else { why(&cells.certain) };
    cells
}

/// The row of a class whose code no dictionary knows, by its name, where the table of its section has one
/// such row.
fn by_name(ledger: &Ledger<'_, '_>, account: &Account, section: Option<TableNumber>) -> Cells {
    let Some(number) = section
        .filter(|number| matches!(*number, TableNumber::PublicBudget | TableNumber::Fund | TableNumber::StateCapital))
    else {
        return ambiguous();
    };
    let named = |held: &Account| held.level == account.level && bare(&held.label) == bare(&account.label);
    let rows: Vec<usize> = ledger
        .figures(number)
        .filter(|(_, held)| named(held) && column_of(held) == Column::Total)
        .map(|(at, _)| at)
        .collect();
    match rows.as_slice() {
        [at] => sure(vec![ledger.amount(*at).map_or(Cell::Blank, |figure| Cell::Printed(Box::new(figure)))]),
        _ => ambiguous(),
    }
}

/// A class's name as compared: without the 支出 that some papers leave out.
fn bare(name: &str) -> &str {
    name.strip_suffix("支出").filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// 总计 of table 01 or 04, on both sides.
fn grand(ledger: &Ledger<'_, '_>, number: TableNumber) -> Vec<Cell> {
    if let Some(because) = ledger.closed(number) {
        return vec![Cell::Open(because)];
    }
    let totals = ledger.figures(number).filter(|(_, account)| {
        account.label.ends_with("总计") && matches!(column_of(account), Column::Single | Column::Total)
    });
    totals.filter_map(|(at, _)| Some(Cell::Printed(Box::new(ledger.amount(at)?)))).collect()
}

fn labelled(ledger: &Ledger<'_, '_>, number: TableNumber, words: &str) -> Cell {
    let row = |account: &Account| account.class_code.is_none() && account.label.starts_with(words);
    one(ledger, number, row)
}

fn by_item(ledger: &Ledger<'_, '_>, item: AccountItem) -> Cell {
    one(ledger, TableNumber::ThreePublic, |account| account.item == item)
}

fn one(ledger: &Ledger<'_, '_>, number: TableNumber, is: impl Fn(&Account) -> bool) -> Cell {
    if let Some(because) = ledger.torn(number) {
        return Cell::Open(because);
    }
    let found: Vec<usize> = ledger.figures(number).filter(|(_, account)| is(account)).map(|(at, _)| at).collect();
    match found.as_slice() {
        [] => Cell::Blank,
        [at] => ledger.amount(*at).map_or(Cell::Blank, |figure| Cell::Printed(Box::new(figure))),
        _ => Cell::Open(Because::Ambiguous),
    }
}

/// The budgets of the three public funds.
fn budgets(case: &Case<'_>, ledger: &Ledger<'_, '_>, account: &Account) -> Option<Cells> {
    if !account.item.is_three_public() {
        return None;
    }
    if let Some(because) = ledger.torn(TableNumber::ThreePublic) {
        return Some(sure(vec![Cell::Open(because)]));
    }
    let held: Vec<(usize, &Account)> = ledger
        .figures(TableNumber::ThreePublic)
        .filter(|(_, held)| held.item == account.item && held.budget_wan.is_some())
        .collect();
    let [(at, held)] = held.as_slice() else {
        return Some(if held.is_empty() { sure(vec![Cell::Blank]) } else { ambiguous() });
    };
    let figure = case.of_account(*at, Field::Budget)?;
    let name = crate::checks::ledger::cell_name(held);
    let cell = Cell::Printed(Box::new(figure.named(format!("{name}·预算数"))));
    let initial = held.column.as_deref().is_some_and(|column| column.contains("年初"));
    Some(Cells { initial, ..sure(vec![cell]) })
}
