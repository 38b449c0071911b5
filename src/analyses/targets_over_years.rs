//! What becomes of a target in the year after? Where a unit sets the same indicator again, its next target
//! beside what it delivered this year: raised, kept or lowered.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, percent};
use crate::analyses::facts::facts;
use crate::analyses::rollup;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::cells::{counts, exacts, texts, years};
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use crate::tables::{DataFrame, Tables, collect};
use polars::prelude::{Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, SortMultipleOptions, col as column, lit};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The rows are indicators.
pub(super) const GRAINS: [Grain; 1] = [Grain::Indicators];

/// The columns of the table behind its level and dimensions.
pub(super) const COLUMNS: [Column; 16] = [
    col::N_WITH_TARGET,
    col::RETURNED_N,
    col::TARGETS_RAISED_N,
    col::TARGETS_KEPT_N,
    col::TARGETS_LOWERED_N,
    col::TARGETS_KEPT_PCT,
    col::FILE,
    col::ORDINAL,
    col::ROW_INDICATOR,
    col::PROJECT,
    col::LEVEL3,
    col::TARGET,
    col::ACTUAL,
    col::NEXT_TARGET,
    col::TARGET_OP,
    col::DIRECTION,
];

/// What tells one indicator from all others.
const KEY: [&str; 3] = ["file", "ordinal", "row"];

/// What the next target is to this year's actual value, in the order of the counts.
const DIRECTIONS: [&str; 3] = ["raised", "kept", "lowered"];

/// A row per group; behind them, a row an indicator that comes back.
///
/// The year after is sought among all indicators, whatever `where` says.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn table(tables: &Tables, params: &Params) -> Result<LazyFrame, Problem> {
    let told = ["file", "ordinal", "row", "project", "level3", "target", "actual", "target_op"].map(column);
    let own = [&told[..], &[column("target_value").alias("_value")]].concat();
    let rows = facts(tables, Grain::Indicators, (&params.by, &params.only), &own)?;
    let rows = rows.filter(column("_value").is_not_null());
    let joined = rows.join(returned(tables)?, KEY.map(column), KEY.map(column), JoinArgs::new(JoinType::Left));
    let summed = rollup::rollup(&joined, &params.by, 0, &[], &sums())?;
    let kept = percent(column("targets_kept_n"), column("returned_n"));
    let summed = summed.with_columns([kept.alias("targets_kept_pct")]);
    let depth = params.by.dimensions().len();
    let level = if depth == 0 { "indicator".to_owned() } else { format!("{}/indicator", params.by.level(depth)) };
    let listed = joined.filter(column("direction").is_not_null()).with_columns([lit(level).alias(col::LEVEL.name)]);
    let all = vec![filled(summed, &params.by, &COLUMNS[..6]), filled(listed, &params.by, &COLUMNS[6..])];
    let ordered = rollup::ordered(rollup::stacked(all)?, &params.by, KEY.map(column).to_vec());
    Ok(rollup::shaped(ordered, &rollup::columns(&params.by, &COLUMNS)))
}

/// What is counted in a group.
fn sums() -> Vec<Expr> {
    let [raised, kept, lowered] = DIRECTIONS.map(|one| count(column("direction").eq(lit(one)).fill_null(lit(false)).sum()));
    vec![
        count(column("_value").count()).alias("n"),
        count(column("direction").count()).alias("returned_n"),
        raised.alias("targets_raised_n"),
        kept.alias("targets_kept_n"),
        lowered.alias("targets_lowered_n"),
    ]
}

/// `rows` with every column of the answer; those that are not `made` are empty.
fn filled(rows: LazyFrame, by: &By, made: &[Column]) -> LazyFrame {
    let cell = |one: &Column| match made.iter().any(|made| made.name == one.name) {
        true => column(one.name).cast(one.kind.dtype()),
        false => lit(NULL).cast(one.kind.dtype()).alias(one.name),
    };
    let head = [column(col::LEVEL.name)].into_iter().chain(rollup::keys(by));
    rows.select(head.chain(COLUMNS.iter().map(cell)).collect::<Vec<_>>())
}

/// One indicator of one year.
struct Promise {
    place: (String, u32, u32),
    target: Option<String>,
    target_value: Decimal,
    target_unit: Option<String>,
    actual: Option<(Decimal, Option<String>)>,
}

