//! R31 over two documents of one run: what this year's accounts say of last year, and last year's own.

use jixiao::checks::{Report, Settings, check};
use jixiao::problem::Severity;
use jixiao::records::{Labels, Reading};

fn accounts(unit: &str, year: i32, total: &str, change: &str) -> Reading {
    let text = format!(
        "{unit}\n\n{year}年度部门决算\n\n一、收入支出决算总体情况说明\n\n{year}年度收入支出总计{total}万元，比上年{change}。\n"
    );
    let document = jixiao::documents::read(&format!("{year}.txt"), text.as_bytes()).unwrap();
    jixiao::records::read(&document, &Labels::built_in().unwrap())
}

fn reports(readings: &[Reading]) -> Vec<Report> {
    let all: Vec<&Reading> = readings.iter().collect();
    check(&all, &Settings { only: vec!["R31".into()], ..Settings::default() })
}

#[test]
fn a_change_agrees_with_last_years_own_accounts() {
    let last = || accounts("示例区档案馆", 2023, "500.00", "增加10.00万元");
    let agreeing = reports(&[last(), accounts("某市示例区档案馆", 2024, "550.00", "增加50.00万元")]);
    assert_eq!(agreeing[1].tallies["R31"].consistent, 1);
    assert!(agreeing[1].findings.is_empty());

    let restated = reports(&[last(), accounts("示例区档案馆", 2024, "550.00", "增加45.00万元")]);
    let finding = &restated[1].findings[0];
    assert_eq!((finding.severity, finding.figures[0].printed.as_str()), (Severity::Doubt, "45.00万元"));
    assert_eq!(finding.difference, "4.985");
    // The unit of another name, and the year that does not follow, have no second figure.
    for other in [
        accounts("示例区图书馆", 2024, "550.00", "增加45.00万元"),
        accounts("示例区档案馆", 2025, "550.00", "增加45.00万元"),
    ] {
        let apart = reports(&[last(), other]);
        assert!(apart[1].findings.is_empty() && apart[1].tallies["R31"].consistent == 0);
    }
}

/// The rules of a slip's own kind speak of it too, so these are no fixtures of R32 alone.
#[test]
fn slips_of_a_change_and_of_what_was_spent() {
    let only = Settings { only: vec!["R32".into()], ..Settings::default() };
    let slipped = accounts("示例区档案馆", 2024, "550.00", "增加50.00元，增长10.00%");
    let report = check(&[&slipped], &only).remove(0);
    assert_eq!(report.findings.len(), 1);
    assert_eq!(
        (report.findings[0].severity, report.findings[0].figures[0].printed.as_str()),
        (Severity::Error, "50.00元")
    );

    let fixture = include_str!("../cases/checks/R32-breaks.txt");
    let form = &fixture[fixture.find("项目支出绩效自评表").unwrap()..];
    let form = form.replace("1500000.00", "150.00").replace("148.50", "1485000.00");
    let document = jixiao::documents::read("form.txt", form.as_bytes()).unwrap();
    let reading = jixiao::records::read(&document, &Labels::built_in().unwrap());
    let report = check(&[&reading], &only).remove(0);
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    assert_eq!(report.findings[0].figures[0].printed, "1485000.00");
}
