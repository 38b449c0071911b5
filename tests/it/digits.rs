//! A digit of a published paper changed: is it found? Figures of the tables and of the narrative of the two
//! PDFs in `../shared/documents`, taken at even steps, get one digit changed each; the paper is read and
//! checked again, and a finding that was not there before tells the change. `tests/cases/checks/digits.csv`
//! keeps what was found, by kind of figure; `digits-all.csv` the same of every figure there is.

use jixiao::checks::{Finding, Settings, check_alone};
use jixiao::documents::{Block, Document};
use jixiao::problem::Severity;
use jixiao::records::{Labels, Of, Printed, Reading, read_uncounted};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const PAPERS: [&str; 2] = ["putuo-planning-2024-final-accounts.pdf", "putuo-socialwork-2024-final-accounts.pdf"];
/// How many figures of the tables, and of the narrative, of each paper are changed.
const SAMPLE: usize = 40;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a finding is about, whatever its figures.
fn keys(reading: &Reading) -> BTreeMap<(String, String), usize> {
    let report = check_alone(reading, &Settings::default());
    let told = report.findings.iter().filter(|finding: &&Finding| finding.severity != Severity::Note);
    let mut keys = BTreeMap::new();
    told.for_each(|finding| *keys.entry((finding.rule.to_owned(), finding.subject.clone())).or_default() += 1);
    keys
}

/// A number with one digit changed; which one follows from `seed`.
fn changed(number: &str, seed: usize) -> Option<String> {
    let digits: Vec<usize> = number.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = *digits.get(seed % digits.len().max(1))?;
    let old = number[at..].chars().next()?.to_digit(10)?;
    let mut new = (old + 1 + u32::try_from(seed % 8).ok()?) % 10;
    if new == 0 && at == 0 {
        new = if old == 1 { 2 } else { 1 };
    }
    Some(format!("{}{new}{}", &number[..at], &number[at + 1..]))
}

/// The document with one digit of a printed figure changed; nothing where the figure is broken over lines.
fn with_change(document: &Document, printed: &Printed, seed: usize) -> Option<(Document, String)> {
    let mut document = document.clone();
    let source = document.source.clone();
    for block in &mut document.blocks {
        let texts: Vec<&mut String> = match block {
            Block::Line(line) if source.place(line.spot).shares_line(&printed.place) => vec![&mut line.text],
            Block::Line(_) => Vec::new(),
            Block::Grid(grid) => {
                let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.filter(|cell| source.place(cell.spot) == printed.place).map(|cell| &mut cell.text).collect()
            }
        };
        if let Some(text) = texts.into_iter().next() {
            let number = printed.text.trim_end_matches(['万', '亿', '元', '%']).to_owned();
            let at = text.match_indices(&number).map(|(at, _)| at).find(|at| {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
                !digit(text[..*at].chars().next_back()) && !digit(text[at + number.len()..].chars().next())
            })?;
            let new = changed(&number, seed)?;
            text.replace_range(at..at + number.len(), &new);
            return Some((document, new));
        }
    }
    None
}

/// The kind of a figure: table and column, or what it is in the narrative.
fn kind(reading: &Reading, printed: &Printed) -> Option<(bool, String)> {
    let Of::Account(at) = printed.of else { return None };
    let account = reading.accounts.get(at)?;
    Some(match &account.table {
        Some(table) => (true, format!("table {table}")),
        None => (false, format!("narrative {:?}", printed.field)),
    })
}

/// What became of the changes of one kind of figure.
#[derive(Default)]
struct Outcome {
    changed: usize,
    found: usize,
    rules: BTreeMap<String, usize>,
}

/// One figure changed: its kind, whether a finding tells it, and the rules that do.
struct Change {
    kind: String,
    told: Vec<String>,
    line: String,
}

fn change(paper: &Paper<'_>, (seed, kind, printed): (usize, &str, &Printed)) -> Option<Change> {
    let (document, new_text) = with_change(&paper.document, printed, seed)?;
    let after = keys(&read_uncounted(&document, paper.labels));
    let new = after.iter().filter(|(key, count)| paper.before.get(*key).is_none_or(|old| old < *count));
    let told: BTreeSet<String> = new.map(|((rule, _), _)| rule.clone()).collect();
    let line = format!("{}, {kind}, {} made {new_text} at {}", paper.name, printed.text, printed.place);
    Some(Change { kind: kind.to_owned(), told: told.into_iter().collect(), line })
}

