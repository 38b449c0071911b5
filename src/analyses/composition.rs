//! Budgets and spending by parts: what credibility is measured on.

use crate::analyses::basis::{BASES, Basis, MOVED};
use crate::analyses::dimension::{Dimension, Grain};
use crate::analyses::facts::facts;
use crate::analyses::moved;
use crate::analyses::rollup;
use crate::analyses::scope::{By, Where};
use crate::analyses::stated::{self, no_text};
use crate::problem::Problem;
use crate::tables::Tables;
use polars::prelude::{DataType, Expr, LazyFrame, NULL, as_struct, col, lit, when};

/// Projects, purposes and functional classes, in the order of the table.
pub(super) const OVER: [&str; 3] = ["project", "purpose", "functional_class"];

/// Whose budgets were likely moved, counted to find the groups where any was.
const MOVED_HERE: &str = "_moved";

/// What each part of every group was given and spent, on every basis: `over`, `basis`, `_part`, `_name`,
/// `_budget`, `_executed`, `_n` and `_missing`.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn parts(tables: &Tables, (by, only): (&By, &Where)) -> Result<Vec<LazyFrame>, Problem> {
    let mut all = of_projects(tables, (by, only))?;
    if by.fits(&[Grain::Accounts]).and_then(|()| only.fits(&[Grain::Accounts])).is_ok() {
        all.extend(of_classes(tables, (by, only))?);
    }
    Ok(all)
}

/// What was spent and given, and of how many, summed over what is one part.
fn sums() -> [Expr; 6] {
    let count = |items: Expr| items.sum().cast(DataType::UInt32);
    let both = || col("_budget").is_not_null();
    [
        col("_budget").sum().alias("_budget"),
        col("_executed").sum().alias("_executed"),
        count(both()).alias("_n"),
        count(both().not()).alias("_missing"),
        count(col(MOVED_HERE).is_not_null()).alias(MOVED_HERE),
        col("_name").min().alias("_name"),
    ]
}

fn of_projects(tables: &Tables, (by, only): (&By, &Where)) -> Result<Vec<LazyFrame>, Problem> {
    let (followed, is_any) = moved::followed(tables)?;
    let money = ["initial_wan", "initial_moved_wan", "adjusted_wan", "executed_wan"].map(col);
    let own = [
        as_struct(vec![col("file"), col("ordinal")]).alias("_project"),
        col("project").alias("_title"),
        col("purpose").alias("_purpose"),
        col("moved_wan").alias(MOVED_HERE),
    ];
    let rows = facts(&followed, Grain::Projects, (by, only), &[&money[..], &own].concat())?;
    let bases = BASES.iter().chain(is_any.then_some(&MOVED));
    let mut all = Vec::new();
    for basis in bases {
        for (over, part, name) in [(OVER[0], "_project", "_title"), (OVER[1], "_purpose", "_purpose")] {
            let cells = [
                col(part).alias("_part"),
                col(name).alias("_name"),
                basis.weighted.whole().alias("_budget"),
                basis.weighted.part().alias("_executed"),
                col(MOVED_HERE),
            ];
            let kept = rows.clone().select(rollup::keys(by).into_iter().chain(cells).collect::<Vec<_>>());
            all.push(told(rollup::rollup(&kept, by, 0, &[col("_part")], &sums())?, by, (over, basis)));
        }
    }
    Ok(all)
}

/// Classes of the first level, as accounts print their budgets beside what was spent.
fn of_classes(tables: &Tables, (by, only): (&By, &Where)) -> Result<Vec<LazyFrame>, Problem> {
    let is_class = col("item").eq(lit("functional_class")).and(col("class_level").eq(lit(1)));
    let figures = only.narrow(stated::figures(tables)?, Grain::Accounts).filter(is_class);
    let mut all = Vec::new();
    for basis in &BASES {
        let own = col("budget_basis").eq(lit(format!("{}_budget", basis.name)));
        let stated = stated::chosen(figures.clone().filter(own), &["class_code"]);
        let dimension = |one: &Dimension| Some(col(one.column(Grain::Accounts)?).alias(one.name()));
        let is_known = || col("budget_wan").is_not_null().and(col("budget_wan").neq(lit(0)));
        let known = |name: &str| when(is_known()).then(col(name)).otherwise(lit(NULL));
        let cells = [
            col("class_code").alias("_part"),
            col("label").alias("_name"),
            known("budget_wan").alias("_budget"),
            known("amount_wan").alias("_executed"),
            no_text().alias(MOVED_HERE),
        ];
        let kept = stated.select(by.dimensions().iter().filter_map(dimension).chain(cells).collect::<Vec<_>>());
        all.push(told(rollup::rollup(&kept, by, 0, &[col("_part")], &sums())?, by, (OVER[2], basis)));
    }
    Ok(all)
}

/// The parts under their names, all of one shape.
fn told(parts: LazyFrame, by: &By, (over, basis): (&'static str, &Basis)) -> LazyFrame {
    let head = [col("level")].into_iter().chain(rollup::keys(by));
    let own = [lit(over).alias("over"), lit(basis.name).alias("basis")];
    let cells = ["_name", "_budget", "_executed", "_n", "_missing", MOVED_HERE].map(col);
    parts.select(head.chain(own).chain(cells).collect::<Vec<_>>())
}
