//! Where a store lies on the disk. Every file is complete under another name before it is renamed to
//! its own, and the manifest is renamed last: whoever is killed leaves the store as it was before.
//! Nothing in a store is written or removed through a link.

use super::manifest::{Manifest, NAME};
use crate::pipeline::disk::{Folder, Kind, Lock, below, why};
use crate::pipeline::files;
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;
use std::collections::BTreeSet;
use std::io::{Error, Write as _};
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
    folder: Folder,
    /// What messages call it.
    name: String,
    /// Whether what is written must outlive a loss of power.
    is_durable: bool,
    /// A lock, which ends with this value. It stays where it is: others may wait for it.
    _lock: Option<Lock>,
}

impl Home {
    /// The directory `folder`, to be written by nobody else meanwhile.
    ///
    /// # Errors
    ///
    /// The directory holds something else, cannot be written, or somebody else writes to it.
    pub(super) fn to_write(folder: Folder, name: &str, is_durable: bool) -> Result<Self, Problem> {
        let entries =
            || folder.path().read_dir().ok()?.flatten().find(|entry| !is_ours(&entry.file_name().to_string_lossy()));
        if matches!(folder.kind(NAME), Ok(None))
            && let Some(entry) = entries()
        {
            let found = entry.file_name();
            let message = said!(
                "应为数据仓或空目录，其中却有`{}`",
                "expected a store or an empty directory, found `{}` in it",
                found.to_string_lossy()
            );
            let problem = Problem::error(Code::StoreNotEmpty, Place::file(name), message);
            return Err(problem.hint(said!("请另选目录", "choose another directory")));
        }
        let taken = Lock::take(&folder, LOCK).map_err(|error| refused(&folder.path().join(LOCK), &error))?;
        let Some(lock) = taken else {
            let message = said!("另一个进程正在写入该数据仓", "another run is writing to this store");
            let problem = Problem::error(Code::StoreBusy, Place::file(name), message);
            return Err(problem.hint(said!("请等它完成，或另选目录", "wait for it, or choose another directory")));
        };
        Ok(Self { folder, name: name.to_owned(), is_durable, _lock: Some(lock) })
    }

    /// The directory `dir`, to be read.
    ///
    /// # Errors
    ///
    /// There is no store.
    pub(super) fn to_read(dir: &Path, name: &str) -> Result<Self, Problem> {
        let folder = Folder::there(dir).ok().filter(|folder| matches!(folder.kind(NAME), Ok(Some(_))));
        let Some(folder) = folder else {
            let message = said!("应为数据仓，实际没有", "expected a store, found none");
            let problem = Problem::error(Code::StoreMissing, Place::file(name), message);
            return Err(problem.hint(said!(
                "请先建立：`jixiao ingest 路径... --store {name}`",
                "make it with `jixiao ingest PATH... --store {name}`"
            )));
        };
        let lock = Lock::share(&folder, READERS);
        Ok(Self { folder, name: name.to_owned(), is_durable: false, _lock: lock })
    }

    /// What messages call the store.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Where the file at `path` of the store lies.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The manifest, where there is one.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is of another version.
    pub(super) fn manifest(&self) -> Result<Option<Manifest>, Problem> {
        if matches!(self.folder.kind(NAME), Ok(None)) {
            return Ok(None);
        }
        let broken = |error: Error| {
            let place = Place::file(format!("{}/{NAME}", self.name));
            let said = Said::each(|lang| {
                format!("{}{}", lang.pick("无法读取：", "could not be read: "), why(&error).in_lang(lang))
            });
            Problem::error(Code::StoreBroken, place, said)
        };
        let bytes = self.folder.read(NAME, u64::MAX - 1).map_err(broken)?;
        let text = String::from_utf8(bytes).map_err(|error| broken(Error::other(error)))?;
        let manifest = Manifest::parse(&text, &self.name)?;
        self.complete(&manifest).map(|()| Some(manifest))
    }

