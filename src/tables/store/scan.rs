//! A table of a store as a lazy frame over its files, without the rows that no longer count.

use crate::problem::Problem;
use crate::tables::columns::Column;
use crate::tables::frame::fault;
use crate::tables::store::stored::Stored;
use polars::prelude::{
    DataFrame, IntoLazy, LazyFrame, NamedFrom, PlRefPath, PlSmallStr, ScanArgsParquet, Series, UnionArgs, col, concat,
    lit,
};
use std::path::{Path, PathBuf};

/// A file of a store, and the documents whose rows in it no longer count.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Where it lies.
    pub path: PathBuf,
    /// Documents that were read anew or taken out since.
    pub dead: Vec<String>,
}

/// The rows of `table` in the files of `pieces` and in `frames`, in this order, with their positions.
///
/// # Errors
/// A path that is not UTF-8.
pub fn scan(table: &Stored, pieces: &[Piece], frames: &[DataFrame]) -> Result<LazyFrame, Problem> {
    let whole = |error: polars::prelude::PolarsError| fault(&error.to_string());
    let mut scans: Vec<LazyFrame> = Vec::new();
    // Files that count whole are one scan, so that the engine can share them out.
    for run in pieces.chunk_by(|one, other| one.dead.is_empty() && other.dead.is_empty()) {
        let paths: Vec<PlRefPath> = run.iter().map(|piece| polars_path(&piece.path)).collect::<Result<_, Problem>>()?;
        let args = ScanArgsParquet { schema: Some(table.schema()), glob: false, ..ScanArgsParquet::default() };
        let scanned = LazyFrame::scan_parquet_files(paths.into_iter().collect(), args).map_err(whole)?;
        let dead = run.first().map_or(&[][..], |piece| &piece.dead);
        scans.push(without(scanned, table.owner, dead));
    }
    scans.extend(frames.iter().map(|frame| frame.clone().lazy()));
    match scans.len() {
        0 => Ok(DataFrame::empty_with_schema(&table.schema()).lazy()),
        1 => Ok(scans.remove(0)),
        _ => concat(scans, UnionArgs { maintain_order: true, ..UnionArgs::default() }).map_err(whole),
    }
}

/// `frame` without the rows of the documents `dead`.
pub fn without(frame: LazyFrame, owner: &str, dead: &[String]) -> LazyFrame {
    if dead.is_empty() {
        return frame;
    }
    let dead = Series::new(PlSmallStr::EMPTY, dead);
    frame.filter(col(owner).is_in(lit(dead).implode(true), false).not())
}

/// `frame` with the columns of `table` alone.
pub fn shown(table: &Stored, frame: LazyFrame) -> LazyFrame {
    let columns: Vec<_> = table.columns.iter().map(|column: &Column| col(column.name)).collect();
    frame.select(columns)
}

fn polars_path(path: &Path) -> Result<PlRefPath, Problem> {
    let path = path.to_str().ok_or_else(|| fault(&format!("{}: expected a path in UTF-8", path.display())))?;
    Ok(PlRefPath::new(path))
}
