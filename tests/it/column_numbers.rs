//! The row 栏次 (1 2 3 …) under the headings of the tables of accounts: every table of the national form
//! with it and without, merged and not, its code in one column or in three, in every shape and format a
//! test can write. What is read must be what the table was made of.

use crate::office::archive;
use crate::sheets::{Box, Shape, Sheet, cell};
use jixiao::documents::{Document, read};
use jixiao::records::{Account, Labels};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How the row that counts columns is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counting {
    /// Not at all.
    None,
    /// One cell over code and name.
    Merged,
    /// In the first cell, the name's left empty.
    First,
    /// In the name's cell, beside 类 款 项 that reach down into the row of totals.
    Levels,
    /// The numbers alone.
    Bare,
}

const COUNTINGS: [Counting; 5] = [Counting::None, Counting::Merged, Counting::First, Counting::Levels, Counting::Bare];

/// A table by class: its number, title, and columns, each with the heading above it.
const BY_CLASS: [(&str, &str, &[(&str, &str)]); 5] = [
    (
        "02",
        "收入决算表",
        &[
            ("", "本年收入合计"),
            ("", "财政拨款收入"),
            ("", "上级补助收入"),
            ("", "事业收入"),
            ("", "经营收入"),
            ("", "附属单位上缴收入"),
            ("", "其他收入"),
        ],
    ),
    (
        "03",
        "支出决算表",
        &[
            ("", "本年支出合计"),
            ("", "基本支出"),
            ("", "项目支出"),
            ("", "上缴上级支出"),
            ("", "经营支出"),
            ("", "对附属单位补助支出"),
        ],
    ),
    (
        "05",
        "一般公共预算财政拨款支出决算表",
        &[("本年支出", "小计"), ("本年支出", "基本支出"), ("本年支出", "项目支出")],
    ),
    (
        "08",
        "政府性基金预算财政拨款收入支出决算表",
        &[
            ("", "年初结转和结余"),
            ("", "本年收入"),
            ("本年支出", "小计"),
            ("本年支出", "基本支出"),
            ("本年支出", "项目支出"),
            ("", "年末结转和结余"),
        ],
    ),
    (
        "09",
        "国有资本经营预算财政拨款支出决算表",
        &[("本年支出", "合计"), ("本年支出", "基本支出"), ("本年支出", "项目支出")],
    ),
];

const ROWS: [(&str, &str); 7] = [
    ("", "合计"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
];

/// An amount of row `row` and column `column`; no two of a table are alike, and some are whole numbers.
fn amount(row: usize, column: usize) -> String {
    if (row + column) % 4 == 3 {
        format!("{}", 40 * row + column)
    } else {
        format!("{}.{:02}", 40 * row + column, 11 + row)
    }
}

/// What a figure must be: table, code or label, kind of column, amount.
type Truth = BTreeSet<String>;

fn wide(text: &str, across: usize, down: usize) -> Box {
    Box { text: text.into(), across, down }
}

/// The numbers of a row that counts, behind its name.
fn numbers(columns: usize) -> Vec<Box> {
    (1..=columns).map(|at| cell(at.to_string())).collect()
}

/// A table by class, and what it says.
fn by_class(at: usize, counting: Counting, levels: bool) -> (Sheet, Truth) {
    let (number, title, columns) = BY_CLASS[at];
    let codes = if levels { 3 } else { 1 };
    let deep = columns.iter().any(|(above, _)| !above.is_empty());
    let mut first = vec![wide("项目", codes + 1, 1)];
    let mut second = vec![wide("功能分类科目编码", codes, 1), cell("科目名称")];
    for (order, (above, heading)) in columns.iter().enumerate() {
        if above.is_empty() {
            first.push(wide(heading, 1, 2));
            continue;
        }
        let opens = order == 0 || columns[order - 1].0 != *above;
        if opens {
            first.push(wide(above, columns.iter().filter(|(other, _)| other == above).count(), 1));
        }
        second.push(cell(*heading));
    }
    let _ = deep;
    let mut rows = vec![first, second];
    let mut total = vec![wide("合计", codes + 1, 1)];
    match counting {
        Counting::None => {}
        Counting::Merged => rows.push([vec![wide("栏次", codes + 1, 1)], numbers(columns.len())].concat()),
        Counting::First => {
            let empty = (0..codes).map(|_| cell(""));
            rows.push(std::iter::once(cell("栏次")).chain(empty).chain(numbers(columns.len())).collect());
        }
        Counting::Levels if levels => {
            let names = ["类", "款", "项"].map(|name| wide(name, 1, 2));
            rows.push([names.to_vec(), vec![cell("栏次")], numbers(columns.len())].concat());
            total = vec![cell("合计")];
        }
        Counting::Levels => {
            rows.push([vec![wide("", 1, 1), cell("栏次")], numbers(columns.len())].concat());
        }
        Counting::Bare => {
            let empty = (0..=codes).map(|_| cell(""));
            rows.push(empty.chain(numbers(columns.len())).collect());
        }
    }
    let mut truth = Truth::new();
    for (row, (code, name)) in ROWS.iter().enumerate() {
        let mut cells = if row == 0 {
            total.clone()
        } else if levels {
            let parts = [(0, 3), (3, 5), (5, 7)].map(|(from, to)| cell(code.get(from..to).unwrap_or("")));
            [parts.to_vec(), vec![cell(*name)]].concat()
        } else {
            vec![cell(*code), cell(*name)]
        };
        for (column, (_, heading)) in columns.iter().enumerate() {
            cells.push(cell(amount(row + 1, column)));
            truth.insert(format!(
                "{number} {} {} {}",
                if row == 0 { "合计" } else { code },
                kind(heading),
                amount(row + 1, column)
            ));
        }
        rows.push(cells);
    }
    (Sheet { title: vec![title.into(), "单位：万元".into()], rows }, truth)
}

/// The kind that a heading must be read as.
fn kind(heading: &str) -> &'static str {
    match heading {
        "本年收入合计" | "本年支出合计" | "小计" | "合计" => "Total",
        "财政拨款收入" => "Fiscal",
        "上级补助收入" => "Superior",
        "事业收入" => "Undertaking",
        "经营收入" => "Business",
        "附属单位上缴收入" => "Affiliates",
        "其他收入" => "Other",
        "基本支出" => "Basic",
        "项目支出" => "Project",
        "上缴上级支出" => "ToSuperior",
        "经营支出" => "Operating",
        "对附属单位补助支出" => "ToAffiliates",
        "年初结转和结余" => "Begin",
        "本年收入" => "Income",
        "年末结转和结余" => "End",
        "一般公共预算财政拨款" => "PublicBudget",
        "政府性基金预算财政拨款" => "Fund",
        "国有资本经营预算财政拨款" => "StateCapital",
        _ => "Single",
    }
}

