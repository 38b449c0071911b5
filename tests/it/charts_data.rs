//! Analysis tables for the tests of charts: the projects of the two seed documents with their real
//! names and figures, and tables made to provoke.
#![allow(clippy::type_complexity, reason = "rows of figures read best as tuples")]

use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
use std::collections::BTreeMap;

/// The unit of the 2020 forms.
pub const UNIT_2020: &str = "北京市丰台区人力资源公共服务中心";
/// The unit of the 2024 forms.
pub const UNIT_2024: &str = "北京市丰台区社会保险基金管理中心";

/// Analysis name to table, as a chart is given them.
pub type Tables = BTreeMap<String, DataFrame>;

/// One project: name, initial, adjusted, executed, total score, points lost by execution.
pub type Row = (String, Option<f64>, f64, f64, f64, f64);

/// The 15 projects of 2020.
pub fn projects_2020() -> Vec<Row> {
    rows(&[
        ("“两新”党组织书记党务工作者岗位补贴", Some(7.8), 7.8, 4.2, 95.4, 4.6),
        ("办公室整合改造经费", None, 65.84, 61.26, 99.3, 0.7),
        ("保安服务费、报警系统使用费", Some(13.44), 13.44, 13.14, 99.78, 0.22),
        ("房屋租赁费", Some(98.01), 98.01, 98.01, 100.0, 0.0),
        ("丰台区人事档案数字化建设项目", Some(49.55), 49.55, 49.51, 99.99, 0.01),
        ("服务大厅公共设施维修费", Some(5.46), 5.46, 4.71, 98.6, 1.4),
        ("服务大厅日常运行保障经费", Some(16.04), 16.04, 9.88, 96.2, 3.8),
        ("机构运转经费", Some(34.03), 34.03, 21.51, 96.32, 3.68),
        ("人力资源公共服务中心窗口服务经费", None, 254.51, 249.51, 99.6, 0.2),
        ("网络通讯设备维护维修费", Some(112.242), 112.242, 105.945183, 99.4, 0.6),
        ("宣传活动费", Some(39.61), 39.61, 35.1, 97.8, 1.1),
        ("优化失业人员档案管理服务经费", None, 30.25, 30.21, 99.86, 0.14),
        ("数字化档案加工升级", Some(61.0), 61.0, 60.9933, 99.99, 0.01),
        ("人力资源公共服务中心窗口聘用人员经费", Some(685.0), 430.49, 360.82, 96.8, 1.6),
        ("基层党组织工作和活动经费", None, 63.0, 35.82, 93.69, 4.31),
    ])
}

/// The 8 projects of 2024.
pub fn projects_2024() -> Vec<Row> {
    rows(&[
        ("2024年窗口单位工作人员工服经费", Some(27.0), 27.0, 27.0, 100.0, 0.0),
        ("2024年社保专区装修改造经费", Some(5.0), 4.952412, 4.952412, 98.33, 0.0),
        ("2024年社保基金监督检查经费", Some(15.0), 15.0, 15.0, 100.0, 0.0),
        ("2024年信息化建设", Some(32.34), 32.34, 32.34, 99.17, 0.0),
        ("2024年档案资料保管费", Some(85.0), 84.91289, 84.91289, 100.0, 0.0),
        ("2024年设备购置类项目经费", Some(25.6), 22.24, 22.24, 100.0, 0.0),
        ("2024年社保业务咨询服务经费", Some(60.4656), 50.388, 50.388, 100.0, 0.0),
        ("2024年市管征地超转人员经费", Some(2063.10645), 1626.837857, 1626.837857, 100.0, 0.0),
    ])
}

fn rows(rows: &[(&str, Option<f64>, f64, f64, f64, f64)]) -> Vec<Row> {
    rows.iter().map(|(name, i, a, e, score, lost)| ((*name).to_owned(), *i, *a, *e, *score, *lost)).collect()
}

