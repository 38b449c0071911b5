//! Where a store lies on the disk. Every file is complete under another name before it is renamed to
//! its own, and the manifest is renamed last: whoever is killed leaves the store as it was before.

use super::manifest::{Manifest, NAME};
use crate::pipeline::files;
use crate::problem::{Problem, said};
use crate::values::Place;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Held by the one who writes.
const LOCK: &str = "store.lock";

/// Held by all who read, so that nobody takes a file away from under them.
const READERS: &str = "store.readers";

/// Files that are not complete yet.
const UNFINISHED: &str = "store.part-";

/// The directory of a store.
#[derive(Debug)]
pub(super) struct Home {
    dir: PathBuf,
    /// What messages call it.
    name: String,
    /// Whether what is written must outlive a loss of power.
    is_durable: bool,
    /// Locks, which end with this value.
    _lock: Option<File>,
}

impl Home {
    /// The directory `dir`, to be written by nobody else meanwhile; it is made where it is missing.
    ///
    /// # Errors
    ///
    /// The directory holds something else, cannot be written, or somebody else writes to it.
    pub(super) fn to_write(dir: &Path, name: &str, is_durable: bool) -> Result<Self, Problem> {
        fs::create_dir_all(dir).map_err(|error| refused(dir, &error))?;
        let strange = || dir.read_dir().ok()?.flatten().find(|entry| !is_ours(&entry.file_name().to_string_lossy()));
        if !dir.join(NAME).exists()
            && let Some(entry) = strange()
        {
            let found = entry.file_name();
            let message = said!(
                "应为数据仓或空目录，其中却有`{}`",
                "expected a store or an empty directory, found `{}` in it",
                found.to_string_lossy()
            );
            let problem = Problem::error("store-not-empty", Place::file(name), message);
            return Err(problem.hint(said!("请另选目录", "choose another directory")));
        }
        let path = dir.join(LOCK);
        let lock = File::create(&path).map_err(|error| refused(&path, &error))?;
        if lock.try_lock().is_err() {
            let problem = Problem::error(
                "store-busy",
                Place::file(name),
                said!("另一个进程正在写入该数据仓", "another run is writing to this store"),
            );
            return Err(problem.hint(said!("请等它完成，或另选目录", "wait for it, or choose another directory")));
        }
        Ok(Self { dir: dir.to_owned(), name: name.to_owned(), is_durable, _lock: Some(lock) })
    }

    /// The directory `dir`, to be read.
    ///
    /// # Errors
    ///
    /// There is no store.
    pub(super) fn to_read(dir: &Path, name: &str) -> Result<Self, Problem> {
        if !dir.join(NAME).is_file() {
            let message = said!("应为数据仓，实际没有", "expected a store, found none");
            let problem = Problem::error("store-missing", Place::file(name), message);
            return Err(problem.hint(said!(
                "请先建立：`jixiao ingest 路径... --store {name}`",
                "make it with `jixiao ingest PATH... --store {name}`"
            )));
        }
        // On a disk that cannot be written nobody takes files away either.
        let lock = OpenOptions::new().create(true).append(true).open(dir.join(READERS)).ok();
        let lock = lock.filter(|lock| lock.try_lock_shared().is_ok());
        Ok(Self { dir: dir.to_owned(), name: name.to_owned(), is_durable: false, _lock: lock })
    }

