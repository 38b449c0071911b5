//! A lock on a directory: a file in it, which is never emptied, and removed by nobody but the one who
//! holds it.

#[cfg(unix)]
use super::held::Folder;
#[cfg(not(unix))]
use super::walked::Folder;
use std::fs::{File, TryLockError};
use std::io::Error;

/// Times that a lock is looked for again after its holder removed it.
const TRIES: usize = 100;

/// A lock, held until this value goes.
#[derive(Debug)]
pub(in crate::pipeline) struct Lock {
    file: File,
    name: &'static str,
}

impl Lock {
    /// The lock `name` of `folder`; nothing where somebody else holds it.
    ///
    /// # Errors
    ///
    /// Something else lies there, or the disk refuses.
    pub(in crate::pipeline) fn take(folder: &Folder, name: &'static str) -> Result<Option<Self>, Error> {
        for _ in 0..TRIES {
            let file = folder.lockable(name)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Its last holder may have removed it between opening and locking: then it locks nothing.
            if folder.holds(name, &file) {
                return Ok(Some(Self { file, name }));
            }
        }
        Ok(None)
    }

    /// The lock `name` of `folder`, shared with others who read; nothing where somebody holds it alone, or
    /// where nothing can be written, and so nothing be taken away either.
    pub(in crate::pipeline) fn share(folder: &Folder, name: &'static str) -> Option<Self> {
        let file = folder.lockable(name).ok()?;
        file.try_lock_shared().is_ok().then_some(Self { file, name })
    }

    /// Removes the lock while it is held. Whoever opened it meanwhile finds that it locks nothing. A file
    /// that holds something was not made by us and stays.
    pub(in crate::pipeline) fn remove(&self, folder: &Folder) {
        if self.file.metadata().is_ok_and(|found| found.len() == 0) && folder.holds(self.name, &self.file) {
            drop(folder.remove(self.name));
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Folder, Lock};
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    #[test]
    fn a_lock_that_is_removed_while_others_wait_for_it_still_locks() -> Result<(), Box<dyn std::error::Error>> {
        let at = tempfile::tempdir()?;
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let hammer = || {
            let Ok(folder) = Folder::there(at.path()) else { return };
            let mut taken = 0;
            while taken < 200 {
                let Ok(Some(lock)) = Lock::take(&folder, "lock") else {
                    thread::yield_now();
                    continue;
                };
                most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                thread::yield_now();
                inside.fetch_sub(1, Ordering::SeqCst);
                lock.remove(&folder);
                taken += 1;
            }
        };
        thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(hammer))));
        assert_eq!(most.into_inner(), 1, "two held it at once");
        assert_eq!(fs::read_dir(at.path())?.count(), 0, "its last holder removed it");
        Ok(())
    }
}
