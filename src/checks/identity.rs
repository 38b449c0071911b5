//! Cells of the tables of accounts that must add up, or that must say the same.

use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::ledger::Cell;
use crate::checks::sheet::{Sheet, Test};
use crate::problem::Severity;
use crate::values::Interval;
use rust_decimal::Decimal;

/// A cell that other cells make.
pub(super) struct Identity<'a> {
    /// What it is about.
    pub(super) subject: String,
    /// The result.
    pub(super) total: Cell,
    /// What it is made of.
    pub(super) parts: Vec<Cell>,
    /// What is taken away from it.
    pub(super) less: Vec<Cell>,
    /// What the result is called in a sentence, in Chinese and English.
    pub(super) called: (&'a str, &'a str),
    /// Why a contradiction cannot be told from a part the paper has and the reading lacks, if so.
    pub(super) open: Option<Because>,
}

impl Identity<'_> {
    /// Compares the total with its parts. Blank parts are zeros, since accounts leave zeros blank, as
    /// long as one part is printed; one part that cannot be known leaves the sum open.
    pub(super) fn check(self, sheet: &mut Sheet) {
        let closed = |cell: &Cell| match cell {
            Cell::Open(because) => Some(*because),
            Cell::Printed(_) | Cell::Blank => None,
        };
        let because = self.parts.iter().chain(&self.less).chain([&self.total]).find_map(closed);
        if let Some(because) = because {
            sheet.unchecked(because);
            return;
        }
        let added = self.parts.len();
        let figures: Vec<(bool, Figure)> = self
            .parts
            .into_iter()
            .chain(self.less)
            .enumerate()
            .filter_map(|(at, cell)| Some((at >= added, cell.figure()?)))
            .collect();
        let Some(total) = self.total.figure() else {
            // A blank total of blanks is no row at all.
            if !figures.is_empty() {
                sheet.unchecked(Because::Blank);
            }
            return;
        };
        if figures.is_empty() {
            sheet.unchecked(Because::Blank);
            return;
        }
        let makes = |of: &[Interval]| {
            let zero = Interval::exact(Decimal::ZERO);
            figures.iter().zip(of).fold(zero, |sum, ((less, _), part)| if *less { &sum - part } else { &sum + part })
        };
        let fits =
            makes(&figures.iter().map(|(_, figure)| figure.rounded()).collect::<Vec<_>>()).meets(&total.rounded());
        if let Some(because) = self.open.filter(|_| !fits) {
            sheet.unchecked(because);
            return;
        }
        let inputs: Vec<&Figure> = figures.iter().map(|(_, figure)| figure).collect();
        let arithmetic = signs(&figures);
        let test = Test {
            subject: self.subject,
            printed: &total,
            inputs: &inputs,
            arithmetic,
            called: self.called,
            severity: Severity::Error,
        };
        sheet.compare(test, |of| Some(makes(of)));
    }
}

/// One quantity in two cells.
pub(super) fn same(subject: String, one: &Cell, other: &Cell, sheet: &mut Sheet) {
    // A blank beside a blank says nothing; beside a figure it leaves open which of the two is meant.
    match (one, other) {
        (Cell::Blank, Cell::Blank) => {}
        (Cell::Open(because), _) | (_, Cell::Open(because)) => sheet.unchecked(*because),
        (Cell::Blank, Cell::Printed(figure)) | (Cell::Printed(figure), Cell::Blank) => {
            if figure.value.is_zero() {
                sheet.consistent();
            } else {
                sheet.unchecked(Because::Blank);
            }
        }
        (Cell::Printed(one), Cell::Printed(other)) => same_figure(subject, one, other, Severity::Error, sheet),
    }
}

/// One quantity printed twice.
pub(super) fn same_figure(subject: String, one: &Figure, other: &Figure, severity: Severity, sheet: &mut Sheet) {
    let called = format!("按{}", other.name);
    let called_en = format!("the same quantity in {}", other.name);
    let test = Test {
        subject,
        printed: one,
        inputs: &[other],
        arithmetic: other.value.to_string(),
        called: (&called, &called_en),
        severity,
    };
    sheet.compare(test, |of| Some(of[0].clone()));
}

/// A sum with its signs: 112.88 + 9746.50 - 9759.38.
fn signs(figures: &[(bool, Figure)]) -> String {
    let mut text = String::new();
    for (less, figure) in figures {
        let minus = *less != (figure.value < Decimal::ZERO);
        match (text.is_empty(), minus) {
            (true, false) => {}
            (true, true) => text.push('-'),
            (false, false) => text.push_str(" + "),
            (false, true) => text.push_str(" - "),
        }
        text.push_str(&figure.value.abs().to_string());
    }
    text
}
