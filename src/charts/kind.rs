//! The closed list of charts: their names, and the analyses each one draws.

/// A chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// How evenly was the money spent?
    ExecutionDistribution,
    /// From the initial to the adjusted budget to what was spent, project by project.
    BudgetPath,
    /// From 100 to the mean score: where were points lost?
    ScoreWaterfall,
    /// On which kinds of indicators were points lost?
    GapHeatmap,
    /// Does the score follow the spending?
    ScoreAgainstExecution,
    /// What was the money for?
    SpendingShares,
    /// What is different between two years?
    YearComparison,
    /// Which projects hold most of the unspent money?
    UnspentPareto,
}

impl Kind {
    /// Every chart, in the order of a report.
    pub const ALL: [Self; 8] = [
        Self::ExecutionDistribution,
        Self::BudgetPath,
        Self::UnspentPareto,
        Self::ScoreWaterfall,
        Self::GapHeatmap,
        Self::ScoreAgainstExecution,
        Self::SpendingShares,
        Self::YearComparison,
    ];

    /// The name in pipelines and of output files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExecutionDistribution => "execution_distribution",
            Self::BudgetPath => "budget_path",
            Self::ScoreWaterfall => "score_waterfall",
            Self::GapHeatmap => "gap_heatmap",
            Self::ScoreAgainstExecution => "score_against_execution",
            Self::SpendingShares => "spending_shares",
            Self::YearComparison => "year_comparison",
            Self::UnspentPareto => "unspent_pareto",
        }
    }

    /// The chart of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The analyses whose tables the chart needs.
    pub const fn analyses(self) -> &'static [&'static str] {
        match self {
            Self::ExecutionDistribution => &["project_execution", "execution_distribution"],
            Self::BudgetPath | Self::UnspentPareto => &["project_execution"],
            Self::ScoreWaterfall => &["score_waterfall"],
            Self::GapHeatmap => &["scoring_gaps"],
            Self::ScoreAgainstExecution => &["score_against_execution"],
            Self::SpendingShares => &["spending_shares"],
            Self::YearComparison => &["year_comparison"],
        }
    }
}
