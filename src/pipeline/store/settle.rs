//! A store put in order at the end of a run: every partition becomes one sorted file without dead rows,
//! and who is who, which rests on all documents together, is filled in.

use super::home::folder;
use super::kept::{Store, stacked, tables};
use super::manifest::{Manifest, Part};
use super::naming::{Naming, naming};
use crate::pipeline::files;
use crate::problem::Problem;
use crate::tables::store::{self, STORED, Stored};
use crate::tables::units::Register;
use crate::tables::{DataFrame, collect, store::parquet};
use polars::prelude::{DataType, LazyFrame, UnionArgs, col, concat, len, lit};

/// Rows of a file at most, where files are joined: what is joined is sorted in memory.
const JOINED_ROWS: usize = 1_000_000;

/// What the rules across documents say, as rows of `findings` and `checks`.
#[derive(Debug, Default)]
pub struct Across {
    /// Rows of `findings`.
    pub findings: DataFrame,
    /// Rows of `checks`.
    pub checks: DataFrame,
}

impl Store {
    /// Every way in which the store names a unit: columns `file`, `year`, `unit`, `department` and
    /// `rows`, the number of projects and accounts that do; sorted.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn mentions(&self) -> Result<DataFrame, Problem> {
        let columns = ["file", "year", "unit", "department"];
        let named = |table: &str| -> Result<LazyFrame, Problem> {
            let known = Stored::named(table)?.columns.iter().any(|column| column.name == "department");
            let department = if known { col("department") } else { lit(polars::prelude::NULL).cast(DataType::String) };
            let printed = [col("file"), col("year"), col("unit"), department.alias("department")];
            Ok(self.lazy(table)?.select(printed))
        };
        let all = concat([named("projects")?, named("accounts")?], UnionArgs::default());
        let all = all.map_err(|error| self.broken(&error.to_string()))?;
        let counted = all.group_by(columns.map(col)).agg([len().alias("rows")]);
        collect(counted.sort(columns, polars::prelude::SortMultipleOptions::default()))
    }

    /// Puts the store in order; `across` replaces what the rules across documents said before, and who is
    /// who is decided over all documents and `register`.
    ///
    /// # Errors
    ///
    /// The store cannot be read, or the disk refuses; it is then whole and not settled.
    pub fn settle(&mut self, across: Option<&Across>, register: &Register) -> Result<(), Problem> {
        self.commit()?;
        let decreed = files::hex(format!("{register:?}").as_bytes());
        if across.is_none() && self.is_settled() && self.manifest.register == decreed {
            return Ok(());
        }
        let naming = naming(&self.mentions()?, register)?;
        if self.home.is_none() {
            return self.settle_in_memory(across, &naming);
        }
        let mut manifest = self.manifest.clone();
        if let Some(across) = across {
            self.put_across(across, &mut manifest)?;
        }
        for table in &STORED {
            let parts = manifest.tables.remove(table.name).unwrap_or_default();
            let settled = self.joined(table, &parts, &naming)?;
            if !settled.is_empty() {
                manifest.tables.insert(table.name.to_owned(), settled);
            }
        }
        for (name, frame) in &naming.tables {
            manifest.tables.insert((*name).to_owned(), vec![self.part_of_names(name, frame)?]);
        }
        manifest.register = decreed;
        manifest.settled = true;
        if manifest != self.manifest {
            self.save(manifest)?;
        }
        self.home.iter().for_each(|home| home.tidy(&self.manifest, &tables()));
        Ok(())
    }

    fn settle_in_memory(&mut self, across: Option<&Across>, naming: &Naming) -> Result<(), Problem> {
        if let Some(Across { findings, checks }) = across {
            self.put("findings", findings)?;
            self.put("checks", checks)?;
        }
        for table in STORED.iter().filter(|table| table.is_parted) {
            for frame in self.kept.get_mut(table.name).into_iter().flatten() {
                *frame = filled(naming, table, frame)?;
            }
        }
        for (name, frame) in &naming.tables {
            self.kept.insert(name, vec![frame.clone()]);
        }
        Ok(())
    }

    /// Writes what the rules across documents say, instead of what they said.
    fn put_across(&self, across: &Across, manifest: &mut Manifest) -> Result<(), Problem> {
        for (name, frame) in [("findings", &across.findings), ("checks", &across.checks)] {
            let parts = manifest.tables.entry(name.to_owned()).or_default();
            parts.retain(|part| !part.is_across);
            let written = self.write(name, &store::positioned(Stored::named(name)?, frame)?)?;
            parts.extend(written.into_iter().map(|part| Part { is_across: true, ..part }));
        }
        Ok(())
    }

    /// The files of `table` after those of each partition were joined, where there is need.
    fn joined(&self, table: &Stored, parts: &[Part], naming: &Naming) -> Result<Vec<Part>, Problem> {
        let mut sorted: Vec<&Part> = parts.iter().collect();
        sorted.sort_by_key(|part| (part.is_across, part.year));
        let mut settled = Vec::new();
        for partition in sorted.chunk_by(|one, other| (one.is_across, one.year) == (other.is_across, other.year)) {
            let is_clean = |part: &Part| part.dead.is_empty() && part.naming == fingerprint(naming, table);
            // A file that is large already only grows by being joined.
            let is_large = |part: &Part| partition.len() == 1 || part.rows >= JOINED_ROWS / 2;
            let (kept, loose): (Vec<&Part>, Vec<&Part>) =
                partition.iter().partition(|part| is_clean(part) && is_large(part));
            settled.extend(kept.into_iter().cloned());
            let mut batch: Vec<Part> = Vec::new();
            for part in loose {
                if batch.iter().map(|part| part.rows).sum::<usize>() + part.rows > JOINED_ROWS {
                    settled.extend(self.joined_batch(table, &std::mem::take(&mut batch), naming)?);
                }
                batch.push(part.clone());
            }
            settled.extend(self.joined_batch(table, &batch, naming)?);
        }
        Ok(settled)
    }

    /// The files of one partition as one; none where no row is left.
    fn joined_batch(&self, table: &Stored, parts: &[Part], naming: &Naming) -> Result<Vec<Part>, Problem> {
        let Some(first) = parts.first() else { return Ok(Vec::new()) };
        let frame = collect(store::scan(table, &self.pieces(parts), &[])?)?;
        let naming_of = fingerprint(naming, table);
        if parts.len() == 1 && frame.height() == first.rows && first.naming == naming_of {
            // The documents that changed never stood in this file.
            return Ok(vec![Part { dead: std::collections::BTreeSet::new(), ..first.clone() }]);
        }
        let written = self.write(table.name, &filled(naming, table, &frame)?)?;
        let part = |part: Part| Part { is_across: first.is_across, naming: naming_of.clone(), ..part };
        Ok(written.into_iter().map(part).collect())
    }

    /// Writes a table that says who is who.
    fn part_of_names(&self, name: &str, frame: &DataFrame) -> Result<Part, Problem> {
        let bytes = parquet(&stacked(std::slice::from_ref(frame))?)?;
        let path = self.home.as_ref().map(|home| home.write(&folder(name, false, None), &bytes)).transpose()?;
        Ok(Part { path: path.unwrap_or_default(), rows: frame.height(), bytes: bytes.len(), ..Part::default() })
    }
}

/// Of who is who in the rows of `table`, where it fills them.
fn fingerprint(naming: &Naming, table: &Stored) -> String {
    if table.is_parted { naming.fingerprint.clone() } else { String::new() }
}

fn filled(naming: &Naming, table: &Stored, frame: &DataFrame) -> Result<DataFrame, Problem> {
    match &naming.fill {
        Some(fill) if table.is_parted => fill(table.name, frame),
        _ => Ok(frame.clone()),
    }
}
