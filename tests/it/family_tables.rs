//! What the forms of each family look like: labels, columns and facts as published ones print them,
//! in words of our own where they are words.

/// A column and how its heading calls it.
type Heading = (&'static str, &'static str);
/// Level 1, level 2, name, operator, number, unit, actual value.
pub type Fact = [&'static str; 7];

/// Where a form prints the points of its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Points {
    Nowhere,
    /// 产出指标（50分）
    Level1,
    /// 项目管理（25分） and 数量指标（10分）
    Both,
    /// 项目决策 2分 and 数量指标15分
    Bare,
}

/// What a family's form looks like: headings by the field they hold.
#[derive(Clone, Copy)]
pub struct Family {
    pub code: &'static str,
    pub title: &'static [&'static str],
    /// The labels of project, department and unit; a whole department has the first alone.
    pub head: &'static [&'static str],
    /// The label of the box in the head that holds the total score.
    pub boxed: &'static str,
    pub block: &'static str,
    pub yuan: bool,
    pub money: &'static [Heading],
    pub funds: &'static [Heading],
    /// Whether the sources stand side by side above one row of amounts.
    pub across: bool,
    /// The points of the execution.
    pub execution: usize,
    pub dash: &'static str,
    /// Rows between the money and the goals that hold no field of ours.
    pub between: &'static [&'static [&'static str]],
    /// The code of the note that lists them.
    pub listed: &'static str,
    pub columns: &'static [Heading],
    pub facts: &'static [Fact],
    /// Whether 年度指标值 stands over the levels and the parts of the target.
    pub spanned: bool,
    pub points: Points,
    /// Whether neighbouring rows of a level 2 share a merged cell for their scores.
    pub shared: bool,
    /// Whether the points were typed into the columns of the values.
    pub typed: bool,
    pub total: &'static str,
    pub grade: bool,
}

const L1: Heading = ("l1", "一级指标");
const L2: Heading = ("l2", "二级指标");
const L3: Heading = ("l3", "三级指标");
const TARGET: Heading = ("target", "年度指标值");
const OP: Heading = ("op", "指标性质");
const VALUE: Heading = ("value", "指标值");
const UNIT: Heading = ("unit", "度量单位");
const ACTUAL: Heading = ("actual", "实际完成值");
const WEIGHT: Heading = ("weight", "分值");
const SCORE: Heading = ("score", "得分");
const DEVIATION: Heading = ("deviation", "偏差原因分析及改进措施");
const UNFINISHED: Heading = ("deviation", "未完成原因和改进措施");

const TRANSFERS: &[Heading] =
    &[("年度资金总额：", "total"), ("其中：中央财政资金", "central"), ("地方资金", "local"), ("其他资金", "other")];
const CHONGQING: &[Heading] = &[
    ("initial", "年初预算数"),
    ("adjusted", "全年（调整）预算数"),
    ("executed", "全年执行数"),
    ("rate", "执行率"),
    ("weight", "执行率权重"),
    ("score", "执行率得分"),
];

const F1: Family = Family {
    code: "F1",
    title: &["项目支出绩效自评表", "（2019年度）"],
    head: &["项目名称", "主管部门", "实施单位"],
    boxed: "",
    block: "项目资金（万元）",
    yuan: false,
    money: &[
        ("initial", "年初预算数"),
        ("adjusted", "全年预算数"),
        ("executed", "全年执行数"),
        WEIGHT,
        ("rate", "执行率"),
        SCORE,
    ],
    funds: &[
        ("年度资金总额", "total"),
        ("其中：当年财政拨款", "current_year_fiscal"),
        ("上年结转资金", "carried_over"),
        ("其他资金", "other"),
    ],
    across: false,
    execution: 10,
    dash: "—",
    between: &[],
    listed: "",
    columns: &[L1, L2, L3, TARGET, ACTUAL, WEIGHT, SCORE, DEVIATION],
    facts: &FACTS,
    spanned: false,
    points: Points::Level1,
    shared: false,
    typed: false,
    total: "总分",
    grade: false,
};

