//! The tables of accounts by their cells: which table, which row, which column. Rules ask it for a
//! cell and learn the figure there, that the cell is blank, or why nothing can be said.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::records::{Account, AccountColumn, Field, Table, TableNumber};
use std::collections::BTreeMap;
use std::ops::Range;

/// A column of a table.
pub(super) type Column = AccountColumn;

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    /// 合计.
    Total,
    /// The row of a class.
    Code(String),
    /// Any other row, by its label.
    Label(String),
}

/// What stands in a cell.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// A figure.
    Printed(Box<Figure>),
    /// Nothing, in a table that was read whole: accounts leave a zero blank.
    Blank,
    /// It cannot be said.
    Open(Because),
}

impl Cell {
    /// The figure, where one is printed.
    pub(super) fn figure(self) -> Option<Figure> {
        match self {
            Self::Printed(figure) => Some(*figure),
            Self::Blank | Self::Open(_) => None,
        }
    }
}

/// One table of the document with its figures.
#[derive(Clone, Debug)]
struct Held {
    figures: Range<usize>,
    unread: usize,
    /// How many tables of this number hold figures: of more than one none is certain.
    count: usize,
    blank: bool,
}

/// All tables of accounts of a document.
pub(super) struct Ledger<'c, 'a> {
    case: &'c Case<'a>,
    tables: BTreeMap<TableNumber, Held>,
    cells: BTreeMap<(TableNumber, Row, Column), Vec<usize>>,
}

impl<'c, 'a> Ledger<'c, 'a> {
    /// The tables of `case`: their figures follow those of the narrative, table by table.
    pub(super) fn new(case: &'c Case<'a>) -> Self {
        let reading = case.reading;
        let of_tables: usize = reading.remarks.tables.iter().map(|table| table.figures).sum();
        let mut first = reading.accounts.len().saturating_sub(of_tables);
        let mut ledger = Self { case, tables: BTreeMap::new(), cells: BTreeMap::new() };
        for table in &reading.remarks.tables {
            let figures = first..first + table.figures;
            first = figures.end;
            ledger.hold(table, figures);
        }
        ledger
    }

    fn hold(&mut self, table: &Table, figures: Range<usize>) {
        for at in figures.clone() {
            let Some(account) = self.case.reading.accounts.get(at) else { continue };
            let key = (table.number, row_of(account), column_of(account));
            self.cells.entry(key).or_default().push(at);
        }
        let filled = usize::from(table.figures > 0);
        let held = Held { figures, unread: table.unread, count: filled, blank: table.figures == 0 };
        let known = self.tables.entry(table.number);
        known
            .and_modify(|known| {
                known.count += held.count;
                known.unread += held.unread;
                if known.blank {
                    known.figures = held.figures.clone();
                    known.blank = held.blank;
                }
            })
            .or_insert(held);
    }

    /// Why the table `number` cannot be asked, if so.
    pub(super) fn closed(&self, number: TableNumber) -> Option<Because> {
        match self.tables.get(&number) {
            None => Some(Because::NoSecondFigure),
            Some(table) if table.count > 1 => Some(Because::Ambiguous),
            Some(_) => None,
        }
    }

    /// Why a blank cell of the table `number` is no zero, if so.
    pub(super) fn torn(&self, number: TableNumber) -> Option<Because> {
        let unread = self.tables.get(&number).is_some_and(|table| table.unread > 0);
        self.closed(number).or(unread.then_some(Because::Unreadable))
    }

    /// Whether the table is there and prints no figure at all.
    pub(super) fn is_empty(&self, number: TableNumber) -> bool {
        self.tables.get(&number).is_some_and(|table| table.blank && table.unread == 0)
    }

    /// What stands in a cell.
    pub(super) fn cell(&self, number: TableNumber, row: &Row, column: Column) -> Cell {
        if let Some(because) = self.closed(number) {
            return Cell::Open(because);
        }
        let found = self.cells.get(&(number, row.clone(), column)).map_or(&[][..], Vec::as_slice);
        let figures: Vec<Figure> = found.iter().filter_map(|at| self.amount(*at)).collect();
        match figures.as_slice() {
            [] => self.torn(number).map_or(Cell::Blank, Cell::Open),
            [first, rest @ ..] if rest.iter().all(|other| other.value == first.value) => {
                Cell::Printed(Box::new(first.clone()))
            }
            _ => Cell::Open(Because::Ambiguous),
        }
    }

    /// The figures of a table with their indices, in the order of the paper; nothing where it is closed.
    pub(super) fn figures(&self, number: TableNumber) -> impl Iterator<Item = (usize, &'a Account)> {
        let range =
            self.tables.get(&number).filter(|table| table.count == 1).map_or(0..0, |table| table.figures.clone());
        let accounts = &self.case.reading.accounts;
        range.filter_map(move |at| Some((at, accounts.get(at)?)))
    }

    /// The codes of the rows of a table, each once.
    pub(super) fn codes(&self, number: TableNumber) -> Vec<&'a str> {
        let mut codes: Vec<&str> =
            self.figures(number).filter_map(|(_, account)| account.class_code.as_deref()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Whether any row of the table prints a figure in `column`.
    pub(super) fn has(&self, number: TableNumber, column: Column) -> bool {
        self.figures(number).any(|(_, account)| column_of(account) == column)
    }

    /// The amount of an account under the name of its table, row and column.
    pub(super) fn amount(&self, at: usize) -> Option<Figure> {
        let figure = self.case.of_account(at, Field::Amount)?;
        let account = self.case.reading.accounts.get(at)?;
        Some(figure.named(cell_name(account)))
    }
}

/// What a finding calls a cell: 表03 212 城乡社区支出·基本支出.
pub(super) fn cell_name(account: &Account) -> String {
    let table = account.table.map(|table| format!("表{table} ")).unwrap_or_default();
    let code = account.class_code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
    let column = account.column.as_deref().map(|column| format!("·{column}")).unwrap_or_default();
    // The three public funds stand in one row; their labels are their columns.
    let column = if account.table == Some(TableNumber::ThreePublic) { String::new() } else { column };
    format!("{table}{code}{}{column}", account.label.trim_end_matches("/预算数").trim_end_matches("/决算数"))
}

/// Which row an account of a table stands in.
pub(super) fn row_of(account: &Account) -> Row {
    if let Some(code) = &account.class_code {
        return Row::Code(code.clone());
    }
    let total = matches!(account.label.as_str(), "合计" | "总计" | "合计：")
        || account.column.as_deref().is_some_and(|_| account.label.split('/').all(|part| part == "合计"));
    if total { Row::Total } else { Row::Label(account.label.clone()) }
}

/// Which column an account of a table stands in.
pub(super) fn column_of(account: &Account) -> Column {
    account.column_kind.unwrap_or_default()
}
