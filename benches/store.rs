//! A store of many projects, and the questions asked of it, beside DuckDB on the same files.
//!
//! `cargo bench --bench store` makes a store of made-up rows (1,000,000 projects, 10,000,000 indicators
//! of 20,000 units in five years; `JIXIAO_PROJECTS` sets another number) below `target/bench-store`,
//! once, and asks each question in a process of its own, so that its memory is its own. `PYTHON` names a
//! python3 that has duckdb; without one the peer is left out, and said to be.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a bench that cannot go on has nothing to measure, and seconds are not money"
)]

use jixiao::analyses::Analysis;
use jixiao::pipeline::Store;
use jixiao::tables::columns::{Column, FUNDING, INDICATORS, Kind, PROJECTS};
use jixiao::tables::units::Register;
use jixiao::tables::{DataFrame, Tables, store};
use polars::prelude::{IntoColumn, NamedFrom, NewChunkedArray, Series};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The questions: a name, the analysis, its parameters.
const QUESTIONS: [(&str, Analysis, &str); 5] = [
    ("execution_unit", Analysis::ExecutionDistribution, ""),
    ("execution_purpose", Analysis::ExecutionDistribution, "by = [\"year\", \"purpose\"]"),
    ("gaps_year", Analysis::ScoringGaps, "by = [\"year\"]\naspects = [\"level2\"]"),
    ("gaps_unit", Analysis::ScoringGaps, "aspects = [\"level2\"]"),
    ("comparison", Analysis::YearComparison, "base = 2020\nother = 2024\nresamples = 0"),
];

/// How often each is asked.
const TIMES: usize = 5;

/// Projects of a unit in a year.
const PROJECTS_EACH: usize = 10;

/// Indicators of a project: level 1, level 2, points.
const LEVELS: [(&str, &str, i128); 10] = [
    ("产出", "数量", 15),
    ("产出", "数量", 15),
    ("产出", "质量", 10),
    ("产出", "时效", 5),
    ("产出", "时效", 5),
    ("成本", "经济成本", 10),
    ("效益", "经济效益", 5),
    ("效益", "社会效益", 10),
    ("效益", "社会效益", 5),
    ("满意度", "服务对象满意度", 10),
];

const PURPOSES: [&str; 12] = [
    "equipment",
    "archives",
    "personnel",
    "benefits_paid",
    "it",
    "training",
    "health",
    "education",
    "agriculture",
    "roads",
    "operation",
    "unmatched",
];

const BANDS: [&str; 4] = ["under_10", "10_to_50", "50_to_100", "100_to_500"];

/// The splitmix64 generator.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn exact(&mut self, bound: u64) -> i128 {
        i128::from(self.below(bound))
    }
}

/// One column on its way into a frame.
enum Cells {
    Text(Vec<Option<String>>),
    Exact(Vec<Option<i128>>),
    Count(Vec<Option<u32>>),
}

/// A frame of `columns`, of which `cells` gives some; the others are empty, `year` the same everywhere.
fn frame(columns: &[Column], year: i32, rows: usize, mut cells: Vec<(&str, Cells)>) -> DataFrame {
    let built = columns.iter().map(|column| {
        let name = column.name.into();
        let given = cells.iter().position(|(known, _)| *known == column.name).map(|at| cells.swap_remove(at).1);
        match given {
            Some(Cells::Text(texts)) => Series::new(name, texts).into_column(),
            Some(Cells::Count(counts)) => Series::new(name, counts).into_column(),
            Some(Cells::Exact(figures)) => polars::prelude::Int128Chunked::from_slice_options(name, &figures)
                .into_decimal_unchecked(38, 6)
                .into_column(),
            None if column.kind == Kind::Year => Series::new(name, vec![year; rows]).into_column(),
            None => Series::full_null(name, rows, &column.kind.dtype()).into_column(),
        }
    });
    DataFrame::new(rows, built.collect()).expect("columns of one length")
}

/// Rows of one project, as they go into the three tables.
#[derive(Default)]
struct Rows {
    projects: usize,
    texts: [Vec<Option<String>>; 6],
    ordinals: Vec<Option<u32>>,
    money: [Vec<Option<i128>>; 3],
    points: [Vec<Option<i128>>; 4],
    counts: [Vec<Option<u32>>; 4],
    indicator_of: Vec<usize>,
    levels: [Vec<Option<String>>; 2],
    scores: [Vec<Option<i128>>; 2],
}

const MILLION: i128 = 1_000_000;

