//! What a store holds: rows that are put, rows that are replaced, and the commit that makes both true.

use super::home::{Home, folder, refused};
use super::manifest::{Manifest, Part};
use super::naming::NAMES;
use crate::pipeline::disk::Folder;
use crate::problem::{Code, Problem, said};
use crate::tables::DataFrame;
use crate::tables::collect;
use crate::tables::store::{self, Piece, STORED, Stored};
use crate::values::Place;
use polars::prelude::{LazyFrame, ScanArgsParquet, UnionArgs, concat};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rows that are kept until they are written.
const KEPT_ROWS: usize = 250_000;

/// A store.
#[derive(Debug)]
pub struct Store {
    /// Where it lies; nowhere for one in memory.
    pub(super) home: Option<Home>,
    pub(super) manifest: Manifest,
    /// Rows that are not written yet, by table.
    pub(super) kept: BTreeMap<&'static str, Vec<DataFrame>>,
    /// Documents whose earlier rows will no longer count, with the years they speak of.
    pub(super) replaced: BTreeMap<String, BTreeSet<i32>>,
}

impl Store {
    /// A store in memory, empty.
    pub fn in_memory() -> Self {
        let (kept, replaced) = (BTreeMap::new(), BTreeMap::new());
        Self { home: None, manifest: Manifest::default(), kept, replaced }
    }

    /// The store in `dir`, to be written; `name` is what messages call it. Where there is none, an empty
    /// one is begun. What an earlier run left unfinished is removed.
    ///
    /// # Errors
    ///
    /// The directory holds something else, cannot be written, is of another version, or somebody else
    /// writes to it.
    pub fn begin(dir: &Path, name: &str, is_durable: bool) -> Result<Self, Problem> {
        let folder = Folder::named(dir).map_err(|error| refused(dir, &error))?;
        Self::begin_in(folder, name, is_durable)
    }

    /// As [`Self::begin`], in a directory that is held open.
    pub(in crate::pipeline) fn begin_in(folder: Folder, name: &str, is_durable: bool) -> Result<Self, Problem> {
        let home = Home::to_write(folder, name, is_durable)?;
        let manifest = match home.manifest()? {
            Some(manifest) => manifest,
            None => {
                let manifest = Manifest::default();
                home.commit(&manifest)?;
                manifest
            }
        };
        home.tidy(&manifest, &tables());
        Ok(Self { home: Some(home), manifest, ..Self::in_memory() })
    }

    /// The store in `dir`, to be read, and what a reader of it should know.
    ///
    /// # Errors
    ///
    /// There is none, or it is of another version.
    pub fn open(dir: &Path, name: &str) -> Result<(Self, Vec<Problem>), Problem> {
        let home = Home::to_read(dir, name)?;
        let manifest = home.manifest()?.unwrap_or_default();
        let mut problems = manifest.accepted.clone();
        if !manifest.settled {
            let message = said!(
                "数据仓上次入仓没有完成：此前读取的内容完整，单位对应关系可能是更早一次的",
                "expected a store that was finished, found one whose last run was not: what it had read until then is \
                 whole, who is who may be of an earlier run"
            );
            let problem = Problem::doubt(Code::StoreUnsettled, Place::file(name), message);
            problems.push(problem.hint(said!(
                "请再运行一次相同的`jixiao ingest`，会从中断处继续",
                "run the same `jixiao ingest` again; it goes on where that one ended"
            )));
        }
        Ok((Self { home: Some(home), manifest, ..Self::in_memory() }, problems))
    }

    /// What lies in it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether all that it holds lies in files, which its manifest names by their checksums.
    pub fn is_on_disk(&self) -> bool {
        self.home.is_some() && self.is_settled()
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        self.home.as_ref().map_or("(memory)", Home::name)
    }

    /// Whether it is whole only together with what a run is still to write.
    pub fn is_settled(&self) -> bool {
        self.manifest.settled && self.kept.is_empty() && self.replaced.is_empty()
    }

    /// The table called `name`, its rows with their positions, without those that no longer count.
    ///
    /// # Errors
    ///
    /// There is no such table.
    pub fn positioned(&self, name: &str) -> Result<LazyFrame, Problem> {
        let table = Stored::named(name)?;
        store::scan(table, &self.pieces(self.manifest.parts(name)), self.kept(name))
    }

    /// The table called `name`, one of the records or one that says who is who.
    ///
    /// # Errors
    ///
    /// There is no such table.
    pub fn lazy(&self, name: &str) -> Result<LazyFrame, Problem> {
        if NAMES.contains(&name) {
            return self.told(name);
        }
        Ok(store::shown(Stored::named(name)?, self.positioned(name)?))
    }

    /// The table called `name`, collected.
    ///
    /// # Errors
    ///
    /// There is no such table, or it cannot be read.
    pub fn frame(&self, name: &str) -> Result<DataFrame, Problem> {
        collect(self.lazy(name)?)
    }

    /// A table that says who is who; an empty one where the store has not been settled.
    pub(super) fn told(&self, name: &str) -> Result<LazyFrame, Problem> {
        use polars::prelude::IntoLazy as _;
        let fault = |error: polars::prelude::PolarsError| self.broken(&error.to_string());
        if let [frame, ..] = self.kept(name) {
            return Ok(frame.clone().lazy());
        }
        let mut scans = Vec::new();
        for piece in self.pieces(self.manifest.parts(name)) {
            let path = piece.path.to_str().ok_or_else(|| self.broken("expected a path in UTF-8"))?;
            scans.push(LazyFrame::scan_parquet(path.into(), ScanArgsParquet::default()).map_err(fault)?);
        }
        if scans.is_empty() {
            Ok(DataFrame::empty().lazy())
        } else {
            concat(scans, UnionArgs::default()).map_err(fault)
        }
    }