const F4: Family = Family {
    code: "F4",
    title: &["转移支付区域（项目）绩效目标自评表", "（2021年度）"],
    head: &["转移支付（项目）名称", "中央主管部门", "资金使用单位"],
    block: "资金情况（万元）",
    money: &[("adjusted", "全年预算数（A）"), ("executed", "全年执行数（B）"), ("rate", "预算执行率（B/A）")],
    funds: &[("年度资金总额：", "total"), ("其中：中央补助", "central"), ("地方资金", "local"), ("其他资金", "other")],
    execution: 0,
    dash: "",
    columns: &[L1, L2, L3, VALUE_OF_ALL, ("actual", "全年实际完成值"), UNFINISHED],
    points: Points::Nowhere,
    total: "",
    ..F1
};
const VALUE_OF_ALL: Heading = ("target", "指标值");

const F6: Family = Family {
    code: "F6",
    title: &["2021年度项目自评表"],
    head: &["项目名称", "主管部门", "项目实施单位"],
    block: "预算执行情况（万元）（20分）",
    money: &[
        ("adjusted", "预算数（A）"),
        ("executed", "执行数（B）"),
        ("rate", "执行率（B/A）"),
        ("score", "得分（20分*执行率）"),
    ],
    funds: &[("年度财政资金总额", "total")],
    execution: 20,
    dash: "",
    columns: &[L1, L2, L3, ("target", "年初目标值（A）"), ("actual", "实际完成值（B）"), SCORE],
    total: "",
    ..F1
};

const F7: Family = Family {
    code: "F7",
    title: &["2022年度项目支出绩效自评表"],
    money: CHONGQING,
    funds: &[("年度总金额", "total"), ("其中：财政拨款", "current_year_fiscal")],
    dash: "",
    columns: &[
        ("l3", "指标名称"),
        ("unit", "计量单位"),
        OP,
        VALUE,
        ("weight", "指标权重"),
        ("actual", "全年完成值"),
        ("score", "指标得分（分）"),
        UNFINISHED,
    ],
    points: Points::Nowhere,
    total: "",
    ..F1
};

const F5: Family = Family {
    code: "F5",
    title: &["部门整体支出绩效自评表", "（2023年度）"],
    head: &["部门名称"],
    block: "年度预算申请（万元）",
    funds: &[("年度资金总额", "total")],
    between: &[
        &["按收入性质分：2030.12", "按支出性质分：1925.67"],
        &["其中：一般公共预算：1325.68", "其中：基本支出：900.47"],
        &["政府性基金拨款：118.82", "项目支出：1025.20"],
        &["其他资金：585.62", ""],
    ],
    listed: "amount-unread",
    ..F1
};

