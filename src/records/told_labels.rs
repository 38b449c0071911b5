//! What final accounts call our fields, in their narrative and in their tables.

use crate::records::account_column::AccountColumn;
use crate::records::account_item::AccountItem;
use crate::records::form_labels::{Plain, pairs, plain};
use crate::records::lexicon::Lexicon;
use crate::records::table_number::TableNumber;
use serde::Deserialize;
use std::collections::BTreeMap;

type Words = Vec<String>;

/// The dictionaries of the narratives.
#[derive(Clone, Debug)]
pub(super) struct NarrativeLabels {
    pub(super) items: Lexicon<AccountItem>,
    pub(super) tails: Words,
    pub(super) budget: Lexicon<()>,
    pub(super) up: Words,
    pub(super) down: Words,
    pub(super) last_year: Words,
    pub(super) initial_budget: Words,
    pub(super) explains: Words,
    /// Items that may have words of their own before their name.
    pub(super) led: Lexicon<AccountItem>,
    /// Words before such a name that make it another thing.
    pub(super) narrower: Words,
    /// The halves of words of direction that a template leaves.
    pub(super) half_up: Words,
    pub(super) half_down: Words,
    /// 持平, and the words before it that take it back.
    pub(super) level: Words,
    pub(super) nearly: Words,
    /// Words that lead to what something is compared with.
    pub(super) compares: Words,
    /// Words that say what money is used for.
    pub(super) uses: Words,
    /// Words that begin a line which goes on with the item named before.
    pub(super) continues: Words,
    /// Words that number what follows within a reason: 一是.
    pub(super) numbers: Words,
    /// Words before the parts of a whole: 其中.
    pub(super) parts: Words,
    /// Words before a percentage of completion.
    pub(super) completes: Words,
    /// Kinds of money that are called a budget.
    pub(super) money: Words,
    /// Words before a change that name nothing.
    pub(super) generic: Words,
    /// What a paper calls those whose accounts it tells: 本单位.
    pub(super) ours: Words,
    /// Ends of a clause in whose sentence all amounts are budgets: 预算中.
    pub(super) of_budget: Words,
    /// Bare words for what was spent: 支出, 费用支出.
    pub(super) spends: Words,
    /// Words of a heading whose section is on appropriations alone, and those that narrow it further.
    pub(super) fiscal: Words,
    pub(super) narrow_fiscal: Words,
    /// What 收入 and 支出 are behind a year or the unit's name.
    pub(super) sides: Lexicon<AccountItem>,
    /// What an item's bare 支出 or 年末结转和结余 is, by the item told before it.
    pub(super) counterparts: BTreeMap<AccountItem, Lexicon<AccountItem>>,
    /// Signs that a template has for a name or a number, and the words behind them.
    pub(super) placeholders: Words,
    pub(super) placeholder_of: Words,
    /// Words of a title that make a paper one of accounts, or of a budget.
    pub(super) title_accounts: Words,
    /// Words that a title ends with.
    pub(super) title_ends: Words,
    pub(super) title_budget: Words,
}

/// The dictionaries of the tables of accounts.
#[derive(Clone, Debug)]
pub(super) struct AccountLabels {
    /// Titles, and the number each table has in the national form.
    pub(super) titles: Lexicon<TableNumber>,
    /// The same of the tables of a budget.
    pub(super) budget_titles: Lexicon<TableNumber>,
    /// Words of a budget's columns that are not of its year, or no amounts.
    pub(super) other_years: Words,
    pub(super) code: Lexicon<()>,
    /// 类, 款 and 项 above the columns of a code in three parts.
    pub(super) code_levels: Lexicon<()>,
    pub(super) name: Lexicon<()>,
    /// 合计 and its like before a row's amounts.
    pub(super) total: Lexicon<()>,
    /// Headings of columns and rows that only count.
    pub(super) count: Lexicon<()>,
    pub(super) budget: Lexicon<()>,
    /// What the columns of amounts hold.
    pub(super) columns: Lexicon<AccountColumn>,
    /// Words before the name of a part: 其中.
    pub(super) part_of: Words,
}

