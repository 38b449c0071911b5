//! The dictionaries of the families of self-evaluation forms: what a TOML file of `data/labels` may
//! hold, and the lookups made of it.

use crate::records::funding_source::FundingSource;
use crate::records::lexicon::{Lexicon, normal};
use serde::Deserialize;
use std::collections::BTreeMap;

type Words = Vec<String>;

/// A box in the head of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Project,
    Department,
    /// The department above the place's own: the ministry of a transfer payment.
    Superior,
    Unit,
    /// A box of personal data, whose contents are dropped.
    Personal,
    /// The total of the points, printed above the tables.
    TotalScore,
    /// Any other box.
    Aside,
}

/// A column of a form's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Side,
    Initial,
    Adjusted,
    Executed,
    Rate,
    Weight,
    Score,
    Level1,
    Level2,
    Level3,
    /// 指标性质: the operator of the target, in a column of its own.
    TargetOp,
    Target,
    /// 度量单位: the unit of the target, in a column of its own.
    TargetUnit,
    Actual,
    Deviation,
    /// Points that somebody else gave (复核分): the score where the form prints no other.
    Review,
    /// A known column that holds no field of ours (评分标准).
    Unread,
}

/// The level 1 a level-2 name belongs to, the likeliest first; empty where it is not known.
pub(super) type Homes = Vec<String>;

/// The dictionaries of one family of self-evaluation forms.
#[derive(Clone, Debug)]
pub(super) struct FormLabels {
    /// The code of the family, such as `F1`.
    pub(super) family: String,
    /// Words in a title that tell the family.
    pub(super) titles: Vec<String>,
    /// Headings that tell the family when all of a group stand in the form.
    pub(super) signs: Vec<Vec<String>>,
    /// Whether the family promises only: targets without results.
    pub(super) targets_only: bool,
    pub(super) title: Lexicon<()>,
    pub(super) head: Lexicon<Head>,
    /// Labels too short to be looked for in running text: whole cells alone.
    pub(super) head_cells: Lexicon<Head>,
    pub(super) money_block: Lexicon<()>,
    pub(super) money: Lexicon<Column>,
    pub(super) funding: Lexicon<FundingSource>,
    pub(super) goals: Lexicon<()>,
    /// Blocks that are answered in words and hold no field of ours (资金管理情况).
    pub(super) unread_blocks: Lexicon<()>,
    pub(super) indicator: Lexicon<Column>,
    pub(super) total: Lexicon<()>,
    pub(super) level1: Lexicon<String>,
    pub(super) level2: Lexicon<Homes>,
    /// The names of both levels that are safe to look for in running text.
    pub(super) flow_level1: Lexicon<()>,
    pub(super) flow_level2: Lexicon<()>,
    pub(super) level2_names: Lexicon<()>,
    pub(super) scales: Lexicon<()>,
    pub(super) steps: Lexicon<()>,
}

impl FormLabels {
    /// What a whole cell means as a label of the head.
    pub(super) fn head_of(&self, text: &str) -> Option<Head> {
        self.head.exact(text).or_else(|| self.head_cells.exact(text))
    }

    /// Whether a form with this `title` and these `headings` (whole cells, or running text) is of this
    /// family. A title is compared first: it says what the publisher calls the form.
    pub(super) fn recognises(&self, title: &str, headings: &dyn Fn(&str) -> bool) -> bool {
        self.titles.iter().any(|word| title.contains(word.as_str()))
            || self.signs.iter().any(|group| group.iter().all(|word| headings(word)))
    }
}

/// A text in the form labels are compared in.
pub(super) fn squashed(text: &str) -> String {
    normal(text).into_iter().collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    family: Family,
    title: Words,
    head: HeadWords,
    money: ColumnWords,
    funding: BTreeMap<FundingSource, Words>,
    funding_lead: Plain,
    goals: BTreeMap<String, Words>,
    indicator: ColumnWords,
    level1: BTreeMap<String, Words>,
    level2: BTreeMap<String, Words>,
    scales: Scales,
}

