//! Which columns each table of records and of the audit has, in order.

use super::column::Column;
use super::records::{
    ACCEPTED, ACCOUNTS_READ, ACTUAL, ACTUAL_OP, ACTUAL_UNIT, ACTUAL_VALUE, ADJUSTED_WAN, AMOUNT_WAN_OF_ACCOUNT,
    ARITHMETIC, BUDGET_BASIS, BUDGET_WAN_PRINTED, BYTES, CAPTION, CARD_SHA256, CHANGE_BASIS, CHANGE_PCT, CHANGE_WAN,
    CHARACTER, CLASS_CODE, CLASS_LEVEL, CODE_PROBLEM, CODE_REFUSED, COLUMN, COLUMN_NO, COMPARED_N, COMPLETION_PCT,
    CONSISTENT, DEPARTMENT, DEPARTMENT_CANONICAL, DEVIATION, DIFFERENCE_LEAST, DISPUTED, DISPUTED_N, DOCUMENT, DOUBTS,
    DUPLICATE_OF, ERRORS, EXCERPT, EXECUTED_WAN, EXECUTION_RATE_PCT, EXECUTION_SCORE, EXECUTION_WEIGHT, EXPECTED,
    FIGURES, FILE, FINGERPRINT, FORM, FULL_N_OF_PROJECT, FUNDING_N, HINT, HINT_ZH, ID, INDICATOR_N, INDICATORS_READ,
    INITIAL_WAN, IS_DISPUTED, ITEM, KIND, LABEL_FUNDING, LABEL_ITEM, LEVEL1, LEVEL1_CANONICAL, LEVEL1_INFERRED, LEVEL2,
    LEVEL2_CANONICAL, LEVEL3, LINE, LOCATION, MESSAGE, MESSAGE_ZH, NOTES, ORDINAL, OUTCOME, OUTCOME_OF_TARGET, PAGE,
    PAPER, PARAGRAPH, PLACE, PRINTED, PROBLEM_N, PROJECT, PROJECT_ID, PROJECT_N, PURPOSE, QUANTITATIVE_N, REACHED_PCT,
    REASONS, ROW_INDICATOR, ROW_NO, RULE, RULE_SCORE, SCORE, SCORED_N, SENTENCE_EN, SENTENCE_ZH, SEVERITY, SHA256,
    SHARE_OF, SHARE_PCT_PRINTED, SHEET, SIZE_BAND, SOURCE, SUBJECT, TABLE, TABLE_NO, TARGET, TARGET_OP, TARGET_UNIT,
    TARGET_VALUE, TOTAL_SCORE, TOTAL_WEIGHT, UNCHECKED, UNIT, UNIT_CANONICAL, WEIGHT, YEAR, YEARS,
};

/// The columns of a place, with which the rows of every table of records begin.
pub const PLACED: [Column; 9] = [FILE, PAGE, SHEET, LINE, TABLE_NO, PARAGRAPH, ROW_NO, COLUMN_NO, CHARACTER];

/// The form that a row of it is of.
const FORM_OF: [Column; 4] = [PROJECT, DEPARTMENT, UNIT, FORM];

/// Under whom a row is counted.
const COUNTED_UNDER: [Column; 4] = [UNIT_CANONICAL, DEPARTMENT_CANONICAL, PLACE, KIND];

/// What kind of project a row is of.
const SORTED_BY: [Column; 2] = [PURPOSE, SIZE_BAND];

/// What the audit says of a row's figures.
const AUDITED: [Column; 2] = [IS_DISPUTED, DISPUTED];

/// The columns of several groups, one after the other; a wrong count does not compile.
pub(crate) const fn joined<const N: usize>(groups: &[&[Column]]) -> [Column; N] {
    let mut all = [FILE; N];
    let (mut group, mut count) = (0, 0);
    while group < groups.len() {
        let mut at = 0;
        while at < groups[group].len() {
            all[count] = groups[group][at];
            count += 1;
            at += 1;
        }
        group += 1;
    }
    assert!(count == N, "the groups have as many columns as the table");
    all
}

