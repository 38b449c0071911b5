//! Down from a directory, part by part, whatever is missing made on the way.

#[cfg(unix)]
use super::held::Folder;
#[cfg(not(unix))]
use super::walked::Folder;
use std::io::{Error, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The directory `name` below `root`, its parts made where they are missing.
///
/// # Errors
///
/// Where and why: a part is a link or no directory, `name` leads elsewhere, or the disk refuses.
pub(in crate::pipeline) fn below(root: &Folder, name: &str) -> Result<Folder, (PathBuf, Error)> {
    let mut folder = root.again().map_err(|error| (root.path().to_owned(), error))?;
    for part in Path::new(name).components() {
        let Component::Normal(part) = part else {
            return Err((root.path().join(name), Error::other("expected a path that leads down")));
        };
        folder = made(&folder, &part.to_string_lossy())?;
    }
    Ok(folder)
}

/// The directory `name` in `folder`, made where it is missing.
///
/// # Errors
///
/// As [`below`].
pub(in crate::pipeline) fn made(folder: &Folder, name: &str) -> Result<Folder, (PathBuf, Error)> {
    let made = || match folder.make(name) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => folder.inner(name),
    };
    // One that is there need not be writable.
    let there = match folder.inner(name) {
        Err(error) if error.kind() == ErrorKind::NotFound => made(),
        there => there,
    };
    there.map_err(|error| (folder.path().join(name), error))
}