/// `n` made-up projects whose rates spread from 3 % to 130 %; every seventh has no initial budget.
pub fn many(n: u32) -> Vec<Row> {
    let one = |i: u32| {
        let adjusted = f64::from(i % 37 * 11 + 3) + f64::from(i) / 10.0;
        let rate = if i.is_multiple_of(3) { 1.0 } else { (f64::from(i * 7919 % 97) + 3.0) / 100.0 };
        let initial = (!i.is_multiple_of(7)).then(|| adjusted * (0.9 + f64::from(i % 5) / 10.0));
        let name = format!("第{i}号“十四五”公共服务能力提升（2021-2025年）配套设施改造与运行维护项目经费{i}");
        (name, initial, adjusted, adjusted * rate, 90.0 + rate * 10.0 - f64::from(i % 4), 10.0 - rate * 10.0)
    };
    (0..n).map(one).collect()
}

/// One year of one unit.
pub type Year = (i32, &'static str, Vec<Row>);

/// Both seed documents.
pub fn seeds() -> Vec<Year> {
    vec![(2020, UNIT_2020, projects_2020()), (2024, UNIT_2024, projects_2024())]
}

/// Every table that charts need, for these years.
pub fn tables(years: &[Year]) -> Tables {
    let mut tables = Tables::new();
    tables.insert("project_execution".into(), project_execution(years));
    tables.insert("execution_distribution".into(), execution_distribution(years));
    tables.insert("score_against_execution".into(), score_against_execution(years));
    tables.insert("score_waterfall".into(), score_waterfall());
    tables.insert("scoring_gaps".into(), scoring_gaps());
    tables.insert("spending_shares".into(), spending_shares());
    tables.insert("year_comparison".into(), year_comparison());
    tables.insert("budget_credibility".into(), budget_credibility(years));
    tables.insert("checks_by_rule".into(), checks_by_rule());
    tables.insert("year_changes".into(), year_changes(40));
    tables
}

pub fn decimals(name: &str, values: &[Option<f64>]) -> Column {
    let texts: Vec<Option<String>> = values.iter().map(|v| v.map(|v| format!("{v:.6}"))).collect();
    let series = Series::new(name.into(), texts).cast(&DataType::Decimal(38, 6)).expect("decimals cast from text");
    series.into()
}

pub fn texts(name: &str, values: &[&str]) -> Column {
    Series::new(name.into(), values).into()
}

pub fn counts(name: &str, values: &[u32]) -> Column {
    Series::new(name.into(), values).into()
}

pub fn frame(columns: Vec<Column>) -> DataFrame {
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns).expect("columns of one length")
}

/// Rows of all years with year and unit.
fn flat(years: &[Year]) -> Vec<(i32, &'static str, &Row)> {
    years.iter().flat_map(|(year, unit, rows)| rows.iter().map(|row| (*year, *unit, row))).collect()
}

fn percent(part: f64, whole: Option<f64>) -> Option<f64> {
    whole.filter(|whole| *whole != 0.0).map(|whole| part / whole * 100.0)
}

/// The table of projects.
pub fn project_execution(years: &[Year]) -> DataFrame {
    let all = flat(years);
    let money = |name: &str, value: &dyn Fn(&Row) -> Option<f64>| {
        decimals(name, &all.iter().map(|(.., row)| value(row)).collect::<Vec<_>>())
    };
    let ratio = |name: &str, value: &dyn Fn(&Row) -> Option<f64>| -> Column {
        Series::new(name.into(), all.iter().map(|(.., row)| value(row)).collect::<Vec<Option<f64>>>()).into()
    };
    frame(vec![
        Series::new("year".into(), all.iter().map(|(year, ..)| *year).collect::<Vec<i32>>()).into(),
        texts("unit", &all.iter().map(|(_, unit, _)| *unit).collect::<Vec<_>>()),
        texts("project", &all.iter().map(|(.., row)| row.0.as_str()).collect::<Vec<_>>()),
        money("initial_wan", &|row| row.1),
        money("adjusted_wan", &|row| Some(row.2)),
        money("executed_wan", &|row| Some(row.3)),
        money("unspent_wan", &|row| Some(row.2 - row.3)),
        ratio("adjusted_rate_pct", &|row| percent(row.3, Some(row.2))),
        ratio("initial_rate_pct", &|row| percent(row.3, row.1)),
    ])
}

/// The median by linear interpolation.
fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[half]),
        _ => Some(f64::midpoint(values[half - 1], values[half])),
    }
}

