//! What a check is made with: rules, thresholds, and the findings that somebody accepts.

use super::excerpt::noted;
use super::files;
use crate::checks::{self, Accepted, Brief, RULES, Report, Settings};
use crate::problem::{Code, Problem, said};
use crate::records::Reading;
use crate::reports::Noted;
use crate::values::Place;
use std::path::Path;

/// Where accepted findings are looked for when nothing is said, from the project's directory.
pub(crate) const ACCEPTED: &str = "data/accepted.toml";

/// What a check is made with.
#[derive(Clone, Debug, Default)]
pub struct Checking {
    /// Rules and thresholds.
    pub settings: Settings,
    /// The findings that are accepted, with the name of their file.
    pub accepted: Option<(String, Accepted)>,
}

impl Checking {
    /// A check with the accepted findings of the file at `path`.
    ///
    /// # Errors
    ///
    /// A file that cannot be opened or is no such list, or a rule that does not exist.
    pub fn new(settings: Settings, accepted: Option<(&Path, &str)>) -> Result<Self, Problem> {
        known(&settings)?;
        let read = |(path, name): (&Path, &str)| {
            let text = files::text(path, name)?;
            Ok::<_, Problem>((name.to_owned(), Accepted::parse(name, &text)?))
        };
        Ok(Self { settings, accepted: accepted.map(read).transpose()? })
    }

    /// The usual check with the accepted findings of the file at `path`, or of the project's own list where there is one.
    ///
    /// # Errors
    ///
    /// As [`Checking::new`].
    pub fn usual(path: Option<&Path>) -> Result<Self, Problem> {
        let known = Path::new(ACCEPTED);
        let path = path.or_else(|| known.exists().then_some(known));
        let name = path.map(|path| path.to_string_lossy().into_owned());
        Self::new(Settings::default(), path.zip(name.as_deref()))
    }

    /// The same check with the rules `only`, where any are named, and without those of `skip`.
    ///
    /// # Errors
    ///
    /// A rule that does not exist.
    pub fn narrowed(mut self, only: &[String], skip: &[String]) -> Result<Self, Problem> {
        if !only.is_empty() {
            self.settings.only = only.to_vec();
        }
        self.settings.skip.extend_from_slice(skip);
        known(&self.settings)?;
        Ok(self)
    }

    /// What the rules say of `reading` that look at one document alone; where no rule across documents can
    /// say anything of it, theirs too.
    pub fn check_alone(&self, reading: &Reading) -> (Report, Brief) {
        let mut report = checks::check_alone(reading, &self.settings);
        let brief = Brief::of(reading, &report);
        if !brief.is_compared() {
            let across = checks::check_across(std::slice::from_ref(&brief), &self.settings);
            across.into_iter().for_each(|across| report.add(across));
        }
        self.mark(&mut report);
        (report, brief)
    }

    /// What the rules say that compare the documents of `briefs`, in their order.
    pub fn check_across(&self, briefs: &[Brief]) -> Vec<Report> {
        let mut reports = checks::check_across(briefs, &self.settings);
        reports.iter_mut().for_each(|report| self.mark(report));
        reports
    }

    fn mark(&self, report: &mut Report) {
        if let Some((_, accepted)) = &self.accepted {
            accepted.mark_one(report);
        }
    }

    /// What is wrong with the accepted findings where `findings` are all there are: ids and differences.
    pub fn accepted_problems(&self, findings: &[(&str, &str)]) -> Vec<Problem> {
        self.accepted.as_ref().map(|(file, accepted)| accepted.problems(file, findings)).unwrap_or_default()
    }

    /// What the rules say of `readings`, in their order, and what is wrong with the accepted findings.
    pub fn check(&self, readings: &[&Reading]) -> (Vec<Report>, Vec<Noted>) {
        let mut reports = checks::check(readings, &self.settings);
        let marked = self.accepted.as_ref().map(|(file, accepted)| accepted.mark(file, &mut reports));
        (reports, marked.unwrap_or_default().into_iter().map(noted).collect())
    }
}

/// Whether every rule that is named exists, and none is both chosen and skipped.
fn known(settings: &Settings) -> Result<(), Problem> {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
    if let Some(code) = settings.only.iter().find(|one| settings.skip.iter().any(|other| same(one, other))) {
        let message = said!(
            "规则`{code}`应选用或跳过其一，却两处都有",
            "`{code}`: expected a rule to be chosen or skipped, found it in both lists"
        );
        let problem = Problem::error(Code::RuleTwice, Place::default(), message);
        return Err(problem.hint(said!("请从其中一处删去", "leave it out of one of the two")));
    }
    let known = |code: &&String| codes.iter().any(|known| known.eq_ignore_ascii_case(code));
    let Some(code) = settings.only.iter().chain(&settings.skip).find(|code| !known(code)) else { return Ok(()) };
    let message = said!("应为规则代码，实际为`{code}`", "expected the code of a rule, found `{code}`");
    let problem = Problem::error(Code::RuleUnknown, Place::default(), message);
    Err(problem.hint(said!("规则有：{}", "rules are {}", codes.join(", "))))
}