pub const FAMILIES: [Family; 17] = [
    F1,
    Family {
        code: "F1a",
        title: &["项目支出绩效自评表", "（2016年度）"],
        head: &["项目名称", "主管部门及代码", "实施单位"],
        money: &[("adjusted", "预算数（A）"), ("executed", "执行数（B）"), WEIGHT, ("rate", "执行率（B/A）"), SCORE],
        funds: &[
            ("年度资金总额：", "total"),
            ("其中：本年一般公共预算拨款", "general_public_budget"),
            ("其他资金", "other"),
        ],
        columns: &[
            L1,
            L2,
            L3,
            WEIGHT,
            ("target", "年度指标值(A)"),
            ("actual", "全年实际值(B)"),
            ("formula", "得分计算方法"),
            SCORE,
            ("deviation", "未完成原因分析"),
        ],
        ..F1
    },
    Family {
        code: "F1b",
        title: &["项目支出绩效自评表", "（2022年度）"],
        money: &[
            ("initial", "年初预算数"),
            ("adjusted", "全年预算数（A）"),
            ("executed", "全年执行数（B）"),
            WEIGHT,
            ("rate", "执行率（B/A）"),
            SCORE,
        ],
        funds: &[
            ("年度资金总额：", "total"),
            ("其中：本年财政拨款", "current_year_fiscal"),
            ("上年结转资金", "carried_over"),
            ("其他资金", "other"),
        ],
        dash: "-",
        columns: &[L1, L2, L3, ("target", "年度指标值(A)"), ("actual", "全年实际值(B)"), WEIGHT, SCORE, DEVIATION],
        ..F1
    },
    Family {
        code: "F2",
        title: &["部门预算项目支出绩效自评表（2023年度）", "510000_0013zp"],
        block: "年度预算数（万元）",
        money: &[
            ("initial", "年初预算"),
            ("adjusted", "调整后预算数"),
            ("executed", "预算执行数"),
            ("rate", "预算执行率"),
            ("weight", "权重"),
            SCORE,
            ("reason", "原因"),
        ],
        funds: &[
            ("总额", "total"),
            ("其中：财政资金", "current_year_fiscal"),
            ("财政专户管理资金", "special_account"),
            ("单位资金", "own"),
            ("其他资金", "other"),
        ],
        dash: "/",
        columns: &[
            L1,
            L2,
            L3,
            OP,
            VALUE,
            UNIT,
            ("actual", "完成值"),
            ("weight", "权重"),
            SCORE,
            ("deviation", "未完成原因分析"),
        ],
        points: Points::Nowhere,
        total: "合计",
        ..F1
    },
    Family {
        code: "F3",
        title: &["项目支出绩效自评表（2022年度）", "公开14表"],
        block: "项目资金（元）",
        yuan: true,
        columns: &[L1, L2, L3, OP, VALUE, UNIT, ACTUAL, WEIGHT, SCORE, DEVIATION],
        spanned: true,
        points: Points::Nowhere,
        grade: true,
        ..F1
    },
    F4,
    Family {
        title: &["转移支付项目绩效自评表", "（2023年度）"],
        head: &["专项（项目）名称", "主管部门", "资金使用单位"],
        money: &[
            ("initial", "年初预算数"),
            ("adjusted", "全年预算数(A)"),
            ("executed", "全年执行数(B)"),
            WEIGHT,
            ("rate", "预算执行率(B/A)"),
            SCORE,
        ],
        funds: TRANSFERS,
        execution: 10,
        dash: "/",
        columns: &[L1, L2, L3, WEIGHT, VALUE_OF_ALL, ("actual", "全年实际完成值"), SCORE, UNFINISHED],
        total: "总分",
        ..F4
    },
    F6,
    F7,
    // The form has no columns for points, and the unit typed them into those of the values.
    Family { typed: true, ..F4 },
    Family {
        code: "F4b",
        title: &["转移支付区域绩效自评表", "（2023年度）"],
        money: &[("adjusted", "全年预算数（A）"), ("executed", "全年执行数（B）"), ("rate", "预算执行率（B/A×100%）")],
        funds: TRANSFERS,
        between: &[
            &["资金管理情况", "情况说明", "存在问题和改进措施"],
            &["分配科学性", "按因素分配", "无"],
            &["下达及时性", "30日内下达", "无"],
            &["拨付合规性", "按国库制度拨付", "无"],
            &["使用规范性", "专款专用", "无"],
            &["执行准确性", "按下达预算执行", "调整2次"],
        ],
        listed: "block-unread",
        ..F4
    },
    F5,
    // Points in the labels, and no targets.
    Family {
        columns: &[L1, L2, L3, ("actual", "完成情况"), SCORE],
        points: Points::Both,
        total: "",
        boxed: "自评总分",
        ..F5
    },
    Family {
        title: &["2022年度部门整体绩效自评表"], head: &["部门名称"], boxed: "自评总分（分）", ..F7
    },
    Family { shared: true, ..F6 },
    Family {
        code: "F6b",
        title: &["财政预算支出项目绩效目标自评表", "（2021年度）"],
        boxed: "自评总分",
        block: "资金来源（万元）",
        money: &[
            ("", "中央"),
            ("", "省、地"),
            ("", "本级"),
            ("", "其他"),
            ("adjusted", "合计"),
            ("executed", "执行数"),
            ("rate", "执行率"),
        ],
        funds: &[("", "total")],
        across: true,
        execution: 0,
        columns: &[L1, L2, L3, ("target", "目标值"), ACTUAL, ("score", "自评分"), ("review", "复核分")],
        facts: &COUNTY,
        points: Points::Bare,
        total: "",
        ..F1
    },
    Family {
        code: "F9",
        title: &["项目支出绩效自评表", "（2021年度）"],
        money: &[
            ("initial", "年初预算数"),
            ("adjusted", "调整预算数(A)"),
            ("executed", "全年执行数(B)"),
            ("rate", "执行率(B/A)"),
        ],
        execution: 0,
        dash: "",
        columns: &[
            L1,
            L2,
            L3,
            TARGET,
            ACTUAL,
            ("weight", "参考分值"),
            ("score", "自评得分"),
            ("review", "财政审评得分"),
        ],
        facts: &OWN,
        points: Points::Both,
        ..F1
    },
];

