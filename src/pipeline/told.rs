//! What a run tells, beside what it wrote: what the screen says of it, and what the next run says again
//! where nothing changed.

use crate::reports::{Checked, Headline, Noted, Report, Table, Tally, json};
use crate::tables::LeftOut;
use crate::values::Lang;
use serde::{Deserialize, Serialize};

/// What a run tells, beside what it wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Name of the pipeline.
    pub pipeline: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Title in English.
    pub title_en: String,
    /// What every reader asks first.
    pub headline: Headline,
    /// Forms and accounts of the same unit, side by side.
    pub agreements: Option<Table>,
    /// What the audit found, in numbers.
    pub checked: Checked,
    /// How many files ended how.
    pub tally: Tally,
    /// What stands in two documents and is counted once.
    pub left_out: LeftOut,
    /// What is wrong, sorted by place.
    pub problems: Vec<Noted>,
    /// The problems of each document that was refused, which stand among the others, too.
    pub refused: Vec<Vec<Noted>>,
    /// Names of the outputs, from the root of the target; the manifest last.
    pub outputs: Vec<String>,
    /// Whether everything stands as the last run wrote it, so that nothing was computed.
    #[serde(skip)]
    pub is_unchanged: bool,
}

impl Outcome {
    /// The title in `lang`.
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_zh, &self.title_en)
    }

    /// Headline, problems and names of the outputs as JSON text.
    pub fn json(&self) -> String {
        let all = serde_json::json!({
            "pipeline": self.pipeline,
            "headline": json(&self.headline.table),
            "reconciliation": self.agreements.as_ref().map(json),
            "checked": self.checked,
            "files": self.tally,
            "problems": self.problems.iter().map(|noted| &noted.problem).collect::<Vec<_>>(),
            "outputs": self.outputs,
        });
        format!("{all:#}\n")
    }

    /// What the run of `report` told.
    pub(super) fn of(report: Report, refused: Vec<Vec<Noted>>) -> Self {
        let tally = report.outcomes.tally();
        let Report { pipeline, title_zh, title_en, headline, agreements, checked, problems, outcomes, .. } = report;
        Self {
            pipeline,
            title_zh,
            title_en,
            headline,
            agreements,
            checked,
            tally,
            left_out: outcomes.left_out,
            problems,
            refused,
            outputs: Vec::new(),
            is_unchanged: false,
        }
    }
}
