//! Money that was likely moved between projects: a cut of one that equals, to the last digit, what
//! others of the same unit and year were given.
//!
//! Where a budget is cut in one project and turns up in another, the unit has not been cut at all, and
//! a rate on the initial budget that leaves the second project out tells of a saving that never was.

use crate::problem::Problem;
use crate::tables::cells::{counts, exacts, texts, years};
use crate::tables::columns::{FILE, INITIAL_MOVED_WAN, MOVED_WAN, ORDINAL};
use crate::tables::frame::{Value, frame, from_millionths, millionths};
use crate::tables::{DataFrame, Tables, collect};
use polars::prelude::{
    Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, MaintainOrderJoin, NULL, SortMultipleOptions, col, lit, when,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most projects together that a cut is sought in.
pub(super) const MOST_RECEIVERS: usize = 3;

/// With more projects than this in one unit and year, three together are not tried; with more than the
/// second, not even two: what so many sums hit says nothing.
const FEWEST_LEFT_OUT: [usize; 2] = [60, 600];

/// A sum that as many trials would hit by chance more often than once in so many is not called likely.
const ODDS: u64 = 20;

/// One project and what it gave or was given, in millionths of 万元.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) file: String,
    pub(super) ordinal: u32,
    pub(super) project: Option<String>,
    pub(super) amount: i128,
}

/// A cut and where it turns up.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// The project that was cut.
    pub(super) from: Item,
    /// Those that were given as much, in the order of the documents.
    pub(super) to: Vec<Item>,
    /// Sums that were compared with the cut.
    pub(super) tried: u64,
    /// Sums that equal it.
    pub(super) matches: u32,
    /// Whether chance does not explain it, it is the only sum, and no other cut claims the same projects.
    pub(super) is_likely: bool,
}

/// The projects of one unit in one year: those that were cut, and those that were given something.
#[derive(Default)]
struct Household {
    cuts: Vec<Item>,
    gains: Vec<Item>,
}

/// All moves in `tables`, in the order of years, units and documents.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn moves(tables: &Tables) -> Result<Vec<Move>, Problem> {
    let (initial, adjusted) = (col("initial_wan"), col("adjusted_wan"));
    let changed = initial.clone().is_null().or(initial.neq(adjusted.clone()));
    let known = ["year", "unit_canonical"].into_iter().map(|name| col(name).is_not_null());
    let asked = known.fold(adjusted.is_not_null().and(changed), Expr::and);
    let names = ["year", "unit_canonical", "file", "ordinal", "project", "initial_wan", "adjusted_wan"];
    let rows = tables.lazy("projects")?.filter(asked).select(names.map(col));
    let order = ["year", "unit_canonical", "file", "ordinal"];
    let households = households(&collect(rows.sort(order, SortMultipleOptions::default()))?)?;
    Ok(households.into_values().flat_map(|household| household.moves()).collect())
}

fn households(rows: &DataFrame) -> Result<BTreeMap<(i32, String), Household>, Problem> {
    let (years, units, files) = (years(rows, "year")?, texts(rows, "unit_canonical")?, texts(rows, "file")?);
    let (ordinals, projects) = (counts(rows, "ordinal")?, texts(rows, "project")?);
    let (initial, adjusted) = (exacts(rows, "initial_wan")?, exacts(rows, "adjusted_wan")?);
    let mut households: BTreeMap<(i32, String), Household> = BTreeMap::new();
    for row in 0..rows.height() {
        let key = years[row].zip(units[row].clone());
        let (Some(key), Some(adjusted)) = (key, adjusted[row].and_then(millionths)) else { continue };
        let change = adjusted - initial[row].and_then(millionths).unwrap_or_default();
        let item = Item {
            file: files[row].clone().unwrap_or_default(),
            ordinal: ordinals[row].unwrap_or_default(),
            project: projects[row].clone(),
            amount: change.abs(),
        };
        let household = households.entry(key).or_default();
        match change.signum() {
            -1 => household.cuts.push(item),
            1 => household.gains.push(item),
            _ => {}
        }
    }
    Ok(households)
}

