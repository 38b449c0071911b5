//! One document as the rules see it: its reading, with every figure at hand, and the other documents
//! of the run.

use crate::checks::figure::Figure;
use crate::checks::finding::Cited;
use crate::checks::settings::Settings;
use crate::problem::{Problem, shorten};
use crate::records::{
    Account, Budget, Direction, Field, Funding, Indicator, Of, Printed, Project, Reading, TableNumber,
};
use crate::values::Place;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One document of a run.
pub(super) struct Case<'a> {
    /// What was read from it.
    pub(super) reading: &'a Reading,
    /// All documents of the run, this one among them, in the order given.
    pub(super) all: &'a [&'a Reading],
    /// The thresholds.
    pub(super) settings: &'a Settings,
    printed: BTreeMap<(Of, Field), &'a Printed>,
    /// The words of direction by the account and figure they speak of, in the order of the text.
    directions: BTreeMap<(usize, Field), Vec<&'a Direction>>,
    /// Budgets beside the one an account keeps, by its index.
    budgets: BTreeMap<usize, Vec<&'a Budget>>,
    /// The finest step of a form's amounts by its project.
    fine: BTreeMap<u32, Decimal>,
    /// The coarsest decimals of the document's forms: of their amounts, and of the points of the execution
    /// and in total. A form of whole numbers likely dropped them.
    coarsest: BTreeMap<Field, Decimal>,
}

impl<'a> Case<'a> {
    /// The document `reading` among `all`.
    pub(super) fn new(reading: &'a Reading, all: &'a [&'a Reading], settings: &'a Settings) -> Self {
        let printed = reading.printed.iter().map(|printed| ((printed.of, printed.field), printed)).collect();
        let (directions, budgets) = (BTreeMap::new(), BTreeMap::new());
        let (fine, coarsest) = (BTreeMap::new(), BTreeMap::new());
        let mut case = Self { reading, all, settings, printed, directions, budgets, fine, coarsest };
        for direction in &reading.remarks.directions {
            let Some(account) = direction.account else { continue };
            case.directions.entry((account, direction.field)).or_default().push(direction);
        }
        for budget in &reading.remarks.budgets {
            case.budgets.entry(budget.account).or_default().push(budget);
        }
        for printed in &reading.printed {
            let Some(form) = case.form(printed.of).filter(|_| printed.field.is_amount_of_form()) else { continue };
            let finest = case.fine.entry(form).or_insert(printed.step);
            *finest = printed.step.min(*finest);
        }
        let amounts = case.fine.values().map(|step| (Field::Executed, *step));
        let of_project = reading.printed.iter().filter(|printed| matches!(printed.of, Of::Project(_)));
        let points = of_project.filter(|printed| is_scored(printed.field)).map(|printed| (printed.field, printed.step));
        for (field, step) in amounts.chain(points).filter(|(_, step)| *step < Decimal::ONE) {
            let coarsest = case.coarsest.entry(field).or_insert(step);
            *coarsest = step.max(*coarsest);
        }
        case
    }

    /// The project whose form a figure stands in.
    fn form(&self, of: Of) -> Option<u32> {
        match of {
            Of::Project(ordinal) => Some(ordinal),
            Of::Funding(at) => self.reading.funding.get(at).map(|row| row.ordinal),
            Of::Indicator(at) => self.reading.indicators.get(at).map(|row| row.ordinal),
            Of::Account(_) => None,
        }
    }

    /// The name of the file.
    pub(super) fn file(&self) -> &'a str {
        let projects = self.reading.projects.iter().map(|row| &row.place);
        let accounts = self.reading.accounts.iter().map(|row| &row.place);
        let problems = self.reading.problems.iter().map(|problem| &problem.place);
        let mut places = projects.chain(accounts).chain(problems);
        places.next().map_or("", |place| &place.file)
    }

    /// The figure `field` of the record `of`, whose value is `value`; nothing where none is printed.
    pub(super) fn figure(&self, of: Of, field: Field, value: Option<Decimal>) -> Option<Figure> {
        let value = value?;
        let printed = self.printed.get(&(of, field))?;
        let finest = self.form(of).filter(|_| field.is_amount_of_form()).and_then(|form| self.fine.get(&form));
        let step = finest.copied().unwrap_or(printed.step);
        let kind = if field.is_amount_of_form() { Field::Executed } else { field };
        let coarsest = self.coarsest.get(&kind).filter(|_| step == Decimal::ONE && self.form(of).is_some());
        let given = matches!(of, Of::Indicator(_));
        Some(Figure {
            of,
            field,
            name: field.usual_name().to_owned(),
            value,
            step,
            likely_step: coarsest.filter(|_| !given).copied().unwrap_or(step),
            printed: printed.text.clone(),
            place: printed.place.clone(),
        })
    }

