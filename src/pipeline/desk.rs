//! Where outputs are completed before they are put in place: a directory of its own in every folder of
//! ours, made afresh for each run, so that the last step is a rename on one device.
//!
//! Who holds the folder's lock knows that whatever else of that kind lies in it belongs to a run that
//! died, and removes it.

use super::disk::{Folder, Interrupt, Kind, Lock, below, why};
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;
use std::fs::File;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// How the directory begins in which outputs are completed.
const STAGING: &str = ".jixiao-staging";

/// The lock of a folder of ours.
const LOCK: &str = ".jixiao-staging.lock";

/// Directories that a run may find in its way: those of others with its number, all at once.
const TRIES: usize = 1_000;

/// A folder of ours in which one run writes, and nobody else meanwhile. When this value goes, what was
/// not put in place goes, too.
#[derive(Debug)]
pub(super) struct Desk {
    /// Its name from the root of the target; empty for the root itself.
    top: String,
    folder: Folder,
    lock: Lock,
    /// The directory of what is not complete, and its name; nothing until it is made.
    staging: Option<(Folder, String)>,
}

impl Desk {
    /// A desk in the folder `top` below `root`.
    ///
    /// # Errors
    ///
    /// Another run writes there, a link or another strange thing lies in the way, or the disk refuses.
    pub(super) fn begin(root: &Folder, top: &str) -> Result<Self, Problem> {
        let folder = below(root, top).map_err(|(path, error)| refused(&path, &error))?;
        let at = |name: &str| folder.path().join(name);
        let lock = match Lock::take(&folder, LOCK).map_err(|error| refused(&at(LOCK), &error))? {
            Some(lock) => lock,
            None => return Err(busy(folder.path())),
        };
        let mut desk = Self { top: top.to_owned(), folder, lock, staging: None };
        desk.sweep();
        for attempt in 0..TRIES {
            let name = format!("{STAGING}-{}-{attempt}", std::process::id());
            match desk.folder.make(&name) {
                Ok(()) => {
                    let staging = desk.folder.inner(&name).map_err(|error| desk.refused(&name, &error))?;
                    desk.staging = Some((staging, name));
                    return Ok(desk);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(desk.refused(&name, &error)),
            }
        }
        Err(desk.refused(STAGING, &ErrorKind::AlreadyExists.into()))
    }

    /// Whether the output called `name` lies in this folder.
    pub(super) fn covers(&self, name: &str) -> bool {
        is_below(name, &self.top)
    }

    /// Length of its name: of two folders that cover an output, the longer is the nearer.
    pub(super) fn depth(&self) -> usize {
        self.top.len()
    }

    /// The file that becomes number `at`, to be written to its end.
    ///
    /// # Errors
    ///
    /// The disk refuses, or the program was asked to end.
    pub(super) fn create(&self, at: usize, interrupt: &Interrupt) -> Result<File, Error> {
        if interrupt.is_heard() {
            return Err(ErrorKind::Interrupted.into());
        }
        match &self.staging {
            Some((staging, _)) => staging.create(&at.to_string()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    /// What is said of a run that was asked to end.
    pub(super) fn interrupted(&self) -> Problem {
        let message = said!("运行被中断，一切保持原样", "the run was interrupted; everything is as it was before");
        Problem::error(Code::OutputInterrupted, Place::file(shown(self.folder.path())), message)
    }

    /// Puts what was completed as number `at` in place: as `name` in `folder`.
    ///
    /// # Errors
    ///
    /// The disk refuses; whatever lay there lies there still.
    pub(super) fn put(&self, at: usize, folder: &Folder, name: &str) -> Result<(), Error> {
        match &self.staging {
            Some((staging, _)) => staging.rename(&at.to_string(), folder, name),
            None => Ok(()),
        }
    }

    /// Removes what runs that died left unfinished. A link of that name is nobody's directory and stays.
    fn sweep(&self) {
        let names = self.folder.names().unwrap_or_default();
        for name in names.iter().filter(|name| is_staging(name)) {
            if let Ok(left) = self.folder.inner(name) {
                emptied(&left);
                drop(self.folder.remove_folder(name));
            }
        }
    }

    fn refused(&self, name: &str, error: &Error) -> Problem {
        refused(&self.folder.path().join(name), error)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some((staging, name)) = self.staging.take() {
            emptied(&staging);
            drop(self.folder.remove_folder(&name));
        }
        self.lock.remove(&self.folder);
    }
}

/// Whether the output called `name` lies in the folder `top`, which may be the root itself.
pub(super) fn is_below(name: &str, top: &str) -> bool {
    top.is_empty() || name.strip_prefix(top).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether something lies in `folder` that a run has not finished, be it dead or alive.
pub(super) fn is_untidy(folder: &Folder) -> bool {
    folder.names().map_or(true, |names| names.iter().any(|name| name.starts_with(STAGING)))
}

/// Whether a directory of this name is one of ours: its name, the number of a process, a count.
fn is_staging(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(STAGING) else { return false };
    rest.is_empty() || rest.starts_with('-') && rest.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit())
}

/// Removes the files that are numbered as ours are.
fn emptied(staging: &Folder) {
    for name in staging.names().unwrap_or_default() {
        if name.bytes().all(|byte| byte.is_ascii_digit()) && matches!(staging.kind(&name), Ok(Some(Kind::File))) {
            drop(staging.remove(&name));
        }
    }
}

/// What is said where another run writes.
fn busy(folder: &Path) -> Problem {
    let message = said!("另一个进程正在写入该目录", "another run is writing to this directory");
    let problem = Problem::error(Code::OutputBusy, Place::file(shown(folder)), message);
    problem.hint(said!("请等它完成，或用`--out`另选位置", "wait for it, or choose another place with `--out`"))
}

/// What is said where the disk refuses.
pub(super) fn refused(path: &Path, error: &Error) -> Problem {
    let said =
        Said::each(|lang| format!("{}{}", lang.pick("无法写入：", "could not be written: "), why(error).in_lang(lang)));
    Problem::error(Code::OutputRefused, Place::file(shown(path)), said).hint(said!(
        "请检查此处的文件、权限和磁盘空间，或用`--out`另选位置",
        "check what lies there, the permissions and the room on the disk, or choose another place with `--out`"
    ))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
