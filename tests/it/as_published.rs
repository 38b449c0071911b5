//! Published forms that nobody here made, and small cases of what went wrong on such: twelve forms of
//! nine provinces as tables and as four web converters write them, and `../shared/cases/forms`, each
//! compared field by field with what a person read. The counts are printed, and every share has its floor.

use jixiao::documents;
use jixiao::records::{self, Indicator, Labels, Project, Reading};
use rust_decimal::Decimal;
use serde_json::Value;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

/// What became of the fields of a paper.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// As a person reads them; blank where the paper is blank.
    right: u32,
    /// Another value than the paper's, or one where it has none.
    wrong: u32,
    /// Nothing, where the paper says something.
    lost: u32,
}

impl Tally {
    fn of_100(self, count: u32) -> f64 {
        100.0 * f64::from(count) / f64::from(self.right + self.wrong + self.lost).max(1.0)
    }

    fn print(self, name: &str) {
        let [right, wrong, lost] = [self.right, self.wrong, self.lost].map(|count| self.of_100(count));
        let fields = self.right + self.wrong + self.lost;
        println!("{name:28} {fields:6}  right {right:5.1} %  wrong {wrong:5.2} %  lost {lost:5.1} %");
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.lost += other.lost;
    }
}

/// One paper against its answer: the counts, and what was wrong or lost, for people.
struct Judge {
    tally: Tally,
    told: Vec<String>,
}

impl Judge {
    /// Whether `found` is what `answer` says; a blank field that stays blank is not counted.
    fn field(&mut self, name: &str, found: Option<String>, answer: &Value) {
        if answer.as_str() == Some("~") || (found.is_none() && allows(answer, None)) {
            return;
        }
        match found {
            found if allows(answer, found.as_deref()) => self.tally.right += 1,
            Some(found) => {
                self.tally.wrong += 1;
                self.told.push(format!("wrong {name}: `{found}` for {answer}"));
            }
            None => {
                self.tally.lost += 1;
                self.told.push(format!("lost {name}: {answer}"));
            }
        }
    }
}

/// Whether an answer holds for `found`; `any` lists several that do.
fn allows(answer: &Value, found: Option<&str>) -> bool {
    match answer {
        Value::Null => found.is_none(),
        Value::Object(either) => {
            either.get("any").and_then(Value::as_array).is_some_and(|any| any.iter().any(|one| allows(one, found)))
        }
        Value::Array(any) => any.iter().any(|one| allows(one, found)),
        Value::String(text) => found.is_some_and(|found| plain(found) == plain(text)),
        Value::Number(number) => {
            let decimal = |text: &str| text.parse::<Decimal>().ok().map(|number| number.normalize());
            found.is_some_and(|found| decimal(found).is_some() && decimal(found) == decimal(&number.to_string()))
        }
        _ => false,
    }
}

/// A text without what converters change: blanks, the width of signs, and points behind a level's name.
fn plain(text: &str) -> String {
    let width = |sign: char| match sign {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '，' => ',',
        '；' => ';',
        '％' => '%',
        '＞' => '>',
        '＜' => '<',
        '＝' => '=',
        sign => sign,
    };
    text.chars().filter(|sign| !sign.is_whitespace()).map(width).collect()
}

/// A level's name without 指标 and without the points some forms print behind it.
fn level(text: &str) -> String {
    let bare = plain(text);
    let bare = bare.split('(').next().unwrap_or_default();
    bare.strip_suffix("指标").unwrap_or(bare).to_owned()
}

fn text(value: Option<Decimal>) -> Option<String> {
    value.map(|value| value.normalize().to_string())
}

/// The row of `found` for each row of the answer: as they stand where both have as many, else by name.
fn pairs<'a>(found: &[&'a Indicator], names: &[String]) -> Vec<Option<&'a Indicator>> {
    if found.len() == names.len() {
        return found.iter().copied().map(Some).collect();
    }
    let mut from = 0;
    let pair = |name: &String| {
        let same = |row: &&Indicator| row.level3.as_deref().is_some_and(|found| plain(found) == plain(name));
        let at = found.iter().skip(from).position(same).map(|at| at + from)?;
        from = at + 1;
        Some(found[at])
    };
    names.iter().map(pair).collect()
}

/// What an answer calls the fields of a row, by key or by position.
fn row_field(row: &Value, at: usize) -> Value {
    const KEYS: [&str; 7] = ["level1", "level2", "level3", "target", "actual", "weight", "score"];
    match row {
        Value::Array(fields) => fields.get(at).cloned().unwrap_or(Value::Null),
        row => row.get(KEYS[at]).cloned().unwrap_or(Value::Null),
    }
}