fn execution_distribution(years: &[Year]) -> DataFrame {
    let mut out: Vec<(i32, &str, &str, u32, u32, [Option<f64>; 3])> = Vec::new();
    for (year, unit, rows) in years {
        for basis in ["adjusted", "initial"] {
            let whole = |row: &Row| if basis == "initial" { row.1 } else { Some(row.2) };
            let of: Vec<(f64, f64)> = rows.iter().filter_map(|row| Some((row.3, whole(row)?))).collect();
            let mut rates: Vec<f64> = of.iter().filter_map(|(e, b)| percent(*e, Some(*b))).collect();
            let (executed, budget) = (of.iter().map(|o| o.0).sum(), of.iter().map(|o| o.1).sum());
            let (middle, min) = (median(&mut rates), rates.first().copied());
            let n = u32::try_from(rates.len()).expect("few rows");
            let missing = u32::try_from(rows.len()).expect("few rows") - n;
            out.push((*year, *unit, basis, n, missing, [middle, percent(executed, Some(budget)), min]));
        }
    }
    let ratio = |name: &str, at: usize| -> Column {
        Series::new(name.into(), out.iter().map(|o| o.5[at]).collect::<Vec<Option<f64>>>()).into()
    };
    frame(vec![
        Series::new("year".into(), out.iter().map(|o| o.0).collect::<Vec<i32>>()).into(),
        texts("unit", &out.iter().map(|o| o.1).collect::<Vec<_>>()),
        texts("basis", &out.iter().map(|o| o.2).collect::<Vec<_>>()),
        counts("n", &out.iter().map(|o| o.3).collect::<Vec<_>>()),
        counts("missing", &out.iter().map(|o| o.4).collect::<Vec<_>>()),
        ratio("median_pct", 0),
        ratio("weighted_mean_pct", 1),
        ratio("min_pct", 2),
    ])
}

fn score_against_execution(years: &[Year]) -> DataFrame {
    let all = flat(years);
    let money = |name: &str, value: &dyn Fn(&Row) -> f64| {
        decimals(name, &all.iter().map(|(.., row)| Some(value(row))).collect::<Vec<_>>())
    };
    frame(vec![
        Series::new("year".into(), all.iter().map(|(year, ..)| *year).collect::<Vec<i32>>()).into(),
        texts("unit", &all.iter().map(|(_, unit, _)| *unit).collect::<Vec<_>>()),
        texts("project", &all.iter().map(|(.., row)| row.0.as_str()).collect::<Vec<_>>()),
        Series::new("adjusted_rate_pct".into(), all.iter().map(|(.., r)| percent(r.3, Some(r.2))).collect::<Vec<_>>())
            .into(),
        money("total_score", &|row| row.4),
        money("lost_points", &|row| 100.0 - row.4),
        money("lost_execution_points", &|row| row.5),
    ])
}

fn score_waterfall() -> DataFrame {
    let steps: [(i32, &str, u32, &str, u32, f64, f64, f64); 12] = [
        (2020, UNIT_2020, 0, "start", 15, 0.0, 100.0, 100.0),
        (2020, UNIT_2020, 1, "execution", 15, -1.491333, 100.0, 98.508667),
        (2020, UNIT_2020, 2, "产出", 15, -0.326667, 98.508667, 98.182),
        (2020, UNIT_2020, 3, "效益", 15, 0.0, 98.182, 98.182),
        (2020, UNIT_2020, 4, "满意度", 15, 0.0, 98.182, 98.182),
        (2020, UNIT_2020, 5, "mean", 15, 0.0, 98.182, 98.182),
        (2024, UNIT_2024, 0, "start", 8, 0.0, 100.0, 100.0),
        (2024, UNIT_2024, 1, "execution", 8, 0.0, 100.0, 100.0),
        (2024, UNIT_2024, 2, "产出", 8, -0.3125, 100.0, 99.6875),
        (2024, UNIT_2024, 3, "成本", 8, 0.0, 99.6875, 99.6875),
        (2024, UNIT_2024, 4, "效益", 8, 0.0, 99.6875, 99.6875),
        (2024, UNIT_2024, 5, "mean", 8, 0.0, 99.6875, 99.6875),
    ];
    let points = |name: &str, value: &dyn Fn(&(i32, &str, u32, &str, u32, f64, f64, f64)) -> f64| {
        decimals(name, &steps.iter().map(|s| Some(value(s))).collect::<Vec<_>>())
    };
    frame(vec![
        Series::new("year".into(), steps.map(|s| s.0).as_slice()).into(),
        texts("unit", &steps.map(|s| s.1)),
        counts("position", &steps.map(|s| s.2)),
        texts("step", &steps.map(|s| s.3)),
        counts("n_projects", &steps.map(|s| s.4)),
        points("delta_points", &|s| s.5),
        points("from_points", &|s| s.6),
        points("to_points", &|s| s.7),
    ])
}

