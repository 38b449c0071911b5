//! The manifest: which bytes went in and which came out, so that anybody can check with
//! `sha256sum`. No clock and no absolute path stand in it, so equal runs give equal manifests.

use super::files::hex;
use super::plan::Plan;
use crate::problem::Severity;
use crate::reports::Report;
use serde_json::{Value, json};

/// One file to be written.
#[derive(Debug)]
pub(super) struct Output {
    /// Its name from the root of the target, `/` between parts.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Name of the manifest among the outputs.
pub(super) const NAME: &str = "manifest.json";

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
    let written = outputs
        .iter()
        .map(|output| json!({ "file": output.name, "bytes": output.bytes.len(), "sha256": hex(&output.bytes) }));
    let manifest = json!({
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
    format!("{manifest:#}\n")
}

/// Names and checksums of the outputs that an earlier manifest lists; none where it cannot be read.
pub(super) fn listed(text: &str) -> Vec<(String, String)> {
    let Ok(manifest) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let outputs = manifest["outputs"].as_array().cloned().unwrap_or_default();
    let pair = |output: &Value| Some((output["file"].as_str()?.to_owned(), output["sha256"].as_str()?.to_owned()));
    outputs.iter().filter_map(pair).collect()
}
