//! Who is who over a whole store: decided from all its documents together, and filled into its tables
//! when it is settled.

use crate::problem::Problem;
use crate::tables::DataFrame;
use crate::tables::canonical::{COUNTED, Canon, mentions_of};
use crate::tables::units::Register;

/// How the rows of a table are filled.
pub(super) type Fill = Box<dyn Fn(&str, &DataFrame) -> Result<DataFrame, Problem> + Send + Sync>;

/// Who is who.
#[derive(Default)]
pub(super) struct Naming {
    /// Changes whenever what is filled in changes: partitions filled under another are filled anew.
    pub(super) fingerprint: String,
    /// The tables that say who is who, by name.
    pub(super) tables: Vec<(&'static str, DataFrame)>,
    /// Fills the rows of a table that is parted by year; nothing where there is nothing to fill.
    pub(super) fill: Option<Fill>,
}

/// Names of the tables that say who is who.
pub(in crate::pipeline) const NAMES: [&str; 2] = ["units", "spellings"];

/// Who is who by the `mentions` of a store and by `register`: a row each file, year, unit and department
/// of its projects and accounts, with the number of `rows` that name them so; sorted.
///
/// # Errors
///
/// Mentions that are not of these columns.
pub(super) fn naming(mentions: &DataFrame, register: &Register) -> Result<Naming, Problem> {
    let canon = Canon::new(&mentions_of(mentions)?, register);
    let tables = vec![("units", canon.who().units()?), ("spellings", canon.who().spellings()?)];
    let fingerprint = canon.who().fingerprint();
    let fill = move |name: &str, frame: &DataFrame| match COUNTED.contains(&name) {
        true => canon.fill(frame),
        false => Ok(frame.clone()),
    };
    Ok(Naming { fingerprint, tables, fill: Some(Box::new(fill)) })
}