/// Both files as one table of tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldFile {
    items: BTreeMap<AccountItem, Words>,
    tails: Plain,
    budget: Plain,
    change: Change,
    led: Led,
    sentence: Sentence,
    sides: BTreeMap<AccountItem, Words>,
    counterparts: BTreeMap<AccountItem, BTreeMap<AccountItem, Words>>,
    titles: Titles,
    table_titles: BTreeMap<TableNumber, Words>,
    budget_titles: BTreeMap<TableNumber, Words>,
    table_headings: TableHeadings,
    columns: BTreeMap<AccountColumn, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableHeadings {
    code: Words,
    code_levels: Words,
    name: Words,
    total: Words,
    count: Words,
    budget: Words,
    other_years: Words,
    part_of: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    up: Words,
    down: Words,
    half_up: Words,
    half_down: Words,
    level: Words,
    nearly: Words,
    compares: Words,
    last_year: Words,
    initial_budget: Words,
    explains: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Led {
    items: Vec<AccountItem>,
    narrower: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    uses: Words,
    continues: Words,
    numbers: Words,
    parts: Words,
    completes: Words,
    money: Words,
    generic: Words,
    ours: Words,
    of_budget: Words,
    spends: Words,
    fiscal: Words,
    narrow_fiscal: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Titles {
    accounts: Words,
    ends: Words,
    budget: Words,
    placeholders: Words,
    placeholder_of: Words,
}

/// Marks around a name, which papers print, turn round or leave out.
const QUOTES: &str = "“”\"「」《》〈〉";

/// The dictionaries that the two files hold.
pub(super) fn told_labels(file: ToldFile) -> (NarrativeLabels, AccountLabels) {
    let items = || file.items.iter().map(|(item, words)| (*item, unquoted(words)));
    let led = items().filter(|(item, _)| file.led.items.contains(item));
    let account = account_labels(&file.table_titles, &file.budget_titles, file.table_headings, &file.columns);
    let narrative = NarrativeLabels {
        items: Lexicon::new(items().flat_map(|(item, words)| pairs(&words, item).collect::<Vec<_>>())),
        led: Lexicon::new(led.flat_map(|(item, words)| pairs(&words, item).collect::<Vec<_>>())),
        narrower: file.led.narrower,
        counterparts: file
            .counterparts
            .iter()
            .map(|(item, others)| {
                let words = others.iter().flat_map(|(other, words)| pairs(words, *other));
                (*item, Lexicon::new(words))
            })
            .collect(),
        tails: file.tails.words,
        budget: plain(&file.budget.words),
        up: file.change.up,
        down: file.change.down,
        last_year: file.change.last_year,
        initial_budget: file.change.initial_budget,
        explains: file.change.explains,
        half_up: file.change.half_up,
        half_down: file.change.half_down,
        level: file.change.level,
        nearly: file.change.nearly,
        compares: file.change.compares,
        uses: file.sentence.uses,
        continues: file.sentence.continues,
        numbers: file.sentence.numbers,
        parts: file.sentence.parts,
        completes: file.sentence.completes,
        money: file.sentence.money,
        generic: file.sentence.generic,
        ours: file.sentence.ours,
        of_budget: file.sentence.of_budget,
        spends: file.sentence.spends,
        fiscal: file.sentence.fiscal,
        narrow_fiscal: file.sentence.narrow_fiscal,
        sides: Lexicon::new(file.sides.iter().flat_map(|(item, words)| pairs(words, *item))),
        title_accounts: file.titles.accounts,
        title_ends: file.titles.ends,
        title_budget: file.titles.budget,
        placeholders: file.titles.placeholders,
        placeholder_of: file.titles.placeholder_of,
    };
    (narrative, account)
}

/// The dictionaries of the tables.
fn account_labels(
    titles: &BTreeMap<TableNumber, Words>,
    budget_titles: &BTreeMap<TableNumber, Words>,
    headings: TableHeadings,
    columns: &BTreeMap<AccountColumn, Words>,
) -> AccountLabels {
    AccountLabels {
        titles: Lexicon::new(titles.iter().flat_map(|(number, words)| pairs(words, *number))),
        budget_titles: Lexicon::new(
            budget_titles.iter().flat_map(|(number, words)| pairs(&unquoted(words), *number).collect::<Vec<_>>()),
        ),
        other_years: headings.other_years,
        code: plain(&headings.code),
        code_levels: plain(&headings.code_levels),
        total: plain(&headings.total),
        name: plain(&headings.name),
        count: plain(&headings.count),
        budget: plain(&headings.budget),
        columns: Lexicon::new(columns.iter().flat_map(|(column, words)| pairs(words, *column))),
        part_of: headings.part_of,
    }
}

/// Words without the marks around a name.
fn unquoted(words: &[String]) -> Words {
    words.iter().map(|word| word.chars().filter(|c| !QUOTES.contains(*c)).collect()).collect()
}