/// Columns of the table `projects`.
pub const PROJECTS: [Column; 36] = joined(&[
    &PLACED,
    &[
        PROJECT_ID,
        YEAR,
        ORDINAL,
        PROJECT,
        DEPARTMENT,
        UNIT,
        INITIAL_WAN,
        ADJUSTED_WAN,
        EXECUTED_WAN,
        EXECUTION_WEIGHT,
        EXECUTION_RATE_PCT,
        EXECUTION_SCORE,
        TOTAL_WEIGHT,
        TOTAL_SCORE,
        FORM,
        INDICATOR_N,
        SCORED_N,
        FULL_N_OF_PROJECT,
        QUANTITATIVE_N,
    ],
    &COUNTED_UNDER,
    &SORTED_BY,
    &AUDITED,
]);

/// Columns of the table `funding`.
pub const FUNDING: [Column; 30] = joined(&[
    &PLACED,
    &[PROJECT_ID, YEAR, ORDINAL, SOURCE, LABEL_FUNDING, INITIAL_WAN, ADJUSTED_WAN, EXECUTED_WAN, EXECUTION_RATE_PCT],
    &FORM_OF,
    &COUNTED_UNDER,
    &SORTED_BY,
    &AUDITED,
]);

/// Columns of the table `indicators`.
pub const INDICATORS: [Column; 45] = joined(&[
    &PLACED,
    &[
        PROJECT_ID,
        YEAR,
        ORDINAL,
        ROW_INDICATOR,
        LEVEL1,
        LEVEL1_INFERRED,
        LEVEL2,
        LEVEL3,
        TARGET,
        ACTUAL,
        WEIGHT,
        SCORE,
        DEVIATION,
        TARGET_OP,
        TARGET_VALUE,
        TARGET_UNIT,
        ACTUAL_OP,
        ACTUAL_VALUE,
        ACTUAL_UNIT,
    ],
    &FORM_OF,
    &COUNTED_UNDER,
    &SORTED_BY,
    &[LEVEL1_CANONICAL, LEVEL2_CANONICAL, OUTCOME_OF_TARGET, REACHED_PCT, RULE_SCORE],
    &AUDITED,
]);

/// Columns of the table `accounts`.
pub const ACCOUNTS: [Column; 33] = joined(&[
    &PLACED,
    &[
        YEAR,
        UNIT,
        PAPER,
        TABLE,
        COLUMN,
        ITEM,
        LABEL_ITEM,
        CLASS_CODE,
        CLASS_LEVEL,
        BUDGET_WAN_PRINTED,
        BUDGET_BASIS,
        AMOUNT_WAN_OF_ACCOUNT,
        CHANGE_WAN,
        CHANGE_PCT,
        CHANGE_BASIS,
        COMPLETION_PCT,
        SHARE_PCT_PRINTED,
        SHARE_OF,
    ],
    &COUNTED_UNDER,
    &AUDITED,
]);

/// Columns of the table `problems`.
pub const PROBLEMS: [Column; 18] =
    joined(&[&PLACED, &[SEVERITY, CODE_PROBLEM, MESSAGE, MESSAGE_ZH, LOCATION, HINT, HINT_ZH, EXCERPT, DOCUMENT]]);

/// Columns of the table `documents`: a row a document that was read, or refused.
pub const DOCUMENTS: [Column; 17] = [
    FILE,
    OUTCOME,
    CODE_REFUSED,
    CAPTION,
    SHA256,
    BYTES,
    CARD_SHA256,
    YEARS,
    PROJECT_N,
    FUNDING_N,
    INDICATORS_READ,
    ACCOUNTS_READ,
    PROBLEM_N,
    DISPUTED_N,
    COMPARED_N,
    FINGERPRINT,
    DUPLICATE_OF,
];

/// Columns of the table `findings`.
pub const FINDINGS: [Column; 22] = joined(&[
    &PLACED,
    &[
        PROJECT_ID,
        RULE,
        SEVERITY,
        SUBJECT,
        FIGURES,
        PRINTED,
        EXPECTED,
        DIFFERENCE_LEAST,
        ARITHMETIC,
        SENTENCE_ZH,
        SENTENCE_EN,
        ID,
        ACCEPTED,
    ],
]);

/// Columns of the table `checks`.
pub const CHECKS: [Column; 8] = [FILE, RULE, CONSISTENT, ERRORS, DOUBTS, NOTES, UNCHECKED, REASONS];
