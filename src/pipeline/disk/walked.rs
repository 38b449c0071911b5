//! A directory by its path, for systems without handles of directories: every part is looked at before it
//! is used.
#![cfg_attr(unix, allow(dead_code, reason = "on this system it only stands in tests, beside the one by handle"))]

use super::kind::Kind;
use crate::problem::said;
use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// A directory.
#[derive(Debug)]
pub(in crate::pipeline) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The directory at `path` as a user named it; it is made where it is missing.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(in crate::pipeline) fn named(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path)?;
        Self::there(path)
    }

    /// The directory at `path` as a user named it, where there is one.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(in crate::pipeline) fn there(path: &Path) -> Result<Self, Error> {
        let here = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        match here.metadata()?.is_dir() {
            true => Ok(Self { path: path.to_owned() }),
            false => Err(ErrorKind::NotADirectory.into()),
        }
    }

    /// Its path, for messages.
    pub(in crate::pipeline) fn path(&self) -> &Path {
        &self.path
    }

    /// The same directory once more.
    ///
    /// # Errors
    ///
    /// None.
    #[expect(clippy::unnecessary_wraps, reason = "a directory by its handle may be refused")]
    pub(in crate::pipeline) fn again(&self) -> Result<Self, Error> {
        Ok(Self { path: self.path.clone() })
    }

    /// The directory `name` in this one, where there is one.
    ///
    /// # Errors
    ///
    /// Nothing or something else lies there, such as a link.
    pub(in crate::pipeline) fn inner(&self, name: &str) -> Result<Self, Error> {
        match self.kind(name)? {
            Some(Kind::Folder) => Ok(Self { path: self.path.join(name) }),
            Some(other) => Err(other.instead_of(&said!("应为目录", "expected a directory"))),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    /// Makes the directory `name` in this one.
    ///
    /// # Errors
    ///
    /// Something lies there, or the disk refuses.
    pub(in crate::pipeline) fn make(&self, name: &str) -> Result<(), Error> {
        fs::create_dir(self.path.join(name))
    }

    /// What lies under `name`, if anything.
    ///
    /// # Errors
    ///
    /// The disk refuses to say.
    pub(in crate::pipeline) fn kind(&self, name: &str) -> Result<Option<Kind>, Error> {
        match self.path.join(name).symlink_metadata() {
            Ok(found) => Ok(Some(Kind::of(found.file_type()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A new file `name`, to be written.
    ///
    /// # Errors
    ///
    /// Something lies there, a link among them, or the disk refuses.
    pub(in crate::pipeline) fn create(&self, name: &str) -> Result<File, Error> {
        OpenOptions::new().write(true).create_new(true).open(self.path.join(name))
    }

    /// The file `name`, made where it is missing and never emptied: to be locked.
    ///
    /// # Errors
    ///
    /// Something else lies there, or the disk refuses.
    pub(super) fn lockable(&self, name: &str) -> Result<File, Error> {
        self.only_file(name)?;
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.path.join(name))
    }

    /// Whether a file lies under `name`: nothing says whether it is this one.
    pub(super) fn holds(&self, name: &str, _: &File) -> bool {
        matches!(self.kind(name), Ok(Some(Kind::File)))
    }

    /// The file `name`, to be read.
    ///
    /// # Errors
    ///
    /// No such file lies there, or it may not be read.
    pub(in crate::pipeline) fn open(&self, name: &str) -> Result<File, Error> {
        self.only_file(name)?;
        File::open(self.path.join(name))
    }

    /// The bytes of the file `name`, where there are no more than `most`.
    ///
    /// # Errors
    ///
    /// No such file lies there, or it may not be read.
    pub(in crate::pipeline) fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.open(name)?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    /// Renames `name` to `to` in the directory `there`, in place of whatever file or link lies there.
    ///
    /// # Errors
    ///
    /// The disk refuses; both are then as they were.
    pub(in crate::pipeline) fn rename(&self, name: &str, there: &Self, to: &str) -> Result<(), Error> {
        fs::rename(self.path.join(name), there.path.join(to))
    }

    /// Removes the file or link `name`.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(in crate::pipeline) fn remove(&self, name: &str) -> Result<(), Error> {
        fs::remove_file(self.path.join(name))
    }

    /// Removes the empty directory `name`.
    ///
    /// # Errors
    ///
    /// It is not empty, or the disk refuses.
    pub(in crate::pipeline) fn remove_folder(&self, name: &str) -> Result<(), Error> {
        fs::remove_dir(self.path.join(name))
    }

    /// The names in it that are UTF-8, as all of ours are, sorted.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(in crate::pipeline) fn names(&self) -> Result<Vec<String>, Error> {
        let entries: Result<Vec<_>, Error> = fs::read_dir(&self.path)?.collect();
        let mut names: Vec<String> =
            entries?.into_iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        Ok(names)
    }

    /// Nothing can be asked of a directory without a handle.
    ///
    /// # Errors
    ///
    /// None.
    #[expect(clippy::unnecessary_wraps, reason = "a directory by its handle may be refused")]
    pub(in crate::pipeline) fn sync(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Refuses anything but a file or nothing under `name`.
    fn only_file(&self, name: &str) -> Result<(), Error> {
        match self.kind(name)? {
            None | Some(Kind::File) => Ok(()),
            Some(other) => Err(other.instead_of(&said!("应为文件或空", "expected a file or nothing"))),
        }
    }
}