fn scoring_gaps() -> DataFrame {
    let cells: [(i32, &str, &str, &str, &str, u32, f64, f64); 22] = [
        (2020, UNIT_2020, "execution", "", "", 15, 150.0, 22.37),
        (2020, UNIT_2020, "level1", "产出", "", 75, 730.0, 4.9),
        (2020, UNIT_2020, "level2", "产出", "数量", 27, 215.0, 0.0),
        (2020, UNIT_2020, "level2", "产出", "质量", 24, 180.0, 0.0),
        (2020, UNIT_2020, "level2", "产出", "时效", 16, 160.0, 2.0),
        (2020, UNIT_2020, "level2", "产出", "进度", 2, 15.0, 0.0),
        (2020, UNIT_2020, "level2", "产出", "成本", 15, 140.0, 2.9),
        (2020, UNIT_2020, "level2", "效益", "经济效益", 6, 85.0, 0.0),
        (2020, UNIT_2020, "level2", "效益", "社会效益", 14, 250.0, 0.0),
        (2020, UNIT_2020, "level2", "效益", "可持续影响", 4, 45.0, 0.0),
        (2020, UNIT_2020, "level2", "效益", "实施效益", 1, 20.0, 0.0),
        (2020, UNIT_2020, "level2", "满意度", "服务对象满意度", 15, 140.0, 0.0),
        (2020, UNIT_2020, "level2", "决策", "项目立项", 2, 10.0, 0.0),
        (2020, UNIT_2020, "level2", "过程", "项目管理", 3, 20.0, 0.0),
        (2024, UNIT_2024, "execution", "", "", 8, 80.0, 0.0),
        (2024, UNIT_2024, "level2", "产出", "数量", 11, 130.0, 0.0),
        (2024, UNIT_2024, "level2", "产出", "质量", 10, 110.0, 0.0),
        (2024, UNIT_2024, "level2", "产出", "时效", 10, 120.0, 2.5),
        (2024, UNIT_2024, "level2", "成本", "经济成本", 9, 90.0, 0.0),
        (2024, UNIT_2024, "level2", "效益", "社会效益", 10, 190.0, 0.0),
        (2024, UNIT_2024, "level2", "满意度", "服务对象满意度", 8, 80.0, 0.0),
        (2024, UNIT_2024, "total", "", "", 60, 800.0, 2.5),
    ];
    frame(vec![
        Series::new("year".into(), cells.map(|c| c.0).as_slice()).into(),
        texts("unit", &cells.map(|c| c.1)),
        texts("aspect", &cells.map(|c| c.2)),
        texts("level1", &cells.map(|c| c.3)),
        texts("level2", &cells.map(|c| c.4)),
        counts("n", &cells.map(|c| c.5)),
        decimals("attainable_points", &cells.map(|c| Some(c.6))),
        decimals("lost_points", &cells.map(|c| Some(c.7))),
        Series::new("lost_share_pct".into(), cells.map(|c| c.7 / c.6 * 100.0).as_slice()).into(),
    ])
}

