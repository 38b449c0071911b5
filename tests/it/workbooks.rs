//! The workbook of a run, read back by another library: every figure is the one in the files beside it,
//! formulas carry their results and give them again, and hostile names are texts.

use crate::program::{jixiao, project, repository};
use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::str::FromStr as _;

/// The row of a sheet's headings.
const HEAD: usize = 2;

struct Book {
    sheets: BTreeMap<String, Range<Data>>,
    formulas: BTreeMap<String, Range<String>>,
}

fn book(path: &Path) -> Book {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let names = book.sheet_names().clone();
    let sheets = names.iter().map(|name| (name.clone(), book.worksheet_range(name).expect("a sheet"))).collect();
    let formulas = names.iter().map(|name| (name.clone(), book.worksheet_formula(name).expect("formulas"))).collect();
    Book { sheets, formulas }
}

/// The rows of a table's file, the headings first.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("a table");
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The name of every table and of its sheet, as the first sheet lists them.
fn contents(book: &Book, claims: &str) -> Vec<(String, String)> {
    let sheet = &book.sheets[claims];
    let text = |row: &[Data], at: usize| row.get(at).map(ToString::to_string).unwrap_or_default();
    let rows = sheet.rows().skip_while(|row| text(row, 3) != "文件中的名称").skip(1);
    rows.filter(|row| !text(row, 3).is_empty()).map(|row| (text(row, 3), text(row, 1))).collect()
}

fn same(told: &Data, kept: &str) -> bool {
    let number = |text: &str| Decimal::from_str(text).ok();
    match told {
        Data::Empty => kept.is_empty(),
        Data::Bool(truth) => kept == truth.to_string(),
        // Ratios have nine decimals in a report and ten in a file; everything else is the same to the digit.
        Data::Float(told) => match (number(kept), number(&told.to_string())) {
            (Some(kept), Some(told)) if kept.scale() > 9 => (kept - told).abs() < Decimal::new(1, 9),
            (kept, told) => kept == told,
        },
        // What a binary fraction cannot hold is a text with the same digits.
        Data::String(told) if number(kept).is_some() => number(told) == number(kept),
        _ => true,
    }
}

#[test]
fn every_figure_of_the_tables_is_in_the_workbook() {
    let folder = tempfile::tempdir().expect("a directory");
    let out = folder.path().join("out");
    let ran =
        jixiao(&repository(), &["run", "pipelines/fengtai-2020-2024.toml", "--out", out.to_str().expect("a name")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let book = book(&out.join("workbook.xlsx"));
    let contents = contents(&book, "要点");
    let (mut tables, mut figures, mut texts) = (0, 0, 0);
    for (table, sheet) in contents.iter().filter(|(table, _)| table != "columns") {
        let kept = rows(&out.join(format!("tables/{table}.csv")));
        let sheet = &book.sheets[sheet];
        let told: Vec<&[Data]> = sheet.rows().skip(HEAD + 1).take(kept.len() - 1).collect();
        assert_eq!(told.len(), kept.len() - 1, "{table}");
        for (told, kept) in told.iter().zip(&kept[1..]) {
            for (at, kept) in kept.iter().enumerate() {
                let told = told.get(at).unwrap_or(&Data::Empty);
                assert!(same(told, kept), "{table}, column {at}: {told:?} for {kept}");
                figures += usize::from(matches!(told, Data::Float(_)));
                texts += usize::from(matches!(told, Data::String(_)));
            }
        }
        tables += 1;
    }
    println!("{tables} tables, {figures} figures, {texts} texts of the workbook are those of the files");
    assert!(tables >= 27 && figures >= 8_900 && texts >= 9_000, "{tables} {figures} {texts}");
}

#[test]
fn formulas_carry_their_results_and_texts_stay_texts() {
    let folder = project();
    let root = folder.path();
    let path = root.join("data/example-2024.txt");
    let text = fs::read_to_string(&path).expect("the example");
    let name = text.lines().find_map(|line| line.split_once("项目名称")).map(|(_, rest)| rest.trim().to_owned());
    let name = name.filter(|name| !name.is_empty()).expect("a name");
    fs::write(&path, text.replace(&name, "=cmd()|'/c calc'!A0")).expect("written");
    let ran = jixiao(root, &["run", "data", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let first = fs::read(root.join("out/workbook.xlsx")).expect("a workbook");
    let book = book(&root.join("out/workbook.xlsx"));
    let sheet = contents(&book, "要点").into_iter().find(|(table, _)| table == "project_execution").expect("a table").1;
    let named =
        book.sheets[&sheet].rows().flatten().any(|cell| *cell == Data::String("=cmd()|'/c calc'!A0".to_owned()));
    assert!(named, "the name stands there as it is: {:?}", book.sheets[&sheet]);
    let formulas: Vec<&String> =
        book.formulas.values().flat_map(|range| range.rows().flatten()).filter(|formula| !formula.is_empty()).collect();
    assert!(formulas.iter().any(|formula| formula.starts_with("SUBTOTAL(109,")), "{formulas:?}");
    assert!(formulas.iter().any(|formula| formula.contains("*100")), "{formulas:?}");
    assert!(formulas.iter().all(|formula| !formula.contains("cmd")), "{formulas:?}");
    // The last row is the sum of the rows above it.
    let table = rows(&root.join("out/tables/project_execution.csv"));
    let at = table[0].iter().position(|name| name == "executed_wan").expect("a column");
    let sum: Decimal = table[1..].iter().filter_map(|row| Decimal::from_str(&row[at]).ok()).sum();
    let last = book.sheets[&sheet].rows().next_back().expect("a row")[at].to_string();
    assert_eq!(Decimal::from_str(&last).ok(), Some(sum.normalize()));
    fs::remove_dir_all(root.join("out")).expect("removed");
    let again = jixiao(root, &["run", "data", "--out", "out"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(first == fs::read(root.join("out/workbook.xlsx")).expect("a workbook"), "the same bytes");
}