    /// A figure of a project's row of totals.
    pub(super) fn of_project(&self, project: &Project, field: Field) -> Option<Figure> {
        self.figure(Of::Project(project.ordinal), field, project.figure(field))
    }

    /// A figure of the row of funds at `at`.
    pub(super) fn of_funding(&self, at: usize, field: Field) -> Option<Figure> {
        self.figure(Of::Funding(at), field, self.reading.funding.get(at)?.figure(field))
    }

    /// A figure of the indicator at `at`.
    pub(super) fn of_indicator(&self, at: usize, field: Field) -> Option<Figure> {
        self.figure(Of::Indicator(at), field, self.reading.indicators.get(at)?.figure(field))
    }

    /// A cell of an indicator's row as printed, a figure or words.
    pub(super) fn words_of_indicator(&self, at: usize, field: Field) -> Option<Cited> {
        let printed = self.printed.get(&(Of::Indicator(at), field))?;
        Some(Cited { name: field.usual_name().to_owned(), printed: printed.text.clone(), place: printed.place.clone() })
    }

    /// A figure of the account at `at`; changes are negative for a fall.
    pub(super) fn of_account(&self, at: usize, field: Field) -> Option<Figure> {
        self.figure(Of::Account(at), field, self.reading.accounts.get(at)?.figure(field))
    }

    /// The rows of funds of a project with their indices in the reading.
    pub(super) fn funding_of(&self, project: &Project) -> impl Iterator<Item = (usize, &'a Funding)> {
        let ordinal = project.ordinal;
        self.reading.funding.iter().enumerate().filter(move |(_, row)| row.ordinal == ordinal)
    }

    /// The indicators of a project with their indices in the reading.
    pub(super) fn indicators_of(&self, project: &Project) -> impl Iterator<Item = (usize, &'a Indicator)> {
        let ordinal = project.ordinal;
        self.reading.indicators.iter().enumerate().filter(move |(_, row)| row.ordinal == ordinal)
    }

    /// The figures of the tables of accounts, with their indices in the reading.
    pub(super) fn table(&self, number: TableNumber) -> impl Iterator<Item = (usize, &'a Account)> {
        let accounts = self.reading.accounts.iter().enumerate();
        accounts.filter(move |(_, account)| account.table == Some(number))
    }

    /// The figures of the narrative told no further from the account at `at` than `NEAR` others: what one
    /// sentence speaks of is not told at the other end of a long paper.
    pub(super) fn narrative_near(&self, at: usize) -> impl Iterator<Item = (usize, &'a Account)> {
        const NEAR: usize = 256;
        let first = at.saturating_sub(NEAR);
        let near = self.reading.accounts.iter().enumerate().skip(first).take(2 * NEAR);
        near.filter(|(_, account)| account.table.is_none())
    }

    /// The words of direction before a figure of an account, in the order of the text.
    pub(super) fn directions(&self, at: usize, field: Field) -> &[&'a Direction] {
        self.directions.get(&(at, field)).map_or(&[], Vec::as_slice)
    }

    /// The budgets told beside the one that the account at `at` keeps.
    pub(super) fn further_budgets(&self, at: usize) -> &[&'a Budget] {
        self.budgets.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The figures of the narrative, with their indices in the reading.
    pub(super) fn narrative(&self) -> impl Iterator<Item = (usize, &'a Account)> {
        self.reading.accounts.iter().enumerate().filter(|(_, account)| account.table.is_none())
    }

    /// The year of most figures of the narrative, or of most forms.
    pub(super) fn year(&self) -> Option<i32> {
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        let accounts = self.narrative().filter_map(|(_, account)| account.year);
        let forms = self.reading.projects.iter().filter_map(|project| project.year);
        accounts.chain(forms).for_each(|year| *years.entry(year).or_default() += 1);
        years.into_iter().max_by_key(|(_, count)| *count).map(|(year, _)| year)
    }

    /// Whether a cell of the lines or rows at `place` could not be read, so that a sum over them is open.
    pub(super) fn unread_at(&self, place: &Place) -> bool {
        let near = |problem: &&Problem| problem.code.is_unread_cell() && problem.place.shares_line(place);
        self.reading.problems.iter().any(|problem| near(&problem))
    }

    /// What a finding about a project calls it.
    pub(super) fn project_name(&self, project: &Project) -> String {
        let name = project.project.as_deref().unwrap_or("（未读出名称）");
        format!("项目{}《{}》", project.ordinal, shorten(name))
    }
}

/// Whether a field of a form holds points that were worked out.
fn is_scored(field: Field) -> bool {
    matches!(field, Field::Score | Field::TotalScore)
}

/// What a finding about a figure of the accounts calls it.
pub(super) fn account_name(account: &Account) -> String {
    let code = account.class_code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
    let table = account.table.map(|table| format!("表{table} ")).unwrap_or_default();
    format!("{table}{code}{}", shorten(&account.label))
}