impl Rows {
    fn project(&mut self, random: &mut Random, year: i32, unit: usize, ordinal: u32) {
        let adjusted = (1 + random.exact(3_000_000)) * 10_000;
        let executed = if random.below(3) == 0 { adjusted } else { adjusted * (3_000 + random.exact(7_000)) / 10_000 };
        let initial = match random.below(8) {
            0 => None,
            1..4 => Some(adjusted),
            _ => Some(adjusted * (50 + random.exact(130)) / 100),
        };
        let earned = executed * 10 * MILLION / adjusted / 10_000 * 10_000;
        let mut total = earned;
        let mut full = 0;
        for (level1, level2, weight) in LEVELS {
            let weight = weight * MILLION;
            let score = if random.below(6) == 0 { weight * (50 + random.exact(50)) / 100 } else { weight };
            total += score;
            full += u32::from(score == weight);
            self.indicator_of.push(self.projects);
            self.levels[0].push(Some(level1.to_owned()));
            self.levels[1].push(Some(level2.to_owned()));
            self.scores[0].push(Some(weight));
            self.scores[1].push(Some(score));
        }
        let kind = unit % 10;
        let texts = [
            format!("{year}/{unit:05}.txt"),
            format!("云川市第{unit}中心"),
            format!("云川市第{kind}局"),
            format!("项目{}", random.below(100_000)),
            PURPOSES[usize::try_from(random.below(12)).unwrap_or(0)].to_owned(),
            BANDS[usize::try_from(random.below(4)).unwrap_or(0)].to_owned(),
        ];
        self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.push(Some(text)));
        self.ordinals.push(Some(ordinal));
        self.money.iter_mut().zip([initial, Some(adjusted), Some(executed)]).for_each(|(column, sum)| column.push(sum));
        let points = [10 * MILLION, earned, 100 * MILLION, total];
        self.points.iter_mut().zip(points).for_each(|(column, points)| column.push(Some(points)));
        let counts = [10, 10, full, 6];
        self.counts.iter_mut().zip(counts).for_each(|(column, count)| column.push(Some(count)));
        self.projects += 1;
    }

    /// What names a project, for the rows at `of`.
    fn named(&self, of: &[usize]) -> Vec<(&'static str, Cells)> {
        let text = |at: usize| Cells::Text(of.iter().map(|row| self.texts[at][*row].clone()).collect());
        vec![
            ("file", text(0)),
            ("ordinal", Cells::Count(of.iter().map(|row| self.ordinals[*row]).collect())),
            ("unit", text(1)),
            ("department", text(2)),
            ("project", text(3)),
            ("form", Cells::Text(vec![Some("F1".to_owned()); of.len()])),
            ("purpose", text(4)),
            ("size_band", text(5)),
        ]
    }

    fn into_store(self, store: &mut Store, year: i32) {
        let all: Vec<usize> = (0..self.projects).collect();
        let money = |of: &[usize]| -> Vec<(&'static str, Cells)> {
            let names = ["initial_wan", "adjusted_wan", "executed_wan"].into_iter();
            names
                .zip(&self.money)
                .map(|(name, sums)| (name, Cells::Exact(of.iter().map(|row| sums[*row]).collect())))
                .collect()
        };
        let mut projects = self.named(&all);
        projects.extend(money(&all));
        let points = ["execution_weight", "execution_score", "total_weight", "total_score"].into_iter();
        projects.extend(points.zip(&self.points).map(|(name, points)| (name, Cells::Exact(points.clone()))));
        let counts = ["indicator_n", "scored_n", "full_n", "quantitative_n"].into_iter();
        projects.extend(counts.zip(&self.counts).map(|(name, counts)| (name, Cells::Count(counts.clone()))));
        store.put("projects", &frame(&PROJECTS, year, all.len(), projects)).expect("put");
        let mut funding = self.named(&all);
        funding.extend(money(&all));
        funding.push(("source", Cells::Text(vec![Some("current_year_fiscal".to_owned()); all.len()])));
        store.put("funding", &frame(&FUNDING, year, all.len(), funding)).expect("put");
        let mut indicators = self.named(&self.indicator_of);
        let [level1, level2] = self.levels;
        let [weight, score] = self.scores;
        indicators.extend([
            ("level1", Cells::Text(level1.clone())),
            ("level2", Cells::Text(level2.clone())),
            ("level1_canonical", Cells::Text(level1)),
            ("level2_canonical", Cells::Text(level2)),
            ("weight", Cells::Exact(weight)),
            ("score", Cells::Exact(score)),
        ]);
        store.put("indicators", &frame(&INDICATORS, year, self.indicator_of.len(), indicators)).expect("put");
    }
}