fn spending_shares() -> DataFrame {
    let shares: [(i32, &str, &str, &str, &str, f64, f64, u32); 20] = [
        (2020, UNIT_2020, "functional_class", "208", "社会保障和就业支出", 2523.01, 2859.28, 1),
        (2020, UNIT_2020, "functional_class", "221", "住房保障支出", 296.17, 2859.28, 1),
        (2020, UNIT_2020, "functional_class", "201", "一般公共服务支出", 40.02, 2859.28, 1),
        (2020, UNIT_2020, "functional_class", "205", "教育支出", 0.07, 2859.28, 1),
        (2020, UNIT_2020, "basic_project", "basic", "基本支出", 1862.0, 3002.63, 1),
        (2020, UNIT_2020, "basic_project", "project", "项目支出", 1140.63, 3002.63, 1),
        (2020, UNIT_2020, "funding_source", "current_year_fiscal", "当年财政拨款", 1046.26, 1140.618483, 13),
        (2020, UNIT_2020, "funding_source", "other", "其他资金", 94.358483, 1140.618483, 4),
        (2020, UNIT_2020, "purpose", "personnel", "人员聘用", 360.82, 1140.618483, 1),
        (2020, UNIT_2020, "purpose", "services", "服务外包", 292.86, 1140.618483, 3),
        (2020, UNIT_2020, "purpose", "operation", "运行维护", 203.32, 1140.618483, 5),
        (2020, UNIT_2020, "purpose", "archives", "档案", 140.7133, 1140.618483, 3),
        (2020, UNIT_2020, "purpose", "it", "信息化", 105.945183, 1140.618483, 1),
        (2020, UNIT_2020, "purpose", "unmatched", "未归类", 36.96, 1140.618483, 2),
        (2024, UNIT_2024, "funding_source", "current_year_fiscal", "当年财政拨款", 1863.671159, 1863.671159, 8),
        (2024, UNIT_2024, "purpose", "benefits_paid", "待遇发放", 1626.837857, 1863.671159, 1),
        (2024, UNIT_2024, "purpose", "archives", "档案", 84.91289, 1863.671159, 1),
        (2024, UNIT_2024, "purpose", "services", "服务外包", 65.388, 1863.671159, 2),
        (2024, UNIT_2024, "purpose", "it", "信息化", 32.34, 1863.671159, 1),
        (2024, UNIT_2024, "purpose", "equipment", "设备购置", 54.192412, 1863.671159, 3),
    ];
    frame(vec![
        Series::new("year".into(), shares.map(|s| s.0).as_slice()).into(),
        texts("unit", &shares.map(|s| s.1)),
        texts("view", &shares.map(|s| s.2)),
        texts("code", &shares.map(|s| s.3)),
        texts("label", &shares.map(|s| s.4)),
        texts("label_en", &shares.map(|s| if s.2 == "purpose" { purpose_en(s.3) } else { "" })),
        decimals("amount_wan", &shares.map(|s| Some(s.5))),
        decimals("whole_wan", &shares.map(|s| Some(s.6))),
        Series::new("share_pct".into(), shares.map(|s| s.5 / s.6 * 100.0).as_slice()).into(),
        counts("n", &shares.map(|s| s.7)),
    ])
}

/// What the dictionary of purposes calls them in English.
fn purpose_en(id: &str) -> &'static str {
    match id {
        "benefits_paid" => "benefits paid to people",
        "it" => "information technology",
        "archives" => "archives",
        "personnel" => "personnel",
        "services" => "services bought",
        "operation" => "operation",
        "equipment" => "equipment",
        _ => "unmatched",
    }
}

type Measure = (&'static str, &'static str, &'static str, [f64; 2], [u32; 2], Option<[f64; 2]>, &'static str);

