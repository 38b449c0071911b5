//! The tables of final accounts (公开01 to 09): every amount with its code, its row's name, the
//! heading of its column and the number of its table.
//!
//! Columns are named by the heading band above them, merged cells included. Years, codes and line
//! numbers are told apart before any number is taken for an amount, and the unit of money is read
//! per table.

mod columns;
mod folded;
mod headings;
mod names;
mod title;

use crate::documents::{Block, Document, Grid, GridCell, Row, Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::classes;
use crate::records::final_accounts::Head;
use crate::records::labels::Labels;
use crate::records::printed::{Field, Of, Printed, step_wan};
use crate::records::remarks::Table;
use crate::records::table_number::TableNumber;
use crate::records::{Account, AccountColumn, AccountItem, AccountKind, Reading};
use crate::values::{Cell, MoneyUnit, Place, Wan, find_year, parse_number};
use folded::{Folded, fold};
use headings::{Group, Headings, counts};
use names::{bare_name, compact};
use rust_decimal::Decimal;
use title::Title;

/// Reads every table of the document whose title a dictionary knows.
pub(super) fn read(document: &Document, head: &Head, labels: &Labels, reading: &mut Reading) {
    let mut unit: Option<MoneyUnit> = None;
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Grid(grid) = block else { continue };
        let Some(title) = Title::above(&document.blocks[..at], grid, &labels.account, head) else {
            // It may be the rest of the table before it, or a table under a name of its own.
            reading.remarks.untitled += usize::from(!reading.remarks.tables.is_empty());
            if let Some(table) = reading.remarks.tables.last_mut().filter(|_| holds_amounts(grid)) {
                table.unread += 1;
            }
            continue;
        };
        unit = title.unit.or(unit);
        let spot = grid.rows.first().and_then(|row| row.cells.first()).map_or_else(Spot::default, |cell| cell.spot);
        let place = document.source.place(spot);
        let folded = fold(grid);
        let grid = if let Folded::Rows(rows) = &folded { rows } else { grid };
        if matches!(folded, Folded::Lost) {
            reading.problems.push(cells_lost(title.number, place.clone()));
            let table = Table { number: title.number, place, figures: 0, unread: 1, says_empty: false };
            reading.remarks.tables.push(table);
            continue;
        }
        let Some(unit) = unit else {
            let message = said!(
                "表{}没有标明金额单位（单位：万元）；表上方应有",
                "found table {} without a unit of money (单位：万元), expected one above it",
                title.number
            );
            reading.problems.push(Problem::error(Code::UnitMissing, place.clone(), message).hint(said!(
                "其金额可能是元，也可能是万元，故未采用",
                "its amounts are left out, since they could be 元 or 万元"
            )));
            let table = Table { number: title.number, place, figures: 0, unread: 1, says_empty: false };
            reading.remarks.tables.push(table);
            continue;
        };
        let (first, problems) = (reading.accounts.len(), reading.problems.len());
        Reader { source: &document.source, head, labels, title: &title, unit, reading, above: Vec::new() }.grid(grid);
        let figures = reading.accounts.len() - first;
        let unread = reading.problems.len() - problems;
        let says_empty = says_empty(&document.blocks[at..]);
        reading.remarks.tables.push(Table { number: title.number, place, figures, unread, says_empty });
    }
}

/// A table whose cells cannot be told apart by columns any more.
fn cells_lost(number: TableNumber, place: Place) -> Problem {
    let message = said!(
        "表{number}的单元格已失去行列；每一栏上方应有表头，每行应有同样多的单元格",
        "table {number}: found cells that have lost their columns, expected a heading above every column and rows alike"
    );
    Problem::error(Code::TableCellsLost, place, message).hint(said!(
        "该表数字未采用；请改用保留表格的格式（如DOCX、XLSX、HTML）",
        "its figures are left out; read the document in a format that keeps its cells (DOCX, XLSX, HTML)"
    ))
}

