//! `docs/tables.md`: every table with its key and columns, written from the dictionary of columns, so
//! that the page cannot tell another thing than the program; and whether the keys are keys.
//! `JIXIAO_BLESS=1` writes the page anew below its prose, which ends where the first table begins.

use crate::program::{jixiao, repository};
use jixiao::tables::columns::{self as col, Column, Kind, Unit};
use jixiao::values::Lang;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A table as the page tells it: name, columns, what a row is, its key, and how it joins.
struct Told {
    name: &'static str,
    columns: &'static [Column],
    row: &'static str,
    key: &'static [&'static str],
    joins: &'static str,
}

const PLACED: [&str; 9] =
    ["file", "page", "sheet", "line", "table_no", "paragraph", "row_no", "column_no", "character"];

const TABLES: [Told; 10] = [
    Told {
        name: "projects",
        columns: &col::PROJECTS,
        row: "one project of a self-evaluation form (项目支出绩效自评表)",
        key: &["project_id"],
        joins: "`funding`, `indicators` and `findings` by `project_id`; `units` by `unit_canonical` = `unit`",
    },
    Told {
        name: "funding",
        columns: &col::FUNDING,
        row: "one row of a form's money block; the row with `source` = `total` prints the project's own figures",
        key: &PLACED,
        joins: "`projects` by `project_id`; `units` by `unit_canonical` = `unit`",
    },
    Told {
        name: "indicators",
        columns: &col::INDICATORS,
        row: "one indicator of a project: what was promised, delivered and scored",
        key: &["project_id", "row"],
        joins: "`projects` by `project_id`; `units` by `unit_canonical` = `unit`. Project, department, unit, year and form stand in every row, so that the table is enough alone",
    },
    Told {
        name: "accounts",
        columns: &col::ACCOUNTS,
        row: "one figure of a department's accounts (部门决算), of the narrative or of the tables 01 to 09",
        key: &PLACED,
        joins: "`units` by `unit_canonical` = `unit`; with `projects` only over sums by unit and year, as the analysis `reconciliation` does",
    },
    Told {
        name: "problems",
        columns: &col::PROBLEMS,
        row: "one thing that was wrong while a document was read",
        key: &[],
        joins: "`documents` by `document` = `file`. Two problems may be told of one place, so there is no key",
    },
    Told {
        name: "findings",
        columns: &col::FINDINGS,
        row: "one contradiction, or thing worth a second look, that a rule found (docs/rules)",
        key: &[
            "file",
            "page",
            "sheet",
            "line",
            "table_no",
            "paragraph",
            "row_no",
            "column_no",
            "character",
            "rule",
            "id",
        ],
        joins: "`projects` by `project_id`, empty where a finding is about accounts; `checks` by `file` and `rule`",
    },
    Told {
        name: "checks",
        columns: &col::CHECKS,
        row: "one rule on one document: how much it looked at",
        key: &["file", "rule"],
        joins: "`findings` by `file` and `rule`; `documents` by `file`",
    },
    Told {
        name: "documents",
        columns: &col::DOCUMENTS,
        row: "one document that was read or refused",
        key: &["file"],
        joins: "every table by `file` (`problems`: by `document`)",
    },
    Told {
        name: "units",
        columns: &col::UNITS,
        row: "one public body under its one name (docs/units.md)",
        key: &["unit"],
        joins: "every table by `unit` = `unit_canonical`",
    },
    Told {
        name: "spellings",
        columns: &col::SPELLINGS,
        row: "one printed spelling and the body it is counted under, or two names left apart",
        key: &["role", "spelling", "canonical", "joined", "evidence"],
        joins: "`units` by `canonical` = `unit`",
    },
];

fn kind(column: &Column) -> &'static str {
    match column.kind {
        Kind::Text => "text",
        Kind::Year => "year",
        Kind::Count | Kind::Whole => "count",
        Kind::Order => "number",
        Kind::Flag => "yes/no",
        Kind::Exact => "decimal",
        Kind::Ratio => "ratio",
    }
}

fn unit(column: &Column) -> &'static str {
    if column.unit == Unit::None { "" } else { column.unit.label(Lang::Zh) }
}

fn section(told: &Told) -> String {
    let key: Vec<String> = told.key.iter().map(|name| format!("`{name}`")).collect();
    let key = match told.key {
        [] => "none".to_owned(),
        key if *key == PLACED => "its place: `file` to `character`".to_owned(),
        key if key.starts_with(&PLACED) => format!("its place, `file` to `character`, with {}", {
            let rest: Vec<String> = key[PLACED.len()..].iter().map(|name| format!("`{name}`")).collect();
            rest.join(" and ")
        }),
        _ => key.join(", "),
    };
    let mut text = format!("## {}\n\nA row is {}. Key: {key}. Joins: {}.\n\n", told.name, told.row, told.joins);
    text += "| column | kind | unit | 含义 | meaning |\n| --- | --- | --- | --- | --- |\n";
    for column in told.columns {
        let (zh, en) = (column.meaning(Lang::Zh), column.meaning(Lang::En));
        writeln!(text, "| `{}` | {} | {} | {zh} | {en} |", column.name, kind(column), unit(column)).unwrap();
    }
    text + "\n"
}

