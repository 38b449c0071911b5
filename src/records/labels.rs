//! What forms and narratives call our fields: the dictionaries of `data/labels`, compiled in and
//! open to a user's own words.

use crate::problem::{Code, Problem, said};
use crate::records::form_labels::{FormLabels, form_labels};
use crate::records::people::{ContactWords, PeopleFile};
use crate::records::told_labels::{AccountLabels, NarrativeLabels, told_labels};
use crate::records::toml_words::{line_of, refusal};
use crate::values::Place;
use std::collections::BTreeSet;

/// All dictionaries a reader needs.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The families of forms, the more particular first; the national form, which any form may fall
    /// back to, is the last.
    pub(super) families: Vec<FormLabels>,
    pub(super) narrative: NarrativeLabels,
    pub(super) account: AccountLabels,
    pub(super) people: ContactWords,
}

const NATIONAL: &str = "data/labels/f1.toml";
const FORM: &str = include_str!("../../data/labels/f1.toml");
const NARRATIVE: &str = include_str!("../../data/labels/narrative.toml");
const ACCOUNTS: &str = include_str!("../../data/labels/accounts.toml");
const PEOPLE: &str = include_str!("../../data/labels/people.toml");

/// The families that differ from the national form, in the order in which a form is compared with
/// them.
const FAMILIES: [(&str, &str); 12] = [
    ("data/labels/g.toml", include_str!("../../data/labels/g.toml")),
    ("data/labels/f6b.toml", include_str!("../../data/labels/f6b.toml")),
    ("data/labels/f6.toml", include_str!("../../data/labels/f6.toml")),
    ("data/labels/f7.toml", include_str!("../../data/labels/f7.toml")),
    ("data/labels/f5.toml", include_str!("../../data/labels/f5.toml")),
    ("data/labels/f3.toml", include_str!("../../data/labels/f3.toml")),
    ("data/labels/f2.toml", include_str!("../../data/labels/f2.toml")),
    ("data/labels/f4b.toml", include_str!("../../data/labels/f4b.toml")),
    ("data/labels/f4.toml", include_str!("../../data/labels/f4.toml")),
    ("data/labels/f9.toml", include_str!("../../data/labels/f9.toml")),
    ("data/labels/f1b.toml", include_str!("../../data/labels/f1b.toml")),
    ("data/labels/f1a.toml", include_str!("../../data/labels/f1a.toml")),
];

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
    /// A file with a `[family]` adds its words to the family of that code, or a family of its own;
    /// one without adds them to every family.
    ///
    /// # Errors
    ///
    /// A file that is not TOML or has a table or key that no dictionary has.
    pub fn extended(files: &[(&str, &str)]) -> Result<Self, Problem> {
        let mut base = table(NATIONAL, FORM)?;
        let mut narrative = table("data/labels/narrative.toml", NARRATIVE)?;
        narrative.extend(table("data/labels/accounts.toml", ACCOUNTS)?);
        narrative.extend(table("data/labels/people.toml", PEOPLE)?);
        let mut families: Vec<(String, toml::Table)> = Vec::new();
        for (name, text) in FAMILIES {
            families.push((name.to_owned(), table(name, text)?));
        }
        for (name, text) in files {
            let mut more = table(name, text)?;
            if let Some(own) = code(&more).filter(|found| Some(found) != code(&base).as_ref()) {
                match families.iter_mut().find(|(_, family)| code(family).as_ref() == Some(&own)) {
                    Some((_, family)) => add(name, family, more, &base)?,
                    None => families.insert(0, ((*name).to_owned(), more)),
                }
                continue;
            }
            more.remove("family");
            let told = |key: &String| narrative.contains_key(key);
            let (told, formal): (toml::Table, toml::Table) = more.into_iter().partition(|(key, _)| told(key));
            for (key, value) in told {
                if let Some(existing) = narrative.get_mut(&key) {
                    merge(existing, value);
                }
            }
            let known = base.clone();
            add(name, &mut base, formal, &known)?;
        }
        let words = people_words(&mut narrative)?;
        let people = contacts(&words, &mut base, &families, &narrative);
        let mut read = Vec::new();
        for (name, family) in families {
            let mut whole = base.clone();
            whole.remove("family");
            add(&name, &mut whole, family, &base)?;
            read.push(form_labels(parse(&name, whole)?));
        }
        read.push(form_labels(parse(NATIONAL, base)?));
        let (narrative, account) = told_labels(parse("data/labels/narrative.toml", narrative)?);
        Ok(Self { families: read, narrative, account, people })
    }

    /// The dictionary that holds for a form no family is recognised for.
    pub(super) fn national(&self) -> Option<&FormLabels> {
        self.families.last()
    }
}

