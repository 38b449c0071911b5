//! `docs/problems.md` lists every code of a problem, and no other.

use crate::program::repository;
use jixiao::problem::Code;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_code_of_a_problem_stands_on_its_page() {
    let page = fs::read_to_string(repository().join("docs/problems.md")).expect("docs/problems.md");
    let cells = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let listed: Vec<&str> = cells.filter_map(|line| line.split('`').next()).collect();
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    println!("{} codes", known.len());
    assert_eq!(listed.len(), known.len(), "a code stands once");
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), known);
    // What another process or a stored table tells is the same code again.
    assert!(Code::ALL.iter().all(|code| Code::named(code.as_str()) == *code));
    assert_eq!(Code::named("no-such-code"), Code::Unknown);
}

/// How many codes no text of `tests` names: the message may stand there, the code does not.
const UNNAMED: usize = 95;

#[test]
fn codes_without_a_case_become_fewer() {
    let mut texts = String::new();
    let mut folders = vec![repository().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of tests") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                texts.push_str(&text);
            }
        }
    }
    let bounded = |at: usize, code: &str| {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        !is_part(texts[..at].chars().next_back()) && !is_part(texts[at + code.len()..].chars().next())
    };
    let met = |code: &str| texts.match_indices(code).any(|(at, _)| bounded(at, code));
    let unnamed: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !met(code)).collect();
    println!("{} of {} codes stand in no test: {}", unnamed.len(), Code::ALL.len(), unnamed.join(" "));
    assert!(unnamed.len() <= UNNAMED, "{} codes: {unnamed:?}", unnamed.len());
}