fn judge(reading: &Reading, answer: &Value) -> Judge {
    let mut judge = Judge { tally: Tally::default(), told: Vec::new() };
    let none = Project::default();
    let project = reading.projects.first().unwrap_or(&none);
    let of = |key: &str| answer.get(key).cloned();
    let mut told = |name: &str, found: Option<String>, answer: Option<Value>| {
        if let Some(answer) = answer {
            judge.field(name, found, &answer);
        }
    };
    told("project", project.project.clone(), of("project"));
    told("department", project.department.clone(), of("department"));
    told("unit", project.unit.clone(), of("unit"));
    // Years stand as texts in some answers.
    told("year", project.year.map(|year| year.to_string()), of("year"));
    told("total_weight", text(project.total_weight), of("total_weight"));
    told("total_score", text(project.total_score), of("total_score"));
    let total = of("total").unwrap_or(Value::Null);
    let amounts = [project.initial_wan, project.adjusted_wan, project.executed_wan];
    for (key, amount) in ["initial", "adjusted", "executed"].into_iter().zip(amounts) {
        told(key, text(amount.map(|amount| amount.decimal())), total.get(key).cloned());
    }
    let points = [project.execution_rate_pct, project.execution_weight, project.execution_score];
    for (key, value) in ["rate", "weight", "score"].into_iter().zip(points) {
        told(key, text(value), total.get(key).cloned());
    }
    let rows = of("indicators").and_then(|rows| rows.as_array().cloned()).unwrap_or_default();
    rows_judged(&mut judge, reading, &rows);
    judge
}

fn rows_judged(judge: &mut Judge, reading: &Reading, rows: &[Value]) {
    let found: Vec<&Indicator> = reading.indicators.iter().filter(|row| row.ordinal == 1).collect();
    let names: Vec<String> = rows.iter().map(|row| row_field(row, 2).as_str().unwrap_or_default().to_owned()).collect();
    let of_level = |found: Option<&String>| found.map(|found| level(found));
    for (at, (row, pair)) in rows.iter().zip(pairs(&found, &names)).enumerate() {
        let none = Indicator::default();
        let pair = pair.unwrap_or(&none);
        let levels = [of_level(pair.level1.as_ref()), of_level(pair.level2.as_ref())];
        for (column, found) in levels.into_iter().enumerate() {
            let answer = match row_field(row, column) {
                Value::String(text) if text != "~" => Value::String(level(&text)),
                answer => answer,
            };
            judge.field(&format!("row {} level {}", at + 1, column + 1), found, &answer);
        }
        let texts = [pair.level3.clone(), pair.target.clone(), pair.actual.clone()];
        let points = [text(pair.weight), text(pair.score)];
        for (column, found) in texts.into_iter().chain(points).enumerate() {
            judge.field(&format!("row {} field {}", at + 1, column + 3), found, &row_field(row, column + 2));
        }
    }
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases")
}

/// The reading of a file; an empty one where it is refused.
fn reading(path: &Path, labels: &Labels) -> Reading {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    documents::read(&name, &bytes).map(|document| records::read(&document, labels)).unwrap_or_default()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What is shown of a paper where somebody asks with `JIXIAO_TOLD=1`.
fn show(path: &Path, judge: &Judge) {
    judge.tally.print(&format!("  {}", path.file_name().unwrap().to_string_lossy()));
    if std::env::var("JIXIAO_TOLD").is_ok() {
        judge.told.iter().for_each(|line| println!("      {line}"));
    }
}

fn answer(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn published_forms_are_read_as_a_person_reads_them() {
    let labels = Labels::built_in().unwrap();
    let published = cases().join("published");
    let (mut tables, mut texts) = (Tally::default(), Tally::default());
    for shape in ["html", "text/bs4", "text/html2text", "text/inscriptis", "text/traf112"] {
        let mut of_shape = Tally::default();
        for path in sorted(&published.join(shape)) {
            let number = path.file_stem().unwrap().to_string_lossy().into_owned();
            let judged = judge(&reading(&path, &labels), &answer(&published.join(format!("truth/{number}.json"))));
            show(&path, &judged);
            of_shape += judged.tally;
        }
        of_shape.print(shape);
        *(if shape == "html" { &mut tables } else { &mut texts }) += of_shape;
    }
    tables.print("tables");
    texts.print("texts");
    assert!(tables.of_100(tables.right) >= 99.0 && tables.wrong == 0, "published tables: {tables:?}");
    assert!(texts.of_100(texts.right) >= 93.0 && texts.of_100(texts.wrong) < 0.2, "published texts: {texts:?}");
}

#[test]
fn small_cases_of_forms_are_read_right() {
    let labels = Labels::built_in().unwrap();
    let mut all = Tally::default();
    for path in sorted(&cases().join("forms")) {
        let beside = path.with_extension("json");
        if path.extension().is_some_and(|ending| ending == "json") || !beside.exists() {
            continue;
        }
        let judged = judge(&reading(&path, &labels), &answer(&beside));
        show(&path, &judged);
        all += judged.tally;
    }
    all.print("cases");
    assert!(all.of_100(all.right) >= 96.0 && all.wrong == 0, "cases of forms: {all:?}");
}
