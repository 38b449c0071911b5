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
use std::sync::OnceLock;

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

/// The readings of both documents.
fn readings() -> Vec<Reading> {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    FILES.iter().map(|file| read(file, &bytes(file), &labels)).collect()
}

/// All analysis tables of `readings`.
fn tables(readings: &[Reading]) -> BTreeMap<String, polars::prelude::DataFrame> {
    let tables = Tables::from_readings(readings).expect("the records fit their tables");
    let run = |analysis: &Analysis| analysis.run(&tables, toml::Table::new()).expect("the analysis runs");
    Analysis::ALL.iter().map(|analysis| (analysis.name().to_owned(), run(analysis))).collect()
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn tables_and_analyses() -> usize {
    tables(&readings()).len()
}

/// Years of units whose charts are drawn.
const SIZES: [usize; 4] = [2, 13, 200, 5_000];

/// The analysis tables of so many years of units as `size` says, five years a unit where there are enough:
/// the forms of both documents, over and over, under other names. Each size is worked out once.
fn panel(size: usize) -> &'static BTreeMap<String, polars::prelude::DataFrame> {
    static PANELS: [OnceLock<BTreeMap<String, polars::prelude::DataFrame>>; 4] = [const { OnceLock::new() }; 4];
    let at = SIZES.iter().position(|known| *known == size).expect("one of the sizes");
    PANELS[at].get_or_init(|| {
        let (known, years) = (readings(), if size < 5 { 1 } else { 5 });
        let one = |group: usize| {
            let mut reading = known[group % known.len()].clone();
            reading.accounts.clear();
            let year = 2020 + i32::try_from(group % years).expect("few years");
            let file = format!("{group}.txt");
            for project in &mut reading.projects {
                project.year = Some(year);
                project.unit = Some(format!("某市第{}中学", group / years));
                project.place.file = file.as_str().into();
            }
            reading.funding.iter_mut().for_each(|row| row.place.file = file.as_str().into());
            reading.indicators.iter_mut().for_each(|row| row.place.file = file.as_str().into());
            reading
        };
        tables(&(0..size).map(one).collect::<Vec<_>>())
    })
}

/// Every chart at every size.
fn charts_and_sizes() -> impl Iterator<Item = AtSize> {
    SIZES.into_iter().flat_map(|size| Kind::ALL.iter().map(move |kind| AtSize { kind: *kind, size }))
}

/// A chart of so many years of units.
struct AtSize {
    kind: Kind,
    size: usize,
}

impl std::fmt::Display for AtSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.name(), self.size)
    }
}

/// An audit that questions nothing.
static NONE: Marks = Marks { is_audited: true, disputed: Vec::new(), doubts: Vec::new() };

fn request(kind: Kind, tables: &BTreeMap<String, polars::prelude::DataFrame>) -> Request<'_> {
    let audit = Audit { marks: &NONE, is_trusted: false, problems: 0 };
    Request { about: kind.about(), tables, lang: Lang::Zh, sources: &[], pipeline: "bench", audit }
}

/// One chart from its frame; below 5 ms at any size is the aim.
#[divan::bench(args = charts_and_sizes(), sample_count = 10, sample_size = 1)]
fn one_svg(bencher: Bencher, chart: &AtSize) {
    let tables = panel(chart.size);
    bencher.bench(|| charts::draw(&request(chart.kind, tables)));
}

/// One chart as pixels; below 60 ms is the aim. What cannot be drawn of these forms is passed over.
#[divan::bench(args = charts_and_sizes(), sample_count = 5, sample_size = 1)]
fn one_png(bencher: Bencher, chart: &AtSize) {
    let drawing = charts::draw(&request(chart.kind, panel(chart.size))).ok();
    bencher.bench(|| drawing.as_ref().map(|drawing| charts::png(&drawing.svg, 2.0)));
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