/// How a family is called and recognised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    code: String,
    #[serde(default)]
    titles: Words,
    #[serde(default)]
    columns: Vec<Words>,
    #[serde(default)]
    targets_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadWords {
    project: Words,
    #[serde(default)]
    project_cell: Words,
    department: Words,
    #[serde(default)]
    superior: Words,
    unit: Words,
    personal: Words,
    total_score: Words,
    aside: Words,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ColumnWords {
    block: Words,
    side: Words,
    initial: Words,
    adjusted: Words,
    executed: Words,
    rate: Words,
    weight: Words,
    score: Words,
    level1: Words,
    level2: Words,
    level3: Words,
    target_op: Words,
    target: Words,
    target_unit: Words,
    actual: Words,
    deviation: Words,
    review: Words,
    unread: Words,
    total: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plain {
    pub(super) words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scales {
    words: Words,
    steps: Words,
}

pub(super) fn pairs<T: Clone>(words: &[String], meaning: T) -> impl Iterator<Item = (String, T)> {
    words.iter().cloned().map(move |word| (word, meaning.clone()))
}

fn columns(words: &ColumnWords) -> Lexicon<Column> {
    let lists = [
        (&words.side, Column::Side),
        (&words.initial, Column::Initial),
        (&words.adjusted, Column::Adjusted),
        (&words.executed, Column::Executed),
        (&words.rate, Column::Rate),
        (&words.weight, Column::Weight),
        (&words.score, Column::Score),
        (&words.level1, Column::Level1),
        (&words.level2, Column::Level2),
        (&words.level3, Column::Level3),
        (&words.target_op, Column::TargetOp),
        (&words.target, Column::Target),
        (&words.target_unit, Column::TargetUnit),
        (&words.actual, Column::Actual),
        (&words.deviation, Column::Deviation),
        (&words.review, Column::Review),
        (&words.unread, Column::Unread),
    ];
    Lexicon::new(lists.into_iter().flat_map(|(words, column)| pairs(words, column)))
}

pub(super) fn plain(words: &[String]) -> Lexicon<()> {
    Lexicon::new(pairs(words, ()))
}

/// The level names that a broken line of an indicator's own text will hardly hold: 质量指标, not 质量.
fn unmistakable<'a>(lists: impl Iterator<Item = &'a Words>) -> Words {
    let safe = |word: &&String| word.chars().count() >= 4 && word.ends_with('标');
    lists.flatten().filter(safe).cloned().collect()
}

/// Each word alone and behind each lead: 当年财政拨款, 其中：当年财政拨款.
fn with_leads(words: &[String], leads: &[String]) -> Words {
    let led = |word: &String| leads.iter().map(move |lead| format!("{lead}{word}")).collect::<Vec<_>>();
    words.iter().flat_map(|word| std::iter::once(word.clone()).chain(led(word))).collect()
}

pub(super) fn form_labels(file: FormFile) -> FormLabels {
    let head = [
        (&file.head.project, Head::Project),
        (&file.head.department, Head::Department),
        (&file.head.superior, Head::Superior),
        (&file.head.unit, Head::Unit),
        (&file.head.personal, Head::Personal),
        (&file.head.total_score, Head::TotalScore),
        (&file.head.aside, Head::Aside),
    ];
    let homes = |key: &str| key.split('|').map(str::to_owned).collect::<Homes>();
    FormLabels {
        title: plain(&file.title),
        head_cells: Lexicon::new(pairs(&file.head.project_cell, Head::Project)),
        head: Lexicon::new(head.into_iter().flat_map(|(words, field)| pairs(words, field))),
        money_block: plain(&file.money.block),
        money: columns(&file.money),
        funding: Lexicon::new(file.funding.iter().flat_map(|(source, words)| {
            pairs(&with_leads(words, &file.funding_lead.words), *source).collect::<Vec<_>>()
        })),
        unread_blocks: plain(file.goals.get("unread").map(Vec::as_slice).unwrap_or_default()),
        goals: Lexicon::new(file.goals.values().flat_map(|words| pairs(words, ()))),
        indicator: columns(&file.indicator),
        total: plain(&file.indicator.total),
        level1: Lexicon::new(file.level1.iter().flat_map(|(name, words)| pairs(words, name.clone()))),
        level2: Lexicon::new(file.level2.iter().flat_map(|(key, words)| pairs(words, homes(key)))),
        flow_level1: plain(&unmistakable(file.level1.values())),
        flow_level2: plain(&unmistakable(file.level2.values())),
        level2_names: Lexicon::new(file.level2.values().flat_map(|words| pairs(words, ()))),
        scales: plain(&file.scales.words),
        steps: plain(&file.scales.steps),
        titles: file.family.titles,
        signs: file.family.columns.iter().map(|group| group.iter().map(|word| squashed(word)).collect()).collect(),
        targets_only: file.family.targets_only,
        family: file.family.code,
    }
}
