//! Do the forms and the accounts tell the same? Executed amounts of all forms of a unit against the
//! project expenditure (项目支出) of its accounts.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, six};
use crate::analyses::rollup;
use crate::analyses::stated::{self, UNIT_YEAR, no_text};
use crate::problem::Problem;
use crate::tables::columns::{self as names, Column};
use crate::tables::cells::texts;
use crate::tables::frame::fault;
use crate::tables::{Tables, collect};
use polars::prelude::{
    DataType, Expr, IntoColumn, IntoLazy, JoinArgs, JoinCoalesce, JoinType, LazyFrame, NULL, NamedFrom, RoundMode, Series,
    SortMultipleOptions, col, lit, when,
};

/// The rows are units in years that have forms, accounts or both.
pub(super) const GRAINS: [Grain; 2] = [Grain::Accounts, Grain::Projects];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 10] = [
    names::FORMS_EXECUTED_WAN,
    names::ACCOUNTS_PROJECT_EXPENDITURE_WAN,
    names::DIFFERENCE_WAN,
    names::N_PROJECTS_EXECUTED,
    names::AGREES,
    names::FORMS_FILE,
    names::ACCOUNTS_FILE,
    names::ROUNDING_WAN,
    names::MISSING_EXECUTED,
    names::N_UNPAIRED,
];

/// A row per group. A sum over several unit-years holds those that have both sides.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let pairs = pairs(tables, params)?;
    let dimensions = params.by.dimensions().iter().map(|one| col(one.column(Grain::Accounts).unwrap_or_default()).alias(one.name()));
    let own = ["_executed", "_stated", "_n", "_missing", "_rounding", "_forms_file", "_accounts_file"].map(col);
    let facts = pairs.select(dimensions.chain(own).collect::<Vec<_>>());
    let both = || col("_executed").is_not_null().and(col("_stated").is_not_null());
    let single = || polars::prelude::len().eq(lit(1));
    let told = |figure: &str| when(single()).then(col(figure).first()).otherwise(col(figure).filter(both()).sum());
    let paired = |figure: &str| when(both().any(true)).then(col(figure).filter(both()).sum()).otherwise(lit(NULL));
    let known = |figure: &str| when(single().or(both().any(true))).then(told(figure)).otherwise(lit(NULL));
    let difference = || paired("_executed") - paired("_stated");
    let complete = || when(both().any(true).and(col("_missing").filter(both()).sum().eq(lit(0))));
    let sums = [
        six(known("_executed")).alias("forms_executed_wan"),
        six(known("_stated")).alias("accounts_project_expenditure_wan"),
        six(difference()).alias("difference_wan"),
        count(told("_n")).alias("n_projects"),
        complete().then(difference().abs().lt_eq(paired("_rounding"))).otherwise(lit(NULL)).alias("agrees"),
        when(single()).then(col("_forms_file").first()).otherwise(no_text()).alias("forms_file"),
        when(single()).then(col("_accounts_file").first()).otherwise(no_text()).alias("accounts_file"),
        upwards(paired("_rounding")).alias("rounding_wan"),
        count(told("_missing")).alias("missing"),
        count(both().not().sum()).alias("n_unpaired"),
    ];
    let summed = rollup::rollup(&facts, &params.by, 0, &[], &sums)?;
    Ok(rollup::shaped(rollup::ordered(summed, &params.by, Vec::new()), &rollup::columns(&params.by, &COLUMNS)))
}

/// Forms and accounts of every unit-year side by side, with the dimensions both have.
fn pairs(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let (forms, accounts) = (forms(tables, params)?, accounts(tables, params)?);
    let key = UNIT_YEAR.map(col);
    let mut args = JoinArgs::new(JoinType::Full);
    args.nulls_equal = true;
    args.coalesce = JoinCoalesce::CoalesceColumns;
    let joined = forms.join(accounts, key.clone(), key, args);
    let others = ["department_canonical", "place", "kind"];
    let merged = others.map(|name| {
        let right = col(format!("{name}_right"));
        when(col(name).is_null()).then(right).otherwise(col(name)).alias(name)
    });
    Ok(joined.with_columns(merged).with_columns([
        count(col("_n").fill_null(lit(0))).alias("_n"),
        count(col("_missing").fill_null(lit(0))).alias("_missing"),
        (col("_halves").fill_null(lit(0).cast(HALVES)) + half_unit("_stated")).alias("_rounding"),
    ]))
}

