//! The sentences of a narrative: which figure is an item's amount, its budget, its change or its
//! share.
//!
//! A label names an item of the dictionary or a functional class; the figures behind it belong to
//! it until the next label. Figures whose label no dictionary knows are left out, never guessed.

use crate::documents::{Document, Source, Spot};
use crate::problem::Problem;
use crate::records::Account;
use crate::records::classes;
use crate::records::final_accounts::figures::{Figure, Measure, figures};
use crate::records::final_accounts::words::{
    basis, budget_basis, class_path, last_clause, strip_year, trim_tails, unquoted, without_number, wordings,
};
use crate::records::final_accounts::{Head, Paragraph};
use crate::records::told_labels::NarrativeLabels;
use crate::values::{MoneyUnit, Wan, half_width};

/// Which way a change goes, as its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    /// Alternatives of the template left standing: 增加（减少）.
    Either,
}

pub(super) struct Reader<'a> {
    file: &'a Source,
    head: &'a Head,
    labels: &'a NarrativeLabels,
    pub(super) accounts: Vec<Account>,
    pub(super) problems: Vec<Problem>,
}

/// The item that the figures of a sentence belong to at the moment.
#[derive(Default)]
struct Open {
    /// Index of its account, if a dictionary knows it.
    account: Option<usize>,
    /// Whether the sentence explains from here on.
    explains: bool,
    /// A change whose direction only the percentage behind it can tell.
    undecided: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, head: &'a Head, labels: &'a NarrativeLabels) -> Self {
        Self { file: &document.source, head, labels, accounts: Vec::new(), problems: Vec::new() }
    }

    /// Reads one paragraph.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph) {
        let mut open = Open::default();
        for figure in figures(&paragraph.text) {
            let sentence = figure.lead.rsplit('。').next().unwrap_or_default();
            if figure.opens_sentence {
                open.explains = false;
            }
            open.explains |= self.labels.explains.iter().any(|word| sentence.contains(word));
            if open.explains {
                continue;
            }
            let spot = paragraph.spots.get(figure.at).copied().unwrap_or_default();
            self.figure(&figure, spot, &mut open);
        }
    }

    fn figure(&mut self, figure: &Figure, spot: Spot, open: &mut Open) {
        let lead = last_clause(&figure.lead);
        let direction = self.direction(&lead);
        match (figure.measure, direction) {
            (Measure::Money(unit), Some(direction)) => self.change(figure, unit, direction, spot, open),
            (Measure::Money(unit), None) => self.amount(figure, unit, spot, open),
            (Measure::Percent, Some(direction)) => self.change_percent(figure, direction, open),
            (Measure::Percent, None) => self.share(figure, open),
        }
    }

    /// The direction that the words right before a figure name.
    fn direction(&self, lead: &str) -> Option<Direction> {
        let bare = half_width(lead.trim_end_matches(['了', '为', '约', '数', '额']));
        let ending =
            |words: &[String]| words.iter().find(|word| bare.trim_end_matches(')').ends_with(word.as_str())).cloned();
        let (up, down) = (ending(&self.labels.up), ending(&self.labels.down));
        // 增加减少, 增加(减少) and 增加/减少 are alternatives of the template.
        let opposite = |word: &Option<String>, others: &[String]| {
            let Some(rest) = word.as_ref().and_then(|word| bare.trim_end_matches(')').strip_suffix(word.as_str()))
            else {
                return false;
            };
            others.iter().any(|other| rest.trim_end_matches(['(', '/']).ends_with(other.as_str()))
        };
        let both = opposite(&up, &self.labels.down) || opposite(&down, &self.labels.up);
        let (up, down) = (up.is_some(), down.is_some());
        match (both, up, down) {
            (true, ..) => Some(Direction::Either),
            (_, true, _) => Some(Direction::Up),
            (_, _, true) => Some(Direction::Down),
            _ => None,
        }
    }

    /// An amount: the item's own, its budget, or, without a label of its own, nothing we know.
    fn amount(&mut self, figure: &Figure, unit: MoneyUnit, spot: Spot, open: &mut Open) {
        let lead = last_clause(&figure.lead);
        let value = Wan::new(figure.value, unit);
        let budget_words = trim_tails(&lead, &self.labels.tails);
        let is_budget =
            [lead.as_str(), budget_words.as_str()].iter().any(|text| self.labels.budget.suffix(text).is_some());
        let budget = is_budget.then(|| budget_basis(&lead));
        // A budget behind a new name (行政运行（项）。…年初预算为) opens that name's account.
        let renamed = is_budget && class_path(&figure.lead).is_some();
        if let Some(account) = open.account.and_then(|at| self.accounts.get_mut(at)).filter(|_| is_budget && !renamed) {
            if account.budget_wan.is_none() {
                account.budget_wan = Some(value);
                account.budget_basis = budget;
            }
            return;
        }
        open.undecided = false;
        // 支出决算为…万元 behind a budget is the amount of the item named before the budget.
        if let Some(account) = open.account.and_then(|at| self.accounts.get_mut(at)) {
            let nameless = lead.is_empty()
                || trim_tails(&lead, &self.labels.tails).is_empty()
                || matches!(lead.as_str(), "支出决算" | "支出决算为" | "决算为");
            if nameless && account.amount_wan.is_none() {
                account.amount_wan = Some(value);
                return;
            }
        }
        let Some(mut account) = self.account(&figure.lead, spot, is_budget) else {
            open.account = None;
            return;
        };
        if is_budget {
            account.budget_wan = Some(value);
            account.budget_basis = budget;
        } else {
            account.amount_wan = Some(value);
        }
        self.accounts.push(account);
        open.account = Some(self.accounts.len() - 1);
    }

    fn change(&mut self, figure: &Figure, unit: MoneyUnit, direction: Direction, spot: Spot, open: &mut Open) {
        let Some(account) = open.account.and_then(|at| self.accounts.get_mut(at)) else { return };
        if account.change_wan.is_some() {
            return;
        }
        let basis = basis(&figure.lead, self.labels, self.head.year)
            .or_else(|| account.budget_wan.map(|_| "initial_budget".to_owned()));
        let signed = if direction == Direction::Down { -figure.value } else { figure.value };
        account.change_wan = Some(Wan::new(signed, unit));
        account.change_basis = basis;
        open.undecided = direction == Direction::Either && !figure.value.is_zero();
        if direction == Direction::Either {
            let message = format!("found both directions of the template left standing before {}", figure.value);
            let problem = Problem::note("direction-open", self.file.place(spot), message);
            self.problems.push(problem.hint("the sign is taken from the percentage that follows, where one does"));
        }
    }

    fn change_percent(&mut self, figure: &Figure, direction: Direction, open: &mut Open) {
        let Some(account) = open.account.and_then(|at| self.accounts.get_mut(at)) else { return };
        if account.change_pct.is_some() {
            return;
        }
        let down = direction == Direction::Down;
        account.change_pct = Some(if down { -figure.value } else { figure.value });
        account.change_basis = account.change_basis.take().or_else(|| basis(&figure.lead, self.labels, self.head.year));
        if open.undecided && down {
            account.change_wan = account.change_wan.map(|change| Wan::new(-change.decimal(), MoneyUnit::Wan));
        }
        open.undecided = false;
    }

    /// A percentage of something: 占收入合计的100%.
    fn share(&mut self, figure: &Figure, open: &Open) {
        let clause = last_clause(&figure.lead);
        let Some((_, whole)) = clause.rsplit_once('占') else { return };
        let whole = self.whole(whole.trim_end_matches(['的', '比', '重', '为', '例']));
        let Some(account) = open.account.and_then(|at| self.accounts.get_mut(at)) else { return };
        if account.share_pct.is_none() {
            account.share_pct = Some(figure.value);
            account.share_of = Some(whole).filter(|whole| !whole.is_empty());
        }
    }

    /// What a share is a share of: the canonical item where a dictionary knows it, else the words.
    fn whole(&self, words: &str) -> String {
        let words = strip_year(words.trim_start_matches("本年"));
        let year_less = if words.is_empty() { "" } else { words.as_str() };
        // A narrative of the general public budget calls its total 本年财政拨款支出.
        if year_less.ends_with("财政拨款支出") && !year_less.contains("基金") {
            return "general_public_budget_expenditure".to_owned();
        }
        let known = wordings(year_less, &self.labels.tails).iter().find_map(|wording| self.labels.items.exact(wording));
        known.unwrap_or_else(|| year_less.to_owned())
    }

    /// A new account for the label at the end of `lead`, if a dictionary knows it.
    fn account(&self, lead: &str, spot: Spot, budget: bool) -> Option<Account> {
        let named = self.class(lead).or_else(|| self.item(lead, budget))?;
        Some(Account {
            place: self.file.place(spot),
            year: self.head.year,
            unit: self.head.unit.clone(),
            table: None,
            column: None,
            item: named.item,
            label: named.label,
            class_code: named.code,
            level: named.level,
            budget_wan: None,
            budget_basis: None,
            amount_wan: None,
            change_wan: None,
            change_pct: None,
            change_basis: None,
            share_pct: None,
            share_of: None,
        })
    }

    /// A functional class: names before （类）, （款） and （项）, or a bare name of the classification.
    fn class(&self, lead: &str) -> Option<Named> {
        let item = || "functional_class".to_owned();
        let Some(path) = class_path(lead) else {
            let clause = last_clause(lead);
            let name = clause.rsplit(['（', '(', '）', ')', '、']).next().unwrap_or(&clause);
            let name = trim_tails(&without_number(&unquoted(name)), &self.labels.tails);
            let name = strip_year(name.strip_prefix("其中").unwrap_or(&name));
            let class = classes::named(&name).iter().min_by_key(|class| class.level)?;
            return Some(Named { item: item(), label: name, code: Some(class.code.clone()), level: Some(class.level) });
        };
        let mut parent = String::new();
        let mut named = None;
        for (name, level) in path {
            let name = without_number(&unquoted(&name));
            let name = strip_year(name.strip_prefix("其中").unwrap_or(&name));
            let class =
                classes::named(&name).iter().find(|class| class.level == level && class.code.starts_with(&parent));
            let code = class.map(|class| class.code.clone());
            if let Some(code) = &code {
                parent.clone_from(code);
            }
            named = (!name.is_empty()).then(|| Named { item: item(), label: name, code, level: Some(level) });
        }
        named
    }

    /// An item of the dictionary: a label counts only as a whole, since 机关运行经费支出合计 ends like the
    /// total of all expenditure.
    fn item(&self, lead: &str, budget: bool) -> Option<Named> {
        let clause = last_clause(lead);
        // A list's comma begins a label as a clause does (货物…、工程采购金额), and a label may be a sentence
        // of its own: 公务接待费。2023年决算数….
        let listed = clause.rsplit('、').next().unwrap_or_default().to_owned();
        let above = lead.rsplit('。').nth(1).map(last_clause).unwrap_or_default();
        [clause, listed].iter().find_map(|label| self.named_item(label, budget)).or_else(|| {
            let nameless = wordings(&last_clause(lead), &self.labels.tails).last().is_some_and(String::is_empty);
            if nameless { self.named_item(&above, false) } else { None }
        })
    }

    fn named_item(&self, label: &str, budget: bool) -> Option<Named> {
        let label = without_number(label);
        let mut label = label.strip_prefix("其中").unwrap_or(&label).to_owned();
        if budget {
            label = trim_tails(&label, &self.labels.tails);
            let (length, ()) = self.labels.budget.suffix(&label)?;
            let kept = label.chars().count().saturating_sub(length);
            label = label.chars().take(kept).collect();
        }
        let known = |wording: String| Some((self.labels.items.exact(&wording)?, wording));
        let (item, label) = wordings(&label, &self.labels.tails).into_iter().find_map(known)?;
        Some(Named { item, label, code: None, level: None })
    }
}

/// An item with its label and, for a functional class, its code and level.
struct Named {
    item: String,
    label: String,
    code: Option<String>,
    level: Option<u8>,
}
