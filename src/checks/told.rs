//! How the narrative tells a figure: what may explain a printed result, which words of direction stand
//! before it, and where else the same item is told.
//!
//! A sentence often leaves open what a result follows from. Every reading it allows is an
//! [`Explanation`]; only a result that none of them makes is a contradiction.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::sheet::{Sheet, Test};
use crate::problem::Severity;
use crate::records::{Account, Basis, Field, Of, Sense};
use crate::values::{Habit, Interval};

/// One way in which a printed result may follow from other figures.
pub(super) struct Explanation {
    /// The figures it follows from.
    pub(super) inputs: Vec<Figure>,
    /// The arithmetic in signs, without its result.
    pub(super) arithmetic: String,
    /// What the result is called, in Chinese and English.
    pub(super) called: (&'static str, &'static str),
    /// Turns the inputs into the result; nothing where they make nothing.
    pub(super) makes: fn(&[Interval]) -> Option<Interval>,
}

impl Explanation {
    /// The result, where the inputs are printed by `habit`.
    pub(super) fn made(&self, habit: Habit) -> Option<Interval> {
        let inputs: Vec<Interval> = self.inputs.iter().map(|figure| figure.interval(habit)).collect();
        (self.makes)(&inputs)
    }

    /// Whether it makes `printed` from inputs printed by `habit`, by any habit of its own; nothing where
    /// it makes nothing.
    fn explains_by(&self, printed: &Figure, habit: Habit) -> Option<bool> {
        let made = self.made(habit)?;
        Some([Habit::Rounded, Habit::Cut].iter().any(|habit| made.meets(&printed.interval(*habit))))
    }

    /// Whether it makes `printed`, by any habit; nothing where it makes nothing.
    pub(super) fn explains(&self, printed: &Figure) -> Option<bool> {
        let rounded = self.explains_by(printed, Habit::Rounded)?;
        let cut = || {
            let printed = printed.interval(Habit::Cut);
            self.made(Habit::Cut).is_some_and(|made| made.meets(&printed))
        };
        Some(rounded || cut())
    }

    /// Writes down how `printed` compares with this explanation.
    pub(super) fn compare(&self, subject: String, printed: &Figure, severity: Severity, sheet: &mut Sheet) {
        self.compare_by(subject, printed, severity, sheet, self.makes);
    }

    fn compare_by(
        &self,
        subject: String,
        printed: &Figure,
        severity: Severity,
        sheet: &mut Sheet,
        makes: impl Fn(&[Interval]) -> Option<Interval>,
    ) {
        let inputs: Vec<&Figure> = self.inputs.iter().collect();
        let (arithmetic, called) = (self.arithmetic.clone(), self.called);
        sheet.compare(Test { subject, printed, inputs: &inputs, arithmetic, called, severity }, makes);
    }
}

/// Compares a printed percentage with the first explanation that makes it, or with the likeliest, which
/// is the first, where none does.
///
/// Amounts come out of the books rounded, while a percentage may be cut off by hand. Where only amounts
/// that are cut off explain it, it is in doubt, unless the document `rounds`.
pub(super) fn explained(
    subject: String,
    printed: &Figure,
    by: &[Explanation],
    (severity, rounds): (Severity, bool),
    sheet: &mut Sheet,
) {
    let possible: Vec<&Explanation> = by.iter().filter(|one| one.made(Habit::Rounded).is_some()).collect();
    let fits = possible.iter().find(|one| one.explains_by(printed, Habit::Rounded) == Some(true));
    let by_cut = possible.iter().find(|one| one.explains(printed) == Some(true));
    let severity = if fits.is_none() && by_cut.is_some() && !rounds { severity.max(Severity::Doubt) } else { severity };
    match fits.or(by_cut).or(possible.first()) {
        Some(one) => one.compare_by(subject, printed, severity, sheet, |_| one.made(Habit::Rounded)),
        None if by.is_empty() => sheet.unchecked(Because::NoSecondFigure),
        None => sheet.unchecked(Because::ZeroBase),
    }
}

/// The figure without its sign, as it is printed behind a word of direction.
#[must_use]
pub(super) fn size(figure: Figure) -> Figure {
    Figure { value: figure.value.abs(), ..figure }
}

/// The senses of the words of direction before a figure of an account, in the order of the text.
pub(super) fn senses(case: &Case<'_>, at: usize, field: Field) -> impl Iterator<Item = Sense> {
    case.directions(at, field).iter().map(|one| one.sense)
}

/// Whether the template's two directions both stand before a figure of an account.
pub(super) fn is_open(case: &Case<'_>, at: usize, field: Field) -> bool {
    senses(case, at, field).next() == Some(Sense::Either)
}

/// The amounts of the account at `at` as the narrative tells them: its own, else those that the same
/// item has elsewhere, each value once.
pub(super) fn amounts(case: &Case<'_>, at: usize) -> Vec<Figure> {
    if let Some(own) = case.of_account(at, Field::Amount) {
        return vec![own];
    }
    let Some(account) = case.reading.accounts.get(at) else { return Vec::new() };
    let same = case.narrative_near(at).filter(|(_, other)| is_same_item(account, other));
    distinct(same.filter_map(|(other, _)| case.of_account(other, Field::Amount)))
}

/// Whether two accounts speak of one item.
fn is_same_item(one: &Account, other: &Account) -> bool {
    let named = one.class_code == other.class_code && (one.class_code.is_some() || one.level.is_none());
    one.item == other.item && (named || one.label == other.label)
}

/// The figures with each value once, the first that has it.
pub(super) fn distinct(figures: impl IntoIterator<Item = Figure>) -> Vec<Figure> {
    let mut kept: Vec<Figure> = Vec::new();
    for figure in figures {
        if kept.iter().all(|other| other.value != figure.value) {
            kept.push(figure);
        }
    }
    kept
}

/// The budgets of the account at `at`, each with the budget that it is, the one it keeps first.
pub(super) fn budgets(case: &Case<'_>, at: usize) -> Vec<(Option<Basis>, Figure)> {
    let account = case.reading.accounts.get(at);
    let kept = case.of_account(at, Field::Budget).map(|figure| {
        let basis = account.and_then(|account| account.budget_basis);
        (basis, figure)
    });
    let further = case.further_budgets(at).iter().map(|budget| {
        let figure = Figure {
            of: Of::Account(at),
            field: Field::Budget,
            name: "预算数".to_owned(),
            value: budget.budget_wan.decimal(),
            step: budget.step_wan,
            likely_step: budget.step_wan,
            printed: budget.text.clone(),
            place: budget.place.clone(),
        };
        (Some(budget.basis), figure)
    });
    kept.into_iter().chain(further).collect()
}

/// The first input in percent of the second.
pub(super) fn percent_of(of: &[Interval]) -> Option<Interval> {
    of[0].percent_of(&of[1])
}
