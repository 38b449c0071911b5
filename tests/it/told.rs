//! Final accounts as they are told: the cases of `../shared/cases/accounts`, and our own of
//! `tests/cases/accounts`, against their right answers; and how many figures of whole narratives become
//! facts.
//!
//! `answers.csv` has a row for every account a narrative must give, `findings.csv` one for every
//! contradiction that must be found: no other error may be.

use jixiao::checks::{Finding, Settings, check};
use jixiao::documents::{Block, Document};
use jixiao::problem::Severity;
use jixiao::records::{Account, Labels, Reading};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

const SHARED: &str = "../shared/cases/accounts";
const OWN: &str = "tests/cases/accounts";
const FIELDS: [&str; 7] = ["amount", "budget", "change", "change_pct", "share", "completion", "change_basis"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of a table beside the cases, each by the name of its column.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(root().join(OWN).join(name)).unwrap();
    let heads = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        heads.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect::<BTreeMap<_, _>>()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// One figure of an account: whose it is, of which year, which figure, its value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fact {
    who: Vec<String>,
    year: String,
    field: &'static str,
    value: String,
}

impl Fact {
    fn is(&self, other: &Self) -> bool {
        let same = |one: &str, other: &str| match (Decimal::from_str(one), Decimal::from_str(other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => one == other,
        };
        self.who.iter().any(|who| other.who.contains(who))
            && self.year == other.year
            && self.field == other.field
            && same(&self.value, &other.value)
    }
}

/// The facts that an account states.
fn facts(account: &Account) -> Vec<Fact> {
    let wan = |wan: Option<jixiao::values::Wan>| wan.map(|wan| wan.decimal().to_string());
    let values = [
        wan(account.amount_wan),
        wan(account.budget_wan),
        wan(account.change_wan),
        account.change_pct.map(|pct| pct.to_string()),
        account.share_pct.map(|pct| pct.to_string()),
        account.completion_pct.map(|pct| pct.to_string()),
        account.change_basis.map(|basis| basis.to_string()),
    ];
    let item = account.item.to_string();
    let who = match &account.class_code {
        Some(code) if item == "functional_class" => vec![code.clone(), account.label.clone()],
        Some(code) => vec![format!("{item}:{code}")],
        None if item == "functional_class" => vec![account.label.clone()],
        None => vec![item],
    };
    let year = account.year.map(|year| year.to_string()).unwrap_or_default();
    let fact = |(field, value): (&'static str, Option<String>)| {
        Some(Fact { who: who.clone(), year: year.clone(), field, value: value? })
    };
    FIELDS.into_iter().zip(values).filter_map(fact).collect()
}

/// The facts of a row of the answers.
fn answers(row: &BTreeMap<String, String>) -> Vec<Fact> {
    let who: Vec<String> = row["item"].split('|').map(str::to_owned).collect();
    let fact = |field: &'static str| {
        // 持平 is no change.
        let value = if row[field] == "level" { "0".to_owned() } else { row[field].clone() };
        (!value.is_empty()).then(|| Fact { who: who.clone(), year: row["year"].clone(), field, value })
    };
    FIELDS.into_iter().filter_map(fact).collect()
}

fn read(path: &Path) -> Option<(Document, Reading)> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let document = jixiao::documents::read(&name, &std::fs::read(path).ok()?).unwrap();
    let reading = jixiao::records::read(&document, &Labels::built_in().unwrap());
    Some((document, reading))
}

fn findings(reading: &Reading) -> Vec<Finding> {
    check(&[reading], &Settings::default()).remove(0).findings
}

/// The cases: the shared ones where they are at hand, and our own.
fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [SHARED, OWN] {
        let Ok(entries) = std::fs::read_dir(root().join(folder)) else {
            println!("{folder} is not here; its cases were not checked");
            continue;
        };
        found.extend(entries.map(|entry| entry.unwrap().path()));
    }
    found.retain(|path| path.extension().is_some_and(|end| end == "txt" || end == "html"));
    found.sort();
    found
}

