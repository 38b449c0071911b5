//! The rules, one a file, in the order of their codes.

mod r01_execution_rate;
mod r02_execution_score;
mod r03_weights;
mod r04_scores;
mod r05_score_above_weight;
mod r06_funding_rows;
mod r07_overspending;
mod r08_target_missed;
mod r09_score_by_rule;
mod r10_rebaselining;
mod r11_reason;
mod r12_section_points;
mod r20_share;
mod r21_growth;
mod r22_direction;
mod r23_parts;
mod r24_procurement;
mod r25_same_figure_twice;
mod r26_narrative_against_table;
mod r27_table_identities;
mod r28_missing_table;
mod r29_wrong_year;
mod r30_product;
mod r31_across_documents;
mod r32_unit_slip;
mod r33_placeholder;
mod rule;

pub use rule::Rule;

pub(super) use r31_across_documents::{PROJECT_EXPENDITURE, end_of_unit};

/// Code of the rule that compares documents with each other; every other looks at one alone.
pub(super) const ACROSS: &str = r31_across_documents::RULE.code;

/// Every rule.
pub const RULES: [Rule; 26] = [
    r01_execution_rate::RULE,
    r02_execution_score::RULE,
    r03_weights::RULE,
    r04_scores::RULE,
    r05_score_above_weight::RULE,
    r06_funding_rows::RULE,
    r07_overspending::RULE,
    r08_target_missed::RULE,
    r09_score_by_rule::RULE,
    r10_rebaselining::RULE,
    r11_reason::RULE,
    r12_section_points::RULE,
    r20_share::RULE,
    r21_growth::RULE,
    r22_direction::RULE,
    r23_parts::RULE,
    r24_procurement::RULE,
    r25_same_figure_twice::RULE,
    r26_narrative_against_table::RULE,
    r27_table_identities::RULE,
    r28_missing_table::RULE,
    r29_wrong_year::RULE,
    r30_product::RULE,
    r31_across_documents::RULE,
    r32_unit_slip::RULE,
    r33_placeholder::RULE,
];
