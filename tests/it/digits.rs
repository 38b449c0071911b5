//! A digit of a published paper changed: is it found? Figures of the tables and of the narrative of the two
//! PDFs in `../shared/documents`, taken at even steps, get one digit changed each; the paper is read and
//! checked again, and a finding that was not there before tells the change. `tests/cases/checks/digits.csv`
//! keeps what was found, by kind of figure.

use jixiao::checks::{Finding, Settings, check_alone};
use jixiao::documents::{Block, Document};
use jixiao::problem::Severity;
use jixiao::records::{Labels, Of, Printed, Reading, read_uncounted};
use std::collections::BTreeMap;
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

#[test]
fn a_changed_digit_is_found() {
    let labels = Labels::built_in().unwrap();
    let mut kinds: BTreeMap<String, (usize, usize, BTreeMap<String, usize>)> = BTreeMap::new();
    for paper in PAPERS {
        let path = Path::new("../shared/documents").join(paper);
        let Ok(bytes) = std::fs::read(root().join(path)) else {
            println!("{paper} is not here; nothing was changed");
            return;
        };
        let document = jixiao::documents::read(paper, &bytes).unwrap();
        let reading = read_uncounted(&document, &labels);
        let before = keys(&reading);
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
            for (seed, (kind, printed)) in all.iter().enumerate().step_by((all.len() / SAMPLE).max(1)) {
                let Some((document, new_text)) = with_change(&document, printed, seed) else { continue };
                let after = keys(&read_uncounted(&document, &labels));
                let new: Vec<_> =
                    after.iter().filter(|(key, count)| before.get(*key).is_none_or(|old| old < *count)).collect();
                let entry = kinds.entry(kind.clone()).or_default();
                entry.0 += 1;
                entry.1 += usize::from(!new.is_empty());
                let rules: std::collections::BTreeSet<&String> = new.iter().map(|((rule, _), _)| rule).collect();
                rules.into_iter().for_each(|rule| *entry.2.entry(rule.clone()).or_default() += 1);
                if new.is_empty() {
                    println!("not found: {paper}, {kind}, {} made {new_text} at {}", printed.text, printed.place);
                }
            }
        }
    }
    let mut table = "kind,changed,found,rules\n".to_owned();
    for (kind, (changed, found, rules)) in &kinds {
        let rules: Vec<String> = rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        table.push_str(&format!("{kind},{changed},{found},{}\n", rules.join(" ")));
    }
    println!("{table}");
    let sum = |prefix: &str| {
        let of = kinds.iter().filter(|(kind, _)| kind.starts_with(prefix));
        of.fold((0, 0), |sum, (_, (changed, found, _))| (sum.0 + changed, sum.1 + found))
    };
    for (prefix, least) in [("table", 90), ("narrative", 60)] {
        let (changed, found) = sum(prefix);
        println!("{prefix}: {found} of {changed} changed digits found");
        assert!(found * 100 >= changed * least, "{prefix}: {found} of {changed}");
    }
    let path = root().join("tests/cases/checks/digits.csv");
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap_or_default(),
        table,
        "run with JIXIAO_BLESS=1 and look at the change"
    );
}
