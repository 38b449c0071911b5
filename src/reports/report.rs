//! The report as a plain value, before anybody has decided how it looks.

use super::headline::Headline;
use super::outcomes::Outcomes;
use super::table::Table;
use crate::checks;
use crate::problem::{Problem, Said, Severity, said};
use crate::values::{Lang, Place};
use serde::{Deserialize, Serialize};

/// Everything a report tells, in both languages.
#[derive(Clone, Debug)]
pub struct Report {
    /// Name of the pipeline.
    pub pipeline: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Title in English.
    pub title_en: String,
    /// Name and version of the tool.
    pub tool: String,
    /// What every reader asks first.
    pub headline: Headline,
    /// Forms and accounts of the same unit, side by side.
    pub agreements: Option<Table>,
    /// The charts, in the order of the pipeline.
    pub pictures: Vec<Picture>,
    /// The tables of the analyses, in the order of the pipeline.
    pub analyses: Vec<Table>,
    /// The records as tables.
    pub records: Vec<Table>,
    /// What is wrong, sorted by place.
    pub problems: Vec<Noted>,
    /// What the audit found that nobody has accepted: errors first, then doubts.
    pub findings: Vec<Found>,
    /// The documents that were read.
    pub sources: Vec<Source>,
    /// What became of all that were asked about, and what two of them say both.
    pub outcomes: Outcomes,
    /// What the audit of their figures found, in numbers.
    pub checked: Checked,
}

/// One thing that the audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How bad it is.
    pub severity: Severity,
    /// The rule, such as `R23`.
    pub rule: String,
    /// Where it stands.
    pub place: Place,
    /// What was found, in both languages.
    pub message: Said,
    /// The line of the document at its place, where that was looked up.
    pub excerpt: Option<String>,
}

/// What the audit found, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Findings of severity error that nobody has accepted.
    pub errors: usize,
    /// Doubts.
    pub doubts: usize,
    /// Findings that are accepted.
    pub accepted: usize,
    /// Figures that an error disputes.
    pub disputed: usize,
    /// Whether those figures are left out of tables, analyses and charts.
    pub trusted: bool,
    /// Things that agree.
    pub consistent: u32,
    /// Things that could not be checked.
    pub unchecked: u32,
}

impl Checked {
    /// The numbers of `reports`.
    pub fn of(reports: &[checks::Report], trusted: bool) -> Self {
        let findings = || reports.iter().flat_map(|report| &report.findings);
        let open = |severity| findings().filter(|one| one.accepted.is_none() && one.severity == severity).count();
        let tallies = || reports.iter().flat_map(|report| report.tallies.values());
        Self {
            errors: open(Severity::Error),
            doubts: open(Severity::Doubt),
            accepted: findings().filter(|one| one.accepted.is_some()).count(),
            disputed: reports.iter().map(|report| checks::disputed(report).len()).sum(),
            trusted,
            consistent: tallies().map(|tally| tally.consistent).sum(),
            unchecked: tallies().map(checks::Tally::unchecked).sum(),
        }
    }

    /// The numbers as one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let Self { errors, doubts, disputed, consistent, unchecked, .. } = *self;
        let fate = match (disputed, self.trusted) {
            (0, _) => "",
            (_, true) => lang.pick("，已全部剔除", ", all left out"),
            (_, false) => lang.pick("，仍按原表计入", ", counted as printed"),
        };
        match lang {
            Lang::Zh => format!(
                "数据核对：一致 {consistent} 处，错误 {errors} 处，存疑 {doubts} 处，未能核对 {unchecked} 处；有矛盾的数字 {disputed} 个{fate}。"
            ),
            Lang::En => format!(
                "Audit: {consistent} consistent, {errors} errors, {doubts} doubts, {unchecked} not checked; {disputed} figures are disputed{fate}."
            ),
        }
    }
}

/// One chart in one language.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Name of its kind, such as `budget_path`.
    pub kind: &'static str,
    /// The language of its words.
    pub lang: Lang,
    /// Its title: the finding as a sentence.
    pub title: String,
    /// The same in words, for those who do not see it.
    pub alt: String,
    /// The drawing.
    pub svg: String,
}

/// A problem and the line it speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The problem.
    pub problem: Problem,
    /// The line of the source at its place, where that is text.
    pub excerpt: Option<String>,
}

/// One document that was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// Its name, relative to the project.
    pub file: String,
    /// Checksum of its bytes, hexadecimal.
    pub sha256: String,
    /// Number of its bytes.
    pub bytes: usize,
    /// Checksum of the card beside it, where there is one.
    pub card_sha256: Option<String>,
    /// What was read from it.
    pub counts: Counts,
}

/// How many records of each kind a document gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Projects.
    pub projects: usize,
    /// Funding rows.
    pub funding: usize,
    /// Indicators.
    pub indicators: usize,
    /// Figures of the accounts.
    pub accounts: usize,
}

impl Report {
    /// The title in `lang`.
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_zh, &self.title_en)
    }

    /// The charts whose words are in `lang`.
    pub fn pictures(&self, lang: Lang) -> impl Iterator<Item = &Picture> {
        self.pictures.iter().filter(move |picture| picture.lang == lang)
    }

    /// That some of the first `most` findings stand without the line of the document; nothing where none does.
    pub(super) fn unquoted(&self, most: usize) -> Option<Said> {
        let bare = self.findings.iter().take(most).filter(|finding| finding.excerpt.is_none()).count();
        let said = || {
            said!(
                "其中{bare}条未附原文：只摘录最前几份文件，且须与读取时一致；全部见`jixiao check`",
                "{bare} of these stand without their line: it is quoted from the first documents alone, where they are as they were read; `jixiao check` quotes all"
            )
        };
        (bare > 0).then(said)
    }

    /// Number of problems of `severity`.
    pub fn problems_of(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|noted| noted.problem.severity == severity).count()
    }
}

/// The word for a severity.
pub(super) fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Doubt => lang.pick("存疑", "doubt"),
        Severity::Note => lang.pick("提示", "note"),
    }
}
