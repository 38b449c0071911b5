//! The level names of an indicator system, in one spelling.
//!
//! Forms print 产出指标, 产出指标（50分） and 产出 for the same thing, and the misprint
//! 服务对象满意度标 is more frequent than the word it stands for. Systems of other words (决策, 过程)
//! keep them.

use crate::values::half_width;

/// What an indicator without a printed level is listed under.
pub(crate) const UNNAMED: &str = "未注明";

/// Level 1 in the order in which a form lists it.
pub(crate) const LEVEL1_ORDER: [&str; 8] = ["决策", "投入", "过程", "管理", "产出", "成本", "效益", "满意度"];

/// Level 2 in the order in which a form lists it.
pub(crate) const LEVEL2_ORDER: [&str; 15] = [
    "数量",
    "质量",
    "时效",
    "进度",
    "成本",
    "经济成本",
    "社会成本",
    "生态环境成本",
    "经济效益",
    "社会效益",
    "生态效益",
    "环境效益",
    "可持续影响",
    "实施效益",
    "服务对象满意度",
];

/// Levels of either depth whose indicators score what was spent.
pub(crate) const COSTS: [&str; 2] = ["成本", "经济成本"];

/// Level 1 in one spelling: 产出, 成本, 效益, 满意度, or the form's own word.
pub(crate) fn level1(printed: Option<&str>) -> String {
    match bare(printed).as_str() {
        "服务对象满意度" => "满意度".to_owned(),
        "" => UNNAMED.to_owned(),
        name => name.to_owned(),
    }
}

/// Level 2 in one spelling: 数量, 质量, 时效, ..., or the form's own word.
pub(crate) fn level2(printed: Option<&str>) -> String {
    match bare(printed).as_str() {
        "产出数量" => "数量".to_owned(),
        "产出质量" => "质量".to_owned(),
        "产出时效" => "时效".to_owned(),
        "产出成本" => "成本".to_owned(),
        "满意度" => "服务对象满意度".to_owned(),
        "" => UNNAMED.to_owned(),
        name => name.to_owned(),
    }
}

/// The name without blanks, the points in brackets, and 指标 or its misprint 标 at the end.
fn bare(printed: Option<&str>) -> String {
    let name: String = half_width(printed.unwrap_or_default()).chars().filter(|c| !c.is_whitespace()).collect();
    let name = match name.rsplit_once('(') {
        Some((before, points)) if points.ends_with("分)") => before,
        _ => &name,
    };
    let bare =
        name.strip_suffix("指标").or_else(|| name.strip_suffix("度标").map(|_| &name[..name.len() - "标".len()]));
    bare.unwrap_or(name).to_owned()
}
