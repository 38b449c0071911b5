//! The two documents the project was created from, read whole: our transcriptions always, the
//! originals where `../shared/seeds` is at hand.

use jixiao::problem::Severity;
use jixiao::records::{Account, Indicator, Labels, Project, Reading};
use rust_decimal::Decimal;
use std::path::Path;
use std::str::FromStr;

const ACCOUNTS: [&str; 2] = [
    "data/raw/fengtai/2020-hr-service-final-accounts.txt",
    "../shared/seeds/fengtai-hr-service-2020-final-accounts.txt",
];
const EVALUATION: [&str; 2] = [
    "data/raw/fengtai/2024-social-insurance-self-evaluation.txt",
    "../shared/seeds/fengtai-social-insurance-2024-self-evaluation.txt",
];

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

/// Reads the transcription and, where it is there, the original.
fn readings(paths: [&str; 2]) -> Vec<Reading> {
    let labels = Labels::built_in().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut readings = Vec::new();
    for path in paths {
        match std::fs::read(root.join(path)) {
            Ok(bytes) => {
                readings.push(jixiao::records::read(&jixiao::documents::read(path, &bytes).unwrap(), &labels));
            }
            Err(error) => {
                assert!(path.starts_with(".."), "{path}: {error}");
                println!("{path} is not here; only our transcription was read");
            }
        }
    }
    readings
}

fn no_errors(reading: &Reading) {
    let errors: Vec<_> = reading.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_project_adds_up_to_its_printed_total() {
    let mut projects = 0;
    for reading in readings(ACCOUNTS).iter().chain(&readings(EVALUATION)) {
        no_errors(reading);
        for project in &reading.projects {
            let rows: Vec<&Indicator> =
                reading.indicators.iter().filter(|row| row.ordinal == project.ordinal).collect();
            let sum = |points: fn(&Indicator) -> Option<Decimal>| {
                rows.iter().map(|row| points(row).unwrap()).sum::<Decimal>()
            };
            assert_eq!(
                sum(|row| row.weight) + project.execution_weight.unwrap(),
                decimal("100"),
                "{:?}",
                project.project
            );
            assert_eq!(
                Some(sum(|row| row.score) + project.execution_score.unwrap()),
                project.total_score,
                "{:?}",
                project.project
            );
            assert_eq!(project.total_weight, Some(decimal("100")));
            projects += 1;
        }
    }
    assert!(projects == 23 || projects == 46, "{projects} projects");
}

#[test]
fn the_evaluation_of_2024_is_read_whole() {
    for reading in readings(EVALUATION) {
        assert_eq!((reading.projects.len(), reading.indicators.len(), reading.funding.len()), (8, 60, 32));
        assert_eq!(reading.problems, []);
        assert!(
            reading.projects.iter().all(|project| project.year == Some(2024) && project.form.as_deref() == Some("F1"))
        );
        assert!(
            reading.projects.iter().all(|project| project.unit.as_deref() == Some("北京市丰台区社会保险基金管理中心"))
        );
        let last = &reading.projects[7];
        assert_eq!(last.initial_wan.unwrap().decimal(), decimal("2063.10645"));
        assert_eq!(last.executed_wan.unwrap().decimal(), decimal("1626.837857"));
        let broken = &reading.indicators[9];
        assert_eq!((broken.target.as_deref(), broken.actual.as_deref()), (Some("≤5万元"), Some("4.952412(万元)")));
        assert_eq!(broken.actual_value, Some(decimal("4.952412")));
        let late = &reading.indicators[7];
        assert_eq!((late.weight, late.score), (Some(decimal("20")), Some(decimal("18.33"))));
        assert!(late.deviation.as_deref().is_some_and(|text| text.starts_with("原因：")));
        // The paper prints no 效益指标 anywhere and loses 产出指标 in project 6.
        let inferred = reading.indicators.iter().filter(|row| row.level1_inferred).count();
        assert_eq!(inferred, 15);
        assert!(
            reading.indicators.iter().all(|row| row.level1.is_some() && row.level2.is_some() && row.target.is_some())
        );
    }
}

#[test]
fn the_accounts_of_2020_are_read_whole() {
    for reading in readings(ACCOUNTS) {
        assert_eq!((reading.projects.len(), reading.indicators.len(), reading.funding.len()), (15, 123, 60));
        no_errors(&reading);
        let blank: Vec<u32> = reading
            .projects
            .iter()
            .filter(|project| project.initial_wan.is_none())
            .map(|project| project.ordinal)
            .collect();
        assert_eq!(blank, [2, 9, 12, 15]);
        let own = |ordinal: u32, row: u32| {
            reading.indicators.iter().find(|found| found.ordinal == ordinal && found.row == row).unwrap()
        };
        assert_eq!((own(4, 5).level1.as_deref(), own(4, 5).level1_inferred), (Some("效益指标"), true));
        assert_eq!((own(12, 6).level1.as_deref(), own(12, 6).level1_inferred), (Some("效益指标"), true));
        assert_eq!((own(13, 1).level1.as_deref(), own(13, 1).level1_inferred), (Some("决策"), false));
        assert_eq!(own(5, 1).level1.as_deref(), Some("产出指标"));
        assert_eq!(reading.indicators.iter().filter(|row| row.level1_inferred).count(), 3);
        let split = reading
            .funding
            .iter()
            .find(|row| row.ordinal == 13 && row.source.as_str() == "current_year_fiscal")
            .unwrap();
        assert_eq!(split.label, "其中：当年财政拨款");
    }
}

fn account<'a>(reading: &'a Reading, item: &str, wanted: impl Fn(&Account) -> bool) -> &'a Account {
    let found = reading.accounts.iter().find(|account| account.item == item && wanted(account));
    found.unwrap_or_else(|| panic!("no account {item}"))
}