/// Whether a cell of a grid prints an amount with decimals.
fn holds_amounts(grid: &Grid) -> bool {
    let amount = |text: &str| text.contains('.') && matches!(parse_number(text), Cell::Value(_));
    grid.rows.iter().flat_map(|row| &row.cells).any(|cell| amount(&compact(&cell.text)))
}

/// Whether a table, the first of `blocks`, says in its cells or in the notes right below that it holds
/// nothing.
fn says_empty(blocks: &[Block]) -> bool {
    const LINES: usize = 4;
    let Some((Block::Grid(grid), below)) = blocks.split_first() else { return false };
    let cells = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| compact(&cell.text));
    let lines = below.iter().map_while(|block| match block {
        Block::Line(line) => Some(compact(&line.text)),
        Block::Grid(_) => None,
    });
    let notes: String = cells.chain(lines.take(LINES)).collect();
    ["无数据", "没有", "为空", "无相关", "未发生", "无此项", "无政府性基金", "无国有资本"]
        .iter()
        .any(|word| notes.contains(word))
}

struct Reader<'a> {
    source: &'a Source,
    head: &'a Head,
    labels: &'a Labels,
    title: &'a Title,
    unit: MoneyUnit,
    reading: &'a mut Reading,
    /// The parts of the code above, where 类, 款 and 项 have columns of their own.
    above: Vec<String>,
}

