//! The printed figures that charts are made of: columns of the records, so that a chart can say what
//! the audit found about its own figures and no others.

/// Columns of a table of records that a chart is made of.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// The table.
    pub(super) table: &'static str,
    /// Its columns.
    pub(super) columns: &'static [&'static str],
    /// The sources or items whose rows count; all where none is named.
    pub(super) parts: &'static [&'static str],
}

/// What projects were given and spent.
pub(super) const BUDGETS: Figures =
    Figures { table: "projects", columns: &["initial_wan", "adjusted_wan", "executed_wan"], parts: &[] };
/// What they could spend and spent.
pub(super) const SPENT: Figures = Figures { table: "projects", columns: &["adjusted_wan", "executed_wan"], parts: &[] };
/// What they spent.
pub(super) const SPENDING: Figures = Figures { table: "projects", columns: &["executed_wan"], parts: &[] };
/// What they spent by source; rows of totals repeat the project.
pub(super) const SOURCES: Figures = Figures {
    table: "funding",
    columns: &["executed_wan"],
    parts: &["current_year_fiscal", "carried_over", "other", "unattributed"],
};
/// Points of projects.
pub(super) const SCORES: Figures = Figures {
    table: "projects",
    columns: &["execution_weight", "execution_score", "total_weight", "total_score"],
    parts: &[],
};
/// Points of indicators.
pub(super) const POINTS: Figures = Figures { table: "indicators", columns: &["weight", "score"], parts: &[] };
/// Amounts of accounts whose shares are drawn.
pub(super) const ACCOUNTS: Figures = Figures {
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