#[test]
fn the_narrative_of_2020_is_read_whole() {
    // (item, amount, change, percentage, share); `-` is not printed.
    let items = [
        ("total_revenue_and_expenditure", "3044.32", "45.57", "1.52", "-"),
        ("revenue", "2756.77", "118.72", "4.5", "-"),
        ("fiscal_appropriation_revenue", "2756.77", "-", "-", "100"),
        ("expenditure", "3002.63", "3.88", "0.13", "-"),
        ("basic_expenditure", "1862", "-", "-", "62.01"),
        ("project_expenditure", "1140.63", "-", "-", "37.99"),
        ("fiscal_appropriation_total", "2900.96", "26.73", "0.93", "-"),
        ("general_public_budget_expenditure", "2859.28", "-", "-", "-"),
        ("basic_expenditure_general_public_budget", "1862.01", "-", "-", "-"),
        ("three_public", "0", "0", "-", "-"),
        ("procurement", "414.75", "-", "-", "-"),
        ("procurement_goods", "27.87", "-", "-", "-"),
        ("procurement_services", "386.88", "-", "-", "-"),
        ("procurement_sme", "388.69", "-", "-", "93.72"),
        ("procurement_micro", "388.69", "-", "-", "93.72"),
    ];
    // (code, amount, change, percentage, share)
    let classes = [
        ("201", "40.02", "-", "-", "1.4"),
        ("205", "0.07", "-", "-", "0.002"),
        ("208", "2523.01", "-", "-", "88.24"),
        ("221", "296.17", "-", "-", "10.36"),
        ("201", "40.02", "-27.18", "-40.45", "-"),
        ("20132", "40.02", "-27.18", "-40.45", "-"),
        ("205", "0.07", "-2.58", "-96.99", "-"),
        ("20508", "0.07", "-2.58", "-96.99", "-"),
        ("208", "2523.02", "202.18", "8.71", "-"),
        ("20801", "2350.08", "29.24", "1.26", "-"),
        ("20805", "172.93", "3.18", "1.81", "-"),
        ("221", "296.17", "8.93", "-", "-"),
        ("22102", "296.17", "8.93", "-", "-"),
    ];
    let printed = |text: &str| Some(text).filter(|text| *text != "-").map(decimal);
    let same = |account: &Account, row: (&str, &str, &str, &str, &str)| {
        account.amount_wan.map(jixiao::values::Wan::decimal) == printed(row.1)
            && account.change_wan.map(jixiao::values::Wan::decimal) == printed(row.2)
            && account.change_pct == printed(row.3)
            && account.share_pct == printed(row.4)
    };
    for reading in readings(ACCOUNTS) {
        for row in items {
            assert!(same(account(&reading, row.0, |_| true), row), "{:?}", account(&reading, row.0, |_| true));
        }
        for row in classes {
            account(&reading, "functional_class", |found| {
                found.class_code.as_deref() == Some(row.0) && same(found, row)
            });
        }
        assert_eq!(reading.accounts.len(), items.len() + classes.len());
        assert!(reading.accounts.iter().all(|found| found.year == Some(2020)));
        assert!(reading.accounts.iter().all(|found| found.unit.as_deref() == Some("丰台区人力资源公共服务中心")));
        assert_eq!(
            account(&reading, "three_public", |_| true).budget_wan.map(jixiao::values::Wan::decimal),
            printed("0")
        );
    }
}

#[test]
fn no_record_holds_a_person() {
    let digits =
        |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 7 && !text.contains('元'));
    for reading in readings(ACCOUNTS) {
        let texts = |project: &Project| [project.project.clone(), project.department.clone(), project.unit.clone()];
        for text in reading.projects.iter().flat_map(texts).flatten() {
            assert!(!digits(&text), "{text}");
        }
    }
}

#[test]
fn the_transcriptions_say_what_the_originals_say() {
    for paths in [ACCOUNTS, EVALUATION] {
        let [ours, original] = &readings(paths)[..] else {
            println!("the originals are not here; nothing to compare with");
            return;
        };
        let facts = |reading: &Reading| {
            let projects: Vec<_> =
                reading.projects.iter().map(|p| (p.project.clone(), p.executed_wan, p.total_score)).collect();
            let rows: Vec<_> = reading
                .indicators
                .iter()
                .map(|i| (i.level3.clone(), i.target.clone(), i.actual.clone(), i.weight, i.score))
                .collect();
            let accounts: Vec<_> =
                reading.accounts.iter().map(|a| (a.label.clone(), a.amount_wan, a.change_wan, a.share_pct)).collect();
            (projects, rows, accounts)
        };
        assert_eq!(facts(ours), facts(original));
    }
}
