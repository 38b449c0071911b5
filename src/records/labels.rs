//! What forms and narratives call our fields: the dictionaries of `data/labels`, compiled in and
//! open to a user's own words.

use crate::problem::Problem;
use crate::records::lexicon::Lexicon;
use crate::values::Place;
use serde::Deserialize;
use std::collections::BTreeMap;

type Words = Vec<String>;

/// A box in the head of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Project,
    Department,
    Unit,
    /// A box of personal data, whose contents are dropped.
    Personal,
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
    Target,
    Actual,
    Deviation,
}

/// The level 1 a level-2 name belongs to, the likeliest first; empty where it is not known.
pub(super) type Homes = Vec<String>;

/// The dictionaries of the self-evaluation forms.
#[derive(Clone, Debug)]
pub(super) struct FormLabels {
    pub(super) family: String,
    pub(super) title: Lexicon<()>,
    pub(super) head: Lexicon<Head>,
    pub(super) money_block: Lexicon<()>,
    pub(super) money: Lexicon<Column>,
    pub(super) funding: Lexicon<String>,
    pub(super) goals: Lexicon<()>,
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

/// All dictionaries a reader needs.
#[derive(Clone, Debug)]
pub struct Labels {
    pub(super) form: FormLabels,
    pub(super) narrative: NarrativeLabels,
}

const FORM: &str = include_str!("../../data/labels/f1.toml");
const NARRATIVE: &str = include_str!("../../data/labels/narrative.toml");

impl Labels {
    /// The compiled-in dictionaries.
    ///
    /// # Errors
    ///
    /// Never in a released build: a test reads the compiled-in files.
    pub fn built_in() -> Result<Self, Problem> {
        Self::extended(&[])
    }

    /// The compiled-in dictionaries with the words of `files` added: pairs of a name for messages
    /// and the text of a TOML file of the same shape as `data/labels/*.toml`, any part left out.
    ///
    /// # Errors
    ///
    /// A file that is not TOML or has a table or key that no dictionary has.
    pub fn extended(files: &[(&str, &str)]) -> Result<Self, Problem> {
        let mut form = table("data/labels/f1.toml", FORM)?;
        let mut narrative = table("data/labels/narrative.toml", NARRATIVE)?;
        for (name, text) in files {
            for (key, value) in table(name, text)? {
                let target = if narrative.contains_key(&key) { &mut narrative } else { &mut form };
                let Some(existing) = target.get_mut(&key) else {
                    let message = format!("found the table `{key}`, which no dictionary of labels has");
                    return Err(Problem::error("labels-invalid", Place::file(*name), message)
                        .hint("see data/labels/f1.toml for the tables there are"));
                };
                merge(existing, value);
            }
        }
        Ok(Self {
            form: form_labels(parse("data/labels/f1.toml", form)?),
            narrative: narrative_labels(parse("data/labels/narrative.toml", narrative)?),
        })
    }
}

fn table(name: &str, text: &str) -> Result<toml::Table, Problem> {
    toml::from_str(text).map_err(|error| invalid(name, &error))
}

fn parse<T: serde::de::DeserializeOwned>(name: &str, table: toml::Table) -> Result<T, Problem> {
    table.try_into().map_err(|error| invalid(name, &error))
}

fn invalid(name: &str, error: &toml::de::Error) -> Problem {
    Problem::error("labels-invalid", Place::file(name), error.message().to_owned())
        .hint("a dictionary holds lists of words, as data/labels/f1.toml does")
}

/// Adds what `more` holds to `existing`: lists grow, tables are joined key by key.
fn merge(existing: &mut toml::Value, more: toml::Value) {
    match (existing, more) {
        (toml::Value::Array(words), toml::Value::Array(more)) => words.extend(more),
        (toml::Value::Table(table), toml::Value::Table(more)) => {
            for (key, value) in more {
                match table.get_mut(&key) {
                    Some(inner) => merge(inner, value),
                    None => drop(table.insert(key, value)),
                }
            }
        }
        (existing, more) => *existing = more,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    family: String,
    title: Words,
    head: HeadWords,
    money: ColumnWords,
    funding: BTreeMap<String, Words>,
    funding_lead: Plain,
    goals: BTreeMap<String, Words>,
    indicator: ColumnWords,
    level1: BTreeMap<String, Words>,
    level2: BTreeMap<String, Words>,
    scales: Scales,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadWords {
    project: Words,
    department: Words,
    unit: Words,
    personal: Words,
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
    target: Words,
    actual: Words,
    deviation: Words,
    total: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scales {
    words: Words,
    steps: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NarrativeFile {
    items: BTreeMap<String, Words>,
    tails: Plain,
    budget: Plain,
    change: Change,
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

fn pairs<T: Clone>(words: &[String], meaning: T) -> impl Iterator<Item = (String, T)> {
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
        (&words.target, Column::Target),
        (&words.actual, Column::Actual),
        (&words.deviation, Column::Deviation),
    ];
    Lexicon::new(lists.into_iter().flat_map(|(words, column)| pairs(words, column)))
}

fn plain(words: &[String]) -> Lexicon<()> {
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

fn form_labels(file: FormFile) -> FormLabels {
    let head = [
        (&file.head.project, Head::Project),
        (&file.head.department, Head::Department),
        (&file.head.unit, Head::Unit),
        (&file.head.personal, Head::Personal),
        (&file.head.aside, Head::Aside),
    ];
    let homes = |key: &str| key.split('|').map(str::to_owned).collect::<Homes>();
    FormLabels {
        title: plain(&file.title),
        head: Lexicon::new(head.into_iter().flat_map(|(words, field)| pairs(words, field))),
        money_block: plain(&file.money.block),
        money: columns(&file.money),
        funding: Lexicon::new(file.funding.iter().flat_map(|(source, words)| {
            pairs(&with_leads(words, &file.funding_lead.words), source.clone()).collect::<Vec<_>>()
        })),
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
        family: file.family,
    }
}

fn narrative_labels(file: NarrativeFile) -> NarrativeLabels {
    NarrativeLabels {
        items: Lexicon::new(file.items.iter().flat_map(|(item, words)| pairs(words, item.clone()))),
        tails: file.tails.words,
        budget: plain(&file.budget.words),
        up: file.change.up,
        down: file.change.down,
        last_year: file.change.last_year,
        initial_budget: file.change.initial_budget,
        explains: file.change.explains,
    }
}