fn year_comparison() -> DataFrame {
    let verdicts = [
        (
            "limited",
            "两年是同一主管部门下的不同单位，表式也不同，只能比较分布",
            "Two different units under one department and two form versions: only the distributions may be compared",
        ),
        (
            "not_comparable",
            "金额取决于单位的职能与规模，不可比较",
            "Amounts follow the tasks and the size of a unit and may not be compared",
        ),
    ];
    let rows: [Measure; 10] = [
        (
            "执行率（对全年预算，合计）",
            "Execution rate, adjusted",
            "pct",
            [89.022353, 100.0],
            [15, 8],
            Some([6.1, 15.2]),
            "limited",
        ),
        (
            "执行率（对年初预算，合计）",
            "Execution rate, initial",
            "pct",
            [68.065598, 80.556],
            [11, 8],
            Some([-12.4, 31.7]),
            "limited",
        ),
        ("执行率中位数", "Median execution rate", "pct", [93.043742, 100.0], [15, 8], Some([2.17, 16.18]), "limited"),
        ("执行率平均数", "Mean execution rate", "pct", [85.147, 100.0], [15, 8], Some([7.2, 23.4]), "limited"),
        ("满分项目占比", "Full-score share", "pct", [6.666667, 75.0], [15, 8], Some([36.7, 93.3]), "limited"),
        ("平均总分", "Mean total score", "points", [98.182, 99.6875], [15, 8], Some([0.55, 2.61]), "limited"),
        (
            "平均执行失分",
            "Mean points lost, execution",
            "points",
            [1.491333, 0.0],
            [15, 8],
            Some([-2.3, -0.75]),
            "limited",
        ),
        ("项目执行数合计", "Project spending", "wan", [1140.618483, 1863.671159], [15, 8], None, "not_comparable"),
        ("未执行金额", "Unspent amount", "wan", [140.653517, 0.0], [15, 8], None, "not_comparable"),
        ("项目个数", "Projects", "count", [15.0, 8.0], [15, 8], None, "not_comparable"),
    ];
    let verdict = |row: &Measure, zh: bool| {
        let found = verdicts.iter().find(|(name, ..)| *name == row.6).expect("a verdict");
        if zh { found.1 } else { found.2 }
    };
    let n = rows.len();
    frame(vec![
        texts("label_zh", &rows.map(|r| r.0)),
        texts("label_en", &rows.map(|r| r.1)),
        texts("measure_unit", &rows.map(|r| r.2)),
        Series::new("base_year".into(), vec![2020_i32; n]).into(),
        decimals("base_value", &rows.map(|r| Some(r.3[0]))),
        counts("base_n", &rows.map(|r| r.4[0])),
        Series::new("other_year".into(), vec![2024_i32; n]).into(),
        decimals("other_value", &rows.map(|r| Some(r.3[1]))),
        counts("other_n", &rows.map(|r| r.4[1])),
        decimals("difference", &rows.map(|r| Some(r.3[1] - r.3[0]))),
        decimals("low", &rows.map(|r| r.5.map(|i| i[0]))),
        decimals("high", &rows.map(|r| r.5.map(|i| i[1]))),
        texts("comparability", &rows.map(|r| r.6)),
        texts("verdict_zh", &rows.iter().map(|r| verdict(r, true)).collect::<Vec<_>>()),
        texts("verdict_en", &rows.iter().map(|r| verdict(r, false)).collect::<Vec<_>>()),
    ])
}

/// Outturn and variance on both bases, by year and unit, of the projects that have a budget.
pub fn budget_credibility(years: &[Year]) -> DataFrame {
    let mut out: Vec<(i32, &str, &str, u32, u32, [Option<f64>; 3], &str)> = Vec::new();
    for (year, unit, rows) in years {
        for basis in ["initial", "adjusted"] {
            let budget = |row: &Row| if basis == "initial" { row.1 } else { Some(row.2) };
            let of: Vec<(f64, f64)> = rows.iter().filter_map(|row| Some((row.3, budget(row)?))).collect();
            let (spent, whole): (f64, f64) = (of.iter().map(|o| o.0).sum(), of.iter().map(|o| o.1).sum());
            let moved: f64 = of.iter().map(|(executed, budget)| (executed - budget * spent / whole).abs()).sum();
            let largest = of.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|o| o.1 * 2.0 > whole);
            let without = largest.and_then(|o| percent(spent - o.0, Some(whole - o.1)));
            let n = u32::try_from(of.len()).expect("few rows");
            let missing = u32::try_from(rows.len()).expect("few rows") - n;
            let outturn = percent(spent, Some(whole));
            let band = match outturn.unwrap_or(0.0) {
                rate if (95.0..=105.0).contains(&rate) => "A",
                rate if (90.0..=110.0).contains(&rate) => "B",
                rate if (85.0..=115.0).contains(&rate) => "C",
                _ => "D",
            };
            out.push((*year, *unit, basis, n, missing, [outturn, percent(moved, Some(spent)), without], band));
        }
    }
    let ratio = |name: &str, at: usize| -> Column {
        Series::new(name.into(), out.iter().map(|o| o.5[at]).collect::<Vec<Option<f64>>>()).into()
    };
    frame(vec![
        Series::new("year".into(), out.iter().map(|o| o.0).collect::<Vec<i32>>()).into(),
        texts("unit", &out.iter().map(|o| o.1).collect::<Vec<_>>()),
        texts("over", &vec!["project"; out.len()]),
        texts("basis", &out.iter().map(|o| o.2).collect::<Vec<_>>()),
        counts("n", &out.iter().map(|o| o.3).collect::<Vec<_>>()),
        counts("missing", &out.iter().map(|o| o.4).collect::<Vec<_>>()),
        ratio("outturn_pct", 0),
        ratio("variance_pct", 1),
        texts("pi1_band", &out.iter().map(|o| o.6).collect::<Vec<_>>()),
        texts("pi2_band", &vec!["B"; out.len()]),
        texts("largest", &vec!["最大的一个项目"; out.len()]),
        ratio("outturn_without_pct", 2),
    ])
}

