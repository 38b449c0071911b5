//! The sentences of a narrative: which figure is an item's amount, its budget, its change or its
//! share.
//!
//! A label names an item of the dictionary or a functional class; the figures behind it belong to
//! it until the next label. Figures whose label no dictionary knows are left out, never guessed.

use crate::documents::{Document, Source, Spot};
use crate::problem::{Problem, said};
use crate::records::classes;
use crate::records::final_accounts::directions::{Comparison, Way, changed_label, comparisons, direction};
use crate::records::final_accounts::figures::{Figure, Measure, figures};
use crate::records::final_accounts::paragraphs::Paragraph;
use crate::records::final_accounts::title::Head;
use crate::records::final_accounts::words::{
    basis, budget_basis, class_path, last_clause, strip_year, trim_tails, unquoted, without_number, wordings,
};

use crate::records::printed::{Field, Of, Printed, step, step_wan};
use crate::records::remarks::{Budget, Completion, Direction, Sense};
use crate::records::told_labels::NarrativeLabels;
use crate::records::{Account, Reading};
use crate::values::{MoneyUnit, Wan, find_year};

pub(super) struct Reader<'a> {
    file: &'a Source,
    head: &'a Head,
    labels: &'a NarrativeLabels,
    reading: &'a mut Reading,
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
    /// A reader that adds to `reading`, whose accounts it is the first to add.
    pub(super) fn new(
        document: &'a Document,
        head: &'a Head,
        labels: &'a NarrativeLabels,
        reading: &'a mut Reading,
    ) -> Self {
        Self { file: &document.source, head, labels, reading }
    }

    /// Reads one paragraph.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph) {
        let mut open = Open::default();
        let mut compared = comparisons(&paragraph.text).into_iter().peekable();
        for figure in figures(&paragraph.text) {
            while let Some(comparison) = compared.next_if(|comparison| comparison.at < figure.at) {
                self.compared(&comparison, paragraph, &open);
            }
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
        compared.for_each(|comparison| self.compared(&comparison, paragraph, &open));
    }

    /// 决算数小于预算数: which of an item's two figures is the greater, of the item named before it or
    /// else of the one that is being read.
    fn compared(&mut self, comparison: &Comparison, paragraph: &Paragraph, open: &Open) {
        let spot = paragraph.spots.get(comparison.at).copied().unwrap_or_default();
        let named = wordings(&comparison.label, &self.labels.tails);
        let item = named.iter().find_map(|wording| self.labels.items.exact(wording));
        let known = |at: &usize| self.reading.accounts.get(*at).is_some_and(|account| account.budget_wan.is_some());
        let account = match &item {
            Some(item) => self.reading.accounts.iter().rposition(|account| account.item == *item),
            None if named.last().is_some_and(String::is_empty) => open.account,
            None => None,
        };
        let (words, place) = (comparison.words.clone(), self.file.place(spot));
        let account = account.filter(known);
        let direction = Direction { account, field: Field::Amount, sense: comparison.sense, words, place };
        self.reading.remarks.directions.push(direction);
    }

    fn figure(&mut self, figure: &Figure, spot: Spot, open: &mut Open) {
        let lead = last_clause(&figure.lead);
        match (figure.measure, direction(&lead, self.labels)) {
            (Measure::Money(unit), Some(way)) => self.change(figure, unit, &way, spot, open),
            (Measure::Money(unit), None) => self.amount(figure, unit, spot, open),
            (Measure::Percent, Some(way)) => self.change_percent(figure, &way, spot, open),
            (Measure::Percent, None) => self.share(figure, spot, open),
        }
    }

    /// Keeps an account of the reading up to date, noting how the figure that goes there is printed.
    fn set(&mut self, at: usize, field: Field, figure: &Figure, spot: Spot, set: impl FnOnce(&mut Account)) {
        let Some(account) = self.reading.accounts.get_mut(at) else { return };
        set(account);
        let step = match figure.measure {
            Measure::Money(unit) => step_wan(figure.value, unit),
            Measure::Percent => step(figure.value),
        };
        let text = printed_text(figure);
        self.reading.printed.push(Printed::new(Of::Account(at), field, self.file.place(spot), &text, step));
    }

    /// An amount: the item's own, its budget, or, without a label of its own, nothing we know.
    fn amount(&mut self, figure: &Figure, unit: MoneyUnit, spot: Spot, open: &mut Open) {
        let lead = last_clause(&figure.lead);
        let value = Wan::new(figure.value, unit);
        let budget_words = trim_tails(&lead, &self.labels.tails);
        let is_budget =
            [lead.as_str(), budget_words.as_str()].iter().any(|text| self.labels.budget.suffix(text).is_some());
        let field = if is_budget { Field::Budget } else { Field::Amount };
        let set = |account: &mut Account| {
            if is_budget {
                account.budget_wan = Some(value);
                account.budget_basis = Some(budget_basis(&lead));
            } else {
                account.amount_wan = Some(value);
            }
        };
        // A budget behind a new name (行政运行（项）。…年初预算为) opens that name's account.
        let renamed = is_budget && class_path(&figure.lead).is_some();
        let account = open.account.and_then(|at| Some((at, self.reading.accounts.get(at)?)));
        if let Some((at, account)) = account.filter(|_| is_budget && !renamed) {
            if account.budget_wan.is_none() {
                self.set(at, field, figure, spot, set);
            } else {
                self.further_budget(at, (figure, value), unit, spot);
            }
            return;
        }
        open.undecided = false;
        // 支出决算为…万元 behind a budget is the amount of the item named before the budget.
        if let Some((at, account)) = account {
            let nameless = lead.is_empty()
                || trim_tails(&lead, &self.labels.tails).is_empty()
                || matches!(lead.as_str(), "支出决算" | "支出决算为" | "决算为");
            if nameless && account.amount_wan.is_none() {
                self.set(at, field, figure, spot, set);
                return;
            }
        }
        open.account = self.account(&figure.lead, spot, is_budget).map(|account| self.open(account));
        open.account.into_iter().for_each(|at| self.set(at, field, figure, spot, set));
    }

    /// A budget beside the one that the account keeps.
    fn further_budget(&mut self, account: usize, (figure, budget_wan): (&Figure, Wan), unit: MoneyUnit, spot: Spot) {
        let basis = budget_basis(&last_clause(&figure.lead));
        let (text, place) = (printed_text(figure), self.file.place(spot));
        let step_wan = step_wan(figure.value, unit);
        self.reading.remarks.budgets.push(Budget { account, basis, budget_wan, step_wan, text, place });
    }

    /// Adds an account that is being read.
    fn open(&mut self, account: Account) -> usize {
        self.reading.accounts.push(account);
        self.reading.accounts.len() - 1
    }

    fn change(&mut self, figure: &Figure, unit: MoneyUnit, way: &Way, spot: Spot, open: &mut Open) {
        // 公务接待费支出决算减少0.15万元: a change behind a name of its own opens that name's account.
        let named = changed_label(&figure.lead, way).and_then(|label| self.item(&label, false));
        let open_item = open.account.and_then(|at| self.reading.accounts.get(at)).map(|account| account.item.as_str());
        if let Some(named) = named.filter(|named| Some(named.item.as_str()) != open_item) {
            open.account = Some(self.open(self.named_account(named, spot)));
        }
        self.told(way, Field::Change, spot, open);
        let account = open.account.and_then(|at| Some((at, self.reading.accounts.get(at)?)));
        let Some((at, account)) = account.filter(|(_, account)| account.change_wan.is_none()) else { return };
        let basis = basis(&figure.lead, self.labels, self.head.year)
            .or_else(|| account.budget_wan.map(|_| "initial_budget".to_owned()));
        let signed = if way.sense == Sense::Down { -figure.value } else { figure.value };
        self.set(at, Field::Change, figure, spot, |account| {
            account.change_wan = Some(Wan::new(signed, unit));
            account.change_basis = basis;
        });
        open.undecided = way.sense == Sense::Either && !figure.value.is_zero();
        if way.sense == Sense::Either {
            let message = said!(
                "模板中“增加（减少）”两个方向都保留在{}之前",
                "found both directions of the template left standing before {}",
                figure.value
            );
            let problem = Problem::note("direction-open", self.file.place(spot), message);
            let problem = problem.hint(said!(
                "其后若有百分比，则按百分比的正负确定方向",
                "the sign is taken from the percentage that follows, where one does"
            ));
            self.reading.problems.push(problem);
        }
    }

    /// Remembers the word that says which way a figure went.
    fn told(&mut self, way: &Way, field: Field, spot: Spot, open: &Open) {
        let (place, words) = (self.file.place(spot), way.words.clone());
        self.reading.remarks.directions.push(Direction {
            account: open.account,
            field,
            sense: way.sense,
            words,
            place,
        });
    }

    fn change_percent(&mut self, figure: &Figure, way: &Way, spot: Spot, open: &mut Open) {
        self.told(way, Field::ChangePct, spot, open);
        let account = open.account.and_then(|at| Some((at, self.reading.accounts.get(at)?)));
        let Some((at, _)) = account.filter(|(_, account)| account.change_pct.is_none()) else { return };
        let down = way.sense == Sense::Down;
        let basis = basis(&figure.lead, self.labels, self.head.year);
        let turned = open.undecided && down;
        self.set(at, Field::ChangePct, figure, spot, |account| {
            account.change_pct = Some(if down { -figure.value } else { figure.value });
            account.change_basis = account.change_basis.take().or(basis);
            if turned {
                account.change_wan = account.change_wan.map(|change| Wan::new(-change.decimal(), MoneyUnit::Wan));
            }
        });
        open.undecided = false;
    }

    /// A percentage of something: 占收入合计的100%, 完成年初预算的95.45%.
    fn share(&mut self, figure: &Figure, spot: Spot, open: &Open) {
        let Some((at, account)) = open.account.and_then(|at| Some((at, self.reading.accounts.get(at)?))) else {
            return;
        };
        let clause = last_clause(&figure.lead);
        let tail = clause.trim_end_matches(['的', '为', '了']);
        let of_budget = self.labels.budget.suffix(tail).is_some() || tail.ends_with("预算");
        if clause.contains("完成") && of_budget {
            if account.completion_pct.is_none() {
                let named = ["年初", "全年", "调整"].iter().any(|word| clause.contains(word));
                let basis = named.then(|| budget_basis(&clause));
                self.reading.remarks.completions.push(Completion { account: at, basis });
                let set = |account: &mut Account| account.completion_pct = Some(figure.value);
                self.set(at, Field::Completion, figure, spot, set);
            }
            return;
        }
        let Some((_, whole)) = clause.rsplit_once('占') else { return };
        let whole = self.whole(whole.trim_end_matches(['的', '比', '重', '为', '例']));
        if account.share_pct.is_none() {
            self.set(at, Field::Share, figure, spot, |account| {
                account.share_pct = Some(figure.value);
                account.share_of = Some(whole).filter(|whole| !whole.is_empty());
            });
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
        // 2023年决算数…, 2024年决算数…: a label may name another year than the title.
        let year = find_year(&last_clause(lead)).or(self.head.year);
        Some(Account { year, ..self.named_account(named, spot) })
    }

    fn named_account(&self, named: Named, spot: Spot) -> Account {
        Account {
            place: self.file.place(spot),
            year: self.head.year,
            unit: self.head.unit.clone(),
            item: named.item,
            label: named.label,
            class_code: named.code,
            level: named.level,
            ..Account::default()
        }
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
        // 由中小企业供应商中标或成交的，采购金额: a comma behind 的 breaks one label in two.
        let before = lead.strip_suffix(clause.as_str()).and_then(|rest| rest.strip_suffix('，'));
        let broken = before.filter(|rest| rest.ends_with('的')).map(|rest| last_clause(rest) + &clause);
        [Some(clause), Some(listed), broken].iter().flatten().find_map(|label| self.named_item(label, budget)).or_else(
            || {
                let nameless = wordings(&last_clause(lead), &self.labels.tails).last().is_some_and(String::is_empty);
                if nameless { self.named_item(&above, false) } else { None }
            },
        )
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

/// A figure with its unit, as a finding shows it.
fn printed_text(figure: &Figure) -> String {
    let unit = match figure.measure {
        Measure::Money(MoneyUnit::Wan) => "万元",
        Measure::Money(MoneyUnit::Yuan) => "元",
        Measure::Percent => "%",
    };
    format!("{}{unit}", figure.value)
}

/// An item with its label and, for a functional class, its code and level.
struct Named {
    item: String,
    label: String,
    code: Option<String>,
    level: Option<u8>,
}
