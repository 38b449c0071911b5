//! Records as dataframes, and dataframes as bytes.

use crate::seeds;
use jixiao::analyses::Analysis;
use jixiao::records::Reading;
use jixiao::tables::cells;
use jixiao::tables::columns::{
    self as col, ACCOUNTS, CHECKS, Column, FINDINGS, FUNDING, INDICATORS, PROBLEMS, PROJECTS,
};
use jixiao::tables::frame::{self, Value};
use jixiao::tables::store;
use jixiao::tables::{NAMES, Tables};
use jixiao::values::{MoneyUnit, Wan};
use polars::prelude::{DataType, ParquetReader, SerReader};
use std::io::Cursor;

fn tables() -> Tables {
    Tables::from_readings(&seeds::readings()).expect("tables")
}

#[test]
fn tables_have_their_schema_and_all_rows() {
    let tables = tables();
    let schemas: [(&str, &[Column], usize); 5] = [
        ("projects", &PROJECTS, 23),
        ("funding", &FUNDING, 92),
        ("indicators", &INDICATORS, 183),
        ("accounts", &ACCOUNTS, 21),
        ("problems", &PROBLEMS, 0),
    ];
    for (name, columns, rows) in schemas {
        let table = tables.frame(name).expect("a table");
        assert_eq!(frame::check(&table, columns), Ok(()));
        assert_eq!(table.height(), rows);
    }
    assert_eq!(tables.frame("projects").unwrap().column("executed_wan").unwrap().dtype(), &DataType::Decimal(38, 6));
}

#[test]
fn every_column_is_described_in_both_languages() {
    for column in col::all() {
        for (zh, en) in [(column.zh, column.en), (column.head_zh, column.head_en)] {
            assert!(!zh.is_empty() && !en.is_empty(), "{}", column.name);
            assert!(en.is_ascii() || column.name == "class_level", "{}: {en}", column.name);
        }
    }
}

/// Printed exactly in the accounts, computed as a ratio from them: the one name of two kinds.
const TWO_KINDS: [&str; 1] = ["share_pct"];

#[test]
fn a_name_means_one_thing_or_has_at_least_one_kind_and_heading() {
    let columns: Vec<&Column> = col::all().collect();
    for (at, column) in columns.iter().enumerate() {
        for other in columns[..at].iter().filter(|other| other.name == column.name) {
            assert_eq!(other.unit, column.unit, "{}", column.name);
            assert_eq!((other.head_zh, other.head_en), (column.head_zh, column.head_en), "{}", column.name);
            assert!(other.kind == column.kind || TWO_KINDS.contains(&column.name), "{}", column.name);
            assert_ne!((other.zh, other.en), (column.zh, column.en), "{} stands twice", column.name);
        }
        assert!(col::named(column.name).is_some());
    }
}

#[test]
fn every_column_of_every_table_and_analysis_is_in_the_dictionary() {
    let tables = [
        &PROJECTS[..],
        &FUNDING,
        &INDICATORS,
        &ACCOUNTS,
        &PROBLEMS,
        &FINDINGS,
        &CHECKS,
        &col::DOCUMENTS,
        &col::UNITS,
        &col::SPELLINGS,
    ];
    let answers = Analysis::ALL.iter().map(|analysis| analysis.columns());
    for column in tables.into_iter().chain(answers).flatten() {
        assert!(col::all().any(|known| known == column), "{} is not in the dictionary", column.name);
    }
}

#[test]
fn no_readings_make_empty_tables_of_the_same_schema() {
    let tables = Tables::from_readings(&[]).expect("tables");
    for name in NAMES {
        let table = tables.frame(name).expect("a table");
        assert_eq!(table.height(), 0);
        let head: &[u8] = if name == "checks" { b"file,rule," } else { b"file,page,sheet,line," };
        assert!(store::csv(&table).expect("csv").starts_with(head));
        assert_eq!(store::record_batches(&table).expect("batches").iter().map(|b| b.num_rows()).sum::<usize>(), 0);
    }
}

