//! The tables `findings`, a row a finding, and `checks`, a row a rule and document: so that analyses
//! and charts can show which figures can be trusted, and how much was looked at.

use crate::checks::{Because, Finding, RULES, Report};
use crate::problem::{Problem, Severity};
use crate::tables::cells::{names, tallies};
use crate::tables::columns::{
    CHECKS, CONSISTENT, DOUBTS, ERRORS, FINDINGS, LABEL_EN, LABEL_ZH, NOTES, RULE, UNCHECKED,
};
use crate::tables::disputes;
use crate::tables::fit::head;
use crate::tables::frame::{Value, frame, millionths};
use polars::prelude::DataFrame;
use rust_decimal::Decimal;

/// A row a finding of `reports`, each of which comes with its file, in their order.
///
/// # Errors
/// Only where a dataframe cannot be built at all.
pub fn findings(reports: &[(String, Report)]) -> Result<DataFrame, Problem> {
    let rows: Vec<Vec<Value>> = reports.iter().flat_map(|(_, report)| &report.findings).map(row).collect();
    frame(&FINDINGS, &rows)
}

fn row(finding: &Finding) -> Vec<Value> {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    };
    let place = &finding.place;
    let printed = finding.figures.first().map(|figure| figure.printed.clone());
    let difference: Option<Decimal> = finding.difference.parse().ok();
    let mut cells = Vec::from(head(place));
    cells.extend([
        Value::Text(finding.project.map(|ordinal| format!("{}#{ordinal}", place.file))),
        Value::from(finding.rule),
        Value::from(severity),
        Value::from(finding.subject.as_str()),
        Value::from(disputes::figures(finding)),
        Value::from(printed),
        Value::from(Some(finding.expected.clone()).filter(|text| !text.is_empty())),
        Value::Exact(difference.filter(|difference| millionths(*difference).is_some())),
        Value::from(Some(finding.arithmetic.clone()).filter(|text| !text.is_empty())),
        Value::from(finding.zh.as_str()),
        Value::from(finding.en.as_str()),
        Value::from(finding.id.as_str()),
        Value::from(&finding.accepted),
    ]);
    cells
}

/// The tables `findings` and `checks` of `reports`.
pub(super) fn both(reports: &[(String, Report)]) -> Result<(DataFrame, DataFrame), Problem> {
    Ok((findings(reports)?, checks(reports)?))
}

/// What every rule looked at in all documents together, of a table `checks`: a row a rule in the order of
/// the rules, with its words.
///
/// # Errors
/// A table that is not of the schema.
pub fn by_rule(checks: &DataFrame) -> Result<DataFrame, Problem> {
    let codes = names(checks, RULE.name)?;
    let columns = [CONSISTENT, ERRORS, DOUBTS, NOTES, UNCHECKED];
    let tallies = columns.iter().map(|column| tallies(checks, column.name)).collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for rule in RULES {
        let of_rule = |column: &Vec<usize>| -> usize {
            column.iter().zip(&codes).filter(|(_, code)| *code == rule.code).map(|(count, _)| count).sum()
        };
        let sums: Vec<usize> = tallies.iter().map(of_rule).collect();
        if sums.iter().all(|sum| *sum == 0) {
            continue;
        }
        let count = |sum: &usize| Value::from(u32::try_from(*sum).unwrap_or(u32::MAX));
        let head = [Value::from(rule.code), Value::from(rule.zh), Value::from(rule.en)];
        rows.push(head.into_iter().chain(sums.iter().map(count)).collect());
    }
    let head = [RULE, LABEL_ZH, LABEL_EN].into_iter().chain(columns);
    frame(&head.collect::<Vec<_>>(), &rows)
}

/// What every rule looked at in every document; `reports` come with their files.
fn checks(reports: &[(String, Report)]) -> Result<DataFrame, Problem> {
    let mut rows = Vec::new();
    for (file, report) in reports {
        for (code, tally) in &report.tallies {
            let reasons = |(because, count): (&Because, &u32)| format!("{} {count}", because.words().1);
            let reasons: Vec<String> = tally.unchecked.iter().map(reasons).collect();
            rows.push(vec![
                Value::from(file.as_str()),
                Value::from(*code),
                Value::from(tally.consistent),
                Value::from(tally.errors),
                Value::from(tally.doubts),
                Value::from(tally.notes),
                Value::from(tally.unchecked()),
                Value::from(Some(reasons.join(", ")).filter(|text| !text.is_empty())),
            ]);
        }
    }
    frame(&CHECKS, &rows)
}
