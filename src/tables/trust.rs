//! Tables without the figures that a finding disputes.

use crate::problem::Problem;
use crate::tables::columns::{self as names, Column};
use crate::tables::lazy::Tables;
use polars::prelude::{
    BooleanChunked, DataType, Expr, Field, IntoColumn, JoinArgs, JoinType, LazyFrame, MaintainOrderJoin, NULL, col,
    lit, when,
};

/// The figures of each table that can be disputed.
const FIGURES: [(&str, &[Column]); 4] = [
    (
        "projects",
        &[
            names::INITIAL_WAN,
            names::ADJUSTED_WAN,
            names::EXECUTED_WAN,
            names::EXECUTION_RATE_PCT,
            names::EXECUTION_WEIGHT,
            names::EXECUTION_SCORE,
            names::TOTAL_WEIGHT,
            names::TOTAL_SCORE,
        ],
    ),
    ("funding", &[names::INITIAL_WAN, names::ADJUSTED_WAN, names::EXECUTED_WAN, names::EXECUTION_RATE_PCT]),
    ("indicators", &[names::WEIGHT, names::SCORE, names::TARGET_VALUE, names::ACTUAL_VALUE]),
    (
        "accounts",
        &[
            names::BUDGET_WAN_PRINTED,
            names::AMOUNT_WAN_OF_ACCOUNT,
            names::CHANGE_WAN,
            names::CHANGE_PCT,
            names::COMPLETION_PCT,
            names::SHARE_PCT_PRINTED,
        ],
    ),
];

/// `tables` with the disputed figures left out of every row, and with what was counted from them
/// counted anew.
///
/// # Errors
/// A table that is not there.
pub(crate) fn trusted(mut tables: Tables) -> Result<Tables, Problem> {
    for (name, figures) in FIGURES {
        let kept = figures.iter().map(|figure| {
            let column = col(figure.name);
            when(is_disputed(figure.name)).then(lit(NULL)).otherwise(column).alias(figure.name)
        });
        let kept: Vec<Expr> = kept.collect();
        let judged = if name == "indicators" { judged() } else { Vec::new() };
        let frame = tables.lazy(name)?.with_columns([kept, judged].concat());
        tables.put(name, frame);
    }
    let projects = counted(tables.lazy("projects")?, tables.lazy("indicators")?);
    tables.put("projects", projects);
    Ok(tables)
}

/// What follows from target, actual value and weight, left out where one of them is.
fn judged() -> Vec<Expr> {
    let left_out = |figures: &[Column]| {
        figures.iter().map(|one| is_disputed(one.name)).reduce(Expr::or).unwrap_or_else(|| lit(false))
    };
    let unless =
        |figures: &[Column], of: Column| when(left_out(figures)).then(lit(NULL)).otherwise(col(of.name)).alias(of.name);
    let promised = [names::TARGET_VALUE, names::ACTUAL_VALUE];
    vec![
        unless(&promised, names::OUTCOME_OF_TARGET),
        unless(&promised, names::REACHED_PCT),
        unless(&[promised[0], promised[1], names::WEIGHT], names::RULE_SCORE),
    ]
}

/// Whether the row's list of disputed columns holds `name`.
fn is_disputed(name: &'static str) -> Expr {
    let held = move |column: polars::prelude::Column| {
        let lists = column.str()?;
        let holds = |list: Option<&str>| list.is_some_and(|list| list.split(' ').any(|one| one == name));
        let held: BooleanChunked = lists.iter().map(|list| Some(holds(list))).collect();
        Ok(held.with_name(column.name().clone()).into_column())
    };
    col(names::DISPUTED.name).map(held, |_, field| Ok(Field::new(field.name().clone(), DataType::Boolean)))
}

/// `projects` with the numbers of their `indicators` counted anew, in the order of the columns; a
/// budget that is left out has no size.
fn counted(projects: LazyFrame, indicators: LazyFrame) -> LazyFrame {
    let key = ["file", "ordinal"].map(col);
    let scored = || col("weight").is_not_null().and(col("score").is_not_null());
    let counts = indicators.group_by(key.clone()).agg([
        scored().sum().cast(DataType::UInt32).alias("_scored"),
        col("score").gt_eq(col("weight")).sum().cast(DataType::UInt32).alias("_full"),
        col("target_value").is_not_null().sum().cast(DataType::UInt32).alias("_quantitative"),
    ]);
    let mut args = JoinArgs::new(JoinType::Left);
    args.maintain_order = MaintainOrderJoin::Left;
    let joined = projects.join(counts, key.clone(), key, args);
    let anew =
        [("_scored", names::SCORED_N), ("_full", names::FULL_N_OF_PROJECT), ("_quantitative", names::QUANTITATIVE_N)];
    let anew = anew.map(|(count, column)| col(count).fill_null(lit(0_u32)).alias(column.name));
    let band = when(col(names::ADJUSTED_WAN.name).is_null()).then(lit(NULL)).otherwise(col(names::SIZE_BAND.name));
    let columns = names::PROJECTS.iter().map(|column| col(column.name)).collect::<Vec<_>>();
    joined.with_columns(anew).with_columns([band.alias(names::SIZE_BAND.name)]).select(columns)
}
