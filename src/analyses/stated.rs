//! What accounts state, each figure once. A narrative says one figure, and several tables say it again
//! in several columns: the narrative counts, and where it is silent the one table and column that
//! means the same.

use crate::problem::Problem;
use crate::tables::Tables;
use polars::prelude::{
    Expr, JoinArgs, JoinType, LazyFrame, NULL, SortMultipleOptions, UniqueKeepStrategy, by_name, col, lit,
};

/// The columns that name a unit in a year.
pub(super) const UNIT_YEAR: [&str; 2] = ["year", "unit_canonical"];

/// Name of the column that keeps the order of the documents.
pub(super) const ORDER: &str = "_order";

/// The figures of accounts that count, in the order of the documents ([`ORDER`]).
///
/// # Errors
/// There is no such table.
pub(super) fn figures(tables: &Tables) -> Result<LazyFrame, Problem> {
    let all = tables.lazy("accounts")?.with_row_index(ORDER, None);
    let key = ["file", "item", "class_code"].map(col);
    let told = all.clone().filter(col("table").is_null());
    let mut args = JoinArgs::new(JoinType::Anti);
    args.nulls_equal = true;
    let main = all.filter(is_main());
    let silent = main.join(told.clone().select(key.clone()), key.clone(), key, args);
    crate::analyses::rollup::stacked(vec![told, silent])
}

/// Whether a table's column is where an item is stated for all of a unit's money of that kind: classes
/// of the general public budget in table 05, totals in 02 and 03.
fn is_main() -> Expr {
    let table = |number: &str| col("table").eq(lit(number));
    let item = |names: &[&str]| {
        let one = |name: &&str| col("item").eq(lit(*name));
        names.iter().map(one).reduce(Expr::or).unwrap_or(lit(false))
    };
    let classes = item(&["functional_class", "general_public_budget_expenditure"]);
    let in_05 = classes.and(table("05")).and(col("column").eq(lit("合计")));
    let in_02 = item(&["revenue", "fiscal_appropriation_revenue"]).and(table("02"));
    let in_03 = item(&["expenditure", "basic_expenditure", "project_expenditure"]).and(table("03"));
    in_05.or(in_02).or(in_03).fill_null(lit(false))
}

/// Of `figures`, for each unit-year and each value of `key` the one to be used: a document may state one
/// twice (2523.01 beside its share and 2523.02 beside its change, in the 2020 accounts), and it counts
/// once: the figure that prints a share, else the first.
pub(super) fn chosen(figures: LazyFrame, key: &[&str]) -> LazyFrame {
    let order = vec![col("share_pct").is_null(), col(ORDER)];
    let names = UNIT_YEAR.iter().chain(key).map(|name| (*name).to_owned());
    figures
        .filter(col("amount_wan").is_not_null())
        .sort_by_exprs(order, SortMultipleOptions::default())
        .unique_stable(Some(by_name(names, true, false)), UniqueKeepStrategy::First)
}

/// A text column that says nothing.
pub(super) fn no_text() -> Expr {
    lit(NULL).cast(polars::prelude::DataType::String)
}
