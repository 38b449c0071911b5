//! Documents of the same form with other numbers, names, line breaks and encodings, read back and
//! compared field by field: right, wrong and silent, or missing with a problem.

use crate::render::{Dice, Form, Style, Taste, as_cells, as_flow, form};
use jixiao::records::{Labels, Reading};
use rust_decimal::Decimal;
use std::str::FromStr;

/// The fields of a run of documents, counted.
#[derive(Default, Debug)]
struct Count {
    right: usize,
    silent: usize,
    missing: usize,
    samples: Vec<String>,
}

fn read(text: &[u8]) -> Reading {
    let document = jixiao::documents::read("variant.txt", text).expect("the variant is a text");
    jixiao::records::read(&document, &Labels::built_in().expect("the dictionaries are valid"))
}

fn normal(text: &str) -> String {
    jixiao::values::half_width(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect()
}

fn number(text: &str) -> Option<String> {
    Decimal::from_str(&normal(text)).ok().map(|value| value.to_string())
}

impl Count {
    fn field(&mut self, name: &str, expected: Option<String>, found: Option<String>, excused: bool) {
        if expected == found {
            self.right += 1;
        } else if found.is_none() && excused {
            self.missing += 1;
        } else {
            self.silent += 1;
            if self.samples.len() < 12 {
                self.samples.push(format!("{name}: expected {expected:?}, found {found:?}"));
            }
        }
    }

    fn compare(&mut self, forms: &[Form], reading: &Reading) {
        let excused = !reading.problems.is_empty();
        for (index, form) in forms.iter().enumerate() {
            let ordinal = u32::try_from(index + 1).unwrap();
            let project = reading.projects.iter().find(|project| project.ordinal == ordinal);
            let money = &form.money[0];
            let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let printed = |value: Option<Decimal>| value.map(|value| value.to_string());
            self.field("project", text(&form.project), project.and_then(|p| p.project.clone()), excused);
            self.field("unit", text(&form.unit), project.and_then(|p| p.unit.clone()), excused);
            self.field(
                "initial",
                number(&money.initial),
                project.and_then(|p| p.initial_wan).map(|w| w.to_string()),
                excused,
            );
            self.field(
                "adjusted",
                number(&money.adjusted),
                project.and_then(|p| p.adjusted_wan).map(|w| w.to_string()),
                excused,
            );
            self.field(
                "executed",
                number(&money.executed),
                project.and_then(|p| p.executed_wan).map(|w| w.to_string()),
                excused,
            );
            self.field("total score", number(&form.total_score), printed(project.and_then(|p| p.total_score)), excused);
            for money in &form.money {
                let row =
                    reading.funding.iter().find(|row| row.ordinal == ordinal && row.source.as_str() == money.source);
                self.field(
                    "part initial",
                    number(&money.initial),
                    row.and_then(|r| r.initial_wan).map(|w| w.to_string()),
                    excused,
                );
                self.field(
                    "part executed",
                    number(&money.executed),
                    row.and_then(|r| r.executed_wan).map(|w| w.to_string()),
                    excused,
                );
            }
            let rows: Vec<_> = reading.indicators.iter().filter(|row| row.ordinal == ordinal).collect();
            self.field("rows", Some(form.rows.len().to_string()), Some(rows.len().to_string()), excused);
            for (at, row) in form.rows.iter().enumerate() {
                let found = rows.get(at);
                let tight = |text: Option<String>| {
                    text.map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<String>())
                };
                self.field("level1", text(row.level1), found.and_then(|r| r.level1.clone()), excused);
                self.field("level2", text(row.level2), found.and_then(|r| r.level2.clone()), excused);
                self.field("level3", text(&row.level3), tight(found.and_then(|r| r.level3.clone())), excused);
                self.field("target", text(&row.target), found.and_then(|r| r.target.clone()), excused);
                self.field("actual", text(&row.actual), found.and_then(|r| r.actual.clone()), excused);
                self.field("weight", number(&row.weight), printed(found.and_then(|r| r.weight)), excused);
                self.field("score", number(&row.score), printed(found.and_then(|r| r.score)), excused);
                self.field("deviation", text(&row.deviation), tight(found.and_then(|r| r.deviation.clone())), excused);
            }
        }
    }

    fn print(&self, what: &str) {
        let all = self.right + self.silent + self.missing;
        println!(
            "{what}: {all} fields, {} right, {} wrong and silent, {} missing with a problem",
            self.right, self.silent, self.missing
        );
        for sample in &self.samples {
            println!("  {sample}");
        }
    }
}