/// The words for boxes of people, taken out of the table of tables.
fn people_words(tables: &mut toml::Table) -> Result<PeopleFile, Problem> {
    let words = tables.remove("people").unwrap_or_else(|| toml::Value::Table(toml::Table::new()));
    words.try_into().map_err(|error| invalid("data/labels/people.toml", &error))
}

/// The contact words there are; forms get them as labels of boxes whose contents are dropped.
fn contacts(
    words: &PeopleFile,
    base: &mut toml::Table,
    families: &[(String, toml::Table)],
    told: &toml::Table,
) -> ContactWords {
    let mut known = BTreeSet::new();
    let tables = std::iter::once(&*base).chain(families.iter().map(|(_, family)| family)).chain([told]);
    tables.for_each(|table| all_words(table, &mut known));
    let mut personal = Vec::new();
    if let Some(toml::Value::Array(list)) =
        base.get_mut("head").and_then(|head| head.as_table_mut()).and_then(|head| head.get_mut("personal"))
    {
        personal.extend(list.iter().filter_map(|word| word.as_str().map(str::to_owned)));
        // Two signs are too few to be looked for in text whose borders are lost.
        let more = words.labels().filter(|word| word.chars().count() > 2);
        let more = more.filter(|word| !known.contains(*word) && !personal.contains(word));
        let more: Vec<toml::Value> = more.map(|word| toml::Value::String(word.clone())).collect();
        list.extend(more);
    }
    ContactWords::new(words, personal.iter().map(String::as_str), known.iter().map(String::as_str))
}

/// All words of the lists of `table` but those for boxes of people.
fn all_words(table: &toml::Table, known: &mut BTreeSet<String>) {
    for (_, value) in table.iter().filter(|(key, _)| *key != "personal") {
        match value {
            toml::Value::Table(inner) => all_words(inner, known),
            toml::Value::Array(list) => known.extend(list.iter().filter_map(|word| word.as_str().map(str::to_owned))),
            _ => {}
        }
    }
}

fn code(table: &toml::Table) -> Option<String> {
    Some(table.get("family")?.get("code")?.as_str()?.to_owned())
}

/// Adds the tables of `more` to `words`; `known` has every table there is. A word that stands in
/// another list of the same table leaves it: what the later file says of it counts.
fn add(name: &str, words: &mut toml::Table, more: toml::Table, known: &toml::Table) -> Result<(), Problem> {
    for (key, value) in more {
        if !known.contains_key(&key) {
            let message = said!("词典中没有表`{key}`", "found the table `{key}`, which no dictionary of labels has");
            return Err(Problem::error(Code::LabelsInvalid, Place::file(name), message)
                .hint(said!("有哪些表，请见data/labels/f1.toml", "see data/labels/f1.toml for the tables there are")));
        }
        match words.get_mut(&key) {
            Some(existing) => {
                disown(existing, &value);
                merge(existing, value);
            }
            None => drop(words.insert(key, value)),
        }
    }
    Ok(())
}

/// Takes the words of `more` out of the lists of `existing`.
fn disown(existing: &mut toml::Value, more: &toml::Value) {
    let (toml::Value::Table(lists), toml::Value::Table(more)) = (existing, more) else { return };
    let claimed: Vec<&toml::Value> = more.values().filter_map(toml::Value::as_array).flatten().collect();
    for list in lists.iter_mut().filter_map(|(_, list)| list.as_array_mut()) {
        list.retain(|word| !claimed.contains(&word));
    }
}

fn table(name: &str, text: &str) -> Result<toml::Table, Problem> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let place = error.span().map_or_else(|| Place::file(name), |span| line_of(name, text, &span));
        Problem { place, ..invalid(name, &error) }
    })
}

fn parse<T: serde::de::DeserializeOwned>(name: &str, table: toml::Table) -> Result<T, Problem> {
    table.try_into().map_err(|error| invalid(name, &error))
}

fn invalid(name: &str, error: &toml::de::Error) -> Problem {
    Problem::error(Code::LabelsInvalid, Place::file(name), refusal(error.message()).message).hint(said!(
        "词典由若干词语列表组成，写法见data/labels/f1.toml",
        "a dictionary holds lists of words, as data/labels/f1.toml does"
    ))
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
