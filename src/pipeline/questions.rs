//! What every analysis and every chart answers, a line each in both languages: the English stands with
//! the lists of analyses and charts, the Chinese here, and a test asks for both.

use crate::analyses::Analysis;
use crate::charts::Kind;
use crate::values::Lang;

/// What an analysis or a chart answers, in Chinese, by its name.
const CHINESE: [(&str, &str); 26] = [
    ("project_execution", "每个项目执行了多少预算？"),
    ("execution_distribution", "预算执行得均匀吗？"),
    ("execution_histogram", "多少个项目执行了多少预算？"),
    ("scoring_gaps", "分失在哪里？"),
    ("score_waterfall", "平均得分是怎样形成的？"),
    ("score_against_execution", "得分随预算执行而变吗？"),
    ("spending_shares", "钱用在什么上？"),
    ("year_comparison", "两个年度之间有什么变化？"),
    ("reconciliation", "自评表与决算一致吗？"),
    ("budget_credibility", "年初预算有多可信？"),
    ("rebaselining", "预算是否向实际执行调低？"),
    ("concentration", "多少钱集中在多少项目上？"),
    ("score_discrimination", "得分能区分好坏吗？"),
    ("bunching", "多少项目的执行率正好是100%？"),
    ("moved_money", "钱在项目之间调剂过吗？"),
    ("budget_path", "每个项目从年初预算到全年预算再到执行数"),
    ("unspent_pareto", "未执行的钱主要在哪些项目？"),
    ("gap_heatmap", "哪类指标失分？"),
    ("trend", "各年度支出如何变化？"),
    ("unit_change", "两个年度之间哪些单位变化了？"),
    ("funnel", "各单位的差别是否超出偶然？"),
    ("decomposition", "变化来自哪里：单位内部、单位之间，还是进入与退出？"),
    ("credibility", "预算的总额和构成是否守住？"),
    ("trust", "数字可信吗？"),
    ("year_changes", "数字逐年怎样变化，来自哪些单位？"),
    ("targets_over_years", "目标值到下一年怎样了？"),
];

/// What `analysis` answers.
pub(super) fn of_analysis(analysis: Analysis, lang: Lang) -> &'static str {
    lang.pick(chinese(analysis.name()).unwrap_or(analysis.question()), analysis.question())
}

/// What a chart of `kind` answers.
pub(super) fn of_chart(kind: Kind, lang: Lang) -> &'static str {
    lang.pick(chinese(kind.name()).unwrap_or(kind.question()), kind.question())
}

fn chinese(name: &str) -> Option<&'static str> {
    CHINESE.iter().find(|(known, _)| *known == name).map(|(_, question)| *question)
}

#[cfg(test)]
mod tests {
    use super::chinese;
    use crate::analyses::Analysis;
    use crate::charts::Kind;

    #[test]
    fn every_analysis_and_chart_has_its_question_in_both_languages() {
        let analyses = Analysis::ALL.iter().map(|one| (one.name(), one.question()));
        let all: Vec<_> = analyses.chain(Kind::ALL.iter().map(|one| (one.name(), one.question()))).collect();
        let mute: Vec<_> = all.iter().filter(|(_, question)| question.is_empty()).collect();
        assert!(mute.is_empty(), "no word on {mute:?}");
        let lacking: Vec<_> = all.iter().filter(|(name, _)| chinese(name).is_none()).collect();
        assert!(lacking.is_empty(), "no Chinese in src/pipeline/questions.rs for {lacking:#?}");
    }
}
