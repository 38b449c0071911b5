//! What the words before a figure name: an item of the dictionary or a functional class.

use crate::records::final_accounts::directions::before_change;
use crate::records::final_accounts::words::{
    PathPart, class_path, clauses, last_clause, strip_year, trim_tails, unquoted, without_number, wordings,
};
use crate::records::told_labels::NarrativeLabels;
use crate::records::{AccountItem, classes};

/// An item with its label and, for a functional class, its code and level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) item: AccountItem,
    pub(super) label: String,
    pub(super) code: Option<String>,
    pub(super) level: Option<u8>,
}

/// The item that every functional class is.
pub(super) const CLASS: AccountItem = AccountItem::FunctionalClass;

/// The dictionaries as they hold for the accounts of a year.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) labels: &'a NarrativeLabels,
    pub(super) year: Option<i32>,
    /// Whose accounts they are: the name stands before many an item's.
    pub(super) unit: Option<&'a str>,
    /// Whether the section is on appropriations alone, so that 收入总计 is the total of those.
    pub(super) fiscal: bool,
}

impl Names<'_> {
    /// What the end of `lead` names.
    pub(super) fn of(&self, lead: &str, budget: bool) -> Option<Named> {
        self.class(lead).or_else(|| self.item(lead, budget))
    }

    /// What a clause of `lead` names, the last first: 公务接待费支出，比上年减少 names before it compares.
    pub(super) fn within(&self, lead: &str) -> Option<Named> {
        let item = |text: &str| self.named_item(text, false);
        let named = |clause: &String| {
            let whole = self.class(clause).or_else(|| item(clause));
            whole.or_else(|| item(&before_change(clause, self.labels))).or_else(|| item(without_count(clause)?))
        };
        clauses(lead).iter().rev().find_map(named)
    }

    /// A functional class: names before （类）, （款） and （项）, or a bare name of the classification.
    pub(super) fn class(&self, lead: &str) -> Option<Named> {
        let item = || CLASS;
        let Some(path) = class_path(lead) else {
            let clause = last_clause(lead);
            let name = clause.rsplit(['（', '(', '）', ')']).next().unwrap_or(&clause).trim_start_matches('、');
            let name = trim_tails(&without_number(&unquoted(name)), &self.labels.tails);
            let name = strip_year(name.strip_prefix("其中").unwrap_or(&name));
            if let Some(named) = coded(&name, self.year) {
                return Some(named);
            }
            // 国有资本经营预算支出 is one of the three budgets where no bracket calls it a class.
            if self.labels.items.exact(&name).is_some() || self.labels.money.iter().any(|money| name.ends_with(money)) {
                return None;
            }
            let found = classes::named(&name, self.year);
            let level = found.iter().map(|class| class.level).min()?;
            let class = classes::below(&name, level, "", self.year)?;
            return Some(Named { item: item(), label: name, code: Some(class.code.clone()), level: Some(level) });
        };
        // Below a 款 that no dictionary knows, only a name that its 类 has once tells a code, and 其他… never.
        let (mut parent, mut unknown) = (String::new(), false);
        let mut named = None;
        for PathPart { name, level, digits } in path {
            let name = without_number(&unquoted(&name));
            let name = strip_year(name.strip_prefix("其中").unwrap_or(&name));
            let name = name.trim_start_matches(['—', '-', '－', '–', '、']).to_owned();
            let class = classes::below(&name, level, &parent, self.year);
            let class = class.filter(|_| !unknown || !parent.is_empty() && !name.starts_with("其他"));
            let known = class.map(|class| class.code.clone());
            let code = self.printed_code(&name, level, &parent, digits)?.or(known);
            unknown = code.is_none();
            if let Some(code) = &code {
                parent.clone_from(code);
            }
            named = (!name.is_empty()).then(|| Named { item: item(), label: name, code, level: Some(level) });
        }
        named
    }

    /// The code that the digits in a bracket print, alone or below the class above; nothing at all where the
    /// digits are no code, since they are not the name's.
    #[expect(clippy::option_option, reason = "no digits, digits that are a code, and digits that are none")]
    fn printed_code(&self, name: &str, level: u8, parent: &str, digits: Option<String>) -> Option<Option<String>> {
        let Some(digits) = digits else { return Some(None) };
        let code = if digits.len() == 2 { format!("{parent}{digits}") } else { digits };
        let lengths = [3, 5, 7];
        let whole = lengths.get(usize::from(level) - 1) == Some(&code.len()) && code.starts_with(parent);
        let named = level > 1 || classes::named(name, self.year).iter().any(|class| class.code == code);
        (whole && named).then_some(Some(code))
    }

    /// An item of the dictionary: a label counts only as a whole, since 机关运行经费支出合计 ends like the
    /// total of all expenditure.
    pub(super) fn item(&self, lead: &str, budget: bool) -> Option<Named> {
        let clause = last_clause(lead);
        // 由中小企业供应商中标或成交的，采购金额: a comma behind 的 breaks one label in two.
        let before = lead.strip_suffix(clause.as_str()).and_then(|rest| rest.strip_suffix('，'));
        let broken = before.filter(|rest| rest.ends_with('的')).map(|rest| last_clause(rest) + &clause);
        let named = [Some(&clause), broken.as_ref()];
        named.into_iter().flatten().find_map(|label| self.named_item(label, budget)).or_else(|| {
            let spends = self.labels.spends.contains(&clause);
            let nameless = spends || self.is_nameless(&clause) || budget && self.is_budget_alone(&clause);
            // What is nameless belongs to the clause or the sentence before it.
            nameless.then(|| self.within(lead)).flatten()
        })
    }

    /// Whether a label only says what kind of figure follows: 支出决算为, 当年支出决算数.
    pub(super) fn is_nameless(&self, label: &str) -> bool {
        wordings(&without_number(label), &self.labels.tails).last().is_some_and(String::is_empty)
    }

    /// Whether a label only says that a budget follows: 年初预算为, 当年预算数.
    pub(super) fn is_budget_alone(&self, label: &str) -> bool {
        self.without_budget(label).is_some_and(|rest| rest.is_empty() || self.is_nameless(&rest))
    }

    /// Whether the words since the last figure name nothing of their own, so that what follows goes on with the
    /// item that is open: clauses that only lead on, and what money is used for or why.
    pub(super) fn leads_on(&self, lead: &str) -> bool {
        let says = |clause: &str, words: &[String]| words.iter().any(|word| clause.contains(word.as_str()));
        let mut aside = false;
        let clauses = clauses(lead);
        let before = clauses.split_last().map_or(&[][..], |(_, before)| before);
        before.iter().all(|clause| {
            aside |= says(clause, &self.labels.uses) || says(clause, &self.labels.explains);
            let numbered = without_number(clause) != *clause;
            let generic = self.labels.generic.iter().any(|word| word == clause);
            !numbered
                && (aside
                    || generic
                    || self.is_nameless(clause)
                    || self.is_budget_alone(clause)
                    || says(clause, &self.labels.compares))
        })
    }

    /// A label without the words for a budget at its end.
    pub(super) fn without_budget(&self, label: &str) -> Option<String> {
        let label = trim_tails(label, &self.labels.tails);
        let (length, ()) = self.labels.budget.suffix(&label)?;
        let kept = label.chars().count().saturating_sub(length);
        let rest: String = label.chars().take(kept).collect();
        // 完成预算30万元的80%: the budget of the item that is completed.
        let rest = rest.trim_end_matches(['了', '的', '占']);
        let bare = self.labels.completes.iter().find_map(|word| rest.strip_suffix(word.as_str()));
        Some(bare.unwrap_or(rest).to_owned())
    }

    pub(super) fn named_item(&self, label: &str, budget: bool) -> Option<Named> {
        let label = without_number(label);
        let mut label = label.strip_prefix("其中").unwrap_or(&label).to_owned();
        if budget {
            let bare = self.without_budget(&label)?;
            // 基本支出预算 is the budget of 基本支出, not 支出预算 of 基本.
            let spent = format!("{bare}支出");
            let spent = label.contains(&spent).then(|| self.named_item(&spent, false)).flatten();
            if spent.is_some() {
                return spent;
            }
            label = bare;
        }
        let tails = &self.labels.tails;
        let mut found = wordings(&label, tails);
        let bare = found.iter().filter_map(|wording| wording.strip_prefix(self.unit?)).max_by_key(|rest| rest.len());
        let bare = bare.map(|rest| wordings(rest, tails)).unwrap_or_default();
        found.extend(bare);
        let known = |wording: &str| self.labels.items.exact(&unquoted(wording));
        // 公车运行费（“三公”经费）: the bracket says what all that stands before it is called.
        let exact =
            |wording: &String| Some((in_bracket(wording).and_then(known).or_else(|| known(wording))?, wording.clone()));
        let (item, label) = found.iter().find_map(exact).or_else(|| found.iter().find_map(|w| self.led(w)))?;
        Some(Named { item: if self.fiscal { of_appropriations(item) } else { item }, label, code: None, level: None })
    }

    /// The sum that a bare 收入 or 支出 behind a year or the unit's name is: 2021年收入, 本单位支出.
    pub(super) fn side(&self, clause: &str) -> Option<Named> {
        let label = without_number(clause);
        let whose = strip_year(&label);
        let whose = self.unit.and_then(|unit| whose.strip_prefix(unit)).unwrap_or(&whose);
        let whose = self.labels.ours.iter().find_map(|word| whose.strip_prefix(word.as_str())).unwrap_or(whose);
        let whose = strip_year(whose);
        let whose = whose.as_str();
        let led = whose.len() < label.len();
        let bare = trim_tails(whose, &self.labels.tails);
        let item = self.labels.sides.exact(&bare).filter(|_| led)?;
        Some(Named {
            item: if self.fiscal { of_appropriations(item) } else { item },
            label: bare,
            code: None,
            level: None,
        })
    }

    /// An item that has words of its own before its name: 某站使用财政拨款安排的“三公”经费. Only items whose
    /// name can mean nothing else are taken so, and not where a word narrows them (国内公务接待费).
    fn led(&self, label: &str) -> Option<(AccountItem, String)> {
        let bare = unquoted(label);
        let (length, item) = self.labels.led.suffix(&bare)?;
        let kept = bare.chars().count().checked_sub(length)?;
        let before: String = bare.chars().take(kept).collect();
        let narrowed = self.labels.narrower.iter().any(|word| before.ends_with(word.as_str()));
        // The label as printed, with its marks: those before its first sign belong to it.
        let quoted = |c: char| unquoted(&c.to_string()).is_empty();
        let mut left = length;
        let printed = label.chars().rev().take_while(|c| {
            let before = left;
            left = left.saturating_sub(usize::from(!quoted(*c)));
            before > 0 || quoted(*c)
        });
        let printed: Vec<char> = printed.collect();
        (!narrowed).then(|| (item, printed.into_iter().rev().collect()))
    }

    /// What a share is a share of: the canonical item where a dictionary knows it, else the words.
    pub(super) fn whole(&self, words: &str) -> String {
        let words = strip_year(words.trim_start_matches("本年"));
        // A narrative of the general public budget calls its total 本年财政拨款支出.
        if words.ends_with("财政拨款支出") && !words.contains("基金") {
            return AccountItem::GeneralPublicBudgetExpenditure.to_string();
        }
        let all = Self { fiscal: false, ..*self };
        let named = all.named_item(&words, false).or_else(|| all.named_item(&words, true));
        named.map_or(words, |named| named.item.to_string())
    }
}

