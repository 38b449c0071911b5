//! Forms made up and rendered as published ones are: a cell per line behind tabs, or flowing text
//! whose cells are broken at any character. The known contents are the labels that precision and
//! recall are measured against.

use std::fmt::Write as _;

/// A small seeded generator (splitmix64), so that every run makes the same documents.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }
}

/// One row of the money block, as printed.
pub struct Money {
    pub label: &'static str,
    pub source: &'static str,
    pub initial: String,
    pub adjusted: String,
    pub executed: String,
    pub weight: String,
    pub rate: String,
    pub score: String,
}

/// One indicator, as printed.
pub struct Row {
    pub level1: &'static str,
    pub prints_level1: bool,
    pub level2: &'static str,
    pub prints_level2: bool,
    pub prefix: String,
    pub level3: String,
    pub target: String,
    pub actual: String,
    pub weight: String,
    pub score: String,
    pub deviation: String,
}

/// One form.
pub struct Form {
    pub project: String,
    pub department: String,
    pub unit: String,
    pub money: Vec<Money>,
    pub rows: Vec<Row>,
    pub total_score: String,
}

const NAMES: [&str; 12] = [
    "城市道路2023年维修养护（二期）",
    "“好邻居”社区服务、助老餐补贴",
    "12345热线运行经费",
    "信息系统(三级等保)测评",
    "义务教育学校营养改善计划",
    "图书馆、文化馆免费开放资金",
    "2024年防汛抗旱物资购置经费",
    "“十四五”规划中期评估",
    "农村公路安全生命防护工程",
    "执法车辆更新购置",
    "职工培训费，含会议费",
    "3处老旧小区改造（1标段）",
];
const LEVEL2: [(&str, &str); 8] = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
];
const LEVEL3: [&str; 12] = [
    "维修养护道路里程",
    "完成12个月的设备巡检和3次应急演练工作",
    "验收合格率",
    "项目完成时限",
    "支出金额控制在预算内",
    "降低企业办事成本",
    "为辖区群众提供更加方便快捷、优质高效的政务服务，提升窗口形象",
    "服务对象满意度",
    "采购A4纸及硒鼓数量",
    "建造101室、102室、103室",
    "保障2024年度信息系统安全平稳运行",
    "每月发放时间",
];
const VALUES: [(&str, &str); 12] = [
    ("≥150套", "163套"),
    ("≥95%", "98.5%"),
    ("≤11月", "11月"),
    ("优良中低差", "优"),
    ("≤27.5万元", "26.98万元"),
    ("100%", "100%"),
    ("≥120000人次", "137780人次"),
    ("好坏", "好"),
    ("3次", "3次"),
    ("≥95%", "＞95%"),
    ("高中低", "中"),
    ("≤15天", "<15天"),
];
const TEXTS: [(&str, &str); 5] = [
    ("验收合格", "验收合格"),
    ("年底前完成", "按时完成"),
    ("达到预期", "完成"),
    ("满意", "满意"),
    ("有效提升", "有所提升"),
];
const REASONS: [&str; 4] = [
    "原因：受2次汛期影响，开工晚了30天。措施：加快进度，争取12月底前完成。",
    "原因：招标节余3.2万元，按程序交回财政。",
    "因供货方延迟，到货只有85%，下年度提前1个季度启动采购。",
    "受疫情影响，部分活动改为线上进行",
];

/// What a made-up form may hold.
#[derive(Clone, Copy)]
pub struct Taste {
    pub texts: bool,
    pub blanks: bool,
    pub separators: bool,
    pub full_width: bool,
    pub lost_levels: bool,
    pub numbered: bool,
}

/// How a PDF's text parts its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Broken cells stand between empty lines, the others side by side.
    Blocks,
    /// Every cell begins a line, and nothing else parts it from the next.
    Lines,
    /// A row stands on one line, its cells parted by a blank.
    Rows,
}

