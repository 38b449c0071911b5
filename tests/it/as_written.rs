//! Documents as programs write them: every file of `../shared/cases/documents` is read and compared
//! with what `INDEX.tsv` says of it. `JIXIAO_TOLD=1` lists what is not right, file by file.
//!
//! *right*: the records of `base/form.html` (or `base/accn.html`), or the change the index names;
//! *told*: not right, and a doubt or an error says so; *silent*: not right, and nothing says so.

use jixiao::problem::Severity;
use jixiao::records::{Labels, Reading, Record};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/documents")
}

/// The fields of a reading by record and name, blanks and places aside.
type Fields = BTreeMap<String, String>;

fn fields(reading: &Reading) -> Fields {
    let mut fields = Fields::new();
    for record in reading.records() {
        if matches!(record, Record::Problem(_)) {
            continue;
        }
        let value = serde_json::to_value(&record).expect("records are JSON");
        let object = value.as_object().expect("a record is an object");
        let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| object.get(name).map(Value::to_string).unwrap_or_default();
        let key = match text("record").as_str() {
            "account" => {
                let row = if text("class_code").is_empty() { text("label") } else { text("class_code") };
                format!("account {} {row} {}", text("table"), text("column_kind"))
            }
            kind => format!("{kind} {} {}{}", number("ordinal"), text("source"), number("row")),
        };
        let passed = ["record", "place", "ordinal", "row", "column", "column_kind", "table", "level1_inferred"];
        for (name, value) in object.iter().filter(|(name, value)| !passed.contains(&name.as_str()) && !value.is_null())
        {
            if key.starts_with("account") && !["amount_wan", "label", "class_code"].contains(&name.as_str()) {
                continue;
            }
            let shown = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            let shown: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
            let plain = shown.parse::<rust_decimal::Decimal>().map_or(shown, |number| number.normalize().to_string());
            fields.insert(format!("{key} {name}"), plain);
        }
    }
    fields
}

/// What a file comes to: its fields and how many doubts and errors it has, and what those say.
struct Read {
    fields: Fields,
    problems: Vec<String>,
}

fn read(path: &Path, labels: &Labels) -> Read {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let (fields, problems) = match jixiao::documents::read(&name, &bytes) {
        Ok(document) => {
            let reading = jixiao::records::read(&document, labels);
            (fields(&reading), reading.problems)
        }
        Err(problem) => (Fields::new(), vec![problem]),
    };
    let weighty = problems.iter().filter(|problem| problem.severity != Severity::Note);
    let problems = weighty.map(|problem| format!("{} {}", problem.code, problem.message.en)).collect();
    Read { fields, problems }
}

/// What the figure that the index speaks of is changed to, in the files that change one.
fn changed(file: &str, mut fields: Fields) -> Fields {
    let mut set = |key: &str, value: &str| match value {
        "" => drop(fields.remove(key)),
        value => drop(fields.insert(key.to_owned(), value.to_owned())),
    };
    let current = "funding 1 current_year_fiscal";
    match file {
        "h40c-negative.html" | "h40g-negative.html" => {
            set(&format!("{current} adjusted_wan"), "-8.13");
            set(&format!("{current} execution_rate_pct"), "");
        }
        "x05b-red-negative.xlsx" => {
            set(&format!("{current} adjusted_wan"), "-11.87");
            set(&format!("{current} execution_rate_pct"), "");
        }
        "x03d-wan-cond.xlsx" => {
            for row in ["funding 1 total", "project 1 "] {
                set(&format!("{row} adjusted_wan"), "118.4");
                set(&format!("{row} executed_wan"), "112.9");
            }
            set(&format!("{current} adjusted_wan"), "111.9");
            set(&format!("{current} executed_wan"), "106.4");
        }
        "x61-date.xlsx" => {
            set("indicator 1 4 target", "2023年11月");
            set("indicator 1 4 target_op", "");
            set("indicator 1 4 target_value", "");
            set("indicator 1 4 target_unit", "");
            set("indicator 1 4 actual", "2023年11月8日");
            set("indicator 1 4 actual_value", "");
            set("indicator 1 4 actual_unit", "");
        }
        "p35-corrected-over-white-box.pdf" => set(&format!("{current} executed_wan"), "105.11"),
        "p16-number-over-rule.pdf" => {
            for (name, value) in fields.iter_mut().filter(|(name, _)| name.ends_with("_wan")) {
                let amount: rust_decimal::Decimal = value.parse().expect(name);
                *value = (amount * rust_decimal::Decimal::from(1_000_000)).normalize().to_string();
            }
        }
        "p34-page-twice-in-tree.pdf" => {
            let again = fields.iter().map(|(name, value)| (name.replacen(" 1 ", " 2 ", 1), value.clone()));
            fields.extend(again.collect::<Vec<_>>());
        }
        "a02-lanci-planted.html" | "a03-no-lanci-planted.html" => set("account 03 2070104 total amount_wan", "757.11"),
        _ => {}
    }
    fields
}