/// The forms of every unit-year.
fn forms(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let rows = params.only.narrow(tables.lazy("projects")?, Grain::Projects);
    let executed = || col("executed_wan");
    let known = executed().is_not_null();
    let sums = rows.clone().group_by(UNIT_YEAR.map(col)).agg([
        when(known.clone().any(true)).then(executed().sum()).otherwise(lit(NULL)).alias("_executed"),
        known.clone().sum().alias("_n"),
        known.not().sum().alias("_missing"),
        half_unit("executed_wan").sum().alias("_halves"),
        col("department_canonical").min(),
        col("place").min(),
        col("kind").min(),
    ]);
    let key = UNIT_YEAR.map(col);
    let mut args = JoinArgs::new(JoinType::Left);
    args.nulls_equal = true;
    Ok(sums.join(files(rows)?, key.clone(), key, args))
}

/// The names of the files of every unit-year, as one text.
fn files(rows: LazyFrame) -> Result<LazyFrame, Problem> {
    let names = rows.select([col("year"), col("unit_canonical"), col("file")]);
    let names = names.unique(None, polars::prelude::UniqueKeepStrategy::Any);
    let sorted = collect(names.sort(["year", "unit_canonical", "file"], SortMultipleOptions::default()))?;
    let (years, units) = (crate::tables::cells::years(&sorted, "year")?, texts(&sorted, "unit_canonical")?);
    let mut joined: Vec<(Option<i32>, Option<String>, String)> = Vec::new();
    for ((year, unit), file) in years.into_iter().zip(units).zip(texts(&sorted, "file")?) {
        let file = file.unwrap_or_default();
        match joined.last_mut().filter(|last| (last.0, &last.1) == (year, &unit)) {
            Some(last) => last.2 = format!("{}; {file}", last.2),
            None => joined.push((year, unit, file)),
        }
    }
    let years: Vec<Option<i32>> = joined.iter().map(|row| row.0).collect();
    let units: Vec<Option<&str>> = joined.iter().map(|row| row.1.as_deref()).collect();
    let files: Vec<&str> = joined.iter().map(|row| row.2.as_str()).collect();
    let columns = vec![
        Series::new("year".into(), years).into_column(),
        Series::new("unit_canonical".into(), units).into_column(),
        Series::new("_forms_file".into(), files).into_column(),
    ];
    let frame = polars::prelude::DataFrame::new(joined.len(), columns);
    frame.map(IntoLazy::lazy).map_err(|error| fault(&error.to_string()))
}

/// The project expenditure that the accounts of every unit-year state.
fn accounts(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let figures = params.only.narrow(stated::figures(tables)?, Grain::Accounts);
    let stated = figures
        .filter(col("item").eq(lit("project_expenditure")).and(col("amount_wan").is_not_null()))
        .sort([stated::ORDER], SortMultipleOptions::default())
        .unique_stable(
            Some(polars::prelude::by_name(UNIT_YEAR, true, false)),
            polars::prelude::UniqueKeepStrategy::First,
        );
    Ok(stated.select([
        col("year"),
        col("unit_canonical"),
        col("amount_wan").alias("_stated"),
        col("file").alias("_accounts_file"),
        col("department_canonical"),
        col("place"),
        col("kind"),
    ]))
}

/// The type of halves of units: half a millionth is no millionth.
const HALVES: DataType = DataType::Decimal(38, 7);

/// Half a unit of the last printed decimal: a printed figure is an interval. Final accounts print
/// two decimals, so a figure that ends earlier (4.2) is taken for one of two (4.20).
fn half_unit(name: &str) -> Expr {
    let halves = [("0.005", 2_u32), ("0.0005", 3), ("0.00005", 4), ("0.000005", 5)];
    let figure = || col(name);
    let rest = when(figure().is_null()).then(lit(NULL)).otherwise(lit("0.0000005")).cast(HALVES);
    halves.into_iter().rev().fold(rest, |rest, (half, decimals)| {
        let ends = figure().round(decimals, RoundMode::HalfToEven).eq(figure());
        when(ends).then(lit(half).cast(HALVES)).otherwise(rest)
    })
}

/// A tolerance as a cell of millionths, never cut down.
fn upwards(tolerance: Expr) -> Expr {
    six(tolerance + lit("0.0000004").cast(HALVES))
}
