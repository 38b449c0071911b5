//! Rules against labelled documents: every finding is either expected or false, every expected one is
//! found or missed; precision and recall per rule are printed and compared with the committed table.
//!
//! A label file `<name>.labels.csv` lies beside its document: rule, severity, subject (a part of it),
//! printed (the figure at fault), verdict (`true`; `false` for a finding known to be wrong), note.
//! Findings of severity note need no label. For the published originals the labels lie in
//! `tests/cases/checks` and the documents in `../shared`, where that is at hand.

use jixiao::checks::{Finding, RULES, Report, Settings, check};
use jixiao::problem::Severity;
use jixiao::records::{Labels, Reading};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One expected finding.
#[derive(Clone, Debug)]
struct Label {
    rule: String,
    severity: String,
    subject: String,
    printed: String,
    verdict: bool,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Reading {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let document = jixiao::documents::read(&name, &bytes).unwrap();
    jixiao::records::read(&document, &Labels::built_in().unwrap())
}

fn labels(path: &Path) -> Vec<Label> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.splitn(6, ',').collect();
            assert!(
                cells.len() >= 5,
                "{}: {line}: expected rule,severity,subject,printed,verdict,note",
                path.display()
            );
            Label {
                rule: cells[0].into(),
                severity: cells[1].into(),
                subject: cells[2].into(),
                printed: cells[3].into(),
                verdict: cells[4] == "true",
            }
        })
        .collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    }
}

fn says(label: &Label, finding: &Finding) -> bool {
    let printed = finding.figures.first().map_or("", |figure| figure.printed.as_str());
    label.rule == finding.rule
        && label.severity == severity(finding.severity)
        && finding.subject.contains(&label.subject)
        && printed.contains(&label.printed)
}

/// The labelled documents: those beside their labels, and the published ones where they are at hand.
fn documents() -> Vec<(String, PathBuf, PathBuf)> {
    let cases = root().join("tests/cases/checks");
    let mut found: Vec<PathBuf> = fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    let mut documents = Vec::new();
    for labels in found {
        let name = labels.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".labels.csv") else { continue };
        let places = [
            cases.join(format!("{stem}.txt")),
            root().join(format!("data/raw/fengtai/{stem}.txt")),
            root().join(format!("../shared/seeds/{stem}.txt")),
            root().join(format!("../shared/documents/{stem}.pdf")),
        ];
        let document = places.iter().find(|place| place.exists()).cloned();
        documents.extend(document.map(|document| (stem.to_owned(), document, labels)));
    }
    documents
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    found: usize,
    right: usize,
    expected: usize,
    consistent: u32,
    unchecked: u32,
}

#[test]
fn every_finding_is_labelled_and_every_label_is_found() {
    let none = || -> BTreeMap<&str, Count> { RULES.iter().map(|rule| (rule.code, Count::default())).collect() };
    // The rules' own fixtures, and the papers that were published before there was a rule.
    let mut tables = [none(), none()];
    let mut wrong = Vec::new();
    for (name, document, labelled) in documents() {
        let published = !(name.starts_with('R') || name.starts_with("habit"));
        let counts = &mut tables[usize::from(published)];
        let reading = read(&document);
        let report: Report = check(&[&reading], &Settings::default()).remove(0);
        let labels = labels(&labelled);
        for (code, tally) in &report.tallies {
            let count = counts.get_mut(code).unwrap();
            count.consistent += tally.consistent;
            count.unchecked += tally.unchecked();
        }
        for finding in report.findings.iter().filter(|finding| finding.severity != Severity::Note) {
            let count = counts.get_mut(finding.rule).unwrap();
            count.found += 1;
            match labels.iter().find(|label| says(label, finding)) {
                Some(label) => count.right += usize::from(label.verdict),
                None => wrong.push(format!(
                    "{name}: not labelled: {} {} {}",
                    finding.rule,
                    severity(finding.severity),
                    finding.zh
                )),
            }
        }
        for label in labels.iter().filter(|label| label.severity != "note") {
            let found = report.findings.iter().any(|finding| says(label, finding));
            let count = counts.get_mut(label.rule.as_str()).unwrap();
            count.expected += usize::from(label.verdict);
            if !found {
                wrong.push(format!("{name}: not found: {label:?}"));
            }
        }
        for label in labels.iter().filter(|label| label.severity == "note") {
            if !report.findings.iter().any(|finding| says(label, finding)) {
                wrong.push(format!("{name}: not found: {label:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (name, counts) in ["precision.csv", "precision-published.csv"].into_iter().zip(&tables) {
        compare(name, counts);
    }
}

/// Compares a table of precision and recall with the committed one.
fn compare(name: &str, counts: &BTreeMap<&str, Count>) {
    let mut table = String::from("rule,findings,true,precision,expected,recall,consistent,unchecked\n");
    for (code, count) in counts {
        let share = |part: usize, whole: usize| {
            if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
        };
        table.push_str(&format!(
            "{code},{},{},{},{},{},{},{}\n",
            count.found,
            count.right,
            share(count.right, count.found),
            count.expected,
            share(count.right.min(count.expected), count.expected),
            count.consistent,
            count.unchecked
        ));
    }
    println!("{name}\n{table}");
    // The table is of all labelled documents; a machine without the published ones cannot compare it.
    if root().join("../shared/documents").exists() {
        let path = root().join("tests/cases/checks").join(name);
        if std::env::var_os("JIXIAO_BLESS").is_some() {
            fs::write(&path, &table).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap_or_default(),
            table,
            "run with JIXIAO_BLESS=1 and look at the change"
        );
    }
}

#[test]
fn every_rule_has_its_page_and_its_pair() {
    let mut missing = Vec::new();
    for rule in &RULES {
        for path in [
            format!("docs/rules/{}.md", rule.code),
            format!("tests/cases/checks/{}-breaks.txt", rule.code),
            format!("tests/cases/checks/{}-seems.txt", rule.code),
        ] {
            if !root().join(&path).exists() {
                missing.push(path);
            }
        }
    }
    assert!(missing.is_empty(), "missing: {}", missing.join(", "));
}
