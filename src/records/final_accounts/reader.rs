//! The reader of a narrative: the document, the dictionaries, and the reading it adds to.

use crate::documents::{Document, Source, Spot};
use crate::problem::{Code, Problem, said};
use crate::records::final_accounts::figures::{Figure, Measure};
use crate::records::final_accounts::names::{Named, Names};
use crate::records::final_accounts::open::Open;
use crate::records::final_accounts::title::Head;
use crate::records::final_accounts::words::wordings;
use crate::records::printed::{Field, Of, Printed, step, step_wan};
use crate::records::told_labels::NarrativeLabels;
use crate::records::{Account, AccountKind, Reading};
use crate::values::Place;

/// Reads the narrative of one document, paragraph by paragraph.
pub(super) struct Reader<'a> {
    file: &'a Source,
    pub(super) head: &'a Head,
    pub(super) labels: &'a NarrativeLabels,
    pub(super) reading: &'a mut Reading,
    /// The last year that a sentence named, for papers whose title names none.
    pub(super) year: Option<i32>,
    /// What the heading above the paragraph names: （一）因公出国（境）费.
    pub(super) titled: Option<Named>,
    /// Whether the last heading begins a section on appropriations alone.
    pub(super) fiscal: bool,
}

impl<'a> Reader<'a> {
    /// A reader that adds to `reading`, whose accounts it is the first to add.
    pub(super) fn new(
        document: &'a Document,
        head: &'a Head,
        labels: &'a NarrativeLabels,
        reading: &'a mut Reading,
    ) -> Self {
        Self { file: &document.source, head, labels, reading, year: None, titled: None, fiscal: false }
    }

    /// The dictionaries as they hold for the figures of a sentence.
    pub(super) fn names(&self, open: &Open) -> Names<'a> {
        let year = open.year.or(self.head.year);
        Names { labels: self.labels, year, unit: self.head.unit.as_deref(), fiscal: self.fiscal }
    }

    /// What a bare 支出 or 年末结转和结余 is in a sentence on another item.
    pub(super) fn counterpart(&self, clause: &str, open: &Open) -> Option<Named> {
        let account = self.account(open.account)?;
        let words = self.labels.counterparts.get(&account.item)?;
        let known = |wording: String| Some((words.exact(&wording)?, wording));
        let (item, label) = wordings(clause, &self.labels.tails).into_iter().find_map(known)?;
        let told = self.names(open).named_item(clause, false).filter(|named| named.item == item);
        Some(told.unwrap_or(Named { item, label, code: None, level: None }))
    }

    /// Whether a bracket splits by budget what is no sum of all money: “三公”经费10万元（其中：一般公共预算支出
    /// 10万元）.
    pub(super) fn splits_by_budget(&self, named: &Named, open: &Open) -> bool {
        let whole = open.brackets.last().and_then(|before| self.account(before.account));
        named.item.is_of_one_budget() && whole.is_some_and(|whole| !whole.item.is_sum_of_money())
    }

    pub(super) fn place(&self, spot: Spot) -> Place {
        self.file.place(spot)
    }

    pub(super) fn account(&self, at: Option<usize>) -> Option<&Account> {
        self.reading.accounts.get(at?)
    }

    /// Whether an account is of what `named` names.
    pub(super) fn is(&self, at: Option<usize>, named: &Named) -> bool {
        self.account(at).is_some_and(|account| {
            account.item == named.item
                && account.class_code == named.code
                && (named.code.is_some() || named.level.is_none() || account.label == named.label)
        })
    }

    /// Opens an account that is being read.
    pub(super) fn add(&mut self, named: Named, spot: Spot, open: &Open) -> usize {
        self.reading.accounts.push(Account {
            place: self.file.place(spot),
            year: open.year.or(self.head.year),
            unit: self.head.unit.clone(),
            kind: if self.head.budget.is_some() { AccountKind::Budget } else { AccountKind::Accounts },
            item: named.item,
            label: named.label,
            class_code: named.code,
            level: named.level,
            ..Account::default()
        });
        self.reading.accounts.len() - 1
    }

    /// Opens another account of the item of the account at `at`.
    pub(super) fn add_again(&mut self, at: usize, spot: Spot, open: &Open) -> Option<usize> {
        let account = self.account(Some(at))?;
        let named = Named {
            item: account.item,
            label: account.label.clone(),
            code: account.class_code.clone(),
            level: account.level,
        };
        Some(self.add(named, spot, open))
    }

    /// Keeps an account of the reading up to date, noting how the figure that goes there is printed.
    pub(super) fn set(&mut self, at: usize, field: Field, figure: &Figure, spot: Spot, set: impl FnOnce(&mut Account)) {
        let Some(account) = self.reading.accounts.get_mut(at) else { return };
        set(account);
        let step = match figure.measure {
            Measure::Money(unit) => step_wan(figure.value, unit),
            Measure::Percent => step(figure.value),
        };
        let text = printed_text(figure);
        self.reading.printed.push(Printed::new(Of::Account(at), field, self.file.place(spot), &text, step));
    }

    /// Says that a change behind a list of parts was left out, since it may be that of the whole or of the part
    /// told last.
    pub(super) fn leave_out(&mut self, figure: &Figure, spot: Spot) {
        let message = said!(
            "各部分之后的增减额{}，可能属于总体，也可能属于最后一项；应写明所属项目",
            "found {} behind a list of parts, a change of the whole or of the last part; expected words that name one",
            printed_text(figure)
        );
        let hint = said!(
            "该数字未采用；请核对原文",
            "the figure is left out; read the sentence and add it by hand where it matters"
        );
        self.reading.problems.push(Problem::note(Code::FigureOpen, self.file.place(spot), message).hint(hint));
    }
}

/// A figure with its unit, as a finding shows it.
pub(super) fn printed_text(figure: &Figure) -> String {
    let unit = match figure.measure {
        Measure::Money(unit) => unit.printed(),
        Measure::Percent => "%",
    };
    format!("{}{unit}", figure.value)
}
