//! The schema: every column of every table, with its type, its unit and what it means.
//!
//! Dataframes are built from these descriptions and checked against them, and reports print the
//! descriptions under the tables. One quantity has one name everywhere: an analysis that shows an
//! executed amount uses [`EXECUTED_WAN`] and describes only the columns that are its own.

use crate::values::Lang;
use polars::prelude::DataType;

/// Digits behind the point of every exact column: a yuan amount with two decimals fits in 万元.
pub const SCALE: u32 = 6;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A calendar year, `Int32`.
    Year,
    /// A whole number that counts or orders, `UInt32`.
    Count,
    /// Yes or no.
    Flag,
    /// An exact decimal, `Decimal(38, 6)`.
    Exact,
    /// A ratio in percent, computed exactly and kept as `Float64`.
    Ratio,
}

impl Kind {
    /// The type of such a column in a dataframe.
    pub fn dtype(self) -> DataType {
        match self {
            Self::Text => DataType::String,
            Self::Year => DataType::Int32,
            Self::Count => DataType::UInt32,
            Self::Flag => DataType::Boolean,
            Self::Exact => DataType::Decimal(38, SCALE as usize),
            Self::Ratio => DataType::Float64,
        }
    }
}

/// The unit of a column's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// None, or named beside the figure.
    None,
    /// 万元: ten thousand yuan.
    Wan,
    /// 分: points of a score.
    Points,
    /// Percent.
    Percent,
}

impl Unit {
    /// The unit as a reader knows it; empty where there is none.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::None => "",
            Self::Wan => lang.pick("万元", "10,000 yuan"),
            Self::Points => lang.pick("分", "points"),
            Self::Percent => "%",
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in dataframes, CSV and Parquet.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// The unit of its figures.
    pub unit: Unit,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

impl Column {
    /// A column of texts.
    pub const fn text(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { name, kind: Kind::Text, unit: Unit::None, zh, en }
    }

    /// A column of years.
    pub const fn year(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { name, kind: Kind::Year, unit: Unit::None, zh, en }
    }

    /// A column of counts.
    pub const fn count(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { name, kind: Kind::Count, unit: Unit::None, zh, en }
    }

    /// A column of yes and no.
    pub const fn flag(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { name, kind: Kind::Flag, unit: Unit::None, zh, en }
    }

    /// A column of exact decimals in `unit`.
    pub const fn exact(name: &'static str, unit: Unit, zh: &'static str, en: &'static str) -> Self {
        Self { name, kind: Kind::Exact, unit, zh, en }
    }

    /// A column of amounts in 万元.
    pub const fn wan(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self::exact(name, Unit::Wan, zh, en)
    }

    /// A column of points.
    pub const fn points(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self::exact(name, Unit::Points, zh, en)
    }

    /// A column of ratios in percent.
    pub const fn ratio(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { name, kind: Kind::Ratio, unit: Unit::Percent, zh, en }
    }

