//! Parts of one whole: what the views of `spending_shares` are made of.

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, exact, percent, six};
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::analyses::stated::{self, UNIT_YEAR, no_text};
use crate::problem::Problem;
use crate::tables::Tables;
use crate::tables::cells::texts;
use crate::tables::collect;
use crate::tables::columns as names;
use crate::tables::frame::fault;
use crate::tables::purposes::Purposes;
use polars::prelude::{
    DataFrame, Expr, IntoColumn, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, NamedFrom, Series, col, lit, when,
};

/// The views, in their order.
pub(super) const VIEWS: [&str; 5] =
    ["functional_class", "functional_item", "basic_project", "funding_source", "purpose"];

/// Names of the usual funding sources; others keep the label of their form.
const SOURCES: [(&str, &str, &str); 4] = [
    ("current_year_fiscal", "当年财政拨款", "fiscal appropriation of the year"),
    ("carried_over", "上年结转资金", "carried over from last year"),
    ("other", "其他资金", "other funds"),
    ("unattributed", "来源未注明", "source not stated"),
];

/// What names a group: its level and dimensions.
pub(super) fn group(by: &By) -> Vec<Expr> {
    [col(names::LEVEL.name)].into_iter().chain(rollup::keys(by)).collect()
}

/// Level, dimensions and all cells of a part, in the order of the table.
pub(super) fn cells(by: &By) -> Vec<Expr> {
    let printed = lit(NULL).cast(exact()).alias("printed_share_pct");
    let own = ["view", "code", "label", "amount_wan", "whole_wan", "share_pct", "n"].map(col);
    group(by).into_iter().chain(own).chain([printed, col("label_en"), col("whole_n")]).collect()
}

/// `left` with the columns of `right` for the same group.
pub(super) fn beside(left: LazyFrame, right: LazyFrame, by: &By, how: JoinType) -> LazyFrame {
    let mut args = JoinArgs::new(how);
    // A group whose unit is unknown, or that sums over units, has an empty cell there.
    args.nulls_equal = true;
    left.join(right, group(by), group(by), args)
}

