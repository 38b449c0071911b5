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

    /// The printed figures that what it shows is made of.
    pub(super) const fn figures(self) -> &'static [Figures] {
        match self {
            Self::ExecutionDistribution | Self::BudgetPath => &[BUDGETS],
            Self::UnspentPareto => &[SPENT],
            Self::ScoreWaterfall | Self::GapHeatmap => &[SCORES, POINTS],
            Self::ScoreAgainstExecution => &[SPENT, SCORES],
            Self::SpendingShares => &[SPENDING, SOURCES, ACCOUNTS],
            Self::YearComparison => &[BUDGETS, SCORES, POINTS],
        }
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

/// Columns of a table of records that a chart is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// The table.
    pub(super) table: &'static str,
    /// Its columns.
    pub(super) columns: &'static [&'static str],
    /// The sources or items whose rows count; all where none is named.
    pub(super) parts: &'static [&'static str],
}

/// What projects were given and spent.
const BUDGETS: Figures =
    Figures { table: "projects", columns: &["initial_wan", "adjusted_wan", "executed_wan"], parts: &[] };
/// What they could spend and spent.
const SPENT: Figures = Figures { table: "projects", columns: &["adjusted_wan", "executed_wan"], parts: &[] };
/// What they spent.
const SPENDING: Figures = Figures { table: "projects", columns: &["executed_wan"], parts: &[] };
/// What they spent by source; rows of totals repeat the project.
const SOURCES: Figures = Figures {
    table: "funding",
    columns: &["executed_wan"],
    parts: &["current_year_fiscal", "carried_over", "other", "unattributed"],
};
/// Points of projects.
const SCORES: Figures = Figures {
    table: "projects",
    columns: &["execution_weight", "execution_score", "total_weight", "total_score"],
    parts: &[],
};
/// Points of indicators.
const POINTS: Figures = Figures { table: "indicators", columns: &["weight", "score"], parts: &[] };
/// Amounts of accounts whose shares are drawn.
const ACCOUNTS: Figures = Figures {
    table: "accounts",
    columns: &["amount_wan"],
    parts: &[
        "functional_class",
        "general_public_budget_expenditure",
        "expenditure",
        "basic_expenditure",
        "project_expenditure",
    ],
};
