//! The audit as SARIF 2.1.0, which code review tools and editors show beside the file.

use super::audited::Audited;
use crate::checks::{Finding, RULES};
use crate::problem::Severity;
use crate::values::Lang;
use serde_json::{Value, json};

/// All findings as one SARIF run. What could not be checked stands in the run's properties.
pub fn sarif(documents: &[Audited]) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "name": rule.en,
                "shortDescription": { "text": format!("{} ({})", rule.zh, rule.en) },
                "help": { "text": format!("docs/rules/{}.md", rule.code) },
            })
        })
        .collect();
    let results: Vec<Value> = documents.iter().flat_map(Audited::ranked).map(|(finding, _)| result(finding)).collect();
    let counts: Vec<Value> =
        documents.iter().map(|document| json!({ "file": document.file, "rules": document.report.tallies })).collect();
    let refused: Vec<Value> = documents
        .iter()
        .filter_map(|document| document.refused.as_ref())
        .map(|problem| {
            json!({
                "level": "error",
                "message": { "text": format!("{}\n{}", problem.in_lang(Lang::Zh), problem.in_lang(Lang::En)) },
            })
        })
        .collect();
    let run = json!({
        "tool": { "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }},
        "invocations": [{ "executionSuccessful": refused.is_empty(), "toolExecutionNotifications": refused }],
        "results": results,
        "properties": { "checked": counts },
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}\n")
}

fn result(finding: &Finding) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Doubt => "warning",
        Severity::Note => "note",
    };
    let locations = |places: Vec<&crate::values::Place>| -> Vec<Value> {
        let location = |place: &crate::values::Place| {
            let mut physical = json!({ "artifactLocation": { "uri": uri(&place.file) } });
            // A line of a page is no line of the file.
            if let Some(line) = place.line.filter(|_| place.page.is_none() && place.sheet.is_none()) {
                physical["region"] = json!({ "startLine": line });
            }
            json!({
                "physicalLocation": physical,
                "logicalLocations": [{ "fullyQualifiedName": place.to_string() }],
                "properties": { "place": place },
            })
        };
        places.into_iter().map(location).collect()
    };
    let others = finding.figures.iter().skip(1).map(|figure| &figure.place).collect();
    let index = RULES.iter().position(|rule| rule.code == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level,
        "message": { "text": format!("{}\n{}", finding.zh, finding.en) },
        "locations": locations(vec![&finding.place]),
        "relatedLocations": locations(others),
        "partialFingerprints": { "jixiao/v1": finding.id },
        "properties": {
            "subject": finding.subject,
            "expected": finding.expected,
            "difference": finding.difference,
            "arithmetic": finding.arithmetic,
            "figures": finding.figures,
        },
    });
    if let Some(evidence) = &finding.accepted {
        result["suppressions"] = json!([{ "kind": "external", "justification": evidence }]);
    }
    result
}

/// A file's name as a URI: signs that mean something in one are written by their bytes.
fn uri(file: &str) -> String {
    let mut out = String::new();
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
