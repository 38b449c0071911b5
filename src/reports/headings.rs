//! The words a reader sees for the names of tables and of codes; headings of columns come from the
//! dictionary of columns.
//!
//! A name that is in neither is shown as it stands in the files.

use crate::tables::columns;
use crate::values::Lang;

/// A table's name in the files, Chinese, English.
const TABLES: [(&str, &str, &str); 17] = [
    ("accounts", "决算数据", "Figures of the accounts"),
    ("checks", "核对情况", "Checks"),
    ("execution_distribution", "执行率分布", "Distribution of execution rates"),
    ("execution_histogram", "执行率分组", "Execution rates in bins"),
    ("findings", "核对发现", "Findings"),
    ("funding", "资金来源行", "Funding rows"),
    ("headline", "要点", "Headline"),
    ("indicators", "绩效指标", "Indicators"),
    ("problems", "读取问题", "Problems"),
    ("project_execution", "项目预算执行", "Execution by project"),
    ("projects", "项目", "Projects"),
    ("reconciliation", "自评表与决算核对", "Forms against accounts"),
    ("score_against_execution", "得分与执行率", "Score against execution"),
    ("score_waterfall", "得分构成", "From 100 to the mean score"),
    ("scoring_gaps", "失分", "Scoring gaps"),
    ("spending_shares", "支出构成", "Spending shares"),
    ("year_comparison", "年度比较", "Comparison of years"),
];

/// The words for a table or column called `name`.
pub fn heading(name: &str, lang: Lang) -> &str {
    let table = TABLES.iter().find(|(known, ..)| *known == name).map(|(_, zh, en)| lang.pick(zh, en));
    table.or_else(|| columns::named(name).map(|column| column.heading(lang))).unwrap_or(name)
}

/// Columns whose cells are codes with words of their own.
const CODED: [&str; 10] =
    ["aspect", "basis", "change_basis", "comparability", "item", "level", "measure_unit", "severity", "step", "view"];

/// Code in the files, Chinese, English.
const CODES: [(&str, &str, &str); 27] = [
    ("adjusted", "按全年预算", "adjusted budget"),
    ("all", "全部", "all"),
    ("basic_project", "基本与项目", "basic and project"),
    ("comparable", "可比", "comparable"),
    ("count", "个", "count"),
    ("doubt", "存疑", "doubt"),
    ("error", "错误", "error"),
    ("execution", "预算执行", "execution"),
    ("functional_class", "功能分类（类）", "functional class"),
    ("functional_item", "功能分类（款、项）", "functional item"),
    ("funding_source", "资金来源", "funding source"),
    ("indicator", "三级指标", "indicator"),
    ("initial", "按年初预算", "initial budget"),
    ("initial_budget", "年初预算", "initial budget"),
    ("last_year", "上年", "last year"),
    ("level1", "一级指标", "level 1"),
    ("level2", "二级指标", "level 2"),
    ("limited", "有限可比", "limited"),
    ("mean", "平均得分", "mean score"),
    ("not_comparable", "不可比", "not comparable"),
    ("note", "提示", "note"),
    ("pct", "%", "%"),
    ("points", "分", "points"),
    ("purpose", "用途", "purpose"),
    ("start", "满分", "full marks"),
    ("total", "合计", "total"),
    ("wan", "万元", "10k yuan"),
];

/// What a reader sees for `text` under a column called `column`: words where it is a code.
pub fn word<'a>(column: &str, text: &'a str, lang: Lang) -> &'a str {
    if !CODED.contains(&column) {
        return text;
    }
    CODES.iter().find(|(code, ..)| *code == text).map_or(text, |(_, zh, en)| lang.pick(zh, en))
}