/// The indicators that come back in the year after: what tells them, the next target, and what that is to
/// this year's actual value.
fn returned(tables: &Tables) -> Result<LazyFrame, Problem> {
    let mut promises = promises(tables)?;
    // Of two alike in one year, neither can be told in the next.
    promises.retain(|_, found| found.len() == 1);
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for ((year, who), found) in &promises {
        let next = year.checked_add(1).and_then(|next| promises.get(&(next, who.clone())));
        let (Some(this), Some(next)) = (found.first(), next.and_then(|next| next.first())) else { continue };
        let Some((actual, unit)) = &this.actual else { continue };
        if next.target_unit != this.target_unit || unit.as_ref().is_some_and(|unit| Some(unit) != this.target_unit.as_ref()) {
            continue;
        }
        let direction = match next.target_value.cmp(actual) {
            Ordering::Greater => DIRECTIONS[0],
            Ordering::Equal => DIRECTIONS[1],
            Ordering::Less => DIRECTIONS[2],
        };
        let (file, ordinal, row) = &this.place;
        rows.push(vec![
            Value::from(file.as_str()),
            Value::from(*ordinal),
            Value::from(*row),
            Value::from(&next.target),
            Value::from(direction),
        ]);
    }
    Ok(frame(&[col::FILE, col::ORDINAL, col::ROW_INDICATOR, col::NEXT_TARGET, col::DIRECTION], &rows)?.lazy())
}

/// What an indicator is known by from year to year: unit, project, level 2 and name.
type Who = [String; 4];

/// The indicators with one number for a target, by year and by what they are known by.
fn promises(tables: &Tables) -> Result<BTreeMap<(i32, Who), Vec<Promise>>, Problem> {
    let of_two_years = column("year").n_unique().gt(lit(1)).alias("_two");
    let units = tables.lazy("projects")?.group_by([column("unit_canonical")]).agg([of_two_years]);
    let unit = [column("unit_canonical")];
    let known = column("target_value").is_not_null().and(column("level3").is_not_null()).and(column("year").is_not_null());
    let rows = tables.lazy("indicators")?.filter(known);
    let rows = rows.join(units.filter(column("_two")), unit.clone(), unit, JoinArgs::new(JoinType::Semi));
    let found = collect(rows.sort(KEY, SortMultipleOptions::default()))?;
    read(&found)
}

fn read(found: &DataFrame) -> Result<BTreeMap<(i32, Who), Vec<Promise>>, Problem> {
    let text = |name: &str| texts(found, name);
    let (units, projects, levels, names) =
        (text("unit_canonical")?, text("project")?, text("level2_canonical")?, text("level3")?);
    let (files, targets, target_units, actual_units) =
        (text("file")?, text("target")?, text("target_unit")?, text("actual_unit")?);
    let (years, ordinals, rows) = (years(found, "year")?, counts(found, "ordinal")?, counts(found, "row")?);
    let (values, actuals) = (exacts(found, "target_value")?, exacts(found, "actual_value")?);
    let mut promises: BTreeMap<(i32, Who), Vec<Promise>> = BTreeMap::new();
    for at in 0..found.height() {
        let (Some(year), Some(value)) = (years[at], values[at]) else { continue };
        let who = [&units[at], &projects[at], &levels[at], &names[at]].map(|text| timeless(text.as_deref().unwrap_or_default()));
        promises.entry((year, who)).or_default().push(Promise {
            place: (files[at].clone().unwrap_or_default(), ordinals[at].unwrap_or_default(), rows[at].unwrap_or_default()),
            target: targets[at].clone(),
            target_value: value,
            target_unit: target_units[at].clone(),
            actual: actuals[at].map(|actual| (actual, actual_units[at].clone())),
        });
    }
    Ok(promises)
}

/// A name without blanks and without the year that begins it: 2024年档案资料保管费.
fn timeless(name: &str) -> String {
    let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = bare.chars().take_while(char::is_ascii_digit).count();
    let rest = bare.get(digits..).and_then(|rest| rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')));
    match rest {
        Some(rest) if digits == 4 => rest.to_owned(),
        _ => bare,
    }
}
