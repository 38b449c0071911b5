//! A directory by its handle: whatever happens to its path meanwhile, what is written lands in it.

use super::kind::Kind;
use crate::problem::said;
use rustix::fs::{AtFlags, CWD, Dir, Mode, OFlags};
use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Flags of every file that is opened: no link is followed, no pipe is waited for.
const PLAIN: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// A directory, held open.
#[derive(Debug)]
pub(in crate::pipeline) struct Folder {
    handle: OwnedFd,
    path: PathBuf,
}

impl Folder {
    /// The directory at `path` as a user named it, be it a link or not; it is made where it is missing.
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
    /// There is none, or it may not be opened.
    pub(in crate::pipeline) fn there(path: &Path) -> Result<Self, Error> {
        let here = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = rustix::fs::openat(CWD, here, flags, Mode::empty())?;
        Ok(Self { handle, path: path.to_owned() })
    }

    /// Its path, for messages.
    pub(in crate::pipeline) fn path(&self) -> &Path {
        &self.path
    }

    /// The same directory once more.
    ///
    /// # Errors
    ///
    /// The system has no more handles.
    pub(in crate::pipeline) fn again(&self) -> Result<Self, Error> {
        Ok(Self { handle: self.handle.try_clone()?, path: self.path.clone() })
    }

    /// The directory `name` in this one, where there is one.
    ///
    /// # Errors
    ///
    /// Nothing or something else lies there, such as a link.
    pub(in crate::pipeline) fn inner(&self, name: &str) -> Result<Self, Error> {
        match self.kind(name)? {
            Some(Kind::Folder) => {}
            Some(other) => return Err(other.instead_of(&said!("应为目录", "expected a directory"))),
            None => return Err(ErrorKind::NotFound.into()),
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | PLAIN;
        let handle = rustix::fs::openat(&self.handle, name, flags, Mode::empty())?;
        Ok(Self { handle, path: self.path.join(name) })
    }

    /// Makes the directory `name` in this one.
    ///
    /// # Errors
    ///
    /// Something lies there, or the disk refuses.
    pub(in crate::pipeline) fn make(&self, name: &str) -> Result<(), Error> {
        Ok(rustix::fs::mkdirat(&self.handle, name, Mode::from_raw_mode(0o777))?)
    }

    /// What lies under `name`, if anything.
    ///
    /// # Errors
    ///
    /// The disk refuses to say.
    pub(in crate::pipeline) fn kind(&self, name: &str) -> Result<Option<Kind>, Error> {
        use rustix::fs::FileType;

        match rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(found) => Ok(Some(match FileType::from_raw_mode(found.st_mode) {
                FileType::RegularFile => Kind::File,
                FileType::Directory => Kind::Folder,
                FileType::Symlink => Kind::Link,
                _ => Kind::Special,
            })),
            Err(rustix::io::Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// A new file `name`, to be written.
    ///
    /// # Errors
    ///
    /// Something lies there, a link among them, or the disk refuses.
    pub(in crate::pipeline) fn create(&self, name: &str) -> Result<File, Error> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | PLAIN;
        Ok(rustix::fs::openat(&self.handle, name, flags, Mode::from_raw_mode(0o666))?.into())
    }

    /// The file `name`, made where it is missing and never emptied: to be locked.
    ///
    /// # Errors
    ///
    /// Something else lies there, or the disk refuses.
    pub(super) fn lockable(&self, name: &str) -> Result<File, Error> {
        self.only_file(name)?;
        let flags = OFlags::RDWR | OFlags::CREATE | PLAIN;
        checked(rustix::fs::openat(&self.handle, name, flags, Mode::from_raw_mode(0o666))?.into())
    }

    /// Whether `file` is what lies under `name`.
    pub(super) fn holds(&self, name: &str, file: &File) -> bool {
        let found = rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW);
        let Ok((found, ours)) = found.map_err(Error::from).and_then(|found| Ok((found, file.metadata()?))) else {
            return false;
        };
        // Systems disagree about the width of these numbers.
        i128::from(found.st_dev) == i128::from(ours.dev()) && i128::from(found.st_ino) == i128::from(ours.ino())
    }

    /// The file `name`, to be read.
    ///
    /// # Errors
    ///
    /// No such file lies there, or it may not be read.
    pub(in crate::pipeline) fn open(&self, name: &str) -> Result<File, Error> {
        self.only_file(name)?;
        checked(rustix::fs::openat(&self.handle, name, OFlags::RDONLY | PLAIN, Mode::empty())?.into())
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
        Ok(rustix::fs::renameat(&self.handle, name, &there.handle, to)?)
    }

    /// Removes the file or link `name`.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(in crate::pipeline) fn remove(&self, name: &str) -> Result<(), Error> {
        Ok(rustix::fs::unlinkat(&self.handle, name, AtFlags::empty())?)
    }

    /// Removes the empty directory `name`.
    ///
    /// # Errors
    ///
    /// It is not empty, or the disk refuses.
    pub(in crate::pipeline) fn remove_folder(&self, name: &str) -> Result<(), Error> {
        Ok(rustix::fs::unlinkat(&self.handle, name, AtFlags::REMOVEDIR)?)
    }

    /// The names in it that are UTF-8, as all of ours are, sorted.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(in crate::pipeline) fn names(&self) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            let name = entry?.file_name().to_str().map(str::to_owned);
            names.extend(name.ok().filter(|name| name != "." && name != ".."));
        }
        names.sort();
        Ok(names)
    }

    /// Puts the names in it on the disk.
    ///
    /// # Errors
    ///
    /// The disk refuses.
    pub(in crate::pipeline) fn sync(&self) -> Result<(), Error> {
        Ok(rustix::fs::fsync(&self.handle)?)
    }

    /// Refuses anything but a file or nothing under `name`.
    fn only_file(&self, name: &str) -> Result<(), Error> {
        match self.kind(name)? {
            None | Some(Kind::File) => Ok(()),
            Some(other) => Err(other.instead_of(&said!("应为文件或空", "expected a file or nothing"))),
        }
    }
}

/// `file`, unless something else came into its place between looking and opening.
fn checked(file: File) -> Result<File, Error> {
    match Kind::of(file.metadata()?.file_type()) {
        Kind::File => Ok(file),
        other => Err(other.instead_of(&said!("应为文件或空", "expected a file or nothing"))),
    }
}