impl Household {
    fn moves(&self) -> Vec<Move> {
        let mut found: Vec<Move> = self.cuts.iter().filter_map(|cut| self.followed(cut)).collect();
        let mut claimed: BTreeMap<(&str, u32), usize> = BTreeMap::new();
        for to in found.iter().flat_map(|one| &one.to) {
            *claimed.entry((&to.file, to.ordinal)).or_default() += 1;
        }
        let twice: BTreeSet<(String, u32)> = claimed
            .into_iter()
            .filter(|(_, n)| *n > 1)
            .map(|((file, ordinal), _)| (file.to_owned(), ordinal))
            .collect();
        for one in &mut found {
            one.is_likely &= !one.to.iter().any(|to| twice.contains(&(to.file.clone(), to.ordinal)));
        }
        found
    }

    /// Where `cut` turns up: in one project, else in two together, else in three.
    fn followed(&self, cut: &Item) -> Option<Move> {
        let gains = &self.gains;
        let most = MOST_RECEIVERS - FEWEST_LEFT_OUT.iter().filter(|limit| gains.len() > **limit).count();
        let mut tried = 0;
        for size in 1..=most.min(gains.len()) {
            let mut hits = Hits { cut: cut.amount, tried: 0, matches: 0, first: Vec::new() };
            hits.seek(gains, size, 0, &mut Vec::new());
            tried += hits.tried;
            if hits.matches > 0 {
                let is_rare = u128::from(tried) * u128::from(ODDS) <= values(cut.amount);
                let to = hits.first.iter().map(|at| gains[*at].clone()).collect();
                let is_likely = hits.matches == 1 && is_rare;
                return Some(Move { from: cut.clone(), to, tried, matches: hits.matches, is_likely });
            }
        }
        None
    }
}

/// Sums of so many gains that equal one cut.
struct Hits {
    cut: i128,
    tried: u64,
    matches: u32,
    first: Vec<usize>,
}

impl Hits {
    fn seek(&mut self, gains: &[Item], size: usize, from: usize, chosen: &mut Vec<usize>) {
        if size == 0 {
            self.tried += 1;
            if chosen.iter().map(|at| gains[*at].amount).sum::<i128>() == self.cut {
                self.matches += 1;
                if self.first.is_empty() {
                    self.first.clone_from(chosen);
                }
            }
            return;
        }
        for at in from..gains.len() {
            chosen.push(at);
            self.seek(gains, size - 1, at + 1, chosen);
            chosen.pop();
        }
    }
}

/// How many amounts up to this one are printed as finely: 254.51 is one of 25,451, and 10 one of one, as
/// round amounts meet each other by chance.
fn values(amount: i128) -> u128 {
    let mut left = amount.unsigned_abs();
    while left != 0 && left.is_multiple_of(10) {
        left /= 10;
    }
    left
}

/// `tables` whose projects have `initial_moved_wan`, the initial budget with likely moves followed, and
/// `moved_wan`, what was moved here (above zero) or away; and whether anything was.
///
/// # Errors
/// Tables that are not of the schema.
pub(super) fn followed(tables: &Tables) -> Result<(Tables, bool), Problem> {
    let moves = moves(tables)?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut put = |item: &Item, sign: i128| {
        let amount = Value::from(from_millionths(item.amount * sign));
        rows.push(vec![Value::from(item.file.as_str()), Value::from(item.ordinal), amount]);
    };
    for one in moves.iter().filter(|one| one.is_likely) {
        put(&one.from, -1);
        one.to.iter().for_each(|to| put(to, 1));
    }
    let is_any = !rows.is_empty();
    let projects = beside(tables.lazy("projects")?, &rows)?;
    let mut all = tables.clone();
    all.put("projects", projects);
    Ok((all, is_any))
}

fn beside(projects: LazyFrame, rows: &[Vec<Value>]) -> Result<LazyFrame, Problem> {
    let (moved, name) = (MOVED_WAN.name, INITIAL_MOVED_WAN.name);
    if rows.is_empty() {
        let nothing = lit(NULL).cast(MOVED_WAN.kind.dtype()).alias(moved);
        return Ok(projects.with_columns([nothing, col("initial_wan").alias(name)]));
    }
    let key = [FILE.name, ORDINAL.name].map(col);
    let mut args = JoinArgs::new(JoinType::Left);
    args.maintain_order = MaintainOrderJoin::Left;
    let joined = projects.join(frame(&[FILE, ORDINAL, MOVED_WAN], rows)?.lazy(), key.clone(), key, args);
    let zero = lit(0).cast(MOVED_WAN.kind.dtype());
    let known = col("initial_wan").fill_null(zero) + col(moved);
    let initial = when(col(moved).is_null()).then(col("initial_wan")).otherwise(known);
    Ok(joined.with_columns([initial.alias(name)]))
}