impl Reader<'_> {
    fn grid(&mut self, grid: &Grid) {
        let headings = Headings::of(grid, &self.labels.account);
        if headings.are_lost(grid) {
            let place = grid.rows.first().and_then(|row| row.cells.first()).map(|cell| self.source.place(cell.spot));
            self.reading.problems.push(cells_lost(self.title.number, place.unwrap_or_default()));
            return;
        }
        for row in &grid.rows[headings.rows.min(grid.rows.len())..] {
            if counts(row, &self.labels.account) {
                continue;
            }
            for group in &headings.groups {
                self.row(row, group, &headings);
            }
        }
    }

    /// The amounts of one row under one group of columns.
    fn row(&mut self, row: &Row, group: &Group, headings: &Headings) {
        let text = |at: usize| row.cells.get(at).map(|cell| compact(&cell.text)).unwrap_or_default();
        let code = self.code(group.code.iter().map(|at| text(*at)).collect());
        let mut name = group.name.map(text).unwrap_or_default();
        // A total's name may be printed across the code and the name.
        let mut code = Some(code).filter(|code| !code.is_empty());
        if name.is_empty() && code.as_deref().is_some_and(|code| !code.bytes().all(|byte| byte.is_ascii_digit())) {
            name = code.take().unwrap_or_default();
        }
        let first = self.reading.accounts.len();
        for (at, heading) in &group.amounts {
            let Some(cell) = row.cells.get(*at) else { continue };
            let path = headings.path(*at);
            if self.title.budget && self.is_of_another_year(&path) {
                continue;
            }
            let Some((amount, step)) = self.amount(cell, heading) else { continue };
            let column = self.column_kind(heading);
            let named = self.named(code.as_deref(), &name, &path, column);
            let budget = self.title.budget || path.iter().any(|text| self.labels.account.budget.exact(text).is_some());
            // Table 07 prints the budget of a fund beside its accounts, or all budgets before all accounts.
            let lacks = |twin: &Account| if budget { twin.budget_wan.is_none() } else { twin.amount_wan.is_none() };
            let mut row = self.reading.accounts[first..].iter();
            let twin = row.position(|twin| {
                self.title.number == TableNumber::ThreePublic && twin.item == named.item && lacks(twin)
            });
            let at = twin.map_or(self.reading.accounts.len(), |twin| first + twin);
            match self.reading.accounts.get_mut(at) {
                Some(twin) if budget => twin.budget_wan = Some(amount),
                Some(twin) => twin.amount_wan = Some(amount),
                None => {
                    let account = self.account(named, cell, heading, amount, budget);
                    self.reading.accounts.push(account);
                }
            }
            let of = Of::Account(at);
            let field = if budget { Field::Budget } else { Field::Amount };
            let place = self.source.place(cell.spot);
            self.reading.printed.push(Printed::new(of, field, place, &cell.text, step));
        }
    }

    /// Whether a column of a budget's table is not of its year, or counts something else than money.
    fn is_of_another_year(&self, path: &[String]) -> bool {
        let year = self.title.year.or(self.head.year);
        path.iter().any(|text| {
            let other = find_year(text).is_some_and(|own| year.is_some_and(|year| own != year));
            other || self.labels.account.other_years.iter().any(|word| text.contains(word.as_str()))
        })
    }

    /// What the column under a heading holds; 预算数 of a budget's table is its one column of amounts.
    fn column_kind(&self, heading: &str) -> AccountColumn {
        let kind = columns::kind(heading, &self.labels.account);
        let bare: String =
            heading.rsplit('/').next().unwrap_or_default().chars().filter(|c| !c.is_ascii_digit()).collect();
        let bare = bare.trim_start_matches("年度").trim_start_matches('年');
        let one = self.title.budget && self.labels.account.budget.exact(bare).is_some();
        if kind == AccountColumn::Unknown && one { AccountColumn::Single } else { kind }
    }

    /// The code of a row from its parts: those before the first that is printed may stand in a row above.
    fn code(&mut self, parts: Vec<String>) -> String {
        const LENGTHS: [usize; 3] = [3, 2, 2];
        let first = parts.iter().position(|part| !part.is_empty()).unwrap_or(0);
        let is_part = |at: usize, part: &String| {
            LENGTHS.get(at) == Some(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if parts.len() != LENGTHS.len() {
            return parts.concat();
        }
        let mut whole = parts;
        if first > 0 && is_part(first, &whole[first]) && self.above.len() == LENGTHS.len() {
            whole[..first].clone_from_slice(&self.above[..first]);
        }
        if whole.iter().enumerate().all(|(at, part)| part.is_empty() || is_part(at, part)) {
            self.above.clone_from(&whole);
        }
        whole.concat()
    }

    /// An amount, and what one in its last printed digit is worth in 万元.
    fn amount(&mut self, cell: &GridCell, heading: &str) -> Option<(Wan, Decimal)> {
        match parse_number(&cell.text) {
            Cell::Value(value) => Some((Wan::new(value, self.unit), step_wan(value, self.unit))),
            Cell::Blank | Cell::Mark(_) => None,
            Cell::Unreadable(text) => {
                let message = said!(
                    "表{}，列“{heading}”：应为金额，实际为`{}`",
                    "table {}, column {heading}: expected an amount, found `{}`",
                    self.title.number,
                    shorten(&text)
                );
                self.reading.problems.push(
                    Problem::error(Code::NumberUnreadable, self.source.place(cell.spot), message)
                        .hint(said!("请用`jixiao cells 文件`核对", "compare with `jixiao cells FILE`")),
                );
                None
            }
        }
    }

    fn named(&self, code: Option<&str>, name: &str, path: &[String], column: AccountColumn) -> Named {
        // The code of a unit is none of a class.
        let class = |code: &&str| {
            let economic = self.title.number == TableNumber::Basic;
            let is_class = || matches!(code.len(), 3 | 5 | 7) && (economic || classes::is_class(&code[..3]));
            code.bytes().all(|byte| byte.is_ascii_digit()) && (!self.title.budget || is_class())
        };
        if let Some(code) = code.filter(class) {
            let economic = self.title.number == TableNumber::Basic;
            let item = if economic { AccountItem::EconomicClass } else { AccountItem::FunctionalClass };
            let level = match code.len() {
                3 => Some(1),
                5 => Some(2),
                7 => Some(3),
                _ => None,
            };
            return Named { item, label: name.into(), code: Some(code.into()), level };
        }
        let bare = bare_name(name);
        if matches!(self.title.number, TableNumber::Summary | TableNumber::Fiscal) {
            let class = classes::below(&bare, 1, "", self.title.year.or(self.head.year));
            if let Some(class) = class {
                let code = Some(class.code.clone());
                return Named { item: AccountItem::FunctionalClass, label: bare, code, level: Some(1) };
            }
        }
        let words: Vec<&str> =
            if bare.is_empty() { path.iter().rev().map(String::as_str).collect() } else { vec![bare.as_str()] };
        let of_column = path
            .iter()
            .rev()
            .map(String::as_str)
            .filter(|_| self.title.budget && self.title.number == TableNumber::ThreePublic);
        let items = &self.labels.narrative.items;
        let known = words.iter().copied().chain(of_column).find_map(|word| items.exact(word));
        // 一般公共预算拨款 of a budget is a part of the income.
        let parts = self.labels.narrative.counterparts.get(&AccountItem::Revenue).filter(|_| self.title.budget);
        let known = known.or_else(|| parts?.exact(&bare));
        let label = if bare.is_empty() { path.join("/") } else { bare.clone() };
        let total = matches!(bare.as_str(), "合计" | "总计") || bare.is_empty() && words.contains(&"合计");
        // In the row of totals a column such as 项目支出 is an item of its own.
        let of_all = !matches!(self.title.number, TableNumber::Fund | TableNumber::StateCapital);
        let by_column =
            path.last().filter(|_| total && of_all).and_then(|last| self.labels.narrative.items.exact(last));
        let item = known.or(by_column).unwrap_or_else(|| self.total_item(total, column));
        Named { item, label, code: None, level: None }
    }

    /// What a row called 合计 is the total of: that is the table's own business.
    fn total_item(&self, total: bool, column: AccountColumn) -> AccountItem {
        match (self.title.number, total) {
            (TableNumber::Income, true) => AccountItem::Revenue,
            (TableNumber::Spending, true) => AccountItem::Expenditure,
            (TableNumber::PublicBudget, true) => AccountItem::GeneralPublicBudgetExpenditure,
            (TableNumber::Basic, true) => AccountItem::BasicExpenditureGeneralPublicBudget,
            (TableNumber::ThreePublic, true) => AccountItem::ThreePublic,
            (TableNumber::Fund, true) => match column {
                AccountColumn::Begin => AccountItem::GovernmentFundCarriedOverAtBegin,
                AccountColumn::Income => AccountItem::GovernmentFundRevenue,
                AccountColumn::End => AccountItem::GovernmentFundCarriedOverAtEnd,
                AccountColumn::Total => AccountItem::GovernmentFundExpenditure,
                _ => AccountItem::TableRow,
            },
            (TableNumber::StateCapital, true) => match column {
                AccountColumn::Begin => AccountItem::StateCapitalCarriedOverAtBegin,
                AccountColumn::Income => AccountItem::StateCapitalRevenue,
                AccountColumn::End => AccountItem::StateCapitalCarriedOverAtEnd,
                AccountColumn::Total | AccountColumn::Single => AccountItem::StateCapitalExpenditure,
                _ => AccountItem::TableRow,
            },
            (TableNumber::Summary, true) => AccountItem::TotalRevenueAndExpenditure,
            (TableNumber::Fiscal, true) => AccountItem::FiscalAppropriationTotal,
            _ => AccountItem::TableRow,
        }
    }

    fn account(&self, named: Named, cell: &GridCell, heading: &str, amount: Wan, budget: bool) -> Account {
        Account {
            place: self.source.place(cell.spot),
            year: self.title.year.or(self.head.year),
            unit: self.head.unit.clone(),
            table: Some(self.title.number),
            column: Some(heading.to_owned()),
            column_kind: Some(self.column_kind(heading)),
            kind: if self.title.budget { AccountKind::Budget } else { AccountKind::Accounts },
            item: named.item,
            label: named.label,
            class_code: named.code,
            level: named.level,
            budget_wan: budget.then_some(amount),
            amount_wan: (!budget).then_some(amount),
            ..Account::default()
        }
    }
}

/// What a row speaks of.
struct Named {
    item: AccountItem,
    label: String,
    code: Option<String>,
    level: Option<u8>,
}