#[test]
fn a_figure_that_fits_no_column_is_a_problem_with_its_place_and_not_a_rounding() {
    let mut project = seeds::project_of("a.txt", 2020, 1, [None, Some("1"), Some("0.1234567")]);
    project.execution_rate_pct = Some(seeds::decimal("0.0900000762939453"));
    let reading = Reading { projects: vec![project], ..Reading::default() };
    let tables = Tables::from_readings(&[reading]).expect("tables");
    assert_eq!(cells::exacts(&tables.frame("projects").expect("a table"), "executed_wan"), Ok(vec![None]));
    assert_eq!(
        cells::exacts(&tables.frame("projects").expect("a table"), "execution_rate_pct"),
        Ok(vec![Some(seeds::decimal("0.09"))])
    );
    let codes = cells::texts(&tables.frame("problems").expect("a table"), "code").expect("codes");
    assert_eq!(codes, [Some("figure-too-fine".to_owned()), Some("percentage-rounded".to_owned())]);
    assert_eq!(
        cells::texts(&tables.frame("problems").expect("a table"), "severity").expect("severities")[0].as_deref(),
        Some("error")
    );
}

#[test]
fn amounts_come_out_as_they_went_in() {
    let printed = ["2063.10645", "-0.000001", "9999999999999999999999.999999", "0", "27.50", "1e-6"];
    let reading = Reading {
        projects: (1..)
            .zip(printed)
            .map(|(ordinal, text)| {
                let mut project = seeds::project_of("a.txt", 2020, ordinal, [None, None, None]);
                let figure = rust_decimal::Decimal::from_scientific(text).unwrap_or_else(|_| seeds::decimal(text));
                project.executed_wan = Some(Wan::new(figure, MoneyUnit::Wan));
                project
            })
            .collect(),
        ..Reading::default()
    };
    let tables = Tables::from_readings(&[reading]).expect("tables");
    let texts = ["2063.10645", "-0.000001", "9999999999999999999999.999999", "0", "27.5", "0.000001"];
    let found = cells::exacts(&tables.frame("projects").expect("a table"), "executed_wan").expect("amounts");
    assert_eq!(found, texts.map(|text| Some(seeds::decimal(text))));
    let csv = String::from_utf8(store::csv(&tables.frame("projects").expect("a table")).expect("csv")).expect("text");
    let at = PROJECTS.iter().position(|column| column.name == "executed_wan").expect("a column");
    let cells: Vec<&str> = csv.lines().skip(1).map(|line| line.split(',').nth(at).expect("a cell")).collect();
    assert_eq!(cells, texts);
}

#[test]
fn parquet_holds_the_table_and_is_the_same_bytes_every_time() {
    let tables = tables();
    for name in NAMES {
        let table = tables.frame(name).expect("a table");
        let bytes = store::parquet(&table).expect("parquet");
        assert_eq!(bytes, store::parquet(&table).expect("parquet"));
        let read = ParquetReader::new(Cursor::new(bytes)).finish().expect("a table");
        assert!(read.equals_missing(&table));
    }
}

#[test]
fn arrow_batches_hold_exact_decimals() {
    let tables = tables();
    let batches = store::record_batches(&tables.frame("projects").expect("a table")).expect("batches");
    assert_eq!(batches.iter().map(|batch| batch.num_rows()).sum::<usize>(), 23);
    let column = batches[0].column_by_name("executed_wan").expect("a column");
    assert_eq!(column.data_type().to_string(), "Decimal128(38, 6)");
}

#[test]
fn csv_quotes_what_needs_it() {
    let column = [col::PROJECT];
    let rows = [vec![Value::from("“两新”, \"书记\"\n补贴")], vec![Value::Text(None)]];
    let table = frame::frame(&column, &rows).expect("a table");
    let csv = String::from_utf8(store::csv(&table).expect("csv")).expect("text");
    assert_eq!(csv, "project\n\"“两新”, \"\"书记\"\"\n补贴\"\n\n");
}

#[test]
fn a_row_that_does_not_fit_its_columns_is_refused() {
    let columns = [col::EXECUTED_WAN];
    let seven = frame::frame(&columns, &[vec![Value::from(seeds::decimal("0.1234567"))]]);
    assert!(seven.expect_err("refused").message.contains("column executed_wan, row 1"));
    assert!(frame::frame(&columns, &[vec![Value::from("1")]]).is_err());
    assert!(frame::frame(&columns, &[vec![]]).is_err());
}
