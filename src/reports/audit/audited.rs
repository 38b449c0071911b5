//! A document that was audited: its findings in the order a reader should look, counted and named.

use crate::checks::{Because, Finding, RULES, Report, Tally};
use crate::problem::{Problem, Severity};
use crate::values::Lang;
use std::collections::BTreeMap;

/// One document with what the rules say of it.
#[derive(Clone, Debug, Default)]
pub struct Audited {
    /// The file as it was named.
    pub file: String,
    /// The findings and the counts.
    pub report: Report,
    /// The line or row each finding stands on, in the order of the findings.
    pub excerpts: Vec<Option<String>>,
    /// Why it could not be read, where it could not.
    pub refused: Option<Problem>,
}

impl Audited {
    /// Its findings with their excerpts: the worst first, the accepted last, else in document order.
    pub(super) fn ranked(&self) -> Vec<(&Finding, Option<&str>)> {
        let excerpts = self.excerpts.iter().map(Option::as_deref).chain(std::iter::repeat(None));
        let mut ranked: Vec<_> = self.report.findings.iter().zip(excerpts).collect();
        ranked.sort_by_key(|(finding, _)| (finding.accepted.is_some(), finding.severity));
        ranked
    }

    /// How many findings of `severity` stand, those accepted aside.
    pub fn count(&self, severity: Severity) -> usize {
        let open = self.report.findings.iter().filter(|finding| finding.accepted.is_none());
        open.filter(|finding| finding.severity == severity).count()
    }

    /// How many findings are accepted.
    pub(super) fn accepted(&self) -> usize {
        self.report.findings.iter().filter(|finding| finding.accepted.is_some()).count()
    }

    /// All its rules' counts together.
    pub(super) fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in self.report.tallies.values() {
            total.consistent += tally.consistent;
            for (because, count) in &tally.unchecked {
                *total.unchecked.entry(*because).or_default() += count;
            }
        }
        total
    }
}

/// The documents in the order a reader should look: the most errors first, then the most doubts.
pub(super) fn worst_first(documents: &[Audited]) -> Vec<&Audited> {
    let mut ranked: Vec<&Audited> = documents.iter().collect();
    ranked.sort_by_key(|one| {
        let count = |severity| std::cmp::Reverse(one.count(severity));
        (one.refused.is_some(), count(Severity::Error), count(Severity::Doubt))
    });
    ranked
}

/// The name of a rule in `lang`.
pub(super) fn rule_name(code: &str, lang: Lang) -> &'static str {
    RULES.iter().find(|rule| rule.code == code).map_or("", |rule| lang.pick(rule.zh, rule.en))
}

/// Reasons with their counts in words: 3 a cell is blank, 2 ….
pub(super) fn reasons(unchecked: &BTreeMap<Because, u32>, lang: Lang) -> String {
    let words = unchecked.iter().map(|(because, count)| {
        let (zh, en) = because.words();
        format!("{} {count}", lang.pick(zh, en))
    });
    words.collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// The sentence of a finding in `lang`.
pub(super) fn sentence(finding: &Finding, lang: Lang) -> &str {
    lang.pick(&finding.zh, &finding.en)
}
