//! Columns that only answers of analyses and the headline have; the others stand with the records.
//!
//! Where tables count different things under one name, each has its own constant and meaning;
//! kind, unit and headings are the same.

use super::column::{Column, columns};

columns! { ANSWERS:
    // What a row is about.
    LEVEL = text "level", ["汇总层级", "Level of sum"],
        ["汇总层级", "which dimensions the row is for: all, year, year/unit and so on; those it sums over are empty"];
    ASPECT = text "aspect", ["层面", "Aspect"], ["层面", "execution, level1, level2, indicator or total"];
    LEVEL1_SPELLED = text "level1", ["一级指标", "Level 1"], ["一级指标", "level-1 indicator in one spelling"];
    LEVEL2_SPELLED = text "level2", ["二级指标", "Level 2"], ["二级指标", "level-2 indicator in one spelling"];
    BASIS = text "basis", ["口径", "Basis"], ["口径", "adjusted or initial: the budget the rate is a rate of"];
    LABEL_ASPECT = text "label", ["名称", "Label"], ["名称", "what the row is called"];
    LABEL_PART = text "label", ["名称", "Label"], ["名称", "name of the part, in Chinese"];

    // Counts.
    N_WITH_RATE = count "n", ["项数", "n"], ["项目数", "projects with a rate on this basis"];
    N_IN_BIN = count "n", ["项数", "n"], ["项目数", "projects in the bin"];
    N_SCORED = count "n", ["项数", "n"],
        ["项数", "items with weight and score: projects for execution and total, else indicators"];
    N_OF_PART = count "n", ["项数", "n"], ["项数", "projects with money of the part, or figures of the accounts that the amount is the sum of"];
    WHOLE_N = count "whole_n", ["整体项数", "n of the whole"],
        ["整体项数", "projects, or figures of the accounts, that the whole is the sum of"];
    N_PROJECTS_EXECUTED = count "n_projects", ["项目数", "Projects"], ["项目数", "forms with an executed amount"];
    N_PROJECTS_OF_STEP = count "n_projects", ["项目数", "Projects"],
        ["项目数", "projects the step concerns; means are over those of start"];
    MISSING_RATE = count "missing", ["缺", "Missing"],
        ["无此口径的项目数", "projects without a rate on this basis; never counted as zero"];
    MISSING_EXECUTED = count "missing", ["缺", "Missing"], ["无执行数的项目数", "forms without an executed amount"];
    N_UNPAIRED = count "n_unpaired", ["无从对照", "Unpaired"],
        ["无从对照的单位年度数", "unit-years with forms or accounts alone, left out of a sum over several"];
    MISSING_SCORE = count "missing", ["缺", "Missing"],
        ["缺分值或得分", "items without a printed weight or score, left out of n"];
    MISSING_INITIAL_N = count "missing_initial_n", ["无年初预算的项目数", "Without initial budget"],
        ["无年初预算的项目数", "projects without an initial budget"];
    FULL_N = count "full_n", ["满分项数", "Full scores"], ["满分项数", "items that earned their whole weight"];

    // Rates.
    MIN_PCT = ratio "min_pct", ["最低（%）", "Min (%)"], ["最低", "lowest rate"];
    Q1_PCT = ratio "q1_pct", ["下四分位（%）", "Lower quartile (%)"],
        ["下四分位", "first quartile, linear interpolation"];
    MEDIAN_PCT = ratio "median_pct", ["中位数（%）", "Median (%)"], ["中位数", "median"];
    Q3_PCT = ratio "q3_pct", ["上四分位（%）", "Upper quartile (%)"],
        ["上四分位", "third quartile, linear interpolation"];
    MAX_PCT = ratio "max_pct", ["最高（%）", "Max (%)"], ["最高", "highest rate"];
    MEAN_PCT = ratio "mean_pct", ["平均（%）", "Mean (%)"], ["平均", "mean of the rates, every project alike"];
    WEIGHTED_MEAN_PCT = ratio "weighted_mean_pct", ["加权平均（%）", "Weighted mean (%)"],
        ["加权平均", "executed / budget of all n together"];
    ADJUSTED_RATE_PCT = ratio "adjusted_rate_pct", ["按全年预算执行率（%）", "Rate, adjusted budget (%)"],
        ["执行率（全年预算）", "executed / adjusted budget"];
    INITIAL_RATE_PCT = ratio "initial_rate_pct", ["按年初预算执行率（%）", "Rate, initial budget (%)"],
        ["执行率（年初预算）", "executed / initial budget; empty without an initial budget"];
    PRINTED_RATE_PCT = percent "printed_rate_pct", ["执行率（%，原表）", "Printed rate (%)"],
        ["执行率（原表）", "execution rate as printed"];
    ADJUSTMENT_RATE_PCT = ratio "adjustment_rate_pct", ["预算调整率（%）", "Adjustment rate (%)"],
        ["预算调整率", "(adjusted - initial) / initial budget"];
    ADJUSTMENT_RATE_PCT_OF_BOTH = ratio "adjustment_rate_pct", ["预算调整率（%）", "Adjustment rate (%)"],
        ["预算调整率", "(adjusted - initial) / initial of the projects that have both"];
    LOW_PCT = ratio "low_pct", ["下限（%）", "From (%)"],
        ["下限", "lowest rate of the bin, included; empty where the bin has no lower end"];
    HIGH_PCT = ratio "high_pct", ["上限（%）", "Up to (%)"],
        ["上限", "end of the bin, not included unless equal to low_pct; empty where it has none"];

    // Money.
    BUDGET_WAN = wan "budget_wan", ["预算数（万元）", "Budget (10k yuan)"], ["预算合计", "budget of the n, on this basis"];
    UNSPENT_WAN = wan "unspent_wan", ["未执行数（万元）", "Unspent (10k yuan)"],
        ["全年预算数－执行数", "adjusted budget that was not spent"];
    UNSPENT_WAN_OF_BASIS = wan "unspent_wan", ["未执行数（万元）", "Unspent (10k yuan)"],
        ["预算－执行数", "budget of the n, on this basis, that was not spent"];
    VIEW = text "view", ["角度", "View"],
        ["角度", "functional_class, functional_item, basic_project, funding_source or purpose"];
    CODE_PART = text "code", ["代码", "Code"], ["代码", "code of the class, or the id of the part"];
    AMOUNT_WAN = wan "amount_wan", ["金额（万元）", "Amount (10k yuan)"], ["金额", "amount of the part"];
    WHOLE_WAN = wan "whole_wan", ["整体（万元）", "Whole (10k yuan)"], ["整体", "what the amount is a part of"];
    SHARE_PCT = ratio "share_pct", ["占比（%）", "Share (%)"], ["占比", "amount / whole"];
    PRINTED_SHARE_PCT = percent "printed_share_pct", ["占比（%，原文）", "Printed share (%)"],
        ["占比（原文）", "share as printed"];
    LABEL_EN_PART = text "label_en", ["英文名称", "Name (English)"],
        ["英文名称", "name of the part in English, where there is one"];
    FORMS_EXECUTED_WAN = wan "forms_executed_wan", ["自评表执行数合计（万元）", "Executed in forms (10k yuan)"],
        ["自评表执行数合计", "executed amounts of all forms"];
    ACCOUNTS_PROJECT_EXPENDITURE_WAN = wan "accounts_project_expenditure_wan",
        ["决算项目支出（万元）", "Project expenditure in accounts (10k yuan)"],
        ["决算项目支出", "project expenditure of the accounts"];
    DIFFERENCE_WAN = wan "difference_wan", ["差额（万元）", "Difference (10k yuan)"], ["差额", "forms - accounts"];
    ROUNDING_WAN = wan "rounding_wan", ["舍入容差（万元）", "Rounding (10k yuan)"],
        ["舍入容差", "how far apart roundings of the printed figures can be"];
    AGREES = flag "agrees", ["相符", "Agrees"],
        ["相符", "whether the difference lies within rounding_wan; empty where it cannot be told"];
    FORMS_FILE = text "forms_file", ["自评表文件", "Forms file"], ["自评表文件", "files of the forms"];
    ACCOUNTS_FILE = text "accounts_file", ["决算文件", "Accounts file"], ["决算文件", "file of the accounts"];

    // Points.
    ATTAINABLE_POINTS = points "attainable_points", ["应得分", "Attainable points"],
        ["应得分", "sum of the weights of the n"];
    EARNED_POINTS = points "earned_points", ["实得分", "Earned points"], ["实得分", "sum of the scores of the n"];
    LOST_POINTS = points "lost_points", ["失分", "Points lost"], ["失分", "attainable - earned"];
    LOST_POINTS_OF_PROJECT = points "lost_points", ["失分", "Points lost"],
        ["失分", "points the project did not earn"];
    LOST_EXECUTION_POINTS = points "lost_execution_points", ["预算执行失分", "Points lost by execution"],
        ["预算执行失分", "of these, points lost by the execution"];
    LOST_SHARE_PCT = ratio "lost_share_pct", ["失分率（%）", "Share lost (%)"], ["失分率", "lost / attainable"];
    FULL_SHARE_PCT = ratio "full_share_pct", ["满分率（%）", "Full-score share (%)"], ["满分率", "full_n / n"];
    MEAN_SCORE = points "mean_score", ["平均得分", "Mean score"], ["平均得分", "mean of the projects' total scores"];
    POSITION = order "position", ["次序", "Position"], ["次序", "order of the step, from 0"];
    STEP = text "step", ["步骤", "Step"],
        ["步骤", "start, execution, a level-1 indicator, unexplained, or mean"];
    DELTA_POINTS = points "delta_points", ["平均失分", "Step (points)"],
        ["平均失分", "mean points lost in this step, zero or below"];
    FROM_POINTS = points "from_points", ["起", "From"], ["起", "points before the step"];
    TO_POINTS = points "to_points", ["止", "To"], ["止", "points after the step, rounded to six decimals"];

    // Two years side by side.
    MEASURE = text "measure", ["指标代码", "Measure"], ["指标代码", "stable id of the measure"];
    LABEL_ZH = text "label_zh", ["指标", "Name (Chinese)"], ["指标", "name of the measure in Chinese"];
    LABEL_EN = text "label_en", ["英文名称", "Name (English)"], ["指标（英文）", "name of the measure in English"];
    MEASURE_UNIT = text "measure_unit", ["单位", "Unit of measure"],
        ["单位", "pct, wan, points or count: the unit of the values of the row"];
    BASE_YEAR = year "base_year", ["基期", "Base year"], ["基期", "the year compared with"];
    BASE_VALUE = number "base_value", ["基期值", "Base value"],
        ["基期值", "value of the base year, rounded to six decimals"];
    BASE_N = count "base_n", ["基期项数", "Base n"],
        ["基期项数", "projects, or indicators where these are counted, behind the value"];
    OTHER_YEAR = year "other_year", ["比较期", "Other year"], ["比较期", "the year compared"];
    OTHER_VALUE = number "other_value", ["比较期值", "Other value"],
        ["比较期值", "value of the other year, rounded to six decimals"];
    OTHER_N = count "other_n", ["比较期项数", "Other n"],
        ["比较期项数", "projects, or indicators where these are counted, behind the value"];
    DIFFERENCE = number "difference", ["相差", "Difference"],
        ["差", "other - base, worked out exactly and then rounded to six decimals"];
    LOW = number "low", ["区间下限", "Low"],
        ["区间下限", "lower end of the nominal 95 % interval of the difference, cut to one decimal outwards"];
    HIGH = number "high", ["区间上限", "High"],
        ["区间上限", "upper end of the nominal 95 % interval of the difference, cut to one decimal outwards"];
    INTERVAL = text "interval", ["区间算法", "Interval"],
        ["区间算法", "bootstrap or newcombe; else why there is none: total, few, many, no_spread, one_project, not_asked"];
    BASE_WITHOUT_VALUE = number "base_without_value", ["基期值（不含最大项）", "Base value without the largest"],
        ["基期值（不含最大项）", "base value without the one project that holds more than half of the denominator"];
    OTHER_WITHOUT_VALUE = number "other_without_value", ["比较期值（不含最大项）", "Other value without the largest"],
        ["比较期值（不含最大项）", "other value without the one project that holds more than half of the denominator"];
    NOTE_ZH = text "note_zh", ["区间说明", "Note (Chinese)"], ["区间说明", "what the interval says and does not, in Chinese"];
    NOTE_EN = text "note_en", ["区间说明（英文）", "Note"], ["区间说明（英文）", "what the interval says and does not, in English"];
    PRICE_YEAR = year "price_year", ["价格基年", "Prices of"],
        ["价格基年", "the year in whose prices the real amounts are, as the named file of deflators says"];
    BASE_REAL_WAN = wan "base_real_wan", ["基期值（不变价）", "Base value, real"],
        ["基期值（不变价）", "base value in the prices of price_year: base_value x 100 / index of the base year"];
    OTHER_REAL_WAN = wan "other_real_wan", ["比较期值（不变价）", "Other value, real"],
        ["比较期值（不变价）", "other value in the prices of price_year"];
    DIFFERENCE_REAL_WAN = wan "difference_real_wan", ["差（不变价）", "Difference, real"],
        ["差（不变价）", "other_real_wan - base_real_wan, worked out before rounding"];
    BASE_PER_HEAD_YUAN = yuan "base_per_head_yuan", ["基期人均", "Base value per head"],
        ["基期人均", "base value by the persons of the base year, in its own prices, as the named file of heads says"];
    OTHER_PER_HEAD_YUAN = yuan "other_per_head_yuan", ["比较期人均", "Other value per head"],
        ["比较期人均", "other value by the persons of the other year, in its own prices"];
    DIFFERENCE_PER_HEAD_YUAN = yuan "difference_per_head_yuan", ["人均差", "Difference per head"],
        ["人均差", "other_per_head_yuan - base_per_head_yuan, worked out before rounding"];
    COMPARABILITY = text "comparability", ["可比性", "Comparability"],
        ["可比性", "comparable, limited or not_comparable"];
    VERDICT_ZH = text "verdict_zh", ["可比性说明", "Verdict (Chinese)"], ["可比性说明", "why, in Chinese"];
    VERDICT_EN = text "verdict_en", ["可比性说明（英文）", "Verdict"], ["可比性说明（英文）", "why, in English"];

    // Money moved between projects.
    MOVED_WAN = wan "moved_wan", ["疑似调剂额（万元）", "Likely moved (10k yuan)"],
        ["疑似调入（正）或调出（负）的金额", "what was likely moved here, or away where negative"];
    MOVED_WAN_LIKELY = wan "moved_wan", ["疑似调剂额（万元）", "Likely moved (10k yuan)"],
        ["疑似调剂额", "what was likely moved between projects; of a move, the cut"];
    INITIAL_MOVED_WAN = wan "initial_moved_wan", ["年初预算数（计入疑似调剂，万元）", "Initial budget, moves followed"],
        ["计入疑似调剂的年初预算数", "initial budget with likely moves followed"];
    N_WITH_INITIAL = count "n", ["项数", "n"], ["项目数", "projects with a rate on the initial budget"];
    LOWERED_N = count "lowered_n", ["调减的项目数", "Lowered"], ["调减的项目数", "projects whose budget was lowered"];
    MOVES_N = count "moves_n", ["疑似调剂笔数", "Likely moves"],
        ["疑似调剂笔数", "cuts that likely turn up in other projects"];
    ADJUSTMENT_RATE_MOVED_PCT = ratio "adjustment_rate_moved_pct",
        ["预算调整率（计入疑似调剂，%）", "Adjustment rate, moves followed (%)"],
        ["预算调整率（计入疑似调剂）", "adjustment rate with likely moves followed"];
    INITIAL_RATE_PCT_OF_ALL = ratio "initial_rate_pct", ["按年初预算执行率（%）", "Rate, initial budget (%)"],
        ["执行率（年初预算）", "executed / initial budget of all n together"];
    INITIAL_RATE_MOVED_PCT = ratio "initial_rate_moved_pct",
        ["按年初预算执行率（计入疑似调剂，%）", "Rate, initial budget, moves followed (%)"],
        ["执行率（年初预算，计入疑似调剂）", "executed / initial budget with likely moves followed"];
    RECEIVERS = text "receivers", ["调入项目", "Receiving projects"],
        ["疑似调入的项目", "number and name of the projects that were given as much"];
    RECEIVER_N = count "receiver_n", ["调入项目数", "Receivers"], ["疑似调入的项目数", "how many they are, three at most"];
    TRIED_N = count "tried_n", ["比对次数", "Sums tried"], ["比对次数", "sums of projects compared with the cut"];
    MATCHES_N = count "matches_n", ["相等次数", "Sums equal"], ["相等次数", "sums of as many projects that equal the cut"];
    LIKELIHOOD = text "likelihood", ["可能性", "Likelihood"],
        ["可能性", "likely: the only sum, and chance does not explain it; else possible"];

    // How far budgets were kept.
    OVER = text "over", ["构成", "Over"], ["构成", "project, purpose or functional_class: what the parts are"];
    BASIS_OF_THREE = text "basis", ["口径", "Basis"],
        ["口径", "adjusted, initial, or initial_moved: the initial budget with likely moves followed, where there are any"];
    N_WITH_BUDGET = count "n", ["项数", "n"],
        ["项数", "projects, or classes of the accounts, with a budget on this basis and what was spent of it"];
    PARTS_N = count "parts_n", ["构成项数", "Parts"], ["构成项数", "parts that these make"];
    MISSING_BUDGET = count "missing", ["缺", "Missing"], ["无此口径的项数", "those without; never counted as zero"];
    OUTTURN_PCT = ratio "outturn_pct", ["决算与预算之比（%）", "Outturn (%)"],
        ["支出总额与预算之比（PI-1）", "executed / budget of all n together, PEFA PI-1"];
    DEVIATION_WAN = wan "deviation_wan", ["构成偏差（万元）", "Deviation (10k yuan)"],
        ["构成偏差", "sum over the parts of how far executed lies from budget x outturn"];
    VARIANCE_PCT = ratio "variance_pct", ["构成偏差率（%）", "Variance of composition (%)"],
        ["支出构成偏差率（PI-2）", "deviation / executed, PEFA PI-2"];
    LARGEST = text "largest", ["最大项", "Largest"], ["最大的一项", "name of the largest"];
    LARGEST_SHARE_PCT = ratio "largest_share_pct", ["最大项占比（%）", "Largest share (%)"],
        ["最大项占预算的比重", "its share of the budget"];
    WITHOUT_LARGEST_PCT = ratio "without_largest_pct", ["不含最大项（%）", "Without the largest (%)"],
        ["不含最大项的加权平均", "weighted mean without it, where it holds more than half of the budget"];
    OUTTURN_WITHOUT_PCT = ratio "outturn_without_pct", ["不含最大项（%）", "Without the largest (%)"],
        ["不含最大项的比率", "outturn without it, where it holds more than half of the budget"];
    PI1_BAND = text "pi1_band", ["PI-1档", "PI-1 band"],
        ["本行数字所在的PI-1档", "band of PI-1 the outturn lies in; a score takes two of three years"];
    PI2_BAND = text "pi2_band", ["PI-2档", "PI-2 band"],
        ["本行数字所在的PI-2档", "band of PI-2 the variance lies in; a score takes two of three years"];

    // Budgets lowered towards what was spent.
    READING = text "reading", ["读法", "Reading"], ["读法", "printed, or moved: with likely moves between projects followed"];
    N_WITH_THREE = count "n", ["项数", "n"], ["项目数", "projects with initial and adjusted budget and executed amount"];
    MISSING_OF_THREE = count "missing", ["缺", "Missing"], ["缺其一的项目数", "projects without one of the three, left out"];
    INITIAL_WAN_OF_N = wan "initial_wan", ["年初预算数（万元）", "Initial budget (10k yuan)"],
        ["年初预算合计", "initial budget of the n"];
    ADJUSTED_WAN_OF_N = wan "adjusted_wan", ["全年预算数（万元）", "Adjusted budget (10k yuan)"],
        ["全年预算合计", "adjusted budget of the n"];
    EXECUTED_WAN_OF_N = wan "executed_wan", ["全年执行数（万元）", "Executed (10k yuan)"], ["执行数合计", "executed of the n"];
    ADJUSTED_RATE_PCT_OF_N = ratio "adjusted_rate_pct", ["按全年预算执行率（%）", "Rate, adjusted budget (%)"],
        ["执行率（全年预算）", "executed / adjusted budget of the n"];
    REBASELINED_PCT = ratio "rebaselined_pct", ["调减带来的差（百分点）", "Rebaselined (points)"],
        ["两种执行率之差，百分点", "rate on the adjusted less rate on the initial budget, in percentage points"];
    RAISED_N = count "raised_n", ["调增的项目数", "Raised"], ["调增的项目数", "projects whose budget was raised"];
    LOWERED_WAN = wan "lowered_wan", ["调减额（万元）", "Lowered by (10k yuan)"], ["调减额合计", "what those lowered were lowered by"];
    LOWERED_TO_SPENT_N = count "lowered_to_spent_n", ["调减至执行数的项目数", "Lowered to what was spent"],
        ["调减至执行数的项目数", "projects lowered to exactly what was spent"];
    LOWERED_TO_SPENT_PCT = ratio "lowered_to_spent_pct", ["调减至执行数的占比（%）", "Share of them (%)"],
        ["调减至执行数的项目占比", "their share of the n"];
    LOWERED_TO_SPENT_WAN = wan "lowered_to_spent_wan", ["其中调减额（万元）", "Lowered to what was spent (10k yuan)"],
        ["其调减额合计", "what they were lowered by"];

    // How much is in how few.
    OF_AMOUNT = text "of", ["对象", "Of"], ["哪项金额", "executed, or unspent: adjusted budget that was not spent"];
    N_WITH_AMOUNT = count "n", ["项数", "n"], ["项目数", "projects with the amount, zero included"];
    POSITIVE_N = count "positive_n", ["大于零的项数", "Above zero"], ["金额大于零的项目数", "of these, projects where it is above zero"];
    MISSING_AMOUNT = count "missing", ["缺", "Missing"], ["缺此金额的项目数", "projects without the amount"];
    NEGATIVE_N = count "negative_n", ["小于零的项数", "Below zero"],
        ["金额小于零的项目数", "projects that spent more than they had, left out"];
    TOTAL_WAN = wan "total_wan", ["合计（万元）", "Total (10k yuan)"], ["合计", "amount of the n"];
    TOP1_PCT = ratio "top1_pct", ["最大一项占比（%）", "Largest one (%)"], ["最大一项占比", "share of the largest"];
    TOP3_PCT = ratio "top3_pct", ["最大三项占比（%）", "Largest three (%)"], ["最大三项占比", "share of the three largest"];
    TOP10_PCT = ratio "top10_pct", ["最大十项占比（%）", "Largest ten (%)"], ["最大十项占比", "share of the ten largest"];
    HALF_N = count "half_n", ["占一半的项数", "Hold half"], ["合计过半所需的最少项数", "fewest projects that hold half"];
    HHI = number "hhi", ["HHI", "HHI"], ["赫芬达尔指数", "sum of the squared shares, Herfindahl and Hirschman"];
    HHI_EQUAL = number "hhi_equal", ["1/n", "1/n"], ["各项相等时的赫芬达尔指数", "what that would be if all n were alike"];
    GINI = number "gini", ["基尼系数", "Gini"], ["基尼系数", "coefficient of Gini over the n: 0 if all are alike"];

    // What scores tell apart.
    N_INDICATORS_SCORED = count "n", ["项数", "n"], ["指标数", "indicators with weight and score"];
    LEFT_N = count "left_n", ["有未执行额的项目数", "Left money"], ["有未执行额的项目数", "projects that left some of the adjusted budget"];
    LEFT_FULL_N = count "left_full_n", ["其中指标全部满分", "Of these, full"],
        ["其中所有指标均得满分的项目数", "of these, projects that gave every indicator its full points"];
    LEFT_FULL_PCT = ratio "left_full_pct", ["占比（%）", "Share of them (%)"], ["其占比", "left_full_n / left_n"];
    RULE_N = count "rule_n", ["可按规则计分的指标数", "Scored by rule"],
        ["可按规则计分的指标数", "of the n, indicators whose points follow from target and actual value"];
    RULE_POINTS = points "rule_points", ["可按规则计分的分值", "Points by rule"], ["其分值", "their weights"];
    RULE_SHARE_PCT = ratio "rule_share_pct", ["占应得分（%）", "Share of points (%)"], ["占应得分的比重", "their weights / attainable"];
    RULE_SAME_N = count "rule_same_n", ["与规则一致", "As by rule"],
        ["与规则一致的指标数", "printed score is that of the rule, to its last decimal"];
    RULE_ABOVE_N = count "rule_above_n", ["高于规则", "Above the rule"], ["高于规则的指标数", "printed score is above it"];
    RULE_BELOW_N = count "rule_below_n", ["低于规则", "Below the rule"], ["低于规则的指标数", "printed score is below it"];
    RULE_DIFFERENCE_POINTS = points "rule_difference_points", ["与规则之差", "Less the rule"],
        ["得分与规则得分之差", "sum of printed score - score by rule"];
    LOST_TOTAL_POINTS = points "lost_total_points", ["总失分", "Lost in all"], ["总失分", "points lost by the printed totals"];
    LOST_AGAIN_POINTS = points "lost_again_points", ["成本指标重复扣分", "Lost to spending again"],
        ["成本指标按执行率重复扣的分", "points that indicators of costs lost by the same share as the execution"];
    FOLLOWS_SPENDING_PCT = ratio "follows_spending_pct", ["随支出失分占比（%）", "Follows spending (%)"],
        ["随支出失分占总失分", "points lost by execution and once more by costs / points lost in all"];
    TOTAL_PROJECTS_N = count "total_projects_n", ["有总分的项目数", "Projects with totals"],
        ["有总分的项目数", "projects that print total weight and score"];

    // Point masses.
    OF_RATE = text "of", ["对象", "Of"],
        ["哪项比率", "adjusted_rate, initial_rate, or target: actual value / target of indicators"];
    N_RATES_IN_BIN = count "n", ["项数", "n"], ["项数", "projects, or indicators for target, in the bin"];
    TOTAL_N = count "total_n", ["总项数", "Total n"], ["总项数", "projects, or indicators, with the rate"];
    MISSING_RATE_OR_NUMBER = count "missing", ["缺", "Missing"],
        ["无此比率的项数", "projects without the rate, or indicators whose target and actual value are not numbers of one unit"];
    SHARE_PCT_OF_BIN = ratio "share_pct", ["占比（%）", "Share (%)"], ["占比", "n / total_n"];
    NEIGHBOURS_MEAN_N = number "neighbours_mean_n", ["相邻两档平均项数", "Neighbours"],
        ["相邻两档的平均项数", "mean n of the bins below and above; for exactly 100 % alone"];
    EXCESS_N = number "excess_n", ["多出的项数", "Excess"], ["比相邻两档多出的项数", "n - neighbours_mean_n"];

    // Changes from year to year.
    PANEL = text "panel", ["范围", "Panel"], ["范围", "all units, or balanced: those of both years"];
    CHANGE = number "change", ["变化", "Change"],
        ["变化", "other - base, rounded to six decimals; within, between, entry and exit add up to it exactly"];
    WITHIN = number "within", ["单位内", "Within"],
        ["单位自身的变化", "by what changed within units of both years, at their mean share"];
    BETWEEN = number "between", ["单位间", "Between"],
        ["单位之间比重的变化", "by shares that moved between these units; empty for sums"];
    ENTRY = number "entry", ["新增单位", "Entry"], ["新增单位的影响", "by units of the other year alone"];
    EXIT = number "exit", ["退出单位", "Exit"], ["退出单位的影响", "by units of the base year alone"];
    STAYED_N = count "stayed_n", ["两年都有的单位数", "Stayed"], ["两年都有的单位数", "units that bring something in both years"];
    ENTERED_N = count "entered_n", ["新增单位数", "Entered"], ["新增单位数", "units that do in the other year alone"];
    EXITED_N = count "exited_n", ["退出单位数", "Left"], ["退出单位数", "units that do in the base year alone"];
    BASE_PROJECTS_N = count "base_projects_n", ["基期项目数", "Base projects"],
        ["基期项目数", "projects behind the base value; of all units alone"];
    OTHER_PROJECTS_N = count "other_projects_n", ["比较期项目数", "Other projects"],
        ["比较期项目数", "projects behind the other value; of all units alone"];
    LOW_OF_UNITS = number "low", ["区间下限", "Low"],
        ["变化的区间下限", "lower end of the nominal 95 % interval of the change where units are drawn anew, one decimal outwards"];
    HIGH_OF_UNITS = number "high", ["区间上限", "High"],
        ["变化的区间上限", "upper end of the nominal 95 % interval of the change where units are drawn anew, one decimal outwards"];
    P_VALUE = number "p_value", ["p值", "p"],
        ["置换检验p值", "share of changes as far from zero where the years of units are swapped at random"];
    TEST = text "test", ["检验", "Test"],
        ["检验", "tested; else why not: few_units (under ten of both years), many_units, not_asked"];

    // Targets that come back.
    N_WITH_TARGET = count "n", ["项数", "n"], ["指标数", "indicators whose target is one number"];
    RETURNED_N = count "returned_n", ["次年再设的指标数", "Set again"],
        ["次年再设的指标数", "of these, set again in the year after in the same unit, with a number delivered this year"];
    TARGETS_RAISED_N = count "targets_raised_n", ["高于上年完成值", "Raised"],
        ["高于完成值", "next target above what was delivered"];
    TARGETS_KEPT_N = count "targets_kept_n", ["等于上年完成值", "Kept"], ["等于完成值", "next target is what was delivered"];
    TARGETS_LOWERED_N = count "targets_lowered_n", ["低于上年完成值", "Lowered"],
        ["低于完成值", "next target below what was delivered"];
    TARGETS_KEPT_PCT = ratio "targets_kept_pct", ["等于的占比（%）", "Kept (%)"], ["等于的占比", "kept / returned_n"];
    NEXT_TARGET = text "next_target", ["次年指标值", "Next target"], ["次年指标值", "target of the year after as printed"];
    DIRECTION = text "direction", ["方向", "Direction"],
        ["方向", "raised, kept or lowered: next target against what was delivered, as numbers"];
}
