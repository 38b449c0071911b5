//! The families of forms, made up from the layouts, labels and figures of published ones, written in
//! every shape a table reaches us in, read back and compared field by field.

use crate::family_tables::{FAMILIES, Family, Points};
use crate::render::Dice;
use crate::sheets::{Box, SHAPES, Shape, Sheet, cell, laid};
use jixiao::problem::Severity;
use jixiao::records::{Labels, Reading};
use rust_decimal::Decimal;
use std::str::FromStr;

const PROJECTS: [&str; 8] = [
    "51000021R000000019951-工资性支出",
    "2023年安可替代补助资金",
    "委托业务项目",
    "暖通改造经费",
    "营养改善计划专项资金",
    "车购税补助(普通省道)",
    "【体制】自管道路清扫保洁外包",
    "县级储备粮",
];

/// What one form says: field, expected text or number.
pub struct Truth {
    project: String,
    unit: Option<String>,
    /// The code of the note that lists what has no field.
    listed: Option<String>,
    funds: Vec<Vec<(&'static str, Option<String>)>>,
    rows: Vec<Vec<(&'static str, Option<String>)>>,
    total: [Option<String>; 2],
}

fn decimal(value: usize, places: usize) -> String {
    let text = Decimal::from_i128_with_scale(value as i128, places as u32).normalize().to_string();
    text
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// A number as it is read: without separators, or nothing.
fn number(text: &str) -> Option<String> {
    let half: String = jixiao::values::half_width(text).chars().filter(|c| *c != ',' && *c != '%').collect();
    Decimal::from_str(half.trim()).ok().map(|value| value.normalize().to_string())
}

fn money(family: &Family, dice: &mut Dice) -> (Vec<Vec<String>>, Vec<Vec<(&'static str, Option<String>)>>, usize) {
    let budget = 1_000 + dice.roll(90_000_000);
    let spent = if dice.roll(2) == 0 { budget } else { budget - dice.roll(budget / 2) };
    let initial = [budget, budget / 2, 0][dice.roll(3)];
    let blank_initial = dice.roll(4) == 0;
    let points = family.execution * 100;
    let score = spent * points / budget;
    let rate = (spent * 10_000 + budget / 2) / budget;
    let style = dice.roll(3);
    let (mut printed, mut truth) = (Vec::new(), Vec::new());
    for (index, (label, source)) in family.funds.iter().enumerate() {
        let filled = index < 2;
        let mut cells = vec![(*label).to_owned()];
        let mut fields = vec![("source", some(source))];
        for (field, _) in family.money {
            let text = match (*field, filled) {
                ("initial", true) if !blank_initial => decimal(initial, 2),
                ("adjusted", true) => decimal(budget, 2),
                ("executed", true) => decimal(spent, 2),
                ("rate", true) => match style {
                    0 => format!("{}%", decimal(rate, 2)),
                    1 => format!("{:.2}%", Decimal::from_i128_with_scale(rate as i128, 2)),
                    _ => decimal(rate, 2),
                },
                ("weight", _) if index == 0 => decimal(points, 2),
                ("score", _) if index == 0 => decimal(score, 2),
                ("weight" | "score", _) => family.dash.to_owned(),
                ("initial" | "adjusted" | "executed", false) if index == 2 => "0.00".to_owned(),
                ("", _) if cells.len() == 1 => decimal(budget, 2),
                _ => String::new(),
            };
            let value = number(&text).map(|value| {
                let amount = matches!(*field, "initial" | "adjusted" | "executed") && family.yuan;
                let scaled = Decimal::from_str(&value).unwrap() / Decimal::from(if amount { 10_000 } else { 1 });
                scaled.normalize().to_string()
            });
            if !["reason", ""].contains(field) && (index == 0 || !matches!(*field, "weight" | "score")) {
                fields.push((field, value));
            }
            cells.push(text);
        }
        if index == 0 && family.execution > 0 && !family.money.iter().any(|(field, _)| *field == "weight") {
            fields.push(("weight", some(&family.execution.to_string())));
        }
        printed.push(cells);
        truth.push(fields);
    }
    (printed, truth, score)
}

fn edges(cells: usize) -> Vec<usize> {
    (0..=cells).map(|at| at * 24 / cells).collect()
}

fn indicator_rows(family: &Family, dice: &mut Dice, lost: &mut usize) -> (Vec<[String; 7]>, Vec<usize>, Vec<String>) {
    let mut facts: Vec<[String; 7]> = Vec::new();
    for fact in family.facts {
        if dice.roll(3) > 0 {
            facts.push(fact.map(str::to_owned));
        }
    }
    if facts.len() < 3 {
        facts = family.facts[..4].iter().map(|fact| fact.map(str::to_owned)).collect();
    }
    let budget = 100 - family.execution;
    let each = budget / facts.len();
    let mut weights = vec![each; facts.len()];
    if let Some(last) = weights.last_mut() {
        *last = budget - each * (facts.len() - 1);
    }
    let scores: Vec<String> = weights
        .iter()
        .map(|weight| {
            let loss = if dice.roll(4) == 0 { dice.roll(3) * 50 } else { 0 };
            *lost += loss;
            decimal(weight * 100 - loss, 2)
        })
        .collect();
    for ((fact, weight), score) in facts.iter_mut().zip(&weights).zip(&scores).filter(|_| family.typed) {
        let name = [fact[0].clone(), fact[1].clone(), fact[2].clone()];
        let [one, two, three] = name;
        *fact = [one, two, three, String::new(), weight.to_string(), String::new(), score.clone()];
    }
    (facts, weights, scores)
}

/// Makes up a form of a family: the sheet, and what it says.
pub fn form(family: &Family, dice: &mut Dice) -> (Sheet, Truth) {
    let project = dice.pick(&PROJECTS).to_owned();
    let (printed, funds, execution) = money(family, dice);
    let mut lost = 0;
    let (facts, weights, scores) = indicator_rows(family, dice, &mut lost);
    let score = decimal((100 - family.execution) * 100 - lost + execution, 2);
    let title = family.title.iter().map(|line| (*line).to_owned()).collect();
    let mut sheet = Sheet { title, rows: head(family, &project, &score) };
    block(family, &printed, &mut sheet);
    sheet.rows.push(laid(["年度总体目标", "预期目标", "实际完成情况"].map(cell).to_vec(), &[0, 3, 13, 24]));
    sheet
        .rows
        .push(laid(["", "完成全年12项任务，支出率达到95%。", "已完成11项。"].map(cell).to_vec(), &[0, 3, 13, 24]));
    heading(family, facts.len(), &mut sheet);
    let rows = indicators(family, &facts, &weights, &scores, &mut sheet);
    let mut total = [None, some(&score).filter(|_| !family.boxed.is_empty())];
    if !family.total.is_empty() {
        total = [some("100"), some(&score)];
        sheet.rows.push(total_row(family, &score));
    }
    let merged = family.shared && facts.windows(2).any(|pair| pair[0][1] == pair[1][1]);
    let listed = if merged { some("score-blank") } else { some(family.listed) };
    let unit = some("某市农业技术推广站").filter(|_| family.head.len() > 1);
    (sheet, Truth { project, unit, listed, funds, rows, total })
}

/// The boxes above the money.
fn head(family: &Family, project: &str, score: &str) -> Vec<Vec<Box>> {
    let mut rows = Vec::new();
    let named = [cell(family.head[0]), cell(project)];
    if family.boxed.is_empty() {
        rows.push(laid(named.to_vec(), &[0, 6, 24]));
    } else {
        let boxed = [cell(family.boxed), cell(score)];
        rows.push(laid([named, boxed].concat(), &[0, 6, 16, 20, 24]));
    }
    if let [_, department, unit] = family.head {
        let cells = [department, "某市农业农村局[066]", unit, "某市农业技术推广站"].map(cell);
        rows.push(laid(cells.to_vec(), &[0, 6, 12, 18, 24]));
    }
    rows
}

/// The money, and the rows behind it that hold no field of ours.
fn block(family: &Family, printed: &[Vec<String>], sheet: &mut Sheet) {
    let labels = usize::from(!family.across);
    let money_edges = edges(family.money.len() + 1 + labels);
    let answered = family.listed == "block-unread";
    let inside = if answered { 0 } else { family.between.len() };
    let mut band = vec![cell(family.block).down(printed.len() + 1 + inside)];
    band.extend((0..labels).map(|_| cell("")));
    band.extend(family.money.iter().map(|(_, heading)| cell(*heading)));
    sheet.rows.push(laid(band, &money_edges));
    for row in printed {
        sheet.rows.push(laid(row[1 - labels..].iter().map(cell).collect(), &money_edges[1..]));
    }
    for (at, row) in family.between.iter().enumerate() {
        let cells = row.iter().copied().map(cell);
        sheet.rows.push(match (answered, at) {
            (true, 0) => {
                let mut cells: Vec<Box> = cells.collect();
                cells[0] = cells[0].clone().down(family.between.len());
                cells.insert(1, cell(""));
                laid(cells, &[0, 3, 6, 15, 24])
            }
            (true, _) => laid(cells.collect(), &[3, 6, 15, 24]),
            _ => laid(cells.collect(), &[money_edges[1], 13, 24]),
        });
    }
}

fn heading(family: &Family, rows: usize, sheet: &mut Sheet) {
    let edges = edges(family.columns.len() + 1);
    let side = rows + 1 + usize::from(family.spanned);
    if !family.spanned {
        let mut band = vec![cell("绩效指标").down(side)];
        band.extend(family.columns.iter().map(|(_, heading)| cell(*heading)));
        sheet.rows.push(laid(band, &edges));
        return;
    }
    let inner = family.columns.iter().position(|(field, _)| *field == "actual").unwrap();
    let mut band = vec![cell("绩效指标").down(side), cell("年度指标值")];
    band.extend(family.columns[inner..].iter().map(|(_, heading)| cell(*heading).down(2)));
    let upper: Vec<usize> = [&edges[..2], &edges[inner + 1..]].concat();
    sheet.rows.push(laid(band, &upper));
    let lower = family.columns[..inner].iter().map(|(_, heading)| cell(*heading)).collect();
    sheet.rows.push(laid(lower, &edges[1..=inner + 1]));
}

fn indicators(
    family: &Family,
    facts: &[[String; 7]],
    weights: &[usize],
    scores: &[String],
    sheet: &mut Sheet,
) -> Vec<Vec<(&'static str, Option<String>)>> {
    let edges = edges(family.columns.len() + 1);
    let leveled = family.columns.iter().any(|(field, _)| *field == "l1");
    let mut truth = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        let run = |level: usize| facts[at..].iter().take_while(|other| other[..=level] == fact[..=level]).count();
        let begins = |level: usize| at == 0 || facts[at - 1][..=level] != fact[..=level];
        let sum = |level: usize| -> usize {
            let below = facts.iter().zip(weights).filter(|(other, _)| other[..=level] == fact[..=level]);
            below.map(|(_, weight)| weight).sum()
        };
        let shared = |at: usize, run: usize| {
            let scores = scores[at..at + run].iter().map(|score| Decimal::from_str(score).unwrap());
            scores.sum::<Decimal>().normalize().to_string()
        };
        let mut cells: Vec<Box> = Vec::new();
        let mut first = 1;
        for (field, _) in family.columns {
            let text = match *field {
                "l1" | "l2" => {
                    let level = usize::from(*field == "l2");
                    if begins(level) {
                        let name = &fact[level];
                        let points = if name.is_empty() { Points::Nowhere } else { family.points };
                        let name = match points {
                            Points::Bare if level == 0 => format!("{name} {}分", sum(level)),
                            Points::Bare => format!("{name}{}分", sum(level)),
                            Points::Both => format!("{name}（{}分）", sum(level)),
                            Points::Level1 if level == 0 => [name, "（", &sum(0).to_string(), "分）"].concat(),
                            Points::Level1 | Points::Nowhere => name.clone(),
                        };
                        cells.push(cell(name).down(run(level)));
                    } else {
                        first += 1;
                    }
                    continue;
                }
                "l3" => fact[2].clone(),
                "op" => fact[3].clone(),
                "value" => fact[4].clone(),
                "unit" => fact[5].clone(),
                "target" => format!("{}{}{}", if fact[3] == "定性" { "" } else { &fact[3] }, fact[4], fact[5]),
                "actual" => fact[6].clone(),
                // The points that somebody else gave are others than the form's own.
                "weight" | "review" => weights[at].to_string(),
                "score" if family.shared && !begins(1) => continue,
                "score" if family.shared => {
                    cells.push(cell(shared(at, run(1))).down(run(1)));
                    continue;
                }
                "score" => scores[at].clone(),
                "formula" => "达标得满分".to_owned(),
                _ if scores[at] != weights[at].to_string() => "受疫情影响，进度推迟".to_owned(),
                _ => String::new(),
            };
            cells.push(cell(text));
        }
        let has = |field: &str| family.columns.iter().any(|(name, _)| *name == field);
        let joined = has("op");
        let promised = joined || has("target");
        let target =
            if fact[3] == "定性" && !joined { fact[4].clone() } else { format!("{}{}{}", fact[3], fact[4], fact[5]) };
        let op = match fact[3].as_str() {
            "≥" | "≧" => some("≥"),
            "≤" => some("≤"),
            "=" | "＝" | "═" => some("="),
            _ => None,
        };
        truth.push(vec![
            ("level1", some(&fact[0]).filter(|_| leveled)),
            ("level2", some(&fact[1]).filter(|_| leveled)),
            ("level3", some(&fact[2])),
            ("target", some(&target).filter(|_| promised)),
            ("target_op", op.filter(|_| promised)),
            ("target_value", number(&fact[4]).filter(|_| promised)),
            ("target_unit", some(&fact[5]).filter(|_| promised)),
            ("actual", some(&fact[6])),
            ("weight", some(&weights[at].to_string()).filter(|_| has("weight"))),
            match family.shared {
                true => ("score", some(&shared(at, run(1))).filter(|_| begins(1))),
                false => ("score", some(&scores[at]).filter(|_| has("score"))),
            },
            (
                "deviation",
                some("受疫情影响，进度推迟").filter(|_| has("deviation") && scores[at] != weights[at].to_string()),
            ),
        ]);
        let end = first + cells.len();
        sheet.rows.push(laid(cells, &edges[first..=end]));
    }
    truth
}

/// The total row: its label reaches to the column of the points.
fn total_row(family: &Family, score: &str) -> Vec<Box> {
    let edges = edges(family.columns.len() + 1);
    let place = |field: &str| family.columns.iter().position(|(name, _)| *name == field).unwrap() + 1;
    let (weight, end) = (place("weight"), place("score"));
    let mut cells = vec![cell(family.total), cell("100")];
    let mut lines = vec![0, edges[weight], edges[weight + 1]];
    if end > weight + 1 {
        cells.push(cell(""));
        lines.push(edges[end]);
    }
    cells.extend([cell(score), cell(if family.grade { "优" } else { "" })]);
    lines.extend([edges[end + 1], 24]);
    laid(cells, &lines)
}

#[derive(Default)]
pub struct Count {
    pub right: usize,
    pub silent: usize,
    missing: usize,
    samples: Vec<String>,
}

impl Count {
    /// One line of the table: how many fields were read right, wrong without a word, and not.
    pub fn print(&self, code: &str, shape: &str) {
        let all = self.right + self.silent + self.missing;
        println!("{code:7} {shape:9} {all:6} {:7} {:7} {:8}", self.right, self.silent, self.missing);
        for sample in &self.samples {
            println!("    {sample}");
        }
    }

    fn field(&mut self, name: &str, expected: Option<String>, found: Option<String>, excused: bool) {
        match (expected == found, found.is_none() && excused) {
            (true, _) => self.right += 1,
            (false, true) => self.missing += 1,
            (false, false) => {
                self.silent += 1;
                if self.samples.len() < 6 {
                    self.samples.push(format!("{name}: expected {expected:?}, found {found:?}"));
                }
            }
        }
    }

    pub fn compare(&mut self, family: &Family, truth: &Truth, reading: &Reading) {
        let excused = reading.problems.iter().any(|problem| problem.severity == Severity::Error);
        let project = reading.projects.first();
        let printed = |value: Option<Decimal>| value.map(|value| value.normalize().to_string());
        let wan = |value: Option<jixiao::values::Wan>| printed(value.map(jixiao::values::Wan::decimal));
        self.field("form", some(family.code), project.and_then(|project| project.form.clone()), excused);
        self.field("project", some(&truth.project), project.and_then(|project| project.project.clone()), excused);
        self.field("unit", truth.unit.clone(), project.and_then(|project| project.unit.clone()), excused);
        self.field("total weight", truth.total[0].clone(), printed(project.and_then(|p| p.total_weight)), excused);
        self.field("total score", truth.total[1].clone(), printed(project.and_then(|p| p.total_score)), excused);
        if let Some(code) = &truth.listed {
            let found = reading.problems.iter().any(|problem| problem.code.as_str() == code);
            self.field("listed", some(code), some(code).filter(|_| found), excused);
        }
        for (at, fields) in truth.funds.iter().enumerate() {
            let row = reading.funding.get(at);
            for (field, expected) in fields {
                let found = match *field {
                    "source" => row.map(|row| row.source.to_string()),
                    "initial" => wan(row.and_then(|row| row.initial_wan)),
                    "adjusted" => wan(row.and_then(|row| row.adjusted_wan)),
                    "executed" => wan(row.and_then(|row| row.executed_wan)),
                    "rate" => printed(row.and_then(|row| row.execution_rate_pct)),
                    "weight" => printed(project.and_then(|project| project.execution_weight)),
                    _ => printed(project.and_then(|project| project.execution_score)),
                };
                self.field(&format!("funds {at} {field}"), expected.clone(), found, excused);
            }
        }
        let whole = reading.indicators.len() == truth.rows.len();
        let rows = Some(reading.indicators.len().to_string()).filter(|_| whole || !excused);
        self.field("rows", some(&truth.rows.len().to_string()), rows, excused);
        for (at, fields) in truth.rows.iter().enumerate() {
            // Where rows are missing with a problem, the others are found by their names.
            let named = || reading.indicators.iter().find(|row| row.level3 == fields[2].1);
            let row = if whole || !excused { reading.indicators.get(at) } else { named() };
            for (field, expected) in fields {
                let found = row.and_then(|row| match *field {
                    "level1" => row.level1.clone(),
                    "level2" => row.level2.clone(),
                    "level3" => row.level3.clone(),
                    "target" => row.target.clone(),
                    "target_op" => row.target_op.map(|op| op.sign().to_owned()),
                    "target_value" => printed(row.target_value),
                    "target_unit" => row.target_unit.clone(),
                    "actual" => row.actual.clone(),
                    "weight" => printed(row.weight),
                    "score" => printed(row.score),
                    _ => row.deviation.clone(),
                });
                self.field(&format!("row {at} {field}"), expected.clone(), found, excused);
            }
        }
    }
}

#[test]
fn every_family_is_read_in_every_shape_or_with_a_problem() {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let mut silent = 0;
    println!("family  shape     fields   right  silent  missing with a problem");
    for family in &FAMILIES {
        for shape in SHAPES {
            let mut count = Count::default();
            // Glued rows are searched, which takes an unoptimised build its time.
            for seed in 0..if shape == Shape::Glued { 4 } else { 10 } {
                let (sheet, truth) = form(family, &mut Dice::new(seed));
                let reading = jixiao::records::read(&sheet.write(shape), &labels);
                let open = reading.coverage.unclaimed.len();
                assert_eq!(reading.coverage.numerals as usize, reading.coverage.claimed as usize + open);
                count.compare(family, &truth, &reading);
            }
            let all = count.right + count.silent + count.missing;
            count.print(family.code, &format!("{shape:?}"));
            silent += count.silent;
            let spans_kept = shape == Shape::Grid || shape == Shape::Tabs || shape == Shape::Bars;
            // A covered cell that is left out in a row leaves no trace there.
            let plain = !family.shared && !family.across && !family.facts[0][1].is_empty();
            if shape < Shape::Blanks && (spans_kept || plain) {
                assert!(
                    count.silent > 0 || count.missing * 100 <= all,
                    "{}: too little of {shape:?} is read",
                    family.code
                );
            }
        }
    }
    assert_eq!(silent, 0, "a wrong value without a problem is the worst outcome there is");
}

#[test]
fn a_place_brings_its_own_family_as_data() {
    let own = r#"
[family]
code = "X1"
columns = [["花了多少"]]

[money]
executed = ["花了多少"]
"#;
    let labels = Labels::extended(&[("own.toml", own)]).expect("a family of one's own");
    let text =
        "项目名称 | 暖通改造经费 | |\n项目资金（万元） | | 全年预算数 | 花了多少\n | 年度资金总额 | 43.2 | 37.24\n";
    let document = jixiao::documents::read("own.txt", text.as_bytes()).expect("a text");
    let reading = jixiao::records::read(&document, &labels);
    let project = reading.projects.first().expect("a form");
    assert_eq!(project.form.as_deref(), Some("X1"));
    assert_eq!(project.executed_wan.map(|wan| wan.to_string()).as_deref(), Some("37.24"));
}

#[test]
fn targets_without_results_are_refused_with_the_reason() {
    let halves = "绩效目标表\n| 项目名称 | 农产品质检体系 | | | | | | |\n| 一级指标 | 二级指标 | 指标内容 | 指标值 | 一级指标 | 二级指标 | 指标内容 | 指标值 |\n| 产出指标 | 数量指标 | 抽检 | ≥300组 | 产出指标 | 数量指标 | 抽检 | ≥100组 |\n";
    let plain = "项目支出绩效目标表\n| 项目名称 | 薄弱学校改造补助 | | |\n| 一级指标 | 二级指标 | 指标内容 | 指标值 |\n| 产出指标 | 质量指标 | 合格率 | 100% |\n";
    let labels = Labels::built_in().expect("the dictionaries are valid");
    for text in [plain, halves] {
        let document = jixiao::documents::read("promise.txt", text.as_bytes()).expect("a text");
        let reading = jixiao::records::read(&document, &labels);
        assert!(reading.projects.is_empty() && reading.indicators.is_empty());
        assert_eq!(reading.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["targets-only"]);
    }
}

#[test]
fn forms_that_lost_their_digits_say_so() {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    for family in &FAMILIES {
        for shape in [Shape::Grid, Shape::Bars, Shape::Blanks, Shape::Glued] {
            let (mut sheet, _) = form(family, &mut Dice::new(3));
            let bare = |text: &mut String| text.retain(|c| !c.is_ascii_digit());
            sheet.rows.iter_mut().flatten().for_each(|cell| bare(&mut cell.text));
            let reading = jixiao::records::read(&sheet.write(shape), &labels);
            let code = family.code;
            assert!(reading.problems.iter().any(|problem| problem.severity == Severity::Error), "{code} {shape:?}");
            let sums = reading.projects.iter().map(|project| (project.executed_wan, project.total_score));
            assert!({ sums }.all(|sums| sums == (None, None)), "{code} {shape:?}");
            assert!(
                reading.indicators.iter().all(|row| row.weight.is_none() && row.score.is_none()),
                "{code} {shape:?}"
            );
        }
    }
}

#[test]
fn hostile_glued_rows_end() {
    let head =
        "项目支出绩效自评表\n项目名称委托业务项目\n项目资金（万元）年初预算数全年预算数全年执行数分值执行率得分\n";
    let band = "一级指标二级指标三级指标年度指标值实际完成值分值得分\n";
    let funds = "年度资金总额1234567890123456789012345678901234567890\n".repeat(16);
    let rows = "委托业务项目数≥50个12345678901234\n".repeat(40);
    let cases = [
        ("one row of digits", format!("{head}年度资金总额{}\n{band}", "1".repeat(60_000))),
        ("one row of brackets", format!("{head}{band}{}\n总分10099.5\n", "项目（1".repeat(6_000))),
        ("many forms of such rows", format!("{head}{funds}{band}{rows}总分10099.5\n").repeat(24)),
    ];
    let labels = Labels::built_in().expect("the dictionaries are valid");
    for (what, text) in cases {
        let begun = crate::bounds::work();
        let document = jixiao::documents::read("a.txt", text.as_bytes()).expect("a text");
        let reading = jixiao::records::read(&document, &labels);
        // A few seconds of a processor do for an unoptimised build.
        let spent = crate::bounds::work() - begun;
        println!("{what}: {spent:?}");
        assert!(spent < std::time::Duration::from_secs(90), "{what}: {spent:?}");
        assert!(reading.problems.iter().any(|problem| problem.severity == Severity::Error), "{what}");
    }
}
