//! What a figure of a narrative is measured against.

use crate::records::named::named;

named! {
    /// What a change is measured against, or which budget a budget is. The words for it stand in
    /// `data/labels/narrative.toml`.
    Basis {
        /// 上年决算数.
        LastYear = "last_year",
        /// 年初预算数.
        InitialBudget = "initial_budget",
        /// 全年预算数, 调整预算数.
        AdjustedBudget = "adjusted_budget",
    }
}
