//! What a finding shows as its evidence is the row of its own project: in a Word file of several forms,
//! on a web page that stands on one line, and where the running text is at fault.

use crate::families::form;
use crate::family_tables::FAMILIES;
use crate::office::archive;
use crate::program::{jixiao, repository};
use crate::render::Dice;
use crate::sheets::Sheet;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// How many forms stand in the document.
const FORMS: u64 = 6;

/// The rate that is printed, wrongly, in the form number `at`, from 0.
fn planted(at: u64) -> String {
    format!("11.{:02}%", 21 + at)
}

/// Forms of one family, each with a rate of execution that its own amounts contradict.
fn sheets() -> Vec<Sheet> {
    let one = |at: u64| {
        let (mut sheet, _) = form(&FAMILIES[0], &mut Dice::new(300 + at));
        let total = sheet.rows.iter_mut().find(|row| row[0].text.contains("年度资金总额")).expect("a row of totals");
        let rate = total.len() - 2;
        total[rate].text = planted(at);
        sheet
    };
    (0..FORMS).map(one).collect()
}

/// A form as a table of WordprocessingML.
fn word_table(sheet: &Sheet) -> String {
    let mut xml = String::from("<w:tbl>");
    // Cells that reach down: their first column, the columns they cover and the rows left below.
    let mut open: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for row in &sheet.rows {
        xml += "<w:tr>";
        let (mut column, mut cells) = (0, row.iter());
        loop {
            if let Some((across, left)) = open.get(&column).copied() {
                write!(xml, r#"<w:tc><w:tcPr><w:gridSpan w:val="{across}"/><w:vMerge/></w:tcPr><w:p/></w:tc>"#)
                    .unwrap();
                if left > 1 {
                    open.insert(column, (across, left - 1))
                } else {
                    open.remove(&column)
                };
                column += across;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            let merge = if cell.down > 1 { r#"<w:vMerge w:val="restart"/>"# } else { "" };
            write!(
                xml,
                r#"<w:tc><w:tcPr><w:gridSpan w:val="{}"/>{merge}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"#,
                cell.across, cell.text
            )
            .unwrap();
            if cell.down > 1 {
                open.insert(column, (cell.across, cell.down - 1));
            }
            column += cell.across;
        }
        xml += "</w:tr>";
    }
    xml + "</w:tbl>"
}

fn word_file(body: &str) -> Vec<u8> {
    let xml = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    archive(&[("word/document.xml", xml.as_bytes())])
}

fn word_paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A form as a table of a web page.
fn page_table(sheet: &Sheet) -> String {
    let cell = |cell: &crate::sheets::Box| {
        format!("<td colspan={} rowspan={}>{}</td>", cell.across, cell.down, cell.text.replace('<', "&lt;"))
    };
    let row = |row: &Vec<crate::sheets::Box>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    format!("<table>{}</table>", sheet.rows.iter().map(row).collect::<String>())
}

/// What `jixiao check` finds in `bytes`, as JSON and as SARIF.
fn findings(name: &str, bytes: &[u8]) -> (Vec<serde_json::Value>, serde_json::Value) {
    let folder = tempfile::tempdir().expect("a directory");
    std::fs::write(folder.path().join(name), bytes).expect("a file");
    let run = |format: &str| jixiao(folder.path(), &["check", name, "--format", format, "--fail-on", "none"]).out;
    let lines = run("jsonl");
    let lines = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    (lines.filter(|line| line["record"] == "finding").collect(), serde_json::from_str(&run("sarif")).expect("JSON"))
}

/// Every planted rate is found once, in its own table, and its excerpt shows it and no other.
fn shows_its_own(name: &str, bytes: &[u8], forms: u64) {
    let (findings, sarif) = findings(name, bytes);
    let rates: Vec<&serde_json::Value> = findings.iter().filter(|one| one["rule"] == "R01").collect();
    assert_eq!(rates.len() as u64, forms, "{rates:#?}");
    for (at, finding) in (0..).zip(&rates) {
        let excerpt = finding["excerpt"].as_str().expect("an excerpt");
        assert_eq!(finding["place"]["table"], at + 1, "{finding:#}");
        assert_eq!(finding["project"], at + 1, "{finding:#}");
        let shown: Vec<u64> = (0..forms).filter(|other| excerpt.contains(&planted(*other))).collect();
        assert_eq!(shown, [at], "{finding:#}");
    }
    let own = |finding: &serde_json::Value| {
        let printed = finding["figures"][0]["printed"].as_str().unwrap().trim_end_matches('…').to_owned();
        finding["excerpt"].as_str().is_some_and(|excerpt| excerpt.contains(&printed.replace('\n', "")))
    };
    let astray: Vec<&serde_json::Value> = findings.iter().filter(|finding| !own(finding)).collect();
    println!("{name}: {} findings, {} show another row", findings.len(), astray.len());
    assert!(astray.is_empty(), "{astray:#?}");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let names: std::collections::BTreeSet<&str> = results
        .iter()
        .filter(|one| one["ruleId"] == "R01")
        .map(|one| one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].as_str().expect("a name"))
        .collect();
    assert_eq!(names.len() as u64, forms, "{names:?}");
}

#[test]
fn findings_on_a_word_file_show_the_row_of_their_own_project() {
    let body: String = sheets()
        .iter()
        .map(|sheet| sheet.title.iter().map(|line| word_paragraph(line)).collect::<String>() + &word_table(sheet))
        .collect();
    shows_its_own("forms.docx", &word_file(&body), FORMS);
}

#[test]
fn findings_on_a_web_page_of_one_line_show_the_row_of_their_own_project() {
    let body: String = sheets()
        .iter()
        .map(|sheet| sheet.title.iter().map(|line| format!("<p>{line}</p>")).collect::<String>() + &page_table(sheet))
        .collect();
    shows_its_own("forms.html", format!("<!DOCTYPE html><html><body>{body}</body></html>").as_bytes(), FORMS);
}

#[test]
fn findings_on_a_page_with_two_forms_show_the_row_of_their_own_project() {
    // Drawn by tests/fixtures/make_families.py with the first two of the planted rates.
    let bytes = std::fs::read(repository().join("tests/cases/documents/two-forms-on-a-page.pdf")).expect("the page");
    shows_its_own("forms.pdf", &bytes, 2);
}

/// A narrative whose third sentence contradicts itself: a share that its amounts do not make.
const NARRATIVE: [&str; 3] = [
    "某市某局2023年度部门决算情况说明",
    "2023年度收入总计1000.00万元，支出总计1000.00万元。",
    "2023年度本年支出合计1000.00万元，其中：基本支出400.00万元，占45.00%；项目支出600.00万元，占60.00%。",
];

#[test]
fn findings_in_running_text_name_paragraph_or_line_and_show_it() {
    let word = word_file(&NARRATIVE.map(word_paragraph).concat());
    let page = format!("<html><body>{}</body></html>", NARRATIVE.map(|line| format!("<p>{line}</p>")).concat());
    let text = NARRATIVE.join("\n");
    let files = [("说明.docx", word), ("说明.html", page.into_bytes()), ("说明.txt", text.into_bytes())];
    for (name, bytes) in files {
        let (findings, _) = findings(name, &bytes);
        let share = findings.iter().find(|one| one["rule"] == "R20").unwrap_or_else(|| panic!("{name}: {findings:#?}"));
        let place = &share["place"];
        let expected = if Path::new(name).extension().is_some_and(|one| one == "txt") { "line" } else { "paragraph" };
        assert_eq!(place[expected], 3, "{name}: {share:#}");
        assert!(place["character"].as_u64() > Some(1), "{name}: {share:#}");
        assert!(share["excerpt"].as_str().is_some_and(|excerpt| excerpt.contains("45.00%")), "{name}: {share:#}");
    }
}
