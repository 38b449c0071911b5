//! Names and numbers of people: told by their form, by the words before them, and nowhere else.

use jixiao::values::{mask, personal_numbers};

/// Digits put together at run time, so that no number of anybody stands in the repository.
fn digits(parts: &[&str]) -> String {
    parts.concat()
}

fn masked_parts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    personal_numbers(text).into_iter().map(|range| chars[range].iter().collect()).collect()
}

#[test]
fn numbers_of_people_are_told_by_their_form() {
    let (m, a, b) = ("139", "0013", "2468");
    let local = digits(&["8765", "4321"]);
    let card = digits(&["110105", "1975", "0231"]).replace("0231", "1231") + "002X";
    let written = [
        digits(&[m, a, b]),
        format!("{m} {a} {b}"),
        format!("{m}-{a}-{b}"),
        format!("+86 {m}{a}{b}"),
        format!("86-{m}{a}{b}"),
        format!("{m}{a}\n{b}"),
        format!("010-{local}"),
        format!("（010）{local}"),
        format!("(0830) {}", &local[..7]),
        format!("0830－{}-8012", &local[..7]),
        format!("010{local}"),
        format!("010-{local}转801"),
        format!("0351-{} {}", &local[..4], &local[4..]),
        card.clone(),
        card.replace('X', "7"),
        digits(&["110105", "75", "1231", "002"]),
        format!("someone.x{}@example.gov.cn", &a[..2]),
        digits(&["400-", "123", "-4567"]),
        digits(&["6222", "0212", "3456", "7890", "128"]).replace("128", "1"),
    ];
    let mut missed = Vec::new();
    for number in &written[..18] {
        for around in [("", ""), ("请找张某 ", "，谢谢"), ("电话", "。"), ("（", "）")] {
            let text = format!("{}{number}{}", around.0, around.1);
            let found = masked_parts(&text);
            if found != [number.clone()] {
                missed.push(format!("`{text}` gave {found:?}"));
            }
            assert!(
                mask(&text).is_some_and(|(text, count)| count == 1 && !text.contains(number.as_str()))
                    || !missed.is_empty()
            );
        }
    }
    println!("{} forms of numbers, {} missed", written.len() - 1, missed.len());
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn figures_are_no_numbers_of_people() {
    let eleven = digits(&["139", "1234", "5678"]);
    let figures = [
        format!("{eleven}.00"),
        format!("{eleven}元"),
        format!("{eleven} 元"),
        format!("预算金额：{eleven}"),
        format!("年度资金总额 {eleven} {eleven} 10 100% 10"),
        format!("1,{eleven}"),
        format!("0.{eleven}"),
        "13,912,345,678.00".to_owned(),
        "上年结转资金 150 1200 1300 — —".to_owned(),
        "150 1200 1300 10 92.31% 9.2".to_owned(),
        "2080505".to_owned(),
        "20230506".to_owned(),
        "2023-05-06".to_owned(),
        "2023-2024年".to_owned(),
        "2023-01-01 2023-12-31".to_owned(),
        "〔2023〕0102号".to_owned(),
        "11010621T000000123456".to_owned(),
        "1.2.3.4".to_owned(),
        "12345热线".to_owned(),
        "100.00%".to_owned(),
        "010203 项目".to_owned(),
        "10000000元".to_owned(),
        "1863671159".to_owned(),
        "指标1：≥95%\n指标2：1000人".to_owned(),
    ];
    let wrong: Vec<String> = figures.iter().filter(|text| mask(text).is_some()).cloned().collect();
    println!("{} figures, {} taken for numbers of people", figures.len(), wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