    /// What messages call the store.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Where the file at `path` of the store lies.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.dir.join(path)
    }

    /// The manifest, where there is one.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is of another version.
    pub(super) fn manifest(&self) -> Result<Option<Manifest>, Problem> {
        let path = self.dir.join(NAME);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).map_err(|error| {
            let place = Place::file(format!("{}/{NAME}", self.name));
            Problem::error("store-broken", place, said!("无法读取：{error}", "could not be read: {error}"))
        })?;
        let manifest = Manifest::parse(&text, &self.name)?;
        self.complete(&manifest).map(|()| Some(manifest))
    }

    /// Whether every file is there as it was written.
    fn complete(&self, manifest: &Manifest) -> Result<(), Problem> {
        for part in manifest.tables.values().flatten() {
            let found = self.dir.join(&part.path).metadata().map_or(0, |found| found.len());
            if found != part.bytes as u64 {
                let message =
                    said!("文件应为{}字节，实际为{found}", "expected a file of {} bytes, found {found}", part.bytes);
                let place = Place::file(format!("{}/{}", self.name, part.path));
                let problem = Problem::error("store-broken", place, message);
                return Err(problem.hint(said!(
                    "请恢复该文件，或移走数据仓后重新入仓",
                    "restore the file, or move the store away and ingest again"
                )));
            }
        }
        Ok(())
    }

    /// Writes `bytes` as a file in `folder` of the store, named after them; returns its path from there.
    /// It counts once the manifest names it.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(super) fn write(&self, folder: &str, bytes: &[u8]) -> Result<String, Problem> {
        let path = format!("{folder}/{}.parquet", &files::hex(bytes)[..20]);
        let parent = self.dir.join(folder);
        fs::create_dir_all(&parent).map_err(|error| refused(&parent, &error))?;
        self.put(&path, bytes)?;
        Ok(path)
    }

    /// Makes `manifest` count.
    ///
    /// # Errors
    ///
    /// The disk refuses; the earlier manifest then stands.
    pub(super) fn commit(&self, manifest: &Manifest) -> Result<(), Problem> {
        if self.is_durable {
            // The names of new files must be on the disk before the manifest speaks of them.
            let folders: BTreeSet<&str> =
                manifest.tables.values().flatten().filter_map(|part| Some(part.path.rsplit_once('/')?.0)).collect();
            folders.into_iter().for_each(|folder| synced(&self.dir.join(folder)));
        }
        self.put(NAME, manifest.text()?.as_bytes())?;
        if self.is_durable {
            synced(&self.dir);
        }
        Ok(())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Problem> {
        let unfinished = self.dir.join(format!("{UNFINISHED}{}", path.replace('/', "-")));
        let mut file = File::create(&unfinished).map_err(|error| refused(&unfinished, &error))?;
        let written = file.write_all(bytes).and_then(|()| if self.is_durable { file.sync_data() } else { Ok(()) });
        written.map_err(|error| refused(&unfinished, &error))?;
        let place = self.dir.join(path);
        fs::rename(&unfinished, &place).map_err(|error| refused(&place, &error))
    }

    /// Removes the files that `manifest` does not name, unless somebody reads; whatever stays is removed
    /// another time. Nothing is removed but what a store writes: unfinished files, and those that lie
    /// where the tables lie and are named as they are.
    pub(super) fn tidy(&self, manifest: &Manifest, tables: &[&str]) {
        let readers = OpenOptions::new().create(true).append(true).open(self.dir.join(READERS)).ok();
        let Some(_nobody_reads) = readers.filter(|lock| lock.try_lock().is_ok()) else { return };
        let named: BTreeSet<PathBuf> =
            manifest.tables.values().flatten().map(|part| self.dir.join(&part.path)).collect();
        let within = |folder: &Path| folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let begins =
            |path: &PathBuf, with: &str| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(with));
        let mut files: Vec<PathBuf> = within(&self.dir).filter(|path| begins(path, UNFINISHED)).collect();
        for table in tables {
            let folder = self.dir.join(table);
            let years = within(&folder).filter(|path| begins(path, YEAR) && path.is_dir());
            for folder in years.chain([folder.clone()]) {
                let idle =
                    |path: &PathBuf| path.extension().is_some_and(|end| end == "parquet") && !named.contains(path);
                files.extend(within(&folder).filter(idle));
            }
        }
        files.into_iter().for_each(|path| drop(fs::remove_file(path)));
    }
}

/// How the folder of a year begins.
const YEAR: &str = "year=";

/// The folder of a table's rows of `year`; those of no year lie where other engines look for them.
pub(super) fn folder(table: &str, is_parted: bool, year: Option<i32>) -> String {
    match (is_parted, year) {
        (false, _) => table.to_owned(),
        (true, Some(year)) => format!("{table}/{YEAR}{year}"),
        (true, None) => format!("{table}/{YEAR}__HIVE_DEFAULT_PARTITION__"),
    }
}

/// Whether a store lies in the directory `dir`.
pub(in crate::pipeline) fn is_store(dir: &Path) -> bool {
    dir.join(NAME).is_file()
}

/// Whether a store without a manifest may hold a file of this name.
fn is_ours(name: &str) -> bool {
    name.starts_with("store.")
}

/// Puts the names in a directory on the disk, where the system can.
fn synced(folder: &Path) {
    drop(File::open(folder).and_then(|folder| folder.sync_all()));
}

/// What is said where the disk refuses.
fn refused(path: &Path, error: &std::io::Error) -> Problem {
    let place = Place::file(path.to_string_lossy().into_owned());
    Problem::error("store-refused", place, said!("无法写入：{error}", "could not be written: {error}")).hint(said!(
        "请检查权限和磁盘空间，或另选目录",
        "check the permissions and the room on the disk, or choose another directory"
    ))
}
