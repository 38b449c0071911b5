//! What becomes of a target in the year after? Where a unit sets the same indicator again, its next target
//! beside what it delivered this year: raised, kept or lowered.

pub(super) use crate::analyses::scope::Params;

use crate::analyses::dimension::Grain;
use crate::analyses::exact::{count, percent};
use crate::analyses::facts::facts;
use crate::analyses::rollup;
use crate::analyses::scope::By;
use crate::problem::Problem;
use crate::tables::cells::{borrowed, counts, exacts, years};
use crate::tables::columns::{self as col, Column};
use crate::tables::frame::{Value, frame};
use crate::tables::{DataFrame, Tables, collect};
use polars::prelude::{Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, col as column, lit};
use std::cmp::Ordering;

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

/// The columns by which an indicator is known from year to year, and those that are compared.
const KNOWN_BY: [&str; 4] = ["unit_canonical", "project", "level2_canonical", "level3"];
const COMPARED: [&str; 9] =
    ["year", "file", "ordinal", "row", "target", "target_value", "target_unit", "actual_value", "actual_unit"];

/// The indicators that come back in the year after: what tells them, the next target, and what that is to
/// this year's actual value.
fn returned(tables: &Tables) -> Result<LazyFrame, Problem> {
    let found = promises(tables)?;
    let once = once(&found)?;
    let (values, actuals) = (exacts(&found, "target_value")?, exacts(&found, "actual_value")?);
    let [files, targets, target_units, actual_units] =
        ["file", "target", "target_unit", "actual_unit"].map(|name| borrowed(&found, name));
    let (files, targets, target_units, actual_units) = (files?, targets?, target_units?, actual_units?);
    let (ordinals, numbers) = (counts(&found, "ordinal")?, counts(&found, "row")?);
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for pair in once.windows(2) {
        let [(who, year, this), (other, after, next)] = pair else { continue };
        if who != other || year.checked_add(1) != Some(*after) {
            continue;
        }
        let (this, next) = (*this, *next);
        let (Some(actual), Some(target)) = (actuals[this], values[next]) else { continue };
        let is_of_one_unit = actual_units[this].is_none_or(|unit| Some(unit) == target_units[this]);
        if target_units[next] != target_units[this] || !is_of_one_unit {
            continue;
        }
        let direction = match target.cmp(&actual) {
            Ordering::Greater => DIRECTIONS[0],
            Ordering::Equal => DIRECTIONS[1],
            Ordering::Less => DIRECTIONS[2],
        };
        rows.push(vec![
            Value::from(files[this].unwrap_or_default()),
            Value::from(ordinals[this].unwrap_or_default()),
            Value::from(numbers[this].unwrap_or_default()),
            Value::Text(targets[next].map(str::to_owned)),
            Value::from(direction),
        ]);
    }
    Ok(frame(&[col::FILE, col::ORDINAL, col::ROW_INDICATOR, col::NEXT_TARGET, col::DIRECTION], &rows)?.lazy())
}

/// The indicators with one number for a target, of units that speak of two years or more.
fn promises(tables: &Tables) -> Result<DataFrame, Problem> {
    let of_two_years = column("year").n_unique().gt(lit(1)).alias("_two");
    let units = tables.lazy("projects")?.group_by([column("unit_canonical")]).agg([of_two_years]);
    let unit = [column("unit_canonical")];
    let known = column("target_value").is_not_null().and(column("level3").is_not_null()).and(column("year").is_not_null());
    let needed: Vec<Expr> = KNOWN_BY.iter().chain(&COMPARED).map(|name| column(*name)).collect();
    let rows = tables.lazy("indicators")?.filter(known).select(needed);
    collect(rows.join(units.filter(column("_two")), unit.clone(), unit, JoinArgs::new(JoinType::Semi)))
}

/// The rows of `found` that stand alone in their year, by what they are known by and by year: of two alike
/// in one year, neither can be told in the next.
fn once(found: &DataFrame) -> Result<Vec<(String, i32, usize)>, Problem> {
    let columns: Result<Vec<Vec<Option<&str>>>, Problem> = KNOWN_BY.iter().map(|name| borrowed(found, name)).collect();
    let columns = columns?;
    let mut rows: Vec<(String, i32, usize)> = Vec::new();
    for (at, year) in years(found, "year")?.into_iter().enumerate() {
        let who = columns.iter().map(|column| timeless(column[at].unwrap_or_default()));
        rows.extend(year.map(|year| (who.collect::<Vec<_>>().join("\u{1f}"), year, at)));
    }
    rows.sort_unstable();
    let alike = rows.chunk_by(|(who, year, _), (other, after, _)| who == other && year == after);
    let alone: Vec<usize> = alike
        .scan(0, |begin, alike| {
            *begin += alike.len();
            Some((alike.len() == 1).then_some(*begin - 1))
        })
        .flatten()
        .collect();
    Ok(alone.into_iter().map(|at| std::mem::take(&mut rows[at])).collect())
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