    /// What it means, in `lang`.
    pub fn meaning(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// The file a record stands in.
pub const FILE: Column = Column::text("file", "所在文件", "file the record stands in");
/// The line a record begins on.
pub const LINE: Column = Column::count("line", "所在行", "line the record begins on, where the format has lines");
/// The year of a document.
pub const YEAR: Column = Column::year("year", "年度", "year the document accounts for");
/// The unit that spends.
pub const UNIT: Column = Column::text("unit", "实施单位", "public body that spends");
/// The department above the unit.
pub const DEPARTMENT: Column = Column::text("department", "主管部门", "department above the unit");
/// The order of a project in its document.
pub const ORDINAL: Column = Column::count("ordinal", "项目序号", "order of the project in its document, from 1");
/// The name of a project.
pub const PROJECT: Column = Column::text("project", "项目名称", "name of the project");
/// The budget approved at the start of the year.
pub const INITIAL_WAN: Column = Column::wan("initial_wan", "年初预算数", "budget approved at the start of the year");
/// The budget after changes during the year.
pub const ADJUSTED_WAN: Column = Column::wan("adjusted_wan", "全年预算数", "budget after changes during the year");
/// The amount spent.
pub const EXECUTED_WAN: Column = Column::wan("executed_wan", "全年执行数", "amount spent");
/// Points a project can earn.
pub const TOTAL_WEIGHT: Column =
    Column::points("total_weight", "总分：分值", "points the project can earn, as printed");
/// Points a project earned.
pub const TOTAL_SCORE: Column = Column::points("total_score", "总分：得分", "points the project earned, as printed");
/// Whether any figure of the row is disputed.
pub const IS_DISPUTED: Column =
    Column::flag("is_disputed", "有数字存在矛盾", "whether a finding of severity error disputes a figure of the row");
/// Which of its figures are.
pub const DISPUTED: Column =
    Column::text("disputed", "存在矛盾的栏目", "names of the disputed columns of the row, in their order");
/// The rate a form prints.
const EXECUTION_RATE_PCT: Column =
    Column::exact("execution_rate_pct", Unit::Percent, "执行率（原表）", "execution rate as printed");

/// Columns of the table `projects`.
pub const PROJECTS: [Column; 18] = [
    FILE,
    LINE,
    YEAR,
    ORDINAL,
    PROJECT,
    DEPARTMENT,
    UNIT,
    INITIAL_WAN,
    ADJUSTED_WAN,
    EXECUTED_WAN,
    Column::points("execution_weight", "预算执行分值", "points the execution can earn"),
    EXECUTION_RATE_PCT,
    Column::points("execution_score", "预算执行得分", "points the execution earned"),
    TOTAL_WEIGHT,
    TOTAL_SCORE,
    Column::text("form", "表式", "code of the form family, such as F1"),
    IS_DISPUTED,
    DISPUTED,
];

/// Columns of the table `funding`.
pub const FUNDING: [Column; 12] = [
    FILE,
    LINE,
    YEAR,
    ORDINAL,
    Column::text("source", "资金来源代码", "canonical source, such as total or current_year_fiscal"),
    Column::text("label", "资金来源（原表）", "the row's label as printed"),
    INITIAL_WAN,
    ADJUSTED_WAN,
    EXECUTED_WAN,
    EXECUTION_RATE_PCT,
    IS_DISPUTED,
    DISPUTED,
];

/// Columns of the table `indicators`.
pub const INDICATORS: [Column; 22] = [
    FILE,
    LINE,
    YEAR,
    ORDINAL,
    Column::count("row", "指标序号", "order of the indicator within the project, from 1"),
    Column::text("level1", "一级指标", "level-1 indicator as printed"),
    Column::flag(
        "level1_inferred",
        "一级指标系推断",
        "level 1 is not printed for this row and was concluded from level 2",
    ),
    Column::text("level2", "二级指标", "level-2 indicator as printed"),
    Column::text("level3", "三级指标", "level-3 indicator without its prefix"),
    Column::text("target", "年度指标值", "target as printed"),
    Column::text("actual", "实际完成值", "actual value as printed"),
    Column::points("weight", "分值", "points the indicator can earn"),
    Column::points("score", "得分", "points the indicator earned"),
    Column::text("deviation", "偏差原因分析及改进措施", "reason given for the deviation"),
    Column::text("target_op", "目标值：符号", "operator of the target"),
    Column::exact("target_value", Unit::None, "目标值：数值", "number of the target, in target_unit"),
    Column::text("target_unit", "目标值：单位", "unit of the target"),
    Column::text("actual_op", "完成值：符号", "operator of the actual value: with it the value is a bound"),
    Column::exact("actual_value", Unit::None, "完成值：数值", "number of the actual value, in actual_unit"),
    Column::text("actual_unit", "完成值：单位", "unit of the actual value"),
    IS_DISPUTED,
    DISPUTED,
];

/// Columns of the table `accounts`.
pub const ACCOUNTS: [Column; 21] = [
    FILE,
    LINE,
    YEAR,
    UNIT,
    Column::text("table", "表号", "number of the table in the national form, 01 to 09; nothing in a narrative"),
    Column::text("column", "栏目", "heading of the table's column; nothing in a narrative"),
    Column::text("item", "科目代码", "canonical item, such as expenditure or functional_class"),
    Column::text("label", "科目（原文）", "the item as printed"),
    Column::text("class_code", "功能分类编码", "code of the functional class: three, five or seven digits"),
    Column::count("level", "功能分类级次", "level of the functional class: 类 1, 款 2, 项 3"),
    Column::wan("budget_wan", "预算数", "the budget where it is printed"),
    Column::text("budget_basis", "预算口径", "which budget that is: initial_budget or adjusted_budget"),
    Column::wan("amount_wan", "决算数", "the amount"),
    Column::wan("change_wan", "增减额", "the change, negative for a fall"),
    Column::exact("change_pct", Unit::Percent, "增减幅度", "the change in percent, negative for a fall"),
    Column::text("change_basis", "增减基准", "what the change is measured against: last_year or initial_budget"),
    Column::exact("completion_pct", Unit::Percent, "完成预算比例", "the amount in percent of the budget, as printed"),
    Column::exact("share_pct", Unit::Percent, "占比", "the share in percent, as printed"),
    Column::text("share_of", "占比基数", "what the share is a share of"),
    IS_DISPUTED,
    DISPUTED,
];

/// The page something stands on.
const PAGE: Column = Column::count("page", "所在页", "page it stands on, where the format has pages");
/// The sheet something stands on.
const SHEET: Column = Column::text("sheet", "所在工作表", "sheet it stands on, in a workbook");
/// The row of a table.
const ROW: Column = Column::count("row", "所在表行", "row of the table it stands in");
/// The column of a table.
const CELL: Column = Column::count("cell", "所在列", "column of the table it stands in");

/// Columns of the table `problems`.
pub const PROBLEMS: [Column; 13] = [
    FILE,
    LINE,
    PAGE,
    SHEET,
    ROW,
    CELL,
    Column::text("severity", "严重程度", "error, doubt or note"),
    Column::text("code", "代码", "stable short name of the problem"),
    Column::text("message", "说明", "what was found and what was expected"),
    Column::text("place", "位置", "file, page, line, row and column as far as known"),
    Column::text("hint", "办法", "what to do about it"),
    Column::text("excerpt", "原文", "the line of the document it stands on"),
    Column::text("document", "所读文件", "the document that was read when it was found"),
];

/// Columns of the table `documents`: a row a document that was read, or refused.
pub const DOCUMENTS: [Column; 16] = [
    FILE,
    Column::text("outcome", "结果", "read or refused"),
    Column::text("code", "首要问题", "code of the problem it was refused for"),
    Column::text("caption", "文件名称", "what a reader would call it: its card, or its file"),
    Column::text("sha256", "校验和", "checksum of its bytes; nothing where it could not be opened"),
    Column::count("bytes", "字节数", "number of its bytes"),
    Column::text("card_sha256", "卡片校验和", "checksum of the card beside it"),
    Column::text("years", "涉及年度", "years its records account for"),
    Column::count("projects", "项目数", "projects read from it"),
    Column::count("funding", "资金行数", "rows of money blocks read from it"),
    Column::count("indicators", "指标数", "indicators read from it"),
    Column::count("accounts", "决算数字数", "figures of accounts read from it"),
    Column::count("problems", "问题数", "problems met while it was read"),
    Column::count("disputed_n", "有矛盾的数字", "figures that a finding of severity error disputes"),
    Column::count("compared_n", "可跨文件核对的数字", "figures of accounts that other documents are compared with"),
    Column::text("fingerprint", "读取版本", "of what it was read with: program, dictionaries, settings of the checks"),
];

/// Columns of the table `findings`.
pub const FINDINGS: [Column; 17] = [
    FILE,
    LINE,
    PAGE,
    SHEET,
    ROW,
    CELL,
    Column::text("rule", "规则", "code of the rule"),
    Column::text("severity", "程度", "error, doubt or note"),
    Column::text("subject", "对象", "what the finding is about"),
    Column::text("printed", "印为", "the figure at fault as printed"),
    Column::text("expected", "应为", "what it should be, as an interval"),
    Column::exact("difference", Unit::None, "至少相差", "how far it lies from that at least, in its own unit"),
    Column::text("arithmetic", "算式", "the arithmetic in signs"),
    Column::text("sentence_zh", "说明", "one sentence in Chinese"),
    Column::text("sentence_en", "说明（英文）", "one sentence in English"),
    Column::text("id", "编号", "stable as long as the document prints the same"),
    Column::text("accepted", "认可依据", "evidence of accepted.toml, where the finding is accepted"),
];

/// Columns of the table `checks`.
pub const CHECKS: [Column; 8] = [
    FILE,
    Column::text("rule", "规则", "code of the rule"),
    Column::count("consistent", "一致", "things that agree"),
    Column::count("errors", "错误", "findings of severity error"),
    Column::count("doubts", "存疑", "findings of severity doubt"),
    Column::count("notes", "提示", "findings of severity note"),
    Column::count("unchecked", "未能核对", "things that could not be checked"),
    Column::text("reasons", "未能核对的原因", "why, each with its count"),
];