#[test]
fn every_account_is_told_as_its_answer_says() {
    let answered = rows("answers.csv");
    let (mut right, mut lost, mut silent, mut all) = (0, 0, 0, 0);
    for path in cases() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut open: Vec<Fact> = answered.iter().filter(|row| row["case"] == name).flat_map(answers).collect();
        if open.is_empty() {
            continue;
        }
        let (_, reading) = read(&path).unwrap();
        let by_table = name.starts_with("k28");
        let told = reading.accounts.iter().filter(|account| account.table.is_none() || by_table).flat_map(facts);
        all += open.len();
        let mut wrong = Vec::new();
        for fact in told {
            match open.iter().position(|answer| answer.is(&fact)) {
                Some(at) => drop(open.remove(at)),
                None => wrong.push(fact),
            }
        }
        // A basis that no answer names is no wrong figure.
        wrong.retain(|fact| {
            fact.field != "change_basis"
                && !answered.iter().filter(|row| row["case"] == name).flat_map(answers).any(|answer| answer.is(fact))
        });
        lost += open.len();
        silent += wrong.len();
        let show = |facts: &[Fact]| -> String {
            facts
                .iter()
                .map(|fact| format!("\n      {} {} {} {}", fact.who.join("|"), fact.year, fact.field, fact.value))
                .collect()
        };
        if !open.is_empty() || !wrong.is_empty() {
            println!(
                "{name}:{}{}\n    problems {:?}",
                if open.is_empty() { String::new() } else { format!("\n    lost{}", show(&open)) },
                if wrong.is_empty() { String::new() } else { format!("\n    wrong in silence{}", show(&wrong)) },
                reading.problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
            );
        }
    }
    right += all - lost;
    println!("{all} figures: {right} right, {lost} lost, {silent} wrong in silence");
    assert_eq!((lost, silent), (0, 0));
}

#[test]
fn a_table_that_lost_its_cells_is_one_problem() {
    let (_, reading) = read(&root().join(OWN).join("v12-cells-lost.txt")).unwrap();
    let codes: Vec<&str> = reading.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert!(reading.accounts.is_empty(), "{:?}", reading.accounts);
    assert_eq!(codes, ["table-cells-lost", "no-form"]);
}

#[test]
fn every_contradiction_is_found_and_nothing_else_is_called_an_error() {
    let expected = rows("findings.csv");
    let (mut found, mut missed, mut false_errors) = (0, 0, 0);
    for path in cases() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (_, reading) = read(&path).unwrap();
        let mut told = findings(&reading);
        told.retain(|finding| finding.severity != Severity::Note);
        for row in expected.iter().filter(|row| row["case"] == name) {
            let says = |finding: &Finding| {
                let severity = if finding.severity == Severity::Error { "error" } else { "doubt" };
                row["rules"].contains(finding.rule)
                    && row["severities"].contains(severity)
                    && finding.figures.iter().any(|cited| cited.printed.contains(&row["figure"]))
            };
            match told.iter().position(says) {
                Some(at) => {
                    told.remove(at);
                    found += 1;
                }
                None => {
                    missed += 1;
                    println!("{name}: missed {} {}", row["rules"], row["figure"]);
                }
            }
        }
        for finding in told {
            let error = finding.severity == Severity::Error;
            false_errors += usize::from(error);
            println!("{name}: {} {:?} {}", finding.rule, finding.severity, finding.zh);
        }
    }
    println!("{found} contradictions found, {missed} missed, {false_errors} errors beside them");
    assert_eq!((missed, false_errors), (0, 0));
}

/// The figures with a unit that the lines of a document print: how many there are, and those that neither
/// became a figure of an account nor were kept beside one, to be checked against it.
fn unread(document: &Document, reading: &Reading) -> (usize, Vec<String>) {
    let told = reading.accounts.iter().filter(|account| account.table.is_none());
    let again = reading.remarks.again.iter().map(|(_, amount)| *amount);
    let budgets = reading.remarks.budgets.iter().map(|budget| budget.budget_wan.decimal());
    let mut values: Vec<Decimal> = told
        .flat_map(facts)
        .filter_map(|fact| Decimal::from_str(&fact.value).ok())
        .chain(again)
        .chain(budgets)
        .map(|value| value.abs().normalize())
        .collect();
    let (mut all, mut open) = (0, Vec::new());
    for block in &document.blocks {
        let Block::Line(line) = block else { continue };
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let end = (at..chars.len())
                .find(|i| !chars[*i].is_ascii_digit() && !".,".contains(chars[*i]))
                .unwrap_or(chars.len());
            if end == at || !chars[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let behind: String = chars[end..].iter().take(2).collect();
            let number: String = chars[at..end].iter().filter(|c| **c != ',').collect();
            at = end;
            let unit = ["万元", "亿元", "%"].into_iter().find(|unit| behind.starts_with(unit));
            let (Some(unit), Ok(value)) = (unit, Decimal::from_str(number.trim_end_matches('.'))) else { continue };
            let value = if unit == "亿元" { value * Decimal::from(10_000) } else { value }.normalize();
            all += 1;
            match values.iter().position(|known| *known == value) {
                Some(known) => drop(values.remove(known)),
                None => open.push(format!("{value}{unit}")),
            }
        }
    }
    (all, open)
}

