//! The words a reader sees for the names of tables and of codes; headings of columns come from the
//! dictionary of columns.
//!
//! A name that is in neither is shown as it stands in the files.

use crate::checks::RULES;
use crate::tables::columns;
use crate::values::Lang;

/// A table's name in the files, Chinese, English.
const TABLES: [(&str, &str, &str); 29] = [
    ("accounts", "决算数据", "Figures of the accounts"),
    ("budget_credibility", "预算可信度", "Budget credibility"),
    ("bunching", "扎堆", "Bunching"),
    ("checks", "核对情况", "Checks"),
    ("columns", "各列含义", "What the columns mean"),
    ("concentration", "集中度", "Concentration"),
    ("documents", "文件", "Documents"),
    ("execution_distribution", "执行率分布", "Distribution of execution rates"),
    ("execution_histogram", "执行率分组", "Execution rates in bins"),
    ("findings", "核对发现", "Findings"),
    ("funding", "资金来源行", "Funding rows"),
    ("headline", "要点", "Headline"),
    ("indicators", "绩效指标", "Indicators"),
    ("moved_money", "项目间调剂", "Moved money"),
    ("problems", "读取问题", "Problems"),
    ("project_execution", "项目预算执行", "Execution by project"),
    ("projects", "项目", "Projects"),
    ("rebaselining", "调整后执行率的提高", "Rebaselining"),
    ("reconciliation", "自评表与决算核对", "Forms against accounts"),
    ("score_against_execution", "得分与执行率", "Score against execution"),
    ("score_discrimination", "得分区分度", "What scores tell apart"),
    ("score_waterfall", "得分构成", "From 100 to the mean score"),
    ("scoring_gaps", "失分", "Scoring gaps"),
    ("spellings", "单位写法", "Spellings of units"),
    ("spending_shares", "支出构成", "Spending shares"),
    ("targets_over_years", "指标值逐年变化", "Targets over years"),
    ("units", "单位", "Units"),
    ("year_changes", "年度变化分解", "Changes between years"),
    ("year_comparison", "年度比较", "Comparison of years"),
];

/// The words for a table or column called `name`.
pub(crate) fn heading(name: &str, lang: Lang) -> &str {
    let table = TABLES.iter().find(|(known, ..)| *known == name).map(|(_, zh, en)| lang.pick(zh, en));
    table.or_else(|| columns::named(name).map(|column| column.heading(lang))).unwrap_or(name)
}

/// Columns whose cells are codes with words of their own.
const CODED: [&str; 13] = [
    "aspect",
    "basis",
    "budget_basis",
    "change_basis",
    "comparability",
    "item",
    "level",
    "measure_unit",
    "severity",
    "share_of",
    "source",
    "step",
    "view",
];

/// Code in the files, Chinese, English.
const CODES: [(&str, &str, &str); 46] = [
    ("adjusted", "按全年预算", "adjusted budget"),
    ("adjusted_budget", "全年预算", "adjusted budget"),
    ("all", "全部", "all"),
    ("basic_expenditure", "基本支出", "basic expenditure"),
    ("basic_project", "基本与项目", "basic and project"),
    ("carried_over", "上年结转资金", "carried over"),
    ("comparable", "可比", "comparable"),
    ("count", "个", "count"),
    ("current_year_fiscal", "当年财政拨款", "fiscal, this year"),
    ("doubt", "存疑", "doubt"),
    ("error", "错误", "error"),
    ("execution", "预算执行", "execution"),
    ("expenditure", "支出", "expenditure"),
    ("fiscal_appropriation_revenue", "财政拨款收入", "fiscal appropriation"),
    ("fiscal_appropriation_total", "财政拨款收支总计", "fiscal appropriation, total"),
    ("functional_class", "功能分类（类）", "functional class"),
    ("functional_item", "功能分类（款、项）", "functional item"),
    ("funding_source", "资金来源", "funding source"),
    ("general_public_budget_expenditure", "一般公共预算财政拨款支出", "general public budget"),
    ("government_fund_expenditure", "政府性基金预算支出", "government funds"),
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
    ("other", "其他资金", "other funds"),
    ("pct", "%", "%"),
    ("points", "分", "points"),
    ("procurement", "政府采购", "procurement"),
    ("project_expenditure", "项目支出", "project expenditure"),
    ("purpose", "用途", "purpose"),
    ("revenue", "收入", "revenue"),
    ("start", "满分", "full marks"),
    ("state_capital_expenditure", "国有资本经营预算支出", "state capital"),
    ("three_public", "“三公”经费", "three public expenses"),
    ("total", "合计", "total"),
    ("total_revenue_and_expenditure", "收支总计", "revenue and expenditure, total"),
    ("unattributed", "来源未注明", "source not stated"),
    ("wan", "万元", "10k yuan"),
    ("year", "年度", "year"),
    ("year/unit", "年度、单位", "year and unit"),
];

/// What a reader sees for `text` under a column called `column`: words where it is a code.
pub(crate) fn word(column: &str, text: &str, lang: Lang) -> String {
    match column {
        "rule" => rule(text, lang),
        "disputed" => each(text, lang, |name, lang| heading(name, lang).to_owned()),
        "figures" => each(text, lang, figure),
        _ if CODED.contains(&column) => {
            let known = CODES.iter().find(|(code, ..)| *code == text);
            known.map_or(text, |(_, zh, en)| lang.pick(zh, en)).to_owned()
        }
        _ => text.to_owned(),
    }
}

/// A rule by its code, and what it is about.
fn rule(code: &str, lang: Lang) -> String {
    let known = RULES.iter().find(|rule| rule.code == code);
    known.map_or_else(|| code.to_owned(), |rule| format!("{code} {}", lang.pick(rule.zh, rule.en)))
}

/// `names`, which blanks part, as words.
fn each(names: &str, lang: Lang, word: impl Fn(&str, Lang) -> String) -> String {
    let words: Vec<String> = names.split(' ').map(|name| word(name, lang)).collect();
    words.join(lang.pick("；", "; "))
}

/// A column of a table, as in `projects.executed_wan`.
fn figure(name: &str, lang: Lang) -> String {
    let Some((table, column)) = name.split_once('.') else { return name.to_owned() };
    format!("{}{}{}", heading(table, lang), lang.pick("：", ": "), heading(column, lang))
}
