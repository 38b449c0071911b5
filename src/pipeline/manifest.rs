//! The manifest: which bytes went in and which came out, so that anybody can check with
//! `sha256sum`. No clock and no absolute path stand in it, so equal runs give equal manifests.

use super::outputs::Output;
use super::plan::Plan;
use crate::problem::Severity;
use crate::reports::Report;
use serde_json::json;

/// The manifest of a run that gave `outputs`, as JSON text; `labels` are the dictionaries beyond the
/// compiled-in ones with their checksums.
pub(super) fn manifest(plan: &Plan, labels: &[(String, String)], report: &Report, outputs: &[Output]) -> String {
    let labels = labels.iter().map(|(name, sha256)| json!({ "file": name, "sha256": sha256 }));
    let inputs = report.sources.iter().map(|source| {
        let counts = source.counts;
        json!({
            "file": source.file, "bytes": source.bytes, "sha256": source.sha256, "card_sha256": source.card_sha256,
            "projects": counts.projects, "funding": counts.funding,
            "indicators": counts.indicators, "accounts": counts.accounts,
        })
    });
    let documents = report.outcomes.ended.iter().map(|ended| {
        let mut document = json!({ "file": ended.file, "outcome": ended.outcome });
        let others = [("code", &ended.code), ("duplicate_of", &ended.duplicate_of)];
        for (key, value) in others.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
            document[key] = json!(value);
        }
        document
    });
    let skipped = report.outcomes.skipped.iter().map(|(name, what)| json!({ "file": name, "what": what.en }));
    let twice = report.outcomes.left_out.papers.iter().map(|paper| {
        json!({
            "file": paper.left_out, "duplicate_of": paper.counted, "projects": paper.projects,
            "wan": paper.wan.to_string(), "accounts": paper.accounts,
        })
    });
    let written =
        outputs.iter().map(|output| json!({ "file": output.name, "bytes": output.bytes, "sha256": output.sha256 }));
    let mut manifest = json!({
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "pipeline": { "name": plan.name, "file": plan.file, "sha256": plan.sha256 },
        "labels": labels.collect::<Vec<_>>(),
        "problems": {
            "error": report.problems_of(Severity::Error),
            "doubt": report.problems_of(Severity::Doubt),
            "note": report.problems_of(Severity::Note),
        },
        "files": report.outcomes.tally(),
        "documents": documents.collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "twice": twice.collect::<Vec<_>>(),
        "inputs": inputs.collect::<Vec<_>>(),
        "outputs": written.collect::<Vec<_>>(),
    });
    for (key, file, sha256) in &plan.yardsticks.sums {
        manifest[*key] = json!({ "file": file, "sha256": sha256 });
    }
    format!("{manifest:#}\n")
}
