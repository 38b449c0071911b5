//! How long the main job and its parts take; printed by `cargo bench`. Never a timed test: machines
//! are shared, and medians move.

#![allow(clippy::expect_used, reason = "a benchmark without its input has nothing to say")]

use divan::{Bencher, counter::ItemsCount};
use jixiao::analyses::Analysis;
use jixiao::charts::{self, Audit, Kind, Request};
use jixiao::records::{Labels, Reading};
use jixiao::tables::{Marks, Tables};
use jixiao::values::Lang;
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    divan::main();
}

const FILES: [&str; 2] = [
    "data/raw/fengtai/2020-hr-service-final-accounts.txt",
    "data/raw/fengtai/2024-social-insurance-self-evaluation.txt",
];

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("our own transcription")
}

fn read(file: &str, bytes: &[u8], labels: &Labels) -> Reading {
    jixiao::records::read(&jixiao::documents::read(file, bytes).expect("a text"), labels)
}

/// Forms a second on one core: 15 forms with a cell per line, and 8 forms in flowing text.
#[divan::bench(args = FILES)]
fn reading_forms(bencher: Bencher, file: &str) {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let bytes = bytes(file);
    let forms = read(file, &bytes, &labels).projects.len();
    bencher.counter(ItemsCount::new(forms)).bench(|| read(file, &bytes, &labels));
}

/// All analysis tables of the main pipeline.
fn tables() -> BTreeMap<String, polars::prelude::DataFrame> {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let readings: Vec<Reading> = FILES.iter().map(|file| read(file, &bytes(file), &labels)).collect();
    let tables = Tables::from_readings(&readings).expect("the records fit their tables");
    let run = |analysis: &Analysis| analysis.run(&tables, toml::Table::new()).expect("the analysis runs");
    Analysis::ALL.iter().map(|analysis| (analysis.name().to_owned(), run(analysis))).collect()
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn tables_and_analyses() -> usize {
    tables().len()
}

/// An audit that questions nothing.
static NONE: Marks = Marks { is_audited: true, disputed: Vec::new(), doubts: Vec::new() };

fn request(kind: Kind, tables: &BTreeMap<String, polars::prelude::DataFrame>) -> Request<'_> {
    let audit = Audit { marks: &NONE, is_trusted: false, problems: 0 };
    Request { about: kind.about(), tables, lang: Lang::Zh, sources: &[], pipeline: "bench", audit }
}

#[divan::bench(args = Kind::ALL, sample_count = 20)]
fn one_svg(bencher: Bencher, kind: &Kind) {
    let tables = tables();
    bencher.bench(|| charts::draw(&request(*kind, &tables)));
}

#[divan::bench(args = Kind::ALL, sample_count = 10, sample_size = 1)]
fn one_png(bencher: Bencher, kind: &Kind) {
    let tables = tables();
    let drawing = charts::draw(&request(*kind, &tables)).expect("the chart is drawn");
    bencher.bench(|| charts::png(&drawing.svg, 2.0));
}

/// The whole main job: plan, read, analyse, draw, write.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn main_job(bencher: Bencher) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("a temporary directory");
    bencher.bench(|| {
        let plan = jixiao::pipeline::plan(&root.join("pipelines/fengtai-2020-2024.toml"), Some(out.path()), None);
        jixiao::pipeline::run(&plan.expect("the pipeline is valid"), &()).expect("the job is done").json().len()
    });
}
