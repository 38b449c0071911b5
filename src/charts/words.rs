//! Numbers and recurring phrases as charts print them, in both languages.
//!
//! Amounts and ratios are rounded half away from zero, as papers do, to at most two decimals.

use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// What kind of picture a chart is: the first word to those who do not see it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Dots on a scale, a row an item.
    Dots,
    /// Percentiles as strips.
    Strips,
    /// Two or three dots a row, joined.
    Dumbbells,
    /// Bars from zero.
    Bars,
    /// Bars cut into parts.
    Parts,
    /// Steps from a whole to what is left of it.
    Waterfall,
    /// Shaded cells.
    Heatmap,
    /// Dots between two scales.
    Scatter,
    /// Lines over years.
    Lines,
    /// Dots between limits that narrow with size.
    Funnel,
    /// Differences with intervals.
    Intervals,
}

impl Form {
    /// Its name.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Dots => lang.pick("点图", "Dot plot"),
            Self::Strips => lang.pick("分位图", "Percentile strips"),
            Self::Dumbbells => lang.pick("哑铃图", "Dumbbell chart"),
            Self::Bars => lang.pick("条形图", "Bar chart"),
            Self::Parts => lang.pick("堆积条形图", "Stacked bar chart"),
            Self::Waterfall => lang.pick("瀑布图", "Waterfall chart"),
            Self::Heatmap => lang.pick("热力图", "Heatmap"),
            Self::Scatter => lang.pick("散点图", "Scatter plot"),
            Self::Lines => lang.pick("折线图", "Line chart"),
            Self::Funnel => lang.pick("漏斗图", "Funnel plot"),
            Self::Intervals => lang.pick("区间图", "Interval plot"),
        }
    }
}

/// `value` with at most two decimals and no zeros at the end: `100`, `80.56`.
pub(super) fn short(value: Decimal) -> String {
    let text = grouped(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A ratio in percent for a sentence: `100%`, `80.56%`. Nothing that is not all is printed as 100 %,
/// and nothing that is not nothing as 0 %.
pub(super) fn percent(value: Decimal) -> String {
    let text = short(value);
    let hundred = Decimal::ONE_HUNDRED;
    match text.as_str() {
        "100" if value < hundred => ">99.99%".to_owned(),
        "0" | "−0" if value > Decimal::ZERO => "<0.01%".to_owned(),
        _ => format!("{text}%"),
    }
}

/// A ratio in percent for a column of figures, two decimals always: `100.00%`.
pub(super) fn percent_fixed(value: Decimal) -> String {
    match percent(value) {
        bound if bound.starts_with(['<', '>']) => bound,
        _ => format!("{}%", grouped(value, 2)),
    }
}

/// A difference with its sign: `+10.98`, `−1.49`, `0`.
pub(super) fn signed(value: Decimal) -> String {
    with_sign(short(value), value)
}

/// A difference with its sign and two decimals, for a column of figures: `+582.40`.
pub(super) fn signed_fixed(value: Decimal) -> String {
    with_sign(grouped(value, 2), value)
}

fn with_sign(text: String, value: Decimal) -> String {
    if value > Decimal::ZERO && text != "0" { format!("+{text}") } else { text }
}

/// The sum of what is there.
pub(super) fn sum(values: impl Iterator<Item = Option<Decimal>>) -> Decimal {
    values.flatten().sum()
}

/// The text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A year in a sentence.
pub(super) fn year(lang: Lang, year: Option<i32>) -> String {
    match (year, lang) {
        (Some(year), Lang::Zh) => format!("{year}年"),
        (Some(year), Lang::En) => year.to_string(),
        (None, Lang::Zh) => "年份不详".to_owned(),
        (None, Lang::En) => "year unknown".to_owned(),
    }
}

/// So many projects.
pub(super) fn projects(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Zh => format!("{}个项目", counted(n)),
        Lang::En if n == 1 => "1 project".to_owned(),
        Lang::En => format!("{} projects", counted(n)),
    }
}

/// A number of things: `1,722`.
pub(super) fn counted(n: usize) -> String {
    grouped(Decimal::from(n), 0)
}

/// An amount with its unit.
pub(super) fn wan(lang: Lang, value: Decimal) -> String {
    match lang {
        Lang::Zh => format!("{}万元", short(value)),
        Lang::En => format!("{} wan", short(value)),
    }
}

/// The canonical names of score levels and of other closed lists, in the language of the chart;
/// a name outside the lists is a printed one and stays as it is.
pub(super) fn term(lang: Lang, name: &str) -> String {
    let english = TERMS.iter().find(|(zh, id, _)| *zh == name || *id == name);
    match (english, lang) {
        (Some((zh, ..)), Lang::Zh) => (*zh).to_owned(),
        (Some((.., en)), Lang::En) => (*en).to_owned(),
        (None, _) => name.to_owned(),
    }
}

/// Chinese name, stable id, English name.
const TERMS: [(&str, &str, &str); 46] = [
    ("预算执行", "execution", "Budget execution"),
    ("产出", "output", "Output"),
    ("效益", "benefit", "Benefit"),
    ("成本", "cost", "Cost"),
    ("满意度", "satisfaction", "Satisfaction"),
    ("决策", "decision", "Decision"),
    ("过程", "process", "Process"),
    ("投入", "input", "Input"),
    ("未能归类", "unexplained", "Not explained"),
    ("未注明", "unnamed", "Not stated"),
    ("项目立项", "project_approval", "Project approval"),
    ("项目管理", "project_management", "Project management"),
    ("数量", "quantity", "Quantity"),
    ("质量", "quality", "Quality"),
    ("时效", "timeliness", "Timeliness"),
    ("进度", "progress", "Progress"),
    ("经济效益", "economic_benefit", "Economic benefit"),
    ("社会效益", "social_benefit", "Social benefit"),
    ("生态效益", "ecological_benefit", "Ecological benefit"),
    ("环境效益", "environmental_benefit", "Environmental benefit"),
    ("可持续影响", "sustained_effect", "Lasting effect"),
    ("实施效益", "implementation_benefit", "Benefit in use"),
    ("服务对象满意度", "user_satisfaction", "User satisfaction"),
    ("经济成本", "economic_cost", "Economic cost"),
    ("社会成本", "social_cost", "Social cost"),
    ("生态环境成本", "environmental_cost", "Environmental cost"),
    ("产出数量", "output_quantity", "Output: quantity"),
    ("产出质量", "output_quality", "Output: quality"),
    ("产出时效", "output_timeliness", "Output: timeliness"),
    ("产出进度", "output_progress", "Output: progress"),
    ("产出成本", "output_cost", "Output: cost"),
    ("基本支出", "basic", "Basic expenditure"),
    ("项目支出", "project", "Project expenditure"),
    ("当年财政拨款", "current_year_fiscal", "Fiscal, this year"),
    ("上年结转资金", "carried_over", "Carried over"),
    ("其他资金", "other", "Other funds"),
    ("资金来源未列明", "unattributed", "Source not stated"),
    ("一般公共服务支出", "201", "General public services"),
    ("教育支出", "205", "Education"),
    ("社会保障和就业支出", "208", "Social security, employment"),
    ("卫生健康支出", "210", "Health"),
    ("农林水支出", "213", "Agriculture, forestry, water"),
    ("城乡社区支出", "212", "Urban and rural communities"),
    ("住房保障支出", "221", "Housing"),
    ("科学技术支出", "206", "Science and technology"),
    ("节能环保支出", "211", "Environment"),
];