/// What a narrative prints beside its accounts: reasons, what was evaluated, from which price on a thing
/// counts.
const BESIDE: [(&str, &[(&str, &str)]); 3] = [
    (
        "data/raw/fengtai/2020-hr-service-final-accounts.txt",
        &[
            ("48.36万元", "reason"),
            ("14.12万元", "reason"),
            ("108.58万元", "reason"),
            ("1.69万元", "reason"),
            ("30.25万元", "reason"),
        ],
    ),
    (
        "../shared/documents/putuo-planning-2024-final-accounts.pdf",
        &[
            ("1133.95万元", "reason"),
            ("1133.95万元", "reason"),
            ("1133.95万元", "reason"),
            ("92%", "reason"),
            ("4415.48万元", "evaluated"),
            ("4415.48万元", "evaluated"),
            ("4415.48万元", "evaluated"),
            ("100万元", "price"),
        ],
    ),
    (
        "../shared/documents/putuo-socialwork-2024-final-accounts.pdf",
        &[("175.52万元", "evaluated"), ("175.52万元", "evaluated"), ("175.52万元", "evaluated")],
    ),
];

#[test]
fn every_figure_of_a_whole_narrative_is_read_or_known_to_be_none_of_its_accounts() {
    for (file, beside) in BESIDE {
        let Some((document, reading)) = read(&root().join(file)) else {
            println!("{file} is not here");
            continue;
        };
        let (all, mut open) = unread(&document, &reading);
        for (figure, kind) in beside {
            match open.iter().position(|printed| printed == figure) {
                Some(at) => drop(open.remove(at)),
                None => println!("{file}: {figure}, a figure of the kind {kind}, is read as one of the accounts"),
            }
        }
        let own = all - beside.len();
        println!(
            "{file}: {} of {own} figures of the accounts read, {} of {all} beside them",
            own - open.len(),
            beside.len()
        );
        assert!(open.is_empty(), "{file}: not read {open:?}");
    }
}

/// The pages of other places: how many of their figures are read, how many read wrongly, how many of them
/// without a year. A page holds what stands on it alone, mostly without a title.
#[test]
fn pages_of_other_places_are_read() {
    let answered = rows("pages.csv");
    let (mut all, mut right, mut silent, mut undated, mut refused) = (0, 0, 0, 0, 0);
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(root().join(OWN).join("pages")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for path in pages {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (_, reading) = read(&path).unwrap();
        let expected: Vec<Fact> = answered.iter().filter(|row| row["case"] == name).flat_map(answers).collect();
        let mut open = expected.clone();
        let by_table = path.extension().is_some_and(|end| end == "html");
        let told = reading.accounts.iter().filter(|account| by_table || account.table.is_none());
        let mut wrong = Vec::new();
        for fact in told.flat_map(facts) {
            undated += usize::from(fact.year.is_empty());
            match open.iter().position(|answer| answer.is(&fact)) {
                Some(at) => drop(open.remove(at)),
                None if expected.iter().any(|answer| answer.is(&fact)) => {}
                None => wrong.push(fact),
            }
        }
        wrong.retain(|fact| fact.field != "change_basis");
        refused += usize::from(reading.accounts.is_empty());
        let show = |facts: &[Fact]| -> String {
            facts.iter().map(|f| format!("\n      {} {} {} {}", f.who.join("|"), f.year, f.field, f.value)).collect()
        };
        println!("{name}: {} of {}", expected.len() - open.len(), expected.len());
        println!("    lost{}\n    wrong{}", show(&open), show(&wrong));
        all += expected.len();
        right += expected.len() - open.len();
        silent += wrong.len();
    }
    println!("pages: {right} of {all} figures right, {silent} wrong in silence, {undated} undated, {refused} refused");
    assert!(all > 500 && right * 1000 >= all * 990, "{right} of {all}");
    assert_eq!((silent, undated, refused), (0, 0, 0));
}