/// A paper as it is published.
struct Paper<'a> {
    name: &'static str,
    document: Document,
    labels: &'a Labels,
    before: BTreeMap<(String, String), usize>,
}

/// Changes `sample` figures of the tables and as many of the narrative of each paper, or all of them; the
/// outcomes by kind of figure. Nothing where the papers are not here.
fn outcomes(sample: Option<usize>) -> Option<BTreeMap<String, Outcome>> {
    let labels = Labels::built_in().unwrap();
    let mut kinds: BTreeMap<String, Outcome> = BTreeMap::new();
    for name in PAPERS {
        let path = Path::new("../shared/documents").join(name);
        let Ok(bytes) = std::fs::read(root().join(path)) else {
            println!("{name} is not here; nothing was changed");
            return None;
        };
        let document = jixiao::documents::read(name, &bytes).unwrap();
        let reading = read_uncounted(&document, &labels);
        let paper = Paper { name, document, labels: &labels, before: keys(&reading) };
        for of_tables in [true, false] {
            let all: Vec<(String, &Printed)> = reading
                .printed
                .iter()
                .filter_map(|printed| Some((kind(&reading, printed)?, printed)))
                .filter(|((table, _), printed)| {
                    *table == of_tables && printed.text.contains(|c: char| c.is_ascii_digit())
                })
                .map(|((_, kind), printed)| (kind, printed))
                .collect();
            let step = sample.map_or(1, |sample| (all.len() / sample).max(1));
            let taken: Vec<(usize, &(String, &Printed))> = all.iter().enumerate().step_by(step).collect();
            let changes: Vec<Option<Change>> =
                taken.par_iter().map(|(seed, (kind, printed))| change(&paper, (*seed, kind, printed))).collect();
            for change in changes.into_iter().flatten() {
                let outcome = kinds.entry(change.kind).or_default();
                outcome.changed += 1;
                outcome.found += usize::from(!change.told.is_empty());
                if change.told.is_empty() {
                    println!("not found: {}", change.line);
                }
                change.told.into_iter().for_each(|rule| *outcome.rules.entry(rule).or_default() += 1);
            }
        }
    }
    Some(kinds)
}

/// The outcomes as the table that is kept.
fn as_table(kinds: &BTreeMap<String, Outcome>) -> String {
    let mut table = "kind,changed,found,rules\n".to_owned();
    for (kind, Outcome { changed, found, rules }) in kinds {
        let rules: Vec<String> = rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        table.push_str(&format!("{kind},{changed},{found},{}\n", rules.join(" ")));
    }
    println!("{table}");
    table
}

/// Nine of ten changed digits of the tables are found, and six of ten of the narrative.
fn floors(kinds: &BTreeMap<String, Outcome>) {
    for (prefix, least) in [("table", 90), ("narrative", 60)] {
        let of = || kinds.iter().filter(|(kind, _)| kind.starts_with(prefix)).map(|(_, outcome)| outcome);
        let (changed, found): (usize, usize) =
            (of().map(|outcome| outcome.changed).sum(), of().map(|outcome| outcome.found).sum());
        println!("{prefix}: {found} of {changed} changed digits found");
        assert!(changed > 0 && found * 100 >= changed * least, "{prefix}: {found} of {changed}");
    }
}

#[test]
fn a_changed_digit_is_found() {
    let Some(kinds) = outcomes(Some(SAMPLE)) else { return };
    let table = as_table(&kinds);
    floors(&kinds);
    kept("digits.csv", &table);
}

/// Every figure of both papers, changed once: `cargo test --release --test it digits:: -- --ignored`.
#[test]
#[ignore = "reads both papers once for each of their figures"]
fn every_changed_digit_is_found_or_told() {
    let Some(kinds) = outcomes(None) else { return };
    let table = as_table(&kinds);
    floors(&kinds);
    kept("digits-all.csv", &table);
}

/// Compares a table with the one that is kept.
fn kept(name: &str, table: &str) {
    let path = root().join("tests/cases/checks").join(name);
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        std::fs::write(&path, table).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(held, table, "run with JIXIAO_BLESS=1 and look at the change");
}
