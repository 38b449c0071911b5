//! How much of it is in how few projects? Of what was spent and of what was left: the largest, how many
//! hold half, the index of Herfindahl and Hirschman and the coefficient of Gini.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, exact, percent, quotient, six};
use crate::analyses::facts::facts;
use crate::analyses::measures::{EXECUTED, UNSPENT};
use crate::analyses::rollup;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use polars::prelude::{
    DataType, Expr, LazyFrame, NULL, SortMultipleOptions, as_struct, col as column, len, lit, when,
};

/// The rows are projects.
pub(super) const GRAINS: [Grain; 1] = [Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 14] = [
    col::OF_AMOUNT,
    col::N_WITH_AMOUNT,
    col::POSITIVE_N,
    col::MISSING_AMOUNT,
    col::NEGATIVE_N,
    col::TOTAL_WAN,
    col::LARGEST,
    col::TOP1_PCT,
    col::TOP3_PCT,
    col::TOP10_PCT,
    col::HALF_N,
    col::HHI,
    col::HHI_EQUAL,
    col::GINI,
];

/// The amounts, in the order of the table.
const OF: [&str; 2] = ["executed", "unspent"];

/// A row per group and amount.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let own = [as_struct(vec![column("file"), column("ordinal")]).alias("_project"), column("project").alias("_name")];
    let amounts = [EXECUTED.part().alias(OF[0]), UNSPENT.part().alias(OF[1])];
    let facts = facts(tables, Grain::Projects, (&params.by, &params.only), &[&own[..], &amounts].concat())?;
    let told: Result<Vec<LazyFrame>, Problem> = OF.iter().map(|of| of_amount(&facts, &params.by, of)).collect();
    let ordered = rollup::ordered(rollup::stacked(told?)?, &params.by, vec![rollup::rank("of", &OF)]);
    Ok(rollup::shaped(ordered, &rollup::columns(&params.by, &COLUMNS)))
}

fn of_amount(facts: &LazyFrame, by: &By, of: &'static str) -> Result<LazyFrame, Problem> {
    let group = || [column(col::LEVEL.name)].into_iter().chain(rollup::keys(by)).collect::<Vec<Expr>>();
    let cells = [column(of).sum().alias("_amount"), column(of).count().alias("_known"), column("_name").first().alias("_name")];
    let items = rollup::rollup(facts, by, 0, &[column("_project")], &cells)?;
    // More spent than there was is nothing left, and no share of what was.
    let held = || column("_known").gt(lit(0)).and(column("_amount").gt_eq(lit(0)));
    let amount = when(held()).then(column("_amount")).otherwise(lit(NULL)).cast(exact()).alias("_amount");
    let negative = column("_amount").lt(lit(0)).alias("_negative");
    let mut order = vec![column("_amount").is_null(), lit(0).cast(exact()) - column("_amount"), column("_project")];
    order.splice(0..0, group());
    let items = items.with_columns([amount, negative]).sort_by_exprs(order, SortMultipleOptions::default());
    let summed = items.group_by_stable(group()).agg(sums()).with_columns(follows());
    Ok(summed.with_columns([lit(of).alias("of")]))
}

/// Sums over the projects of a group, the largest first.
fn sums() -> Vec<Expr> {
    let amount = || column("_amount");
    let n = amount().count();
    // From the largest: the first weighs n, the last 1.
    let rank = (n.clone().cast(DataType::Int64) - amount().is_not_null().cast(DataType::Int64).cum_sum(false) + lit(1))
        .cast(DataType::Decimal(38, 0));
    let share = || quotient(amount(), amount().sum());
    let before = || amount().cum_sum(false) - amount();
    let top = |k: usize| amount().head(Some(k)).sum();
    vec![
        count(n).alias("n"),
        count(amount().gt(lit(0)).sum()).alias("positive_n"),
        count(len().cast(DataType::Int64) - amount().count().cast(DataType::Int64) - column("_negative").sum().cast(DataType::Int64))
            .alias("missing"),
        count(column("_negative").sum()).alias("negative_n"),
        six(amount().sum()).alias("total_wan"),
        column("_name").filter(amount().gt(lit(0))).first().alias("largest"),
        top(1).alias("_top1"),
        top(3).alias("_top3"),
        top(10).alias("_top10"),
        count((before() + before()).lt(amount().sum()).and(amount().gt(lit(0))).sum()).alias("half_n"),
        (share() * share()).sum().alias("_squares"),
        (amount() * rank).sum().alias("_ranked"),
    ]
}

/// What follows from the sums; of nothing, nothing.
fn follows() -> Vec<Expr> {
    let total = || column("total_wan");
    let has = || column("n").gt(lit(0)).and(total().gt(lit(0)));
    let known = |cell: Expr| when(has()).then(cell).otherwise(lit(NULL));
    let n = || column("n").cast(exact());
    let one = || lit(1).cast(DataType::Decimal(38, 18));
    // (2 x sum of rank x amount) / (n x total) - (n + 1) / n, ranks ascending with the amounts.
    let ranked = quotient(column("_ranked") + column("_ranked"), total() * n());
    let gini = ranked - one() - quotient(lit(1).cast(exact()), n());
    vec![
        when(column("n").gt(lit(0))).then(total()).otherwise(lit(NULL)).alias("total_wan"),
        percent(column("_top1"), total()).alias("top1_pct"),
        percent(column("_top3"), total()).alias("top3_pct"),
        percent(column("_top10"), total()).alias("top10_pct"),
        known(column("half_n")).alias("half_n"),
        six(known(column("_squares"))).alias("hhi"),
        six(known(quotient(lit(1).cast(exact()), n()))).alias("hhi_equal"),
        six(known(gini)).alias("gini"),
    ]
}