fn cents(value: usize) -> String {
    let text = format!("{}.{:02}", value / 100, value % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_once('.').map_or((text, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out + &rest
}

fn wide(text: &str) -> String {
    text.chars()
        .map(
            |c| if c.is_ascii_digit() || c == '.' || c == '%' { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c },
        )
        .collect()
}

/// Makes up one form whose points add up.
pub fn form(dice: &mut Dice, number: usize, taste: Taste) -> Form {
    let adjusted = 100 + dice.roll(4_000_000);
    let executed = adjusted - dice.roll(adjusted / 3 + 1);
    let initial = if taste.blanks && dice.roll(3) == 0 { None } else { Some(adjusted + dice.roll(5) * 100) };
    let rate = (executed * 10_000 + adjusted / 2) / adjusted;
    let score = (executed * 1_000 + adjusted / 2) / adjusted;
    let dress = |text: String| {
        let text = if taste.separators { grouped(&text) } else { text };
        if taste.full_width { wide(&text) } else { text }
    };
    let amount = |value: Option<usize>| value.map(|value| dress(cents(value))).unwrap_or_default();
    let total = Money {
        label: "年度资金总额",
        source: "total",
        initial: amount(initial),
        adjusted: amount(Some(adjusted)),
        executed: amount(Some(executed)),
        weight: "10".into(),
        rate: format!("{}%", cents(rate)),
        score: cents(score),
    };
    let part = |label, source, on: bool| Money {
        label,
        source,
        initial: if on { total.initial.clone() } else { "0".into() },
        adjusted: if on { total.adjusted.clone() } else { "0".into() },
        executed: if on { total.executed.clone() } else { "0".into() },
        weight: "—".into(),
        rate: if on { total.rate.clone() } else { String::new() },
        score: "—".into(),
    };
    let parts = vec![
        part("其中：当年财政拨款", "current_year_fiscal", true),
        part("上年结转资金", "carried_over", false),
        part("其他资金", "other", false),
    ];
    let (rows, lost) = rows(dice, taste);
    Form {
        project: format!(
            "{}{}",
            dice.pick(&NAMES),
            if number % 3 == 0 { format!("（{number}号）") } else { String::new() }
        ),
        department: "某市某区住房和城乡建设委员会".into(),
        unit: "某市某区市政设施管理服务中心".into(),
        total_score: cents(9_000 - lost + score),
        money: [vec![total], parts].concat_money(),
        rows,
    }
}

trait Concat {
    fn concat_money(self) -> Vec<Money>;
}

impl Concat for [Vec<Money>; 2] {
    fn concat_money(self) -> Vec<Money> {
        self.into_iter().flatten().collect()
    }
}

/// Rows whose weights add up to 90, and the hundredths of points they lost.
fn rows(dice: &mut Dice, taste: Taste) -> (Vec<Row>, usize) {
    let weights = [[20, 15, 10, 5, 10, 10, 10, 10], [10, 10, 10, 10, 20, 10, 10, 10], [15, 15, 15, 5, 15, 10, 5, 10]];
    let weights = weights[dice.roll(weights.len())];
    let (mut rows, mut lost) = (Vec::new(), 0);
    for ((level1, level2), weight) in LEVEL2.iter().zip(weights) {
        let first_of_level1 = rows.last().is_none_or(|row: &Row| row.level1 != *level1);
        let parts = if weight % 10 == 0 && dice.roll(3) == 0 { 2 } else { 1 };
        for part in 0..parts {
            let (target, actual) = if taste.texts && dice.roll(3) == 0 {
                TEXTS[dice.roll(TEXTS.len())]
            } else {
                VALUES[dice.roll(VALUES.len())]
            };
            let loss = if dice.roll(4) == 0 { 25 * dice.roll(8) } else { 0 };
            lost += loss;
            rows.push(Row {
                level1,
                prints_level1: first_of_level1 && part == 0 && !(taste.lost_levels && dice.roll(4) == 0),
                level2,
                prints_level2: part == 0,
                prefix: if taste.numbered { format!("指标{}：", part + 1) } else { String::new() },
                level3: dice.pick(&LEVEL3).to_owned(),
                target: target.into(),
                actual: actual.into(),
                weight: (weight / parts).to_string(),
                score: cents(weight / parts * 100 - loss),
                deviation: if loss > 0 { dice.pick(&REASONS).to_owned() } else { String::new() },
            });
        }
    }
    (rows, lost)
}

/// A cell per line behind tabs, a blank line after each row.
pub fn as_cells(forms: &[Form], year: i32) -> String {
    let mut text = format!("项目支出绩效自评表\n（{year}年度）\n\n");
    for (index, form) in forms.iter().enumerate() {
        let _ = write!(text, "{}、\n\n", index + 1);
        let mut row = |cells: &[&str]| {
            for cell in cells {
                let _ = writeln!(text, "\t{cell}");
            }
            text.push('\n');
        };
        row(&["项目名称", &form.project]);
        row(&["主管部门", &form.department, "实施单位", &form.unit]);
        row(&["项目负责人", "", "联系电话", ""]);
        row(&["项目资金\n（万元）", "", "年初预\n算数", "全年预\n算数", "全年\n执行数", "分值", "执行率", "得分"]);
        for m in &form.money {
            row(&["", m.label, &m.initial, &m.adjusted, &m.executed, &m.weight, &m.rate, &m.score]);
        }
        row(&["年度总体目标", "预期目标", "实际完成情况"]);
        row(&["", "完成全年工作任务3项，资金支出率达到95%。", "全部完成。"]);
        row(&[
            "绩\n效\n指\n标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度\n\n指标值",
            "实际\n\n完成值",
            "分值",
            "得分",
            "偏差原因分析及改进\n措施",
        ]);
        for r in &form.rows {
            let level1 = if r.prints_level1 { r.level1 } else { "" };
            let level2 = if r.prints_level2 { r.level2 } else { "" };
            let level3 = format!("{}{}", r.prefix, r.level3);
            row(&["", level1, level2, &level3, &r.target, &r.actual, &r.weight, &r.score, &r.deviation]);
        }
        row(&["总分", "100", &form.total_score, ""]);
        text.push('\n');
    }
    text
}

/// Breaks a text into lines of `width` characters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let spaced = spaced(text);
    let chars: Vec<char> = spaced.chars().collect();
    chars
        .chunks(width.max(1))
        .map(|line| line.iter().collect::<String>().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The blanks that PDF text puts between Chinese and Latin signs: 指标 1：, ≥150 套.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let latin = |c: char| c.is_ascii_alphanumeric();
        if before.is_some_and(|b| {
            latin(b) != latin(c) && (b as u32 > 0x3400 && b as u32 <= 0x9FFF || c as u32 > 0x3400 && c as u32 <= 0x9FFF)
        }) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Writes the cells of a table row as PDF text has them in the given style.
fn flow_row(text: &mut String, style: Style, cells: &[(&str, usize)]) {
    let filled = cells.iter().filter(|(cell, _)| !cell.is_empty());
    match style {
        Style::Rows => {
            let cells: Vec<String> = filled.map(|(cell, _)| spaced(cell)).collect();
            text.push_str(&(cells.join(" ") + "\n"));
        }
        Style::Lines => {
            for (cell, width) in filled {
                text.push_str(&(wrap(cell, *width).join("\n") + "\n"));
            }
        }
        Style::Blocks => blocks(text, filled),
    }
}

/// Cells of one line side by side, a broken cell as a block of its own between empty lines.
fn blocks<'a>(text: &mut String, cells: impl Iterator<Item = &'a (&'a str, usize)>) {
    let mut on_line = false;
    for (cell, width) in cells {
        let lines = wrap(cell, *width);
        if let [line] = lines.as_slice() {
            text.push_str(if on_line { " " } else { "" });
            text.push_str(line);
            on_line = true;
            continue;
        }
        if on_line {
            text.push_str("\n\n");
        } else if !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str(&lines.join("\n"));
        text.push_str("\n\n");
        on_line = false;
    }
    if on_line {
        text.push_str("\n\n");
    }
}

/// Flowing text with columns of random widths in characters.
pub fn as_flow(forms: &[Form], year: i32, style: Style, dice: &mut Dice) -> String {
    let mut text = String::new();
    for form in forms {
        let widths: [usize; 6] = std::array::from_fn(|at| [6, 8, 12, 8, 8, 8][at] + dice.roll(5));
        let [level1, level2, level3, target, actual, deviation] = widths;
        let _ = write!(text, "项目支出绩效自评表\n（{year} 年度）\n\n");
        flow_row(&mut text, style, &[("项目名称", 9), (&form.project, 40)]);
        flow_row(
            &mut text,
            style,
            &[("主管部门", 9), (&form.department, 40), ("实施单位", 9), (&form.unit, 7 + dice.roll(12))],
        );
        let narrow = 2 + dice.roll(4);
        let heads = ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"];
        flow_row(&mut text, style, &heads.map(|head| (head, narrow)));
        // Some tables are so narrow that their amounts break too.
        let money = if style == Style::Rows || dice.roll(3) > 0 { 40 } else { 6 };
        for m in &form.money {
            let cells = [
                (m.label, 12),
                (&m.initial, money),
                (&m.adjusted, money),
                (&m.executed, money),
                (&m.weight, 9),
                (&m.rate, 9),
                (&m.score, 9),
            ];
            flow_row(&mut text, style, &cells);
        }
        flow_row(&mut text, style, &[("年度总体目标", 1), ("预期目标", 9), ("实际完成情况", 9)]);
        flow_row(&mut text, style, &[("完成全年工作任务3项，资金支出率达到95%。", 15), ("全部完成。", 15)]);
        let heads = [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ];
        flow_row(&mut text, style, &heads.map(|head| (head, narrow)));
        for r in &form.rows {
            let name = format!("{}{}", r.prefix, r.level3);
            let level1_text = if r.prints_level1 { r.level1 } else { "" };
            let level2_text = if r.prints_level2 { r.level2 } else { "" };
            let points = format!("{} {}", r.weight, r.score);
            let first = (level1_text, if level1 % 2 == 0 { 2 } else { level1 });
            let row = [
                first,
                (level2_text, level2),
                (&name, level3),
                (&r.target, target),
                (&r.actual, actual),
                (&points, 40),
                (&r.deviation, deviation),
            ];
            flow_row(&mut text, style, &row);
        }
        let _ = write!(text, "总分 100 {}\n\n\n\n", form.total_score);
    }
    text
}