/// Makes the store in `dir`, unless it is there.
fn make(dir: &Path, projects: usize) {
    if dir.join("store.json").exists() {
        return;
    }
    let begun = Instant::now();
    let units = projects / 5 / PROJECTS_EACH;
    let mut store = Store::begin(dir, "bench", false).expect("a store");
    for year in 2020..=2024 {
        for first in (0..units).step_by(1_000) {
            let mut rows = Rows::default();
            for unit in first..(first + 1_000).min(units) {
                let mut random = Random((year as u64) << 32 | unit as u64);
                for ordinal in 1..=PROJECTS_EACH {
                    rows.project(&mut random, year, unit, u32::try_from(ordinal).unwrap_or(0));
                }
            }
            rows.into_store(&mut store, year);
            store.commit().expect("committed");
        }
    }
    store.settle(None, &Register::new(&[]).expect("a register")).expect("settled");
    println!(
        "made {projects} projects in {:.0} s, {} MiB",
        begun.elapsed().as_secs_f64(),
        store.manifest().bytes() >> 20
    );
}

/// Asks one question of the store in `dir` and prints what it took; the answer goes to `out`.
fn ask(dir: &Path, question: &str, out: &Path) {
    let (_, analysis, params) = QUESTIONS.iter().find(|(name, ..)| *name == question).expect("a question");
    let mut seconds = Vec::new();
    let mut answer = None;
    for _ in 0..TIMES {
        let begun = Instant::now();
        let (opened, _) = Store::open(dir, "bench").expect("a store");
        let names = ["projects", "funding", "indicators", "accounts"];
        let frames = names.map(|name| (name.to_owned(), opened.lazy(name).expect("a table")));
        let tables = Tables::new(frames);
        let params: toml::Table = params.parse().expect("parameters");
        answer = Some(analysis.run(&tables, params).expect("an answer"));
        seconds.push(begun.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let answer = answer.expect("asked");
    std::fs::write(out, store::csv(&answer).expect("csv")).expect("written");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" 0 kB").trim().to_owned();
    println!("{:.3} {} {}", seconds[TIMES / 2], peak.trim_end_matches(" kB"), answer.height());
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let projects: usize = std::env::var("JIXIAO_PROJECTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let dir: PathBuf = root.join("target/bench-store").join(projects.to_string());
    if let Ok(question) = std::env::var("JIXIAO_QUESTION") {
        ask(&dir, &question, Path::new(&std::env::var("JIXIAO_ANSWER").expect("where to")));
        return;
    }
    std::fs::create_dir_all(&dir).expect("a directory");
    make(&dir, projects);
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let peer = Command::new(&python).args(["-c", "import duckdb"]).output().is_ok_and(|run| run.status.success());
    if !peer {
        println!(
            "{python} has no duckdb: the peer is left out (python3 -m venv V; V/bin/pip install duckdb; PYTHON=V/bin/python)"
        );
    }
    println!("question            ours s   MB     rows  | DuckDB s   MB   ratio  answers");
    for (question, ..) in QUESTIONS {
        let answer = dir.join(format!("{question}.csv"));
        let this = std::env::current_exe().expect("this program");
        let run =
            Command::new(this).env("JIXIAO_QUESTION", question).env("JIXIAO_ANSWER", &answer).output().expect("asked");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let told = String::from_utf8_lossy(&run.stdout).into_owned();
        let parts: Vec<f64> = told.split_whitespace().filter_map(|part| part.parse().ok()).collect();
        print!("{question:18} {:7.3} {:5.0} {:8}  | ", parts[0], parts[1] / 1024.0, parts[2]);
        if !peer {
            println!();
            continue;
        }
        let script = root.join("benches/duckdb_peer.py");
        let run = Command::new(&python).arg(script).args([&dir, Path::new(question), &answer]).output().expect("asked");
        let told = String::from_utf8_lossy(&run.stdout).into_owned();
        let theirs: Vec<&str> = told.split_whitespace().collect();
        match theirs.as_slice() {
            [seconds, peak, same @ ..] => {
                let ratio = parts[0] / seconds.parse::<f64>().unwrap_or(f64::NAN);
                println!("{seconds:>7} {peak:>5}  {ratio:6.2}  {}", same.join(" "));
            }
            _ => println!("failed: {}", String::from_utf8_lossy(&run.stderr)),
        }
    }
}