fn forms(dice: &mut Dice, count: usize, taste: Taste) -> Vec<Form> {
    (1..=count).map(|number| form(dice, number, taste)).collect()
}

const PLAIN: Taste =
    Taste { texts: false, blanks: true, separators: false, full_width: false, lost_levels: true, numbered: true };

#[test]
fn cells_are_read_exactly_whatever_they_hold() {
    let mut count = Count::default();
    for seed in 0..40 {
        let taste = Taste { texts: true, separators: seed % 3 == 1, full_width: seed % 4 == 1, ..PLAIN };
        let mut dice = Dice::new(seed);
        let forms = forms(&mut dice, 6, taste);
        count.compare(&forms, &read(as_cells(&forms, 2023).as_bytes()));
    }
    count.print("a cell per line");
    assert_eq!((count.silent, count.missing), (0, 0));
}

#[test]
fn flowing_text_is_read_exactly_or_with_a_problem() {
    // (style, whether targets are words too, whether indicators are numbered, readable share in percent)
    let kinds = [
        (Style::Blocks, false, true, 99),
        (Style::Blocks, true, true, 99),
        (Style::Blocks, false, false, 99),
        (Style::Rows, false, true, 99),
        (Style::Rows, true, true, 99),
        (Style::Rows, true, false, 99),
        (Style::Lines, false, true, 99),
        (Style::Lines, false, false, 98),
        (Style::Lines, true, true, 90),
    ];
    for (style, texts, numbered, share) in kinds {
        let mut count = Count::default();
        for seed in 0..40 {
            let taste = Taste { texts, numbered, separators: seed % 3 == 1, full_width: seed % 4 == 1, ..PLAIN };
            let mut dice = Dice::new(1_000 + seed);
            let forms = forms(&mut dice, 6, taste);
            let text = as_flow(&forms, 2023, style, &mut dice);
            let reading = read(text.as_bytes());
            count.compare(&forms, &reading);
        }
        count.print(&format!("flowing text in {style:?}, worded {texts}, numbered {numbered}"));
        let all = count.right + count.silent + count.missing;
        assert_eq!(count.silent, 0, "a wrong value without a problem is the worst outcome there is");
        assert!(count.right * 100 >= all * share, "{style:?}: less than {share} % of the fields are read");
    }
}

#[test]
fn a_hundred_and_twenty_projects_stay_apart() {
    let mut dice = Dice::new(7);
    let forms = forms(&mut dice, 120, PLAIN);
    for text in [as_cells(&forms, 2022), as_flow(&forms, 2022, Style::Blocks, &mut dice)] {
        let reading = read(text.as_bytes());
        let mut count = Count::default();
        count.compare(&forms, &reading);
        count.print("120 projects");
        assert_eq!(count.silent, 0);
        assert_eq!(reading.projects.len(), 120);
        assert!(reading.projects.iter().all(|project| project.year == Some(2022)));
    }
}

#[test]
fn encodings_and_line_ends_change_nothing() {
    let mut dice = Dice::new(11);
    let forms = forms(&mut dice, 3, PLAIN);
    for text in [as_cells(&forms, 2023), as_flow(&forms, 2023, Style::Blocks, &mut dice)] {
        let plain = read(text.as_bytes());
        let utf16 = |little: bool, mark: bool| -> Vec<u8> {
            let mark = if mark { Some(0xFEFF_u16) } else { None };
            let units = mark.into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        let variants: [(&str, Vec<u8>); 8] = [
            ("BOM", ["\u{feff}", &text].concat().into_bytes()),
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("GB18030", encoding_rs::GB18030.encode(&text).0.into_owned()),
            ("UTF-16LE with a mark", utf16(true, true)),
            ("UTF-16BE with a mark", utf16(false, true)),
            ("UTF-16LE", utf16(true, false)),
            ("UTF-16BE", utf16(false, false)),
            ("CRLF in GB18030", encoding_rs::GB18030.encode(&text.replace('\n', "\r\n")).0.into_owned()),
        ];
        for (what, bytes) in variants {
            assert_eq!(read(&bytes), plain, "{what}");
        }
    }
}
