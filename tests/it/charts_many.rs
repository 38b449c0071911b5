//! Tables of 2, 13, 200 and 5,000 made-up years of units, and every chart of them in both languages, drawn
//! once for all tests that look at them.

use crate::charts::drawn;
use crate::charts_data::{Tables, budget_credibility, counts, decimals, frame, project_execution, texts};
use jixiao::charts::{Drawing, Kind};
use jixiao::values::Lang;
use polars::prelude::{DataFrame, NamedFrom, Series};
use std::sync::LazyLock;

/// A chart that was drawn.
pub struct Picture {
    pub kind: Kind,
    /// How many years of units it is of.
    pub size: usize,
    pub lang: Lang,
    pub drawing: Drawing,
    /// Kind, size and language, for messages and file names.
    pub name: String,
}

/// Every kind at every size in both languages.
pub static PICTURES: LazyLock<Vec<Picture>> = LazyLock::new(|| {
    let at_size = |size: usize| {
        let tables = tables(size);
        let languages = [(Lang::Zh, "zh"), (Lang::En, "en")];
        let one = |(kind, (lang, code)): (Kind, (Lang, &str))| Picture {
            kind,
            size,
            lang,
            drawing: drawn(kind, &tables, lang),
            name: format!("size{size}-{}-{code}", kind.name()),
        };
        Kind::ALL.iter().flat_map(|kind| languages.map(|lang| (*kind, lang))).map(one).collect::<Vec<_>>()
    };
    SIZES.into_iter().flat_map(at_size).collect()
});

/// How many years of units are drawn.
pub const SIZES: [usize; 4] = [2, 13, 200, 5_000];
/// Projects of a unit in a year.
pub const PROJECTS: usize = 4;

/// One project of the made-up units: name, initial, adjusted, executed, score, points lost by execution.
type Row = (String, Option<f64>, f64, f64, f64, f64);

/// A number that looks like chance and is none.
fn mixed(seed: usize) -> usize {
    let x = seed.wrapping_mul(2_654_435_761).wrapping_add(97);
    (x ^ (x >> 13)) % 1_000
}

/// Projects of the `group`-th unit and year.
fn projects(group: usize) -> Vec<Row> {
    let one = |at: usize| {
        let seed = group * PROJECTS + at;
        let adjusted = (mixed(seed) * mixed(seed + 7)) as f64 / 100.0 + 1.0;
        let rate = match seed % 3 {
            0 => 1.0,
            _ => (mixed(seed + 3) as f64 + 1.0) / 1_000.0,
        };
        let initial = (seed % 9 != 0).then(|| adjusted * (0.8 + mixed(seed + 5) as f64 / 2_000.0));
        let score = 90.0 + rate * 10.0 - (seed % 4) as f64;
        (format!("项目{at}号运行维护经费"), initial, adjusted, adjusted * rate, score, 10.0 - rate * 10.0)
    };
    (0..PROJECTS).map(one).collect()
}

/// Year and unit of each group: five years where there are enough of them.
fn keys(size: usize) -> Vec<(i32, &'static str)> {
    let years = if size < 5 { 1 } else { 5 };
    let one = |at: usize| {
        let unit: &'static str = Box::leak(format!("某市第{}单位", at / years).into_boxed_str());
        (2020 + i32::try_from(at % years).expect("few years"), unit)
    };
    (0..size).map(one).collect()
}

