//! Documents checked: read, put before the rules together, and every finding with the line it stands on.

use super::excerpt::line_of;
use super::reading::open;
use crate::checks::{self, Report, Settings};
use crate::documents::Document;
use crate::problem::Problem;
use crate::records::{self, Labels, Reading};
use rayon::prelude::*;
use std::path::PathBuf;

/// One document with what the rules say of it.
#[derive(Debug)]
pub struct Checked {
    /// The file as it was named.
    pub file: String,
    /// The findings and the counts; empty where the document could not be read.
    pub report: Report,
    /// The line or row each finding stands on, in the order of the findings.
    pub excerpts: Vec<Option<String>>,
    /// What was wrong with reading it.
    pub problems: Vec<Problem>,
}

/// Reads the documents at `paths` and checks them, each by itself and against the others.
pub fn check_documents(paths: &[PathBuf], labels: &Labels, settings: &Settings) -> Vec<Checked> {
    let read = |path: &PathBuf| -> (String, Result<(Document, Reading), Problem>) {
        let name = path.to_string_lossy().into_owned();
        let document = open(path, &name).map(|document| {
            let reading = records::read(&document, labels);
            (document, reading)
        });
        (name, document)
    };
    let documents: Vec<_> = paths.par_iter().map(read).collect();
    let readings: Vec<&Reading> =
        documents.iter().filter_map(|(_, document)| Some(&document.as_ref().ok()?.1)).collect();
    let mut reports = checks::check(&readings, settings).into_iter();
    documents
        .iter()
        .map(|(file, document)| match document {
            Err(problem) => Checked {
                file: file.clone(),
                report: Report::default(),
                excerpts: Vec::new(),
                problems: vec![problem.clone()],
            },
            Ok((document, reading)) => {
                let report = reports.next().unwrap_or_default();
                let excerpts = report.findings.iter().map(|finding| line_of(document, &finding.place)).collect();
                Checked { file: file.clone(), report, excerpts, problems: reading.problems.clone() }
            }
        })
        .collect()
}