/// The names of funding sources by their `code`; a source without a known name keeps its `label`.
pub(super) fn source_names() -> [Expr; 2] {
    let pick = |of: fn(&(&'static str, &'static str, &'static str)) -> &'static str, rest: Expr| {
        SOURCES.iter().fold(rest, |rest, known| when(col("code").eq(lit(known.0))).then(lit(of(known))).otherwise(rest))
    };
    [pick(|known| known.1, col("label")).alias("label"), pick(|known| known.2, no_text()).alias("label_en")]
}

/// The purposes of the distinct `_told` names of `facts`: columns `_name` and `_purpose`.
pub(super) fn read_off(facts: LazyFrame, purposes: &Purposes) -> Result<LazyFrame, Problem> {
    let distinct = collect(facts.select([col("_told")]).unique(None, polars::prelude::UniqueKeepStrategy::Any))?;
    let told = texts(&distinct, "_told")?;
    let purpose: Vec<String> = told.iter().map(|name| purposes.of(name.as_deref()).to_owned()).collect();
    let columns =
        vec![Series::new("_name".into(), told).into_column(), Series::new("_purpose".into(), purpose).into_column()];
    DataFrame::new(distinct.height(), columns).map(IntoLazy::lazy).map_err(|error| fault(&error.to_string()))
}

/// A view of the accounts: which figures are its parts, what tells them apart, and their whole.
struct View {
    name: &'static str,
    parts: Expr,
    code: Expr,
    english: Expr,
    whole: &'static str,
}

/// The views of the accounts.
fn views() -> [View; 3] {
    let class = |name, level: u32| View {
        name,
        parts: col("item").eq(lit("functional_class")).and(col("class_level").eq(lit(level))),
        code: col("class_code"),
        english: no_text(),
        whole: "general_public_budget_expenditure",
    };
    let (basic, project) = (lit("basic_expenditure"), lit("project_expenditure"));
    let item = || col("item");
    [
        class("functional_class", 1),
        class("functional_item", 2),
        View {
            name: "basic_project",
            parts: item().eq(basic.clone()).or(item().eq(project.clone())),
            code: item(),
            english: when(item().eq(basic))
                .then(lit("basic expenditure"))
                .when(item().eq(project))
                .then(lit("project expenditure"))
                .otherwise(no_text()),
            whole: "expenditure",
        },
    ]
}

/// The parts that accounts state, at every level, with their wholes and shares.
///
/// Beyond one unit in one year only those count that state the whole as well: a share of what is not
/// known cannot be told. Where none does, the parts stand without one.
pub(super) fn of_accounts(tables: &Tables, by: &By, only: &Where) -> Result<Vec<LazyFrame>, Problem> {
    let figures = only.narrow(stated::figures(tables)?, Grain::Accounts);
    views().into_iter().map(|view| of_view(&figures, by, view)).collect()
}

fn of_view(figures: &LazyFrame, by: &By, view: View) -> Result<LazyFrame, Problem> {
    let unit_year = UNIT_YEAR.map(col);
    let mut same = JoinArgs::new(JoinType::Left);
    same.nulls_equal = true;
    let whole = figures.clone().filter(col("item").eq(lit(view.whole)));
    let whole = stated::chosen(whole, &[]).select([
        unit_year[0].clone(),
        unit_year[1].clone(),
        col("amount_wan").alias("_whole"),
    ]);
    let key = when(view.code.clone().is_null()).then(col("label")).otherwise(view.code.clone());
    let parts = figures.clone().filter(view.parts).with_columns([
        key.alias("_key"),
        view.code.alias("code"),
        view.english.alias("label_en"),
    ]);
    let parts = stated::chosen(parts, &["_key"]).join(whole, unit_year.clone(), unit_year, same);
    let dimensions = by.dimensions().iter().filter_map(|one| Some(col(one.column(Grain::Accounts)?).alias(one.name())));
    let own = ["_key", "code", "label", "label_en", "amount_wan", "share_pct", "_whole"].map(col);
    let place = UNIT_YEAR.map(|name| col(name).alias(format!("_{name}")));
    let facts = parts.select(dimensions.chain(own).chain(place).collect::<Vec<_>>());
    let summed = rollup::rollup(&facts, by, 0, &[col("_key")], &sums_of_parts())?;
    // Every whole counts once, however many of its parts are told.
    let once = facts.filter(col("_whole").is_not_null()).unique_stable(
        Some(polars::prelude::by_name(UNIT_YEAR.map(|name| format!("_{name}")), true, false)),
        polars::prelude::UniqueKeepStrategy::First,
    );
    let wholes = rollup::rollup(
        &once,
        by,
        0,
        &[],
        &[six(col("_whole").sum()).alias("whole_wan"), count(polars::prelude::len()).alias("whole_n")],
    )?;
    let told = beside(summed, wholes, by, JoinType::Left);
    let share = percent(col("amount_wan"), col("whole_wan")).alias("share_pct");
    let cells = [
        "view",
        "code",
        "label",
        "amount_wan",
        "whole_wan",
        "share_pct",
        "n",
        "printed_share_pct",
        "label_en",
        "whole_n",
    ];
    Ok(told
        .with_columns([share, lit(view.name).alias("view")])
        .select(group(by).into_iter().chain(cells.map(col)).collect::<Vec<_>>()))
}

/// What is added up of the figures of one part: those whose whole is stated, where any is.
fn sums_of_parts() -> Vec<Expr> {
    let stated = || col("_whole").is_not_null();
    let counted =
        |figure: Expr| when(stated().any(true)).then(figure.clone().filter(stated()).sum()).otherwise(figure.sum());
    vec![
        six(counted(col("amount_wan"))).alias("amount_wan"),
        count(when(stated().any(true)).then(stated().sum()).otherwise(polars::prelude::len())).alias("n"),
        when(polars::prelude::len().eq(lit(1)))
            .then(col("share_pct").first())
            .otherwise(lit(NULL))
            .alias("printed_share_pct"),
        col("label").min().alias("label"),
        col("label_en").min().alias("label_en"),
        col("code").min().alias("code"),
    ]
}