/// How a file came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Right,
    Told,
    Silent,
}

/// How the file came out, and what differs.
fn judge(file: &str, right: &Fields, read: &Read) -> (Outcome, Vec<String>) {
    let told = if read.problems.is_empty() { Outcome::Silent } else { Outcome::Told };
    let named = |word: &str| read.problems.iter().any(|problem| problem.contains(word));
    match file {
        "x60-encrypted.xlsx" | "d40-encrypted.docx" if named("password") => return (Outcome::Right, Vec::new()),
        "p33b-type3-without-digits.pdf" if named("signs-unknown") => return (Outcome::Right, Vec::new()),
        _ => {}
    }
    let mut differing: Vec<String> = right
        .iter()
        .filter(|(name, value)| read.fields.get(*name) != Some(value))
        .map(|(name, value)| format!("{name}: {value} / {}", read.fields.get(name).map_or("", |value| value)))
        .collect();
    let others = read.fields.iter().filter(|(name, _)| !right.contains_key(*name));
    // The three-line table on the second page of this file may be read as well.
    let others = others.filter(|(name, _)| !(file.starts_with("p03c") && name.starts_with("account 05")));
    differing.extend(others.map(|(name, value)| format!("{name}:  / {value}")));
    (if differing.is_empty() { Outcome::Right } else { told }, differing)
}

#[test]
fn documents_are_read_as_programs_write_them() {
    let Ok(index) = std::fs::read_to_string(folder().join("INDEX.tsv")) else {
        println!("no ../shared/cases/documents here");
        return;
    };
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let form = read(&folder().join("base/form.html"), &labels).fields;
    let accounts = read(&folder().join("base/accn.html"), &labels).fields;
    assert!(form.len() > 80 && accounts.len() >= 100, "{} {}", form.len(), accounts.len());
    let mut kinds: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let lists = std::env::var("JIXIAO_TOLD").is_ok();
    for line in index.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (kind, file, answer) = (columns[0], columns[1], columns[4]);
        let base = if answer.contains("acc") || file.starts_with('a') { &accounts } else { &form };
        let read = read(&folder().join(kind).join(file), &labels);
        let (outcome, differing) = judge(file, &changed(file, base.clone()), &read);
        kinds.entry(kind.to_owned()).or_default()[outcome as usize] += 1;
        if lists && outcome != Outcome::Right {
            let word = if outcome == Outcome::Told { "told" } else { "SILENT" };
            println!("{kind} {file} {word} ({} differ; {})", differing.len(), columns[5]);
            differing.iter().take(6).for_each(|line| println!("    {line}"));
            read.problems.iter().take(3).for_each(|problem| println!("    ! {problem}"));
        }
    }
    println!("kind  right  told  silent");
    let mut sum = [0; 3];
    for (kind, counts) in &kinds {
        println!("{kind}   {:>5} {:>5} {:>7}", counts[0], counts[1], counts[2]);
        (0..3).for_each(|at| sum[at] += counts[at]);
    }
    println!("all   {:>5} {:>5} {:>7}", sum[0], sum[1], sum[2]);
    assert!(sum[0] >= RIGHT, "{} files are right, fewer than {RIGHT}", sum[0]);
    assert!(sum[2] == SILENT, "{} files are wrong in silence, more than {SILENT}", sum[2]);
}

/// How many files are right at least, and wrong in silence at most.
const RIGHT: usize = 78;
const SILENT: usize = 0;

/// What a reader leaves out or cannot know of such files is told, each kind by its own code.
#[test]
fn what_is_left_out_is_told_by_its_code() {
    let folder = crate::program::repository().join("../shared/cases/documents");
    if !folder.is_dir() {
        println!("{} is not there: left out", folder.display());
        return;
    }
    let ran = crate::program::jixiao(&crate::program::repository(), &["records", "../shared/cases/documents"]);
    for code in [
        "file-encrypted",
        "marks-raised",
        "parts-hidden",
        "stream-damaged",
        "text-overlaid",
        "text-struck",
        "signs-unknown",
        "page-cut",
        "figure-absurd",
    ] {
        assert!(ran.out.contains(&format!("\"code\":\"{code}\"")), "{code} is told nowhere");
    }
}