    pub(super) fn broken(&self, message: &str) -> Problem {
        Problem::error(Code::StoreBroken, Place::file(self.name()), said!("数据仓损坏：{message}", "{message}"))
    }

    pub(super) fn kept(&self, name: &str) -> &[DataFrame] {
        self.kept.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn pieces(&self, parts: &[Part]) -> Vec<Piece> {
        let place = |home: &Home, part: &Part| Piece {
            path: home.path(&part.path),
            dead: part.dead.iter().chain(self.replaced.keys()).cloned().collect(),
        };
        self.home.iter().flat_map(|home| parts.iter().map(|part| place(home, part))).collect()
    }

    /// Adds rows to the table called `name`.
    ///
    /// # Errors
    ///
    /// Rows that are not of the table.
    pub fn put(&mut self, name: &str, frame: &DataFrame) -> Result<(), Problem> {
        let table = Stored::named(name)?;
        if frame.height() > 0 {
            self.kept.entry(table.name).or_default().push(store::positioned(table, frame)?);
        }
        Ok(())
    }

    /// Takes out the earlier rows of `document`, which speaks of `years`.
    pub fn replace(&mut self, document: &str, years: BTreeSet<i32>) {
        self.replaced.insert(document.to_owned(), years);
    }

    /// Whether so much is kept that it should be written.
    pub fn is_full(&self) -> bool {
        self.home.is_some() && self.kept.values().flatten().map(DataFrame::height).sum::<usize>() >= KEPT_ROWS
    }

    /// Notes of what documents are read with from now on.
    pub fn tell(&mut self, fingerprint: &str) {
        self.manifest.settled &= self.manifest.fingerprint == fingerprint;
        fingerprint.clone_into(&mut self.manifest.fingerprint);
    }

    /// Notes what is wrong with the accepted findings.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub fn accept(&mut self, problems: Vec<Problem>) -> Result<(), Problem> {
        if self.manifest.accepted == problems {
            return Ok(());
        }
        self.save(Manifest { accepted: problems, ..self.manifest.clone() })
    }

    /// Makes everything that was put and replaced count, at once.
    ///
    /// # Errors
    ///
    /// The disk refuses; the store is then as it was.
    pub fn commit(&mut self) -> Result<(), Problem> {
        if self.home.is_none() || self.kept.is_empty() && self.replaced.is_empty() {
            return Ok(());
        }
        let mut manifest = self.manifest.clone();
        for (document, years) in &self.replaced {
            manifest.bury(document, years);
        }
        let tables: Vec<(&str, &Vec<DataFrame>)> = self.kept.iter().map(|(name, frames)| (*name, frames)).collect();
        let written: Result<Vec<Vec<Part>>, Problem> =
            tables.par_iter().map(|(name, frames)| self.write(name, &stacked(frames)?)).collect();
        for ((name, _), parts) in tables.iter().zip(written?) {
            manifest.tables.entry((*name).to_owned()).or_default().extend(parts);
        }
        manifest.settled = false;
        self.save(manifest)?;
        self.kept.clear();
        self.replaced.clear();
        Ok(())
    }

    /// Writes `frame` as files of the table called `name`, which count once the manifest names them.
    pub(super) fn write(&self, name: &str, frame: &DataFrame) -> Result<Vec<Part>, Problem> {
        let table = Stored::named(name)?;
        let Some(home) = &self.home else { return Ok(Vec::new()) };
        let part = |(year, frame): (Option<i32>, DataFrame)| {
            let frame = store::sorted(table, &frame)?;
            let bytes = store::bytes(table, &frame)?;
            let path = home.write(&folder(name, table.is_parted, year), &bytes)?;
            let (rows, sums) = (frame.height(), store::sums(table, &frame)?);
            Ok(Part { path, year, rows, bytes: bytes.len(), sums, ..Part::default() })
        };
        store::by_year(table, frame)?.into_par_iter().map(part).collect()
    }

    /// Makes `manifest` count.
    pub(super) fn save(&mut self, manifest: Manifest) -> Result<(), Problem> {
        if let Some(home) = &self.home {
            home.commit(&manifest)?;
        }
        self.manifest = manifest;
        Ok(())
    }
}

/// The tables of a store by name, those that say who is who included.
pub(super) fn tables() -> Vec<&'static str> {
    STORED.iter().map(|stored| stored.name).chain(NAMES).collect()
}

/// `frames` as one.
pub(super) fn stacked(frames: &[DataFrame]) -> Result<DataFrame, Problem> {
    let fault = |error: polars::prelude::PolarsError| {
        Problem::error(Code::StoreBroken, Place::file("(store)"), said!("数据仓损坏：{error}", "{error}"))
    };
    let Some((first, others)) = frames.split_first() else { return Ok(DataFrame::empty()) };
    let mut stacked = first.clone();
    for frame in others {
        stacked.vstack_mut(frame).map_err(fault)?;
    }
    Ok(stacked)
}
