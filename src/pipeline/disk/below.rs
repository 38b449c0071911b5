//! Down from a directory, part by part, whatever is missing made on the way.

#[cfg(unix)]
use super::held::Folder;
#[cfg(not(unix))]
use super::walked::Folder;
use crate::problem::said;
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
            return Err((
                root.path().join(name),
                Error::other(said!("应为向下的路径", "expected a path that leads down").folded()),
            ));
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

#[cfg(all(test, unix))]
mod tests {
    use crate::pipeline::disk::{held, walked};
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    /// What both kinds of directories must refuse and allow.
    macro_rules! tried {
        ($folder:ty, $at:expr) => {{
            let at: &Path = $at;
            let folder = <$folder>::named(at)?;
            assert!(folder.make("made").is_ok() && folder.make("made").is_err());
            assert!(folder.inner("made").is_ok() && folder.inner("missing").is_err());
            for linked in ["to-folder", "to-file", "to-nothing"] {
                assert!(folder.inner(linked).is_err(), "{linked}");
                assert!(folder.create(linked).is_err(), "{linked}");
                assert!(folder.read(linked, 100).is_err(), "{linked}");
                assert!(folder.lockable(linked).is_err(), "{linked}");
            }
            assert!(
                folder.inner("pipe").is_err() && folder.read("pipe", 100).is_err() && folder.lockable("pipe").is_err()
            );
            assert!(folder.lockable("file").is_ok());
            assert_eq!(folder.read("file", 4)?, b"mine");
            assert!(folder.read("file", 3).is_err(), "longer than allowed");
            drop(folder.create("new")?);
            folder.rename("new", &folder.inner("made")?, "renamed")?;
            assert_eq!(folder.inner("made")?.names()?, ["renamed"]);
            folder.inner("made")?.remove("renamed")?;
            folder.remove_folder("made")?;
            folder.sync()?;
        }};
    }

    #[test]
    fn nothing_is_opened_through_a_link_by_handle_or_by_path() -> Result<(), Box<dyn std::error::Error>> {
        let (at, elsewhere) = (tempfile::tempdir()?, tempfile::tempdir()?);
        fs::write(elsewhere.path().join("precious"), "theirs")?;
        symlink(elsewhere.path(), at.path().join("to-folder"))?;
        symlink(elsewhere.path().join("precious"), at.path().join("to-file"))?;
        symlink(elsewhere.path().join("absent"), at.path().join("to-nothing"))?;
        fs::write(at.path().join("file"), "mine")?;
        let pipe = std::process::Command::new("mkfifo").arg(at.path().join("pipe")).status()?;
        assert!(pipe.success());
        tried!(held::Folder, at.path());
        tried!(walked::Folder, at.path());
        assert_eq!(fs::read_dir(elsewhere.path())?.count(), 1);
        assert_eq!(fs::read(elsewhere.path().join("precious"))?, b"theirs");
        Ok(())
    }
}
