//! What is the money for? Functional classes and items, basic against project expenditure, sources
//! of funding, and what projects are for.
//!
//! The first three views are figures of the accounts, the last two are sums over the forms.

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, exact, percent, six};
use crate::analyses::facts::facts;
use crate::analyses::measures::EXECUTED;
use crate::analyses::parts::{self, VIEWS};
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::columns::{self as col, Column};
use crate::tables::purposes::{Category, Purposes};
use polars::prelude::{Expr, as_struct, JoinArgs, JoinType, LazyFrame, NULL, col as column, lit, when};
use serde::Deserialize;

/// What can be set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    /// What the answer is grouped by.
    pub(super) by: By,
    /// Which rows it is asked of.
    #[serde(rename = "where")]
    pub(super) only: Where,
    /// Purposes tried before those of the dictionary.
    pub(super) categories: Vec<Category>,
}

/// The rows are figures of accounts, projects and the rows of their money blocks.
pub(super) const GRAINS: [Grain; 2] = [Grain::Accounts, Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 10] = [
    col::VIEW,
    col::CODE_PART,
    col::LABEL_PART,
    col::AMOUNT_WAN,
    col::WHOLE_WAN,
    col::SHARE_PCT,
    col::N_OF_PART,
    col::PRINTED_SHARE_PCT,
    col::LABEL_EN_PART,
    col::WHOLE_N,
];

/// Rows by level, dimensions and view; within a view the largest first.
///
/// # Errors
/// Tables that are not of the schema, or categories that do not read as such.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let purposes = Purposes::new(&params.categories)?;
    let mut views = parts::of_accounts(tables, &params.by, &params.only)?;
    let spent = spent(tables, params)?;
    views.push(whole(funding(tables, params, &spent)?, &spent, params)?);
    views.push(whole(purposes_of(tables, params, &purposes)?, &spent, params)?);
    let columns = rollup::columns(&params.by, &COLUMNS);
    let order = vec![
        rollup::rank("view", &VIEWS),
        column("amount_wan").is_null(),
        lit(0).cast(exact()) - column("amount_wan"),
        column("code"),
        column("label"),
    ];
    Ok(rollup::shaped(rollup::ordered(rollup::stacked(views)?, &params.by, order), &columns))
}

/// What was spent at every level: the whole of sources and purposes.
fn spent(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let facts = facts(tables, Grain::Projects, (&params.by, &params.only), &[column("executed_wan")])?;
    let sums = [six(EXECUTED.part().sum()).alias("whole_wan"), EXECUTED.n().alias("whole_n")];
    rollup::rollup(&facts, &params.by, 0, &[], &sums)
}

/// `parts` with the whole of their group and their share of it.
fn whole(parts: LazyFrame, wholes: &LazyFrame, params: &Params) -> Result<LazyFrame, Problem> {
    let joined = parts::beside(parts, wholes.clone(), &params.by, JoinType::Left);
    let share = percent(column("amount_wan"), column("whole_wan"));
    Ok(joined.with_columns([share.alias("share_pct")]).select(parts::cells(&params.by)))
}

/// What was spent from each source, and what the forms give no source for, so that the parts always
/// add up to everything spent. `n` counts projects: those with money of the source, and those whose
/// sources do not add up to what they spent.
fn funding(tables: &Tables, params: &Params, spent: &LazyFrame) -> Result<LazyFrame, Problem> {
    let project = || ["file", "ordinal"].map(column);
    let columns = [&["source", "label", "executed_wan"].map(column)[..], &project()].concat();
    let rows = facts(tables, Grain::Funding, (&params.by, &params.only), &columns)?;
    let rows = rows.filter(column("executed_wan").is_not_null());
    let sums = [
        six(EXECUTED.part().sum()).alias("amount_wan"),
        count(as_struct(project().to_vec()).n_unique()).alias("n"),
        column("label").min().alias("label"),
    ];
    let rows = rows.with_columns([column("source").alias("code")]);
    let named = rollup::rollup(&rows, &params.by, 0, &[column("code")], &sums)?;
    let attributed = named.clone().group_by(parts::group(&params.by)).agg([column("amount_wan").sum().alias("_told")]);
    let rest = parts::beside(spent.clone(), attributed, &params.by, JoinType::Left);
    let rest = parts::beside(rest, unattributed(tables, params, rows)?, &params.by, JoinType::Left);
    let rest = rest
        .with_columns([
            (column("whole_wan") - column("_told").fill_null(lit(0).cast(exact()))).alias("amount_wan"),
            lit("unattributed").alias("code"),
            lit("").alias("label"),
            count(column("_open").fill_null(lit(0))).alias("n"),
        ])
        .filter(column("amount_wan").neq(lit(0)));
    let kept: Vec<Expr> =
        parts::group(&params.by).into_iter().chain(["code", "amount_wan", "n", "label"].map(column)).collect();
    let all = rollup::stacked(vec![named.select(kept.clone()), rest.select(kept)])?;
    Ok(all.with_columns(parts::source_names()).with_columns([lit("funding_source").alias("view")]))
}

/// At every level, the projects that spent something else than the `rows` of their money blocks say.
fn unattributed(tables: &Tables, params: &Params, rows: LazyFrame) -> Result<LazyFrame, Problem> {
    let project = || ["file", "ordinal"].map(column);
    let told = rows.group_by(project()).agg([column("executed_wan").sum().alias("_sources")]);
    let own = [&project()[..], &[column("executed_wan")]].concat();
    let all = facts(tables, Grain::Projects, (&params.by, &params.only), &own)?;
    let joined = all.join(told, project(), project(), JoinArgs::new(JoinType::Left));
    let open = column("executed_wan").neq(column("_sources").fill_null(lit(0).cast(exact())));
    rollup::rollup(&joined, &params.by, 0, &[], &[count(open.fill_null(lit(false)).sum()).alias("_open")])
}

/// What was spent for each purpose; `n` counts projects without a printed amount too.
fn purposes_of(tables: &Tables, params: &Params, purposes: &Purposes) -> Result<LazyFrame, Problem> {
    let own = !params.categories.is_empty();
    let columns = [column(if own { "project" } else { "purpose" }).alias("_told"), column("executed_wan")];
    let mut facts = facts(tables, Grain::Projects, (&params.by, &params.only), &columns)?;
    if own {
        // The tables hold the purposes of the dictionary; one's own are read off the names again.
        let told = parts::read_off(facts.clone(), purposes)?;
        let mut args = JoinArgs::new(JoinType::Left);
        args.nulls_equal = true;
        facts = facts
            .join(told, [column("_told")], [column("_name")], args)
            .with_columns([column("_purpose").alias("_told")]);
    }
    let zero = lit(0).cast(exact());
    let amount = six(EXECUTED.part().fill_null(zero).sum());
    let sums = [amount.alias("amount_wan"), count(polars::prelude::len()).alias("n")];
    let sums = rollup::rollup(&facts, &params.by, 0, &[column("_told")], &sums)?;
    let names: Vec<(&str, &str, &str)> = purposes.names().collect();
    let pick = |of: fn(&(&str, &str, &str)) -> String| {
        names.iter().rev().fold(lit(NULL).cast(polars::prelude::DataType::String), |rest, name| {
            when(column("_told").eq(lit(name.0))).then(lit(of(name))).otherwise(rest)
        })
    };
    Ok(sums.with_columns([
        column("_told").alias("code"),
        pick(|name| name.1.to_owned()).alias("label"),
        pick(|name| name.2.to_owned()).alias("label_en"),
        lit("purpose").alias("view"),
    ]))
}