/// What rules looked at.
pub fn checks_by_rule() -> DataFrame {
    let rules =
        [("R01", "执行率", "execution rate", [23, 0, 0, 0, 1]), ("R21", "增减幅度", "growth", [40, 2, 1, 2, 9])];
    let count = |name: &str, at: usize| counts(name, &rules.map(|rule| rule.3[at]));
    frame(vec![
        texts("rule", &rules.map(|rule| rule.0)),
        texts("label_zh", &rules.map(|rule| rule.1)),
        texts("label_en", &rules.map(|rule| rule.2)),
        count("consistent", 0),
        count("notes", 1),
        count("doubts", 2),
        count("errors", 3),
        count("unchecked", 4),
    ])
}

/// Changes of two measures over `years` years, first and last beside each other first.
pub fn year_changes(years: i32) -> DataFrame {
    let mut pairs = vec![(2024 - years + 1, 2024)];
    pairs.extend((2024 - years + 1..2024).map(|year| (year, year + 1)));
    let measures =
        [("adjusted_rate_weighted", "执行率", "execution rate"), ("total_score_mean", "平均总分", "mean score")];
    let rows: Vec<_> = measures.iter().flat_map(|measure| pairs.iter().map(move |pair| (*measure, *pair))).collect();
    let part = |at: usize, of: usize| f64::from(u32::try_from((at * 7 + of * 5) % 11).expect("small")) - 5.0;
    let change = |at: usize| Some((0..4).map(|of| part(at, of)).sum::<f64>());
    let amounts = |name: &str, value: &dyn Fn(usize) -> Option<f64>| {
        decimals(name, &(0..rows.len()).map(value).collect::<Vec<_>>())
    };
    let words = |name: &str, value: &dyn Fn(usize) -> &'static str| {
        texts(name, &(0..rows.len()).map(value).collect::<Vec<_>>())
    };
    frame(vec![
        words("panel", &|_| "all"),
        words("measure", &|at| rows[at].0.0),
        words("label_zh", &|at| rows[at].0.1),
        words("label_en", &|at| rows[at].0.2),
        Series::new("base_year".into(), rows.iter().map(|row| row.1.0).collect::<Vec<i32>>()).into(),
        Series::new("other_year".into(), rows.iter().map(|row| row.1.1).collect::<Vec<i32>>()).into(),
        amounts("change", &change),
        amounts("within", &|at| Some(part(at, 0))),
        amounts("between", &|at| Some(part(at, 1))),
        amounts("entry", &|at| Some(part(at, 2))),
        amounts("exit", &|at| Some(part(at, 3))),
        counts("stayed_n", &vec![30; rows.len()]),
        counts("entered_n", &vec![4; rows.len()]),
        counts("exited_n", &vec![3; rows.len()]),
        words("verdict_zh", &|_| "两年只有30个单位相同；差别不等于变化"),
        words("verdict_en", &|_| "the years share 30 units; the difference is not a change over time"),
    ])
}
