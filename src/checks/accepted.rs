//! Findings that somebody has looked at and accepts, with evidence and a limit, so that an entry
//! cannot cover tomorrow's mistake.

use crate::checks::report::Report;
use crate::problem::{Code, Problem, Said, said};
use crate::records::{line_of, refusal};
use crate::values::Place;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The entries of an `accepted.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// One a finding.
    #[serde(default)]
    accepted: Vec<Entry>,
}

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The finding's id; it changes with the printed figures, so an entry holds for these alone.
    id: String,
    /// Why it is accepted: who said so, where it can be read.
    evidence: String,
    /// The greatest difference the entry covers, in the unit of the figure; `0` where the finding
    /// has none.
    most_difference: Decimal,
}

impl Accepted {
    /// Reads an `accepted.toml`; `file` is what messages call it.
    ///
    /// # Errors
    ///
    /// A text that is no such file: unknown keys, missing keys, an entry without evidence, an id twice.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let wrong_at = |place: Place, message: Said| {
            Problem::error(Code::AcceptedInvalid, place, message).hint(said!(
                "每条写作[[accepted]]，含id、evidence、most_difference，见docs/rules/accepted.md",
                "an entry is [[accepted]] with id, evidence and most_difference, as docs/rules/accepted.md shows"
            ))
        };
        let wrong = |message: Said| wrong_at(Place::file(file), message);
        let read: Self = toml::from_str(text).map_err(|error| {
            let place = error.span().map_or_else(|| Place::file(file), |span| line_of(file, text, &span));
            wrong_at(place, refusal(error.message()).message)
        })?;
        let mut seen = BTreeSet::new();
        for entry in &read.accepted {
            if entry.evidence.trim().is_empty() {
                return Err(wrong(said!(
                    "{}：应有依据（evidence），实际没有",
                    "{}: expected evidence, found none",
                    entry.id
                )));
            }
            if !seen.insert(&entry.id) {
                return Err(wrong(said!(
                    "{}：每个发现应只列一次，实际列了两次",
                    "{}: expected each finding once, found it twice",
                    entry.id
                )));
            }
        }
        Ok(read)
    }

    /// Marks the findings of `reports` that are accepted. What is over the limit stays open; it and every
    /// entry that fits no finding comes back as a problem.
    pub fn mark(&self, file: &str, reports: &mut [Report]) -> Vec<Problem> {
        reports.iter_mut().for_each(|report| self.mark_one(report));
        let findings = reports.iter().flat_map(|report| &report.findings);
        let found = findings.map(|finding| (finding.id.as_str(), finding.difference.as_str()));
        self.problems(file, &found.collect::<Vec<_>>())
    }

    /// Marks the findings of `report` that are accepted.
    pub fn mark_one(&self, report: &mut Report) {
        for finding in &mut report.findings {
            let difference = finding.difference.parse().unwrap_or(Decimal::ZERO);
            let entry = self.accepted.iter().find(|entry| entry.id == finding.id);
            let fits = entry.filter(|entry| difference <= entry.most_difference);
            finding.accepted = fits.map(|entry| entry.evidence.clone());
        }
    }

    /// What is wrong with the entries where these findings are all there are: each with its id and its
    /// difference, empty where it has none.
    pub fn problems(&self, file: &str, findings: &[(&str, &str)]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for entry in &self.accepted {
            let mut found = false;
            for (_, difference) in findings.iter().filter(|(id, _)| *id == entry.id) {
                found = true;
                let difference = difference.parse().unwrap_or(Decimal::ZERO);
                if difference > entry.most_difference {
                    let most = entry.most_difference;
                    let message = said!(
                        "{}：认可的差额最多为{most}，实际为{difference}",
                        "{}: accepted up to a difference of {most}, found {difference}",
                        entry.id
                    );
                    problems.push(Problem::doubt(Code::AcceptedExceeded, Place::file(file), message));
                }
            }
            if !found {
                let message = said!(
                    "{}：应有这一编号的发现，实际没有",
                    "{}: expected a finding of this id, found none",
                    entry.id
                );
                let problem = Problem::note(Code::AcceptedUnused, Place::file(file), message);
                problems.push(problem.hint(said!(
                    "请删去该条，或查看文件现在的内容",
                    "take the entry out, or look at what the document prints now"
                )));
            }
        }
        problems
    }
}