/// What an item of the whole is in a section on appropriations alone.
fn of_appropriations(item: AccountItem) -> AccountItem {
    match item {
        AccountItem::TotalRevenueAndExpenditure => AccountItem::FiscalAppropriationTotal,
        AccountItem::Revenue => AccountItem::FiscalAppropriationRevenue,
        AccountItem::Expenditure => AccountItem::FiscalAppropriationExpenditure,
        other => other,
    }
}

/// The words of a bracket at the end of a label.
fn in_bracket(label: &str) -> Option<&str> {
    let inner = label.strip_suffix('）').or_else(|| label.strip_suffix(')'))?;
    let (before, inner) = inner.rsplit_once(['（', '('])?;
    let name = ["以下简称", "简称", "即"].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner);
    (!before.is_empty()).then_some(name)
}

/// A clause before the number of things at its end: 2018年公务接待 of 2018年公务接待24批次.
fn without_count(clause: &str) -> Option<&str> {
    let bare = clause.trim_end_matches(|c| "批次人个辆台套组".contains(c));
    let rest = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    (rest.len() < bare.len() && bare.len() < clause.len()).then_some(rest)
}

/// A class with its code before its name: 2130201行政运行. Fewer digits than seven may count something, so
/// that the name must be the code's.
fn coded(name: &str, year: Option<i32>) -> Option<Named> {
    let label = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let code = &name[..name.len() - label.len()];
    let level = match code.len() {
        3 => 1,
        5 => 2,
        7 => 3,
        _ => return None,
    };
    let named = classes::named(label, year).iter().any(|class| class.code == code);
    let known = named || level == 3 && classes::is_class(&code[..3]);
    let named = Named { item: CLASS, label: label.to_owned(), code: Some(code.to_owned()), level: Some(level) };
    (known && !label.is_empty()).then_some(named)
}
