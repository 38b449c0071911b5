//! What final accounts call our fields, in their narrative and in their tables.

use crate::records::account_column::AccountColumn;
use crate::records::form_labels::{Plain, pairs, plain};
use crate::records::lexicon::Lexicon;
use serde::Deserialize;
use std::collections::BTreeMap;

type Words = Vec<String>;

/// The dictionaries of the narratives.
#[derive(Clone, Debug)]
pub(super) struct NarrativeLabels {
    pub(super) items: Lexicon<String>,
    pub(super) tails: Words,
    pub(super) budget: Lexicon<()>,
    pub(super) up: Words,
    pub(super) down: Words,
    pub(super) last_year: Words,
    pub(super) initial_budget: Words,
    pub(super) explains: Words,
}

/// The dictionaries of the tables of accounts.
#[derive(Clone, Debug)]
pub(super) struct AccountLabels {
    /// Titles, and the number each table has in the national form.
    pub(super) titles: Lexicon<String>,
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
    items: BTreeMap<String, Words>,
    tails: Plain,
    budget: Plain,
    change: Change,
    table_titles: BTreeMap<String, Words>,
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
    part_of: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    up: Words,
    down: Words,
    last_year: Words,
    initial_budget: Words,
    explains: Words,
}

/// The dictionaries that the two files hold.
pub(super) fn told_labels(file: ToldFile) -> (NarrativeLabels, AccountLabels) {
    let narrative = NarrativeLabels {
        items: Lexicon::new(file.items.iter().flat_map(|(item, words)| pairs(words, item.clone()))),
        tails: file.tails.words,
        budget: plain(&file.budget.words),
        up: file.change.up,
        down: file.change.down,
        last_year: file.change.last_year,
        initial_budget: file.change.initial_budget,
        explains: file.change.explains,
    };
    let account = AccountLabels {
        titles: Lexicon::new(file.table_titles.iter().flat_map(|(number, words)| pairs(words, number.clone()))),
        code: plain(&file.table_headings.code),
        code_levels: plain(&file.table_headings.code_levels),
        total: plain(&file.table_headings.total),
        name: plain(&file.table_headings.name),
        count: plain(&file.table_headings.count),
        budget: plain(&file.table_headings.budget),
        columns: Lexicon::new(file.columns.iter().flat_map(|(column, words)| pairs(words, *column))),
        part_of: file.table_headings.part_of,
    };
    (narrative, account)
}