#[test]
fn the_page_of_tables_tells_the_dictionary() {
    let page = repository().join("docs/tables.md");
    let written = std::fs::read_to_string(&page).expect("docs/tables.md");
    let (prose, _) = written.split_once("\n## projects\n").expect("prose, and the tables below it");
    let sections: String = TABLES.iter().map(section).collect();
    let expected = format!("{prose}\n{}\n", sections.trim_end());
    if std::env::var("JIXIAO_BLESS").is_ok() {
        std::fs::write(&page, &expected).expect("the page");
    }
    let names: Vec<&str> = TABLES.iter().map(|told| told.name).collect();
    assert_eq!(names, jixiao::tables::RECORDS, "a table is missing from the page");
    let found = std::fs::read_to_string(&page).expect("docs/tables.md; JIXIAO_BLESS=1 writes it");
    assert!(found == expected, "docs/tables.md is stale; JIXIAO_BLESS=1 writes it anew");
}

/// The documents of a folder, read once into a store.
struct Stored(tempfile::TempDir);

impl Stored {
    fn of(folders: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let store = folder.path().join("store").to_string_lossy().into_owned();
        let ran = jixiao(&repository(), &[&["ingest"], folders, &["--store", &store]].concat());
        // What the store holds is told on standard error; documents of other kinds may be refused.
        assert!(ran.err.contains("store: projects "), "{}{}", ran.out, ran.err);
        Self(folder)
    }

    /// The rows of a table as JSON.
    fn rows(&self, name: &str) -> Vec<serde_json::Map<String, serde_json::Value>> {
        let ran = jixiao(self.0.path(), &["table", "store", name, "--json"]);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{name}: {error}\n{}", ran.err))
    }
}

/// Folders with documents of every format.
const FOLDERS: [&str; 3] = ["data/raw/fengtai", "tests/cases/families", "tests/cases/documents"];

#[test]
fn the_keys_of_the_page_are_keys_and_its_joins_find_their_rows() {
    for folder in FOLDERS {
        let stored = Stored::of(&[folder]);
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for told in TABLES.iter().filter(|told| !told.key.is_empty()) {
            let rows = stored.rows(told.name);
            let key = |row: &serde_json::Map<String, serde_json::Value>| {
                told.key.iter().map(|name| row[*name].to_string()).collect::<Vec<_>>()
            };
            let keys: BTreeSet<Vec<String>> = rows.iter().map(key).collect();
            println!("{folder} {}: {} rows, {} keys", told.name, rows.len(), keys.len());
            assert_eq!(keys.len(), rows.len(), "{folder}: the key of {} is none", told.name);
            let project = rows.iter().filter_map(|row| row.get("project_id")?.as_str());
            if told.name == "projects" {
                ids.extend(project.map(str::to_owned));
                assert!(!ids.is_empty(), "{folder}: no project");
            } else {
                project.for_each(|id| assert!(ids.contains(id), "{folder}: {} names {id}", told.name));
            }
        }
    }
}

/// Which columns tell the place of every row that comes from a document of a format.
const TOLD: [(&str, &[&str], &[&str]); 5] = [
    ("docx", &["table_no", "row_no", "column_no"], &["page", "sheet", "line", "paragraph"]),
    ("html", &["line", "table_no", "row_no", "column_no"], &["page", "sheet", "paragraph"]),
    ("pdf", &["page", "table_no", "row_no", "column_no"], &["sheet", "line", "paragraph"]),
    ("xlsx", &["sheet", "row_no", "column_no"], &["page", "line", "table_no", "paragraph"]),
    ("txt", &["line"], &["page", "sheet", "table_no", "paragraph", "row_no", "column_no"]),
];

#[test]
fn every_row_of_a_form_tells_all_of_its_place_that_the_format_knows() {
    let stored = Stored::of(&["tests/cases/families", "data/raw/fengtai"]);
    for name in ["projects", "funding", "indicators"] {
        let all = stored.rows(name);
        for (format, told, untold) in TOLD {
            let ends = |row: &&serde_json::Map<String, serde_json::Value>| {
                row["file"].as_str().is_some_and(|file| file.ends_with(&format!(".{format}")))
            };
            let of: Vec<_> = all.iter().filter(ends).collect();
            println!("{name} {format}: {} rows", of.len());
            assert!(of.len() >= 10, "{name} {format}: {} rows", of.len());
            for row in of {
                // A form begins with its title, above its table.
                let titled = name == "projects" && row["row_no"].is_null();
                let expected: &[&str] = if titled { &told[..0] } else { told };
                expected.iter().for_each(|column| assert!(!row[*column].is_null(), "{name}: no {column} in {row:#?}"));
                let wrong = |column: &&&str| !row[**column].is_null() && !titled;
                assert_eq!(untold.iter().find(wrong), None, "{name}: {row:#?}");
            }
        }
    }
}