/// Tables 01 and 04: two sides, with or without a column that counts rows, and the row that counts columns.
fn sides(number: &str, counting: Counting, rows_counted: bool) -> (Sheet, Truth) {
    let kinds: &[&str] = if number == "01" {
        &["决算数"]
    } else {
        &["小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    };
    let (title, down) =
        if number == "01" { ("收入支出决算总表", 1) } else { ("财政拨款收入支出决算总表", 2) };
    let head = |across: usize| {
        let mut cells = vec![wide("项目", 1, down)];
        cells.extend(rows_counted.then(|| wide("行次", 1, down)));
        cells.push(if across > 1 { wide("决算数", across, 1) } else { wide("决算数", 1, down) });
        cells
    };
    let width = usize::from(rows_counted) + 1;
    let mut rows = vec![
        vec![wide("收入", width + 1, 1), wide("支出", width + kinds.len(), 1)],
        [head(1), head(kinds.len())].concat(),
    ];
    if number == "04" {
        rows.push(kinds.iter().map(|kind| cell(*kind)).collect());
    }
    let mut count = 0;
    let mut side = |columns: usize| {
        let mut cells = vec![cell("栏次")];
        cells.extend(rows_counted.then(|| cell("")));
        for _ in 0..columns {
            count += 1;
            cells.push(cell(count.to_string()));
        }
        cells
    };
    if counting != Counting::None {
        rows.push([side(1), side(kinds.len())].concat());
    }
    let mut truth = Truth::new();
    let names = [
        ("一、一般公共预算财政拨款收入", "八、社会保障和就业支出", "208"),
        ("二、事业收入", "十九、住房保障支出", "221"),
        ("本年收入合计", "本年支出合计", ""),
        ("总计", "总计", ""),
    ];
    for (row, (income, outgo, code)) in names.into_iter().enumerate() {
        let bare = |name: &str| name.split_once('、').map_or(name, |(_, rest)| rest).to_owned();
        let mut cells = vec![cell(income)];
        cells.extend(rows_counted.then(|| cell((row + 1).to_string())));
        cells.push(cell(amount(row + 1, 0)));
        truth.insert(format!("{number} {} Single {}", bare(income), amount(row + 1, 0)));
        cells.push(cell(outgo));
        cells.extend(rows_counted.then(|| cell((row + 5).to_string())));
        for (column, heading) in kinds.iter().enumerate() {
            let told = amount(row + 1, column + 1);
            let who = if code.is_empty() { bare(outgo) } else { code.to_owned() };
            truth.insert(format!("{number} {who} {} {told}", kind(heading)));
            cells.push(cell(told));
        }
        rows.push(cells);
    }
    (Sheet { title: vec![title.into(), "单位：万元".into()], rows }, truth)
}

/// Table 06: two or three blocks of code, name and amount side by side.
fn economic(counting: Counting, blocks: usize) -> (Sheet, Truth) {
    let classes = [["301", "302", "310"], ["30101", "30201", "31002"], ["30102", "30202", "31003"]];
    let mut rows =
        vec![(0..blocks).flat_map(|_| ["经济分类科目编码", "科目名称", "决算数"].map(cell)).collect::<Vec<_>>()];
    if counting != Counting::None {
        rows.push((1..=blocks).flat_map(|at| [wide("栏次", 2, 1), cell(at.to_string())]).collect());
    }
    let mut truth = Truth::new();
    for (row, codes) in classes.iter().enumerate() {
        let mut cells = Vec::new();
        for (block, code) in codes.iter().take(blocks).enumerate() {
            let told = amount(row + 1, block);
            truth.insert(format!("06 {code} Single {told}"));
            cells.extend([cell(*code), cell(format!("名称{row}{block}")), cell(told)]);
        }
        rows.push(cells);
    }
    (
        Sheet {
            title: vec!["一般公共预算财政拨款基本支出决算表".into(), "单位：万元".into()], rows
        },
        truth,
    )
}

/// Table 07: budget and accounts of the three public funds in one row.
fn three_public(counting: Counting) -> (Sheet, Truth) {
    let parts = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"];
    let mut rows = vec![
        vec![wide("预算数", 6, 1), wide("决算数", 6, 1)],
        (0..2)
            .flat_map(|_| {
                [wide("合计", 1, 2), wide(parts[1], 1, 2), wide("公务用车购置及运行维护费", 3, 1), wide(parts[5], 1, 2)]
            })
            .collect(),
        (0..2).flat_map(|_| ["小计", parts[3], parts[4]].map(cell)).collect(),
    ];
    if counting != Counting::None {
        rows.push(numbers(12));
    }
    rows.push((0..12).map(|at| cell(amount(1, at))).collect());
    let items = [
        "three_public",
        "three_public_abroad",
        "three_public_vehicles",
        "three_public_vehicle_purchase",
        "three_public_vehicle_running",
        "three_public_reception",
    ];
    let truth = items.iter().enumerate().map(|(at, item)| format!("07 {item} {} {}", amount(1, at), amount(1, at + 6)));
    (Sheet { title: vec!["财政拨款“三公”经费支出决算表".into(), "单位：万元".into()], rows }, truth.collect())
}

/// A cell of a merged grid in which every cell knows whether it begins or is covered.
fn html(sheet: &Sheet) -> Document {
    let mut page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>".to_owned();
    sheet.title.iter().for_each(|line| write!(page, "<p>{line}</p>").unwrap());
    page.push_str("<table>");
    for row in &sheet.rows {
        page.push_str("<tr>");
        for cell in row {
            write!(page, "<td colspan=\"{}\" rowspan=\"{}\">{}</td>", cell.across, cell.down, cell.text).unwrap();
        }
        page.push_str("</tr>");
    }
    page.push_str("</table></body></html>");
    read("table.html", page.as_bytes()).unwrap()
}

/// Every row with all its cells: text, columns it covers, and whether it goes on from above or reaches down.
fn cells(sheet: &Sheet) -> Vec<Vec<(String, usize, usize, bool)>> {
    let mut pending: Vec<(usize, usize, usize)> = Vec::new();
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let (mut full, mut column, mut next) = (Vec::new(), 0, Vec::new());
        let mut own = row.iter().peekable();
        while own.peek().is_some() || pending.iter().any(|(at, ..)| *at == column) {
            if let Some((at, across, left)) = pending.iter().copied().find(|(at, ..)| *at == column) {
                full.push((String::new(), across, 1, true));
                next.extend((left > 1).then_some((at, across, left - 1)));
                column += across;
            } else if let Some(cell) = own.next() {
                full.push((cell.text.clone(), cell.across, cell.down, false));
                next.extend((cell.down > 1).then_some((column, cell.across, cell.down - 1)));
                column += cell.across;
            }
        }
        pending = next;
        rows.push(full);
    }
    rows
}

fn docx(sheet: &Sheet) -> Document {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let mut body: String = sheet.title.iter().map(|line| paragraph(line)).collect();
    body.push_str("<w:tbl>");
    for row in cells(sheet) {
        body.push_str("<w:tr>");
        for (text, across, down, goes_on) in row {
            let merge = if goes_on {
                "<w:vMerge/>"
            } else if down > 1 {
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                ""
            };
            write!(body, "<w:tc><w:tcPr><w:gridSpan w:val=\"{across}\"/>{merge}</w:tcPr>{}</w:tc>", paragraph(&text))
                .unwrap();
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    read("table.docx", &archive(&[("word/document.xml", xml.as_bytes())])).unwrap()
}

fn xlsx(sheet: &Sheet) -> Document {
    let name = |column: usize, row: usize| format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
    let (mut data, mut merges) = (String::new(), String::new());
    let titles = sheet.title.iter().map(|line| vec![(line.clone(), 1, 1, false)]);
    for (at, row) in titles.chain(cells(sheet)).enumerate() {
        let (row_number, mut column) = (at + 1, 0);
        write!(data, "<row r=\"{row_number}\">").unwrap();
        for (text, across, down, goes_on) in row {
            if !goes_on && !text.is_empty() {
                write!(data, "<c r=\"{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", name(column, row_number))
                    .unwrap();
            }
            if !goes_on && across * down > 1 {
                write!(
                    merges,
                    "<mergeCell ref=\"{}:{}\"/>",
                    name(column, row_number),
                    name(column + across - 1, row_number + down - 1)
                )
                .unwrap();
            }
            column += across;
        }
        data.push_str("</row>");
    }
    let merges = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    let sheet = format!("<worksheet><sheetData>{data}</sheetData>{merges}</worksheet>");
    let bytes = archive(&[
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S1" sheetId="1" r:id="a"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    read("table.xlsx", &bytes).unwrap()
}

/// What was read, in the words of the truth.
fn told(account: &Account) -> String {
    let amount = |wan: Option<jixiao::values::Wan>| wan.map(|wan| wan.decimal().to_string()).unwrap_or_default();
    let table = account.table.unwrap().as_str();
    if table == "07" {
        return format!("07 {} {} {}", account.item, amount(account.budget_wan), amount(account.amount_wan));
    }
    let who = account.class_code.as_deref().unwrap_or(&account.label);
    format!("{table} {who} {:?} {}", account.column_kind.unwrap(), amount(account.amount_wan))
}

/// Every table in every way the row that counts is printed.
fn tables() -> Vec<(String, Sheet, Truth)> {
    let mut tables = Vec::new();
    let mut add = |name: String, (sheet, truth): (Sheet, Truth)| tables.push((name, sheet, truth));
    for counting in COUNTINGS {
        for (at, (number, ..)) in BY_CLASS.iter().enumerate() {
            for levels in [false, true] {
                add(format!("{number} {counting:?} levels {levels}"), by_class(at, counting, levels));
            }
        }
    }
    for counting in [Counting::None, Counting::First] {
        for counted in [false, true] {
            add(format!("01 {counting:?} 行次 {counted}"), sides("01", counting, counted));
            add(format!("04 {counting:?} 行次 {counted}"), sides("04", counting, counted));
        }
        add(format!("06 {counting:?} two"), economic(counting, 2));
        add(format!("06 {counting:?} three"), economic(counting, 3));
        add(format!("07 {counting:?}"), three_public(counting));
    }
    tables
}

type Writer = fn(&Sheet) -> Document;

const WRITERS: [(&str, Writer); 6] = [
    ("grid", |sheet| sheet.write(Shape::Grid)),
    ("tabs", |sheet| sheet.write(Shape::Tabs)),
    ("bars", |sheet| sheet.write(Shape::Bars)),
    ("html", html),
    ("docx", docx),
    ("xlsx", xlsx),
];

#[test]
fn the_row_that_counts_columns_takes_nothing_away() {
    let labels = Labels::built_in().unwrap();
    let mut wrong = Vec::new();
    for (format, write) in WRITERS {
        // A text has lost which cells a heading covers; table 07 cannot be told without.
        let lost = matches!(format, "tabs" | "bars");
        let (mut right, mut all) = (0, 0);
        for (name, sheet, truth) in tables().into_iter().filter(|(name, ..)| !(lost && name.starts_with("07"))) {
            let reading = jixiao::records::read(&write(&sheet), &labels);
            let found: Truth = reading.accounts.iter().map(told).collect();
            (right, all) = (right + found.intersection(&truth).count(), all + truth.len());
            // A cell per line behind a tab has lost which cells a heading covers: that is one problem.
            let refused = found.is_empty() && reading.problems.iter().any(|problem| problem.code == "table-cells-lost");
            if found != truth && !(format == "tabs" && refused) {
                let missing: Vec<&String> = truth.difference(&found).take(2).collect();
                let added: Vec<&String> = found.difference(&truth).take(2).collect();
                wrong.push(format!("{format} {name}: not read {missing:?}, read instead {added:?}"));
            }
        }
        println!("{format}: {right} of {all} figures of the tables right");
        assert!(all > 1_000, "{format}: only {all} figures");
    }
    assert!(wrong.is_empty(), "{} tables:\n{}", wrong.len(), wrong.join("\n"));
}