    /// Whether every file is there as it was written.
    fn complete(&self, manifest: &Manifest) -> Result<(), Problem> {
        for part in manifest.tables.values().flatten() {
            let found = self.path(&part.path).metadata().map_or(0, |found| found.len());
            if found != part.bytes as u64 {
                let message =
                    said!("文件应为{}字节，实际为{found}", "expected a file of {} bytes, found {found}", part.bytes);
                let place = Place::file(format!("{}/{}", self.name, part.path));
                let problem = Problem::error(Code::StoreBroken, place, message);
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
            folders.into_iter().for_each(|folder| self.synced(folder));
        }
        self.put(NAME, manifest.text()?.as_bytes())?;
        if self.is_durable {
            self.synced("");
        }
        Ok(())
    }

    /// Puts the names in a directory on the disk, where the system can.
    fn synced(&self, folder: &str) {
        // Tables lie below the store, and years below tables.
        for depth in 0..=folder.split('/').count() {
            let above: Vec<&str> = folder.split('/').take(depth).collect();
            drop(below(&self.folder, &above.join("/")).map(|folder| folder.sync()));
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Problem> {
        let unfinished = format!("{UNFINISHED}{}", path.replace('/', "-"));
        let place = self.path(path);
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = below(&self.folder, parent).map_err(|(path, error)| refused(&path, &error))?;
        // What lies there was left by a run that died: whoever writes here holds the lock.
        if matches!(self.folder.kind(&unfinished), Ok(Some(Kind::File | Kind::Link))) {
            self.folder.remove(&unfinished).map_err(|error| refused(&place, &error))?;
        }
        let mut file = self.folder.create(&unfinished).map_err(|error| refused(&self.path(&unfinished), &error))?;
        let written = file.write_all(bytes).and_then(|()| if self.is_durable { file.sync_data() } else { Ok(()) });
        let put = written.and_then(|()| self.folder.rename(&unfinished, &parent, name));
        put.map_err(|error| {
            drop(self.folder.remove(&unfinished));
            refused(&place, &error)
        })
    }

    /// Removes the files that `manifest` does not name, unless somebody reads; whatever stays is removed
    /// another time. Nothing is removed but what a store writes: unfinished files, and those that lie
    /// where the tables lie and are named as they are.
    pub(super) fn tidy(&self, manifest: &Manifest, tables: &[&str]) {
        let Ok(Some(_nobody_reads)) = Lock::take(&self.folder, READERS) else { return };
        let named: BTreeSet<&str> = manifest.tables.values().flatten().map(|part| part.path.as_str()).collect();
        removed(&self.folder, |name| name.starts_with(UNFINISHED));
        for table in tables {
            let Ok(folder) = self.folder.inner(table) else { continue };
            let is_idle = |within: &str, name: &str| {
                name.ends_with(".parquet") && !named.contains(format!("{within}/{name}").as_str())
            };
            removed(&folder, |name| is_idle(table, name));
            let names = folder.names().unwrap_or_default();
            for year in names.iter().filter(|name| name.starts_with(YEAR)) {
                // A link is no year of ours.
                if let Ok(folder) = folder.inner(year) {
                    removed(&folder, |name| is_idle(&format!("{table}/{year}"), name));
                }
            }
        }
    }
}

/// Removes the files of `folder` whose names are `idle`.
fn removed(folder: &Folder, idle: impl Fn(&str) -> bool) {
    for name in folder.names().unwrap_or_default() {
        if idle(&name) && matches!(folder.kind(&name), Ok(Some(Kind::File | Kind::Link))) {
            drop(folder.remove(&name));
        }
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

/// What is said where the disk refuses.
pub(in crate::pipeline) fn refused(path: &Path, error: &Error) -> Problem {
    let place = Place::file(path.to_string_lossy().into_owned());
    let said =
        Said::each(|lang| format!("{}{}", lang.pick("无法写入：", "could not be written: "), why(error).in_lang(lang)));
    Problem::error(Code::StoreRefused, place, said).hint(said!(
        "请检查此处的文件、权限和磁盘空间，或另选目录",
        "check what lies there, the permissions and the room on the disk, or choose another directory"
    ))
}