/// Facts of published indicators of the national kind.
const FACTS: [Fact; 18] = [
    ["产出指标", "数量指标", "委托业务项目数", "≥", "50", "个", "50"],
    ["产出指标", "数量指标", "受资助人数", "≧", "735", "人次", "735"],
    ["产出指标", "数量指标", "辅警人员", "＝", "512", "人", "512"],
    ["产出指标", "质量指标", "验收合格率", "≥", "100", "%", "100%"],
    ["产出指标", "质量指标", "制度执行率", "═", "100", "%", "98%"],
    ["产出指标", "时效指标", "到位及时率", "≧", "100", "%", "100"],
    ["产出指标", "时效指标", "建设年限", "≤", "12", "月", "11月"],
    ["产出指标", "成本指标", "项目总成本", "≤", "90", "万元", "89.974"],
    ["产出指标", "成本指标", "变质比例", "≤", "0", "%", "0"],
    ["效益指标", "经济效益指标", "节约支出", "≥", "1500", "万元", "1,500"],
    ["效益指标", "社会效益指标", "政策知晓率", "=", "95", "%", "98.5%"],
    ["效益指标", "社会效益指标", "项目持续期", "定性", "基本建立", "", "基本建立"],
    ["效益指标", "生态效益指标", "环评要求", "定性", "好坏", "", "好"],
    ["效益指标", "可持续影响指标", "服务天数", "≥", "360", "天", "≥360天"],
    ["效益指标", "可持续影响指标", "在线率", "≥", "0.97", "比例", "0.98"],
    ["满意度指标", "服务对象满意度指标", "学生满意度", "≧", "95", "%", "100%"],
    ["满意度指标", "服务对象满意度指标", "家长满意度", "≥", "90", "%", "未统计"],
    ["满意度指标", "服务对象满意度指标", "市民满意", "≥", "90", "%", ""],
];

/// A system of decision, management, output and benefit: the rate of execution is an indicator.
const OWN: [Fact; 17] = [
    ["项目决策", "", "目标完整性", "定性", "一", "", "目标明确"],
    ["项目决策", "", "立项相关性", "定性", "一", "", ""],
    ["项目决策", "", "立项可行性", "", "", "", "需求"],
    ["项目决策", "", "立项适当性", "", "", "", "有标准"],
    ["项目管理", "投入管理", "预算执行率", "定性", "一", "", "100%"],
    ["项目管理", "财务管理", "制度有效性", "定性", "一", "", ""],
    ["项目管理", "项目实施", "监控有效性", "定性", "一", "", ""],
    ["项目产出", "数量指标", "保障人数", "", "2370", "人", "2370人"],
    ["项目产出", "质量指标", "经费标准", "定性", "符合文件", "", "符合文件"],
    ["项目产出", "时效指标", "完成时间", "定性", "2021年12月完成", "", "2021年12月完成"],
    ["项目产出", "成本指标", "办公成本", "", "15", "万元", "15万元"],
    ["项目产出", "成本指标", "维修成本", "", "35", "万元", "35万元"],
    ["项目产出", "成本指标", "水电成本", "", "14.8", "万元", "14.8万元"],
    ["项目效益", "社会效益指标", "办学条件", "定性", "改善", "", "改善"],
    ["项目效益", "可持续影响指标", "环境认可", "定性", "认可", "", "认可"],
    ["项目效益", "可持续影响指标", "服务天数", "≥", "360", "天", "≥360天"],
    ["项目效益", "满意度指标", "家长满意", "≥", "90", "%", "92%"],
];

/// The same of a county of Hubei.
const COUNTY: [Fact; 10] = [
    ["项目决策", "", "决策依据", "", "", "", ""],
    ["项目管理", "", "财务制度", "", "", "", ""],
    ["项目管理", "", "组织机构", "", "", "", ""],
    ["项目管理", "", "运行监管", "", "", "", ""],
    ["项目管理", "", "目标申报", "", "", "", ""],
    ["项目绩效", "数量指标", "建设养护里程", "", "300", "公里", "300公里"],
    ["项目绩效", "质量指标", "验收合格率", "≥", "95", "%", "97%"],
    ["项目绩效", "时效指标", "全天候通行", "≥", "360", "天", "≥360天"],
    ["项目绩效", "社会效益", "出行方便", "定性", "良好", "", "良好"],
    ["项目绩效", "服务对象满意度", "群众满意", "≥", "90", "%", "92%"],
];