/// Every table that charts need, of `size` years of units.
pub fn tables(size: usize) -> Tables {
    let keys = keys(size);
    let years: Vec<(i32, &'static str, Vec<Row>)> =
        keys.iter().enumerate().map(|(at, (year, unit))| (*year, *unit, projects(at))).collect();
    let mut tables = crate::charts_data::tables(&years);
    tables.insert("project_execution".into(), project_execution(&years));
    tables.insert("score_waterfall".into(), waterfall(&keys));
    tables.insert("scoring_gaps".into(), gaps(&keys));
    tables.insert("spending_shares".into(), shares(&keys));
    tables.insert("budget_credibility".into(), credibility(&years));
    tables
}

/// Outturns by year and unit below those by year, as the analysis gives them.
fn credibility(years: &[(i32, &'static str, Vec<Row>)]) -> DataFrame {
    let mut pooled: Vec<(i32, &'static str, Vec<Row>)> = Vec::new();
    for (year, _, rows) in years {
        match pooled.iter_mut().find(|one| one.0 == *year) {
            Some(one) => one.2.extend(rows.iter().cloned()),
            None => pooled.push((*year, "", rows.clone())),
        }
    }
    let levelled = |years: &[(i32, &'static str, Vec<Row>)], level: &str| {
        let mut table = budget_credibility(years);
        let levels = Series::new("level".into(), vec![level; table.height()]);
        table.insert_column(0, levels.into()).expect("the column fits");
        table
    };
    levelled(&pooled, "year").vstack(&levelled(years, "year/unit")).expect("the same columns")
}

/// A frame of rows that begin with their year and unit.
fn rows<T>(keys: &[(i32, &'static str)], of: impl Fn(usize) -> Vec<T>) -> Vec<(i32, &'static str, T)> {
    let one = |(at, (year, unit)): (usize, &(i32, &'static str))| {
        of(at).into_iter().map(|row| (*year, *unit, row)).collect::<Vec<_>>()
    };
    keys.iter().enumerate().flat_map(one).collect()
}

fn waterfall(keys: &[(i32, &'static str)]) -> DataFrame {
    let steps = |at: usize| {
        let (execution, output) = (mixed(at) as f64 / 250.0, mixed(at + 1) as f64 / 500.0);
        let after = 100.0 - execution;
        vec![
            ("start", 0.0, 100.0, 100.0),
            ("execution", -execution, 100.0, after),
            ("产出", -output, after, after - output),
            ("效益", 0.0, after - output, after - output),
            ("mean", 0.0, after - output, after - output),
        ]
    };
    let all = rows(keys, steps);
    let points = |name: &str, value: &dyn Fn(&(&str, f64, f64, f64)) -> f64| {
        decimals(name, &all.iter().map(|row| Some(value(&row.2))).collect::<Vec<_>>())
    };
    frame(vec![
        Series::new("year".into(), all.iter().map(|row| row.0).collect::<Vec<_>>()).into(),
        texts("unit", &all.iter().map(|row| row.1).collect::<Vec<_>>()),
        counts("position", &(0..all.len()).map(|at| u32::try_from(at % 5).expect("small")).collect::<Vec<_>>()),
        texts("step", &all.iter().map(|row| row.2.0).collect::<Vec<_>>()),
        counts("n_projects", &vec![u32::try_from(PROJECTS).expect("small"); all.len()]),
        points("delta_points", &|step| step.1),
        points("from_points", &|step| step.2),
        points("to_points", &|step| step.3),
    ])
}

/// Level-2 kinds of the made-up forms with their indicators a unit and year.
pub const KINDS: [(&str, &str, u32); 6] = [
    ("产出", "数量", 8),
    ("产出", "质量", 4),
    ("产出", "时效", 4),
    ("效益", "社会效益", 5),
    ("满意度", "服务对象满意度", 4),
    ("过程", "质量", 1),
];

fn gaps(keys: &[(i32, &'static str)]) -> DataFrame {
    let cells = |at: usize| {
        let execution = ("execution", "", "", 4_u32, 40.0, mixed(at) as f64 / 100.0);
        let kind = |(k, (level1, level2, n)): (usize, &(&'static str, &'static str, u32))| {
            let lost = if k % 2 == 0 { mixed(at + k) as f64 / 400.0 } else { 0.0 };
            ("level2", *level1, *level2, *n, f64::from(*n) * 10.0, lost)
        };
        std::iter::once(execution).chain(KINDS.iter().enumerate().map(kind)).collect()
    };
    let all = rows(keys, cells);
    frame(vec![
        Series::new("year".into(), all.iter().map(|row| row.0).collect::<Vec<_>>()).into(),
        texts("unit", &all.iter().map(|row| row.1).collect::<Vec<_>>()),
        texts("aspect", &all.iter().map(|row| row.2.0).collect::<Vec<_>>()),
        texts("level1", &all.iter().map(|row| row.2.1).collect::<Vec<_>>()),
        texts("level2", &all.iter().map(|row| row.2.2).collect::<Vec<_>>()),
        counts("n", &all.iter().map(|row| row.2.3).collect::<Vec<_>>()),
        decimals("attainable_points", &all.iter().map(|row| Some(row.2.4)).collect::<Vec<_>>()),
        decimals("lost_points", &all.iter().map(|row| Some(row.2.5)).collect::<Vec<_>>()),
    ])
}

/// Purposes of the made-up projects; a unit and year has four of them, a project each.
const PURPOSES: [(&str, &str); 9] = [
    ("personnel", "人员"),
    ("services", "购买服务"),
    ("premises", "房屋"),
    ("archives", "档案"),
    ("it", "信息化"),
    ("party", "党建"),
    ("publicity", "宣传培训活动"),
    ("operation", "运转"),
    ("equipment", "设备购置"),
];

fn shares(keys: &[(i32, &'static str)]) -> DataFrame {
    let parts = |at: usize| {
        let amounts: Vec<f64> = projects(at).iter().map(|row| row.3).collect();
        let whole: f64 = amounts.iter().sum();
        let part = |(k, amount): (usize, f64)| (PURPOSES[(at + k * 2) % PURPOSES.len()], amount, whole);
        amounts.into_iter().enumerate().map(part).collect()
    };
    let all = rows(keys, parts);
    frame(vec![
        Series::new("year".into(), all.iter().map(|row| row.0).collect::<Vec<_>>()).into(),
        texts("unit", &all.iter().map(|row| row.1).collect::<Vec<_>>()),
        texts("view", &vec!["purpose"; all.len()]),
        texts("code", &all.iter().map(|row| row.2.0.0).collect::<Vec<_>>()),
        texts("label", &all.iter().map(|row| row.2.0.1).collect::<Vec<_>>()),
        texts("label_en", &vec![""; all.len()]),
        decimals("amount_wan", &all.iter().map(|row| Some(row.2.1)).collect::<Vec<_>>()),
        decimals("whole_wan", &all.iter().map(|row| Some(row.2.2)).collect::<Vec<_>>()),
        Series::new("share_pct".into(), all.iter().map(|row| row.2.1 / row.2.2 * 100.0).collect::<Vec<_>>()).into(),
        counts("n", &vec![1; all.len()]),
    ])
}
